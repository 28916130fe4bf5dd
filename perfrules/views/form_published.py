"""The page of a form for what a report prints, which an audit holds against the facts."""

from collections.abc import Iterator

from perfrules.files.form_keys import RELATIONS, Item, Items, Rows
from perfrules.files.spots import Path
from perfrules.messages import Lang
from perfrules.messages.form import (
    FIGURE,
    HELP,
    IDS,
    INDICATOR,
    PUBLISHED,
    PUBLISHED_HOLD,
    UNIT_HELP,
)
from perfrules.model.methodology import Methodology
from perfrules.problem import printable
from perfrules.views.form_pages import heading
from perfrules.views.form_parts import Block, Column, Content, Entry, Page, Rule
from perfrules.views.form_rules import WORDS
from perfrules.views.form_values import Leaves

_OF_SCORE = (
    ("score", 10),
    ("rate", 10),
    ("points", 10),
    ("value", 14),
    ("reason", 28),
    ("note", 20),
)
_OF_RELATION = (("says", 34), ("that", 30), ("within", 10))
_ANY = Rule("any")


def published_page(methodology: Methodology, given: Leaves, lang: Lang) -> Page:
    """Figures, scores and equations as they are printed; what is known stands there already."""
    scores = (
        Column(INDICATOR.in_(lang), 34),
        *(Column(heading(key, lang), width, (key,)) for key, width in _OF_SCORE),
    )
    relations = tuple(
        Column(heading(key, lang), width, (key,), WORDS if key != "within" else Rule("number"))
        for key, width in _OF_RELATION
    )
    known = tuple(
        dict(_contents((*RELATIONS, row), ("says", "that", "within"), given))
        for row in given.below(*RELATIONS)
    )
    scored = tuple(_scores(methodology, given))
    figures = (
        Column(FIGURE.in_(lang), 34),
        Column(heading("value", lang), 16, ()),
        Column(HELP.in_(lang), 30),
    )
    equations = Rows(RELATIONS, "", (("that",),), (("says",), ("that",)))
    blocks = (
        Block(Items(((),)), figures, tuple(_figures(methodology, given, lang))),
        Block(Items((("score",),)), scores, scored),
        Block(equations, relations, rows=known, blank=5),
    )
    name = PUBLISHED.in_(lang)
    return Page(name, name, PUBLISHED_HOLD.in_(lang), (), blocks)


def _figures(methodology: Methodology, given: Leaves, lang: Lang) -> Iterator[Entry]:
    """What is known in its own order, then the total, the grade, and what else is reckoned."""
    known = [path[1:] for path in given.values if path[0] == "published"]
    taken = {path[0] for path in known}
    more = [("total",), ("grade",), ("within",), *((name,) for name in methodology.measures)]
    for path in (*known, *(path for path in more if path[0] not in taken)):
        name = str(path[0])
        says = ""
        if len(path) == 1 and name in methodology.measures:
            unit = str(methodology.measures[name].unit)
            says = UNIT_HELP.filled(unit=unit).in_(lang) if unit else ""
        label = " · ".join(IDS[key].in_(lang) if key in IDS else key for key in map(str, path))
        yield _figure(path, label, says, given)


def _figure(path: Path, label: str, says: str, given: Leaves) -> Entry:
    at: Path = ("published", *path)
    found = given.content(at)
    words = found is not None and isinstance(found.value, str)
    known: dict[Path, Content] = {} if found is None else {(): found}
    return Entry(Item(at), (printable(label), says), {(): WORDS if words else _ANY}, known)


def _scores(methodology: Methodology, given: Leaves) -> Iterator[Entry]:
    nodes = {**methodology.indicators, **methodology.above.extras}
    keys = dict.fromkeys((*map(str, given.below("published", "score")), *nodes))
    for key in keys:
        at: Path = ("published", "score", key)
        known = dict(_contents(at, tuple(name for name, _ in _OF_SCORE), given))
        cells: dict[Path, Rule] = {
            (name,): WORDS if name in {"reason", "note"} else _ANY for name, _ in _OF_SCORE
        }
        label = printable(nodes[key].label if key in nodes else key)
        yield Entry(Item(at), (label,), cells, known)


def _contents(at: Path, keys: tuple[str, ...], given: Leaves) -> Iterator[tuple[Path, Content]]:
    for key in keys:
        found = given.content((*at, key))
        if found is not None:
            yield (key,), found
