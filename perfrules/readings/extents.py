"""What a value may be: a number of a stretch, yes or no or either, a text among some or any."""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import TypeGuard

from attrs import frozen

from perfrules.model.stretches import Stretch

Truth = frozenset[bool]
"""The answers that a condition may have."""

YES: Truth = frozenset({True})
NO: Truth = frozenset({False})
MAYBE: Truth = YES | NO


@frozen
class Texts:
    """The texts that a value may be; None is any."""

    among: frozenset[str] | None = None


Extent = Stretch | Truth | Texts

EVERYWHERE = Stretch(None, None, low_closed=False, high_closed=False)
NOWHERE = Stretch(Fraction(0), Fraction(0), low_closed=False, high_closed=False)
"""No number at all: what cannot be read has no value."""


def point(value: Fraction) -> Stretch:
    """One number."""
    return Stretch(value, value, low_closed=True, high_closed=True)


def is_point(stretch: Stretch) -> bool:
    """Whether it is one number: it has nothing to do with others."""
    return stretch.low is not None and stretch.low == stretch.high


def at_least(low: Fraction | None, *, closed: bool = True) -> Stretch:
    """A number and all above it."""
    return Stretch(low, None, low_closed=closed and low is not None, high_closed=False)


def at_most(high: Fraction | None, *, closed: bool = True) -> Stretch:
    """A number and all below it."""
    return Stretch(None, high, low_closed=False, high_closed=closed and high is not None)


def is_truth(extent: Extent) -> TypeGuard[Truth]:
    """Whether it is that of a condition."""
    return isinstance(extent, frozenset)


def is_empty(extent: Extent) -> bool:
    """Whether no value is left."""
    if isinstance(extent, Stretch):
        return extent.empty
    if isinstance(extent, Texts):
        return extent.among == frozenset()
    return not extent


def number_in(extent: Extent) -> Stretch:
    """The extent of a number; of what is not known to be one, every number."""
    return extent if isinstance(extent, Stretch) else EVERYWHERE


def truth_in(extent: Extent) -> Truth:
    """The extent of a condition; of what is not known to be one, either answer."""
    return extent if is_truth(extent) else MAYBE


def meet(one: Extent, other: Extent) -> Extent:
    """What lies in both; of two kinds, of which one can only be unknown, the second."""
    if isinstance(one, Stretch) and isinstance(other, Stretch):
        return within(one, other)
    if isinstance(one, Texts) and isinstance(other, Texts):
        if one.among is None or other.among is None:
            return other if one.among is None else one
        return Texts(one.among & other.among)
    if is_truth(one) and is_truth(other):
        return one & other
    return other


def join(one: Extent, other: Extent) -> Extent:
    """The least extent that holds both; of two kinds, of which one is unknown, everything."""
    if isinstance(one, Stretch) and isinstance(other, Stretch):
        return hull(one, other)
    if isinstance(one, Texts) and isinstance(other, Texts):
        if one.among is None or other.among is None:
            return Texts()
        return Texts(one.among | other.among)
    if is_truth(one) and is_truth(other):
        return one | other
    kinds = [each for each in (one, other) if not isinstance(each, Stretch)]
    return MAYBE if is_truth(kinds[0]) else Texts()


def joined(extents: Iterable[Extent]) -> Extent:
    """The least extent that holds all of them; of none, no number."""
    found = list(extents)
    filled = [extent for extent in found if not is_empty(extent)]
    return reduce(join, filled) if filled else (found[0] if found else NOWHERE)


def within(one: Stretch, other: Stretch) -> Stretch:
    """The numbers that lie in both."""
    low, low_closed = max((_low(one), _low(other)), key=lambda end: (end[0], not end[1]))
    high, high_closed = min((_high(one), _high(other)), key=lambda end: (end[0], end[1]))
    return _stretch(low, high, low_closed=low_closed, high_closed=high_closed)


def hull(one: Stretch, other: Stretch) -> Stretch:
    """The least stretch that holds both."""
    if one.empty or other.empty:
        return other if one.empty else one
    low, low_closed = min((_low(one), _low(other)), key=lambda end: (end[0], not end[1]))
    high, high_closed = max((_high(one), _high(other)), key=lambda end: (end[0], end[1]))
    return _stretch(low, high, low_closed=low_closed, high_closed=high_closed)


def holds_all(whole: Stretch, part: Stretch) -> bool:
    """Whether every number of the part lies in the whole."""
    return part.empty or within(whole, part) == part


Size = tuple[int, Fraction]
"""A number with its sign of infinity: (-1, 0) below all, (0, x) is x, (1, 0) above all."""

BELOW_ALL: Size = (-1, Fraction(0))
ABOVE_ALL: Size = (1, Fraction(0))


def _low(stretch: Stretch) -> tuple[Size, bool]:
    return (BELOW_ALL if stretch.low is None else (0, stretch.low)), stretch.low_closed


def _high(stretch: Stretch) -> tuple[Size, bool]:
    return (ABOVE_ALL if stretch.high is None else (0, stretch.high)), stretch.high_closed


def ends(stretch: Stretch) -> tuple[tuple[Size, bool], tuple[Size, bool]]:
    """Both ends, each with whether it belongs to the stretch."""
    return _low(stretch), _high(stretch)


def _stretch(low: Size, high: Size, *, low_closed: bool, high_closed: bool) -> Stretch:
    found = Stretch(
        None if low == BELOW_ALL else low[1],
        None if high == ABOVE_ALL else high[1],
        low_closed=low_closed and low[0] == 0,
        high_closed=high_closed and high[0] == 0,
    )
    return NOWHERE if found.empty else found


def between(low: tuple[Size, bool], high: tuple[Size, bool]) -> Stretch:
    """The stretch of two ends."""
    return _stretch(low[0], high[0], low_closed=low[1], high_closed=high[1])
