"""Where output goes: the terminal, a pipe that may close, or a file that is never half written."""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from perfrules.messages import Lang
from perfrules.model.within import followed
from perfrules.problem import Problem, Refused, in_order, printable, width_of

_PAGE = 100


def prepare_streams() -> None:
    """Show what a terminal's encoding cannot write as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def terminal_width() -> int:
    """Columns to fill; a file or a pipe has as many as a page."""
    return shutil.get_terminal_size((_PAGE, 24)).columns if sys.stdout.isatty() else _PAGE


def shows_colour() -> bool:
    """Whether standard output is a terminal whose owner has nothing against colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def say(text: str) -> None:
    """Write to standard output."""
    _write(sys.stdout, text)


def complain_of(problems: Iterable[Problem], lang: Lang) -> None:
    """Write what is wrong to standard error, by place."""
    for problem in in_order(problems):
        _write(sys.stderr, problem.render(lang))


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line on standard error that is written over and goes away; nothing where it is piped."""
    width = 0

    def show(text: str) -> None:
        nonlocal width
        text = printable(text)
        sys.stderr.write(f"\r{text}{' ' * max(0, width - width_of(text))}")
        sys.stderr.flush()
        width = width_of(text)

    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield show
    finally:
        sys.stderr.write(f"\r{' ' * width}\r")
        sys.stderr.flush()


def deliver(document: str | bytes, out: str | None, *, inputs: tuple[str, ...] = ()) -> None:
    """Write a document to standard output, or to the file `out` whole or not at all.

    Bytes, which no terminal shows, go to a file only.

    Raises Refused when it cannot be written, or when `out` is one of the inputs.
    """
    if isinstance(document, str):
        if out is None:
            say(document)
            return
        document = (document.rstrip("\n") + "\n").encode()
    assert out is not None, "bytes have a file"
    target = Path(out)
    try:
        if any(target.exists() and target.samefile(path) for path in inputs):
            raise Refused(Problem("E612", None, {"file": out}))
        _replace(target, document)
    except (OSError, ValueError) as error:
        raise cannot_write(out, error) from None


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text.rstrip("\n") + "\n")
        stream.flush()
    except BrokenPipeError:
        # The reader has had enough (`| head`); the command goes on and its exit code counts.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise cannot_write(stream.name, error) from None


def _replace(target: Path, content: bytes) -> None:
    """Put a whole file in place of another; a link stays a link, a device is written to."""
    target = followed(target)
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def cannot_write(file: str, error: OSError | ValueError) -> Refused:
    """What to raise where a file or folder cannot be written."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Refused(Problem("E611", None, {"file": printable(file), "reason": reason}))
