"""A report in Markdown; its charts are rows of blocks."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from perfrules.messages import report as say
from perfrules.views.report_parts import (
    Block,
    Chart,
    Grid,
    Heading,
    Paragraph,
    Report,
    Stroke,
    Words,
    visible,
)
from perfrules.views.to_markdown import escaped

_BLOCKS = 20
"""Of a whole bar."""
_LISTED = re.compile(r"\A(\s*|\s*\d+(?=[.)](?:\s|\Z)))([-+=.)])")
"""How a paragraph begins that Markdown would take for a list or a line."""


def report_markdown(report: Report) -> str:
    """The page; every text from a file is escaped. Ends with a newline."""
    return "\n".join(_lines(report)).rstrip("\n") + "\n"


def _lines(report: Report) -> Iterator[str]:
    *subject, title = report.title
    yield f"# {' '.join(map(_text, (*subject, title)))}"
    yield ""
    for word, value, below in report.keys:
        yield f"- **{_text(word)}** **{_text(value)}** {_text(below)}".rstrip()
    yield ""
    for notice in report.notices:
        yield f"> {_text(notice)}"
        yield ">"
    yield ""
    for block in report.blocks:
        yield from _block(block, report)
        yield ""


def _block(block: Block, report: Report) -> Iterator[str]:
    match block:
        case Heading(level, title):
            yield f"{'#' * (level + 1)} {_text(block.number + title)}"
        case Paragraph(words, "item"):
            yield f"- {_words(words)}"
        case Paragraph(words, "note"):
            yield f"*{_words(words)}*" if not any(run.mark for run in words) else _words(words)
        case Paragraph(words):
            yield _words(words)
        case Grid():
            if block.caption:
                text = say.TABLE.in_(report.lang)
                yield f"**{_text(text.format(number=block.number, caption=block.caption))}**"
                yield ""
            yield from _grid(block)
        case Chart():
            text = say.FIGURE.in_(report.lang)
            yield f"**{_text(text.format(number=block.number, caption=block.caption))}**"
            yield ""
            yield "| | | |"
            yield "| --- | --- | ---: |"
            yield from map(_stroke, block.strokes)
        case _:
            assert_never(block)


def _grid(grid: Grid) -> Iterator[str]:
    yield _row([_text(head) for head in grid.heads])
    yield _row(["---:" if i in grid.right else "---" for i in range(len(grid.heads))])
    for place, row in enumerate(grid.rows, 1):
        strong = grid.total and place == len(grid.rows)
        cells = [_words(cell).replace("\u3000", "&emsp;") for cell in row]
        yield _row([f"**{cell.strip('*')}**" if strong and cell else cell for cell in cells])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _stroke(stroke: Stroke) -> str:
    bar = ""
    for start, length, kind in stroke.stretches:
        bar += "·" * (round(start * _BLOCKS) - len(bar))
        bar += ("░" if kind == "maybe" else "█") * round(length * _BLOCKS)
    return _row([_text(stroke.label).replace("\u3000", "&emsp;"), bar, _text(stroke.text)])


def _words(words: Words) -> str:
    """The text; in bold where all of it is marked, as what is missing stands in brackets anyway."""
    text = "".join(_text(run.text) for run in words)
    if text.strip() and all(run.mark or run.strong for run in words):
        return f"**{text.strip()}**"
    return _LISTED.sub(r"\1\\\2", text)


def _text(text: str) -> str:
    """Text that Markdown shows as it is."""
    parts = visible(text).split("\u3000")
    return "\u3000".join(escaped(part) for part in parts)
