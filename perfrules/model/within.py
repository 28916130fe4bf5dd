"""Paths that stay within a rules folder."""

import os
from pathlib import Path

from perfrules.formula.notation import stray

# A file system takes a name of 255 bytes, three for a Chinese character, and a path of 4096.
LONGEST_PART = 85
LONGEST = 1000


def is_plain_path(text: str) -> bool:
    """Whether a text is a relative path, of a usual length, that can lead nowhere else."""
    return len(text) <= LONGEST and all(
        0 < len(part) <= LONGEST_PART
        and part[0] not in ".-"
        and stray(part.replace(".", "_").replace("-", "_")) is None
        for part in text.split("/")
    )


def followed(path: Path) -> Path:
    """The whole path, links followed as far as they lead; links that go round lead nowhere."""
    try:
        return Path(os.path.realpath(path))
    except OSError:  # the working folder is gone
        return path


def resolved_within(path: Path, root: Path) -> Path | None:
    """The path with symbolic links followed, or None when that leads out of the folder."""
    resolved = followed(path)
    return resolved if resolved.is_relative_to(followed(root)) else None


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; also a name that no file system takes is none."""
    return os.path.isdir(path)  # noqa: PTH112  # Path.is_dir raises for a name that is too long


def files_below(folder: Path, *suffixes: str) -> list[Path]:
    """The files in a folder and in the folders below it whose names end in one of some ways.

    What may not be entered, and what goes away meanwhile, is left out.
    """
    found = (Path(at, name) for at, _, names in os.walk(folder) for name in names)
    return sorted(path for path in found if path.suffix.lower() in suffixes)


def from_root(path: Path, root: Path) -> str:
    """A path as a person writes it: from the rules folder on, where it lies inside."""
    folder = followed(root)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
