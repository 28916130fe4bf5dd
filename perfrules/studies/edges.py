"""Where a formula comes to a value: solved for one fact, exactly, and where it changes course."""

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from attrs import field, frozen

from perfrules.formula import walk
from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Given,
    If,
    Judgement,
    Name,
    Negate,
    Node,
    Number,
    Operate,
)
from perfrules.readings.number import name_of_judgement
from perfrules.studies.inlined import Names, Tables, value_of
from perfrules.studies.polynomials import Form, constant, solved, variable

ZERO = Number(Fraction(0))
_NO_TABLES: Tables = MappingProxyType({})
_MOST_FORMS = 48
"""Ways through min, max and If that are tried."""
MOST_WHOLE = 60
"""Whole numbers that one formula is brought to."""


@frozen
class Edge:
    """Two sides that are compared somewhere, or one side that is cut to whole numbers."""

    left: Node
    right: Node | None
    """None: what matters is whether the left side is a whole number."""

    @property
    def clarity(self) -> int:
        """How well it says what happens: written by an author, whole steps, or spelled out."""
        sides = (self.left,) if self.right is None else (self.left, self.right)
        return 2 if all(side.at for side in sides) else 1 if self.right is None else 0

    @property
    def apart(self) -> Node:
        """What is zero at the edge."""
        return self.left if self.right is None else Operate("-", self.left, self.right)


def edges_in(tree: Node) -> Iterator[Edge]:
    """Where a tree of few functions (`Inlined.tree`) changes course, each place once."""
    once: dict[Edge, None] = {}
    for node in walk.nodes(tree):
        match node:
            case Compare(first, rest):
                sides = (first, *(side for _, side in rest))
                for left, right in pairwise(sides):
                    if not isinstance(left, Choice) and not isinstance(right, Choice):
                        once.setdefault(Edge(left, right))
            case Call("min" | "max", (first, *others)):
                for other in others:
                    once.setdefault(Edge(first, other))
            case Call("floor", (inner,)):
                once.setdefault(Edge(inner, None))
            case Operate("/", _, below) if not isinstance(below, Number):
                once.setdefault(Edge(below, ZERO))
    return iter(once)


def solutions(
    tree: Node, name: str, names: Names, target: Fraction, tables: Tables = _NO_TABLES
) -> tuple[Fraction, ...]:
    """The values of one fact at which a tree comes to the target, the others as they are.

    `name` is that of a fact, or `name_of_judgement` of an indicator; measures are put in before
    (`Inlined.tree`). All are exact and have been tried. Found where the tree is affine, linear
    over linear or quadratic in the fact on some way through min, max, floor and If: none is
    missed but beyond that, and a stretch on which the tree is the target throughout has none.
    """
    forms = _Forms(name, names, tables).of(tree)
    found = {x for form in forms for x in solved(form, target)}
    return tuple(x for x in sorted(found) if at(tree, name, x, names, tables) == target)


def at(tree: Node, name: str, x: Fraction, names: Names, tables: Tables = _NO_TABLES) -> object:
    """What a tree comes to when one fact has another value."""
    return value_of(tree, {**names, name: x}, tables)


def crossings(
    edge: Edge,
    name: str,
    names: Names,
    tables: Tables = _NO_TABLES,
    within: tuple[Fraction | None, Fraction | None] = (None, None),
) -> tuple[Fraction, ...]:
    """The values of one fact at which both sides of an edge are the same, or the side is whole.

    Whole numbers are gone through between the ends of `within` only, and at most 60 of them.
    """
    if edge.right is not None:
        return solutions(edge.apart, name, names, Fraction(0), tables)
    ends = [at(edge.left, name, end, names, tables) for end in within if end is not None]
    here = [value_of(edge.left, names, tables)]
    known = sorted(value for value in (*ends, *here) if isinstance(value, Fraction))
    if not known:
        return ()
    low, high = math.floor(known[0]), math.ceil(known[-1])
    if high - low > MOST_WHOLE and isinstance(here[0], Fraction):
        near = math.floor(here[0])
        low, high = max(low, near - MOST_WHOLE // 2), min(high, near + MOST_WHOLE // 2)
    forms = _Forms(name, names, tables).of(edge.left)
    found = {
        x
        for whole in range(low, min(high, low + MOST_WHOLE) + 1)
        for form in forms
        for x in solved(form, Fraction(whole))
    }
    return tuple(
        x
        for x in sorted(found)
        if isinstance(value := at(edge.left, name, x, names, tables), Fraction)
        and value.denominator == 1
    )


def edges_along(
    trees: Iterable[Node],
    name: str,
    names: Names,
    tables: Tables = _NO_TABLES,
    within: tuple[Fraction | None, Fraction | None] = (None, None),
) -> dict[Fraction, Edge]:
    """The values of one fact at which any of the trees may change course, in order, with its edge.

    Rather one too many: at some of them nothing may happen. Of several edges at one value it is
    the one that says most.
    """
    low, high = within
    found: dict[Fraction, Edge] = {}
    for edge in dict.fromkeys(edge for tree in trees for edge in edges_in(tree)):
        if reads(edge.apart, name):
            for x in crossings(edge, name, names, tables, within):
                within_ends = (low is None or x >= low) and (high is None or x <= high)
                if within_ends and (x not in found or edge.clarity > found[x].clarity):
                    found[x] = edge
    return {x: found[x] for x in sorted(found)}


def reads(tree: Node, name: str) -> bool:
    """Whether a tree names a fact, or the judgement with the evaluator's name."""
    return any(_is(node, name) for node in walk.nodes(tree))


def _is(node: Node, name: str) -> bool:
    match node:
        case Name(own) | Given(own):
            return own == name
        case Judgement(of):
            return name_of_judgement(of) == name
        case _:
            return False


@frozen(eq=False, repr=False)
class _Forms:
    """A tree as one or several quotients of polynomials in one fact, one for each way through."""

    name: str
    names: Names
    tables: Tables
    _reads: dict[int, bool] = field(factory=dict)

    def of(self, node: Node) -> tuple[Form, ...]:
        """Every form that the tree may have somewhere; none where it is none."""
        if not reads(node, self.name):
            value = value_of(node, self.names, self.tables)
            return (constant(value),) if isinstance(value, Fraction) else ()
        match node:
            case Name() | Judgement():
                return (variable(),)
            case Negate(operand):
                return tuple(-form for form in self.of(operand))
            case Operate(op, left, right):
                return self._each(op, self.of(left), self.of(right))
            case If(condition, then, otherwise):
                if reads(condition, self.name):
                    return self._any(then, otherwise)
                holds = value_of(condition, self.names, self.tables)
                if not isinstance(holds, bool):
                    return ()
                return self.of(then if holds else otherwise)
            case Call("min" | "max", arguments):
                return self._any(*arguments)
            case Call("floor", (inner,)):
                return self.of(inner)
            case _:
                return ()

    def _any(self, *parts: Node) -> tuple[Form, ...]:
        forms = dict.fromkeys(form for part in parts for form in self.of(part))
        return tuple(forms)[:_MOST_FORMS]

    @staticmethod
    def _each(op: str, left: tuple[Form, ...], right: tuple[Form, ...]) -> tuple[Form, ...]:
        joined = (one.with_(op, other) for one in left for other in right)
        return tuple(dict.fromkeys(form for form in joined if form is not None))[:_MOST_FORMS]
