"""A program of whole numbers as Polars columns, in layers: the width of each is proved first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import assert_never

from attrs import Factory, frozen

from perfrules.extras import needing
from perfrules.readings.integers import (
    Comparison,
    Constant,
    Extreme,
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

NARROW, WIDE = 2**63, 2**127
"""What stays below fits Int64, or Int128: Polars says nothing where it does not."""
NO_NUMBER = Span()
"""Of an input that is a yes/no or a text."""
_DEEPEST = 8
_EPOCH = 719_163
"""The number of 1970-01-01."""


class TooWideError(Exception):
    """A whole number may not fit into 128 bits."""


@frozen(eq=False, repr=False)
class Layers:
    """The columns of a program, for inputs that lie within some spans."""

    layers: tuple[tuple[pl.Expr, ...], ...]
    """Each needs columns of the ones before."""
    ends: tuple[pl.Expr, ...]

    def run(self, inputs: pl.DataFrame, answer: Sequence[pl.Expr]) -> pl.DataFrame:
        """What the ends make, by name, of columns `i0`, `i1`, … without nulls.

        A whole number comes as Int64, a yes/no as Boolean, a text as String.
        """
        frame = inputs.lazy()
        for layer in (*self.layers, self.ends):
            frame = frame.with_columns(layer)
        # Equal parts are one already: a plan that looks for more takes longer than it saves.
        plain = pl.QueryOptFlags.none(projection_pushdown=True)
        return frame.select(answer).collect(optimizations=plain)


def layers_of(ends: Mapping[str, Part], spans: Sequence[Span]) -> Layers:
    """The columns of some parts, by name. Raises TooWideError."""
    building = _Building(spans)
    parts = reached(list(ends.values()))
    uses = Counter(each.at for part in parts for each in below(part))
    uses.update(part.at for part in ends.values())
    for part in parts:
        building.add(part, alone=uses[part.at] < 2)
    return Layers(
        tuple(tuple(building.layers[at]) for at in sorted(building.layers)),
        tuple(building.columns[part.at].alias(name) for name, part in ends.items()),
    )


@frozen(eq=False, repr=False)
class _Building:
    spans: Sequence[Span]
    layers: dict[int, list[pl.Expr]] = Factory(dict)
    columns: dict[int, pl.Expr] = Factory(dict)
    """What stands for a part where it is used."""
    _known: dict[int, Span] = Factory(dict)
    _wide: dict[int, bool] = Factory(dict)
    """Whether a whole number is an Int128."""
    _place: dict[int, tuple[int, int]] = Factory(dict)
    """After how many layers a part can be had, and how deep its expression is."""

    def add(self, part: Part, *, alone: bool) -> None:
        """The part as a column of its own, or where it is used once, as an expression."""
        span_of(part, self.spans, self._known)
        parts = below(part)
        layer = max((self._place[each.at][0] for each in parts), default=0)
        deep = 1 + max((self._place[each.at][1] for each in parts), default=-1)
        column = self._column(part)
        if deep and (not alone or deep > _DEEPEST):
            name = f"v{part.at}"
            self.layers.setdefault(layer, []).append(column.alias(name))
            column, layer, deep = pl.col(name), layer + 1, 0
        self.columns[part.at] = column
        self._place[part.at] = layer, deep

    def _column(self, part: Part) -> pl.Expr:
        """The expression, in 64 bits where all on the way to it fits, else in 128."""
        numbers = [each for each in below(part) if each.at in self._wide]
        whole = isinstance(part, Sum | Product | Quotient | Extreme | Months) or (
            isinstance(part, Pick) and part.then.at in self._wide
        )
        if isinstance(part, Constant | Input):
            return self._expression(part, wide=False)
        size = self._size(part) if whole else 0
        if isinstance(part, Sum):
            terms = (abs(times) * self._size(term) for times, term in part.terms)
            size = max(size, abs(part.constant) + sum(terms))
        if size >= WIDE:
            raise TooWideError
        wide = size >= NARROW or any(self._wide[each.at] for each in numbers)
        column = self._expression(part, wide)
        if whole:
            self._wide[part.at] = wide and self._size(part) >= NARROW
            if wide and not self._wide[part.at]:
                column = column.cast(pl.Int64, strict=False)
        return column

    def _size(self, part: Part) -> int:
        """The largest size that a whole number can have."""
        span = self._known[part.at]
        if span.low is None or span.high is None:
            raise TooWideError  # every row divides by zero, so that no number comes out
        return max(abs(int(span.low)), abs(int(span.high)))

    def _told(self, part: Constant | Input) -> pl.Expr:
        if isinstance(part, Input):
            span = self.spans[part.index]
            if span != NO_NUMBER:
                self._wide[part.at] = False
            return pl.col(f"i{part.index}")
        if isinstance(part.value, bool | str):
            return pl.lit(part.value)
        self._wide[part.at] = self._size(part) >= NARROW
        return self._literal(part.value, self._wide[part.at])

    @staticmethod
    def _literal(value: int, wide: bool) -> pl.Expr:
        return pl.lit(value, dtype=pl.Int128 if wide else pl.Int64)

    def _in(self, part: Part, wide: bool) -> pl.Expr:
        """An operand in the width of the whole."""
        column = self.columns[part.at]
        if part.at not in self._wide or self._wide[part.at] is wide:
            return column
        if isinstance(part, Constant):
            return self._literal(int(part.value), wide)
        return column.cast(pl.Int128)

    def _expression(self, part: Part, wide: bool) -> pl.Expr:
        match part:
            case Constant() | Input():
                return self._told(part)
            case Sum(terms, constant):
                return self._sum(terms, constant, wide)
            case Product(left, right):
                return self._in(left, wide) * self._in(right, wide)
            case Quotient(above, divisor):
                return self._in(above, wide) // self._in(divisor, wide)
            case Extreme(which, left, right):
                sides = self._in(left, wide), self._in(right, wide)
                return pl.min_horizontal(*sides) if which == "min" else pl.max_horizontal(*sides)
            case Months(start, end):
                return _months(self._in(start, wide), self._in(end, wide))
            case Pick(condition, then, otherwise):
                chosen = pl.when(self.columns[condition.at]).then(self._in(then, wide))
                return chosen.otherwise(self._in(otherwise, wide))
            case Comparison(sign, left, right):
                one, other = self._in(left, wide), self._in(right, wide)
                return (
                    one < other if sign == "<" else one <= other if sign == "<=" else one == other
                )
            case Logical(op, parts):
                columns = [self.columns[each.at] for each in parts]
                return pl.all_horizontal(columns) if op == "and" else pl.any_horizontal(columns)
            case Opposite(operand):
                return ~self.columns[operand.at]
            case _:
                assert_never(part)

    def _sum(self, terms: Sequence[tuple[int, Part]], constant: int, wide: bool) -> pl.Expr:
        """Summed in pairs, so that no expression is deep."""
        columns: list[tuple[int, pl.Expr]] = []
        for times, term in terms:
            column = self._in(term, wide)
            if abs(times) != 1:
                column = column * self._literal(abs(times), wide)
            columns.append((1 if times > 0 else -1, column))
        if constant or all(sign < 0 for sign, _ in columns):
            columns.append((1, self._literal(constant, wide)))
        columns.sort(key=lambda each: -each[0])
        while len(columns) > 1:
            pairs = [_added(*columns[i : i + 2]) for i in range(0, len(columns), 2)]
            columns = sorted(pairs, key=lambda each: -each[0])
        return columns[0][1]


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
