"""Exact values as a fact file says them: in their unit, with the digits that people write."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.formula.digits import decimals_of, fixed
from perfrules.formula.units import PLAIN, POINTS, Unit, parse_unit
from perfrules.model.facts import Fact, Value
from perfrules.problem import Problem, Refused

_PERCENT = parse_unit("%")


def raw_of(name: str, value: Value, unit: Unit = PLAIN, decimals: int | None = None) -> Any:
    """What a file says for a value in base units: a text where it has a unit, else the value.

    A number has so many decimals or more, as many as it needs; without a wish, money that is not
    whole has two. Raises Refused (E660) for a number that no decimal says exactly.
    """
    if not isinstance(value, Fraction):
        return value
    text = number_text(name, value, unit, decimals)
    if unit in (PLAIN, POINTS):
        return Decimal(text) if "." in text else int(text)
    word = unit.text or str(unit)
    return f"{text}{word}" if word == "%" else f"{text} {word}"


def raw_of_fact(fact: Fact, declared: Unit) -> Any:
    """What a file says for a fact that was read: in the unit and with the digits it had."""
    if fact.unit == PLAIN and declared.is_percent:  # a bare fraction, where the rules allow it
        return raw_of(fact.name, fact.value, _PERCENT, max(0, fact.decimals - 2))
    return raw_of(fact.name, fact.value, fact.unit, fact.decimals)


def number_text(name: str, value: Fraction, unit: Unit, decimals: int | None = None) -> str:
    """The digits of a number in a unit, as `raw_of` writes it."""
    number = value / unit.factor
    needed = decimals_of(number)
    if needed is None:
        raise Refused(Problem("E660", None, {"name": name, "value": str(number)}))
    if decimals is None:
        decimals = 2 if needed and unit.has_money else 0
    return fixed(number, max(needed, decimals))


def score_of(value: Fraction) -> Decimal | Fraction:
    """The score of a judgement: a decimal, or else the fraction itself."""
    decimals = decimals_of(value)
    return value if decimals is None else Decimal(fixed(value, decimals))


def days_text(first: date, last: date) -> Any:
    """A period as a file says it: a year, or two days."""
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        return first.year
    return {"from": first, "to": last}
