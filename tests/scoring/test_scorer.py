"""A methodology as a function: the same digits, states and refusals as `score`, at once."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from perfrules import scorer
from perfrules.formula.units import PLAIN
from perfrules.model.methodology import Methodology, Parameter
from perfrules.model.terms import Span
from perfrules.scoring.scorer import Scorer
from perfrules.scoring.tree import Standing
from tests.scoring.plain import METHODOLOGIES, by_score, fact_sets, loaded, same, told_of
from tests.scoring.rules import rules


@pytest.mark.parametrize("path", METHODOLOGIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_methodology_scores_alike_as_a_function(path: Path) -> None:
    methodology = loaded(path)
    for number, facts in enumerate(fact_sets(methodology, 1, 5)):
        period = facts.period.first
        points = scorer(methodology, period=None if period is None else period.year)
        row = told_of(methodology, facts, numbers=number % 2 == 0)
        same(row.scored(points), by_score(points, row))
        for name in [*row.values][:3]:
            del row.values[name]
        row.judgements.pop(next(iter(row.judgements), ""), None)
        same(row.scored(points), by_score(points, row))


RATE = """
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "万元"
[indicator."执行"]
points = 20
score = "分值 × min(支出 ÷ 预算, 100%)"
[indicator."评"]
points = 80
judged = true
"""


def both(points: Scorer, *told: Any, **more: Any) -> Any:
    """The scores, which are those of the engine."""
    found = points(*told, **more)
    same(found, points.by_score(*told, **more))
    return found


def fast(points: Scorer, *told: Any, **more: Any) -> Any:
    """The same, without the engine."""
    found = both(points, *told, **more)
    assert found.units != (Fraction(1),) * len(found.units), "the engine gives fractions"
    return found


@pytest.fixture
def rate() -> Scorer:
    return scorer(rules(RATE))


def test_scores_are_exact_and_named(rate: Scorer) -> None:
    found = fast(rate, {"支出": 92.5, "预算": 700}, {"评": 70.25})
    assert (found.state, found.grade, found.total) == ("done", None, Fraction("72.89"))
    assert found.nodes == {"执行": Fraction("2.64"), "评": Fraction("70.25")}
    assert found.digits == (264, 7025, 7289)


@pytest.mark.parametrize(
    "spent",
    [0, 7, 0.1, 0.1 + 0.2, -0.0, 1e15, 123456789012.34, Decimal("1.005"), Fraction(7, 8),
     "92.5", "92.5 万元", "925000 元", "1,000.00", "93%", "五", "", None, True,
     float("nan"), float("inf"), 1e300, 10**41, -1, Fraction(1, 3), Decimal("NaN"),
     {"value": "3 万元", "source": "报告"}, date(2022, 1, 1)],
    ids=repr,
)  # fmt: skip
def test_any_value_is_read_like_in_a_fact_file(rate: Scorer, spent: Any) -> None:
    both(rate, {"支出": spent, "预算": 7}, {"评": 1})
    both(rate, {"支出": 1, "预算": 7}, {"评": spent if not isinstance(spent, dict) else 1})


def test_what_is_missing_wrong_or_unknown_is_said(rate: Scorer) -> None:
    assert fast(rate, {"支出": 1}, {"评": 1}).missing == {"预算"}
    assert fast(rate, {"支出": 1, "预算": 2}).missing == {"judgement:评"}
    assert fast(rate, {}).missing == {"支出", "预算", "judgement:评"}
    assert both(rate, {"支出": 1, "预算": 0}, {"评": 1}).state == "refused"
    assert both(rate, {"支出": 1, "预算": -1}, {"评": 1}).state == "refused"
    assert both(rate, {"支出": 1, "预算": 2, "别的": 3}, {"评": 1}).state == "refused"
    assert both(rate, {"支出": 1, "预算": 2}, {"评": 1, "执行": 2}).state == "refused"
    assert both(rate, {"支出": 1, "预算": 2}, {"评": 81}).state == "refused"
    assert fast(rate, {"支出": 1, "预算": 2}, {"评": 80}).state == "done"


def test_a_judgement_may_say_more(rate: Scorer) -> None:
    facts = {"支出": 1, "预算": 2}
    said: dict[str, Any] = {"score": 70.5, "origin": "reviewer", "reason": "r", "by": "b"}
    fast(rate, facts, {"评": said})
    for wrong in (
        {"score": 70.5},
        {**said, "tier": "x"},
        {**said, "reason": 1},
        {**said, "score": "x"},
    ):
        assert both(rate, facts, {"评": wrong}).state == "refused"


def test_many_decimal_places_make_another_function_and_too_many_none(rate: Scorer) -> None:
    for spent in (1.123, 1.12345678, 2.5, 1.123456789012, 0.1234567890123):
        both(rate, {"支出": spent, "预算": 7.125}, {"评": 1.0625})


def test_whatever_is_absent_there_is_a_function_until_there_are_too_many() -> None:
    names = [f"数{n}" for n in range(8)]
    body = "".join(f'[fact."{name}"]\nkind = "number"\noptional = true\n' for name in names)
    score = " + ".join(f"IF(given({name}), {name}, 1)" for name in names)
    points = scorer(rules(body + f'[indicator."和"]\npoints = 100\nscore = "{score}"\n'))
    for number in range(120):
        values = {name: n for n, name in enumerate(names) if number >> n & 1}
        assert both(points, values).state == "done"
    assert points.source


def test_the_source_holds_no_text_of_an_author() -> None:
    body = '[fact."名"]\nchoice = ["甲", "__import__"]\n[indicator."类"]\npoints = 100\n'
    body += "score = \"IF(名 == '__import__', 分值, 0)\"\n"
    points = scorer(rules(body))
    assert "import" not in points.source
    assert points.source.isascii()
    assert fast(points, {"名": "__import__"}).total == 100
    assert both(points, {"名": "丙"}).state == "refused"


def test_kinds_of_facts_that_are_no_numbers() -> None:
    body = """
[fact."有"]
kind = "yes/no"
[fact."日"]
kind = "date"
[fact."名"]
kind = "text"
[fact."比"]
unit = "%"
[indicator."全"]
points = 100
score = "IF(有 and 名 != 'x', 50, 20) + 比 + months(日, 日)"
"""
    points = scorer(rules(body))
    values: dict[str, Any] = {"有": True, "日": date(2022, 1, 1), "名": "y", "比": "93.77%"}
    fast(points, values)
    fast(points, {**values, "有": "否", "日": "2022年1月1日", "比": "1 %"})
    noon = datetime.combine(date(2022, 1, 1), time(12))
    others: dict[str, list[Any]] = {
        "有": [1, "x", None], "日": ["2022-02-30", noon, 7], "名": [1, "长" * 1001],
        "比": [0.5, "0.5"],
    }  # fmt: skip
    for name, wrong in others.items():
        for value in wrong:
            assert both(points, {**values, name: value}).state == "refused"


def test_raters_tiers_steps_and_reasons() -> None:
    body = """
[indicator."数人"]
points = 40
judged = true
raters = { "甲" = "60%", "乙" = "40%" }
[indicator."步"]
points = 30
step = 0.5
tiers = [ { name = "好", score = "[15, 30]" }, { name = "差", score = "[0, 15)" } ]
[indicator."因"]
points = 30
judged = true
needs_reason = true
"""
    points = scorer(rules(body))
    several = {"raters": {"甲": 40, "乙": 35.5}, "origin": "reviewer"}
    reason = {"score": 20, "origin": "reviewer", "reason": "r"}
    tier = {"score": 20.5, "origin": "published", "tier": "好"}
    fast(points, {}, {"数人": several, "步": 20.5, "因": reason})
    fast(points, {}, {"数人": several, "步": tier, "因": 30})
    for name, wrong in (("数人", 40), ("步", 20.25), ("步", {**tier, "tier": "差"}), ("因", 20)):
        told = {"数人": several, "步": 20.5, "因": reason, name: wrong}
        assert both(points, {}, told).state == "refused"


def test_picks_standings_and_tables() -> None:
    body = """
[fact."数"]
kind = "number"
[indicator."母"]
points = 60
choose = "one"
[indicator."甲"]
parent = "母"
score = "数"
[indicator."乙"]
parent = "母"
judged = true
[indicator."位"]
points = 40
rank = { of = "数", better = "higher", ties = "average", score = "分值 ÷ 名次" }
"""
    points = scorer(rules(body))
    place = {"位": Standing(Fraction(5, 2), 10, 12)}
    assert fast(points, {"数": 5}, picked={"母": "甲"}, standings=place).total == 21
    assert fast(points, {"数": 5}, {"乙": 7}, picked={"母": ["乙"]}, standings=place).total == 23
    assert fast(points, {"数": 5}, picked={"母": "甲"}).missing == {"population"}
    assert fast(points, {}, picked={"母": "甲"}).missing == {"数"}
    assert both(points, {"数": 5}, standings=place).missing == {"picked:母"}
    assert (
        both(points, {"数": 5}, {"乙": 7}, picked={"母": "甲"}, standings=place).state == "refused"
    )
    for wrong in ({"母": "丙"}, {"父": "甲"}, {"母": ["甲", "乙"]}):
        assert both(points, {"数": 5}, picked=wrong).state == "refused"
    assert both(points, {"数": 5}, picked={"母": "甲"}, tables={"表": []}).state == "refused"


def test_a_parameter_counts_in_its_days() -> None:
    methodology = loaded(METHODOLOGIES[0].parents[2] / "beijing" / "department" / "2022.toml")
    facts = {name: 1 for name, rule in methodology.facts.items() if rule.from_parameters}
    assert both(scorer(methodology, period=2022), facts).state == "refused"


def test_what_only_the_engine_can_do_has_no_source(rate: Scorer) -> None:
    methodology = loaded(METHODOLOGIES[0].parents[2] / "beijing" / "department" / "2022.toml")
    assert isinstance(methodology, Methodology)
    assert scorer(methodology).source == ""
    assert rate.source.startswith("def whole(facts, judgements, standings):")


def test_sums_that_might_be_too_large_are_left_to_the_engine() -> None:
    names = [f"甲{n}" for n in range(60)]
    body = "".join(f'[fact."{name}"]\nkind = "number"\nrange = "> 0"\n' for name in names)
    for name in names:
        body += f'[indicator."得{name}"]\npoints = 1\nscore = "1 ÷ (1 + {name})"\n'
    points = scorer(rules(body, points=60))
    assert fast(points, dict.fromkeys(names, 3)).total == 15
    wide = {name: Fraction(10**20 + n, 10**18) for n, name in enumerate(names)}
    both(points, wide)
    deep, leaf = " × ".join(["甲0"] * 99), '[indicator."深"]\npoints = 1\ncap = 1\nscore = "{}"\n'
    for formula in (deep, f"({deep}) × ({deep})"):
        both(scorer(rules(body + leaf.format(formula), points=61)), dict.fromkeys(names, 3))


def parametrised(**values: Any) -> Methodology:
    """Rules with facts of every kind that a parameter may set."""
    body = """
[fact."数"]
kind = "number"
optional = true
[fact."有"]
kind = "yes/no"
optional = true
[fact."日"]
kind = "date"
optional = true
[indicator."全"]
points = 100
score = "IF(given(数) and 有, 数 + months(日, 日), 1)"
"""
    whole_year = Span(date(2022, 1, 1), date(2022, 12, 31))
    return evolve(
        rules(body),
        parameters=tuple(
            Parameter(name, whole_year, value, "", 0, PLAIN, "批复", None)
            for name, value in values.items()
        ),
    )


def test_a_parameter_is_a_constant_that_a_fact_may_replace() -> None:
    methodology = parametrised(数=Fraction(7), 有=True, 日=date(2022, 1, 31))
    in_force, before = scorer(methodology, period=2022), scorer(methodology, period=2021)
    assert fast(in_force, {}).total == 7
    assert fast(in_force, {"数": 8}).total == 8
    assert fast(in_force, {"有": False}).total == 1
    assert fast(before, {}).total == 1
    assert fast(before, {"数": 8, "有": True}).missing == {"日"}


def test_judgements_of_stages_are_for_the_engine() -> None:
    head = 'stages = ["自评", "复核"]\ncounts = "复核"'
    points = scorer(rules('[indicator."评"]\npoints = 100\njudged = true\n', more=head))
    said = {"score": 70, "origin": "reviewer"}
    told = {"评": {"stages": {"自评": said, "复核": {**said, "score": 60}}}}
    assert both(points, {}, told).total == 60
    assert fast(points, {}, {"评": 60}).total == 60


ABOVE = """
[fact."数"]
kind = "number"
[fact."有"]
kind = "yes/no"
[indicator."甲"]
points = 60
score = "数"
applies = "有"
otherwise = "{otherwise}"
[indicator."乙"]
points = 40
score = "得分(甲) × 2 ÷ 3"
[bonus."加"]
at_most = 5
score = "得分率(甲) × 8 + 得分率 × 2"
[penalty."扣"]
at_most = 3
score = "IF(得分 > 50, 3, 0)"
[veto."封"]
when = "数 > 50"
says = "s"
cap = 80
[veto."定"]
when = "得分 < 30"
says = "s"
{does}
[[grade]]
name = "好"
in = "{good}"
[[grade]]
name = "中"
in = "[60, 85)"
[[grade]]
name = "差"
in = "< 60"
"""


@pytest.mark.parametrize("otherwise", ["full", "zero", "rescale_parent", "rescale_total", "error"])
@pytest.mark.parametrize("does", ["score = 0", 'grade = "差"', 'best_grade = "中"'])
@pytest.mark.parametrize("grade_on", ["printed", "exact"])
@pytest.mark.parametrize("good", [">= 85", "[85, 100]"])
def test_what_stands_above_and_what_does_not_apply(
    otherwise: str, does: str, grade_on: str, good: str
) -> None:
    more = f'grade_on = "{grade_on}"\ntotal_at_most = 100\ntotal_floor = 0\n'
    points = scorer(rules(ABOVE.format(otherwise=otherwise, does=does, good=good), more=more))
    for number in (0, 10, 17.5, 36.001, 52.25, 60, 61):
        for there in (True, False):
            both(points, {"数": number, "有": there})
    assert both(points, {"数": 1}).missing == {"有"}


@pytest.mark.parametrize("mode", ["half-up", "half-even", "down", "up"])
def test_every_way_of_rounding(mode: str) -> None:
    body = '[fact."数"]\nkind = "number"\n'
    leaf = '[indicator."{}"]\npoints = {}\nfloor = -100\nscore = "{}"\n'
    leaf += f'rounding = {{{{ to = 0.5, mode = "{mode}" }}}}\n'
    for key, score in (("甲", "数 ÷ 4"), ("乙", "min(数, -数) ÷ 3"), ("丙", "数 × 数 ÷ 9")):
        body += leaf.format(key, 100, score)
    body += leaf.format("丁", 0, "min(数 ÷ 3, 0)")
    points = scorer(rules(body, points=300))
    for number in range(-30, 30):
        fast(points, {"数": number})
