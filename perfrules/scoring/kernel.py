"""A batch of departments as Polars columns in, their printed scores as columns out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.extras import needing
from perfrules.formula.digits import decimals_of
from perfrules.model.methodology import Methodology
from perfrules.scoring.population import ranks_in
from perfrules.scoring.scorer import Scorer, Scores, scorer
from perfrules.scoring.tree import Standing

with needing("tables"):
    import polars as pl

_MIDNIGHT = time(0)


@frozen(eq=False, repr=False)
class Kernel:
    """A methodology made ready for batches of departments.

    Columns of a batch: a fact by its name (numbers as Float64, Int, Decimal or String in the
    declared unit; Boolean; String; Date), `judgement.KEY` (a number; beside it, where there are,
    `judgement.KEY.tier`, `.reason`, `.origin`), `picked.KEY` (String, or a List of it),
    `table.NAME` (a List of Structs, one for each row), `standing.KEY.rank`, `.ranked`. Null is
    not given; other columns are passed over.

    Columns of the answer, row by row: `status` (done, open, refused), `total` and each
    `score.KEY` (Decimal; null where it is not known), `grade`, `missing` (a list of names, null
    when nothing is missing), `problem` (code and message of each, null when there is none).
    """

    methodology: Methodology
    keys: tuple[str, ...]
    """The nodes whose scores are given."""
    scorer: Scorer

    def run(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The answer for each row of the batch, in its order."""
        rows = [self._line(self._row(row)) for row in batch.iter_rows(named=True)]
        return pl.DataFrame(rows, schema=self.schema, orient="row")

    @property
    def schema(self) -> dict[str, Any]:
        """The columns of every answer and their types."""
        return {
            "status": pl.String,
            "total": pl.Decimal(38, self._places(self.methodology.rounding.to)),
            "grade": pl.String,
            "missing": pl.List(pl.String),
            "problem": pl.String,
        } | {f"score.{key}": pl.Decimal(38, 6) for key in self.keys}

    @staticmethod
    def _places(step: Fraction) -> int:
        return max(6, decimals_of(step) or 0)

    def _row(self, row: Mapping[str, Any]) -> Scores:
        rules = self.methodology
        values: dict[str, Any] = {}
        parts: dict[str, dict[str, Any]] = {"judgement": {}, "picked": {}, "table": {}}
        for name, value in row.items():
            kind, _, key = name.partition(".")
            if value is None:
                continue
            if name in rules.facts:
                values[name] = _plain(value)
            elif kind in parts:
                parts[kind][key] = value
        judged: dict[str, dict[str, Any]] = {}
        for leaf in rules.scored():
            told = {
                part: parts["judgement"][name]
                for part in ("score", "tier", "reason", "origin")
                if (name := leaf.key if part == "score" else f"{leaf.key}.{part}")
                in parts["judgement"]
            }
            if "score" in told:
                judged[leaf.key] = {"origin": "reviewer", **told}
        tables = {
            name: [{k: _plain(v) for k, v in each.items() if v is not None} for each in rows]
            for name, rows in parts["table"].items()
            if name in rules.tables
        }
        places: dict[str, Standing] = {}
        for key in ranks_in(rules):
            rank, ranked = row.get(f"standing.{key}.rank"), row.get(f"standing.{key}.ranked")
            if rank is not None and ranked is not None:
                places[key] = Standing(Fraction(rank), ranked, ranked)
        return self.scorer(values, judged, picked=parts["picked"], tables=tables, standings=places)

    def _line(self, scores: Scores) -> list[Any]:
        lang, nodes = self.methodology.lang, scores.nodes
        said = "; ".join(f"{p.code} {p.message(lang)}" for p in scores.problems)
        return [
            scores.state,
            _decimal(scores.total),
            scores.grade,
            sorted(scores.missing) or None,
            said or None,
            *(_decimal(nodes[key]) for key in self.keys),
        ]


def kernel_of(
    methodology: Methodology, *, scores: bool | Sequence[str] = False, period: int | None = None
) -> Kernel:
    """The kernel of a methodology; `scores` are the keys of nodes to give, True all of them."""
    keys = (*methodology.indicators, *methodology.above.extras)
    wanted = tuple(scores) if not isinstance(scores, bool) else keys if scores else ()
    return Kernel(methodology, wanted, scorer(methodology, period=period))


def _plain(value: Any) -> Any:
    """A midnight is the day: many frames have no days of their own."""
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return value.date()
    return value


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
