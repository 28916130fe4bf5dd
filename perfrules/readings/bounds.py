"""The size that no number may pass: what larger ones would cost is refused, not computed."""

from collections.abc import Callable
from fractions import Fraction

MOST_BITS = 4096
"""Of a numerator, and of a denominator."""


class TooLargeError(Exception):
    """A value has left the bounds."""


def within_bounds(value: Fraction) -> Fraction:
    """The value, of bounded size.

    Raises TooLargeError.
    """
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        raise TooLargeError
    return value


def bounded(function: Callable[..., Fraction]) -> Callable[..., Fraction]:
    """The function, with results of bounded size only."""

    def within(*values: Fraction) -> Fraction:
        return within_bounds(function(*values))

    return within
