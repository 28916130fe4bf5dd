"""What a worker of Spark does with the batches of its partition: it carries them to the kernel."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from attrs import frozen

from perfrules.extras import needing
from perfrules.scoring.many import Scoring, scoring_of

with needing("tables"):
    import polars as pl
    import pyarrow as pa

Batches = Iterator[pa.RecordBatch]


@frozen
class Told:
    """What a worker is told; it makes its kernel itself, once."""

    methodology: bytes
    """Pickled."""
    names: tuple[str, ...]
    """Of the columns of the frame."""
    scores: bool | tuple[str, ...]
    period: int | None

    def scoring(self) -> Scoring:
        """The methodology made ready for the columns of the frame."""
        return _scoring(self)


@lru_cache(maxsize=4)
def _scoring(told: Told) -> Scoring:
    methodology = pickle.loads(told.methodology)  # noqa: S301  # pickled by `score_spark`
    return scoring_of(methodology, told.names, told.scores, None, told.period)


def answering(told: Told, after: pa.Schema) -> Callable[[Batches], Batches]:
    """The columns of the frame with their answers; what stood behind them is left away."""
    kept = len(told.names)

    def answer(batches: Batches) -> Batches:
        scoring = told.scoring()
        for batch in batches:
            yield _beside(batch.columns[:kept], scoring.run(_read(batch)), after)

    return answer


def comparing(told: Told, after: pa.Schema) -> Callable[[Batches], Batches]:
    """All columns with what each row is ranked by, as texts."""

    def compare(batches: Batches) -> Batches:
        ranking = told.scoring().ranking
        assert ranking is not None, "nobody compares where nothing is ranked"
        for batch in batches:
            found = ranking.compared(_read(batch)).cast(pl.String)
            yield _beside(batch.columns, found, after)

    return compare


def renaming(
    what: Callable[[Batches], Batches], before: Sequence[str], after: Sequence[str]
) -> Callable[[Batches], Batches]:
    """The same for batches whose columns are called otherwise, as is what comes out."""

    def renamed(batches: Batches) -> Batches:
        for batch in what(each.rename_columns(list(before)) for each in batches):
            yield batch.rename_columns(list(after))

    return renamed


def _read(batch: pa.RecordBatch) -> pl.DataFrame:
    rows = pl.from_arrow(batch)
    assert isinstance(rows, pl.DataFrame)
    return rows


def _beside(columns: list[pa.Array], more: pl.DataFrame, schema: pa.Schema) -> pa.RecordBatch:
    found = [column.combine_chunks() for column in more.to_arrow().columns]
    pairs = zip([*columns, *found], schema.types, strict=True)
    return pa.RecordBatch.from_arrays([array.cast(kind) for array, kind in pairs], schema=schema)
