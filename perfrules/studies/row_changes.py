"""What is different between two lists of rows: cases, bands, tiers, deductions, checklists."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from attrs import frozen

from perfrules.files.spots import Path as Keys
from perfrules.studies.meaning import meaning


class Gone(Enum):
    """Stands for a value that is not there."""

    GONE = 0


GONE = Gone.GONE

Edit = tuple[Keys, Any]
"""Where in the values of a file, and what stands there afterwards; GONE takes it away."""

_EDGES: Mapping[str, tuple[str, ...]] = {"rows": ("in",), "tiers": ("share", "score")}
"""Lists whose rows border on each other, and the keys that hold the edges."""

_FREE = ("deduct", "add", "checklist")
"""Lists whose rows stand for themselves, in any order."""

_NAMES = ("name", "item", "any", "says", "for", "when", "in")
"""What tells a row from others, the surest first."""

Pairs = list[tuple[int, int]]


@frozen(eq=False, repr=False)
class RowChange:
    """One difference between two lists."""

    kind: Literal["edges", "rows", "row", "words"]
    at: Keys
    """Leads to it from the old list."""
    at_new: Keys
    of: Keys
    """What a person reads: rows count from 1."""
    old: str
    new: str
    edits: tuple[Edit, ...]


def row_changes(
    keys: Keys, one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]
) -> Iterator[RowChange]:
    """The differences between two lists of rows at `keys`, each a change that stands by itself.

    Rows that border on each other share their edges: those are one change. Where rows came or
    went, or where their order counts and is another, the list as a whole is one change.
    """
    key = str(keys[-1])
    in_order = key not in _FREE and key not in _EDGES
    pairs = _in_order(one, other) if in_order else _paired(keys, one, other)
    came = [j for j in range(len(other)) if j not in {right for _, right in pairs}]
    went = [i for i in range(len(one)) if i not in {left for left, _ in pairs}]
    if (came or went) and key not in _FREE:
        yield RowChange("rows", (), (), (), as_written(one), as_written(other), ((keys, other),))
        return
    edges: list[tuple[int, int, str]] = []
    for left, right in pairs:
        for changed in _keys_changed(keys, one[left], other[right]):
            if changed in _EDGES.get(key, ()):
                edges.append((left, right, changed))
            else:
                yield _row_key(keys, (left, right), changed, one[left], other[right])
    if edges:
        yield _edges(keys, edges, one, other)
    for left in went:
        gone: Edit = ((*keys, left), GONE)
        yield RowChange("row", (left,), (), (left + 1,), as_written(one[left]), "", (gone,))
    for number, right in enumerate(came):
        edit: Edit = ((*keys, len(one) + number), other[right])
        written = as_written(other[right])
        yield RowChange("row", (), (right,), (right + 1,), "", written, (edit,))


def _in_order(one: Sequence[Any], other: Sequence[Any]) -> Pairs:
    return [(i, i) for i in range(len(one))] if len(one) == len(other) else []


def _paired(
    keys: Keys, one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]
) -> Pairs:
    """Rows that mean the same, then rows with the same name, then the rest one by one."""
    pairs: Pairs = []
    left, right = dict(enumerate(one)), dict(enumerate(other))

    def pair(same: Any) -> None:
        for i in list(left):
            j = next((j for j in right if same(left[i], right[j])), None)
            if j is not None:
                pairs.append((i, j))
                del left[i], right[j]

    pair(lambda a, b: meaning((*keys, 0), a) == meaning((*keys, 0), b))
    for name in _NAMES:
        pair(lambda a, b, n=name: n in a and n in b and meaning((n,), a[n]) == meaning((n,), b[n]))
    if len(left) == len(right):
        pairs += zip(list(left), list(right), strict=True)
    return sorted(pairs)


def _keys_changed(keys: Keys, row: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The keys that differ; all together, named "", where one has a key that the other lacks."""
    changed = [
        key
        for key in dict.fromkeys((*row, *other))
        if meaning((*keys, key), row.get(key, "")) != meaning((*keys, key), other.get(key, ""))
    ]
    alone = [key for key in changed if key != "says" and (key not in row or key not in other)]
    return [""] if alone else changed


def _row_key(
    keys: Keys,
    at: tuple[int, int],
    key: str,
    row: Mapping[str, Any],
    other: Mapping[str, Any],
) -> RowChange:
    """One key of a row, or the whole row for the key ""."""
    left, right = at
    one, two = (row.get(key, GONE), other.get(key, GONE)) if key else (row, other)
    end = (key,) if key else ()
    return RowChange(
        kind="words" if key == "says" else "row",
        at=(left, *end),
        at_new=(right, *end),
        of=(left + 1, *end),
        old=as_written(one),
        new=as_written(two),
        edits=(((*keys, left, *end), two),),
    )


def _edges(
    keys: Keys,
    edges: Sequence[tuple[int, int, str]],
    one: Sequence[Mapping[str, Any]],
    other: Sequence[Mapping[str, Any]],
) -> RowChange:
    before = ", ".join(as_written(one[left][key]) for left, _, key in edges)
    after = ", ".join(as_written(other[right][key]) for _, right, key in edges)
    edits = tuple(((*keys, left, key), other[right][key]) for left, right, key in edges)
    left, right, key = edges[0]
    return RowChange("edges", (left, key), (right, key), (), before, after, edits)


def as_written(value: Any, *, inside: bool = False) -> str:
    """A value in the way of TOML; a text that stands alone without quotes, nothing as nothing."""
    match value:
        case Gone():
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"' if inside else value
        case Decimal():
            return format(value, "f")
        case Mapping():
            parts = (f"{key} = {as_written(part, inside=True)}" for key, part in value.items())
            return f"{{ {', '.join(parts)} }}"
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(as_written(part, inside=True) for part in value)}]"
        case _:
            return str(value)
