"""Points lost: each cause where it belongs, and all of them together to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.scoring.loss import by_cause
from perfrules.scoring.tree import Loss
from tests.scoring.rules import scored

NUMBER = '[fact."数"]\nkind = "number"\n'
FACTS = NUMBER + '[fact."是"]\nkind = "yes/no"\n'
WAYS = {
    'score = "数 ÷ 3"': "performance",
    'ratio = { actual = "数", target = "3", sign = "≥" }': "performance",
    'deduct = [ { for = "数", each = "1", points = "1", steps = "linear" } ]': "performance",
    'add = [ { for = "数", each = "1", points = "1", steps = "linear" } ]': "performance",
    'hit = "first"\ncases = [ { when = "数 > 2", score = "10" }, { score = "4" } ]': "step",
    'bands = { of = "数", rows = [ { in = "[0, 2]", share = "50%" }, '
    '{ in = "(2, 9]", share = "100%" } ] }': "step",
    'checklist = [ { item = "是", points = 10 } ]': "step",
}


def told(losses: tuple[Loss, ...]) -> list[tuple[str, str, Fraction]]:
    return [(loss.cause, loss.indicator, loss.points) for loss in losses]


@pytest.mark.parametrize(("way", "cause"), WAYS.items())
def test_a_way_of_scoring_has_its_cause(way: str, cause: str) -> None:
    body = f'{FACTS}[indicator."甲"]\npoints = 10\n{way}\n'
    body += '[measure."用"]\nvalue = "IF(是, 数, 1)"\n'
    result = scored(body, '[facts]\n"数" = 2\n"是" = "否"\n', points=10)
    assert {loss.cause for loss in result.losses} - {"rounding"} == {cause}


@pytest.mark.parametrize("origin", ["published", "reviewer", "reconstructed"])
def test_a_judgement_loses_by_its_origin(origin: str) -> None:
    given = f'[judgement."甲"]\nscore = 7.125\norigin = "{origin}"\n'
    result = scored('[indicator."甲"]\npoints = 10\njudged = true\n', given, points=10)
    assert told(result.losses) == [
        (origin, "甲", Fraction("2.875")),
        ("rounding", "甲", Fraction("-0.005")),
    ]


def test_limits_take_and_give_after_the_rule() -> None:
    body = f"""{NUMBER}
    [indicator."母"]
    points = 10
    cap = 9
    [indicator."甲"]
    parent = "母"
    points = 6
    floor = 2
    score = "数"
    [indicator."乙"]
    parent = "母"
    points = 4
    cap = 8
    score = "-数 × 9"
    """
    result = scored(body, '[facts]\n"数" = -1\n', points=10)
    assert told(result.losses) == [
        ("floor", "母", Fraction(1)),
        ("performance", "甲", Fraction(7)),
        ("floor", "甲", Fraction(-3)),
        ("performance", "乙", Fraction(-5)),
        ("floor", "乙", Fraction(1)),
    ]
    assert by_cause(result) == {"performance": 2, "floor": -1}
    assert result.printed == 9


def test_an_open_tree_has_lost_nothing_yet() -> None:
    result = scored('[indicator."甲"]\npoints = 10\njudged = true\n', points=10)
    assert (result.losses, by_cause(result)) == ((), {})


Leaf = tuple[int, Fraction, str, Fraction]
LEAF = st.tuples(
    st.integers(1, 30),
    st.fractions(-2, 3, max_denominator=99),
    st.sampled_from(["half-up", "half-even", "down", "up"]),
    st.sampled_from([Fraction("0.01"), Fraction("0.1"), Fraction(1), Fraction("0.5")]),
)


def leaf_text(key: str, parent: str, leaf: Leaf) -> str:
    points, share, mode, to = leaf
    step = float(to)
    return (
        f'[indicator."{key}"]\n{parent}points = {points}\nfloor = -1\ncap = {points + 1}\n'
        f'rounding = {{ to = {step}, mode = "{mode}" }}\n'
        f'score = "分值 × {share.numerator} ÷ {share.denominator}"\n'
    )


@settings(max_examples=40)
@given(
    groups=st.lists(
        st.tuples(st.integers(0, 20), st.lists(LEAF, min_size=1, max_size=4)),
        max_size=4,
        min_size=1,
    )
)
def test_what_is_lost_and_what_is_scored_make_up_the_points(
    groups: list[tuple[int, list[Leaf]]],
) -> None:
    body = ""
    for number, (below, leaves) in enumerate(groups):
        points = sum(leaf[0] for leaf in leaves)
        body += f'[indicator."母{number}"]\npoints = {points}\ncap = {points + 20 - below}\n'
        for index, leaf in enumerate(leaves):
            body += leaf_text(f"子{number}之{index}", f'parent = "母{number}"\n', leaf)
    points = sum(leaf[0] for _, leaves in groups for leaf in leaves)
    result = scored(body, points=points)
    assert result.printed is not None
    assert sum((loss.points for loss in result.losses), Fraction(0)) == points - result.printed
    assert sum(by_cause(result).values(), Fraction(0)) == points - result.printed
    assert all(loss.points for loss in result.losses)
