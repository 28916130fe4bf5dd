"""Why a part of a formula has no value: the problem, with its place and the facts behind it."""

from collections.abc import Mapping
from fractions import Fraction

from perfrules.formula.digits import exact_text
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Name, Node, Operate
from perfrules.formula.walk import names as names_of
from perfrules.messages import Text
from perfrules.problem import Problem
from perfrules.readings.bounds import MOST_BITS
from perfrules.readings.values import Result


def problem_at(node: Node, code: str, **fields: str | Text) -> Problem:
    """A problem of the part, placed where its author wrote it."""
    return Problem(code, node.at.place() if node.at else None, fields)


def too_large(node: Node) -> Problem:
    """The part whose value left the bounds."""
    return problem_at(node, "E251", formula=_shown(node), bits=str(MOST_BITS))


def zero_denominator(node: Node, names: Mapping[str, Result]) -> Problem:
    """Which division, and which facts made its denominator zero."""
    below = node.right if isinstance(node, Operate) else node
    facts = [
        f"{name} = {_value_text(names[name])}"
        for name in names_of(below)
        if name in names and below != Name(name)
    ]
    listed = Text(f"（{'，'.join(facts)}）", f" ({', '.join(facts)})") if facts else ""
    return problem_at(node, "E250", denominator=_shown(below), facts=listed)


def _shown(node: Node) -> str:
    return node.at.text if node.at else to_text(node)


def _value_text(value: Result) -> str:
    return exact_text(value) if isinstance(value, Fraction) else str(value)
