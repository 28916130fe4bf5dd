"""Arithmetic of stretches: every number that comes of numbers in them lies in the result."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from perfrules.formula.arithmetic import away_from_zero, to_nearest, toward_zero
from perfrules.model.stretches import Stretch
from perfrules.readings.bounds import MOST_BITS
from perfrules.readings.extents import (
    ABOVE_ALL,
    BELOW_ALL,
    EVERYWHERE,
    NOWHERE,
    Size,
    at_least,
    at_most,
    between,
    ends,
    hull,
    within,
)

ZERO, ONE = Fraction(0), Fraction(1)
NOT_NEGATIVE, NOT_POSITIVE = at_least(ZERO), at_most(ZERO)
POSITIVE, NEGATIVE = at_least(ZERO, closed=False), at_most(ZERO, closed=False)
WHOLE_SHARE = Stretch(ZERO, ONE, low_closed=True, high_closed=True)
_ONE = Stretch(ONE, ONE, low_closed=True, high_closed=True)
_ROUNDED = {"round": to_nearest, "round_up": away_from_zero, "round_down": toward_zero}


def negated(x: Stretch) -> Stretch:
    """Of −x."""
    if x.empty:
        return NOWHERE
    low, high = (None if end is None else -end for end in (x.high, x.low))
    return Stretch(low, high, x.high_closed, x.low_closed)


def plus(x: Stretch, y: Stretch) -> Stretch:
    """Of x + y."""
    if x.empty or y.empty:
        return NOWHERE
    low = None if x.low is None or y.low is None else x.low + y.low
    high = None if x.high is None or y.high is None else x.high + y.high
    low_closed, high_closed = x.low_closed and y.low_closed, x.high_closed and y.high_closed
    return _short(Stretch(low, high, low_closed, high_closed))


def minus(x: Stretch, y: Stretch) -> Stretch:
    """Of x − y."""
    return plus(x, negated(y))


def times(x: Stretch, y: Stretch) -> Stretch:
    """Of x × y."""
    if x.empty or y.empty:
        return NOWHERE
    if _ONE in (x, y):
        return y if x == _ONE else x
    corners = [_corner(one, other) for one in ends(x) for other in ends(y)]
    low = min(corners, key=lambda end: (end[0], not end[1]))
    high = max(corners, key=lambda end: (end[0], end[1]))
    return _short(between(low, high))


def _corner(one: tuple[Size, bool], other: tuple[Size, bool]) -> tuple[Size, bool]:
    """The product of two ends; what is endless times zero is zero, the limit along that side."""
    (infinite, x), x_closed = one
    (endless, y), y_closed = other
    zero_x, zero_y = infinite == 0 == x, endless == 0 == y
    if zero_x or zero_y:
        closed = (zero_x and x_closed) or (zero_y and y_closed) or (x_closed and y_closed)
        return (0, ZERO), closed
    if infinite or endless:
        positive = ((infinite or x) > 0) == ((endless or y) > 0)
        return (ABOVE_ALL if positive else BELOW_ALL), False
    return (0, x * y), x_closed and y_closed


def over(x: Stretch, y: Stretch) -> Stretch:
    """Of x ÷ y, for every y but zero."""
    above, below = within(y, POSITIVE), within(y, NEGATIVE)
    found = times(x, _inverse(above))
    return found if below.empty else hull(found, negated(times(x, _inverse(negated(below)))))


def _inverse(y: Stretch) -> Stretch:
    """Of 1 ÷ y, where y is above zero."""
    if y.empty:
        return NOWHERE
    assert y.low is not None, "y is above zero"
    low = ZERO if y.high is None else 1 / y.high
    high = None if y.low == 0 else 1 / y.low
    return Stretch(low, high, y.high_closed, high is not None and y.low_closed)


def least(xs: Sequence[Stretch]) -> Stretch:
    """Of the smallest of several."""
    return negated(most([negated(x) for x in xs]))


def most(xs: Sequence[Stretch]) -> Stretch:
    """Of the largest of several."""
    if any(x.empty for x in xs):
        return NOWHERE
    lows, highs = zip(*map(ends, xs), strict=True)
    low = max(lows, key=lambda end: (end[0], not end[1]))
    high = max(highs, key=lambda end: (end[0], end[1]))
    return between(low, high)


def repeated(x: Stretch) -> Stretch:
    """Of the sum of any number of numbers, also of none."""
    if x.empty or x.low == x.high == 0:
        return Stretch(ZERO, ZERO, low_closed=True, high_closed=True)
    low = ZERO if x.low is not None and x.low >= 0 else None
    high = ZERO if x.high is not None and x.high <= 0 else None
    return Stretch(low, high, low is not None, high is not None)


def size(x: Stretch) -> Stretch:
    """Of the number without its sign."""
    above, below = within(x, NOT_NEGATIVE), within(x, NOT_POSITIVE)
    return hull(above, negated(below))


def rounded(function: str, x: Stretch, to: Stretch) -> Stretch:
    """Of x as a multiple of a step, which is above zero; none for a step that is not."""
    to = within(to, POSITIVE)
    if x.empty or to.empty:
        return NOWHERE
    same_sign = EVERYWHERE
    if x.low is not None and x.low >= 0:
        same_sign = NOT_NEGATIVE
    elif x.high is not None and x.high <= 0:
        same_sign = NOT_POSITIVE
    if to.low is not None and to.low == to.high:
        step, to_step = to.low, _ROUNDED[function]
        return _through(x, lambda end: to_step(end, step))
    if function == "round_down":
        return hull(x, Stretch(ZERO, ZERO, low_closed=True, high_closed=True))
    moved = plus(x, hull(to, negated(to)))
    return within(moved, same_sign)


def floor(x: Stretch) -> Stretch:
    """Of the largest whole number not above x."""
    found = _through(x, lambda end: Fraction(math.floor(end)))
    if found.high is not None and found.high == x.high and not x.high_closed:
        return Stretch(found.low, found.high - 1, found.low_closed, high_closed=True)
    return found


def ceil(x: Stretch) -> Stretch:
    """Of the smallest whole number not below x."""
    return negated(floor(negated(x)))


def _through(x: Stretch, function: Callable[[Fraction], Fraction]) -> Stretch:
    """Of a function that never falls: its values at the ends, which it may reach before them."""
    if x.empty:
        return NOWHERE
    low, high = (None if end is None else function(end) for end in (x.low, x.high))
    return _short(Stretch(low, high, low is not None, high is not None))


def interpolated(x: Stretch, points: Sequence[Stretch]) -> Stretch:
    """Of straight lines between points, flat outside; exact at ends where the points are known."""
    if x.empty or any(p.empty for p in points):
        return NOWHERE
    known = [p.low for p in points if p.low is not None and p.low == p.high]
    if len(known) < len(points):
        found = points[1]
        for y in points[3::2]:
            found = hull(found, y)
        return found
    xs, ys = known[::2], known[1::2]
    if any(left >= right for left, right in pairwise(xs)):
        return NOWHERE
    low = xs[0] if x.low is None else max(xs[0], min(x.low, xs[-1]))
    high = xs[-1] if x.high is None else max(xs[0], min(x.high, xs[-1]))
    reached = [y for at, y in zip(xs, ys, strict=True) if low <= at <= high]
    reached += [_line(end, xs, ys) for end in (low, high)]
    return Stretch(min(reached), max(reached), low_closed=True, high_closed=True)


def _line(x: Fraction, xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Fraction:
    after = next(i for i, at in enumerate(xs) if x <= at)
    if after == 0:
        return ys[0]
    share = (x - xs[after - 1]) / (xs[after] - xs[after - 1])
    return ys[after - 1] + (ys[after] - ys[after - 1]) * share


def months_in(days: Stretch) -> Stretch:
    """Of the full months in so many days: a month has from 28 to 31 of them."""

    def some(number: Fraction, *, long: bool) -> Fraction:
        each = 31 if long == (number >= 0) else 28
        return Fraction(math.floor(number / each) if long else math.ceil(number / each))

    if days.empty:
        return NOWHERE
    low = None if days.low is None else some(days.low, long=True) - (1 if days.low > 0 else 0)
    high = None if days.high is None else some(days.high, long=False) + (1 if days.high < 0 else 0)
    if days.low is not None and days.low >= 0:
        low = max(low or ZERO, ZERO)
    if days.high is not None and days.high <= 0:
        high = min(high or ZERO, ZERO)
    return Stretch(low, high, low is not None, high is not None)


def _short(x: Stretch) -> Stretch:
    """With ends that are no larger than numbers may be, moved outward."""
    low = x.low if x.low is None or _is_short(x.low) else _whole(math.floor(x.low))
    high = x.high if x.high is None or _is_short(x.high) else _whole(math.ceil(x.high))
    if low is x.low and high is x.high:
        return x
    return Stretch(low, high, low is not None, high is not None)


def _whole(number: int) -> Fraction | None:
    return Fraction(number) if number.bit_length() <= MOST_BITS else None


def _is_short(number: Fraction) -> bool:
    return max(number.numerator.bit_length(), number.denominator.bit_length()) <= MOST_BITS
