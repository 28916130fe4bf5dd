"""Fact files in XLSX: a form of `perfrules form`, or a sheet laid out as a CSV file is.

A form is one document. A sheet with a header is one for each row, or for each department, as in
from_csv.py; every cell has its text as it is shown, what a number is, the declared fact decides.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path as FilePath

from attrs import frozen

from perfrules.files.cell_values import value_of_cell
from perfrules.files.cells import MOST_CELLS, Cells, Row, fit
from perfrules.files.cells import Sheet as Records
from perfrules.files.form_blocks import FormReader
from perfrules.files.form_keys import MARKS
from perfrules.files.form_tree import Tree, as_text
from perfrules.files.from_csv import departments
from perfrules.files.marks import Mark, Marks
from perfrules.files.sheets import Sheet, Workbook
from perfrules.files.spots import Path
from perfrules.files.tables import Document
from perfrules.files.text import read_bytes
from perfrules.files.values import refuse_unfit
from perfrules.files.workbook import read_workbook
from perfrules.messages import Text
from perfrules.messages.in_form import CELLS
from perfrules.problem import Place, Problem, Problems, Refused, printable

MOST_BYTES = 20_000_000
_MOST_NAMED = 20


def read_xlsx(path: FilePath) -> tuple[Document, ...]:
    """The documents of a workbook: one of a form, else one for each department."""
    return xlsx_documents(read_bytes(path, MOST_BYTES), str(path))


def xlsx_documents(data: bytes, name: str) -> tuple[Document, ...]:
    """The documents of a workbook that is at hand; messages call it by the name.

    Raises Refused as read_workbook, FormReader and csv_documents do.
    """
    book = read_workbook(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    forms = [sheet for sheet in book.sheets if _is_form(sheet)]
    if forms:
        return (_form(book, forms, sha256),)
    return tuple(_table(book, sha256))


def _is_form(sheet: Sheet) -> bool:
    mark = sheet.cell(1, 1)
    return mark is not None and mark.text.startswith(MARKS)


def _form(book: Workbook, sheets: list[Sheet], sha256: str) -> Document:
    reader = FormReader(Tree(), Problems())
    for sheet in sheets:
        with reader.problems.collecting():
            reader.read(sheet)
    reader.problems.refuse_if_any()
    reader.tree.finish()
    others = [sheet for sheet in book.sheets if sheet.rows and sheet not in sheets]
    warnings = _warnings(reader.formulas, reader.unseen, others)
    marks = Marks(lambda: reader.tree.marks)
    document = Document(
        book.file, "", sha256, reader.tree.values, "xlsx", marks=marks, warnings=warnings
    )
    refuse_unfit(document)
    return document


def _warnings(
    formulas: list[Place], hidden: list[Place], others: Iterable[Sheet]
) -> tuple[Problem, ...]:
    """W770, W771, W772: what a reader may not expect of the cells that were read, or were not."""
    found: list[Problem] = []
    for code, places in (("W770", formulas), ("W772", hidden)):
        if places:
            cells = [place.cell for place in places[:_MOST_NAMED]]
            rest = "…" if len(places) > _MOST_NAMED else ""
            names = Text("、".join(cells) + rest, ", ".join(cells) + rest)
            found.append(Problem(code, Place(places[0].file), {"cells": names}))
    names_of = [printable(sheet.name) for sheet in others]
    if names_of:
        file = next(iter(others)).book.file
        fields = {"sheets": Text("、".join(names_of), ", ".join(names_of))}
        found.append(Problem("W771", Place(file), fields))
    return tuple(found)


@frozen(eq=False, repr=False)
class _Records(Records):
    """A sheet of a workbook as rows of cells under a header."""

    sheet: Sheet
    columns: tuple[int, ...]
    """The number of each column in the sheet."""

    def problem(
        self, code: str, row: Row, at: int | None = None, /, **fields: str | Text
    ) -> Problem:
        """What is wrong with a row or one of its cells; columns count from 0."""
        return Problem(code, self.place(row, at or 0), fields)

    def place(self, row: Row, at: int) -> Place:
        """Where a cell stands."""
        return self.sheet.place(row.start, self.columns[at], row.cells[at])

    def line(self, row: Row) -> str:
        """The number of the row."""
        return str(row.start)


def _table(book: Workbook, sha256: str) -> Iterator[Document]:
    """The departments of the first sheet that has something in it."""
    full = [sheet for sheet in book.sheets if sheet.rows]
    if not full:
        raise Refused(Problem("E155", Place(book.file)))
    sheet = next((each for each in full if not each.hidden), full[0])
    formulas: list[Place] = []
    hidden: list[Place] = []
    records = _records(sheet, formulas, hidden)
    fit(records)
    warnings = _warnings(formulas, hidden, [each for each in full if each is not sheet])
    for values, cells in departments(records):
        # Laid out as a CSV file is, and held against the rules as one.
        marks = Marks(partial(_marks, records, cells))
        document = Document(book.file, "", sha256, values, "csv", marks=marks, warnings=warnings)
        yield document


def _records(sheet: Sheet, formulas: list[Place], hidden: list[Place]) -> _Records:
    """The header is the first row with two cells or more; a title above it is none."""
    rows = sorted(sheet.rows)
    head = next((row for row in rows if len(sheet.rows[row]) > 1), rows[0])
    below = [row for row in rows if row >= head]
    columns = tuple(sorted({column for row in below for column in sheet.rows[row]}))
    problems = Problems()
    for top, first, bottom, last in sheet.merged:
        if bottom >= head and any(first <= column <= last for column in columns):
            problems.found.append(Problem("E783", sheet.place(max(top, head), first)))
    if len(below) * len(columns) > MOST_CELLS:
        fields: dict[str, str | Text] = {"what": CELLS, "most": str(MOST_CELLS)}
        raise Refused(Problem("E161", Place(sheet.book.file), fields))
    found: list[Row] = []
    for row in below:
        texts = dict.fromkeys(columns, "")
        for column, cell in sheet.rows[row].items():
            with problems.collecting():
                value = value_of_cell(sheet, row, column)
                texts[column] = "" if value is None else as_text(value)
                if value is not None and cell.formula:
                    formulas.append(sheet.place(row, column))
                if value is not None and (sheet.hidden or row in sheet.hidden_rows):
                    hidden.append(sheet.place(row, column))
        if any(texts.values()):
            found.append(Row(row, tuple(texts.values())))
    problems.refuse_if_any()
    if len(found) < 2:
        raise Refused(Problem("E155", Place(sheet.book.file)))
    return _Records(sheet.book.file, "", found[0], found[1:], [], sheet, columns)


def _marks(records: _Records, cells: Cells) -> dict[Path, Mark]:
    marked: dict[Path, Mark] = {}
    for row, paths in cells.rows:
        for at, path in enumerate(paths):
            if path is not None and row.cells[at]:
                value = records.place(row, at)
                own = path == ("facts", row.cells[at])
                marked[path] = Mark(value if own else records.place(records.header, at), value)
    return marked
