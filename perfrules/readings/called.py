"""What the functions of formulas may come to, over values and over the rows of a table."""

from collections.abc import Sequence

from perfrules.model.stretches import Stretch
from perfrules.readings import ranges
from perfrules.readings.extents import (
    EVERYWHERE,
    NOWHERE,
    Extent,
    holds_all,
    joined,
    number_in,
    point,
    truth_in,
    within,
)


def called(function: str, found: Sequence[Stretch]) -> Stretch:
    """Of a function of numbers, for the stretches in which its arguments lie."""
    first, *others = found
    match function:
        case "min":
            return ranges.least(found)
        case "max":
            return ranges.most(found)
        case "abs":
            return ranges.size(first)
        case "clamp":
            low, high = others
            return ranges.most([low, ranges.least([first, high])])
        case "round" | "round_up" | "round_down":
            return ranges.rounded(function, first, others[0])
        case "floor":
            return ranges.floor(first)
        case "ceil":
            return ranges.ceil(first)
        case "steps":
            return ranges.floor(ranges.over(first, within(others[0], ranges.POSITIVE)))
        case last:
            assert last == "interpolate", f"no interval for the function {last}"
            return ranges.interpolated(first, others)


def over_rows(function: str, each: Extent, weight: Stretch) -> Extent:
    """Of a function over the rows of a table, for what its formula may come to in each of them."""
    match function:
        case "sum":
            return ranges.repeated(number_in(each))
        case "count":
            return ranges.NOT_NEGATIVE if True in truth_in(each) else point(ranges.ZERO)
        case "share":
            found = [point(ranges.ONE if yes else ranges.ZERO) for yes in truth_in(each)]
            return joined(found)
        case "weighted_mean":
            return number_in(each) if holds_all(ranges.NOT_NEGATIVE, weight) else EVERYWHERE
        case "any" | "all":
            return truth_in(each)
        case last:
            assert last in ("mean", "only"), f"no interval for the function {last}"
            return each


def over_none(function: str) -> Extent:
    """Of the same over no rows at all; most have no value then."""
    return point(ranges.ZERO) if function in ("sum", "count") else NOWHERE
