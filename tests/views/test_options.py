"""How the views tell what applies, what was picked, rescaled points, hands, ranks and shares."""

import json
import re
from fractions import Fraction
from functools import cache

import pytest
from jsonschema import Draft202012Validator

from perfrules import score_all
from perfrules.files.from_toml import toml_document
from perfrules.messages import Lang
from perfrules.model.from_tables import methodology_from
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.views.explain import Format, explain
from perfrules.views.to_json import score_schema
from tests.scoring.rules import HEAD, facts, rules

RULES = """
[fact."有任务"]
kind = "yes/no"
[fact."完成率"]
unit = "%"
[fact."任务"]
unit = "项"
[indicator."产出"]
points = 20
[indicator."数量"]
parent = "产出"
points = 10
applies = "任务 > 0项"
otherwise = "rescale_parent"
score = "分值"
[indicator."质量"]
parent = "产出"
points = 7
score = "分值 × 完成率"
[indicator."时效"]
parent = "产出"
points = 3
score = "分值 ÷ 7"
[indicator."建设"]
points = 10
applies = "有任务"
otherwise = "rescale_total"
[indicator."道路"]
parent = "建设"
points = 10
score = "分值"
[indicator."结转"]
points = 20
choose = "one"
[indicator."结转率"]
parent = "结转"
score = "分值 × 完成率"
[indicator."变动率"]
parent = "结转"
judged = true
[indicator."效益"]
points = 40
choose = "some"
split = { how = "equal", to = 1, remainder = "last" }
[indicator."经济"]
parent = "效益"
judged = true
[indicator."社会"]
parent = "效益"
judged = true
raters = { "分管领导" = "20%", "职工" = "80%" }
[indicator."生态"]
parent = "效益"
score = "分值"
[indicator."名次分"]
points = 10
split = { how = "equal", to = 1, remainder = "keep" }
[indicator."位一"]
parent = "名次分"
rank = { of = "完成率", better = "higher", ties = "same", score = "max(分值 − 名次 + 1, 0)" }
[indicator."位二"]
parent = "名次分"
score = "分值"
[indicator."位三"]
parent = "名次分"
[indicator."位三".rank]
of = "完成率"
better = "higher"
ties = "same"
rows = [ { in = "1", share = "100%" }, { in = "> 1", share = "50%" } ]
"""
FACTS = """
[facts]
"有任务" = "否"
"完成率" = { value = "90%", source = "报告" }
"任务" = 0
[picked]
"结转" = "结转率"
"效益" = ["经济", "社会"]
[judgement."经济".stages."自评"]
score = 20
origin = "published"
[judgement."经济".stages."复核"]
score = 18
origin = "reviewer"
reason = "两项指标未达标"
by = "李"
[judgement."社会"]
origin = "reviewer"
raters = { "分管领导" = 15, "职工" = 17 }
"""
STAGES = 'stages = ["自评", "复核", "财政审核"]\ncounts = "复核"'


@cache
def told(name: str) -> Result:
    methodology = rules(RULES, points=100, more=STAGES)
    given = facts(methodology, FACTS)
    if name == "alone":
        return score(methodology, given)
    if name == "unpicked":
        return score(methodology, facts(methodology, ""))
    others = (FACTS.replace("90%", "80%"), FACTS.replace('"完成率" = ', "#"))
    return score_all(methodology, [given, *(facts(methodology, other) for other in others)])[0]


@pytest.mark.parametrize("name", ["ranked", "alone", "unpicked"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_every_view_can_tell_it(name: str, lang: Lang, format_: Format) -> None:
    page = explain(told(name), format_, lang)
    if format_ == "json":
        Draft202012Validator(score_schema()).validate(json.loads(page))


@pytest.mark.parametrize(
    "words",
    [
        "✗ 任务 > 0项（0 项 > 0项）  → 分值由同级指标按比例分担",
        "分值由 7 折算为 14：6.3 × 14 ÷ 7 = 12.6",
        "✗ 有任务（否）  → 不计入总分，总分按比例折算",
        "上级指标不适用",
        "选定  结转率",
        "未选定",
        "40 分均分为 2 份：20、20",
        "10 分均分为 3 份：3、3、3，合计 9 分，与分值 10 分不等",
        "自评  20.00 分，公布的评判",
        "复核  18.00 分，评审人员的评判（李）（以此为准）  两项指标未达标",
        "分管领导：15.00 × 20%",
        "第 1 名，共 2 个单位排名；另有 1 个缺数据，未排名",
        "14（原 7）",
        "÷ 90 = 83.40",
    ],
)
def test_the_page_says(words: str) -> None:
    assert words in explain(told("ranked"), "text", "zh", width=140)


def test_each_sum_on_the_page_is_true() -> None:
    page = explain(told("ranked"), "text", "zh", width=140)
    sums = re.findall(r"((?:[\d.]+ \+ )+[\d.]+) = ([\d.]+)", page)
    assert len(sums) >= 4
    for parts, total in sums:
        assert sum(Fraction(part) for part in parts.split(" + ")) == Fraction(total)


def test_what_waits_is_said() -> None:
    assert "其他单位的数据（按名次计分" in explain(told("alone"), "text", "zh")
    page = explain(told("unpicked"), "text", "zh")
    assert "选定 效益 考核哪些下级" in page
    assert "尚未选定" in page
    assert "若不成立：分值由同级指标按比例分担" in page


def test_json_says_what_is_out_and_what_it_counts() -> None:
    values = json.loads(explain(told("ranked"), "json", "zh"))
    nodes = {node["key"]: node for node in values["indicators"]}
    assert (nodes["数量"]["out"], nodes["变动率"]["out"]) == ("not_applicable", "not_picked")
    assert (nodes["质量"]["points"], nodes["质量"]["counted_points"]["decimal"]) == ("7", "14")
    assert nodes["社会"]["judgement"]["raters"] == {"分管领导": "15", "职工": "17"}
    assert set(nodes["经济"]["stages"]) == {"自评", "复核"}
    assert nodes["位一"]["rank"] == {"rank": "1", "ranked": 2, "everybody": 3}


FRAMEWORK = """
[fact."数"]
kind = "number"
[indicator."母"]
[indicator."率"]
parent = "母"
value = "1 ÷ 数"
[indicator."评"]
parent = "母"
judged = true
"""


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_a_framework_shows_values_and_no_points(format_: Format) -> None:
    text = HEAD.format(points=1, more="").replace("points = 1", 'weights = "open"') + FRAMEWORK
    methodology = methodology_from(toml_document(text, "rules.toml"))
    page = explain(score(methodology, facts(methodology, '[facts]\n"数" = 4\n')), format_, "zh")
    assert "0.25" in page
    assert "0.00" not in page.replace('"low": "0.00"', "").replace('"high": "0.00"', "")
    if format_ == "json":
        values = json.loads(page)
        Draft202012Validator(score_schema()).validate(values)
        assert values["total"] is None
        assert {node["score"] for node in values["indicators"]} == {None}
    else:
        assert "没有分值" in page
