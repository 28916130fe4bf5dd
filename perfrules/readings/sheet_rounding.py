"""Rounding as a spreadsheet does it: a number that was snapped, to a multiple of a known step."""

from fractions import Fraction
from typing import assert_never

from attrs import evolve

from perfrules.model.stretches import Stretch
from perfrules.model.terms import Rounding
from perfrules.readings.doubles import DIGITS, decimal, snapped
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import PRODUCT, called, number_text

_FUNCTIONS = {"half-up": "ROUND", "down": "ROUNDDOWN", "up": "ROUNDUP"}


def as_printed(said: Said, at: Stretch, rounding: Rounding) -> Said:
    """A number that lies so, rounded as a rule file says."""
    step = rounding.to
    tie = step / 2 if rounding.mode.startswith("half") else step
    digits, sure = snapped(said.near, at, tie)
    snap = called("ROUND", said.text, str(digits))
    match rounding.mode:
        case "half-up" | "down" | "up":
            return to_multiple(_FUNCTIONS[rounding.mode], snap, step, sure=sure)
        case "half-even":
            return _half_even(snap, step, sure=sure)
        case _:
            assert_never(rounding.mode)


def to_multiple(name: str, snap: str, step: Fraction, *, sure: bool) -> Said:
    """A snapped number to a multiple of a step, by ROUND, ROUNDUP or ROUNDDOWN."""
    near = evolve(decimal(step), sure=sure)
    digits = _power_of_ten(step)
    if digits is not None:
        return Said(called(name, snap, str(digits)), near=near)
    count = called(name, called("ROUND", _divided(snap, step), str(DIGITS)), "0")
    return Said(_multiplied(count, step), PRODUCT, evolve(near, nearest=near.whole))


def _half_even(snap: str, step: Fraction, *, sure: bool) -> Said:
    """Halves to the even multiple: half of such a number is never a half itself."""
    count = called("ROUND", _divided(snap, step), str(DIGITS))
    half = f"{called('ROUND', f'ABS({count})-INT(ABS({count}))', str(DIGITS))}=0.5"
    even = f"2*{called('ROUND', f'{count}/2', '0')}"
    whole = called("IF", half, even, called("ROUND", count, "0"))
    near = evolve(decimal(step), sure=sure)
    digits = _power_of_ten(step)
    if digits:
        return Said(f"{whole}/{10**digits}", PRODUCT, near)
    return Said(_multiplied(whole, step), PRODUCT, evolve(near, nearest=near.whole))


def _divided(number: str, step: Fraction) -> str:
    below = number_text(step, None)
    return f"{number}/({below})" if "/" in below else f"{number}/{below}"


def _multiplied(number: str, step: Fraction) -> str:
    return f"{number}*{number_text(step, None)}"


def _power_of_ten(step: Fraction) -> int | None:
    """How many digits after the point a multiple has; None of a step that is no power of ten."""
    digits = len(str(step.denominator)) - 1
    return digits if step.numerator == 1 and step.denominator == 10**digits else None
