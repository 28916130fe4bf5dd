"""What the functions of formulas do with their values, exactly."""

import math
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise


class CannotComputeError(Exception):
    """A function met values that it has no result for; `code` says why."""

    def __init__(self, code: str, **fields: str) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


def _multiple(
    rounded: Callable[[Fraction], int],
) -> Callable[[Fraction, Fraction], Fraction]:
    def to_step(x: Fraction, to: Fraction) -> Fraction:
        if to <= 0:
            raise CannotComputeError("E252", step=str(to))
        size = rounded(abs(x) / to) * to
        return size if x >= 0 else -size

    return to_step


def _half_up(x: Fraction) -> int:
    """Of a number that is not negative."""
    return math.floor(x + Fraction(1, 2))


to_nearest = _multiple(_half_up)
away_from_zero = _multiple(math.ceil)
toward_zero = _multiple(math.floor)


def steps(x: Fraction, each: Fraction) -> Fraction:
    """How many whole steps there are in x."""
    if each <= 0:
        raise CannotComputeError("E252", step=str(each))
    return Fraction(x // each)


def interpolate(x: Fraction, *points: Fraction) -> Fraction:
    """Straight lines between points (x1, y1, x2, y2, …), flat outside."""
    xs, ys = points[::2], points[1::2]
    if any(left >= right for left, right in pairwise(xs)):
        raise CannotComputeError("E253")
    if x <= xs[0]:
        return ys[0]
    for i in range(1, len(xs)):
        if x <= xs[i]:
            slope = (ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1])
            return ys[i - 1] + (x - xs[i - 1]) * slope
    return ys[-1]


def full_months(start: date, end: date) -> int:
    """Whole months from one day to another; negative when end is earlier.

    A month is full on the day of the same number, or on the last day of a month that has no
    such day (Civil Code of the PRC, article 202).
    """
    if end < start:
        return -full_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    last = monthrange(end.year, end.month)[1]
    return months if end.day >= min(start.day, last) else months - 1
