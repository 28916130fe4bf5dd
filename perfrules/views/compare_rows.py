"""Tables of departments and indicators as rows of text, split where they are too wide."""

from collections.abc import Iterator, Sequence

from perfrules.messages import Lang, labels
from perfrules.messages import compare as say
from perfrules.problem import printable, width_of
from perfrules.studies.compare import Group
from perfrules.views.columns import in_columns
from perfrules.views.compare_parts import (
    SIGNS,
    Head,
    Table,
    cell_text,
    entry_grade,
    entry_total,
    has_marks,
    mark_of,
    place_text,
    rate_mark,
    total_mark,
)
from perfrules.views.sections import Section

MOST_COLUMNS = 12
"""Of indicators in one table of a document; the others stand in a table below it."""


def in_documents(group: Group, table: Table, lang: Lang) -> Iterator[Section]:
    """The table with the names of its indicators as heads."""
    for heads in parted(table):
        names, *rows = _rows(group, table, heads, lang)
        lead = len(names) - len(heads)
        first = (*names[:lead], *map(_words, heads))
        right = frozenset({0, *range(lead, len(first))} | ({2} if table.top else set()))
        yield Section(table.title, (), first, tuple(map(tuple, rows)), right)


def parted(table: Table) -> Iterator[tuple[Head, ...]]:
    """The columns in lots that fit on paper."""
    for start in range(0, len(table.heads), MOST_COLUMNS):
        yield table.heads[start : start + MOST_COLUMNS]


def in_terminal(group: Group, table: Table, lang: Lang, width: int) -> Iterator[str]:
    """A legend of the numbers, then as many columns beside each other as the terminal is wide."""
    legend = [[f"  {_short(head)}", head.label, head.points] for head in table.heads]
    shown = [list(map(printable, row)) for row in legend]
    yield f"{printable(table.title)}\n{in_columns(shown, frozenset({2}))}"
    left = list(table.heads)
    while left:
        count = len(left)
        text = _matrix(group, table, left, lang)
        while count > 1 and max(map(width_of, text.split("\n"))) > width:
            count -= 1
            text = _matrix(group, table, left[:count], lang)
        yield text
        del left[:count]


def _matrix(group: Group, table: Table, heads: Sequence[Head], lang: Lang) -> str:
    rows = [list(map(printable, row)) for row in _rows(group, table, heads, lang)]
    words = {1, 3} if table.top else {1}
    return in_columns(rows, frozenset(set(range(len(rows[0]))) - words))


def _rows(group: Group, table: Table, heads: Sequence[Head], lang: Lang) -> Iterator[list[str]]:
    """Heads, departments, best and median."""
    totals = [labels.TOTAL.in_(lang), labels.GRADE.in_(lang)] if table.top else []
    yield [say.PLACE.in_(lang), say.DEPARTMENT.in_(lang), *totals, *map(_short, heads)]
    for number, entry in enumerate(group.entries):
        totals = [entry_total(entry), entry_grade(entry, lang)] if table.top else []
        cells = (_cell(head, number, lang) for head in heads)
        yield [place_text(entry), entry.name, *totals, *cells]
    if not has_marks(group):
        return
    marks = [head.column.marks for head in heads]
    best, median = group.totals.best, group.totals.median
    for word, total, rates in (
        (say.BEST, best, [each.best for each in marks]),
        (say.MEDIAN, median, [each.median for each in marks]),
    ):
        totals = [total_mark(total, group), ""] if table.top else []
        yield ["", word.in_(lang), *totals, *map(rate_mark, rates)]


def _cell(head: Head, number: int, lang: Lang) -> str:
    cell = head.column.cells[number]
    sign = SIGNS[mark_of(cell, head.column)]
    return f"{cell_text(cell, lang)} {sign}".rstrip()


def _short(head: Head) -> str:
    return head.number or head.label


def _words(head: Head) -> str:
    points = f" ({head.points})" if head.points else ""
    return f"{head.number} {head.label}{points}".strip()
