"""Counts, means and quartiles: those of sorting everything, in memory that does not grow."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.scoring import table_summary
from perfrules.scoring.table_summary import Spread, Tally
from perfrules.views.table_summary import shown
from tests.scoring.rules import GRADES, TWO, rules


def answers(cents: list[int | None]) -> pl.DataFrame:
    values = [None if each is None else Decimal(each).scaleb(-2) for each in cents]
    return pl.DataFrame(
        {
            "status": ["open" if each is None else "done" for each in cents],
            "grade": [None if each is None else "优" for each in cents],
            "total": pl.Series(values, dtype=pl.Decimal(38, 2)),
        },
        schema_overrides={"status": pl.String, "grade": pl.String},
    )


def tallied(batches: list[list[int | None]]) -> Spread:
    tally = Tally(("优", "良"))
    for batch in batches:
        tally.add(answers(batch))
    summary = tally.summary(0)
    assert summary.rows == sum(map(len, batches))
    return summary.total


@settings(max_examples=40)
@given(st.lists(st.lists(st.none() | st.integers(-300, 300), max_size=9), min_size=1, max_size=40))
def test_batches_come_to_what_sorting_all_rows_gives(batches: list[list[int | None]]) -> None:
    values = sorted(Fraction(v, 100) for batch in batches for v in batch if v is not None)
    spread = tallied(batches)
    assert spread.rows == len(values)
    if not values:
        assert spread == Spread(0, None, (), None)
        return
    assert spread.mean == sum(values) / len(values)
    at = [ceil(Fraction(len(values) * quarter, 4)) - 1 for quarter in (1, 2, 3)]
    assert spread.quantiles == (values[0], *(values[n] for n in at), values[-1])
    assert spread.places is None


def test_too_many_values_give_up_their_last_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_summary, "MOST_VALUES", 30)
    every: list[int | None] = list(range(1, 200))
    spread = tallied([every, every])
    assert spread.places == 1
    assert spread.mean == 1
    assert (spread.quantiles[0], spread.quantiles[-1]) == (Fraction(1, 100), Fraction(199, 100))
    assert all(
        abs(q - n) <= Fraction(1, 10)
        for q, n in zip(spread.quantiles[1:4], (0.5, 1, 1.5), strict=True)
    )
    monkeypatch.setattr(table_summary, "MOST_VALUES", 3)
    assert tallied([[*every, 100_000, 200_000, 300_000, 400_000]]).places == 0


@pytest.mark.parametrize(("lang", "says"), [("zh", "四分位数"), ("en", "Quartiles and median")])
def test_what_is_only_rough_is_marked(
    lang: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_summary, "MOST_VALUES", 30)
    tally = Tally(("优",))
    tally.add(answers(list(range(1, 200))))
    methodology = rules(TWO + GRADES, more='grade_on = "printed"')
    text = shown(tally.summary(7), methodology, "zh" if lang == "zh" else "en")
    assert says in text
    assert " *" in text


def test_a_methodology_without_grades_counts_none() -> None:
    tally = Tally(())
    tally.add(answers([None]))
    text = shown(tally.summary(0), rules(TWO), "en")
    assert "Grades" not in text
    assert "1 rows: 0 done, 1 open, 0 refused" in text
