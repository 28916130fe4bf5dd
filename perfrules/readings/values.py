"""What formulas read and come to: values, why one is not there, steps, and the keys of names."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from attrs import frozen

from perfrules.formula.tree import Aspect, Judgement, Name, Node, Property
from perfrules.problem import Problem

Value = Fraction | bool | str | date


@frozen
class Missing:
    """A value that is not there, for want of these facts."""

    facts: frozenset[str]


@frozen
class Failed:
    """A value that cannot be computed, for these problems."""

    problems: tuple[Problem, ...]


Result = Value | Missing | Failed
Row = Mapping[str, Result]


class Step(NamedTuple):
    """What a part of the formula came to."""

    node: Node
    value: Value


@frozen(eq=False, repr=False)
class Evaluation:
    """What a formula came to, and the steps on the way, also when it stopped before its end."""

    value: Result
    steps: tuple[Step, ...]


def name_of_property(aspect: Aspect, of: str) -> str:
    """The key of `names` for the points, measured value, score or 得分率 of an indicator."""
    return f"{aspect}\n{of}"  # no author's name has a line break


def name_of_judgement(of: str) -> str:
    """The key of `names` for the score that a person gave."""
    return f"judgement\n{of}"


def key_of(node: Node) -> str | None:
    """The key of `names` under which a formula reads a part; None for what is no name."""
    match node:
        case Name(name):
            return name
        case Property(aspect, of):
            return name_of_property(aspect, of)
        case Judgement(of):
            return name_of_judgement(of)
        case _:
            return None
