"""Mixes of two versions: the old methodology with some of the changes made."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from attrs import Factory, evolve, frozen

from perfrules.files.tables import Document
from perfrules.model.facts import FactSet
from perfrules.model.from_tables import methodology_from
from perfrules.model.methodology import Methodology, Parameter
from perfrules.model.terms import Span
from perfrules.problem import Refused
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.changes import Change, values_of
from perfrules.studies.parameter_rows import period_under
from perfrules.studies.row_changes import GONE, Edit

ALWAYS = Span(None, None)


@frozen(eq=False, repr=False)
class Hybrids:
    """Every mix that was asked for, built once.

    What is merely declared in one version (facts, measures) is declared in each mix: by itself
    it moves no score, and a formula that came with it finds it.
    """

    old: Methodology
    new: Methodology
    _built: dict[tuple[frozenset[Change], Span], Methodology | None] = Factory(dict)

    def result(self, changes: frozenset[Change], facts: tuple[FactSet, FactSet]) -> Result | None:
        """What a fact set scores when these changes alone are made; None where they make no rules.

        `facts` is the set as each of the two versions reads it.
        """
        before, after = facts
        methodology = self._methodology(changes, before.period)
        if methodology is None:
            return None
        read_anew = {change.name for change in changes if change.table == "fact"}
        given = {
            name: after.facts[name] if name in read_anew and name in after.facts else fact
            for name, fact in before.facts.items()
        }
        return score(methodology, evolve(before, facts=given, rules=methodology, period=ALWAYS))

    def _methodology(self, changes: frozenset[Change], period: Span) -> Methodology | None:
        key = (changes, period)
        if key not in self._built:
            self._built[key] = self._mixed(changes, period)
        return self._built[key]

    def _mixed(self, changes: frozenset[Change], period: Span) -> Methodology | None:
        values = self._base()
        for change in sorted(changes, key=lambda change: change.number):
            if change.table != "parameter":
                for edit in change.edits:
                    _apply(values, edit)
        document = self.old.documents[0]
        mixed = Document(document.path, document.text, document.sha256, _without_gone(values))
        try:
            methodology = methodology_from(mixed, tied=False)
        except Refused:
            return None
        return evolve(methodology, parameters=tuple(self._parameters(changes, period)))

    def _base(self) -> dict[str, Any]:
        """The old values, with all that only the new version declares."""
        before, after = values_of(self.old, self.new)
        values = deepcopy(before)
        del values["parameter"]
        values.pop("example", None)
        taken = set(before.get("fact", {})) | set(before.get("measure", {}))
        for table in ("fact", "measure"):
            for name, entry in after.get(table, {}).items():
                if name not in taken:
                    values.setdefault(table, {})[name] = entry
        return values

    def _parameters(self, changes: Iterable[Change], period: Span) -> Iterable[Parameter]:
        """The rows that count for the period, each from the version that the changes say."""
        old_rows, new_rows = self._rows(self.old, period), self._rows(self.new, period)
        anew = {change.name for change in changes if change.table == "parameter"}
        for fact in {**old_rows, **new_rows}:
            from_new = fact in anew or fact not in self.old.facts
            row = (new_rows if from_new else old_rows).get(fact)
            if row is not None:
                yield evolve(row, days=ALWAYS)

    def _rows(self, methodology: Methodology, period: Span) -> Mapping[str, Parameter]:
        days = period_under(methodology, period)
        return {row.fact: row for row in methodology.parameters if row.days.contains(days)}


def _apply(values: dict[str, Any], edit: Edit) -> None:
    """Make one edit; a row behind the end of a list is put there."""
    keys, value = edit
    inner: Any = values
    for key in keys[:-1]:
        inner = inner.setdefault(key, {}) if isinstance(inner, dict) else inner[key]
    last: Any = keys[-1]
    if isinstance(inner, list):
        inner.extend([GONE] * (last + 1 - len(inner)))
    inner[last] = deepcopy(value)


def _without_gone(value: Any) -> Any:
    """The values without what an edit took away."""
    if isinstance(value, dict):
        return {key: _without_gone(part) for key, part in value.items() if part is not GONE}
    if isinstance(value, list):
        return [_without_gone(part) for part in value if part is not GONE]
    return value
