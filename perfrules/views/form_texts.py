"""The page of a form for what only people can write: the texts for chapters of the report."""

from perfrules.files.form_keys import Item, Items
from perfrules.files.spots import Path
from perfrules.messages import Lang
from perfrules.messages.form import CHAPTER, HELP, TEXTS, TEXTS_HOLD
from perfrules.model.chapters import Chapter
from perfrules.model.methodology import Methodology
from perfrules.problem import printable
from perfrules.views.form_pages import heading
from perfrules.views.form_parts import Block, Column, Content, Entry, Page, Rule
from perfrules.views.form_rules import WORDS
from perfrules.views.form_values import Leaves


def texts_page(methodology: Methodology, given: Leaves, lang: Lang) -> Page | None:
    """A row for each chapter that asks for a text, or has one."""
    known = {*given.below("texts")}
    entries = tuple(
        _chapter(chapter, given)
        for _, chapter in methodology.outline
        if chapter.asks or chapter.name in known
    )
    if not entries:
        return None
    columns = (
        Column(CHAPTER.in_(lang), 28),
        Column(heading("text", lang), 70, ("text",)),
        Column(heading("source", lang), 20, ("source",)),
        Column(HELP.in_(lang), 40),
    )
    block = Block(Items((("text",),)), columns, entries)
    return Page(TEXTS.in_(lang), TEXTS.in_(lang), TEXTS_HOLD.in_(lang), (), (block,))


def _chapter(chapter: Chapter, given: Leaves) -> Entry:
    at: Path = ("texts", chapter.name)
    alone = given.content(at)
    found = {
        ("text",): alone or given.content((*at, "text")),
        ("source",): given.content((*at, "source")),
    }
    cells: dict[Path, Rule] = {("text",): WORDS, ("source",): WORDS}
    known: dict[Path, Content] = {path: said for path, said in found.items() if said is not None}
    title, asks = printable(chapter.title), printable(chapter.asks)
    return Entry(Item(at, words=True), (title, asks), cells, known)
