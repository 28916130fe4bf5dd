"""Fact files in JSON keep their digits, and tell where they are broken."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfrules.files.from_json import json_document, read_json
from perfrules.problem import Problem, Refused


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        json_document(text.encode() if isinstance(text, str) else text, "事实.json")
    for problem in refused.value.problems:
        assert problem.render("en")
        assert problem.hint("zh")
    return refused.value.problems


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('\ufeff{"a": 93.770, "b": [1, -2.5E3, true], "c": {}}', "utf-8")
    document = read_json(path)
    assert str(document.values["a"]) == "93.770"
    assert document.values["b"][:3] == [1, Decimal(-2500), True]
    assert document.format == "json"


def test_places_go_through_escapes() -> None:
    document = json_document('{"甲": {\n  "公式": "\\"\\ud83d\\ude00\\" 分值"}}'.encode(), "x.json")
    text = document.values["甲"]["公式"]
    assert text == '"😀" 分值'
    place = document.place(("甲", "公式"), start=4, end=6)
    assert place.line == 2
    assert place.source[place.column - 1 :][: place.width] == "分值"
    assert document.place(("甲", "公式"), key=True).column == 3


BROKEN = [
    ('{"a"：1}', "E110", 5, "半角的 :"),
    ('{"a": １}', "E110", 7, "半角的 1"),
    ("{“a”: 1}", "E110", 2, '半角的 "'),
    ('{"a": 1，"b": 2}', "E110", 8, "半角的 ,"),
    ('{"a": [1, 2', "E114", 7, "配对"),
    ('{"a": 1', "E114", 1, "配对"),
    ('{"a": "1}', "E115", 7, "引号"),
    ('{"a": "1\n"}', "E115", 7, "引号"),
    ('{"a": 1, "a": 2}', "E117", 10, "第 1 行"),
    ('{"a": "\\p"}', "E119", 8, "反斜杠"),
    ('{"a": "\\u12"}', "E119", 8, "反斜杠"),
    ("{'a': 1}", "E140", 2, "双引号中的名称"),
    ('{"a" 1}', "E140", 6, "冒号"),
    ('{"a": 090}', "E140", 8, "逗号"),
    ('{"a": yes}', "E140", 7, "值"),
    ('{"a": 1} {}', "E140", 10, "末尾"),
    ("[1]", "E141", 1, "对象"),
    ('"abc"', "E141", 1, "对象"),
    ('{"a": NaN}', "E125", 7, "确定"),
    ('{"a": -Infinity}', "E125", 7, "确定"),
    ('{"a": 1e400}', "E126", 7, "1e400"),
    (f'{{"a": {"9" * 5000}}}', "E126", 7, "40 位"),
    (f'{{"a": {"9" * 41}}}', "E126", 7, "40 位"),
    (f'{{"a": {"[" * 50}{"]" * 50}}}', "E124", 38, "32 层"),
    ('{"a": [1, null]}', "E142", 11, "删去"),
    ('{"__class__": 1}', "E123", 2, "__class__"),
    ('{"a": "\\ud800"}', "E105", 8, "U+D800"),
    ('{"a": "\\u001b"}', "E105", 8, "U+001B"),
    ('{"Ａ": 1, "A": 2}', "E122", 10, "全角"),
]


@pytest.mark.parametrize(("text", "code", "column", "word"), BROKEN)
def test_a_fault_is_told_with_its_place_and_remedy(
    text: str, code: str, column: int, word: str
) -> None:
    (problem,) = problems(text)
    assert problem.code == code
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (1, column)
    assert word in problem.render("zh")


def test_every_key_that_is_given_twice_is_told() -> None:
    found = problems('{"a": 1,\n"b": [{"c": 1, "c": 2}],\n"a": 3, "a": 4}')
    assert [(p.code, str(p.place), p.fields["line"]) for p in found] == [
        ("E117", "事实.json:2:16", "2"),
        ("E117", "事实.json:3:1", "1"),
        ("E117", "事实.json:3:9", "1"),
    ]


def test_empty_and_foreign_files_are_refused() -> None:
    assert [p.code for p in problems("")] == ["E141"]
    assert [p.code for p in problems('{"单位": "甲"}'.encode("utf-16"))] == ["E104"]
    assert [p.code for p in problems('{"单位": "甲"}'.encode("gbk"))] == ["E104"]
    assert [p.code for p in problems("[" * 20_000)] == ["E124"]
