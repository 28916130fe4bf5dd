"""Formulas and intervals out of a table's keys."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from perfrules.files.tables import Table
from perfrules.formula import walk
from perfrules.formula.from_text import parse
from perfrules.formula.tree import Formula, Number, Source
from perfrules.formula.units import PLAIN, POINTS, parse_unit
from perfrules.messages import Text
from perfrules.model.interval_text import interval
from perfrules.model.stretches import constant_stretch
from perfrules.model.ways import Interval

T = TypeVar("T", bound=str)

SCORE = Text("分数", "a number of points")
SHARE = Text("占分值的比例（纯数或百分数）", "a share of the points (plain, or a percentage)")
"""What E510 says that must stand there."""

MOST_ROWS = 200
"""Rows of a way of scoring become one formula, and each a level of it."""


def source_of(table: Table, key: str) -> Source:
    """The text of a key that holds a formula; a bare number is a formula too.

    Raises Refused when the key is missing or holds neither text nor number.
    """
    raw = table.raw(key)
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        text = str(raw) if isinstance(raw, int) else format(raw, "f")
        return Source(text, table.document, (*table.path, key))
    return Source(table.text(key), table.document, (*table.path, key))


def formula(table: Table, key: str) -> Formula:
    """The formula of a key that must be there."""
    return parse(source_of(table, key))


def formula_if_given(table: Table, key: str) -> Formula | None:
    """The formula of a key that may be left out."""
    return formula(table, key) if key in table else None


def interval_of(table: Table, key: str) -> Interval:
    """The interval of a key that must be there.

    Raises Refused with E306 when no number lies between its ends.
    """
    found = interval(source_of(table, key))
    stretch = constant_stretch(found)
    if stretch is not None and stretch.empty:
        raise table.refuse("E306", key, text=found.at.text)
    return found


def constant_interval(table: Table, key: str) -> Interval:
    """The interval of a key that must be there, its ends plain numbers. E344: they are not."""
    found = interval_of(table, key)
    if constant_stretch(found) is None:
        raise table.refuse("E344", key)
    return found


def interval_of_points(table: Table, key: str, *, share: bool = False) -> Interval:
    """A constant interval of points, or of shares of them. E510: its ends are in another unit."""
    found = constant_interval(table, key)
    allowed = (PLAIN.dims,) if share else (PLAIN.dims, POINTS.dims)
    for end in (found.low, found.high):
        for node in walk.nodes(end.tree) if end is not None else ():
            if isinstance(node, Number) and node.unit is not None:
                unit = parse_unit(node.unit)
                if unit.dims not in allowed or (unit.is_percent and not share):
                    must = SHARE if share else SCORE
                    raise table.refuse("E510", key, must=must, unit=node.unit)
    return found


def rows_of(table: Table, key: str) -> list[Table]:
    """The rows of a list: at least one (E321), and not more than can stand in a formula (E390)."""
    rows = table.tables(key)
    if not rows:
        raise table.refuse("E321", key)
    if len(rows) > MOST_ROWS:
        raise table.refuse("E390", key, count=str(len(rows)), most=str(MOST_ROWS))
    return rows


def positive(table: Table, key: str) -> Fraction:
    """A number above zero. E336: it is not."""
    number = table.number(key)
    if number <= 0:
        raise table.refuse("E336", key)
    return number


def refuse_twice(table: Table, key: str, names: Sequence[str]) -> None:
    """Refuse, with E309, a list in which a name stands twice."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise table.refuse("E309", key, name="、".join(twice))


def one_of(table: Table, key: str, options: tuple[T, ...], default: T | None = None) -> T:
    """The word of a key, which must be one of a few; the default when the key is left out.

    Raises Refused with E302 that lists the words.
    """
    if default is not None and key not in table:
        return default
    word = table.text(key)
    for option in options:
        if word == option:
            return option
    raise table.refuse("E302", key, word=word, options=alternatives(options))


def alternatives(words: Iterable[str]) -> Text:
    """Words to choose from, in one line."""
    listed = list(words)
    return Text("、".join(listed), ", ".join(listed))
