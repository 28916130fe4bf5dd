"""The columns of a table on its page: cells as they were given, and what formulas read of them."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.tree import Given, Name, Node
from perfrules.formula.units import PLAIN as PLAIN_UNIT
from perfrules.messages import labels
from perfrules.messages import workbook as say
from perfrules.model.facts import Fact, TableRow
from perfrules.model.table_rules import Column, TableRule
from perfrules.problem import printable
from perfrules.readings.doubles import EXACT
from perfrules.readings.number import Missing
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_said import Said
from perfrules.scoring.declared_extents import columns_of
from perfrules.scoring.sheet_room import room_of_column
from perfrules.scoring.table_plan import names_in
from perfrules.views.workbook_book import Style, letters
from perfrules.views.workbook_inputs import Input, base_digits, put_input, read_input
from perfrules.views.workbook_rows import FIRST, HEADS, NoTable, TableSheet
from perfrules.views.workbook_workings import Workings


def table_sheet(work: Workings, rule: TableRule, read: frozenset[str]) -> TableSheet | NoTable:
    """The sheet of a table with its cells; `read` are the names that some formula reads."""
    rows = work.result.facts.tables.get(rule.name)
    work.columns[rule.name] = columns_of(rule)
    if rule.must is not None:
        work.musts[rule.name] = rule.must.tree
    if rows is None:
        work.rows[rule.name] = Missing(frozenset({f"table:{rule.name}"}))
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
    sheet.page.shown.append(sheet.used[0])  # columns of help are for the screen
    columns = dict(work.columns[rule.name])
    for name, column in rule.in_formulas().items():
        if name in read and name in inputs:
            at, its = inputs[name]
            said = _read(sheet, column, at, its)
            if column.kind == "number" and its:
                room = room_of_column(its[0].unit, [it.given for it in its])
                columns[name] = room.within(columns[name])
                said = evolve(said, near=room.near)
            sheet.names[name] = said
    work.columns[rule.name] = columns


def _column(sheet: TableSheet, name: str, column: Column) -> tuple[int, list[Input]]:
    """The cells of a column as they were given; a unit that is not the same for all beside it."""
    its = [_input(column, row) for row in sheet.rows]
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


def _input(column: Column, row: TableRow) -> Input:
    given = row.cells.get(column.name)
    unit = column.unit
    if given is not None and isinstance(given.value, Fraction):
        unit = given.unit
    elif column.in_row_unit:
        unit = PLAIN_UNIT
    optional = column.optional or column.only_when is not None
    return Input(column.kind, unit, given, column.choice, optional)


def _read(sheet: TableSheet, column: Column, at: int, its: Sequence[Input]) -> Said:
    """What formulas read of the cells of a column, in a column of its own."""
    work, name = sheet.work, column.name
    reads = sheet.new_column(f"{work.text(say.RECKONED)}：{name}")
    for place, (row, it) in enumerate(zip(sheet.rows, its, strict=True), FIRST):
        value = _value_of(row, it.given, name)
        formula = read_input(f"${letters(at)}{place + 1}", it, work.fails, work.lang)
        style = Style("reckoned", base_digits(value, column.kind, it.unit), "right")
        sheet.page.put(place, reads, value, style, formula)
    return Said(sheet.here(reads), near=EXACT, kind=column.kind)


def _value_of(row: TableRow, given: Fact | None, name: str) -> Came:
    return Missing(frozenset({f"table:{row.key}/{name}"})) if given is None else given.value


def names_read(trees: Sequence[Node]) -> frozenset[str]:
    """The plain names that any of the formulas reads."""
    parts = (part for tree in trees for part in walk.nodes(tree))
    return frozenset(part.name for part in parts if isinstance(part, Name | Given))
