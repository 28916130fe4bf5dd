"""The page of scores: where its lines and columns are, and what each line came to."""

from attrs import Factory, frozen

from perfrules.messages import workbook as say
from perfrules.model.declared import Indicator
from perfrules.model.stretches import Stretch
from perfrules.problem import printable
from perfrules.readings.doubles import constant
from perfrules.readings.extents import point
from perfrules.readings.number import name_of_property
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import number_text
from perfrules.scoring.tree import Scored
from perfrules.views.workbook_book import Page, Style, address, digits_of
from perfrules.views.workbook_facts import put_heads
from perfrules.views.workbook_row_scores import LeafColumns, RowColumns
from perfrules.views.workbook_rows import FIRST as FIRST_ROW
from perfrules.views.workbook_rows import TableSheet
from perfrules.views.workbook_workings import Workings

HEADS, FIRST = 6, 7
"""The row of heads, and the first line of the table."""


@frozen
class Columns:
    """Where what stands, behind the columns of levels."""

    levels: int

    def __getattr__(self, name: str) -> int:
        order = (
            "points", "target", "actual", "score", "rate", "why", "standing", "formula", "exact",
            "low", "high", "engine", "control", "sure",
        )  # fmt: skip
        if name not in order:
            raise AttributeError(name)
        return self.levels + order.index(name)


@frozen(eq=False, repr=False)
class Line:
    """A line of the table once it is filled: its cells, and how exact they are."""

    row: int
    exact: Said
    at: Stretch
    printed: Said
    at_printed: Stretch


@frozen(eq=False, repr=False)
class ScorePage:
    """The page of scores while it is filled, in the order of reckoning."""

    work: Workings
    page: Page
    columns: Columns
    rows: dict[int, int]
    """Of each node, by identity."""
    nodes: dict[str, Scored]
    levels: dict[int, int]
    """Of each node, by identity."""
    lines: dict[str, Line] = Factory(dict)
    """By key of the indicator, bonus or penalty."""
    row_columns: dict[str, RowColumns] = Factory(dict)
    """By table."""
    leaf_columns: dict[str, list[LeafColumns]] = Factory(dict)
    """By table, of every leaf that sums its rows."""
    guards: list[tuple[str, str, bool]] = Factory(list)
    """Conditions that must stay as they were at the export: label, name of the cell, answer."""

    def heads(self, levels: int) -> None:
        """The heads of the columns."""
        work = self.work
        names = [
            work.text(say.LEVELS[i])
            if i < len(say.LEVELS)
            else work.text(say.LEVEL, level=str(i + 1))
            for i in range(levels)
        ]
        heads = (
            say.POINTS, say.TARGET, say.ACTUAL, say.SCORE, say.RATE, say.WHY, say.STANDING,
            say.FORMULA_VALUE, say.UNROUNDED, say.LOW, say.HIGH, say.ENGINE, say.CONTROL, say.SURE,
        )  # fmt: skip
        put_heads(self.page, HEADS, [*names, *(work.text(head) for head in heads)])

    def points(self, node: Scored) -> None:
        """The points of a node, by name; they are there before anything is reckoned."""
        row, work, indicator = self.rows[id(node)], self.work, node.indicator
        for column in range(self.columns.levels):
            mine = column == self.levels[id(node)]
            self.page.put(row, column, printable(indicator.label) if mine else "")
        text = ""
        if node.row is not None:
            table = work.tables[node.row.table]
            assert isinstance(table, TableSheet), "it has rows"
            text = table.page.place(self.row_of(table, node), self.row_columns_of(table).points)
        style = Style("plain", digits_of(None), "right")
        self.page.put(row, self.columns.points, node.points, style, text)
        if node.row is None and work.result.methodology.node(indicator.key) is not None:
            self.name_points(indicator, row, same=node.points == indicator.points)

    def name_points(self, indicator: Indicator, row: int, *, same: bool) -> None:
        """The defined name of the points of an indicator, bonus or penalty.

        Formulas reckon with the points of the file, also where those of the line are others.
        """
        work, points = self.work, indicator.points
        wanted = work.text(say.POINTS_NAME, key=indicator.key)
        name = work.define(wanted, self.page, row, self.columns.points)
        if not same:
            work.book.names[name] = f"={number_text(points, None)}"
        key = name_of_property("points", indicator.key)
        work.register(key, name, points, point(points), constant(points))

    def row_columns_of(self, table: TableSheet) -> RowColumns:
        """The columns of scores of a table."""
        return self.row_columns[table.rule.name]

    @staticmethod
    def row_of(table: TableSheet, node: Scored) -> int:
        """Where a row of a table stands on the page of the table."""
        assert node.row is not None, "it is a row"
        keys = [row.key for row in table.rows]
        return FIRST_ROW + keys.index(node.row.key)

    def cell(self, row: int, column: int) -> str:
        """The address of a cell of the page."""
        return address(row, column)
