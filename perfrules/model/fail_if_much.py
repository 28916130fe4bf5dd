"""A limit on what indicators rest on in all: an explanation lists it below each of them."""

from collections.abc import Iterable, Mapping, Sequence

from perfrules.formula import walk
from perfrules.formula.tree import Given, Name, Node, Property
from perfrules.model.declared import FactRule, Indicator, Measure
from perfrules.model.reckoned import trees_of
from perfrules.problem import Problem

MOST_BEHIND = 10_000
"""Facts and measures behind the indicators, each counted once for every indicator."""


def the_indicators_rest_on_too_much(
    facts: Mapping[str, FactRule],
    measures: Mapping[str, Measure],
    scored: Mapping[str, Indicator],
    order: Sequence[str],
) -> Iterable[Problem]:
    """E812 at the indicator that rests on the most; through measures and measured values too."""
    if (len(facts) + len(measures)) * len(scored) <= MOST_BEHIND:
        return
    # Sets of names as whole numbers: a file may have thousands, each resting on all the others.
    behind = {name: 1 << number for number, name in enumerate((*facts, *measures))}
    for address in order:
        kind, _, name = address.partition(".")
        if kind == "measure":
            behind[name] |= _read(measures[name].tree, behind)
        elif kind == "value" and (tree := scored[name].value_tree) is not None:
            behind[address] = _read(tree, behind)
    counts = {
        key: sum(_read(tree, behind).bit_count() for _, tree in trees_of(indicator))
        for key, indicator in scored.items()
    }
    count = sum(counts.values())
    if count > MOST_BEHIND:
        key = max(counts, key=counts.__getitem__)
        fields = {"count": f"{count:,}", "most": f"{MOST_BEHIND:,}", "name": key}
        yield Problem("E812", scored[key].place, {**fields, "own": f"{counts[key]:,}"})


def _read(tree: Node, behind: Mapping[str, int]) -> int:
    """What a formula reads, by itself and through what it names."""
    found = 0
    for node in walk.nodes(tree):
        match node:
            case Name(name) | Given(name):
                found |= behind.get(name, 0)
            case Property("value", of):
                found |= behind.get(f"value.{of}", 0)
            case _:
                pass
    return found
