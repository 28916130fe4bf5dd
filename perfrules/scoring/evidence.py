"""Which facts each score rests on, and how many points rest on facts without a source."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfrules.formula import walk
from perfrules.formula.tree import Fold, Given, Name, Node, Property
from perfrules.scoring.tree import Outcome, Result


def facts_behind(result: Result) -> dict[str, frozenset[str]]:
    """The facts that were read on the way to each measure, measured value and indicator.

    By address (`measure.NAME`, `value.KEY`, `indicator.KEY`); through measures and other
    indicators too, and only what was read: not the branch of an IF that was not taken.
    """
    outcomes = dict(_outcomes(result))
    indicators = result.methodology.indicators
    behind: dict[str, frozenset[str]] = {}
    for address in result.methodology.order:
        kind, _, name = address.partition(".")
        found: set[str] = set()
        for node in _read(outcomes.get(address)):
            found |= _facts_of(node, result, behind)
        if kind == "indicator":
            found.update(*(behind[f"indicator.{child}"] for child in indicators[name].children))
        behind[address] = frozenset(found)
    return behind


def unsourced(result: Result) -> Fraction:
    """The points of the leaves whose scores rest on a fact that names no source."""
    behind = facts_behind(result)
    bare = {name for name, fact in result.used.items() if not fact.source}
    leaves = result.methodology.leaves()
    touched = (leaf.points for leaf in leaves if bare & behind[f"indicator.{leaf.key}"])
    return sum(touched, Fraction(0))


def _outcomes(result: Result) -> Iterator[tuple[str, Outcome | None]]:
    for measured in result.measures:
        yield f"measure.{measured.measure.name}", measured.outcome
    for node in result.walk():
        yield f"value.{node.indicator.key}", node.value
        yield node.address, node.outcome


def _read(outcome: Outcome | None) -> Iterator[Node]:
    """What the evaluation looked at; a function over rows keeps no steps, so all of its parts."""
    for step in () if outcome is None else outcome.evaluation.steps:
        yield from walk.nodes(step.node) if isinstance(step.node, Fold) else (step.node,)


def _facts_of(node: Node, result: Result, behind: Mapping[str, frozenset[str]]) -> frozenset[str]:
    match node:
        case Name(name) | Given(name) if name in result.used:
            return frozenset({name})
        case Name(name):
            return behind.get(f"measure.{name}", frozenset())
        case Property("value", of):
            return behind[f"value.{of}"]
        case Property("score" | "rate", of):
            return behind[f"indicator.{of}"]
        case _:
            return frozenset()
