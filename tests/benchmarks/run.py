"""The benchmark: `python -m tests.benchmarks.run` measures every engine and writes RESULTS.md.

Each engine has a process of its own, in which it runs three times over all rows; the processes are
repeated by turns, so that all engines meet the same weather. The best of the times counts. What
differs from rational numbers is counted over all rows.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen

from tests.benchmarks import columns, one_by_one
from tests.benchmarks.departments import departments
from tests.benchmarks.formulas import GRADES
from tests.benchmarks.growth import growth_page
from tests.benchmarks.rationals import all_scored

HERE = Path(__file__).parent
PACKAGES = (
    "attrs", "simpleeval", "zen-engine", "datalogic-py", "OpenFisca-Core", "polars", "numpy",
    "pyarrow",
)  # fmt: skip
OF_ONE, OF_COLUMNS, OF_SCORES = "one at a time", "columns", "columns, 24 scores out"


@frozen
class Measured:
    """What one process found."""

    engine: str
    task: str
    rows_a_second: float
    mismatches: int
    of: int
    megabytes: int
    """The most that the process had in memory: Python, the rows, the engine, its answer."""


def tasks() -> Iterator[tuple[str, str]]:
    """Every engine with what it is to do."""
    yield from ((OF_ONE, name) for name in one_by_one.ENGINES)
    for task in (OF_COLUMNS, OF_SCORES):
        yield from ((task, name) for name in columns.ENGINES)


def measure(task: str, name: str, rows: Path, exact: Path) -> Mapping[str, Any]:
    """Run one engine in this process over rows in a file, and hold it against exact scores."""
    frame, should = pl.read_parquet(rows), pl.read_parquet(exact)
    if task == OF_ONE:
        return {**_one_by_one(name, frame, should), "megabytes": _megabytes()}
    engine = columns.ENGINES[name](every=task == OF_SCORES)
    engine(frame.head(1000))
    times = []
    for _ in range(3):  # the first pays for fresh memory
        began = time.perf_counter()
        total, grade = engine(frame)
        times.append(time.perf_counter() - began)
    seconds = min(times)
    used = _megabytes()
    found = pl.DataFrame({"total": _hundredths(total), "grade": _named(grade)})
    return {
        "seconds": seconds, "rows": frame.height, "megabytes": used,
        "mismatches": _differing(found.head(should.height), should), "of": should.height,
    }  # fmt: skip


def _one_by_one(name: str, frame: pl.DataFrame, should: pl.DataFrame) -> Mapping[str, Any]:
    run = one_by_one.ENGINES[name]()
    rows = list(frame.head(min(should.height, 20_000)).iter_rows(named=True))
    few = rows[: 2_000 if "derivation" in name else None]
    for row in few[:200]:
        run(row)
    began = time.perf_counter()
    lines = [run(row) for row in few]
    seconds = time.perf_counter() - began
    found = pl.DataFrame(lines, schema=should.schema, orient="row")
    return {
        "seconds": seconds, "rows": len(few), "of": len(few),
        "mismatches": _differing(found, should.head(len(few))),
    }  # fmt: skip


def _differing(found: pl.DataFrame, should: pl.DataFrame) -> int:
    pairs = found.select(t="total", g="grade").hstack(should)
    same = (pl.col("t") == pl.col("total")) & (pl.col("g") == pl.col("grade"))
    return pairs.filter(~same.fill_null(value=False)).height


def _hundredths(total: Any) -> pl.Series:
    series = pl.Series(total)
    if series.dtype.is_integer():
        return series.cast(pl.Int64)
    return (series * 100).round().cast(pl.Int64)


def _named(grade: Any) -> pl.Series:
    series = pl.Series(grade)
    if series.dtype == pl.String:
        return series
    return series.cast(pl.Int64).replace_strict(dict(enumerate(GRADES)), return_dtype=pl.String)


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--checked", type=int, help="rows held against rationals; all if not given")
    parser.add_argument("--most", type=int, default=10_000_000, help="rows of the largest file")
    parser.add_argument("--folder", type=Path, default=Path(".bench"))
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        task, name, rows, exact = options.one
        _say(json.dumps(measure(task, name, Path(rows), Path(exact))))
        return
    checked = options.rows if options.checked is None else options.checked
    options.folder.mkdir(exist_ok=True)
    found: dict[str, list[Measured | str]] = {}
    for kind in ("random", "tie"):
        rows, exact = _data(kind, options.rows, checked, options.folder)
        found[kind] = _by_turns(options.turns, rows, exact)
    growth = growth_page(options.folder, options.most)
    page = _page(found, options.rows) + growth
    _say(page)
    (HERE / "RESULTS.md").write_text(page, "utf-8")


def _data(kind: str, count: int, checked: int, folder: Path) -> tuple[Path, Path]:
    rows = folder / f"{kind}-{count}.parquet"
    exact = folder / f"{kind}-{count}-{checked}-exact.parquet"
    if not rows.exists():
        departments(kind, count).write_parquet(rows)
    if not exact.exists():
        all_scored(pl.read_parquet(rows).head(checked)).write_parquet(exact)
    return rows, exact


def _by_turns(turns: int, rows: Path, exact: Path) -> list[Measured | str]:
    best: dict[tuple[str, str], Measured | str] = {}
    for turn in range(turns):
        for task, name in tasks():
            _say(f"turn {turn + 1}: {task}: {name}", sys.stderr)
            told = _in_a_process(task, name, rows, exact)
            before = best.get((task, name))
            if (
                isinstance(told, str)
                or not isinstance(before, Measured)
                or told.rows_a_second > before.rows_a_second
            ):
                best[task, name] = told
    return list(best.values())


def _in_a_process(task: str, name: str, rows: Path, exact: Path) -> Measured | str:
    line = [
        sys.executable,
        "-m",
        "tests.benchmarks.run",
        "--one",
        task,
        name,
        str(rows),
        str(exact),
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return f"{name} ({task}) could not be measured: {last}"
    told = json.loads(done.stdout)
    rate = told["rows"] / told["seconds"]
    return Measured(name, task, rate, told["mismatches"], told["of"], told["megabytes"])


def _page(found: Mapping[str, Sequence[Measured | str]], rows: int) -> str:
    lines = [
        "# Results",
        "",
        "Written by `make bench`. Figures of one run on one machine: what counts are the ratios.",
        "A mismatch is a row whose total or grade is not that of rational numbers.",
        "",
        f"- {_machine()}",
        f"- Python {platform.python_version()}; {_versions()}",
        f"- {rows:,} departments for columns; one at a time, up to 20,000 of them.",
    ]
    for kind, measured in found.items():
        of_kind = {"random": "At random", "tie": "On edges and half-cents"}[kind]
        lines += ["", f"## {of_kind}"]
        for task in (OF_ONE, OF_COLUMNS, OF_SCORES):
            lines += [
                "",
                *_table(task, [m for m in measured if isinstance(m, Measured) and m.task == task]),
            ]
        lines += ["", *(f"- {each}" for each in measured if isinstance(each, str))]
    return "\n".join(lines).rstrip() + "\n"


def _table(task: str, measured: Sequence[Measured]) -> Iterator[str]:
    first = measured[0].rows_a_second
    unit = "µs each" if task == OF_ONE else "rows/s"
    yield f"| {task} | {unit} | perfrules is × faster | mismatches | peak memory, MB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for each in measured:
        rate = each.rows_a_second
        speed = f"{1e6 / rate:,.1f}" if task == OF_ONE else f"{rate:,.0f}"
        ratio = f"{first / rate:.2f}"
        yield (
            f"| {each.engine} | {speed} | {ratio} | {each.mismatches:,} of {each.of:,} |"
            f" {each.megabytes:,} |"
        )


def _machine() -> str:
    model = "processor unknown"
    cpu = Path("/proc/cpuinfo")
    if cpu.exists():
        names = [
            line for line in cpu.read_text("utf-8").splitlines() if line.startswith("model name")
        ]
        model = names[0].partition(":")[2].strip() if names else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    gcc = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True, check=False)
    system = f"{platform.system()}; gcc {gcc.stdout.strip()}"
    return f"{model}, {os.cpu_count()} cores, {memory} GB; {system}"


def _versions() -> str:
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            found.append(f"{package} could not be installed")
    return ", ".join(found)


def _say(text: str, stream: Any = sys.stdout) -> None:
    stream.write(text + "\n")
    stream.flush()


if __name__ == "__main__":
    main()
