"""What a parsed value may be: bounded numbers, plain names, bounded depth, visible characters."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple

from perfrules.files.alike import looks
from perfrules.files.places import place_at
from perfrules.files.spots import Path
from perfrules.files.tables import Document
from perfrules.files.text import unseen
from perfrules.problem import Place, Problem, Refused, in_order

MOST_DIGITS = 40
MOST_DEPTH = 32
MOST_LETTERS = 200
"""Of a name."""
_MOST_SHOWN = 50
_TOO_LONG: int = 10**MOST_DIGITS


class Unfit(NamedTuple):
    """Stands for a number that cannot be taken, until its place is known."""

    code: str


def exact_decimal(text: str) -> Decimal | Unfit:
    """The number as written; every digit is kept, 93.770 has three after the point."""
    digits, _, exponent = text.replace("_", "").lower().partition("e")
    if not digits.lstrip("+-")[:1].isdigit():
        return Unfit("E125")
    if _count(digits) > MOST_DIGITS or len(exponent.lstrip("+-0")) > 2 or _far(exponent):
        return Unfit("E126")
    return Decimal(text.replace("_", ""))


def exact_integer(text: str) -> int | Unfit:
    """The whole number as written."""
    return int(text) if _count(text) <= MOST_DIGITS else Unfit("E126")


def is_short(number: int | Decimal | Fraction) -> bool:
    """Whether a number that a program gives is one that a file may hold."""
    if isinstance(number, Decimal):
        _, digits, exponent = number.as_tuple()
        return len(digits) <= MOST_DIGITS and abs(int(exponent)) <= MOST_DIGITS
    return max(abs(number.numerator), number.denominator) < _TOO_LONG


def rough_text(number: int | Decimal | Fraction) -> str:
    """A number of any length in a few characters, for a message."""
    if isinstance(number, Fraction):
        return f"{rough_text(number.numerator)}/{rough_text(number.denominator)}"
    return f"{Decimal(number):.6g}"


def is_name(text: str) -> bool:
    """Whether a text can be a key: not empty, on one line, no long one, no name of Python's own."""
    return 0 < len(text.strip()) <= len(text) <= MOST_LETTERS and not _NO_NAME.search(text)


def refuse_deep(name: str, text: str) -> None:
    """E124 or E126 before a parser that recurses sees the text; brackets in texts do not count."""
    depth = dots = 0
    for match in _SIGN.finditer(text):
        sign = match[0]
        depth += (sign in "[{") - (sign in "]}")
        dots = dots + 1 if sign == "." else 0
        if depth > MOST_DEPTH or dots > MOST_DEPTH:
            fields = {"most": str(MOST_DEPTH)}
            raise Refused(Problem("E124", place_at(name, text, match.start()), fields))
        if sign[0].isdigit():
            raise Refused(_unfit_number("E126", place_at(name, text, *match.span())))


def open_signs(text: str) -> list[int]:
    """Where the brackets stand that are still open at the end of a text; last, a lone quote."""
    stack: list[int] = []
    for match in _SIGN.finditer(text):
        if match[0] in "[{":
            stack.append(match.start())
        elif match[0] in "]}":
            del stack[-1:]
        elif match[0] in {'"', "'", '"""', "'''"}:
            return [*stack, match.start()]  # what follows is the text's
    return stack


def refuse_unfit(document: Document) -> None:
    """Refuse what the parser took and perfrules does not.

    E105, E106: a character from an escape that cannot be seen. E109: an hour. E122, E123: names.
    E124: depth. E125, E126: numbers. E142: null.
    """
    problems = list(islice(_unfit(document), _MOST_SHOWN))
    if problems:
        raise Refused(*in_order(problems))


def _unfit(document: Document) -> Iterator[Problem]:
    rest: list[tuple[Path, Any]] = [((), document.values)]
    while rest:
        path, value = rest.pop()
        if len(path) > MOST_DEPTH:
            yield Problem("E124", document.place(path), {"most": str(MOST_DEPTH)})
            return
        match value:
            case dict():
                yield from _unfit_names(document, path, value)
                rest += [((*path, key), item) for key, item in value.items()]
            case list():
                rest += [((*path, i), item) for i, item in enumerate(value)]
            case str():
                for code, at, character in islice(unseen(value), 1):
                    place = document.place(path, start=at, end=at + 1)
                    yield Problem(code, place, {"character": character})
            case Unfit(code):
                yield _unfit_number(code, document.place(path))
            case int() if abs(value) >= 10**MOST_DIGITS:
                yield _unfit_number("E126", document.place(path))
            case int() | Decimal():
                pass
            case None:
                yield Problem("E142", document.place(path))
            case _ if type(value) is not date:
                yield Problem("E109", document.place(path))


def _unfit_number(code: str, place: Place) -> Problem:
    written = place.source[place.column - 1 :][: place.width]
    return Problem(code, place, {"written": _short(written), "most": str(MOST_DIGITS)})


def _unfit_names(document: Document, path: Path, names: Mapping[str, Any]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name in names:

        def problem(code: str, name: str = name, **fields: str) -> Problem:
            place = document.place((*path, name), key=True)
            return Problem(code, place, {"key": _short(name), **fields})

        same = first.setdefault(looks(name), name)
        if same != name:
            line = document.place((*path, same), key=True).line
            yield problem("E122", first=same, line=str(line))
        if not is_name(name):
            yield problem("E123", most=str(MOST_LETTERS))
        else:
            for code, _, character in islice(unseen(name), 1):
                yield problem(code, character=character)


_NO_NAME = re.compile(r"\A__|[\t\n]")


def _short(text: str) -> str:
    return text if len(text) <= MOST_DIGITS else text[:MOST_DIGITS] + "…"


def _count(number: str) -> int:
    return sum(c.isdigit() for c in number)


def _far(exponent: str) -> bool:
    return bool(exponent) and abs(int(exponent)) > MOST_DIGITS


_SIGN = re.compile(
    r'"""(?:\\.|(?!""")[^\\])*+"""(?:"{1,2})?'
    r"|'''(?:(?!''').)*+'''(?:'{1,2})?"
    r'|(?!""")"(?:[^"\\\n]|\\.)*+"'
    r"|(?!''')'[^'\n]*+'"
    r"|\#[^\n]*"
    r'|"""|\'\'\'|["\'\[\]{}.=,\n]'
    r"|(?<![\w-])[0-9][0-9_]{400,}+",
    re.DOTALL,
)
"""Texts and comments as a whole, and the signs that stand between them."""
