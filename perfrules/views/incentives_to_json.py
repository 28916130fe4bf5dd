"""What a methodology rewards, as JSON: every number exact, as a decimal or a fraction."""

from fractions import Fraction
from typing import Any

from perfrules.messages import Lang
from perfrules.model.facts import FactSet, Value
from perfrules.readings.figures import exact_text
from perfrules.studies.curve_points import Cliff, Curve, Flat, Point
from perfrules.studies.directions import Move
from perfrules.studies.edges import Edge
from perfrules.studies.incentives import Incentive, Incentives
from perfrules.views.incentive_words import formula_of
from perfrules.views.json_text import json_text

FORMAT = "perfrules.incentives/1"


def to_json(found: Incentives, lang: Lang) -> str:
    """One object; values are in base units (元, a plain number for a percentage)."""
    del lang  # nothing in it is a sentence
    return json_text(_values(found))


def _values(found: Incentives) -> dict[str, Any]:
    rules = found.methodology
    return {
        "format": FORMAT,
        "methodology": {"id": rules.id, "version": rules.version},
        "weighted": rules.weighted,
        "jump": exact_text(found.jump),
        "around": {
            "given": found.given,
            "examples": found.examples,
            "samples": found.samples,
            "fact_sets": [_start(facts) for facts in found.starts],
        },
        "open": found.is_open,
        "levers": [_incentive(each) for each in found.found],
        "grades": [
            {
                "indicator": each.key,
                "verdict": each.verdict,
                "low": exact_text(each.low),
                "high": exact_text(each.high),
            }
            for each in found.grades
        ],
        "totals": found.totals,
        "left_out": list(found.left_out),
    }


def _start(facts: FactSet) -> dict[str, str]:
    return {"subject": facts.subject, "period": facts.period_text}


def _incentive(each: Incentive) -> dict[str, Any]:
    way, curve = each.direction, each.curve
    return {
        "kind": each.lever.kind,
        "name": each.lever.name,
        "unit": str(each.lever.unit),
        "direction": {
            "way": way.way,
            "how": way.how,
            "rise": _move(way.rise),
            "fall": _move(way.fall),
        },
        "feeds": list(each.feeds),
        "vetoes": list(each.vetoes),
        "curve": None if curve is None else _curve(curve),
    }


def _curve(curve: Curve) -> dict[str, Any]:
    return {
        "at": _start(curve.facts),
        "here": _value(curve.here),
        "swing": exact_text(curve.swing),
        "cliffs": [_cliff(cliff) for cliff in curve.cliffs],
        "flats": [_flat(flat) for flat in curve.flats],
        "points": [_point(point) for point in curve.points],
    }


def _cliff(cliff: Cliff) -> dict[str, Any]:
    return {
        "at": exact_text(cliff.at),
        "jump": exact_text(cliff.jump),
        "before": _point(cliff.before),
        "after": _point(cliff.after),
        "edge": _edge(cliff.edge),
        "indicators": list(cliff.indicators),
    }


def _flat(flat: Flat) -> dict[str, Any]:
    return {
        "upward": flat.upward,
        "since": exact_text(flat.since),
        "best": flat.best,
        "edge": _edge(flat.edge),
    }


def _edge(edge: Edge | None) -> list[str] | None:
    if edge is None:
        return None
    return [formula_of(side) for side in (edge.left, edge.right) if side is not None]


def _move(move: Move | None) -> dict[str, Any] | None:
    if move is None:
        return None
    start = _start(move.curve.facts)
    return {"at": start, "before": _point(move.before), "after": _point(move.after)}


def _point(point: Point) -> dict[str, Any]:
    total = None if point.total is None else exact_text(point.total)
    return {"value": _value(point.x), "total": total}


def _value(value: Value) -> Any:
    match value:
        case bool():
            return value
        case Fraction():
            return exact_text(value)
        case _:
            return str(value)
