"""The scorecard's formulas, and their translation into the languages of the peers."""

import ast
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_FILE = tomllib.loads((Path(__file__).parent / "formulas.toml").read_text("utf-8"))

FACTS: Mapping[str, int] = _FILE["facts"]
"""With the digits that each has behind the point."""
RATES: Mapping[str, str] = _FILE["rates"]
INDICATORS: Mapping[str, str] = _FILE["indicators"]
GRADES: Mapping[str, int] = _FILE["grades"]
"""From the best down, with the total from which each is reached."""

_SIGNS: Mapping[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.LtE: "<=",
    ast.GtE: ">=",
    ast.And: "and",
    ast.Or: "or",
}


def parsed(text: str) -> ast.expr:
    """The tree of a formula."""
    return ast.parse(text, mode="eval").body


def sign(node: ast.AST) -> str:
    """The sign of an operator."""
    return _SIGNS[type(node)]


def as_text(node: ast.expr, name: Callable[[str], str], call: str, choice: str) -> str:
    """A formula in a language that writes signs between values.

    `call` is how a function of two values is written, with {f}, {a}, {b}; `choice` how a choice is,
    with {c}, {a}, {b}.
    """

    def text(part: ast.expr) -> str:
        match part:
            case ast.Constant(value):
                return repr(value)
            case ast.Name(id=known):
                return name(known)
            case ast.BinOp(left, op, right):
                return f"({text(left)} {sign(op)} {text(right)})"
            case ast.Compare(left, [op], [right]):
                return f"({text(left)} {sign(op)} {text(right)})"
            case ast.BoolOp(op, values):
                return "(" + f" {sign(op)} ".join(map(text, values)) + ")"
            case ast.IfExp(test, body, orelse):
                return choice.format(c=text(test), a=text(body), b=text(orelse))
            case ast.Call(ast.Name(id=function), [one]):
                return f"{function}({text(one)})"
            case ast.Call(ast.Name(id=function), [one, other]):
                return call.format(f=function, a=text(one), b=text(other))
            case _:
                raise ValueError(ast.dump(part))

    return text(node)


def as_json_logic(node: ast.expr) -> Any:
    """A formula as JSONLogic."""
    match node:
        case ast.Constant(value):
            return value
        case ast.Name(id=known):
            return {"var": known}
        case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
            return {sign(op): [as_json_logic(left), as_json_logic(right)]}
        case ast.BoolOp(op, values):
            return {sign(op): [as_json_logic(value) for value in values]}
        case ast.IfExp(test, body, orelse):
            return {"if": [as_json_logic(part) for part in (test, body, orelse)]}
        case ast.Call(ast.Name(id=function), values):
            return {function: [as_json_logic(value) for value in values]}
        case _:
            raise ValueError(ast.dump(node))


class _Inlined(ast.NodeTransformer):
    """Rates put into the place of their names."""

    def visit_Name(self, node: ast.Name) -> ast.expr:  # so ast calls it
        return parsed(RATES[node.id]) if node.id in RATES else node


def inlined(text: str) -> ast.expr:
    """A formula of facts alone, for engines in which one rule cannot name another."""
    found = _Inlined().visit(parsed(text))
    assert isinstance(found, ast.expr)
    return found
