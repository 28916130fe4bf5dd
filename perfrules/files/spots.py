"""Where each key and value of a text stands: a scanner of files that their parser has accepted."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

import tomli

Path = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a value."""

Span = tuple[int, int]
"""Characters of the file, from the first up to but not including the second."""


class Spot(NamedTuple):
    """Where a key and its value stand; no value where a longer key merely leads through it."""

    key: Span
    value: Span | None


Spots = Mapping[Path, Spot]


def toml_spots(text: str) -> Spots:
    """The places in TOML that tomli accepts."""
    return _once(toml_pairs(text))


def json_spots(text: str) -> Spots:
    """The places in JSON that the json module accepts."""
    return _once(json_pairs(text))


def toml_pairs(text: str) -> list[tuple[Path, Spot]]:
    """Path and place in the order of the file; of a file cut short, what stands before the cut."""
    scan = _Scan(text, _toml_key)
    with suppress(_EndOfTextError):
        scan.document()
    return scan.pairs


def broken_inline_table(text: str) -> int | None:
    """Where the first `{ … }` begins that goes over a line end or has a comma before its `}`.

    tomli reads both, as TOML 1.1 allows them; editors and tools of TOML 1.0 do not.
    """
    if not _LEFT_OPEN.search(text):
        return None
    scan = _Scan(text, _toml_key)
    scan.document()
    return scan.broken


def json_pairs(text: str) -> list[tuple[Path, Spot]]:
    """Path and place in the order of the file; a key that is given twice comes twice."""
    scan = _Scan(text, json.loads)
    scan.skip(_BLANK)
    scan.value((), None)
    return scan.pairs


def _once(pairs: Iterable[tuple[Path, Spot]]) -> Spots:
    spots: dict[Path, Spot] = {}
    for path, spot in pairs:
        if path not in spots or (spots[path].value is None and spot.value):
            spots[path] = spot
    return spots


_LEFT_OPEN = re.compile(r"\{[^}\n]*\n|,[ \t]*\}")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r'"(?:[^"\\]|\\.)*+"|\'[^\']*+\'|[A-Za-z0-9_-]++')
_SCALAR = re.compile(
    r'"""(?:\\.|(?!""")[^\\])*+"""(?:"{1,2})?'
    r"|'''(?:(?!''').)*+'''(?:'{1,2})?"
    r'|"(?:[^"\\]|\\.)*+"|\'[^\']*+\''
    r"|[^\s,\]}#]++(?:[ ]\d\d:[^\s,\]}#]++)?",  # TOML may write a day and an hour apart
    re.DOTALL,
)


def _toml_key(literal: str) -> str:
    if literal[0] == '"' and "\\" in literal:
        return next(iter(tomli.loads(f"{literal} = 0")))
    return literal[1:-1] if literal[0] in "\"'" else literal


class _EndOfTextError(Exception):
    """The text ends where something must follow."""


class _Scan:
    """A walk through one text; `pairs` holds what has been met so far."""

    def __init__(self, text: str, read_key: Callable[[str], str]) -> None:
        self.text = text
        self.read_key = read_key
        self.at = 0
        self.pairs: list[tuple[Path, Spot]] = []
        self.rows: dict[Path, int] = {}
        """How many elements each array of tables has so far."""
        self.broken: int | None = None
        """Where the first inline table begins that is not on one line."""

    def document(self) -> None:
        """All statements of a TOML file."""
        table: Path = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self.header()
            else:
                self.key_and_value(table)
            self.skip(_BLANK)

    def header(self) -> Path:
        """`[table]` or `[[array of tables]]`; where what follows belongs."""
        start = self.at
        depth = 2 if self.text.startswith("[[", start) else 1
        self.at += depth
        path: Path = ()
        parts = self.dotted_key()
        for key, span in parts[:-1]:
            path = (*path, key)
            self.pairs.append((path, Spot(span, None)))
            if path in self.rows:
                path = (*path, self.rows[path] - 1)
        key, span = parts[-1]
        path = (*path, key)
        spot = Spot(span, (start, self.at + depth))
        if depth == 1 or path not in self.rows:
            self.pairs.append((path, spot))
        if depth == 2:
            row = self.rows.setdefault(path, 0)
            self.rows[path] += 1
            path = (*path, row)
            self.pairs.append((path, spot))
        self.take("]" * depth)
        return path

    def key_and_value(self, table: Path) -> None:
        """`key = value` or `"key": value`."""
        *through, (key, span) = self.dotted_key()
        for part, part_span in through:
            table = (*table, part)
            self.pairs.append((table, Spot(part_span, None)))
        self.at += 1
        self.skip(_BLANK)
        self.value((*table, key), span)

    def value(self, path: Path, key: Span | None) -> None:
        """A value and what it holds; an element of a list has no key of its own."""
        start, place = self.at, len(self.pairs)
        if self.text.startswith("{", start):
            self.items("}", lambda _: self.key_and_value(path))
        elif self.text.startswith("[", start):
            self.items("]", lambda i: self.value((*path, i), None))
        else:
            self.skip(_SCALAR)
        span = (start, self.at)
        self.pairs.insert(place, (path, Spot(key or span, span)))

    def items(self, close: str, item: Callable[[int], None]) -> None:
        """What stands between brackets."""
        start = self.at
        self.at += 1
        count = 0
        self.between(close, start)
        while not self.text.startswith(close, self.at):
            item(count)
            count += 1
            self.between(close, start)
            if self.text.startswith(",", self.at):
                self.at += 1
                self.between(close, start)
                if close == "}" and self.text.startswith(close, self.at):
                    self.broken = start if self.broken is None else self.broken
            elif not self.text.startswith(close, self.at):
                raise _EndOfTextError
        self.at += 1

    def between(self, close: str, start: int) -> None:
        """Go past blanks; a line end within `{ … }` breaks the table that begins at start."""
        before = self.at
        self.skip(_BLANK)
        if close == "}" and self.broken is None and "\n" in self.text[before : self.at]:
            self.broken = start

    def dotted_key(self) -> list[tuple[str, Span]]:
        """The parts of a key, each with its place."""
        parts: list[tuple[str, Span]] = []
        while True:
            self.skip(_SPACE)
            start = self.at
            self.skip(_KEY)
            parts.append((self.read_key(self.text[start : self.at]), (start, self.at)))
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def take(self, sign: str) -> None:
        """Go past a sign."""
        self.skip(_SPACE)
        if not self.text.startswith(sign, self.at):
            raise _EndOfTextError
        self.at += len(sign)

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Go past what the pattern finds here."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _EndOfTextError
        self.at = match.end()
