"""A desk to work on: a copy of the shipped rules and of a published case."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Desk:
    """A folder with `rules/` and `facts.toml`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rule = folder / "rules" / "beijing" / "department" / "2022.toml"
        self.facts = folder / "facts.toml"
        shutil.copytree(ROOT / "rules" / "beijing", folder / "rules" / "beijing")
        shutil.copy(ROOT / "examples" / "beijing-traffic-2022.toml", self.facts)

    def edit(self, file: Path, old: str, new: str) -> int:
        """Replace one passage; the line on which it stands."""
        text = file.read_text("utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PERFRULES_RULES", raising=False)
    monkeypatch.setenv("PERFRULES_LANG", "en")
    return Desk(tmp_path)
