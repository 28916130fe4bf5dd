"""A formula as a z3 term: the same value, and the same reason for having none, as the engine's."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula.arithmetic import full_months
from perfrules.formula.from_text import parse
from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Given,
    If,
    Logic,
    Name,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Source,
)
from perfrules.model.stretches import Stretch
from perfrules.readings.number import Failed, Missing, Result, Value, compile_number, evaluate
from perfrules.readings.proof_answer import ask
from perfrules.readings.proof_terms import both, compared, either, negated
from perfrules.readings.proof_world import Free, RowsOf, World
from tests.formula.trees import NAMES, numbers

SOON = Fraction(5)
facts = st.fixed_dictionaries({name: st.fractions(-20, 20, max_denominator=20) for name in NAMES})
FROM_ZERO = Stretch(Fraction(0), None, low_closed=True, high_closed=False)


def tree(formula: str) -> Node:
    return parse(Source(formula)).tree


def verdict(world: World, condition: object) -> str:
    return ask(condition, world, seconds=SOON).verdict


def can(formula: str, world: World) -> str:
    """Whether a condition can hold."""
    return verdict(world, world.reading(tree(formula)).holds)


@settings(max_examples=60, deadline=None)
@given(numbers(), facts)
def test_the_term_is_what_the_engine_reckons(node: Node, names: Mapping[str, Fraction]) -> None:
    expected = evaluate(compile_number(node), names).value
    world = World({name: Free(values=(value,)) for name, value in names.items()}, {})
    term = world.reading(node)
    if isinstance(expected, Failed):
        code = expected.problems[0].code
        why = either(*(fault.when for fault in term.faults if fault.code == code))
        assert verdict(world, either(term.ok, negated(why))) == "never"
    else:
        assert isinstance(expected, Fraction)
        other = compared("!=", term.value, expected)
        assert verdict(world, either(negated(term.ok), other)) == "never"


@settings(max_examples=40, deadline=None)
@given(numbers(), facts)
def test_reading_in_terms_of_known_values_knows_the_result(
    node: Node, names: Mapping[str, Fraction]
) -> None:
    put = {name: Number(value) for name, value in names.items()}
    world = World({}, put)
    term, expected = world.reading(node), evaluate(compile_number(node), names).value
    assert term.ok is not isinstance(expected, Failed)
    assert isinstance(expected, Failed) or term.value == expected
