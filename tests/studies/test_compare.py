"""Departments side by side: places and their ends, medians, and every way not to be comparable."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given as chosen
from hypothesis import strategies as st

from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem
from perfrules.studies.compare import Comparison, Group, Place, compare
from tests.scoring.rules import GRADES, TWO, facts, rules
from tests.studies.departments import MOVING, department, five


def set_side_by_side(*given: FactSet) -> Comparison:
    return compare([(f"{number}.toml", each) for number, each in enumerate(given)])


def only(comparison: Comparison) -> Group:
    (group,) = comparison.groups
    return group


def places(group: Group) -> dict[str, Place | None]:
    return {entry.name: entry.place for entry in group.entries}


def under(given: FactSet, methodology: Methodology) -> FactSet:
    return evolve(given, rules=methodology)


def codes(*warnings: Problem) -> list[str]:
    return [each.code for each in warnings]


def test_equals_share_a_place_and_what_is_open_has_two_ends() -> None:
    group = only(five())
    assert [entry.name for entry in group.entries] == ["甲局", "乙局", "丁局", "丙局", "戊局"]
    # 戊局 lacks a rate: between 28 points and 78, which 丙局 with its 59 may fall behind.
    assert places(group) == {
        "甲局": (1, 1),
        "乙局": (1, 1),
        "丁局": (3, 3),
        "丙局": (4, 5),
        "戊局": (4, 5),
    }
    assert [group.entries[-1].result.low, group.entries[-1].result.high] == [28, 78]


def test_what_is_open_and_all_below_it_is_not_taken_for_zero() -> None:
    group = only(set_side_by_side(department("甲", "50%", 0), department("乙", "", 40)))
    assert places(group) == {"甲": (2, 2), "乙": (1, 1)}
    assert [entry.name for entry in group.entries] == ["甲", "乙"], "what is settled stands first"


totals = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@chosen(totals)
def test_places_are_those_that_anybody_counts(scores: list[int]) -> None:
    given = [department(f"{number}", "50%", score) for number, score in enumerate(scores)]
    group = only(set_side_by_side(*given))
    for number, score in enumerate(scores):
        ahead = sum(other > score for other in scores)
        assert places(group)[f"{number}"] == (ahead + 1, ahead + 1)
    kept = [entry.result.high for entry in group.entries]
    assert kept == sorted(kept, reverse=True)


@chosen(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 40)), min_size=2, max_size=5))
def test_a_place_lies_within_its_ends_once_all_is_known(rates: list[tuple[int, int]]) -> None:
    whole = [department(f"{i}", f"{rate}0%", score) for i, (rate, score) in enumerate(rates)]
    lacking = [department("0", "", rates[0][1]), *whole[1:]]
    after, before = (places(only(set_side_by_side(*each))) for each in (whole, lacking))
    for name, settled in after.items():
        ends = before[name]
        assert settled is not None
        assert ends is not None
        assert ends[0] <= settled[0] <= settled[1] <= ends[1]


def test_best_and_median_are_exact_and_of_what_is_known() -> None:
    group = only(five())
    columns = {column.indicator.key: column for column in group.columns}
    execution = columns["执行"]
    assert (execution.number, execution.level) == ("1.1", 1)
    # 90 %, 90 %, 95 %, 100 %; that of 戊局 is not known.
    assert [execution.marks.best, execution.marks.median] == [1, Fraction(37, 40)]
    assert [cell.below_best for cell in execution.cells] == [
        Fraction(1, 10), Fraction(1, 10), Fraction(1, 20), 0, None,
    ]  # fmt: skip
    assert execution.cells[0].below_median == Fraction(1, 40)
    assert execution.cells[2].below_median == Fraction(-1, 40)
    # 丁局 has none: it takes no part in what is best there.
    assert columns["采购"].cells[2].rate is None
    assert columns["采购"].marks.median == Fraction(4, 5)
    # 88, 88, 87 and 59; that of 戊局 is not known.
    assert [group.totals.best, group.totals.median] == [88, Fraction(175, 2)]


def test_points_that_moved_are_told_with_who_and_by_how_much() -> None:
    comparison = five()
    (warning,) = only(comparison).warnings
    assert warning.code == "W803"
    assert "丁局" in warning.message("zh")
    assert not comparison.comparable
    told = {
        weight.indicator.key: [(str(counts.points), names) for counts, names in weight.others]
        for weight in only(comparison).weights
    }
    assert told == {
        "执行": [("36", ("丁局",))],
        "资产": [("24", ("丁局",))],
        "采购": [("0", ("丁局",))],
    }
    assert {weight.usual.points for weight in only(comparison).weights} == {30, 20, 10}


def test_points_that_are_kept_are_told_though_they_did_not_move() -> None:
    kept = rules(MOVING.replace("rescale_parent", "full"))
    one = under(department("甲", "50%", 1), kept)
    other = under(department("乙", "50%", 1, 有采购="false"), kept)
    (weight,) = only(set_side_by_side(one, other)).weights
    assert weight.indicator.key == "采购"
    assert [weight.usual.kept, *(counts.kept for counts, _ in weight.others)] == [False, True]


def test_a_branch_that_moves_as_a_whole_is_told_at_its_top() -> None:
    body = MOVING.replace(
        '[indicator."管理"]\npoints = 60\n',
        '[indicator."管理"]\npoints = 60\napplies = "有采购"\notherwise = "rescale_total"\n',
    ).replace('applies = "有采购"\notherwise = "rescale_parent"\nscore', "score")
    changed = rules(body)
    one = under(department("甲", "50%", 1), changed)
    other = under(department("乙", "50%", 1, 有采购="false"), changed)
    weights = only(set_side_by_side(one, other)).weights
    told = {w.indicator.key: [w.usual.points, w.others[0][0].points] for w in weights}
    assert told == {"管理": [60, 0], "满意": [40, 100]}


def test_other_rules_have_places_of_their_own() -> None:
    other = rules(TWO)
    given = facts(other, '[facts]\n"支出" = "1 万元"\n"预算" = "2 万元"\n')
    comparison = set_side_by_side(department("甲", "50%", 1), given)
    assert [len(group.entries) for group in comparison.groups] == [1, 1]
    assert codes(*comparison.warnings) == ["W800"]
    # Both call themselves test 1: their texts tell them apart.
    assert comparison.warnings[0].message("en").count("SHA-256") == 2
    assert [entry.name for entry in comparison.groups[1].entries] == ["1.toml"]


def test_other_periods_and_the_same_department_twice_are_told() -> None:
    one = department("甲", "50%", 1)
    later = evolve(one, period_text="2023")
    group = only(set_side_by_side(one, later))
    assert codes(*group.warnings) == ["W801"]
    assert [entry.name for entry in group.entries] == ["甲 (0.toml)", "甲 (1.toml)"]
    assert codes(*only(set_side_by_side(one, one)).warnings) == ["W805"]


def test_other_parameters_are_told() -> None:
    methodology = rules(TWO.replace('[fact."预算"]\n', '[fact."预算"]\nfrom_parameters = true\n'))
    given = '[subject]\nname = "{}"\nperiod = 2022\n[facts]\n"支出" = "1 万元"\n'
    one, other = (facts(methodology, given.format(name)) for name in "甲乙")
    value = facts(rules(TWO), '[facts]\n"预算" = "2 万元"\n').facts["预算"]
    one = evolve(one, facts={**one.facts, "预算": value})
    group = only(set_side_by_side(one, other))
    assert codes(*group.warnings) == ["W802"]
    (parameter,) = group.parameters
    values = {who: fact and fact.value for fact, who in parameter.values}
    assert values == {("甲",): 20000, ("乙",): None}


RANKED = (
    '[fact."率"]\nunit = "%"\n[indicator."位"]\npoints = 20\n'
    'rank = { of = "率", better = "higher", ties = "same", score = "分值 − 名次 + 1" }\n'
)


def test_who_takes_no_part_in_a_rank_may_change_the_others() -> None:
    methodology = rules(RANKED, points=20)
    lines = ['"率" = "50%"\n', '"率" = "80%"\n', ""]
    given = [facts(methodology, f"[facts]\n{line}") for line in lines]
    group = only(set_side_by_side(*given))
    assert codes(*group.warnings) == ["W804"]
    assert [entry.result.printed for entry in group.entries] == [20, 19, None]
    assert codes(*only(set_side_by_side(*given[:2])).warnings) == []


def test_a_sentence_names_so_many_and_counts_the_rest() -> None:
    one = department("甲", "50%", 1)
    years = [evolve(one, period_text=str(2000 + year)) for year in range(12)]
    (warning,) = only(set_side_by_side(*years)).warnings
    assert "2007、" not in warning.message("zh")
    assert "等 12 个" in warning.message("zh")
    assert "and 4 more" in warning.message("en")


def test_a_refused_department_has_no_place() -> None:
    body = TWO.replace('score = "分值 × min(执行率, 100%)"', 'score = "分值 × 执行率"')
    methodology = rules(body + GRADES, more='grade_on = "printed"')
    judged = '[judgement."评"]\nscore = 75\norigin = "reviewer"\n'
    given = [
        facts(methodology, f'[facts]\n"支出" = "{spent}"\n"预算" = "1 万元"\n{judged}')
        for spent in ("5 万元", "1 万元")
    ]
    group = only(set_side_by_side(*given))
    assert [entry.place for entry in group.entries] == [(1, 1), None]
    assert group.totals.best == 95


@pytest.mark.parametrize("count", [0, 1])
def test_none_and_one_are_no_less_compared(count: int) -> None:
    comparison = set_side_by_side(*[department("甲", "50%", 1)] * count)
    assert len(comparison.results) == count
    assert comparison.comparable
