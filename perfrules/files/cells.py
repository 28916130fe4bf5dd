"""The records of a CSV file: equally wide rows under a header, and where each cell stands."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import accumulate

from attrs import frozen

from perfrules.files.places import line_starts, place_of
from perfrules.files.spots import Path, Span, Spot
from perfrules.files.values import MOST_LETTERS, is_name
from perfrules.messages import Text
from perfrules.problem import Place, Problem, Problems, Refused

MOST_ROWS = 100_000
MOST_COLUMNS = 1000
MOST_CELLS = 2_000_000


@frozen
class Row:
    """One record of a file."""

    start: int
    """Where it begins in the text."""
    cells: tuple[str, ...]


@frozen
class Cells:
    """The places of one document's values: for each of its rows the paths of its columns."""

    header: Row
    rows: Sequence[tuple[Row, Sequence[Path | None]]]

    def __call__(self, text: str) -> Mapping[Path, Spot]:
        """The places in the text of the file; a fact's name is its key, else the header's cell."""
        keys = spans(text, self.header)
        spots: dict[Path, Spot] = {}
        for row, paths in self.rows:
            columns = zip(paths, keys, row.cells, spans(text, row), strict=True)
            for path, key, cell, span in columns:
                if path is not None:
                    spots[path] = Spot(span if path == ("facts", cell) else key, span)
        return spots


@frozen(eq=False, repr=False)
class Sheet:
    """A CSV file as rows of cells without blanks around them."""

    name: str
    """Of the file."""
    text: str
    header: Row
    rows: Sequence[Row]
    starts: list[int]
    """Where each line begins."""

    def problem(
        self, code: str, row: Row, at: int | None = None, /, **fields: str | Text
    ) -> Problem:
        """What is wrong with a row or one of its cells; columns count from 0."""
        span = (row.start, row.start + 1)
        if at is not None:
            span = spans(self.text, row)[at]
        return Problem(code, place_of(self.name, self.text, self.starts, span), fields)

    def line(self, row: Row) -> str:
        """The number of the line on which a row begins."""
        return str(place_of(self.name, self.text, self.starts, (row.start, row.start)).line)


def read_sheet(name: str, text: str) -> Sheet:
    """The header and the rows that are not empty.

    E123, E153, E154: a column without a name of its own. E151: quotes. E152: a row of another
    width. E155: no rows. E158: too many.
    """
    rows = _records(name, text)
    if len(rows) < 2:
        raise Refused(Problem("E155", Place(name)))
    return fit(Sheet(name, text, rows[0], rows[1:], line_starts(text)))


def fit(sheet: Sheet) -> Sheet:
    """The sheet, whose columns have names of their own and whose rows are all as wide."""
    problems = Problems()
    problems.found.extend(_unfit_header(sheet))
    wanted = len(sheet.header.cells)
    for row in sheet.rows:
        found = len(row.cells)
        if found != wanted:
            problem = sheet.problem("E152", row, found=str(found), wanted=str(wanted))
            problems.found.append(problem)
    problems.refuse_if_any()
    return sheet


def spans(text: str, row: Row) -> list[Span]:
    """Where each cell of a row stands, without its quotes or the blanks around it."""
    found: list[Span] = []
    at = row.start
    for _ in row.cells:
        match = _CELL.match(text, at)
        assert match is not None, "the pattern finds an empty cell, too"
        group = 1 if match[1] is not None else 2
        left = len(match[group]) - len(match[group].lstrip())
        start = match.start(group) + left
        found.append((start, start + len(match[group].strip())))
        at = match.end() + 1
    return found


_CELL = re.compile(r'"((?:[^"]|"")*+)"|([^,\n]*+)')


def _records(name: str, text: str) -> list[Row]:
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(len(line) for line in lines)]
    reader = csv.reader(lines, strict=True)
    rows: list[Row] = []
    line = count = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(starts[line], tuple(cell.strip() for cell in cells)))
            count += len(cells)
            if len(rows) > MOST_ROWS + 1:
                raise Refused(Problem("E158", Place(name), {"most": str(MOST_ROWS)}))
            if len(cells) > MOST_COLUMNS or count > MOST_CELLS:
                raise Refused(_too_large(name, len(cells)))
            line = reader.line_num
    except csv.Error as error:
        place = place_of(name, text, line_starts(text), (starts[line], starts[line] + 1))
        raise Refused(Problem("E151", place)) from error
    return rows


def _too_large(name: str, columns: int) -> Problem:
    what, most = Text("格", "cells"), MOST_CELLS
    if columns > MOST_COLUMNS:
        what, most = Text("列", "columns"), MOST_COLUMNS
    return Problem("E161", Place(name), {"what": what, "most": str(most)})


def _unfit_header(sheet: Sheet) -> list[Problem]:
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for column, cell in enumerate(sheet.header.cells):
        same = first.setdefault(unicodedata.normalize("NFKC", cell), column)
        if not cell or "\n" in cell:
            number = str(column + 1)
            problems.append(sheet.problem("E153", sheet.header, column, column=number))
        elif not is_name(cell):
            most = str(MOST_LETTERS)
            problems.append(sheet.problem("E123", sheet.header, column, key=cell, most=most))
        elif same != column:
            number = str(same + 1)
            problems.append(sheet.problem("E154", sheet.header, column, key=cell, column=number))
    return problems
