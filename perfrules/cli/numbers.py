"""Numbers on a command line, exact and within bounds."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from perfrules.problem import Problem, Refused

_MOST_DIGITS = 18


def whole_number(option: str, least: int, most: int | None = None) -> Callable[[str], int]:
    """A converter that takes a whole number within bounds. E664: it is none."""

    def convert(given: str) -> int:
        number = int(given) if re.fullmatch(rf"[0-9]{{1,{_MOST_DIGITS}}}", given) else -1
        if number < least or (most is not None and number > most):
            bounds = f"{least}…" if most is None else f"{least}…{most}"
            raise Refused(Problem("E664", None, {"option": option, "given": given, "in": bounds}))
        return number

    return convert


def points(option: str) -> Callable[[str], Fraction]:
    """A converter that takes a number of points above zero. E665: it is none."""

    def convert(given: str) -> Fraction:
        fits = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", given)
        number = Fraction(Decimal(given)) if fits else Fraction(0)
        if number <= 0:
            raise Refused(Problem("E665", None, {"option": option, "given": given}))
        return number

    return convert
