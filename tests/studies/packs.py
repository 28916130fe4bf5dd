"""Rule files that use nearly all that rules can say, and methodologies to try laws on."""

from functools import cache
from pathlib import Path

from perfrules import FactSet, Methodology, load_methodology
from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from perfrules.studies.fact_sets import draft_of

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    path for path in (ROOT / "rules").rglob("*.toml") if "parameters" not in path.parts
)

HEAD = """\
format = 1
[methodology]
id = "{name}"
version = "1"
title = "试"
points = {points}
in_force = {{ from = 2022-01-01, to = 2022-12-31 }}
rounding = {{ to = 0.01, mode = "half-up" }}
{more}
basis = "b"
status = "assumed"
"""

MORE = """
total_at_most = 110
total_floor = 0
grade_on = "printed"
grades_status = "assumed"
grades_basis = "b"
"""

GRADES = """
[[grade]]
name = "优"
in = "[90, ∞)"
[[grade]]
name = "良"
in = "[60, 90)"
[[grade]]
name = "差"
in = "(-∞, 60)"
"""

FULL = """
[fact."预算"]
unit = "万元"
range = "> 0"
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."基本"]
unit = "万元"
range = ">= 0"
[fact."项目"]
unit = "万元"
range = ">= 0"
[fact."送达"]
kind = "date"
[fact."到期"]
kind = "date"
[fact."验收"]
kind = "date"
[fact."方式"]
kind = "text"
[fact."说明"]
kind = "text"
for_report = true
[fact."类别"]
choice = ["甲类", "乙类"]
[fact."满意率"]
unit = "%"
range = "[0%, 100%]"
[fact."逾期"]
unit = "项"
range = ">= 0"
[fact."加分数"]
unit = "分"
range = "[0, 20]"
optional = true
[fact."合规"]
kind = "yes/no"
[measure."执行率"]
value = "支出 ÷ 预算"
unit = "%"
show = ".2%"

[indicator."执行"]
points = 20
score = "分值 × min(执行率, 100%)"
[indicator."按期"]
points = 10
hit = "first"
cases = [
  { when = "days(送达, 到期) ≥ 30 且 到期 ≥ 验收", score = "10" },
  { when = "months(送达, 到期) ≥ 6", score = "5" },
  { score = "0" },
]
[indicator."方式"]
points = 5
score = "如果(属于(方式, '公开招标', '邀请招标'), 5, 如果(方式 = '单一来源', 2, 0))"
[indicator."类别"]
points = 5
score = "如果(类别 = '甲类', 5, 3)"
[indicator."满意"]
points = 10
value = "满意率"
unit = "%"
[indicator."满意".bands]
of = "满意率"
rows = [
  { in = "[95%, 100%]", share = "100%" },
  { in = "[80%, 95%)", from = 6, to = 10 },
  { in = "[0%, 80%)", score = 0 },
]
[indicator."逾期"]
points = 10
deduct = [ { for = "逾期", each = "1项", points = 2, steps = "whole" } ]
[indicator."评"]
points = 20
tiers = [
  { name = "好", score = "[15, 20]" },
  { name = "中", score = "[10, 15)" },
  { name = "差", score = "[0, 10)" },
]
step = 0.5
needs_reason = true
[indicator."三方"]
points = 10
judged = true
raters = { "甲" = "20%", "乙" = "30%", "丙" = "50%" }
step = 0.5
[indicator."产出"]
points = 10
rows = "产出"

[table."产出"]
name = "指标"
points = "分值"
unit = "单位"
columns."指标" = "text"
columns."分值" = "number"
columns."单位" = "unit"
columns."目标" = "number"
columns."实际" = "number"
columns."日期" = "date"
columns."达标" = "yes/no"
columns."权重" = { unit = "%" }
columns."任务" = { refers = "任务" }
columns."相关" = { refers = "任务", many = true }
must = "目标 > 0 且 权重 ≥ 0% 且 权重 ≤ 100%"
total = "sum(产出, 权重) = 100%"
[[table."产出".score]]
when = "达标"
ratio = { actual = "实际", target = "目标", sign = "≥" }
[[table."产出".score]]
judged = true
[table."任务"]
name = "任务"
columns."任务" = "text"

[bonus."创新"]
score = "如果(已填(加分数), min(加分数, 10分), 0)"
at_most = 10
[penalty."违规"]
hit = "first"
cases = [ { when = "非 合规", score = "5" }, { score = "0" } ]
at_most = 5
[veto."执行过低"]
when = "执行率 < 10%"
says = "执行率低于 10%"
cap = 59
[tie."构成"]
that = "基本 + 项目 = 支出"
severity = "error"
"""


def methodology(body: str, points: object = 100, name: str = "pack", more: str = "") -> Methodology:
    """A methodology of so many points."""
    head = HEAD.format(name=name, points=points, more=more)
    return methodology_from(toml_document(head + body, "rules.toml"))


@cache
def full() -> Methodology:
    """One that uses nearly all that rules can say."""
    return methodology(FULL + GRADES, more=MORE)


@cache
def shipped(path: Path) -> Methodology:
    """A shipped methodology, read once."""
    return load_methodology(path)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "rules").as_posix()


def bare(facts: FactSet) -> tuple[object, ...]:
    """Everything in a fact set that a score can feel, to be compared."""
    draft = draft_of(facts)
    return (
        draft.values,
        draft.judgements,
        dict(draft.picked),
        draft.tables,
        facts.period,
        {key: (judged.tier, judged.raters) for key, judged in facts.judgements.items()},
    )
