"""An exact number as decimal digits, where it has finitely many."""

from fractions import Fraction

LONGEST = 200
"""More digits than this are not written out."""


def decimals_of(number: Fraction) -> int | None:
    """How many digits stand behind the point; None when the decimal does not end."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def fixed(number: Fraction, decimals: int) -> str:
    """The digits of a number that ends within so many decimals; trailing zeros are kept."""
    scaled = number * 10**decimals
    assert scaled.denominator == 1
    digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
    whole, behind = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{behind}" if behind else f"{sign}{whole}"


def exact_text(number: Fraction) -> str:
    """The decimal where it ends, else the fraction p/q; a huge number by its first digits."""
    decimals = decimals_of(number)
    if decimals is not None and decimals <= LONGEST and number.numerator.bit_length() < 600:
        return fixed(number, decimals)
    if max(number.numerator.bit_length(), number.denominator.bit_length()) < 600:
        return f"{number.numerator}/{number.denominator}"
    return f"{number.numerator.bit_length()}/{number.denominator.bit_length()} bit"
