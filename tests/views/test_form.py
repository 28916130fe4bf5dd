"""A form that is filled in from a fact set is read back as the same fact set, whoever saved it."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from perfrules import FactSet, Refused, Result, explain, facts, load_facts, load_methodology, score
from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from perfrules.studies.sample import sampled, seeded
from perfrules.testing import fact_sets
from perfrules.views.form import form
from tests.forms import Filled, everything, opened_and_saved, read, read_back
from tests.house.test_guide import GUIDES, complete, frame_of, rules_of
from tests.studies.packs import ROOT, SHIPPED, full, methodology, name_of, shipped
from tests.views.test_explain import check_golden

CASES = sorted((ROOT / "examples").glob("*.toml"))


@given(fact_sets(full()))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_filled_form_says_what_it_was_filled_in_with(drawn: FactSet) -> None:
    assert everything(read_back(drawn)) == everything(drawn)


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_so_it_is_for_every_shipped_methodology(path: Path) -> None:
    for number in range(3):
        drawn = sampled(shipped(path), seeded(13, number))
        again = read_back(drawn)
        assert everything(again) == everything(drawn)
        assert score(again.rules, again).low == score(drawn.rules, drawn).low


@pytest.mark.parametrize("number", range(len(rules_of(GUIDES["zh"]))))
def test_and_for_every_rule_file_of_the_guide(number: int) -> None:
    text = complete(rules_of(GUIDES["zh"])[number].text, frame_of(GUIDES["zh"]))
    rules = methodology_from(toml_document(text, "page.toml"))
    drawn = sampled(rules, seeded(2, 1))
    assert everything(read_back(drawn)) == everything(drawn)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_published_case_keeps_its_evidence_and_what_was_printed(path: Path) -> None:
    case = load_facts(path)
    again = read_back(case)
    assert everything(again) == everything(case)
    assert [each.code for each in again.warnings] == [each.code for each in case.warnings]


def test_the_same_form_is_the_same_file() -> None:
    assert form(full()) == form(full())


def test_an_empty_form_has_nothing_in_it() -> None:
    again = read(form(full(), published=True), full())
    assert (again.facts, again.judgements, again.tables, again.picked) == ({}, {}, {}, {})
    assert again.published is None


@pytest.mark.parametrize("name", ["beijing-traffic-2022", "sichuan-unit-2017-overall"])
def test_what_libreoffice_saves_is_read_as_the_same(name: str, tmp_path: Path) -> None:
    case = load_facts(ROOT / "examples" / f"{name}.toml")
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(case.rules, case))
    again = load_facts(opened_and_saved(path, tmp_path), methodology=case.rules)
    assert everything(again) == everything(case)
    assert [each.code for each in again.warnings] == [each.code for each in case.warnings]


def test_the_form_knows_its_methodology(tmp_path: Path) -> None:
    rules = load_methodology("beijing/department@2022")
    path = Filled(form(rules)).save(tmp_path / "form.xlsx")
    given_facts = load_facts(path)
    assert given_facts.methodology == "beijing/department@2022"
    assert score(given_facts.rules, given_facts).state == "open"


RULES = """
[fact."预算"]
unit  = "万元"
range = "> 0"
about = "年初预算数，不含追加"
[fact."比率"]
unit  = "%"
range = "(0%, 80%]"
[fact."个数"]
unit  = "个"
range = "[0, 10]"
[fact."距离"]
unit  = "km"
range = "(0, 100]"
[fact."有报告"]
kind = "yes/no"
[fact."日期"]
kind = "date"
[fact."地区"]
choice = ["东部", "西部"]
[fact."说明"]
kind     = "text"
optional = true
[fact."地名"]
choice = [CHOICES]
optional = true
[indicator."算"]
points = 5
score  = "如果(有报告 且 地区 = '东部' 且 日期 ≥ 日期, 分值, min(比率, 比率) × 0)"
[indicator."评"]
points = 5
judged = true
step   = 0.5
basis  = "办法第三条"
""".replace("CHOICES", ", ".join(f'"地名, {n}"' for n in range(60)))


def validations(data: bytes, sheet: str) -> dict[str, tuple[object, ...]]:
    """Type, operator and formulas of what is checked, by the first cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        str(each.sqref): (each.type, each.operator, each.formula1, each.formula2)
        for each in book[sheet].data_validations.dataValidation
    }


def test_ranges_choices_and_days_are_checked_while_one_writes() -> None:
    rules = methodology(RULES, points=10)
    filled = Filled(form(rules))
    checks = validations(filled.data, "指标事实")

    def of(name: str) -> tuple[object, ...]:
        return checks[filled.cell("facts", name, "value").coordinate]

    at = filled.cell("facts", "比率", "value").coordinate
    assert of("预算") == ("decimal", "greaterThan", "0", None)
    assert of("比率") == ("custom", None, f"AND(ISNUMBER({at}),{at}>0,{at}<=0.8)", None)
    assert of("个数")[:1] + of("个数")[2:] == ("decimal", "0", "10")
    assert of("有报告")[::2] == ("list", '"是,否"')
    assert of("日期") == ("date", "greaterThanOrEqual", "2", None)
    assert of("地区")[::2] == ("list", '"东部,西部"')
    # Names with commas would be two each in a list that stands in the validation.
    assert of("地名")[::2] == ("list", "'选项'!$B$2:$B$61")
    assert filled.book["选项"].sheet_state == "hidden"
    assert filled.book["选项"]["B61"].value == "地名, 59"
    year = filled.cell("subject", "period").coordinate
    assert validations(filled.data, "封面")[year] == ("decimal", None, "2022", "2022")
    (step,) = [each for each in validations(filled.data, "评判").values() if each[0] == "custom"]
    assert "/(0.5)-ROUND(" in str(step[2])


def test_the_form_says_what_is_wanted() -> None:
    filled = Filled(form(methodology(RULES, points=10)))
    sheet = filled.book["指标事实"]
    row = filled.cell("facts", "预算", "value").row
    shown = [cell.value for cell in sheet[row] if cell.value]
    assert shown[1:] == ["预算", "万元", "必填", "> 0", "年初预算数，不含追加"]
    messages = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    said = messages[filled.cell("facts", "预算", "value").coordinate]
    assert (said.promptTitle, said.prompt) == ("预算", "> 0\n年初预算数，不含追加")
    assert said.error == "可填：> 0"
    assert sheet.protection.sheet
    assert not filled.cell("facts", "预算", "value").protection.locked
    assert sheet.column_dimensions["A"].hidden
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    basis = [cell.value for row in filled.book["评判"].iter_rows() for cell in row]
    assert any("依据：办法第三条" in str(value) for value in basis)
    # One that may be left out says so, and is not counted among those that are still empty.
    optional = filled.cell("facts", "说明", "value").row
    assert "选填" in [cell.value for cell in sheet[optional]]


def test_the_cover_counts_what_is_still_empty() -> None:
    rules = methodology(RULES, points=10)
    given_facts = facts(rules, {"预算": "3 万元", "有报告": True})
    for data, count in ((form(rules), 7), (form(rules, given_facts), 5)):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        values = [cell.value for row in book["封面"].iter_rows() for cell in row]
        assert values[values.index("指标事实") + 2] == count


def test_text_that_looks_like_a_formula_is_text() -> None:
    rules = methodology(RULES, points=10)
    evil = '=HYPERLINK("http://x.invalid","y")'
    given_facts = facts(
        rules, {"说明": evil, "预算": {"value": "1 万元", "source": "+1", "note": "@x"}}
    )
    data = form(rules, given_facts)
    filled = Filled(data)
    cell = filled.cell("facts", "说明", "value")
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, evil)
    assert b"<f>" not in sheet_xml(data, 2)
    assert everything(read(data, rules)) == everything(given_facts)


def sheet_xml(data: bytes, number: int) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml")


def test_a_number_longer_than_a_cell_holds_stands_as_text() -> None:
    rules = methodology(RULES, points=10)
    given_facts = facts(rules, {"预算": "1234567890123.456789 万元"})
    assert everything(read_back(given_facts)) == everything(given_facts)


def test_what_has_no_place_in_a_form_is_refused() -> None:
    rules = methodology(RULES, points=10)
    given_facts = facts(rules, {"预算": {"value": "1 万元", "note": "长" * 33_000}})
    with pytest.raises(Refused) as refused:
        form(rules, given_facts)
    assert [each.code for each in refused.value.problems] == ["E786"]


def test_sheets_have_names_that_spreadsheet_programs_take() -> None:
    body = '[indicator.x]\npoints = 1\nscore = "1"\n'
    for name in ("a/b[c]:*?", "长" * 40, "长" * 41, "History", "指标事实", "'"):
        body += f'[table."{name}"]\nname = "n"\ncolumns."n" = "text"\n'
    rules = methodology(body, points=1)
    names = openpyxl.load_workbook(io.BytesIO(form(rules))).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_an_english_methodology_has_an_english_form() -> None:
    rules = methodology(RULES, points=10, more='lang = "en"\n')
    book = Filled(form(rules)).book
    assert book.sheetnames[:3] == ["Cover", "Facts", "Judgements"]


@pytest.mark.parametrize(
    "written",
    [
        "30,000 元",
        "3.10 万元",
        "0.5亿元",
        "１２ 千元",
        "3",
        "0.000001 万元",
        "999999999999.99 万元",
    ],
)
def test_amounts_keep_their_unit_and_their_digits(written: str) -> None:
    rules = methodology(RULES, points=10)
    given_facts = facts(rules, {"预算": written})
    assert everything(read_back(given_facts)) == everything(given_facts)


TABLE = """
[table."表"]
name = "名"
unit = "位"
columns."名" = "text"
columns."数" = { kind = "number", optional = true }
columns."率" = { kind = "number", unit = "%", optional = true }
columns."位" = "unit"
columns."属" = { refers = "表", many = true, optional = true }
[indicator.x]
points = 1
score = "1"
"""


def test_cells_of_a_table_keep_evidence_of_their_own() -> None:
    rules = methodology(TABLE, points=1)
    rows: list[dict[str, object]] = [
        {"名": "2022", "数": {"value": "3.50 户", "source": "a", "page": "8"}, "位": "户"},
        {
            "名": {"value": "乙", "note": "n"},
            "数": 4,
            "位": "万元",
            "属": ["2022", "乙"],
            "source": "s",
        },
        {"名": "丙", "率": {"value": "3.5%", "checked": "c"}, "位": "%", "数": "7%", "属": []},
    ]
    given_facts = facts(rules, {}, tables={"表": rows})
    assert everything(read_back(given_facts)) == everything(given_facts)


def test_a_table_without_a_row_is_not_one_that_is_missing() -> None:
    rules = methodology(TABLE, points=1)
    without: dict[str, list[dict[str, object]]] = {"表": []}
    for tables in ({}, without):
        given_facts = facts(rules, {}, tables=tables)
        assert read_back(given_facts).tables == given_facts.tables


def test_a_judgement_that_no_rule_asks_for_has_no_place_in_a_form() -> None:
    rules = methodology(TABLE, points=1)
    judged = {"表": {"甲": {"score": 1, "origin": "reviewer"}}}
    given_facts = facts(rules, {}, tables={"表": [{"名": "甲", "位": "户"}]}, judgements=judged)
    with pytest.raises(Refused) as refused:
        form(rules, given_facts)
    assert "judgement.表.甲" in refused.value.render("zh")


def test_a_form_of_everything_survives_libreoffice(tmp_path: Path) -> None:
    drawn = sampled(full(), seeded(1, 1))
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(full(), drawn))
    again = read(opened_and_saved(path, tmp_path).read_bytes(), full())
    assert everything(again) == everything(drawn)


def page_of(data: bytes) -> str:
    """What a reader sees of a form, and what stands hidden in it, cell by cell."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            cells = [
                f"{cell.column_letter}: {cell.value}" for cell in row if cell.value is not None
            ]
            if cells:
                lines.append(f"{row[0].row:>3} " + " | ".join(cells).replace("\n", "⏎"))
        for each in sheet.data_validations.dataValidation:
            said = (each.type, each.operator, each.formula1, each.formula2, each.prompt)
            shown = " ".join(str(part) for part in said if part is not None)
            lines.append(f"    {each.sqref} {shown}".replace("\n", "⏎"))
    return "\n".join(lines)


def test_the_form_of_the_published_case_is_the_golden_one() -> None:
    case = load_facts(ROOT / "examples" / "beijing-traffic-2022-illustrated.toml")
    check_golden("form.txt", page_of(form(case.rules, case)))


def test_the_english_form_is_the_golden_one(done: Result) -> None:
    rules = evolve(done.methodology, lang="en")
    check_golden("form.en.txt", page_of(form(rules, published=True)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_explained_from_a_form_is_what_is_explained_from_the_file(path: Path) -> None:
    case = load_facts(path)
    texts = [explain(score(case.rules, each), lang="zh") for each in (case, read_back(case))]
    without_files = [text.partition("所用文件")[0] for text in texts]
    assert without_files[0] == without_files[1]
    assert without_files[0] != texts[0]


def test_rules_that_look_like_formulas_or_links_are_text() -> None:
    name = "=1+1"
    body = (
        f'[fact."{name}"]\nchoice = ["=A1", "+x", "http://x.invalid"]\nabout = "@sum"\n'
        f'[indicator.x]\nlabel = "=2"\npoints = 1\njudged = true\nbasis = "-3"\n'
        f'[table."=4"]\nname = "n"\ncolumns."n" = "text"\nabout = "=5"\n'
    )
    data = form(methodology(body, points=1))
    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert {name, "=2", "=4", "=5"} <= {cell.value for cell in cells if cell.data_type == "s"}
    formulas = {str(cell.value).partition("(")[0] for cell in cells if cell.data_type == "f"}
    assert formulas == {"=SUMPRODUCT"}
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"x.invalid" in parts.read(each) for each in parts.namelist() if "_rels" in each)
