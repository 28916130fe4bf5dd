"""One raw value to what its declaration says it is."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from perfrules.formula.quantity import quantity
from perfrules.formula.units import PLAIN, Unit
from perfrules.messages import Text
from perfrules.model.declared import FactRule
from perfrules.model.facts import Value
from perfrules.model.read_formula import alternatives
from perfrules.problem import Place, Problem, Refused, did_you_mean, placed, printable

YES_NO = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False}
"""What texts stand for yes and no, in small letters."""
_DAY = re.compile(r"([12]\d{3})(?:-|年|/|\.)(\d{1,2})(?:-|月|/|\.)(\d{1,2})日?", re.ASCII)
LONGEST_TEXT = 1000


def value_of(rule: FactRule, raw: object, place: Place | None) -> tuple[Value, str, int, Unit]:
    """The value, its text, its digits behind the point, and the unit it was written in.

    Numbers come out in base units. Raises Refused when the value is not of the declared
    kind, is a bare number for a percentage, or lies outside the declared range.
    """
    match rule.kind:
        case "number":
            return _number(rule, raw, place)
        case "yes/no":
            return _yes_no(rule, raw, place), _text(raw), 0, PLAIN
        case "date":
            return _day(rule, raw, place), _text(raw), 0, PLAIN
        case "text":
            return _words(rule, raw, place), _text(raw), 0, PLAIN
        case _:
            assert_never(rule.kind)


def _number(rule: FactRule, raw: object, place: Place | None) -> tuple[Value, str, int, Unit]:
    unit, decimals = rule.unit, 0
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | Fraction | str):
        raise _refused("E404", rule, raw, place, unit=str(rule.unit))
    text = _text(raw)
    if isinstance(raw, str):
        with placed(place):
            read = quantity(raw, rule.unit, bare=rule.bare)
        value, decimals, unit = read.value, read.digits, read.unit
    else:
        if rule.bare is None and rule.unit.is_percent:
            raise _refused("E405", rule, raw, place)
        value = Fraction(raw)
        if rule.bare != "fraction" and rule.unit.factor != 1:
            value *= rule.unit.factor
        if isinstance(raw, Decimal):
            decimals = max(0, -int(raw.as_tuple().exponent))
    if rule.limits is not None and not rule.limits.holds(value):
        assert rule.range is not None
        raise _refused("E406", rule, raw, place, range=rule.range.at.text)
    return value, text, decimals, unit


def _yes_no(rule: FactRule, raw: object, place: Place | None) -> bool:
    if isinstance(raw, bool):
        return raw
    word = YES_NO.get(raw.strip().lower()) if isinstance(raw, str) else None
    if word is None:
        raise _refused("E407", rule, raw, place)
    return word


def _day(rule: FactRule, raw: object, place: Place | None) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    match = _DAY.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is not None:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise _refused("E408", rule, raw, place)


def _words(rule: FactRule, raw: object, place: Place | None) -> str:
    options = alternatives(rule.choice)
    if not isinstance(raw, str):
        choice = Text(f"，可选：{options.zh}", f"; one of: {options.en}")
        raise _refused("E409", rule, raw, place, options=choice if rule.choice else Text("", ""))
    if len(raw) > LONGEST_TEXT:
        raise _refused("E421", rule, raw, place, most=str(LONGEST_TEXT))
    if rule.choice and raw not in rule.choice:
        near = did_you_mean(raw, rule.choice)
        raise _refused("E412", rule, raw, place, options=options, near=near)
    return raw


def _text(raw: object) -> str:
    """As it was written."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return format(raw, "f") if isinstance(raw, Decimal) else str(raw)


def _refused(
    code: str, rule: FactRule, raw: object, place: Place | None, **fields: str | Text
) -> Refused:
    value = printable(_text(raw))[:60]
    return Refused(Problem(code, place, {"name": rule.name, "value": value, **fields}))
