"""Within what the sums of a methodology lie: parents, and the whole before bonus and penalty."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.stretches import Stretch
from perfrules.readings import ranges
from perfrules.readings.extents import EVERYWHERE, hull, point, within
from perfrules.scoring.declared_extents import most_shared

ZERO = Fraction(0)
Scores = Mapping[str, Stretch]
"""By address."""


def added(scores: Iterable[Stretch]) -> Stretch:
    """Of the sum of several."""
    total = point(ZERO)
    for score in scores:
        total = ranges.plus(total, score)
    return total


def cut(found: Stretch, floor: Fraction | None, cap: Fraction | None) -> Stretch:
    """Of what stated limits leave."""
    if cap is not None:
        found = ranges.least([found, point(cap)])
    return found if floor is None else ranges.most([found, point(floor)])


def below(parent: Indicator, scores: Scores, rules: Methodology) -> Stretch:
    """Of a parent, within its limits."""
    children = [rules.indicators[key] for key in parent.children]
    mine = [scores[child.address] for child in children]
    if parent.choose == "one":
        found = mine[0]
        for other in mine[1:]:
            found = hull(found, other)
    elif any(map(_is_rescaled, _all_below(children, rules))):
        found = _in_any_proportion(children, scores, parent.points, rules)
    else:
        found = added(mine)
        if parent.choose == "some" and all(child.cap is None for child in children):
            most = Stretch(None, most_shared(parent), low_closed=False, high_closed=True)
            found = within(found, most)
    return cut(_with_open(found, parent.gap), parent.floor, parent.cap)


def at_the_top(scores: Scores, rules: Methodology) -> Stretch:
    """Of the whole tree, reckoned over to all the points where some left it."""
    roots = [rules.indicators[key] for key in rules.roots]
    if any(map(_is_rescaled, rules.indicators.values())):
        found = _in_any_proportion(roots, scores, rules.points, rules)
    else:
        found = added(scores[root.address] for root in roots)
    gaps = sum((gap.points or ZERO for gap in rules.above.top_gaps), ZERO)
    return _with_open(found, gaps)


def _with_open(found: Stretch, points: Fraction) -> Stretch:
    """With points that no rule gives."""
    return ranges.plus(found, Stretch(ZERO, points, low_closed=True, high_closed=True))


def _is_rescaled(node: Indicator) -> bool:
    """Whether its points may go to others."""
    return node.applies is not None and node.applies.otherwise.startswith("rescale")


def _all_below(nodes: Sequence[Indicator], rules: Methodology) -> Iterator[Indicator]:
    for node in nodes:
        yield node
        yield from _all_below([rules.indicators[key] for key in node.children], rules)


def _in_any_proportion(
    nodes: Sequence[Indicator], scores: Scores, points: Fraction, rules: Methodology
) -> Stretch:
    """Of a sum whose points may be shared out in whatever proportion: by the rates below it."""
    found = Stretch(ZERO, Fraction(1), low_closed=True, high_closed=True)
    for node in _all_below(nodes, rules):
        score = scores[node.address]
        if node.points:
            found = hull(found, ranges.over(score, point(node.points)))
        elif score != point(ZERO):
            return EVERYWHERE  # what has no points grows by no rate
    return ranges.times(found, point(points))
