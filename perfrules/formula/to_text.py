"""A tree to the text that an author would write for it, in the policy's signs."""

from fractions import Fraction
from typing import assert_never

from perfrules.formula.digits import exact_text
from perfrules.formula.functions import RESERVED
from perfrules.formula.notation import MOST_DIGITS, MOST_EXPONENT, QUOTES, is_bare_name
from perfrules.formula.tree import (
    Aspect,
    Call,
    Choice,
    Compare,
    Fold,
    Given,
    If,
    Judgement,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Property,
)
from perfrules.formula.units import parse_unit

_SIGN = {"+": "+", "-": "−", "*": "×", "/": "÷", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}
_WORD = {"and": "且", "or": "或"}
_BARE: dict[Aspect, str] = {
    "points": "分值", "value": "指标值", "score": "得分", "rate": "得分率",
    "rank": "名次", "count": "总数",
}  # fmt: skip
_OF: dict[Aspect, str] = {**_BARE, "points": "满分"}

_IF, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _MINUS, _VALUE = range(9)


def to_text(tree: Node) -> str:
    """The formula with as few brackets as Python's grammar needs; parsing it gives the tree."""
    return _text(tree)[0]


def name_text(name: str) -> str:
    """A name as it stands in a formula: bare if it can, else 「name」."""
    return name if is_bare_name(name) and name not in RESERVED else f"「{name}」"


def _within(node: Node, least: int) -> str:
    """The text of a part, in brackets when it binds less tightly than needed."""
    text, binding = _text(node)
    return text if binding >= least else f"({text})"


def _call(name: str, *arguments: str) -> str:
    return f"{name}({', '.join(arguments)})"


def _text(node: Node) -> tuple[str, int]:
    """The text of a node, and how tightly it binds."""
    match node:
        case Number(value, unit):
            return _number(value, unit)
        case Choice(text):
            return _quoted(text), _VALUE
        case Name(name):
            return name_text(name), _VALUE
        case Property(aspect, of):
            return (_call(_OF[aspect], name_text(of)) if of else _BARE[aspect]), _VALUE
        case Judgement(of):
            return _call("评定得分", name_text(of)), _VALUE
        case Given(name):
            return _call("已填", name_text(name)), _VALUE
        case Negate(operand):
            return f"−{_within(operand, _MINUS)}", _MINUS
        case Not(operand):
            return f"非 {_within(operand, _NOT)}", _NOT
        case Operate(op, left, right):
            binding = _SUM if op in "+-" else _PRODUCT
            text = f"{_within(left, binding)} {_SIGN[op]} {_within(right, binding + 1)}"
            return text, binding
        case Compare(first, rest):
            parts = [_within(first, _SUM)]
            parts += (f"{_SIGN.get(sign, sign)} {_within(part, _SUM)}" for sign, part in rest)
            return " ".join(parts), _COMPARE
        case Logic(op, conditions):
            binding = _AND if op == "and" else _OR
            words = (_within(part, binding + 1) for part in conditions)
            return f" {_WORD[op]} ".join(words), binding
        case If(condition, then, otherwise):
            return _call("如果", to_text(condition), to_text(then), to_text(otherwise)), _VALUE
        case Call(function, arguments):
            return _call(function, *(to_text(part) for part in arguments)), _VALUE
        case Nothing(why):
            return f"〈{why}〉", _VALUE
        case Fold(function, table, each, weight, where):
            read = [part for part in (each, weight, where) if part is not None]
            return _call(function, name_text(table), *(to_text(part) for part in read)), _VALUE
        case _:
            assert_never(node)


def _number(value: Fraction, unit: str | None) -> tuple[str, int]:
    number = value / parse_unit(unit).factor if unit else value
    text = exact_text(number).replace("-", "−")
    if "/" in text:
        return text.replace("/", " ÷ ") + (f" × 1{unit}" if unit else ""), _PRODUCT
    if sum(map(str.isdigit, text)) > MOST_DIGITS:
        text = _with_exponent(number) or text
    return text + (unit or ""), _MINUS if value < 0 else _VALUE


def _with_exponent(number: Fraction) -> str:
    """A number with few digits but many places as an author writes it; else nothing."""
    for exponent in (MOST_EXPONENT, -MOST_EXPONENT):
        digits = exact_text(number / Fraction(10) ** exponent).replace("-", "−")
        if sum(map(str.isdigit, digits)) <= MOST_DIGITS and "/" not in digits:
            return f"{digits}e{exponent}"
    return ""


def _quoted(text: str) -> str:
    """A parsed text lacks at least the quotes that it stood in."""
    opening, closing = next(pair for pair in QUOTES.items() if not set(pair) & set(text))
    return f"{opening}{text}{closing}"
