"""Stretches of numbers side by side: where they leave a gap, where they overlap."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Negate, Node, Number
from perfrules.messages import Text
from perfrules.model.ways import Interval


@frozen
class Stretch:
    """Numbers from low to high; None is without end."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool
    high_closed: bool
    name: str = ""

    def text(self, *, percent: bool = False) -> str:
        """As an interval."""

        def end(number: Fraction) -> str:
            return f"{exact_text(number * 100)}%" if percent else exact_text(number)

        if self.low is not None and self.low == self.high:
            return end(self.low)
        low = "-∞" if self.low is None else end(self.low)
        high = "∞" if self.high is None else end(self.high)
        return f"{'[' if self.low_closed else '('}{low}, {high}{']' if self.high_closed else ')'}"

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (
            self.low == self.high and not (self.low_closed and self.high_closed)
        )

    def holds(self, number: Fraction) -> bool:
        """Whether a number lies in it."""
        low, high = self.low, self.high
        above = low is None or number > low or (self.low_closed and number == low)
        below = high is None or number < high or (self.high_closed and number == high)
        return above and below

    def holds_multiple(self, step: Fraction) -> bool:
        """Whether a multiple of step lies in it."""
        if self.low is None or self.high is None:
            return True
        first = -(-self.low // step) * step
        if first == self.low and not self.low_closed:
            first += step
        return first < self.high or (first == self.high and self.high_closed)


def gaps(
    stretches: Iterable[Stretch], whole: Stretch, step: Fraction | None = None
) -> list[Stretch]:
    """The parts of `whole` that no stretch covers (with a step: that hold a multiple of it)."""
    found: list[Stretch] = []
    low, low_closed, endless = whole.low, whole.low_closed, False
    for stretch in sorted(stretches, key=_by_low):
        if stretch.empty:
            continue
        if stretch.low is not None:
            before = Stretch(low, stretch.low, low_closed, not stretch.low_closed)
            if low is None or not before.empty:
                found.append(before)
        if stretch.high is None:
            endless = True
            break
        if low is None or (stretch.high, stretch.high_closed) >= (low, not low_closed):
            low, low_closed = stretch.high, not stretch.high_closed
    last = Stretch(low, whole.high, low_closed, whole.high_closed)
    if not endless and (low is None or whole.high is None or not last.empty):
        found.append(last)
    within = (_clipped(gap, whole) for gap in found)
    return [g for g in within if not g.empty and (step is None or g.holds_multiple(step))]


def overlaps(stretches: Iterable[Stretch]) -> list[tuple[Stretch, Stretch, Stretch]]:
    """Pairs that share numbers, and what they share: together all that is covered twice."""
    ordered = sorted((s for s in stretches if not s.empty), key=_by_low)
    found: list[tuple[Stretch, Stretch, Stretch]] = []
    farthest = ordered[0] if ordered else None
    for stretch in ordered[1:]:
        assert farthest is not None
        shared = _clipped(stretch, farthest)
        if not shared.empty:
            found.append((farthest, stretch, shared))
        farthest = max(farthest, stretch, key=_by_high)
    return found


def listed(stretches: Iterable[Stretch], *, percent: bool = False) -> Text:
    """Several stretches in one line."""
    texts = [stretch.text(percent=percent) for stretch in stretches]
    return Text("、".join(texts), ", ".join(texts))


def _by_low(stretch: Stretch) -> tuple[bool, Fraction, bool]:
    return (stretch.low is not None, stretch.low or Fraction(0), not stretch.low_closed)


def _by_high(stretch: Stretch) -> tuple[bool, Fraction, bool]:
    return (stretch.high is None, stretch.high or Fraction(0), stretch.high_closed)


def _clipped(stretch: Stretch, whole: Stretch) -> Stretch:
    low, low_closed = stretch.low, stretch.low_closed
    if whole.low is not None and (low is None or low <= whole.low):
        low_closed = whole.low_closed and (low != whole.low or low_closed)
        low = whole.low
    high, high_closed = stretch.high, stretch.high_closed
    if whole.high is not None and (high is None or high >= whole.high):
        high_closed = whole.high_closed and (high != whole.high or high_closed)
        high = whole.high
    return Stretch(low, high, low_closed, high_closed)


def constant_stretch(
    interval: Interval, name: str = "", bare: Fraction = Fraction(1)
) -> Stretch | None:
    """The stretch of an interval whose ends are constants, else None.

    `bare` is what one of a bare number is in base units.
    """
    ends: list[Fraction | None] = []
    for end in (interval.low, interval.high):
        value = None if end is None else constant(end.tree, bare)
        if end is not None and value is None:
            return None
        ends.append(value)
    return Stretch(ends[0], ends[1], interval.low_closed, interval.high_closed, name)


def constant(node: Node, bare: Fraction = Fraction(1)) -> Fraction | None:
    """The value of a written number, perhaps with a minus; None for anything else."""
    match node:
        case Number(value, unit):
            return value if unit is not None else value * bare
        case Negate(operand):
            positive = constant(operand, bare)
            return None if positive is None else -positive
        case _:
            return None
