"""Differences, products and quotients whose two sides have something to do with each other."""

from perfrules.formula.tree import Node, Operate
from perfrules.model.stretches import Stretch
from perfrules.readings import ranges
from perfrules.readings.comparing import ReadsNumbers, never_above
from perfrules.readings.extents import (
    EVERYWHERE,
    NOWHERE,
    at_least,
    at_most,
    holds_all,
    hull,
    point,
    within,
)
from perfrules.readings.learned import Learned


def difference(reads: ReadsNumbers, left: Node, right: Node, known: Learned) -> Stretch:
    """Of left − right: not above zero where left is known to be no more than right."""
    found = ranges.minus(reads.number(left, known), reads.number(right, known))
    if left == right:
        return within(found, point(ranges.ZERO))
    if never_above(reads, left, right, known):
        closed = not known.says(left, "<", right)
        found = within(found, at_most(ranges.ZERO, closed=closed))
    if never_above(reads, right, left, known):
        closed = not known.says(right, "<", left)
        found = within(found, at_least(ranges.ZERO, closed=closed))
    return found


def product(reads: ReadsNumbers, left: Node, right: Node, known: Learned) -> Stretch:
    """Of left × right: a square is not negative."""
    found = ranges.times(reads.number(left, known), reads.number(right, known))
    return within(found, ranges.NOT_NEGATIVE) if left == right else found


def quotient(reads: ReadsNumbers, node: Operate, known: Learned) -> Stretch:
    """Of a division, wherever its denominator is not zero; notes where it may be."""
    below = node.right
    denominator = reads.number(below, known)
    zero = point(ranges.ZERO)
    if denominator.holds(ranges.ZERO) and not _is_never_zero(reads, below, known):
        reads.may_be_zero(node)
    if within(denominator, zero) == denominator:
        return NOWHERE
    return _divided(reads, node.left, below, known)


def _is_never_zero(reads: ReadsNumbers, node: Node, known: Learned) -> bool:
    return any(
        known.says(node, "!=", other) and reads.number(other, known) == point(ranges.ZERO)
        for one, order, other in known.orders
        if order == "!=" and one == node
    )


def _divided(reads: ReadsNumbers, above: Node, below: Node, known: Learned) -> Stretch:
    denominator = reads.number(below, known)
    found = ranges.over(reads.number(above, known), denominator)
    if above == below:
        return within(found, point(ranges.ONE))
    if holds_all(ranges.NOT_NEGATIVE, denominator):
        found = within(found, _by_order(reads, above, below, known))
    match above:
        case Operate("+", a, b) if below in (a, b):
            part = _divided(reads, b if a == below else a, below, known)
            found = within(found, ranges.plus(part, point(ranges.ONE)))
        case Operate("-", a, b) if b == below:
            part = _divided(reads, a, below, known)
            found = within(found, ranges.minus(part, point(ranges.ONE)))
        case Operate("-", a, b) if a == below:
            part = _divided(reads, b, below, known)
            found = within(found, ranges.minus(point(ranges.ONE), part))
        case Operate("*", a, b):
            for one, other in ((a, b), (b, a)):
                part = _divided(reads, one, below, known)
                found = within(found, ranges.times(reads.number(other, known), part))
    return found


def _by_order(reads: ReadsNumbers, above: Node, below: Node, known: Learned) -> Stretch:
    """Where a quotient lies for the order of its sides; the denominator is above zero."""
    found = EVERYWHERE
    if never_above(reads, above, below, known):
        found = at_most(ranges.ONE, closed=not known.says(above, "<", below))
    if never_above(reads, below, above, known):
        found = within(found, at_least(ranges.ONE, closed=not known.says(below, "<", above)))
    return found


def between_two(reads: ReadsNumbers, node: Operate, known: Learned) -> Stretch:
    """Of a sum: on the way from start to end it is between both, start + (end − start) × share."""
    found = ranges.plus(reads.number(node.left, known), reads.number(node.right, known))
    match node:
        case Operate("+", start, Operate("*", Operate("-", end, same), share)) if start == same:
            if holds_all(ranges.WHOLE_SHARE, reads.number(share, known)):
                ends = hull(reads.number(start, known), reads.number(end, known))
                return within(found, ends)
    return found
