"""Findings: whether each holds, and its problem and advice with the values put in."""

from datetime import date
from fractions import Fraction

from perfrules.formula.tree import Name, Node, Property
from perfrules.messages import Text
from perfrules.model.above import Blank, Finding, Sentence
from perfrules.readings.figures import figure
from perfrules.readings.number import Result as Reading
from perfrules.readings.number import name_of_property
from perfrules.scoring.conclusion import FindingOutcome
from perfrules.scoring.ground import Ground
from perfrules.scoring.shown import printed_as
from perfrules.scoring.tree import Outcome

_YES, _NO = Text("是", "yes"), Text("否", "no")
_MISSING = Text("〔缺：{name}〕", "[{name}: missing]")


def findings_of(ground: Ground) -> tuple[FindingOutcome, ...]:
    """Every finding; one that waits for a fact is not decided."""
    return tuple(
        _finding(finding, ground.outcome(f"finding.{name}", finding.place), ground)
        for name, finding in ground.methodology.above.findings.items()
    )


def _finding(finding: Finding, outcome: Outcome, ground: Ground) -> FindingOutcome:
    if outcome.value is not True:
        return FindingOutcome(finding, outcome, "", "")
    return FindingOutcome(
        finding, outcome, _filled(finding.problem, ground), _filled(finding.advice, ground)
    )


def _filled(sentence: Sentence, ground: Ground) -> str:
    return "".join(
        part if isinstance(part, str) else _value(part, ground) for part in sentence.parts
    )


def _value(blank: Blank, ground: Ground) -> str:
    node, lang = blank.formula.tree, ground.methodology.lang
    match _read(node, ground):
        case bool() as yes:
            return (_YES if yes else _NO).in_(lang)
        case Fraction() as number:
            unit, show, least = printed_as(node, ground.methodology, ground.used)
            return figure(number, unit, blank.show or show, least).text
        case str() as text:
            return text
        case date() as day:
            return day.isoformat()
        case _:
            return _MISSING.in_(lang).format(name=blank.formula.text)


def _read(node: Node, ground: Ground) -> Reading:
    if isinstance(node, Property):
        return ground.names[name_of_property(node.aspect, node.of)]
    assert isinstance(node, Name)
    return ground.names[node.name]
