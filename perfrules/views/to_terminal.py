"""An outline as text for a terminal: aligned also where Chinese stands, plain when piped."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from attrs import frozen

from perfrules.messages import Text
from perfrules.messages import labels as say
from perfrules.problem import printable, width_of
from perfrules.views.evidence_lines import Line
from perfrules.views.outline import Outline, Part
from perfrules.views.summaries import Summary
from perfrules.views.table import Row
from perfrules.views.wrapping import padded, wrapped

Style = Literal["", "bold", "dim", "green", "yellow", "red", "bold cyan", "bold yellow"]
Segments = tuple[tuple[str, Style], ...]
"""One line of text, in pieces of one style each."""

_TONES: dict[str, Style] = {
    "plain": "",
    "muted": "dim",
    "strong": "bold",
    "hit": "green",
    "missed": "dim",
    "warning": "yellow",
    "error": "red",
}
INDENT = "  "
GAP = "  "
NARROWEST = 40
WIDE = 130
"""From this width on, summaries stand side by side."""


def to_terminal(outline: Outline, *, width: int = 100, colour: bool = False) -> str:
    """The text, lines no wider than `width` but for what cannot be broken; ends without newline."""
    lines = list(_Page(outline, max(width, NARROWEST)).lines())
    if colour:
        return _coloured(lines, width)
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def _coloured(lines: list[Segments], width: int) -> str:
    # Imported where it is needed: text that is piped must not wait for it.
    from io import StringIO  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text as Styled  # noqa: PLC0415

    file = StringIO()
    console = Console(
        file=file, width=width, force_terminal=True, color_system="standard", highlight=False
    )
    for line in lines:
        styled = Styled()
        for text, style in line:
            styled.append(text, style)
        styled.rstrip()
        console.print(styled, soft_wrap=True)
    return file.getvalue().rstrip("\n")


@frozen(eq=False, repr=False)
class _Page:
    """Lays one outline out in columns."""

    outline: Outline
    width: int

    def word(self, text: Text) -> str:
        return text.in_(self.outline.lang)

    def lines(self) -> Iterator[Segments]:
        outline = self.outline
        yield from (((text, "bold"),) for text in wrapped(printable(outline.title), self.width))
        if outline.notices:
            yield ()
            yield from self.labelled(outline.notices, "")
        yield ()
        yield from self.labelled(outline.head, "")
        if outline.missing:
            yield from self.title(say.MISSING)
            yield from self.labelled(outline.missing, INDENT)
        yield from self.title(say.SCORES)
        yield from self.table(outline.rows)
        yield from self.summaries()
        for section in outline.sections:
            yield ()
            yield ((section.title, "bold cyan"),)
            yield from self.labelled(section.lines, INDENT)
        yield from self.title(say.DERIVATION)
        yield from (
            ((INDENT + text, "dim"),) for text in wrapped(self.word(say.LEGEND), self.width - 2)
        )
        yield ()
        for number, part in enumerate(outline.parts):
            if number:
                yield ()
            yield from self.part(part)
        for title, others in (
            (say.OTHER_MEASURES, outline.others),
            (say.PROBLEMS, outline.problems),
        ):
            if others:
                yield from self.title(title)
                yield from self.labelled(others, INDENT)
        yield from self.title(say.FILES)
        yield from self.files()

    def title(self, title: Text) -> Iterator[Segments]:
        yield ()
        yield ((self.word(title), "bold cyan"),)

    def table(self, rows: Sequence[Row]) -> Iterator[Segments]:
        heads = (say.POINTS, say.SCORE, say.RATE, say.LOST, say.STANDING, say.ORIGIN)
        cells = [
            (row.points, row.score, row.rate, row.lost, row.standing, row.origin) for row in rows
        ]
        columns = [
            [self.word(head), *column]
            for head, column in zip(heads, zip(*cells, strict=True), strict=True)
        ]
        kept = [i for i, column in enumerate(columns) if any(column[1:])]
        widths = [max(map(width_of, columns[i])) for i in kept]
        labels = [INDENT * (row.depth) + f"{row.number} {row.label}".strip() for row in rows]
        labels = [self.word(say.INDICATOR), *map(printable, labels)]
        room = self.width - len(INDENT) - sum(widths) - len(GAP) * len(widths)
        first = min(max(map(width_of, labels)), max(room, 16))
        for line, label in enumerate(labels):
            numbers = [
                padded(printable(columns[i][line]), w, right=i < 4)
                for i, w in zip(kept, widths, strict=True)
            ]
            indent = len(label) - len(label.lstrip())
            shown = wrapped(label.lstrip(), first - indent)
            style: Style = "dim" if not line else "" if rows[line - 1].number else "bold"
            text = INDENT + padded(" " * indent + shown[0], first) + GAP + GAP.join(numbers)
            yield ((text, style),)
            for more in shown[1:]:
                yield ((INDENT + " " * (indent + 2) + more, style),)

    def summaries(self) -> Iterator[Segments]:
        blocks = [list(self.summary(summary)) for summary in self.outline.summaries]
        beside = 2 if self.width >= WIDE else 1
        left = max((_width(line) for block in blocks for line in block), default=0) + 3 * len(GAP)
        for start in range(0, len(blocks), beside):
            yield ()
            yield from _beside(blocks[start : start + beside], left)

    def summary(self, summary: Summary) -> Iterator[Segments]:
        yield ((summary.title, "bold cyan"),)
        words = max(width_of(word) for word, _ in summary.rows)
        digits = max(width_of(points) for _, points in summary.rows)
        for number, (word, points) in enumerate(summary.rows, 1):
            style: Style = "bold" if number == len(summary.rows) else ""
            text = INDENT + padded(word, words) + GAP + padded(points, digits, right=True)
            yield ((text, style),)

    def part(self, part: Part) -> Iterator[Segments]:
        style: Style = "bold" if part.state == "done" else "bold yellow"
        name, *more = wrapped(printable(f"{part.number}  {part.label}".strip()), self.width)
        figures = GAP + GAP.join(text for text in (part.score, part.rate) if text)
        if more or width_of(name + figures) > self.width:
            yield from (((text, style),) for text in (name, *more))
            yield ((INDENT + figures, ""),)
        else:
            yield ((name, style), (figures, ""))
        yield from self.labelled(part.lines, INDENT)

    def labelled(self, lines: Sequence[Line], indent: str) -> Iterator[Segments]:
        """Lines behind their labels; a label that repeats is left out."""
        first = max((width_of(line.label) for line in lines), default=0)
        for label, group in groupby(lines, key=lambda line: line.label):
            shown = label
            for text, style in self.columns(list(group), self.width - len(indent) - first - 2):
                gutter = indent + padded(shown, first) + GAP if first else indent
                yield ((gutter, "dim"), (text, style))
                shown = ""

    def columns(self, lines: list[Line], width: int) -> Iterator[tuple[str, Style]]:
        """The cells of lines that belong together, in columns where there is room for them."""
        tables = [line for line in lines if len(line.cells) > 1]
        count = max((len(line.cells) for line in tables), default=1)
        widths = (
            [max(width_of(printable(line.cells[i])) for line in tables) for i in range(count - 1)]
            if tables
            else []
        )
        fits = sum(widths) + len(GAP) * len(widths) <= width * 2 // 3
        for line in lines:
            style = _TONES[line.tone]
            cells = [printable(cell) for cell in line.cells]
            if line.verbatim:
                yield cells[0], style
            elif len(cells) > 1 and fits:
                *left, last = cells
                head = "".join(padded(c, w) + GAP for c, w in zip(left, widths, strict=True))
                for text in wrapped(last, width - width_of(head)):
                    yield head + text, style
                    head = " " * width_of(head)
            else:
                text = GAP.join(cell for cell in cells if cell)
                begin, *more = wrapped(text, width)
                yield begin, style
                if more:
                    rest = text[len(begin) :].lstrip()
                    hang = INDENT if line.formula else ""
                    for following in wrapped(rest, width - len(hang)):
                        yield hang + following, style

    def files(self) -> Iterator[Segments]:
        for path, digest in self.outline.files:
            name = printable(path)
            if width_of(name) + len(digest) + 2 * len(INDENT) <= self.width:
                yield ((f"{INDENT}{digest}{GAP}{name}", "dim"),)
            else:
                yield ((INDENT + name, "dim"),)
                yield ((INDENT * 2 + digest, "dim"),)


def _beside(blocks: list[list[Segments]], width: int) -> Iterator[Segments]:
    """Blocks side by side, each but the last that wide."""
    for number in range(max(map(len, blocks))):
        line: list[tuple[str, Style]] = []
        for block in blocks:
            segments = block[number] if number < len(block) else ()
            line += [*segments, (" " * (width - _width(segments)), "")]
        yield tuple(line)


def _width(line: Segments) -> int:
    return sum(width_of(text) for text, _ in line)
