"""An interval is read as policy writes it, in either width of signs."""

import pytest

from perfrules.formula.tree import Source
from perfrules.model.interval_text import interval
from perfrules.model.stretches import constant_stretch
from perfrules.problem import Refused


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("[80%, 90%)", "[0.8, 0.9)"),
        (" (1,2] ", "(1, 2]"),
        ("［1，2］", "[1, 2]"),
        ("【1, 2）", "[1, 2)"),
        ("[-5, −3]", "[-5, -3]"),
        ("[1万元, 2万元)", "[10000, 20000)"),
        ("> 0", "(0, ∞)"),
        ("＞0", "(0, ∞)"),
        (">= 0", "[0, ∞)"),
        ("≥ 60%", "[0.6, ∞)"),
        ("< 3", "(-∞, 3)"),
        ("＜ 3", "(-∞, 3)"),
        ("<= -3", "(-∞, -3]"),
        ("≤3", "(-∞, 3]"),
        ("= 4", "4"),
        ("＝4", "4"),
        ("== 4", "4"),
        ("4", "4"),
        ("[3, 3]", "3"),
        ("(−∞, 3]", "(-∞, 3]"),
        ("[-∞, 3]", "(-∞, 3]"),
        ("[3, +∞]", "[3, ∞)"),
        ("[3, )", "[3, ∞)"),
    ],
)
def test_an_interval_of_numbers(text: str, means: str) -> None:
    stretch = constant_stretch(interval(Source(text)))
    assert stretch is not None
    assert stretch.text() == means


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("[min(1, 2), max(3, 4)]", "min(1, 2)", " max(3, 4)"),
        ("(市平均, 2 × 市平均]", "市平均", " 2 × 市平均"),
        ("[最小（1，2）， 3）", "最小（1，2）", " 3"),
    ],
)
def test_the_ends_may_be_formulas(text: str, low: str, high: str) -> None:
    found = interval(Source(text))
    assert found.low is not None
    assert found.high is not None
    assert (found.low.text, found.high.text) == (low, high)
    assert constant_stretch(found) is None
    assert not found.single


@pytest.mark.parametrize(
    "text", ["", "[]", "[,]", "[1, 2", "1, 2", "80% 到 90%", "九成 以上", "1 2", "[80%]"]
)
def test_what_is_no_interval_is_refused_as_such(text: str) -> None:
    with pytest.raises(Refused) as caught:
        interval(Source(text))
    (problem,) = caught.value.problems
    assert problem.code == "E301"
    assert problem.place is not None
    assert problem.place.column == 1


def test_a_fault_in_an_end_is_shown_where_it_stands() -> None:
    with pytest.raises(Refused) as caught:
        interval(Source("[0, 5 +]"))
    (problem,) = caught.value.problems
    assert problem.code.startswith("E2")
    assert problem.place is not None
    assert problem.place.column > 4
