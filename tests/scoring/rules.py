"""Small rule files as text, and what they score."""

from fractions import Fraction
from typing import Any

from perfrules.files.from_toml import toml_document
from perfrules.model.facts import FactSet
from perfrules.model.from_tables import methodology_from
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.scorer import scorer

HEAD = """\
format = 1
[methodology]
id = "test"
version = "1"
title = "试"
points = {points}
in_force = {{ from = 2022-01-01 }}
rounding = {{ to = 0.01, mode = "half-up" }}
{more}
basis = "b"
status = "assumed"
"""
GRADES = """
[[grade]]
name = "优"
in = "[90, 100]"
[[grade]]
name = "良"
in = "[60, 90)"
[[grade]]
name = "差"
in = "[0, 60)"
"""
TWO = """
[fact."支出"]
unit = "万元"
[fact."预算"]
unit = "万元"
[measure."执行率"]
value = "支出 ÷ 预算"
[indicator."执行"]
points = 20
score = "分值 × min(执行率, 100%)"
[indicator."评"]
points = 80
judged = true
"""
GIVEN = """
[subject]
period = 2022
[facts]
"支出" = "2 万元"
"预算" = "3 万元"
[judgement."评"]
score = 75
origin = "reviewer"
"""


def rules(body: str, points: object = 100, more: str = "", to: str = "0.01") -> Methodology:
    text = HEAD.format(points=points, more=more).replace("to = 0.01", f"to = {to}") + body
    return methodology_from(toml_document(text, "rules.toml"))


def facts(methodology: Methodology, body: str) -> FactSet:
    return facts_from(toml_document(body, "facts.toml"), methodology)


def scored(body: str, given: str = "", **head: Any) -> Result:
    """The result, which a scorer of the same rules must come to as well."""
    methodology = rules(body, **head)
    told = facts(methodology, given)
    result = score(methodology, told)
    tree, first = told.documents[0].values, told.period.first
    points = scorer(methodology, period=None if first is None else first.year)
    values, judgements = tree.get("facts", {}), tree.get("judgement", {})
    others = {"picked": tree.get("picked", {}), "tables": tree.get("table", {})}
    found = points(values, judgements, **others)
    printed = {node.indicator.key: node.printed for node in result.walk()}
    printed |= {extra.indicator.key: extra.printed for extra in result.above.extras}
    grade = None if result.grade is None else result.grade.name
    assert (found.state, found.total, found.grade) == (result.state, result.printed, grade)
    assert {key: found.nodes[key] for key in found.names} == {
        key: printed[key] for key in found.names
    }
    assert found.missing == result.missing
    assert [problem.code for problem in found.problems] == codes(result)
    return result


def these(*values: object) -> tuple[object, ...]:
    """Values side by side, to be compared with others of a looser type."""
    return values


def exactly(*numbers: int | str) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) for number in numbers)


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]
