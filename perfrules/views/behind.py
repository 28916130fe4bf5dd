"""What a leaf rests on: the measures and facts behind its formulas, each once."""

from collections.abc import Collection, Iterable

from perfrules.formula.tree import Fold, Given, Name, Node, Property
from perfrules.model.reckoned import trees_of
from perfrules.scoring.tree import Scored
from perfrules.views.steps import Behind, Reader


def behind(node: Scored, reader: Reader) -> Behind:
    """Names of the measures, and of the facts, columns and tables, on which a leaf rests."""
    key = node.indicator.key
    if key not in reader.behind:
        rules = reader.result.methodology
        columns = rules.tables[node.row.table].columns if node.row else ()
        reckoned = trees_of(node.indicator)
        trees = [tree for at, tree in reckoned if not node.out or at.startswith("applies.")]
        reader.behind[key] = _behind(trees, key, {*rules.facts, *columns}, reader)
    return reader.behind[key]


def _behind(trees: Iterable[Node], own: str, known: Collection[str], reader: Reader) -> Behind:
    measures: dict[str, None] = {}
    facts: dict[str, None] = {}
    values: dict[str, None] = {}
    waiting = list(trees)
    for tree in waiting:  # which grows
        for part in reader.asked(tree):
            match part:
                case Name(name) if name in reader.measures:
                    if name not in measures:
                        measures[name] = None
                        waiting.append(reader.measures[name].measure.tree)
                case Name(name) | Given(name) if name in known:
                    facts[name] = None
                case Fold():
                    facts[part.table] = None
                case Property("value", of) if of != own:
                    values[of] = None
    for of in values:
        more_measures, more_facts = _behind_value(of, reader)
        measures |= dict.fromkeys(more_measures)
        facts |= dict.fromkeys(more_facts)
    return list(measures), list(facts)


def _behind_value(key: str, reader: Reader) -> Behind:
    """The same of a measured value; those that rest on one another are each looked at once."""
    if not reader.behind_values:
        rules = reader.result.methodology
        for address in (*rules.order, *(f"value.{key}" for key in rules.above.extras)):
            kind, _, name = address.partition(".")
            if kind == "value" and (tree := reader.nodes[name].indicator.value_tree) is not None:
                reader.behind_values[name] = _behind([tree], name, rules.facts, reader)
    return reader.behind_values.get(key, ([], []))
