"""What is reckoned for an indicator: its formulas, by address."""

from collections.abc import Iterator, Mapping

from perfrules.formula.tree import Node
from perfrules.model.declared import Indicator
from perfrules.model.ways import Rank


def trees_of(indicator: Indicator) -> Iterator[tuple[str, Node]]:
    """Its measured value, when it applies, what it is ranked by, and its score."""
    key = indicator.key
    if indicator.value_tree is not None:
        yield f"value.{key}", indicator.value_tree
    if indicator.applies is not None:
        yield f"applies.{key}", indicator.applies.when.tree
    if isinstance(indicator.way, Rank):
        yield f"rank.{key}", indicator.way.of.tree
    if indicator.tree is not None:
        yield f"indicator.{key}", indicator.tree


def line_of(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicator and all that it stands below, the topmost first."""
    line = [indicator]
    while line[0].parent is not None:
        line.insert(0, indicators[line[0].parent])
    return tuple(line)
