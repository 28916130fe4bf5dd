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

_EVEN, _FEW = 32, 8
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
    look = _looking(lever, facts, _EVEN)
    if look is None or lever.scale is None:
        return None if look is None else look.curve(look.options)
    step, edges = lever.scale.step, look.edges
    close = min((b - a for a, b in pairwise(look.xs)), default=step) / _CLOSE
    beside = (x + side for x in edges for side in (-close, close))
    wanted = sorted({*look.xs, *(x for x in beside if look.low <= x <= look.high)})
    known = {x: look.at(x) for x in wanted}
    written = {x: point for x, point in known.items() if x % step == 0}
    endless = lever.scale.limits.high is None and look.high > 0
    beyond = [look.at(look.high * far).total for far in (10, 1000)] if endless else []
    return look.curve(
        tuple(known.values()),
        tuple(_cliffs(look, known, edges, close, jump)),
        tuple(_flats(written, edges, beyond)),
    )


def few_points(lever: Lever, facts: FactSet) -> Curve | None:
    """The curve without cliffs and plateaus, at fewer points: on both sides of every edge."""
    look = _looking(lever, facts, _FEW)
    if look is None or lever.scale is None:
        return None if look is None else look.curve(look.options)
    step = lever.scale.step
    return look.curve(tuple(look.at(x) for x in look.xs if x % step == 0))


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
    here: Value
    low: Fraction
    high: Fraction
    edges: Mapping[Fraction, Edge]
    xs: tuple[Fraction, ...]
    """The ends, where the rules turn and the numbers beside it, and some between."""

    def at(self, x: Value) -> Point:
        """The point at one value."""
        return point_of(x, score(self.facts.rules, self.lever.moved(self.facts, x)))

    @property
    def options(self) -> tuple[Point, ...]:
        """The points of a lever that has few values."""
        return tuple(self.at(option) for option in self.lever.options)

    def curve(
        self,
        points: tuple[Point, ...],
        cliffs: tuple[Cliff, ...] = (),
        flats: tuple[Flat, ...] = (),
    ) -> Curve:
        """A curve here."""
        return Curve(self.lever, self.facts, self.here, points, cliffs, flats)


def _looking(lever: Lever, facts: FactSet, even: int) -> _Looking | None:
    """Where to look along a lever; None where the facts lack it."""
    here, scale = lever.value(facts), lever.scale
    if here is None:
        return None
    if scale is None or not isinstance(here, Fraction):
        return _Looking(lever, facts, here, Fraction(0), Fraction(0), {}, ())
    low, high = _ends(scale, here)
    names, tables = lever.around(facts)
    edges = edges_along(lever.trees(facts.rules), lever.variable, names, tables, (low, high))
    step = scale.step
    if scale.limits.high is None and edges and max(edges) > high / 2:
        high = _up(max(edges) * Fraction(5, 4), step)
    between = {low + (high - low) * n / even // step * step for n in range(even + 1)}
    beside = {
        x
        for edge in edges
        for x in (edge - step, edge // step * step, _up(edge, step), edge + step)
    }
    xs = sorted(x for x in between | beside | {*edges, low, high, here} if low <= x <= high)
    return _Looking(lever, facts, here, low, high, edges, tuple(xs))


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
