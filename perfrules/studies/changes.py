"""What is different between two versions of a methodology: by meaning, not by line."""

from typing import Any

from attrs import field, frozen

from perfrules.files.spots import Path as Keys
from perfrules.model.methodology import Methodology
from perfrules.problem import Place
from perfrules.studies.differences import Difference, Kind, differences
from perfrules.studies.meaning import plain, spelled_out
from perfrules.studies.parameter_rows import rows_in_force
from perfrules.studies.row_changes import Edit
from perfrules.studies.versions import Version

_SILENT: frozenset[str] = frozenset({"words", "status", "basis", "grades"})
"""Kinds of change that no score can feel."""

_SILENT_HEADS = frozenset({"id", "version", "in_force", "weights", "stages"})
_FELT_OF_FACTS = frozenset({"unit", "bare", "kind", "from_parameters"})
_SILENT_TABLES = frozenset({"grade", "tie", "finding", "coverage", "gap", "accept", "chapter"})


@frozen(eq=False, repr=False)
class Change:
    """One difference in meaning; old or new is empty where there is nothing on that side."""

    number: int
    kind: Kind
    table: str
    name: str
    """The entry of the table, empty for the head."""
    key: str
    """What of the entry: `points`, `deduct 1 steps`; empty for the entry as a whole."""
    old: str
    new: str
    """As written."""
    old_place: Place | None
    new_place: Place | None
    scores: bool
    """Whether a score can feel it."""
    edits: tuple[Edit, ...] = field(repr=False)
    """What makes the old values the new ones, as far as this change goes."""


def changes_between(old: Version, new: Version) -> tuple[Change, ...]:
    """Every difference in meaning between two versions, in the order of tables and files."""
    before, after = values_of(old.methodology, new.methodology)
    found = differences(plain(before), plain(after))
    return tuple(_numbered(number, each, old, new) for number, each in enumerate(found, start=1))


def values_of(old: Methodology, new: Methodology) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of both versions, comparable key by key; parameters in force stand among them."""
    one, other = old.documents[0].values, new.documents[0].values
    before, after = spelled_out(one, other), spelled_out(other, one)
    same_days = old.in_force == new.in_force
    for values, methodology in ((before, old), (after, new)):
        rows = rows_in_force(methodology, by_days=same_days)
        shared = {
            fact: row for fact, row in rows.items() if fact in old.facts and fact in new.facts
        }
        values["parameter"] = {
            fact: {key: {"value": row.text, "basis": row.basis} for key, row in each.items()}
            for fact, each in shared.items()
        }
    return before, after


def _numbered(number: int, found: Difference, old: Version, new: Version) -> Change:
    table = str(found.keys[0])
    head = table == "methodology"
    return Change(
        number=number,
        kind=found.kind,
        table=table,
        name="" if head or len(found.keys) < 2 else str(found.keys[1]),
        key=found.key,
        old=found.old,
        new=found.new,
        old_place=_place(old, found.keys) if found.old else None,
        new_place=_place(new, found.new_keys) if found.new else None,
        scores=_is_felt(found),
        edits=found.edits,
    )


def _is_felt(found: Difference) -> bool:
    """Whether a score can feel it: no words, no grades, no declaration that comes or goes."""
    table, last = str(found.keys[0]), str(found.keys[-1])
    if found.kind in _SILENT or table in _SILENT_TABLES:
        return False
    if table == "fact":
        return last in _FELT_OF_FACTS
    if table == "measure":
        return found.kind not in ("added", "removed")
    return table != "methodology" or last not in _SILENT_HEADS


def _place(version: Version, keys: Keys) -> Place | None:
    """Where in the files of a version it stands, or else what is nearest above it."""
    methodology = version.methodology
    if keys[0] == "parameter":
        rows = [row for row in methodology.parameters if row.fact == keys[1]]
        place = rows[0].place if rows else None
        return place and version.place(place)
    document = methodology.documents[0]
    if keys[0] == "grade" and len(keys) > 1:
        names = [grade.name for grade in methodology.grades]
        keys = ("grade", names.index(str(keys[1])), *keys[2:])
    return version.place(document.place(keys, key=len(keys) == 2))
