"""Characters of a file to line and column, through escapes and line ends."""

import re
from bisect import bisect_right

from perfrules.files.spots import Span
from perfrules.problem import Place

_PIECE = re.compile(
    r"\\u[dD][89abAB]..\\u[dD][c-fC-F].."  # a pair of surrogates in JSON is one character
    r"|\\u.{4}|\\U.{8}|\\x..|\\[ \t]*\n[ \t\n]*|\\.|.",
    re.DOTALL,
)


def letters(literal: str) -> list[Span]:
    """Where each character of a text's value stands in its literal; last, the closing quote."""
    quotes = next((q for q in ('"""', "'''", '"', "'") if literal.startswith(q)), "")
    first, last = len(quotes), len(literal) - len(quotes)
    if len(quotes) == 3 and literal.startswith("\n", first):
        first += 1
    if "'" in quotes or not quotes:
        return [(i, i + 1) for i in range(first, last)] + [(last, last + 1)]
    pieces = [m.span() for m in _PIECE.finditer(literal, first, last) if not _is_folded(m[0])]
    return [*pieces, (last, last + 1)]


def line_starts(text: str) -> list[int]:
    """Where each line begins."""
    return [0, *(m.end() for m in re.finditer("\n", text))]


def place_of(file: str, text: str, starts: list[int], span: Span) -> Place:
    """Line and column of a span, as far as it stands on one line."""
    start, end = span
    line = bisect_right(starts, start)
    left = starts[line - 1]
    right = starts[line] - 1 if line < len(starts) else len(text)
    width = max(1, min(end, right) - start)
    return Place(file, line, start - left + 1, width, text[left:right])


def place_at(file: str, text: str, start: int, end: int | None = None) -> Place:
    """Line and column of the characters from start to end, of a text that is not read on."""
    return place_of(file, text, line_starts(text), (start, start + 1 if end is None else end))


def _is_folded(piece: str) -> bool:
    """Whether a backslash at the end of a line takes the line end away."""
    return piece.startswith("\\") and "\n" in piece
