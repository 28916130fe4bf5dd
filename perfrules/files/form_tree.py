"""The values of a form in the making: each is put where a fact file has it, with its cell."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import Factory, frozen

from perfrules.files.cell_values import CellValue
from perfrules.files.form_keys import LINES
from perfrules.files.marks import Mark
from perfrules.files.spots import Path
from perfrules.messages.form import NO_LINKS, NO_ROWS, ORIGINS
from perfrules.problem import Place, Problem, Refused

_NUMBER = re.compile(r"([-+]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?分?", re.ASCII)
_YEAR = re.compile("([0-9]{4})年?度?", re.ASCII)
_DAY = re.compile(r"([0-9]{4})[-年/.]([0-9]{1,2})[-月/.]([0-9]{1,2})日?", re.ASCII)
_LONGEST = 40
_EVIDENCE = ("source", "page", "checked", "note")


@frozen(eq=False, repr=False)
class Tree:
    """The tree of values, and where each stands."""

    values: dict[str, Any] = Factory(dict)
    marks: dict[Path, Mark] = Factory(dict)
    without_rows: dict[Path, Place] = Factory(dict)
    """The tables that are said to have no row, with the cells that say so."""

    def put(self, path: Path, value: CellValue, place: Place, name: Place) -> None:
        """Put a value at its path, read as what stands there must be.

        `name` is the cell that says what it is. E784: something stands there already. E785: no
        number of points.
        """
        read = _as_wanted(path, value, place)
        if path[-1] == LINES:
            path, read = path[:-1], _lines(as_text(value))
        inner: Any = self.values
        for at, key in enumerate(path[:-1], 1):
            if isinstance(inner, list):
                inner = inner[key] if isinstance(key, int) else None
            else:
                inner = inner.setdefault(key, {})
            if not isinstance(inner, dict | list):
                raise self._taken(place, path[:at])
        if not isinstance(inner, dict) or path[-1] in inner:
            raise self._taken(place, path)
        inner[path[-1]] = read
        if path[0] == "table" and len(path) == 2:
            self.without_rows[path] = place
        self.marks[path] = Mark(name, place)
        for at in range(1, len(path)):
            self.marks.setdefault(path[:at], Mark(name, place))

    def entries(self, at: Path) -> list[dict[str, Any]] | None:
        """The list at a path, made where it is not there; None where something else stands."""
        outer = self.values.setdefault(str(at[0]), {})
        found = outer.setdefault(at[1], []) if isinstance(outer, dict) else None
        return found if isinstance(found, list) and at not in self.without_rows else None

    def _taken(self, place: Place, path: Path) -> Refused:
        """E784, with the other cell."""
        mark = next(self.marks[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.marks)
        other = (mark.value or mark.key).cell.rpartition("!")[2]
        return Refused(Problem("E784", place, {"other": other}))

    def finish(self) -> None:
        """Take away what says nothing: evidence without a value, a judgement without a score."""
        _without_unvalued(self.values.get("facts"))
        _without_unvalued(self.values.get("texts"), "text")
        for rows in (self.values.get("table") or {}).values():
            for row in rows:
                _without_unvalued(row)
        _without_unscored(self.values.get("judgement"))


def _without_unvalued(given: Any, value: str = "value") -> None:
    """Facts, cells of a row, texts: what has a source and no value is missing like any other."""
    for name, each in [*given.items()] if isinstance(given, dict) else []:
        if isinstance(each, dict) and value not in each:
            del given[name]


def _without_unscored(judgements: Any) -> None:
    """Judgements of leaves, of their stages, and of rows."""
    for key, entry in [*judgements.items()] if isinstance(judgements, dict) else []:
        if not isinstance(entry, dict) or entry.keys() & {"score", "raters"}:
            continue
        inner = entry.get("stages", entry)
        _without_unscored(inner)
        if not isinstance(inner, dict) or not any(isinstance(v, dict) for v in inner.values()):
            del judgements[key]


def as_text(value: CellValue) -> str:
    """A value where words are wanted."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _lines(text: str) -> list[str]:
    """The entries of a cell: its lines; names may have any other sign in them."""
    if text in {*NO_LINKS}:
        return []
    return [line.strip() for line in text.split("\n") if line.strip()]


def _as_wanted(path: Path, value: CellValue, place: Place) -> Any:
    """The value as a fact file would have it at the path."""
    match path:
        case ("subject", "period"):
            return _year(value)
        case ("subject", "period", "from" | "to"):
            return _day(value)
        case ("table", _):
            return _no_rows(as_text(value), place)
        case ("judgement", *_, "origin"):
            return _origin(as_text(value))
        case (
            ("judgement", *_, "score")
            | ("judgement", *_, "raters", _)
            | ("published", *_, "within")
        ):
            return _number(value, place)
        case ("judgement", *_) | ("subject", _) | ("methodology",) | ("texts", *_):
            return as_text(value)
        case ("facts", _, key) if key in _EVIDENCE:
            return as_text(value)
        case ("published", "grade") | (
            "published",
            *_,
            "reason" | "note" | "says" | "that" | "bare",
        ):
            return as_text(value)
        case _:
            return value


def _year(value: CellValue) -> Any:
    match = _YEAR.fullmatch(_narrow(as_text(value)))
    return int(match[1]) if match else value


def _day(value: CellValue) -> Any:
    match = _DAY.fullmatch(_narrow(as_text(value)))
    if match is None:
        return value
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return value


def _origin(text: str) -> str:
    """The word of a fact file for what a form offers in either language."""
    for word, shown in ORIGINS.items():
        if text in {*shown}:
            return word
    return text


def _no_rows(text: str, place: Place) -> list[Any]:
    """A table without a row, for the word that says so."""
    if text not in {*NO_ROWS}:
        raise Refused(Problem("E788", place, {"value": text[:_LONGEST], "word": NO_ROWS}))
    return []


def _number(value: CellValue, place: Place) -> int | Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    text = _narrow(as_text(value)).replace("−", "-")
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise Refused(Problem("E785", place, {"value": as_text(value)[:_LONGEST]}))
    whole = match[1] + match[2].replace(",", "")
    return Decimal(whole + match[3]) if match[3] else int(whole)


def _narrow(text: str) -> str:
    """Full-width digits and signs as narrow ones."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")
