"""The interval of a formula: no value lies outside, and the shapes that policies use are tight."""

import time
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.files.from_toml import toml_document
from perfrules.formula.arithmetic import full_months
from perfrules.formula.from_text import parse
from perfrules.formula.tree import (
    Call,
    Compare,
    Comparison,
    Fold,
    If,
    Judgement,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Property,
    Source,
)
from perfrules.model.interval_text import interval
from perfrules.model.stretches import Stretch, constant_stretch
from perfrules.readings import ranges
from perfrules.readings.assuming import assume
from perfrules.readings.extents import (
    EVERYWHERE,
    MAYBE,
    NO,
    NOWHERE,
    YES,
    Extent,
    Texts,
    is_empty,
    join,
    joined,
    meet,
    point,
    truth_in,
)
from perfrules.readings.interval import NOTHING_KNOWN, Reading, range_of
from perfrules.readings.number import Failed, Missing, Result, compile_number, evaluate
from perfrules.readings.values import name_of_judgement, name_of_property
from tests.formula.trees import NAMES, numbers

# ── soundness ──

few = st.one_of(st.integers(-4, 4).map(Fraction), st.fractions(-20, 20, max_denominator=8))


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    low, high = sorted((draw(few), draw(few)))
    endless = st.sampled_from([True, False, False, False])
    below, above = draw(endless), draw(endless)
    closed = low == high
    return Stretch(
        None if below else low,
        None if above else high,
        not below and (closed or draw(st.booleans())),
        not above and (closed or draw(st.booleans())),
    )


@st.composite
def numbers_in(draw: st.DrawFn, stretch: Stretch) -> Fraction:
    low = (stretch.high or Fraction(0)) - 30 if stretch.low is None else stretch.low
    high = low + 30 if stretch.high is None else stretch.high
    value = low + (high - low) * Fraction(draw(st.integers(0, 8)), 8)
    return value if stretch.holds(value) else low + (high - low) / 2


Facts = tuple[dict[str, Extent], dict[str, Fraction]]


@st.composite
def facts_within(draw: st.DrawFn, names: tuple[str, ...] = NAMES) -> Facts:
    extents = {name: draw(stretches()) for name in names}
    values = {name: draw(numbers_in(stretch)) for name, stretch in extents.items()}
    return dict(extents), values


def hold(tree: Node, facts: Facts, meanings: Mapping[str, Node] | None = None) -> None:
    extents, values = facts
    names: dict[str, Result] = dict(values)
    for name, meaning in (meanings or {}).items():
        extents[name] = range_of(meaning, extents)
        names[name] = evaluate(compile_number(meaning), names).value
    value = evaluate(compile_number(tree), names).value
    seen = Reading(extents, meanings=meanings or {}).see(tree)
    if isinstance(value, Fraction):
        assert seen.stretch.holds(value), (seen.stretch.text(), value)
    elif isinstance(value, Failed) and value.problems[0].code == "E250":
        assert seen.zero or any(isinstance(names[name], Failed) for name in meanings or {})


@settings(max_examples=150)
@given(numbers(), facts_within())
def test_no_value_of_any_formula_lies_outside(tree: Node, facts: Facts) -> None:
    hold(tree, facts)


SIGNS: tuple[Comparison, ...] = ("<", "<=", ">", ">=", "==", "!=")
_SMALL = ("a", "b", "c")


class _Coincidences:
    """Draws formulas in which the same parts come again and again, compared with each other."""

    def __init__(self, draw: st.DrawFn, *names: str) -> None:
        self.draw = draw
        self.pool: list[Node] = [Name(name) for name in (*_SMALL, *names)]
        self.pool += [Number(Fraction(number)) for number in (0, 1, 2, -1)]

    def part(self) -> Node:
        return self.draw(st.sampled_from(self.pool))

    def node(self) -> Node:
        kind = self.draw(st.sampled_from(["operate", "operate", "if", "call", "negate"]))
        made: Node
        match kind:
            case "operate":
                made = Operate(self.draw(st.sampled_from("+-*/")), self.part(), self.part())
            case "if":
                made = If(self.condition(2), self.part(), self.part())
            case "negate":
                made = Negate(self.part())
            case _:
                made = self.call()
        self.pool.append(made)
        return made

    def call(self) -> Node:
        half = Number(Fraction(1, 2))
        point = Number(Fraction(0)), self.part(), Number(Fraction(2)), self.part()
        return self.draw(
            st.sampled_from(
                [
                    Call("min", (self.part(), self.part())),
                    Call("max", (self.part(), self.part(), self.part())),
                    Call("abs", (self.part(),)),
                    Call("clamp", (self.part(), self.part(), self.part())),
                    Call("floor", (self.part(),)),
                    Call("ceil", (self.part(),)),
                    Call("steps", (self.part(), half)),
                    Call("round", (self.part(), half)),
                    Call("round_up", (self.part(), self.part())),
                    Call("round_down", (self.part(), self.part())),
                    Call("interpolate", (self.part(), *point)),
                ]
            )
        )

    def condition(self, deep: int) -> Node:
        kind = self.draw(st.sampled_from(["compare", "compare", "not", "and", "or", "chain"]))
        signs = st.sampled_from(SIGNS)
        if kind == "compare" or deep == 0:
            return Compare(self.part(), ((self.draw(signs), self.part()),))
        if kind == "chain":
            pairs = tuple((self.draw(signs), self.part()) for _ in range(2))
            return Compare(self.part(), pairs)
        if kind == "not":
            return Not(self.condition(deep - 1))
        return Logic(kind, (self.condition(deep - 1), self.condition(deep - 1)))  # type: ignore[arg-type]


@st.composite
def coincidences(draw: st.DrawFn) -> tuple[Node, dict[str, Node]]:
    meaning = _Coincidences(draw)
    first = [meaning.node() for _ in range(draw(st.integers(1, 3)))]
    drawing = _Coincidences(draw, "m")
    made = [drawing.node() for _ in range(draw(st.integers(1, 8)))]
    return made[-1], {"m": first[-1]}


@settings(max_examples=500)
@given(coincidences(), facts_within(_SMALL))
def test_no_value_lies_outside_where_parts_have_to_do_with_each_other(
    formulas: tuple[Node, dict[str, Node]], facts: Facts
) -> None:
    tree, meanings = formulas
    hold(tree, facts, meanings)


@settings(max_examples=300)
@given(st.dates(date(1999, 1, 1), date(2031, 1, 1)), st.integers(-900, 900), st.integers(0, 90))
def test_full_months_lie_within_those_of_their_days(start: date, apart: int, spread: int) -> None:
    end = start + timedelta(apart)
    days = Stretch(Fraction(apart - spread), Fraction(apart + spread), True, True)
    assert ranges.months_in(days).holds(Fraction(full_months(start, end)))


# ── tightness ──

KINDS: dict[str, Extent] = {
    "年": Texts(frozenset({"2021", "2022"})),
    "文": Texts(),
    "好": MAYBE,
    "起": EVERYWHERE,
    "止": EVERYWHERE,
    "分值": Stretch(Fraction(10), Fraction(10), low_closed=True, high_closed=True),
    name_of_property("points", "甲"): point(Fraction(20)),
    name_of_judgement("甲"): Stretch(Fraction(0), Fraction(20), low_closed=True, high_closed=True),
}
NONE = "no value"
NOTHING: Mapping[str, str] = MappingProxyType({})
TABLES: dict[str, dict[str, Extent]] = {
    "表": {
        "x": Stretch(Fraction(0), Fraction(5), low_closed=True, high_closed=True),
        "w": ranges.NOT_NEGATIVE,
        "n": EVERYWHERE,
        "是": MAYBE,
        "性": Texts(frozenset({"甲", "乙"})),
    }
}


def stretch_of(text: str) -> Stretch:
    document = toml_document("", "none.toml")
    found = constant_stretch(interval(Source(text, document)))
    assert found is not None
    return found


def seen(
    formula: str, given: Mapping[str, str] = NOTHING, meanings: Mapping[str, str] = NOTHING
) -> str:
    """The interval of a formula whose names lie in the given ones, or its answers."""
    names = KINDS | {name: stretch_of(text) for name, text in given.items()}
    formulas = {name: parse(Source(text)).tree for name, text in meanings.items()}
    for name, tree in formulas.items():
        names[name] = range_of(tree, names)
    reading = Reading(names, TABLES, formulas)
    tree = parse(Source(formula)).tree
    extent = reading.see(tree).extent
    return text_of(extent) if isinstance(extent, Stretch) else str(sorted(truth_in(extent)))


def text_of(stretch: Stretch) -> str:
    return NONE if stretch.empty else stretch.text()


RATE = {"支": ">= 0", "预": "> 0"}


@pytest.mark.parametrize(
    ("formula", "given", "expected"),
    [
        # arithmetic
        ("a + b", {"a": "[1, 2)", "b": "(3, 4]"}, "(4, 6)"),
        ("a − b", {"a": "[1, 2)", "b": "(3, 4]"}, "[-3, -1)"),
        ("a × b", {"a": "[-1, 2]", "b": "[-3, 4)"}, "[-6, 8)"),
        ("a × b", {"a": "[0, 1]", "b": "> 2"}, "[0, ∞)"),
        ("a × b", {"a": "(0, 1]", "b": "> 2"}, "(0, ∞)"),
        ("a ÷ b", {"a": "[1, 2]", "b": "[4, 8)"}, "(0.125, 0.5]"),
        ("a ÷ b", {"a": "[1, 2]", "b": "[-8, -4]"}, "[-0.5, -0.125]"),
        ("a ÷ b", {"a": "[1, 2]", "b": "[-1, 2]"}, "(-∞, ∞)"),
        ("a ÷ b", RATE | {"a": ">= 0", "b": ">= 0"}, "[0, ∞)"),
        ("a ÷ (b − b)", {"a": "1", "b": "[1, 2]"}, NONE),
        ("−a", {"a": "[1, 2)"}, "(-2, -1]"),
        ("min(a, b)", {"a": "[1, 5]", "b": "[2, 3)"}, "[1, 3)"),
        ("max(a, 0)", {"a": "<= 5"}, "[0, 5]"),
        ("clamp(a, 0, 1)", {}, "[0, 1]"),
        ("abs(a)", {"a": "[-3, 2)"}, "[0, 3]"),
        ("floor(a)", {"a": "[1.5, 4)"}, "[1, 3]"),
        ("floor(a)", {"a": "[1.5, 4]"}, "[1, 4]"),
        ("ceil(a)", {"a": "(1, 3.5]"}, "[2, 4]"),
        ("steps(a, 5)", {"a": "[0, 20)"}, "[0, 3]"),
        ("steps(a, b)", {"a": ">= 0", "b": "<= 0"}, NONE),
        ("round(a, 0.1)", {"a": "[0.04, 0.26]"}, "[0, 0.3]"),
        ("round_up(a, 1)", {"a": "[-1.5, 1.2]"}, "[-2, 2]"),
        ("round_down(a, 1)", {"a": "[-1.5, 1.2]"}, "[-1, 1]"),
        ("round(a, b)", {"a": "[0, 3]", "b": "(0, 1]"}, "[0, 4]"),
        ("round_up(a, b)", {"a": "[-3, 0]", "b": "(0, 1]"}, "[-4, 0]"),
        ("round_up(a, b)", {"a": "[-3, 1]", "b": "(0, 1]"}, "[-4, 2]"),
        ("round_down(a, b)", {"a": "[1, 3)", "b": "> 0"}, "[0, 3)"),
        ("round(a, b)", {"a": "[1, 3)", "b": "<= 0"}, NONE),
        ("interpolate(a, 0, 0, 10, 8)", {"a": "[2.5, 5]"}, "[2, 4]"),
        ("interpolate(a, 0, 0, 5, 9, 10, 8)", {"a": "[2.5, ∞)"}, "[4.5, 9]"),
        ("interpolate(a, 0, 3, 10, 8)", {"a": "< 0"}, "3"),
        ("interpolate(a, 0, b, 10, 8)", {"b": "[3, 9]"}, "[3, 9]"),
        ("interpolate(a, b, 1, c, 8)", {"b": "10", "c": "0"}, NONE),
        ("days(起, 起)", {}, "0"),
        ("IF(起 ≤ 止, days(起, 止), 0)", {}, "[0, ∞)"),
        ("IF(起 < 止, months(起, 止), 0)", {}, "[0, ∞)"),
        ("months(起, 止)", {"起": "[0, 0]", "止": "[-70, 70]"}, "[-3, 3]"),
        ("months(起, 止)", {"起": "0", "止": "[40, 70]"}, "[0, 3]"),
        ("months(起, 止)", {"起": "0", "止": "[-70, -40]"}, "[-3, 0]"),
        # what has to do with each other
        ("a − a", {}, "0"),
        ("(a + b) − a", {"b": "[1, 2]"}, "[1, 2]"),
        ("a ÷ a", {}, "1"),
        ("a × a", {}, "[0, ∞)"),
        ("a × a × a", {"a": "[-2, 3]"}, "[-18, 27]"),
        ("a ÷ (a + b)", {"a": ">= 0", "b": "> 0"}, "[0, 1]"),
        ("a ÷ (b + a)", {"a": ">= 0", "b": ">= 0"}, "[0, 1]"),
        ("(a − b) ÷ b", {"a": ">= 0", "b": "> 0"}, "[-1, ∞)"),
        ("(b − a) ÷ b", {"a": ">= 0", "b": "> 0"}, "(-∞, 1]"),
        ("(a + b) ÷ b", {"a": ">= 0", "b": "> 0"}, "[1, ∞)"),
        ("(100 × a + 80 × b + 60 × c) ÷ (a + b + c)",
         {"a": ">= 0", "b": ">= 0", "c": ">= 0"}, "[60, 100]"),
        ("IF(v = a + b and v > 0, (a × 9 + b × 4) ÷ v, 5)", {"a": ">= 0", "b": ">= 0"}, "[4, 9]"),
        ("min(a, b) ÷ b", {"b": "> 0", "a": ">= 0"}, "[0, 1]"),
        ("a ÷ max(a, b)", {"b": "> 0", "a": ">= 0"}, "[0, 1]"),
        ("floor(a) ÷ a", {"a": "> 0"}, "[0, 1]"),
        ("clamp(a, 0, b) ÷ b", {"b": "> 0"}, "[0, 1]"),
        ("a × 0.5 ÷ a", {"a": "> 0"}, "0.5"),
        ("a ÷ b ÷ a", {"a": "> 0", "b": "[2, 4]"}, "[0.25, 0.5]"),
        ("IF(a > 1, b × 0.5, b) ÷ b", {"b": "> 0"}, "[0.5, 1]"),
        ("b ÷ IF(a > 1, b + 1, b)", {"b": "> 0"}, "(0, 1]"),
        ("a × b − a", {"a": ">= 0", "b": "[0, 1]"}, "(-∞, 0]"),
        ("a ÷ b − a", {"a": ">= 0", "b": ">= 1"}, "(-∞, 0]"),
        ("(a − 1) − max(a, b)", {}, "(-∞, 0]"),
        ("min(a, b) − min(a, c)", {"c": "5", "b": "5"}, "0"),
        ("min(a, b) − a", {}, "(-∞, 0]"),
        ("a − max(b, a)", {}, "(-∞, 0]"),
        ("max(a − 1, a − 2) − a", {}, "(-∞, 0]"),
        ("a − min(a + 1, a + b)", {"b": ">= 0"}, "(-∞, 0]"),
        ("(a + c) − (b + c)", {"a": "[0, 1]", "b": "[1, 2]"}, "[-2, 0]"),
        ("IF(a < b, a − b, −1)", {}, "(-∞, 0)"),
        ("IF(a < b and b < c, c − a, 1)", {}, "(0, ∞)"),
        ("IF(a ≤ b and b ≤ c, c − a, 1)", {}, "[0, ∞)"),
        ("IF(a ≤ b and b < c, c − a, 1)", {}, "(0, ∞)"),
        ("IF(a ≤ b and c ≤ d, (a + c) ÷ max(b + d, 1), 0)", {"a": ">= 0", "c": ">= 0"}, "[0, 1]"),
        ("b + (c − b) × a", {"a": "[0, 1]", "b": "[2, 3]", "c": "[4, 5]"}, "[2, 5]"),
        ("b + (c − b) × a", {"a": "[0, 2]", "b": "[2, 3]", "c": "[4, 5]"}, "[2, 9]"),
        # conditions
        ("IF(支 ≥ 预, 20, 20 × 支 ÷ 预)", RATE, "[0, 20]"),
        ("IF(支 > 预, 20 × 预 ÷ 支, 20)", RATE, "(0, 20]"),
        ("IF(支 ÷ 预 ≥ 90%, 20, 20 × (支 ÷ 预))", RATE, "[0, 20]"),
        ("IF(a ≥ 0.9, 1, IF(0.8 ≤ a < 0.9, a, IF(a ≥ 0.6, a − 0.6, 0)))", {}, "[0, 1]"),
        ("IF(a < 0, 0, IF(a > 1, 1, a))", {}, "[0, 1]"),
        ("IF(not (a < 0 or a > 1), a, 0)", {}, "[0, 1]"),
        ("IF(a = 0, 1, 1 ÷ a)", {"a": ">= 0"}, "(0, ∞)"),
        ("IF(a ≠ b, 1, a)", {"b": "[2, 3]"}, "[1, 3]"),
        ("IF(a = b, a, 2)", {"b": "[2, 3]"}, "[2, 3]"),
        ("IF(2 ≠ a, a, 3)", {"a": "[2, 3]"}, "(2, 3]"),
        ("IF(a ≠ 3, a, 2)", {"a": "[2, 3]"}, "[2, 3)"),
        ("IF(95% − a ≥ 5%, a, 0)", {}, "(-∞, 0.9]"),
        ("IF(a + b ≥ 5, b, 9)", {"a": "[0, 1]"}, "[4, ∞)"),
        ("IF(a − b ≥ 5, b, −9)", {"a": "[0, 1]"}, "(-∞, -4]"),
        ("IF(−a ≥ 5, a, −5)", {}, "(-∞, -5]"),
        ("IF(a × 2 ≥ 5, a, 3)", {}, "[2.5, ∞)"),
        ("IF(a × b ≥ 5, a, 3)", {"b": "[0, 1]"}, "(-∞, ∞)"),
        ("IF(a ÷ 4 ≥ 5, a, 20)", {}, "[20, ∞)"),
        ("IF(min(a, b) ≥ 5, a, 6)", {}, "[5, ∞)"),
        ("IF(max(a, b) < 5, a, 4)", {}, "(-∞, 5)"),
        ("IF(a > 5 and a < 3, 7, 1)", {}, "1"),
        ("IF(a > 5, 7, 1)", {"a": "[0, 5]"}, "1"),
        ("IF(a > a, 7, 1)", {}, "1"),
        ("IF(a ≠ a, 7, 1)", {}, "1"),
        ("IF(a < b, IF(a ≥ b, 7, 1), 1)", {}, "1"),
        ("IF(a < b, IF(b ≤ a, 7, 1), 1)", {}, "1"),
        ("IF(a ≠ b, IF(a = b, 7, 1), 1)", {}, "1"),
        ("IF(a = b, IF(a ≠ b, 7, 1), 1)", {}, "1"),
        ("IF(abs(a) ≤ 2, 1, 2)", {}, "[1, 2]"),
        ("IF(given(a), a, 0)", {"a": "[3, 4]"}, "[0, 4]"),
        ("IF(given(a), 1, a)", {"a": "[3, 4]"}, "1"),
        ("IF(given(a), IF(given(a), 1, 9), 1)", {}, "1"),
        ("IF(given(a), 1, interpolate(a, 0, 1, 2, 3))", {}, "1"),
        ("IF(given(a), 1, b − a)", {}, "1"),
        ("IF(given(起), 1, months(起, 止))", {}, "1"),
        ("IF(given(a), 1, IF(a ≤ b, 2, 3))", {}, "1"),
        ("IF(given(a), 1, floor(a))", {}, "1"),
        ("IF(IF(given(a), b, a) > b, 9, 1)", {}, "1"),
        ("IF(好, 1, IF(好, 9, 2))", {}, "[1, 2]"),
        ("IF(年 = '2021', 1, IF(年 = '2022', 2, 9))", {}, "[1, 2]"),
        ("IF(年 ≠ '2021', IF(年 = '2022', 2, 9), 1)", {}, "[1, 2]"),
        ("IF(one_of(年, '2021', '2022'), 1, 9)", {}, "1"),
        ("IF(one_of(年, '2021'), 1, IF(年 = '2022', 2, 9))", {}, "[1, 2]"),
        ("IF(one_of(文, '2021'), IF(文 = '2022', 9, 1), 2)", {}, "[1, 2]"),
        ("IF(one_of(文, 年), 1, 2)", {}, "[1, 2]"),
        ("IF(文 = '甲' or 文 = '乙', IF(文 = '丙', 9, 1), 2)", {}, "[1, 2]"),
        ("IF(文 ≠ '甲', IF(文 = '甲', 3, 1), 2)", {}, "[1, 3]"),
        ("IF(文 = 年, IF(文 = '2020', 9, 1), 2)", {}, "[1, 2]"),
        ("IF(文 ≠ 年, 1, 2)", {}, "[1, 2]"),
        ("IF(好 = any(表, 是), 1, 2)", {}, "[1, 2]"),
        ("IF(好, IF(好 ≠ any(表, 是), 1, 2), 3)", {}, "[1, 3]"),
        ("IF(好, IF(any(表, 是) ≠ 好, IF(any(表, 是), 9, 1), 2), 3)", {}, "[1, 3]"),
        ("IF(IF(好, a > 1, a > 2), a, 2)", {}, "(-∞, ∞)"),
        ("IF(a > 1 or b > 1, IF(a > 1, 1, b), 3)", {}, "(-∞, ∞)"),
        # rows
        ("sum(表, x)", {}, "[0, ∞)"),
        ("sum(表, −x)", {}, "(-∞, 0]"),
        ("sum(表, n)", {}, "(-∞, ∞)"),
        ("sum(表, x − x)", {}, "0"),
        ("sum(表, x, x > 6)", {}, "0"),
        ("count(表, x > 6)", {}, "0"),
        ("mean(表, x, x > 6)", {}, NONE),
        ("mean(表, x, x > 2)", {}, "(2, 5]"),
        ("count(表, 是)", {}, "[0, ∞)"),
        ("count(表)", {}, "[0, ∞)"),
        ("count(表, 是) ÷ count(表)", {}, "[0, 1]"),
        ("sum(表, x, 是) ÷ sum(表, x)", {}, "[0, 1]"),
        ("sum(表, n, 是) ÷ sum(表, n)", {}, "(-∞, ∞)"),
        ("sum(表, x, 是) ÷ sum(表, x, x > 2)", {}, "[0, ∞)"),
        ("count(表, 是) ÷ sum(表, x)", {}, "[0, ∞)"),
        ("sum(表, w × x) ÷ sum(表, w)", {}, "[0, 5]"),
        ("sum(表, x × w) ÷ sum(表, w)", {}, "[0, 5]"),
        ("share(表, 是)", {}, "[0, 1]"),
        ("share(表, x > 6)", {}, "0"),
        ("weighted_mean(表, x, w)", {}, "[0, 5]"),
        ("weighted_mean(表, x, n)", {}, "(-∞, ∞)"),
        ("only(表, x)", {}, "[0, 5]"),
        ("IF(any(表, x > 6), 9, 1)", {}, "1"),
        ("IF(all(表, x ≥ 0), 1, 9)", {}, "1"),
        ("IF(only(表, 性) = '丙', 9, 1)", {}, "1"),
    ],
)  # fmt: skip
def test_the_interval_of_a_formula(formula: str, given: dict[str, str], expected: str) -> None:
    assert seen(formula, given) == expected


def test_of_what_never_has_a_value_neither_has_the_smallest_or_the_largest() -> None:
    for formula in ("max(1 ÷ z, 2)", "min(2, 1 ÷ z)"):
        assert range_of(parse(Source(formula)).tree, {"z": point(Fraction(0))}).empty


def test_a_branch_knows_the_facts_below_a_measure() -> None:
    meanings = {"率": "支 ÷ 预", "缺": "max(预 − 支, 0)", "全": "支 + 余"}
    for formula, expected in (
        ("IF(支 ≥ 预, 1, 率)", "[0, 1]"),
        ("IF(率 ≥ 1, 1, 率)", "[0, 1]"),
        ("IF(缺 > 3, 缺, 4)", "(3, ∞)"),
        ("支 ÷ 全", "[0, 1]"),
        ("min(支, 全) ÷ 全", "[0, 1]"),
        ("全 − 支", "[0, ∞)"),
    ):
        assert seen(formula, RATE | {"余": ">= 0"}, meanings) == expected, formula


def test_conditions_are_read_as_well() -> None:
    for formula, expected in (
        ("a > 1", "[False, True]"),
        ("a > 1 and a < 0", "[False]"),
        ("not (a > 1 and a < 0)", "[True]"),
        ("given(a)", "[False, True]"),
        ("1 < 2", "[True]"),
    ):
        assert seen(formula) == expected, formula
    failing = Compare(Nothing("gap"), (("<", Name("a")),))
    assert truth_in(Reading({}).see(failing).extent) == frozenset()


def test_properties_and_judgements_have_extents_of_their_own() -> None:
    tree = Operate("-", Property("points", "甲"), Judgement("甲"))
    assert range_of(tree, KINDS, TABLES).text() == "[0, 20]"


def test_a_denominator_that_may_be_zero_is_named() -> None:
    def zero(formula: str, **given: str) -> list[str]:
        names = {name: stretch_of(text) for name, text in given.items()}
        found = Reading(names).see(parse(Source(formula)).tree).zero
        return [each.at.text if each.at else "" for each in found]

    assert zero("1 ÷ a + 2 ÷ b", a=">= 0", b="> 0") == ["1 ÷ a"]
    assert zero("IF(a ≠ 0, 1 ÷ a, 0)") == []
    assert zero("IF(a = 0, 0, 1 ÷ a)") == []
    assert zero("IF(a > 0, 1 ÷ a, 1 ÷ (a + b))", b="[0, 1]") == ["1 ÷ (a + b)"]
    assert zero("IF(b > 0 and 1 ÷ b > 2, 1, 0)") == []
    assert zero("IF(1 ÷ b > 2 and b > 0, 1, 0)") == ["1 ÷ b"]
    assert zero("IF(a < b, 1 ÷ (b − a), 0)") == []
    assert zero("1 ÷ a × 2 ÷ 3") == ["1 ÷ a"]


def test_the_ends_of_a_formula_and_what_leads_to_them() -> None:
    tree = parse(Source("IF(a > 5, IF(b > 0, 1, 2), IF(a > 6, 3, 4))")).tree
    branches = Reading({}).see(tree).branches
    assert [b.known is not None for b in branches] == [True, True, False, True]
    assert [[yes for _, yes in b.path] for b in branches] == [
        [True, True], [True, False], [False, True], [False, False],
    ]  # fmt: skip


def test_what_each_row_must_holds_in_every_branch() -> None:
    must = parse(Source("性 = '甲' or n ≥ 0")).tree
    reading = Reading(KINDS, TABLES, musts={"表": must})
    for formula, expected in (
        ("sum(表, IF(性 = '甲', 0, n))", "[0, ∞)"),
        ("sum(表, n, 性 = '乙')", "[0, ∞)"),
        ("sum(表, n)", "(-∞, ∞)"),
        ("mean(表, 3, 性 = '乙' and n < 0)", NONE),
    ):
        assert text_of(reading.see(parse(Source(formula)).tree).stretch) == expected, formula


def test_a_part_that_is_known_to_equal_what_it_is_part_of_is_read_once() -> None:
    assert seen("IF(a − b = (a − b) × c, (a − b) ÷ ((a − b) × c), 1)") == "(-∞, ∞)"
    condition = "a ≤ a − b and a − b ≤ a and b ≤ a − b"
    assert seen(f"IF({condition}, (a − b) ÷ a, 0)", {"a": "> 0"}) == "[0, 1]"


def test_numbers_that_grow_too_large_are_bounded_by_nothing() -> None:
    squares: dict[str, Extent] = {"a": stretch_of("[3, 7]")}
    for _ in range(14):
        squares["a"] = range_of(Operate("*", Name("a"), Name("a")), squares)
    assert squares["a"] == ranges.NOT_NEGATIVE
    tiny = Number(Fraction(1, 2**4000))
    found = range_of(Operate("*", tiny, Name("a")), {"a": stretch_of("[1, 1]")})
    assert found.holds(Fraction(1, 2**4000))
    squared = Operate("*", Name("a"), Name("b"))
    names = {"a": point(Fraction(1, 3**2000)), "b": point(Fraction(1, 3**2000))}
    assert range_of(squared, names).text() == "[0, 1]"


def test_a_formula_of_many_parts_is_read_in_bounded_time() -> None:
    text = "a"
    for number in range(28):
        text = f"IF({text} < b × c{number} ÷ a, a ÷ (b − c{number}), c{number} − b)"
    begun = time.process_time()
    found = Reading({}).see(parse(Source(text)).tree)
    assert time.process_time() - begun < 15
    assert found.stretch == EVERYWHERE
    assert len(found.zero) == 56


def test_a_deep_formula_is_read_as_far_as_it_goes() -> None:
    chain: dict[str, Node] = {"m0": Name("a")}
    for number in range(1, 300):
        chain[f"m{number}"] = Operate("*", Name(f"m{number - 1}"), Name("b"))
    tree = If(Compare(Name("a"), ((">", Name("b")),)), Name("m299"), Name("b"))
    assert Reading({}, meanings=chain).see(tree).stretch == EVERYWHERE
    added: Node = Name("a")
    for _ in range(200):
        added = Operate("-", Operate("+", added, Number(Fraction(1))), Number(Fraction(2)))
    assert range_of(added, {"a": stretch_of("[0, 1]")}).text() == "[-200, -199]"
    assert range_of(Operate("/", added, Name("b")), {"b": stretch_of("> 0")}) == EVERYWHERE
    sums = Operate("-", added, added)
    assert range_of(sums, {}).holds(Fraction(0))
    steps: dict[str, Node] = {"m0": Name("a")}
    for number in range(1, 40):
        steps[f"m{number}"] = Operate("+", Name(f"m{number - 1}"), Number(Fraction(1)))
    apart = Operate("-", Name("m39"), Name("m30"))
    assert Reading({}, meanings=steps).see(apart).stretch == EVERYWHERE
    near = Operate("-", Name("m9"), Name("m0"))
    assert Reading({}, meanings=steps).see(near).stretch == point(Fraction(9))


def test_extents_of_different_kinds_are_joined_to_what_is_unknown() -> None:
    texts = Texts(frozenset({"a"}))
    assert join(texts, Texts()) == Texts()
    assert join(texts, Texts(frozenset({"b"}))) == Texts(frozenset({"a", "b"}))
    assert join(YES, NO) == MAYBE
    assert join(EVERYWHERE, YES) == MAYBE
    assert join(texts, EVERYWHERE) == Texts()
    assert meet(EVERYWHERE, YES) == YES
    assert meet(texts, Texts()) == meet(Texts(), texts) == texts
    assert joined([]) == NOWHERE
    assert is_empty(Texts(frozenset()))
    assert not is_empty(Texts())
    assert is_empty(frozenset())


def test_a_name_that_nobody_knows_may_be_anything() -> None:
    assert seen("IF(谁, 1, 2)") == "[1, 2]"
    assert seen("IF(谁 = '甲', 1, 2)") == "[1, 2]"
    assert seen("IF(谁 ≠ '甲', 1, 2)") == "[1, 2]"
    assert seen("IF(one_of(谁, '甲'), 1, 2)") == "[1, 2]"
    assert seen("sum(谁, x)") == "(-∞, ∞)"


def test_what_is_missing_is_read_by_no_branch() -> None:
    tree = parse(Source("IF(given(a), 1, a + 1)")).tree
    value = evaluate(compile_number(tree), {"a": Missing(frozenset({"a"}))}).value
    assert isinstance(value, Missing)
    known = assume(Reading({}), parse(Source("given(a)")).tree, False, NOTHING_KNOWN)
    assert known is not None
    assert Reading({}).read(Name("a"), known) == NOWHERE


def test_a_weighted_mean_is_that_of_the_same_rows_only() -> None:
    where = parse(Source("x > 1")).tree
    above = Fold("sum", "表", Operate("*", Name("w"), Name("x")), None, where)
    below = Fold("sum", "表", Name("w"), None, None)
    assert range_of(Operate("/", above, below), KINDS, TABLES).text() == "[0, ∞)"
