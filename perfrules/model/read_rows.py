"""The rows of a table as the way in which a leaf is scored."""

from perfrules.files.tables import Table
from perfrules.model.read_formula import formula_if_given
from perfrules.model.split import split_of
from perfrules.model.ways import Rows


def rows_of_table(leaf: Table) -> Rows:
    """`rows = "产出"`, or `{ table, where }` for some of them; with `split` beside it or not."""
    split = split_of(leaf) if "split" in leaf else None
    if isinstance(leaf.raw("rows"), str):
        return Rows(leaf.text("rows"), None, split)
    rule = leaf.table("rows")
    rule.only("table", "where")
    return Rows(rule.text("table"), formula_if_given(rule, "where"), split)
