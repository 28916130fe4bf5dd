"""What is told of a department as numbered inputs of a program of whole numbers."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from attrs import Factory, frozen

from perfrules.model.declared import FactRule, Indicator
from perfrules.model.stretches import Stretch
from perfrules.model.ways import Judged
from perfrules.readings.spans import Span

Where = Literal["facts", "judgements", "rank", "count", "absent"]
"""In which of what is told it stands; `absent` is whether it is not there."""
Kind = Literal["number", "yes/no", "text", "date"]


@frozen(eq=False, repr=False)
class Told:
    """One input."""

    where: Where
    key: str
    """The fact, or the indicator."""
    kind: Kind
    unit: Fraction
    """What one of the whole number is, in base units."""
    places: int
    """Decimal places of the number as told, in its declared unit."""
    within: Span
    """What the whole number may be."""
    step: int = 1
    """Only multiples of it may be told."""
    only: int | None = None
    """The one number that may be told without a reason."""
    alone: bool = True
    """Whether a plain value is enough, without a unit or what else a judgement must say."""
    choice: tuple[str, ...] = ()
    """What a text may be; empty for any."""

    @property
    def name(self) -> str:
        """What `missing` calls it, and the number of its places."""
        return f"judgement:{self.key}" if self.where == "judgements" else self.key


def fact_told(rule: FactRule, places: int, largest: int) -> Told:
    """A fact as an input."""
    if rule.kind != "number":
        within = Span(1, 3652059) if rule.kind == "date" else Span()  # to 9999-12-31
        return Told("facts", rule.name, rule.kind, Fraction(1), 0, within, choice=rule.choice)
    factor = Fraction(1) if rule.bare == "fraction" else rule.unit.factor
    unit = factor / 10**places
    within = _within(rule.limits, unit, largest)
    alone = rule.bare is not None or not rule.unit.is_percent
    return Told("facts", rule.name, "number", unit, places, within, alone=alone)


def judgement_told(leaf: Indicator, way: Judged, places: int, largest: int) -> Told:
    """A judgement as an input."""
    unit = Fraction(1, 10**places)
    limits = Stretch(leaf.lowest, leaf.highest, low_closed=True, high_closed=True)
    step, only, alone = 1, None, not way.raters and not way.overlap
    if way.step is not None and not way.raters:
        step = (way.step / unit).numerator
    if leaf.needs_reason:
        points = leaf.points / unit
        only, alone = points.numerator, alone and points.denominator == 1
    within = _within(limits, unit, largest)
    return Told("judgements", leaf.key, "number", unit, places, within, step, only, alone)


def _within(limits: Stretch | None, unit: Fraction, largest: int) -> Span:
    low, high = -largest, largest
    if limits is not None and limits.low is not None:
        end = limits.low / unit
        low = max(low, ceil(end) + (not limits.low_closed and end.denominator == 1))
    if limits is not None and limits.high is not None:
        end = limits.high / unit
        high = min(high, floor(end) - (not limits.high_closed and end.denominator == 1))
    return Span(low, high)


@frozen(eq=False, repr=False)
class Inputs:
    """The inputs of one program, each once; they are numbered in the order of use."""

    largest: int
    places: Mapping[str, int]
    """By the name of a fact or judgement; the others have two."""
    told: list[Told] = Factory(list)
    spans: list[Span] = Factory(list)
    _numbers: dict[tuple[Where, str], int] = Factory(dict)

    def number_of(self, told: Told) -> int:
        """The number of an input."""
        key = (told.where, told.key)
        if key not in self._numbers:
            self._numbers[key] = len(self.told)
            self.told.append(told)
            self.spans.append(told.within)
        return self._numbers[key]

    def places_of(self, key: str) -> int:
        """How many decimal places a number may have."""
        return self.places.get(key, 2)
