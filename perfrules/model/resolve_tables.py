"""The formulas of tables to what their names stand for: columns, then everything else."""

from collections.abc import Mapping

from attrs import evolve

from perfrules.formula.tree import Formula
from perfrules.model.resolve import Resolver
from perfrules.model.spelled_out import spelled_out
from perfrules.model.table_rules import Column, Coverage, TableRule, Variant, row_key
from perfrules.problem import Problems


def resolved_tables(
    tables: Mapping[str, TableRule], resolver: Resolver, problems: Problems
) -> dict[str, TableRule]:
    """The tables with the names in their formulas settled, as far as nothing is wrong."""
    found = dict(tables)
    for name, table in tables.items():
        with problems.collecting():
            found[name] = _resolved(table, resolver)
    return found


def resolved_coverage(coverage: Coverage, resolver: Resolver) -> Coverage:
    """The question of links with its condition settled."""
    where = _condition(coverage.where, resolver.in_row(coverage.each))
    return evolve(coverage, where=where)


def _resolved(table: TableRule, resolver: Resolver) -> TableRule:
    rows = resolver.in_row(table.name)
    problems = Problems()
    columns: dict[str, Column] = {}
    variants: list[Variant] = []
    must, total = table.must, table.total
    for name, column in table.columns.items():
        with problems.collecting():
            columns[name] = evolve(column, only_when=_condition(column.only_when, rows))
    with problems.collecting():
        must = _condition(must, rows)
    with problems.collecting():
        total = _condition(total, resolver)
    for variant in table.variants:
        with problems.collecting():
            variants.append(_variant(variant, table.name, evolve(rows, row=None)))
    problems.refuse_if_any()
    return evolve(table, columns=columns, must=must, total=total, variants=tuple(variants))


def _condition(formula: Formula | None, resolver: Resolver) -> Formula | None:
    return None if formula is None else resolver.formula(formula, "", condition=True)


def _variant(variant: Variant, table: str, resolver: Resolver) -> Variant:
    """A way of scoring whose bare 分值 is that of the row, which may come out of a split."""
    key = row_key(table)
    when, way = variant.when, variant.way
    problems = Problems()
    with problems.collecting():
        if when is not None:
            when = resolver.formula(when, key, condition=True)
    with problems.collecting():
        way = resolver.way(way, key, variant.place)
    problems.refuse_if_any()
    tree = spelled_out(way, key, None, None)
    assert tree is not None, "only the rows of a table have none"
    return evolve(variant, when=when, way=way, tree=tree)
