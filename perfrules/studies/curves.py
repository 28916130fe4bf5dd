"""The total along one fact, all else equal: where it jumps, and from where on it stays."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import pairwise, takewhile

from attrs import frozen

from perfrules.model.facts import FactSet, Value
from perfrules.scoring.score import score
from perfrules.studies.curve_points import Cliff, Curve, Flat, Point, point_of
from perfrules.studies.edges import Edge, edges_along
from perfrules.studies.levers import Lever
from perfrules.studies.plausible import Scale

_EVEN, _FEW = 32, 8
"""Points between the ends besides those where the rules turn."""
_CLOSE = 1000
"""So much nearer to an edge than to anything else lie the points that show a jump."""


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


def _comes_to(total: Fraction | None, item: tuple[Fraction, Point]) -> bool:
    return item[1].total == total


def _flats(
    known: Mapping[Fraction, Point], edges: Mapping[Fraction, Edge], beyond: list[Fraction | None]
) -> Iterator[Flat]:
    """The stretches at both ends on which all totals that were computed are the same."""
    totals = [point.total for point in known.values() if point.total is not None]
    if not totals or min(totals) == max(totals):
        return
    for upward in (False, True):
        computed = [(x, point) for x, point in known.items() if point.total is not None]
        points = computed[:: -1 if upward else 1]
        last = points[0][1].total
        if upward and any(total != last for total in beyond):
            continue
        same = list(takewhile(partial(_comes_to, last), points))
        if len(same) >= 3 and last in (min(totals), max(totals)):
            since = same[-1][0]
            near = min(edges, key=lambda edge: abs(edge - since), default=None)
            edge = None if near is None else edges[near]
            yield Flat(upward, since, last == max(totals), edge)
