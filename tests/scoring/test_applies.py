"""What does not apply, what is picked, equal shares: points change hands and all add up."""

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from perfrules.model.options import Otherwise
from perfrules.model.read_facts import facts_from
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from tests.scoring.rules import codes, exactly, scored

FACTS = '[fact."有"]\nkind = "yes/no"\n[fact."数"]\nkind = "number"\n'
THREE = """
[indicator."母"]
points = 20
[indicator."甲"]
parent = "母"
points = 10
applies = "有"
otherwise = "{otherwise}"
score = "1 ÷ 数"
[indicator."乙"]
parent = "母"
points = 6
score = "6"
[indicator."丙"]
parent = "母"
points = 4
score = "2"
"""
NOT = '[facts]\n"有" = "否"\n'


def three(otherwise: str, facts: str = NOT) -> Result:
    return scored(FACTS + THREE.format(otherwise=otherwise), facts, points=20)


def lost(result: Result) -> Fraction:
    return sum((loss.points for loss in result.losses), Fraction(0))


@pytest.mark.parametrize(
    ("otherwise", "total", "points", "printed"),
    [
        ("rescale_parent", 16, (0, 12, 8), (0, 12, 4)),
        ("rescale_total", 16, (0, 6, 4), (0, 6, 2)),
        ("full", 18, (10, 6, 4), (10, 6, 2)),
        ("zero", 8, (10, 6, 4), (0, 6, 2)),
    ],
)
def test_each_treatment_of_what_does_not_apply(
    otherwise: str, total: int, points: tuple[int, ...], printed: tuple[int, ...]
) -> None:
    result = three(otherwise)
    children = result["母"].children
    assert result.state == "done"
    assert result.printed == total
    assert tuple(child.points for child in children) == exactly(*points)
    assert tuple(child.printed for child in children) == exactly(*printed)
    assert children[0].out == "not_applicable"
    assert lost(result) == 20 - total


def test_what_must_apply_and_does_not_is_refused_where_it_stands() -> None:
    result = three("error")
    assert (result.state, codes(result)) == ("refused", ["E540"])
    place = result.problems[0].place
    assert place is not None
    assert "甲" in place.source


@pytest.mark.parametrize("otherwise", get_args(Otherwise))
def test_the_condition_shields_the_formula_from_absence_and_zero(otherwise: str) -> None:
    for facts in (NOT, NOT + '"数" = 0\n'):
        assert three(otherwise, facts).missing == frozenset()
    yes = three(otherwise, '[facts]\n"有" = "是"\n"数" = 0\n')
    assert (yes.state, codes(yes)) == ("refused", ["E250"])
    assert yes["甲"].out == ""


@pytest.mark.parametrize("otherwise", get_args(Otherwise))
def test_while_it_is_not_known_the_total_lies_where_both_answers_lie(otherwise: str) -> None:
    unknown = three(otherwise, '[facts]\n"数" = 0.5\n')
    assert (unknown.state, unknown.missing) == ("open", frozenset({"有"}))
    for answer in ("是", "否"):
        known = three(otherwise, f'[facts]\n"数" = 0.5\n"有" = "{answer}"\n')
        if known.printed is not None:
            assert unknown.low <= known.printed <= unknown.high
    waits = {node.indicator.key for node in unknown.walk() if node.state == "open"}
    assert ("乙" in waits) == (otherwise == "rescale_parent")


def test_a_measure_that_only_the_shielded_leaf_reads_is_shielded_too() -> None:
    body = FACTS + '[measure."倒数"]\nvalue = "1 ÷ 数"\n[measure."双倍"]\nvalue = "倒数 × 2"\n'
    leaf = '[indicator."甲"]\npoints = 5\napplies = "有"\notherwise = "full"\nscore = "双倍"\n'
    other = '[indicator."乙"]\npoints = 5\nscore = "{}"\n'
    facts = NOT + '"数" = 0\n'
    alone = scored(body + leaf + other.format("分值"), facts, points=10)
    assert (alone.state, codes(alone)) == ("done", [])
    shared = scored(body + leaf + other.format("倒数"), facts, points=10)
    assert (shared.state, codes(shared)) == ("refused", ["E250"])


def test_a_condition_that_cannot_be_computed_refuses_the_leaf() -> None:
    body = FACTS + '[indicator."甲"]\npoints = 10\napplies = "1 ÷ 数 > 0"\notherwise = "full"\n'
    result = scored(body + 'score = "1"\n', '[facts]\n"数" = 0\n"有" = "是"\n', points=10)
    assert (result.state, codes(result)) == ("refused", ["E250"])


def test_all_below_a_parent_drop_out_and_so_does_the_parent() -> None:
    body = '[indicator."母"]\npoints = 12\n'
    for key in "甲乙":
        body += f'[indicator."{key}"]\nparent = "母"\npoints = 6\nscore = "1"\n'
        body += 'applies = "有"\notherwise = "rescale_total"\n'
    body += '[indicator."丙"]\npoints = 8\nscore = "6"\n'
    result = scored(FACTS + body, NOT, points=20)
    assert (result["母"].points, result["母"].rate, result.printed) == (0, None, 15)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number
    assert lost(result) == 5


def test_nobody_is_left_to_take_over_the_points() -> None:
    body = '[indicator."{}"]\n{}points = 10\napplies = "有"\notherwise = "{}"\nscore = "1"\n'
    below = '[indicator."母"]\npoints = 10\n' + body.format(
        "甲", 'parent = "母"\n', "rescale_parent"
    )
    for text, code in (
        (below, "E541"),
        (body.format("甲", "", "rescale_parent"), "E541"),
        (body.format("甲", "", "rescale_total"), "E542"),
    ):
        result = scored(FACTS + text, NOT, points=10)
        assert (result.state, codes(result), result.printed) == ("refused", [code], None)
        assert result.problems[0].place is not None


def test_rescaled_scores_that_do_not_end_make_up_the_full_points() -> None:
    leaf = '[indicator."{}"]\npoints = {}\nscore = "分值"\n'
    body = leaf.format("甲", 5) + 'applies = "有"\notherwise = "rescale_parent"\n'
    body += "".join(leaf.format(key, 5) for key in "乙丙丁")
    result = scored(FACTS + body, NOT, points=20)
    assert [str(root.printed) for root in result.roots[1:]] == ["667/100"] * 3
    assert (result.printed, result.exact, lost(result)) == (20, 20, 0)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number


def test_what_stands_below_a_parent_that_does_not_apply_is_not_read() -> None:
    body = '[indicator."母"]\npoints = 6\napplies = "有"\notherwise = "zero"\n'
    body += '[indicator."甲"]\nparent = "母"\npoints = 6\nscore = "1 ÷ 数"\n'
    body += '[indicator."乙"]\npoints = 4\nscore = "4"\n'
    result = scored(FACTS + body, NOT, points=10)
    assert (result.printed, result["甲"].points, result["甲"].out) == (4, 0, "not_applicable")  # type: ignore[comparison-overlap]  # a Fraction equals a whole number
    assert [(loss.cause, loss.indicator) for loss in result.losses] == [("not_applicable", "母")]


def test_a_score_outside_its_parent_keeps_its_limits_when_rescaled() -> None:
    body = '[indicator."母"]\npoints = 20\ncap = 21\nfloor = -1\n'
    body += '[indicator."甲"]\nparent = "母"\npoints = 10\napplies = "有"\n'
    body += 'otherwise = "rescale_parent"\nscore = "1"\n'
    body += '[indicator."乙"]\nparent = "母"\npoints = 10\ncap = 12\nscore = "12"\n'
    result = scored(FACTS + body, NOT, points=20)
    assert (result["乙"].exact, result["母"].exact, result.printed) == (24, 21, 21)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number
    assert lost(result) == -1


PICK = """
[indicator."母"]
points = {points}
{how}
[indicator."甲"]
parent = "母"
judged = true
[indicator."乙"]
parent = "母"
score = "分值 × 数"
[indicator."丙"]
parent = "母"
score = "满分(乙)"
"""
SOME = 'choose = "some"\nsplit = { how = "equal", to = 1, remainder = "last" }'


def picked(how: str, facts: str, points: int = 40) -> Result:
    return scored(FACTS + PICK.format(points=points, how=how), facts, points=points)


def test_one_is_picked_and_has_all_the_points() -> None:
    result = picked('choose = "one"', '[picked]\n"母" = "乙"\n[facts]\n"数" = 0.5\n')
    assert [n.out for n in result["母"].children] == ["not_picked", "", "not_picked"]
    assert [n.points for n in result["母"].children] == [0, 40, 0]
    assert (result.printed, lost(result), result.by_status()) == (20, 20, {"assumed": 40})  # type: ignore[comparison-overlap]  # a Fraction equals a whole number


def test_several_are_picked_and_share_the_points() -> None:
    judged = '[judgement."甲"]\nscore = 12\norigin = "reviewer"\n'
    result = picked(SOME, f'[picked]\n"母" = ["甲", "乙"]\n[facts]\n"数" = 0.5\n{judged}', 25)
    assert [n.points for n in result["母"].children] == [13, 12, 0]
    assert (result.printed, lost(result)) == (18, 7)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number


def test_a_formula_reads_the_points_that_were_picked() -> None:
    facts = '[picked]\n"母" = ["乙", "丙"]\n[facts]\n"数" = 1\n'
    assert picked(SOME, facts)["丙"].exact == 20


@pytest.mark.parametrize("how", ['choose = "one"', SOME])
def test_without_a_pick_all_of_it_waits(how: str) -> None:
    result = picked(how, "")
    assert (result.state, result.missing) == ("open", frozenset({"picked:母"}))
    assert (result.low, result.high) == (0, 40)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number


def test_a_parent_may_be_picked_with_all_that_stands_below_it() -> None:
    body = '[indicator."母"]\npoints = 8\nchoose = "one"\n'
    for key in "甲乙":
        body += f'[indicator."{key}"]\nparent = "母"\npoints = 8\n'
        body += f'[indicator."{key}子"]\nparent = "{key}"\npoints = 8\nscore = "4"\n'
    result = scored(body, '[picked]\n"母" = "甲"\n', points=8)
    assert (result.printed, result["乙子"].points, result["乙子"].out) == (4, 0, "not_picked")  # type: ignore[comparison-overlap]  # a Fraction equals a whole number


def test_equal_shares_that_make_more_than_the_points_are_cut_and_said() -> None:
    body = '[indicator."母"]\npoints = 15\nsplit = { how = "equal", to = 1, remainder = "keep" }\n'
    body += "".join(f'[indicator."{k}"]\nparent = "母"\nscore = "分值"\n' for k in "甲乙丙丁")
    result = scored(body, points=15)
    assert [child.printed for child in result["母"].children] == [4, 4, 4, 4]
    assert (result.printed, lost(result)) == (15, 0)  # type: ignore[comparison-overlap]  # a Fraction equals a whole number
    assert [warning.code for warning in result.methodology.warnings] == ["W360"]


def test_a_framework_is_measured_and_not_scored() -> None:
    body = 'format = 1\n[methodology]\nid = "m"\nversion = "1"\ntitle = "框架"\nweights = "open"\n'
    body += 'in_force = {}\nrounding = { to = 0.01, mode = "half-up" }\nbasis = "b"\n'
    body += 'status = "official"\n[fact."数"]\nkind = "number"\n[indicator."母"]\n'
    body += '[indicator."率"]\nparent = "母"\nvalue = "1 ÷ 数"\n'
    body += '[indicator."评"]\nparent = "母"\njudged = true\n'
    for facts, state, value in (("2", "done", Fraction(1, 2)), ("0", "refused", None)):
        result = framework(body, f'[facts]\n"数" = {facts}\n')
        assert (result.state, result.exact, result.printed, result.grade) == (
            state,
            None,
            None,
            None,
        )
        measured = result["率"].value
        assert measured is not None
        assert measured.value == value
    assert framework(body, "").missing == frozenset({"数"})


def framework(rules: str, facts: str) -> Result:
    methodology = methodology_from(toml_document(rules, "rules.toml"))
    return score(methodology, facts_from(toml_document(facts, "facts.toml"), methodology))


LEAF = st.tuples(
    st.integers(1, 9),
    st.fractions(0, 1, max_denominator=7),
    st.sampled_from([None, *get_args(Otherwise)[:4]]),
    st.booleans(),
)


@settings(max_examples=50)
@given(groups=st.lists(st.lists(LEAF, min_size=1, max_size=4), min_size=1, max_size=3))
def test_whatever_applies_the_points_lost_add_up_and_siblings_keep_the_points(
    groups: list[list[tuple[int, Fraction, str | None, bool]]],
) -> None:
    body, facts = "", "[facts]\n"
    for number, leaves in enumerate(groups):
        body += f'[indicator."母{number}"]\npoints = {sum(leaf[0] for leaf in leaves)}\n'
        for index, (points, share, otherwise, applies) in enumerate(leaves):
            key = f"子{number}之{index}"
            body += f'[indicator."{key}"]\nparent = "母{number}"\npoints = {points}\n'
            body += f'score = "分值 × {share.numerator} ÷ {share.denominator}"\n'
            if otherwise is not None:
                body = f'[fact."{key}有"]\nkind = "yes/no"\n{body}'
                body += f'applies = "{key}有"\notherwise = "{otherwise}"\n'
                facts += f'"{key}有" = {str(applies).lower()}\n'
    points = sum(leaf[0] for leaves in groups for leaf in leaves)
    result = scored(body, facts, points=points)
    if result.printed is None:
        assert set(codes(result)) <= {"E541", "E542"}
        return
    assert lost(result) == points - result.printed
    for root in result.roots:
        assert sum((child.points for child in root.children), Fraction(0)) == root.points
        dropped = [c.indicator.points for c in root.children if _left(c.indicator, c.out)]
        assert root.points == root.indicator.points - sum(dropped)


def _left(indicator: object, out: str) -> bool:
    applies = getattr(indicator, "applies", None)
    return out != "" and applies is not None and applies.otherwise == "rescale_total"
