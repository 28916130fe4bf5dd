"""Values of a fact file as contents of cells, with the digits they are written with."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from perfrules.files.spots import Path
from perfrules.messages import Lang
from perfrules.messages.form import NO, NO_LINKS, YES
from perfrules.views.form_parts import Content

_WRITTEN = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?([^0-9\s.].*)?", re.ASCII)
_MOST_DIGITS = 15
"""Of a number that a binary cell gives back as it was written; a longer one stands as text."""


@frozen(eq=False)
class Leaves:
    """The values of a tree by their paths, taken out one by one; what is left has no place yet."""

    values: dict[Path, Any]
    lang: Lang

    def take(self, path: Path) -> Any:
        """The value at a path, which is then gone; None where there is none."""
        return self.values.pop(path, None)

    def below(self, *path: str | int) -> list[str | int]:
        """The keys of what is left below a path, each once."""
        return [*dict.fromkeys(p[len(path)] for p in self.values if _is_below(p, path))]

    def content(self, path: Path) -> Content | None:
        """The value at a path as it stands in a cell of words, days, or numbers without a unit."""
        return content(self.take(path), self.lang)

    def number(self, path: Path, *units: str) -> Content | None:
        """A number in one of some units, or a percentage; in any other unit it stands as text."""
        return in_unit(self.take(path), units, self.lang)


def _is_below(path: Path, above: Path) -> bool:
    return len(path) > len(above) and path[: len(above)] == above


def leaves(tree: Mapping[str, Any], lang: Lang) -> Leaves:
    """The leaves of a tree; a list of texts is one leaf."""
    return Leaves(dict(_leaves(tree, ())), lang)


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for at, each in enumerate(value):
            yield from _leaves(each, (*path, at))
    else:
        yield path, value


def content(raw: Any, lang: Lang) -> Content | None:
    """A value without a unit."""
    match raw:
        case None:
            return None
        case bool():
            return Content((YES if raw else NO).in_(lang))
        case int() | Decimal():
            return _number(format(Decimal(raw), "f")) or Content(format(Decimal(raw), "f"))
        case date():
            return Content(raw)
        case list() | tuple():
            return Content("\n".join(map(str, raw)) or NO_LINKS.in_(lang))
        case _:
            return Content(str(raw))


def in_unit(raw: Any, units: tuple[str, ...], lang: Lang) -> Content | None:
    """A number as a fact file writes it, which is in one of the units, or a percentage."""
    match = _WRITTEN.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        return content(raw, lang)
    digits, unit = match[1], match[2] or ""
    if unit == "%":
        return _number(digits, percent=True) or Content(raw)
    return (_number(digits) if unit in units else None) or Content(raw)


def unit_in(raw: Any) -> str:
    """The unit behind a number as a fact file writes it."""
    match = _WRITTEN.fullmatch(raw) if isinstance(raw, str) else None
    return "" if match is None else match[2] or ""


def _number(digits: str, *, percent: bool = False) -> Content | None:
    """The number, unless a cell would lose some of its digits."""
    if len(digits.lstrip("-0.").replace(".", "")) > _MOST_DIGITS:
        return None
    decimals = len(digits.partition(".")[2])
    number = Decimal(digits)
    return Content(number.scaleb(-2) if percent else number, decimals, percent)
