"""Batches of departments: every row of the answer is what the engine says of that department."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from perfrules.scoring.kernel import Kernel, kernel_of
from perfrules.scoring.kernel_rows import line_of, told_in
from tests.scoring.plain import METHODOLOGIES, ROOT, by_score, fact_sets, frame_of, loaded
from tests.scoring.rules import GRADES, rules


def right(kernel: Kernel, batch: pl.DataFrame) -> pl.DataFrame:
    """The answer, every row of which is that of `score`."""
    answer = kernel.run(batch)
    rows = (told_in(kernel.methodology, row) for row in batch.iter_rows(named=True))
    lines = [
        line_of(by_score(kernel.scorer, row), kernel.keys, kernel.methodology.lang) for row in rows
    ]
    assert_frame_equal(answer, pl.DataFrame(lines, schema=kernel.schema, orient="row"))
    return answer


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were scored one by one, batch by batch."""
    found: list[int] = []
    plainly = Kernel._lines

    def counted(self: Kernel, batch: pl.DataFrame) -> pl.DataFrame:
        found.append(batch.height)
        return plainly(self, batch)

    monkeypatch.setattr(Kernel, "_lines", counted)
    return found


@pytest.mark.parametrize("path", METHODOLOGIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_methodology_scores_alike_in_columns(path: Path) -> None:
    methodology, random = loaded(path), Random(path.stem)  # noqa: S311  # the same each time
    sets = fact_sets(methodology, 2, 6)
    first = sets[0].period.first
    kernel = kernel_of(methodology, scores=True, period=None if first is None else first.year)
    frame = frame_of(methodology, sets, random)
    right(kernel, frame)
    holes = [
        pl.when(pl.int_range(pl.len()) % 3 != random.randint(0, 5)).then(pl.col(name)).alias(name)
        for name in frame.columns
    ]
    right(kernel, frame.with_columns(holes))
    right(kernel, frame.head(0))


RATE = """
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "万元"
[measure."率"]
value = "支出 ÷ 预算"
[indicator."执行"]
points = 20
score = "分值 × min(率, 100%)"
[indicator."评"]
points = 80
judged = true
"""
SPENT = [0, 1, "92.5", 93.77, 100, "999.99", 1000]


def rate(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame(columns)


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    return kernel_of(rules(RATE + GRADES, more='grade_on = "printed"'), scores=True, period=2022)


@pytest.mark.parametrize(
    "kind",
    [pl.Float64, pl.Float32, pl.Decimal(20, 2), pl.Decimal(38, 18), pl.String, pl.Int64],
)
def test_a_number_may_be_of_any_type(kernel: Kernel, kind: Any, left: list[int]) -> None:
    spent = pl.Series("支出", [Decimal(str(each)) for each in SPENT], pl.Decimal(38, 2))
    budget = pl.Series("预算", [1000] * len(SPENT))
    batch = pl.DataFrame(
        [spent.cast(kind), budget, pl.Series("评", [70.5] * len(SPENT)).alias("judgement.评")]
    )
    answer = right(kernel, batch)
    assert answer["status"].unique().to_list() == ["done"]
    assert left == ([] if kind != pl.Float32 else left)


@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt64, pl.Int128, pl.Int32])
def test_a_whole_number_may_be_of_any_width(kernel: Kernel, kind: Any, left: list[int]) -> None:
    most = {pl.Int8: 127, pl.UInt64: 2**64 - 1, pl.Int128: 10**30, pl.Int32: 2**31 - 1}[kind]
    spent, budget = (pl.Series([n, most, 3], dtype=kind) for n in (1, 2))
    right(kernel, rate(**{"支出": spent, "预算": budget, "judgement.评": [1, 2, 3]}))
    assert left == ([1] if most > 2**62 else [])


def test_a_float_means_its_shortest_decimal_text(kernel: Kernel) -> None:
    odd = [0.1 + 0.2, 0.3, 1e15 + 0.5, 123456789.12, 1e300, -0.0, 5e-324, 0.57, 1.005, 2.675, 4.35]
    odd += [x / 100 for x in range(4000, 4100)] + [float("nan"), float("inf"), float("-inf")]
    batch = rate(**{"支出": odd, "预算": [4.35] * len(odd), "judgement.评": [0] * len(odd)})
    answer = right(kernel, batch)
    said = answer["problem"].drop_nulls().str.head(4).to_list()
    assert said == ["E126", "E126", "E419", "E419", "E419"]


def test_texts_are_read_as_people_write_them(kernel: Kernel, left: list[int]) -> None:
    plain = ["1", " 2.50 ", "+3", "4 万元", "5.5万元", "0.001"]
    strange = ["1,000", "１２", "30000 元", "五", "", "1e3", ".5", "6.", "-1", "7%", "1" * 30]
    count = len(plain) + len(strange)
    batch = rate(**{"支出": plain + strange, "预算": [1000] * count, "judgement.评": [0] * count})
    right(kernel, batch)
    assert left == [len(strange)]


def test_a_bad_row_never_stops_the_others(kernel: Kernel, left: list[int]) -> None:
    batch = rate(
        **{
            "支出": [1.0, -1.0, 2.0, None, 3.0, 4.0],
            "预算": [2.0, 2.0, 0.0, 2.0, None, -4.0],
            "judgement.评": [80.0, 80.0, 80.0, 80.001, None, 81.0],
            "别的": ["x"] * 6,
        }
    )
    answer = right(kernel, batch)
    assert answer["status"].to_list() == [
        "done",
        "refused",
        "refused",
        "refused",
        "open",
        "refused",
    ]
    assert answer["missing"].to_list()[4] == ["judgement:评", "预算"]
    assert [str(text)[:4] for text in answer["problem"]] == [
        "None",
        "E406",
        "E250",
        "E413",
        "None",
        "E413",
    ]
    assert left == [4]


def test_columns_of_a_strange_type_are_refused_where_they_say_anything(kernel: Kernel) -> None:
    for strange in ([True, None], [[1], None], [date(2022, 1, 1), None]):
        answer = right(kernel, rate(**{"支出": strange, "预算": [2, 2], "judgement.评": [1, 1]}))
        assert answer["status"].to_list() == ["refused", "open"]
    for judged in (["80", None], [True, None]):
        batch = rate(**{"支出": [1, 1], "预算": [2, 2], "judgement.评": judged})
        assert right(kernel, batch)["status"].to_list() == ["refused", "open"]


def test_absent_columns_are_missing_facts(kernel: Kernel) -> None:
    answer = right(kernel, rate(支出=[1, None], x=[1, 2]))
    assert answer["status"].to_list() == ["open", "open"]
    right(kernel, rate(x=[1, 2, 3]))
    right(kernel, rate(**{"支出": pl.Series([None, None]), "预算": [1, 2], "judgement.评": [1, 2]}))


def test_more_decimal_places_than_before_are_found(kernel: Kernel, left: list[int]) -> None:
    for places in (0, 1, 4, 8, 12, 2):
        spent = [round(n / 7, places) for n in range(1, 200)]
        batch = rate(
            **{"支出": spent, "预算": [30] * 199, "judgement.评": [n % 80 for n in range(199)]}
        )
        right(kernel, batch)
    assert left == []
    sevenths = pl.Series([n / 7 for n in range(1, 200)])
    right(kernel, batch.with_columns(支出=sevenths))
    assert left == [199 - 28]


def test_one_enormous_number_does_not_slow_the_others(left: list[int]) -> None:
    names = [f"甲{n}" for n in range(7)]
    body = "".join(f'[fact."{name}"]\nkind = "number"\n' for name in names)
    body += '[indicator."乘"]\npoints = 100\ncap = 100\nfloor = 0\n'
    body += f'score = "({" × ".join(names)}) ÷ 100"\n'
    wide = kernel_of(rules(body), scores=True)
    columns: dict[str, list[int]] = {name: [1, 2, 3, 4] for name in names}
    right(wide, rate(**columns))
    columns = {name: [1, 2, 3, 10**9] for name in names}
    right(wide, rate(**columns))
    assert left == [1]
    right(wide, rate(**{name: [10**9] * 2 for name in names}))
    assert left[1:] == [2]


def midnight(day: date) -> datetime:
    """The first moment of a day, in no time zone, as frames have it."""
    return datetime.combine(day, time())


def test_numbers_that_never_fit_are_scored_one_by_one(left: list[int]) -> None:
    product = " × ".join(["甲"] * 99)
    body = '[fact."甲"]\nkind = "number"\n[indicator."乘"]\npoints = 100\ncap = 100\nfloor = 0\n'
    kernel = kernel_of(rules(body + f'score = "{product}"\n'))
    right(kernel, rate(甲=[0, 1, 1000]))
    assert left == [3]


def test_every_kind_of_fact_has_its_column(left: list[int]) -> None:
    body = """
[fact."有"]
kind = "yes/no"
[fact."日"]
kind = "date"
[fact."类"]
choice = ["甲", "乙"]
[fact."名"]
kind = "text"
[fact."比"]
unit = "%"
[fact."分率"]
unit = "%"
bare = "percent"
[fact."小数"]
unit = "%"
bare = "fraction"
range = "(0%, 100%)"
[indicator."全"]
points = 100
score = "IF(有 and 类 == '甲' and 名 != 'x', 50, 20) + 50 × 比 × 分率 × 小数 × 0 + months(日, 日)"
"""
    kernel = kernel_of(rules(body), scores=True)
    days = [date(2022, 1, 1), date(1970, 1, 1), date(9999, 12, 31)]
    base: dict[str, Any] = {
        "有": [True, False, True], "日": days, "类": ["甲", "乙", "甲"], "名": ["y", "x", "z"],
        "比": ["93.77%", "1 %", "0%"], "分率": [1.5, 2.0, 3.25], "小数": [0.5, 0.25, 0.999],
    }  # fmt: skip
    right(kernel, rate(**base))
    others: list[dict[str, Any]] = [
        {"有": ["是", "No", "TRUE"], "分率": ["1.5%", "2", "3"]},
        {"日": [midnight(day) for day in days]},
        {"日": ["1000-01-01", "2022-02-28", "2999-12-31"]},
        {"类": pl.Series(base["类"], dtype=pl.Categorical)},
        {"类": pl.Series(base["类"], dtype=pl.Enum(["甲", "乙"]))},
    ]
    for columns in others:
        right(kernel, rate(**{**base, **columns}))
        assert left == [], columns
    wrong: list[dict[str, Any]] = [
        {"有": ["对", "是", "否"], "小数": [0.5, 1.0, 0.1]},
        {"有": [1, 0, 1], "比": [0.5, 1.0, 2.0]},
        {"日": [midnight(days[0]) + timedelta(hours=12)] * 3, "类": ["丙", "甲", "乙"]},
        {"日": ["2022年1月2日", "2022-02-30", "3022-01-05"], "名": [1, 2, 3]},
        {"名": ["长" * 1001, "短", "长" * 1000], "比": ["93.77", "5%", "6 ％"]},
        {"日": pl.Series([midnight(days[0])] * 3).dt.replace_time_zone("UTC")},
        {"日": [1, 2, 3], "类": [1, 2, 3], "分率": ["1.5％", "x", "2%"]},
    ]
    for columns in wrong:
        right(kernel, rate(**{**base, **columns}))


def test_what_is_said_of_a_judgement_counts(left: list[int]) -> None:
    body = """
[indicator."步"]
points = 40
step = 0.5
tiers = [ { name = "甲", score = "[20, 40]" }, { name = "乙", score = "[0, 20)" } ]
[indicator."因"]
points = 60
judged = true
needs_reason = true
"""
    kernel = kernel_of(rules(body), scores=True)
    batch = rate(
        **{
            "judgement.步": [1.5, 1.25, 40.0, 0.0, 2.0],
            "judgement.因": [60.0, 60.0, 59.0, 59.0, 60.0],
            "judgement.因.reason": [None, None, None, "说明", "说明"],
            "judgement.步.origin": [None, None, None, None, "published"],
        }
    )
    answer = right(kernel, batch)
    assert answer["status"].to_list() == ["done", "refused", "refused", "done", "done"]
    assert left == [4]


def test_departments_with_other_picks_are_scored_apart() -> None:
    body = '[fact."数"]\nkind = "number"\n[indicator."母"]\npoints = 100\nchoose = "one"\n'
    body += '[indicator."甲"]\nparent = "母"\nscore = "数"\n'
    body += '[indicator."乙"]\nparent = "母"\njudged = true\n'
    kernel = kernel_of(rules(body), scores=["母", "乙"])
    batch = rate(
        **{
            "数": [1, 2, 3, 4, 5],
            "judgement.乙": [None, 50, 60, None, 70],
            "picked.母": ["甲", "乙", "甲", None, "丙"],
        }
    )
    answer = right(kernel, batch)
    assert answer["status"].to_list() == ["done", "done", "refused", "open", "refused"]
    lists = pl.when(pl.col("picked.母").is_not_null()).then(pl.concat_list("picked.母"))
    right(kernel, batch.with_columns(lists.alias("picked.母")))
    right(kernel, batch.head(0))
    several = [[f"丁{n}"] for n in range(120)]
    right(kernel, rate(**{"数": [1] * 120, "picked.母": several}))


def test_places_are_told_beside_the_facts(left: list[int]) -> None:
    body = '[fact."率"]\nkind = "number"\n[indicator."位"]\npoints = 100\n'
    body += 'rank = { of = "率", better = "higher", ties = "average", '
    body += 'score = "分值 × (总数 − 名次 + 1) ÷ 总数" }\n'
    kernel = kernel_of(rules(body), scores=True)
    columns = {
        "率": [1, 2, None],
        "standing.位.rank": [1.0, 2.5, 2.0],
        "standing.位.count": [3, 4, 3],
    }
    answer = right(kernel, rate(**columns))
    assert answer["total"].to_list()[:2] == [Decimal("100.00"), Decimal("62.50")]
    places = {"standing.位.rank": [1.0, None], "standing.位.count": [2, None]}
    right(kernel, rate(率=[1, 2], **places))
    assert left == []
    right(kernel, rate(**{**places, "率": [1, 2], "standing.位.rank": ["1", None]}))
    assert left == [1]
    assert right(kernel, rate(率=[1, None]))["missing"].to_list() == [["population"], ["率"]]


def test_a_parameter_is_for_everybody_and_no_column() -> None:
    methodology = loaded(ROOT / "rules" / "beijing" / "department" / "2022.toml")
    kernel = kernel_of(methodology, period=2022)
    name = next(n for n, rule in methodology.facts.items() if rule.from_parameters)
    assert right(kernel, rate(**{name: [None, 1.0]}))["status"].to_list()[1] == "refused"


def test_a_column_has_the_decimals_that_its_scores_can_have() -> None:
    kernel = kernel_of(rules(RATE, to="0.001"), scores=["执行"])
    assert kernel.decimals == {"total": 3, "score.执行": 3}
    assert list(kernel.schema) == ["status", "total", "grade", "missing", "problem", "score.执行"]


def test_the_answer_has_a_row_for_each_row(kernel: Kernel) -> None:
    assert kernel.run(pl.DataFrame()).height == 0
    assert kernel.run(pl.DataFrame({"x": [1]})).height == 1
