"""Points lost, each with its node and cause; they add up exactly to points − printed total."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never, get_args

from perfrules.model.methodology import Methodology
from perfrules.model.rounding import rounded
from perfrules.model.ways import Adjust, Bands, Cases, Checklist, Judged, Rank, Ratio, Rows, Score
from perfrules.scoring.conclusion import Conclusion
from perfrules.scoring.nodes import span, summed
from perfrules.scoring.rescale import dropped, whole
from perfrules.scoring.result import Result
from perfrules.scoring.tree import WHOLE, Cause, Loss, Scored


def losses(roots: tuple[Scored, ...], methodology: Methodology) -> tuple[Loss, ...]:
    """What was lost where, of a tree that is done, in its order; nothing that is zero.

    A leaf loses points − its formula's value by the cause of its way, then what a stated cap or
    floor takes (or gives back), then rounding. A parent loses what its own cap takes. Where the
    points of parts were accepted although they do not tie, the difference is lost first.
    """
    untied = _untied(methodology)
    below = (loss for root in roots for node in root.walk() for loss in _at(node))
    return (*untied, *below, *_rescaled(roots, methodology))


def _rescaled(roots: tuple[Scored, ...], methodology: Methodology) -> Iterator[Loss]:
    """What reckoning over to all the points gives, or takes when points were lost elsewhere."""
    gone, points = dropped(roots), methodology.points
    added, counted = span(roots)[0], whole(roots, methodology)[1][0]
    if any(root.factor is not WHOLE and root.factor != 1 for root in roots):
        before = rounded(summed(root.exact for root in roots) or Fraction(0), methodology.rounding)
    else:
        before = added
    after = before * points / (points - gone) if gone else before
    if gone != after - before:
        yield Loss("not_applicable", "", gone - (after - before))
    if added - before != counted - after:
        yield Loss("rounding", "", added - before - (counted - after))


def _untied(methodology: Methodology) -> Iterator[Loss]:
    """Points that no part has, or negative, that the parts have too many."""
    indicators = methodology.indicators
    for key in sorted(methodology.above.untied):
        parts = indicators[key].children if key else methodology.roots
        points = indicators[key].points if key else methodology.points
        yield Loss("untied", key, points - sum(indicators[part].points for part in parts))


def losses_above(above: Conclusion) -> tuple[Loss, ...]:
    """What bonuses gave (negative), what penalties, limits and vetoes took, and rounding."""
    return tuple(loss for loss in _above(above) if loss.points)


def _above(above: Conclusion) -> Iterator[Loss]:
    kinds: tuple[tuple[int, Cause, tuple[Scored, ...]], ...] = (
        (-1, "bonus", above.bonuses),
        (1, "penalty", above.penalties),
    )
    for sign, cause, extras in kinds:
        for extra in extras:
            assert extra.exact is not None
            assert extra.printed is not None
            key = extra.indicator.key
            yield Loss(cause, key, sign * extra.exact)
            yield Loss("rounding", key, sign * (extra.printed - extra.exact))
    stages = above.added, above.limited, above.whole, above.total
    added, limited, whole, total = (stage.printed[0] for stage in stages)
    yield Loss("floor", "", added - limited)
    yield Loss("rounding", "", limited - whole)
    lowest = (told.veto.name for told in above.vetoes if told.cost == whole - total)
    yield Loss("veto", next(lowest, ""), whole - total)


def by_cause(result: Result) -> dict[Cause, Fraction]:
    """The points lost by each cause that took or gave any."""
    totals: dict[Cause, Fraction] = {}
    causes: tuple[Cause, ...] = get_args(Cause)
    for cause in causes:
        lost = [loss.points for loss in result.losses if loss.cause == cause]
        if lost:
            totals[cause] = sum(lost, Fraction(0))
    return totals


def causes_of(result: Result) -> Iterator[tuple[str, Cause]]:
    """Of every leaf, by what its own rule or judgement would lose points."""
    for node in result.walk():
        way = node.indicator.way
        if way is None or isinstance(way, Rows):
            continue
        # Who would judge it is not known yet: whoever tries a score is a reviewer.
        judged = isinstance(way, Judged) and node.judgement is None
        yield node.indicator.key, "reviewer" if judged else _cause(node)


def _at(node: Scored) -> Iterator[Loss]:
    indicator = node.indicator
    for cause, before, after in _stages(node):
        # Most stages take nothing; to see that is much cheaper than to subtract fractions.
        if before is not after and before != after:
            yield Loss(cause, indicator.key, before - after)


def _stages(node: Scored) -> Iterator[tuple[Cause, Fraction, Fraction]]:
    """Cause, points before, points after; each stage begins where the last one ended."""
    assert node.exact is not None
    assert node.printed is not None
    if node.out:
        # What stands below has no points: all of them are kept or lost here.
        yield "not_applicable", node.points, node.exact
        yield "rounding", node.exact, node.printed
        return
    if node.children:
        yield from _stages_of_parent(node, node.exact, node.printed)
        return
    assert node.outcome is not None
    assert isinstance(node.outcome.value, Fraction)
    value = node.rescaled(node.outcome.value)
    yield _cause(node), node.points, value
    yield "floor", value, node.exact
    yield "rounding", node.exact, node.printed


def _stages_of_parent(
    node: Scored, exact: Fraction, printed: Fraction
) -> Iterator[tuple[Cause, Fraction, Fraction]]:
    """What equal shares leave over, what a cap takes, and rounding where it was rescaled."""
    if node.indicator.split is not None:
        shares = sum((child.points for child in node.children), Fraction(0))
        yield "untied", node.points, shares
    added = span(node.children)[0]
    if all(child.factor is WHOLE or child.factor == 1 or child.out for child in node.children):
        yield "floor", added, printed
        return
    whole = sum((child.exact or Fraction(0) for child in node.children), Fraction(0))
    yield "floor", whole, exact
    yield "rounding", added - whole + exact, printed


def _cause(node: Scored) -> Cause:
    way = node.indicator.way
    assert way is not None
    assert not isinstance(way, Rows), (
        "rows that are done stand below their leaf, which loses nothing"
    )
    match way:
        case Score() | Ratio() | Adjust() | Rank():
            return "performance"
        case Cases() | Bands() | Checklist():
            return "step"
        case Judged():
            assert node.judgement is not None
            return node.judgement.origin
        case _:
            assert_never(way)
