"""A formula's text to its tree: a short part of Python's grammar, a caret on every refusal."""

from collections.abc import Callable

from attrs import define

from perfrules.formula import notation
from perfrules.formula.calls import build_call
from perfrules.formula.functions import ASPECT_WORDS, RESERVED
from perfrules.formula.instead import instead_of_follower, instead_of_start
from perfrules.formula.tokens import Token, refused, tokens
from perfrules.formula.tree import (
    Choice,
    Compare,
    Comparison,
    Formula,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Operate,
    Property,
    Source,
    Span,
)
from perfrules.formula.units import parse_unit
from perfrules.formula.walk import depth
from perfrules.messages import Text

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _MINUS = range(1, 8)
_BINDING: dict[str, int] = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), _COMPARE),
    **dict.fromkeys("+-", _SUM),
    **dict.fromkeys("*/", _PRODUCT),
}
"""How tightly each sign binds, as in Python."""


def parse(source: Source) -> Formula:
    """The tree of a formula.

    Raises Refused (E2xx) with the place of the fault and what to write instead.
    """
    parser = _Parser(source, tokens(source))
    tree = parser.expression()
    if parser.token.kind != "end":
        raise parser.unexpected_follower()
    if depth(tree) > notation.MOST_DEPTH:
        raise _too_deep(Span(source, 0, 1))
    return Formula(source, tree)


def _too_deep(at: Span) -> Exception:
    what = Text("公式嵌套的层数", "levels of a formula")
    most = str(notation.MOST_DEPTH)
    return refused(
        "E204", at, what=what, most=most, found=Text(f"超过 {most}", f"more than {most}")
    )


@define
class _Parser:
    """Reads tokens from the left; each method takes the tokens of what it returns."""

    source: Source
    found: list[Token]
    position: int = 0
    depth: int = 0

    @property
    def token(self) -> Token:
        return self.found[self.position]

    def next(self) -> Token:
        self.position += 1
        return self.found[self.position - 1]

    def sign(self, *signs: str) -> str | None:
        """Which of the signs comes next, if any does."""
        token = self.token
        return token.text if token.kind == "sign" and token.text in signs else None

    def span(self, start: int) -> Span:
        """From the token at a position to the last one taken."""
        return Span(self.source, self.found[start].at.start, self.found[self.position - 1].at.end)

    def expression(self) -> Node:
        """`A if C else B`, or less."""
        start = self.position
        then = self.nested(lambda: self.operation(_OR))
        if not self.sign("if"):
            return then
        opened = self.next()
        condition = self.operation(_OR)
        if not self.sign("else"):
            raise refused("E213", opened.at)
        self.next()
        otherwise = self.nested(self.expression)
        return If(condition, then, otherwise, at=self.span(start))

    def nested(self, read: Callable[[], Node]) -> Node:
        """One level deeper, within bounds."""
        self.depth += 1
        if self.depth > notation.MOST_DEPTH:
            raise _too_deep(self.token.at)
        node = read()
        self.depth -= 1
        return node

    def operation(self, least: int) -> Node:
        """Operands joined by signs that bind at least so tightly."""
        start = self.position
        left = self.operand(least)
        while (sign := self.sign(*_BINDING)) and (binding := _BINDING[sign]) >= least:
            if binding == _COMPARE:
                left = self.comparison(left, start)
            elif sign in ("and", "or"):
                left = self.logic(left, sign, binding, start)
            else:
                self.next()
                right = self.operation(binding + 1)
                left = Operate(sign, left, right, at=self.span(start))  # type: ignore[arg-type]
        return left

    def logic(self, first: Node, sign: str, binding: int, start: int) -> Node:
        parts = [first]
        while self.sign(sign):
            self.next()
            parts.append(self.operation(binding + 1))
        return Logic(sign, tuple(parts), at=self.span(start))  # type: ignore[arg-type]

    def comparison(self, first: Node, start: int) -> Node:
        rest: list[tuple[Comparison, Node]] = []
        while sign := self.sign("<", "<=", ">", ">=", "==", "!="):
            token = self.next()
            rest.append((sign, self.operation(_COMPARE + 1)))  # type: ignore[arg-type]
            directions = {s[0] for s, _ in rest}
            if len(rest) > 1 and (len(rest) > 2 or len(directions) > 1 or directions & set("=!")):
                raise refused("E214", token.at)
        return Compare(first, tuple(rest), at=self.span(start))

    def operand(self, least: int) -> Node:
        """A value, perhaps with `-` or `not` before it."""
        start = self.position
        if self.sign("-"):
            self.next()
            operand = self.nested(lambda: self.operand(_MINUS))
            return Negate(operand, at=self.span(start))
        if self.sign("not") and least <= _NOT:
            self.next()
            operand = self.nested(lambda: self.operation(_NOT))
            return Not(operand, at=self.span(start))
        return self.value()

    def value(self) -> Node:
        token = self.token
        match token.kind:
            case "number":
                self.next()
                return self.number(token)
            case "text":
                self.next()
                return Choice(token.text, at=token.at)
            case "quoted":
                self.next()
                return Name(token.text, at=token.at)
            case "name":
                return self.name()
            case "sign" if token.text == "(":
                self.next()
                inner = self.expression()
                if not self.sign(")"):
                    raise self.unexpected_follower()
                self.next()
                return inner
            case _:
                raise refused(
                    "E210", token.at, got=_shown(token), instead=instead_of_start(token.text)
                )

    def number(self, token: Token) -> Number:
        factor = parse_unit(token.unit).factor if token.unit else 1
        return Number(token.value * factor, token.unit, at=token.at)

    def name(self) -> Node:
        start = self.position
        token = self.next()
        if self.sign("("):
            self.next()
            arguments = self.arguments()
            return build_call(token, tuple(arguments), self.span(start))
        if token.text in ASPECT_WORDS:
            return Property(ASPECT_WORDS[token.text], "", at=token.at)
        if token.text in RESERVED:
            raise refused("E215", token.at, name=token.text)
        return Name(token.text, at=token.at)

    def arguments(self) -> list[Node]:
        """Up to and with the closing bracket."""
        arguments: list[Node] = []
        if self.sign(")"):
            self.next()
            return arguments
        while True:
            arguments.append(self.expression())
            if self.sign(")"):
                self.next()
                return arguments
            if not self.sign(","):
                raise self.unexpected_follower()
            self.next()

    def unexpected_follower(self) -> Exception:
        """Behind a value stands something that cannot stand there."""
        before, token = self.found[self.position - 1], self.token
        instead = instead_of_follower(before.kind, token.kind, token.text)
        return refused("E211", token.at, got=_shown(token), instead=instead)


def _shown(token: Token) -> str | Text:
    return token.at.text or Text("公式的结尾", "the end of the formula")
