"""The sheet of a table: its cells, what formulas read of them, and columns of help for each row."""

from collections.abc import Sequence

from attrs import Factory, field, frozen

from perfrules.formula import walk
from perfrules.formula.functions import KindName
from perfrules.formula.tree import Fold, Node
from perfrules.messages import workbook as say
from perfrules.model.facts import TableRow
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import TableRule
from perfrules.problem import printable, width_of
from perfrules.readings.doubles import EXACT
from perfrules.readings.interval import Reading
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_said import Said
from perfrules.readings.spreadsheet import Here, spreadsheet
from perfrules.views.workbook_book import Page, Style, letters
from perfrules.views.workbook_workings import NotLiveError, Workings, in_bounds

HERE = "\ue000"
"""Stands for the number of the row while a formula is said once for all rows."""
RESULTS, HEADS, FIRST = 2, 3, 4
"""The rows of results and of heads, and the first row of the table."""
_TABLE = Style("head", align="center")
_KINDS: dict[str, KindName] = {"any": "yes/no", "all": "yes/no"}


@frozen(eq=False, repr=False)
class TableSheet:
    """A table that is given, on its page."""

    work: Workings
    rule: TableRule
    rows: Sequence[TableRow]
    page: Page
    names: dict[str, Said] = Factory(dict)
    """What formulas of rows call a column, by the evaluator's key."""
    more: list[dict[str, Came]] = Factory(list)
    """What formulas of each row find besides other names."""
    folds: dict[Fold, Said] = Factory(dict)
    places: dict[str, int] = Factory(dict)
    """Where the cells of each column stand that was given."""
    used: list[int] = field(factory=lambda: [0])
    """How many columns are taken."""

    @property
    def last(self) -> int:
        """The last row; an empty one where the table has none."""
        return FIRST + max(len(self.rows), 1) - 1

    def new_column(self, head: str, width: float = 12.0) -> int:
        """A column behind all others, wider where its head is long."""
        width = max(width, min(width_of(head) / 3, 60.0))
        column = self.used[0]
        self.used[0] += 1
        self.page.put(HEADS, column, printable(head), _TABLE)
        self.page.more_widths[column] = width
        return column

    def span(self, column: int) -> str:
        """All rows of a column, said from any page."""
        return f"'{self.page.name}'!{self.page.span(FIRST, self.last, column)}"

    def helped(
        self, head: str, text: str, values: Sequence[Came], style: Style | None = None
    ) -> int:
        """A column in which each row has the same formula; gives its place."""
        column = self.new_column(head)
        for place, value in enumerate(values):
            row = FIRST + place
            formula = text.replace(HERE, str(row + 1))
            self.page.put(row, column, value, style or Style("reckoned", align="right"), formula)
        return column

    def mark_rough(self, column: int) -> None:
        """Say of a column that its decisions are not proved to be exact."""
        head = self.page.cells[HEADS, column].value
        self.page.put(HEADS, column, f"≈ {head}", Style("rough", align="center"))
        self.work.rough.append(f"{self.page.name}：{head}")

    def here(self, column: int) -> str:
        """The cell of the same row in a column."""
        return f"${letters(column)}{HERE}"

    # ── what the formulas of a row find: a sheet of its own ──

    @property
    def reading(self) -> Reading:
        """Between what columns and other names lie."""
        return self.work.reading.in_rows(self.rule.name)

    @property
    def fails(self) -> str:
        """The error where nothing can be scored."""
        return self.work.fails

    def name(self, key: str) -> Said:
        """A column of the row, or a name of the workbook."""
        return self.names.get(key) or self.work.name(key)

    def fold(self, fold: Fold) -> Said:
        """The cell in which the function over the rows stands; made when first asked for."""
        from perfrules.views.workbook_folds import put_fold  # noqa: PLC0415  # they ask each other

        if fold not in self.folds:
            self.folds[fold] = put_fold(self, fold)
        return self.folds[fold]

    def say(self, tree: Node) -> Said:
        """A formula of every row.

        Raises NotLiveError for what no sheet can say.
        """
        for part in walk.nodes(tree):
            if isinstance(part, Fold):
                self._inner(part)
        return in_bounds(spreadsheet(tree, Here(_OfRows(self), self.work.known)))

    def _inner(self, fold: Fold) -> None:
        """A function over another table, which must not read the columns of this row."""
        own = {name for name in walk.names(fold) if name in self.names}
        theirs = self.work.tables[fold.table]
        assert isinstance(theirs, TableSheet | NoTable), "a table has a sheet"
        if own - set(theirs.rule.columns):
            raise NotLiveError(say.NESTED_REASON)
        theirs.fold(fold)

    def stretch(self, tree: Node) -> Stretch:
        """Between what a formula of a row lies."""
        return self.reading.number(tree, self.work.known)

    def values(self, tree: Node) -> list[Came]:
        """What the engine makes of a formula in each row."""
        return [self.work.value(tree, more) for more in self.more]


@frozen(eq=False, repr=False)
class _OfRows:
    """The rows as formulas find them; functions over rows stand where the workbook has them."""

    table: TableSheet

    @property
    def reading(self) -> Reading:
        return self.table.reading

    @property
    def fails(self) -> str:
        return self.table.fails

    def name(self, key: str) -> Said:
        return self.table.name(key)

    def fold(self, fold: Fold) -> Said:
        return self.table.work.fold(fold)


@frozen(eq=False, repr=False)
class NoTable:
    """A table that is not given: what is reckoned over its rows is missing."""

    work: Workings
    rule: TableRule

    def fold(self, fold: Fold) -> Said:
        """An empty value."""
        return Said(self.missing(), near=EXACT, kind=_KINDS.get(fold.function, "number"))

    def missing(self) -> str:
        """What is reckoned over rows that nobody gave."""
        self.work.not_live.append(
            (self.work.text(say.TABLE, name=self.rule.name), say.TABLE_REASON)
        )
        return "NA()"
