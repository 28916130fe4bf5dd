"""On which grid the scores of a rule file lie, where no rounding changes them; and its total."""

from fractions import Fraction
from functools import reduce
from math import gcd

from perfrules.formula.tree import (
    Call,
    Fold,
    If,
    Judgement,
    Negate,
    Node,
    Nothing,
    Number,
    Operate,
    Property,
)
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Judged

_WHOLE = Fraction(1)
_ALIKE = ("min", "max", "abs", "clamp")
"""Functions that come to one of their arguments."""
_COUNTS = ("steps", "floor", "ceil", "days", "months")
"""Functions that come to a whole number."""


def grid_of(methodology: Methodology) -> Fraction | None:
    """The largest number of which every score is a multiple; None where there is none.

    None too where points are shared anew among what applies, or come with the rows of a table.
    """
    if any(node.applies or node.choose or node.split for node in methodology.indicators.values()):
        return None
    grids = [_of_leaf(leaf, methodology) for leaf in methodology.scored()]
    limits = [methodology.total_at_most, methodology.total_floor]
    for node in methodology.indicators.values():
        limits += [node.cap, node.floor] if node.children else []
    return _common([*grids, *(limit for limit in limits if limit is not None)])


def has_total(methodology: Methodology) -> bool:
    """Whether a total can be: not where the file leaves points without a rule."""
    nodes = methodology.indicators.values()
    return not methodology.above.top_gaps and not any(node.gaps for node in nodes)


def reaches_most(methodology: Methodology, limit: Fraction) -> bool:
    """Whether the points with all bonuses come to more than a limit."""
    extra = sum((bonus.points for bonus in methodology.above.bonuses.values()), Fraction(0))
    return has_total(methodology) and methodology.points + extra > limit


def reaches_least(methodology: Methodology, limit: Fraction) -> bool:
    """Whether penalties or negative scores can bring the total below a limit."""
    taken = sum((each.points for each in methodology.above.penalties.values()), Fraction(0))
    lowest = sum((min(leaf.lowest, Fraction(0)) for leaf in methodology.leaves()), Fraction(0))
    return has_total(methodology) and lowest - taken < limit


def _of_leaf(leaf: Indicator, methodology: Methodology) -> Fraction | None:
    if leaf.tree is None:
        return None
    limits = [limit for limit in (leaf.cap, leaf.floor) if limit is not None]
    return _common([_of_node(leaf.tree, methodology), *limits])


def _of_node(node: Node, methodology: Methodology) -> Fraction | None:
    """The largest number of which the value is always a multiple; 0 for what is always zero."""
    match node:
        case Number(value):
            return abs(value)
        case Property("points", of):
            owner = methodology.node(of)
            return None if owner is None else owner.points
        case Judgement(of):
            owner = methodology.node(of)
            way = None if owner is None else owner.way
            return way.step if isinstance(way, Judged) and not way.raters else None
        case Negate(operand):
            return _of_node(operand, methodology)
        case Nothing():
            return Fraction(0)
        case If(_, then, otherwise):
            return _common([_of_node(part, methodology) for part in (then, otherwise)])
        case Operate("+" | "-", left, right):
            return _common([_of_node(part, methodology) for part in (left, right)])
        case Operate("*", left, right):
            one, other = (_of_node(part, methodology) for part in (left, right))
            return None if one is None or other is None else one * other
        case Call(function, arguments) if function in _ALIKE:
            return _common([_of_node(part, methodology) for part in arguments])
        case Call(function, _) if function in _COUNTS:
            return _WHOLE
        case Fold("count"):
            return _WHOLE
        case _:
            return None


def _common(grids: list[Fraction | None]) -> Fraction | None:
    """The largest number of which all are multiples."""
    known = [grid for grid in grids if grid is not None]
    return reduce(_gcd, known, Fraction(0)) if len(known) == len(grids) else None


def _gcd(one: Fraction, other: Fraction) -> Fraction:
    below = one.denominator * other.denominator
    return Fraction(gcd(int(one * below), int(other * below)), below)
