"""Which nodes are scored: what applies and what was picked; a node that is not, as a score."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import assert_never

from attrs import frozen

from perfrules.formula.tree import Node
from perfrules.formula.walk import names
from perfrules.model.declared import Indicator, Measure
from perfrules.model.picked import Picked
from perfrules.model.reckoned import trees_of
from perfrules.model.rounding import rounded
from perfrules.problem import Problem
from perfrules.scoring.tree import Out, Outcome, Scored, State


@frozen(eq=False, repr=False)
class Barred:
    """Why a node is not scored, or why that cannot be said yet."""

    out: Out
    """Empty while it is open or refused."""
    state: State
    by: str
    """The key of the node, itself or one above it, of which this was found."""
    missing: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def barred(
    line: tuple[Indicator, ...], picked: Picked, outcomes: Mapping[str, Outcome]
) -> Barred | None:
    """What keeps the last node of a line, the topmost first, from being scored."""
    for above, node in zip((None, *line), line, strict=False):
        if above is not None and above.choose is not None:
            picks = picked.get(above.key)
            if picks is None:
                return Barred("", "open", node.key, frozenset({f"picked:{above.key}"}))
            if node.key not in picks:
                return Barred("not_picked", "done", node.key)
        if node.applies is not None:
            outcome = outcomes[f"applies.{node.key}"]
            if outcome.state != "done":
                return Barred("", outcome.state, node.key, outcome.missing, outcome.problems)
            if outcome.value is False:
                return Barred("not_applicable", "done", node.key)
    return None


def not_scored(
    indicator: Indicator,
    why: Barred,
    children: tuple[Scored, ...],
    applies: Outcome | None,
) -> Scored:
    """The node as a score: what its file says of one that does not apply; else nothing.

    What stands below a node that does not apply has no points of its own: the node itself
    keeps, loses or gives away all of them.
    """
    state, problems = why.state, why.problems
    exact: Fraction | None = None
    dropped = Fraction(0)
    if state == "done":
        exact, dropped = _instead(indicator, why)
        if exact is None:
            state = "refused"
            problems = (Problem("E540", indicator.place, {"key": indicator.key}),)
    ends = _possible(indicator) if exact is None else (exact, exact)
    low, high = (rounded(end, indicator.rounding) for end in ends)
    return Scored(
        indicator=indicator,
        state=state,
        exact=exact,
        printed=None if exact is None else low,
        low=low,
        high=high,
        value=None,
        outcome=None,
        judgement=None,
        missing=why.missing,
        problems=problems,
        children=children,
        out=why.out,
        applies=applies,
        dropped=dropped,
        ends=ends,
    )


def _instead(indicator: Indicator, why: Barred) -> tuple[Fraction | None, Fraction]:
    """The score of a node that is not scored (None: it may not be so), and the points it drops."""
    zero, points = Fraction(0), indicator.points
    own = indicator.applies if why.by == indicator.key and why.out == "not_applicable" else None
    if own is None:
        return zero, points
    match own.otherwise:
        case "full":
            return points, zero
        case "zero":
            return zero, zero
        case "rescale_parent" | "rescale_total":
            return zero, points
        case "error":
            return None, zero
        case _:
            assert_never(own.otherwise)


def _possible(indicator: Indicator) -> tuple[Fraction, Fraction]:
    """Between what the score lies, whether or not the node will turn out to be scored."""
    zero = Fraction(0)
    return min(indicator.lowest, zero), max(indicator.highest, indicator.points)


def unweighted(indicator: Indicator, value: Outcome | None) -> Scored:
    """A leaf of a framework without points: what it measures, of 0 points the score 0."""
    zero = Fraction(0)
    return Scored(
        indicator=indicator,
        state="done" if value is None else value.state,
        exact=zero,
        printed=zero,
        low=zero,
        high=zero,
        value=value,
        outcome=None,
        judgement=None,
        missing=frozenset() if value is None else value.missing,
        problems=() if value is None else value.problems,
        children=(),
    )


def shielded(nodes: Iterable[Scored], measures: Mapping[str, Measure]) -> frozenset[str]:
    """The measures that only nodes which are not scored would have read."""
    within, without = set[str](), set[str]()
    for node in nodes:
        for address, tree in trees_of(node.indicator):
            skipped = node.out and not address.startswith("applies.")
            (without if skipped else within).update(_read(tree, measures))
    return frozenset(without - within)


def _read(tree: Node, measures: Mapping[str, Measure]) -> set[str]:
    """The measures on which a formula rests, through others too."""
    found = set[str]()
    waiting = [tree]
    while waiting:
        named = {name for name in names(waiting.pop()) if name in measures} - found
        found |= named
        waiting += [measures[name].tree for name in named]
    return found
