"""Grades: of the printed or the exact total, of an open range, and of a total that has none."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.model.terms import GradeOn
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from tests.scoring.rules import GRADES, codes, exactly, facts, rules, scored

BODY = """
[fact."数"]
kind = "number"
[indicator."甲"]
points = 60
score = "数"
[indicator."乙"]
points = 40
judged = true
"""


def graded(number: str, judged: str, grade_on: GradeOn) -> Result:
    given = f'[facts]\n"数" = {number}\n' if number else ""
    if judged:
        given += f'[judgement."乙"]\nscore = {judged}\norigin = "published"\n'
    return scored(BODY + GRADES, given, more=f'grade_on = "{grade_on}"')


def names(result: Result) -> list[str]:
    return [grade.name for grade in result.grades]


def test_the_grade_is_that_of_the_total_which_the_file_names() -> None:
    printed, exact = graded("49.996", "40", "printed"), graded("49.996", "40", "exact")
    assert (printed.grade and printed.grade.name, names(printed)) == ("优", ["优"])
    assert (exact.grade and exact.grade.name, names(exact)) == ("良", ["良"])


@pytest.mark.parametrize(
    ("number", "judged", "grade_on", "possible"),
    [
        ("50", "", "printed", "优 良 差"),
        ("60", "", "printed", "优 良"),
        ("19.99", "", "printed", "差"),
        ("19.999", "", "printed", "良 差"),
        ("19.999", "", "exact", "差"),
        ("", "30", "printed", "优 良 差"),
        ("", "29.99", "printed", "良 差"),
        ("", "29.999", "printed", "优 良 差"),
        ("", "29.999", "exact", "良 差"),
        ("", "", "exact", "优 良 差"),
    ],
)
def test_an_open_total_leaves_every_grade_that_its_range_meets(
    number: str, judged: str, grade_on: GradeOn, possible: str
) -> None:
    result = graded(number, judged, grade_on)
    assert (result.state, result.grade) == ("open", None)
    assert sorted(names(result)) == sorted(possible.split())


def test_the_range_of_a_parent_in_exact_points_keeps_its_limits() -> None:
    body = '[indicator."母"]\npoints = 100\ncap = 89.5\nfloor = 61\n' + BODY.replace(
        "points", 'parent = "母"\npoints'
    )
    result = scored(body + GRADES, more='grade_on = "exact"')
    assert (result.low, result.high) == exactly(61, "89.5")
    assert names(result) == ["良"]


def test_a_total_without_a_grade_is_refused_and_its_scores_stand() -> None:
    body = BODY.replace("points = 60", "points = 60\nfloor = -50")
    for grade_on in ("printed", "exact"):
        result = scored(
            body + GRADES,
            '[facts]\n"数" = -40.001\n[judgement."乙"]\nscore = 0\norigin = "published"\n',
            more=f'grade_on = "{grade_on}"',
        )
        assert (result.state, result.grade, codes(result)) == ("refused", None, ["E501"])
        assert (result.printed, result.exact) == exactly(-40, "-40.001")
        assert (
            result.problems[0].fields["total"] == {"printed": "-40", "exact": "-40.001"}[grade_on]
        )


def test_no_grades_are_no_fault() -> None:
    result = scored(BODY, '[facts]\n"数" = 1\n[judgement."乙"]\nscore = 0\norigin = "published"\n')
    assert (result.state, result.grade, result.grades) == ("done", None, ())


RULES = rules(BODY + GRADES, more='grade_on = "printed"')


@settings(max_examples=60)
@given(
    number=st.none() | st.fractions(0, 60, max_denominator=1000),
    judged=st.none() | st.decimals(0, 40, places=1).map(Fraction),
    fill=st.tuples(st.fractions(0, 60, max_denominator=1000), st.fractions(0, 40)),
    on=st.sampled_from(["printed", "exact"]),
)
def test_whatever_fills_an_open_set_lands_in_its_range_and_grades(
    number: Fraction | None, judged: Fraction | None, fill: tuple[Fraction, Fraction], on: GradeOn
) -> None:
    methodology = evolve(RULES, grade_on=on)
    whole = facts(
        methodology, '[facts]\n"数" = 1\n[judgement."乙"]\nscore = 1\norigin = "published"\n'
    )

    def result_of(first: Fraction | None, second: Fraction | None) -> Result:
        known = {} if first is None else {"数": evolve(whole.facts["数"], value=first)}
        given = {} if second is None else {"乙": evolve(whole.judgements["乙"], score=second)}
        return score(methodology, evolve(whole, facts=known, judgements=given))

    before = result_of(number, judged)
    after = result_of(fill[0] if number is None else number, fill[1] if judged is None else judged)
    assert after.printed is not None
    assert before.low <= after.printed <= before.high
    assert after.grade in before.grades
