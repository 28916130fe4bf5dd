"""Rule and fact files in TOML: tomli's values, with checked numbers, names and characters."""

import hashlib
from pathlib import Path

import tomli

from perfrules.files.faults import toml_fault
from perfrules.files.places import place_at
from perfrules.files.spots import broken_inline_table
from perfrules.files.tables import Document
from perfrules.files.text import decoded, read_bytes
from perfrules.files.values import exact_decimal, refuse_deep, refuse_unfit
from perfrules.problem import Problem, Refused


def read_toml(path: Path) -> Document:
    """A TOML file. Refused with every fault of the first stage that finds one."""
    return toml_document(read_bytes(path), str(path))


def toml_document(source: str | bytes, name: str) -> Document:
    """TOML text that is at hand; messages call it by the name."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    text = decoded(data, name)
    refuse_deep(name, text)
    try:
        values = tomli.loads(text, parse_float=exact_decimal)
    except tomli.TOMLDecodeError as error:
        raise Refused(toml_fault(name, text, error.pos, error.msg)) from error
    broken = broken_inline_table(text)
    if broken is not None:
        raise Refused(Problem("E143", place_at(name, text, broken)))
    document = Document(name, text, hashlib.sha256(data).hexdigest(), values)
    refuse_unfit(document)
    return document
