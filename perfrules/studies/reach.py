"""Which changes a leaf can feel: those of all that its score rests on in either version."""

from collections.abc import Iterator

from perfrules.formula import walk
from perfrules.formula.tree import Given, Name, Node, Property
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.studies.changes import Change

Thing = tuple[str, str]
"""A table and the name of an entry."""

_FOLLOWED = ("methodology", "parameter", "fact", "measure", "indicator")
"""Tables whose entries are found by name; an entry of any other may be felt everywhere."""

_TOTAL_TABLES = ("bonus", "penalty", "veto")
_TOTAL_KEYS = ("total_at_most", "total_floor")
_SHARED_KEYS = ("applies", "choose", "split", "rank")


def felt_by(key: str, changes: tuple[Change, ...], *versions: Methodology) -> tuple[Change, ...]:
    """The changes that can move the score of a leaf, also where only some of them are made.

    Rather one too many: a change that moves nothing has no part in what is divided.
    """
    reached = _reached(key, versions)
    nodes = {name for table, name in reached if table == "indicator"}
    return tuple(
        change
        for change in changes
        if change.scores
        and (
            (change.table, change.name) in reached
            or (change.table == "indicator" and _nodes_of(change) & nodes)
            or (change.table == "methodology" and change.key != "points")
            or change.table not in _FOLLOWED
        )
    )


def is_plain_sum(methodology: Methodology) -> bool:
    """Whether the printed total is the sum of the leaves, each by itself.

    A limit on a parent or the total, something added or taken off above the tree, or points
    that nodes share make it more than that.
    """
    values = methodology.documents[0].values
    head = values.get("methodology", {})
    entries = values.get("indicator", {}).values()
    return not (
        any(table in values for table in _TOTAL_TABLES)
        or any(key in head for key in _TOTAL_KEYS)
        or any(key in entry for entry in entries for key in _SHARED_KEYS)
        or any(_is_limited(node) for node in methodology.indicators.values())
        or any(
            (leaf.rounding.to / methodology.rounding.to).denominator != 1
            for leaf in methodology.leaves()
        )
    )


def _is_limited(node: Indicator) -> bool:
    return bool(node.children) and (node.cap is not None or node.floor is not None)


def _nodes_of(change: Change) -> set[str]:
    """The nodes that come or go with a change."""
    return {str(keys[1]) for keys, _ in change.edits if len(keys) == 2}


def _reached(key: str, versions: tuple[Methodology, ...]) -> set[Thing]:
    reached: set[Thing] = set()
    waiting: list[Thing] = [("indicator", key)]
    while waiting:
        thing = waiting.pop()
        if thing not in reached:
            reached.add(thing)
            for methodology in versions:
                waiting.extend(_read_by(thing, methodology))
    return reached


def _read_by(thing: Thing, methodology: Methodology) -> Iterator[Thing]:
    """What the formulas of an entry name; a plain name may be that of anything."""
    for tree in _trees(thing, methodology):
        for node in walk.nodes(tree):
            match node:
                case Name(name) | Given(name):
                    yield from ((table, name) for table in ("fact", "parameter", "measure"))
                case Property(_, of):
                    yield ("indicator", of)
    if thing[0] == "indicator" and thing[1] in methodology.indicators:
        yield from (("indicator", child) for child in methodology.indicators[thing[1]].children)


def _trees(thing: Thing, methodology: Methodology) -> Iterator[Node]:
    table, name = thing
    if table == "measure" and name in methodology.measures:
        yield methodology.measures[name].tree
    if table == "indicator" and name in methodology.indicators:
        node = methodology.indicators[name]
        yield from (tree for tree in (node.tree, node.value_tree) if tree is not None)
