"""A workbook before it is written: pages of cells, each with its value of the export."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import Factory, field, frozen

from perfrules.files import sheets
from perfrules.model.facts import Value
from perfrules.readings.values import Failed, Missing

Look = Literal[
    "plain", "title", "head", "label", "total", "grade", "input", "gap", "reckoned", "note",
    "strong", "warning", "control", "rough",
]  # fmt: skip
Align = Literal["left", "right", "center"]

LONGEST_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


@frozen
class Style:
    """How a cell looks: what it is, how its number is printed."""

    look: Look = "plain"
    digits: str = "General"
    align: Align = "left"
    level: int = 0
    """How far a text is indented."""


@frozen(eq=False)
class Cell:
    """What stands in a cell: a value, or a formula with the value that it had at the export."""

    value: Value | Missing | Failed | None
    style: Style
    formula: str = ""
    """Without the sign of equality; empty for a plain value."""


@frozen
class Choice:
    """The few texts that a cell may hold, offered to who fills it in."""

    row: int
    column: int
    texts: tuple[str, ...]


@frozen(eq=False)
class Page:
    """One sheet; rows and columns count from 0."""

    name: str
    widths: tuple[float, ...]
    heads: tuple[int, int] = (0, 0)
    """How many rows and columns stay in sight."""
    printed: int = 0
    """How many columns are printed; 0 is all."""
    repeated: tuple[int, int] | None = None
    """First and last row that each printed page repeats."""
    cells: dict[tuple[int, int], Cell] = Factory(dict)
    joined: list[tuple[int, int, int]] = Factory(list)
    """Row, first and last column of cells that are one."""
    choices: list[Choice] = Factory(list)
    shown: list[int] = Factory(list)
    """How many columns are printed, of a page that grows."""
    more_widths: dict[int, float] = Factory(dict)

    def put(
        self,
        row: int,
        column: int,
        value: Value | Missing | Failed | None,
        style: Style = Style(),
        formula: str = "",
    ) -> str:
        """Fill a cell; gives its address within the page."""
        self.cells[row, column] = Cell(value, style, formula)
        return address(row, column)

    def join(self, row: int, first: int, last: int) -> None:
        """Make one cell of several."""
        if last > first:
            self.joined.append((row, first, last))

    def place(self, row: int, column: int) -> str:
        """Where a cell stands, said from any page."""
        return f"'{self.name}'!{address(row, column)}"

    def span(self, first: int, last: int, column: int) -> str:
        """The cells of a column, from row to row."""
        return f"{address(first, column)}:{address(last, column)}"

    def width(self, column: int) -> float:
        """Of a column, in characters."""
        if column in self.more_widths:
            return self.more_widths[column]
        return self.widths[column] if column < len(self.widths) else 12.0


@frozen(eq=False)
class Book:
    """The pages in their order, and the defined names."""

    pages: list[Page] = Factory(list)
    names: dict[str, str] = field(factory=dict)
    """What each stands for, with its sign of equality."""

    def page(
        self,
        name: str,
        widths: tuple[float, ...],
        heads: tuple[int, int] = (0, 0),
        printed: int = 0,
        repeated: tuple[int, int] | None = None,
    ) -> Page:
        """A new page, whose name no other has."""
        page = Page(self._free(name), widths, heads, printed, repeated)
        self.pages.append(page)
        return page

    def _free(self, name: str) -> str:
        wanted = _NOT_IN_SHEET_NAMES.sub("_", name).strip() or "_"
        taken = {page.name.casefold() for page in self.pages} | {"history"}
        found, number = wanted[:LONGEST_NAME], 1
        while found.casefold() in taken:
            number += 1
            found = f"{wanted[: LONGEST_NAME - 4]}_{number}"
        return found

    def formulas(self) -> Iterator[tuple[Page, int, int, Cell]]:
        """Every cell with a formula."""
        for page in self.pages:
            for (row, column), cell in page.cells.items():
                if cell.formula:
                    yield page, row, column, cell


def address(row: int, column: int) -> str:
    """`$C$5`; rows and columns count from 0."""
    return f"${letters(column)}${row + 1}"


def letters(column: int) -> str:
    """The letters of a column, counted from 0."""
    return sheets.letters(column + 1)


def serial(day: date) -> int:
    """The number by which sheets know a day, right from March 1900 on."""
    return (day - date(1899, 12, 30)).days


FIRST_DAY = date(1900, 3, 1)
"""Sheets differ on the days before."""


def digits_of(decimals: int | None, *, percent: bool = False, grouped: bool = True) -> str:
    """The format of numbers with so many digits after the point; None is as many as needed."""
    whole = "#,##0" if grouped and not percent else "0"
    if decimals is None:
        return "0.######%" if percent else "General"
    shown = whole + ("." + "0" * decimals if decimals else "")
    return shown + ("%" if percent else "")
