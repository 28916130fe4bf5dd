"""Which facts each score rests on, and how many points rest on facts without a source."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfrules.formula import walk
from perfrules.formula.tree import Fold, Given, Name, Node, Property
from perfrules.model.ways import Rows
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Outcome, Scored


def facts_behind(result: Result) -> dict[str, frozenset[str]]:
    """The facts that were read on the way to each measure, measured value and indicator.

    By address (`measure.NAME`, `value.KEY`, `indicator.KEY`); through measures and other
    indicators too, and only what was read: not the branch of an IF that was not taken.
    A function over rows rests on `table:NAME`.
    """
    outcomes = dict(_outcomes(result))
    indicators = result.methodology.indicators
    rows = {
        node.address: [below.outcome for below in node.walk() if below.row is not None]
        for node in result.walk()
        if isinstance(node.indicator.way, Rows)
    }
    behind: dict[str, frozenset[str]] = {}
    for address in result.methodology.order:
        kind, _, name = address.partition(".")
        found: set[str] = set()
        for node in _read(outcomes.get(address)):
            found |= _facts_of(node, result, behind)
        for outcome in rows.get(address, ()):
            for node in _read(outcome):
                found |= _facts_of(node, result, behind)
        if kind == "indicator":
            found.update(*(behind[f"indicator.{child}"] for child in indicators[name].children))
            found.update(*(behind.get(f"{what}.{name}", ()) for what in ("applies", "rank")))
        behind[address] = frozenset(found)
    return behind


def unsourced(result: Result) -> Fraction:
    """The points of the leaves whose scores rest on a fact that names no source."""
    behind = facts_behind(result)
    bare = {name for name, fact in result.used.items() if not fact.source}
    bare |= {
        f"table:{name}"
        for name, rows in result.facts.tables.items()
        if any(not cell.source for row in rows for cell in row.cells.values())
    }
    points = Fraction(0)
    for leaf in result.methodology.leaves():
        node = result[leaf.key]
        if bare & behind[node.address]:
            points += leaf.points
        else:
            points += sum(row.indicator.points for row in node.walk() if _is_bare(row))
    return points


def _is_bare(node: Scored) -> bool:
    """Whether a row was scored by a column that names no source."""
    if node.row is None:
        return False
    read = {part.name for part in _read(node.outcome) if isinstance(part, Name | Given)}
    return any(not cell.source for name, cell in node.row.cells.items() if name in read)


def _outcomes(result: Result) -> Iterator[tuple[str, Outcome | None]]:
    for measured in result.measures:
        yield f"measure.{measured.measure.name}", measured.outcome
    for node in result.walk():
        yield f"value.{node.indicator.key}", node.value
        yield f"applies.{node.indicator.key}", node.applies
        yield f"rank.{node.indicator.key}", node.ranked
        yield node.address, node.outcome


def _read(outcome: Outcome | None) -> Iterator[Node]:
    """What the evaluation looked at; a function over rows keeps no steps, so all of its parts."""
    for step in () if outcome is None else outcome.evaluation.steps:
        yield from walk.nodes(step.node) if isinstance(step.node, Fold) else (step.node,)


def _facts_of(node: Node, result: Result, behind: Mapping[str, frozenset[str]]) -> frozenset[str]:
    match node:
        case Name(name) | Given(name) if name in result.used:
            return frozenset({name})
        case Fold(_, table):
            return frozenset({f"table:{table}"})
        case Name(name):
            return behind.get(f"measure.{name}", frozenset())
        case Property("value", of):
            return behind[f"value.{of}"]
        case Property("score" | "rate", of):
            return behind[f"indicator.{of}"]
        case _:
            return frozenset()
