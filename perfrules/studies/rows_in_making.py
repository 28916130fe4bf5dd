"""Tables of a generated fact set in the making: what counts, what holds, what can be solved for."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from attrs import frozen

from perfrules.formula.tree import Compare, Logic, Node
from perfrules.formula.units import PLAIN, Unit, parse_unit
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.split import shares
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import Column, TableRule, Variant, row_key
from perfrules.model.ways import Rows
from perfrules.problem import Refused
from perfrules.readings.number import Result as Reading
from perfrules.readings.number import name_of_property
from perfrules.studies.edges import Edge, crossings, edges_in, reads
from perfrules.studies.fact_sets import Draft
from perfrules.studies.inlined import Tables, inlined, value_of
from perfrules.studies.plausible import Scale, sample_facts, scale_for
from perfrules.studies.surroundings import row_names, tables_of

Row = dict[str, Any]
_ENDLESS = Stretch(None, None, low_closed=False, high_closed=False)


@frozen(eq=False, repr=False)
class RowsInMaking:
    """Tables so far, and what the formulas of their rows find around them."""

    methodology: Methodology
    random: Random
    names: Mapping[str, Reading]
    tables: dict[str, list[Row]]

    def scored_rows(self) -> Iterator[tuple[Indicator, TableRule, Row, Fraction]]:
        """Every row that counts in a leaf, with the points that it has there."""
        for rule in self.methodology.tables.values():
            for leaf in self.leaves(rule):
                assert isinstance(leaf.way, Rows)
                rows = [r for r in self.tables.get(rule.name, ()) if self._counts(leaf, rule, r)]
                points = [r.get(rule.points or "", Fraction(0)) for r in rows]
                if leaf.way.split is not None and rows:
                    split = leaf.way.split
                    points = list(shares(leaf.points, len(rows), split.to, split.remainder))
                for row, own in zip(rows, points, strict=True):
                    yield leaf, rule, row, own

    def variant(self, rule: TableRule, row: Row, points: Fraction) -> Variant | None:
        """The way in which a row is scored; None where that cannot be said."""
        names = {**self.around(rule, row), name_of_property("points", row_key(rule.name)): points}
        for variant in rule.variants:
            if variant.condition is None:
                return variant
            tree = inlined(self.methodology).tree(variant.condition)
            if value_of(tree, names, self.read()) is True:
                return variant
        return None

    def settle_totals(self) -> None:
        """Change a number of a row where what is asked of a whole table does not hold."""
        for name, rule in self.methodology.tables.items():
            if rule.total is None:
                continue
            for part in _conditions(inlined(self.methodology).tree(rule.total.tree)):
                if value_of(part, self.names, self.read()) is False:
                    self._settle(part, rule, self.tables[name])

    def _settle(self, part: Node, rule: TableRule, rows: list[Row]) -> None:
        """Solve a condition on the table for one number of one row, by two trials."""
        if not isinstance(part, Compare) or len(part.rest) != 1:
            return
        apart = Edge(part.first, part.rest[0][1]).apart
        for row in reversed(rows):
            for column in self.numbers(rule, row):
                before = row[column.name]
                scale = self.scale(column, row, rule)
                at_first = value_of(apart, self.names, self.read())
                row[column.name] = before + scale.step
                then = value_of(apart, self.names, self.read())
                row[column.name] = before
                if not isinstance(at_first, Fraction) or not isinstance(then, Fraction):
                    continue
                if then != at_first:
                    x = before - at_first * scale.step / (then - at_first)
                    for near in scale.around(x):
                        row[column.name] = near
                        holds = value_of(part, self.names, self.read()) is True
                        if holds and self.holds(rule, row):
                            return
                    row[column.name] = before

    def leaves(self, rule: TableRule) -> list[Indicator]:
        """The leaves that sum rows of the table."""
        return [
            leaf
            for leaf in self.methodology.leaves()
            if isinstance(leaf.way, Rows) and leaf.way.table == rule.name
        ]

    def counting(self, rule: TableRule, row: Row) -> list[Indicator]:
        """The leaves in which a row counts."""
        return [leaf for leaf in self.leaves(rule) if self._counts(leaf, rule, row)]

    def _counts(self, leaf: Indicator, rule: TableRule, row: Row) -> bool:
        assert isinstance(leaf.way, Rows)
        if leaf.way.where is None:
            return True
        tree = inlined(self.methodology).tree(leaf.way.where.tree)
        return value_of(tree, self.around(rule, row), self.read()) is True

    def holds(self, rule: TableRule, row: Row) -> bool:
        """Whether a row keeps to what is asked of every row."""
        if rule.must is None:
            return True
        tree = inlined(self.methodology).tree(rule.must.tree)
        return value_of(tree, self.around(rule, row), self.read()) is True

    def aimed(self, rule: TableRule, row: Row) -> Row:
        """The row with a number at an edge of its way of scoring."""
        inside = inlined(self.methodology)
        edges = [edge for tree in rule.row_trees() for edge in edges_in(inside.tree(tree))]
        columns = self.numbers(rule, row)
        pairs = [(e, c) for e in edges for c in columns if reads(e.apart, c.name)]
        if not pairs:
            return row
        edge, column = self.random.choice(pairs)
        scale = self.scale(column, row, rule)
        within = (scale.limits.low, 4 * scale.size)
        found = crossings(edge, column.name, self.around(rule, row), self.read(), within)
        near = scale.around(self.random.choice(found)) if found else ()
        return {**row, column.name: self.random.choice(near)} if near else row

    def repaired(self, rule: TableRule, row: Row) -> Row:
        """The row with numbers changed so that what is asked of every row holds."""
        if rule.must is None:
            return row
        for part in _conditions(inlined(self.methodology).tree(rule.must.tree)):
            if value_of(part, self.around(rule, row), self.read()) is False:
                row = self._solved(part, rule, row)
        return row

    def _solved(self, part: Node, rule: TableRule, row: Row) -> Row:
        for edge in edges_in(part):
            for column in reversed(self.numbers(rule, row)):
                names = self.around(rule, row)
                for x in crossings(edge, column.name, names, self.read()):
                    for near in self.scale(column, row, rule).around(x):
                        tried = {**row, column.name: near}
                        if value_of(part, self.around(rule, tried), self.read()) is True:
                            return tried
        return row

    def numbers(self, rule: TableRule, row: Row) -> list[Column]:
        """The columns that hold a number here, but for the points of the row."""
        return [
            column
            for column in rule.columns.values()
            if column.kind == "number" and column.name in row and column.name != rule.points
        ]

    def seen(self, rule: TableRule, column: Column) -> list[Any]:
        """The values of a column in the examples."""
        cells = (
            row.cells[column.name].value
            for facts in sample_facts(self.methodology)
            for row in facts.tables.get(rule.name, ())
            if column.name in row.cells
        )
        return list(dict.fromkeys(cells))

    def scale(self, column: Column, row: Row, rule: TableRule) -> Scale:
        """What numbers a column may have in a row."""
        if not column.in_row_unit:
            return scale_for(column.unit, _ENDLESS, self.seen(rule, column))
        unit = PLAIN
        if rule.unit is not None and rule.unit in row:
            unit = _unit(str(row[rule.unit]))
        return scale_for(unit, _ENDLESS)

    def around(self, rule: TableRule, row: Row) -> dict[str, Reading]:
        """What the formulas of a row find by name."""
        return {**self.names, **row_names(row, rule)}

    def read(self) -> Tables:
        """The tables as formulas read them."""
        return tables_of(self.methodology, Draft(tables=self.tables))


def _conditions(tree: Node) -> tuple[Node, ...]:
    """What must all hold."""
    return tree.parts if isinstance(tree, Logic) and tree.op == "and" else (tree,)


def _unit(text: str) -> Unit:
    try:
        return parse_unit(text)
    except Refused:
        return PLAIN
