"""What every reading asks of a tree: its parts, depth and names, and the tree with others."""

from collections.abc import Callable, Iterator, Mapping
from typing import assert_never

from attrs import evolve

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


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in the order in which they are written in a call."""
    match node:
        case Number() | Choice() | Name() | Property() | Judgement() | Given() | Nothing():
            return ()
        case Negate(operand) | Not(operand):
            return (operand,)
        case Operate(_, left, right):
            return (left, right)
        case Compare(first, rest):
            return (first, *(operand for _, operand in rest))
        case Logic(_, parts):
            return parts
        case If(condition, then, otherwise):
            return (condition, then, otherwise)
        case Call(_, arguments):
            return arguments
        case Fold(_, _, each, weight, where):
            return tuple(part for part in (each, weight, where) if part is not None)
        case _:
            assert_never(node)


def nodes(tree: Node) -> Iterator[Node]:
    """Every node, a parent before its parts, from the left."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def depth(tree: Node) -> int:
    """How many levels the tree has; a single node has one."""
    levels = 0
    level = [tree]
    while level:
        levels += 1
        level = [part for node in level for part in children(node)]
    return levels


def names(tree: Node) -> tuple[str, ...]:
    """The plain names that the tree reads, each once, in the order in which they stand.

    Those of given() and the columns within a Fold are among them, as the tree does not know
    the table; those of indicators (`Property`, `Judgement`) and tables are not.
    """
    named = (node.name for node in nodes(tree) if isinstance(node, Name | Given))
    return tuple(dict.fromkeys(named))


def rebuilt(tree: Node, new: Callable[[Node], Node]) -> Node:
    """The tree with `new` applied to every node, parts before what they are part of."""
    match tree:
        case Number() | Choice() | Name() | Property() | Judgement() | Given() | Nothing():
            return new(tree)
        case Negate(operand) | Not(operand):
            return new(evolve(tree, operand=rebuilt(operand, new)))
        case Operate(_, left, right):
            return new(evolve(tree, left=rebuilt(left, new), right=rebuilt(right, new)))
        case Compare(first, rest):
            pairs = tuple((sign, rebuilt(operand, new)) for sign, operand in rest)
            return new(evolve(tree, first=rebuilt(first, new), rest=pairs))
        case Logic(_, parts):
            return new(evolve(tree, parts=tuple(rebuilt(part, new) for part in parts)))
        case If(condition, then, otherwise):
            condition, then = rebuilt(condition, new), rebuilt(then, new)
            otherwise = rebuilt(otherwise, new)
            return new(evolve(tree, condition=condition, then=then, otherwise=otherwise))
        case Call(_, arguments):
            return new(evolve(tree, arguments=tuple(rebuilt(part, new) for part in arguments)))
        case Fold():
            each, weight, where = (
                part and rebuilt(part, new) for part in (tree.each, tree.weight, tree.where)
            )
            return new(evolve(tree, each=each, weight=weight, where=where))
        case _:
            assert_never(tree)


def replace(tree: Node, new: Mapping[str, Node]) -> Node:
    """The tree with the values of some names put in their place."""

    def put(node: Node) -> Node:
        return new.get(node.name, node) if isinstance(node, Name) else node

    return rebuilt(tree, put)


def owned(tree: Node, key: str) -> Node:
    """The tree with bare 分值, 指标值, 得分, 得分率 standing for those of the indicator `key`."""

    def of_key(node: Node) -> Node:
        if isinstance(node, Property) and not node.of:
            return evolve(node, of=key)
        return node

    return rebuilt(tree, of_key)
