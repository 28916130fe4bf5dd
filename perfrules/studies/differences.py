"""The differences between the values of two versions, each with the edits that make it."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from attrs import frozen

from perfrules.files.spots import Path as Keys
from perfrules.model.read_ways import READERS, WAY_KEYS
from perfrules.studies.meaning import SCORED, meaning
from perfrules.studies.row_changes import GONE, Edit, RowChange, as_written, row_changes

Kind = Literal[
    "added", "removed", "points", "way", "formula", "edges", "rows", "row", "limits", "rounding",
    "parent", "status", "basis", "grades", "parameter", "declaration", "words", "setting",
]  # fmt: skip
"""What sort of change it is, for a person and for whoever filters."""

_KINDS: Mapping[str, Kind] = {
    "points": "points", "cap": "limits", "floor": "limits", "at_most": "limits",
    "total_at_most": "limits", "total_floor": "limits", "rounding": "rounding",
    "parent": "parent", "status": "status", "grades_status": "status", "basis": "basis",
    "grades_basis": "basis", "about": "words", "label": "words", "title": "words",
    "says": "words", "show": "words", "lang": "words", "score": "formula", "value": "formula",
    "of": "formula", "grade_on": "grades",
}  # fmt: skip

_DEEP = ("bands", "ratio", "rank", "columns")
"""Tables within an entry whose keys are told one by one."""

_TABLES = ("methodology", "grade", "parameter", "fact", "measure", "indicator")
"""In this order they are told; the others follow."""


@frozen(eq=False, repr=False)
class Difference:
    """One difference in meaning."""

    kind: Kind
    keys: Keys
    """Of the entry, or of what it is of the entry."""
    new_keys: Keys
    """The same in the new version, where rows may stand in another order."""
    key: str
    old: str
    new: str
    edits: tuple[Edit, ...]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every difference in meaning between the values of two files, in the order of their tables.

    A node that comes or goes takes the nodes below it along, and the way that they replace.
    """
    return _joined(list(_differences(before, after)), before, after)


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for table in dict.fromkeys((*_TABLES, *after, *before)):
        one, other = before.get(table, {}), after.get(table, {})
        if table == "methodology":
            for key in dict.fromkeys((*one, *other)):
                yield from _value((table, key), one.get(key, GONE), other.get(key, GONE))
        elif isinstance(one, list) or isinstance(other, list):
            yield from _bag((table,), list(one), list(other))
        else:
            for name in dict.fromkeys((*other, *one)):
                yield from _entry((table, name), one.get(name, GONE), other.get(name, GONE))


def _bag(keys: Keys, one: list[Any], other: list[Any]) -> Iterator[Difference]:
    """A list whose order means nothing, as a whole."""
    if {meaning((*keys, 0), row) for row in one} != {meaning((*keys, 0), row) for row in other}:
        old, new = as_written(one or GONE), as_written(other or GONE)
        yield Difference("setting", keys, keys, "", old, new, ())


def _entry(keys: Keys, one: Any, other: Any) -> Iterator[Difference]:
    if one is GONE or other is GONE:
        kind: Kind = "added" if one is GONE else "removed"
        yield Difference(kind, keys, keys, "", as_written(one), as_written(other), ((keys, other),))
        return
    way_changed = keys[0] in SCORED and _ways(one) != _ways(other)
    if way_changed:
        yield _way(keys, one, other)
    for key in dict.fromkeys((*one, *other)):
        if not (way_changed and key in WAY_KEYS):
            yield from _value((*keys, key), one.get(key, GONE), other.get(key, GONE))


def _ways(entry: Mapping[str, Any]) -> set[str]:
    """How an entry is scored; two keys of one way count as one."""
    one_way = {"add": "deduct", "judged": "tiers"}
    return {one_way.get(key, key) for key in READERS if key in entry}


def _way(keys: Keys, one: Mapping[str, Any], other: Mapping[str, Any]) -> Difference:
    before = {key: value for key, value in one.items() if key in WAY_KEYS}
    after = {key: value for key, value in other.items() if key in WAY_KEYS}
    edits = tuple(((*keys, key), after.get(key, GONE)) for key in {**before, **after})
    return Difference(
        "way", keys, keys, "", as_written(before or GONE), as_written(after or GONE), edits
    )


def _value(keys: Keys, one: Any, other: Any) -> Iterator[Difference]:
    """One key of an entry, or what stands deeper in it."""
    if _meaning(keys, one) == _meaning(keys, other):
        return
    deeper = str(keys[-1]) in _DEEP or (keys[0] == "parameter" and len(keys) == 3)
    if isinstance(one, dict) and isinstance(other, dict) and deeper:
        for part in dict.fromkeys((*one, *other)):
            yield from _value((*keys, part), one.get(part, GONE), other.get(part, GONE))
    elif isinstance(one, list) and isinstance(other, list) and _are_rows((*one, *other)):
        yield from (_of_row(keys, each) for each in row_changes(keys, one, other))
    else:
        yield _simple(keys, one, other)


def _simple(keys: Keys, one: Any, other: Any) -> Difference:
    kind = _KINDS.get(str(keys[-1]), "setting")
    if keys[0] == "grade":
        kind = "grades"
    elif keys[0] == "parameter" and kind != "basis":
        kind = "parameter"
    elif keys[0] == "fact" and kind == "setting":
        kind = "declaration"
    said = " ".join(map(str, keys[1:] if keys[0] == "methodology" else keys[2:]))
    return Difference(kind, keys, keys, said, as_written(one), as_written(other), ((keys, other),))


def _of_row(keys: Keys, change: RowChange) -> Difference:
    said = " ".join(map(str, (*keys[2:], *change.of)))
    return Difference(
        kind=change.kind,
        keys=(*keys, *change.at),
        new_keys=(*keys, *change.at_new),
        key=said,
        old=change.old,
        new=change.new,
        edits=change.edits,
    )


def _meaning(keys: Keys, value: Any) -> Any:
    return None if value is GONE else meaning(keys, value)


def _are_rows(values: tuple[Any, ...]) -> bool:
    return all(isinstance(row, dict) for row in values)


def _joined(
    found: list[Difference], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """A node that came or went together with the nodes below it and the way that they replace."""
    parents = {
        name: entry["parent"]
        for values in (before, after)
        for name, entry in values.get("indicator", {}).items()
        if "parent" in entry
    }
    heads = {
        each.keys[1]: each
        for each in found
        if each.keys[0] == "indicator" and each.kind in ("added", "removed", "way")
    }
    below: dict[Any, list[Difference]] = {}
    for name, each in heads.items():
        top = name
        while each.kind != "way" and parents.get(top) in heads:
            top = parents[top]
        if top != name:
            below.setdefault(top, []).append(each)
    absorbed = {id(each) for group in below.values() for each in group}
    whole = {id(heads[top]): _with(heads[top], group) for top, group in below.items()}
    return [whole.get(id(each), each) for each in found if id(each) not in absorbed]


def _with(head: Difference, below: list[Difference]) -> Difference:
    """A change that includes nodes below."""
    names = {
        kind: "、".join(str(e.keys[1]) for e in below if e.kind == kind)
        for kind in ("added", "removed")
    }
    return Difference(
        head.kind,
        head.keys,
        head.new_keys,
        head.key,
        " ".join(filter(None, (head.old, names["removed"]))),
        " ".join(filter(None, (head.new, names["added"]))),
        (*head.edits, *(edit for each in below for edit in each.edits)),
    )
