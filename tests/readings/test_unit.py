"""Which units go together, and where they do not."""

import pytest

from perfrules.formula.from_text import parse
from perfrules.formula.tree import Nothing, Source
from perfrules.formula.units import parse_unit
from perfrules.formula.walk import owned
from perfrules.problem import Refused
from perfrules.readings.number import name_of_property
from perfrules.readings.unit import score_unit, unit_of

UNITS = {
    "支出": parse_unit("万元"),
    "结余": parse_unit("元"),
    "执行率": parse_unit("%"),
    "套数": parse_unit("套"),
    "人数": parse_unit("人"),
    "单价": parse_unit("元/套"),
    "里程": parse_unit("公里"),
    name_of_property("value", "甲"): parse_unit("万元"),
}
COLUMNS = {"产出": {"数量": parse_unit("套"), "金额": parse_unit("千元")}}


def unit(formula: str) -> str:
    return str(unit_of(owned(parse(Source(formula)).tree, "甲"), UNITS, COLUMNS))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("支出 + 结余", "万元"),
        ("支出 − 1000万元", "万元"),
        ("支出 ÷ 结余", ""),
        ("支出 × 执行率", "元"),
        ("单价 × 套数", "元"),
        ("支出 ÷ 人数 ÷ 人数", "元/人·人"),
        ("1 ÷ 人数", "1/人"),
        ("分值 × min(支出 ÷ 结余, 100%)", "分"),
        ("得分 + 满分(乙) × 得分率(乙)", "分"),
        ("指标值 + 支出", "万元"),
        ("max(支出 − 结余, 0)", "万元"),
        ("max(0, 支出 − 结余)", "万元"),
        ("0 + 支出 × 0", "元"),
        ("0万元 + 0", "万元"),
        ("0 + 0", ""),
        ("clamp(执行率, 0, 1.3)", "%"),
        ("round(支出, 0.01万元)", "万元"),
        ("floor(套数 ÷ 2)", "套"),
        ("steps(支出, 100万元)", ""),
        ("interpolate(支出, 0万元, 0, 10万元, 分值)", "分"),
        ("days(起, 止)", "天"),
        ("months(起, 止) > 12", ""),
        ("IF(支出 > 0, 分值, 0)", "分"),
        ("IF(not (套数 ≥ 3 and given(支出)), 3, 分值 − 1)", "分"),
        ("−支出", "万元"),
        ("one_of(等级, '优')", ""),
        ("等级 = '优'", ""),
        ("sum(产出, 金额, 数量 > 3) + 支出", "千元"),
        ("weighted_mean(产出, 金额, 数量)", "千元"),
        ("count(产出) > 3", ""),
        ("share(产出, 数量 > 1)", ""),
        ("2 × 3 + 套数", "套"),
    ],
)
def test_a_formula_comes_out_in_its_unit(formula: str, expected: str) -> None:
    assert unit(formula) == expected


@pytest.mark.parametrize(
    ("formula", "code", "under"),
    [
        ("支出 + 套数", "E231", "支出 + 套数"),
        ("分值 × (支出 + 执行率)", "E231", "支出 + 执行率"),
        ("支出 > 里程", "E231", "支出 > 里程"),
        ("IF(支出 > 0, 支出, 套数)", "E231", "IF(支出 > 0, 支出, 套数)"),
        ("max(3套, 2人)", "E231", "max(3套, 2人)"),
        ("支出 > 1000", "E232", "1000"),
        ("支出 > −1000", "E232", "−1000"),
        ("1000 < 支出", "E232", "1000"),
        ("round(支出, 0.01)", "E232", "0.01"),
        ("单价 > 2 × 3", "E232", "2 × 3"),
        ("interpolate(支出, 0, 0, 10, 5)", "E232", "10"),
        ("floor(支出)", "E233", "floor(支出)"),
        ("ceil(执行率)", "E233", "ceil(执行率)"),
        ("执行率 ≥ 90", "E235", "90"),
        ("sum(产出, 金额 > 3)", "E232", "3"),
        ("sum(产出, 数量, 金额 > 3)", "E232", "3"),
    ],
)
def test_units_that_do_not_go_together_are_refused(formula: str, code: str, under: str) -> None:
    with pytest.raises(Refused) as refused:
        unit(formula)
    (problem,) = refused.value.problems
    assert problem.place is not None
    start = problem.place.column - 1
    assert (problem.code, formula[start : start + problem.place.width]) == (code, under)
    assert problem.hint("zh")
    assert problem.hint("en")


def test_a_score_comes_out_in_points_or_without_a_unit() -> None:
    assert str(score_unit(parse(Source("分值 × 执行率")).tree, UNITS)) == "分"
    assert score_unit(parse(Source("20 × 执行率")).tree, UNITS).is_plain
    assert score_unit(Nothing("gap"), UNITS).is_plain
    for formula in ("支出", "分值 × 分值", "分值 × 支出"):
        with pytest.raises(Refused) as refused:
            score_unit(parse(Source(formula)).tree, UNITS)
        assert refused.value.problems[0].code == "E234"
