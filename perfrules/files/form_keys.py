"""How a form says what stands where: keys in its hidden column and in hidden rows."""

import json
from collections.abc import Sequence
from typing import Any

from attrs import frozen

from perfrules.files.spots import Path

MARK = "perfrules form 1"
"""In A1 of every sheet of a form, whatever the sheet is called."""
MARKS = "perfrules form "
SKIPPED = "text"
"""In column A of a row that a person reads and the program does not."""
LINES = 0
"""Last in the path of a column: each line of the cell is an entry of a list."""
JUDGED = 1
"""First in the path of a column of rows: it is of the judgement of the row."""

RELATIONS: Path = ("published", "relation")

_DEEPEST = 8
_ITEMS = {
    "methodology": 1, "subject": 2, "facts": 2, "picked": 2, "judgement": 2, "published": 2,
    "texts": 2,
}  # fmt: skip
"""What a row can be of, and how long its path is at least."""


@frozen
class Items:
    """Each row below has a key of its own; of `needs` none may be gone."""

    needs: tuple[Path, ...] = ()


@frozen
class Rows:
    """Each row below that is not empty is an entry of the list `at`."""

    at: Path
    name: str
    """The column that names a row; empty where none does."""
    needs: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    """Columns of words, in which a number is words too."""


@frozen
class Item:
    """A row of items: where its values belong."""

    path: Path
    words: bool = False
    """Whether its value is words, so that a number in the cell is words too."""


Key = Items | Rows | Item


def path_text(path: Path) -> str:
    """A path as it stands in a cell."""
    return json.dumps(path, ensure_ascii=False)


def key_text(key: Key) -> str:
    """A key as it stands in column A."""
    match key:
        case Items(needs):
            return f"items {_json(needs=needs)}"
        case Rows(at, name, needs, texts):
            return f"rows {_json(at=at, name=name, needs=needs, texts=texts)}"
        case Item(path, words):
            return f"{'words' if words else 'item'} {path_text(path)}"


def read_key(text: str) -> Key | None:
    """The key in a cell; None where it is none."""
    kind, _, rest = text.partition(" ")
    said = _read(rest)
    match kind, said:
        case (("item" | "words"), list()):
            path = _path(said)
            return Item(path, kind == "words") if path and _is_item(path) else None
        case "items", {"needs": list() as needs}:
            paths = _paths(needs)
            return None if paths is None else Items(paths)
        case "rows", {"at": list() as at, "name": str() as name, "needs": needs, "texts": texts}:
            path, needed, words = _path(at), _paths(needs), _paths(texts)
            if path and _is_list(path) and needed is not None and words is not None:
                return Rows(path, name, needed, words)
    return None


def read_path(text: str) -> Path | None:
    """The path in a cell; None where it is none."""
    return _path(_read(text))


def _is_item(path: Path) -> bool:
    if path[0] == "table":
        return len(path) == 2
    return len(path) >= _ITEMS.get(str(path[0]), _DEEPEST + 1)


def _is_list(path: Path) -> bool:
    return len(path) == 2 and (path[0] == "table" or path == RELATIONS)


def _json(**parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _path(said: Any) -> Path | None:
    """A list of names, as a path; numbers may stand where they have a meaning."""
    if not isinstance(said, list) or len(said) > _DEEPEST:
        return None
    for at, each in enumerate(said):
        number = type(each) is int and (each, at) in {(LINES, len(said) - 1), (JUDGED, 0)}
        if not (number or isinstance(each, str)):
            return None
    return tuple(said)


def _paths(said: Any) -> tuple[Path, ...] | None:
    found: Sequence[Path | None] = (
        [_path(each) for each in said] if isinstance(said, list) else [None]
    )
    paths = tuple(path for path in found if path is not None)
    return paths if len(paths) == len(found) else None
