"""What stands under [published], as it was printed."""

from fractions import Fraction

import pytest

from perfrules.model.published import published_of
from tests.scoring.rules import GIVEN, TWO, facts, rules

METHODOLOGY = rules(TWO.replace('value = "支出 ÷ 预算"', 'value = "支出 ÷ 预算"\nunit = "%"'))


def test_without_a_table_nothing_is_published() -> None:
    found = published_of(facts(METHODOLOGY, GIVEN))
    assert (found.figures, found.scores, found.total, found.relations) == ({}, {}, None, ())


@pytest.mark.parametrize(
    ("written", "value", "step"),
    [
        ('"93.770%"', Fraction("0.9377"), Fraction(1, 100_000)),
        ('"93.77％"', Fraction("0.9377"), Fraction(1, 10_000)),
        ('"3.96百分点"', Fraction("0.0396"), Fraction(1, 10_000)),
        ('{ value = "1", bare = "fraction" }', Fraction(1), Fraction(1)),
        ('{ value = 66.7, bare = "percent", note = "n" }', Fraction("0.667"), Fraction(1, 1000)),
        ('"≥60%"', None, Fraction(1, 100)),
        ('"达成目标值"', None, Fraction(1, 100)),
    ],
)
def test_a_figure_keeps_its_digits(written: str, value: Fraction | None, step: Fraction) -> None:
    found = published_of(facts(METHODOLOGY, f'{GIVEN}\n[published]\n"执行率" = {written}'))
    assert (found.figures["执行率"].value, found.figures["执行率"].step) == (value, step)


def test_scores_total_grade_and_relations_are_read() -> None:
    text = """
[published]
within = 0.1
total = 94.350
grade = "优"
[published.score."执行"]
score = 18.75
rate = "93.77%"
points = 20
reason = "r"
note = "n"
[[published.relation]]
says = "两数相等"
that = "支出 = 预算"
"""
    found = published_of(facts(METHODOLOGY, GIVEN + text))
    assert (found.within, found.grade) == (Fraction(1, 10), "优")
    assert found.total is not None
    assert (found.total.text, found.total.decimals) == ("94.350", 3)
    said = found.scores["执行"]
    assert said.rate is not None
    assert said.value is None
    assert (said.rate.text, said.reason, said.note) == ("93.77%", "r", "n")
    assert [tie.name for tie in found.relations] == ["两数相等"]
