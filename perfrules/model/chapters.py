"""The chapters of the report: those that a rule file declares, or else those of its tree."""

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import evolve, frozen

from perfrules.messages import Lang
from perfrules.messages import report as say
from perfrules.model.above import Sentence
from perfrules.model.declared import Indicator
from perfrules.problem import Place

Part = Literal["", "scores", "findings", "advice", "evidence"]
"""What the engine itself puts into a chapter; nothing in most."""
PARTS: tuple[Part, ...] = ("scores", "findings", "advice", "evidence")
DEEPEST = 3
"""Levels of chapters."""


@frozen(eq=False, repr=False)
class Chapter:
    """A chapter of the report, and what stands in it."""

    name: str
    """By which the texts of fact files and other chapters call it."""
    title: str
    parent: str | None
    asks: str
    """What a person has to write there; empty when nothing is missed without it."""
    says: Sentence | None
    """Sentences with figures; a line break begins a new paragraph."""
    grid: tuple[tuple[Sentence, ...], ...]
    """A table of sentences, its heads first."""
    shows: tuple[str, ...]
    """Names of facts, measures, tables and indicators."""
    holds: Part
    place: Place | None
    order: tuple[str, ...] = ("says", "grid", "shows")
    """In which order what it says and shows was written, and stands there."""


@frozen(eq=False, repr=False)
class Narrative:
    """What a person wrote for a chapter."""

    text: str
    source: str
    place: Place | None


def chapters_in_order(
    declared: tuple[Chapter, ...], roots: Mapping[str, Indicator], lang: Lang
) -> tuple[tuple[int, Chapter], ...]:
    """Every chapter of a report with its level from 1, parents first.

    Without a declared one, there is a chapter for the subject and one for each indicator of the
    top level. What no chapter holds comes last, so that no report is without it.
    """
    chapters = list(declared) or [
        _subject(lang),
        *(_of_root(root, lang) for root in roots.values()),
    ]
    parent = None
    if not {"scores", "findings"} & {chapter.holds for chapter in chapters}:
        parent = say.CONCLUSION.in_(lang)
        if all(chapter.name != parent for chapter in chapters):
            chapters.append(_plain(parent))
    for part in PARTS:
        if all(chapter.holds != part for chapter in chapters):
            below = parent if part in ("scores", "findings") else None
            _put_in(chapters, part, below, lang)
    return tuple(_nested(chapters, None, 1))


def _put_in(chapters: list[Chapter], part: Part, parent: str | None, lang: Lang) -> None:
    """Let a part stand in the chapter of its title, if need be a new one."""
    title = say.PARTS[part].in_(lang)
    names = [chapter.name for chapter in chapters]
    if title in names and not chapters[names.index(title)].holds:
        chapters[names.index(title)] = evolve(chapters[names.index(title)], holds=part)
        return
    name = title
    while name in names:
        name += "*"
    chapters.append(evolve(_plain(name), title=title, parent=parent, holds=part))


def _nested(
    chapters: list[Chapter], parent: str | None, level: int
) -> Iterator[tuple[int, Chapter]]:
    for chapter in chapters:
        if chapter.parent == parent:
            yield level, chapter
            if level < DEEPEST:
                yield from _nested(chapters, chapter.name, level + 1)


def _plain(name: str, *, asks: str = "", shows: tuple[str, ...] = ()) -> Chapter:
    return Chapter(name, name, None, asks, None, (), shows, "", None)


def _subject(lang: Lang) -> Chapter:
    return _plain(say.OVERVIEW.in_(lang), asks=say.ASKS_OVERVIEW.in_(lang))


def _of_root(root: Indicator, lang: Lang) -> Chapter:
    asks = say.ASKS_INDICATOR.in_(lang).format(name=root.label)
    return evolve(_plain(root.key, asks=asks, shows=(root.key,)), title=root.label)
