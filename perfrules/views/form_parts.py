"""What a form consists of: pages with blocks of rows, and for each cell what may be entered."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import Factory, frozen

from perfrules.files.form_keys import Item, Items, Rows
from perfrules.files.spots import Path

RuleKind = Literal["number", "percent", "day", "choice", "words", "any"]


@frozen
class Content:
    """What stands in a cell: a number with the decimals it is shown with, a day, or text."""

    value: Decimal | date | str
    decimals: int = 0
    percent: bool = False
    """The number is shown as a percentage: 0.9377 as 93.77%."""


@frozen
class Rule:
    """What may be entered in a cell, and what is said beside it."""

    kind: RuleKind = "any"
    allowed: str = ""
    help: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    """Ends in the number of the cell, 1 for 100%."""
    low_closed: bool = True
    high_closed: bool = True
    step: Fraction | None = None
    choices: tuple[str, ...] = ()
    rows_of: str = ""
    """The table whose rows are the choices."""
    required: bool = False
    money: bool = False
    fixed: bool = False
    """Filled in by us, not by the reader of the form."""


@frozen
class Column:
    """A column of a block; without a path it is only shown."""

    heading: str
    width: int
    path: Path | None = None
    rule: Rule = Rule()
    """Of every row of a table."""
    how: Literal["", "centred", "loose"] = ""
    """Loose text runs on over the cells beside it."""


@frozen(eq=False)
class Entry:
    """A row with a key of its own."""

    key: Item
    shown: tuple[str, ...]
    """The texts of the columns that are only shown, in their order."""
    cells: Mapping[Path, Rule]
    given: Mapping[Path, Content] = Factory(dict)
    required: bool = False
    """Whether there is no complete score without it."""


@frozen(eq=False)
class Block:
    """Rows below one header."""

    key: Items | Rows
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...] = ()
    rows: tuple[Mapping[Path, Content], ...] = ()
    """Of a table, what is known already."""
    blank: int = 20
    """Rows of a table that stand ready besides."""


@frozen(eq=False)
class Page:
    """One sheet."""

    name: str
    title: str
    holds: str
    """What it is for, in a line of the cover."""
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]
