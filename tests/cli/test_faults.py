"""What goes wrong around a command: disks, rights, pipes, signals, terminals; for every command.

A command that is new needs a line in RUNS.
"""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pytest

from perfrules.cli.parser import Parser
from perfrules.messages.commands import HELP
from tests.cli import faulty
from tests.house.pages import ROOT

RULES = """\
format = 1
[methodology]
id = "town/library"
version = "1"
title = "图书馆"
points = 10
in_force = {}
rounding = { to = 0.1, mode = "half-up" }
basis = "made up"
status = "assumed"
lang = "zh"
[fact."开放天数"]
unit = "天"
range = "[0, 366]"
[table."职责"]
name = "职责名"
columns."职责名" = "text"
[table."目标"]
name = "目标名"
columns."目标名" = "text"
columns."对应" = { refers = "职责", many = true }
[coverage."职责—目标"]
each = "职责"
needs = "目标.对应"
severity = "warning"
problem = "{未覆盖} 没有目标"
advice = "补设目标"
[indicator."开放"]
points = 10
score = "分值 × min(开放天数 ÷ 300天, 100%)"
[[example]]
name = "全年"
[example.facts]
"开放天数" = "300 天"
[example.expect]
total = 10
"""
FACTS = """\
format = 1
methodology = "town/library"
[subject]
name = "东街图书馆"
period = 2026
[facts]
"开放天数" = { value = "280 天", source = "年报" }
[[table."职责"]]
"职责名" = "借阅"
[[table."目标"]]
"目标名" = "多借"
"对应" = ["借阅"]
[published]
total = "9.3"
"""
FILES = {
    "rules/town.toml": RULES,
    "newer.toml": RULES.replace("300天", "310天").replace('= "1"', '= "2"'),
    "broken.toml": RULES.replace("points = 10", "points = 11", 1),
    "facts.toml": FACTS,
    "many.csv": "开放天数\n280\n300\n",
}


class Run(NamedTuple):
    """A light command line of a command, its exit code, and where it may write."""

    line: str
    code: int = 0
    out: str = "out.txt"


_ALL: Mapping[str, Run] = {
    "explain": Run("explain facts.toml"),
    "score": Run("score facts.toml"),
    "score --rows": Run(
        "score --rows many.csv --methodology town/library@1", code=0, out="out.csv"
    ),
    "show": Run("show town/library@1"),
    "check": Run("check broken.toml", code=1),
    "test": Run("test rules/town.toml"),
    "diff": Run("diff rules/town.toml newer.toml", code=1),
    "audit": Run("audit facts.toml"),
    "coverage": Run("coverage facts.toml"),
    "compare": Run("compare facts.toml"),
    "report": Run("report facts.toml", out="out.docx"),
    "form": Run("form town/library@1", out="out.xlsx"),
    "prove": Run("prove rules/town.toml"),
    "incentives": Run("incentives town/library@1"),
    "sample": Run("sample town/library@1", out="out.toml"),
}
RUNS = {name: run for name, run in _ALL.items() if name.split()[0] in HELP}

# Tables and forms are written to a file or not at all.
TO_STDOUT = [name for name in RUNS if name not in {"score --rows", "form"}]


def takes_out(name: str) -> bool:
    """Whether the command can write a file."""
    command = name.split(maxsplit=1)[0]
    parser = Parser(f"perfrules {command}", HELP[command], "en")
    import_module(f"perfrules.cli.{command}").add_arguments(parser)
    return any(action.dest == "out" for action in parser._actions)


TO_FILE = [name for name in RUNS if takes_out(name)]


class Ended(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str


class Desk(NamedTuple):
    """A folder of its own."""

    folder: Path

    def run(self, name: str, fault: str = "", *, to: str = "", **how: Any) -> Ended:
        """Run a command line, perhaps with a fault, perhaps into a file."""
        program = [faulty.__file__, fault] if fault else ["-m", "perfrules"]
        line = RUNS[name].line.split()
        environment = ENVIRONMENT | how.pop("env", {})
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
        done: subprocess.CompletedProcess[bytes] = subprocess.run(
            [sys.executable, *program, *line, *(["-o", to] if to else [])],
            cwd=self.folder,
            env={key: value for key, value in environment.items() if value},
            check=False,
            stdin=subprocess.DEVNULL,
            **streams,
        )
        out, err = ((said or b"").decode() for said in (done.stdout, done.stderr))
        assert not re.search("Traceback|Exception|Warning|Error:", err), err
        return Ended(done.returncode, out, err)

    def names(self) -> set[str]:
        """The files and folders that are there."""
        return {path.name for path in self.folder.iterdir()}


# The runs are not measured, for a limit on files would hold for the measurements, too.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "PERFRULES_LANG": "en",
    "HOME": os.environ.get("HOME", ""),
    "LC_ALL": "C.UTF-8",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "rules").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    yield Desk(tmp_path)
    tmp_path.chmod(0o755)


def refused_to_write(ended: Ended) -> bool:
    """Whether it says so, with what can be done."""
    return ended.code == 2 and ended.err.startswith("E611") and "hint: " in ended.err


def test_every_command_is_tried() -> None:
    assert {name.split()[0] for name in RUNS} == set(HELP)
    assert set(TO_FILE) > {"explain", "score", "score --rows"}


@pytest.mark.parametrize("name", TO_STDOUT)
def test_a_full_disk_behind_standard_output(name: str, desk: Desk) -> None:
    with Path("/dev/full").open("wb") as full:
        assert refused_to_write(desk.run(name, stdout=full))


@pytest.mark.parametrize("name", TO_FILE)
def test_a_full_disk_leaves_the_file_as_it_was(name: str, desk: Desk) -> None:
    out = desk.folder / RUNS[name].out
    out.write_text("as it was")
    before = desk.names()
    assert refused_to_write(desk.run(name, "full_disk", to=out.name))
    assert out.read_text() == "as it was"
    assert desk.names() == before


@pytest.mark.parametrize("name", TO_FILE)
def test_a_run_that_is_killed_leaves_the_file_as_it_was_and_the_next_one_tidies_up(
    name: str, desk: Desk
) -> None:
    out = desk.folder / RUNS[name].out
    out.write_text("as it was")
    before = desk.names()
    assert desk.run(name, "dies_while_it_writes", to=out.name).code < 0
    assert desk.run(name, "killed_at_the_last_moment", to=out.name).code == -9
    assert out.read_text() == "as it was"
    # What is left is no file of any kind that a command looks for.
    assert all(re.fullmatch(rf"\.{out.name}\..+\.part", each) for each in desk.names() - before)
    assert desk.run(name, to=out.name).code == RUNS[name].code
    assert out.read_bytes() != b"as it was"
    assert desk.names() == before


@pytest.mark.parametrize("name", RUNS)
def test_a_folder_that_may_only_be_read(name: str, desk: Desk) -> None:
    before = desk.names()
    desk.folder.chmod(0o555)
    if name in TO_STDOUT:
        assert desk.run(name, "without_privileges").code == RUNS[name].code
    if name in TO_FILE:
        assert refused_to_write(desk.run(name, "without_privileges", to=RUNS[name].out))
    assert desk.names() == before


@pytest.mark.parametrize("name", TO_STDOUT)
def test_a_reader_that_has_had_enough(name: str, desk: Desk) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = desk.run(name, stdout=writing)
    os.close(writing)
    assert ended == (RUNS[name].code, "", "")


@pytest.mark.parametrize("name", TO_STDOUT)
def test_streams_that_are_closed(name: str, desk: Desk) -> None:
    def close() -> None:
        for number in (0, 1, 2):
            os.close(number)

    assert desk.run(name, preexec_fn=close) == (RUNS[name].code, "", "")


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize(
    "fault",
    ["interrupted_at_once", "interrupted_while_it_reads", "interrupted_while_it_writes"],
)
def test_ctrl_c(name: str, fault: str, desk: Desk) -> None:
    out = RUNS[name].out if name in TO_FILE else ""
    if fault == "interrupted_while_it_writes" and not out:
        return  # it only says something
    before = desk.names()
    assert desk.run(name, fault, to=out) == (130, "", "")
    assert desk.names() == before


@pytest.mark.parametrize("name", TO_STDOUT)
def test_no_home_and_no_locale(name: str, desk: Desk) -> None:
    poor = {"HOME": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    usual, ended = desk.run(name), desk.run(name, env=poor)
    assert ended.code == usual.code == RUNS[name].code
    assert ended.err == usual.err
    assert ended.out == usual.out.encode("ascii", "backslashreplace").decode()


@pytest.mark.parametrize("name", TO_STDOUT)
@pytest.mark.parametrize(("encoding", "columns"), [("gbk", "20"), ("latin-1", "1")])
def test_a_narrow_terminal_that_knows_no_unicode(
    name: str, encoding: str, columns: str, desk: Desk
) -> None:
    ours, its = pty.openpty()
    shown: list[bytes] = []
    reader = Thread(target=_read_all, args=(ours, shown))
    reader.start()
    poor = {"PYTHONIOENCODING": encoding, "COLUMNS": columns, "TERM": "dumb"}
    ended = desk.run(name, env=poor, stdout=its)
    os.close(its)
    reader.join()
    os.close(ours)
    assert ended.code == RUNS[name].code
    text = b"".join(shown).decode(encoding)
    assert text.strip()
    if encoding == "gbk" and "图书馆" in desk.run(name).out:
        assert "图书馆" in re.sub(r"\s", "", text)


def _read_all(terminal: int, into: list[bytes]) -> None:
    """Until the other end is closed, which Linux tells as an error."""
    try:
        while got := os.read(terminal, 1 << 16):
            into.append(got)
    except OSError:
        return
