"""Rounding as a rule file states it: to the nearest multiple, exact."""

from fractions import Fraction
from typing import assert_never

from perfrules.model.terms import Rounding


def rounded(number: Fraction, rounding: Rounding) -> Fraction:
    """The multiple of `rounding.to` that stands for the number.

    half-up: the nearest, a half away from zero; half-even: the nearest, a half to the even
    multiple; down: the next toward zero; up: the next away from zero.
    """
    step = rounding.to
    above = abs(number.numerator) * step.denominator
    below = number.denominator * step.numerator
    whole, rest = divmod(above, below)
    match rounding.mode:
        case "half-up":
            more = 2 * rest >= below
        case "half-even":
            more = 2 * rest > below or (2 * rest == below and whole % 2 == 1)
        case "up":
            more = rest > 0
        case "down":
            more = False
        case _:
            assert_never(rounding.mode)
    size = (whole + more) * step.numerator
    return Fraction(-size if number.numerator < 0 else size, step.denominator)
