"""For which numbers a workbook's exactness is proved: so many digits before and after the point."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from perfrules.formula.units import Unit
from perfrules.model.declared import FactRule
from perfrules.model.facts import Fact
from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import Doubled, common, decimal
from perfrules.readings.extents import Extent, meet

FEWEST_WHOLE, FEWEST_DECIMALS = 4, 2
WITHOUT_FACT = 6
"""Digits before the point of a number that is not there yet."""


@frozen
class Room:
    """Numbers that a cell may be changed to without its proofs being lost."""

    step: Fraction
    """All are multiples of it, in base units."""
    size: Fraction
    """None is larger, without its sign."""

    @property
    def near(self) -> Doubled:
        """How such a number is read."""
        return decimal(self.step)

    def within(self, declared: Extent) -> Extent:
        """What it may be: as declared, and no larger."""
        if not isinstance(declared, Stretch):
            return declared
        low = self.step if declared.low == 0 and not declared.low_closed else -self.size
        return meet(declared, Stretch(low, self.size, low_closed=True, high_closed=True))

    def joined(self, other: "Room") -> "Room":
        """Room for the numbers of both."""
        return Room(common(self.step, other.step), max(self.size, other.size))


def room_of(unit: Unit, given: Fact | None) -> Room:
    """Room around the number that is given: as many digits as it has, or some more."""
    whole, decimals = WITHOUT_FACT, FEWEST_DECIMALS
    if given is not None and isinstance(given.value, Fraction):
        unit = given.unit
        whole = max(FEWEST_WHOLE, len(str(int(abs(given.value / unit.factor)))))
        decimals = max(FEWEST_DECIMALS, given.decimals)
    step = unit.factor / 10**decimals
    if given is not None and isinstance(given.value, Fraction):
        step = common(step, given.value) if given.value else step
    return Room(step, unit.factor * 10**whole)


def room_of_fact(rule: FactRule, given: Fact | None) -> Room:
    """Of a fact, given or not."""
    return room_of(rule.unit, given)


def room_of_column(unit: Unit, cells: Iterable[Fact | None]) -> Room:
    """Of all cells of a column that are there."""
    rooms = [room_of(unit, cell) for cell in cells if cell is not None]
    found, *others = rooms or [room_of(unit, None)]
    for room in others:
        found = found.joined(room)
    return found
