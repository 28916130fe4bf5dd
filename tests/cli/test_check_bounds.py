"""What `check` says of scores that may leave their points, and of what is never reached."""

import re
import sys
import time
from pathlib import Path

import pytest

from perfrules.cli import main
from perfrules.problem import width_of
from tests.model.small import HEAD
from tests.scoring.large import methodology_of

FACTS = """
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "万元"
range = "> 0"
[fact."完成率"]
unit = "%"
[fact."满意率"]
unit = "%"
range = "[0%, 100%]"
[fact."达标"]
kind = "yes/no"
[fact."地区"]
choice = ["东部", "西部"]
[fact."验收日"]
kind = "date"
[measure."执行率"]
value = "支出 ÷ 预算"
unit = "%"
[measure."给定日"]
value = "天数(验收日, 验收日)"
unit = "天"
[finding."用到"]
when = "完成率 > 0% 且 满意率 ≥ 0% 且 达标 且 地区 = '东部' 且 执行率 > 0% 且 给定日 = 0天"
problem = "无"
advice = "无"
"""


class Shelf:
    """A rule file that is written and checked."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = folder / "rules.toml"
        self.capsys = capsys

    def check(self, text: str, points: int = 10, lang: str = "en") -> str:
        """What `check` prints of a rule file with these indicators; it never fails."""
        self.path.write_text(HEAD.format(points=points) + text, "utf-8")
        assert main(["check", str(self.path), "--lang", lang]) == 0, self.capsys.readouterr().out
        return self.capsys.readouterr().out

    def told(self, text: str, points: int = 10) -> list[str]:
        """The code of each warning, with what is underlined."""
        lines = self.check(text, points).splitlines()
        found = []
        for number, line in enumerate(lines):
            if code := re.search(r": (W\d{3}) ", line):
                source, caret = lines[number + 1][8:], lines[number + 2][8:]
                found.append(f"{code[1]} {under(source, caret)}")
        return found


def under(source: str, caret: str) -> str:
    """The part of a source line above the caret, where Chinese takes two columns."""
    return "".join(
        character
        for place, character in enumerate(source)
        if caret.index("^") <= width_of(source[:place]) < len(caret)
    )


@pytest.fixture
def shelf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shelf:
    return Shelf(tmp_path, capsys)


def leaf(way: str, name: str = "甲", points: int = 10) -> str:
    return f'{FACTS}[indicator."{name}"]\npoints = {points}\n{way}\n'


SOUND = {
    "a rate that is limited": 'score = "分值 × min(执行率, 100%)"',
    "in proportion": 'ratio = { actual = "支出", target = "预算", sign = "≥" }',
    "in proportion, less is better": 'ratio = { actual = "支出", target = "预算", sign = "≤" }',
    "in proportion, exactly": 'ratio = { actual = "支出", target = "预算", sign = "=" }',
    "over-achievement": (
        'ratio = { actual = "支出", target = "预算", sign = "≥", '
        'over = { above = "130%", score = "分值 × max(230% − 完成比, 0) " } }'
    ),
    "written by hand": 'score = "如果(支出 ≥ 预算, 分值, 分值 × 支出 ÷ 预算)"',
    "the same through a measure": 'score = "如果(支出 ≥ 预算, 分值, 执行率 × 分值)"',
    "a change of at least −100%": 'score = "5分 + max(min((支出 − 预算) ÷ 预算, 1), −1) × 5分"',
    "two parts of a whole": 'score = "分值 × 支出 ÷ (支出 + 预算)"',
    "points off": (
        'deduct = [ { for = "max(95% − 完成率, 0)", each = "5百分点", points = 2,'
        ' steps = "whole" } ]'
    ),
    "points on": 'add = [ { for = "支出", each = "1万元", points = 2, steps = "whole" } ]',
    "a line across": (
        'bands = { of = "满意率", rows = ['
        '{ in = "[0%, 60%)", score = 0 }, { in = "[60%, 90%)", from = 0, to = 9 }, '
        '{ in = "[90%, 100%]", share = "100%" } ] }'
    ),
    "straight between points": 'score = "插值(完成率, 60%, 0, 80%, 6, 100%, 分值)"',
    "a limit stated": 'cap = 10\nfloor = 0\nscore = "分值 × 完成率"',
    "mixed": 'score = "分值 × 满意率 × 50% + 分值 × 如果(达标, 50%, 0%)"',
    "by days": 'score = "限于(分值 − 1分 × 天数(验收日, 验收日) ÷ 7天, 0, 分值)"',
}


@pytest.mark.parametrize("way", SOUND.values(), ids=SOUND)
def test_a_score_that_stays_within_its_points_is_no_news(shelf: Shelf, way: str) -> None:
    assert shelf.check(leaf(way)) == ""


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ('score = "分值 × 执行率"', "W511 分值 × 执行率"),
        ('score = "分值 × 完成率"', "W511 分值 × 完成率"),
        ('score = "分值 × min(完成率, 100%)"', "W511 分值 × min(完成率, 100%)"),
        ('score = "分值 × 满意率 × 120%"', "W510 分值 × 满意率 × 120%"),
        (
            'score = "如果(满意率 ≥ 90%, 分值, 分值 − 11分 × (1 − 满意率))"',
            "W510 分值 − 11分 × (1 − 满意率)",
        ),
        ('floor = 0\nscore = "分值 × 完成率"', "W511 分值 × 完成率"),
        ('ratio = { actual = "完成率", target = "满意率", sign = "≥" }', "W511 完成率"),
        ('score = "如果(达标, 分值, −1)"', "W512 −1"),
        ("score = 11", "W512 11"),
        ('cases = [ { when = "达标", score = 20 }, { score = "分值" } ]\nhit = "first"', "W512 20"),
        (
            (
                'bands = { of = "满意率", rows = [ { in = "[0%, 60%)", score = 0 },'
                ' { in = "[60%, 100%]", share = "110%" } ] }'
            ),
            "W512 110%",
        ),
        (
            'tiers = [ { name = "好", score = "[6, 12]" }, { name = "差", score = "[0, 6)" } ]',
            "W512 [6, 12]",
        ),
        (
            (
                'bands = { of = "执行率", rows = [ { in = "[0%, 60%)", score = 0 },'
                ' { in = "[60%, 100%]", share = "100%" } ] }'
            ),
            "W513 执行率",
        ),
        (
            (
                'bands = { of = "1 − 满意率", rows = [ { in = "[0%, 10%)", score = 0 },'
                ' { in = "[10%, 90%]", share = "100%" } ] }'
            ),
            "W513 1 − 满意率",
        ),
        (
            (
                'bands = { of = "满意率 × 50%", rows = [ { in = "[0%, 50%]", score = 0 },'
                ' { in = "(50%, 60%]", share = "100%" } ] }'
            ),
            "W514 (50%, 60%]",
        ),
        (
            (
                'cases = [ { when = "满意率 ≥ 60%", score = 10 },'
                ' { when = "满意率 ≥ 80%", score = 8 }, { score = 0 } ]\nhit = "first"'
            ),
            "W514 满意率 ≥ 80%",
        ),
        (
            (
                'cases = [ { when = "达标", score = 10 }, { when = "非 达标", score = 8 },'
                ' { score = 0 } ]\nhit = "first"'
            ),
            "W514 0",
        ),
        (
            (
                "cases = [ { when = \"地区 = '东部'\", score = 10 },"
                " { when = \"属于(地区, '西部', '东部')\", score = 8 },"
                ' { when = "地区 = \'西部\'", score = 0 } ]\nhit = "first"'
            ),
            "W514 地区 = '西部'",
        ),
    ],
)
def test_what_leaves_its_points_or_is_never_reached_is_told_at_its_formula(
    shelf: Shelf, way: str, told: str
) -> None:
    assert shelf.told(leaf(way)) == [told]


def test_the_message_names_interval_points_facts_and_what_to_do(shelf: Shelf) -> None:
    shown = shelf.check(leaf('score = "分值 × min(完成率, 100%)"'))
    assert "'甲' from below, though it has 0 to 10 points" in shown
    assert "it lies within (−∞, 10]; facts: 完成率 (no range)" in shown
    assert "declare a range" in shown
    assert "perfrules prove" in shown
    shown = shelf.check(leaf('score = "分值 × 执行率"'), lang="zh")
    assert "“甲”的得分没有上限，应在 0 至 10 分之内：按所声明的范围是 [0, ∞)" in shown
    assert "用到的数据：支出（>= 0）、预算（> 0）" in shown
    shown = shelf.check(leaf('score = "分值 × 完成率"'), lang="zh")
    assert "“甲”的得分既没有上限，也没有下限" in shown


def test_only_facts_without_a_whole_range_are_named_if_there_are_any(shelf: Shelf) -> None:
    mixed = leaf("score = \"分值 × 满意率 × 完成率 × 如果(地区 = '东部', 2, 1)\"")
    assert "facts: 完成率 (no range)\n" in shelf.check(mixed)
    closed = leaf("score = \"分值 × 满意率 × 如果(地区 = '东部', 2, 1)\"")
    assert "facts: 满意率 ([0%, 100%]), 地区 (no range)" not in shelf.check(closed)


def test_several_branches_are_told_as_one(shelf: Shelf) -> None:
    way = 'score = "如果(达标, 分值 × 满意率 × 120%, 分值 × 满意率 − 1分)"'
    shown = shelf.check(leaf(way))
    assert shown.count("W510") == 1
    assert "it lies within [-1, 12]" in shown or "it lies within [−1, 12]" in shown


def test_only_some_of_many_facts_are_named(shelf: Shelf) -> None:
    many = [f'[fact."数{n}"]\nunit = "分"\n' for n in range(8)]
    added = " + ".join(f"数{n}" for n in range(8))
    text = "".join(many) + f'[indicator."甲"]\npoints = 10\nscore = "{added}"\n'
    assert "数5 (no range), …" in shelf.check(text)
    assert "数5（没有 range）等" in shelf.check(text, lang="zh")


def test_a_score_that_rests_on_no_fact_says_so(shelf: Shelf) -> None:
    ranked = 'rank = { of = "支出", better = "higher", ties = "same", score = "分值 − 名次" }'
    assert "facts: none" in shelf.check(leaf(ranked))


def test_places_are_never_more_than_the_count(shelf: Shelf) -> None:
    ranked = (
        'rank = { of = "支出", better = "higher", ties = "same",'
        ' score = "分值 × (1 − (名次 − 1) ÷ 总数)" }'
    )
    assert shelf.check(leaf(ranked)) == ""
    rows = (
        'rank = { of = "支出", better = "higher", ties = "same", rows = ['
        ' { in = "[0, 1)", share = "100%" }, { in = "[1, 5]", share = "80%" },'
        ' { in = "> 5", score = 0 } ] }'
    )
    assert shelf.told(leaf(rows)) == ["W514 [0, 1)"]


def test_gaps_that_facts_may_not_come_to_are_left_to_the_proof(shelf: Shelf) -> None:
    rows = 'rows = [ { in = "[0%, 60%)", score = 0 }, { in = "[60%, 100%]", share = "100%" } ] }'
    for of in ("支出 ÷ (支出 + 预算)", "满意率 × 满意率 × 1.1", "如果(达标, 2, 1) × 满意率"):
        assert "W513" not in shelf.check(leaf(f'bands = {{ of = "{of}", {rows}'))
    tied = '[tie."合计"]\nthat = "支出 = 预算"\nseverity = "error"\n'
    assert "W513" not in shelf.check(leaf(f'bands = {{ of = "执行率", {rows}') + tied)
    ends = 'rows = [ { in = "[0%, 满意率)", score = 0 }, { in = "[满意率, 100%]", score = 1 } ] }'
    assert "W513" not in shelf.check(leaf(f'bands = {{ of = "执行率", {ends}'))


def test_conditions_that_never_hold(shelf: Shelf) -> None:
    above = """
[veto."不合格"]
when = "满意率 > 110%"
says = "不合格"
cap = 5
[finding."低"]
when = "满意率 < 0%"
problem = "低"
advice = "提高"
"""
    applies = 'applies = "支出 < 0万元"\notherwise = "full"\njudged = true'
    shown = shelf.check(leaf(applies) + above)
    assert re.findall(r"W515 the condition of '(\w+)'", shown) == ["甲", "不合格", "低"]


def test_rows_of_a_table_are_held_against_their_own_points(shelf: Shelf) -> None:
    table = """
[table."表"]
name = "名"
points = "分数"
columns."名" = "text"
columns."分数" = "number"
columns."性质" = {{ choice = ["≥", "≤", "定性", "无"] }}
columns."目标" = {{ kind = "number", unit = "户" }}
columns."实际" = {{ kind = "number", unit = "户" }}
{must}
[[table."表".score]]
when = "性质 = '定性'"
judged = true
{more}
[[table."表".score]]
when = "性质 ≠ '无'"
ratio = {{ actual = "实际", target = "目标", sign = "性质" }}
[indicator."甲"]
points = 10
rows = "表"
"""
    assert shelf.told(table.format(must="", more="")) == ["W510 实际"]
    said = "must = \"性质 = '定性' 或 性质 = '≤' 或 实际 ≥ 0\""
    assert shelf.check(table.format(must=said, more="")) == ""
    other = """[[table."表".score]]\nwhen = "实际 > 100户"\nscore = "{score}"\n"""
    for score, told in (
        ("分值 × 50% + 分值 × 如果(目标 > 1户, 50%, 0%)", []),
        ("max(分值 − 2, 0)", []),
        ("min(分值, 2)", []),
        ("2", ["W510 2"]),
        ("−1", ["W512 −1"]),
        ("分值 × 实际 ÷ 100户", ["W510 分值 × 实际 ÷ 100户"]),
    ):
        more = other.format(score=score)
        assert shelf.told(table.format(must=said, more=more)) == told, score
    never = other.format(score="分值").replace("实际 > 100户", "实际 < 0户 且 性质 = '≥'")
    assert shelf.told(table.format(must=said, more=never)) == ['W514 [[table."表".score]]']


def test_a_row_without_points_shares_those_of_its_leaf(shelf: Shelf) -> None:
    text = """
[table."表"]
name = "名"
columns."名" = "text"
columns."好" = "yes/no"
[[table."表".score]]
score = "如果(好, 分值, 分值 ÷ 2)"
[indicator."甲"]
points = 10
rows = "表"
split = { how = "equal", to = 1, remainder = "last" }
"""
    assert shelf.check(text) == ""
    assert shelf.told(text.replace("分值 ÷ 2", "分值 × 2")) == ["W510 分值 × 2"]


def test_points_that_a_pick_decides(shelf: Shelf) -> None:
    text = """
[fact."数"]
unit = "项"
range = ">= 0"
[indicator."选做"]
points = 10
choose = "some"
split = {{ how = "equal", to = 0.01, remainder = "last" }}
[indicator."一"]
parent = "选做"
score = "{score}"
[indicator."二"]
parent = "选做"
judged = true
"""
    assert shelf.check(text.format(score="分值 × min(数 ÷ 3项, 1)")) == ""
    assert shelf.told(text.format(score="min(7, 7 × 数 ÷ 1项)")) == ["W510 min(7, 7 × 数 ÷ 1项)"]


def test_a_bonus_is_limited_above_but_not_below(shelf: Shelf) -> None:
    head = HEAD.replace("points = {points}", "points = 10\ntotal_at_most = 15\ntotal_floor = 0")
    text = leaf("judged = true") + '[bonus."加分"]\nat_most = 5\nscore = "{score}"\n'
    for score, found in (("支出 ÷ 1万元", False), ("支出 ÷ 1万元 − 1", True)):
        shelf.path.write_text(head.format() + text.format(score=score), "utf-8")
        assert main(["check", str(shelf.path)]) == 0
        assert ("W510" in shelf.capsys.readouterr().out) == found


def test_a_framework_without_points_has_no_scores_to_bound(shelf: Shelf) -> None:
    head = HEAD.replace("points = {points}", 'weights = "open"')
    text = '[fact."数"]\nunit = "项"\n[indicator."甲"]\nvalue = "数 ÷ 2"\nunit = "项"\n'
    shelf.path.write_text(head.format() + text, "utf-8")
    assert main(["check", str(shelf.path)]) == 0
    assert shelf.capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("code", "node", "way"),
    [
        ("W510", "甲", 'score = "分值 × 满意率 × 120%"'),
        ("W511", "甲", 'score = "分值 × 执行率"'),
        ("W512", "甲", "score = 11"),
        ("W513", "甲", 'bands = { of = "执行率", rows = [ { in = "[0%, 100%]", score = 1 } ] }'),
        (
            "W514",
            "甲",
            (
                'bands = { of = "满意率 × 50%", rows = [ { in = "[0%, 50%]", score = 0 },'
                ' { in = "(50%, 60%]", share = "100%" } ] }'
            ),
        ),
        (
            "W515",
            "不合格",
            ('judged = true\n[veto."不合格"]\nwhen = "满意率 > 110%"\nsays = "不"\ncap = 5'),
        ),
    ],
)
def test_each_can_be_accepted_with_a_reason(shelf: Shelf, code: str, node: str, way: str) -> None:
    assert [told.split()[0] for told in shelf.told(leaf(way))] == [code]
    accept = f'[[accept]]\ncode = "{code}"\nnode = "{node}"\nreason = "政策原文如此"\n'
    assert shelf.check(leaf(way) + accept) == ""
    assert [told.split()[0] for told in shelf.told(leaf("judged = true") + accept)] == ["W380"]


def test_units_come_before_bounds(shelf: Shelf) -> None:
    text = HEAD.format(points=10) + leaf('score = "分值 × 执行率 + 支出"')
    shelf.path.write_text(text, "utf-8")
    assert main(["check", str(shelf.path)]) == 1
    shown = shelf.capsys.readouterr().out
    assert "E231" in shown
    assert "W51" not in shown


def test_two_hundred_indicators_are_checked_in_two_seconds(shelf: Shelf) -> None:
    shelf.path.write_text(methodology_of(200), "utf-8")
    begun = time.process_time()
    assert main(["check", str(shelf.path)]) == 0
    assert time.process_time() - begun < (2 if sys.gettrace() is None else 10)
    assert shelf.capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "way",
    [
        "deduct = [" + ", ".join(['{ when = "达标", points = 1 }'] * 200) + "]",
        'hit = "first"\ncases = ['
        + ", ".join(f'{{ when = "满意率 > {99 - n / 3:.2f}%", score = 5 }}' for n in range(200))
        + ", { score = 0 } ]",
    ],
    ids=["200 deductions", "200 cases"],
)
def test_as_many_rows_as_there_may_be(shelf: Shelf, way: str) -> None:
    begun = time.process_time()
    if "cases" in way:
        way = way.replace(", { score = 0 } ]", "]")
    assert shelf.check(leaf(way)) == ""
    assert time.process_time() - begun < (2 if sys.gettrace() is None else 10)
