"""Sums, products and quotients whose parts have something to do with each other."""

from collections.abc import Iterator, Sequence

from perfrules.formula.tree import Fold, If, Node, Operate
from perfrules.model.stretches import Stretch
from perfrules.readings import linear, ranges
from perfrules.readings.comparing import ReadsNumbers, branches_of
from perfrules.readings.extents import (
    EVERYWHERE,
    NOWHERE,
    at_least,
    at_most,
    holds_all,
    hull,
    is_point,
    point,
    within,
)
from perfrules.readings.learned import Learned

Nodes = Sequence[Node]

DEEPEST_QUOTIENT = 8
"""How many sums within sums are divided part by part."""

LONG_SUM = 12
"""More parts than these are added up without a look at what they have in common."""


def difference(reads: ReadsNumbers, left: Node, right: Node, known: Learned) -> Stretch:
    """Of left − right: not above zero where left is known to be no more than right."""
    sides = reads.number(left, known), reads.number(right, known)
    found = ranges.minus(*sides)
    if any(map(is_point, sides)):
        return found
    found = within(found, linear.difference(reads, left, right, known))
    if reads.never_above(left, right, known):
        found = within(found, at_most(ranges.ZERO, closed=not known.less(left, right)))
    if reads.never_above(right, left, known):
        found = within(found, at_least(ranges.ZERO, closed=not known.less(right, left)))
    return found


def added(reads: ReadsNumbers, node: Operate, known: Learned) -> Stretch:
    """Of a sum: on the way from start to end it is between both, start + (end − start) × share."""
    found = ranges.plus(reads.number(node.left, known), reads.number(node.right, known))
    match node:
        case Operate("+", start, Operate("*", Operate("-", end, same), share)) if start == same:
            if holds_all(ranges.WHOLE_SHARE, reads.number(share, known)):
                ends = hull(reads.number(start, known), reads.number(end, known))
                return within(found, ends)
    return found


def is_long_sum(node: Operate) -> bool:
    """Whether so many parts are added up that what they have in common is not looked for."""
    return len(_terms(node)[1]) > LONG_SUM


def long_sum(reads: ReadsNumbers, node: Operate, known: Learned) -> Stretch:
    """Of many parts that are added or taken off, each for itself."""
    first, terms = _terms(node)
    found = reads.number(first, known)
    for sign, part in reversed(terms):
        stretch = reads.number(part, known)
        found = ranges.plus(found, stretch if sign == "+" else ranges.negated(stretch))
    return found


def _terms(node: Node) -> tuple[Node, list[tuple[str, Node]]]:
    """The first part of a sum, and what is added or taken off, the last before the others."""
    found: list[tuple[str, Node]] = []
    while isinstance(node, Operate) and node.op in ("+", "-"):
        found.append((node.op, node.right))
        node = node.left
    return node, found


def quotient(reads: ReadsNumbers, node: Operate, known: Learned) -> Stretch:
    """Of a division, wherever its denominator is not zero; notes where it may be."""
    below = node.right
    denominator = reads.number(below, known)
    if denominator.holds(ranges.ZERO) and not known.is_not_zero(below):
        reads.may_be_zero(node)
    return product(reads, node, known)


def product(reads: ReadsNumbers, node: Operate, known: Learned) -> Stretch:
    """Of factors that are multiplied and divided; all are read, to see what they divide by."""
    sides = reads.number(node.left, known), reads.number(node.right, known)
    if any(side.empty for side in sides):
        return NOWHERE
    found = ranges.times(*sides) if node.op == "*" else ranges.over(*sides)
    above: list[Node] = []
    below: list[Node] = []
    _flatten(node, above, below)
    return within(found, _ratio(reads, (above, below), known, DEEPEST_QUOTIENT))


def _flatten(node: Node, above: list[Node], below: list[Node]) -> None:
    """Put the factors of a part to those above the line, and those that divide below it."""
    match node:
        case Operate("*", left, right):
            _flatten(left, above, below)
            _flatten(right, above, below)
        case Operate("/", left, right):
            _flatten(left, above, below)
            _flatten(right, below, above)
        case _:
            above.append(node)


def _ratio(reads: ReadsNumbers, sides: tuple[Nodes, Nodes], known: Learned, deep: int) -> Stretch:
    """Of the product of some factors over that of others; what stands on both sides is gone."""
    above, below = sides
    if any(reads.number(part, known) == point(ranges.ZERO) for part in below):
        return NOWHERE
    above, below = _without_common(above, below)
    found = _divided(reads, above, below, known)
    if not below or all(is_point(reads.number(part, known)) for part in below):
        return found
    for i, one in enumerate(above):
        for j, other in enumerate(below):
            if any(is_point(reads.number(part, known)) for part in (one, other)):
                continue
            pair = _of_two(reads, (one, other), known, deep)
            rest = _divided(
                reads, [*above[:i], *above[i + 1 :]], [*below[:j], *below[j + 1 :]], known
            )
            found = within(found, ranges.times(pair, rest))
    return found


def _without_common(above: Nodes, below: Nodes) -> tuple[list[Node], list[Node]]:
    """Each side without the parts that stand on both; compared, as hashing looks into all."""
    left, rest = list(above), []
    for part in below:
        if part in left:
            left.remove(part)
        else:
            rest.append(part)
    return left, rest


def _divided(reads: ReadsNumbers, above: Nodes, below: Nodes, known: Learned) -> Stretch:
    """Of the same as if each factor stood for itself."""
    return ranges.over(_multiplied(reads, above, known), _multiplied(reads, below, known))


def _multiplied(reads: ReadsNumbers, factors: Nodes, known: Learned) -> Stretch:
    found = point(ranges.ONE)
    waiting = list(factors)
    while waiting:
        factor = waiting.pop()
        stretch = reads.number(factor, known)
        if factor in waiting:
            waiting.remove(factor)
            stretch = within(ranges.times(stretch, stretch), ranges.NOT_NEGATIVE)
        found = ranges.times(found, stretch)
    return found


def _of_two(reads: ReadsNumbers, sides: tuple[Node, Node], known: Learned, deep: int) -> Stretch:
    """Of one factor over another."""
    above, below = sides
    found = linear.mean(reads, above, below, known)
    if holds_all(ranges.NOT_NEGATIVE, reads.number(below, known)):
        found = within(found, _by_order(reads, above, below, known))
    for one in _said(reads, above) if deep else ():
        for other in _said(reads, below):
            found = within(found, _by_shape(reads, (one, other), known, deep - 1))
    return found


def _said(reads: ReadsNumbers, node: Node) -> Iterator[Node]:
    """The part itself, and the formula that it stands for."""
    yield node
    meaning = reads.meaning(node)
    if meaning is not None:
        yield meaning


def _by_order(reads: ReadsNumbers, above: Node, below: Node, known: Learned) -> Stretch:
    """Where a quotient lies for the order of its sides; the denominator is above zero."""
    found = EVERYWHERE
    if reads.never_above(above, below, known):
        found = at_most(ranges.ONE, closed=not known.less(above, below))
    if reads.never_above(below, above, known):
        found = within(found, at_least(ranges.ONE, closed=not known.less(below, above)))
    return found


def _by_shape(reads: ReadsNumbers, sides: tuple[Node, Node], known: Learned, deep: int) -> Stretch:
    above, below = sides
    match above:
        case Operate("+" | "-" as sign, a, b):
            parts = [_over(reads, (part, below), known, deep) for part in (a, b)]
            return ranges.plus(*parts) if sign == "+" else ranges.minus(*parts)
        case If():
            found = NOWHERE
            for part, there in branches_of(reads, above, known):
                found = hull(found, _over(reads, (part, below), there, deep))
            return found
        case Fold("sum", table, Operate("*", a, b), _, where):
            found = EVERYWHERE
            for one, weight in ((a, b), (b, a)):
                if below == Fold("sum", table, weight, None, where):
                    found = reads.number(Fold("weighted_mean", table, one, weight, where), known)
            return found
        case _:
            return EVERYWHERE


def _over(reads: ReadsNumbers, sides: tuple[Node, Node], known: Learned, deep: int) -> Stretch:
    above: list[Node] = []
    below = [sides[1]]
    _flatten(sides[0], above, below)
    return _ratio(reads, (above, below), known, deep)
