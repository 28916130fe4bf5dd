"""In which unit, with which digits, a value is printed: as its fact or measure says."""

from collections.abc import Mapping

from perfrules.formula import walk
from perfrules.formula.tree import Name, Node, Number, Property
from perfrules.formula.units import PLAIN, Unit, parse_unit
from perfrules.model.facts import Fact
from perfrules.model.methodology import Methodology
from perfrules.model.terms import Show

Printed = tuple[Unit, Show | None, int]
"""The unit, the digits, and how many digits at least."""

RATE = Show(2, percent=True)
"""How a 得分率 is printed."""


def printed_as(node: Node, methodology: Methodology, used: Mapping[str, Fact]) -> Printed:
    """How a node's value is printed."""
    match node:
        case Name(name) if name in used:
            return used[name].unit, None, used[name].decimals
        case Name(name) if name in methodology.measures:
            measure = methodology.measures[name]
            return measure.unit, measure.show, 0
        case Property("value", of):
            indicator = methodology.node(of)
            assert indicator is not None, "its name was settled"
            return indicator.unit, indicator.show, 0
        case Property("rate"):
            return parse_unit("%"), RATE, 0
        case Number(_, str() as unit):
            return parse_unit(unit), None, 0
        case _:
            return PLAIN, None, 0


def printed_within(node: Node, methodology: Methodology, used: Mapping[str, Fact]) -> Printed:
    """The same for a compound, by the first name or number in it that has a unit."""
    for part in walk.nodes(node):
        found = printed_as(part, methodology, used)
        if found[0] != PLAIN:
            return found
    return printed_as(node, methodology, used)
