"""Rows of tables for a generated fact set: points that add up, links that lead somewhere."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve

from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.table_rules import Column, TableRule
from perfrules.model.ways import Judged
from perfrules.problem import Problem, Refused
from perfrules.readings.number import Result as Reading
from perfrules.studies.fact_sets import Draft, draft_of, period_for
from perfrules.studies.inlined import inlined, value_of
from perfrules.studies.plausible import sample_facts
from perfrules.studies.rows_in_making import Row, RowsInMaking
from perfrules.studies.sample_judged import judgement_for
from perfrules.studies.surroundings import names_of

_UNITS = ("%", "个", "万元", "天")
_TRIES = 40


def rows_for(
    methodology: Methodology, random: Random, names: Mapping[str, Reading], *, calm: bool
) -> dict[str, list[Row]]:
    """Rows for every table: those of an example with other numbers, or new ones.

    Raises Refused (E661) when the rules take none of the rows that were tried.
    """
    given = [draft_of(facts) for facts in sample_facts(methodology) if facts.tables]
    making = RowsInMaking(methodology, random, names, {})
    if not given or (not calm and random.randint(0, 1)):
        try:
            for name in _linked_first(methodology):
                _fill(making, methodology.tables[name])
            making.settle_totals()
        except Refused:
            if not given:
                raise
        else:
            return making.tables
    base = random.choice(given)
    for name in methodology.tables:
        making.tables[name] = [dict(row) for row in base.tables.get(name, ())]
    if not calm:
        _vary(making)
    return making.tables


def judgements_of_rows(
    methodology: Methodology, random: Random, draft: Draft
) -> dict[str, Fraction]:
    """A score for every row that a person scores."""
    making = RowsInMaking(
        methodology,
        random,
        names_of(methodology, draft),
        {name: [*map(dict, rows)] for name, rows in draft.tables.items()},
    )
    found: dict[str, Fraction] = {}
    for leaf, rule, row, points in making.scored_rows():
        variant = making.variant(rule, row, points)
        if variant is not None and isinstance(variant.way, Judged):
            node = evolve(leaf, points=points, way=variant.way, cap=None, floor=None)
            found[f"{rule.name}/{row[rule.key]}"] = judgement_for(node, random)
    return found


def _linked_first(methodology: Methodology) -> list[str]:
    """The tables, each after those that its rows name where that can be."""
    found: list[str] = []
    waiting = list(methodology.tables)
    while waiting:
        ready = (name for name in waiting if not _named_by(methodology, name) & {*waiting} - {name})
        name = next(ready, waiting[0])
        waiting.remove(name)
        found.append(name)
    return found


def _named_by(methodology: Methodology, table: str) -> set[str]:
    columns = methodology.tables[table].columns.values()
    return {column.refers for column in columns if column.refers is not None}


def _fill(making: RowsInMaking, rule: TableRule) -> None:
    """Give a table rows: as the leaves that sum them need, else a few or none."""
    leaves = making.leaves(rule)
    rows: list[Row] = []
    making.tables[rule.name] = rows
    for leaf in leaves:
        for part in _parts(making, leaf):
            rows.append(_row(making, rule, leaf, part, len(rows) + 1))
    if not leaves:
        for _ in range(making.random.randint(0, 3)):
            rows.append(_row(making, rule, None, None, len(rows) + 1))


def _vary(making: RowsInMaking) -> None:
    """Bring numbers of some rows to edges, where the row still keeps to its rules."""
    for name, rows in making.tables.items():
        rule = making.methodology.tables[name]
        for position, row in enumerate(rows):
            if making.random.randint(0, 1):
                varied = making.aimed(rule, dict(row))
                leaves = [leaf.key for leaf in making.counting(rule, row)]
                now = [leaf.key for leaf in making.counting(rule, varied)]
                if making.holds(rule, varied) and now == leaves:
                    rows[position] = varied
    making.settle_totals()


def _parts(making: RowsInMaking, leaf: Indicator) -> list[Fraction]:
    """Points of one to four rows that make up those of the leaf."""
    count = making.random.randint(1, 4)
    whole = max(Fraction(1), leaf.rounding.to)
    parts: list[Fraction] = []
    left = leaf.points
    for _ in range(count - 1):
        most = int((left - whole) // whole)
        if most < 1:
            break
        parts.append(making.random.randint(1, most) * whole)
        left -= parts[-1]
    return [*parts, left]


def _row(
    making: RowsInMaking,
    rule: TableRule,
    leaf: Indicator | None,
    points: Fraction | None,
    number: int,
) -> Row:
    """A row that keeps to its rules and counts in one leaf, or in none where there is none."""
    for turn in range(_TRIES):
        row = making.repaired(rule, _cells(making, rule, points, number, turn))
        if making.random.randint(0, 1):
            row = making.aimed(rule, row)
        leaves = making.counting(rule, row)
        counts = leaf is None or [each.key for each in leaves] == [leaf.key]
        moved = points is not None and rule.points is not None and row[rule.points] != points
        if counts and not moved and making.holds(rule, row):
            return row
    raise Refused(Problem("E661", rule.place, {"count": str(_TRIES), "why": rule.name}))


def _cells(
    making: RowsInMaking, rule: TableRule, points: Fraction | None, number: int, turn: int
) -> Row:
    """The cells of a row; each turn has other choices, so that all come round."""
    row: Row = {rule.key: f"{rule.name}{number}"}
    later = [c for c in rule.columns.values() if c.only_when is not None]
    first = [c for c in rule.columns.values() if c.only_when is None and not c.in_row_unit]
    numbers = [c for c in rule.columns.values() if c.only_when is None and c.in_row_unit]
    for column in (*first, *numbers, *sorted(later, key=lambda c: c.in_row_unit)):
        if column.name == rule.key or (column.optional and making.random.randint(0, 1)):
            continue
        if column.only_when is not None:
            condition = inlined(making.methodology).tree(column.only_when.tree)
            if value_of(condition, making.around(rule, row), making.read()) is not True:
                continue
        if column.choice:
            turn, more = divmod(turn, len(column.choice))
            at = making.random.randrange(len(column.choice)) + more
            row[column.name] = column.choice[at % len(column.choice)]
            continue
        value = points if column.name == rule.points else _cell(making, rule, column, row)
        if value is not None:
            row[column.name] = value
    return {name: row[name] for name in rule.columns if name in row}


def _cell(making: RowsInMaking, rule: TableRule, column: Column, row: Row) -> Any:
    random = making.random
    if column.refers is not None:
        other = making.methodology.tables[column.refers]
        known = [each[other.key] for each in making.tables.get(column.refers, ())]
        if column.many:
            return tuple(name for name in known if random.randint(0, 1))
        return random.choice(known) if known else None
    seen = making.seen(rule, column)
    match column.kind:
        case "number":
            return making.scale(column, row, rule).drawn(random)
        case "yes/no":
            return bool(random.randint(0, 1))
        case "date":
            span = period_for(making.methodology)
            return None if span is None else random.choice((span.first, span.last))
        case _:
            return random.choice(seen or (_UNITS if column.is_unit else ("甲", "乙")))
