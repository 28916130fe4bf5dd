"""What is known within a branch, from the conditions that lead there."""

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import Factory, evolve, frozen

from perfrules.formula.tree import Node, Number
from perfrules.readings.extents import Extent, join

Order = Literal["<", "<=", "!="]
Pair = tuple[Node, Order, Node]


@frozen(eq=False, repr=False)
class Learned:
    """Extents of parts of formulas, and how parts stand to each other; equal parts are one."""

    extents: Mapping[Node, Extent] = Factory(dict)
    orders: frozenset[Pair] = frozenset()
    kinds: frozenset[type] = frozenset()
    """The kinds of node of which an extent is known: of others nobody needs to look."""

    def of(self, node: Node) -> Extent | None:
        """What is known of a part, if anything."""
        return self.extents.get(node) if type(node) in self.kinds else None

    def says(self, left: Node, order: Order, right: Node) -> bool:
        """Whether two parts are known to stand so."""
        return bool(self.orders) and (left, order, right) in self.orders

    def less(self, left: Node, right: Node) -> bool:
        """Whether one part is known to be less than another, perhaps over a third."""
        if not self.orders:
            return False
        if (left, "<", right) in self.orders:
            return True
        middles = [(middle, order) for middle, order in self.above(left) if middle != right]
        return any(
            self.says(middle, "<" if order == "<=" else "<=", right) for middle, order in middles
        )

    def above(self, left: Node) -> list[tuple[Node, Order]]:
        """The parts that are known to be more than one, or no less."""
        if not self.orders:
            return []
        return [
            (right, order) for one, order, right in self.orders if order != "!=" and one == left
        ]

    def equal_to(self, node: Node) -> list[Node]:
        """The parts that a condition says to be the same."""
        return [other for other, _ in self.above(node) if (other, "<=", node) in self.orders]

    def is_not_zero(self, node: Node) -> bool:
        """Whether a condition says that a part is not zero."""
        return any(
            order == "!=" and one == node and isinstance(other, Number) and not other.value
            for one, order, other in self.orders
        )

    def with_extent(self, node: Node, extent: Extent) -> "Learned":
        """With what one more part may be."""
        return evolve(self, extents={**self.extents, node: extent}, kinds=self.kinds | {type(node)})

    def with_orders(self, *pairs: Pair) -> "Learned":
        """With how more parts stand to each other; what is less is also not more, and not equal.

        How a part stands to a number, its extent says.
        """
        told: list[Pair] = []
        for left, order, right in pairs:
            if order != "<=":
                told += [(left, "!=", right), (right, "!=", left)]
            if order != "!=" and not isinstance(left, Number) and not isinstance(right, Number):
                told += [(left, "<=", right), (left, order, right)]
        return evolve(self, orders=self.orders.union(told))


def either(branches: Iterable[Learned]) -> Learned:
    """What is known whichever of several is the case."""
    first, *others = branches
    extents = dict(first.extents)
    orders = first.orders
    for other in others:
        extents = {
            node: join(extent, other.extents[node])
            for node, extent in extents.items()
            if node in other.extents
        }
        orders &= other.orders
    return Learned(extents, orders, frozenset(map(type, extents)))
