"""The functions over a table's rows, on the values that were read row by row."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from perfrules.formula.arithmetic import CannotComputeError
from perfrules.formula.tree import Fold


def folded(
    fold: Fold,
    found: Sequence[tuple[Any, Any]],
    bounded: Callable[[Fraction], Fraction],
) -> Any:
    """The result of a fold over the value and weight of each row that meets its condition.

    Raises CannotComputeError where no rows, or not just one, have a result.
    """
    values = [value for value, _ in found]
    match fold.function:
        case "sum":
            return _sum(values, bounded)
        case "count":
            return Fraction(sum(values))
        case "only" if len(found) != 1:
            raise CannotComputeError("E255", table=fold.table, found=str(len(found)))
        case _ if not found:
            raise CannotComputeError("E254", table=fold.table, function=fold.function)
        case "only":
            return values[0]
        case "mean":
            return bounded(_sum(values, bounded) / len(values))
        case "share":
            return Fraction(sum(values), len(values))
        case "any":
            return any(values)
        case "all":
            return all(values)
        case last:
            assert last == "weighted_mean", f"no function over rows: {last}"
            weights = _sum([weight for _, weight in found], bounded)
            if weights == 0:
                raise CannotComputeError("E256", table=fold.table)
            return bounded(_sum([value * weight for value, weight in found], bounded) / weights)


def _sum(values: Sequence[Fraction], bounded: Callable[[Fraction], Fraction]) -> Fraction:
    total = Fraction(0)
    for value in values:
        total = bounded(total + value)
    return total
