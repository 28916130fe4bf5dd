"""Sums of parts with factors: what cancels in a difference, and means by weight written out."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from perfrules.formula import walk
from perfrules.formula.tree import Negate, Node, Number, Operate
from perfrules.model.stretches import Stretch
from perfrules.readings import ranges
from perfrules.readings.extents import EVERYWHERE, point, within
from perfrules.readings.learned import Learned

DEEPEST_SUM = 25
"""Deeper sums are not looked into."""

Linear = Mapping[Node | None, Fraction]
"""The factor of each part; of None the number that is added."""


class ReadsParts(Protocol):
    """What sums ask of the reading."""

    def number(self, node: Node, known: Learned) -> Stretch:
        """What a part that is a number may be."""

    def never_above(self, left: Node, right: Node, known: Learned) -> bool:
        """Whether it is certain that one part is not more than another."""

    def equals(self, node: Node, known: Learned) -> Sequence[Node]:
        """Other parts that a condition says to be the same."""

    def meaning(self, node: Node) -> Node | None:
        """The formula that a name stands for."""


def linear(reads: ReadsParts, node: Node) -> Linear:
    """A formula as a sum of parts with constant factors, through names of formulas."""
    found: dict[Node | None, Fraction] = {}
    for part, factor in _terms(reads, node, Fraction(1), DEEPEST_SUM):
        found[part] = found.get(part, ranges.ZERO) + factor
    return {part: factor for part, factor in found.items() if factor}


def _terms(
    reads: ReadsParts, node: Node, factor: Fraction, deep: int
) -> Iterator[tuple[Node | None, Fraction]]:
    match node:
        case _ if deep == 0:
            yield node, factor
        case Number(value):
            yield None, factor * value
        case Negate(operand):
            yield from _terms(reads, operand, -factor, deep - 1)
        case Operate("+" | "-" as sign, left, right):
            yield from _terms(reads, left, factor, deep - 1)
            yield from _terms(reads, right, factor if sign == "+" else -factor, deep - 1)
        case Operate("*", Number(value), part) | Operate("*", part, Number(value)):
            yield from _terms(reads, part, factor * value, deep - 1)
        case Operate("/", part, Number(value)) if value:
            yield from _terms(reads, part, factor / value, deep - 1)
        case _:
            meaning = reads.meaning(node)
            if meaning is None:
                yield node, factor
            else:
                yield from _terms(reads, meaning, factor, deep - 1)


def _is_deep(node: Node) -> bool:
    return walk.depth(node) > DEEPEST_SUM


def difference(reads: ReadsParts, left: Node, right: Node, known: Learned) -> Stretch:
    """Of left − right, where what both have in common is gone."""
    if _is_deep(left) or _is_deep(right):
        return EVERYWHERE
    total = dict(linear(reads, left))
    for part, factor in linear(reads, right).items():
        total[part] = total.get(part, ranges.ZERO) - factor
    found = point(total.pop(None, ranges.ZERO))
    for part, factor in total.items():
        if factor and part is not None:
            found = ranges.plus(found, ranges.times(point(factor), reads.number(part, known)))
    return found


def mean(reads: ReadsParts, above: Node, below: Node, known: Learned) -> Stretch:
    """Of above ÷ below, where both are sums of the same parts that are not negative.

    (100 × a + 80 × b) ÷ (a + b) lies between 80 and 100.
    """
    found = EVERYWHERE
    if _is_deep(above) or _is_deep(below):
        return found
    for node in (below, *reads.equals(below, known)):
        weights, values = linear(reads, node), linear(reads, above)
        if set(values) <= set(weights) and _are_weights(reads, weights, known):
            rates = [values.get(part, ranges.ZERO) / weight for part, weight in weights.items()]
            whole = Stretch(min(rates), max(rates), low_closed=True, high_closed=True)
            found = within(found, whole)
    return found


def _are_weights(reads: ReadsParts, weights: Linear, known: Learned) -> bool:
    """Whether none of them can be negative.

    They are compared with zero, not read: a part may be known to equal what it is part of.
    """
    zero = Number(ranges.ZERO)
    return bool(weights) and all(
        weight > 0 and (part is None or reads.never_above(zero, part, known))
        for part, weight in weights.items()
    )
