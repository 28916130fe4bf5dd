"""Table: the values of a file with the place of each, and small typed getters."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, TypeVar

from attrs import Factory, frozen

from perfrules.files import kinds
from perfrules.files.marks import Marks
from perfrules.files.places import letters, line_starts, place_of
from perfrules.files.spots import Path, Span, Spots, toml_spots
from perfrules.messages import Text
from perfrules.problem import LatePlace, Place, Problem, Problems, Refused, did_you_mean


class _Required(Enum):
    """Stands for "no default"."""

    REQUIRED = 0


_REQUIRED = _Required.REQUIRED
_Must = Literal[_Required.REQUIRED]
_D = TypeVar("_D")
_V = TypeVar("_V")

_OUTER = ("facts", "value")
"""What a program that gives plain values does not say itself."""

_MOST_UNKNOWN = 100
"""So many unknown keys are named; a file with more is another kind of file."""


@frozen(eq=False, repr=False)
class Document:
    """A file as read; its values are plain dict, list, str, int, Decimal, bool and date."""

    path: str
    """As the user named it."""
    text: str
    """Without a byte order mark, lines ended by a line feed."""
    sha256: str
    """Of the bytes."""
    values: Mapping[str, Any]
    format: Literal["toml", "json", "csv", "xlsx", "python"] = "toml"
    spots: Callable[[str], Spots] = toml_spots
    """Finds the places in the text; called only when a message needs one."""
    parts: Mapping[Path, tuple["Document", Path]] = Factory(dict)
    """Which values come from another file, and where they stand in it."""
    base: "Document | None" = None
    """The file that this one extends."""
    marks: Marks | None = None
    """Of a workbook, in place of text: its values stand in cells."""
    warnings: tuple[Problem, ...] = ()
    """What whoever wrote the file should know, though it could be read."""

    @property
    def documents(self) -> tuple["Document", ...]:
        """The file and those that it extends, the nearest first."""
        return (self,) if self.base is None else (self, *self.base.documents)

    @property
    def table(self) -> "Table":
        """The whole file as a table."""
        return Table(self, (), self.values)

    def place(
        self, path: Path, *, key: bool = False, start: int = 0, end: int | None = None
    ) -> Place:
        """Where the value (or the key) at a path stands, or else what is nearest above it.

        `start` and `end` count characters of a text value and are found again in the file
        through escapes and line ends. Without an end, a whole text is meant, with its quotes.
        """
        home, path = self.home(path)
        if home.marks is not None:
            return home.marks.place(path, key=key, start=start, end=end) or Place(home.path)
        spots, starts = _index(home)
        found = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in spots), None)
        if found is None:
            names = path if home.format == "python" else ()
            return Place(".".join(str(n) for n in names if n not in _OUTER) or home.path)
        spot = spots[found]
        if key or found != path or spot.value is None:
            return place_of(home.path, home.text, starts, spot.key)
        return place_of(home.path, home.text, starts, home.inner(spot.value, start, end))

    def home(self, path: Path) -> tuple["Document", Path]:
        """The file in whose text the value at a path stands, and its path there."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.parts:
                other, there = self.parts[path[:length]]
                return other.home((*there, *path[length:]))
        return self, path

    def where(self) -> Spots:
        """Where every key and value of this file's own text stands."""
        return _index(self)[0]

    def inner(self, span: Span, start: int = 0, end: int | None = None) -> Span:
        """The characters start to end of the text whose literal stands at a span."""
        if end is None:
            return span
        where = letters(self.text[slice(*span)])
        first = where[min(start, len(where) - 1)][0]
        last = where[min(max(end - 1, start), len(where) - 1)][1]
        return span[0] + first, span[0] + last


@lru_cache(maxsize=16)
def _index(document: Document) -> tuple[Spots, list[int]]:
    return document.spots(document.text), line_starts(document.text)


@frozen(eq=False, repr=False)
class Table:
    """A table of a document. Each getter takes a default; without one the key is required."""

    document: Document
    path: Path
    values: Mapping[str, Any]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def keys(self) -> Iterable[str]:
        """All keys, in the order of the file."""
        return self.values.keys()

    def text(self, key: str, default: _D | _Must = _REQUIRED) -> str | _D:
        """A text. E132: it is none."""
        return self._get(key, default, "E132", kinds.text)

    def flag(self, key: str, default: _D | _Must = _REQUIRED) -> bool | _D:
        """True or false. E133: it is neither."""
        return self._get(key, default, "E133", kinds.flag)

    def number(self, key: str, default: _D | _Must = _REQUIRED) -> Fraction | _D:
        """A number, exact. E134: it is none."""
        return self._get(key, default, "E134", kinds.fraction)

    def decimal(self, key: str, default: _D | _Must = _REQUIRED) -> Decimal | _D:
        """A number with its digits as written: 93.770 keeps three. E134: it is none."""
        return self._get(key, default, "E134", kinds.decimal)

    def day(self, key: str, default: _D | _Must = _REQUIRED) -> date | _D:
        """A day. E135: it is none."""
        return self._get(key, default, "E135", kinds.day)

    def texts(self, key: str, default: _D | _Must = _REQUIRED) -> list[str] | _D:
        """A list of texts. E136: it is none."""
        return self._get(key, default, "E136", kinds.texts)

    def table(self, key: str, default: _D | _Must = _REQUIRED) -> "Table | _D":
        """A table, written with a header or inline. E137: it is none."""
        return self._get(
            key,
            default,
            "E137",
            lambda v: Table(self.document, (*self.path, key), v) if isinstance(v, dict) else None,
        )

    def tables(self, key: str, default: _D | _Must = _REQUIRED) -> "list[Table] | _D":
        """A list of tables, written as [[key]] or [{ … }]. E138: it is none."""
        return self._get(
            key,
            default,
            "E138",
            lambda v: (
                [Table(self.document, (*self.path, key, i), row) for i, row in enumerate(v)]
                if kinds.is_list_of(dict, v)
                else None
            ),
        )

    def named(self, key: str, default: _D | _Must = _REQUIRED) -> "dict[str, Table] | _D":
        """The tables [key."…"] by name. E137: it, or one of them, is no table."""
        if key not in self.values and default is not _REQUIRED:
            return default
        outer = self.table(key)
        problems = Problems()
        inner: dict[str, Table] = {}
        for name in outer.values:
            with problems.collecting():
                inner[name] = outer.table(name)
        problems.refuse_if_any()
        return inner

    def raw(self, key: str, default: _D | _Must = _REQUIRED) -> Any:
        """The value as parsed: a str, int, Decimal, bool, date, list or dict."""
        return self._get(key, default, "E131", lambda v: v)

    def place(self, key: str | None = None, at: Literal["value", "key"] = "value") -> Place:
        """Where the table, or one of its keys or values, stands."""
        path = self.path if key is None else (*self.path, key)
        return LatePlace(lambda: self.document.place(path, key=at == "key"))

    def refuse(
        self,
        code: str,
        key: str | None = None,
        at: Literal["value", "key"] = "value",
        **fields: str | Text,
    ) -> Refused:
        """The refusal of the table or of one key, to be raised; the message has {key}."""
        named = {"key": key, **fields} if key is not None else fields
        return Refused(Problem(code, self.place(key, at), named))

    def only(self, *known: str) -> None:
        """E130 for every key that is not known, each with the name that may be meant."""
        unknown = [key for key in self.values if key not in known][:_MOST_UNKNOWN]
        if unknown:
            raise Refused(
                *(
                    Problem(
                        "E130",
                        self.place(key, "key"),
                        {"key": key, "meant": did_you_mean(key, known)},
                    )
                    for key in unknown
                )
            )

    def _get(
        self, key: str, default: _D | _Must, code: str, read: Callable[[Any], _V | None]
    ) -> _V | _D:
        if key not in self.values:
            if default is _REQUIRED:
                raise self.refuse("E131", key)
            return default
        value = read(self.values[key])
        if value is None:
            raise self.refuse(code, key, found=kinds.kind(self.values[key]))
        return value
