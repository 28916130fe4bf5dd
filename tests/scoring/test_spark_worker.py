"""What workers of Spark do with their batches, here without Spark."""

import pickle

import polars as pl
import pyarrow as pa
import pytest

from perfrules import score_table
from perfrules.model.methodology import Methodology
from perfrules.scoring.spark_worker import Batches, Told, answering, comparing, renaming
from tests.scoring.rules import rules
from tests.scoring.tables import done_row, every, frame_of
from tests.scoring.test_population import ranking
from tests.scoring.test_table_ranks import TWO_RANKS


def told(methodology: Methodology, frame: pl.DataFrame) -> Told:
    return Told(pickle.dumps(methodology), tuple(frame.columns), True, None)


def batches(frame: pl.DataFrame) -> Batches:
    return iter(frame.to_arrow().to_batches(max_chunksize=2))


def test_batches_come_back_with_their_answers() -> None:
    frame = frame_of([done_row(支出=spent) for spent in (0.5, 2.0, None, 3.0, 9.0)])
    should = score_table(every(), frame, scores=True)
    schema = should.to_arrow().schema
    found = pa.Table.from_batches(list(answering(told(every(), frame), schema)(batches(frame))))
    assert pl.from_arrow(found).equals(should)


def test_columns_behind_those_of_the_frame_are_read_and_left_away() -> None:
    methodology, frame = ranking(), pl.DataFrame({"率": ["50%", "80%"]})
    placed = frame.with_columns(
        pl.Series("standing.位.rank", [2, 1]), pl.Series("standing.位.count", [2, 2])
    )
    should = score_table(methodology, frame, scores=True)
    work = answering(told(methodology, frame), should.to_arrow().schema)
    found = pa.Table.from_batches(list(work(batches(placed))))
    assert pl.from_arrow(found).equals(should)


def test_what_is_compared_comes_as_texts() -> None:
    methodology = rules(TWO_RANKS, points=20)
    frame = pl.DataFrame({"甲数": [6, None], "乙数": [4, 1]})
    schema = pa.schema(
        [
            *frame.to_arrow().schema,
            *((f"{key}.{part}", pa.string()) for key in ("位", "再位") for part in "nd"),
        ]
    )
    (batch,) = comparing(told(methodology, frame), schema)(batches(frame))
    assert batch.column("位.n").to_pylist() == ["3", None]
    assert batch.column("位.d").to_pylist() == ["2", None]


@pytest.mark.parametrize("name", ["a.b", "c"])
def test_names_are_plain_on_the_way(name: str) -> None:
    (batch,) = renaming(lambda given: given, [name], ["x"])(batches(pl.DataFrame({"c0": [1]})))
    assert batch.schema.names == ["x"]
