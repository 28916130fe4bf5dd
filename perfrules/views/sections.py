"""Titled notes and tables of text, for a terminal and as Markdown; last columns may be long."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from perfrules.problem import printable, width_of
from perfrules.views.to_markdown import escaped
from perfrules.views.wrapping import padded, wrapped

_GAP = "  "
_NARROW = 24
"""A last column with less room than this stands below its row."""


@frozen
class Section:
    """A title, notes below it, and a table whose last column may be long."""

    title: str
    notes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    """Empty for a table without heads."""
    rows: tuple[tuple[str, ...], ...] = ()
    right: frozenset[int] = frozenset()
    """Columns of numbers."""


def sections_text(sections: Iterable[Section], width: int = 80) -> str:
    """Sections with aligned columns, no line wider than `width` but for what cannot be broken."""
    return "\n\n".join("\n".join(_block(section, width)) for section in sections)


def sections_markdown(sections: Iterable[Section]) -> str:
    """Sections with tables."""
    lines: list[str] = []
    for section in sections:
        lines += [f"## {escaped(section.title)}", ""]
        lines += [text for note in section.notes for text in (escaped(note), "")]
        if section.rows:
            heads = section.heads or ("",) * len(section.rows[0])
            marks = ("---:" if i in section.right else "---" for i in range(len(heads)))
            lines += [_row(heads), _row(tuple(marks))]
            lines += [_row([escaped(cell) for cell in row]) for row in section.rows]
            lines.append("")
    return "\n".join(lines).rstrip("\n")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _block(section: Section, width: int) -> Iterator[str]:
    yield from wrapped(printable(section.title), width)
    for note in section.notes:
        yield from (_GAP + text for text in wrapped(printable(note), width - len(_GAP)))
    if section.rows:
        rows = [section.heads, *section.rows] if section.heads else section.rows
        yield from _table([[printable(cell) for cell in row] for row in rows], section, width)


def _table(rows: Sequence[Sequence[str]], section: Section, width: int) -> Iterator[str]:
    """Columns side by side; the last one is broken into lines, or goes below the others."""
    fronts = [max(width_of(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    room = width - len(_GAP) - sum(front + len(_GAP) for front in fronts)
    last = len(rows[0]) - 1
    widest = max(width_of(row[last]) for row in rows)
    for row in rows:
        cells = (
            padded(cell, front, right=i in section.right)
            for i, (cell, front) in enumerate(zip(row, fronts, strict=False))
        )
        head = _GAP + "".join(cell + _GAP for cell in cells)
        if room < _NARROW:
            front = _GAP + _GAP.join(cell for cell in row[:-1] if cell)
            yield from (text.rstrip() for text in wrapped(front, width))
            head = _GAP * 3
        indent = len(row[last]) - len(row[last].lstrip())
        aligned = last in section.right and room >= _NARROW
        for text in wrapped(row[last].lstrip(), width - width_of(head) - indent):
            shown = padded(text, widest, right=True) if aligned else " " * indent + text
            yield (head + shown).rstrip()
            head = " " * width_of(head)
