"""What a methodology rewards: directions with witnesses, jumps, plateaus, grades."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfrules import FactSet, Methodology, load_methodology, score
from perfrules.studies.curve_points import Curve, point_of
from perfrules.studies.curves import curve_along
from perfrules.studies.incentives import Incentive, incentives
from perfrules.studies.levers import levers_in_rows, levers_of
from perfrules.studies.sample import fact_set, sampled, seeded
from tests.studies.packs import GRADES, SHIPPED, full, methodology, name_of, shipped

RULES = """
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "万元"
range = "> 0"
[fact."满意率"]
unit = "%"
range = "[0%, 100%]"
[fact."逾期"]
unit = "项"
range = ">= 0"
[fact."差错"]
unit = "项"
range = ">= 0"
[fact."备查"]
unit = "万元"
for_report = true
[fact."日"]
kind = "date"
[fact."说"]
kind = "text"
for_report = true
[fact."合规"]
kind = "yes/no"
[fact."类别"]
choice = ["甲类", "乙类", "丙类"]
[fact."目标"]
unit = "套"
range = "[1, 200]"

[indicator."执行"]
points = 20
score = "分值 × min(支出 ÷ 预算, 100%)"
[indicator."节约"]
points = 10
hit = "first"
cases = [ { when = "支出 ≤ 预算 × 90%", score = "10" }, { score = "0" } ]
[indicator."满意"]
points = 20
[indicator."满意".bands]
of = "满意率"
rows = [
  { in = "[90%, 100%]", share = "100%" },
  { in = "[60%, 90%)", share = "50%" },
  { in = "[0%, 60%)", share = "0%" },
]
[indicator."逾期"]
points = 20
deduct = [ { for = "逾期", each = "1项", points = 2, steps = "linear" } ]
[indicator."整改"]
points = 10
deduct = [ { for = "差错", each = "1项", points = 2, steps = "whole" } ]
[indicator."合规"]
points = 10
score = "如果(合规 且 days(日, 日) = 0, 10, 0)"
[indicator."类"]
points = 4
score = "如果(类别 = '乙类', 4, 如果(类别 = '甲类', 2, 1))"
[indicator."近"]
points = 5
score = "max(0, 5 − abs(目标 − 100套) ÷ 20套)"
[indicator."评"]
points = 1
judged = true
"""
GIVEN: dict[str, Any] = {
    "支出": Fraction(800_000), "预算": Fraction(1_000_000), "满意率": Fraction(3, 4),
    "逾期": Fraction(1), "差错": Fraction(0), "合规": True, "类别": "甲类",
    "目标": Fraction(100), "备查": Fraction(5),
}  # fmt: skip
MORE = 'grade_on = "printed"\ngrades_status = "assumed"\ngrades_basis = "b"'


@pytest.fixture(scope="module")
def rules() -> Methodology:
    grades = GRADES.replace("∞)", "100]").replace("(-∞", "[0")
    return methodology(RULES + grades, more=MORE)


@pytest.fixture(scope="module")
def given(rules: Methodology) -> FactSet:
    return fact_set(rules, {**GIVEN, "日": date(2022, 1, 1)}, judgements={"评": Fraction(1)})


@pytest.fixture(scope="module")
def found(rules: Methodology, given: FactSet) -> dict[str, Incentive]:
    answer = incentives(rules, Fraction(5), given)
    return {f"{each.lever.kind} {each.lever.name}": each for each in answer.found}


def curve(each: Incentive) -> Curve:
    assert each.curve is not None
    return each.curve


@pytest.mark.parametrize(
    ("name", "way", "how"),
    [
        ("fact 支出", "both", "proved"),
        ("fact 预算", "both", "proved"),
        ("fact 满意率", "never lowers", "searched"),
        ("fact 逾期", "never raises", "searched"),
        ("fact 备查", "no influence", "proved"),
        ("fact 合规", "never lowers", "searched"),
        ("fact 类别", "both", "proved"),
        ("fact 目标", "both", "proved"),
        ("judgement 评", "never lowers", "searched"),
    ],
)
def test_directions(found: dict[str, Incentive], name: str, way: str, how: str) -> None:
    direction = found[name].direction
    assert (direction.way, direction.how) == (way, how)


def test_a_direction_that_is_both_has_witnesses_that_score_so(
    rules: Methodology, found: dict[str, Incentive]
) -> None:
    direction = found["fact 支出"].direction
    assert direction.rise is not None
    assert direction.fall is not None
    for move, sign in ((direction.rise, 1), (direction.fall, -1)):
        lever, facts = move.curve.lever, move.curve.facts
        totals = []
        for point in (move.before, move.after):
            exact = score(rules, lever.moved(facts, point.x)).exact
            assert exact == point.total
            totals.append(exact)
        assert totals[0] is not None
        assert totals[1] is not None
        assert (totals[1] - totals[0]) * sign > 0
        assert isinstance(move.before.x, Fraction)
        assert isinstance(move.after.x, Fraction)
        assert move.before.x < move.after.x


def test_a_proof_from_elsewhere_is_joined(rules: Methodology, given: FactSet) -> None:
    answer = incentives(rules, None, given, proved={"满意率": "never lowers"})
    (each,) = (one for one in answer.found if one.lever.name == "满意率")
    assert (each.direction.way, each.direction.how) == ("never lowers", "proved")
    assert each.direction.rise is not None


def jumps(each: Incentive) -> list[tuple[str, ...]]:
    return [
        tuple(str(x) for x in (c.at, c.before.x, c.before.total, c.after.x, c.after.total))
        for c in curve(each).cliffs
    ]


def test_cliffs_are_where_the_total_jumps_and_both_sides_are_scored(
    found: dict[str, Incentive],
) -> None:
    assert jumps(found["fact 满意率"]) == [
        ("3/5", "5999/10000", "72", "3/5", "82"),
        ("9/10", "8999/10000", "82", "9/10", "92"),
    ]
    (saved,) = curve(found["fact 支出"]).cliffs
    assert [saved.at, saved.before.x, saved.after.x] == [
        Fraction(n) for n in (900000, 900000, 900100)
    ]
    assert saved.indicators == ("节约",)
    assert -10 < saved.jump < -9
    assert curve(found["fact 逾期"]).cliffs == (), "a slope is no cliff"
    assert curve(found["fact 差错"]).cliffs == (), "steps of 2 are less than 5"
    edge = curve(found["fact 满意率"]).cliffs[0].edge
    assert edge is not None
    assert edge.right is not None
    assert (edge.left.at and edge.left.at.text, edge.right.at and edge.right.at.text) == (
        "满意率",
        "60%",
    )


def test_steps_are_cliffs_where_they_are_high_enough(rules: Methodology, given: FactSet) -> None:
    answer = incentives(rules, Fraction(2), given)
    (each,) = (one for one in answer.found if one.lever.name == "差错")
    steps = [(str(c.before.x), str(c.after.x), str(c.jump)) for c in curve(each).cliffs]
    assert steps == [(str(n), str(n + 1), "-2") for n in range(5)]


def flats(each: Incentive) -> list[tuple[bool, str, bool]]:
    return [(flat.upward, str(flat.since), flat.best) for flat in curve(each).flats]


def test_plateaus_begin_at_a_number_that_people_write(found: dict[str, Incentive]) -> None:
    assert flats(found["fact 满意率"]) == [(False, "5999/10000", False), (True, "9/10", True)]
    assert flats(found["fact 逾期"]) == [(True, "10", False)]
    assert flats(found["fact 差错"]) == [(True, "5", False)]
    assert flats(found["judgement 评"]) == []
    assert flats(found["fact 合规"]) == []


def test_what_feeds_several_indicators_is_said(found: dict[str, Incentive]) -> None:
    assert found["fact 支出"].feeds == ("执行", "节约")
    assert found["fact 满意率"].feeds == ("满意",)
    assert found["fact 备查"].feeds == ()


def test_days_and_texts_are_left_out_and_said(rules: Methodology, given: FactSet) -> None:
    assert incentives(rules, None, given).left_out == ("日", "说")


def test_what_a_yes_and_a_choice_do(found: dict[str, Incentive]) -> None:
    yes_no = curve(found["fact 合规"]).points
    assert [(point.x, str(point.total)) for point in yes_no] == [(False, "72"), (True, "82")]
    assert [str(p.total) for p in curve(found["fact 类别"]).points] == ["82", "84", "81"]
    assert curve(found["fact 类别"]).swing == 3


def test_one_point_decides_no_grade_as_found_but_could(rules: Methodology, given: FactSet) -> None:
    answer = incentives(rules, None, given)
    assert [(each.key, each.verdict) for each in answer.grades if each.verdict == "never"] == []
    undecided = {each.key for each in answer.grades}
    assert "满意" not in undecided


NEVER = """
[indicator."大"]
points = 60
score = "如果(甲, 55, 50)"
cap = 55
floor = 50
[indicator."小"]
points = 40
judged = true
cap = 4
floor = 0
[fact."甲"]
kind = "yes/no"
[[grade]]
name = "高"
in = "[60, 100]"
[[grade]]
name = "低"
in = "[0, 60)"
"""


def test_for_certain_no_grade_where_no_limit_can_be_reached() -> None:
    rules = methodology(NEVER, more=MORE)
    answer = incentives(rules)
    assert {(each.key, each.verdict) for each in answer.grades} == {
        ("大", "never"),
        ("小", "never"),
    }
    can = methodology(NEVER.replace("cap = 4\n", "cap = 9\n"), more=MORE)
    assert {each.verdict for each in incentives(can).grades} <= {"not found"}


VETOED = (
    NEVER
    + """
[veto."差"]
when = "得分率(小) < 5%"
says = "差"
grade = "低"
"""
)


def test_a_veto_that_reads_scores_may_decide_so_nothing_is_certain() -> None:
    answer = incentives(methodology(VETOED, more=MORE))
    assert {each.verdict for each in answer.grades} <= {"not found"}
    (judged,) = (each for each in answer.found if each.lever.name == "小")
    assert judged.vetoes == ("差",)


def test_a_framework_gives_no_points() -> None:
    answer = incentives(load_methodology("mof/department-framework"))
    assert not answer.methodology.weighted
    assert answer.grades == ()


def test_without_examples_generated_facts_are_looked_at() -> None:
    answer = incentives(full())
    assert (answer.given, answer.examples, answer.samples) == (False, 0, 4)
    kinds = {each.lever.kind for each in answer.found}
    assert kinds >= {"fact", "judgement", "cell"}


def test_by_place_only() -> None:
    answer = incentives(load_methodology("unnamed/farmland"))
    ways = {each.lever.name: each.direction.way for each in answer.found}
    assert ways["上图入库面积"] == "by place"


def levers(facts: FactSet) -> Iterator[Any]:
    yield from levers_of(facts.rules)
    yield from levers_in_rows(facts)


@pytest.mark.parametrize("path", SHIPPED[::3], ids=name_of)
def test_every_point_of_every_curve_is_what_the_engine_scores(path: Path) -> None:
    rules = shipped(path)
    facts = sampled(rules, seeded(2, 0))
    for lever in [*levers(facts)][::2]:
        along = curve_along(lever, facts, Fraction(1))
        if along is None:
            assert lever.value(facts) is None
            continue
        assert lever.value(lever.moved(facts, along.here)) == along.here
        for point in along.points[:: max(1, len(along.points) // 3)]:
            again = point_of(point.x, score(rules, lever.moved(facts, point.x)))
            assert (again.total, again.scores, again.grade) == (
                point.total, point.scores, point.grade,
            )  # fmt: skip
        for cliff in along.cliffs[:2]:
            assert abs(cliff.jump) > 0
            for side in (cliff.before, cliff.after):
                assert score(rules, lever.moved(facts, side.x)).above.total.exact[0] == side.total


def test_a_row_can_be_judged_otherwise() -> None:
    rules = load_methodology("yunnan/project")
    answer = incentives(rules)
    (row,) = (each for each in answer.found if each.lever.kind == "row")
    assert row.lever.name == "绩效指标/群众评价"
    assert curve(row).swing == 10
    assert row.feeds == ("绩效指标",)
    assert (row.direction.way, row.direction.how) == ("never lowers", "searched")
