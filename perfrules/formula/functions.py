"""The functions of formulas: names in both languages, arguments, what each does, exactly."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from perfrules.formula.arithmetic import (
    away_from_zero,
    full_months,
    interpolate,
    steps,
    to_nearest,
    toward_zero,
)
from perfrules.formula.notation import PLAIN_WORD
from perfrules.formula.tree import Aspect
from perfrules.messages import Text

KindName = Literal["number", "yes/no", "text", "date"]


@frozen(eq=False, repr=False)
class Function:
    """A function of values: its arguments' kinds, and its result."""

    name: str
    chinese: str
    takes: tuple[KindName, ...]
    """Of the arguments; the last stands for all further ones."""
    fewest: int
    most: int
    gives: KindName
    shape: str
    """A call as an author writes it."""
    says: Text
    compute: Callable[..., Any]

    def kind_of_argument(self, index: int) -> KindName:
        """What the argument must be, counting from 0."""
        return self.takes[min(index, len(self.takes) - 1)]


@frozen(eq=False, repr=False)
class TableFunction:
    """A function over the rows of a table."""

    name: str
    chinese: str
    fewest: int
    most: int
    each: Literal["number", "yes/no", "any", "optional yes/no"]
    """What the formula read for each row must be."""
    shape: str
    says: Text


_NUMBER: tuple[KindName, ...] = ("number",)
MANY = 50

_ALL = (
    Function(
        "min", "最小", _NUMBER, 1, MANY, "number", "min(a, b, …)",
        Text("各数中最小的一个", "the smallest of the numbers"),
        lambda *values: min(values),
    ),
    Function(
        "max", "最大", _NUMBER, 1, MANY, "number", "max(a, b, …)",
        Text("各数中最大的一个", "the largest of the numbers"),
        lambda *values: max(values),
    ),
    Function(
        "abs", "绝对值", _NUMBER, 1, 1, "number", "abs(x)",
        Text("绝对值", "the number without its sign"),
        abs,
    ),
    Function(
        "clamp", "限于", _NUMBER, 3, 3, "number", "clamp(x, low, high)",
        Text("x，但不低于 low、不高于 high", "x, but not below low and not above high"),
        lambda x, low, high: max(low, min(x, high)),
    ),
    Function(
        "round", "四舍五入", _NUMBER, 2, 2, "number", "round(x, 0.01)",
        Text("四舍五入到给定一档的倍数", "to the nearest multiple, halves away from zero"),
        to_nearest,
    ),
    Function(
        "round_up", "进位", _NUMBER, 2, 2, "number", "round_up(x, 0.01)",
        Text("向远离零的方向进到一档的倍数", "to a multiple of the step, away from zero"),
        away_from_zero,
    ),
    Function(
        "round_down", "舍去", _NUMBER, 2, 2, "number", "round_down(x, 0.01)",
        Text("向零的方向舍到一档的倍数", "to a multiple of the step, toward zero"),
        toward_zero,
    ),
    Function(
        "floor", "向下取整", _NUMBER, 1, 1, "number", "floor(x)",
        Text("不大于 x 的最大整数", "the largest whole number not above x"),
        lambda x: Fraction(math.floor(x)),
    ),
    Function(
        "ceil", "向上取整", _NUMBER, 1, 1, "number", "ceil(x)",
        Text("不小于 x 的最小整数", "the smallest whole number not below x"),
        lambda x: Fraction(math.ceil(x)),
    ),
    Function(
        "steps", "满几档", _NUMBER, 2, 2, "number", "steps(x, each)",
        Text("x 里有几个整档：x ÷ each 向下取整", "how many whole steps: floor of x ÷ each"),
        steps,
    ),
    Function(
        "interpolate", "插值", _NUMBER, 5, 2 * MANY + 1, "number",
        "interpolate(x, x1, y1, x2, y2, …)",
        Text("点与点之间按直线取值，两端之外取端点的值", "straight between points, flat outside"),
        interpolate,
    ),
    Function(
        "days", "天数", ("date",), 2, 2, "number", "days(a, b)",
        Text("从 a 日到 b 日的天数", "days from the day a to the day b"),
        lambda a, b: Fraction((b - a).days),
    ),
    Function(
        "months", "满月数", ("date",), 2, 2, "number", "months(a, b)",
        Text("从 a 日到 b 日的整月数", "full months from the day a to the day b"),
        lambda a, b: Fraction(full_months(a, b)),
    ),
    Function(
        "one_of", "属于", ("text",), 2, MANY, "yes/no", "one_of(x, 'a', 'b')",
        Text("x 是否为所列文字之一", "whether x is one of the texts"),
        lambda x, *texts: x in texts,
    ),
)  # fmt: skip

_TABLE_FUNCTIONS = (
    TableFunction(
        "sum", "合计", 2, 3, "number", "sum(table, formula, condition)",
        Text("各行之和；没有行时为 0", "the sum over the rows; 0 over none"),
    ),
    TableFunction(
        "mean", "平均", 2, 3, "number", "mean(table, formula, condition)",
        Text("各行的算术平均", "the mean over the rows"),
    ),
    TableFunction(
        "count", "计数", 1, 3, "optional yes/no", "count(table, condition)",
        Text("符合条件的行数", "how many rows meet the condition"),
    ),
    TableFunction(
        "share", "占比", 2, 3, "yes/no", "share(table, formula, condition)",
        Text("成立的行占各行的比例", "the share of the rows for which the formula holds"),
    ),
    TableFunction(
        "any", "任一", 2, 3, "yes/no", "any(table, formula, condition)",
        Text("是否至少一行成立", "whether it holds for a row at least"),
    ),
    TableFunction(
        "all", "全部", 2, 3, "yes/no", "all(table, formula, condition)",
        Text("是否每行都成立", "whether it holds for every row"),
    ),
    TableFunction(
        "weighted_mean", "加权平均", 3, 4, "number",
        "weighted_mean(table, formula, weight, condition)",
        Text("各行按权重的平均", "the mean over the rows by weight"),
    ),
    TableFunction(
        "only", "唯一", 2, 3, "any", "only(table, column, condition)",
        Text("恰有的那一行的值", "the value of the one row there is"),
    ),
)  # fmt: skip

FUNCTIONS: dict[str, Function] = {f.name: f for f in _ALL}
TABLE_FUNCTIONS: dict[str, TableFunction] = {f.name: f for f in _TABLE_FUNCTIONS}

ENGLISH_NAME: dict[str, str] = {
    **{name: name for name in (*FUNCTIONS, *TABLE_FUNCTIONS)},
    **{f.chinese: f.name for f in (*_ALL, *_TABLE_FUNCTIONS)},
    "IF": "IF",
    "如果": "IF",
    "given": "given",
    "已填": "given",
}
"""Every function that an author can call, by each of its names, but for those of an indicator."""

ASPECT_WORDS: dict[str, Aspect] = {
    "points": "points", "分值": "points",
    "value": "value", "指标值": "value",
    "score": "score", "得分": "score",
    "rate": "rate", "得分率": "rate",
}  # fmt: skip
"""Words that stand bare: of the indicator that the formula belongs to."""

ASPECT_FUNCTIONS: dict[str, Aspect] = {
    "points_of": "points", "满分": "points",
    "value_of": "value", "指标值": "value",
    "score_of": "score", "得分": "score",
    "rate_of": "rate", "得分率": "rate",
}  # fmt: skip
"""Functions of the plain name of an indicator."""

RESERVED: frozenset[str] = frozenset({*ENGLISH_NAME, *ASPECT_WORDS, *ASPECT_FUNCTIONS})
"""Names that facts, measures, tables and indicators cannot have."""


def is_reserved(name: str) -> bool:
    """Whether formulas give the name a meaning of their own."""
    return name in RESERVED or name in PLAIN_WORD
