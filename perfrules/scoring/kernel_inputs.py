"""The columns of a batch as the inputs of a program: whole numbers, their ends, and what is odd."""

from collections.abc import Sequence
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
        odd = reduce(or_, (~each for each in fits), pl.col(ODD))
        values = [
            pl.when(each).then(pl.col(f"i{n}")).otherwise(0)
            for n, each in zip(wide, fits, strict=True)
        ]
        spans = list(self.spans)
        for n in wide:
            spans[n] = Span(-size, size)
        return Ready(self.frame.with_columns(odd.alias(ODD), *values), tuple(spans))


def _size(span: Span) -> int:
    return 0 if span == NO_NUMBER else max(abs(int(span.low or 0)), abs(int(span.high or 0)))


def ready(
    rules: Methodology, batch: pl.DataFrame, told: Sequence[Told], odd: Sequence[pl.Expr]
) -> Ready:
    """The inputs; `odd` says of which rows more is told than a program reads."""
    columns = [_column(rules, batch, each) for each in told]
    powers = {each.places for each in told if each.kind == "number"}
    frame = with_powers(batch, powers).select(
        reduce(or_, odd, pl.repeat(value=False, n=pl.len())).alias(ODD),
        *(column.value.alias(f"i{n}") for n, column in enumerate(columns)),
        *(column.fits.fill_null(value=False).alias(f"f{n}") for n, column in enumerate(columns)),
        *(pl.col(name_in(told[n])).is_null().alias(f"n{n}") for n in _unsure(batch, told)),
    )
    numbers = [n for n, each in enumerate(told) if each.within != NO_NUMBER]
    ends = _ends(frame, numbers)
    far = [n for n in numbers if not _lies(ends[n], told[n].within)]
    frame = frame.with_columns(
        (pl.col(f"f{n}") & _between(pl.col(f"i{n}"), told[n].within))
        .fill_null(value=False)
        .alias(f"f{n}")
        for n in far
    )
    unlike = [n for n in range(len(told)) if not frame[f"f{n}"].all()]
    if unlike:
        frame = frame.with_columns(
            reduce(or_, (_strange(frame, n) for n in unlike), pl.col(ODD)).alias(ODD),
            *(pl.when(f"f{n}").then(f"i{n}").alias(f"i{n}") for n in unlike),
        )
        ends |= _ends(frame, [n for n in unlike if n in ends])
    holes = [n for n in range(len(told)) if frame[f"i{n}"].null_count()]
    nothing = {n: _nothing(told[n], ends.get(n)) for n in holes}
    frame = frame.with_columns(pl.col(f"i{n}").fill_null(nothing[n]) for n in holes)
    spans = (ends[n] or Span(0, 0) if n in ends else NO_NUMBER for n in range(len(told)))
    return Ready(frame, tuple(spans))


def _column(rules: Methodology, batch: pl.DataFrame, told: Told) -> Column:
    name, always = name_in(told), pl.lit(value=True)
    if told.where == "absent":
        return Column(pl.col(name).is_null(), always)
    column = column_of(rules, told, batch.schema[name])
    if column is None:
        kind = {"yes/no": pl.Boolean, "text": pl.String}.get(told.kind, pl.Int64)
        return Column(pl.lit(None, dtype=kind), pl.lit(value=False))
    fits = column.fits
    if told.step != 1:
        fits &= column.value % told.step == 0
    if told.only is not None:
        fits &= column.value == told.only
    return Column(column.value, fits)


def _unsure(batch: pl.DataFrame, told: Sequence[Told]) -> list[int]:
    """The inputs with nulls."""
    return [
        n
        for n, each in enumerate(told)
        if each.where != "absent" and batch[name_in(each)].null_count()
    ]


def _strange(frame: pl.DataFrame, n: int) -> pl.Expr:
    """Whether an input is there, and not as expected."""
    strange = ~pl.col(f"f{n}")
    return strange & ~pl.col(f"n{n}") if f"n{n}" in frame.columns else strange


def _ends(frame: pl.DataFrame, numbers: Sequence[int]) -> dict[int, Span | None]:
    """Between what the numbers of each column lie; None where there are none."""
    if not numbers:
        return {}
    columns = [pl.col(f"i{n}") for n in numbers]
    lows = frame.select(each.min() for each in columns).row(0)
    highs = frame.select(each.max() for each in columns).row(0)
    return {
        n: None if low is None else Span(low, high)
        for n, low, high in zip(numbers, lows, highs, strict=True)
    }


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
