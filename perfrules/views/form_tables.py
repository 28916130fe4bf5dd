"""The pages of a form for the tables of a methodology, one for each."""

from collections.abc import Iterator

from perfrules.files.form_keys import JUDGED, LINES, Item, Items, Rows
from perfrules.files.spots import Path
from perfrules.messages import Lang
from perfrules.messages.form import (
    FILL_DOWN,
    IN_UNIT,
    JUDGED_ROW,
    MUST,
    NO_ROWS,
    ORIGINS,
    TABLE_HOLDS,
    TOTAL,
    WITHOUT_ROWS,
)
from perfrules.model.table_rules import Column as TableColumn
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Judged
from perfrules.problem import printable, width_of
from perfrules.views.form_pages import EVIDENCE, heading
from perfrules.views.form_parts import Block, Column, Content, Entry, Page, Rule
from perfrules.views.form_rules import WORDS, choice_rule, column_rule, origin_rule
from perfrules.views.form_values import Leaves

_OF_ROW = (("source", 20), ("page", 7), ("reason", 20))
_OF_JUDGEMENT = (("tier", 12), ("origin", 12), ("reason", 24), ("evidence", 18), ("by", 10))
_NARROW, _WIDE = 10, 26


def table_page(rule: TableRule, given: Leaves, lang: Lang) -> Page:
    """Its columns, the evidence of its rows, and judgements where rows are judged."""
    at: Path = ("table", rule.name)
    rows = given.below(*at)
    values = {
        name: _value_column(column, rule, given, lang) for name, column in rule.columns.items()
    }
    columns: list[Column] = []
    for name, column in values.items():
        columns += [column, *_own_evidence(name, rule, given, lang)]
    columns += [Column(heading(key, lang), width, (key,), WORDS) for key, width in _OF_ROW]
    if any(isinstance(variant.way, Judged) for variant in rule.variants):
        columns += _of_judgement(rule, lang)
    paths = {name: column.path or () for name, column in values.items()}
    words = [name for name, c in rule.columns.items() if c.kind == "text" and not c.many]
    key = Rows(at, rule.key, (*paths.values(),), tuple(paths[name] for name in words))
    known = tuple(dict(_row(rule, columns, int(row), given, lang)) for row in rows)
    name = printable(rule.name)
    blocks = (_without_rows(at, given, lang), Block(key, tuple(columns), rows=known))
    return Page(name, name, TABLE_HOLDS.in_(lang), tuple(_notes(rule, lang)), blocks)


def _without_rows(at: Path, given: Leaves, lang: Lang) -> Block:
    """A cell that says that there is no row: an empty table is not one that is missing."""
    word = NO_ROWS.in_(lang)
    known: dict[Path, Content] = {(): Content(word)} if given.take(at) is not None else {}
    rule = choice_rule((word,), lang)
    entry = Entry(Item(at), (WITHOUT_ROWS.in_(lang),), {(): rule}, known)
    return Block(
        Items(((),)), (Column("", _NARROW, ()), Column("", _NARROW, how="loose")), (entry,)
    )


def _notes(rule: TableRule, lang: Lang) -> Iterator[str]:
    if rule.about:
        yield printable(rule.about)
    for text, condition in ((MUST, rule.must), (TOTAL, rule.total)):
        if condition is not None:
            yield text.filled(condition=printable(condition.text.strip())).in_(lang)
    yield FILL_DOWN.in_(lang)


def _value_column(column: TableColumn, rule: TableRule, given: Leaves, lang: Lang) -> Column:
    needed = {rule.key, *rule.group, rule.points}
    required = column.name in needed or not (column.optional or column.only_when or column.many)
    entered = column_rule(column, lang, required=required)
    head = printable(column.name)
    if str(column.unit) and not column.in_row_unit:
        head = IN_UNIT.filled(column=head, unit=str(column.unit)).in_(lang)
    path: Path = (column.name,)
    if column.many:
        path = (column.name, LINES)
    elif _evidence_of(column.name, rule, given):
        path = (column.name, "value")
    wide = entered.kind == "words" and not column.is_unit and column.name not in rule.group
    width = max(_WIDE if wide else _NARROW, min(_WIDE, width_of(head) + 2))
    return Column(head, width, path, entered)


def _own_evidence(name: str, rule: TableRule, given: Leaves, lang: Lang) -> Iterator[Column]:
    """Columns for the evidence of single cells, where a fact file has some."""
    for key in _evidence_of(name, rule, given):
        head = f"{printable(name)} · {heading(key, lang)}"
        yield Column(head, 16, (name, key), WORDS)


def _evidence_of(name: str, rule: TableRule, given: Leaves) -> list[str]:
    found = {
        path[4]
        for path in given.values
        if path[:2] == ("table", rule.name) and path[3:4] == (name,) and len(path) == 5
    }
    return [key for key, _ in EVIDENCE if key in found]


def _of_judgement(rule: TableRule, lang: Lang) -> Iterator[Column]:
    tiers: dict[str, None] = {}
    for variant in rule.variants:
        if isinstance(variant.way, Judged):
            tiers |= dict.fromkeys(tier.name for tier in variant.way.tiers)

    def head(key: str) -> str:
        return JUDGED_ROW.filled(what=heading(key, lang)).in_(lang)

    yield Column(head("score"), 12, (JUDGED, "score"), Rule("number"))
    rules = {"tier": choice_rule((*tiers,), lang), "origin": origin_rule(lang)}
    for key, width in _OF_JUDGEMENT:
        if key != "tier" or tiers:
            yield Column(head(key), width, (JUDGED, key), rules.get(key, WORDS))


def _row(
    rule: TableRule, columns: list[Column], index: int, given: Leaves, lang: Lang
) -> Iterator[tuple[Path, Content]]:
    """What is known of a row; its numbers are in the unit of their column, or else of the row."""
    at: Path = ("table", rule.name, index)
    name = given.values.get((*at, rule.key), given.values.get((*at, rule.key, "value"), ""))
    unit = given.values.get((*at, rule.unit or ""), "")
    for column in columns:
        assert column.path is not None
        first = column.path[0]
        if first == JUDGED:
            where: Path = ("judgement", rule.name, name, *column.path[1:])
            said = given.values.get(where)
            if column.path[1] == "origin" and said is not None:
                given.values[where] = ORIGINS[said].in_(lang)
            found = given.content(where)
        elif first in rule.columns:
            found = _cell(rule.columns[str(first)], (*at, *column.path), str(unit), given)
        else:
            found = given.content((*at, *column.path))
        if found is not None:
            yield column.path, found


def _cell(column: TableColumn, at: Path, unit: str, given: Leaves) -> Content | None:
    if at[-1] == LINES:
        return given.content(at[:-1])
    if at[-1] == "value" and at not in given.values:  # others of the column have evidence
        at = at[:-1]
    if column.kind != "number" or at[-1] in {key for key, _ in EVIDENCE if at[-2] == column.name}:
        return given.content(at)
    return given.number(at, unit if column.in_row_unit else str(column.unit))
