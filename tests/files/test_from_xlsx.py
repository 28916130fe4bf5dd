"""Workbooks are read as a person means what stands in their cells, or refused with the cell."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from perfrules import Refused
from perfrules.files.cell_values import value_of_cell
from perfrules.files.from_xlsx import read_xlsx, xlsx_documents
from perfrules.files.number_formats import NumberFormat, number_format
from perfrules.files.workbook import read_workbook
from perfrules.files.worksheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from tests.workbooks import KIND, STRICT, packed, parts, styles, text_cell


def read_cell(cell: str, **how: str) -> Any:
    """What a cell B2 says."""
    sheet = f'<sheetData><row r="2">{cell}</row></sheetData>'
    book = read_workbook(packed(parts(sheet, **how)), "f.xlsx")
    return value_of_cell(book.sheets[0], 2, 2)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.problems]


@pytest.mark.parametrize(
    ("written", "shown", "value"),
    [
        ("93.769999999999996", "General", Decimal("93.77")),
        ("0.30000000000000004", "General", Decimal("0.3")),
        ("12", "General", 12),
        ("12.0", "General", 12),
        ("-0.5", "General", Decimal("-0.5")),
        ("4.9E8", "General", 490_000_000),
        ("462144.3", "#,##0.00", Decimal("462144.30")),
        ("462144.305", "#,##0.00", Decimal("462144.305")),
        ("0.93769999999999998", "0.00%", "93.77%"),
        ("0.9377", "0%", "93.77%"),
        ("0.9", "0.00%", "90.00%"),
        ("1.5", '0.00"元"', Decimal("1.50")),
        ("1.5", '[Red]"y"0.0', Decimal("1.5")),
        ("1500", "0.0,", 1500),
        ("12", "0.00E+00", 12),
        ("44926", "yyyy-mm-dd", date(2022, 12, 31)),
        ("44926", 'yyyy"年"m"月"d"日"', date(2022, 12, 31)),
        ("1", "yyyy-mm-dd", date(1900, 1, 1)),
        ("59", "yyyy-mm-dd", date(1900, 2, 28)),
        ("61", "yyyy-mm-dd", date(1900, 3, 1)),
        ("2022", "@", "2022"),
        ("12.50", "@", "12.5"),
    ],
)
def test_a_number_is_what_its_cell_shows(written: str, shown: str, value: object) -> None:
    found = read_cell(f'<c r="B2" s="1"><v>{written}</v></c>', styles=styles(0, shown))
    assert found == value
    assert str(found) == str(value)


@pytest.mark.parametrize("number", [14, 22, 27, 31, 36, 45, 50, 57, 58])
def test_formats_of_days_that_files_name_by_number(number: int) -> None:
    cell = '<c r="B2" s="1"><v>44926</v></c>'
    assert read_cell(cell, styles=styles(0, number)) == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (10, None, NumberFormat("percent", 2)),
        (4, None, NumberFormat("number", 2)),
        (49, None, NumberFormat("text")),
        (999, None, NumberFormat()),
        (170, "[h]:mm:ss", NumberFormat("day")),
        (171, '"日期"General', NumberFormat()),
        (172, "# ?/?", NumberFormat()),
        (173, "_-* #,##0.000_-;-0.0", NumberFormat("number", 3)),
        (174, "0.0\\%", NumberFormat("number", 1)),
        (175, "0个月", NumberFormat("number")),
        (176, "mm:ss.0", NumberFormat("day")),
        (177, "[$-804]aaaa;@", NumberFormat("day")),
        (178, '[$-F800]yyyy"年"m"月";@', NumberFormat("day")),
        (179, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', NumberFormat("number", 2)),
        (180, "[$¥-804]#,##0.00", NumberFormat("number", 2)),
        (181, "G/通用格式", NumberFormat()),
    ],
)
def test_number_formats(number: int, code: str | None, kind: NumberFormat) -> None:
    assert number_format(number, code) == kind


def test_days_may_count_from_1904() -> None:
    cell = '<c r="B2" s="1"><v>43464</v></c>'
    about = '<workbookPr date1904="1"/>'
    assert read_cell(cell, styles=styles(0, 14), about=about) == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B2" t="b"><v>1</v></c>', True),
        ('<c r="B2" t="d"><v>2022-12-31</v></c>', date(2022, 12, 31)),
        ('<c r="B2" t="d"><v>2022-12-31T00:00:00</v></c>', date(2022, 12, 31)),
        ('<c r="B2" t="str"><f>A1</f><v> 甲 </v></c>', "甲"),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', None),
        ('<c r="B2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', "甲乙"),
        ('<c r="B2" t="inlineStr"><is><t>a_x000D__x000A_b</t></is></c>', "a\nb"),
        ('<c r="B2" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>', "_x0041_"),
        ('<c r="B2" t="inlineStr"><is><t>  </t></is></c>', None),
        ('<c r="B2" t="s"><v>0</v></c>', "重庆"),
        ('<c r="B2"/>', None),
        ('<c r="B2"><v></v></c>', None),
        ("<c/><c><v>7</v></c>", 7),
    ],
)
def test_what_else_a_cell_may_hold(cell: str, value: object) -> None:
    shared = '<si><t>重庆</t><rPh sb="0" eb="2"><t>じゅうけい</t></rPh></si>'
    assert read_cell(cell, shared=shared) == value


@pytest.mark.parametrize(
    ("cell", "code", "says"),
    [
        ('<c r="B2" t="e"><v>#DIV/0!</v></c>', "E775", "#DIV/0!"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "E775", "#DIV/0!"),
        ('<c r="B2"><f>1+1</f></c>', "E776", "computed"),
        ('<c r="B2"><v>１２３</v></c>', "E777", "１２３"),
        ('<c r="B2"><v>1e400</v></c>', "E777", "1e400"),
        ('<c r="B2"><v>1e99</v></c>', "E777", "1e99"),
        ('<c r="B2"><v>inf</v></c>', "E777", "inf"),
        ('<c r="B2" t="b"><v>2</v></c>', "E777", "2"),
        ('<c r="B2" s="1"><v>44926.5</v></c>', "E778", "hour"),
        ('<c r="B2" s="1"><v>60</v></c>', "E778", "calendar"),
        ('<c r="B2" s="1"><v>0</v></c>', "E778", "calendar"),
        ('<c r="B2" s="1"><v>-3</v></c>', "E778", "calendar"),
        ('<c r="B2" s="1"><v>1e20</v></c>', "E778", "calendar"),
        ('<c r="B2" t="d"><v>2022-12-31T08:30:00</v></c>', "E778", "hour"),
        ('<c r="B2" t="d"><v>2022-13-31</v></c>', "E778", "calendar"),
        (text_cell("B2", "a_x001B_b"), "E105", "U+001B"),
        (text_cell("B2", "a\u200bb"), "E105", "U+200B"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cell(cell: str, code: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read_cell(cell, styles=styles(0, 14))
    assert codes(refused) == [code]
    message = refused.value.render("en")
    assert message.startswith(f"f.xlsx:甲!B2: {code}")
    assert says in message


def broken(**changed: str | bytes | None) -> bytes:
    """A small workbook with some of its parts changed, or gone."""
    found: dict[str, str | bytes] = {
        **parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    }
    for key, text in changed.items():
        name = {
            "types": "[Content_Types].xml", "book": "xl/workbook.xml",
            "sheet": "xl/worksheets/0.xml", "rels": "_rels/.rels",
            "texts": "xl/texts.xml", "formats": "xl/styles.xml",
        }[key]  # fmt: skip
        if text is None:
            del found[name]
        else:
            found[name] = text
    return packed(found)


SHEET = f'<worksheet xmlns="{STRICT}"><sheetData>{{}}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "E770", "not an Excel workbook"),
        (b"a,b\n1,2\n", "E770", "not an Excel workbook"),
        (b"PK\x03\x04" + b"\0" * 60, "E770", "not an Excel workbook"),
        (broken()[:-30], "E770", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "E771", ".xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "E771",
            "password",
        ),
        (broken(types=None), "E770", "no sheet"),
        (broken(types="<a"), "E770", "damaged"),
        (broken(rels=None), "E770", "no sheet"),
        (broken(book=None), "E770", "not there"),
        (broken(book=f'<workbook xmlns="{STRICT}"/>'), "E770", "no sheet"),
        (broken(sheet=None), "E770", "not there"),
        (broken(sheet="<worksheet>"), "E770", "damaged"),
        (broken(sheet='<?xml version="1.0" encoding="klingon"?><a/>'), "E770", "damaged"),
        (broken(sheet='<?xml version="1.0" encoding="utf-7"?><a/>'), "E770", "damaged"),
        (
            broken(sheet='<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037")),
            "E770",
            "damaged",
        ),
        (broken(sheet='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "E770", "DTD"),
        (
            broken(sheet='<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")),
            "E770",
            "DTD",
        ),
        (broken(texts="<!DOCTYPE a><a/>"), "E770", "DTD"),
        (broken(formats="<!DOCTYPE a><a/>"), "E770", "DTD"),
        (broken(sheet=SHEET.format('<row r="0"/>')), "E770", "damaged"),
        (broken(sheet=SHEET.format('<row r="１"/>')), "E770", "damaged"),
        (broken(sheet=SHEET.format('<row r="1"><c r="1A"><v>1</v></c></row>')), "E770", "damaged"),
        (
            broken(sheet=SHEET.format('<row r="1"><c r="A1" t="x"><v>1</v></c></row>')),
            "E770",
            "damaged",
        ),
        (
            broken(sheet=SHEET.format('<row r="1"><c r="A1" s="-1"><v>1</v></c></row>')),
            "E770",
            "damaged",
        ),
        (
            broken(sheet=SHEET.format('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')),
            "E770",
            "damaged",
        ),
        (
            broken(sheet=SHEET.format(f"<row>{text_cell('A1', 'x' * 40_000)}</row>")),
            "E770",
            "damaged",
        ),
        (broken(sheet=SHEET.format("<row>" * 50 + "</row>" * 50)), "E770", "damaged"),
        (
            broken(
                sheet=SHEET.format('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')
            ),
            "E773",
            "甲!A1",
        ),
        (
            broken(sheet=SHEET.format(f'<row><c r="A{MOST_ROWS + 1}"><v>1</v></c></row>')),
            "E774",
            f"甲!A{MOST_ROWS + 1}",
        ),
        (
            broken(sheet=SHEET.format('<row><c r="XFD1"><v>1</v></c></row>')),
            "E774",
            f"{MOST_COLUMNS:,}",
        ),
        (
            broken(sheet=SHEET.format('<row r="1">' + "<c/>" * (MOST_CELLS + 1) + "</row>")),
            "E772",
            "cells",
        ),
    ],
)
def test_a_file_that_is_no_sound_workbook_is_refused(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        xlsx_documents(data, "f.xlsx")
    assert codes(refused) == [code]
    assert says in refused.value.render("en")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(Refused) as refused:
        xlsx_documents(packed({**parts(), "xl/media/a.xml": b"\0" * 20_000_001}), "f.xlsx")
    assert codes(refused) == ["E772"]


def test_neither_are_two_parts_of_one_name_nor_too_many() -> None:
    for more, code in (
        ({"XL/Workbook.xml": "x"}, "E770"),
        ({f"{n}": "" for n in range(1001)}, "E772"),
    ):
        with pytest.raises(Refused) as refused:
            xlsx_documents(packed(parts() | more), "f.xlsx")
        assert codes(refused) == [code]


def test_an_encrypted_part_and_macros_are_told_so() -> None:
    data = bytearray(broken())
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(sign) + (6 if sign == b"PK\x03\x04" else 8)
        data[at] |= 1
    with_macros = KIND.replace(
        "openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled"
    )
    types = parts()["[Content_Types].xml"].replace(KIND, with_macros)
    for given, says in ((bytes(data), "password"), (broken(types=types), "macros")):
        with pytest.raises(Refused) as refused:
            xlsx_documents(given, "f.xlsx")
        assert codes(refused) == ["E771"]
        assert says in refused.value.render("en")


def test_a_part_outside_the_file_is_never_followed() -> None:
    found = parts("<sheetData/>")
    found["xl/_rels/workbook.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace(
        'Target="worksheets/0.xml"', 'Target="http://127.0.0.1/x" TargetMode="External"'
    )
    with pytest.raises(Refused) as refused:
        xlsx_documents(packed(found), "f.xlsx")
    assert codes(refused) == ["E770"]


def test_one_part_is_read_once_however_many_sheets_are_said_to_be_it() -> None:
    found = parts("<sheetData/>", '<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>')
    found["xl/workbook.xml"] = found["xl/workbook.xml"].replace(
        "</sheets>",
        '<sheet name="x" r:id="r2"/>' * 1000 + '<sheet name="chart" r:id="r9"/></sheets>',
    )
    assert [sheet.name for sheet in read_workbook(packed(found), "f.xlsx").sheets] == ["甲", "乙"]


def table(*rows: tuple[str, ...], **more: str) -> bytes:
    """A sheet with cells of text; an empty text is no cell."""
    data = "".join(
        f'<row r="{n}">'
        + "".join(text_cell(f"{'ABCDEFG'[c]}{n}", t) for c, t in enumerate(row) if t)
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    return packed(
        parts(f"<sheetData>{data}</sheetData>{more.get('after', '')}", *more.get("others", ()))
    )


def test_a_sheet_with_a_row_for_each_department_is_read_like_a_csv_file() -> None:
    first, second = xlsx_documents(
        table(
            ("2022 年各单位数据",),
            (),
            ("单位名称", "期间", "甲"),
            ("东局", "2022", "1,234.50"),
            ("西局", "", "２"),
        ),
        "f.xlsx",
    )
    assert first.values == {
        "subject": {"name": "东局", "period": "2022"}, "facts": {"甲": "1,234.50"},
    }  # fmt: skip
    assert second.values == {"subject": {"name": "西局"}, "facts": {"甲": "２"}}
    assert str(second.place(("facts", "甲"))) == "f.xlsx:甲!C5"
    assert str(second.place(("facts", "甲"), key=True)) == "f.xlsx:甲!C3"
    assert str(second.place(("facts", "乙"))) == "f.xlsx"


def test_a_sheet_with_a_row_for_each_fact_is_read_like_a_csv_file() -> None:
    (document,) = xlsx_documents(
        table(("名称", "值", "单位", "来源"), ("甲", "3", "万元", "账簿")), "f.xlsx"
    )
    assert document.values["facts"] == {"甲": {"value": "3 万元", "source": "账簿"}}
    assert str(document.place(("facts", "甲", "source"))) == "f.xlsx:甲!D2"
    assert str(document.place(("facts", "甲"), key=True)) == "f.xlsx:甲!A2"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (table(), "E155", "f.xlsx: E155"),
        (table(("单位名称", "甲")), "E155", "f.xlsx: E155"),
        (table(("单位名称", "甲"), ("东局", "1", "多")), "E153", "甲!C1"),
        (table(("单位名称", "甲", "甲"), ("东局", "1", "2")), "E154", "甲!C1"),
        (table(("单位名称", "甲"), ("东局", "1"), ("东局", "2")), "E157", "甲!A3"),
        (table(("甲", "乙"), ("1", "2")), "E156", "甲!A1"),
        (
            table(
                ("单位名称", "甲"),
                ("东局", "1"),
                after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
            ),
            "E783",
            "甲!A2",
        ),
    ],
)
def test_faults_of_a_sheet_are_those_of_a_csv_file(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        xlsx_documents(data, "f.xlsx")
    assert codes(refused) == [code]
    assert says in refused.value.render("zh")


def test_rows_and_columns_that_are_mostly_empty_are_bounded() -> None:
    cells = "".join(
        f'<row r="{n}"><c r="{c}{n}"><v>1</v></c></row>'
        for n, c in zip(range(1, 60_000), ["A", "B"] * 30_000, strict=False)
    )
    wide = "".join(f"<c><v>{n}</v></c>" for n in range(900))
    with pytest.raises(Refused) as refused:
        xlsx_documents(
            packed(
                parts(
                    f'<sheetData><row r="1">{wide}</row>{cells.partition("</row>")[2]}</sheetData>'
                )
            ),
            "f.xlsx",
        )
    assert codes(refused) == ["E161"]


def test_formulas_hidden_cells_and_other_sheets_are_told() -> None:
    sheet = (
        f'<sheetData><row r="1">{text_cell("A1", "单位名称")}{text_cell("B1", "甲")}</row>'
        f'<row r="2" hidden="1">{text_cell("A2", "东局")}'
        '<c r="B2"><f>1+1</f><v>2</v></c></row></sheetData>'
    )
    other = f"<sheetData><row>{text_cell('A1', '草稿')}</row></sheetData>"
    (document,) = xlsx_documents(packed(parts(sheet, other)), "f.xlsx")
    assert document.values["facts"] == {"甲": "2"}
    said = {each.code: each.message("zh") for each in document.warnings}
    assert said.keys() == {"W770", "W771", "W772"}
    assert "甲!B2" in said["W770"]
    assert "乙" in said["W771"]
    assert "甲!A2、甲!B2" in said["W772"]


def test_a_file_of_the_strict_variant_is_read() -> None:
    rows = (("A1", "单位名称"), ("B1", "甲")), (("A2", "东局"), ("B2", "1"))
    cells = "".join(f"<row>{''.join(text_cell(*each) for each in row)}</row>" for row in rows)
    (document,) = xlsx_documents(
        packed(parts(f"<sheetData>{cells}</sheetData>", main=STRICT)), "f.xlsx"
    )
    assert document.values["facts"] == {"甲": "1"}


def test_damaged_bytes_are_refused_before_they_are_believed(tmp_path: Path) -> None:
    data = bytearray(broken())
    at = zipfile.ZipFile(BytesIO(bytes(data))).getinfo("xl/worksheets/0.xml").header_offset + 60
    data[at] ^= 0xFF
    path = tmp_path / "f.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read_xlsx(path)
    assert codes(refused) == ["E770"]
