"""Departments in a frame of PySpark: each batch goes through the kernel where it lies."""

import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from perfrules.extras import needing
from perfrules.model.methodology import Methodology
from perfrules.scoring.child_rows import (
    columns_of_rows,
    needed_key,
    refuse_without,
    rule_of,
)
from perfrules.scoring.spark_worker import Batches, Told, answering, comparing, renaming
from perfrules.scoring.table_ranks import Ranking

with needing("spark"):
    import polars as pl
    import pyarrow as pa
    from pyspark.sql import DataFrame as SparkFrame
    from pyspark.sql import functions as F  # noqa: N812  # as everybody calls it
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

_COMPARED = "\nof "
"""Before the names of columns that stand there only while places are found."""

_AT, _KEY = "\nat", "\nkey"
"""Columns that stand there only while rows of tables are joined; no author's name is like them."""


def score_spark(  # noqa: PLR0913  # all but the first two are asked for by name
    methodology: Methodology,
    frame: SparkFrame,
    *,
    scores: bool | Sequence[str] = False,
    tables: Mapping[str, SparkFrame] | None = None,
    key: str | None = None,
    period: int | None = None,
) -> SparkFrame:
    """The frame with the columns that `score_table` puts beside each row, not yet computed.

    Rows stay in their partitions. Only the rows of `tables` are shuffled, to their departments;
    and where the methodology ranks, the different values that are compared go to the driver, once
    for each rank that rests on another, and their places come back.

    Raises Refused like `score_table`, but does not look for a key that stands twice, or for rows
    of nobody: that would take a shuffle of its own.
    """
    asked = scores if isinstance(scores, bool) else tuple(scores)
    told = Told(pickle.dumps(methodology), tuple(frame.columns), asked, period)
    scoring = told.scoring()  # what is wrong with the columns is said here, not by a worker
    before = to_arrow_schema(frame.schema)
    frame = _with_tables(methodology, frame, tables or {}, key)
    if scoring.ranking is not None:
        frame = _with_places(frame, scoring.ranking, told)
    after = pa.schema([*before, *_plain(pl.DataFrame(schema=scoring.schema).to_arrow().schema)])
    return _mapped(frame, answering(told, after), after)


def _mapped(frame: SparkFrame, what: Callable[[Batches], Batches], after: pa.Schema) -> SparkFrame:
    """The frame through a function of batches; Spark's own way cannot have points in names."""
    before, plain = frame.columns, [f"c{n}" for n in range(len(after))]
    schema = pa.schema([field.with_name(name) for field, name in zip(after, plain, strict=True)])
    mapped = frame.toDF(*plain[: len(before)]).mapInArrow(
        renaming(what, before, plain), from_arrow_schema(schema)
    )
    return mapped.toDF(*after.names)


def _plain(schema: pa.Schema) -> pa.Schema:
    """With the types of text and list that Spark writes."""
    kinds = {
        pa.large_string(): pa.string(),
        pa.large_list(pa.large_string()): pa.list_(pa.string()),
    }
    return pa.schema([field.with_type(kinds.get(field.type, field.type)) for field in schema])


def _with_tables(
    methodology: Methodology, frame: SparkFrame, tables: Mapping[str, SparkFrame], key: str | None
) -> SparkFrame:
    """The frame with the rows of tables as lists, in the order in which they stand."""
    for name, table in tables.items():
        of = needed_key(key, tables)
        rule = rule_of(methodology, name, table.columns, of)
        refuse_without(of, "", frame.columns)
        columns = [_named(column) for column in columns_of_rows(rule, table.columns)]
        numbered = table.withColumn(_AT, F.monotonically_increasing_id())
        row = F.struct(_named(_AT), *columns)
        in_order = F.sort_array(F.collect_list(row)).alias(f"table.{name}")
        lists = numbered.groupBy(_named(of).alias(_KEY)).agg(in_order)
        joined = frame.join(lists, _named(of) == _named(_KEY), "left").drop(_KEY)
        given = F.transform(_named(f"table.{name}"), lambda each: each.dropFields(f"`{_AT}`"))
        frame = joined.withColumn(f"table.{name}", F.coalesce(given, F.array()))
    return frame


def _named(name: str) -> Any:
    """The column of this name, also where there is a point in it."""
    return F.col("`" + name.replace("`", "``") + "`")


def _with_places(frame: SparkFrame, ranking: Ranking, told: Told) -> SparkFrame:
    """The frame with `standing.KEY.rank` and `.count`; one rank may rest on another."""
    placed = _placed(frame, ranking, told)
    for _ in ranking.keys[1:]:
        placed = _placed(placed, ranking, told)
    return placed


def _placed(frame: SparkFrame, ranking: Ranking, told: Told) -> SparkFrame:
    """The frame with the places that follow from what stands beside its rows."""
    new = [f"{_COMPARED}{key}.{part}" for key in ranking.keys for part in "nd"]
    schema = pa.schema([*to_arrow_schema(frame.schema), *((name, pa.string()) for name in new)])
    placed = _mapped(frame, comparing(told, schema), schema)
    placed = placed.drop(*(name for key in ranking.keys for name in _standing(key)))
    for key in ranking.keys:
        of_key = [_named(f"{_COMPARED}{key}.{part}") for part in "nd"]
        values = placed.groupBy(of_key[0].alias("n"), of_key[1].alias("d")).count()
        counts = pl.from_arrow(values.dropna().toArrow())
        assert isinstance(counts, pl.DataFrame)
        places = ranking.places_of(key, counts.rename({"count": "rows"}))
        rank, count = _standing(key)
        found = places.select(
            pl.col("n").cast(pl.String).alias("\nn"),
            pl.col("d").cast(pl.String).alias("\nd"),
            pl.col("rank").alias(rank),
            pl.col("count").alias(count),
        ).to_arrow()
        told_all = F.broadcast(frame.sparkSession.createDataFrame(found))
        same = (of_key[0] == _named("\nn")) & (of_key[1] == _named("\nd"))
        placed = placed.join(told_all, same, "left").drop("\nn", "\nd")
    return placed.drop(*new)


def _standing(key: str) -> tuple[str, str]:
    return f"standing.{key}.rank", f"standing.{key}.count"
