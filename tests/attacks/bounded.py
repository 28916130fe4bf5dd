"""A command line in a process of its own, with bounds on memory and time, and what it used."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Timer
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
MOST_MEMORY = 256 * 1024 * 1024
MOST_SECONDS = 1
"""Of processor time: a clock on the wall would measure the other tests as well."""
_HANGS = 30


class Ran(NamedTuple):
    """How a process ended, and its seconds of processor time."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def said(self) -> str:
        """Both outputs, errors first."""
        return self.err + self.out


def run_bounded(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Ran:
    """Run `perfrules` with at most 256 MiB of addresses; a process that hangs is killed.

    What a process has used at the most cannot be asked of it: the system counts what the tests
    had in memory when it was forked. What wants more than the bound gets none, and says so.
    """
    out, err = folder / "stdout", folder / "stderr"
    here = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PERFRULES_LANG": "zh",
        "LC_ALL": "C.UTF-8",
    }
    with out.open("wb") as to_out, err.open("wb") as to_err:
        process = subprocess.Popen(
            [sys.executable, "-m", "perfrules", *arguments],
            cwd=folder,
            env=here | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=to_out,
            stderr=to_err,
            preexec_fn=_bound,  # noqa: PLW1509  # no thread is left of the last run
        )
        timer = Timer(_HANGS, process.kill)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(
        process.returncode,
        out.read_text("utf-8"),
        err.read_text("utf-8"),
        used.ru_utime + used.ru_stime,
    )


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
