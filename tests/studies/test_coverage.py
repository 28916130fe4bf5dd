"""Which rows have partners, which have none, and what cannot be told."""

import json
from pathlib import Path

import pytest

from perfrules.cli import main
from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from perfrules.model.read_facts import facts_from
from perfrules.scoring.loading import load_facts
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.coverage import coverage, uncovered
from perfrules.views.coverage import covered

RULES = """
format = 1
[methodology]
id = "test"
version = "1"
title = "试"
points = 10
in_force = {}
rounding = { to = 0.01, mode = "half-up" }
basis = "b"
status = "assumed"
[fact."数"]
kind = "number"
[measure."倍"]
value = "数 × 2"
[indicator."甲"]
points = 10
value = "数"
score = "min(10, 指标值)"
[indicator."乙"]
points = 0
score = "0"
[table."职责"]
name = "名"
columns."名" = "text"
columns."级" = "number"
[table."任务"]
name = "名"
columns."名" = "text"
columns."职责" = { refers = "职责", many = true }
[table."目标"]
name = "名"
columns."名" = "text"
columns."任务" = { refers = "任务" }
[coverage."直接"]
each = "职责"
needs = "任务.职责"
severity = "error"
problem = "{未覆盖}没有任务"
advice = "{uncovered}: add a task"
[coverage."经任务"]
each = "职责"
needs = "目标.任务.职责"
where = "WHERE"
severity = "warning"
problem = "{未覆盖}没有目标"
"""
ROWS = """
[facts]
"数" = 1
[[table."职责"]]
"名" = "一"
"级" = 1
[[table."职责"]]
"名" = "二"
"级" = 2
[[table."职责"]]
"名" = "三"
"级" = 3
[[table."任务"]]
"名" = "甲"
"职责" = ["一", "二"]
[[table."任务"]]
"名" = "乙"
"职责" = ["一"]
[[table."目标"]]
"名" = "子"
"任务" = "乙"
[[table."目标"]]
"名" = "丑"
"""


def scored(rows: str = ROWS, where: str = "级 > 数") -> Result:
    methodology = methodology_from(toml_document(RULES.replace("WHERE", where), "rules.toml"))
    return score(methodology, facts_from(toml_document(rows, "facts.toml"), methodology))


def test_each_row_with_the_rows_that_lead_to_it() -> None:
    direct, through = coverage(scored(where="级 > 0"))
    assert [(link.row.name, link.partners) for link in direct.links] == [
        ("一", ("甲", "乙")),
        ("二", ("甲",)),
        ("三", ()),
    ]
    assert [(link.row.name, link.partners) for link in through.links] == [
        ("一", ("子",)),
        ("二", ()),
        ("三", ()),
    ]


def test_the_sentences_name_what_has_no_partner() -> None:
    direct, through = uncovered(scored())
    assert (direct.problem, direct.advice) == ("“三”没有任务", "'三': add a task")
    assert (through.problem, through.advice) == ("“二”、“三”没有目标", "")


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("级 > 数", "二三"),
        ("级 > 倍", "三"),
        ("级 > 甲", "二三"),
        ("级 > 得分(甲)", "二三"),
        ("级 > 满分(甲)", ""),
        ("得分率(甲) < 50% 且 级 = 3", "三"),
    ],
)
def test_only_the_rows_that_meet_the_condition_are_asked_for(where: str, names: str) -> None:
    asked = coverage(scored(where=where))[1]
    assert "".join(link.row.name for link in asked.links) == names


def test_nothing_without_a_partner_says_nothing() -> None:
    matrix = coverage(scored(where="级 = 1"))[1]
    assert (matrix.uncovered, matrix.problem) == ((), "")


def test_what_is_missing_or_cannot_be_reckoned_is_said() -> None:
    without = coverage(scored(ROWS[: ROWS.index('[[table."目标"]]')]))[1]
    assert not without.links
    assert without.missing == {"table:目标"}
    no_fact = scored(ROWS.replace('"数" = 1', ""), "级 > 得分(甲)")
    assert coverage(no_fact)[1].missing == {"数"}
    zero = coverage(scored(ROWS.replace('"数" = 1', '"数" = 0'), "级 ÷ 数 > 1"))[1]
    assert [problem.code for problem in zero.problems] == ["E250"] * 3
    refused = scored(ROWS.replace('"数" = 1', '"数" = -1'), "级 > 得分(甲)")
    assert coverage(refused)[1].problems[0].code == "E502"


def test_every_format_says_the_same() -> None:
    result = scored()
    matrices = coverage(result)
    text = covered(matrices, result.facts, "text", "zh")
    assert "✗ 三" in text
    assert "← 甲" in text
    assert "错误：“三”没有任务" in text
    page = covered(matrices, result.facts, "markdown", "en")
    assert "| ✗ | 三 | **none** |" in page
    assert "2 questions, 5 rows, 3 of them without a partner." in page
    document = json.loads(covered(matrices, result.facts, "json", "en"))
    assert [each["uncovered"] for each in document["coverage"]] == [["三"], ["二", "三"]]
    missing = scored("")
    told = covered(coverage(missing), missing.facts, "text", "en")
    page = covered(coverage(missing), missing.facts, "markdown", "en")
    assert "|" not in page
    assert "Cannot be told, missing: table 任务、table 职责" in told
    fine = scored(where="级 = 1")
    assert "每一行都有对应。" in covered(coverage(fine)[1:], fine.facts, "text", "zh")
    assert "no question" in covered((), fine.facts, "markdown", "en")


def run(*arguments: str) -> int:
    return main(["coverage", *arguments, "--lang", "zh"])


def files(folder: Path, rows: str, where: str = "级 > 数") -> list[str]:
    rules, facts = folder / "rules.toml", folder / "facts.toml"
    rules.write_text(RULES.replace("WHERE", where), "utf-8")
    facts.write_text(f'format = 1\nmethodology = "test"\n{rows}', "utf-8")
    return [str(facts), "--methodology", str(rules)]


def test_the_exit_code_says_what_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*files(tmp_path, ROWS)) == 1
    assert run(*files(tmp_path, "")) == 3
    zero = ROWS.replace('"数" = 1', '"数" = 0')
    assert run(*files(tmp_path, zero, "级 ÷ 数 > 1")) == 2
    assert "E250" in capsys.readouterr().err
    partner = '[[table."任务"]]\n"名" = "丙"\n"职责" = ["二", "三"]\n'
    goal = '[[table."目标"]]\n"名" = "寅"\n"任务" = "丙"\n'
    assert run(*files(tmp_path, ROWS + partner + goal)) == 0


def test_the_report_of_the_traffic_police() -> None:
    facts = load_facts("examples/beijing-traffic-2022.toml")
    result = score(facts.rules, facts)
    assert str(result.printed) == "1887/20"
    duties, directions, goals, tasks = coverage(result)
    assert [row.name[:7] for row in duties.uncovered] == [
        "（1）办理各类",
        "（3）负责全市",
        "（6）负责起草",
        "（8）负责承办",
    ]
    assert [row.name for row in directions.uncovered] == ["构建规范化保障体系", "培育队伍内生动力"]
    assert not goals.uncovered
    assert len(tasks.uncovered) == len(tasks.links) == 6
