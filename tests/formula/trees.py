"""Random trees of formulas, as a parser would give them."""

from collections.abc import Callable
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
_CHAINS = (("<",), (">=",), ("==",), ("!=",), ("<=", "<"), (">", ">="))
_STEPS = tuple(Number(Fraction(text)) for text in ("0.01", "0.5", "1"))
_LEAVES: tuple[Node, ...] = (
    Property("points", ""),
    Property("value", "乙"),
    Property("rate", "乙"),
    Property("score", "12345派单响应率"),
    Given("甲"),
    Compare(Name("甲"), (("==", Choice("it's")),)),
    Call("one_of", (Name("甲"), Choice('say "so"'), Choice(""))),
)
_units = st.sampled_from([None, None, "%", "百分点", "万元", "套"])


_ARITIES = {
    **dict.fromkeys(("min", "abs", "floor", "ceil"), 1),
    **dict.fromkeys(("round", "round_up", "round_down", "steps"), 2),
    **dict.fromkeys(("max", "clamp"), 3),
    "interpolate": 5,
}


class _Drawing:
    """Draws a tree by plain recursion, at most so deep."""

    def __init__(self, draw: st.DrawFn, *, anything: bool) -> None:
        self.draw = draw
        self.anything = anything

    def pick(self, *options: Callable[[int], Node], deep: int) -> Node:
        return self.draw(st.sampled_from(options))(deep)

    def node(self, deep: int) -> Node:
        if deep == 0:
            return self.leaf(deep)
        options = [self.leaf, self.negation, self.operation, self.operation, self.choice, self.call]
        if self.anything:
            options.append(self.fold)
        return self.pick(*options, deep=deep - 1)

    def leaf(self, _: int) -> Node:
        if self.anything and self.draw(st.booleans()):
            return self.draw(st.sampled_from(_LEAVES))
        if self.draw(st.booleans()):
            return Name(self.draw(st.sampled_from(NAMES)))
        unit = self.draw(_units)
        places = self.draw(st.integers(0, 4))
        value = Fraction(self.draw(st.integers(0, 10**6)), 10**places)
        return Number(value * (parse_unit(unit).factor if unit else 1), unit)

    def negation(self, deep: int) -> Node:
        return Negate(self.node(deep))

    def operation(self, deep: int) -> Node:
        return Operate(self.draw(st.sampled_from("+-*/")), self.node(deep), self.node(deep))

    def choice(self, deep: int) -> Node:
        return If(self.condition(deep), self.node(deep), self.node(deep))

    def condition(self, deep: int) -> Node:
        kind = self.draw(st.sampled_from(["compare", "compare", "not", "and", "or"]))
        if deep == 0 or kind == "compare":
            signs = self.draw(st.sampled_from(_CHAINS))
            return Compare(self.node(deep), tuple((sign, self.node(deep)) for sign in signs))  # type: ignore[misc]
        if kind == "not":
            return Not(self.condition(deep - 1))
        parts = self.draw(st.integers(2, 3))
        return Logic(kind, tuple(self.condition(deep - 1) for _ in range(parts)))  # type: ignore[arg-type]

    def call(self, deep: int) -> Node:
        function, count = self.draw(st.sampled_from(list(_ARITIES.items())))
        arguments = [self.node(deep) for _ in range(count)]
        if count == 2:
            arguments[1] = self.draw(st.sampled_from(_STEPS))
        if function == "interpolate":
            arguments[1], arguments[3] = Number(Fraction(1)), Number(Fraction(3))
        return Call(function, tuple(arguments))

    def fold(self, deep: int) -> Node:
        each, other = self.node(deep), self.node(deep)
        where = self.condition(deep) if self.draw(st.booleans()) else None
        if self.draw(st.booleans()):
            return Fold("sum", "产出", each, None, where)
        return Fold("weighted_mean", "12 表", each, other, where)


@st.composite
def numbers(draw: st.DrawFn) -> Node:
    """Formulas of numbers alone, which can be evaluated."""
    return _Drawing(draw, anything=False).node(3)


@st.composite
def trees(draw: st.DrawFn) -> Node:
    """Formulas with every kind of node that an author can write, whatever they mean."""
    return _Drawing(draw, anything=True).node(3)
