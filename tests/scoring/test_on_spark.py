"""Frames of PySpark: a real session, and the digits of the engine that it is held against."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from perfrules import Refused, score_table
from perfrules.scoring.on_spark import score_spark
from tests.scoring.rules import GRADES, HEAD, TWO, rules
from tests.scoring.tables import done_row, every, frame_of
from tests.scoring.test_child_rows import RULES, children
from tests.scoring.test_table_ranks import TWO_RANKS

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """One session for all: it takes longer to start than everything else here."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "ERROR",
        "spark.driver.host": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def on_spark(spark: Any, frame: pl.DataFrame) -> Any:
    return spark.createDataFrame(frame.to_arrow())


def back(frame: Any, by: str) -> pl.DataFrame:
    found = pl.from_arrow(frame.toArrow())
    assert isinstance(found, pl.DataFrame)
    return found.sort(by)


def test_the_same_digits_as_in_memory(spark: Any) -> None:
    edges = [
        done_row(支出=spent, 预算=budget, 满意=rate)
        for spent in (0.005, 2.0, 7.25, None)
        for budget in (0.0, 3.0, 8.0)
        for rate in (59.99, 60.0, 75.125, 101.0)
    ]
    frame = frame_of(edges)
    scored = score_table(every(), on_spark(spark, frame).repartition(3), scores=True)
    assert type(scored) is type(on_spark(spark, frame))
    assert back(scored, "号").equals(score_table(every(), frame, scores=True))


def test_places_among_all_rows_wherever_they_lie(spark: Any) -> None:
    methodology = rules(TWO_RANKS, points=20)
    frame = pl.DataFrame(
        {"甲数": [3, 1, 2, None, 3, 5], "乙数": [7, 3, 6, 1, 7, 0], "号": range(6)}
    )
    scored = score_spark(methodology, on_spark(spark, frame).repartition(2), scores=["再位"])
    assert back(scored, "号").equals(score_table(methodology, frame, scores=["再位"]))


def test_rows_of_tables_find_their_departments_in_their_order(spark: Any) -> None:
    frame = pl.DataFrame({"局": ["丙", "乙", "甲"]})
    tables = {"产出": on_spark(spark, children()).repartition(1)}
    scored = score_table(RULES, on_spark(spark, frame), tables=tables, key="局", scores=True)
    should = score_table(RULES, frame, tables={"产出": children()}, key="局", scores=True)
    assert back(scored, "局").equals(should.sort("局"))


def test_what_is_wrong_with_the_columns_is_said_at_once(spark: Any) -> None:
    frame = on_spark(spark, pl.DataFrame({"局": ["甲"], "total": [1]}))
    for more, code in (
        ({}, "E722"),
        ({"scores": ["平"]}, "E723"),
    ):
        with pytest.raises(Refused) as caught:
            score_table(every(), frame, **more)  # type: ignore[arg-type]
        assert [problem.code for problem in caught.value.problems] == [code]
    with pytest.raises(Refused) as caught:
        score_table(RULES, frame.drop("total"), tables={"产出": frame}, key=None)
    assert [problem.code for problem in caught.value.problems] == ["E725"]


def test_the_job_for_spark_submit(spark: Any, tmp_path: Path) -> None:
    assert spark
    head = HEAD.format(points=100, more='grade_on = "printed"')
    (tmp_path / "rules.toml").write_text(head + TWO + GRADES, "utf-8")
    frame = pl.DataFrame({"支出": [2.0, None], "预算": [3.0, 3.0], "judgement.评": [75, 75]})
    frame.write_parquet(tmp_path / "in.parquet")
    submit = Path(sys.executable).with_name("spark-submit")
    done = subprocess.run(
        [
            submit, "--master", "local[2]", "--conf", "spark.ui.enabled=false",
            ROOT / "examples" / "score_on_spark.py", "rules.toml", "in.parquet", "out",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = pl.read_parquet(tmp_path / "out" / "*.parquet").sort("status")
    assert found.get_column("status").to_list() == ["done", "open"]
    assert str(found.get_column("total")[0]) == "88.33"
