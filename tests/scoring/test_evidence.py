"""Which facts a score rests on, through measures and other leaves, and which have no source."""

from perfrules.scoring.evidence import facts_behind, unsourced
from perfrules.scoring.result import Result
from tests.scoring.rules import scored

BODY = (
    "".join(f'[fact."{name}"]\nkind = "number"\n' for name in "甲乙丙丁")
    + """
[fact."戊"]
kind = "number"
optional = true
[measure."率"]
value = "甲 ÷ 乙"
[indicator."母"]
points = 50
[indicator."一"]
parent = "母"
points = 50
score = "分值 × 率"
[indicator."二"]
points = 30
value = "丙"
score = "IF(丙 > 1, 1, 丁)"
[indicator."三"]
points = 15
score = "得分率(母) + 指标值(二) + (1 if 已填(戊) else 2)"
[indicator."四"]
points = 5
judged = true
"""
)


def result_with(*sourced: str) -> Result:
    given = "[facts]\n"
    for name, value in zip("甲乙丙丁戊", (1, 2, 2, 1, 1), strict=True):
        source = ', source = "决算"' if name in sourced else ""
        given += f'"{name}" = {{ value = {value}{source} }}\n'
    return scored(BODY, given + '[judgement."四"]\nscore = 5\norigin = "reviewer"\n')


def test_facts_are_found_through_measures_values_and_other_leaves() -> None:
    behind = {address: "".join(sorted(f)) for address, f in facts_behind(result_with()).items()}
    assert behind == {
        "measure.率": "乙甲",
        "indicator.一": "乙甲",
        "indicator.母": "乙甲",
        "value.二": "丙",
        "indicator.二": "丙",
        "indicator.三": "丙乙戊甲",
        "indicator.四": "",
    }


def test_points_on_facts_without_a_source_are_counted_once_for_each_leaf() -> None:
    assert unsourced(result_with()) == 95
    assert unsourced(result_with("甲", "乙")) == 45
    assert unsourced(result_with("甲", "乙", "丙")) == 15
    assert unsourced(result_with(*"甲乙丙戊")) == 0
