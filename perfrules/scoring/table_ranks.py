"""Places among all rows of a table, put beside the rows before they are scored."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.extras import needing
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Rank
from perfrules.scoring.population import ranks_in
from perfrules.scoring.result import Result
from perfrules.scoring.table_row import RowReader

with needing("tables"):
    import polars as pl

_MOST = 2**62
"""Numerators and denominators up to here are kept as Int64."""

_SHORT = 18
"""Digits of a number that, with 60 binary digits more, is an Int128."""


@frozen(eq=False, repr=False)
class Ranking:
    """The ranks of one methodology, among the rows that its reader reads."""

    methodology: Methodology
    reader: RowReader

    @property
    def keys(self) -> tuple[str, ...]:
        """The indicators that are scored by rank."""
        return ranks_in(self.methodology)

    def compared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """What each row is ranked by, with the places beside it as far as they are there.

        `KEY.n` and `KEY.d` are numerator and denominator in lowest terms, as Int64, or as texts
        where one is too wide; null where a row is not ranked.
        """
        found = [self._values(row) for row in rows.iter_rows(named=True)]
        columns: list[pl.Series] = []
        for place, key in enumerate(self.keys):
            values = [each[place] for each in found]
            columns.append(_whole(f"{key}.n", [None if v is None else v.numerator for v in values]))
            columns.append(
                _whole(f"{key}.d", [None if v is None else v.denominator for v in values])
            )
        return pl.DataFrame(columns)

    def _values(self, row: dict[str, object]) -> list[Fraction | None]:
        result = self.reader.score(row)
        if not isinstance(result, Result):
            return [None for _ in self.keys]
        ranked = (result[key].ranked for key in self.keys)
        values = (None if outcome is None else outcome.value for outcome in ranked)
        return [value if isinstance(value, Fraction) else None for value in values]

    def places(self, compared: Iterable[pl.DataFrame]) -> pl.DataFrame:
        """`standing.KEY.rank` and `standing.KEY.count` of every row, in order."""
        whole = pl.concat(list(compared), how="vertical_relaxed")
        return pl.DataFrame([column for key in self.keys for column in self._places(key, whole)])

    def _places(self, key: str, compared: pl.DataFrame) -> Iterator[pl.Series]:
        pairs = compared.select(n=f"{key}.n", d=f"{key}.d")
        values = pairs.drop_nulls().group_by("n", "d").len("rows")
        found = pairs.join(
            self.places_of(key, values), on=["n", "d"], how="left", maintain_order="left"
        )
        for part in ("rank", "count"):
            yield found.get_column(part).alias(f"standing.{key}.{part}")

    def places_of(self, key: str, values: pl.DataFrame) -> pl.DataFrame:
        """`rank` and `count` beside different values, `n` and `d`, that so many `rows` have."""
        way = self.methodology.indicators[key].way
        assert isinstance(way, Rank)
        rows = pl.col("rows").cast(pl.Int64)
        halves = rows.cum_sum(reverse=way.better == "higher") * 2 - rows * 2 + 2
        if way.ties == "average":
            halves += rows - 1
        # A half is five tenths: a whole number that is shifted by one digit.
        tenths = (halves * 5).cast(pl.Decimal(38, 0)) * pl.lit("0.1").cast(pl.Decimal(38, 1))
        return _in_order(values).select(
            "n", "d", rank=tenths.cast(pl.Decimal(38, 1)), count=rows.sum()
        )


def ranking_of(methodology: Methodology, reader: RowReader) -> Ranking | None:
    """The ranks of a methodology; None where it has none."""
    return Ranking(methodology, reader) if ranks_in(methodology) else None


def ranked_among(ranking: Ranking, batches: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The places of all rows of the batches; one rank may rest on another, which comes first."""
    found = ranking.places(ranking.compared(batch) for batch in batches)
    for _ in ranking.keys[1:]:
        before, start, told = found, 0, []
        for batch in batches:
            told.append(ranking.compared(batch.hstack(found.slice(start, batch.height))))
            start += batch.height
        found = ranking.places(told)
        if found.equals(before):
            break
    return found


def _whole(name: str, values: list[int | None]) -> pl.Series:
    if all(value is None or abs(value) <= _MOST for value in values):
        return pl.Series(name, values, dtype=pl.Int64)
    return pl.Series(name, [None if v is None else str(v) for v in values], dtype=pl.String)


def _in_order(values: pl.DataFrame) -> pl.DataFrame:
    """Distinct values, the smallest first.

    They are sorted by their 60 first binary digits behind the point, and where these are the same
    (or too wide to be reckoned so) one by one.
    """
    wide = values.select(
        pl.max_horizontal(pl.col("n", "d").cast(pl.String).str.len_bytes()).max()
    ).item()
    near = pl.lit(0)
    if (wide or 0) <= _SHORT:
        near = pl.col("n").cast(pl.Int128) * pl.lit(2**60, pl.Int128) // pl.col("d").cast(pl.Int128)
    placed = values.with_columns(near=near).with_row_index("at")
    alike = placed.filter(pl.col("near").is_duplicated())
    exact = [Fraction(int(n), int(d)) for n, d in alike.select("n", "d").iter_rows()]
    order = sorted(range(len(exact)), key=exact.__getitem__)
    among = alike.select("at")[order].with_row_index("then")
    return placed.join(among, on="at", how="left").sort("near", "then", nulls_last=True)
