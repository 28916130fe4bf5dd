"""A sample of the rows of a table, each scored again step by step and held against its answer."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import exp, log
from random import Random
from typing import Any

from attrs import define, field

from perfrules.extras import needing
from perfrules.formula.digits import exact_text
from perfrules.problem import Problem, Refused, printable
from perfrules.scoring.result import Result
from perfrules.scoring.table_row import RowReader

with needing("tables"):
    import polars as pl

_ANSWERS = "\n"
"""Before the names of answers, where they stand beside the columns of a table."""


@define(eq=False, repr=False)
class Sample:
    """So many rows of a table, each as likely as any other, whatever its length.

    The seed decides which; how the table comes in batches does not. (Li, "Reservoir-sampling
    algorithms of time complexity O(n(1 + log(N/n)))", 1994, algorithm L.)
    """

    size: int
    seed: int
    _kept: dict[int, tuple[int, dict[str, Any]]] = field(factory=dict)
    """By their place in the sample: the row's number from 0, and its columns and answers."""
    _seen: int = 0
    _next: int = 0
    _random: Random = field(init=False)
    _weight: Any = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311  # anybody may draw the same sample again
        self._weight = 1

    def offer(self, rows: pl.DataFrame, answers: pl.DataFrame) -> None:
        """Take rows of the next batch into the sample."""
        picked: list[tuple[int, int]] = []
        while self.size and self._next < self._seen + rows.height:
            at = self._next
            full = at >= self.size
            picked.append((self._random.randrange(self.size) if full else at, at - self._seen))
            self._next += 1 if at + 1 < self.size else self._step()
        if picked:
            places = [local for _, local in picked]
            told = answers[places].rename(lambda name: _ANSWERS + name)
            both = rows[places].hstack(told).iter_rows(named=True)
            for (slot, local), row in zip(picked, both, strict=True):
                self._kept[slot] = (self._seen + local, row)
        self._seen += rows.height

    def _step(self) -> int:
        """How far on the next row is that goes into a full sample."""
        self._weight *= exp(log(self._chance()) / self.size)
        return int(log(self._chance()) // log(1 - self._weight)) + 1

    def _chance(self) -> Any:
        """Above 0 and at most 1, so that it has a logarithm."""
        return 1 - self._random.random()

    def hold(self, reader: RowReader) -> int:
        """How many rows came out the same; raises Refused, with E733, at the first that did not."""
        for number, row in sorted(self._kept.values(), key=lambda pair: pair[0]):
            told = {n.removeprefix(_ANSWERS): v for n, v in row.items() if n.startswith(_ANSWERS)}
            for column, fast, slow in differences(reader, row, told):
                fields = {"row": str(number + 1), "column": column, "fast": fast, "slow": slow}
                raise Refused(Problem("E733", None, fields))
        return len(self._kept)


def differences(
    reader: RowReader, row: Mapping[str, Any], told: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """The answers that are not what `score` gives: column, answer, what it should be."""
    result = reader.score(row)
    should = _answers(result, told)
    for column, value in should.items():
        if told[column] != value:
            yield column, _text(told[column]), _text(value)
    problems = result.problems if isinstance(result, Result) else result
    said = told["problem"] or ""
    for problem in problems:
        if problem.code not in said:
            yield "problem", printable(said) or "–", problem.code


def _answers(result: Result | tuple[Problem, ...], told: Mapping[str, Any]) -> dict[str, Any]:
    """What should stand in each column, but the texts of problems."""
    scores = [name for name in told if name.startswith("score.")]
    if not isinstance(result, Result):
        none = dict.fromkeys(("total", "grade", "missing", *scores))
        return {"status": "refused", **none}
    nodes = {node.indicator.key: node.printed for node in result.walk()}
    nodes |= {extra.indicator.key: extra.printed for extra in result.above.extras}
    return {
        "status": result.state,
        "total": result.printed,
        "grade": None if result.grade is None else result.grade.name,
        "missing": sorted(result.missing) or None,
        **{name: nodes[name.removeprefix("score.")] for name in scores},
    }


def _text(value: Any) -> str:
    if isinstance(value, Decimal | Fraction):
        return exact_text(Fraction(value))
    return printable(", ".join(value) if isinstance(value, list) else str(value or "–"))
