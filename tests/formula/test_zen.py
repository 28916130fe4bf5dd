"""Another rule engine, which reckons in decimals of 28 digits, comes to the same within them."""

from decimal import Decimal
from fractions import Fraction

import zen
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula.from_text import parse
from perfrules.formula.tree import Source
from perfrules.readings.number import compile_number, evaluate

VALUES = {"a": Fraction(7), "b": Fraction("-2.5"), "c": Fraction("0.01")}

# At most six factors of four digits: no product is longer than 28 digits.
_LEAVES = (
    st.sampled_from(sorted(VALUES))
    | st.integers(0, 9999).map(str)
    | st.integers(0, 9999).map(lambda number: f"{number // 100}.{number % 100:02}")
)


def _combined(sums: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(sums, st.sampled_from(["+", "-", "*"]), sums)
    return two.map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})") | sums.map(
        lambda part: f"(-{part})"
    )


SUMS = st.recursive(_LEAVES, _combined, max_leaves=6)
COMPARED = st.tuples(SUMS, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), SUMS).map(" ".join)
CONDITIONS = st.recursive(
    COMPARED,
    lambda parts: (
        st.tuples(parts, st.sampled_from([") and (", ") or ("]), parts).map(
            lambda three: f"({''.join(three)})"
        )
        | parts.map(lambda part: f"not ({part})")
    ),
    max_leaves=4,
)


def ours(formula: str) -> object:
    return evaluate(compile_number(parse(Source(formula)).tree), VALUES).value


def theirs(formula: str) -> object:
    return zen.evaluate_expression(formula, {name: float(value) for name, value in VALUES.items()})


@settings(max_examples=300)
@given(SUMS)
def test_sums_and_products_are_those_of_zen(formula: str) -> None:
    told = theirs(f"string({formula})")
    assert isinstance(told, str)
    assert ours(formula) == Fraction(Decimal(told))


@settings(max_examples=300)
@given(CONDITIONS)
def test_comparisons_are_those_of_zen(formula: str) -> None:
    assert ours(formula) is theirs(formula)
