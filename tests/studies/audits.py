"""Small published reports and what an audit says of them."""

from functools import cache
from pathlib import Path

from perfrules.messages import audit as words
from perfrules.scoring.loading import load_facts
from perfrules.studies.audit import audit
from perfrules.studies.audited import Audit, Check
from tests.scoring.rules import facts, rules

ROOT = Path(__file__).parents[2]

MONEY = """
[fact."支出"]
unit = "万元"
[fact."预算"]
unit = "万元"
[fact."年初预算"]
unit = "万元"
[fact."上年支出"]
unit = "万元"
[fact."上年预算"]
unit = "万元"
[fact."处数"]
unit = "处"
for_report = true
[measure."执行率"]
value = "支出 ÷ 预算"
unit = "%"
show = ".2%"
[measure."上年执行率"]
value = "上年支出 ÷ 上年预算"
unit = "%"
show = ".2%"
[measure."增减"]
value = "执行率 − 上年执行率"
unit = "百分点"
[measure."增长率"]
value = "(支出 − 上年支出) ÷ 年初预算"
unit = "%"
[indicator."执行"]
points = 20
score = "分值 × min(执行率, 100%)"
[indicator."进度"]
points = 10
value = "支出 ÷ 年初预算"
unit = "%"
score = "分值 × min(指标值, 100%)"
[indicator."管理"]
points = 70
[indicator."制度"]
parent = "管理"
points = 30
judged = true
[indicator."资产"]
parent = "管理"
points = 40
score = "分值 × min(执行率, 100%) ÷ 1"
"""
GIVEN = """
[subject]
period = 2022
[facts]
"支出" = "2 万元"
"预算" = "3 万元"
"年初预算" = "4 万元"
"上年支出" = "1 万元"
"上年预算" = "6 万元"
[judgement."制度"]
score = 25
origin = "reviewer"
"""


def audited(published: str, given: str = GIVEN, body: str = MONEY, more: str = "") -> Audit:
    """The audit of what a report printed, held against small rules of 100 points."""
    methodology = rules(body, more=more)
    return audit(facts(methodology, f"{given}\n[published]\n{published}"))


def only(published: str, given: str = GIVEN, body: str = MONEY, more: str = "") -> Check:
    """The one check that it makes."""
    (check,) = audited(published, given, body, more).checks
    return check


def kinds(check: Check) -> list[str]:
    """What is remarked on a figure."""
    return [mistake.kind for mistake in check.mistakes]


def remarks(audit: Audit) -> list[str]:
    """What is remarked on the report."""
    return [mistake.kind for mistake in audit.remarks]


@cache
def of_case(name: str) -> Audit:
    """The audit of a shipped case."""
    return audit(load_facts(ROOT / "examples" / f"{name}.toml"))


def verdicts(audit: Audit) -> dict[str, str]:
    """The verdict on each figure, by its name in English."""
    return {words.KINDS[each.kind].en.format(name=each.name): each.verdict for each in audit.checks}


def failing(audit: Audit) -> dict[str, list[str]]:
    """What does not follow or close, with the remarks on it."""
    return {check.name: kinds(check) for check in audit.checks if check.failed}
