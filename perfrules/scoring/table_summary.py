"""What a whole table came to: states, grades, and how each score is spread."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field, frozen

from perfrules.extras import needing
from perfrules.scoring.tree import State

with needing("tables"):
    import polars as pl

MOST_VALUES = 100_000
"""Where a score has more different values than this, its last digits are given up."""

_TOGETHER = 16
"""So many batches are counted before their counts are put together."""


@frozen
class Spread:
    """How the printed scores of one node, or the totals, are spread."""

    rows: int
    mean: Fraction | None
    quantiles: tuple[Fraction, ...]
    """Least, first quartile, median, third quartile, greatest: each the value of a row."""
    places: int | None
    """The quartiles are exact to so many digits behind the point; None is exact altogether."""


@frozen
class Summary:
    """A whole table."""

    states: Mapping[State, int]
    grades: Mapping[str, int]
    """In the order of the rule file, of the rows that have one."""
    total: Spread
    scores: Mapping[str, Spread]
    """By the key of the node."""
    rechecked: int = 0

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.states.values())


@define(eq=False, repr=False)
class Tally:
    """Counts batch by batch, in memory that does not grow with the table."""

    names: tuple[str, ...]
    """Of the grades, in the order of the rule file."""
    _states: Counter[str] = field(factory=Counter)
    _grades: Counter[str] = field(factory=Counter)
    _values: dict[str, "_Values"] = field(factory=dict)

    def add(self, answers: pl.DataFrame) -> None:
        """Count the answers of a batch."""
        for name, counter in (("status", self._states), ("grade", self._grades)):
            counted = answers.get_column(name).drop_nulls().value_counts()
            counter.update(dict(counted.iter_rows()))
        for name in answers.columns:
            if name == "total" or name.startswith("score."):
                self._values.setdefault(name, _Values()).add(answers.get_column(name))

    def summary(self, rechecked: int) -> Summary:
        """What was counted."""
        spreads = {name: values.spread() for name, values in self._values.items()}
        total = spreads.pop("total")
        states: tuple[State, ...] = ("done", "open", "refused")
        return Summary(
            {state: self._states[state] for state in states},
            {name: self._grades[name] for name in self.names if self._grades[name]},
            total,
            {name.removeprefix("score."): spread for name, spread in spreads.items()},
            rechecked,
        )


@define(eq=False, repr=False)
class _Values:
    """How often each value has come, and their exact sum."""

    _new: list[pl.DataFrame] = field(factory=list)
    _counts: pl.DataFrame | None = None
    _sum: Fraction = Fraction(0)
    _ends: tuple[Any, ...] = ()
    """The least and the greatest."""
    _places: int | None = None

    def add(self, column: pl.Series) -> None:
        counts = column.drop_nulls().alias("value").value_counts(name="rows")
        self._new.append(counts.with_columns(pl.col("rows").cast(pl.Int64)))
        if len(self._new) == _TOGETHER:
            self._count()

    def _count(self) -> None:
        """Put new counts to those that are there; too many are counted more coarsely."""
        new = pl.concat(self._new).group_by("value").agg(pl.col("rows").sum())
        self._new.clear()
        if new.height:
            each = pl.col("value") * pl.col("rows").cast(pl.Decimal(38, 0))
            self._sum += Fraction(new.select(each.sum()).item())
            both = (*self._ends, new["value"].min(), new["value"].max())
            self._ends = (min(both), max(both))
        if self._places is not None:
            new = new.with_columns(pl.col("value").round(self._places))
        self._counts = new if self._counts is None else _merged(self._counts, new)
        while self._counts.height > MOST_VALUES and self._places != 0:
            scale = self._counts.schema["value"].scale  # type: ignore[attr-defined]
            self._places = (scale if self._places is None else self._places) - 1
            coarse = self._counts.with_columns(pl.col("value").round(self._places))
            self._counts = _merged(coarse)

    def spread(self) -> Spread:
        if self._new:
            self._count()
        if self._counts is None or not self._counts.height:
            return Spread(0, None, (), None)
        counts = self._counts.sort("value").with_columns(upto=pl.col("rows").cum_sum())
        rows = counts["upto"][-1]
        quartiles = []
        for quarter in (1, 2, 3):
            at = -(-rows * quarter // 4)
            quartiles.append(counts.filter(pl.col("upto") >= at)["value"][0])
        least, greatest = self._ends
        quantiles = tuple(map(Fraction, (least, *quartiles, greatest)))
        return Spread(rows, self._sum / rows, quantiles, self._places)


def _merged(*counts: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(counts).group_by("value").agg(pl.col("rows").sum())
