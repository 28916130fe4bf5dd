"""What a report is made of, whatever writes it: headings, paragraphs, tables and charts."""

import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

from attrs import evolve, field, frozen

from perfrules.messages import Lang
from perfrules.messages import report as say
from perfrules.problem import printable


@frozen
class Run:
    """A piece of text."""

    text: str
    mark: bool = False
    """Something is missing here, or must not be overlooked."""
    strong: bool = False


Words = tuple[Run, ...]


@frozen
class Heading:
    """A heading; its number is put before it when the report is whole."""

    level: int
    """From 1."""
    title: str
    numbered: bool = True
    number: str = ""


@frozen
class Paragraph:
    """A paragraph."""

    words: Words
    kind: Literal["body", "note", "item"] = "body"
    """A note is smaller; an item is one of a list."""


@frozen
class Grid:
    """A table."""

    caption: str
    """Without its number; a table without a caption has none."""
    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    right: frozenset[int] = frozenset()
    """Columns of numbers."""
    merged: tuple[int, ...] = ()
    """Columns that say the same in neighbouring rows only once, below the same in those before."""
    total: bool = False
    """The last row is the sum."""
    number: str = ""


@frozen
class Stroke:
    """One bar of a chart, in parts of its length."""

    label: str
    text: str
    """What stands at its end."""
    stretches: tuple[tuple[Fraction, Fraction, str], ...]
    """Start and length from 0 to 1, and what they stand for."""


@frozen
class Chart:
    """A picture of horizontal bars."""

    caption: str
    strokes: tuple[Stroke, ...]
    alt: str
    number: str = ""


Block = Heading | Paragraph | Grid | Chart


@frozen
class Report:
    """A whole report."""

    title: tuple[str, ...]
    """Its lines."""
    keys: tuple[tuple[str, str, str], ...]
    """What is seen first: a word, a figure, and what stands below it."""
    head: tuple[tuple[str, str], ...]
    """What it is about, by what it was scored: labels and texts."""
    notices: tuple[str, ...]
    blocks: tuple[Block, ...]
    lang: Lang
    contents: tuple[Heading, ...] = field(init=False)
    """The headings of the table of contents."""

    @contents.default
    def _contents(self) -> tuple[Heading, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Heading) and b.level <= 2)


def plain(text: str) -> Words:
    """Text without any mark; nothing for none."""
    return (Run(text),) if text else ()


def marked(text: str) -> Words:
    """Text that says that something is missing."""
    return (Run(text, mark=True),)


def blank(what: str, lang: Lang) -> Words:
    """A place where a person has to write something."""
    return marked(say.BLANK.in_(lang).format(what=what))


def ended(text: str, lang: Lang) -> str:
    """A sentence with its full stop, where it has none."""
    if not text or text[-1] in "。！？；：…”）.!?;:":
        return text
    return text + ("。" if lang == "zh" else ".")


def text_of(words: Words) -> str:
    """The text alone."""
    return "".join(run.text for run in words)


def paragraphs(text: str) -> Iterator[str]:
    """The lines of a text that a person wrote; blanks of any kind are plain ones."""
    for line in text.splitlines():
        plain_line = "".join(
            " " if c == "\t" or unicodedata.category(c) == "Zs" else c for c in line
        ).strip()
        if plain_line:
            yield plain_line


def visible(text: str) -> str:
    """Text as it may be shown; the wide blank of Chinese print is one that a reader sees."""
    return "\u3000".join(map(printable, text.split("\u3000")))


def numbered(blocks: Iterable[Block], lang: Lang) -> Iterator[Block]:
    """The blocks with headings, tables and charts numbered in their order."""
    path: list[int] = []
    chapters = tables = charts = 0
    for block in blocks:
        match block:
            case Heading(level=level, numbered=True):
                if level == 1:
                    chapters += 1
                    path[:] = [chapters - 1]
                del path[level:]
                path += [0] * (level - len(path))
                path[-1] += 1
                yield evolve(block, number=_number(path, lang))
            case Heading(level=level):
                # An annex has no number; what stands below it is counted from its letter.
                path[level - 1 :] = [0]
                yield block
            case Grid(caption=caption) if caption:
                tables += 1
                yield evolve(block, number=str(tables))
            case Chart():
                charts += 1
                yield evolve(block, number=str(charts))
            case _:
                yield block


def _number(path: list[int], lang: Lang) -> str:
    level = len(path)
    last = chinese(path[-1]) if level <= 2 else str(path[-1])
    return (
        say.HEADINGS[level]
        .in_(lang)
        .format(number=last, path=".".join(str(n or "A") for n in path))
    )


def chinese(number: int) -> str:
    """A whole number from 1 in Chinese numerals, as chapters are counted; digits from 100 on."""
    if number >= 100:
        return str(number)
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not tens else "")
