"""A methodology made ready for scoring, once: its formulas compiled, and in order."""

import threading
from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.tree import Node, Property
from perfrules.model.above import Above
from perfrules.model.declared import Indicator, Measure
from perfrules.model.fail_if_above import telling_trees
from perfrules.model.methodology import Methodology
from perfrules.model.reckoned import line_of, trees_of
from perfrules.readings.number import (
    Compiled,
    Result,
    compile_number,
    name_of_property,
)
from perfrules.scoring.table_plan import TablePlan, table_plans, table_trees


@frozen(eq=False, repr=False)
class Plan:
    """What is the same for every fact set; holds no reference to the methodology itself."""

    steps: tuple[tuple[str, Measure | Indicator], ...]
    """Addresses (`measure.NAME`, `value.KEY`, `indicator.KEY`) in the order of reckoning."""
    compiled: Mapping[str, Compiled]
    """By address; parents have none."""
    lines: Mapping[str, tuple[Indicator, ...]]
    """What each node that may not be scored stands below, the topmost first, and itself."""
    points: Mapping[str, Result]
    """The points of each indicator that a formula asks for, by the evaluator's name for them."""
    asked: frozenset[str]
    """The evaluator's names of all scores and rates that a formula asks for."""
    tables: Mapping[str, TablePlan]
    """By name."""


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
    trees = dict(reckoned_trees(methodology))
    asked = {
        (node.aspect, node.of)
        for tree in (
            *trees.values(),
            *table_trees(methodology),
            *telling_trees(methodology.above),
        )
        for node in walk.nodes(tree)
        if isinstance(node, Property)
    }
    return Plan(
        steps=tuple((address, _subject(methodology, address)) for address in methodology.order),
        compiled={address: compile_number(tree) for address, tree in trees.items()},
        lines=dict(_lines(methodology.indicators)),
        points={
            name_of_property("points", of): node.points
            for aspect, of in asked
            if aspect == "points" and (node := methodology.node(of)) is not None
        },
        asked=frozenset(name_of_property(a, of) for a, of in asked if a in {"score", "rate"}),
        tables=table_plans(methodology),
    )


def points_asked(methodology: Methodology, asked: Mapping[str, Result]) -> dict[str, Result]:
    """The points that formulas ask for, where a department has picked what counts."""
    points = {
        name_of_property("points", key): node.points for key, node in methodology.indicators.items()
    }
    return {name: points[name] for name in asked if name in points}


def _lines(indicators: Mapping[str, Indicator]) -> Iterator[tuple[str, tuple[Indicator, ...]]]:
    for key, indicator in indicators.items():
        line = line_of(indicator, indicators)
        if any(node.applies or node.choose for node in line):
            yield key, line


def reckoned_trees(methodology: Methodology) -> Iterator[tuple[str, Node]]:
    """Every formula that is reckoned by itself, with its address."""
    for name, measure in methodology.measures.items():
        yield f"measure.{name}", measure.tree
    for indicator in methodology.indicators.values():
        yield from trees_of(indicator)
    yield from _trees_above(methodology.above)


def _trees_above(above: Above) -> Iterator[tuple[str, Node]]:
    for key, extra in above.extras.items():
        if extra.value_tree is not None:
            yield f"value.{key}", extra.value_tree
        assert extra.tree is not None, "a bonus or penalty says how it is scored"
        yield extra.address, extra.tree
    for name, veto in above.vetoes.items():
        yield f"veto.{name}", veto.when.tree
    for name, tie in above.ties.items():
        yield f"tie.left.{name}", tie.left
        yield f"tie.right.{name}", tie.right
    for name, finding in above.findings.items():
        yield f"finding.{name}", finding.when.tree


def _subject(methodology: Methodology, address: str) -> Measure | Indicator:
    kind, _, name = address.partition(".")
    return methodology.measures[name] if kind == "measure" else methodology.indicators[name]
