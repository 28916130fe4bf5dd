"""Tables for tests: a methodology with every way of scoring, and rows that lie on its edges."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl
from hypothesis import strategies as st

from perfrules import Refused, score
from perfrules import facts as facts_of
from perfrules.model.methodology import Methodology
from perfrules.scoring.tree import Standing
from tests.scoring.rules import GRADES, rules

EVERY = (
    """
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "万元"
range = ">= 0"
[fact."满意"]
unit = "%"
range = "[0%, 100%]"
bare = "percent"
[fact."投诉"]
kind = "number"
[fact."达标"]
kind = "yes/no"
[fact."级别"]
kind = "text"
choice = ["市", "县"]
[fact."完工"]
kind = "date"
optional = true
[fact."期限"]
kind = "date"
[measure."执行率"]
value = "支出 ÷ 预算"
[indicator."产出"]
points = 50
[indicator."公式"]
parent = "产出"
points = 10
score = "分值 × min(执行率, 100%)"
[indicator."情形"]
parent = "产出"
points = 10
cases = [
    { when = "级别 = '市' 且 达标", score = "分值" },
    { when = "达标", score = "分值 × 2/3" },
    { score = 0 },
]
hit = "first"
[indicator."分段"]
parent = "产出"
points = 10
bands = { of = "满意", rows = [
    { in = "[0%, 60%)", share = "0%" },
    { in = "[60%, 90%)", from = 3, to = 9 },
    { in = "[90%, 100%]", share = "100%" },
] }
[indicator."比例"]
parent = "产出"
points = 10
ratio = { actual = "支出", target = "预算", sign = "≥" }
[indicator."及时"]
parent = "产出"
points = 10
score = "如果(已填(完工), 如果(完工 <= 期限, 分值, 0), 分值 ÷ 3)"
[indicator."扣分"]
points = 10
floor = 0
deduct = [ { for = "投诉", each = 3, points = 1, steps = "whole" } ]
[indicator."查"]
points = 10
checklist = [ { any = ["达标"], points = 10 } ]
[indicator."选"]
points = 10
choose = "one"
[indicator."甲"]
parent = "选"
points = 10
score = "分值 × 满意"
[indicator."乙"]
parent = "选"
points = 10
score = "分值 × (1 − 满意)"
[indicator."评"]
points = 20
judged = true
needs_reason = true
tiers = [ { name = "好", score = "[12, 20]" }, { name = "差", score = "[0, 12)" } ]
"""
    + GRADES
)

COLUMNS: Mapping[str, Any] = {
    "支出": pl.Float64,
    "预算": pl.Float64,
    "满意": pl.Float64,
    "投诉": pl.Int64,
    "达标": pl.Boolean,
    "级别": pl.String,
    "完工": pl.Date,
    "期限": pl.Date,
    "judgement.评": pl.Float64,
    "judgement.评.tier": pl.String,
    "judgement.评.reason": pl.String,
    "picked.选": pl.String,
}


@cache
def every() -> Methodology:
    """The methodology with every way of scoring."""
    return rules(EVERY, more='grade_on = "printed"')


def rows() -> st.SearchStrategy[dict[str, Any]]:
    """Rows, most of them on the edge of a band or on half a cent."""
    budgets = st.sampled_from([0.0, 1.0, 3.0, 8.0, 1234.5, 400.0]) | st.integers(1, 9999).map(
        lambda cents: cents / 100
    )
    return st.fixed_dictionaries(
        {
            "支出": st.none() | st.sampled_from([0.0, 0.5, 2.0, 7.25, 399.98, -1.0]) | budgets,
            "预算": st.none() | budgets,
            "满意": st.sampled_from([None, 60.0, 59.99, 90.0, 89.995, 75.125, 100.0, 101.0]),
            "投诉": st.none() | st.integers(-1, 40),
            "达标": st.none() | st.booleans(),
            "级别": st.sampled_from([None, "市", "县", "乡"]),
            "完工": st.sampled_from([None, date(2022, 12, 31), date(2023, 1, 1)]),
            "期限": st.just(date(2022, 12, 31)),
            "judgement.评": st.sampled_from([None, 12.0, 11.995, 20.0, 21.0, 15.5]),
            "judgement.评.tier": st.sampled_from([None, "好", "差", "中"]),
            "judgement.评.reason": st.sampled_from([None, "迟"]),
            "picked.选": st.sampled_from([None, "甲", "乙", "丙"]),
        }
    )


def answer(
    methodology: Methodology,
    row: Mapping[str, Any],
    *,
    period: int | None = None,
    tables: Mapping[str, Any] | None = None,
    standings: Mapping[str, Standing] | None = None,
) -> dict[str, Any]:
    """What should stand beside a row, by `facts` and `score` alone; problems by their codes."""
    given = {name: value for name, value in row.items() if value is not None}
    judgements: dict[str, dict[str, Any]] = {}
    for leaf in methodology.scored():
        parts = {"score": "", "tier": ".tier", "reason": ".reason", "origin": ".origin"}
        said = {
            part: given[f"judgement.{leaf.key}{end}"]
            for part, end in parts.items()
            if f"judgement.{leaf.key}{end}" in given
        }
        if "score" in said:
            judgements[leaf.key] = {"origin": "reviewer", **said}
    try:
        fact_set = facts_of(
            methodology,
            {name: value for name, value in given.items() if name in methodology.facts},
            judgements=judgements,
            picked={n.removeprefix("picked."): v for n, v in given.items() if "picked." in n},
            tables=tables,
            period=period,
        )
    except Refused as refused:
        empty = dict.fromkeys((*methodology.indicators, *methodology.above.extras))
        return {
            "status": "refused", "total": None, "grade": None, "missing": None,
            "codes": sorted({problem.code for problem in refused.problems}),
            **{f"score.{key}": None for key in empty},
        }  # fmt: skip
    result = score(methodology, fact_set, standings or {})
    nodes = {node.indicator.key: node.printed for node in result.walk()}
    nodes |= {extra.indicator.key: extra.printed for extra in result.above.extras}
    return {
        "status": result.state,
        "total": result.printed,
        "grade": result.grade.name if result.grade else None,
        "missing": sorted(result.missing) or None,
        "codes": sorted({problem.code for problem in result.problems}),
        **{f"score.{key}": nodes[key] for key in (*methodology.indicators, *_extras(methodology))},
    }


def _extras(methodology: Methodology) -> tuple[str, ...]:
    return tuple(methodology.above.extras)


def told(scored: pl.DataFrame) -> list[dict[str, Any]]:
    """What stands beside each row, in the same form."""
    names = [n for n in scored.columns if n.startswith("score.")]
    found = []
    for row in scored.iter_rows(named=True):
        said = row["problem"] or ""
        codes = sorted({word for word in said.replace(":", " ").split() if _is_code(word)})
        found.append(
            {name: row[name] for name in ("status", "total", "grade", "missing", *names)}
            | {"codes": codes}
        )
    return found


def _is_code(word: str) -> bool:
    return len(word) == 4 and word[0] in "EW" and word[1:].isdigit()


def frame_of(given: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame, with a column of numbers that nobody asks for."""
    frame = pl.DataFrame(given, schema=dict(COLUMNS), orient="row")
    return frame.with_columns(号=pl.int_range(pl.len()))


def done_row(**others: Any) -> dict[str, Any]:
    """A row that can be scored."""
    return {
        "支出": 2.0, "预算": 3.0, "满意": 75.0, "投诉": 4, "达标": True, "级别": "市",
        "完工": date(2022, 12, 31), "期限": date(2022, 12, 31),
        "judgement.评": 15.5, "judgement.评.tier": "好", "judgement.评.reason": "迟",
        "picked.选": "甲", **others,
    }  # fmt: skip


def exact(number: str) -> Decimal:
    """A number as it is printed."""
    return Decimal(number)
