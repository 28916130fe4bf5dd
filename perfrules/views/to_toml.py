"""Plain values as TOML, written as people write rule and fact files."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from perfrules.problem import width_of

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_INLINE = ("period", "raters", "stages")
"""Tables that are short by nature."""
_DOTTED = ("expect",)
"""Tables whose own tables are written with dots: `score."…" = 9.00`."""


def to_toml(values: Mapping[str, Any], path: tuple[str, ...] = ()) -> str:
    """The TOML text of a table that stands at a path; values are as a document has them.

    Rows are `[[…]]`, tables `[…]`, tables within `[facts]` and within rows stand in one line.
    """
    return "\n".join(_table(values, path)).strip("\n") + "\n"


def _table(values: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """First what fits in lines of its own, then tables under headers of their own."""
    lines: list[tuple[str, str]] = []
    below: list[tuple[str, Any]] = []
    for key, value in values.items():
        if isinstance(value, Mapping) and path[-1:] and path[-1] in _DOTTED:
            lines += [(f"{key}.{name_text(name)}", value_text(v)) for name, v in value.items()]
        elif _has_header(key, value, path):
            below.append((key, value))
        else:
            lines.append((name_text(key), value_text(value)))
    widest = max((width_of(name) for name, _ in lines), default=0)
    yield from (f"{name}{' ' * (widest - width_of(name))} = {text}" for name, text in lines)
    for key, value in below:
        inner = (*path, key)
        header = ".".join(map(name_text, inner))
        if isinstance(value, list):
            for row in value:
                yield from ("", f"[[{header}]]", *_table(row, (*inner, "")))
        else:
            own = [*_table(value, inner)]
            if not own or own[0]:  # a table of tables only needs no header
                yield from ("", f"[{header}]")
            yield from own


def _has_header(key: str, value: Any, path: tuple[str, ...]) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(row, Mapping) for row in value) and "" not in path
    inside_line = path[-1:] in (("facts",), ("",))
    return isinstance(value, Mapping) and key not in _INLINE and not inside_line


def name_text(name: str) -> str:
    """A key, quoted where it must be."""
    return name if _BARE.fullmatch(name) else _quoted(name)


def value_text(value: Any) -> str:
    """A value in one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(value_text, value))}]"
        case Mapping():
            parts = (f"{name_text(key)} = {value_text(each)}" for key, each in value.items())
            return f"{{ {', '.join(parts)} }}" if value else "{}"
        case _:
            return str(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
