"""Every way of scoring as one formula in points, the author's own formulas kept inside it."""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import assert_never

from perfrules.formula import walk
from perfrules.formula.tree import (
    Call,
    Compare,
    Comparison,
    Formula,
    If,
    Judgement,
    Logic,
    Name,
    Node,
    Nothing,
    Number,
    Operate,
    Property,
)
from perfrules.model.ways import (
    Adjust,
    Band,
    Bands,
    Case,
    Cases,
    Checklist,
    Interval,
    Item,
    Judged,
    Rank,
    Ratio,
    Rows,
    Score,
    Way,
)

ZERO = Number(Fraction(0))
COMPLETION = "完成比"
"""What a formula of over-achievement calls actual ÷ target, or target ÷ actual for ≤."""
PLACE, COUNT = "名次", "总数"
"""What the formulas of a rank call the place, and how many are ranked."""


def spelled_out(way: Way, key: str, cap: Fraction | None, floor: Fraction | None) -> Node | None:
    """The formula of a leaf's score; `key` is the leaf's, cap and floor what its file states.

    None for the rows of a table, each of which has a formula of its own.
    """
    points: Node = Property("points", key)
    match way:
        case Score(formula):
            return formula.tree
        case Cases(rows, hit):
            return _first_case(rows) if hit == "first" else _only_case(rows)
        case Bands(of, rows):
            return _banded(of, rows, points)
        case Ratio():
            return _ratio(way, points)
        case Adjust():
            return _adjusted(way, points, cap, floor)
        case Checklist(items):
            return _sum(
                If(_any(tuple(Name(n) for n in item.any_of)), Number(item.points), ZERO)
                for item in items
            )
        case Judged():
            return Judgement(key)
        case Rank(by=by):
            return spelled_out(by, key, cap, floor)
        case Rows():
            return None
        case _:
            assert_never(way)


def inside(value: Node, interval: Interval) -> Node:
    """The condition that a value lies in an interval."""
    low, high = interval.low, interval.high
    if interval.single and low is not None:
        return Compare(value, (("==", low.tree),))
    conditions: list[Node] = []
    if low is not None:
        sign: Comparison = ">=" if interval.low_closed else ">"
        conditions.append(Compare(value, ((sign, low.tree),)))
    if high is not None:
        sign = "<=" if interval.high_closed else "<"
        conditions.append(Compare(value, ((sign, high.tree),)))
    return conditions[0] if len(conditions) == 1 else Logic("and", tuple(conditions))


def _first_case(rows: tuple[Case, ...]) -> Node:
    tree: Node = Nothing("gap")
    for row in reversed(rows):
        tree = row.score.tree if row.when is None else If(row.when.tree, row.score.tree, tree)
    return tree


def _only_case(rows: tuple[Case, ...]) -> Node:
    tree: Node = Nothing("gap")
    later: tuple[Node, ...] = ()
    for row in reversed(rows):
        when = _tree(row.when)
        score: Node = row.score.tree
        if later:
            score = If(_any(later), Nothing("several"), score)
        tree = If(when, score, tree)
        later = (when, *later)
    return tree


def _banded(of: Formula, rows: tuple[Band, ...], points: Node) -> Node:
    tree: Node = Nothing("gap")
    for row in reversed(rows):
        tree = If(inside(of.tree, row.inside), band_score(of, row, points), tree)
    return tree


def band_score(of: Formula, row: Band, points: Node) -> Node:
    """What one row of bands gives."""
    if row.open:
        return Nothing("open")
    if row.share is not None:
        return Operate("*", points, row.share.tree)
    if row.score is not None:
        return row.score.tree
    start, end = _tree(row.start), _tree(row.end)
    low, high = _tree(row.inside.low), _tree(row.inside.high)
    travelled = Operate("/", Operate("-", of.tree, low), Operate("-", high, low))
    return Operate("+", start, Operate("*", Operate("-", end, start), travelled))


def _ratio(way: Ratio, points: Node) -> Node:
    actual, target = way.actual.tree, way.target.tree
    upward = Operate("/", actual, target)
    downward = Operate("/", target, actual)
    met: Node = points
    if way.over is not None:
        completion = downward if way.sign == "<=" else upward
        reduced = walk.replace(way.over.score.tree, {COMPLETION: completion})
        met = If(Compare(completion, ((">", way.over.above.tree),)), reduced, points)
    missed: dict[str, tuple[Comparison, Node]] = {
        ">=": (">=", upward),
        "<=": ("<=", downward),
        "=": ("==", If(Compare(actual, (("<", target),)), upward, downward)),
    }
    sign, share = missed[way.sign]
    scored = If(Compare(actual, ((sign, target),)), met, Operate("*", points, share))
    return If(Compare(target, ((">", ZERO),)), scored, Nothing("target"))


def _adjusted(way: Adjust, points: Node, cap: Fraction | None, floor: Fraction | None) -> Node:
    highest = points if cap is None else Number(cap)
    lowest = ZERO if floor is None else Number(floor)
    base = way.base.tree if way.base is not None else ZERO if way.added else points
    tree: Node = base
    if way.added:
        tree = Operate("+", tree, _sum(item_points(i) for i in way.added))
    if way.deducted:
        tree = Operate("-", tree, _sum(item_points(i) for i in way.deducted))
    if way.added:
        tree = Call("min", (tree, highest))
    return Call("max", (tree, lowest))


def item_points(item: Item) -> Node:
    """How many points one item takes off or adds: never below zero, never above its `at_most`."""
    tree: Node = item.points.tree
    if item.amount is not None:
        tree = Operate("*", _count(item), tree)
    if item.when is not None:
        tree = If(item.when.tree, tree, ZERO)
    if item.at_most is not None:
        tree = Call("min", (tree, item.at_most.tree))
    if item.unless is not None:
        tree = If(item.unless.tree, ZERO, tree)
    return tree


def _count(item: Item) -> Node:
    amount = Call("max", (_tree(item.amount), ZERO))
    if item.each is None:
        return amount
    if item.steps == "whole":
        return Call("steps", (amount, item.each.tree))
    count = Operate("/", amount, item.each.tree)
    return Call("ceil", (count,)) if item.steps == "started" else count


def _sum(parts: Iterable[Node]) -> Node:
    return reduce(lambda left, right: Operate("+", left, right), parts)


def _any(conditions: tuple[Node, ...]) -> Node:
    return conditions[0] if len(conditions) == 1 else Logic("or", conditions)


def _tree(formula: Formula | None) -> Node:
    """The tree of a formula that the reader of rule files has made sure is there."""
    assert formula is not None
    return formula.tree
