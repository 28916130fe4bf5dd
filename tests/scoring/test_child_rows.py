"""Rows of tables that stand in frames of their own, joined to their departments by a key."""

from typing import Any

import polars as pl
import pytest

from perfrules import Refused, score_table
from tests.scoring.rules import rules
from tests.scoring.tables import answer, told
from tests.scoring.test_rows import TABLE

RULES = rules(
    TABLE
    + '[indicator."总和"]\npoints = 60\nrows = "产出"\n'
    + '[indicator."件"]\npoints = 10\nscore = "min(分值, count(产出))"\n',
    points=70,
)


def row(name: str, points: int, sign: str, target: str, actual: str | None) -> dict[str, Any]:
    """A row of the table."""
    cells = {"一级": "产出", "二级": "数量", "指标": name, "分值": points, "单位": "套"}
    return {**cells, "性质": sign, "目标": target, "实际": actual}


WHOLE = [
    row("标志", 20, "≥", "3", "2"),
    row("次数", 30, "≤", "5", "4"),
    row("块", 10, "≥", "7", "5"),
]
OTHER = [row("标志", 45, "≥", "9", "8"), row("次数", 15, "≤", "5", "6")]
OPEN = [row("标志", 60, "≥", "9", None)]


def children(**more: list[dict[str, Any]]) -> pl.DataFrame:
    given = {"甲": WHOLE, "丙": OTHER, **more}
    rows = [{"局": key, **row} for key, of_key in given.items() for row in of_key]
    return pl.DataFrame(rows, infer_schema_length=None)


def test_each_department_has_its_rows_in_their_order() -> None:
    frame = pl.DataFrame({"局": ["丙", "乙", None, "甲", "丁"]})
    rows = children(丁=OPEN)
    scored = score_table(RULES, frame, scores=True, tables={"产出": rows}, key="局")
    given = [_there(rows) for rows in (OTHER, [], [], WHOLE, OPEN)]
    assert told(scored) == [answer(RULES, {}, tables={"产出": rows}) for rows in given]
    assert scored.get_column("status").to_list() == ["done", "refused", "refused", "done", "open"]
    assert scored.get_column("局").to_list() == frame.get_column("局").to_list()


def _there(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: cell for name, cell in row.items() if cell is not None} for row in rows]


@pytest.mark.parametrize("lazy", [True, False])
def test_keys_may_be_numbers_and_frames_of_any_kind(lazy: bool) -> None:
    rows = children().with_columns(局=pl.lit(7))[:3]
    frame = pl.DataFrame({"局": [7]}).lazy()
    scored = score_table(
        RULES, frame, tables={"产出": rows.lazy() if lazy else rows.to_pandas()}, key="局"
    ).collect()
    assert scored.get_column("total").item() == answer(RULES, {}, tables={"产出": WHOLE})["total"]


@pytest.mark.parametrize(
    ("keys", "tables", "key", "code"),
    [
        (["甲", "丙"], {"产出物": pl.DataFrame()}, "局", "E430"),
        (["甲", "丙"], {"产出": children()}, None, "E725"),
        (["甲", "丙"], {"产出": children().drop("局")}, "局", "E726"),
        (["甲", "丙"], {"产出": children().drop("指标")}, "局", "E726"),
        (["甲", "丙"], {"产出": children()}, "处", "E726"),
        (["甲", "丙", "甲"], {"产出": children()}, "局", "E727"),
        (["甲"], {"产出": children()}, "局", "E728"),
        ([], {"产出": children()}, "局", "E728"),
        (["甲"], {"产出": children(**{f"局{n}": WHOLE for n in range(9)})}, "局", "E728"),
        (["甲"], {"产出": children().with_columns(局=pl.lit(None, pl.String))}, "局", "E729"),
    ],
)
def test_rows_of_nobody_certain(
    keys: list[str], tables: dict[str, pl.DataFrame], key: str | None, code: str
) -> None:
    frame = pl.DataFrame({"局": keys}, schema={"局": pl.String})
    with pytest.raises(Refused) as caught:
        score_table(RULES, frame, tables=tables, key=key)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_the_table_of_departments_lacks_the_key() -> None:
    with pytest.raises(Refused) as caught:
        score_table(RULES, pl.DataFrame({"号": [1]}), tables={"产出": children()}, key="局")
    assert [problem.code for problem in caught.value.problems] == ["E726"]
