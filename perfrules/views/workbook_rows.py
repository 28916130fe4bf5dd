"""The sheet of a table: its cells, what formulas read of them, and columns of help for each row."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import Factory, field, frozen

from perfrules.formula import walk
from perfrules.formula.tree import Fold, Given, Name, Node
from perfrules.formula.units import PLAIN as PLAIN_UNIT
from perfrules.messages import labels
from perfrules.messages import workbook as say
from perfrules.model.facts import Fact, TableRow
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import Column, TableRule
from perfrules.problem import printable
from perfrules.readings.doubles import EXACT
from perfrules.readings.interval import Reading
from perfrules.readings.number import Missing
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_said import Said
from perfrules.readings.spreadsheet import Here, spreadsheet
from perfrules.scoring.declared_extents import columns_of
from perfrules.scoring.sheet_room import Room, room_of_column
from perfrules.scoring.table_plan import names_in
from perfrules.views.workbook_book import Page, Style, letters
from perfrules.views.workbook_inputs import Input, base_digits, put_input, read_input
from perfrules.views.workbook_workings import NotLiveError, Workings, in_bounds

HERE = "\ue000"
"""Stands for the number of the row while a formula is said once for all rows."""
RESULTS, HEADS, FIRST = 2, 3, 4
"""The rows of results and of heads, and the first row of the table."""
_TABLE = Style("head", align="center")


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
        """A column behind all others."""
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
        del fold
        return Said("NA()")


def table_sheet(work: Workings, rule: TableRule, read: frozenset[str]) -> TableSheet | NoTable:
    """The sheet of a table with its cells; `read` are the names that some formula reads."""
    rows = work.result.facts.tables.get(rule.name)
    work.columns[rule.name] = columns_of(rule)
    if rule.must is not None:
        work.musts[rule.name] = rule.must.tree
    if rows is None:
        work.rows[rule.name] = Missing(frozenset({f"table:{rule.name}"}))
        work.not_live.append((work.text(say.TABLE, name=rule.name), say.TABLE_REASON))
        return NoTable(work, rule)
    told = tuple(names_in(row, rule) for row in rows)
    work.rows[rule.name] = told
    page = work.book.page(rule.name, (), heads=(FIRST, 0), repeated=(HEADS, HEADS))
    page.put(0, 0, printable(rule.name), Style("title"))
    page.put(1, 0, printable(rule.about), Style("label"))
    sheet = TableSheet(work, rule, rows, page, more=[dict(names) for names in told])
    _cells(sheet, read)
    return sheet


def _cells(sheet: TableSheet, read: frozenset[str]) -> None:
    """The columns as they were given, sources, then what formulas read."""
    rule, work = sheet.rule, sheet.work
    given = {name for row in sheet.rows for name in (*row.cells, *row.links)}
    inputs: dict[str, tuple[int, list[Input]]] = {}
    for name, column in rule.columns.items():
        if name in given | (read & set(rule.in_formulas())):
            inputs[name] = _column(sheet, name, column)
            sheet.places[name] = inputs[name][0]
    sources = [work.text(say.SOURCE), work.text(say.REASON)]
    texts = [[row.source, row.reason] for row in sheet.rows]
    for place, head in enumerate(sources):
        if any(row[place] for row in texts):
            at = sheet.new_column(head, 28.0)
            for row, told in enumerate(texts, FIRST):
                sheet.page.put(row, at, printable(told[place]), Style())
    page_columns(sheet)
    columns = dict(work.columns[rule.name])
    for name, column in rule.in_formulas().items():
        if name in read and name in inputs:
            at, its = inputs[name]
            room = room_of_column(its[0].unit, [it.given for it in its]) if its else None
            if column.kind == "number" and room is not None:
                columns[name] = room.within(columns[name])
            _read(sheet, name, column, at, its, room)
    work.columns[rule.name] = columns


def page_columns(sheet: TableSheet) -> None:
    """What was given is printed; columns of help are for the screen."""
    sheet.page.shown.append(sheet.used[0])


def _column(sheet: TableSheet, name: str, column: Column) -> tuple[int, list[Input]]:
    """The cells of a column as they were given; a unit that is not the same for all beside it."""
    its = [_input(sheet.rule, column, row) for row in sheet.rows]
    units = list(dict.fromkeys(str(it.unit) for it in its))
    number = column.kind == "number" and not column.many
    unit = f"（{units[0]}）" if number and len(units) == 1 and units[0] else ""
    at = sheet.new_column(f"{name}{unit}", 14.0 if number else 20.0)
    for place, (row, it) in enumerate(zip(sheet.rows, its, strict=True), FIRST):
        if column.many or name in row.links:
            linked = labels.LIST.in_(sheet.work.lang).join(row.links.get(name, ()))
            sheet.page.put(place, at, printable(linked), Style())
        else:
            put_input(sheet.page, place, at, it, sheet.work.lang)
    if number and len(units) > 1 and not column.in_row_unit:
        beside = sheet.new_column(sheet.work.text(say.UNIT), 8.0)
        for place, it in enumerate(its, FIRST):
            sheet.page.put(place, beside, str(it.unit), Style())
    return at, its


def _input(rule: TableRule, column: Column, row: TableRow) -> Input:
    given = row.cells.get(column.name)
    unit = column.unit
    if given is not None and isinstance(given.value, Fraction):
        unit = given.unit
    elif column.in_row_unit:
        unit = PLAIN_UNIT
    return Input(column.kind, unit, given, column.choice, column.optional)


def _read(  # noqa: PLR0913  # all that is known of a column
    sheet: TableSheet,
    name: str,
    column: Column,
    at: int,
    its: Sequence[Input],
    room: Room | None,
) -> None:
    """What formulas read of the cells of a column, in a column of its own."""
    work = sheet.work
    reads = sheet.new_column(f"{work.text(say.RECKONED)}：{name}")
    for place, (row, it) in enumerate(zip(sheet.rows, its, strict=True), FIRST):
        value = _value_of(row, it.given, name)
        address = f"${letters(at)}{place + 1}"
        formula = read_input(address, it, work.fails, work.lang)
        style = Style("reckoned", base_digits(value, column.kind, it.unit), "right")
        sheet.page.put(place, reads, value, style, formula)
    near = room.near if room is not None and column.kind == "number" else EXACT
    sheet.names[name] = Said(sheet.here(reads), near=near, kind=column.kind)


def _value_of(row: TableRow, given: Fact | None, name: str) -> Came:
    return Missing(frozenset({f"table:{row.key}/{name}"})) if given is None else given.value


def names_read(trees: Sequence[Node]) -> frozenset[str]:
    """The plain names that any of the formulas reads."""
    parts = (part for tree in trees for part in walk.nodes(tree))
    return frozenset(part.name for part in parts if isinstance(part, Name | Given))
