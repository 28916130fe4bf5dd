"""What a condition says of the parts of formulas, where it holds and where it does not."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Comparison,
    Given,
    Logic,
    Name,
    Node,
    Not,
)
from perfrules.model.stretches import Stretch
from perfrules.readings.extents import (
    NOWHERE,
    Extent,
    Texts,
    Truth,
    at_least,
    at_most,
    is_empty,
    is_truth,
)
from perfrules.readings.learned import Learned, either
from perfrules.readings.narrowing import Reads, narrowed

_OTHERWISE: Mapping[Comparison, Comparison] = {
    "<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "==",
}  # fmt: skip


def assume(reads: Reads, node: Node, holds: bool, known: Learned) -> Learned | None:
    """What is known where the condition holds, or does not; None where that cannot be."""
    match node:
        case Not(operand):
            return assume(reads, operand, not holds, known)
        case Logic(op, parts):
            steps = [(part, holds) for part in parts]
            all_of = (op == "and") == holds
            return _all(reads, steps, known) if all_of else _any(reads, steps, known)
        case Compare(first, rest):
            pairs = _pairs(first, rest)
            if holds:
                return _all(reads, [(pair, True) for pair in pairs], known, _paired)
            return _any(reads, [(pair, False) for pair in pairs], known, _paired)
        case Given(name):
            found = narrowed(reads, node, frozenset({holds}), known)
            if found is None or holds:
                return found
            return found.with_extent(Name(name), NOWHERE)
        case Call("one_of", (value, *texts)):
            return _one_of(reads, value, texts, holds, known)
        case _:
            return narrowed(reads, node, frozenset({holds}), known)


class _Step(Protocol):
    def __call__(
        self, reads: Reads, node: Node, holds: bool, known: Learned, /
    ) -> Learned | None: ...


def _all(
    reads: Reads, steps: list[tuple[Node, bool]], known: Learned, one: _Step = assume
) -> Learned | None:
    found: Learned | None = known
    for node, holds in steps:
        if found is None:
            return None
        found = one(reads, node, holds, found)
    return found


def _any(
    reads: Reads, steps: list[tuple[Node, bool]], known: Learned, one: _Step = assume
) -> Learned | None:
    """One of them, and none of those before it: so far they are read."""
    found: list[Learned] = []
    before: Learned | None = known
    for node, holds in steps:
        if before is None:
            break
        here = one(reads, node, holds, before)
        if here is not None:
            found.append(here)
        before = one(reads, node, not holds, before)
    return either(found) if found else None


def _pairs(first: Node, rest: tuple[tuple[Comparison, Node], ...]) -> Iterator[Compare]:
    """The single comparisons of a chain."""
    left = first
    for sign, right in rest:
        yield Compare(left, ((sign, right),))
        left = right


def _paired(reads: Reads, node: Node, holds: bool, known: Learned) -> Learned | None:
    assert isinstance(node, Compare)
    ((sign, right),) = node.rest
    return _compared(reads, node.first, sign if holds else _OTHERWISE[sign], right, known)


def _compared(
    reads: Reads, left: Node, sign: Comparison, right: Node, known: Learned
) -> Learned | None:
    if sign in (">", ">="):
        return _compared(reads, right, "<" if sign == ">" else "<=", left, known)
    one, other = reads.read(left, known), reads.read(right, known)
    if is_empty(one) or is_empty(other):
        return None
    if not isinstance(one, Stretch) or not isinstance(other, Stretch):
        return _same_or_not(reads, (left, one), sign == "==", (right, other), known)
    if _contradicts(reads, left, sign, right, known):
        return None
    to_left, to_right = _allowed(sign, one, other)
    found = narrowed(reads, left, to_left, known)
    found = None if found is None else narrowed(reads, right, to_right, found)
    if found is None:
        return None
    match sign:
        case "==":
            return found.with_orders((left, "<=", right), (right, "<=", left))
        case "!=":
            return found.with_orders((left, "!=", right))
        case _:
            return found.with_orders((left, "<" if sign == "<" else "<=", right))


def _contradicts(reads: Reads, left: Node, sign: Comparison, right: Node, known: Learned) -> bool:
    match sign:
        case "<":
            return reads.never_above(right, left, known)
        case "<=":
            return known.less(right, left)
        case "==":
            return known.says(left, "!=", right)
        case _:
            return left == right or (
                known.says(left, "<=", right) and known.says(right, "<=", left)
            )


def _allowed(sign: Comparison, left: Stretch, right: Stretch) -> tuple[Stretch, Stretch]:
    """Where each side must lie, for the other."""
    match sign:
        case "==":
            return right, left
        case "!=":
            return _without(left, right), _without(right, left)
        case _:
            closed = sign == "<="
            return (
                at_most(right.high, closed=closed and right.high_closed),
                at_least(left.low, closed=closed and left.low_closed),
            )


def _without(stretch: Stretch, value: Stretch) -> Stretch:
    """The stretch without an end that is the one value."""
    if value.low is None or value.low != value.high:
        return stretch
    low_closed = stretch.low_closed and stretch.low != value.low
    high_closed = stretch.high_closed and stretch.high != value.low
    return Stretch(stretch.low, stretch.high, low_closed, high_closed)


def _same_or_not(
    reads: Reads, one: tuple[Node, Extent], same: bool, other: tuple[Node, Extent], known: Learned
) -> Learned | None:
    """Two texts, or two answers."""
    found: Learned | None = known
    for (node, extent), (_, beside) in ((one, other), (other, one)):
        to = beside if same else _all_but(extent, beside)
        found = None if found is None else narrowed(reads, node, to, found)
    return found


def _all_but(extent: Extent, only: Extent) -> Extent:
    if isinstance(extent, Texts) and isinstance(only, Texts):
        if extent.among is None or only.among is None or len(only.among) != 1:
            return extent
        return Texts(extent.among - only.among)
    if is_truth(extent) and is_truth(only) and len(only) == 1:
        return extent - only
    return extent


def _one_of(
    reads: Reads, value: Node, texts: list[Node], holds: bool, known: Learned
) -> Learned | None:
    among = frozenset(text.text for text in texts if isinstance(text, Choice))
    extent = reads.read(value, known)
    if len(among) < len(set(texts)) or not isinstance(extent, Texts):
        return known
    if holds:
        return narrowed(reads, value, Texts(among), known)
    rest = extent if extent.among is None else Texts(extent.among - among)
    return narrowed(reads, value, rest, known)


def answers(reads: Reads, node: Node, known: Learned) -> Truth:
    """Which answers a condition may have."""
    return frozenset(
        holds for holds in (True, False) if assume(reads, node, holds, known) is not None
    )
