"""One formula held against the oracle, whatever text it is."""

from datetime import date
from fractions import Fraction
from typing import Literal

from perfrules.formula.from_text import parse
from perfrules.formula.kind import DATE, NUMBER, YES_NO, Kind, kind_of
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Fold, Given, Property, Source
from perfrules.formula.walk import nodes
from perfrules.problem import Refused
from perfrules.readings.number import Failed, compile_number, evaluate
from tests.formula.rational import NoValueError, OutOfBoundsError, Value, reckon

KINDS: dict[str, Kind] = {
    "实际": NUMBER,
    "目标": NUMBER,
    "完成率": NUMBER,
    "零": NUMBER,
    "等级": Kind("text", ("优", "良", "差")),
    "达标": YES_NO,
    "起": DATE,
    "止": DATE,
    "𠮷": NUMBER,
    "12345派单响应率": NUMBER,
    "x": NUMBER,
}
VALUES: dict[str, Value] = {
    "实际": Fraction(90),
    "目标": Fraction(100),
    "完成率": Fraction("0.9377"),
    "零": Fraction(0),
    "等级": "优",
    "达标": True,
    "起": date(2024, 1, 31),
    "止": date(2025, 2, 28),
    "𠮷": Fraction(1),
    "12345派单响应率": Fraction("0.985"),
    "x": Fraction(-7, 3),
}

Outcome = Literal["refused", "without value", "right", "beyond the oracle"]
_CODES = {
    "E250": ZeroDivisionError,
    "E251": OutOfBoundsError,
    "E252": NoValueError,
    "E253": NoValueError,
}


def held(text: str) -> Outcome:
    """What becomes of a text: it is refused with a place, or comes to what the oracle comes to.

    Raises AssertionError for a wrong value, and whatever else the engine lets out.
    """
    try:
        tree = parse(Source(text)).tree
        kind = kind_of(tree, KINDS)
    except Refused as refused:
        for problem in refused.problems:
            assert problem.place is not None
            assert problem.render("zh")
            assert problem.render("en")
        return "refused"
    if any(isinstance(node, Fold | Given | Property) for node in nodes(tree)):
        return "beyond the oracle"
    again = to_text(tree)
    assert parse(Source(again)).tree == tree, f"{text!r} is written again as {again!r}"
    found = evaluate(compile_number(tree), VALUES).value
    wanted = _wanted(text)
    if isinstance(wanted, Exception):
        assert isinstance(found, Failed), f"{text!r} is {found}, and should have no value"
        assert isinstance(wanted, _CODES[found.problems[0].code]), text
        return "without value"
    assert type(found) is type(wanted), f"{text!r} is {found}, and should be {wanted}"
    assert found == wanted, f"{text!r} is {found}, and should be {wanted}"
    assert isinstance(found, {"number": Fraction, "yes/no": bool}.get(kind.name, object))
    return "right"


def _wanted(text: str) -> Value | Exception:
    try:
        return reckon(text, VALUES)
    except (ZeroDivisionError, NoValueError, OutOfBoundsError) as reason:
        return reason
