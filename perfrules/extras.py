"""Libraries that only some commands need: where one is missing, one line says how to get it."""

from collections.abc import Iterator
from contextlib import contextmanager

from perfrules.problem import Problem, Refused


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Import inside this block what `perfrules[extra]` installs.

    Raises Refused (E608) with the command that installs it.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        fields = {"library": missing.name or "", "extra": extra}
        raise Refused(Problem("E608", None, fields)) from None
