"""A number with its unit is read as a person means it, or refused."""

from fractions import Fraction

import pytest

from perfrules.formula.quantity import quantity
from perfrules.formula.units import MONTHS, PLAIN, parse_unit
from perfrules.problem import Refused


@pytest.mark.parametrize(
    ("text", "unit", "value", "digits", "written"),
    [
        ("492824.40 万元", "万元", "4928244000", 2, "万元"),
        ("492824.40", "万元", "4928244000", 2, "万元"),
        ("5 千元", "万元", "5000", 0, "千元"),
        ("1.2亿元", "元", "120000000", 1, "亿元"),
        ("93.77%", "%", "0.9377", 2, "%"),
        ("９３．７７％", "%", "0.9377", 2, "%"),
        ("1.5百分点", "%", "0.015", 1, "百分点"),
        ("1.5 个百分点", "%", "0.015", 1, "百分点"),
        ("1,234.50", "套", "1234.5", 2, "套"),
        ("1，234，567", "套", "1234567", 0, "套"),
        (" −0.5 套 ", "套", "-0.5", 1, "套"),
        ("+3套", "套", "3", 0, "套"),
        (".5", "套", "0.5", 1, "套"),
        ("5.", "套", "5", 0, "套"),
        ("1.25e2", "套", "125", 0, "套"),
        ("1e-05", "套", "0.00001", 5, "套"),
        ("3 元/人·月", "元/人*月", "3", 0, "元/人·月"),
        ("3元/（人·月）", "元/人·月", "3", 0, "元/(人·月)"),
    ],
)
def test_it_is_read_in_base_units(
    text: str, unit: str, value: str, digits: int, written: str
) -> None:
    read = quantity(text, parse_unit(unit))
    assert (read.value, read.digits, str(read.unit)) == (Fraction(value), digits, written)


def test_a_bare_number_for_a_percentage_needs_its_reading() -> None:
    percent = parse_unit("%")
    with pytest.raises(Refused, match="E244"):
        quantity("93.77", percent)
    assert quantity("93.77", percent, bare="percent").value == Fraction("0.9377")
    assert quantity("0.9377", percent, bare="fraction").value == Fraction("0.9377")
    assert quantity("93.77%", percent, bare="fraction").value == Fraction("0.9377")


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("", "套", "E240"),
        ("—", "套", "E240"),
        ("无", "套", "E240"),
        ("NaN", "套", "E240"),
        ("-inf", "套", "E240"),
        ("五万元", "元", "E240"),
        ("约5万元", "元", "E240"),
        ("5-10", "套", "E240"),
        ("1.2.3", "套", "E240"),
        ("１２３٣", "套", "E240"),
        ("1_000", "套", "E240"),
        ("0x10", "套", "E241"),
        ("(5)", "套", "E240"),
        ("5 万", "套", "E240"),
        ("5 @", "套", "E240"),
        ("1" * 101, "套", "E240"),
        ("5 人", "套", "E241"),
        ("5%", "套", "E241"),
        ("5套", "%", "E241"),
        ("12,34", "套", "E242"),
        ("1,2345", "套", "E242"),
        ("1e400", "套", "E243"),
        ("1" * 29, "套", "E243"),
    ],
)
def test_what_nobody_can_mean_is_refused(text: str, unit: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        quantity(text, parse_unit(unit))
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.place is None
    assert problem.render("zh")
    assert problem.hint("en")


def test_units_convert_and_multiply() -> None:
    assert parse_unit("万元").factor == 10_000
    assert parse_unit("％") == parse_unit("百分点")
    assert parse_unit("万元/人").factor == 10_000
    assert parse_unit("元/万元").is_plain
    assert parse_unit("公里·人") == parse_unit("人·公里")
    assert parse_unit("元") / parse_unit("元") == PLAIN
    assert str(parse_unit("月") * PLAIN) == str(MONTHS)


@pytest.mark.parametrize("text", ["", "/人", "元/", "1元", "元 人", "a" * 40, "%人", "元//人"])
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="E230"):
        parse_unit(text)
