"""Whether it is certain that one part of a formula is not more than another."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from perfrules.formula.tree import Call, Fold, If, Node, Operate
from perfrules.model.stretches import Stretch
from perfrules.readings import linear, ranges
from perfrules.readings.assuming import assume
from perfrules.readings.extents import at_least, at_most, holds_all, is_point
from perfrules.readings.learned import Learned
from perfrules.readings.narrowing import Reads


class ReadsNumbers(Reads, Protocol):
    """What comparing asks of the reading."""

    def number(self, node: Node, known: Learned) -> Stretch:
        """What a part that is a number may be."""

    def equals(self, node: Node, known: Learned) -> Sequence[Node]:
        """Other parts that a condition says to be the same."""

    def may_be_zero(self, division: Operate) -> None:
        """Note that a denominator may be zero."""


def never_above(reads: ReadsNumbers, left: Node, right: Node, known: Learned, deep: int) -> bool:
    """Whether left ≤ right wherever both have a value, as far as their shapes show it."""
    if left == right or known.says(left, "<=", right):
        return True
    one, other = reads.number(left, known), reads.number(right, known)
    if one.empty or other.empty:
        return True
    if one.high is not None and other.low is not None and one.high <= other.low:
        return True
    plain_left, plain_right = _is_plain(reads, left), _is_plain(reads, right)
    if plain_left and plain_right:
        return deep > 0 and _over_a_third(reads, left, right, known, deep - 1)
    if (is_point(one) and (is_point(other) or plain_right)) or (is_point(other) and plain_left):
        return False
    apart = linear.difference(reads, left, right, known)
    if apart.empty or (apart.high is not None and apart.high <= 0):
        return True
    return deep > 0 and any(_by_shape(reads, left, right, known, deep - 1))


def _is_plain(reads: ReadsNumbers, node: Node) -> bool:
    """Whether the shape of a part says nothing that its interval does not say."""
    return not isinstance(node, If | Call | Operate | Fold) and reads.meaning(node) is None


def _over_a_third(reads: ReadsNumbers, left: Node, right: Node, known: Learned, deep: int) -> bool:
    """Whether left is known to be no more than a part that is not more than right."""
    return any(
        never_above(reads, middle, right, known, deep)
        for middle, _ in known.above(left)
        if middle != right
    )


def _by_shape(
    reads: ReadsNumbers, left: Node, right: Node, known: Learned, deep: int
) -> Iterator[bool]:
    """Each ground on which left ≤ right may stand."""

    def below(one: Node, other: Node) -> bool:
        return never_above(reads, one, other, known, deep)

    def lies(node: Node, whole: Stretch) -> bool:
        return holds_all(whole, reads.number(node, known))

    match left:
        case Call("min", parts):
            yield any(below(part, right) for part in parts)
        case Call("max", parts):
            yield all(below(part, right) for part in parts)
        case Call("clamp", (_, low, high)):
            yield below(low, right) and below(high, right)
        case Call("floor" | "round_down", (x, *_)):
            yield lies(x, ranges.NOT_NEGATIVE) and below(x, right)
        case Operate("-", a, b):
            yield lies(b, ranges.NOT_NEGATIVE) and below(a, right)
        case Operate("+", a, b):
            for one, other in ((a, b), (b, a)):
                yield lies(other, ranges.NOT_POSITIVE) and below(one, right)
        case Operate("*", a, b):
            for one, other in ((a, b), (b, a)):
                yield (
                    lies(one, ranges.NOT_NEGATIVE) and lies(other, _UP_TO_ONE) and below(one, right)
                )
        case Operate("/", a, b):
            yield lies(a, ranges.NOT_NEGATIVE) and lies(b, _FROM_ONE) and below(a, right)
        case If():
            yield all(
                never_above(reads, part, right, there, deep)
                for part, there in branches_of(reads, left, known)
            )
    match right:
        case Call("max", parts):
            yield any(below(left, part) for part in parts)
        case Call("min", parts):
            yield all(below(left, part) for part in parts)
        case Operate("+", a, b):
            for one, other in ((a, b), (b, a)):
                yield lies(other, ranges.NOT_NEGATIVE) and below(left, one)
        case If():
            yield all(
                never_above(reads, left, part, there, deep)
                for part, there in branches_of(reads, right, known)
            )
    match left, right:
        case Operate("-", a, b), Operate("-", c, d):
            yield below(a, c) and below(d, b)
        case Operate("+", a, b), Operate("+", c, d):
            yield (below(a, c) and below(b, d)) or (below(a, d) and below(b, c))
        case Fold(), Fold():
            yield _part_of_rows(reads, left, right)
    yield _over_a_third(reads, left, right, known, deep)
    for node, other, of_left in ((left, right, True), (right, left, False)):
        meaning = reads.meaning(node)
        if meaning is not None:
            yield below(meaning, other) if of_left else below(other, meaning)


_UP_TO_ONE = at_most(ranges.ONE)
_FROM_ONE = at_least(ranges.ONE)


def branches_of(reads: ReadsNumbers, node: If, known: Learned) -> Iterator[tuple[Node, Learned]]:
    """The branches that facts lead to, with what is known there."""
    for part, holds in ((node.then, True), (node.otherwise, False)):
        there = assume(reads, node.condition, holds, known)
        if there is not None:
            yield part, there


def _part_of_rows(reads: ReadsNumbers, left: Fold, right: Fold) -> bool:
    """Whether the left one takes some of the rows that the right one takes all of."""
    if left.table != right.table or right.where is not None:
        return False
    match left.function, right.function:
        case "count", "count":
            return right.each is None
        case "sum", "sum":
            nothing_known = Learned()
            whole = reads.number(Fold("sum", left.table, left.each, None, None), nothing_known)
            return left.each == right.each and holds_all(ranges.NOT_NEGATIVE, whole)
        case _:
            return False
