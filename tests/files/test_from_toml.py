"""Every way in which a TOML file can be wrong is told with its line, its sign and its remedy."""

import os
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.files.from_toml import read_toml, toml_document
from perfrules.problem import Problem, Refused

EVERYTHING = (Path(__file__).parent / "data" / "everything.toml").read_text("utf-8")


def problems(source: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        toml_document(source, "规则.toml")
    return refused.value.problems


def marked(problem: Problem) -> str:
    """What the caret stands under."""
    assert problem.place is not None
    start = problem.place.column - 1
    return problem.place.source[start : start + problem.place.width]


# What was written, the code, the line, what the caret marks, and a word of the Chinese message.
TRAPS = [
    ('x = "a"，\n', "E110", 1, "，", "半角的 ,"),
    ('a = ["x"，"y"]\n', "E110", 1, "，", "半角的 ,"),
    ('a = [{ for = "x"， each = 1 }]\n', "E110", 1, "，", "半角的 ,"),
    ("\nx = “1”\n", "E110", 2, "“", '半角的 "'),
    ('x = "1”\n', "E110", 1, "”", '半角的 "'),
    ("a = ['1’]\n", "E110", 1, "’", "半角的 '"),
    ('x ＝ "1"\n', "E110", 1, "＝", "半角的 ="),
    ("[indicator.“名”]\n", "E110", 1, "“", '半角的 "'),
    ("【meta】\n", "E110", 1, "【", "半角的 ["),
    ("x = ９０\n", "E110", 1, "９", "半角的 9"),
    ("x = 1\u3000\n", "E110", 1, "\u3000", "空格"),
    ("x = 1\u00a0\n", "E110", 1, "\u00a0", "空格"),
    ("a = 1\n[indicator.资金执行率]\n", "E111", 2, "资金执行率", '引号，写成 "资金执行率"'),
    ("12345派单 = 1\n", "E111", 1, "12345派单", "引号"),
    ("x = { 名 = 1 }\n", "E111", 1, "名", "引号"),
    ("资金 执行率 = 1\n", "E111", 1, "资金 执行率", "引号"),
    ("[a b]\n", "E111", 1, "a b", "引号"),
    ("名称：1\n", "E111", 1, "名称", "引号"),
    ("x = 90%\n", "E112", 1, "90%", '写成 "90%"'),
    ("x = 9O%\n", "E112", 1, "9O%", '写成 "9O%"'),
    ("x = [80%, 90%]\n", "E112", 1, "80%", '写成 "80%"'),
    ("x = 1000 万元\n", "E118", 1, "万元", "后面不应"),
    ("x = 1000万元 # 预算\n", "E112", 1, "1000万元", "引号"),
    ("score = 分值 × 2\n", "E112", 1, "分值 × 2", '写成 "分值 × 2"'),
    ("x = True\n", "E112", 1, "True", "true"),
    ("x = .5\n", "E112", 1, ".5", "0.5"),
    ("x = 1.\n", "E112", 1, "1.", "0.5"),
    ("formula =\n", "E113", 1, "", "缺少值"),
    ("formula = # 待定\n", "E113", 1, "#", "缺少值"),
    ("x = [1,,2]\n", "E113", 1, ",", "缺少值"),
    ("x = [1, 2\n\n[b]\ny = 1\n", "E114", 1, "[", "配对"),
    ("x = [1,\n[b]\ny = 1\n", "E114", 1, "[", "配对"),
    ("x = [1,\ny = 1\n", "E114", 1, "[", "配对"),
    ("x = { a = 1\n[b]\n", "E114", 1, "{", "配对"),
    ("x = { a = 1\n  b = 2 }\n", "E114", 1, "{", "逗号"),
    ("x = {", "E114", 1, "{", "配对"),
    ("[", "E114", 1, "[", "配对"),
    ("[a\nb = 1\n", "E114", 1, "[", "配对"),
    ('a = 1\nx = "1\ny = 2\n', "E115", 2, '"', "引号"),
    ('x = "a [b {c\n', "E115", 1, '"', "引号"),
    ("x = 'a\n", "E115", 1, "'", "引号"),
    ('x = """a\nb = 1\n', "E115", 1, '"""', "引号"),
    ("x = '''a\nb = 1\n", "E115", 1, "'''", "引号"),
    ('x = "a\\', "E119", 1, "\\", "反斜杠"),
    ("indicator:\n  a: 1\n", "E116", 1, ":", "冒号"),
    ("---\na: 1\n", "E116", 1, "", "短横线"),
    ("word", "E116", 1, "", "等号"),
    ("\\\n", "E116", 1, "\\", "等号"),
    ('a = 1\n"a" = 2\n', "E117", 2, '"a"', "第 1 行"),
    ("[a]\nb = 1\n\n[a]\n", "E117", 4, "a", "第 1 行"),
    ("[[a]]\n[a]\n", "E117", 2, "a", "第 1 行"),
    ("[a]\n[[a]]\n", "E117", 2, "a", "第 1 行"),
    ("a = [1]\na = [2]\n", "E117", 2, "a", "第 1 行"),
    ("\na = 1\n[a.b]\n", "E117", 3, "b", "第 2 行"),
    ("a = 1\na.b = 2\n", "E117", 2, "b", "第 1 行"),
    ("a = { x = 1 }\na.y = 2\n", "E117", 2, "y", "第 1 行"),
    ("t = {\n a = 1,\n a = 2 }\n", "E117", 3, "a", "第 2 行"),
    ("[i.a]\nw = 1\n[i]\na.w = 2\n", "E117", 4, "w", "第 2 行"),
    ('x = "他说"好"了"\n', "E118", 1, '好"了"', "中文引号"),
    ("x = 12,345.67\n", "E118", 1, "", "千分位"),
    ("x = 1 y = 2\n", "E118", 1, "y", "占一行"),
    ('x = "D:\\预算"\n', "E119", 1, "\\预", "单引号"),
    ('x = "\\ud800"\n', "E119", 1, "\\u", "写法"),
    ("x = 2022-02-30\n", "E120", 1, "2022-02-30", "这一天"),
    ("x = { a = 1 b = 2 }\n", "E127", 1, "b", "逗号"),
    ("= 1\n", "E128", 1, "=", "缺少名称"),
    ("[]\n", "E128", 1, "]", "缺少名称"),
    ("a. = 1\n", "E128", 1, "=", "缺少名称"),
    ("a.", "E128", 1, "", "缺少名称"),
    ('\n{"a": 1}\n', "E129", 2, "{", ".json"),
]


@pytest.mark.parametrize(("text", "code", "line", "mark", "word"), TRAPS)
def test_a_trap_is_told_with_its_place_and_remedy(
    text: str, code: str, line: int, mark: str, word: str
) -> None:
    (problem,) = problems(text)
    assert problem.code == code
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == ("规则.toml", line)
    if mark:
        assert marked(problem) == mark
    assert word in problem.render("zh")
    assert problem.hint("en")
    assert "{" not in problem.message("en") + problem.message("zh") or mark == "{" or code == "E127"


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


def test_a_table_may_run_over_lines_and_end_with_a_comma() -> None:
    assert toml_document("a = {\n b = 1,\n c = 2,\n}\n", "x").values == {"a": {"b": 1, "c": 2}}


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


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_a_line_that_exists(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(EVERYTHING)))
    stop = data.draw(st.integers(start, min(len(EVERYTHING), start + 5)))
    inserted = data.draw(st.text("\"'[]{}=.,\\\n#，“”1名a% ", max_size=4))
    text = EVERYTHING[:start] + inserted + EVERYTHING[stop:]
    try:
        toml_document(text, "x.toml")
    except Refused as refused:
        for problem in refused.problems:
            assert problem.code != "E121"
            assert problem.place is not None
            assert problem.place.source == text.split("\n")[problem.place.line - 1]
            assert 1 <= problem.place.column <= len(problem.place.source) + 1
            assert problem.render("zh")
            assert problem.render("en")


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
