"""`perfrules score --rows`: files of every kind into every kind, whole or not at all."""

import os
import pty
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.ipc
import pytest

from perfrules.cli import main
from perfrules.cli.progress import Bar, progress
from perfrules.scoring.kernel import Kernel
from tests.cli.conftest import ROOT
from tests.scoring.rules import GRADES, HEAD, TWO
from tests.scoring.test_child_rows import WHOLE
from tests.scoring.test_rows import TABLE

RULES = HEAD.format(points=100, more='grade_on = "printed"') + TWO + GRADES
RANKED = HEAD.format(points=20, more="") + (
    '[fact."率"]\nunit = "%"\n[indicator."位"]\npoints = 20\n'
    'rank = { of = "率", better = "higher", ties = "same", score = "分值 − 名次 + 1" }\n'
)
OF_TABLES = (
    HEAD.format(points=60, more="") + TABLE + '[indicator."总和"]\npoints = 60\nrows = "产出"\n'
)
WRITE: dict[str, Callable[[pl.DataFrame, Path], object]] = {
    "csv": lambda frame, path: frame.write_csv(path),
    "parquet": lambda frame, path: frame.write_parquet(path),
    "arrow": lambda frame, path: frame.write_ipc(path),
    "jsonl": lambda frame, path: frame.write_ndjson(path),
}
READ: dict[str, Callable[[Path], pl.DataFrame]] = {
    "csv": lambda path: pl.read_csv(path, infer_schema=False),
    "parquet": pl.read_parquet,
    "arrow": pl.read_ipc,
    "jsonl": lambda path: pl.read_ndjson(path, infer_schema_length=None),
}


class Folder:
    """A rule file, and tables beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rules("rules", RULES)

    def rules(self, name: str, text: str) -> Path:
        path = self.path / f"{name}.toml"
        path.write_text(text, "utf-8")
        return path

    def score(self, rows: str, out: str, *more: str, rules: str = "rules") -> int:
        line = ("score", "--methodology", f"{rules}.toml", "--rows", rows, "-o", out, *more)
        return main(list(line))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFRULES_LANG", "en")
    return Folder(tmp_path)


def departments(count: int = 6, **more: Any) -> pl.DataFrame:
    number = pl.int_range(count, eager=True)
    frame = pl.DataFrame({"局": "局" + number.cast(pl.String)}).with_columns(
        支出=pl.Series([n % 5 + 0.5 for n in range(count)]),
        预算=pl.lit(4.0),
        评=pl.Series([70 + n % 11 for n in range(count)]),
    )
    columns = {name: pl.Series(values) for name, values in more.items()}
    return frame.rename({"评": "judgement.评"}).with_columns(**columns)


@pytest.mark.parametrize("into", READ)
@pytest.mark.parametrize("out", READ)
def test_every_kind_of_file_into_every_other(
    folder: Folder, into: str, out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    WRITE[into](departments(), folder.path / f"in.{into}")
    assert folder.score(f"in.{into}", f"out.{out}") == 0
    found = READ[out](folder.path / f"out.{out}")
    assert found.get_column("局").to_list() == [f"局{n}" for n in range(6)]
    totals = [Decimal(str(total)) for total in found.get_column("total").to_list()]
    assert totals == [Decimal(text) for text in ("72.5", "78.5", "84.5", "90.5", "94", "77.5")]
    assert found.get_column("grade").to_list() == ["良", "良", "良", "优", "优", "良"]
    said = capsys.readouterr()
    assert "6 rows: 6 done, 0 open, 0 refused" in said.out
    assert "6 rows were scored again step by step: all the same." in said.out
    assert "W720" in said.err


def test_the_summary_is_right_and_aligned(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    departments().write_parquet("in.parquet")
    assert folder.score("in.parquet", "out.csv", "--scores", "评", "--recheck", "2") == 0
    assert capsys.readouterr().out.splitlines() == [
        "6 rows: 6 done, 0 open, 0 refused",
        "Grades: 优 2, 良 4",
        "",
        "Score  Points  Rows     Mean  Least  Quartile  Median  Quartile  Greatest",
        "Total     100     6  82.9167  72.50     77.50   78.50     90.50     94.00",
        "执行       20     6  10.4167   2.50      2.50    7.50     17.50     20.00",
        "评         80     6  72.5000  70.00     71.00   72.00     74.00     75.00",
        "",
        "2 rows were scored again step by step: all the same.",
    ]
    columns = READ["csv"](folder.path / "out.csv").columns
    assert [name for name in columns if name.startswith("score.")] == ["score.评"]


def test_refused_rows_stay_or_go_to_a_file_of_their_own(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    departments(预算=["4", "x", None, "4", "4", "4"]).write_csv("in.csv")
    assert folder.score("in.csv", "all.csv", "--scores", "none") == 1
    every = READ["csv"](folder.path / "all.csv")
    assert every.get_column("status").to_list() == ["done", "refused", "open", *["done"] * 3]
    assert every.get_column("missing").to_list() == [None, None, "预算", None, None, None]
    assert "E240" in str(every.get_column("problem")[1])
    assert folder.score("in.csv", "out.parquet", "--rejects", "bad.jsonl") == 1
    assert READ["parquet"](folder.path / "out.parquet").height == 5
    bad = READ["jsonl"](folder.path / "bad.jsonl")
    assert bad.get_column("局").to_list() == ["局1"]
    assert "1 refused" in capsys.readouterr().out
    departments(预算=["4", None, *["4"] * 4]).write_csv("in.csv")
    assert folder.score("in.csv", "out.csv", "--rejects", "bad.csv") == 3
    assert READ["csv"](folder.path / "bad.csv").height == 0


def test_a_line_that_cannot_be_read_is_a_refused_row(folder: Folder) -> None:
    one, two = (departments(2).slice(n, 1).write_ndjson().strip() for n in range(2))
    (folder.path / "in.jsonl").write_text(f"{one}\n{{broken\n{two}\n", "utf-8")
    assert folder.score("in.jsonl", "out.parquet", "--rejects", "bad.csv") == 1
    assert READ["parquet"](folder.path / "out.parquet").get_column("局").to_list() == ["局0", "局1"]
    bad = READ["csv"](folder.path / "bad.csv")
    assert bad.get_column("status").to_list() == ["refused"]
    assert "E732" in bad.get_column("problem")[0]


def test_many_small_batches_and_scores_with_many_digits(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    body = '[fact."数"]\nkind = "number"\n[indicator."率"]\npoints = 100\nscore = "数 × 100"\n'
    head = HEAD.format(points=100, more="").replace("to = 0.01", "to = 0.00001")
    folder.rules("fine", head + body)
    rates = pl.Series("数", range(160_000)) / 10_000_000 * 5
    frame = pl.DataFrame({"数": rates.cast(pl.Decimal(12, 7))}).to_arrow()
    with pa.ipc.new_file(str(folder.path / "in.arrow"), frame.schema) as file:
        for start in range(0, frame.num_rows, 4000):
            file.write_table(frame.slice(start, 4000))
    assert folder.score("in.arrow", "out.parquet", rules="fine") == 0
    said = capsys.readouterr().out
    assert "160,000 rows: 160,000 done" in said
    # Half of the greatest, 7.99995, to the digits that so many different scores leave.
    assert said.splitlines()[3].split()[:2] == ["Total", "*"]
    assert "4.00000" in said.splitlines()[3]


def test_missing_and_strange_columns_are_said_once(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    departments().drop("预算").write_csv("in.csv")
    assert folder.score("in.csv", "out.csv", "--lang", "zh") == 3
    said = capsys.readouterr().err
    assert said.count("W720") == said.count("W721") == 1
    assert "没有这些列，每一行都缺这些数据：预算" in said


def test_places_among_all_rows_of_a_file(folder: Folder) -> None:
    folder.rules("ranked", RANKED)
    pl.DataFrame({"率": ["50%", "80%", None, "80%"]}).write_csv("in.csv", quote_style="always")
    assert folder.score("in.csv", "out.parquet", rules="ranked") == 3
    totals = READ["parquet"](folder.path / "out.parquet").get_column("total").to_list()
    assert totals == [Decimal(18), Decimal(20), None, Decimal(20)]


def test_places_that_do_not_rest_on_one_another(folder: Folder) -> None:
    other = RANKED[RANKED.index("[fact") :].replace("率", "速").replace("位", "次")
    folder.rules("two", HEAD.format(points=40, more="") + RANKED[RANKED.index("[fact") :] + other)
    frame = pl.DataFrame({"率": ["50%", "80%"], "速": ["9%", "8%"]})
    frame.write_csv("in.csv", quote_style="always")
    assert folder.score("in.csv", "out.parquet", rules="two") == 0
    scored = READ["parquet"](folder.path / "out.parquet")
    assert scored.get_column("score.位").to_list() == [19, 20]
    assert scored.get_column("score.次").to_list() == [20, 19]


def test_a_midnight_is_a_day_also_where_a_row_is_scored_again(folder: Folder) -> None:
    folder.rules(
        "days",
        HEAD.format(points=10, more="")
        + '[fact."完工"]\nkind = "date"\n[fact."期限"]\nkind = "date"\n'
        + '[indicator."及时"]\npoints = 10\nscore = "10 if days(完工, 期限) >= 0 else 0"\n',
    )
    days = [datetime(2022, 12, 31), datetime(2023, 1, 1), datetime(2023, 1, 1, 12)]  # noqa: DTZ001
    pl.DataFrame({"完工": days, "期限": days[:1] * 3}).write_parquet("in.parquet")
    assert folder.score("in.parquet", "out.parquet", rules="days") == 1
    scored = READ["parquet"](folder.path / "out.parquet")
    assert scored.get_column("total").to_list() == [10, 0, None]


def test_rows_of_tables_come_from_files_of_their_own(folder: Folder) -> None:
    folder.rules("tables", OF_TABLES)
    pl.DataFrame({"局": ["甲", "乙"]}).write_csv("in.csv")
    rows = [{"局": "甲", **row} for row in WHOLE]
    pl.DataFrame(rows, infer_schema_length=None).write_csv("rows.csv")
    more = ("--table", "产出=rows.csv", "--key", "局")
    assert folder.score("in.csv", "out.csv", *more, rules="tables") == 1
    assert READ["csv"](folder.path / "out.csv").get_column("status").to_list() == [
        "done",
        "refused",
    ]
    pl.DataFrame({"局": ["乙"]}).write_csv("in.csv")
    assert folder.score("in.csv", "again.csv", *more, rules="tables") == 2
    assert not Path("again.csv").exists()
    Path("rows.jsonl").write_text('{"局": "甲"}\nno\n', "utf-8")
    more = ("--table", "产出=rows.jsonl", "--key", "局")
    assert folder.score("in.csv", "again.csv", *more, rules="tables") == 2


def test_ranks_and_rows_of_tables_together(folder: Folder) -> None:
    body = '[indicator."位"]\npoints = 10\nrank = { of = "count(产出)", better = "higher", '
    body += 'ties = "same", score = "分值 ÷ 名次" }\n'
    folder.rules("both", HEAD.format(points=10, more="") + TABLE + body)
    pl.DataFrame({"局": ["甲", "乙"]}).write_csv("in.csv")
    rows = [{"局": "甲", **row} for row in WHOLE]
    pl.DataFrame(rows, infer_schema_length=None).write_parquet("rows.parquet")
    more = ("--table", "产出=rows.parquet", "--key", "局", "--scores", "位")
    folder.score("in.csv", "out.parquet", *more, rules="both")
    scores = READ["parquet"](folder.path / "out.parquet").get_column("score.位").to_list()
    assert scores == [Decimal(10), Decimal(5)]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--rows", "in.csv"], "E734"),
        (["--rows", "in.csv", "-o", "out.csv"], "E734"),
        (["--rows", "in.csv", "-o", "out.csv", "--methodology", "rules.toml", "f.toml"], "E738"),
        (["--recheck", "5", "f.toml"], "E735"),
        ([], "E603"),
    ],
)
def test_a_command_line_that_lacks_or_mixes_something(
    folder: Folder, more: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.path
    assert main(["score", *more]) == 2
    assert code in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "out", "more", "code"),
    [
        ("in.csv", "out.xlsx", [], "E730"),
        ("in.txt", "out.csv", [], "E730"),
        ("nowhere.csv", "out.csv", [], "E731"),
        ("in.csv", "in.csv", [], "E612"),
        ("in.csv", "./in.csv", [], "E612"),
        ("in.csv", "out.csv", ["--rejects", "out.csv"], "E612"),
        ("in.csv", "out.csv", ["--rejects", "x.txt"], "E730"),
        ("in.csv", "nowhere/out.csv", [], "E611"),
        ("in.csv", "out.csv", ["--scores", "平"], "E723"),
        ("in.csv", "out.csv", ["--table", "产出"], "E736"),
        ("in.csv", "out.csv", ["--table", "产出=in.csv", "--key", "局"], "E430"),
        ("in.csv", "out.csv", ["--recheck", "-1"], "E664"),
        ("in.csv", "out.csv", ["--recheck", "many"], "E664"),
        ("in.csv", "out.csv", ["--period", "22"], "E664"),
        ("in.csv", "out.csv", ["--encoding", "latin-1"], "E160"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(  # noqa: PLR0913, PLR0917
    folder: Folder,
    rows: str,
    out: str,
    more: list[str],
    code: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    departments().write_csv("in.csv")
    before = Path("in.csv").read_bytes()
    assert folder.score(rows, out, *more) == 2
    assert code in capsys.readouterr().err
    assert Path("in.csv").read_bytes() == before
    assert sorted(path.name for path in folder.path.iterdir()) == ["in.csv", "rules.toml"]


def test_a_row_that_comes_out_differently_stops_the_run(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    departments(40).write_parquet("in.parquet")
    run = Kernel.run

    def wrong(self: Kernel, batch: pl.DataFrame) -> pl.DataFrame:
        found = run(self, batch)
        total = pl.col("total")
        one = pl.when(pl.int_range(pl.len()) == 17).then(total + Decimal("0.01")).otherwise(total)
        return found.with_columns(one.cast(found.schema["total"]))

    monkeypatch.setattr(Kernel, "run", wrong)
    assert folder.score("in.parquet", "out.parquet", "--rejects", "bad.csv") == 2
    said = capsys.readouterr().err
    assert "E733" in said
    assert "row 18" in said
    assert "total is 88.51 in columns, 88.5 step by step" in said
    assert sorted(path.name for path in folder.path.iterdir()) == ["in.parquet", "rules.toml"]
    assert folder.score("in.parquet", "out.parquet", "--recheck", "0") == 0


@pytest.mark.parametrize(
    ("column", "value"), [("problem", "E999"), ("grade", "丙"), ("missing", ["没有"])]
)
def test_every_answer_is_checked(
    folder: Folder,
    column: str,
    value: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    departments(预算=["x"] * 6).write_csv("in.csv")
    run = Kernel.run
    monkeypatch.setattr(
        Kernel,
        "run",
        lambda self, batch: run(self, batch).with_columns(pl.lit(value).alias(column)),
    )
    assert folder.score("in.csv", "out.csv") == 2
    said = capsys.readouterr().err
    assert f"row 1 came out differently when scored again: {column}" in said


def test_the_same_seed_draws_the_same_rows(folder: Folder) -> None:
    departments(3000).write_parquet("in.parquet")
    assert folder.score("in.parquet", "one.parquet", "--recheck", "3", "--seed", "7") == 0
    assert folder.score("in.parquet", "two.parquet", "--recheck", "3", "--seed", "7") == 0
    assert Path("one.parquet").read_bytes() == Path("two.parquet").read_bytes()


# ── surroundings that are against it ──


def command(*more: str, rows: str = "in.parquet", out: str = "out.parquet") -> list[str]:
    line = [sys.executable, "-m", "perfrules", "score", "--methodology", "rules.toml"]
    return [*line, "--rows", rows, "-o", out, *more]


def environment() -> dict[str, str]:
    """Without the measuring of coverage, whose file a full disk and a kill would spoil."""
    others = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    return others | {"PYTHONPATH": str(ROOT), "PERFRULES_LANG": "en"}


def parts(folder: Folder) -> list[Path]:
    return [path for path in folder.path.iterdir() if path.name.endswith(".part")]


def test_a_run_that_is_killed_leaves_no_file_and_the_next_one_tidies_up(folder: Folder) -> None:
    departments(400_000).write_parquet("in.parquet", row_group_size=10_000)
    Path("out.parquet").write_text("as it was")
    process = subprocess.Popen(command(), env=environment(), stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not any(part.stat().st_size for part in parts(folder)):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert Path("out.parquet").read_text() == "as it was"
    assert len(parts(folder)) == 1
    departments().write_parquet("in.parquet")
    assert folder.score("in.parquet", "out.parquet") == 0
    assert parts(folder) == []
    assert READ["parquet"](folder.path / "out.parquet").height == 6


def test_an_interrupt_leaves_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    departments().write_parquet("in.parquet")

    def interrupted(*_: object) -> pl.DataFrame:
        raise KeyboardInterrupt

    monkeypatch.setattr(Kernel, "run", interrupted)
    assert folder.score("in.parquet", "out.parquet") == 130
    assert sorted(path.name for path in folder.path.iterdir()) == ["in.parquet", "rules.toml"]


@pytest.mark.parametrize("out", READ)
def test_a_disk_that_fills_is_said_and_leaves_nothing(folder: Folder, out: str) -> None:
    departments(50_000).write_parquet("in.parquet")
    line = command(out=f"out.{out}")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    run = subprocess.run(  # only a limit of the child is set
        line, env=environment(), capture_output=True, text=True, check=False, preexec_fn=small
    )
    assert run.returncode == 2, run.stderr
    assert "E611" in run.stderr
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr
    assert sorted(path.name for path in folder.path.iterdir()) == ["in.parquet", "rules.toml"]


@pytest.mark.parametrize("kind", READ)
def test_a_device_that_is_full(
    folder: Folder, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    departments().write_parquet("in.parquet")
    Path(f"full.{kind}").symlink_to("/dev/full")
    assert folder.score("in.parquet", f"full.{kind}") == 2
    assert "E611" in capsys.readouterr().err
    assert Path("/dev/full").is_char_device()


def test_a_device_is_written_to(folder: Folder) -> None:
    departments().write_parquet("in.parquet")
    Path("null.csv").symlink_to("/dev/null")
    assert folder.score("in.parquet", "null.csv") == 0
    assert Path("/dev/null").is_char_device()


def test_two_runs_to_one_output_both_write_whole_files(folder: Folder) -> None:
    departments(60_000).write_parquet("one.parquet")
    departments(40_000).write_parquet("two.parquet")
    runs = [
        subprocess.Popen(command(rows=f"{name}.parquet"), env=environment(), stdout=subprocess.PIPE)
        for name in ("one", "two")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    for run in runs:
        assert run.stdout is not None
        run.stdout.close()
    assert READ["parquet"](folder.path / "out.parquet").height in {60_000, 40_000}
    assert parts(folder) == []


def test_an_output_keeps_the_rights_of_the_file_that_it_replaces(folder: Folder) -> None:
    departments().write_parquet("in.parquet")
    Path("out.csv").write_text("old")
    Path("out.csv").chmod(0o640)
    assert folder.score("in.parquet", "out.csv") == 0
    assert Path("out.csv").stat().st_mode & 0o777 == 0o640


# ── the bar ──


@pytest.mark.usefixtures("folder")
def test_a_bar_says_how_far_how_fast_and_how_long() -> None:
    departments(300_000).write_parquet("in.parquet")
    main_end, other_end = pty.openpty()
    slow = "import perfrules.cli.progress as p; p._SOON = 0; import perfrules.cli as c; "
    slow += f"c.main({command()[3:]!r})"
    run = subprocess.Popen(
        [sys.executable, "-c", slow],
        env=environment() | {"TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.DEVNULL,
        stderr=other_end,
    )
    os.close(other_end)
    shown = b""
    with suppress(OSError):  # so a terminal says that nobody is there any more
        while piece := os.read(main_end, 65536):
            shown += piece
    os.close(main_end)
    assert run.wait() == 0
    assert re.search(r"scoring.*%.*[0-9,]+ rows/s.*[0-9]:[0-9]{2}:[0-9]{2}", shown.decode())


def test_short_work_and_a_pipe_have_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("en") as bar:
        assert not bar.shown
        bar.told("scores", 1, 2, 3)
    quick = Bar("en", shown=True)
    quick.told("scores", 1, 2, 3)
    quick.close()
    assert capsys.readouterr().err == ""


def test_phases_follow_one_another(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("perfrules.cli.progress._SOON", 0)
    bar = Bar("zh", shown=True)
    bar.told("places", 1, 2, 0)
    bar.told("scores", 1, 2, 10)
    bar.told("recheck", 0, 0, 0)
    bar.close()
    assert capsys.readouterr().out == ""
