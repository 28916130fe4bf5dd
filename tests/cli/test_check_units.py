"""`check` refuses what adds, compares or scores different units, wherever a formula may stand."""

import re
from pathlib import Path

import pytest

from perfrules.cli import main
from tests.model.small import HEAD

FACTS = """
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "元"
range = "> 0"
[fact."套数"]
unit = "套"
range = ">= 0"
[fact."里程"]
unit = "公里"
range = "> 0"
[fact."人次"]
unit = "人次"
range = "> 0"
[fact."率"]
unit = "%"
range = "[0%, 100%]"
[fact."好"]
kind = "yes/no"
[fact."日"]
kind = "date"
"""
TABLE = """
[table."表"]
name = "名"
columns."名" = "text"
columns."套" = {{ kind = "number", unit = "套" }}
columns."钱" = {{ kind = "number", unit = "万元" }}
columns."可" = {{ kind = "number", unit = "套", only_when = "{only_when}" }}
must = "{must}"
total = "{total}"
[[table."表".score]]
when = "{when}"
score = "{score}"
[[table."表".score]]
judged = true
"""
ROWS = {
    "only_when": "钱 ≥ 0",
    "must": "套 ≥ 0",
    "total": "合计(表, 套) ≥ 0",
    "when": "套 > 1",
    "score": "分值",
}
JUDGED = "judged = true"


def leaf(way: str = JUDGED, more: str = "", **rows: str) -> str:
    table = TABLE.format(**{**ROWS, **rows})
    return f'{FACTS}{table}[indicator."甲"]\npoints = 10\n{way}\n{more}\n'


def scored(formula: str) -> str:
    return leaf(f'score = "{formula}"')


def bands(of: str, *rows: str) -> str:
    return leaf(f'bands = {{ of = "{of}", rows = [ {", ".join(rows)} ] }}')


def of_rank(what: str) -> str:
    return leaf(f'rank = {{ better = "higher", ties = "same", {what} }}')


def off(what: str) -> str:
    return leaf(f"deduct = [ {{ {what} }} ]")


def tiers(key: str, high: str, low: str) -> str:
    return leaf(
        f'tiers = [ {{ name = "a", {key} = "{high}" }}, {{ name = "b", {key} = "{low}" }} ]'
    )


def above(kind: str, what: str) -> str:
    return leaf(more=f'[{kind}."它"]\n{what}')


COVERAGE = """
[table."乙"]
name = "n"
columns."n" = "text"
columns."r" = { refers = "表" }
[coverage."c"]
each = "表"
where = "套 > 钱"
needs = "乙.r"
severity = "warning"
problem = "{未覆盖}"
advice = "补"
"""

REFUSED = {
    # a score comes out in points
    "a score in money": (scored("支出"), "E234"),
    "a score in homes": (scored("套数 ÷ 2"), "E234"),
    "points times points": (scored("分值 × 分值"), "E234"),
    "points off, a negative amount of money": (scored("−支出"), "E234"),
    "units that do not cancel": (scored("分值 × 套数 × 1公里 ÷ 1套 ÷ 1套"), "E234"),
    "points and homes": (scored("分值 + 套数"), "E231"),
    # counts of different things, within every kind of part
    "a sum": (scored("分值 × (支出 + 套数) ÷ 支出"), "E231"),
    "a difference": (scored("分值 × (套数 − 人次) ÷ 1套"), "E231"),
    "a comparison": (scored("如果(套数 > 里程, 1, 0)"), "E231"),
    "a chain of comparisons": (scored("如果(0套 < 里程 < 3公里, 1, 0)"), "E231"),
    "branches": (scored("分值 × 如果(好, 套数, 里程) ÷ 1套"), "E231"),
    "branches within a sum": (scored("分值 × (如果(好, 0, 支出) + 套数) ÷ 1套"), "E231"),
    "min": (scored("分值 × min(套数, 里程) ÷ 1套"), "E231"),
    "max": (scored("分值 × max(套数, 人次) ÷ 1套"), "E231"),
    "clamp": (scored("分值 × 限于(套数, 0, 3公里) ÷ 1套"), "E231"),
    "steps": (scored("分值 − 1分 × 满几档(套数, 1公里)"), "E231"),
    "steps of money without its unit": (scored("分值 − 1分 × 满几档(支出, 5)"), "E232"),
    "rounding": (scored("四舍五入(分值, 1套)"), "E231"),
    "whole amounts of money": (scored("分值 × 向下取整(支出) ÷ 1万元"), "E233"),
    "points to interpolate between": (scored("插值(套数, 1公里, 0, 2公里, 分值)"), "E231"),
    "values to interpolate": (scored("插值(套数, 1套, 0分, 2套, 3套)"), "E231"),
    "days and months": (scored("如果(天数(日, 日) > 3月, 1, 0)"), "E231"),
    "a condition within and": (scored("如果(好 且 (套数 > 里程), 1, 0)"), "E231"),
    "points of another": (leaf('score = "如果(满分(甲) > 3套, 1, 0)"'), "E231"),
    "a share of rows": (scored("如果(占比(表, 套 > 1) > 3套, 1, 0)"), "E231"),
    "a count of rows": (scored("如果(计数(表) > 3套, 1, 0)"), "E231"),
    # zero has no unit only where none is written
    "zero money beside homes": (scored("如果(套数 > 0万元, 1, 0)"), "E231"),
    "zero kilometres beside homes": (scored("分值 × max(套数, 0公里) ÷ 1套"), "E231"),
    "zero percent beside homes": (scored("如果(套数 > 0%, 1, 0)"), "E231"),
    # numbers without a unit
    "a bare number beside money": (scored("如果(支出 > 5 × 2, 1, 0)"), "E232"),
    "90 beside a percentage": (scored("如果(率 > 90, 1, 0)"), "E235"),
    # ways of scoring
    "when of a case": (
        leaf('cases = [ { when = "支出 > 套数", score = 1 }, { score = 0 } ]\nhit = "first"'),
        "E231",
    ),
    "score of a case": (
        leaf('cases = [ { when = "好", score = "支出" }, { score = 0 } ]\nhit = "first"'),
        "E234",
    ),
    "ends of bands": (
        bands("套数", '{ in = "[0公里, 3公里)", score = 1 }', '{ in = ">= 3公里", score = 2 }'),
        "E231",
    ),
    "one end of a band": (
        bands("套数", '{ in = "[0套, 3公里)", score = 1 }', '{ in = ">= 3公里", score = 2 }'),
        "E231",
    ),
    "ends of bands of money": (
        bands("支出", '{ in = "[0, 3)", score = 1 }', '{ in = ">= 3", score = 2 }'),
        "E232",
    ),
    "score of a band": (
        bands("套数", '{ in = "< 3套", score = "套数" }', '{ in = ">= 3套", score = 2 }'),
        "E234",
    ),
    "share of a band": (
        bands("套数", '{ in = "< 3套", share = "套数" }', '{ in = ">= 3套", score = 2 }'),
        "E510",
    ),
    "share of a band in points": (
        bands("套数", '{ in = "< 3套", share = "5分" }', '{ in = ">= 3套", score = 2 }'),
        "E510",
    ),
    "start of a line": (
        bands(
            "套数", '{ in = "[0套, 3套)", from = "1万元", to = 3 }', '{ in = ">= 3套", score = 2 }'
        ),
        "E234",
    ),
    "a ratio": (leaf('ratio = { actual = "套数", target = "里程", sign = "≥" }'), "E231"),
    "over-achievement": (
        leaf(
            'ratio = { actual = "套数", target = "2套", sign = "≥",'
            ' over = { above = "3套", score = "分值" } }'
        ),
        "E231",
    ),
    "score of over-achievement": (
        leaf(
            'ratio = { actual = "套数", target = "2套", sign = "≥",'
            ' over = { above = "130%", score = "套数" } }'
        ),
        "E234",
    ),
    "each of a deduction": (
        off('for = "套数", each = "1公里", points = 1, steps = "whole"'),
        "E231",
    ),
    "money counted one by one": (off('for = "支出", points = 1'), "E349"),
    "points of a deduction": (
        off('for = "套数", each = "1套", points = "1万元", steps = "whole"'),
        "E234",
    ),
    "at_most of a deduction": (
        off('for = "套数", each = "1套", points = 1, at_most = "3套", steps = "whole"'),
        "E234",
    ),
    "unless of a deduction": (
        off('for = "套数", each = "1套", points = 1, unless = "套数 > 里程", steps = "whole"'),
        "E231",
    ),
    "base of points on": (
        leaf(
            'base = "支出"\nadd = [ { for = "套数", each = "1套", points = 1, steps = "whole" } ]'
        ),
        "E234",
    ),
    "tiers in money": (tiers("score", "[5万元, 10万元]", "[0万元, 5万元)"), "E510"),
    "tiers in percent as scores": (tiers("score", "[500%, 1000%]", "[0%, 500%)"), "E510"),
    "shares of tiers in homes": (tiers("share", "[50套, 100套]", "[0套, 50套)"), "E510"),
    "what is ranked": (of_rank('of = "支出 + 套数", score = "分值"'), "E231"),
    "score of a place": (of_rank('of = "支出", score = "支出"'), "E234"),
    "places in homes": (
        of_rank(
            'of = "支出", rows = [ { in = "[1套, 2套]", score = 1 }, { in = "> 2套", score = 0 } ]'
        ),
        "E231",
    ),
    # what a leaf says beside it
    "what a leaf measures": (leaf('value = "支出 ÷ 套数"\nunit = "万元"\nscore = 1'), "E348"),
    "what it measures, used": (
        leaf('value = "支出"\nunit = "万元"\nscore = "如果(指标值 > 3套, 1, 0)"'),
        "E231",
    ),
    "when a leaf applies": (
        leaf('applies = "支出 > 套数"\notherwise = "full"\njudged = true'),
        "E231",
    ),
    # measures, facts, parameters
    "a measure": (above("measure", 'value = "支出 + 套数"\nunit = "万元"'), "E231"),
    "the unit of a measure": (above("measure", 'value = "支出 ÷ 套数"\nunit = "元/公里"'), "E348"),
    "a measure that says no unit": (above("measure", 'value = "支出"'), "E348"),
    "the range of a fact": (above("fact", 'unit = "万元"\nrange = ">= 3套"'), "E231"),
    "a parameter": (
        leaf(
            more='[fact."标准"]\nunit = "万元"\nfrom_parameters = true\n'
            '[measure."超出"]\nvalue = "标准 + 套数"\nunit = "套"'
        ),
        "E231",
    ),
    # above the tree
    "a veto": (above("veto", 'when = "支出 > 套数"\nsays = "x"\ncap = 5'), "E231"),
    "a veto over a score": (above("veto", 'when = "得分(甲) > 支出"\nsays = "x"\ncap = 5'), "E231"),
    "a tie": (above("tie", 'that = "支出 = 套数"\nseverity = "error"'), "E231"),
    "what a tie allows": (
        above("tie", 'that = "支出 = 预算"\nwithin = "1套"\nseverity = "error"'),
        "E231",
    ),
    "what a tie allows, without unit": (
        above("tie", 'that = "支出 = 预算"\nwithin = "1"\nseverity = "error"'),
        "E232",
    ),
    "a finding": (above("finding", 'when = "支出 > 套数"\nproblem = "x"\nadvice = "y"'), "E231"),
    "a bonus": (above("bonus", 'at_most = 5\nscore = "支出"'), "E234"),
    "a grade": (
        leaf(
            more='[[grade]]\nname = "a"\nin = "[5万元, 10万元]"\n[[grade]]\nname = "b"\n'
            'in = "[0万元, 5万元)"'
        ),
        "E510",
    ),
    "a grade in percent": (
        leaf(
            more='[[grade]]\nname = "a"\nin = "[90%, 100%]"\n[[grade]]\nname = "b"\n'
            'in = "[0%, 90%)"'
        ),
        "E510",
    ),
    # tables
    "a column that is there only when": (leaf(only_when="钱 > 套"), "E231"),
    "what each row must": (leaf(must="钱 > 套"), "E231"),
    "what the table must": (leaf(total="合计(表, 套) > 3公里"), "E231"),
    "when a row is scored so": (leaf(when="钱 > 套"), "E231"),
    "the score of a row": (leaf(score="套"), "E234"),
    "which rows a leaf sums": (
        leaf(
            'rows = { table = "表", where = "套 > 钱" }\n'
            'split = { how = "equal", to = 1, remainder = "last" }'
        ),
        "E231",
    ),
    "what is added over rows": (scored("分值 × 合计(表, 套 + 钱) ÷ 1套"), "E231"),
    "which rows are counted": (scored("分值 × 计数(表, 套 > 钱)"), "E231"),
    "a sum over rows": (scored("分值 × 合计(表, 钱) ÷ 套数"), "E234"),
    "weights of rows": (scored("分值 × 加权平均(表, 套, 钱 + 套) ÷ 1套"), "E231"),
    "the only row": (scored("分值 × 唯一(表, 钱, 套 > 1) ÷ 1套"), "E234"),
    "which rows are asked for": (leaf(more=COVERAGE), "E231"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_units_that_do_not_fit_are_refused_with_their_place(
    text: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = checked(text, tmp_path, capsys, 1)
    assert re.search(rf"^.*rules\.toml:\d+:\d+: {code} ", shown, re.MULTILINE), shown


@pytest.mark.parametrize(
    "text",
    [
        scored("如果(套数 > 3, 分值, 0)"),
        scored("如果(率 + 0.1 > 95百分点, 分值, 0)"),
        scored("如果(率 > 90%, 分值, 0)"),
        scored("分值 × min(支出 ÷ (支出 + 预算), 100%)"),
        scored("如果(支出 > 1000元, 分值, 0)"),
        scored("如果(预算 > 0.1万元 且 支出 > 0, 分值, 0)"),
        scored("如果(1套 × 支出 ÷ 套数 > 3000元, 分值, 0)"),
        scored("max(分值 − 2分 × 满几档(max(95% − 率, 0), 5百分点), 0)"),
        tiers("score", "[5分, 10分]", "[0分, 5分)"),
        tiers("share", "[0.5, 100%]", "[0, 0.5)"),
        above("measure", 'value = "率 − 5百分点"\nunit = "百分点"'),
        above("tie", 'that = "支出 = 预算"\nwithin = "100元"\nseverity = "error"'),
    ],
)
def test_units_that_fit_are_not(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "E" not in re.findall(r": ([EW])\d{3} ", checked(text, tmp_path, capsys, 0))


def checked(text: str, folder: Path, capsys: pytest.CaptureFixture[str], code: int) -> str:
    head = HEAD.format(points=10)
    if "[bonus" in text:
        head += "total_at_most = 15\ntotal_floor = 0\n"
    if "[[grade]]" in text:
        head += 'grade_on = "exact"\n'
    path = folder / "rules.toml"
    path.write_text(head + text, "utf-8")
    assert main(["check", str(path), "--lang", "en"]) == code
    return capsys.readouterr().out
