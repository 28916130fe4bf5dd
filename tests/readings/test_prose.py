"""Prose ends in the number: what a person reads, reckoned again, gives what the engine gave."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfrules.formula.from_text import parse
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import (
    Call,
    Choice,
    Given,
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
from perfrules.formula.units import PLAIN, parse_unit
from perfrules.formula.walk import rebuilt, replace
from perfrules.model.terms import Show
from perfrules.problem import Refused
from perfrules.readings.figures import exact_text, figure, fraction_text, with_decimals
from perfrules.readings.number import compile_number, evaluate
from perfrules.readings.prose import Shown, substituted, written
from tests.formula.trees import NAMES, numbers

decimals = st.decimals(-1000, 1000, places=3).map(Fraction)
values = st.fixed_dictionaries(dict.fromkeys(NAMES, decimals))


def parsed(text: str) -> Node:
    return parse(Source(text)).tree


def shown_with(known: dict[str, Fraction]) -> Shown:
    def shown(node: Node) -> str | None:
        if isinstance(node, Name) and node.name in known:
            return exact_text(known[node.name]).replace("-", "−")
        return None

    return shown


def value_of(tree: Node, known: dict[str, Fraction]) -> object:
    value = evaluate(compile_number(tree), known).value
    return value if isinstance(value, Fraction) else None


def reparsed(text: str) -> Node:
    try:
        return parsed(text)
    except Refused as refused:
        # Numbers put in may make a formula longer or deeper than an author may write.
        assume(not {"E203", "E204"} & {problem.code for problem in refused.problems})
        raise


@settings(max_examples=60)
@given(numbers(), values)
def test_prose_of_the_engine_ends_in_the_number(tree: Node, known: dict[str, Fraction]) -> None:
    text = substituted(tree, shown_with(known))
    assert value_of(reparsed(text), {}) == value_of(tree, known)
    assert value_of(reparsed(written(tree)), known) == value_of(tree, known)


@settings(max_examples=60)
@given(numbers(), values)
def test_prose_of_an_author_ends_in_the_number(tree: Node, known: dict[str, Fraction]) -> None:
    authors = parsed(to_text(tree))
    text = substituted(authors, shown_with(known))
    assert value_of(reparsed(text), {}) == value_of(tree, known)


@pytest.mark.parametrize(
    ("formula", "prose"),
    [
        ("分值 * min(甲/乙, 100%)", "20 × min(7÷(−2), 100%)"),
        ("甲 if 乙 >= 0 else 甲×2", "7 if (−2) ≥ 0 else 7×2"),
        ("如果(甲 != 7, 1, 乙)", "如果(7 ≠ 7, 1, (−2))"),
        ("「甲」+ 1000万元", "7+ 1000万元"),
        ("乙", "−2"),
        ("丙 − 甲", "丙 − 7"),
        ("甲 = 7 and not (乙 < 0)", "7 = 7 and not ((−2) < 0)"),
    ],
)
def test_the_author_s_words_stay_around_the_numbers(formula: str, prose: str) -> None:
    known = {"甲": "7", "乙": "−2"}

    def shown(node: Node) -> str | None:
        match node:
            case Property("points"):
                return "20"
            case Name(name):
                return known.get(name)
        return None

    assert substituted(parsed(formula), shown) == prose


def test_an_author_s_part_stands_inside_what_the_engine_spelled_out() -> None:
    part = parsed("甲 + 乙")
    whole = Operate("*", Property("points", "x"), part)
    assert written(whole) == "分值 × (甲 + 乙)"
    assert written(whole, "en") == "points × (甲 + 乙)"


def test_a_name_replaced_inside_an_author_s_formula_is_spelled_out() -> None:
    ratio = Operate("/", Name("实际"), Name("目标"))
    formula = replace(parsed("100% − (完成比 − 130%) × 2"), {"完成比": ratio})
    assert written(formula) == "100% − (实际 ÷ 目标 − 130%) × 2"


@pytest.mark.parametrize(
    ("node", "zh", "en"),
    [
        (Not(Given("甲")), "非 —", "not —"),
        (Logic("or", (Name("甲"), Name("乙"))), "甲 或 乙", "甲 or 乙"),
        (
            If(Name("甲"), Number(Fraction(1)), Number(Fraction(-2))),
            "如果(甲, 1, −2)", "IF(甲, 1, −2)",
        ),
        (Call("steps", (Name("甲"), Name("乙"))), "满几档(甲, 乙)", "steps(甲, 乙)"),
        (Call("max", (Judgement("甲"), Nothing("gap"))), "max(甲, —)", "max(甲, —)"),
        (Negate(Operate("-", Name("甲"), Choice("乙"))), "−(甲 − —)", "−(甲 − —)"),
    ],
)  # fmt: skip
def test_words_of_the_engine_are_in_the_language_asked(node: Node, zh: str, en: str) -> None:
    assert (written(node, "zh"), written(node, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "unit", "show", "least", "text"),
    [
        ("4928244000", "万元", None, 2, "492,824.40 万元"),
        ("0.9377", "%", None, 0, "93.77%"),
        ("1540481/1642748", "%", Show(2, percent=True), 0, "≈93.77%"),
        ("1/3", "", None, 0, "≈0.3333"),
        ("1/3", "%", None, 0, "≈33.33%"),
        ("-0.0397", "百分点", None, 0, "−3.97 百分点"),
        ("1/2", "", Show(0, percent=False), 0, "≈1"),
        ("-1/2", "", Show(0, percent=False), 0, "≈−1"),
        ("0.000001", "", None, 0, "0.000001"),
        ("0.0000001", "", None, 0, "≈0.0000"),
        ("1234567", "人次", None, 0, "1,234,567 人次"),
    ],
)
def test_figures(value: str, unit: str, show: Show | None, least: int, text: str) -> None:
    assert str(figure(Fraction(value), parse_unit(unit) if unit else PLAIN, show, least)) == text


@given(st.fractions(), st.integers(0, 6))
def test_a_figure_is_as_near_as_its_digits(value: Fraction, decimals: int) -> None:
    printed = figure(value, show=Show(decimals, percent=False))
    number = Fraction(printed.text.replace(",", "").replace("−", "-"))
    assert abs(number - value) <= Fraction(1, 2 * 10**decimals)
    assert printed.exact == (number == value)


def test_a_figure_put_into_a_formula_has_two_digits_more_unless_it_is_exact() -> None:
    percent = Show(2, percent=True)
    assert str(figure(Fraction(1540481, 1642748), show=percent, closer=True)) == "≈93.7746%"
    assert str(figure(Fraction(28305, 100000), show=percent, closer=True)) == "28.3050%"
    assert str(figure(Fraction(1, 2), show=percent, closer=True)) == "50.00%"


@given(st.fractions())
def test_exact_texts_are_exact(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value
    assert Fraction(fraction_text(value)) == value


def test_a_huge_exact_value_is_shown_as_forty_digits_and_its_size() -> None:
    assert fraction_text(Fraction(10**300 + 1, 3)) == (
        "3.333333333333333333333333333333333333333E+299… (301/1 digits)"
    )
    assert exact_text(Fraction(10**250)).endswith("… (251/1 digits)")


def test_halves_are_rounded_away_from_zero() -> None:
    assert [with_decimals(Fraction(n, 2), 0) for n in (-3, -1, 1, 3)] == ["-2", "-1", "1", "2"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3 × (甲 if 甲 > 0 else 1)", "3 × 如果(2 > 0, 2, 1)"),
        ("IF(甲 > 0 and (甲 < 9 or 非 (甲 > 5)), −甲 × 2, 0)", None),
        ("(甲 − 1) × (甲 + 1) ÷ (−甲)", "(2 − 1) × (2 + 1) ÷ −2"),
    ],
)
def test_prose_of_the_engine_keeps_its_brackets(text: str, shown: str | None) -> None:
    known = {"甲": Fraction(2)}
    tree = rebuilt(parsed(text), lambda node: evolve(node, at=None))
    spelled = substituted(tree, shown_with(known))
    assert value_of(reparsed(spelled), {}) == value_of(tree, known)
    if shown is not None:
        assert spelled == shown
