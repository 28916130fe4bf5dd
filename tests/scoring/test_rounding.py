"""Rounding: Python's decimal module is the witness; ties and signs are spelled out."""

import decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.model.rounding import rounded
from perfrules.model.terms import MODES, Mode, Rounding

WITNESS = {
    "half-up": decimal.ROUND_HALF_UP,
    "half-even": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
}


@pytest.mark.parametrize(
    ("mode", "results"),
    [
        ("half-up", "-0.02 -0.01 0 0 0 0.01 0.02 5.02"),
        ("half-even", "-0.02 0 0 0 0 0 0.02 5.02"),
        ("down", "-0.01 0 0 0 0 0 0.01 5.01"),
        ("up", "-0.02 -0.01 -0.01 0 0.01 0.01 0.02 5.02"),
    ],
)
def test_a_half_goes_where_the_mode_says(mode: Mode, results: str) -> None:
    numbers = ["-0.015", "-0.005", "-0.004", "0", "0.004", "0.005", "0.015", "5.015"]
    rounding = Rounding(Fraction("0.01"), mode)
    assert [rounded(Fraction(n), rounding) for n in numbers] == [
        Fraction(result) for result in results.split()
    ]


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=150)
@given(units=st.integers(-(10**9), 10**9), places=st.integers(0, 4), behind=st.integers(0, 4))
def test_it_rounds_as_decimal_does(mode: Mode, units: int, places: int, behind: int) -> None:
    number = Fraction(units, 10 ** (places + behind))
    step = Fraction(1, 10**places)
    witness = decimal.Decimal(units).scaleb(-places - behind)
    told = witness.quantize(decimal.Decimal(1).scaleb(-places), WITNESS[mode])
    assert rounded(number, Rounding(step, mode)) == Fraction(told)


@pytest.mark.parametrize("mode", MODES)
@given(number=st.fractions(), step=st.fractions(min_value=Fraction(1, 100), max_value=20))
@settings(max_examples=100)
def test_it_is_a_multiple_nearer_than_one_step_and_stays_put(
    mode: Mode, number: Fraction, step: Fraction
) -> None:
    rounding = Rounding(step, mode)
    result = rounded(number, rounding)
    assert (result / step).denominator == 1
    assert abs(result - number) < step
    assert rounded(result, rounding) == result
    assert rounded(-number, rounding) == -result
