"""What stands for what in a formula that is read row by row."""

from collections.abc import Mapping

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.kind import Kind
from perfrules.formula.tree import Fold, Name, Node, Property
from perfrules.model.table_rules import TableRule


def kinds_of(table: TableRule) -> dict[str, Kind]:
    """The kind of each column that a formula may name."""
    columns = table.in_formulas().values()
    return {column.name: Kind(column.kind, column.choice) for column in columns}


def in_row(tree: Node, table: TableRule) -> Node:
    """The tree with bare 分值 standing for the column of points, where the table has one."""

    def of_row(node: Node) -> Node:
        if node == Property("points", "") and table.points is not None:
            return Name(table.points, at=node.at)
        return node

    return walk.rebuilt(tree, of_row)


def in_folds(tree: Node, tables: Mapping[str, TableRule]) -> Node:
    """The tree with bare 分值, read for each row of a table, standing for its column."""

    def of_fold(node: Node) -> Node:
        if not isinstance(node, Fold) or node.table not in tables:
            return node
        table = tables[node.table]
        each, weight, where = (
            part and in_row(part, table) for part in (node.each, node.weight, node.where)
        )
        return evolve(node, each=each, weight=weight, where=where)

    return walk.rebuilt(tree, of_fold)
