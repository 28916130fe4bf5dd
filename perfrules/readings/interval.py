"""A formula as an interval: every value that it can have lies there."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from attrs import Factory, evolve, frozen

from perfrules.formula import walk
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
from perfrules.model.stretches import Stretch
from perfrules.readings import ranges
from perfrules.readings.assuming import answers, assume
from perfrules.readings.called import called, over_none, over_rows
from perfrules.readings.comparing import never_above
from perfrules.readings.effort import Effort, Within
from perfrules.readings.extents import (
    EVERYWHERE,
    MAYBE,
    NOWHERE,
    Extent,
    Texts,
    joined,
    meet,
    number_in,
    point,
)
from perfrules.readings.learned import Learned
from perfrules.readings.quotients import (
    added,
    difference,
    is_long_sum,
    long_sum,
    product,
    quotient,
)
from perfrules.readings.seen import Branch, Seen
from perfrules.readings.values import key_of

Columns = Mapping[str, Extent]
_NO_TABLES: Mapping[str, Columns] = MappingProxyType({})
_NO_NODES: Mapping[str, Node] = MappingProxyType({})
NOTHING_KNOWN = Learned()


@frozen(eq=False, repr=False)
class Reading:
    """What the names of a formula may be; a name that is not there may be any number.

    `meanings` are the formulas of names: what a branch knows of the facts below a measure then
    holds of the measure as well. Names of indicators are those of the evaluator
    (`name_of_property`, `name_of_judgement`).
    """

    names: Mapping[str, Extent]
    tables: Mapping[str, Columns] = _NO_TABLES
    meanings: Mapping[str, Node] = _NO_NODES
    musts: Mapping[str, Node] = _NO_NODES
    """What holds of every row, by table."""
    _found: dict[tuple[int, int, Within], tuple[Extent, Node, Learned]] = Factory(dict)
    """By identity of part and of what is known; both are held so that none is reused."""
    _zero: dict[int, Operate] = Factory(dict)
    _effort: Effort = Factory(Effort)
    _always: tuple[Node, ...] = ()
    """What holds wherever the formulas are read: assumed anew in each branch, which may tell
    which of several ways it holds."""

    def see(self, tree: Node, known: Learned = NOTHING_KNOWN) -> Seen:
        """What a formula may come to, each end of it, and where it may divide by zero."""
        fresh = evolve(self, found={}, zero={}, effort=Effort())
        branches = tuple(fresh._ends(tree, known, ()))  # noqa: SLF001  # its own
        extent = joined(branch.extent for branch in branches)
        zero = tuple(fresh._zero.values())  # noqa: SLF001
        if fresh._effort.gave_up:  # noqa: SLF001
            zero = tuple(n for n in walk.nodes(tree) if isinstance(n, Operate) and n.op == "/")
        return Seen(extent, branches, zero)

    def _ends(
        self, tree: Node, known: Learned | None, path: tuple[tuple[If, bool], ...]
    ) -> Iterator[Branch]:
        while isinstance(tree, If):
            yes = self.where(tree.condition, True, known)
            no = self.where(tree.condition, False, known)
            yield from self._ends(tree.then, yes, (*path, (tree, True)))
            path = (*path, (tree, False))
            tree, known = tree.otherwise, no
        yield Branch(tree, NOWHERE if known is None else self.read(tree, known), known, path)

    def where(self, condition: Node | None, holds: bool, known: Learned | None) -> Learned | None:
        """What is known where a condition holds, or does not; None where that cannot be."""
        if condition is not None and known is not None:
            known = assume(self, condition, holds, known)
        with self._effort.assuming() as free:
            for must in self._always if free else ():
                known = None if known is None else assume(self, must, True, known)
        return known

    def read(self, node: Node, known: Learned) -> Extent:
        """What a part may be, where so much is known."""
        key = id(node), id(known), self._effort.within
        found = self._found.get(key)
        if found is None:
            if not self._effort.begin():
                return EVERYWHERE
            extent = self._read(node, known)
            self._effort.done()
            learned = known.of(node)
            if learned is not None:
                extent = meet(extent, learned)
            found = self._found[key] = extent, node, known
        return found[0]

    def _read(self, node: Node, known: Learned) -> Extent:
        match node:
            case Number(value):
                return point(value)
            case Choice(text):
                return Texts(frozenset({text}))
            case Name() | Property() | Judgement():
                return self._named(node, known)
            case Given():
                return MAYBE
            case Nothing():
                return NOWHERE
            case Negate(operand):
                return ranges.negated(self.number(operand, known))
            case Not() | Compare() | Logic() | Call("one_of"):
                return answers(self, node, known)
            case Operate(op, left, right):
                return self._operated(node, op, left, right, known)
            case If():
                return joined(end.extent for end in self._ends(node, known, ()))
            case Call(function, arguments):
                return self._called(function, arguments, known)
            case Fold():
                return self._folded(node)
            case _:
                assert_never(node)

    def in_rows(self, table: str) -> "Reading":
        """The reading of formulas that are read for each row of a table."""
        names = {**self.names, **self.tables.get(table, {})}
        always = (self.musts[table],) if table in self.musts else ()
        return evolve(self, names=names, found={}, always=always)

    def number(self, node: Node, known: Learned) -> Stretch:
        """What a part that is a number may be."""
        return number_in(self.read(node, known))

    def never_above(self, left: Node, right: Node, known: Learned) -> bool:
        """Whether it is certain that one part is not more than another."""
        return self._effort.compared(lambda deep: never_above(self, left, right, known, deep))

    def equals(self, node: Node, known: Learned) -> Sequence[Node]:
        """Other parts that a condition says to be the same; none within a comparison."""
        return () if self._effort.within[0] else known.equal_to(node)

    def may_be_zero(self, division: Operate) -> None:
        """Note that a denominator may be zero."""
        self._zero[id(division)] = division

    def meaning(self, node: Node) -> Node | None:
        """The formula that a name stands for."""
        key = key_of(node)
        return None if key is None else self.meanings.get(key)

    def _named(self, node: Node, known: Learned) -> Extent:
        key = key_of(node)
        assert key is not None
        extent = self.names.get(key, EVERYWHERE)
        meaning = self.meanings.get(key)
        if meaning is None or not (known.extents or known.orders):
            return extent
        return meet(extent, self.read(meaning, known))

    def _operated(self, node: Operate, op: str, left: Node, right: Node, known: Learned) -> Stretch:
        match op:
            case "+" | "-" if is_long_sum(node):
                return long_sum(self, node, known)
            case "+":
                return added(self, node, known)
            case "-":
                return difference(self, left, right, known)
            case "*":
                return product(self, node, known)
            case _:
                return quotient(self, node, known)

    def _called(self, function: str, arguments: tuple[Node, ...], known: Learned) -> Stretch:
        if function in ("days", "months"):
            days = difference(self, arguments[1], arguments[0], known)
            return days if function == "days" else ranges.months_in(days)
        return called(function, [self.number(each, known) for each in arguments])

    def _folded(self, fold: Fold) -> Extent:
        """Over rows of which nothing is known but what their columns may be."""
        rows = self.in_rows(fold.table)
        known = rows.where(fold.where, True, NOTHING_KNOWN)
        if known is None:
            return over_none(fold.function)
        each: Extent = frozenset({True}) if fold.each is None else rows.read(fold.each, known)
        weight = ranges.WHOLE_SHARE if fold.weight is None else rows.number(fold.weight, known)
        return over_rows(fold.function, each, weight)


def range_of(
    tree: Node, names: Mapping[str, Extent], tables: Mapping[str, Columns] = _NO_TABLES
) -> Stretch:
    """The interval in which a formula of a number lies; empty where it never has a value."""
    return Reading(names, tables).see(tree).stretch
