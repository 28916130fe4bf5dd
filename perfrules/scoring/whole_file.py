"""A file that appears under its name only when it is whole, whatever happens on the way."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

from attrs import field, frozen

from perfrules.model.within import followed
from perfrules.problem import Problem, Refused, printable

try:
    import fcntl
except ImportError:  # Windows, which does not let an open file be removed
    fcntl = None  # type: ignore[assignment]


@frozen(eq=False)
class WholeFile:
    """A target that is written beside its place, and put there when it is complete.

    While it is written it is locked, so that a later run can tell a part that somebody is still
    writing from one that a run left which was killed; the latter is removed.
    """

    target: Path
    file: IO[bytes]
    part: Path | None
    """None where the target is a device, which is written to directly."""
    _kept: list[bool] = field(factory=list)

    def keep(self) -> None:
        """Put the file under its name; nothing is left to be written from here on."""
        self.file.flush()
        if self.part is not None:
            os.fsync(self.file.fileno())
            if self.target.exists():
                shutil.copymode(self.target, self.part)
            self.part.replace(self.target)
            _sync(self.target.parent)
        self._kept.append(True)

    def close(self) -> None:
        """Close it; what was not kept is gone."""
        with suppress(OSError):  # a full disk shows again here; it has been told
            self.file.close()
        if self.part is not None and not self._kept:
            self.part.unlink(missing_ok=True)


@contextmanager
def whole_file(path: str | Path) -> Iterator[WholeFile]:
    """A file to be written whole or not at all; E611 when the system refuses."""
    with writing(path):
        target = followed(Path(path))
        if target.exists() and not target.is_file():
            opened = WholeFile(target, target.open("wb"), None)
        else:
            _remove_left_parts(target)
            opened = _locked_part(target)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """What the system says against writing, as E611."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise cannot_write(str(path), error) from error


def cannot_write(file: str, error: OSError | ValueError) -> Refused:
    """What to raise where a file, a folder or a stream cannot be written."""
    number = error.errno if isinstance(error, OSError) else None
    reason = os.strerror(number) if number else str(error)
    return Refused(Problem("E611", None, {"file": printable(file), "reason": reason}))


def _locked_part(target: Path) -> WholeFile:
    """A new part beside the target; another run that tidied up may have taken it for a left one."""
    while True:
        part = target.with_name(f".{target.name}.{token_hex(4)}.part")
        file = part.open("xb")
        if fcntl is not None:
            with suppress(OSError):  # some network drives have no locks
                fcntl.flock(file, fcntl.LOCK_EX)
        if part.exists():
            return WholeFile(target, file, part)
        file.close()


def _remove_left_parts(target: Path) -> None:
    """Remove the parts that runs have left which were killed: nobody holds their lock."""
    if fcntl is None:
        return  # type: ignore[unreachable]  # not on Windows
    for part in target.parent.glob(f".{_escaped(target.name)}.*.part"):
        with suppress(OSError), part.open("rb") as left:
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _sync(folder: Path) -> None:
    """Have the new name on the disk, too, where the system lets a folder be synced."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
