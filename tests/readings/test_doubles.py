"""What is said of doubles holds of doubles: errors, multiples, and decisions that are proved."""

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import (
    DIGITS,
    EXACT,
    Doubled,
    alike,
    chosen,
    clipped,
    common,
    constant,
    decimal,
    over,
    plus,
    size,
    snapped,
    times,
)
from perfrules.readings.extents import EVERYWHERE
from perfrules.readings.ranges import negated

CENT = Fraction(1, 100)
Known = tuple[Fraction, float, Doubled, Stretch]


def stretch(low: Fraction | int, high: Fraction | int) -> Stretch:
    return Stretch(Fraction(low), Fraction(high), low_closed=True, high_closed=True)


@st.composite
def written(draw: st.DrawFn) -> Known:
    """A decimal with two digits, as a sheet reads it."""
    most = draw(st.sampled_from([10, 1000, 10**6]))
    number = draw(st.integers(-most * 100, most * 100)) * CENT
    low = -most if number < 0 or draw(st.booleans()) else 0
    return number, float(number), decimal(CENT), stretch(low, most)


def sum_of(x: Known, y: Known) -> Known:
    at = stretch(x[3].low + y[3].low, x[3].high + y[3].high)  # type: ignore[operator]
    return x[0] + y[0], x[1] + y[1], plus(x[2], y[2], x[3], y[3]), at


def product_of(x: Known, y: Known) -> Known:
    most = size(x[3]) * size(y[3])
    low = 0 if x[3].low == y[3].low == 0 else -most
    return x[0] * y[0], x[1] * y[1], times(x[2], y[2], x[3], y[3]), stretch(low, most)


def quotient_of(x: Known, y: Known) -> Known:
    near = over(x[2], y[2], x[3], y[3])
    most = size(x[3]) * y[2].most / y[2].step
    return x[0] / y[0], x[1] / y[1], near, stretch(-most, most)


def least_of(x: Known, y: Known) -> Known:
    low, high = min(x[3].low, y[3].low), min(x[3].high, y[3].high)  # type: ignore[type-var]
    assert low is not None
    assert high is not None
    return min(x[0], y[0]), min(x[1], y[1]), chosen(x[2], y[2]), stretch(low, high)


@st.composite
def reckoned(draw: st.DrawFn) -> Known:
    """Some operations, one upon the other."""
    found = draw(written())
    for _ in range(draw(st.integers(1, 3))):
        other, what = draw(written()), draw(st.sampled_from("+*/m"))
        if what == "+":
            found = sum_of(found, other)
        elif what == "*":
            found = product_of(found, other)
        elif what == "m":
            found = least_of(found, other)
        elif other[0]:
            found = quotient_of(found, other)
    return found


@given(reckoned())
def test_no_double_lies_farther_off_than_said_and_each_is_such_a_multiple(known: Known) -> None:
    exact, double, near, at = known
    assert at.holds(exact)
    assert abs(Fraction(double) - exact) <= near.absolute + near.relative * abs(exact)
    assert (exact / near.step).denominator <= near.most


@given(reckoned(), st.sampled_from([CENT / 2, Fraction(1, 2), Fraction(1)]))
def test_a_decision_that_is_proved_is_that_of_the_exact_number(known: Known, tie: Fraction) -> None:
    exact, double, near, at = known
    digits, sure = snapped(near, at, tie)
    if sure:
        brought = Fraction(round(double, digits)).limit_denominator(10**digits)
        assert math.floor(brought / tie) == math.floor(exact / tie)
        assert (brought % tie == 0) == (exact % tie == 0)


def test_what_is_proved_and_what_is_not() -> None:
    money = stretch(0, 10**6)
    rate = over(decimal(CENT), decimal(CENT), money, money)
    points = times(constant(Fraction(20)), rate, stretch(20, 20), stretch(0, 1))
    assert snapped(points, stretch(0, 20), CENT / 2) == (DIGITS, True)
    apart = plus(rate, rate, stretch(0, 1), stretch(-1, 0))
    assert snapped(apart, stretch(-1, 1), apart.step) == (DIGITS, False), "two rates may be so near"
    assert snapped(rate, EVERYWHERE, CENT) == (DIGITS, False)
    large = sum_of_many(money)
    assert snapped(large, stretch(0, 10**8), CENT) == (5, True), "large sums snap to fewer digits"


def sum_of_many(money: Stretch) -> Doubled:
    found, at = decimal(CENT), money
    for _ in range(99):
        found, at = plus(found, decimal(CENT), at, money), stretch(0, at.high + 10**6)  # type: ignore[operator]
    return found


def test_whole_numbers_stay_whole_and_a_divisor_that_may_be_lost_is_not_sure() -> None:
    whole = stretch(-1000, 1000)
    assert plus(EXACT, EXACT, whole, whole).whole
    assert times(EXACT, EXACT, whole, whole).whole
    assert alike(EXACT, decimal(CENT), whole, whole)
    rate = over(EXACT, EXACT, whole, whole)
    assert not alike(rate, EXACT, whole, whole)
    apart = plus(rate, rate, whole, negated(whole))
    assert not over(EXACT, apart, whole, whole).sure, "it may be zero"
    assert over(EXACT, apart, whole, stretch(1, 1000)).sure
    assert not over(EXACT, Doubled(absolute=CENT, step=CENT), whole, stretch(CENT, 1)).sure
    known = over(apart, constant(Fraction(3)), whole, stretch(3, 3))
    assert known.sure
    assert known.step == apart.step / 3
    assert over(apart, decimal(CENT), whole, stretch(1, 2)).absolute > 0
    assert over(EXACT, EXACT, whole, stretch(-5, -3)).sure


def test_numbers_far_apart_are_not_mistaken_for_each_other() -> None:
    assert clipped(stretch(0, 10**9), stretch(0, 1)) == stretch(0, 3)
    assert common(Fraction(3, 10), Fraction(1, 4)) == Fraction(1, 20)
