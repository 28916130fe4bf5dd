"""A methodology made ready for scoring, once: its formulas compiled, and in order."""

import threading
from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.tree import Node, Property
from perfrules.model.methodology import Indicator, Measure, Methodology
from perfrules.readings.number import (
    Compiled,
    Result,
    compile_number,
    name_of_property,
)


@frozen(eq=False)
class Plan:
    """What is the same for every fact set; holds no reference to the methodology itself."""

    steps: tuple[tuple[str, Measure | Indicator], ...]
    """Addresses (`measure.NAME`, `value.KEY`, `indicator.KEY`) in the order of reckoning."""
    compiled: Mapping[str, Compiled]
    """By address; parents have none."""
    points: Mapping[str, Result]
    """The points of each indicator that a formula asks for, by the evaluator's name for them."""
    asked: frozenset[str]
    """The evaluator's names of all scores and rates that a formula asks for."""


_PLANS: WeakKeyDictionary[Methodology, Plan] = WeakKeyDictionary()
_LOCK = threading.Lock()


def plan_of(methodology: Methodology) -> Plan:
    """The plan of a methodology, made on first use and kept as long as the methodology."""
    with _LOCK:
        plan = _PLANS.get(methodology)
        if plan is None:
            plan = _PLANS[methodology] = _planned(methodology)
        return plan


def _planned(methodology: Methodology) -> Plan:
    trees = dict(_trees(methodology))
    asked = {
        (node.aspect, node.of)
        for tree in trees.values()
        for node in walk.nodes(tree)
        if isinstance(node, Property)
    }
    return Plan(
        steps=tuple((address, _subject(methodology, address)) for address in methodology.order),
        compiled={address: compile_number(tree) for address, tree in trees.items()},
        points={
            name_of_property("points", of): methodology.indicators[of].points
            for aspect, of in asked
            if aspect == "points"
        },
        asked=frozenset(name_of_property(a, of) for a, of in asked if a in {"score", "rate"}),
    )


def _trees(methodology: Methodology) -> Iterator[tuple[str, Node]]:
    for name, measure in methodology.measures.items():
        yield f"measure.{name}", measure.tree
    for key, indicator in methodology.indicators.items():
        if indicator.value_tree is not None:
            yield f"value.{key}", indicator.value_tree
        if indicator.tree is not None:
            yield f"indicator.{key}", indicator.tree


def _subject(methodology: Methodology, address: str) -> Measure | Indicator:
    kind, _, name = address.partition(".")
    return methodology.measures[name] if kind == "measure" else methodology.indicators[name]
