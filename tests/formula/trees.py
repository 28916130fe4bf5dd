"""Random trees of numbers and conditions, as a parser would give them."""

from fractions import Fraction

from hypothesis import strategies as st

from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Fold,
    Given,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Operate,
    Property,
)
from perfrules.formula.units import parse_unit

NAMES = ("甲", "乙", "12345派单响应率", "x_1")


def _number(mantissa: int, places: int, unit: str | None) -> Number:
    factor = parse_unit(unit).factor if unit else 1
    return Number(Fraction(mantissa, 10**places) * factor, unit)


plain_numbers = st.builds(
    _number, st.integers(0, 10**6), st.integers(0, 4), st.sampled_from([None, "%", "百分点"])
)
with_units = st.builds(
    _number, st.integers(0, 10**6), st.integers(0, 4), st.sampled_from(["万元", "亿元", "套"])
)
names = st.builds(Name, st.sampled_from(NAMES))


def _chain(first: Node, signs: list[str], operands: list[Node]) -> Node:
    return Compare(first, tuple(zip(signs, operands, strict=False)))  # type: ignore[arg-type]


def _conditions(numbers: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    chains = st.sampled_from([["<"], [">="], ["=="], ["!="], ["<=", "<"], [">", ">="]])
    compared = st.builds(_chain, numbers, chains, st.lists(numbers, min_size=2, max_size=2))
    joined = st.builds(
        Logic, st.sampled_from(["and", "or"]), st.lists(compared, min_size=2, max_size=3).map(tuple)
    )
    either = st.one_of(compared, joined, st.builds(Not, compared), st.builds(Not, joined))
    return either | st.builds(Logic, st.just("or"), st.tuples(either, joined))


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    triple = st.tuples(inner, inner, inner)
    step = st.sampled_from(["0.01", "0.5", "1"]).map(lambda text: Number(Fraction(text)))
    rounding = st.sampled_from(["round", "round_up", "round_down", "steps"])
    return st.one_of(
        st.builds(Negate, inner),
        st.builds(Operate, st.sampled_from("+-*/"), inner, inner),
        st.builds(If, _conditions(inner), inner, inner),
        st.builds(Call, st.sampled_from(["min", "max"]), several),
        st.builds(Call, st.sampled_from(["abs", "floor", "ceil"]), st.tuples(inner)),
        st.builds(Call, st.just("clamp"), triple),
        st.builds(Call, rounding, st.tuples(inner, step)),
        st.builds(
            Call,
            st.just("interpolate"),
            st.tuples(
                inner, st.just(Number(Fraction(1))), inner, st.just(Number(Fraction(3))), inner
            ),
        ),
    )


@st.composite
def numbers(draw: st.DrawFn, deep: int = 3) -> Node:
    """Formulas of numbers alone, which can be evaluated."""
    if deep == 0 or draw(st.booleans()):
        return draw(plain_numbers | names)
    return draw(_larger(numbers(deep - 1)))


_odd_leaves = st.one_of(
    plain_numbers,
    with_units,
    names,
    st.builds(
        Property, st.sampled_from(["points", "value", "score", "rate"]), st.sampled_from(["", "乙"])
    ),
)
_texts = st.builds(Choice, st.sampled_from(["定性", "it's", 'say "so"', ""]))
_questions = st.one_of(
    st.builds(Given, st.sampled_from(NAMES)),
    st.builds(lambda text: Compare(Name("甲"), (("==", text),)), _texts),
    st.builds(lambda text: Call("one_of", (Name("甲"), text)), _texts),
)


@st.composite
def trees(draw: st.DrawFn, deep: int = 3) -> Node:
    """Formulas with every kind of node that an author can write, whatever they mean."""
    if deep == 0 or draw(st.booleans()):
        return draw(_odd_leaves | _questions)
    inner = trees(deep - 1)
    summed = st.builds(Fold, st.just("sum"), st.just("产出"), inner, st.none(), st.none() | inner)
    weighted = st.builds(Fold, st.just("weighted_mean"), st.just("12 表"), inner, inner, st.none())
    return draw(st.one_of(_larger(inner), _larger(inner), summed, weighted))
