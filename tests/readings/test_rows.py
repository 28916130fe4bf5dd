"""Functions over rows: each equals the same reckoning done directly."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula.from_text import parse
from perfrules.formula.tree import Source
from perfrules.readings.number import Failed, Missing, Result, compile_number, evaluate

Number = st.fractions(-9, 9, max_denominator=6)
Rows = st.lists(st.tuples(Number, st.integers(0, 3), st.booleans()), max_size=6)
Drawn = list[tuple[Fraction, int, bool]]


def value(text: str, rows: Drawn | Missing, **names: Result) -> Result:
    named: list[dict[str, Result]] | Missing = (
        rows
        if isinstance(rows, Missing)
        else [{"数": a, "权": Fraction(w), "算": c} for a, w, c in rows]
    )
    formula = compile_number(parse(Source(text)).tree)
    return evaluate(formula, {"线": Fraction(1), **names}, {"表": named}).value


def kept(rows: Drawn) -> Drawn:
    return [row for row in rows if row[2]]


LAWS: dict[str, Callable[[Drawn], object]] = {
    "sum(表, 数 × 线, 算)": lambda rows: sum((a for a, *_ in kept(rows)), Fraction(0)),
    "count(表)": len,
    "count(表, 算)": lambda rows: len(kept(rows)),
    "count(表, 数 > 线, 算)": lambda rows: sum(a > 1 for a, *_ in kept(rows)),
    "mean(表, 数, 算)": lambda rows: Fraction(sum(a for a, *_ in kept(rows))) / len(kept(rows)),
    "share(表, 数 > 0, 算)": lambda rows: Fraction(
        sum(a > 0 for a, *_ in kept(rows)), len(kept(rows))
    ),
    "any(表, 数 > 0, 算)": lambda rows: any(a > 0 for a, *_ in kept(rows)),
    "all(表, 数 > 0, 算)": lambda rows: all(a > 0 for a, *_ in kept(rows)),
    "weighted_mean(表, 数, 权, 算)": lambda rows: (
        Fraction(sum(a * w for a, w, _ in kept(rows))) / sum(w for _, w, _ in kept(rows))
    ),
}
OVER_NONE = ("sum", "count")


@pytest.mark.parametrize("text", LAWS)
def test_a_function_over_rows_is_what_it_says(text: str) -> None:
    @settings(max_examples=30)
    @given(Rows)
    def law(rows: Drawn) -> None:
        found = value(text, rows)
        none = not kept(rows) and not text.startswith(OVER_NONE)
        no_weight = text.startswith("weighted") and not any(w for _, w, _ in kept(rows))
        if none or no_weight:
            assert isinstance(found, Failed)
            assert found.problems[0].code == ("E254" if none else "E256")
        else:
            assert found == LAWS[text](rows)

    law()


@given(Rows)
def test_only_is_the_one_row_there_is(rows: Drawn) -> None:
    found = value("only(表, 数, 算)", rows)
    if len(kept(rows)) == 1:
        assert found == kept(rows)[0][0]
    else:
        assert isinstance(found, Failed)
        assert found.problems[0].code == "E255"


def test_a_table_that_is_not_there_is_missing_not_empty() -> None:
    assert value("sum(表, 数)", Missing(frozenset({"table:表"}))) == Missing(
        frozenset({"table:表"})
    )


def test_all_missing_cells_are_named_and_a_failure_comes_first() -> None:
    formula = compile_number(parse(Source("sum(表, 6 ÷ 数)")).tree)
    a, b = Missing(frozenset({"甲"})), Missing(frozenset({"乙"}))
    assert evaluate(formula, {}, {"表": [{"数": a}, {"数": b}]}).value == Missing(
        frozenset({"甲", "乙"})
    )
    failed = evaluate(formula, {}, {"表": [{"数": a}, {"数": Fraction(0)}]}).value
    assert isinstance(failed, Failed)
