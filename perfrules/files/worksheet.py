"""One sheet of a workbook out of its XML: filled cells, merged ones, hidden rows."""

import re
from collections.abc import Callable
from functools import lru_cache

from attrs import frozen

from perfrules.files.package import Attributes, Package, Start
from perfrules.files.sheets import Cell, Kind, Range, Sheet
from perfrules.files.values import MOST_DEPTH
from perfrules.messages import Text
from perfrules.messages.in_form import CELLS, DAMAGED
from perfrules.problem import Place, Problem, Refused

MOST_CELLS = 100_000
"""Of all sheets together, the empty ones that have a format among them."""
MOST_ROWS = 100_000
MOST_COLUMNS = 1000

_MOST_LETTERS = 33_000
"""Of a cell; no spreadsheet program writes more than 32,767."""

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
"""As most programs write it, and in the strict variant of the standard."""
_ADDRESS = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_KINDS: dict[str, Kind] = {
    "n": "n", "s": "s", "str": "s", "inlineStr": "s", "b": "b", "e": "e", "d": "d",
}  # fmt: skip


@lru_cache(maxsize=256)
def local(tag: str) -> str:
    """The name of an element of a workbook; empty for those of other namespaces."""
    return next((tag.removeprefix(main) for main in _MAIN if tag.startswith(main)), "")


def walk_texts(
    package: Package, part: str, unit: str, began: Start, ended: Callable[[str], object]
) -> None:
    """Call `began` for each element of a part, and `ended` with the text of each unit of it.

    The readings that stand above Chinese characters are no part of the text. E770: damaged.
    """
    depth = phonetic = 0
    inside = False
    parts: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth, inside, phonetic
        depth += 1
        if depth > MOST_DEPTH:
            raise package.broken(DAMAGED, part)
        name = local(tag)
        if name in {"t", "v"}:
            inside = not phonetic
        elif name == "rPh":
            phonetic += 1
        else:
            began(name, attributes)

    def end(tag: str) -> None:
        nonlocal depth, inside, phonetic
        depth -= 1
        inside = False
        name = local(tag)
        if name == unit:
            ended("".join(parts))
            parts.clear()
        elif name == "rPh":
            phonetic -= 1

    def text(text: str) -> None:
        if inside:
            parts.append(text)

    package.walk(part, start, end, text)


def read_worksheet(sheet: Sheet, package: Package, part: str, texts: list[str], left: int) -> int:
    """Put the cells of a part into a sheet; so many may still be read. Gives what is left of them.

    E770: damaged. E772: too many cells. E773: a cell twice. E774: a cell far out.
    """
    reading = _Reading(sheet, package, part, texts)
    cell: Attributes = {}
    formula = False
    row = column = 0

    def began(tag: str, attributes: Attributes) -> None:
        nonlocal cell, formula, row, column, left
        match tag:
            case "c":
                left -= 1
                cell, formula = attributes, False
                row, column = reading.address(attributes.get("r"), row, column + 1)
            case "f":
                formula = True
            case "row":
                row, column = reading.row(attributes.get("r"), row + 1), 0
                if attributes.get("hidden") in {"1", "true"}:
                    sheet.hidden_rows.add(row)
            case "mergeCell":
                left -= 1
                sheet.merged.append(reading.range(attributes.get("ref", "")))
        if left < 0:
            fields: dict[str, str | Text] = {"most": f"{MOST_CELLS:,}", "what": CELLS}
            raise Refused(Problem("E772", Place(package.name), fields))

    def ended(text: str) -> None:
        if text or formula:
            reading.keep(row, column, cell, text, formula=formula)

    walk_texts(package, part, "c", began, ended)
    return left


@frozen(eq=False, repr=False)
class _Reading:
    sheet: Sheet
    package: Package
    part: str
    texts: list[str]

    def row(self, said: str | None, following: int) -> int:
        """The number of a row; one without a number follows the last."""
        if said is None:
            return following
        if not re.fullmatch("[1-9][0-9]{0,6}", said, re.ASCII):
            raise self.package.broken(DAMAGED, self.part)
        return int(said)

    def address(self, said: str | None, row: int, following: int) -> tuple[int, int]:
        """Row and column of a cell; one without an address follows the last."""
        if said is None:
            return row, following
        match = _ADDRESS.fullmatch(said)
        if match is None:
            raise self.package.broken(DAMAGED, self.part)
        return int(match[2]), _number_of(match[1])

    def range(self, said: str) -> Range:
        """`B2:C5` as numbers."""
        first, _, last = said.partition(":")
        return (*self.address(first, 0, 0), *self.address(last or first, 0, 0))

    def keep(self, row: int, column: int, cell: Attributes, text: str, *, formula: bool) -> None:
        """Put a cell into the sheet unless nothing is in it."""
        kind, style = cell.get("t", "n"), cell.get("s", "0")
        if row > MOST_ROWS or column > MOST_COLUMNS:
            fields: dict[str, str | Text] = {"row": f"{MOST_ROWS:,}", "column": f"{MOST_COLUMNS:,}"}
            raise Refused(Problem("E774", self.sheet.place(row, column), fields))
        if kind not in _KINDS or not (style.isascii() and style.isdigit() and len(style) < 7):
            raise self.package.broken(DAMAGED, self.part)
        if len(text) > _MOST_LETTERS:
            raise self.package.broken(DAMAGED, self.part)
        if kind == "s":
            text = self._shared(text)
        elif kind in {"str", "inlineStr"}:
            text = unescaped(text)
        cells = self.sheet.rows.setdefault(row, {})
        if column in cells:
            raise Refused(Problem("E773", self.sheet.place(row, column)))
        cells[column] = Cell(_KINDS[kind], text, int(style), formula)

    def _shared(self, text: str) -> str:
        if not (
            text.isascii() and text.isdigit() and len(text) < 8 and int(text) < len(self.texts)
        ):
            raise self.package.broken(DAMAGED, self.part)
        return self.texts[int(text)]


@lru_cache(maxsize=2048)
def _number_of(letters: str) -> int:
    """A is 1, AA is 27."""
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column


def unescaped(text: str) -> str:
    """The text in which `_x000A_` stands for a line end, lines ended by a line feed."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n")
