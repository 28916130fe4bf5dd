"""Every trap of TOML is told with its line, its sign and its remedy."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.files.from_toml import toml_document
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
