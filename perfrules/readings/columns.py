"""A program of whole numbers as Polars columns, in layers: the width of each is proved first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from attrs import Factory, frozen

from perfrules.extras import needing
from perfrules.readings.column_types import TooWideError, fitting, wider
from perfrules.readings.integers import (
    Comparison,
    Constant,
    Extreme,
    Held,
    Input,
    Logical,
    Months,
    Opposite,
    Part,
    Pick,
    Product,
    Quotient,
    Sum,
    below,
)
from perfrules.readings.python_source import reached
from perfrules.readings.spans import Span
from perfrules.readings.widths import span_of

with needing("tables"):
    import polars as pl

NO_NUMBER = Span()
"""Of an input that is a yes/no or a text."""
_DEEPEST = 4
_EPOCH = 719_163
"""The number of 1970-01-01."""


@frozen(eq=False, repr=False)
class Layers:
    """The columns of a program, for inputs that lie within some spans."""

    layers: tuple[tuple[pl.Expr, ...], ...]
    """Each needs columns of the ones before."""
    ends: tuple[pl.Expr, ...]

    def run(self, inputs: pl.DataFrame, answer: Sequence[pl.Expr]) -> pl.DataFrame:
        """What the ends make, by name, of columns `i0`, `i1`, … without nulls.

        A whole number comes as Int64, or as Int128 where it may be larger; a yes/no as Boolean, a
        text as String.
        """
        frame = inputs.lazy()
        for layer in (*self.layers, self.ends):
            frame = frame.with_columns(layer)
        # Equal parts are one already: a plan that looks for more takes longer than it saves.
        plain = pl.QueryOptFlags.none(projection_pushdown=True)
        return frame.select(answer).collect(optimizations=plain)


def layers_of(
    ends: Mapping[str, Part], spans: Sequence[Span], types: Sequence[pl.DataType]
) -> Layers:
    """The columns of some parts, by name, for inputs of some types. Raises TooWideError."""
    building = _Building(spans, types)
    parts = reached(list(ends.values()))
    uses = Counter(each.at for part in parts for each in below(part))
    uses.update(part.at for part in ends.values())
    for part in parts:
        building.add(part, alone=uses[part.at] < 2)
    return Layers(
        tuple(tuple(building.layers[at]) for at in sorted(building.layers)),
        tuple(building.end(part).alias(name) for name, part in ends.items()),
    )


@frozen(eq=False, repr=False)
class _Building:
    spans: Sequence[Span]
    types: Sequence[pl.DataType]
    layers: dict[int, list[pl.Expr]] = Factory(dict)
    _columns: dict[int, pl.Expr] = Factory(dict)
    """What stands for a part where it is used."""
    _known: dict[int, Span] = Factory(dict)
    _type: dict[int, pl.DataType] = Factory(dict)
    """Of a whole number."""
    _place: dict[int, tuple[int, int]] = Factory(dict)
    """After how many layers a part can be had, and how deep its expression is."""

    def add(self, part: Part, *, alone: bool) -> None:
        """The part as a column of its own, or where it is used once, as an expression."""
        span_of(part, self.spans, self._known)
        parts = below(part)
        layer = max((self._place[each.at][0] for each in parts), default=0)
        deep = 1 + max((self._place[each.at][1] for each in parts), default=-1)
        column = self._column(part)
        # Columns of one layer are reckoned side by side; a division is worth one.
        alone = alone and not isinstance(part, Quotient)
        if deep and (not alone or deep > _DEEPEST):
            name = f"v{part.at}"
            self.layers.setdefault(layer, []).append(column.alias(name))
            column, layer, deep = pl.col(name), layer + 1, 0
        self._columns[part.at] = column
        self._place[part.at] = layer, deep

    def end(self, part: Part) -> pl.Expr:
        """What comes out."""
        double = self._type.get(part.at) == pl.Float64()
        return self._in(part, pl.Int64()) if double else self._columns[part.at]

    def _column(self, part: Part) -> pl.Expr:
        """The expression, in the quickest type that has room for all on the way to it."""
        whole = self._is_whole(part)
        if isinstance(part, Input):
            kind = self.types[part.index]
        else:
            kind = fitting(max(self._sizes(part, whole), default=0))
        if _divides_by_constant(part) or isinstance(part, Months):
            kind = wider(kind, pl.Int64())
        if whole:
            self._type[part.at] = kind
        return self._expression(part, kind)

    def _is_whole(self, part: Part) -> bool:
        """Whether it is a whole number."""
        match part:
            case Input(index):
                return self.spans[index] != NO_NUMBER
            case Constant(value):
                return not isinstance(value, bool | str)
            case Pick(_, then):
                return then.at in self._type
            case _:
                return not isinstance(part, Comparison | Logical | Opposite)

    def _sizes(self, part: Part, whole: bool) -> Iterator[int]:
        """The largest sizes of the numbers that come up when the part is reckoned."""
        if whole:
            yield self._size(part)
        if not isinstance(part, Held):
            yield from (self._size(each) for each in below(part) if each.at in self._type)
        if isinstance(part, Sum):
            terms = (abs(times) * self._size(term) for times, term in part.terms)
            yield abs(part.constant) + sum(terms)

    def _size(self, part: Part) -> int:
        """The largest size that a whole number can have."""
        span = self._known[part.at]
        if span.low is None or span.high is None:
            raise TooWideError  # every row divides by zero, so that no number comes out
        return max(abs(int(span.low)), abs(int(span.high)))

    def _in(self, part: Part, kind: pl.DataType) -> pl.Expr:
        """An operand in the type of the whole, if it is a number."""
        column = self._columns[part.at]
        if part.at not in self._type or self._type[part.at] == kind:
            return column
        if isinstance(part, Constant):
            return pl.lit(int(part.value), dtype=kind)
        return column.cast(kind, strict=False)  # of what means nothing, since it divides by zero

    def _expression(self, part: Part, kind: pl.DataType) -> pl.Expr:
        match part:
            case Input(index):
                return pl.col(f"i{index}")
            case Constant(bool() | str() as value):
                return pl.lit(value)
            case Constant(value):
                return pl.lit(value, dtype=kind)
            case Held(number):
                return self._in(number, kind)
            case Sum(terms, constant):
                return self._sum(terms, constant, kind)
            case Product(left, right):
                return self._in(left, kind) * self._in(right, kind)
            case Quotient(above, divisor):
                one, other = self._in(above, kind), self._in(divisor, kind)
                return (one / other).floor() if kind.is_float() else one // other
            case Extreme(which, left, right):
                sides = self._in(left, kind), self._in(right, kind)
                return pl.min_horizontal(*sides) if which == "min" else pl.max_horizontal(*sides)
            case Months(start, end):
                return _months(self._in(start, kind), self._in(end, kind))
            case Pick(condition, then, otherwise):
                chosen = pl.when(self._columns[condition.at]).then(self._in(then, kind))
                return chosen.otherwise(self._in(otherwise, kind))
            case Comparison(sign, left, right):
                one, other = self._in(left, kind), self._in(right, kind)
                return (
                    one < other if sign == "<" else one <= other if sign == "<=" else one == other
                )
            case Logical(op, parts):
                columns = [self._columns[each.at] for each in parts]
                return pl.all_horizontal(columns) if op == "and" else pl.any_horizontal(columns)
            case Opposite(operand):
                return ~self._columns[operand.at]
            case _:
                assert_never(part)

    def _sum(self, terms: Sequence[tuple[int, Part]], constant: int, kind: pl.DataType) -> pl.Expr:
        """Summed in pairs, so that no expression is deep."""
        columns: list[tuple[int, pl.Expr]] = []
        for times, term in terms:
            column = self._in(term, kind)
            if abs(times) != 1:
                column = column * pl.lit(abs(times), dtype=kind)
            columns.append((1 if times > 0 else -1, column))
        if constant or all(sign < 0 for sign, _ in columns):
            columns.append((1, pl.lit(constant, dtype=kind)))
        columns.sort(key=lambda each: -each[0])
        while len(columns) > 1:
            pairs = [_added(*columns[i : i + 2]) for i in range(0, len(columns), 2)]
            columns = sorted(pairs, key=lambda each: -each[0])
        return columns[0][1]


def _divides_by_constant(part: Part) -> bool:
    """Polars multiplies a double by the inverse then, and the last bit is another."""
    return isinstance(part, Quotient) and isinstance(part.below, Constant)


def _added(one: tuple[int, pl.Expr], *other: tuple[int, pl.Expr]) -> tuple[int, pl.Expr]:
    """The sum of two columns with their signs; the first is no smaller."""
    if not other:
        return one
    (sign, left), (sign_of_other, right) = one, other[0]
    if sign == sign_of_other:
        return sign, left + right
    return 1, left - right


def _months(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Full months between two days, each given by its number, as `arithmetic.full_months` says."""

    def forward(one: pl.Expr, other: pl.Expr) -> pl.Expr:
        first, last = ((each - _EPOCH).cast(pl.Int32).cast(pl.Date) for each in (one, other))
        months = (last.dt.year() - first.dt.year()) * 12 + (
            last.dt.month().cast(pl.Int32) - first.dt.month().cast(pl.Int32)
        )
        day = pl.min_horizontal(first.dt.day(), last.dt.month_end().dt.day())
        return (months - (last.dt.day() < day).cast(pl.Int32)).cast(pl.Int64)

    return pl.when(end < start).then(-forward(end, start)).otherwise(forward(start, end))
