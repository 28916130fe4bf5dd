"""A table gives values of the kind that is asked for, or names the key that has another."""

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from perfrules.files.from_toml import toml_document
from perfrules.files.tables import Document
from perfrules.problem import Refused

TABLE = toml_document(
    """
text = "文字"
flag = true
whole = 20
decimal = 93.770
day = 2022-12-31
texts = ["a", "b"]
mixed = ["a", 1]
table = { a = 1 }
tables = [{ a = 1 }, { a = 2 }]
[named."甲"]
a = 1
[named."乙"]
b = 2
[broken]
c = 1
d = "x"
e = {}
""",
    "规则.toml",
).table

GOOD: list[tuple[str, str, Any]] = [
    ("text", "text", "文字"),
    ("flag", "flag", True),
    ("number", "whole", Fraction(20)),
    ("number", "decimal", Fraction(9377, 100)),
    ("decimal", "whole", Decimal(20)),
    ("day", "day", date(2022, 12, 31)),
    ("texts", "texts", ["a", "b"]),
    ("raw", "mixed", ["a", 1]),
]


@pytest.mark.parametrize(("getter", "key", "value"), GOOD)
def test_a_getter_gives_the_value(getter: str, key: str, value: Any) -> None:
    found = getattr(TABLE, getter)(key)
    assert found == value
    assert type(found) is type(value)


def test_the_digits_of_a_decimal_are_kept() -> None:
    assert str(TABLE.decimal("decimal")) == "93.770"


def test_tables_inside_know_their_paths() -> None:
    assert TABLE.table("table").path == ("table",)
    assert [row.path for row in TABLE.tables("tables")] == [("tables", 0), ("tables", 1)]
    assert [row.number("a") for row in TABLE.tables("tables")] == [1, 2]
    assert {name: inner.path for name, inner in TABLE.named("named").items()} == {
        "甲": ("named", "甲"),
        "乙": ("named", "乙"),
    }


BAD = [
    ("text", "whole", "E132", "数"),
    ("flag", "text", "E133", "文字"),
    ("number", "flag", "E134", "是或否"),
    ("decimal", "flag", "E134", "是或否"),
    ("number", "text", "E134", "文字"),
    ("day", "whole", "E135", "数"),
    ("texts", "mixed", "E136", "列表"),
    ("texts", "text", "E136", "文字"),
    ("table", "day", "E137", "日期"),
    ("named", "whole", "E137", "数"),
    ("tables", "table", "E138", "表"),
    ("tables", "mixed", "E138", "列表"),
]


@pytest.mark.parametrize(("getter", "key", "code", "found"), BAD)
def test_another_kind_of_value_is_refused_where_it_stands(
    getter: str, key: str, code: str, found: str
) -> None:
    with pytest.raises(Refused) as refused:
        getattr(TABLE, getter)(key)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.place == TABLE.place(key)
    assert key in problem.message("zh")
    assert problem.message("zh").endswith(f"此处是{found}")
    assert key in problem.render("en")


@pytest.mark.parametrize(
    "getter",
    ["text", "flag", "number", "decimal", "day", "texts", "table", "tables", "named", "raw"],
)
def test_a_key_is_required_unless_there_is_a_default(getter: str) -> None:
    with pytest.raises(Refused) as refused:
        getattr(TABLE, getter)("没有")
    assert [problem.code for problem in refused.value.problems] == ["E131"]
    assert "没有" in refused.value.render("en")
    assert getattr(TABLE, getter)("没有", None) is None


def test_every_inner_table_that_is_none_is_named() -> None:
    with pytest.raises(Refused) as refused:
        TABLE.named("broken")
    assert [problem.fields["key"] for problem in refused.value.problems] == ["c", "d"]


def test_a_missing_key_is_told_at_its_table() -> None:
    with pytest.raises(Refused) as refused:
        TABLE.named("named")["乙"].text("score")
    (problem,) = refused.value.problems
    assert problem.place is not None
    assert problem.place.source == '[named."乙"]'


def test_every_unknown_key_is_named_with_what_may_be_meant() -> None:
    table = toml_document('[m]\npionts = 1\n"分植" = 2\nscore = 3\nquite = 4\n', "x").table
    with pytest.raises(Refused) as refused:
        table.table("m").only("points", "分值", "score")
    assert [problem.code for problem in refused.value.problems] == ["E130"] * 3
    texts = [problem.render("zh") for problem in refused.value.problems]
    assert "points" in texts[0]
    assert "分值" in texts[1]
    assert "是否" not in texts[2]
    assert "did you mean points?" in refused.value.problems[0].message("en")
    table.table("m").only("pionts", "分植", "score", "quite")


def test_a_file_with_thousands_of_unknown_keys_is_told_in_part() -> None:
    table = toml_document("".join(f"k{i} = 1\n" for i in range(3000)), "x").table
    with pytest.raises(Refused) as refused:
        table.only("points")
    assert len(refused.value.problems) == 100


def test_keys_and_places() -> None:
    assert "text" in TABLE
    assert "没有" not in TABLE
    assert list(TABLE.table("broken").keys()) == ["c", "d", "e"]
    assert TABLE.place("text").column == 8
    assert TABLE.place("text", at="key").column == 1
    assert TABLE.table("broken").place().source == "[broken]"
    refused = TABLE.refuse("E132", "text", at="key", found="…")
    assert refused.problems[0].place == TABLE.place("text", at="key")
    assert refused.problems[0].fields == {"key": "text", "found": "…"}
    assert TABLE.refuse("E113").problems[0].fields == {}


def test_a_document_can_be_sent_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(TABLE.document))  # noqa: S301  # of our own making
    assert copy.values == TABLE.document.values
    assert copy.place(("named", "乙", "b")) == TABLE.document.place(("named", "乙", "b"))


def test_values_of_a_program_have_no_line() -> None:
    table = Document("", "", "", {"rate": Fraction(1, 3)}, "python").table
    assert table.number("rate") == Fraction(1, 3)
    assert table.place("rate").line == 0
    with pytest.raises(Refused):
        table.text("rate")
