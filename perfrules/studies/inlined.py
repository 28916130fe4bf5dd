"""Formulas over facts and judgements alone: measures and scores are put in for their names."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import field, frozen

from perfrules.formula import walk
from perfrules.formula.compounds import spelled_out
from perfrules.formula.tree import Call, Name, Node, Number, Operate, Property
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.readings.number import Compiled, Missing, Row, compile_number, evaluate
from perfrules.readings.number import Result as Reading

Names = Mapping[str, Reading]
Tables = Mapping[str, Sequence[Row] | Missing]


@frozen(eq=False, repr=False)
class Inlined:
    """The formulas of a methodology, each with everything put in that it rests on."""

    methodology: Methodology
    _known: dict[tuple[str, str], Node] = field(factory=dict)

    def tree(self, tree: Node) -> Node:
        """A formula over facts, judgements and points, of few functions (`compounds`)."""

        def put(node: Node) -> Node:
            match node:
                case Name(name) if name in self.methodology.measures:
                    return self._once("measure", name)
                case Property("value" | "score" | "rate" as aspect, of):
                    return self._once(aspect, of)
                case Call():
                    plain = spelled_out(node)
                    return node if plain is node else walk.rebuilt(plain, put)
                case _:
                    return node

        return walk.rebuilt(tree, put)

    def score(self, key: str) -> Node:
        """The exact score of an indicator, within its limits, as if all of it applied."""
        return self._once("score", key)

    def _once(self, aspect: str, of: str) -> Node:
        """What stands for a name; a name that no formula stands for stays."""
        if (aspect, of) not in self._known:
            self._known[aspect, of] = self._made(aspect, of)
        return self._known[aspect, of]

    def _made(self, aspect: str, of: str) -> Node:
        if aspect == "measure":
            return self.tree(self.methodology.measures[of].tree)
        node = self.methodology.node(of)
        if aspect == "rate":
            return Operate("/", self.score(of), Property("points", of))
        if node is None:
            return Property("score", of)
        if aspect == "value":
            return Property("value", of) if node.value_tree is None else self.tree(node.value_tree)
        return self._score(node)

    def _score(self, node: Indicator) -> Node:
        if node.children:
            tree, *others = (self.score(key) for key in node.children)
            for other in others:
                tree = Operate("+", tree, other)
        elif node.tree is not None:
            tree = self.tree(node.tree)
        else:
            return Property("score", node.key)
        if node.cap is not None:
            tree = Call("min", (tree, Number(node.cap)))
        if node.floor is not None:
            tree = Call("max", (tree, Number(node.floor)))
        return tree


@lru_cache(maxsize=8)
def inlined(methodology: Methodology) -> Inlined:
    """The formulas of a methodology, made once."""
    return Inlined(methodology)


@lru_cache(maxsize=4096)
def _compiled(tree: Node) -> Compiled:
    return compile_number(tree)


def value_of(tree: Node, names: Names, tables: Tables) -> Reading:
    """What a tree comes to; a name that is not there is missing."""
    return evaluate(_compiled(tree), _Known(names), tables).value


class _Known(dict[str, Reading]):
    """Names, of which those that are not there are missing instead of an error."""

    def __missing__(self, name: str) -> Reading:
        return Missing(frozenset({name}))
