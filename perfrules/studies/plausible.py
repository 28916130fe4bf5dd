"""What numbers a fact may plausibly have: its last digit, its size, its ends."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from random import Random

from attrs import frozen

from perfrules.formula.digits import decimals_of
from perfrules.formula.units import POINTS, Unit
from perfrules.model.declared import FactRule
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.model.stretches import Stretch
from perfrules.problem import Refused
from perfrules.studies.example_tables import examples_of

_MEASURED = frozenset({
    "公里", "千米", "米", "平方米", "平方公里", "立方米", "公顷", "亩", "吨", "千克", "公斤", "克",
    "升", "度", "千瓦时", "千瓦", "小时", "℃", "㎡", "m²", "km", "m", "t", "kg", "L", "kWh", "h",
})  # fmt: skip
"""Units that are measured; what has another word is counted, in whole numbers."""

_ENDLESS = Stretch(None, None, low_closed=False, high_closed=False)
_SHARES = tuple(Fraction(n, 100) for n in (100, 50, 90, 75, 80, 110, 200, 10, 95, 60, 125, 1))


@frozen
class Scale:
    """The numbers that a fact may plausibly have, in base units."""

    step: Fraction
    """One unit of the last digit."""
    limits: Stretch
    """Within the declared range; not below zero where nothing says that it may be."""
    size: Fraction
    """What it is about."""

    def near(self, value: Fraction) -> tuple[Fraction, ...]:
        """The value where it has few enough digits, else the numbers next to it; within limits."""
        below = value // self.step * self.step
        both = (value,) if below == value else (below, below + self.step)
        return tuple(each for each in both if self.limits.holds(each))

    def around(self, value: Fraction) -> tuple[Fraction, ...]:
        """The same, and one unit of the last digit to each side."""
        near = (value, *self.near(value))
        both = (each + side for each in near for side in (Fraction(0), -self.step, self.step))
        return tuple(dict.fromkeys(x for each in both for x in self.near(each)))

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The ends of the range and zero, each with the next number beyond an open one."""
        low, high = self.limits.low, self.limits.high
        zero = Fraction(0)
        asked = (end for end in (zero, low, high) if end is not None)
        return tuple(dict.fromkeys(x for end in asked for x in self.around(end)))

    def drawn(self, random: Random) -> Fraction:
        """Any of them; often a round one."""
        low, high = self.limits.low, self.limits.high
        if low is not None and high is not None and high - low <= 4 * self.size:
            value = low + (high - low) * random.randint(0, 100) / 100
        else:
            value = self.size * random.choice(_SHARES)
            if random.randint(0, 3) == 3:
                value = self.size * random.randint(0, 300) / 100
        near = self.near(value) or self.ends
        return near[0] if near else value


def scale_of(rule: FactRule, methodology: Methodology) -> Scale:
    """The scale of a number fact, by its unit, its range, and what the examples give it."""
    given = [
        fact.value
        for facts in sample_facts(methodology)
        if (fact := facts.facts.get(rule.name)) is not None and isinstance(fact.value, Fraction)
    ]
    return scale_for(rule.unit, rule.limits or _ENDLESS, given)


def scale_for(unit: Unit, limits: Stretch, given: Iterable[Fraction] = ()) -> Scale:
    """The scale of numbers in a unit; the given ones are such numbers.

    Without a range, a number is not below zero unless one that is given is.
    """
    known_values = list(given)
    ends = [end for end in (limits.low, limits.high) if end is not None]
    decimals = max([_decimals(unit, known_values), *(_needed(end, unit) for end in ends)])
    may_be_below = any(value < 0 for value in known_values)
    if limits.low is None and not may_be_below and (limits.high is None or limits.high > 0):
        zero = Fraction(0)
        limits = Stretch(zero, limits.high, low_closed=True, high_closed=limits.high_closed)
    step = unit.factor / 10**decimals
    return Scale(step, limits, _size(unit, limits, known_values, step))


def _decimals(unit: Unit, given: list[Fraction]) -> int:
    """How many digits behind the point people give."""
    most = max((_needed(value, unit) for value in given), default=0)
    if unit.has_money or unit.is_percent or unit == POINTS:
        return max(2, most)
    if unit.is_plain:
        return most if given else 2
    counted = len(unit.dims) == 1 and unit.dims[0][0] not in _MEASURED
    return most if counted else max(2, most)


def _needed(value: Fraction, unit: Unit) -> int:
    return min(decimals_of(value / unit.factor) or 0, 6)


def _size(unit: Unit, limits: Stretch, given: list[Fraction], step: Fraction) -> Fraction:
    """About what a number is: as an example says, else what is usual for the unit."""
    sizes = sorted(abs(value) for value in given if value)
    if sizes:
        return sizes[len(sizes) // 2]
    if limits.high is not None and limits.high > 0:
        return limits.high
    if unit.has_money and len(unit.dims) == 1:
        return Fraction(1_000_000)
    if unit.is_percent:
        return Fraction(1)
    beyond = max(limits.low or Fraction(0), Fraction(0))
    return beyond + 10 * max(unit.factor, step)


@lru_cache(maxsize=8)
def sample_facts(methodology: Methodology) -> tuple[FactSet, ...]:
    """The facts of the examples of a rule file, those that can be read, in its order."""
    found: list[FactSet] = []
    try:
        examples = examples_of(methodology)
    except Refused:
        return ()
    for example in examples:
        try:
            found.append(facts_from(example.document, methodology))
        except Refused:
            continue
    return tuple(found)
