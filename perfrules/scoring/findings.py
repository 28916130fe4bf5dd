"""Findings: whether each holds, and its problem and advice with the values put in."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from perfrules.formula.tree import Name, Node, Property
from perfrules.messages import Text
from perfrules.model.above import Blank, Finding, Sentence
from perfrules.model.facts import Fact
from perfrules.model.methodology import Methodology
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
    told = filled(sentence, ground.names, ground.methodology, ground.used)
    return "".join(text for text, _ in told)


def filled(
    sentence: Sentence,
    names: Mapping[str, Reading],
    methodology: Methodology,
    used: Mapping[str, Fact],
) -> Iterator[tuple[str, bool]]:
    """The parts of a sentence with its values put in, and whether each says that one is missing."""
    for part in sentence.parts:
        if isinstance(part, str):
            yield part, False
            continue
        value = _value(part, names, methodology, used)
        missing = _MISSING.in_(methodology.lang).format(name=part.formula.text)
        yield (missing, True) if value is None else (value, False)


def _value(
    blank: Blank,
    names: Mapping[str, Reading],
    methodology: Methodology,
    used: Mapping[str, Fact],
) -> str | None:
    node = blank.formula.tree
    match _read(node, names):
        case bool() as yes:
            return (_YES if yes else _NO).in_(methodology.lang)
        case Fraction() as number:
            unit, show, least = printed_as(node, methodology, used)
            return figure(number, unit, blank.show or show, least).text
        case str() as text:
            return text
        case date() as day:
            return day.isoformat()
        case _:
            return None


def _read(node: Node, names: Mapping[str, Reading]) -> Reading:
    if isinstance(node, Property):
        return names[name_of_property(node.aspect, node.of)]
    assert isinstance(node, Name)
    return names[node.name]
