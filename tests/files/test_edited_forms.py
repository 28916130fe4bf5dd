"""A form that was edited at random is read, or refused with a place; nothing else comes of it."""

from functools import cache
from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfrules import Problem, Refused, score
from perfrules.files.cell_values import value_of_cell
from perfrules.files.form_tree import as_text
from perfrules.files.from_xlsx import xlsx_documents
from perfrules.files.sheets import letters
from perfrules.files.workbook import read_workbook
from perfrules.model.read_facts import facts_from
from perfrules.studies.sample import sampled, seeded
from perfrules.views.form import form
from tests.studies.packs import full
from tests.workbooks import packed, parts

Cells = dict[tuple[int, int], tuple[str, str]]
"""By row and column, the kind and the text."""

KEYS = (
    'item ["facts", "预算"]',
    'item ["judgement", "三方", "raters", "甲"]',
    'words ["subject", "name"]',
    'item ["judgement", "评", "score"]',
    'item ["published", "score", "执行"]',
    'item ["picked", "x"]',
    'item ["subject", "period", "from"]',
    'item ["table", "产出"]',
    'items {"needs": []}',
    'rows {"at": ["table", "产出"], "name": "名称", "needs": [], "texts": [["名称"]]}',
    'rows {"at": ["published", "relation"], "name": "", "needs": [], "texts": []}',
    *('["value"]', '["unit"]', '["source"]', "[]", "[0]", '[1, "score"]', '["score"]'),
    *('["x", 0]', "text", '["value", "value"]', "perfrules form 1", "perfrules form 9"),
)
TEXTS = (
    *("", "0", "2022", "1e9", "-1", "93.77％", "１２", "万元", "是", "2022-02-30"),
    *("没有", "甲", "长" * 300, "["),
)
KINDS = ("n", "str", "b", "e", "d")

value = st.tuples(st.sampled_from(KINDS), st.sampled_from(TEXTS) | st.sampled_from(KEYS))
edit = st.tuples(
    st.sampled_from(["set", "set", "set", "key", "drop", "column", "copy"]),
    st.integers(0, 5), st.integers(0, 400), st.integers(0, 30), value,
)  # fmt: skip


@cache
def sheets() -> tuple[Cells, ...]:
    """The cells of a form that is filled in."""
    book = read_workbook(form(full(), sampled(full(), seeded(1, 1)), published=True), "f.xlsx")
    return tuple(
        {
            # As it is shown: the cells that are written here have no formats.
            (row, column): ("str", as_text(value_of_cell(sheet, row, column) or ""))
            for row, cells in sheet.rows.items()
            for column in cells
        }
        for sheet in book.sheets
    )


def edited(cells: Cells, how: tuple[str, int, int, int, tuple[str, str]]) -> Cells:
    """The cells after one edit."""
    kind, _, row, column, new = how
    places = sorted(cells)
    if not places:
        return cells
    at = places[row % len(places)]
    match kind:
        case "set":
            return {**cells, at: new}
        case "key":
            return {**cells, (at[0], 1): new}
        case "drop":
            return {place: each for place, each in cells.items() if place != at}
        case "column":
            gone = 2 + column % 10
            return {(r, c - (c > gone)): each for (r, c), each in cells.items() if c != gone}
        case _:
            last = places[-1][0] + 1
            return cells | {(last, c): each for (r, c), each in cells.items() if r == at[0]}


def written(each: Cells, merged: str) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), (kind, text) in sorted(each.items()):
        cell = f'<c r="{letters(column)}{row}" t="{kind}"><v>{escape(text)}</v></c>'
        rows.setdefault(row, []).append(cell)
    data = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())
    merges = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f"<sheetData>{data}</sheetData>{merges}"


@given(
    st.lists(edit, min_size=1, max_size=8),
    st.sampled_from(["", "", "", "", "", "", "C5:C6", "B8:C9", "B1:Z99", "C7:C7"]),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_an_edited_form_is_read_or_refused_with_its_place(
    edits: list[tuple[str, int, int, int, tuple[str, str]]], merged: str
) -> None:
    book = [*sheets()]
    for each in edits:
        at = each[1] % len(book)
        book[at] = edited(book[at], each)
    data = packed(parts(*(written(each, merged) for each in book)))
    problems: tuple[Problem, ...] = ()
    try:
        for document in xlsx_documents(data, "f.xlsx"):
            result = score(full(), facts_from(document, full()))
            assert result.state in {"done", "open", "refused"}
    except Refused as refused:
        problems = refused.problems
    assert all(problem.render("zh").startswith("f.xlsx") for problem in problems)


def test_the_form_that_is_edited_can_be_read() -> None:
    data = packed(parts(*(written(each, "") for each in sheets())))
    (document,) = xlsx_documents(data, "f.xlsx")
    assert score(full(), facts_from(document, full())).state == "done"
