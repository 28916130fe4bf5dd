"""Ranks: places among all departments, in whatever order they come."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules import score_all
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from tests.scoring.rules import facts, rules

BY_FORMULA = 'score = "max(分值 − 0.25 × (名次 − 1), 总数 − 总数)"'
BY_ROWS = (
    'rows = [ { in = "[1, 5]", share = "100%" }, { in = "(5, 10]", score = "分值 − 0.5" }, '
    '{ in = "> 10", score = "分值 − 1" } ]'
)


def ranking(by: str = BY_FORMULA, better: str = "higher", ties: str = "same") -> Methodology:
    body = '[fact."率"]\nunit = "%"\n[indicator."位"]\npoints = 20\n'
    body += f'rank = {{ of = "率", better = "{better}", ties = "{ties}", {by} }}\n'
    return rules(body, points=20)


def department(methodology: Methodology, rate: int | None) -> FactSet:
    return facts(methodology, "" if rate is None else f'[facts]\n"率" = "{rate}%"\n')


def ranks(methodology: Methodology, rates: list[int | None]) -> list[Fraction | None]:
    results = score_all(methodology, [department(methodology, rate) for rate in rates])
    return [None if (place := r["位"].standing) is None else place.rank for r in results]


@pytest.mark.parametrize(
    ("better", "ties", "expected"),
    [
        ("higher", "same", ["3", "1", "1", "4"]),
        ("lower", "same", ["2", "3", "3", "1"]),
        ("higher", "average", ["3", "3/2", "3/2", "4"]),
        ("lower", "average", ["2", "7/2", "7/2", "1"]),
    ],
)
def test_equals_take_the_best_place_or_the_mean(
    better: str, ties: str, expected: list[str]
) -> None:
    methodology = ranking(better=better, ties=ties)
    assert ranks(methodology, [50, 80, 80, 20]) == [Fraction(each) for each in expected]


def test_each_place_takes_a_quarter_of_a_point() -> None:
    methodology = ranking()
    results = score_all(methodology, [department(methodology, rate) for rate in (20, 50, 80)])
    assert [str(result.printed) for result in results] == ["39/2", "79/4", "20"]


def test_rows_of_places() -> None:
    methodology = ranking(BY_ROWS)
    results = score_all(methodology, [department(methodology, 90 - i) for i in range(11)])
    printed = [result.printed for result in results]
    assert printed == [20] * 5 + [Fraction("19.5")] * 5 + [19]


def test_a_department_without_the_figure_is_not_ranked_and_that_is_told() -> None:
    methodology = ranking()
    results = score_all(methodology, [department(methodology, rate) for rate in (50, None, 80)])
    missing = results[1]
    assert (missing.state, missing.missing) == ("open", frozenset({"率"}))
    place = results[0]["位"].standing
    assert place is not None
    assert (place.rank, place.ranked, place.everybody) == (2, 2, 3)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number


def test_alone_it_waits_for_the_others() -> None:
    methodology = ranking()
    alone = score(methodology, department(methodology, 50))
    assert (alone.state, alone.missing) == ("open", frozenset({"population"}))
    assert (alone.low, alone.high) == (0, 20)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number
    nothing = score(methodology, department(methodology, None))
    assert nothing.missing == frozenset({"率"})


def test_a_rank_may_rest_on_another() -> None:
    body = '[fact."率"]\nunit = "%"\n[indicator."甲"]\npoints = 10\n'
    body += 'rank = { of = "率", better = "higher", ties = "same", score = "分值 − 名次" }\n'
    body += '[indicator."乙"]\npoints = 10\nrank = { of = "得分(甲)", better = "lower", '
    body += 'ties = "same", score = "分值 − 名次" }\n'
    methodology = rules(body, points=20)
    results = score_all(methodology, [department(methodology, rate) for rate in (10, 20, 30)])
    assert [str(result["乙"].exact) for result in results] == ["9", "8", "7"]


def rules_of_all(ties: str) -> Methodology:
    body = '[fact."率"]\nunit = "%"\n[fact."有"]\nkind = "yes/no"\n[indicator."位"]\npoints = 20\n'
    body += 'applies = "有"\notherwise = "full"\n'
    body += f'rank = {{ of = "率", better = "higher", ties = "{ties}", {BY_FORMULA} }}\n'
    return rules(body, points=20)


def test_one_to_which_it_does_not_apply_is_not_among_the_ranked() -> None:
    methodology = rules_of_all("same")
    given = [
        facts(methodology, f'[facts]\n"率" = "{rate}%"\n"有" = {applies}\n')
        for rate, applies in ((50, "true"), (99, "false"), (80, "true"))
    ]
    results = score_all(methodology, given)
    assert [str(result.printed) for result in results] == ["79/4", "20", "20"]
    assert results[1]["位"].standing is None
    place = results[0]["位"].standing
    assert place is not None
    assert place.everybody == 2


@settings(max_examples=30)
@given(
    rates=st.lists(st.none() | st.integers(0, 9), max_size=8),
    ties=st.sampled_from(["same", "average"]),
    seed=st.randoms(use_true_random=False),
)
def test_the_order_of_fact_sets_changes_no_rank(
    rates: list[int | None], ties: str, seed: object
) -> None:
    methodology = ranking(ties=ties)
    order = list(range(len(rates)))
    getattr(seed, "shuffle")(order)  # noqa: B009  # hypothesis gives a random.Random
    straight = ranks(methodology, rates)
    shuffled = ranks(methodology, [rates[i] for i in order])
    assert [straight[i] for i in order] == shuffled
    places = [place for place in straight if place is not None]
    if ties == "average":
        count = len(places)
        assert sum(places, Fraction(0)) == Fraction(count * (count + 1), 2)


def test_a_methodology_without_ranks_scores_as_one_by_one() -> None:
    methodology = rules('[indicator."甲"]\npoints = 10\nscore = "7"\n', points=10)
    results: list[Result] = score_all(methodology, [facts(methodology, "")] * 2)
    assert [result.printed for result in results] == [7, 7]
    assert score_all(methodology, []) == []
