"""Each formula of cases.toml comes to its value, or is refused under the right words."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfrules.formula.from_text import parse
from perfrules.formula.kind import DATE, NUMBER, TEXT, YES_NO, Kind, kind_of
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Source
from perfrules.formula.walk import owned
from perfrules.problem import Problem, Refused
from perfrules.readings.number import (
    Failed,
    Missing,
    Result,
    compile_number,
    evaluate,
    name_of_property,
)

NAMES: dict[str, tuple[Kind, Result]] = {
    "实际": (NUMBER, Fraction(90)),
    "目标": (NUMBER, Fraction(100)),
    "完成率": (NUMBER, Fraction("0.9")),
    "零": (NUMBER, Fraction(0)),
    "等级": (Kind("text", ("优", "良", "差")), "优"),
    "达标": (YES_NO, True),
    "未填": (NUMBER, Missing(frozenset({"未填"}))),
    "起": (DATE, date(2024, 1, 1)),
    "止": (DATE, date(2025, 1, 1)),
    "𠮷": (NUMBER, Fraction(1)),
    "12345派单响应率": (NUMBER, Fraction("0.9")),
    "三公经费（万元）": (NUMBER, Fraction(3)),
}
INDICATOR = "甲"
ASPECTS: dict[str, Result] = {
    name_of_property("points", INDICATOR): Fraction(20),
    name_of_property("rate", INDICATOR): Fraction("0.5"),
    name_of_property("score", INDICATOR): Fraction(18),
    name_of_property("value", INDICATOR): Fraction(3),
}
COLUMNS = {"性质": TEXT, "数量": NUMBER, "权": NUMBER}
ROWS: list[dict[str, Result]] = [
    {"性质": "≥", "数量": Fraction(1), "权": Fraction(1)},
    {"性质": "≥", "数量": Fraction(6), "权": Fraction(2)},
    {"性质": "定性", "数量": Fraction(5), "权": Fraction(3)},
]
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases.toml").read_text(encoding="utf-8")
)["case"]


def result(formula: str) -> Result:
    """The value of a formula that is an indicator's, as a methodology would have it read."""
    tree = parse(Source(formula)).tree
    tables = {"产出": COLUMNS, "空表": COLUMNS}
    kind_of(tree, {name: kind for name, (kind, _) in NAMES.items()}, tables, {INDICATOR})
    names = {name: value for name, (_, value) in NAMES.items()} | ASPECTS
    rows = {"产出": ROWS, "空表": []}
    return evaluate(compile_number(owned(tree, INDICATOR)), names, rows).value


def problem(formula: str) -> Problem:
    """The first thing that is wrong with a formula."""
    try:
        value = result(formula)
    except Refused as refused:
        return refused.problems[0]
    assert isinstance(value, Failed), f"{formula} came to {value}"
    return value.problems[0]


def under_caret(found: Problem) -> str:
    assert found.place is not None
    start = found.place.column - 1
    return found.place.source[start : start + found.place.width]


READ = [case for case in CASES if "value" in case]
REFUSED = [case for case in CASES if "code" in case]


@pytest.mark.parametrize("case", READ, ids=lambda case: case["formula"])
def test_a_formula_comes_to_its_value(case: dict[str, Any]) -> None:
    expected = case["value"]
    assert result(case["formula"]) == (
        expected if isinstance(expected, bool) else Fraction(expected)
    )


@pytest.mark.parametrize("case", READ, ids=lambda case: case["formula"])
def test_a_formula_written_again_is_the_same(case: dict[str, Any]) -> None:
    tree = parse(Source(case["formula"])).tree
    assert parse(Source(to_text(tree))).tree == tree


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["formula"])
def test_a_refusal_has_its_code_its_caret_and_a_hint(case: dict[str, Any]) -> None:
    found = problem(case["formula"])
    assert (found.code, under_caret(found)) == (case["code"], case["under"])
    assert case.get("says", "") in found.render("en")
    assert found.hint("zh")
    assert found.hint("en")
    assert found.message("zh")


def test_there_are_cases_of_both_sorts() -> None:
    assert len(READ) > 60
    assert len(REFUSED) > 120
