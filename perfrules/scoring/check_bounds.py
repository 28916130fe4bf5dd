"""Where a score may leave its points, by the declared ranges: warnings, each at its formula."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.formula.tree import Node
from perfrules.messages import Text
from perfrules.model.declared import Indicator
from perfrules.model.fail_if import tier_stretch
from perfrules.model.methodology import Methodology
from perfrules.model.reckoned import line_of
from perfrules.model.stretches import Stretch
from perfrules.model.ways import Judged
from perfrules.problem import Place, Problem, in_order
from perfrules.readings.extents import holds_all, hull, number_in, point, within
from perfrules.readings.seen import Seen
from perfrules.readings.values import name_of_property
from perfrules.scoring.bounds import Bounds, bounds_of, where_it_applies
from perfrules.scoring.check_reach import faults_of_reach
from perfrules.scoring.check_row_bounds import faults_of_rows
from perfrules.scoring.declared_extents import points_that_it_may_have
from perfrules.scoring.rests_on import Grounds, limits_of, place_in, told


def check_bounds(methodology: Methodology) -> tuple[Problem, ...]:
    """Warnings (W510 to W515), by place; of a methodology whose units fit.

    An interval says what may be: W510 and W511 may be of scores that no facts give. The others
    are certain.
    """
    bounds = bounds_of(methodology)
    grounds = Grounds(methodology, bounds.reading)
    found = [*faults_of_reach(methodology, bounds, grounds)]
    if methodology.weighted:
        found += faults_of_rows(methodology, bounds, grounds)
        for leaf in methodology.scored():
            # A judgement outside the limits of its leaf is refused when the facts are read.
            if isinstance(leaf.way, Judged):
                found += _of_tiers(leaf, leaf.way)
            else:
                found += _of_leaf(leaf, bounds, grounds)
    return tuple(in_order(found))


def _of_leaf(leaf: Indicator, bounds: Bounds, grounds: Grounds) -> Iterable[Problem]:
    """With the points that it has, or the first of several that it may have."""
    if leaf.address not in bounds.seen:
        return ()
    points = points_that_it_may_have(leaf, grounds.rules)
    if points == (leaf.points,):
        return tuple(_outside(leaf, bounds.seen[leaf.address], grounds))
    for each in points:
        found = tuple(
            _outside(evolve(leaf, points=each), _seen(leaf, each, bounds, grounds), grounds)
        )
        if found:
            return found
    return ()


def _seen(leaf: Indicator, points: Fraction, bounds: Bounds, grounds: Grounds) -> Seen:
    names = {**bounds.reading.names, name_of_property("points", leaf.key): point(points)}
    reading = evolve(bounds.reading, names=names, found={}, zero={})
    known = where_it_applies(reading, line_of(leaf, grounds.rules.indicators))
    assert leaf.tree is not None
    assert known is not None, "it was seen with some points"
    return reading.see(leaf.tree, known)


def _outside(leaf: Indicator, seen: Seen, grounds: Grounds) -> Iterator[Problem]:
    """Each end of the formula that is certainly outside, and the others that may be, as one."""
    allowed = Stretch(
        leaf.lowest if leaf.floor is None else None,
        leaf.highest if leaf.cap is None else None,
        low_closed=leaf.floor is None,
        high_closed=leaf.cap is None,
    )
    may: list[tuple[Node, Stretch]] = []
    for branch in seen.branches:
        extent = number_in(branch.extent)
        if holds_all(allowed, extent):
            continue
        if within(allowed, extent).empty:
            place = place_in(branch.node, leaf.place)
            yield Problem(
                "W512", place, {"key": leaf.key, "found": told(extent), "limits": limits_of(leaf)}
            )
        else:
            may.append((branch.node, extent))
    if may:
        yield _may(leaf, may, allowed, grounds)


def _may(
    leaf: Indicator, may: list[tuple[Node, Stretch]], allowed: Stretch, grounds: Grounds
) -> Problem:
    found = may[0][1]
    for _, extent in may[1:]:
        found = hull(found, extent)
    nodes = [node for node, _ in may]
    place: Place | None = place_in(nodes[0], leaf.place)
    fields: dict[str, str | Text] = {
        "key": leaf.key,
        "found": told(found),
        "limits": limits_of(leaf),
        "facts": grounds.facts_of(*nodes),
    }
    above = allowed.high is not None and found.high is None
    below = allowed.low is not None and found.low is None
    if above or below:
        side = _BOTH if above and below else _ABOVE if above else _BELOW
        return Problem("W511", place, {**fields, "side": side})
    return Problem("W510", place, fields)


_ABOVE = Text("没有上限", "from above")
_BELOW = Text("没有下限", "from below")
_BOTH = Text("既没有上限，也没有下限", "from above or below")


def _of_tiers(leaf: Indicator, way: Judged) -> Iterator[Problem]:
    """Tiers of a judgement that hold scores which the leaf cannot have."""
    whole = Stretch(leaf.lowest, leaf.highest, low_closed=True, high_closed=True)
    for tier in way.tiers:
        stretch = tier_stretch(tier, leaf.points)
        if not holds_all(whole, evolve(stretch, name="")):
            fields: dict[str, str | Text] = {"key": leaf.key, "limits": limits_of(leaf)}
            yield Problem("W512", tier.within.at.place(), {**fields, "found": told(stretch)})
