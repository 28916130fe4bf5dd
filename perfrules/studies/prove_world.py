"""A methodology as a world of proof: what its facts can be, and what every name stands for."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.formula.tree import (
    Call,
    Compare,
    If,
    Judgement,
    Name,
    Node,
    Number,
    Operate,
    Property,
)
from perfrules.formula.units import PLAIN, POINTS, Unit
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.fail_if import tier_stretch
from perfrules.model.methodology import Methodology
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import Column, TableRule, row_key
from perfrules.model.ways import Judged, Rank, Rows
from perfrules.readings.free import Free, RowsOf
from perfrules.readings.proof_world import World
from perfrules.readings.ranges import NOT_NEGATIVE
from perfrules.readings.values import name_of_judgement, name_of_property
from perfrules.scoring.declared_extents import most_shared, points_that_it_may_have
from perfrules.studies.plausible import scale_for, scale_of
from perfrules.studies.prove_scores import ONE, ZERO, name_of_pick, sum_of_rows, total, trees_of

_ENDLESS = Stretch(None, None, low_closed=False, high_closed=False)


def world_of(methodology: Methodology) -> World:
    """All that formulas can name.

    A score that would be refused for leaving its limits is read as it comes: whether that can be
    is a question of its own. Ties whose failure refuses a total are taken to hold.
    """
    free = dict(_free(methodology))
    trees = dict(trees_of(methodology))
    tables = {name: rows_of(rule) for name, rule in methodology.tables.items()}
    return World(free, trees, tuple(_assumed(methodology)), tables)


def rows_of(rule: TableRule) -> RowsOf:
    """What the columns of a table can be."""
    columns = {name: _of_column(column, rule) for name, column in rule.in_formulas().items()}
    return RowsOf(columns, None if rule.must is None else rule.must.tree)


def _free(methodology: Methodology) -> Iterator[tuple[str, Free]]:
    for name, rule in methodology.facts.items():
        yield name, _of_fact(rule, methodology)
    for node in methodology.scored():
        if isinstance(node.way, Judged):
            yield name_of_judgement(node.key), judged_free(node, methodology)
        if isinstance(node.way, Rank):
            half = Fraction(1, 2) if node.way.ties == "average" else Fraction(1)
            place = Stretch(Fraction(1), None, low_closed=True, high_closed=False)
            yield name_of_property("rank", node.key), Free(within=(place,), step=half)
            yield name_of_property("count", node.key), Free(within=(place,), step=Fraction(1))
        if isinstance(node.way, Rows):
            ends = Stretch(node.lowest, node.highest, low_closed=True, high_closed=True)
            yield sum_of_rows(node.key), Free(within=(ends,))
    for node in methodology.indicators.values():
        points = points_that_it_may_have(node, methodology)
        if len(points) > 1:
            yield name_of_property("points", node.key), Free(values=points)
        for child in node.children if node.choose else ():
            yield name_of_pick(node.key, child), Free("yes/no")


def _of_fact(rule: FactRule, methodology: Methodology) -> Free:
    found = tuple(each.value for each in methodology.parameters if each.fact == rule.name)
    if rule.kind != "number":
        return Free(rule.kind, choice=rule.choice, values=found, optional=rule.optional)
    return Free(
        within=() if rule.limits is None else (rule.limits,),
        factor=rule.unit.factor,
        grain=scale_of(rule, methodology).step / rule.unit.factor,
        values=found,
        optional=rule.optional,
    )


def _of_column(column: Column, rule: TableRule) -> Free:
    condition = None if column.only_when is None else column.only_when.tree
    if column.kind != "number":
        optional = column.optional
        return Free(column.kind, choice=column.choice, optional=optional, only_when=condition)
    points = column.name == rule.points
    unit: Unit = PLAIN if column.in_row_unit else column.unit
    limits = Stretch(Fraction(0), None, True, False) if points else _ENDLESS
    return Free(
        within=(limits,) if points else (),
        factor=unit.factor,
        grain=scale_for(POINTS if points else unit, limits).step / unit.factor,
        optional=column.optional,
        only_when=condition,
    )


def judged_free(node: Indicator, methodology: Methodology) -> Free:
    """The scores that a person may give."""
    assert isinstance(node.way, Judged)
    highest = max(node.highest, *points_that_it_may_have(node, methodology))
    whole = Stretch(node.lowest, highest, low_closed=True, high_closed=True)
    tiers = tuple(tier_stretch(tier, node.points) for tier in node.way.tiers)
    if len(points_that_it_may_have(node, methodology)) > 1:
        tiers = ()  # they are shares of points that are not known
    step = None if node.way.raters else node.way.step
    return Free(within=tiers or (whole,), step=step, grain=Fraction(1, 100))


def _assumed(methodology: Methodology) -> Iterator[Node]:
    for tie in methodology.above.ties.values():
        if tie.severity == "error":
            apart = Call("abs", (Operate("-", tie.left, tie.right),))
            yield Compare(apart, (("<=", Number(tie.allowed)),))
    for rule in methodology.tables.values():
        if rule.total is not None:
            yield rule.total.tree
    for node in methodology.indicators.values():
        if isinstance(node.way, Rank):
            count = Property("count", node.key)
            yield Compare(Property("rank", node.key), (("<=", count),))
        if node.choose == "some":
            yield from _shared(node, methodology)
        if node.choose is not None:
            picks = [If(Name(name_of_pick(node.key, c)), ONE, ZERO) for c in node.children]
            yield Compare(total(picks), (("==" if node.choose == "one" else ">=", ONE),))


def _shared(parent: Indicator, methodology: Methodology) -> Iterator[Node]:
    """Those that are picked share the points of their parent, and are judged within theirs."""
    parts = [
        If(Name(name_of_pick(parent.key, key)), Property("points", key), ZERO)
        for key in parent.children
    ]
    yield Compare(total(parts), (("<=", Number(most_shared(parent))),))
    for key in parent.children:
        child = methodology.indicators[key]
        if isinstance(child.way, Judged) and child.cap is None:
            yield Compare(Judgement(key), (("<=", Property("points", key)),))


def world_of_rows(rule: TableRule, world: World, conditions: Iterable[Node]) -> World:
    """The world as a formula finds it that is read for a row, of which conditions hold."""
    free: dict[str, Free] = {**world.free, **world.tables[rule.name].columns}
    trees = dict(world.trees)
    if rule.points is None:
        free[points_of_row(rule)] = Free(within=(NOT_NEGATIVE,))
    else:
        trees[points_of_row(rule)] = Name(rule.points)
    free[name_of_judgement(row_key(rule.name))] = Free()
    must = () if rule.must is None else (rule.must.tree,)
    return evolve(
        world, free=free, trees=trees, assumed=(*world.assumed, *must, *conditions), read={}
    )


def points_of_row(rule: TableRule) -> str:
    """What formulas call the points of a row."""
    return name_of_property("points", row_key(rule.name))
