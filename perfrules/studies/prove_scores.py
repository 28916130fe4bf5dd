"""Every score as a formula of others: within its limits, where it applies, up to the total."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.tree import (
    Call,
    Compare,
    If,
    Logic,
    Name,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Property,
)
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.read_above import WHOLE
from perfrules.readings.proof_world import World
from perfrules.readings.values import name_of_property

ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def trees_of(methodology: Methodology) -> Iterator[tuple[str, Node]]:
    """What every name that is no fact stands for, by the evaluator's name."""
    for name, measure in methodology.measures.items():
        yield name, measure.tree
    for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
        key = node.key
        if node.value_tree is not None:
            value = _staged(node.value_tree, node, methodology)
            yield name_of_property("value", key), value
        yield name_of_property("points", key), Number(node.points)
        yield name_of_property("score", key), score_tree(node, methodology)
        rate = Operate("/", Property("score", key), Property("points", key))
        yield name_of_property("rate", key), rate
    yield name_of_property("points", WHOLE), Number(methodology.points)
    yield from totals(methodology)


def totals(methodology: Methodology) -> Iterator[tuple[str, Node]]:
    """The exact total as vetoes find it: bonuses and penalties see it on its way there."""
    above = methodology.above
    tree = total(Property("score", key) for key in methodology.roots)
    raised = total([tree, *(Property("score", key) for key in above.bonuses)])
    lost = total(Property("score", key) for key in above.penalties)
    yield TREE, tree
    yield RAISED, raised
    whole: Node = Operate("-", raised, lost)
    if methodology.total_at_most is not None:
        whole = Call("min", (whole, Number(methodology.total_at_most)))
    if methodology.total_floor is not None:
        whole = Call("max", (whole, Number(methodology.total_floor)))
    yield name_of_property("score", WHOLE), whole
    if methodology.points:
        points = Number(methodology.points)
        yield name_of_property("rate", WHOLE), Operate("/", Property("score", WHOLE), points)


TREE, RAISED = "total\ntree", "total\nraised"
"""What proofs call the total before bonuses, and before penalties."""


def stage_of(node: Indicator, world: World) -> World:
    """The world as the formulas of a bonus or penalty find it: the total so far is another."""
    if node.role == "indicator":
        return world
    so_far = Name(_so_far(node))
    return evolve(world, trees={**world.trees, name_of_property("score", WHOLE): so_far}, read={})


def _so_far(node: Indicator) -> str:
    return TREE if node.role == "bonus" else RAISED


def _staged(tree: Node, node: Indicator, methodology: Methodology) -> Node:
    """The same for one formula, so that a total which it is part of can be read."""
    so_far, points = Name(_so_far(node)), Number(methodology.points)

    def put(part: Node) -> Node:
        match part:
            case Property("score", of) if of == WHOLE:
                return so_far
            case Property("rate", of) if of == WHOLE:
                return Operate("/", so_far, points)
            case _:
                return part

    return tree if node.role == "indicator" else walk.rebuilt(tree, put)


def total(parts: Iterable[Node]) -> Node:
    """The sum; 0 of nothing."""
    first, *others = [*parts] or [ZERO]
    for other in others:
        first = Operate("+", first, other)
    return first


def score_tree(node: Indicator, methodology: Methodology) -> Node:
    """The exact score of a node as others read it."""
    if node.children:
        tree = sum_below(node, methodology, "score")
    elif node.tree is not None:
        tree = _staged(node.tree, node, methodology)
    else:
        tree = Name(sum_of_rows(node.key))
    return where_scored(limited(tree, node), node, methodology)


def limited(tree: Node, node: Indicator) -> Node:
    """Within the limits that the file states."""
    if node.cap is not None:
        tree = Call("min", (tree, Number(node.cap)))
    return tree if node.floor is None else Call("max", (tree, Number(node.floor)))


def where_scored(tree: Node, node: Indicator, methodology: Methodology) -> Node:
    """The tree where the node is scored, else what its file says of one that is not."""
    if node.applies is not None:
        instead: Mapping[str, Node] = {
            "full": Property("points", node.key),
            "error": Nothing("open"),
        }
        tree = If(node.applies.when.tree, tree, instead.get(node.applies.otherwise, ZERO))
    parent = None if node.parent is None else methodology.indicators[node.parent]
    if parent is not None and parent.choose is not None:
        tree = If(Name(name_of_pick(parent.key, node.key)), tree, ZERO)
    return tree


def sum_below(parent: Indicator, methodology: Methodology, aspect: str) -> Node:
    """What the children come to; those that apply share the points of those that give theirs."""
    children = [methodology.indicators[key] for key in parent.children]
    scores = total(Name(f"{aspect}\n{child.key}") for child in children)
    moving = [child for child in children if gives_away(child, "rescale_parent")]
    if not moving:
        return scores
    given, taking = (
        total(Operate("*", _counts(child, yes=yes), Number(child.points)) for child in some)
        for yes, some in ((False, moving), (True, moving))
    )
    steady = sum((c.points for c in children if c not in moving and c.applies is None), Fraction(0))
    whole = Operate("+", Operate("+", given, taking), Number(steady))
    return Operate("/", Operate("*", scores, whole), Operate("+", taking, Number(steady)))


def gives_away(node: Indicator, to: str) -> bool:
    """Whether others take over its points where it does not apply."""
    return node.applies is not None and node.applies.otherwise == to


def _counts(node: Indicator, *, yes: bool) -> Node:
    assert node.applies is not None
    when = node.applies.when.tree
    return If(when if yes else Not(when), ONE, ZERO)


def name_of_pick(parent: str, child: str) -> str:
    """What proofs call it that a child is picked."""
    return f"picked\n{parent}\n{child}"


def applies_on(line: tuple[Indicator, ...]) -> Node:
    """That the last node of a line is scored: all of them apply and are picked."""
    conditions: list[Node] = [node.applies.when.tree for node in line if node.applies is not None]
    for above, node in pairwise(line):
        if above.choose is not None:
            conditions.append(Name(name_of_pick(above.key, node.key)))
    match conditions:
        case []:
            return Compare(ZERO, (("==", ZERO),))
        case [one]:
            return one
        case _:
            return Logic("and", tuple(conditions))


def sum_of_rows(key: str) -> str:
    """What proofs call the sum of the rows of a leaf."""
    return f"rows\n{key}"
