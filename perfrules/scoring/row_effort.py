"""How much there is to reckon over the rows of tables; too much is refused before it begins."""

from collections.abc import Iterator
from itertools import chain

from perfrules.formula import walk
from perfrules.formula.tree import Fold, Node
from perfrules.model.facts import FactSet
from perfrules.model.fail_if_above import telling_trees
from perfrules.model.fail_if_tables import trees_of
from perfrules.model.methodology import Methodology
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Rows
from perfrules.problem import Problem, Refused
from perfrules.scoring.plan import reckoned_trees

MOST_PARTS = 500_000
"""Parts of formulas that are read for one fact set, each once for every row of its table."""

_BEGINNING = 10
"""What it costs to begin with a row, in parts."""


def refuse_too_much(facts: FactSet) -> None:
    """E811: the formulas would have too many rows to read."""
    rows = {name: len(found) for name, found in facts.tables.items() if found}
    if not rows:
        return
    parts = parts_by_table(facts.rules)
    count = sum(parts[name] * number for name, number in rows.items())
    if count > MOST_PARTS:
        name = max(rows, key=lambda each: parts[each] * rows[each])
        fields = {"table": name, "count": f"{count:,}", "most": f"{MOST_PARTS:,}"}
        raise Refused(Problem("E811", facts.tables[name][0].place, fields))


def parts_by_table(methodology: Methodology) -> dict[str, int]:
    """How many parts of formulas are read for each row of a table, by its name."""
    parts = {name: _row_by_row(rule, methodology) for name, rule in methodology.tables.items()}
    for tree in _trees(methodology):
        for node in walk.nodes(tree):
            if isinstance(node, Fold):
                parts[node.table] += _size(node)
    return parts


def _row_by_row(rule: TableRule, methodology: Methodology) -> int:
    """Of what scores a row or holds it to its conditions, and of what chooses it for a leaf."""
    ways = [leaf.way for leaf in methodology.leaves()]
    chosen = [way.where for way in ways if isinstance(way, Rows) and way.table == rule.name]
    columns = [column.only_when for column in rule.columns.values()]
    conditions = [each.tree for each in (*chosen, *columns, rule.must) if each is not None]
    return sum(_BEGINNING + _size(tree) for tree in (*conditions, *rule.row_trees()))


def _trees(methodology: Methodology) -> Iterator[Node]:
    return chain(
        (tree for _, tree in reckoned_trees(methodology)),
        telling_trees(methodology.above),
        trees_of(methodology.tables, methodology.coverages),
    )


def _size(tree: Node) -> int:
    return sum(1 for _ in walk.nodes(tree))
