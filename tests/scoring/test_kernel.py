"""Batches of departments: every row of the answer is what the engine says of that department."""

from pathlib import Path
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from perfrules.scoring.kernel import Kernel, kernel_of
from perfrules.scoring.kernel_rows import line_of, told_in
from tests.scoring.plain import (
    METHODOLOGIES,
    by_score,
    fact_sets,
    frame_of,
    loaded,
)


def right(kernel: Kernel, batch: pl.DataFrame) -> pl.DataFrame:
    """The answer, every row of which is that of `score`."""
    answer = kernel.run(batch)
    rows = (told_in(kernel.methodology, row) for row in batch.iter_rows(named=True))
    lines = [
        line_of(by_score(kernel.scorer, row), kernel.keys, kernel.methodology.lang) for row in rows
    ]
    assert_frame_equal(answer, pl.DataFrame(lines, schema=kernel.schema, orient="row"))
    return answer


def in_columns(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were left to the engine, batch by batch."""
    left: list[int] = []
    plainly = Kernel._lines

    def counted(self: Kernel, batch: pl.DataFrame) -> pl.DataFrame:
        left.append(batch.height)
        return plainly(self, batch)

    monkeypatch.setattr(Kernel, "_lines", counted)
    return left


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
