"""What stands above the tree as a rule file states it: defaults, gaps, acceptances, limits."""

from fractions import Fraction

import pytest

from perfrules.files.from_toml import toml_document
from perfrules.model.above import Blank
from perfrules.model.from_tables import methodology_from
from perfrules.model.methodology import Methodology
from perfrules.problem import Refused
from tests.model.small import refusal, rules

LEAF = '[indicator."甲"]\npoints = 10\njudged = true\n'
BONUS = '[bonus."创新"]\nat_most = 2\nscore = "1"\n'
M21 = """
[indicator."产出"]
points = 10
[indicator."数量"]
parent = "产出"
points = 8
judged = true
[indicator."质量"]
parent = "产出"
points = 4
judged = true
"""


def limited(text: str, limits: str) -> Methodology:
    head = f"""
    format = 1
    [methodology]
    id = "部门"
    version = "2022"
    title = "试行办法"
    points = 10
    in_force = {{}}
    rounding = {{ to = 0.01, mode = "half-up" }}
    basis = "试行文件"
    status = "assumed"
    {limits}
    """
    return methodology_from(toml_document(head + text, "rules.toml"))


def test_a_bonus_or_penalty_needs_the_limits_of_the_total() -> None:
    assert [said[:4] for said in refusal(LEAF + BONUS)] == ["E381"]
    found = limited(LEAF + BONUS, "total_at_most = 11\ntotal_floor = 0")
    assert found.total_at_most == 11
    assert found.total_floor == 0


def test_a_bonus_is_a_leaf_whose_points_and_cap_are_its_most() -> None:
    extra = limited(LEAF + BONUS, "total_at_most = 11\ntotal_floor = 0").above.bonuses["创新"]
    assert extra.points == extra.cap == 2
    assert extra.lowest == 0
    assert extra.address == "bonus.创新"
    assert (extra.basis, extra.status) == ("试行文件", "assumed")


def test_the_floor_of_the_total_is_not_above_its_most() -> None:
    with pytest.raises(Refused) as refused:
        limited(LEAF, "total_at_most = 9\ntotal_floor = 10")
    assert [problem.code for problem in refused.value.problems] == ["E345"]


def test_a_sentence_keeps_its_words_and_its_blanks() -> None:
    said = '[finding."低"]\nwhen = "得分 < 5"\nproblem = "得{得分(甲):.1f}分"\nadvice = "改进"\n'
    finding = rules(LEAF + said).above.findings["低"]
    words, blank, end = finding.problem.parts
    assert isinstance(blank, Blank)
    assert (words, blank.formula.text, blank.show and blank.show.decimals, end) == (
        "得", "得分(甲)", 1, "分",
    )  # fmt: skip
    assert finding.advice.parts == ("改进",)


def test_a_gap_with_points_counts_where_points_are_tied() -> None:
    gap = '[[gap]]\nsays = "附件 2"\nparent = "产出"\npoints = 2\n'
    remark = '[[gap]]\nsays = "附件 3"\nparent = "产出"\n'
    body = M21.replace("points = 4", "points = 0")
    parent = rules(body + gap + remark).indicators["产出"]
    assert parent.gap == 2
    assert [each.says for each in parent.gaps] == ["附件 2"]
    top = rules(LEAF + '[[gap]]\nsays = "项目绩效"\npoints = 5\n', points=15)
    assert [each.points for each in top.above.top_gaps] == [Fraction(5)]
    assert "10 + 5 = 15" in refusal(LEAF + '[[gap]]\nsays = "项"\npoints = 5\n', points=14)[0]


def test_points_that_do_not_tie_are_accepted_with_a_reason() -> None:
    assert [said[:4] for said in refusal(M21)] == ["E316"]
    accept = '[[accept]]\ncode = "E316"\nnode = "产出"\nreason = "原文如此"\n'
    found = rules(M21 + accept)
    assert found.above.untied == {"产出"}
    (note,) = found.warnings
    assert (note.code, note.severity) == ("W381", "warning")
    assert "E316" in note.message("zh")
    assert "原文如此" in note.message("zh")


def test_the_top_level_may_be_accepted_too() -> None:
    accept = '[[accept]]\ncode = "E315"\nreason = "原文如此"\n'
    assert rules(LEAF + accept, points=12).above.untied == {""}


def test_what_is_not_there_cannot_be_accepted() -> None:
    accept = '[[accept]]\ncode = "E316"\nnode = "乙"\nreason = "不存在"\n'
    assert [problem.code for problem in rules(LEAF + accept).warnings] == ["W380"]


def test_a_tie_may_read_what_is_there_for_a_report() -> None:
    facts = '[fact."人"]\nunit = "人"\nfor_report = true\n[fact."员"]\nunit = "人"\n'
    tie = '[tie."人员"]\nthat = "人 = 员"\nseverity = "warning"\n'
    assert rules(LEAF + facts + tie).warnings == ()
