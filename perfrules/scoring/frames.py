"""Frames of every kind as Polars columns, and scores put beside them as the same kind again."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from perfrules.extras import needing
from perfrules.problem import Problem, Refused, printable

with needing("tables"):
    import narwhals as nw
    import polars as pl
    from narwhals.exceptions import DuplicateError

Beside = Callable[[pl.DataFrame], Any]
"""Puts columns beside those of a frame."""


@frozen(eq=False, repr=False)
class Held:
    """A frame that is in memory, whatever made it."""

    names: tuple[str, ...]
    rows: int
    pick: Callable[[Iterable[str]], pl.DataFrame]
    """Some of its columns, as Polars reads them; what is not a number there is null."""
    beside: Beside
    """The frame with more columns, of the kind that it was."""


def held(frame: Any) -> Held:
    """A frame of Polars, pandas, PyArrow or DuckDB, or another that narwhals knows and holds.

    Raises Refused: E720 for what is no frame, or one that is yet to be computed; E721 for names of
    columns that are no texts, or stand twice.
    """
    known = _known(frame)
    if known.implementation.is_duckdb():
        return _relation(frame)
    if isinstance(known, nw.LazyFrame):
        raise _no_frame(frame)
    if known.implementation.is_polars():
        return Held(tuple(frame.columns), frame.height, _picked_of(frame), frame.hstack)
    if known.implementation.is_pyarrow():
        return _arrow(frame)
    return _pandas_like(known)


def wrapped(frame: Any) -> bool:
    """Whether it is a frame of narwhals around another."""
    return isinstance(frame, nw.DataFrame | nw.LazyFrame)


def wrap(frame: Any) -> Any:
    """The frame as one of narwhals."""
    return nw.from_native(frame)


def spark(frame: Any) -> bool:
    """Whether it is a frame of PySpark, which is scored where it is."""
    return bool(_known(frame).implementation.is_pyspark())


def _known(frame: Any) -> Any:
    try:
        return nw.from_native(frame)
    except TypeError:
        raise _no_frame(frame) from None
    except DuplicateError:
        columns = getattr(frame, "column_names", None) or frame.columns
        names = [str(name) for name in columns]
        raise _unfit_names(dict.fromkeys(n for n in names if names.count(n) > 1)) from None


def _no_frame(frame: Any) -> Refused:
    kind = f"{type(frame).__module__}.{type(frame).__qualname__}"
    return Refused(Problem("E720", None, {"kind": kind.removeprefix("builtins.")}))


def _unfit_names(names: Iterable[object]) -> Refused:
    said = ", ".join(printable(str(name)) for name in names)
    return Refused(Problem("E721", None, {"names": said}))


def _picked_of(frame: pl.DataFrame) -> Callable[[Iterable[str]], pl.DataFrame]:
    return lambda names: frame.select(*names)


def _arrow(table: Any) -> Held:
    def beside(scored: pl.DataFrame) -> Any:
        found = table
        for name, column in zip(scored.columns, scored.to_arrow().columns, strict=True):
            found = found.append_column(name, column)
        return found

    def pick(names: Iterable[str]) -> pl.DataFrame:
        found = pl.from_arrow(table.select(list(names)))
        assert isinstance(found, pl.DataFrame)
        return found

    return Held(tuple(table.column_names), table.num_rows, pick, beside)


def _relation(relation: Any) -> Held:
    """Read once: a relation is a query, and may give its rows in another order the next time."""
    of = _arrow(relation.to_arrow_table())

    def beside(scored: pl.DataFrame) -> Any:
        of_perfrules = of.beside(scored)
        found = relation.query("before", "SELECT * FROM of_perfrules")
        del of_perfrules  # the relation has found it by its name, and keeps it
        return found

    return Held(of.names, of.rows, of.pick, beside)


def _pandas_like(frame: Any) -> Held:
    native = frame.to_native()
    strange = [name for name in native.columns if not isinstance(name, str)]
    if strange:
        raise _unfit_names(strange)

    def pick(names: Iterable[str]) -> pl.DataFrame:
        return pl.DataFrame([_column(frame[name]) for name in names])

    def beside(scored: pl.DataFrame) -> Any:
        # Decimals of Arrow: exact, and a column of them is one block of memory.
        found = scored.to_pandas(use_pyarrow_extension_array=True)
        found.index = native.index
        return native.assign(**{name: found[name] for name in found})

    return Held(tuple(native.columns), len(native), pick, beside)


def _column(series: Any) -> pl.Series:
    """A column of pandas; objects of several types become texts, which are read like a CSV's."""
    if series.dtype == nw.Object:
        values = [None if _is_nothing(value) else value for value in series.to_list()]
        kinds = {type(value) for value in values} - {type(None)}
        if kinds <= {Decimal} or kinds <= {bool} or kinds <= {date}:
            return pl.Series(series.name, values)
        return pl.Series(series.name, _texts(values), dtype=pl.String)
    found = series.to_frame().to_polars().to_series()
    assert isinstance(found, pl.Series)
    return found


def _is_nothing(value: Any) -> bool:
    """None, and what pandas puts in its place: NaN, NA, NaT."""
    if isinstance(value, float | Decimal):
        return value != value  # noqa: PLR0124
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def _texts(values: Sequence[Any]) -> list[str | None]:
    return [None if value is None else _text(value) for value in values]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
