"""The indicators of a rule file: leaves, parents, and how they hang together."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from perfrules.files.tables import Table
from perfrules.model.declared import Indicator
from perfrules.model.read_formula import formula_if_given, one_of
from perfrules.model.read_head import Head, rounding_of
from perfrules.model.read_options import (
    OPTION_KEYS,
    applies_of,
    choose_of,
    points_stated,
    refuse_points,
    split_of_parent,
    with_points_given,
)
from perfrules.model.read_rules import show_of, unit_of_table
from perfrules.model.read_ways import WAY_KEYS, way_of
from perfrules.model.spelled_out import spelled_out
from perfrules.model.terms import STATUSES
from perfrules.problem import Problems, did_you_mean

MOST_LEVELS = 20
"""Of indicators below one another."""


def indicator_of(key: str, table: Table, head: Head, above: Table | None = None) -> Indicator:
    """An indicator by itself: its children are not known, its names not resolved yet.

    `above` is its parent's table, whose word may give it its points.
    """
    table.only(
        "label", "parent", "points", "value", "unit", "show", "rounding", "cap", "floor",
        "needs_reason", "basis", "status", "about", *OPTION_KEYS, *WAY_KEYS,
    )  # fmt: skip
    way = way_of(table)
    if not head.weighted:
        refuse_points(table, way)
    points = points_stated(table, above) if head.weighted else Fraction(0)
    if points < 0:
        raise table.refuse("E331", "points")
    value = formula_if_given(table, "value")
    cap = table.number("cap") if "cap" in table else None
    floor = table.number("floor") if "floor" in table else None
    return Indicator(
        key=key,
        label=table.text("label", key),
        parent=table.text("parent") if "parent" in table else None,
        children=(),
        points=points,
        way=way,
        tree=spelled_out(way, key, cap, floor) if way is not None else None,
        value=value,
        value_tree=value.tree if value is not None else None,
        unit=unit_of_table(table),
        show=show_of(table),
        rounding=rounding_of(table, "rounding") if "rounding" in table else head.rounding,
        cap=cap,
        floor=floor,
        needs_reason=table.flag("needs_reason", False),
        basis=table.text("basis", head.basis),
        status=one_of(table, "status", STATUSES, head.status),
        about=table.text("about", ""),
        place=table.place(at="key"),
        applies=applies_of(table),
        choose=choose_of(table),
        split=split_of_parent(table, way),
    )


def as_tree(
    indicators: Mapping[str, Indicator], tables: Mapping[str, Table], *, weighted: bool = True
) -> dict[str, Indicator]:
    """The indicators with their children, parents before children in the order of the file.

    Raises Refused for an unknown parent, a circle of parents, a parent that is also
    scored by itself, and a leaf that says no way of scoring (nor, without weights, a value).
    """
    problems = Problems()
    children: dict[str, list[str]] = {key: [] for key in indicators}
    for key, indicator in indicators.items():
        if indicator.parent is None:
            continue
        with problems.collecting():
            if indicator.parent not in indicators:
                near = did_you_mean(indicator.parent, indicators)
                raise tables[key].refuse("E313", "parent", parent=indicator.parent, near=near)
            children[indicator.parent].append(key)
    problems.refuse_if_any()
    roots = [key for key, indicator in indicators.items() if indicator.parent is None]
    ordered: dict[str, Indicator] = {}
    waiting = [(key, 1) for key in reversed(roots)]
    while waiting:
        key, level = waiting.pop()
        if level > MOST_LEVELS:
            raise tables[key].refuse("E396", "parent", name=key, most=str(MOST_LEVELS))
        ordered[key] = evolve(indicators[key], children=tuple(children[key]))
        waiting.extend((child, level + 1) for child in reversed(children[key]))
    for key, indicator in indicators.items():
        with problems.collecting():
            if key not in ordered:
                raise tables[key].refuse("E334", "parent", name=key)
            if children[key] and indicator.way is not None:
                raise tables[key].refuse("E312", name=key, child=children[key][0])
            if children[key] and "rounding" in tables[key]:
                raise tables[key].refuse("E340", "rounding", at="key", partner="score")
            measured = indicator.value is not None and not weighted
            if not (children[key] or indicator.way or measured):
                raise tables[key].refuse("E314", name=key)
    problems.refuse_if_any()
    for parent in reversed(ordered.values()):
        if parent.children:  # a sum has the digits of its finest part
            parts = (ordered[child].rounding for child in parent.children)
            ordered[parent.key] = evolve(parent, rounding=min(parts, key=lambda part: part.to))
    return with_points_given(ordered, tables)
