"""Every key and value of a file is found where it stands."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.files.from_toml import toml_document
from perfrules.files.places import letters
from perfrules.files.spots import json_spots, toml_spots

EVERYTHING = (Path(__file__).parent / "data" / "everything.toml").read_text("utf-8")


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Every path of a value with what stands there, the whole left out."""
    items = enumerate(value) if isinstance(value, list) else value.items()
    for key, inner in items:
        yield (*path, key), inner
        if isinstance(inner, dict | list):
            yield from paths(inner, (*path, key))


def assert_all_found(text: str) -> None:
    values = tomli.loads(text, parse_float=Decimal)
    spots = toml_spots(text)
    expected = dict(paths(values))
    assert set(spots) == set(expected)
    for path, value in expected.items():
        key, span = spots[path]
        if isinstance(path[-1], str):
            part = text[slice(*key)]
            assert tomli.loads(f"{part} = 0") == {path[-1]: 0}
        if not isinstance(value, dict | list):
            assert span is not None
            literal = text[slice(*span)]
            assert tomli.loads(f"x = {literal}", parse_float=Decimal)["x"] == value
            if isinstance(value, str):
                assert_letters(literal, value)


def assert_letters(literal: str, value: str) -> None:
    """The literal cut down to each single character still says that character."""
    *pieces, end = letters(literal)
    assert len(pieces) == len(value)
    assert set(literal[end[0] :]) <= set("\"'")
    for (start, stop), character in zip(pieces, value, strict=True):
        piece = literal[start:stop]
        if len(piece) > 1:
            assert tomli.loads(f'x = "{piece}"')["x"] == character
        else:
            assert piece == character


def test_every_way_of_writing_is_found() -> None:
    assert_all_found(EVERYTHING)


def test_the_place_of_a_formula_character_in_a_multi_line_text() -> None:
    document = toml_document(
        '[a]\nformula = """\n  分值 ×\n  完成率 \\\n   ÷ "2" """\n', "规则.toml"
    )
    text = document.values["a"]["formula"]
    for word, line, column in (("分值", 3, 3), ("完成率", 4, 3), ("÷", 5, 4), ("2", 5, 7)):
        start = text.index(word)
        place = document.place(("a", "formula"), start=start, end=start + len(word))
        assert (place.file, place.line, place.column) == ("规则.toml", line, column)
        assert place.source[column - 1 : column - 1 + place.width] == word


def test_the_place_behind_the_last_character_is_the_closing_quote() -> None:
    document = toml_document("f = '1 +'\n", "a.toml")
    assert document.place(("f",), start=3, end=3).column == 9
    assert document.place(("f",), start=3, end=3).width == 1
    assert document.place(("f",), start=99, end=120).column == 9


def test_a_span_over_several_lines_is_shown_to_the_end_of_the_first() -> None:
    document = toml_document('f = """ab\ncd"""\n', "a.toml")
    assert (document.place(("f",)).column, document.place(("f",)).width) == (5, 5)
    place = document.place(("f",), start=1, end=5)
    assert (place.line, place.column, place.width) == (1, 9, 1)


def test_line_ends_and_the_byte_order_mark_do_not_move_columns() -> None:
    plain = toml_document("a = 1\nb = { c = '二' }\n", "x")
    dressed = toml_document("\ufeffa = 1\r\nb = { c = '二' }\r\n", "x")
    assert dressed.place(("b", "c")) == plain.place(("b", "c"))
    assert dressed.values == plain.values
    assert dressed.sha256 != plain.sha256


def test_what_is_not_there_stands_at_the_nearest_key_above() -> None:
    document = toml_document('top = 1\n[[row]]\n[[row]]\nname = "x"\n', "a.toml")
    assert document.place(("row", 1, "points")).line == 3
    assert document.place(("row", 1, "name", "deeper")).line == 4
    assert document.place(("row",)).line == 2
    assert str(document.place(("nowhere",))) == "a.toml"


def test_key_and_value_have_places_of_their_own() -> None:
    document = toml_document('[indicator."甲"]\npoints = 20\n', "a.toml")
    key = document.place(("indicator", "甲", "points"), key=True)
    value = document.place(("indicator", "甲", "points"))
    assert (key.column, key.width, value.column, value.width) == (1, 6, 10, 2)
    assert document.place(("indicator", "甲"), key=True).column == 12
    assert document.place(("indicator", "甲")).width == len('[indicator."甲"]')


names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
scalars = st.one_of(
    st.integers(-(10**30), 10**30),
    st.booleans(),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


def inline(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{basic(k)} = {inline(v)}" for k, v in value.items()) + "}"
        case list():
            return "[\n " + ",\n ".join(inline(item) for item in value) + " # ]\n]"
        case str():
            return basic(value)
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def basic(text: str) -> str:
    """A quoted text in which some characters are written as escapes."""
    pieces = (c if c.isalnum() and ord(c) % 3 else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(pieces)}"'


@settings(max_examples=60)
@given(st.dictionaries(names, st.dictionaries(names, values, max_size=3), max_size=3))
def test_every_key_and_value_of_any_file_is_found(tree: dict[str, dict[str, Any]]) -> None:
    sections = [
        f"[{basic(name)}]\n" + "".join(f"{basic(k)} = {inline(v)}\n" for k, v in table.items())
        for name, table in tree.items()
    ]
    assert_all_found("\n".join(sections))


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    ),
    st.booleans(),
    st.sampled_from([None, 2]),
)
def test_every_key_and_value_of_json_is_found(
    tree: dict[str, Any], ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(tree, ensure_ascii=ascii_only, indent=indent)
    spots = json_spots(text)
    assert set(spots) == {(), *(path for path, _ in paths(tree))}
    for path, value in paths(tree):
        span = spots[path].value
        assert span is not None
        assert json.loads(text[slice(*span)]) == value
        if isinstance(value, str):
            assert len(letters(text[slice(*span)])) == len(value) + 1
