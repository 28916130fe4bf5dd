"""A methodology as a function: the same digits, states and refusals as `score`, at once."""

from pathlib import Path

import pytest

from perfrules.scoring.scorer import scorer
from tests.scoring.plain import METHODOLOGIES, by_score, fact_sets, loaded, same, told_of


@pytest.mark.parametrize("path", METHODOLOGIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_methodology_scores_alike_as_a_function(path: Path) -> None:
    methodology = loaded(path)
    for number, facts in enumerate(fact_sets(methodology, 1, 5)):
        period = facts.period.first
        points = scorer(methodology, period=None if period is None else period.year)
        row = told_of(methodology, facts, numbers=number % 2 == 0)
        same(row.scored(points), by_score(points, row))
        for name in [*row.values][:3]:
            del row.values[name]
        row.judgements.pop(next(iter(row.judgements), ""), None)
        same(row.scored(points), by_score(points, row))
