"""The total along one fact, all else equal: where it jumps, and from where on it stays."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import pairwise, takewhile

from attrs import frozen

from perfrules.model.facts import FactSet, Value
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.edges import Edge, edges_along
from perfrules.studies.levers import Lever
from perfrules.studies.plausible import Scale

_EVEN = 32
"""Points between the ends besides those where the rules turn."""
_CLOSE = 1000
"""So much nearer to an edge than to anything else lie the points that show a jump."""


@frozen(eq=False, repr=False)
class Point:
    """What one value of a lever came to."""

    x: Value
    total: Fraction | None
    """Exact; with parts that are open, its lower end. None where it cannot be computed."""
    scores: Mapping[str, Fraction]
    """Exact, of the leaves, bonuses and penalties that have one."""
    grade: str


@frozen(eq=False, repr=False)
class Cliff:
    """A jump of the total at one value: the nearest numbers that can be written on both sides."""

    at: Fraction
    """Where it is, exactly."""
    before: Point
    after: Point
    edge: Edge | None
    """What is compared there."""
    indicators: tuple[str, ...]
    """Those whose score jumps."""

    @property
    def jump(self) -> Fraction:
        """The points gained from one side to the other."""
        assert self.before.total is not None
        assert self.after.total is not None
        return self.after.total - self.before.total


@frozen(eq=False, repr=False)
class Flat:
    """A stretch at one end of the range on which the total does not move any more."""

    upward: bool
    """At the upper end."""
    since: Fraction
    """The first value on it that people write."""
    best: bool
    """No reward beyond; else it is the worst total, and nothing more can be lost."""
    edge: Edge | None


@frozen(eq=False, repr=False)
class Curve:
    """The total along one lever at one fact set."""

    lever: Lever
    facts: FactSet
    here: Value
    points: tuple[Point, ...]
    """By value; those of a choice in the order of the file."""
    cliffs: tuple[Cliff, ...]
    flats: tuple[Flat, ...]

    def is_written(self, point: Point) -> bool:
        """Whether the value is one that people write, not one close to an edge."""
        scale = self.lever.scale
        return not isinstance(point.x, Fraction) or scale is None or point.x % scale.step == 0

    @property
    def totals(self) -> list[Fraction]:
        """Every total that was computed."""
        return [point.total for point in self.points if point.total is not None]

    @property
    def swing(self) -> Fraction:
        """How many points lie between the worst and the best value that was looked at."""
        totals = self.totals
        return max(totals) - min(totals) if totals else Fraction(0)


def curve_along(lever: Lever, facts: FactSet, jump: Fraction) -> Curve | None:
    """The curve of a lever, with every jump of so many points; None where the facts lack it."""
    here = lever.value(facts)
    if here is None:
        return None
    look = _Looking(lever, facts)
    if lever.scale is None or not isinstance(here, Fraction):
        points = tuple(look.at(option) for option in lever.options)
        return Curve(lever, facts, here, points, (), ())
    low, high = _ends(lever.scale, here)
    step = lever.scale.step
    names, tables = lever.around(facts)
    edges = edges_along(lever.trees(facts.rules), lever.variable, names, tables, (low, high))
    if lever.scale.limits.high is None and edges and max(edges) > high / 2:
        high = _up(max(edges) * Fraction(5, 4), step)
    even = {low + (high - low) * n / _EVEN // step * step for n in range(_EVEN + 1)}
    sides = {x for edge in edges for x in (edge // step * step, _up(edge, step), edge + step)}
    sides |= {edge - step for edge in edges}
    xs = sorted(x for x in even | sides | {*edges, low, high, here} if low <= x <= high)
    close = min((b - a for a, b in pairwise(xs)), default=step) / _CLOSE
    wanted = sorted({*xs, *(x + side for x in edges for side in (-close, close))})
    known = {x: look.at(x) for x in wanted if low <= x <= high}
    written = {x: point for x, point in known.items() if x % step == 0}
    beyond = [high * 10, high * 1000] if lever.scale.limits.high is None and high > 0 else []
    return Curve(
        lever=lever,
        facts=facts,
        here=here,
        points=tuple(known.values()),
        cliffs=tuple(_cliffs(look, known, edges, close, jump)),
        flats=tuple(_flats(written, edges, [look.at(x).total for x in beyond])),
    )


def _ends(scale: Scale, here: Fraction) -> tuple[Fraction, Fraction]:
    """The range, or what is worth looking at of one without end; an open end is left out."""
    limits, zero = scale.limits, Fraction(0)
    low, high = limits.low, limits.high
    if low is None:
        low = min(here, zero) - 2 * scale.size
    elif not limits.low_closed:
        low += scale.step
    if high is None:
        high = _up(max(2 * here, low + 2 * scale.size, low + 10 * scale.step), scale.step)
    elif not limits.high_closed:
        high -= scale.step
    return min(low, here), max(low, high, here)


def _up(x: Fraction, step: Fraction) -> Fraction:
    """The next multiple of a step."""
    return -(-x // step) * step


@frozen(eq=False, repr=False)
class _Looking:
    """Scores the facts with one value changed."""

    lever: Lever
    facts: FactSet

    def at(self, x: Value) -> Point:
        """The point at one value."""
        return point_of(x, score(self.facts.rules, self.lever.moved(self.facts, x)))


def point_of(x: Value, result: Result) -> Point:
    """What a result came to, ties aside: they are not asked where one fact is moved alone."""
    total = result.above.total
    scored = (*result.walk(), *result.above.extras)
    scores = {
        node.indicator.key: node.exact
        for node in scored
        if node.exact is not None and node.indicator.way is not None and node.row is None
    }
    return Point(
        x=x,
        total=None if total.state == "refused" else total.exact[0],
        scores=scores,
        grade=result.above.grades[0].name if len(result.above.grades) == 1 else "",
    )


def _cliffs(
    look: _Looking,
    known: Mapping[Fraction, Point],
    edges: Mapping[Fraction, Edge],
    close: Fraction,
    jump: Fraction,
) -> Iterator[Cliff]:
    """Where the total at an edge and close to it lie so far apart."""
    scale = look.lever.scale
    assert scale is not None, "only numbers have edges"
    for at, edge in edges.items():
        for low, high in ((at - close, at), (at, at + close)):
            left, right = known.get(low), known.get(high)
            if left is None or right is None or left.total is None or right.total is None:
                continue
            if abs(right.total - left.total) < jump:
                continue
            below, above = _written(at, scale.step, reached=high == at)
            before, after = look.at(below), look.at(above)
            moved = [
                key
                for key, score_before in left.scores.items()
                if abs(right.scores.get(key, score_before) - score_before) * 100 >= jump
            ]
            if before.total is not None and after.total is not None:
                yield Cliff(at, before, after, edge, tuple(moved))


def _written(at: Fraction, step: Fraction, *, reached: bool) -> tuple[Fraction, Fraction]:
    """The nearest numbers of so many digits on both sides; the edge lies with those above it."""
    below, above = at // step * step, -(-at // step) * step
    if below == above:
        return (at - step, at) if reached else (at, at + step)
    return below, above


def _comes_to(total: Fraction, item: tuple[Fraction, Point]) -> bool:
    return item[1].total == total


def _flats(
    known: Mapping[Fraction, Point], edges: Mapping[Fraction, Edge], beyond: list[Fraction | None]
) -> Iterator[Flat]:
    """The stretches at both ends on which all totals that were computed are the same."""
    totals = [point.total for point in known.values() if point.total is not None]
    if not totals or min(totals) == max(totals):
        return
    for upward in (False, True):
        points = [*known.items()][:: -1 if upward else 1]
        last = points[0][1].total
        if last is None or (upward and any(total != last for total in beyond)):
            continue
        same = list(takewhile(partial(_comes_to, last), points))
        if len(same) >= 3 and last in (min(totals), max(totals)):
            since = same[-1][0]
            near = min(edges, key=lambda edge: abs(edge - since), default=None)
            edge = None if near is None else edges[near]
            yield Flat(upward, since, last == max(totals), edge)
