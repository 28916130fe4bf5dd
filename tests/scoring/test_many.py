"""Any frame in, the same kind out, and beside each row what `score` says of it."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules import Refused, load_methodology, score_table
from perfrules.model.methodology import Methodology
from tests.scoring.rules import TWO, rules
from tests.scoring.tables import answer, done_row, every, frame_of, rows, told


def _polars(table: Any) -> pl.DataFrame:
    found = pl.from_arrow(table)
    assert isinstance(found, pl.DataFrame)
    return found


KINDS: dict[str, tuple[Callable[[pl.DataFrame], Any], Callable[[Any], pl.DataFrame]]] = {
    "polars": (lambda frame: frame, lambda frame: frame),
    "lazy": (lambda frame: frame.lazy(), lambda frame: frame.collect()),
    "streaming": (lambda frame: frame.lazy(), lambda frame: frame.collect(engine="streaming")),
    "pyarrow": (lambda frame: frame.to_arrow(), _polars),
    "pandas": (lambda frame: frame.to_pandas(), lambda frame: _polars(pa.table(frame))),
    "pandas of arrow": (
        lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
        lambda frame: _polars(pa.table(frame)),
    ),
    "narwhals": (nw.from_native, lambda frame: frame.to_native()),
    "narwhals, lazy": (
        lambda frame: nw.from_native(frame.lazy()),
        lambda frame: frame.to_native().collect(),
    ),
    "duckdb": (
        lambda frame: duckdb.connect().from_arrow(frame.to_arrow()),
        lambda relation: _polars(relation.to_arrow_table()),
    ),
}


def beside(frame: pl.DataFrame, methodology: Methodology, **how: Any) -> list[dict[str, Any]]:
    return told(score_table(methodology, frame, scores=True, **how))


@settings(max_examples=30)
@given(st.lists(rows(), max_size=12))
def test_every_row_gets_what_score_gives(given_rows: list[dict[str, Any]]) -> None:
    methodology = every()
    should = [answer(methodology, row) for row in given_rows]
    assert beside(frame_of(given_rows), methodology) == should


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_comes_back_as_itself_with_the_same_scores(kind: str) -> None:
    there, back = KINDS[kind]
    given_rows = [done_row(), done_row(支出=None), done_row(满意=101.0), done_row(预算=0.0)]
    frame = frame_of(given_rows)
    into = there(frame)
    scored = score_table(every(), into, scores=True)
    assert type(scored) is type(into)
    found = back(scored)
    assert found.columns[: frame.width] == frame.columns
    assert found.get_column("号").cast(pl.Int64).to_list() == [0, 1, 2, 3]
    assert told(found) == [answer(every(), row) for row in given_rows]
    assert [each["status"] for each in told(found)] == ["done", "open", "refused", "refused"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1])
def test_no_row_and_one_row(kind: str, count: int) -> None:
    there, back = KINDS[kind]
    found = back(score_table(every(), there(frame_of([done_row()] * count)), scores=True))
    assert found.height == count
    assert {"status", "total", "grade", "missing", "problem", "score.选"} <= set(found.columns)


def test_more_rows_than_a_batch() -> None:
    frame = pl.DataFrame({"k": pl.int_range(140_000, eager=True) % 7}).with_columns(
        支出=pl.col("k").cast(pl.Float64), 预算=pl.lit(6), 评=pl.lit(75)
    )
    scored = score_table(_two(), frame.rename({"评": "judgement.评"}))
    assert scored.height == 140_000
    assert scored.group_by("k").agg(pl.col("total").n_unique()).get_column("total").max() == 1
    assert scored.filter(pl.col("k") == 3).get_column("total").first() == Decimal(85)


WHOLE_STEPS = """
[fact."满"]
kind = "number"
range = "> 0"
[fact."有"]
kind = "number"
range = ">= 0"
[indicator."步"]
points = 100
score = "100 × min(floor(有 ÷ 满), 1)"
"""


@pytest.mark.parametrize("full", [Fraction(n) for n in range(1, 130)])
def test_a_divisor_that_polars_knows_to_be_constant_divides(full: Fraction) -> None:
    # 49 × (1 ÷ 49) is less than 1.
    frame = pl.DataFrame({"有": [float(full), float(full - 1)] * 5})
    scored = score_table(rules(WHOLE_STEPS), frame.with_columns(满=pl.lit(float(full))))
    assert scored.get_column("total").to_list() == [100, 0] * 5


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), min_size=1))
def test_quotients_of_doubles_are_cut_off_where_they_are(pairs: list[tuple[int, int]]) -> None:
    steps = rules(WHOLE_STEPS.replace("有 ÷ 满", "有 ÷ 满 ÷ 7").replace("1)", "100) ÷ 100"))
    frame = pl.DataFrame(
        {"有": [float(n * d // 100) for n, d in pairs], "满": [float(d) for _, d in pairs]}
    )
    for row, total in zip(frame.iter_rows(), score_table(steps, frame)["total"], strict=True):
        assert total == min(int(row[0]) // (7 * int(row[1])), 100)


def _two() -> Methodology:
    return rules(TWO)


def _column(values: Any, name: str = "支出") -> list[dict[str, Any]]:
    frame = pl.DataFrame({name: values}).with_columns(预算=pl.lit("3 万元"))
    return beside(frame.with_columns(pl.lit(75).alias("judgement.评")), _two())


@pytest.mark.parametrize(
    "values",
    [
        pl.Series(["1,234.50", "2 万元", "２.５", "1e0", " 3 ", None]),
        pl.Series([2, None, 3], dtype=pl.Int8),
        pl.Series([2, 2**63], dtype=pl.UInt64),
        pl.Series([2, 2**100], dtype=pl.Int128),
        pl.Series([0.1, 2.675, 1e-7, 1e22], dtype=pl.Float64),
        pl.Series([Decimal("2.005"), Decimal("0.125")], dtype=pl.Decimal(38, 3)),
        pl.Series(["2", "2"], dtype=pl.Categorical),
        pl.Series(["2", "3"], dtype=pl.Enum(["2", "3"])),
        pl.Series([None, None], dtype=pl.Null),
    ],
    ids=lambda series: str(series.dtype),
)
def test_columns_that_hold_numbers_are_read_as_fact_files_are(values: pl.Series) -> None:
    found = _column(values)
    for line, value in zip(found, values.to_list(), strict=True):
        row = {"支出": value, "预算": "3 万元", "judgement.评": 75}
        assert line == answer(_two(), row)


def test_a_single_is_read_by_its_own_shortest_digits() -> None:
    (line,) = _column(pl.Series([0.1], dtype=pl.Float32))
    assert line["total"] == Decimal("75.67")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["1.2.3", "2"], "E240"),
        (["1,23", "2"], "E242"),
        (["3 人", "2"], "E241"),
        ([float("nan"), 2.0], "E419"),
        ([float("inf"), 2.0], "E419"),
    ],
)
def test_a_cell_that_is_no_number_refuses_its_row_only(values: list[Any], code: str) -> None:
    bad, good = _column(values)
    assert (bad["status"], bad["codes"], bad["total"]) == ("refused", [code], None)
    assert good["total"] == Decimal("88.33")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ([True, False], "支出"),
        ([date(2022, 1, 1), None], "支出"),
        ([[1], [2]], "支出"),
        ([b"1", b"2"], "支出"),
    ],
)
def test_a_column_of_another_type_refuses_the_rows_that_have_a_value(
    values: list[Any], name: str
) -> None:
    found = _column(values, name)
    assert [line["status"] for line in found] == [
        "open" if value is None else "refused" for value in values
    ]
    assert found[0]["codes"] == ["E404"]


@pytest.mark.parametrize("name", ["达标", "级别", "完工"])
def test_a_number_is_no_word_and_no_day(name: str) -> None:
    frame = frame_of([done_row()]).with_columns(pl.lit(1).alias(name))
    (line,) = beside(frame, every())
    assert line == answer(every(), done_row(**{name: 1}))
    assert line["status"] == "refused"


def test_words_are_read_as_fact_files_are() -> None:
    frame = frame_of([done_row()] * 3).with_columns(
        pl.Series("达标", ["是", "no", "也许"]),
        pl.Series("完工", ["2022-12-31", "2023年1月1日", "31.12.2022"]),
    )
    found = beside(frame, every())
    assert [line["codes"] for line in found] == [[], [], ["E407", "E408"]]
    assert [str(line["score.及时"]) for line in found[:2]] == ["10.00", "0.00"]


def test_a_midnight_is_the_day_and_another_time_is_none() -> None:
    frame = frame_of([done_row()] * 2).with_columns(
        pl.Series("完工", [datetime(2022, 12, 31), datetime(2022, 12, 31, 9)])  # noqa: DTZ001
    )
    found = beside(frame, every())
    assert [line["codes"] for line in found] == [[], ["E408"]]


def test_judgements_as_texts_are_read_as_numbers() -> None:
    frame = frame_of([done_row()] * 4).with_columns(
        pl.Series("judgement.评", ["15.5", "十五", " 20 ", None])
    )
    found = beside(frame, every())
    assert [line["codes"] for line in found] == [[], ["E240"], [], []]
    assert found[0]["score.评"] == Decimal("15.5")
    assert found[1]["status"] == "refused"
    assert found[3]["missing"] == ["judgement:评"]
    (all_bad,) = beside(frame[1:2], every())
    assert all_bad["status"] == "refused"


def test_two_texts_that_are_no_number_are_both_told() -> None:
    body = TWO.replace("points = 80", "points = 40") + (
        '[indicator."再评"]\npoints = 40\njudged = true\n'
    )
    frame = pl.DataFrame({"judgement.评": ["好"], "judgement.再评": ["差"], "支出": ["x"]})
    problem = score_table(rules(body), frame).get_column("problem").item()
    assert [word for word in problem.split() if word.startswith("E")] == ["E240"] * 3
    assert "judgement.评" in problem
    assert "judgement.再评" in problem


def test_columns_nobody_asks_for_stay_and_columns_that_lack_leave_every_row_open() -> None:
    frame = pl.DataFrame({"名称": ["甲", "乙"], "支出": [2, None]})
    scored = score_table(_two(), frame)
    assert scored.get_column("名称").to_list() == ["甲", "乙"]
    assert scored.get_column("status").to_list() == ["open", "open"]
    assert scored.get_column("missing").to_list() == [
        ["judgement:评", "预算"],
        ["judgement:评", "支出", "预算"],
    ]
    strange = score_table(_two(), pl.DataFrame({"名称": ["甲", "乙"]}))
    assert strange.get_column("status").to_list() == ["open", "open"]


class _YetToBeComputed:
    """A frame of a library that narwhals learns of from the frame itself."""

    _implementation = nw.Implementation.UNKNOWN

    def __narwhals_lazyframe__(self) -> "_YetToBeComputed":
        return self

    def _with_version(self, _: object) -> "_YetToBeComputed":
        return self


def test_pandas_objects_nothings_and_its_index() -> None:
    frame = pd.DataFrame(
        {
            "支出": [2, "2 万元", np.nan, Decimal("2.0"), pd.NA, 2.0, True],
            "预算": [Decimal(3)] * 6 + [None],
            "judgement.评": [75, 75, 75, 75, np.nan, 75, 75],
        },
        index=[7, 7, 3, 2, 1, 0, 9],
    )
    scored = score_table(_two(), frame)
    assert list(scored.index) == list(frame.index)
    assert list(scored["status"]) == ["done", "done", "open", "done", "open", "done", "refused"]
    assert list(scored["total"].dropna()) == [Decimal("88.33")] * 4
    assert scored["支出"].dtype == object
    assert scored["total"].sum() == 4 * Decimal("88.33")


def test_pandas_columns_of_one_kind_of_object() -> None:
    frame = pd.DataFrame({"达标": [True, None], "完工": [date(2022, 12, 31), pd.NaT]}, dtype=object)
    scored = score_table(every(), frame, scores=["查", "及时"])
    assert list(scored["score.查"].dropna()) == [Decimal(10)]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ([{"支出": 1}], "E720"),
        (None, "E720"),
        (_YetToBeComputed(), "E720"),
        (pd.DataFrame([[1, 2]], columns=["支出", "支出"]), "E721"),
        (pd.DataFrame([[1, 2]], columns=["支出", 5]), "E721"),
        (pa.table([[1], [2]], names=["支出", "支出"]), "E721"),
        (pl.DataFrame({"total": [1]}), "E722"),
        (pl.DataFrame({"支出": [1], "score.评": [1], "status": [2]}), "E722"),
        (pl.DataFrame(), "E724"),
        (pl.LazyFrame(), "E724"),
    ],
)
def test_a_frame_that_cannot_be_scored_at_all(frame: object, code: str) -> None:
    with pytest.raises(Refused) as caught:
        score_table(_two(), frame, scores=True)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_scores_of_some_nodes() -> None:
    scored = score_table(every(), frame_of([done_row()]), scores=["选", "评"])
    assert [name for name in scored.columns if name.startswith("score.")] == [
        "score.选",
        "score.评",
    ]
    with pytest.raises(Refused) as caught:
        score_table(every(), frame_of([done_row()]), scores=["平"])
    assert [problem.code for problem in caught.value.problems] == ["E723"]


def test_facts_that_a_parameter_file_sets_for_a_year() -> None:
    methodology, name = load_methodology("beijing/department-leaves@2022"), "市级平均差异率"
    frame = pl.DataFrame({"决算数": [110.0], "支出预算数": [100.0], "年初预算数": [100.0]})
    assert name in score_table(methodology, frame).get_column("missing").item()
    assert name not in score_table(methodology, frame, period=2022).get_column("missing").item()
    with pytest.raises(Refused) as caught:
        score_table(methodology, frame.with_columns(pl.lit("30%").alias(name)))
    assert [problem.code for problem in caught.value.problems] == ["E403"]
