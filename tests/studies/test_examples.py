"""The examples of rule files: merged by `like`, compared exactly, refused with their places."""

from pathlib import Path

import pytest

from perfrules.studies.examples import FileTried, try_examples
from tests.scoring.rules import HEAD
from tests.studies.versions import ROOT

RULES = (
    HEAD.format(points=100, more='grade_on = "printed"')
    + """
[[grade]]
name = "优"
in = "[90, 100]"
[[grade]]
name = "差"
in = "[0, 90)"
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "万元"
[fact."比例"]
unit = "%"
from_parameters = true
[measure."执行率"]
value = "支出 ÷ 预算"
unit = "%"
[indicator."执行"]
points = 20
value = "执行率 × 比例"
unit = "%"
score = "分值 × min(执行率, 100%)"
[indicator."评"]
points = 80
judged = true
[[example]]
name = "甲"
[example.facts]
"支出" = "2 万元"
"预算" = "3 万元"
[example.judgement."评"]
score = 75
origin = "reviewer"
"""
)
PARAMETERS = """
format = 1
[[parameter."比例"]]
from = 2022-01-01
to = 2022-12-31
value = "50%"
basis = "文"
"""


def tried(folder: Path, more: str, only: str = "") -> FileTried:
    path = folder / "rules.toml"
    path.write_text(
        RULES.replace("from = 2022-01-01 }", "from = 2022-01-01, to = 2022-12-31 }") + more, "utf-8"
    )
    (folder / "parameters").mkdir(exist_ok=True)
    (folder / "parameters" / "2022.toml").write_text(PARAMETERS, "utf-8")
    return try_examples(path, only=only)


def failed(found: FileTried) -> list[tuple[str, str, str]]:
    return [
        (check.expectation.what, check.expectation.expected, check.got.en)
        for each in found.tried
        for check in each.checks
        if not check.passed
    ]


RIGHT = """
[example.expect]
total = 88.33
grade = "差"
score."执行" = 13.33
value."执行率" = "66.67%"
value."执行" = "33.3%"
open = false
"""


def test_what_is_as_expected_passes(tmp_path: Path) -> None:
    found = tried(tmp_path, RIGHT)
    assert found.passed
    assert failed(found) == []
    assert [len(each.checks) for each in found.tried] == [6]


@pytest.mark.parametrize(
    ("expect", "failure"),
    [
        ("total = 88.34", ("total", "88.34", "88.33")),
        ("total = 88.330000001", ("total", "88.330000001", "88.33")),
        ('grade = "优"', ("grade", "优", "差")),
        ('score."执行" = 13.3', ('score."执行"', "13.3", "13.33")),
        ('score."评" = 70', ('score."评"', "70", "75.00")),
        ('value."执行率" = "66.66%"', ('value."执行率"', "66.66%", "≈66.666667%")),
        ('value."执行率" = "66.6667%"', None),
        ('value."执行率" = "67%"', None),
        ('error = "E406"', ("error", "E406", "no error")),
        ("open = true", ("open", "true", "a total of 88.33, nothing missing")),
    ],
)
def test_figures_are_compared_exactly(
    expect: str, failure: tuple[str, str, str] | None, tmp_path: Path
) -> None:
    found = tried(tmp_path, f"[example.expect]\n{expect}\n")
    assert failed(found) == ([] if failure is None else [failure])
    assert found.passed == (failure is None)
    for problem in found.tried[0].failures:
        assert problem.code == "E620"
        assert problem.place is not None
        assert problem.place.source == expect
        assert "应为" in problem.render("zh")


def test_like_states_only_what_differs(tmp_path: Path) -> None:
    like = """
[[example]]
name = "乙"
like = "甲"
[example.facts]
"支出" = "3 万元"
[example.expect]
total = 95.00
[[example]]
name = "丙"
like = "乙"
[example.judgement."评"]
score = 80
origin = "reviewer"
[example.expect]
grade = "优"
total = 100
"""
    found = tried(tmp_path, RIGHT + like)
    assert failed(found) == []
    assert [each.name for each in found.tried] == ["甲", "乙", "丙"]
    some = tried(tmp_path, RIGHT + like, only="乙")
    assert ([each.name for each in some.tried], some.left_out) == (["乙"], 2)


def test_an_example_may_be_open_or_refused(tmp_path: Path) -> None:
    more = """
[[example]]
name = "缺"
like = "甲"
period = 2021
[example.expect]
total = 88.33
value."执行" = "33.3%"
[[example]]
name = "负"
like = "甲"
[example.facts]
"支出" = "-1 万元"
[example.expect]
error = "E406"
[[example]]
name = "负而不知"
like = "负"
[example.expect]
total = 1
error = "E404"
open = true
grade = "优"
score."执行" = 1
value."执行率" = "1%"
"""
    found = tried(tmp_path, RIGHT + more)
    assert [each.passed for each in found.tried] == [True, False, True, False]
    told = failed(found)
    assert told[0] == ('value."执行"', "33.3%", "open (missing: 比例)"), "no parameter for 2021"
    assert {got for _, _, got in told[-6:]} == {"refused (E406)"}
    place = found.tried[3].problems
    assert place == (), "the error was expected, though another one"


def test_what_cannot_be_computed_fails_though_nothing_asks_for_it(tmp_path: Path) -> None:
    more = '[[example]]\nname = "零"\nlike = "甲"\n[example.facts]\n"预算" = "0 万元"\n'
    more += '[example.expect]\nscore."评" = 75\n'
    zero = tried(tmp_path, RIGHT + more).tried[1]
    assert [check.passed for check in zero.checks] == [True]
    assert not zero.passed
    assert zero.failures == ()
    assert {problem.code[:2] for problem in zero.problems} == {"E2"}
    meant = tried(tmp_path, f'{RIGHT}{more}error = "{zero.problems[0].code}"\n')
    assert meant.passed


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    more = '[[example]]\nname = "缺"\n[example.facts]\n"预算" = "3 万元"\n'
    found = tried(tmp_path, f"{RIGHT}{more}[example.expect]\ntotal = 1\nopen = true\n")
    assert failed(found) == [("total", "1", "open (missing: judgement:评、支出)")]


def example(name: str, like: str = "", more: str = "") -> str:
    took = f'like = "{like}"\n' if like else ""
    return f'[[example]]\nname = "{name}"\n{took}{more}[example.expect]\ntotal = 1\n'


@pytest.mark.parametrize(
    ("more", "codes", "source"),
    [
        ("[example.expect]\ntotl = 1\n", ["E130"], "totl = 1"),
        ('[example.expect]\nscore."无" = 1\n', ["E623"], 'score."无" = 1'),
        ('[example.expect]\nvalue."评" = "1%"\n', ["E623"], 'value."评" = "1%"'),
        ('[example.expect]\ngrade = "良"\n', ["E623"], 'grade = "良"'),
        ('[example.expect]\nerror = "E999"\n', ["E623"], 'error = "E999"'),
        ('[example.expect]\nvalue."执行率" = 66.67\n', ["E244"], 'value."执行率" = 66.67'),
        ("[example.expect]\n", ["E625"], "[example.expect]"),
        ("", ["E131"], "[[example]]"),
        (RIGHT + example("甲"), ["E624"], 'name = "甲"'),
        (RIGHT + example("乙", "申"), ["E621"], 'like = "申"'),
        (RIGHT + example("乙", "丙") + example("丙", "乙"), ["E622", "E622"], 'like = "丙"'),
        (RIGHT + example("乙", "甲", "[example.subject]\n"), ["E130"], "[example.subject]"),
    ],
)
def test_an_example_that_cannot_be_used_is_refused_with_its_place(
    more: str, codes: list[str], source: str, tmp_path: Path
) -> None:
    found = tried(tmp_path, more)
    assert [problem.code for problem in found.problems] == codes
    assert (found.passed, found.tried) == (False, ())
    place = found.problems[0].place
    assert place is not None
    assert place.source == source


def test_a_key_that_no_fact_file_knows_is_refused_at_its_place(tmp_path: Path) -> None:
    found = tried(tmp_path, "[example.fact]\n[example.expect]\ntotal = 1\n")
    assert [problem.code for problem in found.tried[0].problems] == ["E130"]
    place = found.tried[0].problems[0].place
    assert place is not None
    assert place.source == "[example.fact]"
    assert failed(found) == [("total", "1", "refused (E130)")]


@pytest.mark.parametrize("name", ["department", "department-leaves"])
def test_the_examples_of_the_shipped_rules_pass(name: str) -> None:
    found = try_examples(ROOT / "rules" / "beijing" / name / "2022.toml")
    assert [problem.render("zh") for each in found.tried for problem in each.failures] == []
    assert found.problems == ()
    assert found.tried


ABOVE = """
[bonus."加分"]
at_most = 5
add     = [ { for = "支出", each = "1万元", points = 1, steps = "whole" } ]
[veto."否决"]
when = "预算 > 5万元"
cap  = 60
says = "否决"
[tie."相等"]
that     = "支出 = 预算"
severity = "warning"
[finding."超支"]
when    = "支出 > 预算"
problem = "超支"
advice  = "控制"
"""


@pytest.mark.parametrize(
    ("expect", "failure"),
    [
        ('score."加分" = 2.00', None),
        ('score."加分" = 1', ('score."加分"', "1", "2.00")),
        ("findings = []", None),
        ('findings = ["超支"]', ("findings", "超支", "[]")),
        ("vetoes = []", None),
        ('vetoes = ["否决"]', ("vetoes", "否决", "[]")),
        ('broken_ties = ["相等"]', None),
        ("broken_ties = []", ("broken_ties", "[]", "相等")),
        ('findings = []\nvetoes = []\nbroken_ties = ["相等"]', None),
    ],
)
def test_what_stands_above_the_tree_may_be_expected(
    expect: str, failure: tuple[str, str, str] | None, tmp_path: Path
) -> None:
    rules = RULES.replace('basis = "b"', 'basis = "b"\ntotal_at_most = 100\ntotal_floor = 0')
    path = tmp_path / "rules.toml"
    head, example = rules.split("[[example]]")
    more = f"[[example]]{example}[example.expect]\n{expect}\n"
    text = head.replace("from_parameters = true\n", "") + ABOVE + more
    path.write_text(text.replace('"预算" = "3 万元"', '"预算" = "3 万元"\n"比例" = "50%"'), "utf-8")
    found = try_examples(path)
    assert found.problems == ()
    assert failed(found) == ([] if failure is None else [failure])


@pytest.mark.parametrize("key", ["findings", "vetoes", "broken_ties"])
def test_a_name_that_stands_nowhere_above_the_tree_is_refused(key: str, tmp_path: Path) -> None:
    found = tried(tmp_path, f'[example.expect]\n{key} = ["无"]\n')
    assert [problem.code for problem in found.problems] == ["E623"]


def test_what_is_refused_holds_nothing_above(tmp_path: Path) -> None:
    more = RIGHT + '[[example]]\nname = "负"\nlike = "甲"\n[example.facts]\n"支出" = "-1 万元"\n'
    found = tried(tmp_path, f"{more}[example.expect]\nfindings = []\n")
    assert failed(found) == [("findings", "[]", "refused (E406)")]
