"""The interval of a formula: no value lies outside, and the shapes that policies use are tight."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula.tree import Node
from perfrules.model.stretches import Stretch
from perfrules.readings.extents import Extent
from perfrules.readings.interval import Reading
from perfrules.readings.number import Failed, compile_number, evaluate
from tests.formula.trees import NAMES, numbers

few = st.one_of(st.integers(-4, 4).map(Fraction), st.fractions(-20, 20, max_denominator=8))


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    low, high = sorted((draw(few), draw(few)))
    same = low == high
    return Stretch(
        None if draw(st.integers(0, 4)) == 0 else low,
        None if draw(st.integers(0, 4)) == 0 else high,
        same or draw(st.booleans()),
        same or draw(st.booleans()),
    )


@st.composite
def facts_within(draw: st.DrawFn) -> tuple[dict[str, Extent], dict[str, Fraction]]:
    extents: dict[str, Extent] = {}
    values: dict[str, Fraction] = {}
    for name in NAMES:
        stretch = draw(stretches())
        low = -30 if stretch.low is None else stretch.low
        high = 30 if stretch.high is None else stretch.high
        share = Fraction(draw(st.integers(0, 8)), 8)
        value = low + (high - low) * share
        if not stretch.holds(value):
            value = low + (high - low) / 2
        extents[name], values[name] = stretch, value
    return extents, values


@settings(max_examples=3000, deadline=None)
@given(numbers(), facts_within())
def test_no_value_lies_outside(
    tree: Node, facts: tuple[dict[str, Extent], Mapping[str, Fraction]]
) -> None:
    extents, values = facts
    value = evaluate(compile_number(tree), values).value
    seen = Reading(extents).see(tree)
    if isinstance(value, Failed):
        if value.problems[0].code == "E250":
            assert seen.zero
        return
    assert isinstance(value, Fraction)
    assert seen.stretch.holds(value), (seen.stretch.text(), value)
