"""One row of a batch: what it tells of a department, and the answer to it, as a line."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import Factory, frozen

from perfrules.formula.digits import decimals_of, fixed
from perfrules.messages import Lang
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, printable
from perfrules.scoring.loading import NOWHERE
from perfrules.scoring.scorer import Scorer
from perfrules.scoring.scores import Scores
from perfrules.scoring.tree import Standing

_MIDNIGHT = time(0)
SAID = ("tier", "reason", "origin")
"""What columns can say of a judgement beside its score."""


@frozen(eq=False, repr=False)
class Row:
    """What a row tells, as a scorer takes it."""

    values: dict[str, Any] = Factory(dict)
    judgements: dict[str, Any] = Factory(dict)
    picked: dict[str, Any] = Factory(dict)
    tables: dict[str, list[dict[str, Any]]] = Factory(dict)
    standings: dict[str, Standing] = Factory(dict)

    def scored(self, scorer: Scorer) -> Scores:
        """Its scores."""
        return scorer(
            self.values,
            self.judgements,
            picked=self.picked,
            tables=self.tables,
            standings=self.standings,
        )


def told_in(rules: Methodology, row: Mapping[str, Any]) -> Row:
    """What a row tells; a null is not given."""
    there = {name: _plain(value) for name, value in row.items() if value is not None}
    told = Row({name: there[name] for name in rules.facts if name in there})
    for leaf in rules.scored():
        score = f"judgement.{leaf.key}"
        said = {part: there[f"{score}.{part}"] for part in SAID if f"{score}.{part}" in there}
        if score in there and said:
            told.judgements[leaf.key] = {"origin": "reviewer", **said, "score": there[score]}
        elif score in there:
            told.judgements[leaf.key] = there[score]
    for key in rules.indicators:
        if f"picked.{key}" in there:
            told.picked[key] = there[f"picked.{key}"]
        rank, count = (there.get(f"standing.{key}.{part}") for part in ("rank", "count"))
        if rank is not None and count is not None:
            told.standings[key] = Standing(Fraction(rank), count, count)
    for name in rules.tables:
        if f"table.{name}" in there:
            told.tables[name] = [
                {column: _plain(cell) for column, cell in each.items() if cell is not None}
                for each in there[f"table.{name}"]
            ]
    return told


def line_of(scores: Scores, keys: Sequence[str], lang: Lang) -> list[Any]:
    """The answer to a row: its state, total, grade, what is missing, what is wrong, and scores."""
    said = "; ".join(written(each, lang) for each in scores.problems)
    nodes = scores.nodes
    return [
        scores.state,
        _decimal(scores.total),
        scores.grade,
        sorted(scores.missing) or None,
        said or None,
        *(_decimal(nodes[key]) for key in keys),
    ]


def written(problem: Problem, lang: Lang) -> str:
    """A problem in one cell: its code, of which column it is, what is wrong."""
    message, place = problem.message(lang), problem.place
    named = place is not None and not place.line and place.file != NOWHERE
    name = printable(place.file) if place is not None and named else ""
    return (
        f"{problem.code} {name}: {message}"
        if name and name not in message
        else (f"{problem.code} {message}")
    )


def _plain(value: Any) -> Any:
    """A midnight is the day: many frames have no days of their own."""
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return value.date()
    return value


def _decimal(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    decimals = decimals_of(value)
    assert decimals is not None, "a printed score ends"
    return Decimal(fixed(value, decimals))
