"""What a fact file says is read exactly, with its evidence, as its declaration asks."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.files.from_toml import toml_document
from perfrules.files.tables import Document
from perfrules.model.facts import FactSet, Value
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.model.terms import Span
from perfrules.problem import Refused
from perfrules.scoring import loading
from tests.model.small import rules

RULES = rules(
    """
[fact."支出"]
unit = "万元"
[fact."完成率"]
unit = "%"
range = "[0%, 200%]"
[fact."增长率"]
unit = "%"
bare = "percent"
range = "<= 100"
[fact."比重"]
unit = "%"
bare = "fraction"
range = "[0, 1]"
[fact."达标"]
kind = "yes/no"
[fact."起"]
kind = "date"
[fact."备注"]
kind = "text"
[fact."性质"]
choice = ["定性", "定量"]
[fact."平均数"]
unit = "人"
from_parameters = true
[indicator."甲"]
points = 10
judged = true
"""
)


def read(text: str, rules: Methodology = RULES) -> FactSet:
    return facts_from(toml_document(text, "facts.toml"), rules)


def given(values: dict[str, object], *, kind: str = "python") -> FactSet:
    """The facts of plain values, as a program or a row of a CSV gives them."""
    assert kind in ("python", "csv")
    source = Document("", "", "", {"facts": values}, "csv" if kind == "csv" else "python")
    return facts_from(source, RULES)


def refusal(values: dict[str, object]) -> str:
    with pytest.raises(Refused) as caught:
        given(values)
    return " ".join(problem.code for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("支出", Decimal("492824.40"), Fraction(4928244000)),
        ("支出", 3, Fraction(30000)),
        ("支出", Fraction(1, 3), Fraction(10000, 3)),
        ("支出", "2.5 亿元", Fraction(250000000)),
        ("完成率", "93.77%", Fraction(9377, 10000)),
        ("增长率", Decimal("93.77"), Fraction(9377, 10000)),
        ("增长率", "100", Fraction(1)),
        ("比重", Decimal("0.9377"), Fraction(9377, 10000)),
        ("比重", "0.9377", Fraction(9377, 10000)),
        ("比重", 1, Fraction(1)),
        ("达标", True, True),
        ("达标", " 是 ", True),
        ("达标", "No", False),
        ("起", date(2022, 6, 30), date(2022, 6, 30)),
        ("起", "2022-6-30", date(2022, 6, 30)),
        ("起", "2022年6月30日", date(2022, 6, 30)),
        ("备注", "任何文字", "任何文字"),
        ("性质", "定性", "定性"),
    ],
)
def test_a_value_is_read_as_declared(name: str, raw: object, value: Value) -> None:
    fact = given({name: raw}).facts[name]
    assert fact.value == value
    assert type(fact.value) is type(value)


@pytest.mark.parametrize(
    ("raw", "decimals"),
    [(Decimal("3.50"), 2), (Decimal("1E+2"), 0), (3, 0), ("3.500 万元", 3), ("1,234", 0)],
)
def test_digits_are_kept_as_written(raw: object, decimals: int) -> None:
    assert given({"支出": raw}).facts["支出"].decimals == decimals


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("增长率", Decimal("100.1"), "E406"),
        ("比重", Decimal("1.1"), "E406"),
        ("比重", 93, "E406"),
        ("备注", "长" * 1001, "E421"),
        ("备注", 7, "E409"),
        ("起", "第三天", "E408"),
    ],
)
def test_a_value_that_is_not_as_declared_is_refused(name: str, raw: object, code: str) -> None:
    assert refusal({name: raw}) == code


def test_a_long_text_of_the_longest_allowed_length_is_taken() -> None:
    assert given({"备注": "长" * 1000}).facts["备注"].value == "长" * 1000


def test_an_undeclared_column_of_a_csv_is_a_warning_and_of_a_program_an_error() -> None:
    taken = given({"支出": "3", "序号": "1"}, kind="csv")
    assert [problem.code for problem in taken.warnings] == ["W401"]
    assert list(taken.facts) == ["支出"]
    assert refusal({"支出": "3", "序号": "1"}) == "E402"


def test_all_that_is_wrong_is_told_at_once() -> None:
    said = '[facts]\n"支处" = 1\n"达标" = 3\n[judgement."甲"]\nscore = 11\norigin = "reviewer"\n'
    with pytest.raises(Refused) as caught:
        read(said)
    problems = caught.value.problems
    assert [problem.code for problem in problems] == ["E402", "E407", "E413"]
    assert "did you mean 支出?" in problems[0].message("en")
    assert "是否应为 支出" in problems[0].message("zh")


def test_evidence_stands_beside_the_value() -> None:
    said = (
        '"支出" = { value = "1 万元", source = "报告 二", page = 8, checked = "复核", note = "含" }'
    )
    fact = read(f"[facts]\n{said}").facts["支出"]
    assert (fact.source, fact.page, fact.checked, fact.note) == ("报告 二", "8", "复核", "含")
    assert fact.place is not None
    assert fact.place.line == 2
    assert (fact.text, str(fact.unit)) == ("1 万元", "万元")


def test_a_fact_without_evidence_says_so() -> None:
    fact = read('[facts]\n"支出" = 1').facts["支出"]
    assert (fact.source, fact.page, fact.checked, fact.note) == ("", "", "", "")


@pytest.mark.parametrize(
    ("said", "first", "last", "text"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022"),
        ('"2022"', date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (
            "{ from = 2022-01-01, to = 2022-06-30 }",
            date(2022, 1, 1),
            date(2022, 6, 30),
            "2022-01-01 – 2022-06-30",
        ),
    ],
)
def test_a_period_is_a_year_or_two_days(said: str, first: date, last: date, text: str) -> None:
    found = read(f"[subject]\nperiod = {said}")
    assert (found.period, found.period_text) == (Span(first, last), text)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_a_number_that_is_none_is_refused(number: float | Decimal) -> None:
    with pytest.raises(Refused) as caught:
        loading.facts(RULES, {"支出": number})
    assert [problem.code for problem in caught.value.problems] == ["E419"]


def test_a_csv_of_several_departments_is_not_one(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text("单位名称,支出\n甲局,1\n乙局,2\n", "utf-8")
    with pytest.raises(Refused) as caught:
        loading.load_facts(file, methodology=RULES)
    assert [problem.code for problem in caught.value.problems] == ["E420"]
    assert "2" in caught.value.problems[0].message("zh")


def test_another_format_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read("format = 2")
    assert [problem.code for problem in caught.value.problems] == ["E300"]


def test_an_empty_file_gives_nothing_and_refuses_nothing() -> None:
    found = read("")
    assert (found.subject, found.period, found.methodology) == ("", Span(None, None), "部门")
    assert (found.facts, found.judgements, found.published) == ({}, {}, None)


def test_a_judgement_keeps_what_was_written() -> None:
    said = '[judgement."甲"]\nscore = 9.50\norigin = "published"\nreason = "表 3"\nby = "组长"\n'
    judged = read(said + 'evidence = "附件"\n[published]\ntotal = 9.5').judgements["甲"]
    assert (judged.score, judged.text, judged.origin) == (Fraction(19, 2), "9.50", "published")
    assert (judged.reason, judged.by, judged.evidence) == ("表 3", "组长", "附件")
