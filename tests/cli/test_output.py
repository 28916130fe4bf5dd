"""Output in bad surroundings: pipes that close, disks that fill, terminals without Chinese."""

import importlib.util
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from perfrules import cli
from perfrules.cli import explain, main
from perfrules.cli.output import deliver, terminal_width
from perfrules.messages.commands import HELP
from perfrules.problem import Refused
from perfrules.scoring import whole_file
from tests.cli.conftest import ROOT, Desk

FACTS = str(ROOT / "examples" / "beijing-traffic-2022.toml")


def run(shell: str, environment: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """Exit code, output and errors of a shell line in which `perfrules` is ours."""
    here = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PERFRULES_LANG": "zh"}
    line = shell.replace("perfrules", f"'{sys.executable}' -m perfrules")
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, env=here | dict(environment or {}), check=False
    )
    return done.returncode, done.stdout.decode("ascii", "replace"), done.stderr.decode()


@pytest.mark.parametrize(
    ("shell", "environment", "code"),
    [
        (f"set -o pipefail; perfrules explain {FACTS} | head -1", {}, 0),
        ("set -o pipefail; perfrules check nowhere.toml | true", {}, 2),
        ("set -o pipefail; perfrules --help | true", {}, 0),
        (f"perfrules explain {FACTS}", {"PYTHONIOENCODING": "ascii"}, 0),
        (f"perfrules explain {FACTS}", {"LC_ALL": "C", "PYTHONUTF8": "0"}, 0),
        (f"perfrules explain {FACTS} > /dev/full", {}, 2),
        ("perfrules explain nowhere.toml 2> /dev/full", {}, 2),
        ("perfrules explain /", {}, 2),
        ("perfrules score / /dev/null", {}, 2),
    ],
)
def test_no_surroundings_bring_a_traceback(
    shell: str, environment: dict[str, str], code: int
) -> None:
    exit_code, _, errors = run(shell, environment)
    assert exit_code == code
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors


def test_what_a_terminal_cannot_write_becomes_an_escape() -> None:
    _, shown, _ = run(f"perfrules score {FACTS}", {"PYTHONIOENCODING": "ascii"})
    assert "94.35" in shown
    assert r"\u4f18" in shown


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(explain, "run", interrupted)
    assert main(["explain", FACTS]) == 130


def test_a_file_is_written_whole_and_in_utf8(desk: Desk) -> None:
    out = desk.folder / "report.md"
    out.write_text("an older and much longer report " * 1000)
    out.chmod(0o640)
    assert main(["explain", str(desk.facts), "--format", "markdown", "-o", str(out)]) == 0
    text = out.read_text("utf-8")
    assert "94.35" in text
    assert "older" not in text
    assert text.endswith("\n")
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert sorted(path.name for path in desk.folder.iterdir()) == [
        "facts.toml",
        "report.md",
        "rules",
    ]


def test_a_file_that_cannot_be_completed_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out.txt"
    out.write_text("as it was")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused) as caught:
        deliver("new", str(out))
    assert [problem.code for problem in caught.value.problems] == ["E611"]
    monkeypatch.undo()
    assert out.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [out]


def test_a_system_without_locks_writes_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("without_locks", whole_file.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    left = tmp_path / ".out.txt.0.part"
    left.touch()
    with module.whole_file(tmp_path / "out.txt") as target:
        target.file.write(b"whole")
        target.keep()
    assert (tmp_path / "out.txt").read_bytes() == b"whole"
    # Nobody can say that it is not being written.
    assert left.exists()


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    deliver("text", str(link))
    assert link.is_symlink()
    assert target.read_text() == "text\n"
    deliver("text", "/dev/null")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("out", ["facts.toml", "./facts.toml", "../desk/facts.toml"])
def test_an_input_is_never_overwritten(
    out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    before = Path(FACTS).read_bytes()
    Path("facts.toml").write_bytes(before)
    assert main(["explain", "facts.toml", "-o", out]) == 2
    assert main(["score", "facts.toml", "-o", out]) == 2
    assert capsys.readouterr().err.count("E612") == 2
    assert Path("facts.toml").read_bytes() == before


@pytest.mark.parametrize("out", [".", "nowhere/out.txt", "a\0b"])
def test_a_place_that_cannot_be_written(
    out: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(desk.facts), "-o", out]) == 2
    assert "E611" in capsys.readouterr().err


def test_a_pipe_has_the_width_of_a_page() -> None:
    assert terminal_width() == 100


def test_every_command_of_the_help_is_there() -> None:
    folder = Path(cli.__file__).parent
    plumbing = {"__init__", "output", "parser", "progress", "reading", "score_rows"}
    assert {path.stem for path in folder.glob("*.py")} - plumbing == set(HELP)
