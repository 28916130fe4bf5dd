"""The tables of facts in a report: figures with their sources, and the rows of a department."""

from collections.abc import Iterator, Sequence

from perfrules.messages import Lang, labels
from perfrules.messages import report as say
from perfrules.model.facts import TableRow
from perfrules.model.table_rules import TableRule
from perfrules.scoring.tree import Scored
from perfrules.views.derivation import measure_step
from perfrules.views.evidence_lines import fact_text, source_of
from perfrules.views.report_parts import Block, Grid, Paragraph, Words, blank, marked, plain
from perfrules.views.steps import Reader
from perfrules.views.summaries import missing_text
from perfrules.views.table import score_text


def facts_grid(caption: str, names: Sequence[str], reader: Reader) -> Grid:
    """Facts and measures with their values and sources; what is missing is marked."""
    lang = reader.lang
    heads = tuple(text.in_(lang) for text in (say.ITEM, say.AMOUNT, say.FROM))
    rows = tuple(_fact(name, reader) for name in names)
    return Grid(caption, heads, rows, right=frozenset({1}))


def _fact(name: str, reader: Reader) -> tuple[Words, ...]:
    lang = reader.lang
    if name in reader.measures:
        step, state = measure_step(name, reader), reader.measures[name].outcome.state
        value = plain(step.figure.text) if step.figure else marked(labels.STATES[state].in_(lang))
        return plain(name), value, plain(step.formula)
    fact = reader.fact(name)
    if fact is None:
        return plain(name), marked(say.NOT_GIVEN.in_(lang)), ()
    source = source_of(fact, lang)
    shown = plain(source) if source else marked(labels.SOURCE_MISSING.in_(lang))
    return plain(name), plain(fact_text(fact, lang)), shown


def whole_table(rule: TableRule, reader: Reader, shown: set[str]) -> Iterator[Block]:
    """All rows of a table, whose keys are noted in `shown`; a marked blank where it is missing."""
    rows, lang = reader.result.facts.tables.get(rule.name), reader.lang
    if rows:
        yield from table_blocks(rule, rows, reader, shown)
    else:
        yield Paragraph(blank(missing_text(f"table:{rule.name}", lang), lang))


def table_blocks(
    rule: TableRule, rows: Sequence[TableRow], reader: Reader, shown: set[str]
) -> Iterator[Block]:
    """Rows that a department gave, with their scores where they are scored.

    A table of nothing but names is a list.
    """
    lang = reader.lang
    shown.update(row.key for row in rows)
    columns = _columns(rule, rows)
    scored = {node.row.key: node for node in reader.nodes.values() if node.row is not None}
    scored = {row.key: scored[row.key] for row in rows if row.key in scored}
    if columns == [rule.key] and not scored:
        yield from (Paragraph(plain(row.name), "item") for row in rows)
    else:
        yield _grid(rule, rows, columns, scored, lang)
    sources = {row.source for row in rows}
    if len(sources) == 1 and (source := sources.pop()):
        yield Paragraph(plain(say.ROWS_FROM.in_(lang).format(source=source)), "note")


def _columns(rule: TableRule, rows: Sequence[TableRow]) -> list[str]:
    """In the order of the rule file; none that no row fills, no unit that numbers have."""
    there = {name for row in rows for name in (*row.cells, *row.links)}
    in_units = any(column.in_row_unit for column in rule.columns.values())
    return [
        name
        for name in rule.columns
        if name in there and not (rule.columns[name].is_unit and in_units)
    ]


def _grid(
    rule: TableRule,
    rows: Sequence[TableRow],
    columns: list[str],
    scored: dict[str, Scored],
    lang: Lang,
) -> Grid:
    right = {i for i, name in enumerate(columns) if rule.columns[name].kind == "number"}
    heads = list(columns)
    several = len({row.source for row in rows}) > 1
    if scored:
        right.add(len(heads))
        heads.append(say.SCORE.in_(lang))
    if several:
        heads.append(say.FROM.in_(lang))
    cells = []
    for row in rows:
        cell = [plain(_cell(row, name, lang)) for name in columns]
        if scored:
            node = scored.get(row.key)
            text = "" if node is None else score_text(node, lang)
            done = node is None or node.printed is not None
            cell.append(plain(text) if done else marked(text))
        if several:
            cell.append(plain(row.source))
        cells.append(tuple(cell))
    caption = say.ROW_TABLE.in_(lang).format(name=rule.name)
    # What stands before the name of a row are its headings; sources come in blocks.
    merged = (*range(columns.index(rule.key)), *([len(heads) - 1] if several else ()))
    return Grid(caption, tuple(heads), tuple(cells), frozenset(right), merged)


def _cell(row: TableRow, column: str, lang: Lang) -> str:
    if column in row.links:
        return labels.LIST.in_(lang).join(row.links[column])
    return fact_text(row.cells[column], lang) if column in row.cells else ""
