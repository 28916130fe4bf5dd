"""Text broken into lines of terminal columns, where a Chinese character takes two."""

import re

from perfrules.problem import width_of

_OPENING = "（〔【「『“‘《"
_CLOSING = "，。；：、！？）〕】」』”’》…"
_WIDE = "[^\0-\u2e7f]"  # one range is quick to compile; what it takes in besides may break too
_WORD = rf"(?:(?![\s{_OPENING}{_CLOSING}])[\0-\u2e7f])+"
# A word that ends in a bracket, such as `min(`, takes what it opens along.
_PIECE = re.compile(
    rf"\s+|[{_OPENING}]*(?:(?![{_OPENING}{_CLOSING}]){_WIDE}|{_WORD}(?:(?<=\(){_WIDE})?)?[{_CLOSING}]*"
)
"""A blank, a Chinese character or a word, each with its opening and closing signs."""


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than `width` (at least 4); one line of an empty text."""
    if width_of(text) <= width:
        return [text.rstrip()]
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(text):
        if width_of(line + piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        if width_of(line.rstrip()) > width:
            *heads, line = _cut(line, width)
            lines += heads
    return [*lines, line.rstrip()] if line.strip() else lines


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text with blanks up to a width; longer text stays as it is."""
    blanks = " " * (width - width_of(text))
    return blanks + text if right else text + blanks


def _cut(text: str, width: int) -> list[str]:
    """A word too long for a line, in parts that fit; one pass, for a word may fill a file."""
    parts: list[str] = []
    start = taken = 0
    for end, character in enumerate(text.rstrip()):
        taken += width_of(character)
        if taken > width and end > start:
            parts.append(text[start:end])
            start, taken = end, width_of(character)
    return [*parts, text[start:]]
