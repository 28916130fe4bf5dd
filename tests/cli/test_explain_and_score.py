"""What `explain` and `score` show, and the exit code they end with."""

import csv
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.cli import main
from tests.cli.conftest import ROOT, Desk

EXECUTION = "当年预算执行情况"


@pytest.fixture
def wide(desk: Desk) -> Path:
    """Three departments: one complete but for its judgements, one refused, one open."""
    rows = [
        ["单位名称", "期间", "财政拨款预算", "财政拨款支出"],
        ["甲局", "2022", "1000", "900"],
        ["乙局", "2022", "1000", "九百"],
        ["=丙局", "2022", "1000", ""],
    ]
    file = desk.folder / "wide.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def test_explain_as_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(desk.facts), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    document = json.loads(shown.out)
    assert document["total"] == "94.35"
    assert document["grade"] == "优"
    text = json.dumps(document, ensure_ascii=False)
    node = next(each for each in objects(document) if each.get("key") == EXECUTION)
    assert node["score"] == "18.75"
    exact = Fraction(20) * Fraction("462144.30") / Fraction("492824.40")
    assert node["exact"] == str(exact)
    assert "NaN" not in text


def objects(tree: object) -> list[dict[str, object]]:
    """Every object in a JSON tree."""
    if isinstance(tree, dict):
        return [tree, *(each for value in tree.values() for each in objects(value))]
    return [each for item in tree for each in objects(item)] if isinstance(tree, list) else []


@pytest.mark.parametrize("document", ["json", "markdown"])
def test_a_document_speaks_the_language_of_the_rule_file(
    document: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = []
    for lang in ([], ["--lang", "zh"], ["--lang", "en"]):
        assert main([*lang, "explain", str(desk.facts), "--format", document]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1] != shown[2]


def test_text_speaks_the_language_of_the_reader(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["explain", str(desk.facts)])
    assert "94.35 of 100 points" in capsys.readouterr().out
    main(["explain", str(desk.facts), "--lang", "zh"])
    assert "94.35 / 100 分" in capsys.readouterr().out


def test_only_one_indicator(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", str(desk.facts)])
    whole = capsys.readouterr().out
    assert main(["explain", str(desk.facts), "--only", EXECUTION]) == 0
    part = capsys.readouterr().out
    assert EXECUTION in part
    assert len(part) < len(whole)
    assert main(["explain", str(desk.facts), "--only", "当年预算执行情"]) == 2
    assert f"did you mean {EXECUTION}?" in capsys.readouterr().err


def test_depth_counts_levels(capsys: pytest.CaptureFixture[str]) -> None:
    facts = str(ROOT / "examples" / "beijing-traffic-2022-illustrated.toml")
    shown = []
    for depth in "12":
        assert main(["explain", facts, "--depth", depth, "--format", "markdown"]) == 0
        shown.append(capsys.readouterr().out)
    assert "整体绩效目标实现情况" in shown[0]
    assert "产出数量" not in shown[0]
    assert len(shown[0]) < len(shown[1])


def test_an_open_fact_file_ends_with_3(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.edit(desk.facts, '"财政拨款支出" = { value = "462144.30 万元", source = "报告 二" }\n', "")
    assert main(["explain", str(desk.facts)]) == 3
    assert "财政拨款支出" in capsys.readouterr().out


def test_a_zero_denominator_ends_with_2(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.edit(
        desk.rule,
        '[fact."财政拨款预算"]\nunit  = "万元"\nrange = "> 0"',
        '[fact."财政拨款预算"]\nunit = "万元"',
    )
    desk.edit(desk.facts, '"492824.40 万元"', '"0 万元"')
    assert main(["explain", str(desk.facts)]) == 2
    shown = capsys.readouterr()
    assert "E250" in shown.out
    assert shown.err == ""
    for line in (["explain", "--format", "json"], ["explain", "-o", "out.txt"], ["score"]):
        assert main([line[0], str(desk.facts), *line[1:]]) == 2
        assert len(re.findall("E250 ", capsys.readouterr().err)) == 1


def test_score_gives_a_line_for_each_file_and_row(
    desk: Desk, wide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(desk.facts), str(wide), "nowhere.toml"]
    line = ["score", *files, "--methodology", "beijing/department", "--as-of", "2022-06-30"]
    assert main([*line, "--format", "json"]) == 3
    shown = capsys.readouterr()
    lines = json.loads(shown.out)
    assert [each["subject"] for each in lines][1:] == ["甲局", "乙局", "=丙局", ""]
    assert [each["state"] for each in lines] == ["done", "open", "refused", "open", "refused"]
    assert lines[0]["total"] == "94.35"
    assert (lines[1]["low"], lines[1]["high"]) == ("18.00", "98.00")
    assert "财政拨款支出" in lines[3]["missing"]
    assert lines[4]["problems"] == ["E101"]
    assert len(re.findall(r": E\d{3} ", shown.err)) == 2

    assert main([*line, "--format", "csv"]) == 3
    cells = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [each["subject"] for each in cells][3] == "'=丙局", "no spreadsheet may run it"
    assert [each["state"] for each in cells] == [each["state"] for each in lines]

    assert main(line) == 3
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 6
    assert "18.00–98.00" in table[2]


def test_score_ends_with_the_highest_code(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(desk.facts)]) == 0
    assert main(["score", str(desk.facts), "nowhere.toml"]) == 2
    assert capsys.readouterr().out


def test_explain_wants_one_fact_set(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(wide), "--methodology", "beijing/department"]) == 2
    assert "E420" in capsys.readouterr().err


def test_a_methodology_by_its_path(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(desk.facts), "--methodology", str(desk.rule)]) == 0
    assert main(["explain", str(desk.facts), "--methodology", "nowhere.toml"]) == 2
    assert "nowhere.toml" in capsys.readouterr().err


def test_rules_are_looked_for_in_the_folders_given(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    (desk.folder / "rules").rename(other)
    rule = other / "beijing" / "department" / "2022.toml"
    desk.edit(rule, 'title         = "北京市部门整体绩效评价"', 'title = "另一处"')
    assert main(["explain", str(desk.facts), "--rules", str(other)]) == 0
    assert "另一处" in capsys.readouterr().out
    assert main(["explain", str(desk.facts), "--rules", str(tmp_path / "nowhere")]) == 2


def test_a_file_whose_subject_cannot_be_read_has_a_line_too(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.edit(desk.facts, 'name   = "北京市公安局公安交通管理局"', "name = 3")
    assert main(["score", str(desk.facts), "--format", "json"]) == 2
    shown = capsys.readouterr()
    (line,) = json.loads(shown.out)
    assert (line["subject"], line["state"]) == ("", "refused")
    assert "E132" in shown.err
