"""Cross-checks of a methodology's tables, each a function whose name is a sentence."""

from collections.abc import Iterable, Iterator, Mapping

from perfrules.formula.tree import Node
from perfrules.messages import Text
from perfrules.model.declared import Indicator
from perfrules.model.resolve import Names
from perfrules.model.table_rules import Coverage, TableRule
from perfrules.model.ways import Rows
from perfrules.problem import Problem, did_you_mean


def a_table_does_not_fit(names: Names) -> Iterator[Problem]:
    """All that the tables say by themselves, before their formulas are read."""
    for table in names.tables.values():
        yield from a_name_is_used_twice(table, names)
        yield from a_link_leads_nowhere(table, names.tables)
    for indicator in names.indicators.values():
        yield from the_rows_cannot_be_scored(indicator, names.tables)


def a_name_is_used_twice(table: TableRule, names: Names) -> Iterator[Problem]:
    """A table or column has no name of a fact or measure; a column none of an indicator."""
    if table.name in names.facts or table.name in names.measures:
        yield Problem("E319", table.place, {"name": table.name})
    for name, column in table.columns.items():
        if name in names.facts or name in names.measures or name in names.indicators:
            yield Problem("E371", column.place, {"name": name})


def a_link_leads_nowhere(table: TableRule, tables: Mapping[str, TableRule]) -> Iterator[Problem]:
    """A column refers to a table that is there."""
    for column in table.columns.values():
        if column.refers is not None and column.refers not in tables:
            near = did_you_mean(column.refers, tables)
            yield Problem("E374", column.place, {"name": column.refers, "near": near})


def the_rows_cannot_be_scored(
    indicator: Indicator, tables: Mapping[str, TableRule]
) -> Iterator[Problem]:
    """A leaf sums rows that have a way of scoring, and points of their own or shared ones."""
    way = indicator.way
    if not isinstance(way, Rows) or way.table not in tables:
        return
    table = tables[way.table]
    fields: dict[str, str | Text] = {"name": table.name}
    if not table.variants:
        yield Problem("E375", indicator.place, fields | {"why": _NO_WAY})
    if table.points is None and way.split is None:
        yield Problem("E375", indicator.place, fields | {"why": _NO_POINTS})
    if table.points is not None and way.split is not None:
        yield Problem("E375", indicator.place, fields | {"why": _TWO_POINTS})


_NO_WAY = Text(
    '表没有规定一行怎样得分，请写 [[table."…".score]]',
    'the table does not say how a row is scored; write [[table."…".score]]',
)
_NO_POINTS = Text(
    '各行没有分值：请在表里写 points = "列名"，或在指标上写 split',
    'its rows have no points: say points = "column" in the table, or split at the indicator',
)
_TWO_POINTS = Text(
    "各行既有自己的分值（points），又要平分（split），只能取一种",
    "its rows have points of their own and share them by split as well: keep one of the two",
)


def trees_of(tables: Mapping[str, TableRule], coverages: Iterable[Coverage]) -> Iterator[Node]:
    """Every formula that the tables and questions of coverage read."""
    for table in tables.values():
        yield from table.row_trees()
        conditions = [column.only_when for column in table.columns.values()]
        for formula in (*conditions, table.must, table.total):
            if formula is not None:
                yield formula.tree
    yield from (each.where.tree for each in coverages if each.where is not None)
