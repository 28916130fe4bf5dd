"""The pages of a form that nearly every methodology has: its cover and its facts."""

from fractions import Fraction

from perfrules.files.form_keys import Item, Items
from perfrules.files.spots import Path
from perfrules.messages import Lang, Text
from perfrules.messages.form import (
    COVER,
    DAY_HELP,
    FACT,
    FACTS,
    FACTS_HOLD,
    FORM_OF,
    FROM,
    HELP,
    IDS,
    IN_FORCE,
    MAY_BE,
    METHODOLOGY,
    NEEDED,
    OPTIONAL,
    PERIOD_HELP,
    REQUIRED,
    SUBJECT,
    TO,
    YEAR,
)
from perfrules.model.declared import FactRule
from perfrules.model.methodology import Methodology
from perfrules.problem import printable
from perfrules.views.form_parts import Block, Column, Content, Entry, Page, Rule
from perfrules.views.form_rules import (
    MONEY,
    WORDS,
    choice_rule,
    fact_rule,
    is_scale_free,
)
from perfrules.views.form_values import Leaves, unit_in
from perfrules.views.to_json_schema import wanted

EVIDENCE: tuple[tuple[str, int], ...] = (("source", 20), ("page", 6), ("checked", 9), ("note", 12))
"""Columns of evidence of a fact, with their widths."""


def heading(key: str, lang: Lang) -> str:
    """What a key of a fact file is called."""
    return IDS[key].in_(lang)


def cover(methodology: Methodology, given: Leaves, lang: Lang) -> Page:
    """Who is scored, for which period, by which rules."""
    id_and_version = f"{methodology.id}@{methodology.version}"
    fixed = Rule("words", fixed=True)
    day = Rule("day", allowed=DAY_HELP.in_(lang))
    first, last = methodology.in_force.first, methodology.in_force.last
    in_force = f"{first or '…'} – {last or '…'}"
    year = Rule(
        "number",
        allowed=f"{IN_FORCE.in_(lang)} {in_force}",
        help=PERIOD_HELP.in_(lang),
        # The form is of one version of the rules, which is in force in these years only.
        low=None if first is None else Fraction(first.year),
        high=None if last is None else Fraction(last.year),
    )
    given.take(("format",))
    given.take(("methodology",))
    rows: tuple[tuple[Path, Text, Rule, Content | None], ...] = (
        (("methodology",), METHODOLOGY, fixed, Content(id_and_version)),
        (("subject", "name"), SUBJECT, Rule("words", required=True), None),
        (("subject", "period"), YEAR, year, None),
        (("subject", "period", "from"), FROM, day, None),
        (("subject", "period", "to"), TO, day, None),
    )
    entries = []
    for path, label, rule, known in rows:
        found = known or given.content(path)
        shown = f"{IN_FORCE.in_(lang)} {in_force}" if rule.fixed else rule.help
        entries.append(
            Entry(
                Item(path, words=rule.kind == "words"),
                (label.in_(lang), shown),
                {(): rule},
                {} if found is None else {(): found},
            )
        )
    title = FORM_OF.filled(title=printable(methodology.title)).in_(lang)
    columns = (Column("", 26), Column("", 44, ()), Column("", 52))
    return Page(COVER.in_(lang), title, "", (), (Block(Items(((),)), columns, tuple(entries)),))


def facts_page(methodology: Methodology, given: Leaves, lang: Lang) -> Page | None:
    """A row for each fact that a department gives."""
    rules = wanted(methodology)
    if not rules:
        return None
    # In the order in which Tab goes from cell to cell.
    columns = (
        Column(FACT.in_(lang), 24),
        Column(heading("value", lang), 17, ("value",)),
        Column(heading("unit", lang), 8, ("unit",), how="centred"),
        Column(NEEDED.in_(lang), 9, how="centred"),
        Column(MAY_BE.in_(lang), 14),
        *(Column(heading(key, lang), width, (key,)) for key, width in EVIDENCE),
        Column(HELP.in_(lang), 26),
    )
    entries = tuple(_fact(rule, given, lang) for rule in rules)
    holds = FACTS_HOLD.filled(count=str(len(entries))).in_(lang)
    block = Block(Items((("value",),)), columns, entries)
    return Page(FACTS.in_(lang), FACTS.in_(lang), holds, (), (block,))


def _fact(rule: FactRule, given: Leaves, lang: Lang) -> Entry:
    at: Path = ("facts", rule.name)
    value = fact_rule(rule, lang)
    bare = given.take(at)
    if bare is not None:
        given.values[*at, "value"] = bare
    cells: dict[Path, Rule] = {("value",): value}
    known: dict[Path, Content] = {}
    if rule.kind == "number" and str(rule.unit):
        raw = given.values.get((*at, "value"))
        written = unit_in(raw) or str(rule.unit)
        if written == "%" != str(rule.unit):  # a percentage in place of 百分点
            written = str(rule.unit)
        found = given.number((*at, "value"), written)
        free = value.money and is_scale_free(value)
        own = not isinstance(raw, str) or (found is not None and not isinstance(found.value, str))
        known[("unit",)] = Content(written if own else str(rule.unit))
        cells[("unit",)] = choice_rule(MONEY, lang) if free else Rule("words", fixed=True)
    else:
        found = given.content((*at, "value"))
    if found is not None:
        known[("value",)] = found
    for key, _ in EVIDENCE:
        cells[(key,)] = WORDS
        said = given.content((*at, key))
        if said is not None:
            known[(key,)] = said
    need = (REQUIRED if value.required else OPTIONAL).in_(lang)
    shown = (printable(rule.name), need, value.allowed, value.help)
    return Entry(Item(at, rule.kind == "text"), shown, cells, known, value.required)
