"""`perfrules sample`: files that score, the same bytes for the same seed."""

import json
from pathlib import Path

import pytest

from perfrules.cli import main
from tests.cli.conftest import Desk

Captured = pytest.CaptureFixture[str]
DEPARTMENT = "beijing/department@2022"


def refusal(capsys: Captured, *arguments: str) -> str:
    assert main(["sample", *arguments]) == 2
    return capsys.readouterr().err


def test_one_goes_to_the_terminal_and_scores(desk: Desk, capsys: Captured) -> None:
    assert main(["sample", DEPARTMENT]) == 0
    shown = capsys.readouterr().out
    path = desk.folder / "made.toml"
    path.write_text(shown, "utf-8")
    assert main(["explain", str(path)]) == 0
    assert "generated facts 1" in capsys.readouterr().out


def test_several_go_into_a_folder_and_are_the_same_each_time(desk: Desk, capsys: Captured) -> None:
    for folder, count in (("one", "10"), ("two", "12")):
        assert main(["sample", DEPARTMENT, "-n", count, "--seed", "7", "-o", f"new/{folder}"]) == 0
    one, two = (sorted((desk.folder / "new" / each).iterdir()) for each in ("one", "two"))
    assert [path.name for path in one][:2] == ["sample-01.toml", "sample-02.toml"]
    assert [a.read_bytes() for a in one] == [b.read_bytes() for b in two[:10]]
    assert main(["sample", DEPARTMENT, "-n", "2", "--seed", "8", "-o", "new/three"]) == 0
    assert (desk.folder / "new/three/sample-1.toml").read_bytes() != one[0].read_bytes()
    capsys.readouterr()
    assert main(["score", *map(str, one)]) in (0, 2)
    assert len(capsys.readouterr().out.splitlines()) == 11


def test_json_is_read_too(desk: Desk, capsys: Captured) -> None:
    assert main(["sample", DEPARTMENT, "-o", "facts.json"]) == 0
    made = json.loads((desk.folder / "facts.json").read_text("utf-8"))
    assert made["methodology"] == "beijing/department"
    assert main(["explain", "facts.json"]) == 0
    assert main(["sample", DEPARTMENT, "-n", "2", "--format", "json", "-o", "jsons"]) == 0
    assert main(["score", "jsons/sample-1.json", "jsons/sample-2.json"]) == 0
    capsys.readouterr()


def test_csv_has_a_row_for_each(desk: Desk, capsys: Captured) -> None:
    assert main(["sample", "hetang/department", "-n", "5", "-o", "all.csv"]) == 0
    lines = (desk.folder / "all.csv").read_text("utf-8").splitlines()
    assert len(lines) == 6
    assert lines[0].startswith("单位名称,期间,评价办法,")
    assert main(["score", "all.csv"]) == 0
    assert main(["sample", "hetang/department", "-n", "2", "--format", "csv"]) == 0
    assert main(["sample", "hetang/department", "-n", "2", "--format", "csv", "-o", "csvs"]) == 0
    assert sorted(path.name for path in (desk.folder / "csvs").iterdir()) == [
        "sample-1.csv",
        "sample-2.csv",
    ]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((DEPARTMENT, "-n", "3"), "E662"),
        ((DEPARTMENT, "-n", "3", "-o", "one.toml"), "E662"),
        ((DEPARTMENT, "--format", "csv"), "E663"),
        ((DEPARTMENT, "-n", "0"), "E664"),
        ((DEPARTMENT, "-n", "many"), "E664"),
        ((DEPARTMENT, "-n", "1000000"), "E664"),
        ((DEPARTMENT, "--seed", "-1"), "E664"),
        (("nothing/here",), "E356"),
        ((DEPARTMENT, "-o", "rules/beijing/department/2022.toml"), "E612"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_done_is_said(
    capsys: Captured, arguments: tuple[str, ...], code: str
) -> None:
    assert code in refusal(capsys, *arguments)


def test_a_folder_that_cannot_be_made_is_named(desk: Desk, capsys: Captured) -> None:
    (desk.folder / "file").write_text("", "utf-8")
    assert "E611" in refusal(capsys, DEPARTMENT, "-n", "2", "-o", "file/below")


HALF = """\
format = 1
[methodology]
id = "half/year"
version = "1"
title = "半年"
points = 10
in_force = { from = 2022-01-01, to = 2022-06-30 }
rounding = { to = 0.01, mode = "half-up" }
basis = "b"
status = "assumed"
[fact."日"]
kind = "date"
[fact."是"]
kind = "yes/no"
[fact."数"]
kind = "number"
[indicator."一"]
points = 10
score = "如果(是 且 days(日, 日) = 0, min(max(数, 0), 10), 0)"
"""


@pytest.mark.usefixtures("desk")
def test_half_a_year_is_for_toml_only(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "half.toml"
    path.write_text(HALF, "utf-8")
    assert main(["sample", str(path)]) == 0
    assert "2022-06-30" in capsys.readouterr().out
    assert "E663" in refusal(capsys, str(path), "--format", "json")
    assert "E663" in refusal(capsys, str(path), "--format", "csv")
    path.write_text(HALF.replace("2022-06-30", "2022-12-31"), "utf-8")
    assert main(["sample", str(path), "-n", "3", "--format", "csv"]) == 0
    assert main(["sample", str(path), "--format", "json"]) == 0
    assert '"是": ' in capsys.readouterr().out
