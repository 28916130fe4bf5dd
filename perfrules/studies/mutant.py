"""A mutant: one small change to the text of a rule file, at the place of a value."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

from attrs import evolve, frozen

from perfrules.files.places import place_at
from perfrules.files.spots import Path, Span
from perfrules.files.tables import Document
from perfrules.formula.digits import decimals_of, fixed
from perfrules.problem import Place

Kind = Literal[
    "edge", "bracket", "points", "number", "comparison", "condition", "row", "dropped", "base",
    "function", "word", "grade",
]  # fmt: skip
"""What was changed; the words for a person stand among the messages."""
KINDS: tuple[Kind, ...] = (
    "edge", "bracket", "points", "number", "comparison", "condition", "row", "dropped", "base",
    "function", "word", "grade",
)  # fmt: skip


@frozen
class Edit:
    """Other characters in the place of those from start to end of the file."""

    start: int
    end: int
    text: str


@frozen(eq=False, repr=False)
class Mutant:
    """One change; nothing of it is in the file."""

    kind: Kind
    node: str
    """Names it for [[accept]]: where, and what became what; no line number, so that it stays."""
    place: Place
    edits: tuple[Edit, ...]


def mutated(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they do not overlap."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def diff_of(document: Document, edits: Iterable[Edit]) -> tuple[str, ...]:
    """The lines that differ, as a unified diff with one line around them."""
    before, after = document.text, mutated(document.text, edits)
    name = document.path
    lines = difflib.unified_diff(
        before.split("\n"), after.split("\n"), name, name, lineterm="", n=1
    )
    return tuple(lines)


def named_once(mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """The mutants with a number behind each name that came before, as when a sign stands twice."""
    times: Counter[str] = Counter()
    for mutant in mutants:
        times[mutant.node] += 1
        count = times[mutant.node]
        yield mutant if count == 1 else evolve(mutant, node=f"{mutant.node} #{count}")


def address(path: Path) -> str:
    """`indicator.执行.bands.rows.2`: rows count from 1."""
    return ".".join(str(each + 1) if isinstance(each, int) else each for each in path)


@frozen(eq=False, repr=False)
class Desk:
    """A rule file on the desk: finds what stands where, and makes the edits."""

    document: Document

    def owns(self, path: Path) -> bool:
        """Whether the value stands in this file's own text, not in one that it extends."""
        home, there = self.document.home(path)
        return home.text is self.document.text and there in home.where()

    def span(self, path: Path) -> Span:
        """The characters of the literal, with its quotes."""
        home, there = self.document.home(path)
        spot = home.where()[there]
        return spot.key if spot.value is None else spot.value

    def inner(self, path: Path, start: int, end: int) -> Span:
        """The characters start to end of a text value."""
        return self.document.inner(self.span(path), start, end)

    def written(self, span: Span) -> str:
        """The characters as they stand in the file."""
        return self.document.text[slice(*span)]

    def place(self, span: Span) -> Place:
        """Line and column of a span."""
        return place_at(self.document.path, self.document.text, *span)

    def mutant(self, kind: Kind, where: Path, old: str, edits: Iterable[Edit], new: str) -> Mutant:
        """A mutant at the first of its edits, called by what became what."""
        made = tuple(sorted(edits, key=lambda each: each.start))
        place = self.place((made[0].start, made[0].end))
        return Mutant(kind, f"{address(where)}: {old} → {new}", place, made)

    def gone(self, kind: Kind, where: Path, edits: Iterable[Edit]) -> Mutant:
        """A mutant that lacks something."""
        made = tuple(edits)
        return Mutant(kind, f"{address(where)}: dropped", self.place(self.span(where)), made)

    def key_dropped(self, path: Path) -> Edit:
        """The edit that takes a key with its value out of its table."""
        home, there = self.document.home(path)
        start, end = home.where()[there].key[0], self.span(path)[1]
        text = self.document.text
        if behind := re.compile(r"[ \t]*,[ \t]*").match(text, end):
            return Edit(start, behind.end(), "")
        if before := re.search(r",[ \t]*$", text[:start]):
            return Edit(before.start(), end, "")
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        return Edit(line, len(text) if stop < 0 else stop + 1, "")

    def row_dropped(self, path: Path, count: int) -> Edit:
        """The edit that takes one of `count` rows out of its list."""
        position = path[-1]
        assert isinstance(position, int)
        span = self.span(path)
        if self.is_header(path):
            return self.block_dropped(path)
        if position + 1 < count:
            return Edit(span[0], self.span((*path[:-1], position + 1))[0], "")
        return Edit(self.span((*path[:-1], position - 1))[1], span[1], "")

    def is_header(self, path: Path) -> bool:
        """Whether the value is written under `[…]` or `[[…]]`."""
        home, there = self.document.home(path)
        spot = home.where()[there]
        return spot.value is not None and spot.value[0] < spot.key[0]

    def block_dropped(self, path: Path) -> Edit:
        """The edit that takes a section out, down to the next header that does not belong to it."""
        home, there = self.document.home(path)
        start = home.where()[there].value
        assert start is not None, "a section has a header"
        later = (
            spot.value[0]
            for other, spot in home.where().items()
            if spot.value is not None
            and spot.value[0] < spot.key[0]
            and spot.value[0] > start[0]
            and other[: len(there)] != there
        )
        end = min(later, default=len(home.text))
        # Remarks above the next header belong to that one.
        while match := re.search(r"(?:^|(?<=\n))[ \t]*(?:#[^\n]*)?\n\Z", home.text[start[0] : end]):
            end = start[0] + match.start()
        return Edit(start[0], end, "")


_NUMBER = re.compile(r"(?P<whole>\d[\d_]*)(?:\.(?P<part>\d*))?", re.ASCII)


def moved(written: str, by: int) -> str | None:
    """The first number in a text moved by so many units of its last digit; None below zero."""
    match = _NUMBER.search(written)
    if match is None:
        return None
    digits = len(match["part"] or "")
    number = Fraction(match[0].replace("_", "")) + Fraction(by, 10**digits)
    if number < 0:
        return None
    return written[: match.start()] + fixed(number, digits) + written[match.end() :]


def shifted(written: str, by: Fraction) -> str:
    """A plain number moved by so much, with the digits that it needs, at least those it had."""
    number = Fraction(written.replace("_", "")) + by
    had = len(written.partition(".")[2])
    return fixed(number, max(had, decimals_of(number) or 0))


def unit_of_last_digit(written: str) -> Fraction:
    """1 for `20`, 1/10 for `4.5`."""
    return Fraction(1, 10 ** len(written.partition(".")[2]))
