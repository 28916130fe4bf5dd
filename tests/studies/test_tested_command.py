"""`perfrules test --coverage --threshold --mutate`: each format, both languages, exit codes."""

import json
import os
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from perfrules.cli import main
from perfrules.cli.output import progress
from tests.studies.mutated_rules import written
from tests.studies.test_mutation import EDGES, RULES

GOLDEN = Path(__file__).parents[1] / "views" / "golden"
ACCEPTED = """
[[accept]]
code   = "W681"
node   = "indicator.甲.bands: 90% → 89%"
reason = "不要紧"
[[accept]]
code   = "W680"
node   = "indicator.甲.bands.rows.3: row"
reason = "不会这么低"
"""


@pytest.fixture
def rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PERFRULES_LANG", "en")
    monkeypatch.chdir(tmp_path)
    written(tmp_path, RULES + ACCEPTED + EDGES)
    return "rules.toml"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_as_it_was(lang: str, rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["test", rule, "--coverage", "--threshold", "90%", "--mutate", "-v"]
    assert main([*arguments, "--lang", lang]) == 1
    page = capsys.readouterr().out
    path = GOLDEN / f"tested.{lang}.txt"
    if os.environ.get("PERFRULES_GOLDEN") == "write":
        path.write_text(page, "utf-8")
    assert page == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("threshold", "code"),
    [("2/3", 0), ("0.66", 0), ("66%", 0), ("66.7%", 1), ("0.67", 1), ("1", 1), ("0", 0)],
)
def test_the_threshold_is_exact(
    threshold: str, code: int, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", rule, "--coverage", "--threshold", threshold]) == code
    out = capsys.readouterr().out
    assert "coverage 2/3 (66%)" in out
    assert (f"Below the threshold {threshold}." in out) == bool(code)


@pytest.mark.parametrize("threshold", ["9/0", "110%", "-1", "1.5", "viel", "1e-3", "/2", "5%%"])
def test_a_threshold_that_is_no_fraction_is_refused(
    threshold: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", rule, "--coverage", f"--threshold={threshold}"]) == 2
    assert capsys.readouterr().err.startswith(f"E680 --threshold cannot be '{threshold}'")


def test_a_threshold_needs_coverage(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", rule, "--threshold", "1/2"]) == 2
    assert capsys.readouterr().err.startswith("E681 ")


def test_without_survivors_it_ends_well(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = '[indicator."甲"]\npoints = 10\njudged = true\nstep = 1\n'
    example = '[[example]]\nname = "例"\n[example.judgement."甲"]\nscore = 7\norigin = "reviewer"\n'
    written(tmp_path, f"{body}{example}[example.expect]\ntotal = 7.00\n")
    assert main(["test", rule, "--coverage", "--mutate"]) == 0
    out = capsys.readouterr().out
    assert "rules.toml: 0 mutants, 0 killed, 0 survived" in out


def test_several_files_have_a_sum(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes((tmp_path / rule).read_bytes())
    assert main(["test", rule, "other.toml", "--coverage", "--mutate"]) == 1
    out = capsys.readouterr().out
    assert "Total: coverage 4/6 (66%)" in out
    assert "Total: 28 mutants" in out


def test_json(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", rule, "--coverage", "--mutate", "--format", "json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)
    covered, mutated = file["coverage"], file["mutation"]
    assert (covered["reached"], covered["all"], covered["fraction"]) == (2, 3, "2/3")
    assert covered["kinds"]["band"] == {"reached": 1, "all": 2}
    states = {each["node"]: (each["state"], each["reason"]) for each in covered["branches"]}
    assert states["indicator.甲.bands.rows.3: row"] == ("accepted", "不会这么低")
    assert states["indicator.甲.bands.rows.2: row"] == ("missed", "")
    assert mutated["all"] == len(mutated["mutants"])
    assert mutated["survived"] == sum(m["state"] == "survived" for m in mutated["mutants"])
    survivor = next(m for m in mutated["mutants"] if m["state"] == "survived")
    assert survivor["diff"][0] == "--- rules.toml"
    assert survivor["example"].startswith("[[example]]\n")
    plain = main(["test", rule, "--format", "json"])
    (file,) = json.loads(capsys.readouterr().out)
    assert (plain, "coverage" in file, "mutation" in file) == (0, False, False)


def test_junit(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", rule, "--coverage", "--mutate", "--format", "junit"]) == 1
    suites = ET.fromstring(capsys.readouterr().out)  # noqa: S314  # we wrote it
    examples, covered, mutated = suites
    assert examples.get("tests") == "1"
    assert (covered.get("name"), covered.get("tests")) == ("rules.toml coverage", "4")
    assert len(covered.findall(".//skipped")) == 2
    assert mutated.get("failures") == str(len(mutated.findall(".//failure")))
    failure = mutated.find(".//failure")
    assert failure is not None
    assert failure.get("type") == "W681"
    assert "[[example]]" in (failure.text or "")
    (accepted,) = mutated.findall(".//skipped")
    assert accepted.get("message") == "不要紧"


def test_failing_examples_are_told_and_nothing_is_changed(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / rule
    path.write_text(path.read_text("utf-8").replace("total = 10.00", "total = 9.00"), "utf-8")
    assert main(["test", rule, "--mutate"]) == 1
    out = capsys.readouterr().out
    assert "E682 " in out
    assert "rules.toml: not mutated" in out


def test_a_file_that_cannot_be_used_is_told_once_for_each(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / rule).write_text("[methodology]\nid = 1\n", "utf-8")
    assert main(["test", rule, "--coverage", "--mutate"]) == 2
    assert "rules.toml: coverage" not in capsys.readouterr().out


class Terminal:
    """What is written to a terminal."""

    def __init__(self) -> None:
        self.said = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.said += text

    def flush(self) -> None:
        """Nothing is held back."""


def test_progress_is_shown_on_a_terminal_and_goes_away(
    rule: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["test", rule, "--mutate"]) == 1
    assert terminal.said.startswith("\rrules.toml: 1/14 mutants")
    assert terminal.said.endswith("\r")
    assert "mutants" not in terminal.said.split("\r")[-2]
    assert "1/14 mutants" not in capsys.readouterr().out


def test_progress_is_silent_where_it_is_piped(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as show:
        show("x")
    assert capsys.readouterr().err == ""
