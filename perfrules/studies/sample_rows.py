"""Rows of tables for a generated fact set: points that add up, links that lead somewhere."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve, frozen

from perfrules.formula.tree import Compare, Logic, Node
from perfrules.formula.units import PLAIN, Unit, parse_unit
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.split import shares
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import Column, TableRule, row_key
from perfrules.model.ways import Judged, Rows
from perfrules.problem import Problem, Refused
from perfrules.readings.number import Result as Reading
from perfrules.readings.number import name_of_property
from perfrules.studies.edges import Edge, crossings, edges_in, reads
from perfrules.studies.fact_sets import Draft, draft_of, period_for
from perfrules.studies.inlined import Tables, inlined, value_of
from perfrules.studies.plausible import Scale, sample_facts, scale_for
from perfrules.studies.sample_judged import judgement_for
from perfrules.studies.surroundings import names_of, row_names, tables_of

Row = dict[str, Any]
_ENDLESS = Stretch(None, None, low_closed=False, high_closed=False)
_UNITS = ("%", "个", "万元", "天")
_TRIES = 40


def rows_for(
    methodology: Methodology, random: Random, names: Mapping[str, Reading], *, calm: bool
) -> dict[str, list[Row]]:
    """Rows for every table: those of an example with other numbers, or new ones.

    Raises Refused (E661) when the rules take none of the rows that were tried.
    """
    given = [draft_of(facts) for facts in sample_facts(methodology) if facts.tables]
    making = _Rows(methodology, random, names, {})
    if given and (calm or random.randint(0, 1)):
        base = random.choice(given)
        for name in methodology.tables:
            making.tables[name] = [dict(row) for row in base.tables.get(name, ())]
        if not calm:
            making.vary()
        return making.tables
    for name in _linked_first(methodology):
        making.fill(methodology.tables[name])
    making.settle_totals()
    return making.tables


def judgements_of_rows(
    methodology: Methodology, random: Random, draft: Draft
) -> dict[str, Fraction]:
    """A score for every row that a person scores."""
    making = _Rows(methodology, random, names_of(methodology, draft), dict(draft.tables))
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


@frozen(eq=False, repr=False)
class _Rows:
    """Tables in the making."""

    methodology: Methodology
    random: Random
    names: Mapping[str, Reading]
    tables: dict[str, Any]

    def fill(self, rule: TableRule) -> None:
        """Give a table rows: as the leaves that sum them need, else a few or none."""
        leaves = self._leaves(rule)
        rows: list[Row] = []
        self.tables[rule.name] = rows
        for leaf in leaves:
            for part in self._parts(leaf):
                rows.append(self._row(rule, leaf, part, len(rows) + 1))
        if not leaves:
            for _ in range(self.random.randint(0, 3)):
                rows.append(self._row(rule, None, None, len(rows) + 1))

    def vary(self) -> None:
        """Bring numbers of some rows to edges, where the row still keeps to its rules."""
        for name, rows in self.tables.items():
            rule = self.methodology.tables[name]
            for position, row in enumerate(rows):
                if self.random.randint(0, 1):
                    varied = self._aimed(rule, dict(row))
                    leaves = [leaf.key for leaf in self._counting(rule, row)]
                    now = [leaf.key for leaf in self._counting(rule, varied)]
                    if self._holds(rule, varied) and now == leaves:
                        rows[position] = varied
        self.settle_totals()

    def scored_rows(self) -> Iterator[tuple[Indicator, TableRule, Row, Fraction]]:
        """Every row that counts in a leaf, with the points that it has there."""
        for rule in self.methodology.tables.values():
            for leaf in self._leaves(rule):
                assert isinstance(leaf.way, Rows)
                rows = [r for r in self.tables.get(rule.name, ()) if self._counts(leaf, rule, r)]
                points = [r.get(rule.points or "", Fraction(0)) for r in rows]
                if leaf.way.split is not None and rows:
                    split = leaf.way.split
                    points = list(shares(leaf.points, len(rows), split.to, split.remainder))
                for row, own in zip(rows, points, strict=True):
                    yield leaf, rule, row, own

    def variant(self, rule: TableRule, row: Row, points: Fraction) -> Any:
        """The way in which a row is scored; None where that cannot be said."""
        names = {**self._names(rule, row), name_of_property("points", row_key(rule.name)): points}
        for variant in rule.variants:
            if variant.condition is None:
                return variant
            tree = inlined(self.methodology).tree(variant.condition)
            if value_of(tree, names, self._tables()) is True:
                return variant
        return None

    def settle_totals(self) -> None:
        """Change a number of a row where what is asked of a whole table does not hold."""
        for name, rule in self.methodology.tables.items():
            if rule.total is None:
                continue
            for part in _conditions(inlined(self.methodology).tree(rule.total.tree)):
                if value_of(part, self.names, self._tables()) is False:
                    self._settle(part, rule, self.tables[name])

    def _settle(self, part: Node, rule: TableRule, rows: list[Row]) -> None:
        """Solve a condition on the table for one number of one row, by two trials."""
        if not isinstance(part, Compare) or len(part.rest) != 1:
            return
        apart = Edge(part.first, part.rest[0][1]).apart
        for row in reversed(rows):
            for column in self._numbers(rule, row):
                before = row[column.name]
                scale = self._scale(column, row, rule)
                at_first = value_of(apart, self.names, self._tables())
                row[column.name] = before + scale.step
                then = value_of(apart, self.names, self._tables())
                row[column.name] = before
                if not isinstance(at_first, Fraction) or not isinstance(then, Fraction):
                    continue
                if then != at_first:
                    x = before - at_first * scale.step / (then - at_first)
                    for near in scale.around(x):
                        row[column.name] = near
                        holds = value_of(part, self.names, self._tables()) is True
                        if holds and self._holds(rule, row):
                            return
                    row[column.name] = before

    def _leaves(self, rule: TableRule) -> list[Indicator]:
        return [
            leaf
            for leaf in self.methodology.leaves()
            if isinstance(leaf.way, Rows) and leaf.way.table == rule.name
        ]

    def _parts(self, leaf: Indicator) -> list[Fraction]:
        """Points of one to four rows that make up those of the leaf."""
        count = self.random.randint(1, 4)
        whole = max(Fraction(1), leaf.rounding.to)
        parts: list[Fraction] = []
        left = leaf.points
        for _ in range(count - 1):
            most = int((left - whole) // whole)
            if most < 1:
                break
            parts.append(self.random.randint(1, most) * whole)
            left -= parts[-1]
        return [*parts, left]

    def _row(
        self, rule: TableRule, leaf: Indicator | None, points: Fraction | None, number: int
    ) -> Row:
        """A row that keeps to its rules and counts in one leaf, or in none where there is none."""
        for _ in range(_TRIES):
            row = self._repaired(rule, self._cells(rule, points, number))
            if self.random.randint(0, 1):
                row = self._aimed(rule, row)
            leaves = self._counting(rule, row)
            counts = leaf is None or [each.key for each in leaves] == [leaf.key]
            moved = points is not None and rule.points is not None and row[rule.points] != points
            if counts and not moved and self._holds(rule, row):
                return row
        raise Refused(Problem("E661", rule.place, {"count": str(_TRIES), "why": rule.name}))

    def _cells(self, rule: TableRule, points: Fraction | None, number: int) -> Row:
        row: Row = {rule.key: f"{rule.name}{number}"}
        later = [c for c in rule.columns.values() if c.only_when is not None]
        first = [c for c in rule.columns.values() if c.only_when is None and not c.in_row_unit]
        numbers = [c for c in rule.columns.values() if c.only_when is None and c.in_row_unit]
        for column in (*first, *numbers, *sorted(later, key=lambda c: c.in_row_unit)):
            if column.name == rule.key or (column.optional and self.random.randint(0, 1)):
                continue
            if column.only_when is not None:
                condition = inlined(self.methodology).tree(column.only_when.tree)
                if value_of(condition, self._names(rule, row), self._tables()) is not True:
                    continue
            value = points if column.name == rule.points else self._cell(rule, column, row)
            if value is not None:
                row[column.name] = value
        return {name: row[name] for name in rule.columns if name in row}

    def _cell(self, rule: TableRule, column: Column, row: Row) -> Any:
        random = self.random
        if column.refers is not None:
            other = self.methodology.tables[column.refers]
            known = [each[other.key] for each in self.tables.get(column.refers, ())]
            if column.many:
                return tuple(name for name in known if random.randint(0, 1))
            return random.choice(known) if known else None
        if column.choice:
            return random.choice(column.choice)
        seen = self._seen(rule, column)
        match column.kind:
            case "number":
                return self._scale(column, row, rule).drawn(random)
            case "yes/no":
                return bool(random.randint(0, 1))
            case "date":
                span = period_for(self.methodology)
                return None if span is None else random.choice((span.first, span.last))
            case _:
                return random.choice(seen or (_UNITS if column.is_unit else ("甲", "乙")))

    def _seen(self, rule: TableRule, column: Column) -> list[Any]:
        """The values of a column in the examples."""
        cells = (
            row.cells[column.name].value
            for facts in sample_facts(self.methodology)
            for row in facts.tables.get(rule.name, ())
            if column.name in row.cells
        )
        return list(dict.fromkeys(cells))

    def _scale(self, column: Column, row: Row, rule: TableRule) -> Scale:
        if not column.in_row_unit:
            return scale_for(column.unit, _ENDLESS, self._seen(rule, column))
        unit = PLAIN
        if rule.unit is not None and rule.unit in row:
            unit = _unit(str(row[rule.unit]))
        return scale_for(unit, _ENDLESS)

    def _aimed(self, rule: TableRule, row: Row) -> Row:
        """The row with a number at an edge of its way of scoring."""
        inside = inlined(self.methodology)
        edges = [edge for tree in rule.row_trees() for edge in edges_in(inside.tree(tree))]
        columns = self._numbers(rule, row)
        pairs = [(e, c) for e in edges for c in columns if reads(e.apart, c.name)]
        if not pairs:
            return row
        edge, column = self.random.choice(pairs)
        scale = self._scale(column, row, rule)
        within = (scale.limits.low, 4 * scale.size)
        found = crossings(edge, column.name, self._names(rule, row), self._tables(), within)
        near = scale.around(self.random.choice(found)) if found else ()
        return {**row, column.name: self.random.choice(near)} if near else row

    def _repaired(self, rule: TableRule, row: Row) -> Row:
        """The row with numbers changed so that what is asked of every row holds."""
        if rule.must is None:
            return row
        for part in _conditions(inlined(self.methodology).tree(rule.must.tree)):
            if value_of(part, self._names(rule, row), self._tables()) is False:
                row = self._solved(part, rule, row)
        return row

    def _solved(self, part: Node, rule: TableRule, row: Row) -> Row:
        for edge in edges_in(part):
            for column in reversed(self._numbers(rule, row)):
                names = self._names(rule, row)
                for x in crossings(edge, column.name, names, self._tables()):
                    for near in self._scale(column, row, rule).around(x):
                        tried = {**row, column.name: near}
                        if value_of(part, self._names(rule, tried), self._tables()) is True:
                            return tried
        return row

    def _numbers(self, rule: TableRule, row: Row) -> list[Column]:
        """The columns that hold a number here, but for the points of the row."""
        return [
            column
            for column in rule.columns.values()
            if column.kind == "number" and column.name in row and column.name != rule.points
        ]

    def _holds(self, rule: TableRule, row: Row) -> bool:
        if rule.must is None:
            return True
        tree = inlined(self.methodology).tree(rule.must.tree)
        return value_of(tree, self._names(rule, row), self._tables()) is True

    def _counting(self, rule: TableRule, row: Row) -> list[Indicator]:
        return [leaf for leaf in self._leaves(rule) if self._counts(leaf, rule, row)]

    def _counts(self, leaf: Indicator, rule: TableRule, row: Row) -> bool:
        assert isinstance(leaf.way, Rows)
        if leaf.way.where is None:
            return True
        tree = inlined(self.methodology).tree(leaf.way.where.tree)
        return value_of(tree, self._names(rule, row), self._tables()) is True

    def _names(self, rule: TableRule, row: Row) -> dict[str, Reading]:
        return {**self.names, **row_names(row, rule)}

    def _tables(self) -> Tables:
        return tables_of(self.methodology, Draft(tables=self.tables))


def _conditions(tree: Node) -> tuple[Node, ...]:
    """What must all hold."""
    return tree.parts if isinstance(tree, Logic) and tree.op == "and" else (tree,)


def _unit(text: str) -> Unit:
    try:
        return parse_unit(text)
    except Refused:
        return PLAIN
