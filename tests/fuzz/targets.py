"""What is fuzzed: any bytes go in; nothing but Refused, or what is right, comes out."""

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfrules.files.from_toml import toml_document
from perfrules.problem import Refused
from tests.formula.held import held

SEEDS = Path(__file__).parent / "seeds"


def formula(data: bytes) -> None:
    """A formula: refused with a place, or what the oracle comes to."""
    held(data.decode("utf-8", "surrogateescape"))


def toml(data: bytes) -> None:
    """A TOML file: refused with a place in it, or what the standard library reads."""
    try:
        found = toml_document(data, "fuzzed.toml")
    except Refused as refused:
        for problem in refused.problems:
            assert problem.code != "E121", "a fault that nobody has words for"
            assert problem.place is not None
            assert problem.render("zh")
            assert problem.render("en")
        return
    text = data.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")
    assert found.values == tomllib.loads(text, parse_float=Decimal)
    _has_places(found.table.values, (), found.place)


def _has_places(value: Any, path: tuple[str | int, ...], place: Callable[..., Any]) -> None:
    """Every value knows its line and its column."""
    match value:
        case dict():
            inside: list[tuple[str | int, Any]] = list(value.items())
        case list():
            inside = list(enumerate(value))
        case _:
            inside = []
    for key, each in inside:
        at = place((*path, key))
        assert 1 <= at.column <= len(at.source) + 1
        _has_places(each, (*path, key), place)


TARGETS: Mapping[str, Callable[[bytes], None]] = {"formula": formula, "toml": toml}


def seeds_of(name: str) -> list[Path]:
    """The seeds of a target: what it begins with, and every input that it has ever failed on."""
    return sorted((SEEDS / name).iterdir())
