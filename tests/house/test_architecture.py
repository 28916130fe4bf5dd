"""ARCHITECTURE.md, CHANGELOG.md and LICENSE keep up with the code."""

import ast
import re
import tomllib
from itertools import groupby
from pathlib import Path

from tests.house.pages import ROOT, hold, table

PAGE = ROOT / "ARCHITECTURE.md"
LIBRARY = ROOT / "perfrules"


def sentence(path: Path) -> str:
    """The first paragraph of a module's docstring."""
    says = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return says.partition("\n\n")[0].replace("\n", " ")


def modules() -> str:
    """A table for each room: its modules with the sentences that they open with."""
    paths = sorted(LIBRARY.rglob("*.py"), key=lambda path: (path.parent != LIBRARY, path))
    text = ""
    for room, inside in groupby(paths, key=lambda path: path.parent):
        rows = [
            (f"`{path.relative_to(LIBRARY)}`", sentence(path))
            for path in inside
            if path.name != "__init__.py"
        ]
        name = room.relative_to(LIBRARY.parent).as_posix()
        text += f"\n### `{name}/`\n\n{sentence(room / '__init__.py')}\n\n"
        text += table(("module", "holds"), *rows) if rows else ""
    return text


def test_the_architecture_says_of_every_module_what_the_module_says() -> None:
    hold(PAGE, "What each module holds", modules())


def test_what_the_architecture_points_at_is_there() -> None:
    named = re.findall(
        r"`((?:tests|perfrules)/[^`]+|(?:scoring|views)/[^`]+)`", PAGE.read_text("utf-8")
    )
    assert any(path.startswith("tests/") for path in named)
    places = {path: [ROOT / path, LIBRARY / path] for path in named if "*" not in path}
    assert [path for path, at in places.items() if not any(p.exists() for p in at)] == []


def test_the_drawing_of_the_path_is_that_of_the_contract() -> None:
    drawn = re.search(r"^ +(files -> .* -> views)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert drawn is not None
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    path = drawn[1].split(" -> ")
    assert [room for room in reversed(layers) if room in path] == path


def test_the_changelog_says_one_thing_in_a_line() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert text.startswith("# Changelog\n\n## Unreleased\n")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert entries
    assert [line for line in entries if not line.startswith("- ")] == []


def test_the_licence_is_apache_2() -> None:
    text = " ".join((ROOT / "LICENSE").read_text("utf-8").split())
    assert text.startswith("Apache License Version 2.0, January 2004")
    for number in range(1, 10):
        assert f" {number}. " in text
    assert text.endswith("permissions and limitations under the License.")
