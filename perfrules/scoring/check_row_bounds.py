"""Where the score of a row of a table may leave the points of the row."""

from collections.abc import Iterator

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.tree import Name, Node, Operate, Property
from perfrules.messages import Text
from perfrules.model.methodology import Methodology
from perfrules.model.table_rules import TableRule, Variant, row_key
from perfrules.model.ways import Judged
from perfrules.problem import Problem
from perfrules.readings.extents import holds_all, number_in, within
from perfrules.readings.interval import NOTHING_KNOWN, Reading
from perfrules.readings.learned import Learned
from perfrules.readings.ranges import NOT_NEGATIVE, POSITIVE, WHOLE_SHARE
from perfrules.readings.values import name_of_property
from perfrules.scoring.bounds import Bounds
from perfrules.scoring.rests_on import Grounds, place_in, told

_LIMITS = Text("0 分至该行的分值", "0 to the points of its row")


def faults_of_rows(rules: Methodology, bounds: Bounds, grounds: Grounds) -> Iterator[Problem]:
    """Of every way to score a row, what may leave the row's points (W510, W512) or is never taken.

    The points of a row may be any above zero: that a score is not more is shown by
    its shape.
    """
    for table in rules.tables.values():
        reading = _of_rows(table, bounds.reading)
        known: Learned | None = NOTHING_KNOWN
        for variant in table.variants:
            here = reading.where(variant.condition, True, known)
            known = (
                None
                if variant.condition is None
                else reading.where(variant.condition, False, known)
            )
            if here is None:
                yield Problem("W514", variant.place, {"key": table.name})
            elif not isinstance(variant.way, Judged):
                yield from _outside(variant, table, (reading, here), grounds)


def _of_rows(table: TableRule, reading: Reading) -> Reading:
    rows = reading.in_rows(table.name)
    points = table.points or name_of_property("points", row_key(table.name))
    return evolve(rows, names={**rows.names, points: POSITIVE})


def _outside(
    variant: Variant, table: TableRule, rows: tuple[Reading, Learned], grounds: Grounds
) -> Iterator[Problem]:
    reading, known = rows
    points: Node = Property("points", row_key(table.name))
    tree = variant.tree
    if table.points is not None:
        column = Name(table.points)
        tree, points = walk.rebuilt(tree, lambda n: column if n == points else n), column
    limits: dict[str, str | Text] = {"key": table.name, "limits": _LIMITS}
    for branch in reading.see(tree, known).branches:
        extent, there = number_in(branch.extent), branch.known
        if there is None or _keeps_within(branch.node, points, reading, there):
            continue
        place = place_in(branch.node, variant.place)
        fields = {**limits, "found": told(extent)}
        if within(extent, NOT_NEGATIVE).empty:
            yield Problem("W512", place, fields)
        else:
            facts = grounds.in_rows(table.name, branch.node)
            yield Problem("W510", place, {**fields, "facts": facts})
            return


def _keeps_within(node: Node, points: Node, reading: Reading, known: Learned) -> bool:
    rate = reading.number(Operate("/", node, points), known)
    if holds_all(WHOLE_SHARE, rate):
        return True
    extent = reading.number(node, known)
    return holds_all(NOT_NEGATIVE, extent) and reading.never_above(node, points, known)
