"""Fact files in JSON: the same tables, decimals kept as they are written."""

import hashlib
import json
from pathlib import Path as FilePath
from typing import Any

from perfrules.files.faults import FULL_WIDTH, full_width, unclosed_sign, unclosed_text
from perfrules.files.places import place_at
from perfrules.files.spots import Path, Spot, json_pairs, json_spots
from perfrules.files.tables import Document
from perfrules.files.text import decoded, read_bytes
from perfrules.files.values import (
    Unfit,
    exact_decimal,
    exact_integer,
    open_signs,
    refuse_deep,
    refuse_unfit,
)
from perfrules.messages import Text
from perfrules.problem import Place, Problem, Refused


def read_json(path: FilePath) -> Document:
    """A JSON file. Refused with every fault of the first stage that finds one."""
    return json_document(read_bytes(path), str(path))


def json_document(data: bytes, name: str) -> Document:
    """JSON that is at hand; messages call it by the name.

    E117: a key is given twice. E140: broken. E141: no object. Else as for TOML.
    """
    text = decoded(data, name)
    refuse_deep(name, text)
    twice: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice.append(name)
        return found

    try:
        values = json.loads(
            text,
            object_pairs_hook=table,
            parse_float=exact_decimal,
            parse_int=exact_integer,
            parse_constant=lambda _: Unfit("E125"),
        )
    except json.JSONDecodeError as error:
        raise Refused(_fault(name, text, error)) from error
    if twice:
        raise Refused(*_given_twice(name, text))
    if not isinstance(values, dict):
        raise Refused(Problem("E141", place_at(name, text, 0)))
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(name, text, sha256, values, "json", json_spots)
    refuse_unfit(document)
    return document


def _given_twice(name: str, text: str) -> list[Problem]:
    """E117 for each key that an object has already."""
    problems: list[Problem] = []
    seen: dict[Path, Spot] = {}
    for path, spot in json_pairs(text):
        first = seen.setdefault(path, spot)
        if first is not spot and isinstance(path[-1], str):
            line = str(place_at(name, text, first.key[0]).line)
            problems.append(
                Problem("E117", place_at(name, text, *spot.key), {"key": path[-1], "line": line})
            )
    return problems


_EXPECTED = {
    "Expecting property name enclosed in double quotes": Text(
        "双引号中的名称", "a name in double quotes"
    ),
    "Illegal trailing comma before end of object": Text(
        "名称（逗号多余）", "a name (drop the comma)"
    ),
    "Illegal trailing comma before end of array": Text(
        "值（逗号多余）", "a value (drop the comma)"
    ),
    "Expecting ':' delimiter": Text("英文冒号", "a colon"),
    "Expecting ',' delimiter": Text("英文逗号或右括号", "a comma or a closing bracket"),
    "Expecting value": Text("值", "a value"),
    "Extra data": Text("文件末尾", "the end of the file"),
    "Invalid control character at": Text("右引号", "a closing quote"),
}
"""What the json module says, and what it waits for."""


def _fault(name: str, text: str, error: json.JSONDecodeError) -> Problem:
    """The complaint of the json module, said so that whoever wrote the file can mend it."""
    at = error.pos
    if not text.strip():
        return Problem("E141", Place(name))
    if error.msg.startswith(("Unterminated string", "Invalid control")):
        return unclosed_text(name, text, open_signs(text[: at + 1])[-1])
    if error.msg.startswith("Invalid \\"):
        start = text.rindex("\\", 0, at + 1)
        wrong = {"wrong": text[start : start + 2]}
        return Problem("E119", place_at(name, text, start, start + 2), wrong)
    if text[at : at + 1] in FULL_WIDTH:
        return full_width(name, text, at)
    if not text[at:].strip() and (opened := open_signs(text)):
        return unclosed_sign(name, text, opened[-1])
    expected = _EXPECTED.get(error.msg, Text(error.msg, error.msg))
    return Problem("E140", place_at(name, text, at), {"expected": expected})
