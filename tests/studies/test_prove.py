"""What is asked of a methodology, what is answered, and what shows it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from perfrules.model.methodology import Methodology
from perfrules.scoring.score import score
from perfrules.studies.prove import prove
from perfrules.studies.proved import Decision, Proof
from perfrules.studies.proved_directions import proved_directions
from tests.scoring.large import methodology_of

HEAD = """
format = 1
[methodology]
id       = "t/t"
version  = "1"
title    = "t"
points   = 10
in_force = {}
rounding = { to = 0.01, mode = "half-up" }
basis    = "b"
status   = "assumed"
"""
GRADED = """
grade_on = "printed"
total_at_most = 12
total_floor = 0
[[grade]]
name = "good"
in   = ">= 6"
[[grade]]
name = "bad"
in   = "< 6"
"""
X = """
[fact.x]
unit  = "项"
range = ">= 0"
"""


def rules(text: str, head: str = HEAD) -> Methodology:
    return methodology_from(toml_document(head + text, "rules.toml"))


def proved(text: str, head: str = HEAD, **how: Any) -> Proof:
    return prove(rules(text, head), seconds=Fraction(2), searches=60, **how)


def answers(proof: Proof, kind: str) -> Mapping[tuple[str, str], str]:
    """The verdicts of the questions of one kind, by subject and what of it."""
    return {
        (d.question.subject, d.question.about.en): d.verdict
        for d in proof.decisions
        if d.question.kind == kind
    }


def refuted(proof: Proof) -> list[Decision]:
    return [d for d in proof.decisions if d.verdict == "refuted"]


def only(proof: Proof) -> Decision:
    """The one thing that is refuted; its witness shows it still when it is scored again."""
    [found] = refuted(proof)
    if found.witness is not None:
        facts = found.witness.facts
        again = score(proof.methodology, facts, found.witness.standings)
        assert found.question.shown(again, found.witness.changed) is not None
    return found


def codes(proof: Proof) -> list[str]:
    return [d.problem.code for d in refuted(proof) if d.problem is not None]


# ── scores ──


@pytest.mark.parametrize(
    "score_text",
    ["points × min(x ÷ 3项, 100%)", "points − min(x ÷ 1项, 10)", "IF(x > 5项, points, 0)"],
)
def test_a_score_within_its_points(score_text: str) -> None:
    proof = proved(f'{X}[indicator.i]\npoints = 10\nscore = "{score_text}"')
    assert refuted(proof) == []
    assert answers(proof, "score") == {("i", ""): "proved"}


def test_a_score_that_only_z3_keeps_within_its_points() -> None:
    text = f"""{X}
[fact.y]
unit = "项"
range = "> 0"
[indicator.i]
points = 10
score = "points × (x ÷ (x + y)) × (1 − x ÷ (x + y)) × 4"
"""
    proof = proved(text)
    assert answers(proof, "score") == {("i", ""): "proved"}


@pytest.mark.parametrize(
    ("limits", "verdict"),
    [
        ("", "refuted"),
        ("cap = 10", "refuted"),
        ("floor = 0", "refuted"),
        ("cap = 10\nfloor = 0", "proved"),
    ],
)
def test_limits_that_the_file_states_make_it_hold(limits: str, verdict: str) -> None:
    text = f'{X}[indicator.i]\npoints = 10\n{limits}\nscore = "points × (x ÷ 1项 − 1)"'
    assert answers(proved(text), "score") == {("i", ""): verdict}


def test_a_witness_has_plain_numbers() -> None:
    found = only(proved(f'{X}[indicator.i]\npoints = 10\nscore = "points × x ÷ 7项"'))
    assert found.problem is not None
    assert found.problem.code == "E640"
    assert found.witness is not None
    value = found.witness.facts.facts["x"].value
    assert isinstance(value, Fraction)
    assert value.denominator == 1
    assert 7 < value < 100


def test_a_ratio_of_two_facts_that_must_be_met_exactly() -> None:
    text = """
[fact.a]
unit = "万元"
range = "> 0"
[fact.b]
unit = "万元"
range = "> 0"
[indicator.i]
points = 10
score = "IF(a ÷ b = 37.2%, points + 1, points)"
"""
    found = only(proved(text))
    assert found.witness is not None
    facts = found.witness.facts.facts
    a, b = facts["a"].value, facts["b"].value
    assert isinstance(a, Fraction)
    assert isinstance(b, Fraction)
    assert a / b == Fraction(372, 1000)


def test_a_score_outside_only_where_it_applies() -> None:
    text = f"""{X}
[indicator.i]
points    = 10
score     = "points × x ÷ 1项"
applies   = "x ≤ 1项"
otherwise = "full"
"""
    assert refuted(proved(text)) == []
    assert codes(proved(text.replace("≤ 1项", "≤ 2项"))) == ["E640"]


def test_points_that_depend_on_how_many_are_picked() -> None:
    text = f"""{X}
[indicator.p]
points = 10
choose = "some"
split  = {{ how = "equal", to = 0.01, remainder = "last" }}
[indicator.a]
parent = "p"
score  = "points × min(x ÷ 4项, 100%)"
[indicator.b]
parent = "p"
score  = "min(x ÷ 1项, 4)"
"""
    assert refuted(proved(text)) == []
    found = only(proved(text.replace("÷ 1项, 4)", "÷ 1项, 6)")))
    assert found.question.subject == "b"
    assert found.witness is not None
    assert found.witness.facts.picked["p"] == ("a", "b")


def test_one_of_two_that_is_picked() -> None:
    text = f"""{X}
[indicator.p]
points = 10
choose = "one"
[indicator.a]
parent = "p"
score  = "points × min(x ÷ 4项, 100%)"
[indicator.b]
parent = "p"
score  = "points × min(x ÷ 4项, 110%)"
"""
    found = only(proved(text))
    assert found.question.subject == "b"
    assert found.witness is not None
    assert found.witness.facts.picked["p"] == ("b",)


def test_a_place_far_behind() -> None:
    text = """
[fact.x]
unit = "%"
[indicator.i]
points = 10
rank   = { of = "x", better = "higher", ties = "average", score = "points − 0.25 × (名次 − 1)" }
"""
    found = only(proved(text))
    assert found.witness is not None
    assert found.witness.standings["i"].rank > 41
    fine = text.replace('"points − 0.25 × (名次 − 1)"', '"points × (总数 − 名次 + 1) ÷ 总数"')
    assert refuted(proved(fine)) == []


# ── what cannot be computed ──


def test_a_denominator_in_a_measure_is_told_there_and_not_in_the_leaf() -> None:
    text = f"""{X}
[measure.m]
value = "1项 ÷ x"
[indicator.i]
points = 10
score  = "points × min(m, 100%)"
"""
    found = only(proved(text))
    assert (found.question.kind, found.question.subject) == ("denominator", "m")
    assert found.problem is not None
    assert found.problem.place is not None
    assert "1项 ÷ x" in found.problem.place.source


def test_a_denominator_behind_a_guard() -> None:
    text = f'{X}[indicator.i]\npoints = 10\nscore = "IF(x > 0项, min(points, 1项 ÷ x), 0)"'
    assert refuted(proved(text)) == []


def test_a_tie_is_taken_to_hold() -> None:
    text = f"""{X}
[fact.y]
unit  = "项"
range = "> 0"
[fact.z]
unit = "项"
[tie.sum]
that     = "x + y = z"
severity = "error"
[indicator.i]
points = 10
score  = "points × x ÷ z"
"""
    assert refuted(proved(text)) == []
    loose = text.replace('"error"', '"warning"')
    assert set(codes(proved(loose))) == {"E640", "E641"}


def test_a_tie_and_a_finding_and_a_veto_that_divide() -> None:
    text = f"""{X}
[tie.t]
that     = "1项 ÷ x = 1"
severity = "warning"
[finding.f]
when    = "1项 ÷ x > 2"
problem = "p"
advice  = "a"
[veto.v]
when  = "1项 ÷ x > 3"
says  = "s"
score = 0
[indicator.i]
points = 10
judged = true
"""
    assert [(d.question.subject, d.problem and d.problem.code) for d in refuted(proved(text))] == [
        ("v", "E641"),
        ("t", "E641"),
        ("f", "E641"),
    ]


def test_a_target_that_may_be_zero() -> None:
    text = f"""{X}
[fact.t]
unit  = "项"
range = ">= 0"
[indicator.i]
points = 10
ratio  = {{ actual = "x", target = "t", sign = "≥" }}
"""
    found = only(proved(text))
    assert found.problem is not None
    assert found.problem.code == "E642"
    assert (
        refuted(proved(text.replace('range = ">= 0"\n[indicator', 'range = "> 0"\n[indicator')))
        == []
    )


def test_an_optional_fact_that_is_missing_is_no_fault() -> None:
    text = """
[fact.x]
unit     = "项"
range    = "> 0"
optional = true
[indicator.i]
points = 10
score  = "min(points, 1项 ÷ x)"
"""
    assert refuted(proved(text)) == []


# ── cases and bands ──

BANDS = """
[fact.r]
unit  = "%"
range = ">= 0%"
[measure.m]
value = "r × 2"
unit  = "%"
[indicator.i]
points = 10
[indicator.i.bands]
of   = "m"
rows = [ { in = "[0%, 50%)", score = 0 }, { in = "[50%, 100%]", score = 10 } ]
"""


def test_bands_that_leave_out_what_a_measure_reaches() -> None:
    found = only(proved(BANDS))
    assert found.problem is not None
    assert found.problem.code == "E643"
    assert "m = " in found.problem.message("en")
    assert refuted(proved(BANDS.replace('">= 0%"', '"[0%, 50%]"'))) == []


def test_cases_of_which_none_or_two_may_hold() -> None:
    text = f"""{X}
[indicator.i]
points = 10
hit    = "only"
cases  = [
    {{ when = "x ≤ 3项", score = 10 }},
    {{ when = "3项 ≤ x ≤ 9项", score = 5 }},
    {{ when = "x > 9.5项", score = 0 }},
]
"""
    proof = proved(text)
    gap, several = refuted(proof)
    assert gap.problem is not None
    assert gap.problem.code == "E643"
    assert several.problem is not None
    assert several.problem.code == "E644"
    assert several.problem.fields["rows"].en == "row 1 (x ≤ 3项), row 2 (3项 ≤ x ≤ 9项)"  # type: ignore[union-attr]
    assert several.witness is not None
    assert several.witness.facts.facts["x"].value == 3
    fine = text.replace('"3项 ≤ x', '"3项 < x').replace("9.5项", "9项")
    assert refuted(proved(fine)) == []


def test_a_row_that_two_rows_above_cover_together() -> None:
    text = f"""{X}
[indicator.i]
points = 10
hit    = "first"
cases  = [
    {{ when = "x = 99项", score = 9 }},
    {{ when = "x ≤ 3项", score = 10 }},
    {{ when = "x ≥ 3项", score = 5 }},
    {{ when = "x > 1项", score = 0 }},
]
"""
    found = only(proved(text))
    assert found.problem is not None
    message = found.problem.message("en")
    assert message.startswith("row 4 (x > 1项) of 'i' can never be hit")
    assert "row 2 (x ≤ 3项), row 3 (x ≥ 3项)" in message
    assert "row 1" not in message


def test_a_row_whose_condition_never_holds_and_a_last_row_without_one() -> None:
    text = f"""{X}
[indicator.i]
points = 10
hit    = "first"
cases  = [
    {{ when = "x < 0项", score = 9 }},
    {{ when = "x ≥ 0项", score = 10 }},
    {{ score = 0 }},
]
"""
    first, last, always = refuted(proved(text))
    assert always.question.kind == "matters"
    assert first.problem is not None
    assert "its condition never holds" in first.problem.message("en")
    assert last.problem is not None
    assert "row 3 (otherwise)" in last.problem.message("en")
    assert "row 2" in last.problem.message("en")


def test_an_open_row_need_not_be_reached() -> None:
    text = BANDS.replace(
        '{ in = "[50%, 100%]", score = 10 }',
        '{ in = "[50%, 100%]", score = 10 }, { in = "> 100%", open = "nobody knows" }',
    ).replace('">= 0%"', '"[0%, 50%]"')
    assert refuted(proved(text)) == []


# ── tables ──

TABLE = """
[table.t]
name   = "n"
points = "p"
columns.n = "text"
columns.p = "number"
columns.a = "number"
columns.b = {{ kind = "number", only_when = "p > 1" }}
must = "{must}"
[[table.t.score]]
when  = "p > 1"
score = "points × min(a ÷ b, 100%)"
[[table.t.score]]
cases = [ {{ when = "a > 5", score = "points" }}, {{ when = "a > 6", score = 0 }}, {{ score = 0 }} ]
hit   = "first"
[indicator.i]
points = 10
rows   = "t"
"""


def test_the_rows_of_a_table() -> None:
    proof = proved(TABLE.format(must="p > 0"))
    assert codes(proof) == ["E640", "E641", "E645"]
    outside, zero, dead = refuted(proof)
    assert outside.problem is not None
    assert "t (p > 1)" in outside.problem.message("en")
    assert zero.witness is not None
    assert dead.question.about.en == "row 2 (a > 6)"
    fine = proved(TABLE.format(must="p > 0 and (p ≤ 1 or (a ≥ 0 and b > 0))"))
    assert codes(fine) == ["E645"]


def test_rows_that_share_the_points_of_their_leaf() -> None:
    text = """
[table.t]
name = "n"
columns.n = "text"
columns.a = "number"
[[table.t.score]]
score = "points × min(max(a, 0), 1)"
[indicator.i]
points = 10
rows   = "t"
split  = { how = "equal", to = 0.01, remainder = "last" }
"""
    assert refuted(proved(text)) == []
    assert codes(proved(text.replace("max(a, 0)", "a"))) == ["E640"]


# ── directions ──


def test_more_of_what_is_better_never_scores_lower() -> None:
    text = (
        X.replace("range", 'better = "higher"\nrange')
        + """
[indicator.i]
points = 10
score  = "points × min(x ÷ 3项, 100%)"
"""
    )
    proof = proved(text)
    assert answers(proof, "direction") == {("i", "more 'x'"): "proved", ("", "more 'x'"): "proved"}
    worse = proved(text.replace('"higher"', '"lower"'))
    leaf, whole = refuted(worse)
    assert leaf.problem is not None
    assert leaf.witness is not None
    assert leaf.witness.then is not None
    assert leaf.question.about.en == "less 'x'"
    before, after = leaf.witness.result["i"].exact, leaf.witness.then["i"].exact
    assert before is not None
    assert after is not None
    assert before > after
    assert whole.question.subject == ""


def test_a_leaf_that_falls_while_the_total_does_not() -> None:
    text = (
        X.replace("range", 'better = "higher"\nrange')
        + """
[indicator.up]
points = 6
score  = "min(x ÷ 1项, 6)"
[indicator.down]
points = 4
score  = "max(4 − x ÷ 2项, 1)"
"""
    )
    proof = proved(text)
    assert answers(proof, "direction") == {
        ("up", "more 'x'"): "proved",
        ("down", "more 'x'"): "refuted",
        ("", "more 'x'"): "proved",
    }


def test_directions_of_yes_and_no_of_vetoes_and_penalties() -> None:
    text = """
[fact.good]
kind   = "yes/no"
better = "higher"
[fact.faults]
unit   = "项"
range  = ">= 0"
better = "lower"
[indicator.i]
points = 10
cases  = [ { when = "good", score = 5 }, { when = "not good", score = 10 } ]
hit    = "only"
[penalty.p]
at_most = 2
add     = [ { for = "faults", each = "1项", points = 1, steps = "whole" } ]
[veto.v]
when = "good and faults ≤ 1项"
says = "s"
cap  = 1
"""
    head = HEAD.replace("basis ", "total_at_most = 12\ntotal_floor = 0\nbasis ")
    proof = proved(text, head)
    assert answers(proof, "direction") == {
        ("i", "more 'good'"): "refuted",
        ("v", "more 'good'"): "refuted",
        ("p", "less 'faults'"): "proved",
        ("v", "less 'faults'"): "refuted",
        ("", "more 'good'"): "refuted",
        ("", "less 'faults'"): "proved",
    }


MEASURED = (
    X
    + """
[fact.y]
unit  = "项"
range = "> 0"
[measure.m]
value  = "x ÷ y"
better = "higher"
[indicator.i]
points = 10
score  = "points × min({score}, 100%)"
"""
)


def test_the_direction_of_a_measure() -> None:
    proof = proved(MEASURED.format(score="m"))
    assert set(answers(proof, "direction").values()) == {"proved"}
    falling = proved(MEASURED.format(score="1 ÷ (1 + m)"))
    assert set(answers(falling, "direction").values()) == {"refuted"}


def test_a_measure_whose_facts_are_read_otherwise_too() -> None:
    proof = proved(MEASURED.format(score="m × x ÷ y"))
    undecided = [d for d in proof.decisions if d.verdict == "undecided"]
    assert undecided
    assert undecided[0].reason is not None
    assert "cannot move alone" in undecided[0].reason.en
    assert undecided[0].tried == 60


def test_a_fact_that_acts_through_rows_or_places() -> None:
    text = (
        X.replace("range", 'better = "higher"\nrange')
        + """
[table.t]
name   = "n"
points = "p"
columns.n = "text"
columns.p = "number"
[[table.t.score]]
score = "points × min(x ÷ 3项, 100%)"
[indicator.rows]
points = 6
rows   = "t"
[indicator.rank]
points = 4
rank   = { of = "x", better = "higher", ties = "same", score = "points ÷ 名次" }
"""
    )
    proof = proved(text)
    undecided = [d for d in proof.decisions if d.verdict == "undecided"]
    assert {d.question.subject for d in undecided} >= {"rows", "rank"}
    assert all(d.reason is not None for d in undecided)


# ── vetoes, weights, grades ──


def test_a_veto_that_can_fire_and_one_that_cannot() -> None:
    text = (
        X
        + """
[indicator.i]
points = 10
score  = "points × min(x ÷ 3项, 100%)"
[veto.never]
when  = "score > 10分"
says  = "s"
score = 0
[veto.rarely]
when  = "x = 12345项"
says  = "s"
score = 0
"""
    )
    proof = proved(text)
    assert answers(proof, "veto") == {("never", ""): "refuted", ("rarely", ""): "proved"}


def test_indicators_that_never_make_a_difference() -> None:
    text = (
        X
        + """
[indicator.i]
points = 10
score  = "IF(x ≥ 0项, points, 0)"
[bonus.b]
at_most = 3
score   = "IF(x = 4321项, 1, 0)"
"""
    )
    head = HEAD.replace("basis ", "total_at_most = 12\ntotal_floor = 0\nbasis ")
    proof = proved(text, head)
    assert answers(proof, "matters") == {("i", ""): "refuted", ("b", ""): "proved"}
    assert codes(proof) == ["E648"]


def test_a_total_beyond_the_grades() -> None:
    text = (
        GRADED
        + X
        + """
[indicator.i]
points = 10
cap    = 11
score  = "x ÷ 1项"
"""
    )
    text = text.replace('">= 6"', '"[6, 10]"').replace("total_at_most = 12\ntotal_floor = 0\n", "")
    text = text.replace('"< 6"', '"[0, 6)"')
    found = only(proved(text))
    assert found.problem is not None
    assert found.problem.code == "E649"
    assert refuted(proved(text.replace("cap    = 11", "cap    = 10"))) == []


@pytest.mark.parametrize("mode", ["half-up", "half-even", "up", "down"])
def test_a_rounding_that_changes_the_grade(mode: str) -> None:
    text = (
        GRADED
        + '[indicator.i]\npoints = 10\njudged = true\nrounding = { to = 0.1, mode = "half-up" }'
    )
    head = HEAD.replace('0.01, mode = "half-up"', f'1, mode = "{mode}"')
    limits = text.replace('">= 6"', '">= 5.5"').replace('"< 6"', '"< 5.5"')
    found = only(proved(limits if mode == "down" else text, head))
    assert found.problem is not None
    assert found.problem.code == "E651"


def test_whole_scores_are_never_moved_by_rounding() -> None:
    text = GRADED + "[indicator.i]\npoints = 10\njudged = true\nstep = 1"
    head = HEAD.replace("0.01", "1")
    assert refuted(proved(text, head)) == []
    exact = text.replace('"printed"', '"exact"')
    assert answers(proved(exact, head), "grade") == {("", ""): "proved"}


def test_a_grade_by_the_exact_total() -> None:
    text = (
        GRADED.replace('"printed"', '"exact"')
        + X
        + """
[indicator.i]
points = 10
score  = "points × min(x ÷ 700项, 100%)"
"""
    )
    found = only(proved(text))
    assert found.problem is not None
    assert found.problem.code == "E650"


def test_a_total_that_is_rescaled_is_searched_and_said_so() -> None:
    text = (
        GRADED.replace('"printed"', '"exact"')
        + X
        + """
[indicator.p]
points = 10
[indicator.a]
parent    = "p"
points    = 3
judged    = true
step      = 1
applies   = "x > 0项"
otherwise = "rescale_parent"
[indicator.b]
parent = "p"
points = 7
judged = true
step   = 1
"""
    )
    proof = proved(text.replace(">= 6", ">= 0.0001").replace("< 6", "< 0.0001"))
    [found] = [d for d in proof.decisions if d.question.kind == "grade"]
    assert found.verdict == "undecided"
    assert found.reason is not None
    assert "rescaled where 'a' does not apply" in found.reason.en


def test_nothing_is_asked_of_totals_that_are_never_done() -> None:
    text = GRADED + "[indicator.i]\npoints = 4\njudged = true\n[[gap]]\npoints = 6\nsays = 'unread'"
    proof = proved(text)
    assert answers(proof, "total") == {}
    assert answers(proof, "grade") == {}


def test_a_framework_without_points() -> None:
    head = HEAD.replace("points   = 10", 'weights = "open"')
    text = X + '[indicator.i]\nvalue = "1项 ÷ x"'
    assert codes(proved(text, head)) == ["E641"]


# ── acceptances ──

OUTSIDE = X + '[indicator.i]\npoints = 10\nscore = "x ÷ 1项"\n'


@pytest.mark.parametrize("code", ["E640", "W510", "W511"])
def test_a_refutation_is_accepted_with_its_reason(code: str) -> None:
    accept = f'[[accept]]\ncode = "{code}"\nnode = "i"\nreason = "so it is"\n'
    proof = proved(OUTSIDE + accept)
    assert proof.of("refuted") == ()
    [found] = proof.of("refuted", accepted=True)
    assert found.accepted is not None
    assert found.accepted.reason == "so it is"


def test_an_acceptance_that_meets_nothing_is_warned_of() -> None:
    accept = '[[accept]]\ncode = "E647"\nnode = "i"\nreason = "so it is"\n'
    proof = proved(OUTSIDE + accept)
    assert [p.code for p in proof.warnings] == ["W640"]
    assert len(proof.of("refuted")) == 1


def test_the_same_again_comes_out_the_same() -> None:
    one, two = (proved(BANDS + "\n") for _ in range(2))
    told = [
        [(d.verdict, d.how, d.problem and d.problem.message("en")) for d in each.decisions]
        for each in (one, two)
    ]
    assert told[0] == told[1]


def test_a_row_that_no_way_of_scoring_fits() -> None:
    text = """
[table.t]
name   = "n"
points = "p"
columns.n = "text"
columns.p = "number"
columns.k = { choice = ["a", "b", "c"] }
[[table.t.score]]
when  = "k = 'a'"
score = "points"
[[table.t.score]]
when  = "k = 'b'"
score = 0
[indicator.i]
points = 10
rows   = "t"
"""
    found = only(proved(text))
    assert found.problem is not None
    assert (found.problem.code, found.question.subject) == ("E643", "t")
    assert refuted(proved(text.replace(', "c"]', "]"))) == []


def test_a_methodology_of_two_hundred_indicators_is_proved() -> None:
    large = methodology_from(toml_document(methodology_of(200), "large.toml"))
    proof = prove(large)
    assert len(proof.decisions) > 600
    assert {d.verdict for d in proof.decisions} == {"proved"}


# ── more of what stands above ──

ABOVE = """
grade_on      = "printed"
total_at_most = 31
total_floor   = 0
[[grade]]
name = "good"
in   = "[20, 31]"
[[grade]]
name = "bad"
in   = "[0, 20)"
[fact.x]
unit  = "项"
range = ">= 0"
[indicator.limited]
points = 10
cap    = 9
floor  = 1
[indicator.plain]
parent = "limited"
points = 10
score  = "points × min(x ÷ 3项, 100%)"
[indicator.one]
points = 10
choose = "one"
[indicator.a]
parent    = "one"
judged    = true
applies   = "x ≤ 9项"
otherwise = "full"
[indicator.b]
parent = "one"
score  = "points × min(x ÷ 4项, 100%)"
[indicator.some]
points = 10
choose = "some"
split  = { how = "equal", to = 0.01, remainder = "first" }
[indicator.c]
parent = "some"
judged = true
[indicator.d]
parent = "some"
judged = true
[bonus.b1]
at_most = 1
score   = "IF(score > 28分, 1, 0)"
[penalty.p1]
at_most = 2
add     = [ { for = "x", each = "1项", points = 1, steps = "whole" } ]
[veto.v1]
when = "score < 25分"
says = "s"
cap  = 24
"""


def test_a_total_that_is_made_of_everything() -> None:
    head = HEAD.replace("points   = 10", "points   = 30")
    proof = proved(ABOVE, head)
    assert refuted(proof) == []
    assert proof.of("undecided") == ()
    assert answers(proof, "total") == {("", ""): "proved"}
    assert answers(proof, "veto") == {("v1", ""): "proved"}
    low = ABOVE.replace("score > 28分", "score > 30分")
    assert codes(proved(low, head)) == ["E648"], "the bonus sees 29 points of the tree at most"


def test_a_score_that_rests_on_places_of_several_kinds() -> None:
    text = (
        X
        + """
[fact.y]
unit = "%"
[indicator.first]
points = 4
[indicator.first.rank]
of     = "y"
better = "higher"
ties   = "same"
rows   = [ { in = "[1, 5]", share = "100%" }, { in = "> 5", share = "0%" } ]
[indicator.second]
points = 6
score  = "6 × rate_of(first)"
"""
    )
    assert refuted(proved(text)) == []


def test_points_that_are_rescaled_and_a_fact_that_decides_about_it() -> None:
    text = (
        X.replace("range", 'better = "higher"\nrange')
        + """
[indicator.p]
points = 10
[indicator.a]
parent    = "p"
points    = 5
score     = "points × min(x ÷ 9项, 100%)"
applies   = "x > 3项"
otherwise = "rescale_parent"
[indicator.b]
parent = "p"
points = 5
judged = true
"""
    )
    proof = proved(text)
    found = answers(proof, "direction")
    assert found["a", "more 'x'"] == "proved"
    [whole] = [
        d for d in proof.decisions if d.question.kind == "direction" and not d.question.subject
    ]
    assert whole.verdict == "refuted", "x = 4 lets a poor score count"
    assert whole.how == "by search"
    steady = (
        text.replace('applies   = "x > 3项"', 'applies   = "given_up"')
        + '[fact.given_up]\nkind = "yes/no"\n'
    )
    assert answers(proved(steady), "direction")["", "more 'x'"] == "proved"


@pytest.mark.parametrize(("limit", "verdict"), [("", "proved"), ("cap = 6", "undecided")])
def test_a_rescaled_total_within_the_grades(limit: str, verdict: str) -> None:
    text = (
        GRADED.replace("total_at_most = 12\ntotal_floor = 0\n", "")
        + X
        + f"""
[indicator.a]
points    = 5
judged    = true
applies   = "x > 3项"
otherwise = "rescale_total"
[indicator.b]
points = 5
{limit}
judged = true
"""
    )
    text = text.replace('">= 6"', '"[6, 11]"').replace('"< 6"', '"[0, 6)"')
    assert answers(proved(text), "total") == {("", ""): verdict}


ROWS = """
grade_on = "printed"
[[grade]]
name = "good"
in   = "[6, 10]"
[[grade]]
name = "bad"
in   = "[0, 6)"
[table.t]
name = "n"
{points}
columns.n = "text"
columns.a = "number"
{column}
[[table.t.score]]
judged = true
[indicator.i]
points = 10
rows   = "t"
{split}
"""


@pytest.mark.parametrize(
    ("points", "column", "split", "verdict"),
    [
        ('points = "p"', 'columns.p = "number"', "", "undecided"),
        ('points = "p"\nmust = "round(p, 0.01) = p"', 'columns.p = "number"', "", "proved"),
        ("", "", 'split = { how = "equal", to = 0.01, remainder = "last" }', "proved"),
        ("", "", 'split = { how = "equal", to = 0.01, remainder = "keep" }', "undecided"),
    ],
)
def test_printed_rows_add_up_within_the_grades(
    points: str, column: str, split: str, verdict: str
) -> None:
    proof = proved(ROWS.format(points=points, column=column, split=split))
    assert answers(proof, "total") == {("", ""): verdict}


def test_rows_of_a_table_by_bands_and_by_cases_that_overlap() -> None:
    text = """
[table.t]
name   = "n"
points = "p"
columns.n = "text"
columns.p = "number"
columns.a = "number"
columns.k = { choice = ["bands", "cases"] }
[[table.t.score]]
when = "k = 'bands'"
[table.t.score.bands]
of   = "a"
rows = [ { in = "[0, 5)", share = "0%" }, { in = "[5, 9]", share = "100%" } ]
[[table.t.score]]
hit   = "only"
cases = [ { when = "a < 5", score = 0 }, { when = "a ≥ 4", score = "points" } ]
[indicator.i]
points = 10
rows   = "t"
"""
    gap, several = refuted(proved(text))
    assert gap.problem is not None
    assert (gap.problem.code, "a = " in gap.problem.message("en")) == ("E643", True)
    assert several.problem is not None
    assert several.problem.code == "E644"
    assert "row 1 (a < 5), row 2 (a ≥ 4)" in several.problem.message("en")


def test_a_dead_row_of_bands_whose_ends_move() -> None:
    text = (
        X
        + """
[fact.y]
unit  = "项"
range = "> 0"
[indicator.i]
points = 10
[indicator.i.bands]
of   = "x"
rows = [ { in = "[0项, y]", score = 0 }, { in = "> y", score = 10 }, { in = "> 2 × y", score = 5 } ]
"""
    )
    several, dead = sorted(refuted(proved(text)), key=lambda d: d.question.kind)
    assert several.problem is not None
    assert "row 2 (> y), row 3 (> 2 × y)" in several.problem.message("en")
    assert dead.problem is not None
    assert dead.problem.place is not None
    assert dead.problem.place.source.startswith("rows")
    assert "covered by row 2 (> y)" in dead.problem.message("en")


def test_rules_for_which_no_facts_can_be_made() -> None:
    text = (
        X
        + """
[fact.y]
unit  = "项"
range = "[1项, 2项]"
[fact.z]
unit  = "项"
range = "[5项, 6项]"
[tie.t]
that     = "y = z"
severity = "error"
[indicator.i]
points = 10
score  = "points × min(x ÷ 3项, 100%)"
"""
    )
    proof = proved(text)
    assert answers(proof, "score") == {("i", ""): "proved"}
    [found] = proof.of("undecided")
    assert found.question.kind == "matters"
    assert found.reason is not None
    assert "E661" in found.reason.en


# ── directions of facts that ties bind ──

TIED = (
    X.replace("range", 'better = "higher"\nrange')
    + """
[fact.a]
unit  = "项"
range = ">= 0"
[fact.b]
unit  = "项"
range = ">= 0"
[tie.sum]
that     = "a + b = x"
severity = "error"
says     = "s"
[indicator.i]
points = 10
score  = "{score}"
"""
)


def test_what_a_tie_binds_to_a_fact_moves_along_with_it() -> None:
    rising = proved(TIED.format(score="points × min(x ÷ 3项, 100%)"))
    assert set(answers(rising, "direction").values()) == {"proved"}
    falling = proved(TIED.format(score="points × max(1 − x ÷ 3项, 0)"))
    leaf, whole = refuted(falling)
    assert (leaf.question.subject, whole.question.subject) == ("i", "")
    assert leaf.witness is not None
    assert leaf.witness.then is not None
    assert leaf.witness.then.state == "done", "the second fact set keeps the tie as well"
    assert "x" in leaf.witness.changed
    assert leaf.witness.changed.keys() & {"a", "b"}


def test_a_fact_that_ties_hold_fast_is_not_said_to_be_proved() -> None:
    held = proved(TIED.format(score="points × max(1 − (x + a + b) ÷ 9项, 0)"))
    found = {d.verdict for d in held.decisions if d.question.kind == "direction"}
    assert found == {"undecided"}
    [reason] = {d.reason.en for d in held.decisions if d.reason is not None}
    assert (
        reason == "a tie binds it to other facts that are scored, so that it cannot move by itself"
    )


def test_directions_of_all_facts_are_proved_ties_aside() -> None:
    way = proved_directions(rules(TIED.format(score="points × max(1 − x ÷ 3项, 0)")))
    assert way == {"x": "never raises"}
    both = X + '[indicator.i]\npoints = 10\nscore = "10 × min(abs(x − 3项) ÷ 3项, 1)"\n'
    assert proved_directions(rules(both)) == {}
    same = X + '[indicator.i]\npoints = 10\nscore = "10 × min(max(x, 1项) ÷ max(x, 1项), 1)"\n'
    assert proved_directions(rules(same)) == {"x": "no influence"}
    rows = (
        X
        + '[table.t]\nname = "n"\ncolumns.n = "text"\n[[table.t.score]]\n'
        + (
            'score = "min(x ÷ 1项, 1)"\n[indicator.i]\npoints = 10\nrows = "t"\n'
            'split = { how = "equal", to = 0.01, remainder = "last" }\n'
        )
    )
    assert proved_directions(rules(rows)) == {}, "through rows of a table nothing is proved"
