"""What a cell of a workbook says: a number as it was typed, a day, yes or no, or text."""

import re
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Protocol

from attrs import evolve

from perfrules.files.sheets import Cell, Sheet, Workbook
from perfrules.files.text import unseen
from perfrules.files.values import MOST_DIGITS, Unfit, exact_decimal
from perfrules.messages import Text
from perfrules.messages.in_form import HAS_HOURS, NO_DAY
from perfrules.problem import Problem, Refused

CellValue = str | bool | int | Decimal | date


class _Refusing(Protocol):
    """Makes the refusal of the cell that is being read."""

    def __call__(self, code: str, **fields: str | Text) -> Refused: ...


_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T00:00:00(?:\.0+)?Z?)?", re.ASCII)

_LAST_DAY = 2_900_000
"""In the year 9839, whichever year the days count from."""

_TYPED = Context(prec=15)
"""A cell holds a binary fraction: 93.77 is 93.769999999999996 in the file. No program shows or
keeps more than 15 digits of what is typed, and with 15 each number is the one that was typed."""


def value_of_cell(sheet: Sheet, row: int, column: int) -> CellValue | None:
    """What a cell says, as it is shown; None where nothing is.

    A percentage is text with its sign, 93.77% and not 0.9377; a number has the decimals that
    its format shows, or more; text has no blanks around it. Of a formula it is the value that
    was last computed.

    E105, E106: a character that cannot be seen. E775: an error value. E776: a formula that was
    never computed. E777: no number that can be read. E778: no day, or one with an hour.
    """
    cell = sheet.cell(row, column)
    if cell is None:
        return None

    def refused(code: str, **fields: str | Text) -> Refused:
        return Refused(Problem(code, sheet.place(row, column, cell.text), fields))

    match cell.kind:
        case "n":
            return _number(sheet.book, cell, refused)
        case "s":
            return _text(sheet.book, cell.text, refused) or None
        case "b":
            return _flag(cell, refused)
        case "d":
            return _iso_day(cell, refused)
        case "e":
            raise refused("E775", value=cell.text[:20])


def _number(book: Workbook, cell: Cell, refused: _Refusing) -> CellValue:
    if not cell.text:
        raise refused("E776")
    written = cell.text.strip()
    read = exact_decimal(written) if _NUMBER.fullmatch(written) else Unfit("E777")
    if isinstance(read, Unfit):
        raise refused("E777", written=written[:MOST_DIGITS])
    number = _TYPED.plus(read)
    shown = book.format_of(cell)
    match shown.kind:
        case "number":
            return _with_decimals(number, shown.decimals)
        case "percent":
            return f"{_with_decimals(number.scaleb(2), shown.decimals)}%"
        case "day":
            return _day(book, number, refused)
        case "text":
            return str(_with_decimals(number, 0))


def _with_decimals(number: Decimal, decimals: int) -> int | Decimal:
    """The number with so many decimals, or as many as it needs."""
    text = format(number, "f")
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0").ljust(decimals, "0")
    return Decimal(f"{whole}.{rest}") if rest else int(whole)


def _day(book: Workbook, number: Decimal, refused: _Refusing) -> date:
    """Days count from 1900-01-01, which is 1; that calendar has a 29 February that never was."""
    value = format(number, "f")[:MOST_DIGITS]
    if number != int(number):
        raise refused("E778", value=value, why=HAS_HOURS)
    count = int(number)
    if not book.from_1904 and 0 < count < 60:
        count += 1
    elif not book.from_1904 and count in {0, 60}:
        count = -1
    if not 0 <= count <= _LAST_DAY:
        raise refused("E778", value=value, why=NO_DAY)
    return (date(1904, 1, 1) if book.from_1904 else date(1899, 12, 30)) + timedelta(days=count)


def _iso_day(cell: Cell, refused: _Refusing) -> date:
    match = _DAY.fullmatch(cell.text)
    try:
        if match is not None:
            return date.fromisoformat(match[1])
    except ValueError:
        pass
    why = HAS_HOURS if "T" in cell.text else NO_DAY
    raise refused("E778", value=cell.text[:20], why=why)


def _flag(cell: Cell, refused: _Refusing) -> bool:
    if cell.text not in {"0", "1"}:
        raise refused("E777", written=cell.text[:MOST_DIGITS])
    return cell.text == "1"


def _text(book: Workbook, text: str, refused: _Refusing) -> str:
    """Text without blanks around it; a text of many cells is looked at once."""
    if text not in book.texts:
        book.texts[text] = next(unseen(text), None)
    found = book.texts[text]
    if found is None:
        return text.strip()
    code, at, character = found
    (problem,) = refused(code, character=character).problems
    assert problem.place is not None
    raise Refused(evolve(problem, place=evolve(problem.place, column=at + 1, width=1)))
