"""Versions of small rule files as text, and fact sets that both can score."""

from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from perfrules.studies.changes import Change, changes_between
from perfrules.studies.versions import Version
from tests.scoring.rules import GRADES, HEAD

ROOT = Path(__file__).parents[2]
LEAVES = ROOT / "rules" / "beijing" / "department-leaves" / "2022.toml"

BODY = """
[fact."结转率"]
unit = "%"
[fact."上年率"]
unit = "%"
[fact."满意率"]
unit = "%"
range = "[0%, 100%]"
[measure."增减"]
value = "结转率 − 上年率"
unit = "%"
[indicator."结转"]
points = 4
deduct = [ { for = "max(增减, 0)", each = "1百分点", points = 0.5, steps = "whole" } ]
[indicator."满意"]
points = 10
[indicator."满意".bands]
of = "满意率"
rows = [
  { in = "[95%, 100%]", share = "100%" },
  { in = "[80%, 95%)", from = "分值 × 60%", to = "分值" },
  { in = "[0%, 80%)", share = "0%" },
]
[indicator."管理"]
points = 86
judged = true
"""

POINTS = ('"结转"]\npoints = 4', '"结转"]\npoints = 5')
SIBLING = ("points = 86", "points = 85")
LINEAR = ('steps = "whole"', 'steps = "linear"')
EDGE = ("95%", "90%")


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def version(
    body: str = BODY, *edits: tuple[str, str], tied: bool = True, more: str = ""
) -> Version:
    text = HEAD.format(points=100, more=f'grade_on = "printed"\n{more}') + GRADES + body
    document = toml_document(edited(text, *edits), "rules.toml")
    return Version("rules.toml", methodology_from(document, tied=tied), str)


def changes(*edits: tuple[str, str], body: str = BODY, more: str = "") -> tuple[Change, ...]:
    return changes_between(version(body, more=more), version(edited(body, *edits), more=more))


def only_change(*edits: tuple[str, str], body: str = BODY) -> Change:
    found = changes(*edits, body=body)
    assert len(found) == 1, found
    return found[0]


PERCENTS = st.fractions(0, 1, max_denominator=997).map(lambda f: Fraction(round(f * 10**6), 10**6))


def fact_text(carried: Fraction, before: Fraction, satisfied: Fraction, judged: Fraction) -> str:
    def percent(value: Fraction) -> str:
        return f"{value.numerator * 10**6 // value.denominator / 10**4:.4f}%"

    return f"""
methodology = "test"
[subject]
name = "甲局"
period = 2022
[facts]
"结转率" = "{percent(carried)}"
"上年率" = "{percent(before)}"
"满意率" = "{percent(satisfied)}"
[judgement."管理"]
score = {float(judged):.2f}
origin = "reviewer"
"""
