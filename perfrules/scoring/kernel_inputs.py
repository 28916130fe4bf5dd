"""The columns of a batch as the inputs of a program: whole numbers, their ends, and what is odd."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from attrs import frozen

from perfrules.extras import needing
from perfrules.model.methodology import Methodology
from perfrules.readings.columns import NO_NUMBER
from perfrules.readings.spans import Span
from perfrules.scoring.whole_columns import Column, column_of, name_in, with_powers
from perfrules.scoring.whole_inputs import Told

with needing("tables"):
    import polars as pl

ODD = "odd"
"""The column that says which rows are for the function of Python."""
_MOST = 2**62


@frozen(eq=False, repr=False)
class Ready:
    """The inputs of a program as columns `i0`, `i1`, … without nulls, and `odd`."""

    frame: pl.DataFrame
    spans: tuple[Span, ...]
    """Between what each lies."""

    def below(self, size: int) -> "Ready":
        """The same with the rows set aside in which a number is larger."""
        wide = [n for n, span in enumerate(self.spans) if _size(span) > size]
        fits = [pl.col(f"i{n}").abs() <= size for n in wide]
        kept = (
            pl.when(fit).then(f"i{n}").alias(f"i{n}") for n, fit in zip(wide, fits, strict=True)
        )
        frame = self.frame.with_columns(~pl.all_horizontal(~pl.col(ODD), *fits).alias(ODD), *kept)
        spans = list(self.spans)
        for n in wide:
            low, high = frame[f"i{n}"].min(), frame[f"i{n}"].max()
            spans[n] = Span(low or 0, high or 0)  # type: ignore[arg-type]  # of whole numbers
        frame = frame.with_columns(pl.col(f"i{n}").fill_null(spans[n].low) for n in wide)
        return Ready(frame, tuple(spans))


def _size(span: Span) -> int:
    return 0 if span == NO_NUMBER else max(abs(int(span.low or 0)), abs(int(span.high or 0)))


def ready(
    rules: Methodology, batch: pl.DataFrame, told: Sequence[Told], odd: Sequence[pl.Expr]
) -> Ready:
    """The inputs; `odd` says of which rows more is told than a program reads."""
    columns = [_column(rules, batch, each) for each in told]
    powers = {each.places for each in told if each.kind == "number"} - {0}
    frame = with_powers(batch, powers).with_columns(
        *(column.first.alias(f"w{n}") for n, column in enumerate(columns)),
        reduce(or_, odd, pl.repeat(value=False, n=pl.len())).alias(ODD),
    )
    ends, sound = _ends(frame, columns, told, range(len(told)))
    unlike = [
        n for n, each in enumerate(told) if not sound[n] or not _lies(ends.get(n), each.within)
    ]
    if unlike:
        frame = _without(frame, columns, told, unlike)
        ends |= _ends(frame, columns, told, unlike)[0]
    values = []
    for n, column in enumerate(columns):
        value = column.value(pl.col(f"w{n}"))
        if frame[f"w{n}"].null_count():
            value = value.fill_null(_nothing(told[n], ends.get(n)))
        values.append(value.alias(f"i{n}"))
    spans = (ends[n] or Span(0, 0) if n in ends else NO_NUMBER for n in range(len(told)))
    return Ready(frame.select(ODD, *values), tuple(spans))


def _column(rules: Methodology, batch: pl.DataFrame, told: Told) -> Column:
    name = name_in(told)
    if told.where == "absent":
        return Column(pl.col(name).is_null(), lambda _: pl.lit(value=True))
    column = column_of(rules, told, batch.schema[name])
    if column is None:
        kind = {"yes/no": pl.Boolean, "text": pl.String}.get(told.kind, pl.Int64)
        return Column(pl.lit(None, dtype=kind), lambda _: pl.col(name).is_null())
    if told.step == 1 and told.only is None:
        return column

    def fits(first: pl.Expr) -> pl.Expr:
        value = column.value(first)
        right = value % told.step == 0 if told.only is None else value == told.only
        return column.fits(first) & right

    return Column(column.first, fits, column.value)


def _without(
    frame: pl.DataFrame, columns: Sequence[Column], told: Sequence[Told], unlike: Sequence[int]
) -> pl.DataFrame:
    """The frame without what is not as expected, and with its rows marked."""
    odd, kept = pl.col(ODD), []
    for n in unlike:
        first, name = pl.col(f"w{n}"), name_in(told[n])
        fits = columns[n].fits(first)
        if told[n].within != NO_NUMBER:
            fits &= _between(columns[n].value(first), told[n].within)
        fits = fits.fill_null(value=False)
        odd |= ~fits & pl.col(name).is_not_null()
        kept.append(pl.when(fits).then(first).alias(f"w{n}"))
    return frame.with_columns(odd.alias(ODD), *kept)


def _ends(
    frame: pl.DataFrame, columns: Sequence[Column], told: Sequence[Told], asked: Iterable[int]
) -> tuple[dict[int, Span | None], dict[int, bool]]:
    """Between what the numbers of each column lie (None: there are none), and whether all fit."""
    wanted: dict[str, pl.Expr] = {}
    for n in asked:
        column, first = columns[n], pl.col(f"w{n}")
        wanted[f"sound {n}"] = column.sound(first)
        if told[n].within != NO_NUMBER:
            wanted[f"low {n}"] = column.value(first.min())
            wanted[f"high {n}"] = column.value(first.max())
    found = frame.select(**wanted).row(0, named=True) if wanted else {}
    ends: dict[int, Span | None] = {}
    for n in asked:
        if f"low {n}" in found:
            low, high = found[f"low {n}"], found[f"high {n}"]
            ends[n] = None if low is None else Span(low, high)
    return ends, {n: found[f"sound {n}"] for n in asked}


def _between(column: pl.Expr, within: Span) -> pl.Expr:
    low, high = (max(-_MOST, min(_MOST, int(end or 0))) for end in (within.low, within.high))
    return column.is_between(low, high)


def _lies(span: Span | None, within: Span) -> bool:
    if span is None:
        return True
    assert None not in (span.low, span.high, within.low, within.high)
    return within.low <= span.low and span.high <= within.high  # type: ignore[operator]


def _nothing(told: Told, ends: Span | None) -> Any:
    """A value for rows in which nobody looks at it, no larger than the others."""
    if told.within == NO_NUMBER:
        return "" if told.kind == "text" else False
    return 0 if ends is None else ends.low
