"""The pages of a form for what people decide: their judgements, and what they pick."""

from collections.abc import Iterator

from perfrules.files.form_keys import LINES, Item, Items
from perfrules.files.spots import Path
from perfrules.formula.digits import exact_text
from perfrules.messages import Lang
from perfrules.messages.form import (
    BY_RATERS,
    HELP,
    INDICATOR,
    JUDGEMENTS,
    JUDGEMENTS_HOLD,
    MAY_BE,
    NEEDED,
    OF,
    ONE_LINE_EACH,
    OPTIONAL,
    ORIGINS,
    PICKED,
    PICKED_HOLD,
    PICKS,
    REQUIRED,
    WEIGHT,
)
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Judged
from perfrules.problem import printable
from perfrules.views.form_pages import heading
from perfrules.views.form_parts import Block, Column, Content, Entry, Page, Rule
from perfrules.views.form_rules import WORDS, choice_rule, origin_rule, score_rule
from perfrules.views.form_values import Leaves
from perfrules.views.to_json_schema import judged

_OF_JUDGEMENT = (("reason", 30), ("evidence", 20), ("by", 10))


def judgements_page(methodology: Methodology, given: Leaves, lang: Lang) -> Page | None:
    """A row for each judgement, of each stage; below it one for each of several raters."""
    leaves = judged(methodology)
    if not leaves:
        return None
    tiers = any(isinstance(leaf.way, Judged) and leaf.way.tiers for leaf in leaves)
    columns = (
        Column(INDICATOR.in_(lang), 28),
        Column(heading("score", lang), 10, ("score",)),
        Column(NEEDED.in_(lang), 9, how="centred"),
        Column(MAY_BE.in_(lang), 12, how="centred"),
        *((Column(heading("tier", lang), 14, ("tier",)),) if tiers else ()),
        Column(heading("origin", lang), 14, ("origin",)),
        *(Column(heading(key, lang), width, (key,)) for key, width in _OF_JUDGEMENT),
        Column(HELP.in_(lang), 40),
    )
    _under_stages(methodology, given)
    entries = [
        entry
        for leaf in leaves
        for stage in methodology.stages or ("",)
        for entry in _judgement(leaf, stage, stage == methodology.counts, given, lang)
    ]
    holds = JUDGEMENTS_HOLD.filled(count=str(len(leaves))).in_(lang)
    block = Block(Items((("score",), ("origin",))), columns, tuple(entries))
    return Page(JUDGEMENTS.in_(lang), JUDGEMENTS.in_(lang), holds, (), (block,))


def _under_stages(methodology: Methodology, given: Leaves) -> None:
    """Where there are stages, put judgements without one under the stage that counts."""
    for path in [*given.values] if methodology.stages else []:
        if (
            path[0] == "judgement"
            and "stages" not in path[2:3]
            and path[1] not in methodology.tables
        ):
            counted = (*path[:2], "stages", methodology.counts, *path[2:])
            given.values[counted] = given.values.pop(path)


def _judgement(
    leaf: Indicator, stage: str, counts: bool, given: Leaves, lang: Lang
) -> Iterator[Entry]:
    assert isinstance(leaf.way, Judged)
    at: Path = ("judgement", leaf.key, *(("stages", stage) if stage else ()))
    label = printable(leaf.label)
    if stage:
        label = OF.filled(whole=label, part=printable(stage)).in_(lang)
    several = leaf.way.raters
    score = score_rule(leaf, lang, leaf.way.step, required=counts or not stage)
    cells: dict[Path, Rule] = {} if several else {("score",): score}
    if leaf.way.tiers:
        cells[("tier",)] = choice_rule(tuple(tier.name for tier in leaf.way.tiers), lang)
    cells[("origin",)] = origin_rule(lang)
    cells |= {(key,): WORDS for key, _ in _OF_JUDGEMENT}
    known: dict[Path, Content] = {}
    for path in cells:
        said = given.take((*at, *path))
        if path == ("origin",) and said is not None:
            said = ORIGINS[said].in_(lang)
        if said is not None:
            given.values[(*at, *path)] = said
            known[path] = given.content((*at, *path)) or Content("")
    need = (REQUIRED if score.required else OPTIONAL).in_(lang)
    said_of = BY_RATERS.in_(lang) if several else score.allowed
    shown = (label, need, said_of, score.help)
    yield Entry(Item(at), shown, cells, known, score.required and not several)
    for rater in several:
        own: Path = (*at, "raters", rater.name)
        found = given.content(own)
        weight = WEIGHT.filled(weight=exact_text(rater.weight)).in_(lang)
        name = OF.filled(whole=label, part=printable(rater.name)).in_(lang)
        yield Entry(
            Item(own),
            (name, need, score.allowed, weight),
            {("score",): score},
            {} if found is None else {("score",): found},
            score.required,
        )


def picks_page(methodology: Methodology, given: Leaves, lang: Lang) -> Page | None:
    """A row for each parent whose children are picked."""
    entries: list[Entry] = []
    for node in methodology.indicators.values():
        if node.choose is None:
            continue
        one = node.choose == "one"
        path: Path = () if one else (LINES,)
        said = given.take(("picked", node.key))
        text = "\n".join([said] if isinstance(said, str) else said or ())
        rule = choice_rule(
            node.children if one else (), lang, "" if one else ONE_LINE_EACH.in_(lang)
        )
        shown = (printable(node.label), "\n".join(map(printable, node.children)), rule.help)
        known = {path: Content(text)} if text else {}
        entries.append(Entry(Item(("picked", node.key)), shown, {path: rule}, known, True))
    if not entries:
        return None
    columns = (
        Column(INDICATOR.in_(lang), 30),
        Column(PICKS.in_(lang), 40, ()),
        Column(MAY_BE.in_(lang), 40),
        Column(HELP.in_(lang), 30),
    )
    return Page(
        PICKED.in_(lang), PICKED.in_(lang), PICKED_HOLD.in_(lang), (), _picks(columns, entries)
    )


def _picks(columns: tuple[Column, ...], entries: list[Entry]) -> tuple[Block, ...]:
    """A block for those that take one, and one for those that take several."""
    blocks = []
    for path in ((), (LINES,)):
        own = tuple(entry for entry in entries if path in entry.cells)
        named = tuple(Column(c.heading, c.width, path) if c.path == () else c for c in columns)
        if own:
            blocks.append(Block(Items((path,)), named, own))
    return tuple(blocks)
