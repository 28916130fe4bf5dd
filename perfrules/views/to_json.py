"""A result as JSON: printed values as decimals, exact ones as fractions, every step addressed."""

import json
from fractions import Fraction
from importlib.resources import files as package_files
from typing import Any

from perfrules.messages import Lang
from perfrules.model.facts import Fact, Judged, Value
from perfrules.problem import Problem
from perfrules.readings.figures import fraction_text, with_decimals
from perfrules.scoring.loss import by_cause
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Loss, Measured, Scored, Standing
from perfrules.views.above_to_json import above_values
from perfrules.views.derivation import measure_step, steps_of
from perfrules.views.evidence_lines import fact_text, printed_text
from perfrules.views.json_text import json_text
from perfrules.views.outline import within
from perfrules.views.steps import Reader, Step
from perfrules.views.summaries import by_source, files
from perfrules.views.table import rate_text

FORMAT = "perfrules.score/1"
DECIMALS = 12
"""Digits after the point of `decimal`, which stands beside each exact value for a quick look."""


def score_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `to_json` writes."""
    text = package_files("perfrules.views").joinpath("score.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def to_json(
    result: Result, lang: Lang, *, only: str | None = None, depth: int | None = None
) -> str:
    """The result, or one indicator and what is below it, or so many levels, as the schema says.

    Raises KeyError when there is no indicator with the key `only`.
    """
    return json_text(as_values(result, lang, only, depth))


def as_values(
    result: Result, lang: Lang, only: str | None = None, depth: int | None = None
) -> dict[str, Any]:
    """What `to_json` writes, as plain values."""
    reader = Reader.of(result, lang)
    methodology, facts = result.methodology, result.facts
    rounding = methodology.rounding
    top = result.roots if only is None else (result[only],)
    return {
        "format": FORMAT,
        "lang": lang,
        "subject": {"name": facts.subject, "period": facts.period_text},
        "methodology": {
            "id": methodology.id,
            "version": methodology.version,
            "title": methodology.title,
            "points": _decimal(methodology.points),
            "basis": methodology.basis,
        },
        "state": result.state,
        "total": None if result.printed is None else printed_text(result.printed, rounding),
        **_exact(result.exact),
        "low": printed_text(result.low, rounding),
        "high": printed_text(result.high, rounding),
        "grade": None if result.grade is None else result.grade.name,
        "grades": {
            "possible": [grade.name for grade in result.grades],
            "on": methodology.grade_on,
            "status": methodology.grades_status,
            "basis": methodology.grades_basis,
        },
        "sum_and_rounding_differ": result.apart != 0,
        "missing": sorted(result.missing),
        "points": {
            "by_status": _points(result.by_status()),
            "by_origin": _points(result.by_origin()),
            "by_source": _points(by_source(reader)),
        },
        "lost": {
            "by_cause": _points(by_cause(result)),
            "each": [_loss(loss) for loss in result.losses],
        },
        "indicators": [_indicator(node, reader) for _, node in within(top, depth)],
        "above": {
            "bonuses": [_indicator(node, reader) for node in result.above.bonuses],
            "penalties": [_indicator(node, reader) for node in result.above.penalties],
            **above_values(result),
        },
        "measures": [_measure(measured, reader) for measured in result.measures],
        "facts": [_fact(fact, reader) for fact in result.used.values()],
        "problems": [_problem(problem, lang) for problem in result.problems],
        "files": [{"path": path, "sha256": digest} for path, digest in files(result)],
    }


def _indicator(node: Scored, reader: Reader) -> dict[str, Any]:
    indicator = node.indicator
    rounding, weighted = indicator.rounding, reader.result.methodology.weighted
    return {
        "address": node.address,
        "key": indicator.key,
        "label": indicator.label,
        "parent": indicator.parent,
        "points": _decimal(indicator.points),
        "counted_points": _exact(node.points),
        "out": node.out,
        "state": node.state,
        "score": None
        if node.printed is None or not weighted
        else printed_text(node.printed, rounding),
        **_exact(node.exact if weighted else None),
        "low": printed_text(node.low, rounding),
        "high": printed_text(node.high, rounding),
        "rate": None if node.rate is None else rate_text(node.rate).replace("−", "-"),
        "sum_and_rounding_differ": bool(node.children) and node.apart != 0,
        "status": indicator.status,
        "basis": indicator.basis,
        "judgement": None if node.judgement is None else _judgement(node.judgement),
        "stages": {
            stage: _judgement(given)
            for stage, given in reader.result.facts.stages.get(indicator.key, {}).items()
        },
        "rank": None if node.standing is None else _standing(node.standing),
        "missing": sorted(node.missing),
        "steps": [_step(step) for step in steps_of(node, reader)],
        "problems": [_problem(problem, reader.lang) for problem in node.problems],
    }


def _measure(measured: Measured, reader: Reader) -> dict[str, Any]:
    outcome = measured.outcome
    return {
        "name": measured.measure.name,
        "unit": str(measured.measure.unit),
        "state": outcome.state,
        "missing": sorted(outcome.missing),
        "problems": [_problem(problem, reader.lang) for problem in outcome.problems],
        **_step(measure_step(measured.measure.name, reader)),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "address": step.address,
        "kind": step.kind,
        "name": step.name,
        "formula": step.formula,
        "substituted": step.substituted,
        "printed": None if step.figure is None else str(step.figure),
        **_value(step.value),
        "hit": step.hit,
        "gives": step.gives,
        "says": step.says,
    }


def _fact(fact: Fact, reader: Reader) -> dict[str, Any]:
    return {
        "address": f"fact.{fact.name}",
        "name": fact.name,
        "text": fact.text,
        "printed": fact_text(fact, reader.lang),
        "unit": str(fact.unit),
        **_value(fact.value),
        "source": fact.source,
        "page": fact.page,
        "checked": fact.checked,
        "note": fact.note,
        "parameter": fact.parameter,
        "place": None if fact.place is None else str(fact.place),
    }


def _judgement(judged: Judged) -> dict[str, Any]:
    return {
        "score": _decimal(judged.score),
        "tier": judged.tier,
        "origin": judged.origin,
        "reason": judged.reason,
        "evidence": judged.evidence,
        "by": judged.by,
        "raters": {name: _decimal(score) for name, score in judged.raters.items()},
        "place": None if judged.place is None else str(judged.place),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "rank": _decimal(standing.rank),
        "ranked": standing.ranked,
        "everybody": standing.everybody,
    }


def _loss(loss: Loss) -> dict[str, Any]:
    return {"indicator": loss.indicator, "cause": loss.cause, **_exact(loss.points)}


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "place": None if problem.place is None else str(problem.place),
        "message": problem.message(lang),
        "hint": problem.hint(lang),
    }


def _points(points: Any) -> dict[str, Any]:
    return {key: _exact(value) for key, value in points.items()}


def _value(value: Value | None) -> dict[str, Any]:
    """A number with its fraction, in base units; yes/no, texts and days as they are."""
    if isinstance(value, Fraction):
        return {"value": _decimal(value), "exact": fraction_text(value)}
    if value is None or isinstance(value, bool | str):
        return {"value": value, "exact": None}
    return {"value": value.isoformat(), "exact": None}


def _exact(value: Fraction | None) -> dict[str, str | None]:
    if value is None:
        return {"exact": None, "decimal": None}
    return {"exact": fraction_text(value), "decimal": _decimal(value)}


def _decimal(value: Fraction) -> str:
    """Up to twelve digits after the point, without zeros at the end."""
    text = with_decimals(value, DECIMALS).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
