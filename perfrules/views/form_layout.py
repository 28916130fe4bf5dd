"""On which row of its sheet each part of a form stands, and what the sheets are called."""

import re
from collections.abc import Sequence

from attrs import frozen

from perfrules.files.form_keys import Rows
from perfrules.files.sheets import letters
from perfrules.problem import width_of
from perfrules.views.form_parts import Block, Page

_LINE = 15
_MOST_LINES = 12
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


@frozen(eq=False)
class Laid:
    """The rows of a block, counted from 0."""

    block: Block
    keys: int
    """The hidden row of column keys; the headings stand below it."""
    first: int
    last: int
    """Of its entries, or of the rows of a table that stand ready."""


def laid_out(page: Page) -> list[Laid]:
    """The blocks of a page under its title and notes."""
    row = 1 + len(page.notes)
    found: list[Laid] = []
    for block in page.blocks:
        keys = row + 1
        first = keys + 1 + has_headings(block)
        table = isinstance(block.key, Rows)
        count = len(block.rows) + block.blank if table else len(block.entries)
        found.append(Laid(block, keys, first, first + count - 1))
        row = first + count
    return found


def has_headings(block: Block) -> bool:
    """Whether a visible row of headings stands above the entries."""
    return any(column.heading for column in block.columns)


def sheet_names(pages: Sequence[Page], more: str) -> tuple[list[str], str]:
    """A name for each sheet, as spreadsheet programs allow them, and for one more."""
    taken: set[str] = {"history"}  # which Excel keeps for itself
    names: list[str] = []
    for wanted in (*(page.name for page in pages), more):
        plain = _NOT_IN_NAMES.sub(" ", wanted).strip(" '") or "perfrules"
        name, number = _cut(plain, _LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            end = f" {number}"
            name = _cut(plain, _LONGEST_NAME - len(end)) + end
        taken.add(name.casefold())
        names.append(name)
    return names[:-1], names[-1]


def _cut(name: str, most: int) -> str:
    while len(name.encode("utf-16-le")) > 2 * most:
        name = name[:-1]
    return name.strip(" '")


def cells_of(name: str, column: int, laid: Laid) -> str:
    """The cells of a column of a block, as formulas name them; columns count from 1."""
    letter = letters(column)
    return f"{quoted(name)}!${letter}${laid.first + 1}:${letter}${laid.last + 1}"


def quoted(name: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def height_of(texts: Sequence[tuple[str, int]]) -> int:
    """Points that a row takes whose cells have these texts and widths."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return _LINE * min(lines, _MOST_LINES) + 5


def _lines(text: str, width: int) -> int:
    return sum(-(-max(1, width_of(line)) // max(1, width - 1)) for line in text.split("\n"))
