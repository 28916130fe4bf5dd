"""Scales other than 100, and totals over several years, in the language as it is."""

from fractions import Fraction

import pytest

from perfrules.problem import Refused
from perfrules.scoring.score import score
from tests.scoring.rules import facts, rules, scored

YEARS = (2016, 2017, 2018, 2019, 2020)
PERIOD = "".join(f'[fact."{year}年得分"]\nkind = "number"\nrange = "[0, 100]"\n' for year in YEARS)
PERIOD += """
[measure."前几年平均"]
value = "(「2016年得分」 + 「2017年得分」 + 「2018年得分」 + 「2019年得分」) ÷ 4"
[indicator."期末考核"]
points = 100
score = "前几年平均 × 50% + 「2020年得分」 × 50%"
rounding = { to = 1, mode = "half-up" }
"""
NAMES = ("优秀", "良好", "合格", "不合格")
ENDS = ("[90, 100]", "[80, 90)", "[60, 80)", "[0, 60)")
GRADES = "".join(
    f'[[grade]]\nname = "{name}"\nin = "{ends}"\n' for name, ends in zip(NAMES, ENDS, strict=True)
)


@pytest.mark.parametrize(
    ("scores", "total", "grade"),
    [((88, 90, 91, 92, 89), 90, "优秀"), ((88, 90, 91, 91, 88), 89, "良好")],
)
def test_a_period_of_five_years_is_half_the_mean_and_half_the_last(
    scores: tuple[int, ...], total: int, grade: str
) -> None:
    given = "[facts]\n" + "".join(
        f'"{year}年得分" = {each}\n' for year, each in zip(YEARS, scores, strict=True)
    )
    result = scored(PERIOD + GRADES, given, more='grade_on = "printed"')
    assert result.grade is not None
    assert result.printed == total
    assert result.grade.name == grade


THREE_HUNDRED = """
[[grade]]
name = "好"
in = "[270, 300]"
[[grade]]
name = "较好"
in = "[0, 270)"
[fact."率"]
unit = "%"
[indicator."建设"]
points = 200
score = "分值 × 率"
[indicator."管理"]
points = 100
judged = true
"""


def test_three_hundred_points() -> None:
    given = '[facts]\n"率" = "87.5%"\n[judgement."管理"]\nscore = 96\norigin = "reviewer"\n'
    result = scored(THREE_HUNDRED, given, points=300, more='grade_on = "printed"')
    assert result.grade is not None
    assert result.printed == 271
    assert result.grade.name == "好"


SALES = """
[fact."增长率"]
unit = "%"
[fact."目标"]
unit = "%"
[fact."有目标"]
kind = "yes/no"
[indicator."销售"]
points = 60
cap = 72
applies = "有目标"
otherwise = "zero"
score = "max(分值 × 80% + 0.5 × (增长率 − 目标) ÷ 1百分点, 0)"
[indicator."其他"]
points = 140
score = "分值"
"""


@pytest.mark.parametrize(
    ("growth", "target", "points"),
    [("12%", "10%", 49), ("7%", "10%", "46.5"), ("90%", "10%", 72), (None, None, 0)],
)
def test_two_hundred_points_over_sales_figures(
    growth: str | None, target: str | None, points: int | str
) -> None:
    methodology = rules(SALES, points=200)
    given = '[facts]\n"有目标" = false\n'
    if growth:
        given = f'[facts]\n"有目标" = true\n"增长率" = "{growth}"\n"目标" = "{target}"\n'
    result = score(methodology, facts(methodology, given))
    assert result.printed == Fraction(points) + 140


def test_a_total_is_rounded_by_its_own_rule_and_graded_as_it_is_printed() -> None:
    fine = "rounding = { to = 0.01, mode = 'half-up' }\n"
    body = (
        GRADES
        + '[fact."数"]\nkind = "number"\n[indicator."一"]\npoints = 60\njudged = true\n'
        + '[indicator."二"]\npoints = 40\n'
        + f'[indicator."三"]\nparent = "二"\npoints = 40\nscore = "数 ÷ 3"\n{fine}'
    ).replace("points = 60\n", f"points = 60\n{fine}")
    given = '[facts]\n"数" = 109\n[judgement."一"]\nscore = 53.25\norigin = "reviewer"\n'
    result = scored(body, given, more='grade_on = "printed"', to="1")
    assert result.above.added.printed[0] == Fraction("89.58")
    assert result.grade is not None
    assert result.printed == 90
    assert result.grade.name == "优秀"
    assert result["二"].printed == Fraction("36.33")
    assert sum(loss.points for loss in result.losses) == 10


def test_a_parent_has_no_rounding_of_its_own() -> None:
    body = (
        '[indicator."二"]\npoints = 40\nrounding = { to = 1, mode = "down" }\n'
        '[indicator."三"]\nparent = "二"\npoints = 40\njudged = true\n'
    )
    with pytest.raises(Refused) as refused:
        rules(body)
    assert [problem.code for problem in refused.value.problems] == ["E340"]
