"""What facts, columns, points, places and judgements may be, as a methodology declares them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from perfrules.formula.tree import Node
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.read_above import WHOLE
from perfrules.model.split import shares
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import Column, TableRule
from perfrules.readings.extents import EVERYWHERE, MAYBE, Extent, Texts, at_least, joined, point
from perfrules.readings.ranges import NOT_NEGATIVE
from perfrules.readings.values import name_of_judgement, name_of_property


def points_that_it_may_have(node: Indicator, rules: Methodology) -> tuple[Fraction, ...]:
    """The points of an indicator: several where a department picks how many share them."""
    parent = None if node.parent is None else rules.indicators[node.parent]
    if parent is None or parent.choose != "some":
        return (node.points,)
    assert parent.split is not None, "those of whom several are picked share its points"
    found = {
        part
        for n in range(1, len(parent.children) + 1)
        for part in shares(parent.points, n, parent.split.to, parent.split.remainder)
    }
    return tuple(sorted(found))


def most_shared(parent: Indicator) -> Fraction:
    """The most points that those who share the points of a parent have together."""
    assert parent.split is not None, "those of whom several are picked share its points"
    to, remainder = parent.split.to, parent.split.remainder
    count = range(1, len(parent.children) + 1)
    return max(sum(shares(parent.points, n, to, remainder), Fraction(0)) for n in count)


def highest_of(node: Indicator, rules: Methodology) -> Fraction:
    """The most that an indicator can score, whatever is picked."""
    return max(points_that_it_may_have(node, rules)) if node.cap is None else node.cap


def given(methodology: Methodology) -> Iterator[tuple[str, Extent]]:
    """What is there before any formula: facts, points, judgements and places."""
    for name, rule in methodology.facts.items():
        yield name, extent_of_fact(rule, methodology)
    for node in methodology.scored():
        judged = Stretch(node.lowest, highest_of(node, methodology), True, True)
        yield name_of_judgement(node.key), judged
    for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
        points = points_that_it_may_have(node, methodology)
        yield name_of_property("points", node.key), joined(map(point, points))
        yield name_of_property("rank", node.key), at_least(Fraction(1))
        yield name_of_property("count", node.key), at_least(Fraction(1))
    yield name_of_property("points", WHOLE), point(methodology.points)


def extent_of_fact(rule: FactRule, methodology: Methodology) -> Extent:
    """The declared range, or the values of a parameter that only a file gives."""
    if rule.kind == "yes/no":
        return MAYBE
    if rule.kind == "text":
        return Texts(frozenset(rule.choice) if rule.choice else None)
    found = [each.value for each in methodology.parameters if each.fact == rule.name]
    if rule.kind == "date":
        return joined(map(_day, found)) if found else EVERYWHERE
    if found:
        return joined(point(value) for value in found if isinstance(value, Fraction))
    return EVERYWHERE if rule.limits is None else rule.limits


def _day(value: object) -> Stretch:
    assert isinstance(value, date)
    return point(Fraction(value.toordinal()))


def meanings(methodology: Methodology) -> Iterator[tuple[str, Node]]:
    """The formula of every name that has one: measures, and what indicators measure."""
    for name, measure in methodology.measures.items():
        yield name, measure.tree
    for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
        if node.value_tree is not None:
            yield name_of_property("value", node.key), node.value_tree


def columns_of(table: TableRule) -> dict[str, Extent]:
    """What the columns of a row may be that a formula can name."""
    named = table.in_formulas().items()
    return {name: _extent_of_column(column, table) for name, column in named}


def _extent_of_column(column: Column, table: TableRule) -> Extent:
    if column.kind == "yes/no":
        return MAYBE
    if column.kind == "text":
        return Texts(frozenset(column.choice) if column.choice else None)
    return NOT_NEGATIVE if column.name == table.points else EVERYWHERE
