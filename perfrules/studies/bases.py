"""What rates are taken of: the facts that the formulas of a methodology divide by."""

from collections.abc import Iterator

from perfrules.formula import walk
from perfrules.formula.tree import Name, Node, Operate
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Score


def bases_of(methodology: Methodology) -> dict[str, list[str]]:
    """The facts that something is divided by, each with the names of what is so computed."""
    found: dict[str, list[str]] = {}
    for name, tree in _quotients(methodology):
        for division in divisions(tree, methodology):
            users = found.setdefault(division[1], [])
            if name not in users:
                users.append(name)
    return found


def _quotients(methodology: Methodology) -> Iterator[tuple[str, Node]]:
    for measure in methodology.measures.values():
        if measure.unit.is_plain:
            yield measure.name, measure.tree
    for node in methodology.indicators.values():
        if node.value_tree is not None:
            yield node.key, node.value_tree
        if isinstance(node.way, Score):
            yield node.key, node.way.formula.tree


def divisions(tree: Node, methodology: Methodology) -> Iterator[tuple[Operate, str]]:
    """Each division by a fact, with the name of the fact."""
    for node in walk.nodes(tree):
        match node:
            case Operate("/", _, Name(name)) if name in methodology.facts:
                yield node, name
