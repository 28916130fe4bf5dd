"""What is known of the parts of a formula when it lies within a stretch, worked backward."""

from collections.abc import Iterator
from typing import Protocol

from perfrules.formula.tree import Call, Negate, Node, Operate
from perfrules.model.stretches import Stretch
from perfrules.readings import ranges
from perfrules.readings.extents import (
    Extent,
    at_least,
    at_most,
    is_empty,
    meet,
    number_in,
)
from perfrules.readings.learned import Learned


class Reads(Protocol):
    """What narrowing asks of the reading."""

    def read(self, node: Node, known: Learned) -> Extent:
        """What a part may be."""

    def meaning(self, node: Node) -> Node | None:
        """The formula that a name stands for."""

    def never_above(self, left: Node, right: Node, known: Learned) -> bool:
        """Whether it is certain that one part is not more than another."""


def narrowed(reads: Reads, node: Node, to: Extent, known: Learned) -> Learned | None:
    """What is known when a part lies where it is said to, also of its own parts."""
    now = reads.read(node, known)
    met = meet(now, to)
    if is_empty(met):
        return None
    if met == now:
        return known
    known = known.with_extent(node, met)
    if not isinstance(met, Stretch):
        return known
    found: Learned | None = known
    for part, extent in _backward(reads, node, met, known):
        found = None if found is None else narrowed(reads, part, extent, found)
    return found


def _backward(
    reads: Reads, node: Node, met: Stretch, known: Learned
) -> Iterator[tuple[Node, Extent]]:
    """Where the parts of a formula must lie for it to come to something within a stretch."""

    def number(part: Node) -> Stretch:
        return number_in(reads.read(part, known))

    match node:
        case Negate(operand):
            yield operand, ranges.negated(met)
        case Operate("+", left, right):
            yield left, ranges.minus(met, number(right))
            yield right, ranges.minus(met, number(left))
        case Operate("-", left, right):
            yield left, ranges.plus(met, number(right))
            yield right, ranges.minus(number(left), met)
        case Operate("*", left, right):
            for part, other in ((left, right), (right, left)):
                if not number(other).holds(ranges.ZERO):
                    yield part, ranges.over(met, number(other))
        case Operate(_, left, right):
            yield left, ranges.times(met, number(right))
        case Call("min", parts):
            yield from ((part, at_least(met.low, closed=met.low_closed)) for part in parts)
        case Call("max", parts):
            yield from ((part, at_most(met.high, closed=met.high_closed)) for part in parts)
        case _:
            meaning = reads.meaning(node)
            if meaning is not None:
                yield meaning, met
