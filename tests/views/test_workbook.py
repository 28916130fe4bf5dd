"""What stands in a workbook: every part of a result, as formulas, and text that stays text."""

import re
import zipfile
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from perfrules.scoring.loading import facts, load_facts, load_methodology
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
NOT_LIVE = "非实时"
TOO_DEEP = "公式超出表格软件的长度或层数"


def beijing() -> Result:
    given = load_facts(BEIJING)
    return score(given.rules, given)


def opened(content: bytes, **how: Any) -> Any:
    return openpyxl.load_workbook(BytesIO(content), **how)


def texts(book: Book) -> list[str]:
    cells = (cell for page in book.pages for cell in page.cells.values())
    return [str(cell.value) for cell in cells if not cell.formula]


def formulas(book: Book) -> list[str]:
    return [cell.formula for _, _, _, cell in book.formulas()]


def test_the_published_case_opens_with_total_and_grade_and_reads_like_its_rules() -> None:
    content = to_xlsx(beijing(), "zh")
    file, kept = opened(content), opened(content, data_only=True)
    assert file.sheetnames[:3] == ["得分", "事实", "评判"]
    assert file.sheetnames[-4:] == ["计算步骤", "核对与问题", "依据", "说明"]
    sheet = kept["得分"]
    assert [sheet["E2"].value, sheet["E3"].value, sheet["E4"].value] == [94.35, "优", "全部一致"]
    heads = "一级指标 分值 目标值 实际值 得分 得分率 理由、失分原因 规则性质"
    assert [cell.value for cell in sheet[7]][:8] == heads.split()
    name, points, target, actual, printed, *_ = (cell.value for cell in sheet[8])
    assert (name, points, target, printed) == ("当年预算执行情况", 20, None, 18.75)
    assert actual == pytest.approx(0.937746, abs=1e-6)
    scores = file["得分"]
    assert scores["I8"].value == "=分值_当年预算执行情况*MIN(预算执行率,100%)"
    assert "ROUND(ROUND($J$8,12),2)" in scores["E8"].value
    assert file.defined_names["财政拨款预算"].attr_text == "'事实'!$J$3"
    assert file["计算步骤"]["E3"].value == "=财政拨款支出/财政拨款预算"


def test_every_name_but_those_of_points_is_of_a_live_formula() -> None:
    book = workbook(beijing(), "zh")
    named = {"分值_当年预算执行情况", "得分_当年预算执行情况", "预算执行率", "总分", "等级"}
    assert named <= set(book.names)
    live = {f"={page.place(row, column)}" for page, row, column, _ in book.formulas()}
    fixed = {name for name, place in book.names.items() if place not in live}
    assert fixed == {"不能计分", *(name for name in book.names if name.startswith("分值_"))}
    assert all(cell.value is not None for _, _, _, cell in book.formulas())


def test_the_same_result_gives_the_same_bytes() -> None:
    assert to_xlsx(beijing(), "zh") == to_xlsx(beijing(), "zh")


def test_a_workbook_speaks_the_language_asked_for() -> None:
    book = workbook(beijing(), "en")
    assert [page.name for page in book.pages][:3] == ["Scores", "Facts", "Judgements"]
    assert "points_当年预算执行情况*MIN(预算执行率,100%)" in formulas(book)
    assert {"How to read this workbook", "published judgement"} <= set(texts(book))


def test_it_is_printed_across_and_asks_for_nothing_from_elsewhere() -> None:
    with zipfile.ZipFile(BytesIO(to_xlsx(beijing(), "zh"))) as file:
        assert not [name for name in file.namelist() if re.search("vba|external|media", name)]
        sheets = [file.read(name).decode() for name in file.namelist() if "/sheet" in name]
    pages = [text for text in sheets if "<sheetData" in text]
    assert all('paperSize="9"' in text and 'orientation="landscape"' in text for text in pages)
    assert not [text for text in pages if "sheetProtection" in text or "hyperlink" in text]


# ── what files may contain ──

WILD = [
    "=cmd|'/c calc'!A1", "+1", "-1", "@x", "<script>alert(1)</script>", "\x1b[31mred", "a\u202eb",
]  # fmt: skip
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
    plain = "".join(character for character in text if character.isprintable())
    given = evolve(facts(made, {"budget": 50, "word": plain}), subject=text)
    file = opened(to_xlsx(score(made, given), "zh"))
    cells = [cell for sheet in file for row in sheet.iter_rows() for cell in row]
    shown = text if text.isprintable() else text.encode("unicode_escape").decode()
    assert {cell.data_type for cell in cells if shown in str(cell.value)} >= {"s"}
    assert not [c for c in cells if c.data_type == "f" and re.search("cmd|script", str(c.value))]
    assert "s" in {cell.data_type for cell in cells if str(cell.value) == plain}
    assert "f" not in {cell.data_type for cell in cells if str(cell.value) == plain}


def test_names_are_valid_and_differ_in_any_case() -> None:
    names = Names()
    wanted = [
        "A1", "XFD12", "r1c1", "R", "c", "True", "SUM", "预算", "预算", "12345率", "“三公”变动",
        "x y", "x_y", "X-Y", "", "😀", "名" * 300,
    ]  # fmt: skip
    found = [names.free(name) for name in wanted]
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert re.fullmatch(r"[A-Za-z_\u4e00-\u9fff][0-9A-Za-z_\u4e00-\u9fff]*", name)
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+|[rR]\d*([cC]\d*)?|[cC]\d*", name)
        assert len(name) < 256
    assert found[7:10] == ["预算", "预算_2", "_12345率"]


def test_sheets_of_one_name_differ() -> None:
    book = Book()
    wanted = ("a/b", "A?B", "得" * 40, "得" * 40, "'", "History")
    names = [book.page(name, ()).name for name in wanted]
    assert names[:2] == ["a_b", "A_B_2"]
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert "History" not in names


def test_days_before_the_calendar_of_sheets_are_told_as_text() -> None:
    made = rules(
        '[fact.day]\nkind = "date"\n[indicator.leaf]\npoints = 10\njudged = true\n'
        '[measure.age]\nvalue = "days(day, day)"\nunit = "天"\n'
    )
    book = workbook(score(made, facts(made, {"day": date(1850, 5, 1)})), "zh")
    assert "1850-05-01" in texts(book)


def test_a_framework_without_points_has_steps_and_no_total() -> None:
    framework = load_methodology(ROOT / "rules" / "mof" / "department-framework" / "2013.toml")
    book = workbook(score(framework, facts(framework, {}, period=2014)), "zh")
    assert "不计分" in texts(book)
    assert "总分" not in book.names
    assert "待定" in {cell.value for _, _, _, cell in book.formulas()}


def test_a_formula_that_is_too_deep_for_a_sheet_is_told_as_it_was() -> None:
    rows = ", ".join(f'{{ when = "budget > {n}", score = {n % 10} }}' for n in range(99, 0, -1))
    made = rules(
        '[fact.budget]\nrange = "[0, 100]"\nkind = "number"\n[indicator.leaf]\npoints = 10\n'
        f'hit = "first"\ncases = [{rows}, {{ score = 0 }}]\n'
    )
    book = workbook(score(made, facts(made, {"budget": 58})), "zh")
    assert {TOO_DEEP, NOT_LIVE} <= set(texts(book))
    scores = book.pages[0].cells
    assert [cell.value for (row, _), cell in scores.items() if row == 7].count(Fraction(7)) > 1
    waits = workbook(score(made, facts(made, {})), "zh")
    assert "待定 0.00–10.00" in [cell.value for _, _, _, cell in waits.formulas()]


# ── in the office, with cells that were changed by hand ──


def changed(cells: dict[str, float | None], path: Path) -> Path:
    """The published case with some facts changed."""
    file = opened(to_xlsx(beijing(), "zh"))
    for at, value in cells.items():
        file["事实"][at] = value
    file.save(path)
    return path


def test_spending_480000_gives_the_total_of_the_engine_and_an_empty_cell_leaves_it_open(
    tmp_path: Path,
) -> None:
    budget, spent, projects = "B3", "B6", "B8"
    files = [
        changed({spent: 480000, projects: 101905.64}, tmp_path / "more.xlsx"),
        changed({spent: None}, tmp_path / "empty.xlsx"),
        changed({spent: 480000}, tmp_path / "untied.xlsx"),
        changed({budget: 0}, tmp_path / "zero.xlsx"),
        changed({spent: 462144.305555}, tmp_path / "digits.xlsx"),
    ]
    again = [openpyxl.load_workbook(p, data_only=True) for p in recalculated(files, tmp_path)]
    more, empty, untied, zero, digits = (book["得分"] for book in again)
    rate = Fraction(480000) / Fraction("492824.40")
    expected = Fraction("57.80") + Fraction("17.80") + round(20 * rate, 2)
    assert more["E2"].value == pytest.approx(float(expected), abs=1e-9)
    assert more["E4"].value.endswith("处与导出时不一致")
    assert empty["E2"].value == "待定 75.60–95.60"
    assert empty["E8"].value == "待定 0.00–20.00"
    assert empty["E3"].value == "待定"
    assert untied["E2"].value == "不能计分"
    assert zero["E8"].value == "不能计分"
    told = 20 * Fraction("462144.305555") / Fraction("492824.40")
    assert digits["I8"].value == pytest.approx(float(told), abs=1e-13), "more digits than exported"
