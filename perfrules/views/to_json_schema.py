"""What the fact files of a methodology must hold, as JSON Schema (draft 2020-12)."""

from fractions import Fraction
from typing import Any

from perfrules.formula.digits import decimals_of
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.facts import ORIGINS
from perfrules.model.methodology import Methodology
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Judged
from perfrules.views.json_text import json_text

_NUMBER = r"\s*[-+−－]?[0-9０-９][0-9０-９,，.．]*\s*"
_YES_NO: dict[str, Any] = {"enum": [True, False, "是", "否", "yes", "no"]}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_TEXT: dict[str, Any] = {"type": "string"}


def to_json_schema(methodology: Methodology) -> str:
    """The schema as JSON text; the same text for the same methodology.

    `required` names what a complete score needs. Ranges bind bare numbers only; a text with a
    unit is held against its range when it is read.
    """
    return json_text(_schema(methodology))


def wanted(methodology: Methodology) -> tuple[FactRule, ...]:
    """The facts that a department gives, in the order of the rule file."""
    return tuple(rule for rule in methodology.facts.values() if not rule.from_parameters)


def is_required(rule: FactRule) -> bool:
    """Whether there is no complete score without the fact."""
    return not (rule.optional or rule.for_report or rule.from_parameters)


def judged(methodology: Methodology) -> tuple[Indicator, ...]:
    """The indicators that wait for a person's score."""
    return tuple(leaf for leaf in methodology.scored() if isinstance(leaf.way, Judged))


def _schema(methodology: Methodology) -> dict[str, Any]:
    facts = wanted(methodology)
    judgements = judged(methodology)
    tables = {name: _table(rule) for name, rule in methodology.tables.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": methodology.title,
        "type": "object",
        "properties": {
            "format": {"const": 1},
            "methodology": _TEXT,
            "subject": _closed({"name": _TEXT, "period": _period()}),
            "facts": _closed(
                {rule.name: _fact(rule) for rule in facts},
                [rule.name for rule in facts if is_required(rule)],
            ),
            **({"table": _closed(tables)} if tables else {}),
            "judgement": _closed(
                {name: {"type": "object"} for name in tables}
                | {leaf.key: _judgement(leaf) for leaf in judgements},
                [leaf.key for leaf in judgements],
            ),
            "published": {"type": "object"},
            "texts": _closed(
                {
                    chapter.name: {"anyOf": [_TEXT, _closed({"text": _TEXT, "source": _TEXT})]}
                    for _, chapter in methodology.outline
                }
            ),
        },
        "required": ["facts", *(["judgement"] if judgements else [])],
        "additionalProperties": False,
    }


def _table(rule: TableRule) -> dict[str, Any]:
    """The rows of a table; what a number is depends on the unit of its row, so any is allowed."""
    columns: dict[str, Any] = {}
    for name, column in rule.columns.items():
        value: dict[str, Any] = {"type": ["number", "string", "boolean"]}
        if column.many:
            value = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
        elif column.choice:
            value = {"enum": list(column.choice)}
        evidence = {"source": _TEXT, "page": {"type": ["string", "integer"]}, "checked": _TEXT}
        columns[name] = {"anyOf": [value, _closed({"value": value, **evidence, "note": _TEXT})]}
    rest = {"source": _TEXT, "page": {"type": ["string", "integer"]}, "reason": _TEXT}
    needed = [rule.key, *rule.group, *([] if rule.points is None else [rule.points])]
    return {"type": "array", "items": _closed(rest | columns, needed)}


def _fact(rule: FactRule) -> dict[str, Any]:
    value = _value(rule)
    evidence = {"source": _TEXT, "page": {"type": ["string", "integer"]}, "checked": _TEXT}
    with_evidence = _closed({"value": value, **evidence, "note": _TEXT}, ["value"])
    said = f"{rule.about} [{rule.unit}]" if str(rule.unit) else rule.about
    described = {"description": said.strip()} if said else {}
    return described | {"anyOf": [value, with_evidence]}


def _value(rule: FactRule) -> dict[str, Any]:
    match rule.kind:
        case "number":
            text = {"type": "string", "pattern": f"^{_NUMBER}"}
            if rule.unit.is_percent and rule.bare is None:
                return text | {"pattern": f"^{_NUMBER}(%|％|百分点)\\s*$"}
            return {"anyOf": [{"type": "number", **_limits(rule)}, text]}
        case "yes/no":
            return _YES_NO
        case "date":
            return _DAY
        case "text":
            return {"enum": list(rule.choice)} if rule.choice else _TEXT


def _limits(rule: FactRule) -> dict[str, Any]:
    """The range of a bare number, in the unit in which it is read."""
    if rule.limits is None:
        return {}
    factor = Fraction(1) if rule.bare == "fraction" else rule.unit.factor
    low, high = rule.limits.low, rule.limits.high
    ends = (
        ("minimum" if rule.limits.low_closed else "exclusiveMinimum", low),
        ("maximum" if rule.limits.high_closed else "exclusiveMaximum", high),
    )
    plain = {key: _plain(end / factor) for key, end in ends if end is not None}
    return {key: end for key, end in plain.items() if end is not None}


def _judgement(leaf: Indicator) -> dict[str, Any]:
    assert isinstance(leaf.way, Judged)
    tiers = [tier.name for tier in leaf.way.tiers]
    ends = {"minimum": _plain(leaf.lowest), "maximum": _plain(leaf.highest)}
    limits = {key: end for key, end in ends.items() if end is not None}
    return _closed(
        {
            "score": {"type": "number", **limits},
            "tier": {"enum": tiers} if tiers else _TEXT,
            "origin": {"enum": list(ORIGINS)},
            "reason": _TEXT,
            "evidence": _TEXT,
            "by": _TEXT,
        },
        ["score", "origin", *(["reason"] if leaf.needs_reason else [])],
    )


def _period() -> dict[str, Any]:
    return {"anyOf": [{"type": "integer"}, _closed({"from": _DAY, "to": _DAY}, ["from", "to"])]}


def _closed(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required or [],
        "additionalProperties": False,
    }


def _plain(number: Fraction) -> int | float | None:
    """A bound as a JSON number; None where its digits do not end, and so cannot be written."""
    if decimals_of(number) == 0:
        return int(number)
    near = float(number)
    return near if Fraction(repr(near)) == number else None
