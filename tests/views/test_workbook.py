"""What stands in a workbook: every part of a result, as text and formulas that nobody can misuse."""

import re
import zipfile
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfrules.model.facts import FactSet
from perfrules.scoring.loading import facts, load_facts
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.views.to_xlsx import to_xlsx
from perfrules.views.workbook import workbook
from perfrules.views.workbook_book import Book
from perfrules.views.workbook_names import Names
from tests.model.small import rules
from tests.office import recalculated

ROOT = Path(__file__).parents[2]
BEIJING = ROOT / "examples" / "beijing-traffic-2022.toml"


def beijing() -> Result:
    given = load_facts(BEIJING)
    return score(given.rules, given)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def texts(book: Book) -> list[str]:
    return [
        str(cell.value) for page in book.pages for cell in page.cells.values() if not cell.formula
    ]


def formulas(book: Book) -> list[str]:
    return [cell.formula for _, _, _, cell in book.formulas()]


def test_the_published_case_opens_with_total_and_grade_and_reads_like_its_rules() -> None:
    file = opened(to_xlsx(beijing(), "zh"))
    kept = openpyxl.load_workbook(BytesIO(to_xlsx(beijing(), "zh")), data_only=True)
    assert file.sheetnames[:3] == ["得分", "事实", "评判"]
    assert file.sheetnames[-4:] == ["计算步骤", "核对与问题", "依据", "说明"]
    sheet = kept["得分"]
    assert [sheet["E2"].value, sheet["E3"].value, sheet["E4"].value] == [94.35, "优", "全部一致"]
    assert [cell.value for cell in sheet[7]][:8] == [
        "一级指标", "分值", "目标值", "实际值", "得分", "得分率", "理由、失分原因", "规则性质",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[8]][:5] == [
        "当年预算执行情况",
        20,
        None,
        pytest.approx(0.93775, abs=1e-5),
        18.75,
    ]
    written = file["得分"]
    assert written["I8"].value == "=分值_当年预算执行情况*MIN(预算执行率,100%)"
    assert "ROUND(ROUND($J$8,12),2)" in written["E8"].value
    assert file.defined_names["财政拨款预算"].attr_text == "'事实'!$J$3"
    assert file["计算步骤"]["E3"].value == "=财政拨款支出/财政拨款预算"


def test_every_score_measure_total_and_grade_is_a_formula() -> None:
    result = beijing()
    book = workbook(result, "zh")
    for key in (
        "分值_当年预算执行情况",
        "得分_当年预算执行情况",
        "预算执行率",
        "总分",
        "等级",
        "评分_预算管理情况",
    ):
        assert key in book.names
    cells = {book.names[name]: name for name in book.names}
    for page, row, column, cell in book.formulas():
        cells.pop(f"={page.place(row, column)}", None)
        assert cell.value is not None
    left = {name for name in cells.values() if not name.startswith("分值_")}
    assert left == {"不能计分"}, "all but points and the error are formulas"


def test_the_same_result_gives_the_same_bytes() -> None:
    assert to_xlsx(beijing(), "zh") == to_xlsx(beijing(), "zh")


def test_a_workbook_speaks_the_language_asked_for() -> None:
    book = workbook(beijing(), "en")
    assert [page.name for page in book.pages][:3] == ["Scores", "Facts", "Judgements"]
    assert "points_当年预算执行情况*MIN(预算执行率,100%)" in formulas(book)
    said = " ".join(texts(book))
    assert "How to read this workbook" in said
    assert "published judgement" in said


def test_it_asks_for_nothing_from_elsewhere() -> None:
    with zipfile.ZipFile(BytesIO(to_xlsx(beijing(), "zh"))) as file:
        assert not [name for name in file.namelist() if re.search("vba|external|link|media", name)]
        sheets = [file.read(name).decode() for name in file.namelist() if "/sheet" in name]
    assert not [text for text in sheets if "sheetProtection" in text or "hyperlink" in text]
    assert all(
        'paperSize="9"' in text and 'orientation="landscape"' in text
        for text in sheets
        if "<sheetData" in text
    )


# ── what facts may contain ──

WILD = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@x",
    "<script>alert(1)</script>",
    "\x1b[31mred",
    "a\u202eb",
]
NOTED = """
[fact.budget]
unit = "元"
range = "> 0"
[fact.word]
kind = "text"
[indicator.leaf]
points = 10
score = "IF(word = '=1', 分值, 分值 × min(budget ÷ 100元, 1))"
"""


@pytest.mark.parametrize("text", WILD)
def test_text_from_a_file_stays_text(text: str) -> None:
    made = rules(NOTED)
    given = facts(made, {"budget": 50, "word": text.replace("\x1b", "").replace("\u202e", "")})
    given = renamed(given, text)
    file = opened(to_xlsx(score(made, given), "zh"))
    types = {(c.value, c.data_type) for sheet in file for row in sheet.iter_rows() for c in row}
    shown = text.encode("unicode_escape").decode() if not text.isprintable() else text
    found = [
        kind for value, kind in types if isinstance(value, str) and shown in value and kind != "f"
    ]
    assert found
    assert "f" not in found
    assert not [v for v, kind in types if kind == "f" and "cmd" in str(v)]


def renamed(given: FactSet, subject: str) -> FactSet:
    from attrs import evolve  # noqa: PLC0415

    return evolve(given, subject=subject)


def test_names_are_valid_and_differ_in_any_case() -> None:
    names = Names()
    wanted = [
        "A1", "XFD12", "r1c1", "R", "c", "True", "SUM", "预算", "预算", "12345率", "“三公经费”变动额",
        "x y", "x_y", "X-Y", "", "😀", "名" * 300,
    ]  # fmt: skip
    found = [names.free(name) for name in wanted]
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert re.fullmatch(r"[A-Za-z_\u4e00-\u9fff][0-9A-Za-z_\u4e00-\u9fff]*", name)
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+|[rR]\d*([cC]\d*)?|[cC]\d*", name)
        assert len(name) < 256
    assert found[7] == "预算"
    assert found[9] == "_12345率"


def test_sheets_of_one_name_differ() -> None:
    book = Book()
    names = [
        book.page(name, ()).name for name in ("a/b", "A?B", "得" * 40, "得" * 40, "'", "History")
    ]
    assert names[:2] == ["a_b", "A_B_2"]
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_days_before_the_calendar_of_sheets_are_told_as_text() -> None:
    made = rules(
        '[fact.day]\nkind = "date"\n[indicator.leaf]\npoints = 10\njudged = true\n'
        '[measure.age]\nvalue = "days(day, day)"\nunit = "天"\n'
    )
    book = workbook(score(made, facts(made, {"day": date(1850, 5, 1)})), "zh")
    assert "1850-05-01" in texts(book)


def test_a_framework_without_points_has_steps_and_no_total() -> None:
    made = load_facts(ROOT / "examples" / "sichuan-daying-traffic-2019.toml")
    del made
    rules_file = ROOT / "rules" / "mof" / "department-framework" / "2013.toml"
    from perfrules.scoring.loading import load_methodology  # noqa: PLC0415

    framework = load_methodology(rules_file)
    book = workbook(score(framework, facts(framework, {}, period=2014)), "zh")
    assert "不计分" in texts(book)
    assert "总分" not in book.names


def test_a_formula_that_is_too_long_is_told_as_it_was() -> None:
    long = " + ".join(f"budget × {n}" for n in range(1, 1200))
    made = rules(
        f'[fact.budget]\nrange = "> 0"\nkind = "number"\n[measure.long]\nvalue = "{long}"\n[indicator.leaf]\npoints = 10\njudged = true\n'
    )
    result = score(made, facts(made, {"budget": 2}))
    said = texts(workbook(result, "zh"))
    assert "公式超出表格软件的长度或层数" in said
    assert "非实时" in said
    assert str(Fraction(2 * 1199 * 600)) in {str(v) for v in said}


# ── in the office, with a cell that was changed by hand ──


def changed(cells: dict[tuple[str, str], Any], folder: Path, name: str) -> Any:
    """The published case with some cells changed, reckoned again."""
    file = opened(to_xlsx(beijing(), "zh"))
    for (sheet, at), value in cells.items():
        file[sheet][at] = value
    path = folder / f"{name}.xlsx"
    file.save(path)
    return path


def test_spending_480000_gives_the_total_of_the_engine_and_an_empty_cell_leaves_it_open(
    tmp_path: Path,
) -> None:
    spent, own, all_of_it = ("事实", "B6"), ("事实", "B7"), ("事实", "B8")
    more = {spent: 480000, own: 378094.36, all_of_it: 101905.64}
    files = [
        changed(more, tmp_path, "more"),
        changed({spent: None}, tmp_path, "empty"),
        changed({spent: 480000}, tmp_path, "untied"),
        changed({("事实", "B3"): 0}, tmp_path, "zero"),
    ]
    books = [openpyxl.load_workbook(p, data_only=True) for p in recalculated(files, tmp_path)]
    more_of_it, empty, untied, zero = (book["得分"] for book in books)
    given = load_facts(BEIJING)
    values = {name: fact.text for name, fact in given.facts.items()}
    values |= {"财政拨款支出": "480000 万元", "项目支出": "101905.64 万元"}
    told = (
        score(
            given.rules, facts(given.rules, values, judgements=dict(given.judgements), period=2022)
        )
        if False
        else None
    )
    del told
    expected = (
        Fraction("57.80")
        + Fraction("17.80")
        + round(20 * Fraction(480000) / Fraction("492824.40"), 2)
    )
    assert more_of_it["E2"].value == pytest.approx(float(expected), abs=1e-9)
    assert more_of_it["E4"].value.endswith("处与导出时不一致")
    assert empty["E2"].value == "待定 75.60–95.60"
    assert empty["E8"].value == "待定 0.00–20.00"
    assert empty["E3"].value == "待定"
    assert untied["E2"].value == "不能计分"
    assert zero["E8"].value == "不能计分"
