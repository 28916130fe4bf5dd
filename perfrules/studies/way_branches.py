"""The branches of each way of scoring, found in the formula that it is spelled out as."""

from collections.abc import Callable, Iterator
from typing import assert_never

from attrs import evolve, frozen

from perfrules.files.spots import Path
from perfrules.formula import walk
from perfrules.formula.tree import Call, If, Node
from perfrules.model.fail_if import tier_stretch
from perfrules.model.spelled_out import item_points
from perfrules.model.ways import (
    Adjust,
    Bands,
    Cases,
    Checklist,
    Item,
    Judged,
    Rank,
    Ratio,
    Rows,
    Score,
    Tier,
    Way,
)
from perfrules.studies.branch import Kind, Reached, Seen, Side


@frozen(eq=False, repr=False)
class Part:
    """A branch at a path of the rule file."""

    kind: Kind
    side: Side
    path: Path
    reached: Reached
    word: str = ""
    """What tells it from others at the same place."""


Test = Callable[[Seen], bool]


def parts_of(way: Way, tree: Node, path: Path) -> Iterator[Part]:
    """The branches of one way of scoring; `path` is that of its table."""

    def part(kind: Kind, side: Side, where: Path, test: Test) -> Part:
        return Part(
            kind, side, (*path, *where), lambda read: any(test(seen) for seen in read.of(tree))
        )

    match way:
        case Score() | Rows():
            return
        case Cases(rows, _):
            for position, row in enumerate(rows):
                before = rows[position - 1].when if position else None
                wanted = row.when or before
                holds = row.when is not None
                node = None if wanted is None else wanted.tree
                yield part("case", "row", ("cases", position), _was(node, truth=holds))
        case Bands():
            yield from _bands(way, tree, ("bands",), part)
        case Rank(by=Bands() as by):
            yield from _bands(by, tree, ("rank",), part)
        case Rank():
            return
        case Ratio():
            yield from _ratio(way, tree, part)
        case Adjust():
            yield from _adjust(way, tree, part)
        case Checklist(items):
            asked = [node.condition for node in walk.nodes(tree) if isinstance(node, If)]
            for position, met in zip(range(len(items)), asked, strict=True):
                for side, truth in _BOTH:
                    yield part("check", side, ("checklist", position), _was(met, truth=truth))
        case Judged(tiers):
            for position, tier in enumerate(tiers):
                yield part("tier", "row", ("tiers", position), _in_tier(tier))
        case _:
            assert_never(way)


_BOTH: tuple[tuple[Side, bool], ...] = (("yes", True), ("no", False))
Parts = Callable[[Kind, Side, Path, Test], Part]


def _was(node: Node | None, *, truth: bool) -> Test:
    """Whether a condition came to a truth; where there is none, whether it was scored at all."""
    return lambda seen: node is None or seen.came_to(node) is truth


def _bands(bands: Bands, tree: Node, where: Path, part: Parts) -> Iterator[Part]:
    """The rows are one IF within the other, in their order."""
    for position in range(len(bands.rows)):
        assert isinstance(tree, If), "each row asks whether the value lies in it"
        held = _was(tree.condition, truth=True)
        yield part("band", "row", (*where, "rows", position), held)
        tree = tree.otherwise


def _ratio(way: Ratio, tree: Node, part: Parts) -> Iterator[Part]:
    assert isinstance(tree, If), "a ratio asks first whether its target is above zero"
    scored = tree.then
    assert isinstance(scored, If), "and then whether it was met"
    yield part("ratio", "met", ("ratio",), _was(scored.condition, truth=True))
    yield part("ratio", "missed", ("ratio",), _was(scored.condition, truth=False))
    if way.over is not None and isinstance(scored.then, If):
        over = scored.then.condition
        yield part("ratio", "over", ("ratio", "over"), _was(over, truth=True))


def _adjust(way: Adjust, tree: Node, part: Parts) -> Iterator[Part]:
    for key, items in (("add", way.added), ("deduct", way.deducted)):
        for position, item in enumerate(items):
            yield from _item(item, tree, (key, position), part)
    open_ended = any(i.amount is not None and i.at_most is None for i in way.deducted)
    if open_ended and isinstance(tree, Call):
        inner, least = tree.arguments
        yield part("limit", "least", ("deduct",), _above(least, inner))


def _item(item: Item, tree: Node, path: Path, part: Parts) -> Iterator[Part]:
    points = _within(tree, item_points(item))
    yield part("item", "some", path, lambda seen: (seen.number(points) or 0) != 0)
    yield part("item", "none", path, lambda seen: seen.number(points) == 0)
    if item.at_most is not None:
        before = _within(tree, item_points(evolve(item, at_most=None, unless=None)))
        yield part("limit", "most", (*path, "at_most"), _above(before, item.at_most.tree))
    if item.unless is not None:
        yield part("item", "unless", (*path, "unless"), _was(item.unless.tree, truth=True))
        yield part("item", "counted", (*path, "unless"), _was(item.unless.tree, truth=False))


def _within(tree: Node, wanted: Node) -> Node:
    """The part of a tree that is equal to a node spelled out anew."""
    return next(node for node in walk.nodes(tree) if node == wanted)


def _above(high: Node, low: Node) -> Test:
    """Whether one part came to more than another."""

    def test(seen: Seen) -> bool:
        one, other = seen.number(high), seen.number(low)
        return one is not None and other is not None and one > other

    return test


def _in_tier(tier: Tier) -> Test:
    def test(seen: Seen) -> bool:
        judged = seen.scored.judgement
        if judged is None:
            return False
        if judged.tier:
            return judged.tier == tier.name
        return tier_stretch(tier, seen.scored.indicator.points).holds(judged.score)

    return test
