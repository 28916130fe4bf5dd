"""A bar for work that takes long: how far, how fast, how much time is left."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from attrs import define, field

from perfrules.messages import Lang
from perfrules.messages.frames import PHASES, ROWS_A_SECOND

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SOON = 1
"""Seconds; what is done by then needs no bar."""


@define(eq=False)
class Bar:
    """Shown on standard error once the work has taken a second, and only on a terminal."""

    lang: Lang
    shown: bool
    _began: float = field(factory=monotonic)
    _bar: "Progress | None" = None
    _tasks: dict[str, "TaskID"] = field(factory=dict)

    def told(self, phase: str, done: int, size: int, rows: int) -> None:
        """So much of so much is done; that were so many rows."""
        seconds = monotonic() - self._began
        if not self.shown or seconds < _SOON:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        if phase not in self._tasks:
            for earlier in self._tasks.values():
                self._bar.update(earlier, visible=False)
            said = PHASES[phase].in_(self.lang)
            self._tasks[phase] = self._bar.add_task(said, total=size, rate="")
        rate = ROWS_A_SECOND.in_(self.lang).format(rows=f"{int(rows / seconds):,}") if rows else ""
        self._bar.update(self._tasks[phase], completed=done, total=size, rate=rate, refresh=True)

    def close(self) -> None:
        """Leave the line as it is."""
        if self._bar is not None:
            self._bar.stop()


def _bar() -> "Progress":
    from rich.console import Console  # noqa: PLC0415  # most runs show no bar
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)


@contextmanager
def progress(lang: Lang) -> Iterator[Bar]:
    """A bar for the work of the block."""
    bar = Bar(lang, sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.close()
