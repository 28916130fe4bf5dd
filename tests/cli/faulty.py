"""Runs `perfrules` in a process to which something happens: `python faulty.py FAULT ARGUMENTS…`.

The faults are real: limits, signals and rights of the system. Where they strike is chosen by
Python's audit events, so that they strike at the same place each time.
"""

import ctypes
import os
import resource
import runpy
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

_FEW_BYTES = 20
_CAN_WRITE_ANYTHING = 0b1111
"""The capabilities by which root may write where nobody may: chown, and the three about files."""


def full_disk() -> None:
    """A file takes twenty bytes; the next one is refused."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FEW_BYTES, _FEW_BYTES))


def dies_while_it_writes() -> None:
    """A file takes twenty bytes; at the next one the system ends the process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    full_disk()


def killed_at_the_last_moment() -> None:
    """When the file is complete, and not yet under its name."""
    _at("os.rename", "", signal.SIGKILL)


def interrupted_at_once() -> None:
    """While modules are being imported."""
    _at("import", "perfrules.messages", signal.SIGINT)


def interrupted_while_it_reads() -> None:
    """When the first rule file or fact file is opened."""
    _at("open", ".toml", signal.SIGINT)


def interrupted_while_it_writes() -> None:
    """When the file is complete, and not yet under its name."""
    _at("os.rename", "", signal.SIGINT)


def without_privileges() -> None:
    """Root obeys the rights of folders, too."""
    if os.geteuid() == 0:
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, this process
        sets = (ctypes.c_uint32 * 6)()
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.capget(header, sets) == 0
        for number in range(2):  # effective and permitted
            sets[number] &= ~_CAN_WRITE_ANYTHING
        assert libc.capset(header, sets) == 0


def _at(event: str, said: str, number: int) -> None:
    """Send a signal at the first event of a kind whose first argument says something."""
    done: list[str] = []

    def look(name: str, arguments: tuple[object, ...]) -> None:
        if name == event and said in str(arguments[0]) and not done:
            done.append(name)
            os.kill(os.getpid(), number)

    sys.addaudithook(look)


FAULTS: Mapping[str, Callable[[], None]] = {
    each.__name__: each
    for each in (
        full_disk,
        dies_while_it_writes,
        killed_at_the_last_moment,
        interrupted_at_once,
        interrupted_while_it_reads,
        interrupted_while_it_writes,
        without_privileges,
    )
}

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])
    sys.argv = ["perfrules", *sys.argv[2:]] if (fault := sys.argv[1]) else []
    FAULTS[fault]()
    runpy.run_module("perfrules", run_name="__main__", alter_sys=True)
