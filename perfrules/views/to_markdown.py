"""An outline as a Markdown page, for a report or a review."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from perfrules.messages import Text
from perfrules.messages import labels as say
from perfrules.problem import printable
from perfrules.views.evidence_lines import Line
from perfrules.views.outline import Outline, Part
from perfrules.views.summaries import Summary

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def to_markdown(outline: Outline) -> str:
    """The page, with tables; every text from a file is escaped. Ends with a newline."""
    return "\n".join(_Page(outline).lines()) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", printable(text))


class _Page:
    """Writes one outline."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    def word(self, text: Text) -> str:
        return text.in_(self.outline.lang)

    def lines(self) -> Iterator[str]:
        outline = self.outline
        yield f"# {escaped(outline.title)}"
        yield ""
        for notice in outline.notices:
            yield f"> **{notice.label}** {escaped(notice.cells[0])}"
            yield ">"
        if outline.notices:
            yield ""
        yield from (f"- **{line.label}** {escaped(line.cells[0])}" for line in outline.head)
        if outline.missing:
            yield from self.title(say.MISSING)
            yield from (f"- {' — '.join(map(escaped, line.cells))}" for line in outline.missing)
        yield from self.title(say.SCORES)
        yield from self.scores()
        for summary in outline.summaries:
            yield from self.summary(summary)
        for section in outline.sections:
            yield from ("", f"## {section.title}", "")
            yield from self.listed(section.lines)
        yield from self.title(say.DERIVATION)
        yield self.word(say.LEGEND)
        yield ""
        for part in outline.parts:
            yield from self.part(part)
        for title, others in (
            (say.OTHER_MEASURES, outline.others),
            (say.PROBLEMS, outline.problems),
        ):
            if others:
                yield from self.title(title)
                yield from self.listed(others)
        yield from self.title(say.FILES)
        yield from (f"- `{digest}` {escaped(path)}" for path, digest in outline.files)

    def title(self, title: Text) -> Iterator[str]:
        yield from ("", f"## {self.word(title)}", "")

    def scores(self) -> Iterator[str]:
        heads = (
            say.INDICATOR, say.POINTS, say.SCORE, say.RATE, say.LOST, say.STANDING, say.ORIGIN,
        )  # fmt: skip
        yield _row(map(self.word, heads))
        yield "| --- | ---: | ---: | ---: | ---: | --- | --- |"
        for row in self.outline.rows:
            label = "&emsp;" * row.depth + escaped(f"{row.number} {row.label}".strip())
            cells = (row.points, row.score, row.rate, row.lost, row.standing, row.origin)
            strong = "" if row.number else "**"
            yield _row(f"{strong}{cell}{strong}" if cell else "" for cell in (label, *cells))

    def summary(self, summary: Summary) -> Iterator[str]:
        yield ""
        yield _row((summary.title, self.word(say.POINTS)))
        yield "| --- | ---: |"
        yield from (_row((escaped(word), points)) for word, points in summary.rows)

    def part(self, part: Part) -> Iterator[str]:
        yield f"### {part.number} {escaped(part.label)}".replace("  ", " ")
        yield ""
        if part.score:
            yield f"**{part.score}**" + (
                f" · {self.word(say.RATE)} {part.rate}" if part.rate else ""
            )
        yield ""
        yield from self.listed(part.lines)
        yield ""

    def listed(self, lines: Sequence[Line]) -> Iterator[str]:
        """One item for each label; a formula's chain stays together, line under line."""
        for label, group in groupby(lines, key=lambda line: line.label):
            yield f"- **{label}** " + "<br>\n  ".join(map(_line_text, group))


def _line_text(line: Line) -> str:
    if line.verbatim:
        # No-break blanks keep the caret under its fault.
        return f"<code>{escaped(line.cells[0]).replace(' ', '&nbsp;')}</code>"
    return " — ".join(escaped(cell) for cell in line.cells if cell)


def _row(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
