"""The scorecard by rational numbers: slow, and what every engine is held against."""

import ast
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from math import floor
from types import CodeType
from typing import Any

import polars as pl

from tests.benchmarks.formulas import FACTS, GRADES, INDICATORS, RATES, parsed


class _Exact(ast.NodeTransformer):
    """Constants as the fractions of their digits."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:  # so ast calls it
        text = ast.Constant(repr(node.value))
        return ast.Call(ast.Name("Fraction", ast.Load()), [text], [])


def _compiled(text: str) -> CodeType:
    tree = ast.fix_missing_locations(ast.Expression(_Exact().visit(parsed(text))))
    return compile(tree, "<scorecard>", "eval")


_RATES = {name: _compiled(text) for name, text in RATES.items()}
_INDICATORS = {name: _compiled(text) for name, text in INDICATORS.items()}
_KNOWN: Mapping[str, Any] = {"Fraction": Fraction, "min": min, "max": max, "abs": abs}


def scored(facts: Mapping[str, Fraction]) -> tuple[int, str]:
    """The total in hundredths, and the grade; every indicator is rounded half up."""
    names: dict[str, Any] = {"__builtins__": {}, **_KNOWN, **facts}
    for name, code in _RATES.items():
        names[name] = eval(code, names)  # noqa: S307  # our own formulas
    scores = (eval(code, names) for code in _INDICATORS.values())  # noqa: S307
    total = sum(floor(score * 100 + Fraction(1, 2)) for score in scores)
    return total, next(grade for grade, from_ in GRADES.items() if total >= from_ * 100)


def all_scored(frame: pl.DataFrame) -> pl.DataFrame:
    """`total` in hundredths and `grade` of every row, by two processes."""
    parts = list(frame.iter_slices(5000))
    with ProcessPoolExecutor(2) as pool:
        found = [line for lines in pool.map(_part, parts) for line in lines]
    return pl.DataFrame(found, schema={"total": pl.Int64, "grade": pl.String}, orient="row")


def _part(frame: pl.DataFrame) -> list[tuple[int, str]]:
    return [scored(row) for row in _rows(frame)]


def _rows(frame: pl.DataFrame) -> Iterable[Mapping[str, Fraction]]:
    for row in frame.iter_rows(named=True):
        yield {
            name: Fraction(round(row[name] * 10**places), 10**places)
            for name, places in FACTS.items()
        }
