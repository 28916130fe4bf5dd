"""What an example can see of a result, and what it would have to expect to tell two apart."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import Factory, frozen

from perfrules.formula.digits import decimals_of
from perfrules.formula.units import Unit
from perfrules.model.facts import FactSet, Value
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.problem import Refused
from perfrules.readings.figures import with_decimals
from perfrules.scoring.result import Result
from perfrules.scoring.score import score

_MOST_DECIMALS = 12


@frozen
class Observed:
    """Everything that [example.expect] can ask for."""

    refused: bool = True
    open: bool = False
    total: Fraction | None = None
    grade: str = ""
    scores: Mapping[str, Fraction | None] = Factory(dict)
    values: Mapping[str, Value | None] = Factory(dict)
    findings: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    broken_ties: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    """Of errors."""


def observed(methodology: Methodology, facts: FactSet) -> Observed:
    """What the rules make of the facts, which are read anew as these rules read them."""
    try:
        given = facts_from(facts.documents[0], methodology)
    except Refused as refused:
        return Observed(codes=frozenset(problem.code for problem in refused.problems))
    return observed_of(score(methodology, given))


def observed_of(result: Result) -> Observed:
    """What can be seen of a result."""
    above = result.above
    nodes = [*result.walk(), *above.extras]
    rules = result.methodology
    named = {**rules.indicators, **rules.above.extras}
    values: dict[str, Value | None] = {
        node.indicator.key: node.value.value
        for node in nodes
        if node.value is not None and node.indicator.key in named
    }
    values |= {each.measure.name: each.outcome.value for each in result.measures}
    return Observed(
        refused=result.state == "refused",
        open=result.state == "open",
        total=result.printed,
        grade="" if result.grade is None else result.grade.name,
        scores={node.indicator.key: node.printed for node in nodes if node.indicator.key in named},
        values=values,
        findings=tuple(each.finding.name for each in above.findings if each.holds),
        vetoes=tuple(each.veto.name for each in above.vetoes if each.holds),
        broken_ties=tuple(each.tie.name for each in above.ties if each.holds is False),
        codes=frozenset(each.code for each in result.problems if each.severity == "error"),
    )


def expected(own: Observed, other: Observed, methodology: Methodology) -> dict[str, Any]:
    """What an example expects that holds of the one and not of the other; empty if nothing does.

    Of scores and values those that differ, or where there are none on the other side, one; a
    figure that is not there cannot be expected.
    """
    if own.refused and not own.scores:
        told = sorted(own.codes - other.codes)
        return {"error": told[0]} if told else {}
    found: dict[str, Any] = {}
    if own.open != other.open and not other.refused:
        found["open"] = own.open
    found |= _head(own, other, methodology)
    if not other.scores and found:
        return found
    found |= _scores(own, other, methodology) | _values(own, other, methodology)
    if not other.scores and "score" in found:
        return {"score": dict([*found["score"].items()][:1])}
    for key in ("findings", "vetoes", "broken_ties"):
        if getattr(own, key) != getattr(other, key):
            found[key] = list(getattr(own, key))
    if other.refused and not own.refused and not found:
        return {"open": own.open}
    if own.refused and own.codes:
        told = sorted(own.codes - other.codes)
        found["error"] = told[0] if told else min(own.codes)
        return found if told or len(found) > 1 else {}
    return found


def _head(own: Observed, other: Observed, methodology: Methodology) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if own.total is not None and own.total != other.total:
        found["total"] = _digits(own.total, methodology.rounding)
    if own.grade and own.grade != other.grade:
        found["grade"] = own.grade
    return found


def _scores(own: Observed, other: Observed, methodology: Methodology) -> dict[str, Any]:
    nodes = {**methodology.indicators, **methodology.above.extras}
    scores = {
        key: _digits(printed, nodes[key].rounding)
        for key, printed in own.scores.items()
        if printed is not None and printed != other.scores.get(key)
    }
    return {"score": scores} if scores and methodology.weighted else {}


def _values(own: Observed, other: Observed, methodology: Methodology) -> dict[str, Any]:
    nodes = {**methodology.indicators, **methodology.above.extras}
    units = {name: measure.unit for name, measure in methodology.measures.items()}
    values: dict[str, str] = {}
    for name, value in own.values.items():
        its = other.values.get(name)
        if isinstance(value, Fraction) and value != its:
            unit = units.get(name) or nodes[name].unit
            text = _apart(value, its, unit)
            values |= {} if text is None else {name: text}
    return {"value": values} if values else {}


def _apart(value: Fraction, other: object, unit: Unit) -> str | None:
    """The value with so many digits that it is told from the other, at least those it has."""
    needed = decimals_of(value / unit.factor)
    fewest = 2 if needed is None else min(needed, 4)
    for decimals in range(fewest, _MOST_DECIMALS):
        digits = Rounding(Fraction(1, 10**decimals), "half-up")
        own = rounded(value / unit.factor, digits)
        if not isinstance(other, Fraction) or own != rounded(other / unit.factor, digits):
            word = unit.text or str(unit)
            text = with_decimals(own, decimals)
            return f"{text}{word}" if word in ("", "%") else f"{text} {word}"
    return None


def _digits(printed: Fraction, rounding: Rounding) -> Decimal:
    decimals = decimals_of(rounding.to)
    assert decimals is not None, "a rule file writes the step as a decimal"
    return Decimal(with_decimals(printed, decimals))
