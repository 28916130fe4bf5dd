"""Columns of facts and judgements as columns of whole numbers, and whether each is as expected."""

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from attrs import frozen

from perfrules.extras import needing
from perfrules.formula.units import PLAIN
from perfrules.model.fact_value import YES_NO
from perfrules.model.methodology import Methodology
from perfrules.scoring.whole_inputs import Told
from perfrules.scoring.whole_python import PLACES

with needing("tables"):
    import polars as pl

_EXACT = 10**15
"""A whole number below it over a power of ten is the shortest text of the float nearest to it."""
_MOST = 2**62
_EPOCH = 719_163
_LONGEST_TEXT = 1_000


_HALF = pl.lit(Fraction(1, 2), dtype=pl.Float64)

Over = Callable[[pl.Expr], pl.Expr]


def _itself(column: pl.Expr) -> pl.Expr:
    return column


@frozen(eq=False, repr=False)
class Column:
    """One input, made of its column in two steps."""

    first: pl.Expr
    """The first step; the others are told where it is kept."""
    fits: Over
    """Whether it is as expected, row by row; no or null where it is not."""
    value: Over = _itself
    """The whole number, yes/no or text; larger for what is larger in the first step.

    A whole number comes as Int64, or out of a column of doubles as a double.
    """
    all_fit: Over | None = None
    """Whether all rows up to `most` fit, or are null, if that can be said faster."""
    most: int = _MOST
    """The largest whole number that is told exactly."""

    def sound(self, first: pl.Expr) -> pl.Expr:
        """Whether every row fits, or is null where the first step is."""
        return self.fits(first).all() if self.all_fit is None else self.all_fit(first)


def name_in(told: Told) -> str:
    """The name of an input's column in a batch."""
    match told.where:
        case "judgements":
            return f"judgement.{told.key}"
        case "rank" | "count":
            return f"standing.{told.key}.{told.where}"
        case "absent" if told.key.startswith("judgement:"):
            return told.key.replace(":", ".", 1)
        case "absent" if told.key.startswith("standing:"):
            return f"{told.key.replace(':', '.', 1)}.rank"
        case _:
            return told.key


def power_of(places: int) -> str:
    """The name of a column that holds a power of ten in every row.

    Polars multiplies by 1 ÷ 100 where it should divide by a constant, or by a column that it knows
    to be one, and the last bit is another then.
    """
    return f"power {places}"


def with_powers(frame: pl.DataFrame, places: Iterable[int]) -> pl.DataFrame:
    """The frame with the powers of ten by which its numbers are divided."""
    return frame.with_columns(_powers(each, frame.height) for each in places)


@lru_cache(maxsize=16)
def _powers(places: int, height: int) -> pl.Series:
    """As many as a batch has rows; batches of one table have the same."""
    zero = pl.int_range(height, dtype=pl.Int64) * 0
    power = (zero + 10**places).cast(pl.Float64)
    return pl.select(power.alias(power_of(places))).to_series()


def places_of(
    sample: pl.DataFrame, columns: Mapping[str, tuple[str, str | None]]
) -> dict[str, int]:
    """The fewest decimal places with which most numbers of each column fit.

    `columns` are names with that of the column in the sample, and what `suffix_of` says of it.
    """
    frame, best = with_powers(sample, PLACES), dict.fromkeys(columns, 0)
    found = dict.fromkeys(columns, PLACES[0])
    for places in (0, *PLACES):
        made = {
            name: number(sample.schema[column], pl.col(column), places, suffix)
            for name, (column, suffix) in columns.items()
            if best[name] < sample.height
        }
        fits = {name: each.fits(each.first).sum() for name, each in made.items() if each}
        for name, count in frame.select(**fits).to_dicts()[0].items() if fits else ():
            if count > best[name]:
                best[name], found[name] = count, places
    return found


def suffix_of(rules: Methodology, told: Told) -> str | None:
    """What may stand behind the digits of a text, as a pattern; None where a text is no number."""
    if told.where != "facts":
        return None
    rule = rules.facts[told.key]
    if rule.unit.is_percent:
        return {None: r"\s*%", "percent": r"(?:\s*%)?", "fraction": ""}[rule.bare]
    return "" if rule.unit == PLAIN else rf"(?:\s*{re.escape(rule.unit.text)})?"


def column_of(rules: Methodology, told: Told, kind: pl.DataType) -> Column | None:
    """An input from its column; None where every row is one for the function of Python."""
    column = pl.col(name_in(told))
    match told.kind:
        case "number" if told.where == "rank":
            return number(kind, column * 2, 0, None) if kind.is_numeric() else None
        case "number":
            if not told.alone and kind != pl.String:
                return None
            return number(kind, column, told.places, suffix_of(rules, told))
        case "yes/no":
            return _yes_no(kind, column)
        case "date":
            return _day(kind, column)
        case "text":
            return _text(kind, column, told)
        case _:
            assert_never(told.kind)


def number(kind: pl.DataType, column: pl.Expr, places: int, suffix: str | None) -> Column | None:
    """A column of numbers, each so many places of a decimal."""
    if kind.is_float():
        return _binary(column.cast(pl.Float64), places)
    if kind.is_integer():
        return _whole(column, column, 10**places)
    if isinstance(kind, pl.Decimal):
        return _decimal(column, kind.scale, places)
    if kind == pl.String and suffix is not None:
        return _written(column, places, suffix)
    return None


def _binary(column: pl.Expr, places: int) -> Column:
    # The largest whole number not above is found faster than the nearest.
    first = (column * 10**places + _HALF).floor() if places else column.floor()

    def back(first: pl.Expr) -> pl.Expr:
        return first / pl.col(power_of(places)) if places else first

    def fits(first: pl.Expr) -> pl.Expr:
        # Not ==, by which Polars finds NaN equal to itself.
        return ((back(first) - column) == 0) & first.is_between(-_EXACT + 1, _EXACT - 1)

    def all_fit(first: pl.Expr) -> pl.Expr:
        return (back(first) == column).all() & first.sum().is_finite()

    return Column(first, fits, all_fit=all_fit, most=_EXACT - 1)


def _whole(column: pl.Expr, first: pl.Expr, times: int) -> Column:
    """Of whole numbers, of which the first step makes Int64, or null."""
    most = _MOST // times

    def value(first: pl.Expr) -> pl.Expr:
        return first * pl.lit(times, dtype=pl.Int64) if times != 1 else first

    return Column(
        first.cast(pl.Int64, strict=False),
        lambda first: first.is_between(-most, most).fill_null(value=False) | column.is_null(),
        value,
    )


def _decimal(column: pl.Expr, scale: int, places: int) -> Column:
    digits = column.to_physical()
    if scale <= places:
        return _whole(column, digits, 10 ** (places - scale))
    divisor = pl.lit(10 ** (scale - places), dtype=pl.Int128)
    whole = digits // divisor
    return _whole(column, pl.when(whole * divisor == digits).then(whole), 1)


def _written(column: pl.Expr, places: int, suffix: str) -> Column:
    """Texts in plain digits; `quantity` reads the others."""
    behind = rf"(?:\.[0-9]{{1,{places}}})?" if places else ""
    digits = column.str.strip_chars().str.extract(rf"^([-+]?[0-9]{{1,15}}{behind}){suffix}$")
    return _whole(column, digits.cast(pl.Decimal(38, places), strict=False).to_physical(), 1)


def _yes_no(kind: pl.DataType, column: pl.Expr) -> Column | None:
    if kind == pl.Boolean:
        return Column(column, lambda _: pl.lit(value=True))
    if kind != pl.String:
        return None
    words = column.str.strip_chars().str.to_lowercase()
    value = words.replace_strict(YES_NO, default=None, return_dtype=pl.Boolean)
    return Column(value, lambda first: first.is_not_null() | column.is_null())


def _day(kind: pl.DataType, column: pl.Expr) -> Column | None:
    day = column
    if isinstance(kind, pl.Datetime):
        if kind.time_zone is not None:
            return None
        midnight = column == column.dt.truncate("1d")  # a midnight is the day
        day = pl.when(midnight).then(column.dt.date())
    elif kind == pl.String:
        written = column.str.extract("^([12][0-9]{3}-[0-9]{2}-[0-9]{2})$")
        day = written.str.to_date("%Y-%m-%d", strict=False)
    elif kind != pl.Date:
        return None
    return _whole(column, day.to_physical().cast(pl.Int64) + _EPOCH, 1)


def _text(kind: pl.DataType, column: pl.Expr, told: Told) -> Column | None:
    if not isinstance(kind, pl.String | pl.Categorical | pl.Enum):
        return None
    if told.choice:
        return Column(column.cast(pl.String), lambda first: first.is_in(list(told.choice)))
    return Column(column.cast(pl.String), lambda first: first.str.len_chars() <= _LONGEST_TEXT)
