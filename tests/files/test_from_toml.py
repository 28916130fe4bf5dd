"""A TOML file is read exactly, within bounds, and without what a reader cannot see."""

import os
import time
from decimal import Decimal
from pathlib import Path

import pytest

from perfrules.files.from_toml import read_toml, toml_document
from perfrules.problem import Problem, Refused


def problems(source: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        toml_document(source, "规则.toml")
    return refused.value.problems


def marked(problem: Problem) -> str:
    """What the caret stands under."""
    assert problem.place is not None
    start = problem.place.column - 1
    return problem.place.source[start : start + problem.place.width]


# What tomli takes and perfrules does not.
UNFIT = [
    ("x = 1e400\n", "E126", "1e400"),
    ("x = 1e-41\n", "E126", "1e-41"),
    (f"x = 0.{'3' * 41}\n", "E126", f"0.{'3' * 41}"),
    (f"x = {'9' * 41}\n", "E126", "9" * 41),
    (f"x = {'9' * 5000}\n", "E126", "9" * 5000),
    (f"x = 0x{'f' * 5000}\n", "E126", f"0x{'f' * 5000}"),
    ("x = [1, -inf]\n", "E125", "-inf"),
    ("x = nan\n", "E125", "nan"),
    ("x = 2022-12-31T10:00:00Z\n", "E109", "2022-12-31T10:00:00Z"),
    ("x = 10:00\n", "E109", "10:00"),
    ('"" = 1\n', "E123", '""'),
    ('" " = 1\n', "E123", '" "'),
    ('"__class__" = 1\n', "E123", '"__class__"'),
    ('"a\\nb" = 1\n', "E123", '"a\\nb"'),
    (f'"{"名" * 201}" = 1\n', "E123", f'"{"名" * 201}"'),
    ('A1 = 1\n"Ａ１" = 2\n', "E122", '"Ａ１"'),
    ('"\\u001b[2J" = 1\n', "E105", '"\\u001b[2J"'),
    ('x = "红\\e[31m"\n', "E105", "\\e"),
    ('x = "a\\u202eb"\n', "E105", "\\u202e"),
    ('x = "a\\r"\n', "E106", "\\r"),
    (f"x = {'[' * 33}{']' * 33}\n", "E124", "["),
    (f"x = {'{ a = ' * 33}1{' }' * 33}\n", "E124", "{"),
    (f"{'.'.join('a' * 40)} = 1\n", "E124", "."),
]


@pytest.mark.parametrize(("text", "code", "mark"), UNFIT)
def test_what_toml_allows_but_no_rule_needs_is_refused(text: str, code: str, mark: str) -> None:
    (problem,) = problems(text)
    assert problem.code == code
    assert marked(problem) == mark
    assert problem.hint("zh")


def test_depth_made_of_keys_within_tables_counts_too() -> None:
    (problem,) = problems(f"x = {{ {'.'.join('a' * 20)} = {{ {'.'.join('b' * 20)} = 1 }} }}\n")
    assert problem.code == "E124"


def test_all_unfit_values_are_told_at_once() -> None:
    assert [p.code for p in problems("b = nan\na = { c = 1e99, '__d' = 1 }\n")] == [
        "E125",
        "E126",
        "E123",
    ]


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "E105"), ("\u202e", "E105"), ("\u200b", "E105"), ("\ue000", "E105"),
     ("\u2028", "E105"), ("\u3164", "E105"), ("\ufe0f", "E105"), ("\U000e0100", "E105"),
     ("\u0378", "E105"), ("\ufeff", "E105"), ("\r", "E106")],
)  # fmt: skip
@pytest.mark.parametrize("where", ["# a{}b\nx = 1\n", 'x = "a{}b"\n', '"a{}b" = 1\n'])
def test_a_character_that_cannot_be_seen_is_refused_anywhere(
    character: str, code: str, where: str
) -> None:
    (problem,) = problems(where.format(character))
    assert problem.code == code
    assert f"U+{ord(character):04X}" in problem.render("zh") or code == "E106"
    assert marked(problem) == character


def test_at_most_some_unseen_characters_are_listed() -> None:
    assert len(problems("# " + "\u202e" * 5000)) == 20


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        ('title = "测试规则"\n'.encode("gbk"), "E104", "GBK"),
        ('title = "测试规则"\n'.encode("utf-16"), "E104", "UTF-16"),
        ('title = "测试规则"\n'.encode("utf-16-be"), "E104", "UTF-16"),
        ('title = "rules"\n'.encode("utf-16-le"), "E104", "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "E107", "Excel"),
        (b"a = 1\n# caf\xe9\n", "E108", "UTF-8"),
        (b'title = "\xed\xa0\x80"\n', "E108", "UTF-8"),
    ],
)
def test_another_encoding_is_named_with_the_way_out(data: bytes, code: str, word: str) -> None:
    (problem,) = problems(data)
    assert problem.code == code
    assert word in problem.render("zh")
    assert word in problem.render("en")


def test_the_line_of_bytes_that_no_encoding_explains_is_named() -> None:
    (problem,) = problems(b"a = 1\n# caf\xe9\n")
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (2, 6)


def test_numbers_keep_their_digits() -> None:
    values = toml_document("a = 93.770\nb = 1_000.5\nc = 0x1F\nd = 1e40\n", "x").values
    assert str(values["a"]) == "93.770"
    assert values["b"] == Decimal("1000.5")
    assert values["c"] == 31
    assert values["d"] == Decimal("1e40")


@pytest.mark.parametrize(
    "text",
    [
        "a = {\n b = 1 }\n",
        "a = { b = 1,\n c = 2 }\n",
        "a = { b = 1\n}\n",
        "a = { b = 1, }\n",
        "a = [ 1, { b = 1 # why\n } ]\n",
    ],
)
def test_an_inline_table_stays_on_one_line_though_tomli_reads_more(text: str) -> None:
    (problem,) = problems(text)
    assert problem.code == "E143"
    assert marked(problem) == "{"


def test_what_an_inline_table_holds_may_go_over_lines() -> None:
    text = 'a = { b = [\n 1,\n 2,\n], c = """{\n}""" }\nd = [ { e = 1 },\n { e = 2 },\n]\n'
    assert toml_document(text, "x").values == {
        "a": {"b": [1, 2], "c": "{\n}"},
        "d": [{"e": 1}, {"e": 2}],
    }


def test_what_tomli_raises_beside_its_own_error_is_refused_quickly() -> None:
    started = time.perf_counter()
    for text in (
        f"x = {'[' * 100_000}",
        f"x = {'{a=' * 100_000}",
        f"{'a.' * 100_000}a = 1",
        f"[{'a.' * 100_000}a]",
        f"x = {'9' * 900_000}",
        f"x = 1e{'9' * 900_000}",
        '"' * 900_000,
        "a" * 900_000,
        "'" + "\\" * 900_000,
    ):
        problems(text)
    assert time.perf_counter() - started < 5


def test_a_file_is_read_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "规则.toml"
    path.write_bytes("a = '值'\r\n".encode())
    document = read_toml(path)
    assert document.values == {"a": "值"}
    assert document.path == str(path)
    assert document.text == "a = '值'\n"
    assert len(document.sha256) == 64


def refusal(path: Path) -> Problem:
    with pytest.raises(Refused) as refused:
        read_toml(path)
    (problem,) = refused.value.problems
    assert problem.render("zh")
    assert problem.render("en")
    return problem


def test_what_cannot_be_opened_is_told_by_name(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.toml").code == "E101"
    assert "没有这个文件" in refusal(tmp_path / "没有.toml").render("zh")
    assert refusal(Path("a\0b")).code == "E101"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert refusal(loop).code == "E101"
    assert refusal(tmp_path).code == "E102"
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").code == "E102"


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(10**11)
    assert refusal(path).code == "E103"
    assert "1 MB" in refusal(path).render("zh")
