"""Points lost, each with its node and cause; they add up exactly to points − printed total."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never, get_args

from perfrules.model.ways import Adjust, Bands, Cases, Checklist, Judged, Ratio, Score
from perfrules.scoring.nodes import span
from perfrules.scoring.tree import Cause, Loss, Result, Scored


def losses(roots: tuple[Scored, ...]) -> tuple[Loss, ...]:
    """What was lost where, of a tree that is done, in its order; nothing that is zero.

    A leaf loses points − its formula's value by the cause of its way, then what a stated cap or
    floor takes (or gives back), then rounding. A parent loses what its own cap takes.
    """
    return tuple(loss for root in roots for node in root.walk() for loss in _at(node))


def by_cause(result: Result) -> dict[Cause, Fraction]:
    """The points lost by each cause that took or gave any."""
    totals: dict[Cause, Fraction] = {}
    causes: tuple[Cause, ...] = get_args(Cause)
    for cause in causes:
        lost = [loss.points for loss in result.losses if loss.cause == cause]
        if lost:
            totals[cause] = sum(lost, Fraction(0))
    return totals


def _at(node: Scored) -> Iterator[Loss]:
    indicator = node.indicator
    for cause, before, after in _stages(node):
        # `!=` is much cheaper than a subtraction of fractions, and most stages take nothing.
        if before != after:
            yield Loss(cause, indicator.key, before - after)


def _stages(node: Scored) -> Iterator[tuple[Cause, Fraction, Fraction]]:
    """Cause, points before, points after; each stage begins where the last one ended."""
    assert node.exact is not None
    assert node.printed is not None
    if node.children:
        yield "floor", span(node.children)[0], node.printed
        return
    assert node.outcome is not None
    value = node.outcome.value
    assert isinstance(value, Fraction)
    yield _cause(node), node.indicator.points, value
    yield "floor", value, node.exact
    yield "rounding", node.exact, node.printed


def _cause(node: Scored) -> Cause:
    way = node.indicator.way
    assert way is not None
    match way:
        case Score() | Ratio() | Adjust():
            return "performance"
        case Cases() | Bands() | Checklist():
            return "step"
        case Judged():
            assert node.judgement is not None
            return node.judgement.origin
        case _:
            assert_never(way)
