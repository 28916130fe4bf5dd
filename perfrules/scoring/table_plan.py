"""The tables of a methodology made ready for scoring, once: their formulas compiled."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from perfrules.formula.tree import Formula, Node
from perfrules.model.facts import FactSet, TableRow
from perfrules.model.fail_if_tables import trees_of
from perfrules.model.methodology import Methodology
from perfrules.model.table_rules import TableRule, Variant
from perfrules.model.ways import Rows
from perfrules.readings.number import Compiled, Missing, Row, compile_number


@frozen(eq=False, repr=False)
class TablePlan:
    """The formulas of one table."""

    rule: TableRule
    variants: tuple[tuple[Variant, Compiled | None, Compiled], ...]
    """Each with its condition, None when it always holds, and its score."""
    only_when: Mapping[str, Compiled]
    must: Compiled | None
    total: Compiled | None
    wheres: Mapping[str, Compiled | None]
    """By the key of each indicator that sums rows of the table: which rows it sums."""


def table_plans(methodology: Methodology) -> dict[str, TablePlan]:
    """The plan of each table, by name."""
    return {name: _plan(rule, methodology) for name, rule in methodology.tables.items()}


def table_trees(methodology: Methodology) -> Iterator[Node]:
    """Every formula of the tables, of their questions of coverage, and of the leaves that sum."""
    yield from trees_of(methodology.tables, methodology.coverages)
    for leaf in methodology.leaves():
        if isinstance(leaf.way, Rows) and leaf.way.where is not None:
            yield leaf.way.where.tree


def rows_as_names(methodology: Methodology, facts: FactSet) -> dict[str, tuple[Row, ...] | Missing]:
    """The rows of each table as formulas read them; a table that is not given is missing."""
    found: dict[str, tuple[Row, ...] | Missing] = {}
    for name, rule in methodology.tables.items():
        rows = facts.tables.get(name)
        if rows is None:
            found[name] = Missing(frozenset({f"table:{name}"}))
        else:
            found[name] = tuple(names_in(row, rule) for row in rows)
    return found


def names_in(row: TableRow, rule: TableRule) -> Row:
    """The columns of a row by name; one that is not there is missing."""
    return {
        name: row.cells[name].value
        if name in row.cells
        else Missing(frozenset({f"table:{row.key}/{name}"}))
        for name in rule.in_formulas()
    }


def points_in(row: TableRow, rule: TableRule) -> Fraction:
    """The points that a row gives itself; 0 where the table has no such column."""
    value = row.cells[rule.points].value if rule.points is not None else Fraction(0)
    assert isinstance(value, Fraction), "a column of points holds numbers"
    return value


def _plan(rule: TableRule, methodology: Methodology) -> TablePlan:
    ways = {leaf.key: leaf.way for leaf in methodology.leaves()}
    return TablePlan(
        rule=rule,
        variants=tuple(
            (
                variant,
                None if variant.condition is None else compile_number(variant.condition),
                compile_number(variant.tree),
            )
            for variant in rule.variants
        ),
        only_when={
            name: compile_number(column.only_when.tree)
            for name, column in rule.columns.items()
            if column.only_when is not None
        },
        must=_compiled(rule.must),
        total=_compiled(rule.total),
        wheres={
            key: _compiled(way.where)
            for key, way in ways.items()
            if isinstance(way, Rows) and way.table == rule.name
        },
    )


def _compiled(formula: Formula | None) -> Compiled | None:
    return None if formula is None else compile_number(formula.tree)
