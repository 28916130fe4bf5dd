"""The questions of links between tables that a rule file asks."""

import re
from collections.abc import Mapping

from perfrules.files.tables import Table
from perfrules.model.read_formula import formula_if_given, one_of
from perfrules.model.table_rules import SEVERITIES, Coverage, TableRule
from perfrules.problem import did_you_mean

_FIELD = re.compile(r"\{([^{}]*)\}")
UNCOVERED = ("未覆盖", "uncovered")
"""The field of a coverage's texts, in both languages: the rows without a partner."""


def coverage_of(name: str, entry: Table, tables: Mapping[str, TableRule]) -> Coverage:
    """A question of links between tables.

    Raises Refused with E374 for a table that is not there, and with E378 where the columns of
    `needs` do not lead from a table to the rows of `each`.
    """
    entry.only("each", "needs", "where", "severity", "problem", "advice", "about")
    each = _table_named(entry, "each", tables)
    start, *path = entry.text("needs").split(".")
    if start not in tables:
        raise entry.refuse("E374", "needs", name=start, near=did_you_mean(start, tables))
    here = start
    for step in path:
        columns = tables[here].columns
        if step not in columns:
            raise entry.refuse("E372", "needs", name=step, near=did_you_mean(step, columns))
        here = columns[step].refers or ""
        if here not in tables:
            raise entry.refuse("E378", "needs", name=step, each=each)
    if not path or here != each:
        raise entry.refuse("E378", "needs", name=path[-1] if path else start, each=each)
    return Coverage(
        name=name,
        each=each,
        where=formula_if_given(entry, "where"),
        table=start,
        path=tuple(path),
        severity=one_of(entry, "severity", SEVERITIES),
        problem=_text_with_fields(entry, "problem"),
        advice=_text_with_fields(entry, "advice") if "advice" in entry else "",
        place=entry.place(at="key"),
    )


def _table_named(entry: Table, key: str, tables: Mapping[str, TableRule]) -> str:
    """The table that a key names. E374: there is none."""
    name = entry.text(key)
    if name not in tables:
        raise entry.refuse("E374", key, name=name, near=did_you_mean(name, tables))
    return name


def _text_with_fields(entry: Table, key: str) -> str:
    """A text in which nothing but the rows without a partner is filled in. E376."""
    text = entry.text(key)
    for field in _FIELD.findall(text):
        if field not in UNCOVERED:
            raise entry.refuse("E376", key, field=field)
    return text
