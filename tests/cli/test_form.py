"""`perfrules form`, and forms as they come back: filled in in a hurry, or in an odd way."""

import io
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from perfrules.cli import main
from tests.forms import Filled, opened_and_saved

RULES = """\
format = 1
[methodology]
id       = "town/home"
version  = "2022"
title    = "住房保障"
points   = 100
in_force = { from = 2022-01-01, to = 2022-12-31 }
rounding = { to = 0.01, mode = "half-up" }
basis    = "为测试虚构"
status   = "assumed"

[fact."预算"]
unit  = "万元"
range = "> 0"
[fact."支出"]
unit  = "万元"
range = ">= 0"
[fact."满意率"]
unit  = "%"
range = "[0%, 100%]"
[fact."户数"]
unit  = "户"
range = "[0, 500]"
[fact."有报告"]
kind = "yes/no"
[fact."完成日"]
kind = "date"
[fact."地区"]
choice = ["东部", "西部"]

[table."目标"]
name   = "指标"
group  = ["类别"]
points = "分值"
unit   = "单位"
columns."类别"   = { choice = ["产出", "效益"] }
columns."指标"   = "text"
columns."目标值" = "number"
columns."实际值" = "number"
columns."单位"   = "unit"
columns."分值"   = "number"
must = "目标值 > 0"
[[table."目标".score]]
ratio = { actual = "实际值", target = "目标值", sign = "≥" }

[indicator."执行"]
points = 20
score  = "分值 × min(支出 ÷ 预算, 100%)"
[indicator."满意"]
points = 20
score  = "分值 × 满意率"
[indicator."完成"]
points = 10
score  = "如果(有报告 且 完成日 ≤ 完成日 且 地区 = '东部' 且 户数 ≥ 0, 分值, 0)"
[indicator."目标"]
points = 30
rows   = "目标"
[indicator."管理"]
points = 20
judged = true
"""


class Home:
    """A desk with a form, filled in soundly: 20 × 93.77% + 20 × 90% + 10 + 30 + 18 = 94.75."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = folder / "rules" / "home.toml"
        self.rules.parent.mkdir()
        self.rules.write_text(RULES, "utf-8")
        assert main(["form", "town/home", "-o", "empty.xlsx"]) == 0
        self.filled = Filled((folder / "empty.xlsx").read_bytes())
        put = self.filled.put
        put("住建局", "subject", "name")
        put(2022, "subject", "period")
        entered: tuple[tuple[str, object], ...] = (
            ("预算", 1000), ("支出", 937.7), ("满意率", 0.9), ("户数", 120), ("有报告", "是"),
            ("完成日", date(2022, 6, 30)), ("地区", "东部"),
        )  # fmt: skip
        for name, value in entered:
            put(value, "facts", name, "value")
        put("2022 年决算", "facts", "支出", "source")
        put(8, "facts", "支出", "page")
        for row, cells in enumerate(
            (("产出", "改造", 10, 12, "户", 20), ("效益", "投诉", 5, 5, "件", 10))
        ):
            for column, value in zip(
                ("类别", "指标", "目标值", "实际值", "单位", "分值"), cells, strict=True
            ):
                put(value, "table", "目标", row, column)
        put(18, "judgement", "管理", "score")
        put("评审", "judgement", "管理", "origin")

    def explain(self) -> int:
        """What `perfrules explain` ends with for the form as it is now."""
        self.filled.save(self.folder / "filled.xlsx")
        return main(["explain", "filled.xlsx"])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFRULES_LANG", "zh")
    return Home(tmp_path)


def test_a_form_that_is_filled_in_is_a_fact_file(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.explain() == 0
    said = capsys.readouterr()
    assert "94.75 / 100 分" in said.out
    assert "937.70 万元" in said.out
    assert "2022 年决算，第 8 页" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    "entered",
    [
        ("满意率", "93.77％", None, "95.50"),
        ("满意率", 0.9377, "0.00%", "95.50"),
        ("满意率", " ９３．７７％ ", None, "95.50"),
        ("支出", "１２３", None, "78.46"),
        ("支出", "1,234.50", None, "96.00"),
        ("支出", "1，000", None, "96.00"),
        ("支出", "492.40万元", None, "85.85"),
        ("支出", "0.09亿元", None, "94.00"),
        ("完成日", "2022年6月30日", None, "94.75"),
        ("完成日", "2022.6.30", None, "94.75"),
        ("完成日", datetime(2022, 6, 30), "yyyy/m/d", "94.75"),  # noqa: DTZ001
        ("有报告", True, None, "94.75"),
        ("有报告", "Yes", None, "94.75"),
    ],
)
def test_what_is_entered_in_a_hurry_is_read_as_it_is_meant(
    home: Home, entered: tuple[str, object, str | None, str], capsys: pytest.CaptureFixture[str]
) -> None:
    name, value, shown, total = entered
    home.filled.put(value, "facts", name, "value", format=shown)
    assert home.explain() == 0
    assert f"{total} / 100 分" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("judgement", "管理", "score"), "１７.50", "94.25 / 100 分"),
        (("judgement", "管理", "score"), "17 分", "93.75 / 100 分"),
        (("subject", "period"), "2022年度", "评价期间  2022\n"),
        (("subject", "name"), 12345, "评价对象  12345\n"),
        (("judgement", "管理", "reason"), 3, "94.75 / 100 分"),
        (("judgement", "管理", "origin"), "reviewer", "94.75 / 100 分"),
        (("facts", "支出", "page"), "8—9", "第 8—9 页"),
        (("facts", "支出", "page"), True, "第 TRUE 页"),
        (("facts", "预算", "unit"), "千元", "96.00 / 100 分"),
    ],
)
def test_so_it_is_for_what_stands_beside_the_facts(
    home: Home, path: tuple[str, ...], value: object, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home.filled.put(value, *path)
    assert home.explain() == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("first", "last", "code", "says"),
    [
        (date(2022, 1, 1), date(2022, 6, 30), 0, "2022-01-01 – 2022-06-30"),
        ("2022年1月1日", "2022.6.30", 0, "2022-01-01 – 2022-06-30"),
        ("2022年1月1日", "2022-13-30", 2, "E135"),
        ("年初", "年底", 2, "E135"),
        (date(2022, 1, 1), None, 2, "E131"),
    ],
)
def test_a_period_may_be_two_days(  # noqa: PLR0913, PLR0917
    home: Home, first: object, last: object, code: int, says: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    home.filled.put(None, "subject", "period")
    home.filled.put(first, "subject", "period", "from")
    home.filled.put(last, "subject", "period", "to")
    assert home.explain() == code
    said = capsys.readouterr()
    assert says in said.out + said.err


def test_a_formula_of_a_report_is_refused_where_it_stands(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", "town/home", "-o", "empty.xlsx", "--published"]) == 0
    filled = Filled((home.folder / "empty.xlsx").read_bytes())
    filled.put(2022, "subject", "period")
    at = filled.put("预算 + 不存在 = 3万元", "published", "relation", 0, "that")
    filled.save(home.folder / "filled.xlsx")
    assert main(["audit", "filled.xlsx"]) == 2
    said = capsys.readouterr().err
    assert f"filled.xlsx:{at}: E" in said
    assert "      |        ^^^^^^" in said  # a caret below the name in the text of the cell


def test_a_formula_that_was_never_computed_is_refused(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    at = home.filled.put("=60*2", "facts", "户数", "value")
    assert home.explain() == 2
    assert f"filled.xlsx:{at}: E776" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("facts", "满意率", "value"), "九成", "E240"),
        (("facts", "满意率", "value"), 93.77, "E406"),
        (("facts", "满意率", "value"), "93.77", "E244"),
        (("facts", "支出", "value"), "12户", "E241"),
        (("facts", "支出", "value"), "1,23", "E242"),
        (("facts", "支出", "value"), -1, "E406"),
        (("facts", "支出", "value"), date(2022, 3, 4), "E404"),
        (("facts", "支出", "value"), True, "E404"),
        (("facts", "支出", "unit"), "户", "E241"),
        (("facts", "户数", "value"), 501, "E406"),
        (("facts", "有报告", "value"), "大概", "E407"),
        (("facts", "有报告", "value"), 1, "E407"),
        (("facts", "完成日", "value"), "去年", "E408"),
        (("facts", "完成日", "value"), 45000.25, "E778"),
        (("facts", "地区", "value"), "中部", "E412"),
        (("subject", "period"), "去年", "E401"),
        (("judgement", "管理", "score"), "良好", "E785"),
        (("judgement", "管理", "score"), 21, "E413"),
        (("judgement", "管理", "origin"), "听说", "E302"),
        (("table", "目标", 0, "类别"), "过程", "E412"),
        (("table", "目标", 0, "实际值"), "≥12", "E432"),
        (("table", "目标", 0, "实际值"), "很多", "E431"),
        (("table", "目标", 0, "分值"), None, "E436"),
        (("table", "目标", 1, "指标"), "改造", "E434"),
        (("table", "目标"), "没", "E788"),
        (("table", "目标"), "没有", "E789"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_sheet_and_cell(
    home: Home, path: tuple[str, ...], value: object, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = home.filled.put(value, *path)
    assert home.explain() == 2
    said = capsys.readouterr().err
    if code in {"E434", "E436", "E789"}:  # said of the row
        at = at.rpartition("!")[0] + "!"
    if path[-1] == "unit":  # the number and its unit are read as one
        at = home.filled.cell(*path[:-1], "value").coordinate
        at = f"指标事实!{at}"
    assert f"filled.xlsx:{at}" in said
    assert f" {code} " in said
    assert "提示：" in said
    assert len(re.findall(r" E[0-9]{3} ", said)) == 1


def test_every_fault_of_a_form_is_told_at_once(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    first = home.filled.put("九成", "facts", "满意率", "value")
    second = home.filled.put("良好", "judgement", "管理", "score")
    home.filled.put("#DIV/0!", "facts", "户数", "value")
    home.filled.cell("facts", "户数", "value").data_type = "e"
    assert home.explain() == 2
    said = capsys.readouterr().err
    assert "E775" in said
    assert f"{second}: E785" in said
    # What the rules say of a value is only asked of a form that could be read.
    assert first not in said


def test_an_empty_cell_is_missing_and_never_zero(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (("facts", "支出", "value"), ("judgement", "管理", "score")):
        home.filled.put(None, *path)
    assert home.explain() == 3  # though its source, and the origin of the judgement, are there
    said = capsys.readouterr().out
    assert "尚缺 2 项" in said


def test_a_picture_an_extra_sheet_and_another_name_change_nothing(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = home.filled.cell("facts", "支出", "value").parent
    png = io.BytesIO()
    Picture.new("RGB", (3, 3)).save(png, "png")
    sheet.add_image(Image(png), "C9")
    sheet.title = "我填的"
    home.filled.book.create_sheet("草稿")["A1"] = "1 + 1"
    assert home.explain() == 0
    said = capsys.readouterr()
    assert "94.75" in said.out
    assert "没有读" in said.out
    assert "草稿" in said.out


def test_rows_may_be_inserted_moved_and_hidden(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = home.filled.cell("facts", "支出", "value").parent
    sheet.insert_rows(sheet.max_row - 2)
    sheet.insert_rows(2)
    sheet.row_dimensions[home.filled.cell("facts", "户数", "value").row].hidden = True
    # A row is moved by cutting it out and putting it in elsewhere.
    source, target = home.filled.cell("facts", "预算", "value").row, sheet.max_row + 2
    for column in range(1, sheet.max_column + 1):
        sheet.cell(target, column).value = sheet.cell(source, column).value
        sheet.cell(source, column).value = None
    assert home.explain() == 0
    said = capsys.readouterr()
    assert "94.75" in said.out
    assert "隐藏的格也读了" in said.out


def test_rows_of_a_table_may_be_left_out_inserted_and_merged(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = home.filled.cell("table", "目标", 0, "类别").parent
    second = home.filled.cell("table", "目标", 1, "类别")
    row, column = second.row, second.column
    sheet.insert_rows(row, 2)
    for at in range(row, row + 3):
        sheet.cell(at, column).value = None
    sheet.merge_cells(start_row=row - 1, end_row=row + 2, start_column=column, end_column=column)
    assert home.explain() == 0  # the rows in between have nothing but the heading
    assert "94.75" in capsys.readouterr().out


Spoil = Callable[[Home], None]


def sheet_of(home: Home) -> openpyxl.worksheet.worksheet.Worksheet:
    return home.filled.cell("facts", "支出", "value").parent


def copied_row(home: Home) -> None:
    sheet = sheet_of(home)
    row = home.filled.cell("facts", "支出", "value").row
    for column in range(1, sheet.max_column + 1):
        sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(row, column).value


def stray_value(home: Home) -> None:
    sheet = sheet_of(home)
    sheet.cell(sheet.max_row + 2, 3).value = 5


def no_value_column(home: Home) -> None:
    sheet_of(home).delete_cols(3)


def copied_column(home: Home) -> None:
    sheet = sheet_of(home)
    keys = next(r for r in range(1, 20) if str(sheet.cell(r, 1).value).startswith("items"))
    sheet.cell(keys, 20).value = '["value"]'


def copied_sheet(home: Home) -> None:
    home.filled.book.copy_worksheet(home.filled.cell("table", "目标", 0, "类别").parent)


def both_periods(home: Home) -> None:
    home.filled.put(date(2022, 1, 1), "subject", "period", "from")


def merged_facts(home: Home) -> None:
    sheet, row = sheet_of(home), home.filled.cell("facts", "支出", "value").row
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)


def merged_columns(home: Home) -> None:
    sheet, row = sheet_of(home), home.filled.cell("facts", "支出", "value").row
    sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=4)


def spoilt_key(home: Home) -> None:
    home.filled.cell("facts", "支出", "value").parent.cell(
        home.filled.cell("facts", "支出", "value").row, 1
    ).value = "支出"


def spoilt_columns(home: Home) -> None:
    sheet = sheet_of(home)
    keys = next(r for r in range(1, 20) if str(sheet.cell(r, 1).value).startswith("items"))
    sheet.cell(keys, 7).value = "来源"


def later_version(home: Home) -> None:
    sheet_of(home)["A1"] = "perfrules form 2"


def unknown_fact(home: Home) -> None:
    home.rules.write_text(RULES.replace("户数", "套数"), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (copied_row, "E782"),
        (stray_value, "E781"),
        (no_value_column, "E780"),
        (copied_column, "E782"),
        (copied_sheet, "E782"),
        (both_periods, "E784"),
        (merged_facts, "E783"),
        (merged_columns, "E783"),
        (spoilt_key, "E779"),
        (spoilt_columns, "E779"),
        (later_version, "E779"),
        (unknown_fact, "E402"),
    ],
)
def test_a_form_that_was_taken_apart_says_what_to_do(
    home: Home, spoil: Spoil, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(home)
    assert home.explain() == 2
    said = capsys.readouterr().err
    assert f": {code} " in said
    assert "filled.xlsx:" in said
    assert "!" in said.partition(code)[0]
    assert "提示：" in said


def test_formulas_are_taken_at_their_last_value_and_told(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = home.filled.put("=100+20", "facts", "户数", "value")
    saved = opened_and_saved(home.filled.save(tmp_path / "filled.xlsx"), tmp_path)
    shutil.copy(saved, tmp_path / "filled.xlsx")
    assert main(["explain", "filled.xlsx"]) == 0
    said = capsys.readouterr()
    assert "94.75" in said.out
    assert "这些格是公式" in said.out
    assert at in said.out


def test_many_forms_and_other_files_are_scored_side_by_side(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.filled.save(home.folder / "a.xlsx")
    home.filled.put("燃气局", "subject", "name")
    home.filled.put("说不清", "facts", "户数", "value")
    home.filled.save(home.folder / "b.xlsx")
    assert main(["form", "town/home", "--facts", "a.xlsx", "-o", "c.xlsx"]) == 0
    assert main(["score", "a.xlsx", "b.xlsx", "c.xlsx", "empty.xlsx"]) == 3
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert ["94.75" in line for line in lines[1:]] == [True, False, True, False]
    assert "b.xlsx:指标事实!" in said.err


@pytest.mark.usefixtures("desk")
def test_a_report_can_be_audited_from_a_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "beijing/department@2022", "--facts", "facts.toml", "-o", "f.xlsx"]) == 0
    code = main(["audit", "facts.toml"])
    by_hand = capsys.readouterr().out
    assert main(["audit", "f.xlsx"]) == code == 1
    said = capsys.readouterr().out
    assert said.replace("f.xlsx", "facts.toml").split() == by_hand.split()
    assert main(["coverage", "f.xlsx"]) == main(["coverage", "facts.toml"])


def test_a_form_is_written_where_it_is_asked_for(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, code in (
        (["form", "town/home"], "E603"),
        (["form", "town/home", "-o", "form.xls"], "E787"),
        (["form", "town/nothing", "-o", "f.xlsx"], "E356"),
        (["form", "town/home", "--facts", "empty.xlsx", "-o", "empty.xlsx"], "E612"),
        (["form", "town/home", "-o", "nowhere/f.xlsx"], "E611"),
    ):
        assert main(arguments) == 2
        assert f"{code} " in capsys.readouterr().err
    assert main(["form", "town/home", "-o", "p.xlsx", "--published"]) == 0
    book = openpyxl.load_workbook(io.BytesIO((home.folder / "p.xlsx").read_bytes()))
    assert "公布数" in book.sheetnames


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".ods", ".et"])
def test_other_kinds_of_workbooks_are_told_what_to_become(
    home: Home, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.folder / f"f{suffix}").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert main(["explain", f"f{suffix}"]) == 2
    said = capsys.readouterr().err
    assert "E771" in said
    assert ".xlsx" in said


def test_a_missing_library_is_told(
    monkeypatch: pytest.MonkeyPatch, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["form", "town/home", "-o", "f.xlsx"]) == 2
    assert "perfrules[xlsx]" in capsys.readouterr().err
    # Reading one needs no library.
    assert home.explain() == 0


def test_versions_are_compared_on_the_forms_of_a_folder(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.folder / "forms").mkdir()
    home.filled.save(home.folder / "forms" / "a.xlsx")
    (home.folder / "forms" / "~$a.xlsx").write_bytes(b"\5clerk")  # while Excel has it open
    new = RULES.replace("points = 20\njudged", "points = 30\njudged")
    new = new.replace(
        'points = 20\nscore  = "分值 × 满意率', 'points = 10\nscore  = "分值 × 满意率'
    )
    (home.folder / "new.toml").write_text(new, "utf-8")
    assert main(["diff", "rules/home.toml", "new.toml", "--facts", "forms"]) == 1
    said = capsys.readouterr()
    assert "94.75" in said.out
    assert "85.75" in said.out
    assert said.err == ""


def test_texts_of_the_report_are_entered_in_a_form(home: Home) -> None:
    home.filled.put("一年到头。\n第二段。", "texts", "概况", "text")
    home.filled.put("决算说明", "texts", "执行", "text")
    home.filled.put("决算", "texts", "执行", "source")
    home.filled.put("没有文字的来源", "texts", "满意", "source")
    assert home.explain() == 0
    assert main(["report", "filled.xlsx", "-o", "report.md"]) == 0
    report = (home.folder / "report.md").read_text("utf-8")
    for said in ("一年到头。", "第二段。", "决算说明"):
        assert said in report
    assert "没有文字的来源" not in report
