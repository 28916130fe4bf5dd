"""Departments side by side, of rules in which points move: the same for studies and views."""

from perfrules.model.facts import FactSet
from perfrules.studies.compare import Comparison, compare
from tests.scoring.rules import GRADES, facts, rules

MOVING = """
[fact."率"]
unit = "%"
range = "[0%, 100%]"
[fact."有采购"]
kind = "yes/no"
[fact."采购率"]
unit = "%"
optional = true
[fact."事故"]
unit = "起"
[indicator."管理"]
points = 60
[indicator."执行"]
parent = "管理"
points = 30
score = "分值 × 率"
[indicator."资产"]
parent = "管理"
points = 20
score = "分值 × 率"
[indicator."采购"]
parent = "管理"
points = 10
applies = "有采购"
otherwise = "rescale_parent"
score = "分值 × 采购率"
[indicator."满意"]
points = 40
judged = true
[veto."重大事故"]
when = "事故 > 1起"
says = "有重大事故"
score = 59
"""
RULES = rules(MOVING + GRADES, more='grade_on = "printed"')


def department(name: str, rate: str, satisfied: object, **others: str) -> FactSet:
    """One of them: 有采购 unless said otherwise; no rate is a missing fact."""
    lines = [f'"率" = "{rate}"'] if rate else []
    given = {"有采购": "true", "采购率": '"80%"', "事故": '"0 起"', **others}
    lines += [f'"{key}" = {value}' for key, value in given.items() if value]
    subject = f'[subject]\nname = "{name}"\nperiod = 2022\n'
    judged = f'[judgement."满意"]\nscore = {satisfied}\norigin = "reviewer"\n'
    return facts(RULES, f"{subject}[facts]\n" + "\n".join(lines) + f"\n{judged}")


def five() -> Comparison:
    """Two equals, one with a veto, one whose points moved, one that lacks a fact."""
    given = [
        department("甲局", "90%", 35),
        department("乙局", "90%", 35),
        department("丙局", "100%", 40, 事故='"2 起"'),
        department("丁局", "95%", 30, 有采购="false", 采购率=""),
        department("戊局", "", 20),
    ]
    return compare([(f"{number}.toml", each) for number, each in enumerate(given)])
