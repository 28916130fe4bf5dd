"""A formula's text as tokens that know their place; everything no formula has is refused here."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from perfrules.formula import notation
from perfrules.formula.instead import instead_of_character, instead_of_number, instead_of_sign
from perfrules.formula.tree import Source, Span
from perfrules.formula.units import parse_unit
from perfrules.messages import Text
from perfrules.problem import Problem, Refused

_NUMBER = re.compile(r"(\d+(?:_\d+)*)?(?:\.(\d+(?:_\d+)*)?)?(?:[eE]([-+]?\d+))?", re.ASCII)
_DATE = re.compile(r"\d{4}(-\d{1,2}-\d{1,2}|年\d{1,2}月)", re.ASCII)
_GLUED = re.compile(rf"[%％.．{notation.DIGIT}A-Za-z_{notation.HAN}]*")


@frozen(eq=False, repr=False)
class Token:
    """One piece of a formula: its kind, its plain text, where it stands."""

    kind: Literal["number", "name", "quoted", "text", "sign", "end"]
    text: str
    at: Span
    value: Fraction = field(default=Fraction(0), kw_only=True)
    """Of a number, as written: 93.77 for 93.77%."""
    unit: str | None = field(default=None, kw_only=True)


def refused(code: str, at: Span, **fields: str | Text) -> Refused:
    """One problem of a formula, with its place."""
    return Refused(Problem(code, at.place(), fields))


def tokens(source: Source) -> list[Token]:
    """The tokens of a formula, with one of kind `end` behind the last.

    Raises Refused with a caret under the first thing that no formula has.
    """
    if len(source.text) > notation.LONGEST_FORMULA:
        raise refused(
            "E204",
            Span(source, 0, 1),
            what=Text("公式的字符数", "characters of a formula"),
            most=str(notation.LONGEST_FORMULA),
            found=str(len(source.text)),
        )
    found = list(_pieces(source))
    end = len(source.text.rstrip())
    found.append(Token("end", "", Span(source, end, end)))
    _refuse_unpaired_brackets(found)
    return found


def _pieces(source: Source) -> Iterator[Token]:
    position = count = 0
    while position < len(source.text):
        match = notation.TOKEN.match(source.text, position)
        if match is None:
            raise _unreadable(source, position)
        kind = match.lastgroup
        at = Span(source, position, match.end())
        position = match.end()
        if kind == "blank":
            continue
        token = _token(kind or "", at)
        position = token.at.end
        count += 1
        if count > notation.MOST_TOKENS:
            what = Text("公式的项数（数、名称、运算符）", "numbers, names and signs of a formula")
            raise _too_many(what, notation.MOST_TOKENS, token.at)
        yield token


def _token(kind: str, at: Span) -> Token:
    match kind:
        case "number":
            return _number(at)
        case "name" | "quoted":
            first = notation.stray(at.text) if kind == "name" else None
            if first is not None:
                raise _unreadable(at.source, at.start + first)
            return _name(kind, at)
        case "text":
            _refuse_hidden(at, notation.LONGEST_TEXT, Text("引号内的字数", "characters of a text"))
            return Token("text", at.text[1:-1], at)
        case "sign":
            return Token("sign", notation.plain_sign(at.text), at)
        case _:
            raise refused("E201", at, sign=at.text, instead=instead_of_sign(at.text))


def _name(kind: str, at: Span) -> Token:
    name = at.text if kind == "name" else at.text[1:-1]
    if kind == "name" and name in notation.PLAIN_WORD:
        return Token("sign", notation.PLAIN_WORD[name], at)
    _refuse_hidden(at, notation.LONGEST_NAME, Text("名称的字数", "characters of a name"))
    if not name.strip() or name != name.strip():
        raise refused("E206", at)
    if name.startswith("__"):
        raise refused("E207", at, name=name)
    return Token("quoted" if kind == "quoted" else "name", name, at)


def _number(at: Span) -> Token:
    """A number with the unit behind it; at holds its digits only."""
    source, start, end = at.source, at.start, at.end
    written = notation.narrow(at.text)
    date = _DATE.match(source.text, start)
    tail = _GLUED.match(source.text, end)
    glued = tail.group() if tail else ""
    unit = notation.UNIT.match(source.text, end)
    whole = Span(source, start, date.end() if date else end + len(glued))
    reason = instead_of_number(written, glued, is_date=date is not None)
    if reason is not None:
        raise refused("E203", whole, number=whole.text, instead=reason)
    value = _value(written, at)
    if unit is None:
        return Token("number", written, at, value=value)
    word = "百分点" if unit.group() == "个百分点" else notation.narrow(unit.group())
    parse_unit(word)
    return Token("number", written, Span(source, start, unit.end()), value=value, unit=word)


def _value(written: str, at: Span) -> Fraction:
    """The exact value of a number's text, of bounded size."""
    parts = _NUMBER.fullmatch(written)
    if parts is None:  # an underscore that does not stand between two digits
        raise refused(
            "E203",
            at,
            number=written,
            instead=Text(
                "“_”只能单个夹在两个数字之间，如 1_000", "put single _ between digits: 1_000"
            ),
        )
    whole, decimals, exponent = parts.groups()
    digits = ((whole or "") + (decimals or "")).replace("_", "")
    if len(digits) > notation.MOST_DIGITS:
        raise _too_long(Text("一个数的位数", "digits of a number"), notation.MOST_DIGITS, at)
    if exponent and (len(exponent) > 3 or abs(int(exponent)) > notation.MOST_EXPONENT):
        raise _too_long(Text("指数的大小", "size of an exponent"), notation.MOST_EXPONENT, at)
    return Fraction(written.replace("_", ""))


def _too_many(what: Text, most: int, at: Span) -> Refused:
    found = Text(f"超过 {most}", f"more than {most}")
    return refused("E204", at, what=what, most=str(most), found=found)


def _too_long(what: Text, most: int, at: Span) -> Refused:
    return refused("E212", at, what=what, most=str(most))


def _refuse_hidden(at: Span, longest: int, what: Text) -> None:
    """A name or text has visible characters only, no escapes, not too many."""
    quoted = at.text[0] in "「'\"“‘"
    if len(at.text) > longest + 2 * quoted:
        raise _too_long(what, longest, Span(at.source, at.start, at.start + 1))
    for index, character in enumerate(at.text):
        if not character.isprintable() or character == "\\":
            here = Span(at.source, at.start + index, at.start + index + 1)
            raise refused("E202", here, **instead_of_character(character))


def _unreadable(source: Source, position: int) -> Refused:
    character = source.text[position]
    at = Span(source, position, position + 1)
    if character in "「'\"“‘":
        return refused("E205", at, opening=character)
    if character.isascii() and character.isprintable():
        return refused("E201", at, sign=character, instead=instead_of_sign(character))
    return refused("E202", at, **instead_of_character(character))


def _refuse_unpaired_brackets(found: list[Token]) -> None:
    opened: list[Token] = []
    for token in found:
        if token.kind == "sign" and token.text == "(":
            opened.append(token)
            if len(opened) > notation.MOST_BRACKETS:
                what = Text("括号的层数", "brackets within brackets")
                raise _too_many(what, notation.MOST_BRACKETS, token.at)
        elif token.kind == "sign" and token.text == ")":
            if not opened:
                raise refused("E209", token.at)
            opened.pop()
    if opened:
        raise refused("E208", opened[-1].at)
