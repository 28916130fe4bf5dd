"""What is printed of one department, kept as whole numbers until somebody asks."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from perfrules.problem import Problem
from perfrules.scoring.tree import State


class Scores(NamedTuple):
    """What is printed of one department."""

    state: State
    digits: Sequence[int | None]
    """Of each node, and of the total; None where it is open or refused."""
    names: tuple[str, ...]
    """The keys of the nodes: indicators, bonuses and penalties."""
    units: Sequence[Fraction]
    """What one of the digits is."""
    grade: str | None
    missing: frozenset[str] = frozenset()
    """Facts, `judgement:KEY`, `picked:KEY`, `table:NAME` that an open total waits for."""
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> Fraction | None:
        """The printed total."""
        return _printed(self.digits[-1], self.units[-1])

    @property
    def nodes(self) -> dict[str, Fraction | None]:
        """The printed score of each node."""
        found = zip(self.names, self.digits, self.units, strict=False)
        return {name: _printed(digits, unit) for name, digits, unit in found}


def _printed(digits: int | None, unit: Fraction) -> Fraction | None:
    return None if digits is None else digits * unit
