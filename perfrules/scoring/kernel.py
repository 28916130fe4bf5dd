"""A batch of departments as Polars columns in, their printed scores as columns out."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import Factory, field, frozen

from perfrules.extras import needing
from perfrules.formula.digits import decimals_of
from perfrules.model.methodology import Methodology
from perfrules.scoring.kernel_inputs import ODD
from perfrules.scoring.kernel_rows import line_of, told_in
from perfrules.scoring.kernel_whole import Group
from perfrules.scoring.scorer import Scorer, scorer
from perfrules.scoring.whole_program import picked_from

with needing("tables"):
    import polars as pl

Picks = tuple[tuple[str, tuple[str, ...]], ...]

_MOST_GROUPS = 100
"""Of departments with other picks; the rest is scored one by one."""


@frozen(eq=False, repr=False)
class Kernel:
    """A methodology made ready for batches of departments; threads may share it.

    Columns of a batch: a fact by its name (numbers in the declared unit as Float64, integers,
    Decimal or String; Boolean; String; Date), `judgement.KEY` (a number; beside it, where there
    are, `judgement.KEY.tier`, `.reason`, `.origin`), `picked.KEY` (String, or a List of it),
    `table.NAME` (a List of Structs, one for each row), `standing.KEY.rank` and `.count`. Null is
    not given; other columns are passed over.

    Columns of the answer, row by row: `status` (done, open, refused), `total` and each
    `score.KEY` (Decimal; null where it is not known), `grade`, `missing` (a list of names, null
    when nothing is missing), `problem` (code and message of each, null when there is none).
    """

    methodology: Methodology
    keys: tuple[str, ...]
    """The nodes whose scores are given."""
    scorer: Scorer
    decimals: Mapping[str, int] = field(init=False)
    """Of `total` and of each `score.KEY`, in every answer."""
    _groups: dict[Picks, Group | None] = Factory(dict)

    @decimals.default
    def _decimals(self) -> dict[str, int]:
        found = {key: self._decimals_of(key) for key in self.keys}
        total = decimals_of(self.methodology.rounding.to) or 0
        return {"total": total} | {f"score.{key}": each for key, each in found.items()}

    def _decimals_of(self, key: str) -> int:
        """The most that a printed score can have: of a sum, the most of what is added."""
        node = self.methodology.node(key)
        assert node is not None, f"no indicator: {key}"
        own = (node.rounding.to, node.cap, node.floor, node.points)
        most = max(decimals_of(each) or 0 for each in own if each is not None)
        return max((most, *(self._decimals_of(child) for child in node.children)))

    @property
    def schema(self) -> dict[str, Any]:
        """The columns of every answer, and their types."""
        kinds = {name: pl.Decimal(38, each) for name, each in self.decimals.items()}
        return {
            "status": pl.String,
            "total": kinds.pop("total"),
            "grade": pl.String,
            "missing": pl.List(pl.String),
            "problem": pl.String,
        } | kinds

    def run(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The answer for each row of the batch, in its order."""
        # Else every step would bring the pieces of old and new columns to one length first.
        batch = batch.rechunk()
        picking = [f"picked.{key}" for key in self.methodology.indicators]
        picking = [name for name in picking if name in batch.columns]
        if not picking:
            return self._group(batch, ())
        number = pl.int_range(pl.len(), dtype=pl.UInt32).alias("number")
        groups = batch.with_columns(number).partition_by(picking, maintain_order=True)
        answers = [
            self._group(group, self._picks(group.row(0, named=True), picking)).with_columns(
                group["number"]
            )
            for group in groups
        ]
        return pl.concat(answers).sort("number").drop("number") if answers else self._lines(batch)

    @staticmethod
    def _picks(row: Mapping[str, Any], picking: Sequence[str]) -> Picks:
        given = ((name.partition(".")[2], row[name]) for name in picking)
        return tuple(
            (key, (picks,) if isinstance(picks, str) else tuple(picks))
            for key, picks in given
            if picks is not None
        )

    def _group(self, batch: pl.DataFrame, picks: Picks) -> pl.DataFrame:
        """The answer for rows that have picked the same."""
        if picks not in self._groups and len(self._groups) < _MOST_GROUPS:
            self._groups[picks] = self._made(picks)
        group = self._groups.get(picks)
        answer = None if group is None or not batch.height else group.answer(batch)
        if answer is None:
            return self._lines(batch)
        odd, answer = answer[ODD], answer.drop(ODD)
        if not odd.any():
            return answer
        rest = self._lines(batch.filter(odd))
        place = pl.when(odd).then(odd.cum_sum() - 1 + batch.height)
        order = pl.select(place.otherwise(pl.int_range(batch.height))).to_series()
        return pl.concat([answer, rest])[order]

    def _made(self, picks: Picks) -> Group | None:
        picked = picked_from(self.methodology, dict(picks))
        if picked is None:
            return None
        return Group(self.methodology, picked, self.scorer.days, self.keys, self.decimals)

    def _lines(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The answer row by row."""
        rules = self.methodology
        rows = (told_in(rules, row).scored(self.scorer) for row in batch.iter_rows(named=True))
        lines = [line_of(scores, self.keys, rules.lang) for scores in rows]
        return pl.DataFrame(lines, schema=self.schema, orient="row")


def kernel_of(
    methodology: Methodology, *, scores: bool | Sequence[str] = False, period: int | None = None
) -> Kernel:
    """The kernel of a methodology; `scores` are the keys of nodes to give, True all of them."""
    keys = (*methodology.indicators, *methodology.above.extras)
    wanted = tuple(scores) if not isinstance(scores, bool) else keys if scores else ()
    return _kernel_of(methodology, wanted, period)


@lru_cache(maxsize=8)
def _kernel_of(methodology: Methodology, keys: tuple[str, ...], period: int | None) -> Kernel:
    """Kept, with the programs in it: a table is often one of many."""
    return Kernel(methodology, keys, scorer(methodology, period=period))
