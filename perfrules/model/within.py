"""Paths that stay within a rules folder."""

import re
from pathlib import Path

_HAN = "㐀-䶿一-鿿\U00020000-\U0003ffff"
_PART = rf"[A-Za-z0-9_{_HAN}][A-Za-z0-9_.\-{_HAN}]*"
_PLAIN = re.compile(rf"{_PART}(/{_PART})*")


def is_plain_path(text: str) -> bool:
    """Whether a text is a relative path with nothing in it that could lead elsewhere."""
    return _PLAIN.fullmatch(text) is not None


def resolved_within(path: Path, root: Path) -> Path | None:
    """The path with symbolic links followed, or None when that leads out of the folder."""
    try:
        resolved = path.resolve()
    except (OSError, RuntimeError):  # links that go round: RuntimeError up to Python 3.12
        return None
    return resolved if resolved.is_relative_to(root.resolve()) else None


def from_root(path: Path, root: Path) -> str:
    """A path as a person writes it: from the rules folder on, where it lies inside."""
    folder = root.resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
