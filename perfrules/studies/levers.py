"""What a department can move: its facts, its judgements, and the cells of its rows."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from attrs import evolve, frozen

from perfrules.formula.tree import Compare, Node, Number, Operate
from perfrules.formula.units import POINTS, Unit
from perfrules.model.declared import Indicator
from perfrules.model.facts import Fact, FactSet, Value
from perfrules.model.fail_if import tier_stretch
from perfrules.model.methodology import Methodology
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import row_key
from perfrules.model.terms import Show
from perfrules.model.ways import Judged, Rows
from perfrules.readings.number import Result as Reading
from perfrules.readings.number import name_of_judgement
from perfrules.scoring.score import score
from perfrules.studies.edges import ZERO, reads
from perfrules.studies.fact_sets import draft_of
from perfrules.studies.inlined import Inlined, Tables, inlined
from perfrules.studies.plausible import Scale, scale_for, scale_of
from perfrules.studies.sample_judged import judged_of, scale_of_judgement
from perfrules.studies.surroundings import names_of, row_names, tables_of

Kind = Literal["fact", "judgement", "cell", "row"]
"""A fact, the judgement of an indicator, a cell of a row, the judgement of a row."""
_YES_NO = (False, True)
_ENDLESS = Stretch(None, None, low_closed=False, high_closed=False)


@frozen(eq=False, repr=False)
class Lever:
    """One thing that can have another value, all else equal."""

    kind: Kind
    name: str
    """A fact, an indicator that is judged, `table/row/column`, or `table/row`."""
    variable: str
    """What formulas call it."""
    options: tuple[Value, ...]
    """All its values where they are few: yes and no, the texts of a choice."""
    scale: Scale | None
    """Of a number."""
    unit: Unit
    show: Show | None
    cell: tuple[str, str, str] = ("", "", "")
    """Table, row and column of a cell."""
    node: Indicator | None = None
    """Of a judgement."""

    def value(self, facts: FactSet) -> Value | None:
        """The value that a fact set gives it."""
        match self.kind:
            case "fact":
                return facts.facts[self.name].value if self.name in facts.facts else None
            case "judgement" | "row":
                judged = facts.judgements.get(self.name)
                return None if judged is None else judged.score
            case _:
                table, row, column = self.cell
                rows = (each for each in facts.tables.get(table, ()) if each.name == row)
                return next((each.cells[column].value for each in rows), None)

    def moved(self, facts: FactSet, value: Any) -> FactSet:
        """The fact set with another value here, which need not be one that a file could hold."""
        match self.kind:
            case "fact":
                fact = evolve(facts.facts[self.name], value=value)
                return evolve(facts, facts={**facts.facts, self.name: fact})
            case "judgement" | "row":
                given = facts.judgements[self.name]
                judged = evolve(
                    given, score=value, tier=self._tier(value), reason=given.reason or "?"
                )
                return evolve(facts, judgements={**facts.judgements, self.name: judged})
            case _:
                return _with_cell(facts, *self.cell, value)

    def around(self, facts: FactSet) -> tuple[dict[str, Reading], Tables]:
        """What formulas find around it."""
        draft, rules = draft_of(facts), facts.rules
        names = names_of(rules, draft)
        if self.kind in ("cell", "row"):
            table, row, _ = self.cell
            rule = rules.tables[table]
            cells = next(each for each in draft.tables[table] if each[rule.key] == row)
            names |= row_names(cells, rule)
        return names, tables_of(rules, draft)

    def _tier(self, value: Fraction) -> str:
        """The tier in which another score lies: one that does not is refused."""
        if self.node is None or not isinstance(self.node.way, Judged):
            return ""
        tiers = self.node.way.tiers
        holding = (t.name for t in tiers if tier_stretch(t, self.node.points).holds(value))
        return next(holding, "")

    def trees(self, methodology: Methodology) -> list[Node]:
        """The formulas through which it can move the total, without those that only print."""
        inside = inlined(methodology)
        if self.kind in ("cell", "row"):
            rule = methodology.tables[self.cell[0]]
            found = [inside.tree(tree) for tree in rule.row_trees()]
        else:
            found = list(_trees(methodology, inside))
        return [tree for tree in dict.fromkeys(found) if reads(tree, self.variable)]


def _trees(methodology: Methodology, inside: Inlined) -> Iterator[Node]:
    """Everything that the total is made of: scores, conditions, limits."""
    above = methodology.above
    for key in (*methodology.indicators, *above.extras):
        yield inside.score(key)
    for node in methodology.indicators.values():
        if node.applies is not None:
            yield inside.tree(node.applies.when.tree)
    for veto in above.vetoes.values():
        yield inside.tree(veto.when.tree)
    for rule in methodology.tables.values():
        yield from (inside.tree(tree) for tree in rule.row_trees())
    for leaf in methodology.leaves():
        if isinstance(leaf.way, Rows) and leaf.way.where is not None:
            yield inside.tree(leaf.way.where.tree)
    total = _sum(inside.score(key) for key in (*methodology.roots, *above.bonuses))
    lost = _sum(inside.score(key) for key in above.penalties)
    whole = Operate("-", total, lost)
    for limit in (methodology.total_floor, methodology.total_at_most):
        if limit is not None:
            yield Compare(whole, (("<", Number(limit)),))


def _sum(trees: Iterator[Node]) -> Node:
    total: Node = ZERO
    for tree in trees:
        total = Operate("+", total, tree)
    return total


def _with_cell(facts: FactSet, table: str, row: str, column: str, value: Value) -> FactSet:
    rows = tuple(
        each
        if each.name != row
        else evolve(each, cells={**each.cells, column: _moved(each.cells[column], value)})
        for each in facts.tables[table]
    )
    return evolve(facts, tables={**facts.tables, table: rows})


def _moved(cell: Fact, value: Value) -> Fact:
    return evolve(cell, value=value)


def levers_of(methodology: Methodology) -> Iterator[Lever]:
    """The facts that a department gives, and what people judge, in the order of the file."""
    for name, rule in methodology.facts.items():
        if rule.from_parameters or (rule.kind in ("date", "text") and not rule.choice):
            continue
        number = rule.kind == "number"
        scale = scale_of(rule, methodology) if number else None
        options: tuple[Value, ...] = () if number else rule.choice or _YES_NO
        yield Lever("fact", name, name, options, scale, rule.unit, rule.show)
    for key, node in judged_of(methodology, {}).items():
        scale = scale_of_judgement(node)
        name = name_of_judgement(key)
        yield Lever("judgement", key, name, (), scale, POINTS, None, node=node)


def levers_in_rows(facts: FactSet) -> Iterator[Lever]:
    """The numbers, yes/no and judgements of the rows that are scored; not their points."""
    yield from _cells(facts)
    for node in score(facts.rules, facts).walk():
        row, indicator = node.row, node.indicator
        if row is not None and isinstance(indicator.way, Judged) and row.key in facts.judgements:
            variable = name_of_judgement(row_key(row.table))
            scale, at = scale_of_judgement(indicator), (row.table, row.name, "")
            yield Lever("row", row.key, variable, (), scale, POINTS, None, at, indicator)


def _cells(facts: FactSet) -> Iterator[Lever]:
    rules = facts.rules
    scored = {leaf.way.table for leaf in rules.leaves() if isinstance(leaf.way, Rows)}
    for table in (name for name in facts.tables if name in scored):
        rule = rules.tables[table]
        for row in facts.tables[table]:
            for column in rule.columns.values():
                cell = row.cells.get(column.name)
                if cell is None or column.name in (rule.points, rule.key, *rule.group):
                    continue
                at = (table, row.name, column.name)
                name = "/".join(at)
                if isinstance(cell.value, Fraction):
                    scale = scale_for(cell.unit, _ENDLESS, [cell.value])
                    yield Lever("cell", name, column.name, (), scale, cell.unit, None, at)
                elif isinstance(cell.value, bool):
                    yield Lever("cell", name, column.name, _YES_NO, None, cell.unit, None, at)
