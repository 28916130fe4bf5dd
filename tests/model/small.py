"""Small rule and fact files as text, and what they come to."""

from fractions import Fraction

from perfrules.files.from_toml import toml_document
from perfrules.model.facts import FactSet
from perfrules.model.from_tables import methodology_from
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.problem import Refused
from perfrules.scoring.check import check
from perfrules.scoring.score import score

HEAD = """\
format = 1
[methodology]
id = "部门"
version = "2022"
title = "试行办法"
points = {points}
in_force = {{}}
rounding = {{ to = 0.01, mode = "half-up" }}
basis = "试行文件"
status = "assumed"
"""


def rules(text: str, points: object = 10) -> Methodology:
    """A methodology of so many points, its units checked."""
    methodology = methodology_from(toml_document(HEAD.format(points=points) + text, "rules.toml"))
    faults = check(methodology)
    if faults:
        raise Refused(*faults)
    return methodology


def refusal(text: str, points: object = 10) -> list[str]:
    """What a rule file is refused with: code and message of each problem."""
    try:
        rules(text, points)
    except Refused as refused:
        return [f"{problem.code} {problem.message('en')}" for problem in refused.problems]
    return []


def facts(methodology: Methodology, given: str) -> FactSet:
    """Facts written as `支出 = 3 万元; 达标 = 是`, all of them texts."""
    pairs = (part.split(" = ") for part in given.split("; ") if part)
    lines = [f'"{name}" = "{value}"' for name, value in pairs]
    return facts_from(toml_document("\n".join(["[facts]", *lines]), "facts.toml"), methodology)


def scored(methodology: Methodology, given: str, key: str = "甲") -> Fraction | str:
    """The exact score of an indicator, or why there is none: codes of problems, or `open`."""
    node = score(methodology, facts(methodology, given))[key]
    if node.exact is None:
        return " ".join(problem.code for problem in node.problems) or node.state
    return node.exact
