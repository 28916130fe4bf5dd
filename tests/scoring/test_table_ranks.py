"""Places among all rows of a frame: those that `score_all` finds, however many rows there are."""

from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules import facts, score_all, score_table
from perfrules.model.methodology import Methodology
from perfrules.scoring.table_columns import columns_of
from perfrules.scoring.table_ranks import ranking_of
from perfrules.scoring.table_row import RowReader
from tests.scoring.rules import rules
from tests.scoring.test_population import ranking

TWO_RANKS = (
    '[fact."甲数"]\nkind = "number"\n[fact."乙数"]\nkind = "number"\n'
    '[indicator."位"]\npoints = 10\n'
    'rank = { of = "甲数 ÷ 乙数", better = "lower", ties = "same", score = "分值 ÷ 名次" }\n'
    '[indicator."再位"]\npoints = 10\n'
    'rank = { of = "得分(位) + 甲数", better = "higher", ties = "average", '
    'score = "分值 ÷ 名次" }\n'
)


def printed(methodology: Methodology, values: list[dict[str, Any]]) -> list[Fraction | None]:
    given_facts = [
        facts(methodology, {n: v for n, v in row.items() if v is not None}) for row in values
    ]
    return [result.printed for result in score_all(methodology, given_facts)]


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("ties", ["same", "average"])
def test_places_are_those_of_score_all(better: str, ties: str) -> None:
    methodology = ranking(better=better, ties=ties)
    rows = [{"率": rate} for rate in ("50%", "80%", None, "80%", "10%", "80.0%")]
    scored = score_table(methodology, pl.DataFrame(rows))
    assert scored.get_column("total").to_list() == printed(methodology, rows)


@settings(max_examples=20)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"甲数": st.none() | st.integers(-9, 9), "乙数": st.none() | st.integers(0, 9)}
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_rank_may_rest_on_another(rows: list[dict[str, int | None]]) -> None:
    methodology = rules(TWO_RANKS, points=20)
    frame = pl.DataFrame(rows, schema={"甲数": pl.Int64, "乙数": pl.Int64})
    assert score_table(methodology, frame).get_column("total").to_list() == printed(
        methodology, rows
    )


def test_a_row_that_is_refused_is_not_ranked_and_takes_no_place() -> None:
    scored = score_table(ranking(), pl.DataFrame({"率": ["bad", "50%"]}))
    assert scored.get_column("status").to_list() == ["refused", "done"]
    assert scored.get_column("total").to_list() == [None, 20]


def test_no_row_has_no_place() -> None:
    assert score_table(ranking(), pl.DataFrame({"率": []}, schema={"率": pl.String})).height == 0


@pytest.mark.parametrize("scale", [1, 2**70])
def test_values_whose_first_sixty_binary_digits_are_the_same(scale: int) -> None:
    """Also where numbers are too wide to be compared in columns."""
    methodology = rules(TWO_RANKS, points=20)
    reader = RowReader(methodology, columns_of(methodology, ["甲数", "乙数"]))
    found = ranking_of(methodology, reader)
    assert found is not None
    values = [Fraction(10**17, 10**17 - 1), Fraction(10**17 - 1, 10**17 - 2), Fraction(1, 3)]
    values = [value + scale for value in values] if scale > 1 else values
    pairs = [(value.numerator, value.denominator) for value in values]
    kept = pairs if scale == 1 else [(str(n), str(d)) for n, d in pairs]
    frame = pl.DataFrame(kept, schema=["n", "d"], orient="row").with_columns(
        rows=pl.Series([1, 2, 1])
    )
    placed = found.places_of("位", frame).sort("rank")
    order = [Fraction(int(n), int(d)) for n, d in placed.select("n", "d").iter_rows()]
    assert order == sorted(values)
    assert [str(rank) for rank in placed.get_column("rank")] == ["1.0", "2.0", "3.0"]
    assert placed.get_column("count").to_list() == [4, 4, 4]


def test_numbers_too_wide_for_a_column_are_kept_as_texts() -> None:
    methodology = rules(TWO_RANKS, points=20)
    rows = [{"甲数": 10**30, "乙数": 7}, {"甲数": 1, "乙数": 3}, {"甲数": 10**30, "乙数": 8}]
    frame = pl.DataFrame(rows, schema={"甲数": pl.Int128, "乙数": pl.Int64})
    assert score_table(methodology, frame).get_column("total").to_list() == printed(
        methodology, rows
    )
