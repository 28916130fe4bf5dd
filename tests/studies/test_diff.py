"""Two versions from the command line: out of files and git, in every format, with fact sets."""

import json
import os
import re
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.cli import main
from perfrules.problem import width_of
from perfrules.studies import versions
from tests.studies.versions import ROOT, edited

LEAVES = Path("rules/beijing/department-leaves/2022.toml")
CASE = "beijing-traffic-2022-illustrated.toml"
LINEAR = ('points = 0.5, steps = "whole"', 'points = 0.5, steps = "linear"')
EDGE = ('"[95%, 100%]"', '"[90%, 100%]"'), ('"[80%, 95%)"', '"[80%, 90%)"')
POINTS = (
    'label  = "结转结余率"\nparent = "预算管理情况"\npoints = 4',
    'label  = "结转结余率"\nparent = "预算管理情况"\npoints = 4.5',
)
SIBLING = (
    '[indicator."绩效管理"]\nparent = "预算管理情况"\npoints = 4',
    '[indicator."绩效管理"]\nparent = "预算管理情况"\npoints = 3.5',
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shipped Beijing rules, a changed copy, and three fact sets."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PERFRULES_RULES", raising=False)
    monkeypatch.setenv("PERFRULES_LANG", "en")
    for name in ("rules", "changed/rules"):
        shutil.copytree(ROOT / "rules" / "beijing", tmp_path / name / "beijing")
    changed = tmp_path / "changed" / LEAVES
    text = edited(changed.read_text("utf-8"), LINEAR, *EDGE, POINTS, SIBLING)
    changed.write_text(text, "utf-8")
    facts = tmp_path / "facts"
    facts.mkdir()
    case = (ROOT / "examples" / CASE).read_text("utf-8")
    (facts / "a.toml").write_text(case, "utf-8")
    lower = edited(case, ("score    = 18.20", "score    = 16.10"), ('"98.3%"', '"91.3%"'))
    (facts / "b.toml").write_text(edited(lower, ("（末级", "乙（末级")), "utf-8")
    (facts / "c.toml").write_text(edited(case, ("score    = 3.30", "score    = 3.80")), "utf-8")
    shutil.copy(ROOT / "examples" / "beijing-traffic-2022.toml", facts / "other.toml")
    return tmp_path


def diff(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["diff", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


VERSIONS = (str(LEAVES), f"changed/{LEAVES}")


def test_the_same_version_has_no_changes(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = desk / "changed" / LEAVES
    text = (desk / LEAVES).read_text("utf-8")
    copy.write_text(
        "# another comment\n" + text.replace("points = 10\n", "points = 10.0  # 分\n"), "utf-8"
    )
    code, out, err = diff(capsys, *VERSIONS)
    assert (code, err) == (0, "")
    assert "The two versions mean the same." in out


@pytest.mark.usefixtures("desk")
def test_every_change_is_told_and_divided(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = diff(capsys, *VERSIONS, "--facts", "facts", "--format", "json")
    assert (code, err) == (1, "")
    told = json.loads(out)
    assert [(c["kind"], c["name"]) for c in told["changes"]] == [
        ("edges", "服务对象满意度"),
        ("points", "绩效管理"),
        ("points", "结转结余率得分"),
        ("row", "结转结余率得分"),
    ]
    assert told["skipped"] == 1
    for each in told["departments"]:
        parts = [Fraction(part["points"]["exact"]) for part in each["by_change"]]
        change = Fraction(each["change"]["exact"])
        assert sum(parts, Fraction(0)) == change
        assert change == Fraction(each["new"]["total"]["exact"]) - Fraction(
            each["old"]["total"]["exact"]
        )
    assert [d["file"] for d in told["departments"]] == ["facts/b.toml", "facts/a.toml"]
    assert [(u["file"], u["version"], u["state"]) for u in told["not_compared"]] == [
        ("facts/c.toml", VERSIONS[1], "refused")
    ]
    assert [p["code"] for p in told["not_compared"][0]["problems"]] == ["E413"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_fits_a_terminal(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = diff(capsys, *VERSIONS, "--facts", "facts", "--lang", lang)
    assert code == 1
    assert max(map(width_of, out.splitlines())) <= 80
    assert "E413" in out
    assert ("各项改动的影响" if lang == "zh" else "Effect of each change") in out
    numbers = re.findall(r"^ +([+−≈][\d.≈+−]+)  +(?:改动|change) (\d)", out, re.MULTILINE)
    assert {number for _, number in numbers} == {"1", "3", "4"}


def test_markdown_has_a_table_for_each_section(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = diff(capsys, *VERSIONS, "--facts", "facts", "--format", "markdown", "-o", "d.md")
    assert (code, out) == (1, "")
    text = (desk / "d.md").read_text("utf-8")
    assert "| 4 | row | 132→132 | indicator 结转结余率得分 deduct 1 steps: whole → linear |" in text
    widths = [line.count(" | ") for line in text.splitlines() if line.startswith("|")]
    assert set(widths) >= {2, 3, 4}


@pytest.mark.usefixtures("desk")
def test_a_fact_file_is_never_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = diff(capsys, *VERSIONS, "--facts", "facts", "-o", "facts/a.toml")
    assert code == 2
    assert "E612" in err


def test_what_cannot_be_read_or_is_open_is_listed(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "facts" / "broken.toml").write_text("= 1\n", "utf-8")
    case = (desk / "facts" / "a.toml").read_text("utf-8")
    (desk / "facts" / "open.toml").write_text(case.replace('"满意率" ', "# "), "utf-8")
    _, out, _ = diff(capsys, *VERSIONS, "--facts", "facts", "--format", "json")
    told = {each["file"]: each for each in json.loads(out)["not_compared"]}
    assert told["facts/broken.toml"]["state"] == "refused"
    assert told["facts/open.toml"]["missing"] == ["满意率"]
    assert diff(capsys, *VERSIONS, "--facts", "facts")[1].count("missing: 满意率") == 1


@pytest.mark.usefixtures("desk")
def test_a_path_without_fact_sets_of_the_methodology_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = diff(capsys, *VERSIONS, "--facts", "facts/other.toml")
    assert (code, out) == (2, "")
    assert err.startswith("E628 ")


def test_a_csv_file_may_leave_the_methodology_unnamed(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = """
format = 1
[methodology]
id = "x/y"
version = "1"
title = "T"
points = 20
in_force = { from = 2022-01-01, to = 2022-12-31 }
rounding = { to = 0.01, mode = "half-up" }
basis = "B"
status = "assumed"
[fact."财政拨款预算"]
unit = "万元"
range = "> 0"
[fact."财政拨款支出"]
unit = "万元"
range = ">= 0"
[measure."预算执行率"]
value = "财政拨款支出 ÷ 财政拨款预算"
unit = "%"
[indicator."当年预算执行情况"]
points = 20
score = "分值 × min(预算执行率, 100%)"
"""
    (desk / "old.toml").write_text(text, "utf-8")
    less = edited(text, ("分值 × min(预算执行率, 100%)", "分值 × min(预算执行率, 90%)"))
    (desk / "new.toml").write_text(less, "utf-8")
    rows = "单位名称,财政拨款预算,财政拨款支出\n甲,100,80\n乙,100,95\n"
    (desk / "d.csv").write_text(rows, "utf-8")
    code, out, err = diff(capsys, "old.toml", "new.toml", "--facts", "d.csv", "--format", "json")
    assert (code, err) == (1, "")
    told = [(d["subject"], d["change"]["shown"]) for d in json.loads(out)["departments"]]
    assert told == [("乙", "-1"), ("甲", "0")]


# ── out of git ──


def git(*arguments: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(desk: Path) -> Path:
    git("init", "-q")
    git("add", "rules")
    git("commit", "-qm", "rules")
    shutil.copy(desk / "changed" / LEAVES, desk / LEAVES)
    return desk


def test_a_revision_is_compared_with_what_it_extends_and_its_parameters(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    head = repository / "rules" / "beijing" / "department" / "2022.toml"
    limit = ("min(预算执行率, 100%)", "min(预算执行率, 99%)")
    head.write_text(edited(head.read_text("utf-8"), limit), "utf-8")
    parameters = repository / "rules" / "beijing" / "parameters" / "2022.toml"
    parameters.write_text(edited(parameters.read_text("utf-8"), ("28.30%", "27.30%")), "utf-8")
    code, out, err = diff(
        capsys, f"git:HEAD:{LEAVES}", str(LEAVES), "--format", "json", "--facts", "facts"
    )
    assert (code, err) == (1, "")
    told = json.loads(out)
    assert {(c["kind"], c["old"], c["new"]) for c in told["changes"]} >= {
        ("parameter", "28.30%", "27.30%"),
        ("formula", *(f"分值 × {text}" for text in limit)),
    }
    places = {c["old_place"]["file"] for c in told["changes"]}
    assert f"git:HEAD:{LEAVES}" in places
    assert all(place.startswith("git:HEAD:rules/beijing/") for place in places)
    monkeypatch.chdir(repository / "rules" / "beijing")
    below = diff(capsys, "git:HEAD:department-leaves/2022.toml", "department-leaves/2022.toml")
    assert below[0] == 1


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (f"git:v9:{LEAVES}", "v9"),
        ("git:HEAD:rules/none.toml", "none.toml"),
        ("git:HEAD", "not written in full"),
        (f"git:--output=x:{LEAVES}", "not written in full"),
    ],
)
def test_what_git_does_not_have_is_refused(
    asked: str, says: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = diff(capsys, asked, str(LEAVES))
    assert (code, out) == (2, "")
    assert err.startswith("E627 ")
    assert says in err
    assert not (repository / "x").exists()


def test_a_fault_in_a_revision_is_placed_in_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = repository / LEAVES
    file.write_text(edited(file.read_text("utf-8"), ("points = 4.5", "points = 5")), "utf-8")
    git("commit", "-qam", "broken")
    code, _, err = diff(capsys, f"git:HEAD:{LEAVES}", f"changed/{LEAVES}")
    assert code == 2
    assert re.search(rf"^git:HEAD:{LEAVES}:\d+:\d+: E316 ", err, re.MULTILINE)


def test_outside_a_repository_and_without_git_there_is_a_clear_refusal(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(desk.parent))
    assert "E627" in diff(capsys, f"git:HEAD:{LEAVES}", str(LEAVES))[2]
    monkeypatch.setenv("PATH", str(desk))
    assert "git is not installed" in diff(capsys, f"git:HEAD:{LEAVES}", str(LEAVES))[2]


def test_departments_whose_grade_changes_stand_first(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = desk / "changed" / LEAVES
    text = changed.read_text("utf-8").replace(
        "[methodology]",
        '[[grade]]\nname = "优"\nin = "[94.36, 100]"\n'
        '[[grade]]\nname = "良"\nin = "[0, 94.36)"\n[methodology]',
    )
    changed.write_text(text, "utf-8")
    code, out, _ = diff(capsys, *VERSIONS, "--facts", "facts")
    assert code == 1
    table = out[out.index("Departments") :].splitlines()
    assert "优 → 良" in table[2]
    assert "优 → 良" not in table[3]
    assert "grades that change: 1" in " ".join(out.split())


@pytest.mark.parametrize(("script", "says"), [("exit 3", "3"), ("sleep 5", "does not answer")])
def test_a_git_that_fails_or_hangs_is_named(
    script: str,
    says: str,
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake = desk / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(versions, "PATIENCE", 0.2)
    code, _, err = diff(capsys, f"git:HEAD:{LEAVES}", str(LEAVES))
    assert code == 2
    assert re.search(rf"E627 .*: {re.escape('git ') if 'answer' in says else ''}{says}", err)
