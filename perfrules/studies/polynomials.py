"""Quotients of polynomials in one unknown, exact, and where they come to a number."""

import math
from fractions import Fraction
from itertools import zip_longest
from typing import Optional

from attrs import frozen

_HIGHEST = 4
"""Beyond this degree nothing is solved."""
_ZERO, _ONE = Fraction(0), Fraction(1)
_Poly = tuple[Fraction, ...]


@frozen
class Form:
    """`over ÷ under`, each the coefficients from the constant up, without zeros at the end."""

    over: _Poly
    under: _Poly = (_ONE,)

    def __neg__(self) -> "Form":
        return Form(tuple(-each for each in self.over), self.under)

    def with_(self, op: str, other: "Form") -> Optional["Form"]:
        """Sum, difference, product or quotient; None where it has none or is of high degree."""
        match op:
            case "+" if self.under == other.under:
                return _form(_plus(self.over, other.over), self.under)
            case "+":
                left, right = _times(self.over, other.under), _times(other.over, self.under)
                return _form(_plus(left, right), _times(self.under, other.under))
            case "-":
                return self.with_("+", -other)
            case "*":
                return _form(_times(self.over, other.over), _times(self.under, other.under))
            case _:
                return _form(_times(self.over, other.under), _times(self.under, other.over))


def constant(value: Fraction) -> Form:
    """A number."""
    return Form(_trimmed((value,)))


def variable() -> Form:
    """The unknown itself."""
    return Form((_ZERO, _ONE))


def solved(form: Form, target: Fraction) -> tuple[Fraction, ...]:
    """The rational values of the unknown at which the form comes to the target.

    None where it is the target everywhere, or where the equation is beyond the second degree.
    """
    apart = _plus(form.over, tuple(-target * each for each in form.under))
    match apart:
        case (c, b):
            roots: tuple[Fraction, ...] = (-c / b,)
        case (c, b, a):
            root = _root(b * b - 4 * a * c)
            roots = () if root is None else ((-b - root) / (2 * a), (-b + root) / (2 * a))
        case _:
            roots = ()
    return tuple(x for x in roots if _at(form.under, x))


def _form(over: _Poly, under: _Poly) -> Form | None:
    if not under or max(len(over), len(under)) > _HIGHEST + 1:
        return None
    if len(under) == 1:
        return Form(tuple(each / under[0] for each in over))
    return Form(over, under)


def _at(poly: _Poly, x: Fraction) -> Fraction:
    value = _ZERO
    for each in reversed(poly):
        value = value * x + each
    return value


def _plus(one: _Poly, other: _Poly) -> _Poly:
    return _trimmed(tuple(a + b for a, b in zip_longest(one, other, fillvalue=_ZERO)))


def _times(one: _Poly, other: _Poly) -> _Poly:
    found = [_ZERO] * max(0, len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            found[i + j] += a * b
    return _trimmed(tuple(found))


def _trimmed(poly: _Poly) -> _Poly:
    length = len(poly)
    while length and not poly[length - 1]:
        length -= 1
    return poly[:length]


def _root(square: Fraction) -> Fraction | None:
    """The exact root, where it is rational."""
    if square < 0:
        return None
    above, below = math.isqrt(square.numerator), math.isqrt(square.denominator)
    exact = above**2 == square.numerator and below**2 == square.denominator
    return Fraction(above, below) if exact else None
