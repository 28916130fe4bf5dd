"""What every view says of bonuses, penalties, vetoes, ties, findings, gaps, accepted problems."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from perfrules.messages import Lang
from perfrules.problem import width_of
from perfrules.scoring.result import Result
from perfrules.views.explain import Format, explain
from perfrules.views.to_json import score_schema
from tests.scoring.rules import GRADES, scored

LIMITS = 'total_at_most = 105\ntotal_floor = 0\ngrade_on = "printed"'
RULES = """
[fact."得数"]
kind = "number"
[fact."事故"]
unit = "起"
optional = true
[fact."支出"]
unit = "万元"
[fact."预算"]
unit = "万元"
[indicator."甲"]
points = {points}
score = "得数"
[bonus."创新"]
at_most = 10
score = "IF(得分 > 80, 8, 0)"
[penalty."迟报"]
at_most = 5
add = [ {{ when = "得数 > 1", points = 2.5 }} ]
[veto."重大事故"]
when = "事故 > 2起"
says = "发生重大安全事故"
score = 50
cap = 59
grade = "差"
best_grade = "良"
[veto."造假"]
when = "得数 < 0"
says = "弄虚作假"
grade = "差"
[tie."平衡"]
that = "支出 = 预算"
within = "0.01万元"
severity = "{severity}"
says = "两者应当相等"
[tie."人次"]
that = "事故 = 3起"
severity = "warning"
[tie."除以零"]
that = "1 ÷ (得数 − 得数) = 1"
severity = "warning"
[finding."偏低"]
when = "得数 < 100"
problem = "只有{{得数}}分"
advice = "提高"
[finding."偏高"]
when = "得数 > 100"
problem = "过高"
advice = "降低"
[finding."事故"]
when = "事故 > 0起"
problem = "有事故"
advice = "防范"
[[gap]]
says = "附件 3 未公布"
basis = "原文第 9 条"
"""
GIVEN = '[facts]\n"得数" = 99\n"支出" = "2 万元"\n"预算" = "3 万元"\n{more}'
GAP = '[[gap]]\nsays = "项目绩效"\npoints = 40\n'
TALL = GRADES.replace("[90, 100]", "[90, 105]")


def result_of(
    more: str = '"事故" = 3\n', severity: str = "warning", points: int = 100, rules: str = ""
) -> Result:
    body = TALL + RULES.format(severity=severity, points=points) + rules
    return scored(body, GIVEN.format(more=more), more=LIMITS)


@pytest.fixture
def vetoed() -> Result:
    return result_of()


def as_json(result: Result) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(explain(result, "json", "zh"))
    Draft202012Validator(score_schema()).validate(values)
    return values


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_the_way_to_the_total_is_told_stage_by_stage(vetoed: Result, format_: Format) -> None:
    page = explain(vetoed, format_, "zh", width=120).replace("\\", "")
    for said in (
        "99.00 + 8.00 − 2.50 = 104.50",
        "✓ 重大事故：事故 > 2起（3 起 > 2起） → 总分记为 50，总分不超过 59，",
        "等级定为“差”，等级不高于“良”",
        "发生重大安全事故",
        "仅此一项即减 54.50 分",
        "起决定作用：没有它",
        "✗ 造假：得数 < 0（99 < 0）",
        "未经否决为 104.50 分，否决后为 50.00 分",
        "未经否决为“优”，否决后为“差”",
    ):
        assert said in page


def test_the_rows_of_the_table_add_up_to_the_total(vetoed: Result) -> None:
    page = explain(vetoed, "text", "zh", width=80)
    for row in ("加分：创新", "扣分：迟报", "一票否决：重大事故"):
        assert row in page
    scores = [float(re.sub("−", "-", s)) for s in re.findall(r" ([+−]\d+\.\d\d)\s+", page)]
    assert 99 + scores[0] + scores[1] + scores[2] == 50


def test_a_limit_of_the_total_has_its_row_and_its_line() -> None:
    page = explain(limited(), "text", "zh", width=80)
    assert "总分上下限" in page
    assert "107.00 超出总分的上下限，取 105.00" in page


def limited() -> Result:
    rules = TALL + RULES.format(severity="warning", points=100).replace("2.5", "1")
    return scored(rules, GIVEN.format(more='"事故" = 0\n').replace("99", "100"), more=LIMITS)


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_findings_ties_gaps_stand_in_every_page(vetoed: Result, format_: Format) -> None:
    page = explain(vetoed, format_, "zh", width=120).replace("\\", "")
    for said in (
        "问题：只有99分",
        "建议：提高",
        "条件：得数 < 100（99 < 100）",
        "不存在",
        "✗ 支出 = 预算：2 万元 ≠ 3 万元，相差 1 万元（允许 0.01万元）",
        "两者应当相等",
        "✓ 事故 = 3起：3 起 = 3 起",
        "– 1 ÷ (得数 − 得数) = 1：无法计算，未核对",
        "附件 3 未公布",
        "依据：原文第 9 条",
        "不计分",
    ):
        assert said in page


def test_what_waits_for_a_fact_is_told_as_undecided() -> None:
    result = result_of("")
    page = explain(result, "text", "zh", width=100)
    assert "– 重大事故：未定，缺 数据 事故" in page
    assert "– 事故 = 3起：未定，缺 数据 事故" in page
    assert "等它的指标：重大事故" in page
    values = as_json(result)
    assert [veto["holds"] for veto in values["above"]["vetoes"]] == [None, False]
    assert [tie["holds"] for tie in values["above"]["ties"]] == [False, None, None]
    assert (values["low"], values["high"]) == ("50.00", "104.50")


def test_a_gap_with_points_is_told_before_any_score() -> None:
    body = TALL + RULES.format(severity="warning", points=60) + GAP
    given = GIVEN.format(more='"事故" = 3\n').replace("99", "50")
    result = scored(body, given, more=LIMITS)
    page = explain(result, "text", "zh", width=100)
    assert "评价办法中有 40 分的部分没有写入规则，因此没有总分" in page
    assert "尚缺" not in page
    assert re.search(r"40 分 +项目绩效", page)
    assert as_json(result)["above"]["gaps"][1]["points"] == "40"


def test_a_gap_below_a_parent_names_it() -> None:
    rules = """
    [indicator."母"]
    points = 100
    [indicator."子"]
    parent = "母"
    points = 60
    judged = true
    [[gap]]
    says = "另文规定"
    parent = "母"
    points = 40
    """
    page = explain(scored(rules), "text", "zh", width=100)
    assert "母  40 分  另文规定" in page
    assert "评判 子" in page


def test_a_failed_tie_says_that_the_result_cannot_be_used() -> None:
    result = result_of(severity="error")
    page = explain(result, "text", "zh", width=100)
    assert "有错误，结果不能采用" in page
    assert "E530" in page
    assert as_json(result)["state"] == "refused"


def test_accepted_problems_are_listed_with_their_reason() -> None:
    rules = '[[accept]]\ncode = "E315"\nreason = "原文如此"\n'
    result = result_of(points=90, rules=rules)
    for format_ in ("text", "markdown"):
        page = explain(result, format_, "zh", width=100)
        assert "已接受的问题" in page
        assert "原文如此" in page
    assert as_json(result)["above"]["accepted"] == [
        {"code": "E315", "node": "", "reason": "原文如此"}
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [70, 80, 140])
@pytest.mark.parametrize("more", ['"事故" = 3\n', ""])
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int, more: str) -> None:
    lines = explain(result_of(more), "text", lang, width=width).splitlines()
    breakable = [line for line in lines if not re.search(r"[0-9a-f]{64}|\.toml|\^| \| ", line)]
    assert [line for line in breakable if width_of(line) > width] == []


def test_the_json_tells_the_stages(vetoed: Result) -> None:
    above = as_json(vetoed)["above"]
    assert {name: stage["low"] for name, stage in above["stages"].items()} == {
        "tree": "99.00", "added": "104.50", "limited": "104.50", "rounded": "104.50",
        "vetoed": "50.00",
    }  # fmt: skip
    assert above["grades_before_vetoes"] == ["优"]
    assert [each["address"] for each in above["bonuses"]] == ["bonus.创新"]
    assert above["findings"][0]["problem"] == "只有99分"
    (veto, _) = above["vetoes"]
    assert (veto["cost"], veto["decisive"], veto["grade"]) == ("54.50", True, "差")


def test_a_total_with_fewer_digits_than_its_parts_is_told_before_and_after() -> None:
    body = (
        '[indicator."一"]\npoints = 60\njudged = true\n'
        '[indicator."二"]\npoints = 40\njudged = true\n'
    ).replace("judged", 'rounding = { to = 0.01, mode = "half-up" }\njudged')
    judged = '[judgement."{}"]\nscore = {}\norigin = "reviewer"\n'
    given = judged.format("一", "53.25") + judged.format("二", "36.33")
    shown = explain(scored(body, given, to="1"), lang="en")
    assert "53.25 + 36.33 = 89.58" in shown
    assert "90 points (to 1, half away from zero)" in shown
    assert "rounding of the total" in shown
    assert "+0.42" in shown
