"""What a value of a rule file means, apart from how it is written: for telling versions apart."""

from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve

from perfrules.files.spots import Path as Keys
from perfrules.formula import walk
from perfrules.formula.from_text import parse
from perfrules.formula.tree import Node, Number, Source
from perfrules.formula.units import parse_unit
from perfrules.model.interval_text import interval
from perfrules.model.read_ways import SIGNS
from perfrules.problem import Refused

_FORMULAS = frozenset(
    {
        "above", "actual", "applies", "at_most", "base", "each", "for", "from", "in", "must", "of",
        "points", "range", "score", "share", "target", "that", "to", "total", "total_at_most",
        "total_floor", "unless", "value", "when", "where", "within",
    }
)  # fmt: skip
"""Keys whose texts are formulas or intervals: compared as trees."""

SCORED = frozenset({"indicator", "bonus", "penalty", "veto"})
"""Tables whose entries carry a basis and a standing of their own."""

_WITHOUT_MEANING = frozenset({"example", "format", "extends"})


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a rule file without what means nothing for a score; grades by their names."""
    kept = {key: value for key, value in values.items() if key not in _WITHOUT_MEANING}
    if "grade" in kept:
        kept["grade"] = {str(row.get("name")): row for row in kept["grade"]}
    return kept


def spelled_out(values: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The values with each default written out where the other version writes it out.

    So a node that states what it would inherit means the same as one that is silent.
    """
    head = values.get("methodology", {})
    found = dict(values)
    for table in (*SCORED, "fact", "methodology"):
        if not isinstance(values.get(table), Mapping):
            continue
        if table == "methodology":
            defaults = {"grades_status": head.get("status"), "lang": "zh"}
            found[table] = _filled(values[table], other.get(table, {}), defaults)
            continue
        there = other.get(table, {})
        found[table] = {
            name: _filled(entry, there.get(name, {}), _defaults(table, name, entry, head))
            for name, entry in values[table].items()
        }
    return found


def _defaults(
    table: str, name: str, entry: Mapping[str, Any], head: Mapping[str, Any]
) -> dict[str, Any]:
    if table == "fact":
        return {"kind": "text" if "choice" in entry else "number"}
    inherited = {key: head.get(key) for key in ("basis", "status")}
    return inherited | (
        {"label": name, "rounding": head.get("rounding")} if table == "indicator" else {}
    )


def _filled(entry: Any, other: Mapping[str, Any], defaults: Mapping[str, Any]) -> Any:
    missing = {k: v for k, v in defaults.items() if k in other and k not in entry and v is not None}
    return {**entry, **missing}


def meaning(keys: Keys, value: Any) -> Hashable:
    """What a value means; equal for two values that mean the same.

    A text, a flag or a list that says nothing means as much as none at all.
    """
    key = keys[-1]
    match value:
        case bool():
            return value or None
        case str() if key in _FORMULAS:
            return _tree(value, percent_apart=key == "range")
        case int() | Decimal():
            return _exact(Fraction(value)) if key in _FORMULAS else Fraction(value)
        case str() if key == "sign":
            return SIGNS.get(value, value)
        case str():
            return value or None
        case Mapping():
            parts = ((name, meaning((*keys, name), part)) for name, part in value.items())
            return frozenset(pair for pair in parts if pair[1] is not None)
        case list():
            return tuple(meaning((*keys, i), part) for i, part in enumerate(value)) or None
        case date():
            return value
        case _:
            return None


def _tree(text: str, *, percent_apart: bool) -> Hashable:
    """The tree of a formula, the ends of an interval, or the bare text of what is neither."""
    try:
        return _plain_units(parse(Source(text)).tree, percent_apart=percent_apart)
    except Refused:
        pass
    try:
        found = interval(Source(text))
    except Refused:
        return text
    ends = (
        None if end is None else _plain_units(end.tree, percent_apart=percent_apart)
        for end in (found.low, found.high)
    )
    return (*ends, found.low_closed, found.high_closed)


def _exact(number: Fraction) -> Node:
    return Number(number)


def _plain_units(tree: Node, *, percent_apart: bool) -> Node:
    """The tree with 95% as 0.95 and 1万元 as 10000元.

    In the range of a fact a bare number is read in the fact's unit, so there % stays apart.
    """

    def plain_unit(node: Node) -> Node:
        if not isinstance(node, Number) or node.unit is None:
            return node
        unit = parse_unit(node.unit)
        kind = "·".join(f"{word}^{power}" for word, power in unit.dims)
        return evolve(node, unit=kind or ("%" if percent_apart else None))

    return walk.rebuilt(tree, plain_unit)
