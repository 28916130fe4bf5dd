"""One row of a table as a fact set, read and scored like a fact file: slow, and the measure."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.files.tables import Document
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import NOWHERE, exact
from perfrules.scoring.population import ranks_in
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.table_columns import Columns
from perfrules.scoring.table_judgements import judged_number
from perfrules.scoring.tree import Standing

_MIDNIGHT = time(0)


@frozen(eq=False, repr=False)
class RowReader:
    """Reads the values of a row by the names of its columns; None is not given."""

    methodology: Methodology
    columns: Columns
    period: int | None = None

    def facts(self, row: Mapping[str, Any]) -> FactSet:
        """The fact set of a row; raises Refused like a fact file that cannot be used."""
        columns = self.columns
        given = _there(row)
        judged: dict[str, dict[str, Any]] = {}
        for name, (leaf, part) in columns.judged.items():
            if name in given:
                value = given[name]
                if part == "score" and isinstance(value, str):
                    value = judged_number(value, name)
                judged.setdefault(leaf.key, {"origin": "reviewer"})[part] = value
        tree = {
            "subject": {} if self.period is None else {"period": self.period},
            "facts": exact("", {n: given[n] for n in columns.facts if n in given}),
            "judgement": exact("", {k: each for k, each in judged.items() if "score" in each}),
            "picked": {key: given[n] for n, key in columns.picked.items() if n in given},
            "table": {
                name: [exact(f"{name}.", _there(each)) for each in given[f"table.{name}"]]
                for name in self.methodology.tables
                if f"table.{name}" in given
            },
        }
        return facts_from(Document(NOWHERE, "", "", tree, "python"), self.methodology)

    def score(self, row: Mapping[str, Any]) -> Result | tuple[Problem, ...]:
        """The result, or why the row cannot be read."""
        try:
            given = self.facts(row)
        except Refused as refused:
            return refused.problems
        return score(self.methodology, given, dict(self._standings(row)))

    def _standings(self, row: Mapping[str, Any]) -> Iterator[tuple[str, Standing]]:
        for key in ranks_in(self.methodology):
            rank, ranked = row.get(f"standing.{key}.rank"), row.get(f"standing.{key}.count")
            if rank is not None and ranked is not None:
                yield key, Standing(Fraction(rank), ranked, ranked)


def _there(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items() if value is not None}


def _plain(value: Any) -> Any:
    """A midnight is the day: many frames have no days of their own."""
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return date(value.year, value.month, value.day)
    return value
