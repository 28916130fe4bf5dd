"""Hostile workbooks and forms: each is refused in one line, within the bounds of all the others."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.attacks.adapt import FOR_FACTS
from tests.attacks.bounded import MOST_SECONDS, run_bounded
from tests.workbooks import packed, parts, text_cell

MARK = text_cell("A1", "perfrules form 1")


def sheet(*rows: str, after: str = "") -> bytes:
    """A form of one sheet."""
    return packed(parts(f'<sheetData><row r="1">{MARK}</row>{"".join(rows)}</sheetData>{after}'))


def row(number: int, *cells: tuple[str, str]) -> str:
    inner = "".join(
        text_cell(f"{column}{number}", text.replace('"', "&quot;")) for column, text in cells
    )
    return f'<row r="{number}">{inner}</row>'


def one_text_everywhere() -> bytes:
    """A long text in each of many cells: what is looked at once is not looked at again."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 90_000))
    return packed(
        parts(f"<sheetData>{cells}</sheetData>", shared=f"<si><t>{'长' * 32_000}</t></si>")
    )


def many_texts() -> bytes:
    """As many different texts as fit."""
    texts = "".join(f"<si><t>{n:x<90}</t></si>" for n in range(100_000))
    cells = "".join(
        f'<row><c t="s"><v>{n}</v></c><c t="s"><v>{n}</v></c></row>' for n in range(49_000)
    )
    return packed(parts(f"<sheetData>{cells}</sheetData>", shared=texts))


def merged_over_and_over() -> bytes:
    merges = "".join(f'<mergeCell ref="B4:B{40_000}"/>' for _ in range(50_000))
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>1</v></c></row>' for n in range(4, 40_000))
    keys = row(
        2,
        ("A", 'rows {"at": ["table", "t"], "name": "n", "needs": [], "texts": []}'),
        ("B", '["n"]'),
    )
    return sheet(keys, rows, after=f"<mergeCells>{merges}</mergeCells>")


def sparse() -> bytes:
    """Rows and columns that cross in millions of empty cells."""
    wide = "".join(f"<c><v>{n}</v></c>" for n in range(1000))
    tall = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 90_000))
    return packed(parts(f'<sheetData><row r="1">{wide}</row>{tall}</sheetData>'))


def many_tags() -> bytes:
    return sheet("<a/>" * 1_100_000)


def too_many_tags() -> bytes:
    return sheet("<a/>" * 4_900_000)


def too_many_texts_that_nobody_uses() -> bytes:
    return packed(parts("<sheetData/>", shared="<si><t>x</t></si>" * 1_100_000))


def deep() -> bytes:
    return sheet("<row>" * 400_000)


def deep_key() -> bytes:
    return sheet(row(2, ("A", "item " + "[" * 30_000)))


ITEMS = 'items {"needs": []}'
KEYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "a path that leads nowhere": (("A", 'item ["facts"]'),),
    "a path of another kind": (("A", 'item {"facts": 1}'),),
    "a number in a path": (("A", 'item ["facts", 0, "x"]'),),
    "true in a path": (("A", 'item ["facts", true]'),),
    "a path of the rules": (("A", 'item ["indicator", "rest", "points"]'),),
    "a long path": (("A", f"item {['facts'] * 50!r}".replace("'", '"')),),
    "half a key": (("A", "items {"),),
    "keys of another kind": (("A", 'rows {"at": 1, "name": 2, "needs": 3, "texts": 4}'),),
    "rows of facts": (("A", 'rows {"at": ["facts", "x"], "name": "", "needs": [], "texts": []}'),),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_that_nobody_wrote_are_refused(name: str, tmp_path: Path) -> None:
    data = sheet(row(2, ("A", ITEMS), ("B", "[]")), row(3, *KEYS[name], ("B", "1")))
    said = refused(data, tmp_path)
    assert "f.xlsx:甲!A3: E779" in said


def item(columns: str, path: str, *, second: bool = False) -> tuple[str, str]:
    """A row of column keys, and a row with a key of its own and one value, or two."""
    keys, values = [("A", ITEMS), ("B", columns)], [("A", f"item {path}"), ("B", "1")]
    if second:
        keys.append(("C", '["x"]'))
        values.append(("C", "2"))
    return row(2, *keys), row(3, *values)


RELATIONS = 'rows {"at": ["published", "relation"], "name": "", "needs": [], "texts": []}'
CONTRADICTIONS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "a value and what is below it": (item("[]", '["facts", "实际"]', second=True), "E784"),
    "a list and what is below it": (item("[0]", '["picked", "实际"]', second=True), "E784"),
    "a value in place of rows": (
        (
            *item("[]", '["published", "relation"]'),
            row(4, ("A", RELATIONS), ("B", '["that"]')),
            row(6, ("B", "1")),
        ),
        "E779",
    ),
    "a name of Python's own": (item('["value"]', '["facts", "__class__"]'), "E123"),
    "a name that cannot be seen": (item('["value"]', '["facts", "a\\u001b"]'), "E105"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_keys_that_cannot_be_meant_are_refused(name: str, tmp_path: Path) -> None:
    rows, code = CONTRADICTIONS[name]
    assert f"{code} " in refused(sheet(*rows), tmp_path)


def test_a_column_that_a_fact_does_not_have_gives_no_value(tmp_path: Path) -> None:
    refused(sheet(*item('["__class__"]', '["facts", "实际"]')), tmp_path, code=3)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (one_text_everywhere, "E123"),
        (many_texts, "E154"),
        (merged_over_and_over, "E77"),
        (sparse, "E161"),
        (many_tags, ""),
        (too_many_tags, "E772"),
        (too_many_texts_that_nobody_uses, "E772"),
        (deep, "E770"),
        (deep_key, "E779"),
    ],
)
def test_a_large_workbook_is_refused_in_time(
    make: Callable[[], bytes], code: str, tmp_path: Path
) -> None:
    # A workbook with as many cells as one may have is read whole before it is refused.
    assert code in refused(make(), tmp_path, 2 if code else 3, seconds=2 * MOST_SECONDS)


def refused(data: bytes, folder: Path, code: int = 2, seconds: float = MOST_SECONDS) -> str:
    """What is said of a file that cannot be used."""
    (folder / "f.xlsx").write_bytes(data)
    (folder / "rules.toml").write_text(FOR_FACTS, "utf-8")
    ran = run_bounded(["score", "f.xlsx", "--methodology", "rules.toml"], folder)
    assert ran.code == code, ran.said
    assert "Traceback" not in ran.said
    assert ran.seconds < seconds
    return ran.err
