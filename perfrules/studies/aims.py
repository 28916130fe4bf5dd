"""What a generated fact set aims at: every place where the rules of a methodology change course."""

from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.tree import Call, Choice, Compare, Judgement, Name, Node
from perfrules.model.methodology import Methodology
from perfrules.model.reckoned import trees_of
from perfrules.readings.number import name_of_judgement
from perfrules.studies.edges import Edge, edges_in
from perfrules.studies.inlined import inlined


@frozen
class Aim:
    """An edge, and the facts and judgements that it rests on, by the evaluator's names."""

    edge: Edge
    names: tuple[str, ...]


@frozen(eq=False, repr=False)
class Aims:
    """Everything that can be aimed at in one methodology."""

    edges: tuple[Aim, ...]
    scores: tuple[tuple[str, Node, tuple[str, ...]], ...]
    """Leaves that a formula scores, with the formula and what it rests on."""
    ties: tuple[tuple[Aim, str], ...]
    """With their names."""
    texts: dict[str, tuple[str, ...]]
    """Texts with which a fact is compared."""


@lru_cache(maxsize=8)
def aims_of(methodology: Methodology) -> Aims:
    """All aims, in the order of the file."""
    inside = inlined(methodology)
    trees = [inside.tree(tree) for tree in _trees(methodology)]
    edges = dict.fromkeys(edge for tree in trees for edge in edges_in(tree))
    known = [Aim(edge, _given_in(edge.apart, methodology)) for edge in edges]
    leaves = [leaf for leaf in methodology.scored() if leaf.tree is not None]
    scores = [(leaf.key, tree) for leaf in leaves for tree in (inside.score(leaf.key),)]
    return Aims(
        edges=tuple(aim for aim in known if aim.names),
        scores=tuple(
            (key, tree, read)
            for key, tree in scores
            for read in (_given_in(tree, methodology),)
            if read and not isinstance(tree, Judgement)
        ),
        ties=tuple(_ties(methodology)),
        texts=_texts(trees),
    )


def _trees(methodology: Methodology) -> Iterator[Node]:
    for measure in methodology.measures.values():
        yield measure.tree
    for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
        yield from (tree for _, tree in trees_of(node))
    for veto in methodology.above.vetoes.values():
        yield veto.when.tree
    for finding in methodology.above.findings.values():
        yield finding.when.tree


def _ties(methodology: Methodology) -> Iterator[tuple[Aim, str]]:
    inside = inlined(methodology)
    for name, tie in methodology.above.ties.items():
        edge = Edge(inside.tree(tie.left), inside.tree(tie.right))
        yield Aim(edge, _given_in(edge.apart, methodology)), name


def _given_in(tree: Node, methodology: Methodology) -> tuple[str, ...]:
    """Number and day facts that a department gives, and judgements, that a tree reads."""
    found: dict[str, None] = {}
    for node in walk.nodes(tree):
        match node:
            case Name(name) if name in methodology.facts:
                rule = methodology.facts[name]
                if rule.kind in ("number", "date") and not rule.from_parameters:
                    found.setdefault(name)
            case Judgement(of):
                found.setdefault(name_of_judgement(of))
    return tuple(found)


def _texts(trees: list[Node]) -> dict[str, tuple[str, ...]]:
    """What the facts that are free texts are compared with."""
    found: dict[str, dict[str, None]] = {}
    for tree in trees:
        for node in walk.nodes(tree):
            parts: tuple[Node, ...] = ()
            if isinstance(node, Compare):
                parts = (node.first, *(side for _, side in node.rest))
            elif isinstance(node, Call) and node.function == "one_of":
                parts = node.arguments
            for name in (part.name for part in parts if isinstance(part, Name)):
                texts = (part.text for part in parts if isinstance(part, Choice))
                found.setdefault(name, {}).update(dict.fromkeys(texts))
    return {name: tuple(texts) for name, texts in found.items()}
