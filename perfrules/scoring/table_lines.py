"""Tables in JSON lines: an object for each department, decimals kept as they are written."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from perfrules.extras import needing
from perfrules.problem import Place, Problem, Refused
from perfrules.scoring.table_files import BLOCK, Part, Source

with needing("tables"):
    import polars as pl

# More digits than a double keeps, or an exponent that it may not have.
_LONG_NUMBER = re.compile(rb"[:,\[]\s*-?[0-9][0-9.]{15}|[0-9][eE][-+]?[0-9]{3}")
# The same, also inside texts, where it is harmless: without an expression, much quicker to see.
_SIGNS = bytes.maketrans(b"0123456789.E", b"ddddddddddde")
_LONG = (b"d" * 16, b"deddd")

_WHOLE = 2**53
"""Up to here a double holds every whole number."""

_WIDE = pl.Decimal(38, 0)
"""Of larger ones; Arrow has no whole numbers of that size."""

_NOTHING = "\n"
"""A column in place of none, so that rows can be counted."""


@frozen(eq=False, repr=False)
class _Block:
    """Whole lines of a file that are not blank."""

    lines: Sequence[bytes]
    numbers: Sequence[int]
    """Of each line, counted from 1."""
    end: int
    """Bytes of the file up to here."""


def lines_of(path: Path) -> Source:
    """The file is read once to learn its columns: a late line may have one that no other has.

    Raises Refused, with E732, where no line is an object.
    """
    seen: dict[str, set[Any]] = {}
    found: list[Mapping[str, Any]] = []
    first: Problem | None = None
    for block in _blocks(path):
        frame, bad = _read(path, block)
        found.append(frame.schema)
        first = first or next(iter(bad.values()), None)
        for column in frame:
            seen.setdefault(column.name, set()).add(_kind(column))
    seen.pop(_NOTHING, None)
    if first is not None and not seen:
        raise Refused(first)
    types = {name: _common(kinds) for name, kinds in seen.items()}

    def parts() -> Iterator[Part]:
        for block, schema in zip(_blocks(path), found, strict=True):
            frame, bad = _read(path, block, schema)
            columns = [_as(frame, name, dtype) for name, dtype in types.items()]
            yield Part(pl.DataFrame(columns).to_arrow(), block.end, bad)

    schema = pl.DataFrame(schema=types).to_arrow().schema
    return Source(path, schema, path.stat().st_size, parts)


def _blocks(path: Path) -> Iterator[_Block]:
    number, end = 0, 0
    with path.open("rb") as file:
        while lines := file.readlines(BLOCK):
            end += sum(map(len, lines))
            kept = [(n, line) for n, line in enumerate(lines, number + 1) if line.strip()]
            number += len(lines)
            if kept:
                yield _Block([line for _, line in kept], [n for n, _ in kept], end)


def _read(
    path: Path, block: _Block, schema: Mapping[str, Any] | None = None
) -> tuple[pl.DataFrame, Mapping[int, Problem]]:
    """The rows of a block; Polars reads them where it reads every line and every digit.

    `schema` is what the block turned out to have when it was first read.
    """
    frame = _by_polars(b"".join(block.lines), schema)
    if frame is not None and frame.height == len(block.lines):
        return frame, {}
    return _read_one_by_one(path, block)


def _by_polars(text: bytes, schema: Mapping[str, Any] | None) -> pl.DataFrame | None:
    """The rows; None where Polars would not keep every digit, or cannot read a line."""
    if _has_long_number(text):
        return None
    try:
        return pl.read_ndjson(text, schema=schema, infer_schema_length=None)
    except pl.exceptions.PolarsError:
        return None


def _has_long_number(text: bytes) -> bool:
    signs = text.translate(_SIGNS, b"+-")
    return any(each in signs for each in _LONG) and _LONG_NUMBER.search(text) is not None


def _read_one_by_one(path: Path, block: _Block) -> tuple[pl.DataFrame, Mapping[int, Problem]]:
    rows: list[dict[str, Any]] = []
    bad: dict[int, Problem] = {}
    for number, line in zip(block.numbers, block.lines, strict=True):
        try:
            row = json.loads(line, parse_float=Decimal, parse_constant=_refuse)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            bad[len(rows)] = Problem("E732", Place(str(path), number), {"line": str(number)})
            row = {}
        rows.append(row)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = [_series(name, [row.get(name) for row in rows]) for name in names]
    return pl.DataFrame(columns or {_NOTHING: [None] * len(rows)}), bad


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _series(name: str, values: Sequence[Any]) -> pl.Series:
    """A column of values of one kind; of several, their texts, which are read like a CSV's."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, Decimal} and Decimal in kinds:
        values = [Decimal(value) if isinstance(value, int) else value for value in values]
    try:
        return pl.Series(name, values, strict=True)
    except (pl.exceptions.PolarsError, TypeError, OverflowError):
        texts = [v if v is None or isinstance(v, str) else _text(v) for v in values]
        return pl.Series(name, texts, dtype=pl.String)


def _text(value: Any) -> str:
    """As it was written."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False, default=str)


def _kind(column: pl.Series) -> Any:
    """Its type; whole numbers that a double cannot hold are of a type of their own."""
    if not column.dtype.is_integer():
        return column.dtype
    low, high = cast("tuple[int, int]", (column.min() or 0, column.max() or 0))
    if low >= -_WHOLE and high <= _WHOLE:
        return pl.Int64
    return _WIDE if low > -(10**38) and high < 10**38 else pl.String


def _common(kinds: set[Any]) -> Any:
    """The type of a column whose blocks have these types: exact, or text."""
    kinds = kinds - {pl.Null}
    if len(kinds) == 1:
        return next(iter(kinds))
    if kinds == {pl.Int64, _WIDE}:
        return _WIDE
    return pl.Float64 if kinds == {pl.Int64, pl.Float64} else pl.String


def _as(frame: pl.DataFrame, name: str, dtype: Any) -> pl.Series:
    if name not in frame.columns:
        return pl.Series(name, [None] * frame.height, dtype=dtype)
    return frame.get_column(name).cast(dtype)
