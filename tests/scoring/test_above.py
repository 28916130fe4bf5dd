"""Above the tree: bonus, penalty, limits and vetoes, in this order, and what each one did."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.scoring.result import Result
from tests.scoring.rules import GRADES, codes, exactly, scored, these

LIMITS = 'total_at_most = 110\ntotal_floor = 0\ngrade_on = "printed"'
LEAF = """
[fact."数"]
kind = "number"
[fact."缺"]
kind = "number"
optional = true
[indicator."甲"]
points = 100
score = "数"
"""
TALL = GRADES.replace("[90, 100]", "[90, 110]")


def result_of(body: str, number: object = 80, more: str = LIMITS, given: str = "") -> Result:
    return scored(LEAF + TALL + body, f'[facts]\n"数" = {number}\n{given}', more=more)


def total(result: Result) -> Fraction | None:
    return result.printed


def test_bonus_comes_before_penalty_and_limits_come_last() -> None:
    body = """
    [bonus."加"]
    at_most = 40
    score = "得分 ÷ 2"
    [penalty."扣"]
    at_most = 50
    score = "得分 × 10%"
    """
    result = result_of(body)
    assert [
        stage.exact[0] for stage in (result.above.tree, result.above.added, result.above.limited)
    ] == [80, 108, 108]
    assert [scored.exact for scored in result.above.extras] == [40, 12]
    result = result_of(body, 100)
    assert these(result.above.added.exact[0], result.above.limited.exact[0]) == (126, 110)
    assert total(result) == 110


def test_a_bonus_is_cut_at_its_most_and_refused_below_zero() -> None:
    bonus = '[bonus."加"]\nat_most = 5\nscore = "{}"\n'
    assert total(result_of(bonus.format("8"))) == 85
    refused = result_of(bonus.format("-1"))
    assert these(refused.state, refused.printed, codes(refused)) == ("refused", None, ["E502"])
    assert total(result_of(bonus.format("-1") + "floor = 0\n")) == 80


def test_a_bonus_measures_and_is_judged_like_a_leaf() -> None:
    body = """
    [bonus."率"]
    at_most = 5
    value = "数 ÷ 100"
    score = "分值 × 指标值"
    [bonus."评"]
    at_most = 5
    judged = true
    [penalty."看"]
    at_most = 9
    score = "得分(率) + 率 + 得分率(评) + 满分(评)"
    """
    judged = '[judgement."评"]\nscore = 2\norigin = "reviewer"\n'
    result = result_of(body, given=judged)
    assert [each.exact for each in result.above.extras] == [
        4, 2, Fraction("9"),
    ]  # fmt: skip
    waiting = result_of(body)
    assert these(waiting.state, waiting.missing) == ("open", {"judgement:评"})
    assert these(waiting.low, waiting.high) == (80 + 4 - 9, 80 + 4 + 5)


def test_the_total_is_between_its_limits_also_while_it_is_open() -> None:
    result = result_of('[penalty."扣"]\nat_most = 90\nscore = "缺"\n')
    assert these(result.state, result.low, result.high) == ("open", 0, 80)


def test_a_total_that_is_refused_or_open_stops_what_reads_it() -> None:
    bonus = '[bonus."加"]\nat_most = 5\nscore = "得分 ÷ 100"\n'
    assert result_of(bonus, 101).above.bonuses[0].state == "refused"
    still = scored(LEAF + TALL + bonus, more=LIMITS)
    assert still.above.bonuses[0].missing == {"数"}


@pytest.mark.parametrize(
    ("does", "after", "grade", "cost"),
    [
        ("score = 0", 0, "差", 80),
        ("cap = 59.999", "60", "良", 20),
        ("cap = 95", 80, "良", 0),
        ('grade = "差"', 80, "差", None),
        ('best_grade = "优"', 80, "良", None),
        ('score = 95\nbest_grade = "良"', 95, "良", -15),
        ('score = 70\ncap = 50\ngrade = "优"', 50, "优", 30),
    ],
)
def test_what_a_veto_does(does: str, after: object, grade: str, cost: object) -> None:
    result = result_of(f'[veto."否"]\nwhen = "数 > 1"\nsays = "s"\n{does}\n')
    assert these(total(result), result.grade and result.grade.name) == (Fraction(str(after)), grade)
    (told,) = result.above.vetoes
    assert these(told.holds, told.cost) == (True, cost)
    assert told.decisive == (after != 80 or grade != "良")
    assert [each.name for each in result.above.grades_before] == ["良"]


def test_a_veto_that_does_not_hold_does_nothing() -> None:
    result = result_of('[veto."否"]\nwhen = "数 > 99"\nsays = "s"\nscore = 0\n')
    (told,) = result.above.vetoes
    assert these(total(result), told.holds, told.cost, told.decisive) == (80, False, None, False)


def test_neither_of_two_equal_vetoes_is_decisive_alone() -> None:
    veto = '[veto."{}"]\nwhen = "数 > 1"\nsays = "s"\nscore = {}\n'
    result = result_of(veto.format("一", 0) + veto.format("二", 0) + veto.format("三", 50))
    assert [told.decisive for told in result.above.vetoes] == [False, False, False]
    assert [told.cost for told in result.above.vetoes] == [80, 80, 30]
    alone = result_of(veto.format("一", 0) + veto.format("三", 50))
    assert [told.decisive for told in alone.above.vetoes] == [True, False]


def test_a_veto_on_the_grade_reads_the_total_after_the_others() -> None:
    body = """
    [veto."后"]
    when = "得分 < 1"
    says = "s"
    grade = "差"
    [veto."先"]
    when = "得分 > 1"
    says = "s"
    score = 0
    """
    assert [told.holds for told in result_of(body).above.vetoes] == [True, True]


def test_an_undecided_veto_leaves_the_total_open_between_both() -> None:
    result = result_of('[veto."否"]\nwhen = "缺 > 1"\nsays = "s"\ncap = 50\nbest_grade = "差"\n')
    assert these(result.state, result.printed, result.missing) == ("open", None, {"缺"})
    assert these(result.low, result.high) == (50, 80)
    assert [grade.name for grade in result.grades] == ["良", "差"]
    assert result.above.vetoes[0].holds is None


def test_a_veto_that_cannot_be_reckoned_refuses_the_total() -> None:
    result = result_of('[veto."否"]\nwhen = "1 ÷ (数 − 80) > 1"\nsays = "s"\ncap = 50\n')
    assert these(result.state, result.printed, codes(result)) == ("refused", None, ["E250"])


def test_a_gap_makes_the_total_an_interval() -> None:
    body = """
    [fact."数"]
    kind = "number"
    [indicator."母"]
    points = 60
    [indicator."甲"]
    parent = "母"
    points = 40
    score = "数"
    [[gap]]
    says = "附件"
    parent = "母"
    points = 20
    [[gap]]
    says = "另文"
    points = 40
    [[gap]]
    says = "一句话"
    """
    result = scored(body, '[facts]\n"数" = 30\n')
    assert these(result.state, result.low, result.high) == ("open", 30, 90)
    assert result.missing == {"gap:附件", "gap:另文"}
    assert these(result["母"].low, result["母"].high, result["母"].state) == (30, 50, "open")
    assert these(*result.above.tree.exact) == (30, 90)


def test_a_total_that_a_bonus_makes_too_long_is_refused() -> None:
    wide = " × ".join(["1 ÷ (大 + {})"] * 25)
    body = '[fact."大"]\nkind = "number"\n'
    for number in range(1, 5):
        body += f'[bonus."项{number}"]\nat_most = 1\nscore = "{wide.replace("{}", str(number))}"\n'
    result = result_of(body, given=f'"大" = {10**18 * 7}\n')
    assert {extra.state for extra in result.above.bonuses} == {"done"}
    assert these(result.state, result.printed, codes(result)) == ("refused", None, ["E505"])


EXTRA = st.tuples(st.sampled_from(["bonus", "penalty"]), st.fractions(0, 12, max_denominator=99))
VETO = st.tuples(st.sampled_from(["score", "cap"]), st.integers(3, 90))


def extras_text(extras: list[tuple[str, Fraction]]) -> str:
    return "".join(
        f'[{kind}."项{number}"]\nat_most = 9\nscore = "{points.numerator} ÷ {points.denominator}"\n'
        for number, (kind, points) in enumerate(extras)
    )


def vetoes_text(vetoes: list[tuple[str, int]]) -> str:
    return "".join(
        f'[veto."否{number}"]\nwhen = "数 > 1"\nsays = "s"\n{key} = {points}\n'
        for number, (key, points) in enumerate(vetoes)
    )


@settings(max_examples=40)
@given(
    number=st.fractions(2, 100, max_denominator=99),
    extras=st.lists(EXTRA, max_size=4),
    vetoes=st.lists(VETO, max_size=2),
)
def test_what_is_lost_and_what_is_scored_make_up_the_points(
    number: Fraction, extras: list[tuple[str, Fraction]], vetoes: list[tuple[str, int]]
) -> None:
    score = f"数 × {number.numerator} ÷ {number.denominator} ÷ 2"
    body = LEAF.replace('score = "数"', f'score = "{score}"')
    text = body + extras_text(extras) + vetoes_text(vetoes)
    more = "total_at_most = 101.5\ntotal_floor = 3"
    result = scored(text, '[facts]\n"数" = 2\n', more=more)
    assert result.printed is not None
    assert sum((loss.points for loss in result.losses), Fraction(0)) == 100 - result.printed
    assert all(loss.points for loss in result.losses)


@settings(max_examples=30)
@given(vetoes=st.lists(VETO, min_size=1, max_size=4), data=st.data())
def test_the_lowest_veto_wins_in_whichever_order(
    vetoes: list[tuple[str, int]], data: st.DataObject
) -> None:
    result = result_of(vetoes_text(vetoes))
    lowest = min(points if key == "score" else min(points, 80) for key, points in vetoes)
    assert these(result.printed, result.exact) == exactly(lowest, lowest)
    again = result_of(vetoes_text(data.draw(st.permutations(vetoes))))
    assert these(again.printed, again.grade and again.grade.name) == (
        result.printed,
        result.grade and result.grade.name,
    )


def test_accepted_points_that_do_not_tie_are_lost_by_a_cause_of_their_own() -> None:
    body = """
    [indicator."产出"]
    points = 80
    [indicator."数量"]
    parent = "产出"
    points = 90
    score = "分值 − 4"
    [[accept]]
    code = "E316"
    node = "产出"
    reason = "原文如此"
    [[accept]]
    code = "E315"
    reason = "原文如此"
    """
    result = scored(body)
    assert result.printed == 86
    assert [these(loss.cause, loss.indicator, loss.points) for loss in result.losses] == [
        ("untied", "", 20), ("untied", "产出", -10), ("performance", "数量", 4),
    ]  # fmt: skip
    assert sum(loss.points for loss in result.losses) == 100 - 86
