"""Ties that are checked, fail or wait; findings whose sentences are filled in."""

import pytest

from tests.scoring.rules import codes, scored, these

BODY = """
[fact."预算"]
unit = "万元"
[fact."支出"]
unit = "万元"
[fact."人数"]
unit = "人"
optional = true
[fact."达标"]
kind = "yes/no"
[fact."日"]
kind = "date"
[fact."区"]
choice = ["东部", "西部"]
[measure."率"]
value = "支出 ÷ 预算"
unit = "%"
show = ".1%"
[indicator."甲"]
points = 100
value = "支出 − 1万元"
unit = "万元"
score = "分值 × 率 if 达标 且 区 = '东部' 且 日 > 日 else 分值 × 率"
"""
GIVEN = """
[facts]
"预算" = "3 万元"
"支出" = "2 万元"
"达标" = "是"
"日" = 2022-05-01
"区" = "东部"
"""
TIE = '[tie."平"]\nthat = "预算 = 支出 + {more}"\n{within}severity = "{severity}"\nsays = "应平"\n'


def tie(more: str = "0", within: str = "", severity: str = "error") -> str:
    return TIE.format(more=more, within=within, severity=severity)


def finding(problem: str, when: str = "率 < 90%") -> str:
    return f'[finding."低"]\nwhen = "{when}"\nproblem = "{problem}"\nadvice = "加快"\n'


def test_a_tie_that_holds_says_nothing() -> None:
    result = scored(BODY + tie("1万元"), GIVEN)
    (told,) = result.above.ties
    assert these(told.holds, told.difference, result.problems, result.state) == (
        True,
        0,
        (),
        "done",
    )


@pytest.mark.parametrize(("within", "holds"), [("1万元", True), ("0.99万元", False), ("0", False)])
def test_a_tie_allows_what_it_says(within: str, holds: bool) -> None:
    result = scored(BODY + tie("0", f'within = "{within}"\n'), GIVEN)
    assert result.above.ties[0].holds is holds


def test_a_tie_that_fails_refuses_the_result_and_keeps_the_total() -> None:
    result = scored(BODY + tie(), GIVEN)
    assert these(result.state, codes(result), result.grade) == ("refused", ["E530"], None)
    assert result.printed is not None
    (problem,) = result.problems
    assert "3 万元" in problem.message("zh")
    assert "相差 1 万元；应平" in problem.message("zh")


def test_a_tie_that_only_warns_is_listed() -> None:
    result = scored(BODY + tie(severity="warning", within='within = "0.5万元"\n'), GIVEN)
    assert these(result.state, codes(result)) == ("done", ["W530"])
    assert "（允许 0.5万元）" in result.problems[0].message("zh")


@pytest.mark.parametrize(
    ("that", "shown"),
    [("2万元 = 1万元", "相差 1 万元"), ("2 = 1", "相差 1"), ("1% = 率", "相差 ≈65.67%")],
)
def test_a_tie_is_told_in_the_unit_of_its_sides(that: str, shown: str) -> None:
    tie = f'[tie."平"]\nthat = "{that}"\nseverity = "warning"\n'
    (problem,) = scored(BODY + tie, GIVEN).problems
    assert problem.message("zh").endswith(shown)


def test_a_tie_without_its_facts_is_not_checked() -> None:
    body = BODY + '[tie."人"]\nthat = "人数 = 5人"\nseverity = "error"\n'
    result = scored(body, GIVEN)
    (told,) = result.above.ties
    assert these(told.holds, told.missing, result.state) == (None, {"人数"}, "done")


def test_a_tie_that_cannot_be_reckoned_is_not_checked() -> None:
    body = BODY + '[tie."率"]\nthat = "1 ÷ (率 − 率) = 1"\nseverity = "error"\n'
    (told,) = scored(body, GIVEN).above.ties
    assert these(told.holds, [problem.code for problem in told.problems]) == (None, ["E250"])


def test_an_open_result_stays_open_when_a_tie_fails() -> None:
    given = GIVEN.replace('"区" = "东部"\n', "")
    result = scored(BODY + tie(), given)
    assert these(result.state, codes(result)) == ("open", ["E530"])


@pytest.mark.parametrize(
    ("blank", "shown"),
    [
        ("率", "66.7%"),
        ("率:.2%", "66.67%"),
        ("支出", "2 万元"),
        ("支出:.2f", "2.00 万元"),
        ("甲", "1 万元"),
        ("得分(甲):.2f", "66.67"),
        ("得分率(甲)", "66.67%"),
        ("满分(甲)", "100"),
        ("得分:.1f", "66.7"),
        ("得分率:.1%", "66.7%"),
        ("分值", "100"),
        ("达标", "是"),
        ("日", "2022-05-01"),
        ("区", "东部"),
        ("人数", "〔缺：人数〕"),
    ],
)
def test_a_sentence_is_filled_in(blank: str, shown: str) -> None:
    (told,) = scored(BODY + finding(f"有{{{blank}}}。"), GIVEN).above.findings
    assert these(told.holds, told.problem, told.advice) == (True, f"有{shown}。", "加快")


def test_a_finding_that_does_not_hold_says_nothing() -> None:
    (told,) = scored(BODY + finding("{率}", "率 > 90%"), GIVEN).above.findings
    assert these(told.holds, told.problem, told.advice) == (False, "", "")


def test_a_finding_without_its_facts_is_not_decided_and_stops_no_score() -> None:
    result = scored(BODY + finding("{率}", "人数 > 3人"), GIVEN)
    (told,) = result.above.findings
    assert these(told.holds, told.outcome.missing, result.state) == (None, {"人数"}, "done")
