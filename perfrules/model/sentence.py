"""A sentence with blanks, such as `执行率为 {预算执行率:.2%}`; a blank is a name, no expression."""

import re

from perfrules.files.tables import Table
from perfrules.formula.from_text import parse
from perfrules.formula.tree import Name, Property, Source
from perfrules.model.above import Blank, Sentence
from perfrules.model.terms import Show
from perfrules.problem import Problem, Problems, Refused

_BLANK = re.compile(r"\{([^{}]*)\}")
_DIGITS = re.compile(r"(.*?)(?::\.(\d{1,2})([f%]))?", re.DOTALL)


def sentence(table: Table, key: str) -> Sentence:
    """The sentence of a key; E388 for a blank that is neither a name nor a property of a node.

    A blank may end in `:.2%` or `:.2f`, the digits behind the point.
    """
    return sentence_of(Source(table.text(key), table.document, (*table.path, key)))


def sentence_of(source: Source) -> Sentence:
    """The sentence of a text wherever it stands."""
    text = source.text
    problems = Problems()
    parts: list[str | Blank] = []
    done = 0
    for match in _BLANK.finditer(text):
        parts.append(_words(source, done, match.start(), problems))
        with problems.collecting():
            parts.append(_blank(source, match.start(1), match.end(1)))
        done = match.end()
    parts.append(_words(source, done, len(text), problems))
    problems.refuse_if_any()
    return Sentence(text, tuple(part for part in parts if part))


def _words(source: Source, start: int, end: int, problems: Problems) -> str:
    words = source.text[start:end]
    if "{" in words or "}" in words:
        fields = {"text": words.strip()}
        problems.found.append(Problem("E388", source.place(start, end), fields))
    return words


def _blank(source: Source, start: int, end: int) -> Blank:
    inside, place = source.text[start:end], source.place(start, end)
    match = _DIGITS.fullmatch(inside)
    assert match is not None, "it matches every text"
    name = match[1]
    try:
        read = parse(Source(name, source.document, source.path, source.offset + start))
    except Refused:
        raise Refused(Problem("E388", place, {"text": f"{{{inside}}}"})) from None
    if not isinstance(read.tree, Name | Property):
        raise Refused(Problem("E388", place, {"text": f"{{{inside}}}"}))
    show = Show(int(match[2]), percent=match[3] == "%") if match[2] else None
    return Blank(read, show, place)
