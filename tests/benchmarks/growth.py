"""How perfrules grows: with rows, with indicators, from file to file, and on Spark."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from tests.benchmarks.departments import departments

HERE = Path(__file__).parent
_PART = 1_000_000
_MEASURED = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Runs a command, and prints the kilobytes that it had in memory at the most."""
_BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch"


def growth_page(folder: Path, most: int) -> str:
    """What stands below the comparison with the peers."""
    lines = ["", "## Growth", "", "Rows with ties, perfrules alone.", ""]
    lines += [*_with_rows(most), "", *_with_indicators(), "", *_file_to_file(folder, most), ""]
    return "\n".join([*lines, *_on_spark(folder)]) + "\n"


def _seconds(run: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def _with_rows(most: int) -> Iterator[str]:
    from perfrules import load_methodology, score_table

    rules = load_methodology(HERE / "scorecard.toml")
    yield "| rows in memory | ns a row |"
    yield "| ---: | ---: |"
    count = 10_000
    while count <= most:
        frame = pl.concat([departments("tie", min(count, _PART))] * max(1, count // _PART))
        yield f"| {count:,} | {_seconds(lambda: score_table(rules, frame)) / count * 1e9:,.0f} |"  # noqa: B023
        count *= 10


def _with_indicators() -> Iterator[str]:
    from perfrules import score_table
    from perfrules.files.from_toml import toml_document
    from perfrules.model.from_tables import methodology_from
    from perfrules.scoring.check import check

    frame = departments("tie", 100_000)
    text = (HERE / "scorecard.toml").read_text("utf-8")
    head = text[: text.index("[indicator.")].replace("points   = 100", "points   = {points}")
    head = head.replace('grade_on = "printed"\n', "")
    yield "| indicators | loading, ms | ns a row and indicator |"
    yield "| ---: | ---: | ---: |"
    for count in (24, 100, 1000):
        own = "".join(
            f"[indicator.i{n}]\npoints = 1\nscore = 'min(exec_rate, {n + 1} / {count})'\n"
            for n in range(count)
        )
        body = head.replace("{points}", str(count)) + own

        def load(body: str = body) -> Any:
            rules = methodology_from(toml_document(body, "many.toml"))
            assert not list(check(rules))
            return rules

        loading, rules = _seconds(load), load()
        each = _seconds(lambda: score_table(rules, frame)) / frame.height / count * 1e9  # noqa: B023
        yield f"| {count:,} | {loading * 1e3:,.0f} | {each:,.1f} |"


def _file_to_file(folder: Path, most: int) -> Iterator[str]:
    rows = _large_file(folder, most)
    yield "| `perfrules score --rows` | rows | rows/s | peak memory, MB |"
    yield "| --- | ---: | ---: | ---: |"
    for said, more in (("all scores", []), ("total and grade", ["--scores", "none"])):
        out = folder / "scored.parquet"
        line = [sys.executable, "-m", "perfrules", "score", "--methodology"]
        line += [str(HERE / "scorecard.toml"), "--rows", str(rows), "-o", str(out), *more]
        began = time.perf_counter()
        # By a small process: of one forked here, this one's memory would be counted as well.
        ran = [sys.executable, "-c", _MEASURED, *line]
        done = subprocess.run(ran, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - began
        memory = int(done.stdout) // 1024
        out.unlink()
        yield f"| Parquet to Parquet, {said} | {most:,} | {most / seconds:,.0f} | {memory:,} |"


def _large_file(folder: Path, most: int) -> Path:
    path = folder / f"large-{most}.parquet"
    if not path.exists():
        first = departments("tie", 1).to_arrow().schema
        with pq.ParquetWriter(path, first) as writer:
            for seed in range(max(most // _PART, 1)):
                writer.write_table(departments("tie", min(most, _PART), seed).to_arrow())
    return path


def _on_spark(folder: Path) -> Iterator[str]:
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        yield "Spark was not measured: pyspark is not installed."
        return
    from perfrules import load_methodology, score_table

    rules = load_methodology(HERE / "scorecard.toml")
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = spark.config("spark.log.level", "ERROR").getOrCreate()
    yield "A file read, scored, totals added up: by Spark on local[2], and without it."
    yield ""
    yield "| rows | Spark, rows/s | in batches of 131,072 | Polars, rows/s | Spark takes, s more |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for count in (100_000, _PART, 4 * _PART):
        path = folder / f"spark-{count}.parquet"
        departments("tie", count).write_parquet(path)

        def by_spark(path: Path = path) -> Any:
            scored = score_table(rules, session.read.parquet(str(path)))
            return scored.agg({"total": "sum"}).collect()[0][0]

        def by_polars(path: Path = path) -> Any:
            return score_table(rules, pl.read_parquet(path)).get_column("total").sum()

        assert by_spark() == by_polars()
        session.conf.set(_BATCH, "10000")
        usual = _seconds(by_spark)
        session.conf.set(_BATCH, "131072")
        large, alone = _seconds(by_spark), _seconds(by_polars)
        rates = " | ".join(f"{count / each:,.0f}" for each in (usual, large, alone))
        yield f"| {count:,} | {rates} | {large - alone:.1f} |"
    session.stop()
