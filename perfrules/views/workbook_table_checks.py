"""What the rows of a table must keep to, as columns of help and one cell."""

from attrs import frozen

from perfrules.formula.tree import Node
from perfrules.messages import workbook as say
from perfrules.readings.number import Failed
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_text import called
from perfrules.views.workbook_book import Style, letters
from perfrules.views.workbook_row_scores import LeafColumns
from perfrules.views.workbook_rows import FIRST, HERE, RESULTS, TableSheet


@frozen
class Check:
    """What must hold before anything is scored, and whether it did at the export."""

    label: str
    text: str
    holds: bool


def table_check(sheet: TableSheet, leaves: list[LeafColumns]) -> Check | None:
    """The check of a table that says what must hold; None for one that says nothing."""
    rule, work = sheet.rule, sheet.work
    columns: list[int] = []
    holds = True
    if rule.must is not None:
        values = sheet.values(rule.must.tree)
        head = work.text(say.MUST, text=rule.must.text)
        columns.append(_column(sheet, head, rule.must.tree, values))
        holds = holds and _hold(values)
    for name, column in rule.columns.items():
        if column.only_when is None or name not in sheet.places:
            continue
        values = [
            True if name not in row.cells else value
            for row, value in zip(sheet.rows, sheet.values(column.only_when.tree), strict=True)
        ]
        cell = f"${letters(sheet.places[name])}{HERE}"
        head = work.text(say.MUST, text=f"{name}：{column.only_when.text}")
        columns.append(_column(sheet, head, column.only_when.tree, values, f'{cell}=""'))
        holds = holds and _hold(values)
    if leaves:
        counted = "+".join(sheet.here(leaf.counts) for leaf in leaves)
        text = called("IF", called("ISERROR", counted), "TRUE", f"{counted}=1")
        once = _once(sheet, leaves)
        columns.append(sheet.helped(work.text(say.ONCE), text, list(once)))
        holds = holds and all(once)
    parts = [sheet.span(column) for column in columns] if sheet.rows else []
    if rule.total is not None:
        said, value = work.say(rule.total.tree), work.value(rule.total.tree)
        parts.append(called("IF", called("ISNA", said.text), "TRUE", said.text))
        holds = holds and _hold([value])
    if not parts:
        return None
    place = sheet.new_column(work.text(say.CHECKS))
    cell_text = called("AND", *parts)
    value = holds
    sheet.page.put(RESULTS, place, value, Style("reckoned", align="right"), cell_text)
    wanted = work.text(say.TABLE_CHECK_NAME, table=rule.name)
    name = work.define(wanted, sheet.page, RESULTS, place)
    text = called("IF", called("ISERROR", name), "FALSE", name)
    return Check(work.text(say.TABLE_CHECK, name=rule.name), text, holds)


def _column(sheet: TableSheet, head: str, tree: Node, values: list[Came], unless: str = "") -> int:
    said = sheet.say(tree)
    text = called("IF", called("ISNA", said.text), "TRUE", said.text)
    if unless:
        text = called("IF", unless, "TRUE", text)
    shown = [value if isinstance(value, bool | Failed) else True for value in values]
    return sheet.helped(head, text, shown)


def _hold(values: list[Came]) -> bool:
    return not any(value is False or isinstance(value, Failed) for value in values)


def _once(sheet: TableSheet, leaves: list[LeafColumns]) -> list[bool]:
    found: list[bool] = []
    for place in range(FIRST, FIRST + len(sheet.rows)):
        counts = [sheet.page.cells[place, leaf.counts].value for leaf in leaves]
        known = all(not isinstance(count, bool | str) and count in (0, 1) for count in counts)
        found.append(not known or sum(count == 1 for count in counts) == 1)
    return found
