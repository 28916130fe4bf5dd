"""A formula as whole numbers: exact as `number`, for many departments; nothing is rounded."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from attrs import Factory, field, frozen

from perfrules.formula.compounds import spelled_out
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
from perfrules.formula.walk import children
from perfrules.readings.found import Finds, Found, Known
from perfrules.readings.integers import Part
from perfrules.readings.ratios import Ratios

NOWHERE: frozenset[int] = frozenset()


class NotWholeError(Exception):
    """The formula needs what this reading does not know: the rows of a table."""


@frozen(eq=False, repr=False)
class Reading:
    """Reads the formulas of one program; a part is read once."""

    ratios: Ratios
    named: Callable[[Name | Property | Judgement], Found]
    """What a name stands for."""
    given: Callable[[str], Found]
    """Whether a fact is there."""
    finds: Finds = field(init=False)
    _found: dict[tuple[int, frozenset[int]], tuple[Node, Found]] = Factory(dict)

    @finds.default
    def _finds(self) -> Finds:
        return Finds(self.ratios)

    def read(self, node: Node, above_zero: frozenset[int] = NOWHERE) -> Found:
        """What the formula comes to; `above_zero` are parts that are so wherever it is read.

        Raises NotWholeError.
        """
        key = (id(node), above_zero)  # the node is kept, so that no other takes its number
        if key not in self._found:
            self._found[key] = node, self._read(node, above_zero)
        return self._found[key][1]

    def _read(self, node: Node, above_zero: frozenset[int]) -> Found:
        ratios, finds, make = self.ratios, self.finds, self.ratios.make
        match node:
            case Number(value):
                return finds.always(ratios.of(value))
            case Choice(text):
                return finds.always(make.constant(text))
            case Name() | Property() | Judgement():
                return self.named(node)
            case Given(name):
                return self.given(name)
            case Nothing():
                return finds.of((), ratios.of(Fraction(0)), make.constant(True))
            case Negate(operand):
                found = self.read(operand, above_zero)
                return finds.of((found,), ratios.negated(found.number))
            case Not(operand):
                found = self.read(operand, above_zero)
                return finds.of((found,), make.no(found.part))
            case Operate(op, left, right):
                sides = self.read(left, above_zero), self.read(right, above_zero)
                return self._operation(op, *sides, above_zero)
            case Compare(_, rest):
                signs = [sign for sign, _ in rest]
                return finds.comparisons(signs, self._each(children(node), above_zero))
            case Logic(op, parts):
                return finds.logic(op == "and", self._each(parts, above_zero))
            case If(condition, then, otherwise):
                there = above_zero | self._above_zero(condition, above_zero)
                return finds.chosen(
                    self.read(condition, above_zero),
                    self.read(then, there),
                    self.read(otherwise, above_zero),
                )
            case Call(_, arguments):
                return self._call(node, self._each(arguments, above_zero), above_zero)
            case Fold():
                raise NotWholeError
            case _:
                assert_never(node)

    def _each(self, nodes: Sequence[Node], above_zero: frozenset[int]) -> list[Found]:
        found = []
        for node in nodes:
            found.append(self.read(node, above_zero))  # noqa: PERF401  # a comprehension is a level more of recursion
        return found

    def _operation(self, op: str, left: Found, right: Found, above_zero: frozenset[int]) -> Found:
        ratios, a, b = self.ratios, left.number, right.number
        wrong = ratios.make.constant(False)
        match op:
            case "+":
                value = ratios.sum((a, b))
            case "-":
                value = ratios.difference(a, b)
            case "*":
                value = ratios.product(a, b)
            case _:
                value, wrong = ratios.quotient(a, b, above_zero)
        return self.finds.of((left, right), value, wrong)

    def _above_zero(self, condition: Node, above_zero: frozenset[int]) -> frozenset[int]:
        """The part that is above zero where `x > 0` holds."""
        match condition:
            case Compare(first, ((">", Number(value)),)) if value == 0:
                return frozenset({self.read(first, above_zero).number.n.at})
            case _:
                return NOWHERE

    def _call(self, call: Call, found: Sequence[Found], above_zero: frozenset[int]) -> Found:
        """A function: its arguments are all read, whichever of them it uses."""
        ratios, make = self.ratios, self.ratios.make
        wrong = make.constant(False)
        value: Known
        match call.function:
            case "min" | "max" as which:
                value = found[0].number
                for each in found[1:]:
                    value = ratios.extreme(which, value, each.number)
            case "floor":
                value = ratios.floor(found[0].number)
            case "days":
                start, end = (each.part for each in found)
                value = ratios.whole(make.sum(((1, end), (-1, start))))
            case "months":
                value = ratios.whole(make.months(*(each.part for each in found)))
            case _:
                compound = self.read(spelled_out(call), above_zero)
                value, wrong = compound.value, self._unfit(call, found)
        return self.finds.of(found, value, wrong)

    def _unfit(self, call: Call, found: Sequence[Found]) -> Part:
        """Whether a step is not above zero, or points do not stand in order."""
        ratios, make = self.ratios, self.ratios.make
        match call.function:
            case "round" | "round_up" | "round_down" | "steps":
                return ratios.compare("<=", found[1].number, ratios.of(Fraction(0)))
            case "interpolate":
                xs = [each.number for each in found[1::2]]
                return make.either(
                    *(ratios.compare("<=", right, left) for left, right in pairwise(xs))
                )
            case _:
                return make.constant(False)
