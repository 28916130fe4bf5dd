"""A call as the author wrote it to its node: how many arguments, and which must be names."""

from attrs import frozen

from perfrules.formula.functions import (
    ASPECT_FUNCTIONS,
    ENGLISH_NAME,
    FUNCTIONS,
    RESERVED,
    TABLE_FUNCTIONS,
    Function,
    TableFunction,
)
from perfrules.formula.notation import PLAIN_WORD
from perfrules.formula.tokens import Token, refused
from perfrules.formula.tree import Call, Fold, Given, If, Name, Node, Number, Property, Span
from perfrules.messages import Text
from perfrules.problem import did_you_mean

_ROUNDINGS = ("round", "round_up", "round_down")


def build_call(called: Token, arguments: tuple[Node, ...], at: Span) -> Node:
    """The node of `called(arguments)`.

    Raises Refused for an unknown function (E216), a wrong count of arguments (E217), an
    argument that must be a plain name (E218), a step (E219) or points (E220) that cannot be.
    """
    word = called.text
    if word in ASPECT_FUNCTIONS:
        _Shape(1, 1, f"{word}(…)").refuse_unless(arguments, called)
        return Property(ASPECT_FUNCTIONS[word], _plain_name(word, arguments[0]), at=at)
    name = ENGLISH_NAME.get(word)
    if name is None:
        raise _unknown(called)
    if name == "IF":
        _Shape(3, 3, "IF(C, A, B)").refuse_unless(arguments, called)
        return If(*arguments, at=at)
    if name == "given":
        _Shape(1, 1, "given(x)").refuse_unless(arguments, called)
        return Given(_plain_name(word, arguments[0]), at=at)
    if name in TABLE_FUNCTIONS:
        return _fold(called, TABLE_FUNCTIONS[name], arguments, at)
    return _call(called, FUNCTIONS[name], arguments, at)


def _call(called: Token, function: Function, arguments: tuple[Node, ...], at: Span) -> Call:
    shape = _Shape(function.fewest, function.most, function.shape)
    shape.refuse_unless(arguments, called)
    if function.name in _ROUNDINGS or function.name == "steps":
        _refuse_step(function.name, arguments[1])
    if function.name == "interpolate":
        _refuse_points(called, arguments)
    return Call(function.name, arguments, at=at)


def _fold(called: Token, function: TableFunction, arguments: tuple[Node, ...], at: Span) -> Fold:
    shape = _Shape(function.fewest, function.most, function.shape)
    shape.refuse_unless(arguments, called)
    table = _plain_name(called.text, arguments[0])
    rest = list(arguments[1:])
    each = rest.pop(0) if rest else None
    weight = rest.pop(0) if function.name == "weighted_mean" else None
    where = rest.pop(0) if rest else None
    return Fold(function.name, table, each, weight, where, at=at)


@frozen
class _Shape:
    """How many arguments a function takes, and how a call is written."""

    fewest: int
    most: int
    written: str

    def refuse_unless(self, arguments: tuple[Node, ...], called: Token) -> None:
        """Raise Refused when there are too few arguments or too many."""
        if self.fewest <= len(arguments) <= self.most:
            return
        takes = Text(f"{self.fewest} 个", f"{self.fewest}")
        if self.fewest != self.most:
            takes = Text(f"{self.fewest} 到 {self.most} 个", f"{self.fewest} to {self.most}")
        raise _wrong_count(called, takes, len(arguments), self.written)


def _wrong_count(called: Token, takes: Text, found: int, shape: str) -> Exception:
    counted = str(found)
    return refused("E217", called.at, name=called.text, takes=takes, found=counted, shape=shape)


def _plain_name(word: str, argument: Node) -> str:
    if not isinstance(argument, Name):
        raise refused("E218", _place_of(argument), name=word)
    return argument.name


def _refuse_step(function: str, step: Node) -> None:
    """A step is above 0; a whole number from 2 to 9 is meant as a number of decimals."""
    if not isinstance(step, Number):
        return
    if step.value == 0 and function != "steps":
        whole = Text("取整请写 1", "for whole numbers write 1")
        raise refused("E219", _place_of(step), step="0", instead=whole)
    if step.value == 0:
        raise refused("E252", _place_of(step), step="0")
    if function != "steps" and step.unit is None and step.value in range(2, 10):
        digits = int(step.value)
        decimals = "0." + "1".rjust(digits, "0")
        instead = Text(
            f"{digits} 位小数请写 {decimals}；确为 {digits} 的倍数请写 {digits} × 1",
            f"for {digits} decimals write {decimals}, for multiples of {digits} {digits} × 1",
        )
        raise refused("E219", _place_of(step), step=str(digits), instead=instead)


def _refuse_points(called: Token, arguments: tuple[Node, ...]) -> None:
    """Behind x come pairs, with growing first parts."""
    if len(arguments) % 2 == 0:
        takes = Text("x 和成对的点作", "x and pairs of points as")
        raise _wrong_count(called, takes, len(arguments), FUNCTIONS["interpolate"].shape)
    last: Number | None = None
    for x in arguments[1::2]:
        if isinstance(x, Number):
            if last is not None and x.value <= last.value:
                raise refused("E220", _place_of(x))
            last = x


def _unknown(called: Token) -> Exception:
    word = called.text
    small = word.lower()
    if small in PLAIN_WORD:
        guess = Text("；请写成 甲 且 乙、甲 或 乙、非 甲", "; write a and b, a or b, not a")
    elif small in ENGLISH_NAME:
        guess = Text(f"；是否应为 {small}？", f"; did you mean {small}?")
    else:
        guess = did_you_mean(word, RESERVED)
    return refused("E216", called.at, name=word, guess=guess)


def _place_of(node: Node) -> Span:
    assert node.at is not None, "a parsed node knows its place"
    return node.at
