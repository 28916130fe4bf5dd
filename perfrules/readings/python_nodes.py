"""A formula's tree as nodes of Python's `ast`, the form that simpleeval walks."""

import ast
from collections.abc import Iterable
from typing import Any, assert_never

from attrs import field, frozen

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
)
from perfrules.readings.values import name_of_judgement, name_of_property


class GivenName(ast.Name):
    """Whether a name has a value."""


class NothingName(ast.Name):
    """A place that has no value."""


class FoldCall(ast.Call):
    """A function over the rows of a table: its arguments are read once for each row."""


_SIGNS: dict[str, type[ast.AST]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "/": ast.Div,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
    "and": ast.And,
    "or": ast.Or,
}


@frozen(eq=False, repr=False)
class Compiled:
    """A tree made ready for simpleeval, once; any thread may evaluate it."""

    node: Node
    code: ast.expr = field(repr=False)


def compile_number(node: Node) -> Compiled:
    """The tree as Python's nodes, whose constants are exact; nothing in it is Python's to run."""
    return Compiled(node, code_of(node))


def code_of(node: Node) -> Any:
    """The node of Python that stands for a tree; its `tree` leads back."""
    code = _python_node(node)
    code.tree = node
    return code


def _codes(nodes: Iterable[Node]) -> list[Any]:
    return [code_of(node) for node in nodes]


def _python_node(node: Node) -> Any:
    match node:
        case Number(value):
            return ast.Constant(value)  # type: ignore[arg-type]  # a rational is no Python literal
        case Choice(text):
            return ast.Constant(text)
        case Name(name):
            return ast.Name(name)
        case Property(aspect, of):
            return ast.Name(name_of_property(aspect, of))
        case Judgement(of):
            return ast.Name(name_of_judgement(of))
        case Given(name):
            return GivenName(name)
        case Negate(operand):
            return ast.UnaryOp(ast.USub(), code_of(operand))
        case Not(operand):
            return ast.UnaryOp(ast.Not(), code_of(operand))
        case Operate(op, left, right):
            return ast.BinOp(code_of(left), _SIGNS[op](), code_of(right))  # type: ignore[arg-type]
        case Compare(first, rest):
            signs: list[Any] = [_SIGNS[sign]() for sign, _ in rest]
            return ast.Compare(code_of(first), signs, _codes(operand for _, operand in rest))
        case Logic(op, parts):
            return ast.BoolOp(_SIGNS[op](), _codes(parts))  # type: ignore[arg-type]
        case If(condition, then, otherwise):
            return ast.IfExp(code_of(condition), code_of(then), code_of(otherwise))
        case Call(function, arguments):
            return ast.Call(ast.Name(function), _codes(arguments), [])
        case Nothing(why):
            return NothingName(why)
        case Fold(function, _, each, weight, where):
            call: Any = FoldCall(ast.Name(function), [], [])
            call.parts = tuple(
                None if part is None else code_of(part) for part in (each, weight, where)
            )
            return call
        case _:
            assert_never(node)
