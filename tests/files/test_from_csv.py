"""A CSV file is a table of departments or of facts; each cell keeps its text and its place."""

from pathlib import Path

import pytest

from perfrules.files.cells import MOST_ROWS
from perfrules.files.from_csv import csv_documents, read_csv
from perfrules.files.tables import Document
from perfrules.problem import Problem, Refused

WIDE = """单位名称,期间,财政拨款预算,财政拨款支出
甲局,2022,"1,000 万元",937.70

乙局,2022,,"他说""好""!"
,,,
"""

LONG = """名称,值,单位,来源,页码
财政拨款支出,937.7,万元,2022 年报告,8
财政拨款预算, 1000 ,,,
结转结余,,万元,报告,9
"""


def documents(text: str) -> tuple[Document, ...]:
    return csv_documents(text.encode(), "表.csv")


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        documents(text)
    for problem in refused.value.problems:
        assert problem.render("en")
        assert problem.hint("zh")
    return refused.value.problems


def marked(document: Document, *path: str, key: bool = False) -> tuple[int, str]:
    place = document.place(path, key=key)
    return place.line, place.source[place.column - 1 :][: place.width]


def test_a_wide_table_gives_a_document_for_each_row() -> None:
    first, second = documents(WIDE)
    assert first.values == {
        "subject": {"name": "甲局", "period": "2022"},
        "facts": {"财政拨款预算": "1,000 万元", "财政拨款支出": "937.70"},
    }
    assert second.values["facts"] == {"财政拨款支出": '他说"好"!'}
    assert {first.format, second.format} == {"csv"}


def test_the_place_of_a_cell_is_its_row_and_column() -> None:
    first, second = documents(WIDE)
    assert marked(first, "facts", "财政拨款预算") == (2, "1,000 万元")
    assert marked(first, "facts", "财政拨款支出") == (2, "937.70")
    assert marked(first, "facts", "财政拨款支出", key=True) == (1, "财政拨款支出")
    assert marked(second, "subject", "name") == (4, "乙局")


def test_a_long_table_gives_facts_with_their_evidence() -> None:
    (document,) = documents(LONG)
    assert document.values == {
        "subject": {},
        "facts": {
            "财政拨款支出": {"value": "937.7 万元", "source": "2022 年报告", "page": "8"},
            "财政拨款预算": {"value": "1000"},
        },
    }
    assert marked(document, "facts", "财政拨款支出", "value") == (2, "937.7")
    assert marked(document, "facts", "财政拨款支出", "page", key=True) == (1, "页码")
    assert marked(document, "facts", "财政拨款预算", key=True) == (3, "财政拨款预算")
    assert marked(document, "facts", "财政拨款预算", "value") == (3, "1000")


def test_a_long_table_may_hold_several_departments() -> None:
    text = "department,year,name,value\n甲,2022,x,1\n乙,2022,x,2\n甲,2022,y,3\n"
    first, second = documents(text)
    assert first.values == {
        "subject": {"name": "甲", "period": "2022"},
        "facts": {"x": {"value": "1"}, "y": {"value": "3"}},
    }
    assert second.values["facts"] == {"x": {"value": "2"}}
    assert marked(second, "subject", "name") == (3, "乙")


def test_the_methodology_may_be_a_column() -> None:
    (document,) = documents("name,methodology,x\n甲,beijing/department,1\n")
    assert document.values["methodology"] == "beijing/department"


def test_a_cell_may_run_over_lines() -> None:
    first, second = documents('name,x,y\n甲,"a\nb",1\n乙,c,2\n')
    assert first.values["facts"]["x"] == "a\nb"
    assert marked(first, "facts", "y") == (3, "1")
    assert marked(second, "facts", "y") == (4, "2")


def test_excel_writes_gbk_and_utf8_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(WIDE.encode("gbk"))
    with pytest.raises(Refused) as refused:
        read_csv(path)
    assert refused.value.problems[0].code == "E150"
    assert "--encoding gbk" in refused.value.render("zh")
    assert [d.values for d in read_csv(path, "GBK")] == [d.values for d in documents(WIDE)]
    path.write_text(WIDE.replace("\n", "\r\n"), "utf-8-sig", newline="")
    for encoding in (None, "gbk"):
        assert [d.values for d in read_csv(path, encoding)] == [d.values for d in documents(WIDE)]
    with pytest.raises(Refused) as refused:
        read_csv(path, "klingon")
    assert refused.value.problems[0].code == "E160"
    path.write_bytes(WIDE.encode("utf-16"))
    with pytest.raises(Refused) as refused:
        read_csv(path)
    assert refused.value.problems[0].code == "E104"


BROKEN = [
    ("name,x\n甲,1,2\n乙,3\n丙\n", ["E152 2:1", "E152 4:1"]),
    ("name,x,x\n甲,1,2\n", ["E154 1:8"]),
    ("name,Ａ,A\n甲,1,2\n", ["E154 1:8"]),
    ("部门,单位名称,x\n甲,乙,2\n", ["E154 1:4"]),
    ("名称,值,数值\nx,1,2\n", ["E154 1:6"]),
    ("name,,x\n甲,1,2\n", ["E153 1:6"]),
    ('name,"x\ny"\n甲,1\n', ["E153 1:7"]),
    ("name,__class__\n甲,1\n", ["E123 1:6"]),
    (f"name,{'x' * 201}\n甲,1\n", ["E123 1:6"]),
    ("name,x\n", ["E155 0:0"]),
    ("", ["E155 0:0"]),
    ("预算,支出\n1,2\n", ["E156 1:1"]),
    ("name;x\n甲;1\n", ["E156 1:1"]),
    ("name,x\n甲,1\n乙,2\n甲,3\n", ["E157 4:1"]),
    ("名称,值\nＡ,1\nA,2\n", ["E157 3:1"]),
    ("name,x\n,1\n", ["E159 2:1"]),
    ("名称,值\n,1\n", ["E159 2:1"]),
    ("名称,值\n__class__,1\n", ["E123 2:1"]),
    ("名称,值,来原\nx,1,2\n", ["E130 1:6"]),
    ('name,x\n甲,"1\n乙,2\n', ["E151 2:1"]),
    ('name,x\n甲,"1"2\n', ["E151 2:1"]),
    ("name,x\n甲,\u202e1\n", ["E105 2:3"]),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_fault_is_told_with_its_row(text: str, expected: list[str]) -> None:
    found = []
    for problem in problems(text):
        assert problem.place is not None
        found.append(f"{problem.code} {problem.place.line}:{problem.place.column}")
    assert found == expected


def test_a_misspelt_column_is_corrected() -> None:
    (problem,) = problems("名称,值,来原\nx,1,2\n")
    assert "是否应为 来源" in problem.message("zh")


def test_a_table_has_a_bounded_number_of_rows() -> None:
    rows = "x\n" * (MOST_ROWS + 1)
    assert [problem.code for problem in problems("name\n" + rows)] == ["E158"]
