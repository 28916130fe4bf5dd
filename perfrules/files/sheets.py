"""A workbook as its sheets of filled cells, each cell as the file has it."""

from typing import Literal, NamedTuple

from attrs import Factory, frozen

from perfrules.files.number_formats import GENERAL, NumberFormat
from perfrules.problem import Place

Kind = Literal["n", "s", "b", "e", "d"]
"""A number, a text, yes or no, an error, a day in ISO form."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


class Cell(NamedTuple):
    """A cell with something in it."""

    kind: Kind
    text: str
    """Of a number, its digits in the file; empty for a formula that was never computed."""
    style: int
    formula: bool


@frozen(eq=False, repr=False)
class Sheet:
    """One sheet; rows and columns count from 1."""

    book: "Workbook"
    name: str
    hidden: bool
    rows: dict[int, dict[int, Cell]] = Factory(dict)
    hidden_rows: set[int] = Factory(set)
    merged: list[Range] = Factory(list)

    def place(self, row: int, column: int, source: str = "") -> Place:
        """Where a cell stands."""
        cell = f"{self.name}!{letters(column)}{row}"
        return Place(self.book.file, row, 1, max(1, len(source)), source, cell)

    def cell(self, row: int, column: int) -> Cell | None:
        """What stands there, if anything."""
        return self.rows.get(row, {}).get(column)


@frozen(eq=False, repr=False)
class Workbook:
    """The sheets of a file, and how its cells show their numbers."""

    file: str
    sheets: list[Sheet] = Factory(list)
    formats: list[NumberFormat] = Factory(list)
    from_1904: bool = False
    """Whether its days count from 1904."""
    texts: dict[str, tuple[str, int, str] | None] = Factory(dict)
    """What cannot be seen in each text that was looked at."""

    def format_of(self, cell: Cell) -> NumberFormat:
        """How a cell shows its number."""
        return self.formats[cell.style] if cell.style < len(self.formats) else GENERAL


def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
