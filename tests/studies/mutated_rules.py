"""A small rule file with something of every kind that can be changed, and reached."""

from pathlib import Path

from perfrules.studies.mutants import mutants_of
from perfrules.studies.versions import methodology_of

HEAD = """\
format = 1
[methodology]
id            = "test/mutated"
version       = "1"
title         = "试"
points        = {points}
in_force      = {{ from = 2022-01-01, to = 2022-12-31 }}
rounding      = {{ to = 0.01, mode = "half-up" }}
basis         = "b"
status        = "assumed"
{more}
"""


def written(folder: Path, body: str, points: int = 10, more: str = "") -> Path:
    """The rule file in a folder of its own."""
    path = folder / "rules.toml"
    path.write_text(HEAD.format(points=points, more=more) + body, "utf-8")
    return path


def names_of(folder: Path, body: str, points: int = 10, more: str = "") -> list[str]:
    """The mutants by name, those of the head left out."""
    found = mutants_of(methodology_of(written(folder, body, points, more)))
    return [each.node for each in found if not each.node.startswith("methodology.rounding")]
