"""A formula as the derivation a person reads: in its author's words, with the numbers put in."""

from collections.abc import Callable, Iterator
from typing import assert_never

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.functions import FUNCTIONS
from perfrules.formula.to_text import name_text
from perfrules.formula.tree import (
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
    Span,
)
from perfrules.messages import Lang, Text
from perfrules.readings.figures import exact_text

Shown = Callable[[Node], str | None]
"""The number to put in for a name, a property, a judgement or a fold; None keeps the word."""

_SIGNS = {
    "+": "+", "-": "−", "*": "×", "/": "÷",
    "<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠",
}  # fmt: skip
_WORDS = {
    "and": Text("且", "and"),
    "or": Text("或", "or"),
    "not": Text("非", "not"),
    "if": Text("如果", "IF"),
    "points": Text("分值", "points"),
    "value": Text("指标值", "value"),
    "score": Text("得分", "score"),
    "rate": Text("得分率", "rate"),
    "rank": Text("名次", "rank"),
    "count": Text("总数", "count"),
}
_PLAIN_TO_POLICY = (("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("==", "="), ("*", "×"), ("/", "÷"))

# How tightly a node holds together; a looser one inside a tighter one needs brackets.
_IF, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _NEGATE, _ATOM = range(9)


def substituted(node: Node, shown: Shown, lang: Lang = "zh") -> str:
    """The formula with numbers put in, in the policy's signs (× ÷ ≥ 且).

    What its author wrote stays as written around the numbers; what the engine spelled out is
    written in the same way, in the language of the methodology.
    """
    return _Writer(shown, lang).read(node)


def written(node: Node, lang: Lang = "zh") -> str:
    """The formula with its names, also where the engine put it together from an author's parts."""
    return substituted(node, lambda _: None, lang)


@frozen
class _Writer:
    """Writes trees with the numbers that `shown` gives."""

    shown: Shown
    lang: Lang

    def read(self, node: Node) -> str:
        if node.at is not None and _all_within(node, node.at):
            return self.spliced(node, node.at)
        return self.spelled(node)

    def spliced(self, node: Node, at: Span) -> str:
        """The author's text with each name replaced by its number."""
        text, done = "", at.start
        for start, end, leaf in sorted(_spans(node), key=lambda span: span[0]):
            text += _policy_signs(at.source.text[done:start])
            text += self.leaf(leaf, alone=leaf is node)
            done = end
        return text + _policy_signs(at.source.text[done : at.end])

    def leaf(self, node: Node, *, alone: bool = False) -> str:
        number = self.shown(node)
        if number is not None:
            return f"({number})" if number.startswith("−") and not alone else number
        if node.at is not None:
            return node.at.text
        match node:
            case Number(value):
                return exact_text(value).replace("-", "−")
            case Property(aspect):
                return self.word(aspect)
            case Name(name) | Judgement(name):
                return name_text(name)
            case _:
                # The engine itself writes no texts, folds or questions after facts.
                return "—"

    def spelled(self, node: Node) -> str:
        """The text of a node that has none of its own."""
        match node:
            case Negate(operand):
                return f"−{self.part(operand, _NEGATE)}"
            case Not(operand):
                return f"{self.word('not')} {self.part(operand, _COMPARE)}"
            case Operate(op, left, right):
                least = _tightness(node)
                right_least = least + 1 if op in "-/" else least
                return f"{self.part(left, least)} {_SIGNS[op]} {self.part(right, right_least)}"
            case Compare(first, rest):
                pairs = (f" {_SIGNS[sign]} {self.part(inner, _SUM)}" for sign, inner in rest)
                return self.part(first, _SUM) + "".join(pairs)
            case Logic(op, parts):
                least = _tightness(node) + 1
                return f" {self.word(op)} ".join(self.part(inner, least) for inner in parts)
            case If(condition, then, otherwise):
                return self.call(self.word("if"), (condition, then, otherwise))
            case Call(function, arguments):
                chinese = self.lang == "zh" and function not in ("min", "max")
                return self.call(FUNCTIONS[function].chinese if chinese else function, arguments)
            case (
                Number()
                | Choice()
                | Name()
                | Property()
                | Judgement()
                | Given()
                | Fold()
                | Nothing()
            ):
                return self.leaf(node)
            case _:
                assert_never(node)

    def part(self, node: Node, least: int) -> str:
        """A part, in brackets when it holds together less tightly than its place asks."""
        text = self.read(node)
        return f"({text})" if _tightness(node) < least else text

    def call(self, function: str, arguments: tuple[Node, ...]) -> str:
        return f"{function}({', '.join(self.read(argument) for argument in arguments)})"

    def word(self, word: str) -> str:
        return _WORDS[word].in_(self.lang)


def _spans(node: Node) -> Iterator[tuple[int, int, Node]]:
    """Where the leaves stand, all of which their author wrote."""
    for leaf in _leaves(node):
        assert leaf.at is not None
        yield leaf.at.start, leaf.at.end, leaf


def _all_within(node: Node, at: Span) -> bool:
    """Whether each leaf stands in the node's own text; a name that was spelled out does not."""
    return all(
        leaf.at is not None
        and leaf.at.source is at.source
        and at.start <= leaf.at.start
        and leaf.at.end <= at.end
        for leaf in _leaves(node)
    )


def _leaves(node: Node) -> Iterator[Node]:
    """The outermost nodes that are replaced or kept as a whole."""
    if isinstance(node, Number | Choice | Name | Property | Judgement | Given | Fold | Nothing):
        yield node
        return
    for child in walk.children(node):
        yield from _leaves(child)


def _tightness(node: Node) -> int:
    match node:
        case If():
            # Spelled out it is a function call; an author may write `A if C else B`.
            return _ATOM if node.at is None else _IF
        case Logic(op):
            return _OR if op == "or" else _AND
        case Not():
            return _NOT
        case Compare():
            return _COMPARE
        case Operate(op):
            return _SUM if op in "+-" else _PRODUCT
        case Negate():
            return _NEGATE
        case _:
            return _ATOM


def _policy_signs(text: str) -> str:
    for plain, policy in _PLAIN_TO_POLICY:
        text = text.replace(plain, policy)
    return text
