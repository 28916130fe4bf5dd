"""Formulas as a spreadsheet says them: what they look like, and what an office makes of them."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfrules.model.methodology import Methodology
from perfrules.model.stretches import Stretch
from perfrules.model.terms import Rounding
from perfrules.readings.doubles import Doubled
from perfrules.readings.sheet_rounding import as_printed
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import number_text, quoted
from perfrules.scoring.loading import facts
from perfrules.scoring.score import score
from perfrules.views.to_xlsx import written
from perfrules.views.workbook import workbook
from tests.model.small import rules
from tests.office import recalculated

FACTS = """
[fact.x]
kind = "number"
range = "[-1000, 1000]"
[fact.y]
kind = "number"
range = "[-1000, 1000]"
[fact.step]
kind = "number"
range = "[-1, 1000]"
[fact.more]
kind = "number"
range = "[0, 1000]"
optional = true
[fact.word]
choice = ["A", "a", "=1+1"]
[fact.sure]
kind = "yes/no"
[fact.start]
kind = "date"
[fact.end]
kind = "date"
[indicator.leaf]
points = 10
judged = true
"""
FORMULAS = {
    "signs": "-x − (y − x) − -y",
    "product": "x × (y + 1) ÷ (2 × (x + 2000))",
    "least": "min(x, y, 3) + max(x, -y)",
    "size": "abs(x − y)",
    "limited": "clamp(x, -2.5, 2.5)",
    "cents": "round(x ÷ 3, 0.01)",
    "quarters": "round(x ÷ 4, 0.25)",
    "halves": "round(x ÷ 8, 0.5)",
    "up": "round_up(x ÷ 7, 0.1)",
    "down": "round_down(x ÷ 7, 0.1)",
    "stepped": "round(x, step)",
    "the_floor": "floor(x ÷ 4)",
    "floor_of_whole": "floor(count_of)",
    "count_of": "floor(x) + 1",
    "the_ceil": "ceil(x ÷ 4)",
    "whole_steps": "steps(x, 2.5)",
    "own_steps": "steps(x, step)",
    "line": "interpolate(x, 0, 0, 10, 5, 20, 30)",
    "own_line": "interpolate(x, 0, 0, y, 5, 500, 30)",
    "the_days": "days(start, end)",
    "the_months": "months(start, end)",
    "chosen": "IF(x > y, x, y)",
    "chained": "IF(0 ≤ x < y, 1, 2)",
    "words": "IF(word = 'A', 1, IF(word ≠ '=1+1', 2, 3))",
    "the_one_of": "IF(one_of(word, 'A', '=1+1'), 1, 0)",
    "late": "IF(x > 0 and 1 ÷ x > 0.5, 1, 0)",
    "either": "IF(x > 0 or y > 0 or not sure, 1, 0)",
    "the_given": "IF(given(more), more, -1)",
    "absent": "IF(not given(more), 1, 0)",
    "tie": "IF(x ÷ 3 × 3 = x, 1, 0)",
    "zero": "1 ÷ (x − y)",
    "endless": "steps(x, 1 ÷ y)",
}


def methodology() -> Methodology:
    units = {"the_days": 'unit = "天"', "the_months": 'unit = "月"'}
    measures = "".join(
        f'[measure.{name}]\nvalue = "{text}"\n{units.get(name, "")}\n'
        for name, text in FORMULAS.items()
    )
    return rules(FACTS + measures)


GIVEN: list[dict[str, Any]] = [
    {"x": 7, "y": 3, "step": 2, "word": "A", "sure": True, "more": 5},
    {"x": -7, "y": 3.25, "step": 0.1, "word": "a", "sure": False},
    {"x": 0, "y": 0, "step": 0, "word": "=1+1", "sure": True},
    {"x": 2.5, "y": 600, "step": -1, "word": "A", "sure": False, "more": 0},
    {"x": 1, "y": 20, "step": 0.3, "word": "a", "sure": True},
    {"x": 0.015, "y": 10, "step": 0.005, "word": "A", "sure": True},
    {"x": 20, "step": 2.5, "word": "A", "sure": True},
    {"y": 20, "word": "A"},
]
DAYS = [
    (date(2024, 1, 31), date(2024, 2, 29)),
    (date(2023, 1, 31), date(2023, 2, 27)),
    (date(2024, 2, 29), date(2023, 2, 28)),
    (date(2022, 12, 15), date(2024, 1, 14)),
    (date(2022, 12, 15), date(2024, 1, 15)),
    (date(2024, 3, 31), date(2024, 4, 30)),
    (date(2024, 4, 30), date(2024, 3, 31)),
    (date(2024, 1, 1), date(2024, 1, 1)),
]


def test_an_office_makes_of_each_function_what_the_engine_makes_of_it(tmp_path: Path) -> None:
    made, files, expected = methodology(), [], []
    for number, (given, (start, end)) in enumerate(zip(GIVEN, DAYS, strict=True)):
        values = {
            name: str(value) if isinstance(value, float) else value for name, value in given.items()
        }
        result = score(made, facts(made, values | {"start": start, "end": end}))
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(written(workbook(result, "en"), "functions"))
        expected.append({told.measure.name: told.outcome.value for told in result.measures})
    for file, again, told in zip(files, recalculated(files, tmp_path), expected, strict=True):
        names = openpyxl.load_workbook(file).defined_names
        sheet = openpyxl.load_workbook(again, data_only=True)["Steps"]
        for name, value in told.items():
            defined = names.get(name) or names[f"{name}_"]
            found = sheet[defined.attr_text.rpartition("!")[2].replace("$", "")].value
            if value is None:
                assert found in ("#N/A", "#DIV/0!"), (file.stem, name)
            else:
                assert isinstance(value, Fraction)
                assert found == pytest.approx(float(value), abs=1e-9), (file.stem, name)


def text_of(name: str) -> str:
    made = methodology()
    result = score(made, facts(made, {"x": 7, "y": 3, "start": date(2024, 1, 1)}))
    book = workbook(result, "en")
    steps = next(page for page in book.pages if page.name == "Steps")
    rows = {cell.value: row for (row, column), cell in steps.cells.items() if column == 0}
    return steps.cells[rows[name], 4].formula


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("signs", "-x-(y-x)--y"),
        ("least", "MIN(x,y,3)+MAX(x,-y)"),
        ("limited", "MAX(-2.5,MIN(x,2.5))"),
        ("cents", "ROUND(ROUND(x/3,12),2)"),
        ("chosen", "IF(x>y,x,y)"),
        ("chained", "IF(IF(0<=x,x<y,FALSE),1,2)"),
        ("late", "IF(IF(x>0,ROUND(1/x-0.5,12)>0,FALSE),1,0)"),
        ("either", "IF(IF(x>0,TRUE,IF(y>0,TRUE,NOT(sure))),1,0)"),
        ("words", 'IF(EXACT(word,"A"),1,IF(NOT(EXACT(word,"=1+1")),2,3))'),
        ("the_one_of", 'IF(OR(EXACT(word,"A"),EXACT(word,"=1+1")),1,0)'),
        ("the_given", "IF(NOT(ISNA(more)),more,-1)"),
        ("absent", "IF(ISNA(more),1,0)"),
        ("the_days", "end-start"),
    ],
)
def test_a_formula_reads_like_the_authors(name: str, text: str) -> None:
    assert text_of(name) == text


EVEN = "IF(ROUND(ABS({x})-INT(ABS({x})),12)=0.5,2*ROUND({x}/2,0),ROUND({x},0))"
WHOLE = Stretch(Fraction(0), Fraction(100), low_closed=True, high_closed=True)


@pytest.mark.parametrize(
    ("to", "mode", "text"),
    [
        ("1/100", "half-up", "ROUND(ROUND(x,12),2)"),
        ("1/100", "down", "ROUNDDOWN(ROUND(x,12),2)"),
        ("1", "up", "ROUNDUP(ROUND(x,12),0)"),
        ("1/2", "half-up", "ROUND(ROUND(ROUND(x,12)/0.5,12),0)*0.5"),
        ("5", "half-up", "ROUND(ROUND(ROUND(x,12)/5,12),0)*5"),
        ("1/3", "half-up", "ROUND(ROUND(ROUND(x,12)/(1/3),12),0)*1/3"),
        ("1/10", "half-even", f"{EVEN.format(x='ROUND(ROUND(x,12)/0.1,12)')}/10"),
        ("1", "half-even", f"{EVEN.format(x='ROUND(ROUND(x,12)/1,12)')}*1"),
    ],
)
def test_rounding_snaps_first(to: str, mode: Any, text: str) -> None:
    said = as_printed(
        Said("x", near=Doubled(relative=Fraction(1, 2**52))), WHOLE, Rounding(Fraction(to), mode)
    )
    assert said.text == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("4/5", "%", "80%"),
        ("-4/5", "%", "(-0.8)"),
        ("10000", "万元", "10000"),
        ("1/3", None, "1/3"),
        ("-5/2", None, "(-2.5)"),
    ],
)
def test_constants(value: str, unit: str | None, text: str) -> None:
    assert number_text(Fraction(value), unit) == text


def test_a_long_text_is_put_together_of_pieces() -> None:
    assert quoted('a"b') == '"a""b"'
    assert quoted("x" * 300) == f'"{"x" * 250}"&"{"x" * 50}"'
