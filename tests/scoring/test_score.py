"""Scores from rule and fact text: exact and printed, sums, limits, what leaves ask each other."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from perfrules.model.methodology import Parameter
from perfrules.model.terms import Span
from perfrules.scoring.plan import plan_of
from perfrules.scoring.score import score
from tests.scoring.rules import GIVEN, TWO, exactly, facts, rules, scored


def test_a_leaf_is_exact_and_printed() -> None:
    result = scored(TWO, GIVEN)
    leaf = result["执行"]
    assert (leaf.exact, leaf.printed) == (Fraction(40, 3), Fraction("13.33"))
    assert (leaf.low, leaf.high) == (leaf.printed, leaf.printed)
    assert leaf.rate == Fraction(2, 3)
    assert leaf.outcome is not None
    assert leaf.outcome.evaluation.steps[-1].node is leaf.indicator.tree
    assert (result.state, result.exact) == ("done", Fraction(265, 3))
    assert result.printed == result.low == result.high == Fraction("88.33")
    assert result.measures[0].outcome.value == Fraction(2, 3)
    assert (result.missing, result.problems) == (frozenset(), ())


def test_a_parent_sums_both_and_says_where_they_part() -> None:
    third = 'parent = "母"\npoints = 20\nscore = "分值 × 1 ÷ 3 × 0.5"\n'
    body = '[indicator."母"]\npoints = 60\n' + "".join(
        f'[indicator."{name}"]\n{third}' for name in "甲乙丙"
    )
    parent = scored(body, points=60)["母"]
    assert (parent.exact, parent.printed) == (Fraction(10), Fraction("9.99"))
    assert parent.apart == Fraction("-0.01")
    assert parent.children[0].apart == 0
    assert scored(body, points=60).apart == Fraction("-0.01")
    assert [node.indicator.key for node in parent.walk()] == ["母", "甲", "乙", "丙"]


def test_a_stated_cap_or_floor_limits_a_leaf_and_a_parent() -> None:
    body = """
    [fact."数"]
    kind = "number"
    [indicator."母"]
    points = 10
    cap = 12
    floor = 1
    [indicator."甲"]
    parent = "母"
    points = 10
    cap = 15
    floor = -3
    score = "数"
    """
    for given, leaf, parent in ((99, 15, 12), (-99, -3, 1), (11, 11, 11)):
        result = scored(body, f'[facts]\n"数" = {given}\n', points=10)
        assert (result["甲"].exact, result["母"].exact, result.printed) == exactly(
            leaf, parent, parent
        )
        assert result["甲"].cut == leaf - given
    waiting = scored(body, points=10)
    assert (waiting["甲"].low, waiting["甲"].high) == exactly(-3, 15)
    assert (waiting.low, waiting.high) == exactly(1, 12)
    assert waiting["甲"].cut == 0


def test_other_leaves_are_asked_for_points_value_score_and_rate() -> None:
    body = """
    [fact."数"]
    kind = "number"
    [indicator."母"]
    points = 10
    [indicator."甲"]
    parent = "母"
    points = 10
    value = "数 × 2"
    score = "min(10, 指标值)"
    [indicator."乙"]
    points = 90
    score = "得分(甲) + 得分率(母) + 满分(甲) + 甲"
    """
    result = scored(body, '[facts]\n"数" = 2\n')
    assert result["乙"].exact == 4 + Fraction(4, 10) + 10 + 4
    assert result["甲"].value is not None
    assert result["甲"].value.value == 4


def test_parameters_of_the_scored_period_are_used_and_marked() -> None:
    methodology = rules(TWO.replace('[fact."预算"]\n', '[fact."预算"]\nfrom_parameters = true\n'))
    budget = methodology.facts["预算"]

    def parameter(year: int, value: int) -> Parameter:
        days = Span(date(year, 1, 1), date(year, 12, 31))
        unit = budget.unit
        return Parameter("预算", days, Fraction(value), str(value), 0, unit, "批复", None)

    known = evolve(methodology, parameters=(parameter(2021, 1), parameter(2022, 40000)))
    given = GIVEN.replace('"预算" = "3 万元"\n', "")
    result = score(known, facts(known, given))
    used = result.used["预算"]
    assert (used.value, used.parameter, used.source) == (40000, True, "批复")
    assert result["执行"].printed == 10
    assert not result.used["支出"].parameter
    later = score(known, facts(known, given.replace("2022", "2023")))
    assert later.missing == {"预算"}


def test_a_plan_is_made_once_and_goes_with_its_methodology() -> None:
    methodology = rules(TWO)
    assert plan_of(methodology) is plan_of(methodology)
    gone = weakref.ref(methodology)
    del methodology
    gc.collect()
    assert gone() is None


def test_many_threads_share_one_methodology() -> None:
    methodology = rules(TWO)
    sets = [facts(methodology, GIVEN.replace("2 万元", f"{n} 万元")) for n in range(1, 4)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: score(methodology, sets[n % 3]).exact, range(90)))
    alone = [score(methodology, each).exact for each in sets]
    assert results == alone * 30


def test_points_are_told_by_standing_and_by_origin() -> None:
    result = scored(TWO.replace("judged", 'status = "official"\njudged'), GIVEN)
    assert result.by_status() == {"assumed": Fraction(20), "official": Fraction(80)}
    assert result.by_origin() == {"reviewer": Fraction(80)}


def test_an_unknown_key_has_no_score() -> None:
    with pytest.raises(KeyError):
        scored(TWO)["无"]
