"""The columns of a batch as the inputs of a program: whole numbers, their ends, and what is odd."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from attrs import field, frozen

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
            spans[n] = Span(int(low or 0), int(high or 0))  # type: ignore[arg-type]  # of whole numbers
        frame = frame.with_columns(pl.col(f"i{n}").fill_null(spans[n].low) for n in wide)
        return Ready(frame, tuple(spans))


def _size(span: Span) -> int:
    return 0 if span == NO_NUMBER else max(abs(int(span.low or 0)), abs(int(span.high or 0)))


@frozen(eq=False, repr=False)
class Inputs:
    """How batches with columns of certain types become the inputs of a program."""

    told: tuple[Told, ...]
    columns: tuple[Column, ...]
    odd: pl.Expr
    """Of which rows more is told than a program reads."""
    _first: tuple[pl.Expr, ...] = field(init=False)
    _seen: dict[str, pl.Expr] = field(init=False)
    _values: tuple[pl.Expr, ...] = field(init=False)

    @_first.default
    def _first_steps(self) -> tuple[pl.Expr, ...]:
        steps = (column.first.alias(f"w{n}") for n, column in enumerate(self.columns))
        return *steps, self.odd.alias(ODD)

    @_seen.default
    def _of_all(self) -> dict[str, pl.Expr]:
        return dict(self._asked(range(len(self.told))))

    @_values.default
    def _second_steps(self) -> tuple[pl.Expr, ...]:
        return tuple(
            column.value(pl.col(f"w{n}")).alias(f"i{n}") for n, column in enumerate(self.columns)
        )

    def of(self, batch: pl.DataFrame) -> Ready:
        """The inputs of a batch."""
        powers = {each.places for each in self.told if each.kind == "number"} - {0}
        frame = with_powers(batch, powers).with_columns(*self._first)
        ends, sound = self._ends(frame, self._seen)
        unlike = [n for n in range(len(self.told)) if not sound[n] or not self._lies(n, ends)]
        if unlike:
            frame = self._without(frame, unlike)
            ends |= self._ends(frame, dict(self._asked(unlike)))[0]
        values = list(self._values)
        for n, told in enumerate(self.told):
            if frame[f"w{n}"].null_count():
                values[n] = values[n].fill_null(_nothing(told, ends.get(n)))
        spans = (ends[n] or Span(0, 0) if n in ends else NO_NUMBER for n in range(len(self.told)))
        # As series: a column of which Polars knew that it is constant would be divided by as if it
        # were multiplied by its inverse.
        found = pl.DataFrame(frame.select(ODD, *values).get_columns())
        return Ready(found, tuple(spans))

    def _asked(self, numbers: Iterable[int]) -> Iterator[tuple[str, pl.Expr]]:
        """What is asked of a frame after the first step, of some inputs."""
        for n in numbers:
            column, first = self.columns[n], pl.col(f"w{n}")
            yield f"sound {n}", column.sound(first)
            if self.told[n].within != NO_NUMBER:
                # Not even infinity is too large for a cast that is not strict.
                yield f"low {n}", column.value(first.min()).cast(pl.Int64, strict=False)
                yield f"high {n}", column.value(first.max()).cast(pl.Int64, strict=False)

    def _ends(
        self, frame: pl.DataFrame, asked: Mapping[str, pl.Expr]
    ) -> tuple[dict[int, Span | None], dict[int, bool]]:
        """Between what numbers lie (None: there are none, or no ends), and whether all fit."""
        found = frame.select(**asked).row(0, named=True) if asked else {}
        ends: dict[int, Span | None] = {}
        sound: dict[int, bool] = {}
        for name, value in found.items():
            what, n = name.split()
            if what == "sound":
                sound[int(n)] = value
            elif what == "low":
                high = found[f"high {n}"]
                ends[int(n)] = None if None in (value, high) else Span(value, high)
        return ends, sound

    def _lies(self, n: int, ends: Mapping[int, Span | None]) -> bool:
        """Whether all numbers of an input are as large as may be told."""
        span, within, most = ends.get(n), self.told[n].within, self.columns[n].most
        if span is None:
            return True
        low, high = span.low, span.high
        assert None not in (low, high, within.low, within.high)
        return max(within.low, -most) <= low and high <= min(within.high, most)  # type: ignore[operator,type-var]

    def _without(self, frame: pl.DataFrame, unlike: Sequence[int]) -> pl.DataFrame:
        """The frame without what is not as expected, and with its rows marked."""
        odd, kept = pl.col(ODD), []
        for n in unlike:
            first, told = pl.col(f"w{n}"), self.told[n]
            fits = self.columns[n].fits(first)
            if told.within != NO_NUMBER:
                fits &= _between(self.columns[n].value(first), told.within)
            fits = fits.fill_null(value=False)
            odd |= ~fits & pl.col(name_in(told)).is_not_null()
            kept.append(pl.when(fits).then(first).alias(f"w{n}"))
        return frame.with_columns(odd.alias(ODD), *kept)


def inputs_of(
    rules: Methodology, schema: pl.Schema, told: Sequence[Told], odd: Sequence[pl.Expr]
) -> Inputs:
    """The inputs; `odd` says of which rows more is told than a program reads."""
    columns = tuple(_column(rules, schema, each) for each in told)
    return Inputs(tuple(told), columns, reduce(or_, odd, pl.repeat(value=False, n=pl.len())))


def _column(rules: Methodology, schema: pl.Schema, told: Told) -> Column:
    name = name_in(told)
    if told.where == "absent":
        return Column(pl.col(name).is_null(), lambda _: pl.lit(value=True))
    column = column_of(rules, told, schema[name])
    if column is None:
        kind = {"yes/no": pl.Boolean, "text": pl.String}.get(told.kind, pl.Int64)
        return Column(pl.lit(None, dtype=kind), lambda _: pl.col(name).is_null())
    if told.step == 1 and told.only is None:
        return column

    def fits(first: pl.Expr) -> pl.Expr:
        value = column.value(first)
        right = value % told.step == 0 if told.only is None else value == told.only
        return column.fits(first) & right

    return Column(column.first, fits, column.value, most=column.most)


def _between(column: pl.Expr, within: Span) -> pl.Expr:
    low, high = (max(-_MOST, min(_MOST, int(end or 0))) for end in (within.low, within.high))
    return column.is_between(low, high)


def _nothing(told: Told, ends: Span | None) -> Any:
    """A value for rows in which nobody looks at it, no larger than the others."""
    if told.within == NO_NUMBER:
        return "" if told.kind == "text" else False
    return 0 if ends is None else ends.low
