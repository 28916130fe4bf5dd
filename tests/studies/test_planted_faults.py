"""Faults planted in copies of shipped rule files, one at a time: each is found, with its place."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from perfrules.cli import main
from perfrules.scoring.loading import load_facts, load_methodology
from perfrules.scoring.score import score

ROOT = Path(__file__).parents[2]
LEAVES = "beijing/department-leaves/2022.toml"
BEIJING = "beijing/department/2022.toml"
YUEYANG = "yueyang/department/undated.toml"
FARMS = "unnamed/farm-facilities/undated.toml"
FUNDS = "mof/poverty-funds/2019.toml"


class Planted:
    """A copy of the shipped rules, and what the commands say of one file in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        shutil.copytree(ROOT / "rules", folder / "rules", ignore=shutil.ignore_patterns("*.md"))

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace one passage; the line on which it stands."""
        path = self.folder / "rules" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def run(self, command: str, file: str, *options: str) -> tuple[int, str]:
        """The exit code and everything that was said."""
        path = self.folder / "rules" / file
        code = main([command, str(path), "--lang", "en", *options])
        shown = self.capsys.readouterr()
        return code, shown.out + shown.err

    def places(self, command: str, file: str, code: str) -> list[int]:
        """The lines of the file at which a code is complained of."""
        _, said = self.run(command, file)
        found = re.findall(rf"^(.*):(\d+):\d+: {code}\b", said, re.MULTILINE)
        return [int(line) for where, line in found if where.endswith(file)]

    def refuted(self, file: str, code: str) -> list[dict[str, Any]]:
        """What `prove` refutes in the file with a code; the witness has been scored again."""
        exit_code, said = self.run("prove", file, "--format", "json")
        assert exit_code == 1
        questions = json.loads(said)["files"][0]["questions"]
        found = [q for q in questions if q["problem"] and q["problem"]["code"] == code]
        for question in found:
            if question["witness"] is not None:
                self.again(file, question["witness"]["fact_file"])
        return found

    def again(self, file: str, fact_file: str) -> Any:
        """The witness, read as the fact file that it is printed as."""
        path = self.folder / "witness.toml"
        path.write_text(fact_file, "utf-8")
        rules = load_methodology(str(self.folder / "rules" / file))
        return score(rules, load_facts(path, methodology=rules))


@pytest.fixture
def planted(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> Planted:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PERFRULES_RULES", raising=False)
    return Planted(tmp_path, capsys)


def lines_of(question: dict[str, Any]) -> int:
    return int(question["problem"]["place"].split(":")[-2])


def test_points_that_make_99(planted: Planted) -> None:
    planted.edit(
        YUEYANG,
        '[indicator."预算配置"]\nparent = "投入"\npoints = 15',
        '[indicator."预算配置"]\nparent = "投入"\npoints = 14',
    )
    assert planted.places("check", YUEYANG, "E316")


def test_grades_with_a_gap_between_89_and_90(planted: Planted) -> None:
    planted.edit(BEIJING, '"[80, 90)"', '"[80, 89]"')
    assert planted.places("check", BEIJING, "E318")
    code, said = planted.run("check", BEIJING)
    assert code == 1
    assert "(89, 90)" in said


def test_tiers_of_which_both_are_closed(planted: Planted) -> None:
    line = planted.edit(
        LEAVES,
        '  { name = "基本健全", share = "[60%, 80%)" },',
        '  { name = "基本健全", share = "[60%, 80%]" },',
    )
    found = planted.places("check", LEAVES, "E329")
    assert found
    assert abs(found[0] - line) <= 3


def test_bands_of_which_both_are_closed(planted: Planted) -> None:
    planted.edit(YUEYANG, '{ in = "[80%, 90%)", score = 4 }', '{ in = "[80%, 90%]", score = 4 }')
    assert planted.places("check", YUEYANG, "E323")


def test_bands_whose_moving_ends_are_both_closed(planted: Planted) -> None:
    line = planted.edit(
        LEAVES,
        '{ in = "(市级平均差异率, 2 × 市级平均差异率]", share',
        '{ in = "[市级平均差异率, 2 × 市级平均差异率]", share',
    )
    [found] = planted.refuted(LEAVES, "E644")
    assert abs(lines_of(found) - line) <= 1
    assert "row 1 ([0%, 市级平均差异率])" in found["problem"]["message"]
    assert "row 2" in found["problem"]["message"]
    result = planted.again(LEAVES, found["witness"]["fact_file"])
    assert result["部门预决算差异率"].exact is not None


def test_a_deduction_without_a_floor(planted: Planted) -> None:
    line = planted.edit(
        YUEYANG,
        'deduct = [ { for = "未按时下达的专项数", each = "1项", points = 0.5, steps = "whole" } ]',
        'score  = "分值 − 0.5分 × 未按时下达的专项数 ÷ 1项"',
    )
    [found] = planted.refuted(YUEYANG, "E640")
    assert found["subject"] == "支付进度"
    assert lines_of(found) == line
    result = planted.again(YUEYANG, found["witness"]["fact_file"])
    assert [problem.code for problem in result["支付进度"].problems] == ["E502"]


def test_money_and_points_added(planted: Planted) -> None:
    line = planted.edit(BEIJING, '"分值 × min(预算执行率, 100%)"', '"分值 + 财政拨款支出"')
    assert planted.places("check", BEIJING, "E231") == [line]


def test_a_denominator_that_may_be_zero(planted: Planted) -> None:
    planted.edit(
        YUEYANG,
        '[fact."预算数"]\nunit  = "万元"\nrange = "> 0"',
        '[fact."预算数"]\nunit  = "万元"\nrange = ">= 0"',
    )
    [found] = planted.refuted(YUEYANG, "E641")
    assert found["subject"] == "预算调整率"
    assert "预算数 = 0" in found["problem"]["message"]
    result = planted.again(YUEYANG, found["witness"]["fact_file"])
    assert {problem.code for problem in result.problems} == {"E250"}


def test_a_denominator_that_a_tie_keeps_above_zero(planted: Planted) -> None:
    planted.edit(
        BEIJING,
        '[fact."财政拨款预算"]\nunit  = "万元"\nrange = "> 0"',
        '[fact."财政拨款预算"]\nunit  = "万元"\nrange = ">= 0"',
    )
    code, said = planted.run("prove", BEIJING, "-v")
    assert code == 0
    assert "预算执行率 · can be computed (by z3)" in said


def test_a_ratio_turned_round(planted: Planted) -> None:
    planted.edit(
        LEAVES,
        '[fact."信号设备升级数"]\nunit  = "处"',
        '[fact."信号设备升级数"]\nbetter = "higher"\nunit  = "处"',
    )
    code, said = planted.run("prove", LEAVES)
    assert code == 0, said
    planted.edit(
        LEAVES,
        'target = "信号设备升级计划数", sign = "≥"',
        'target = "信号设备升级计划数", sign = "≤"',
    )
    leaf, whole = planted.refuted(LEAVES, "E646")
    assert leaf["subject"] == "产出数量"
    assert whole["subject"] is None
    changed = leaf["witness"]["changed"]["信号设备升级数"]
    first = planted.again(LEAVES, leaf["witness"]["fact_file"])
    second = re.sub(
        r'("信号设备升级数"\s*=) "[^"]*"', rf'\1 "{changed}"', leaf["witness"]["fact_file"]
    )
    then = planted.again(LEAVES, second)
    name = "信号设备升级数"
    assert first.facts.facts[name].value < then.facts.facts[name].value
    assert first["产出数量"].exact > then["产出数量"].exact
    assert planted.run("test", LEAVES)[0] == 1


def test_whole_numbers_that_lift_a_total_into_another_grade(planted: Planted) -> None:
    planted.edit(BEIJING, 'in   = "[80, 90)"', 'in   = "[85, 90)"')
    planted.edit(BEIJING, 'in   = "[60, 80)"', 'in   = "[60, 85)"')
    line = planted.edit(BEIJING, "rounding      = { to = 0.01,", "rounding      = { to = 1,")
    [found] = planted.refuted(BEIJING, "E651")
    assert lines_of(found) == line
    whole = planted.again(BEIJING, found["witness"]["fact_file"]).above.whole
    grades = load_methodology(str(planted.folder / "rules" / BEIJING)).grades
    exact, printed = whole.exact[0], whole.printed[0]
    assert [g.name for g in grades if g.holds(exact)] != [
        g.name for g in grades if g.holds(printed)
    ]


def test_an_exact_grade_beside_a_printed_total(planted: Planted) -> None:
    line = planted.edit(BEIJING, 'grade_on      = "printed"', 'grade_on      = "exact"')
    [found] = planted.refuted(BEIJING, "E650")
    assert lines_of(found) == line


def test_a_veto_that_never_fires(planted: Planted) -> None:
    line = planted.edit(FUNDS, 'when       = "存在严重问题"', 'when       = "得分 > 100"')
    [found] = planted.refuted(FUNDS, "E647")
    assert found["subject"] == "严重问题不得评优"
    assert lines_of(found) == line
    assert found["witness"] is None


def test_a_leaf_of_no_weight(planted: Planted) -> None:
    planted.edit(
        LEAVES,
        '[indicator."产出数量"]\nparent = "产出"\npoints = 10',
        '[indicator."产出数量"]\nparent = "产出"\npoints = 0',
    )
    planted.edit(
        LEAVES,
        '[indicator."产出质量"]\nparent = "产出"\npoints = 8',
        '[indicator."产出质量"]\nparent = "产出"\npoints = 18',
    )
    [found] = planted.refuted(LEAVES, "E648")
    assert found["subject"] == "产出数量"


def test_a_formula_of_no_weight(planted: Planted) -> None:
    planted.edit(BEIJING, '"分值 × min(预算执行率, 100%)"', '"分值 × 0 × min(预算执行率, 100%)"')
    [found] = planted.refuted(BEIJING, "E648")
    assert found["subject"] == "当年预算执行情况"
    assert found["problem"]["message"].endswith("always 0")


def test_a_fact_of_last_year_in_place_of_this_years(planted: Planted) -> None:
    line = planted.edit(YUEYANG, "本年结余 ≤ 上年结余", "上年结余 ≤ 上年结余")
    [row] = planted.refuted(YUEYANG, "E645")
    assert lines_of(row) == line + 1
    assert "row 2" in row["problem"]["message"]


def test_a_fact_of_last_year_leaves_that_of_this_year_unread(planted: Planted) -> None:
    line = planted.edit(
        YUEYANG, "三公经费本年数 − 三公经费上年数) ÷", "三公经费上年数 − 三公经费上年数) ÷"
    )
    assert line
    code, said = planted.run("check", YUEYANG)
    assert code == 0
    assert re.search(r"W301 no rule reads the fact 三公经费本年数", said)
    [found] = planted.refuted(YUEYANG, "E648")
    assert found["subject"] == "“三公经费”变动率"
    assert planted.run("test", YUEYANG)[0] == 1


def test_a_row_that_is_never_hit(planted: Planted) -> None:
    line = planted.edit(
        FARMS,
        '"入户指导率 ≥ 60% 且 年均入户指导 ≥ 10次"',
        '"入户指导率 ≥ 90% 且 年均入户指导 ≥ 18次"',
    )
    [found] = planted.refuted(FARMS, "E645")
    assert lines_of(found) == line
    assert "row 2" in found["problem"]["message"]
    assert "row 1" not in found["problem"]["message"]
