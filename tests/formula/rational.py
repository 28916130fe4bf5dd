"""An oracle of formulas: Python's own parser decides what belongs together, Fractions reckon.

It shares nothing with the engine but the list of names and the tables of facts that a test gives
to both: neither tokenizer nor parser, neither functions nor simpleeval. It takes for granted that
a formula is one, so it is asked only about those that the engine has taken.
"""

import ast
import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor

Value = Fraction | bool | str | date

MOST_BITS = 4096

_SIGNS = str.maketrans(
    "０１２３４５６７８９．％＋－＊／＜＞＝！（），×÷−", "0123456789.%+-*/<>=!(),*/-"
)
_PIECE = re.compile(
    r"""
    (?P<blank>\s+)
  | (?P<name>「[^」]*」)
  | (?P<text>'[^']*'|"[^"]*"|“[^”]*”|‘[^’]*’)
  | (?P<number>(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?)
    (?P<unit>%|[^\W0-9a-zA-Z_]+)?
  | (?P<word>[^\W0-9]\w*)
  | (?P<sign>[<>!=]=|[-+*/<>=(),≥≤≠])
    """,
    re.VERBOSE,
)
_PLAIN = {"=": "==", "≥": ">=", "≤": "<=", "≠": "!=", "且": "and", "或": "or", "非": "not"}
_FACTORS = {"%": Fraction(1, 100), "百分点": Fraction(1, 100), "个百分点": Fraction(1, 100)} | {
    unit: Fraction(size) for unit, size in (("千元", 1000), ("万元", 10**4), ("亿元", 10**8))
}


class NoValueError(Exception):
    """A function has no value for what it is given."""


class OutOfBoundsError(Exception):
    """A number on the way is larger than the engine takes."""


def reckon(formula: str, names: Mapping[str, Value]) -> Value:
    """The value of a formula.

    Raises ZeroDivisionError, NoValueError or OutOfBoundsError where it has none.
    """
    text, known = _in_python(formula, names)
    return _value(ast.parse(f"({text})", mode="eval").body, known)


def _in_python(formula: str, names: Mapping[str, Value]) -> tuple[str, dict[str, Value | str]]:
    """The formula as a Python expression, and what its names stand for."""
    known: dict[str, Value | str] = {}
    pieces: list[str] = []
    position = 0
    text = _narrowed(formula)
    while position < len(text):
        found = _PIECE.match(text, position)
        assert found is not None, f"not read at {position}: {formula!r}"
        position = found.end()
        stands_for: Value | str | None = None
        match found.lastgroup:
            case "blank":
                continue
            case "number" | "unit":
                number = Fraction(found["number"].replace("_", ""))
                stands_for = number * _FACTORS.get(found["unit"] or "", Fraction(1))
            case "text":
                stands_for = found["text"][1:-1]
            case "name":
                stands_for = names[found["name"][1:-1]]
            case "word" if found["word"] in {"and", "or", "not", "if", "else", "且", "或", "非"}:
                pieces.append(_PLAIN.get(found["word"], found["word"]))
                continue
            case "word":
                called = text[position:].lstrip().startswith("(")
                stands_for = found["word"] if called else names[found["word"]]
            case _:
                pieces.append(_PLAIN.get(found["sign"], found["sign"]))
                continue
        name = f"v{len(known)}"
        known[name] = stands_for
        pieces.append(name)
    return " ".join(pieces), known


def _narrowed(formula: str) -> str:
    """Signs made narrow, but for those in quotes."""
    parts = re.split(r"(「[^」]*」|'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’)", formula)
    return "".join(part if i % 2 else part.translate(_SIGNS) for i, part in enumerate(parts))


def _value(node: ast.expr, known: Mapping[str, Value | str]) -> Value:
    def read(part: ast.expr) -> Value:
        return _value(part, known)

    def number(part: ast.expr) -> Fraction:
        value = read(part)
        assert isinstance(value, Fraction), ast.dump(part)
        return value

    match node:
        case ast.Name(id=name):
            return known[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -number(operand)
        case ast.UnaryOp(operand=operand):
            return not read(operand)
        case ast.BinOp(left=left, op=op, right=right):
            one, other = number(left), number(right)
            return _bounded(_OPERATORS[type(op)](one, other))
        case ast.BoolOp(op=op, values=values):
            ends_it = isinstance(op, ast.Or)
            return next((ends_it for part in values if read(part) is ends_it), not ends_it)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return read(body if read(test) else orelse)
        case ast.Compare(left=left, ops=ops, comparators=others):
            before = read(left)
            for sign, part in zip(ops, others, strict=True):  # like Python, as far as needed
                after = read(part)
                if not _COMPARED[type(sign)](before, after):
                    return False
                before = after
            return True
        case ast.Call(func=ast.Name(id=name), args=[test, body, orelse]) if known[name] in {
            "IF",
            "如果",
        }:
            return read(body if read(test) else orelse)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            found = _FUNCTIONS[str(known[name])](*map(read, arguments))
            return _bounded(found) if isinstance(found, Fraction) else found
        case _:
            raise AssertionError(ast.dump(node))


def _bounded(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        raise OutOfBoundsError
    return value


_OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,  # type: ignore[operator]
    ast.LtE: lambda a, b: a <= b,  # type: ignore[operator]
    ast.Gt: lambda a, b: a > b,  # type: ignore[operator]
    ast.GtE: lambda a, b: a >= b,  # type: ignore[operator]
}


def _multiple(x: Fraction, step: Fraction, more: Fraction) -> Fraction:
    """The whole steps in the size of x, one more where at least `more` of a step is left."""
    if step <= 0:
        raise NoValueError
    whole, left = divmod(abs(x), step)
    size = (whole + (left >= more * step and left > 0)) * step
    return -size if x < 0 else size


def _steps(x: Fraction, each: Fraction) -> Fraction:
    if each <= 0:
        raise NoValueError
    return Fraction(floor(x / each))


def _interpolated(x: Fraction, *points: Fraction) -> Fraction:
    pairs = [(points[i], points[i + 1]) for i in range(0, len(points), 2)]
    if [a for a, _ in pairs] != sorted({a for a, _ in pairs}):
        raise NoValueError
    if x <= pairs[0][0]:
        return pairs[0][1]
    for (a, left), (b, right) in pairwise(pairs):
        if x <= b:
            part = (x - a) / (b - a)
            return left * (1 - part) + right * part
    return pairs[-1][1]


def _months(a: date, b: date) -> Fraction:
    """Counted one by one: after so many months comes the same day, or the last of the month."""
    if b < a:
        return -_months(b, a)
    count = 0
    while _later(a, count + 1) <= b.toordinal():
        count += 1
    return Fraction(count)


def _later(day: date, months: int) -> int:
    """The ordinal, which may lie beyond the last year that Python knows."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max.toordinal() + 1
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)).toordinal()


_ENGLISH: Mapping[str, Callable[..., Value]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": lambda x: x if x > 0 else -x,
    "clamp": lambda x, low, high: low if high < low or x < low else min(x, high),
    "round": lambda x, step: _multiple(x, step, Fraction(1, 2)),
    "round_up": lambda x, step: _multiple(x, step, Fraction(0)),
    "round_down": lambda x, step: _multiple(x, step, Fraction(2)),
    "floor": lambda x: x - x % 1,
    "ceil": lambda x: x + -x % 1,
    "steps": _steps,
    "interpolate": _interpolated,
    "days": lambda a, b: Fraction(b.toordinal() - a.toordinal()),
    "months": _months,
    "one_of": lambda x, *texts: x in texts,
}
_CHINESE = {
    "最小": "min", "最大": "max", "绝对值": "abs", "限于": "clamp", "四舍五入": "round",
    "进位": "round_up", "舍去": "round_down", "向下取整": "floor", "向上取整": "ceil",
    "满几档": "steps", "插值": "interpolate", "天数": "days", "满月数": "months", "属于": "one_of",
}  # fmt: skip
_FUNCTIONS = {**_ENGLISH, **{word: _ENGLISH[name] for word, name in _CHINESE.items()}}
