"""Each way of scoring comes to the exact score that its words promise."""

from fractions import Fraction

import pytest

from perfrules.formula.to_text import to_text
from perfrules.model.methodology import Methodology
from tests.model.small import rules, scored

FACTS = """
[fact."完成率"]
unit = "%"
[fact."次数"]
unit = "次"
[fact."目标次数"]
unit = "次"
[fact."支出"]
unit = "万元"
optional = true
[fact."达标"]
kind = "yes/no"
[indicator."甲"]
points = 10
"""


def leaf(way: str) -> Methodology:
    return rules(FACTS + way)


# Each way with facts and what they come to: a score, `open`, or the code of a refusal.
Expected = dict[str, str]

SCORE = 'score = "分值 × min(完成率, 100%)"'
VALUE = """
value = "完成率 − 90%"
unit = "百分点"
score = "10 − 指标值 ÷ 1百分点 if 指标值 > 0% else 10 + 甲 × 10"
"""
LIMITED = """
score = "20 × 完成率 − 5"
cap = 12
floor = -2
"""
GIVEN = 'score = "支出 ÷ 1万元 if 已填(支出) else 1"'
FIRST = """
hit = "first"
cases = [
  { when = "完成率 ≥ 90%", score = "分值" },
  { when = "完成率 ≥ 60%", score = "分值 × 60%" },
  { score = "0" },
]
"""
FIRST_OPEN = """
hit = "first"
cases = [ { when = "完成率 ≥ 90%", score = "分值" } ]
"""
ONLY = """
hit = "only"
cases = [
  { when = "完成率 ≥ 90%", score = "10" },
  { when = "达标", score = "8" },
  { when = "完成率 < 50%", score = "0" },
]
"""
BANDS = """
[indicator."甲".bands]
of = "完成率"
rows = [
  { in = "> 100%", open = "办法没有规定" },
  { in = "[90%, 100%]", share = "100%" },
  { in = "[60%, 90%)", from = "3", to = "9" },
  { in = "(0%, 60%)", score = "1 + 完成率 × 2" },
  { in = "0%", score = "0" },
]
"""
MOVING = """
[indicator."甲".bands]
of = "次数"
rows = [
  { in = "< 目标次数", share = "0%" },
  { in = "[目标次数, 2 × 目标次数)", share = "50%" },
  { in = "≥ 2 × 目标次数", share = "100%" },
]
"""
AT_LEAST = 'ratio = { actual = "次数", target = "目标次数", sign = "≥" }'
AT_MOST = 'ratio = { actual = "次数", target = "目标次数", sign = "<=" }'
EQUAL = 'ratio = { actual = "次数", target = "目标次数", sign = "＝" }'
OVER = """
[indicator."甲".ratio]
actual = "次数"
target = "目标次数"
sign = "{sign}"
over = {{ above = "130%", score = "分值 × max(1 − (完成比 − 130%), 0)" }}
"""
LINEAR = 'deduct = [ { for = "次数", each = "4次", points = 1, steps = "linear" } ]'
WHOLE = 'deduct = [ { for = "次数", each = "4次", points = 1, steps = "whole" } ]'
STARTED = 'deduct = [ { for = "次数", each = "4次", points = 1, steps = "started" } ]'
ITEMS = """
floor = -3
deduct = [
  { for = "次数", points = 0.5, at_most = 2, unless = "达标" },
  { for = "支出", each = "10万元", points = 1, steps = "whole", when = "已填(支出)" },
  { when = "完成率 < 50%", points = 3, says = "过低" },
]
"""
ADD = 'add = [ { for = "次数", points = 2 } ]'
ADD_FROM = """
base = "6"
cap = 12
add = [ { for = "次数", points = 2 } ]
deduct = [ { when = "达标", points = "1 + 2" } ]
"""
CHECKLIST = """
checklist = [
  { item = "有制度", points = 4 },
  { any = ["有计划", "有文件"], points = 6 },
]
"""

WAYS: dict[str, tuple[str, Expected]] = {
    "score": (
        SCORE,
        {"完成率 = 93.77%": "9.377", "完成率 = 130%": "10", "": "open"},
    ),
    "measured value": (VALUE, {"完成率 = 92.5%": "7.5", "完成率 = 80%": "9"}),
    "outside the points": ('score = "分值 × 完成率"', {"完成率 = 101%": "E502"}),
    "cap and floor": (
        LIMITED,
        {"完成率 = 100%": "12", "完成率 = 10%": "-2", "完成率 = 60%": "7"},
    ),
    "given": (GIVEN, {"支出 = 2.5 万元": "2.5", "支出 = 0": "0", "": "1"}),
    "cases, first": (
        FIRST,
        {"完成率 = 90%": "10", "完成率 = 89.99%": "6", "完成率 = 60%": "6", "完成率 = 59.9%": "0"},
    ),
    "cases, first, none holds": (FIRST_OPEN, {"完成率 = 89%": "E257"}),
    "cases, only": (
        ONLY,
        {
            "完成率 = 95%; 达标 = 否": "10",
            "完成率 = 70%; 达标 = 是": "8",
            "完成率 = 49%; 达标 = 否": "0",
            "完成率 = 49%; 达标 = 是": "E259",
            "完成率 = 95%; 达标 = 是": "E259",
            "完成率 = 70%; 达标 = 否": "E257",
        },
    ),
    "bands": (
        BANDS,
        {
            "完成率 = 100.01%": "E258",
            "完成率 = 100%": "10",
            "完成率 = 90%": "10",
            "完成率 = 89.99%": "8.998",
            "完成率 = 60%": "3",
            "完成率 = 59%": "2.18",
            "完成率 = 0%": "0",
            "完成率 = -1%": "E257",
        },
    ),
    "bands, ends of facts": (
        MOVING,
        {
            "次数 = 4; 目标次数 = 5": "0",
            "次数 = 5; 目标次数 = 5": "5",
            "次数 = 9.99; 目标次数 = 5": "5",
            "次数 = 10; 目标次数 = 5": "10",
        },
    ),
    "ratio ≥": (
        AT_LEAST,
        {
            "次数 = 12; 目标次数 = 12": "10",
            "次数 = 20; 目标次数 = 12": "10",
            "次数 = 4; 目标次数 = 12": "10/3",
            "次数 = 4; 目标次数 = 0": "E260",
            "次数 = 4; 目标次数 = -2": "E260",
            "次数 = -1; 目标次数 = 2": "E502",
        },
    ),
    "ratio ≤": (
        AT_MOST,
        {
            "次数 = 0; 目标次数 = 12": "10",
            "次数 = 12; 目标次数 = 12": "10",
            "次数 = 36; 目标次数 = 12": "10/3",
            "次数 = 0; 目标次数 = 0": "E260",
        },
    ),
    "ratio =": (
        EQUAL,
        {
            "次数 = 12; 目标次数 = 12": "10",
            "次数 = 6; 目标次数 = 12": "5",
            "次数 = 24; 目标次数 = 12": "5",
        },
    ),
    "ratio ≥, over": (
        OVER.format(sign="≥"),
        {
            "次数 = 13; 目标次数 = 10": "10",
            "次数 = 15; 目标次数 = 10": "8",
            "次数 = 40; 目标次数 = 10": "0",
            "次数 = 9; 目标次数 = 10": "9",
        },
    ),
    "ratio ≤, over": (
        OVER.format(sign="≤"),
        {
            "次数 = 10; 目标次数 = 15": "8",
            "次数 = 10; 目标次数 = 12": "10",
            "次数 = 20; 目标次数 = 10": "5",
            "次数 = 0; 目标次数 = 10": "E250",
        },
    ),
    "deduct, linear": (LINEAR, {"次数 = 6": "8.5", "次数 = -6": "10", "次数 = 100": "0"}),
    "deduct, whole": (WHOLE, {"次数 = 3": "10", "次数 = 4": "9", "次数 = 7.9": "9"}),
    "deduct, started": (STARTED, {"次数 = 0": "10", "次数 = 0.1": "9", "次数 = 8": "8"}),
    "deduct, several items": (
        ITEMS,
        {
            "次数 = 3; 达标 = 否; 完成率 = 50%": "8.5",
            "次数 = 9; 达标 = 否; 完成率 = 50%": "8",
            "次数 = 9; 达标 = 是; 完成率 = 50%": "10",
            "次数 = 9; 达标 = 否; 完成率 = 49%": "5",
            "次数 = 9; 达标 = 否; 完成率 = 49%; 支出 = 39.9": "2",
            "次数 = 9; 达标 = 否; 完成率 = 49%; 支出 = 300": "-3",
        },
    ),
    "add": (ADD, {"次数 = 0": "0", "次数 = 3": "6", "次数 = 30": "10"}),
    "add beside deduct": (
        ADD_FROM,
        {
            "次数 = 0; 达标 = 否": "6",
            "次数 = 0; 达标 = 是": "3",
            "次数 = 3; 达标 = 是": "9",
            "次数 = 9; 达标 = 否": "12",
        },
    ),
    "checklist": (
        CHECKLIST,
        {
            "有制度 = 是; 有计划 = 否; 有文件 = 是": "10",
            "有制度 = 是; 有计划 = 否; 有文件 = 否": "4",
            "有制度 = 否; 有计划 = 是": "6",
            "有制度 = 否; 有计划 = 否": "open",
        },
    ),
}


@pytest.mark.parametrize(
    ("way", "given", "expected"),
    [(way, given, e) for way, said in WAYS.values() for given, e in said.items()],
    ids=[f"{name}: {given}" for name, (_, said) in WAYS.items() for given in said],
)
def test_a_way_of_scoring_comes_to(way: str, given: str, expected: str) -> None:
    refused = expected == "open" or expected.startswith("E")
    assert scored(leaf(way), given) == (expected if refused else Fraction(expected))


def test_a_single_value_is_one_comparison() -> None:
    methodology = leaf('bands = { of = "次数", rows = [ { in = "= 3次", score = "2" } ] }')
    tree = methodology.indicators["甲"].tree
    assert tree is not None
    assert to_text(tree).count("次数") == 1
    assert scored(methodology, "次数 = 3") == 2
    assert scored(methodology, "次数 = 4") == "E257"
