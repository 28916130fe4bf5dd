"""Numbers as people read them: digits, thousands separators, percents and units, ≈ if rounded."""

from decimal import Context, Decimal
from fractions import Fraction

from attrs import frozen

from perfrules.formula.digits import decimals_of
from perfrules.formula.units import PLAIN, Unit
from perfrules.model.terms import Show

MOST_DECIMALS = 6
"""A number that ends within so many digits after the point is printed whole."""

SHORT_DECIMALS = {True: 2, False: 4}
"""Digits after the point of one that does not end: of a percentage, of another number."""

MOST_EXACT_DECIMALS = 12
"""An exact value that ends within so many digits is shown as a decimal, not as a fraction."""

LONGEST_EXACT = 200
"""An exact value with more digits than this is shown as its first digits and its size."""

_FIRST = Context(prec=40)


@frozen
class Figure:
    """A number as printed, and whether the print is all of it."""

    text: str
    exact: bool

    def __str__(self) -> str:
        return self.text if self.exact else f"≈{self.text}"


def figure(
    value: Fraction,
    unit: Unit = PLAIN,
    show: Show | None = None,
    least: int = 0,
    *,
    closer: bool = False,
) -> Figure:
    """A value in base units (元, a plain number for a percentage) as printed in its unit.

    `show` decides the digits; without it there are as many as the number needs, `least` or more.
    A number that is not exact so has two digits more when `closer`: put into a formula, it must
    bring a reader who reckons by hand to the printed result.
    """
    percent = unit.is_percent if show is None else show.percent
    factor = Fraction(1, 100) if percent else unit.factor
    number = value / factor
    if show is not None:
        decimals = show.decimals
    else:
        needed = decimals_of(number)
        short = needed is not None and needed <= MOST_DECIMALS
        decimals = max(needed or 0, least) if short else SHORT_DECIMALS[percent]
    exact = (number * 10**decimals).denominator == 1
    if closer and not exact:
        decimals += 2
        exact = (number * 10**decimals).denominator == 1
    text = with_decimals(number, decimals, thousands=True).replace("-", "−")
    word = ("百分点" if unit.text == "百分点" else "%") if percent else str(unit)
    return Figure(text + ("%" if word == "%" else f" {word}" if word else ""), exact)


def with_decimals(number: Fraction, decimals: int, *, thousands: bool = False) -> str:
    """A number with so many digits after the point, half away from zero."""
    scaled = (abs(number) * 10**decimals * 2 + 1) // 2
    whole, part = divmod(scaled, 10**decimals)
    sign = "-" if number < 0 and scaled else ""
    digits = f"{whole:,}" if thousands else str(whole)
    return f"{sign}{digits}" + (f".{part:0{decimals}}" if decimals else "")


def exact_text(value: Fraction) -> str:
    """The whole value: a decimal when it ends soon, else a reduced fraction p/q.

    Beyond 200 digits: its first 40 digits and how many digits p and q have.
    """
    decimals = decimals_of(value)
    if decimals is not None and decimals <= MOST_EXACT_DECIMALS and _size(value) <= LONGEST_EXACT:
        return with_decimals(value, decimals)
    return fraction_text(value)


def fraction_text(value: Fraction) -> str:
    """The reduced fraction p/q, or p when q is 1; shortened like `exact_text`."""
    if _size(value) <= LONGEST_EXACT:
        return str(value)
    first = _FIRST.divide(Decimal(value.numerator), Decimal(value.denominator))
    above, below = len(str(abs(value.numerator))), len(str(value.denominator))
    return f"{first}… ({above}/{below} digits)"


def _size(value: Fraction) -> int:
    return len(str(abs(value.numerator))) + len(str(value.denominator))
