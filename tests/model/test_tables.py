"""The rows of a fact file's tables, and what is wrong with them."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.files.from_json import read_json
from perfrules.files.from_toml import toml_document
from perfrules.messages.in_tables import IN_TABLES
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.problem import Problem, Refused

from .small import rules

TABLES = """
[fact."数"]
kind = "number"
[indicator."甲"]
points = 10
score = "min(10, 数)"
[table."产出"]
name = "指标"
points = "分值"
unit = "度量单位"
group = ["级别"]
columns."级别" = "text"
columns."指标" = "text"
columns."性质" = { choice = ["≥", "定性"] }
columns."实际" = "number"
columns."度量单位" = "unit"
columns."分值" = "number"
columns."日" = "date"
columns."职责" = { refers = "职责" }
columns."任务" = { refers = "职责", many = true }
[[table."产出".score]]
score = "分值"
[table."职责"]
name = "职责"
columns."职责" = "text"
"""
ROW = """
[[table."产出"]]
"级别" = "产出指标"
"指标" = "标志"
"分值" = 10
"""
DUTIES = """
[[table."职责"]]
"职责" = "宣传教育"
[[table."职责"]]
"职责" = "路面秩序"
"""
METHODOLOGY: Methodology = rules(TABLES)


def read(text: str) -> FactSet:
    return facts_from(toml_document(text, "facts.toml"), METHODOLOGY)


def refusals(text: str) -> list[Problem]:
    with pytest.raises(Refused) as refused:
        read(text)
    return list(refused.value.problems)


def test_numbers_are_read_in_the_unit_of_their_row() -> None:
    row = read(ROW + '"实际" = 4652\n"度量单位" = "套"').tables["产出"][0]
    assert (row.key, row.cells["实际"].value, str(row.cells["实际"].unit)) == (
        "产出/标志",
        Fraction(4652),
        "套",
    )
    row = read(ROW + '"实际" = "1.5 亿元"\n"度量单位" = "万元"').tables["产出"][0]
    assert row.cells["实际"].value == 150_000_000


def test_a_cell_has_its_own_source_or_that_of_its_row() -> None:
    row = read(
        ROW
        + '"实际" = { value = "4652 套", source = "正文", page = 3, note = "约" }\n'
        + '"度量单位" = "套"\n'
        + 'source = "表 1"\npage = "5"\nreason = "多做了"'
    ).tables["产出"][0]
    actual, points = row.cells["实际"], row.cells["分值"]
    assert (actual.source, actual.page, actual.note) == ("正文", "3", "约")
    assert (points.source, points.page, points.note) == ("表 1", "5", "")
    assert (row.source, row.page, row.reason) == ("表 1", "5", "多做了")


def test_links_are_names_of_rows_one_or_many() -> None:
    facts = read(
        ROW + '"职责" = "路面秩序"\n"任务" = ["路面秩序", "宣传教育", "路面秩序"]\n' + DUTIES
    )
    row = facts.tables["产出"][0]
    assert row.links == {"职责": ("路面秩序",), "任务": ("路面秩序", "宣传教育")}
    assert "任务" not in row.cells
    assert row.cells["职责"].value == "路面秩序"
    one = read(ROW + '"任务" = "宣传教育"\n' + DUTIES).tables["产出"][0]
    assert one.links == {"任务": ("宣传教育",)}


def test_a_table_without_rows_is_given() -> None:
    assert read("table.产出 = []".replace("产出", '"产出"')).tables == {"产出": ()}
    assert read("").tables == {}


def test_the_same_rows_come_from_json(tmp_path: Path) -> None:
    row = {"级别": "产出指标", "指标": "标志", "分值": 10, "实际": "4652 套", "度量单位": "套"}
    file = tmp_path / "facts.json"
    file.write_text(json.dumps({"table": {"产出": [row]}}, ensure_ascii=False), "utf-8")
    found = facts_from(read_json(file), METHODOLOGY).tables["产出"][0]
    assert found.cells["实际"].value == 4652


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ('"实际" = "完成"\n"度量单位" = "套"', "E431", 6),
        ('"实际" = "≥360天"\n"度量单位" = "天"', "E432", 6),
        ('"实际" = "不少于 5 天"\n"度量单位" = "天"', "E432", 6),
        ('"实际" = "5 公里"\n"度量单位" = "套"', "E241", 6),
        ('"实际" = 98.3\n"度量单位" = "%"', "E405", 6),
        ('"实际" = true\n"度量单位" = "套"', "E404", 6),
        ('"度量单位" = "1套"', "E438", 6),
        ('"实际" = 5', "E436", 2),
        ('"性质" = "≤"', "E412", 6),
        ('"日" = "某日"', "E408", 6),
        ('"职责" = "没有"', "E435", 2),
        ('"职责" = ["甲", "乙"]', "E439", 6),
        ('"任务" = [1]', "E136", 6),
        ('"实" = 5', "E130", 6),
        ('"实际" = { value = 5, sauce = "x" }\n"度量单位" = "套"', "E130", 6),
        (ROW, "E434", 7),
        ('[[table."产"]]\n"指标" = "x"', "E430", 6),
        ('[judgement."产出"."标"]\nscore = 5\norigin = "reviewer"', "E437", 6),
        ('[judgement."产出"."标志"]\nscore = 5', "E131", 6),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_place(lines: str, code: str, line: int) -> None:
    assert [(p.code, p.place.line if p.place else 0) for p in refusals(ROW + lines)] == [
        (code, line)
    ]


def test_a_message_about_a_cell_says_row_column_value_and_what_to_do() -> None:
    problem = refusals(ROW + '"实际" = "完成"\n"度量单位" = "套"')[0]
    assert problem.message("zh") == "“标志”的“实际”应为一个数，不是“完成”"
    assert "4652 套" in problem.hint("zh")
    bound = refusals(ROW + '"实际" = "≥360天"\n"度量单位" = "天"')[0]
    assert "界限（≥360天）" in bound.message("zh")


def test_a_judgement_of_a_row_that_was_refused_is_not_complained_of_as_well() -> None:
    judgement = '[judgement."产出"."标志"]\nscore = 5\norigin = "reviewer"\n'
    assert [p.code for p in refusals(ROW + '"实际" = 5\n' + judgement)] == ["E436"]


def test_points_below_zero_are_refused() -> None:
    assert [p.code for p in refusals(ROW.replace("= 10", '= "-1"'))] == ["E449"]


def test_a_percentage_above_100_is_asked_about_and_read() -> None:
    facts = read(ROW + '"实际" = "290%"\n"度量单位" = "%"')
    assert [p.code for p in facts.warnings] == ["W430"]
    assert facts.tables["产出"][0].cells["实际"].value == Fraction(29, 10)
    assert not read(ROW + '"实际" = "-39.2%"\n"度量单位" = "%"').warnings


def test_what_places_a_row_must_be_there() -> None:
    problems = refusals('[[table."产出"]]\n"性质" = "≥"')
    assert [p.fields["column"] for p in problems] == ["指标", "级别", "分值"]


def test_each_code_of_tables_is_met() -> None:
    here = Path(__file__).parent
    files = (
        here / "broken" / "tables.toml",
        here / "broken" / "rows.toml",
        here / "test_tables.py",
        here.parent / "scoring" / "test_rows.py",
    )
    texts = "".join(file.read_text("utf-8") for file in files)
    assert [code for code in IN_TABLES if code not in texts] == []
