"""The chapters that a rule file declares for its report, and the texts of facts for them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from perfrules.files.tables import Table
from perfrules.formula.tree import Node, Source
from perfrules.model.above import Above, Blank, Sentence
from perfrules.model.chapters import DEEPEST, PARTS, Chapter, Narrative
from perfrules.model.methodology import Methodology
from perfrules.model.read_formula import one_of
from perfrules.model.resolve import Names, Resolver
from perfrules.model.resolve_above import known_above, resolved_sentence
from perfrules.model.sentence import sentence, sentence_of
from perfrules.problem import Problem, Problems, did_you_mean


def chapters_of(table: Table, problems: Problems) -> tuple[Chapter, ...]:
    """The chapters in the order of the file; their names and blanks are not settled yet."""
    found: dict[str, Chapter] = {}
    with problems.collecting():
        entries = table.named("chapter", {})
        for name, entry in entries.items():
            with problems.collecting():
                found[name] = _chapter(name, entry)
        if len(found) == len(entries):
            problems.found.extend(_misplaced(found, entries))
    return tuple(found.values())


def resolved_chapters(
    chapters: tuple[Chapter, ...], above: Above, names: Names, problems: Problems, table: Table
) -> tuple[Chapter, ...]:
    """The same with every blank settled; E791 for what a chapter shows and nothing is called."""
    if not chapters:
        return ()
    known = known_above(above, names)
    resolver = Resolver(known, known.kinds())
    shown = (*names.facts, *names.measures, *names.tables, *names.indicators)
    found: list[Chapter] = []
    for chapter in chapters:
        entry = table.named("chapter")[chapter.name]
        for name in chapter.shows:
            if name not in shown:
                near = did_you_mean(name, shown)
                problems.found.append(
                    Problem("E791", entry.place("shows"), {"name": name, "near": near})
                )
        says, grid = chapter.says, chapter.grid
        with problems.collecting():
            says = None if says is None else resolved_sentence(says, resolver)
        with problems.collecting():
            grid = tuple(
                tuple(resolved_sentence(cell, resolver) for cell in row) for row in chapter.grid
            )
        found.append(evolve(chapter, says=says, grid=grid))
    return tuple(found)


def trees_of_chapters(chapters: Iterable[Chapter]) -> Iterator[Node]:
    """The formulas of the blanks in chapters, which say something and score nothing."""
    for chapter in chapters:
        sentences = [cell for row in chapter.grid for cell in row]
        sentences += [] if chapter.says is None else [chapter.says]
        for each in sentences:
            yield from (part.formula.tree for part in each.parts if isinstance(part, Blank))


def texts_of(table: Table, methodology: Methodology, problems: Problems) -> dict[str, Narrative]:
    """What a fact file says in [texts], by chapter; E794 for a chapter that there is not."""
    found: dict[str, Narrative] = {}
    if "texts" not in table:
        return found
    with problems.collecting():
        entries = table.table("texts")
        known = [chapter.name for _, chapter in methodology.outline]
        for name in entries.values:
            with problems.collecting():
                if name not in known:
                    near = did_you_mean(name, known)
                    raise entries.refuse("E794", name, at="key", name=name, near=near)
                found[name] = _narrative(entries, name)
    return found


def _narrative(entries: Table, name: str) -> Narrative:
    """A text, or `{ text = "…", source = "…" }`."""
    source, place = "", entries.place(name)
    if isinstance(entries.raw(name), Mapping):
        entry = entries.table(name)
        entry.only("text", "source")
        text, source = entry.text("text"), entry.text("source", "")
    else:
        text = entries.text(name)
    if not text.strip():
        raise entries.refuse("E795", name, name=name)
    return Narrative(text, source, place)


def _chapter(name: str, entry: Table) -> Chapter:
    entry.only("parent", "asks", "says", "grid", "shows", "holds")
    return Chapter(
        name=name,
        title=name,
        parent=entry.text("parent", None),
        asks=entry.text("asks", ""),
        says=sentence(entry, "says") if "says" in entry else None,
        grid=_grid(entry),
        shows=tuple(entry.texts("shows", [])),
        holds=one_of(entry, "holds", PARTS, ""),
        place=entry.place(at="key"),
        order=tuple(key for key in entry.values if key in ("says", "grid", "shows")),
    )


def _grid(entry: Table) -> tuple[tuple[Sentence, ...], ...]:
    """Rows of equally many texts with blanks, at least the heads and one row. E796: it is none."""
    rows: Any = entry.raw("grid", [])
    fits = isinstance(rows, list) and all(
        isinstance(row, list) and row and all(isinstance(cell, str) for cell in row) for row in rows
    )
    if "grid" in entry and (not fits or len(rows) < 2 or len({len(row) for row in rows}) != 1):
        raise entry.refuse("E796", "grid")
    path = (*entry.path, "grid")
    return tuple(
        tuple(
            sentence_of(Source(cell, entry.document, (*path, i, j))) for j, cell in enumerate(row)
        )
        for i, row in enumerate(rows)
    )


def _misplaced(chapters: Mapping[str, Chapter], entries: Mapping[str, Table]) -> Iterator[Problem]:
    """E790: a parent that there is not. E792: too deep, or in a circle. E793: held twice."""
    holders: dict[str, str] = {}
    for name, chapter in chapters.items():
        entry = entries[name]
        if chapter.parent is not None and chapter.parent not in chapters:
            near = did_you_mean(chapter.parent, chapters)
            yield Problem("E790", entry.place("parent"), {"name": chapter.parent, "near": near})
        elif _level(chapter, chapters) > DEEPEST:
            yield Problem("E792", chapter.place, {"name": name, "most": str(DEEPEST)})
        if chapter.holds and holders.setdefault(chapter.holds, name) != name:
            first = holders[chapter.holds]
            yield Problem(
                "E793", entry.place("holds"), {"part": chapter.holds, "first": first, "name": name}
            )


def _level(chapter: Chapter, chapters: Mapping[str, Chapter]) -> int:
    """From 1; a circle comes to one more than there may be."""
    level = 1
    while chapter.parent and chapter.parent in chapters and level <= DEEPEST:
        chapter, level = chapters[chapter.parent], level + 1
    return level
