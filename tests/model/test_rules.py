"""What a rule file leaves out has its stated default, and faults do not breed others."""

from datetime import date
from fractions import Fraction

from perfrules.model.terms import Rounding, Show, Span
from tests.model.small import refusal, rules

LEAF = '[indicator."甲"]\npoints = 10\n'


def test_a_file_without_indicators_is_refused() -> None:
    assert [said[:4] for said in refusal("")] == ["E335"]


def test_a_file_without_a_head_lacks_it() -> None:
    assert refusal("", points='10\n"""')[0].startswith("E1")


def test_what_a_leaf_does_not_say_it_has_from_the_head() -> None:
    leaf = rules(LEAF + "judged = true").indicators["甲"]
    assert (leaf.label, leaf.basis, leaf.status) == ("甲", "试行文件", "assumed")
    assert leaf.rounding == Rounding(Fraction(1, 100), "half-up")
    assert (leaf.lowest, leaf.highest) == (Fraction(0), Fraction(10))
    assert leaf.cap is leaf.floor is None


def test_what_a_leaf_says_counts() -> None:
    said = """
judged = true
label = "群众满意度"
basis = "附件 2"
status = "official"
about = "问卷"
rounding = { to = 0.5, mode = "down" }
show = ".2f"
cap = 12
floor = -1
"""
    leaf = rules(LEAF + said).indicators["甲"]
    assert (leaf.label, leaf.basis, leaf.status) == ("群众满意度", "附件 2", "official")
    assert leaf.rounding == Rounding(Fraction(1, 2), "down")
    assert leaf.show == Show(2, percent=False)
    assert (leaf.lowest, leaf.highest) == (Fraction(-1), Fraction(12))
    assert leaf.about == "问卷"


def test_parents_stand_before_their_children() -> None:
    said = """
[indicator."丙"]
parent = "乙"
points = 4
judged = true
[indicator."乙"]
points = 10
[indicator."丁"]
parent = "乙"
points = 6
judged = true
"""
    methodology = rules(said)
    assert list(methodology.indicators) == ["乙", "丙", "丁"]
    assert methodology.roots == ("乙",)
    assert [leaf.key for leaf in methodology.leaves()] == ["丙", "丁"]


def test_a_fault_in_a_declaration_does_not_make_its_name_unknown() -> None:
    said = '[fact."支出"]\nunit = "万元"\nshow = "两位"\n' + LEAF + 'score = "支出 ÷ 1万元"'
    assert [problem[:4] for problem in refusal(said)] == ["E305"]


def test_names_and_points_are_told_of_together() -> None:
    found = refusal(LEAF + 'score = "支出 ÷ 1万元"', points=12)
    assert [problem[:4] for problem in found] == ["E315", "E221"]


def test_a_circle_is_named_as_formulas_name_it() -> None:
    said = '[indicator."乙"]\npoints = 0\nscore = "得分(甲)"\n' + LEAF + 'score = "得分(乙)"'
    (only,) = refusal(said)
    assert "score_of(甲) → score_of(乙) → score_of(甲)" in only or "乙) → score_of(甲) → " in only


def test_an_unknown_name_of_an_indicator_without_a_value_says_how_to_ask_for_its_score() -> None:
    said = '[indicator."乙"]\npoints = 0\nscore = "甲 ÷ 2"\n' + LEAF + "judged = true"
    assert refusal(said) == ["E322 indicator 甲 has no measured value"]


def test_values_that_no_row_covers_are_told_as_the_file_writes_them() -> None:
    rows = '{ in = "> 60%", share = "1" }, { in = "[0.1%, 60%)", share = "0" }'
    bands = f'bands = {{ of = "率", rows = [ {rows} ] }}'
    head = '[fact."率"]\nunit = "%"\nrange = ">= 0%"\n'
    assert refusal(head + LEAF + bands) == [
        "E323 the rows of bands leave out these values: [0%, 0.1%), 60%"
    ]


def test_points_that_do_not_tie_are_added_up() -> None:
    more = '[indicator."乙"]\npoints = 2.5\njudged = true\n'
    assert refusal(LEAF + "judged = true\n" + more) == [
        "E315 the top-level points 10 + 2.5 = 12.5 do not tie with 10: 2.5 apart"
    ]
    assert refusal(LEAF + "judged = true\n", points=12) == [
        "E315 the top-level points 10 do not tie with 12: 2 apart"
    ]


def test_a_grade_holds_the_totals_of_its_interval() -> None:
    text = """
judged = true
[[grade]]
name = "合格"
in = "[6, 10]"
[[grade]]
name = "不合格"
in = "[0, 6)"
"""
    graded = rules(LEAF + text, points='10\ngrade_on = "exact"')
    passed, failed = graded.grades
    assert (passed.holds(Fraction(6)), failed.holds(Fraction(6))) == (True, False)
    assert (passed.holds(Fraction("5.99")), failed.holds(Fraction(0))) == (False, True)
    assert (graded.grade_on, passed.text, passed.stretch.text()) == ("exact", "[6, 10]", "[6, 10]")


def test_days_in_force_contain_a_period_or_overlap_it() -> None:
    year, open_end = Span(date(2022, 1, 1), date(2022, 12, 31)), Span(date(2022, 7, 1), None)
    assert year.contains(Span(date(2022, 1, 1), date(2022, 6, 30)))
    assert not year.contains(open_end)
    assert not open_end.contains(year)
    assert not year.contains(Span(None, date(2022, 6, 30)))
    assert Span(None, None).contains(open_end)
    assert year.overlaps(open_end)
    assert open_end.overlaps(year)
    assert not year.overlaps(Span(date(2023, 1, 1), None))
    assert not Span(date(2023, 1, 1), None).overlaps(year)
    assert (str(year), str(open_end)) == ("2022-01-01 – 2022-12-31", "2022-07-01 – …")
