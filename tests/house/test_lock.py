"""The lock of CI holds what pyproject.toml asks for, with hashes; `make lock` writes it anew."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement

from tests.house.pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements-ci.lock").read_text("utf-8")
ENTRIES = [entry for entry in re.split(r"\n(?=\S)", LOCK) if not entry.startswith("#")]


def asked(*extras: str) -> Iterator[Requirement]:
    """What the extras ask for, and what an extra of ours stands for."""
    for extra in extras:
        for text in PROJECT["optional-dependencies"][extra]:
            requirement = Requirement(text)
            if requirement.name == PROJECT["name"]:
                yield from asked(*requirement.extras)
            else:
                yield requirement


WANTED = sorted(
    {
        str(each): each
        for each in (*map(Requirement, PROJECT["dependencies"]), *asked("dev", "fuzz"))
    }.values(),
    key=str,
)
LOCKED = [Requirement(entry.split("\\")[0].strip()) for entry in ENTRIES]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_what_is_asked_for_is_locked(wanted: Requirement) -> None:
    versions = [
        specifier.version
        for locked in LOCKED
        if locked.name.lower() == wanted.name.lower()
        for specifier in locked.specifier
    ]
    assert any(wanted.specifier.contains(version) for version in versions), "run make lock"


def test_every_file_has_its_hash() -> None:
    assert len(LOCKED) > 50
    assert all("--hash=sha256:" in entry for entry in ENTRIES)
    assert all([each.operator for each in locked.specifier] == ["=="] for locked in LOCKED)
