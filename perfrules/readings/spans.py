"""Between what exact numbers lie, as far as the ranges of what they rest on say it."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

Number = int | Fraction
End = Number | None
"""None is without end."""


@frozen
class Span:
    """From low to high, both included."""

    low: End = None
    high: End = None

    @property
    def only(self) -> End:
        """The one number in it; None where there are several."""
        return self.low if self.low == self.high else None

    @property
    def above_zero(self) -> bool:
        """Whether all of it is."""
        return self.low is not None and self.low > 0

    @property
    def below_zero(self) -> bool:
        """Whether all of it is."""
        return self.high is not None and self.high < 0

    @property
    def not_below_zero(self) -> bool:
        """Whether none of it is."""
        return self.low is not None and self.low >= 0

    def __neg__(self) -> "Span":
        low = None if self.high is None else -self.high
        return Span(low, None if self.low is None else -self.low)

    def __mul__(self, other: "Span") -> "Span":
        if self.below_zero or other.below_zero:
            return -(-self * other) if self.below_zero else -(self * -other)
        if self.not_below_zero and other.not_below_zero:
            return Span(_times(self.low, other.low), _times(self.high, other.high))
        ends = (self.low, self.high, other.low, other.high)
        if None in ends:
            return Span()
        products = [
            one * two
            for one in (self.low, self.high)
            for two in (other.low, other.high)
            if one is not None and two is not None
        ]
        return Span(min(products), max(products))

    def __truediv__(self, other: "Span") -> "Span":
        """Of a divisor that is not zero."""
        if other.below_zero:
            return -self / -other
        if not other.not_below_zero:
            return Span()
        low = 0 if other.high is None else Fraction(1, other.high) if other.high else None
        return self * Span(low, Fraction(1, other.low) if other.low else None)

    def meets(self, other: "Span") -> "Span":
        """The shortest span that holds both."""
        return Span(lowest((self.low, other.low)), highest((self.high, other.high)))

    def holds(self, other: "Span") -> bool:
        """Whether the other lies within it."""
        low = self.low is None or (other.low is not None and self.low <= other.low)
        return low and (self.high is None or (other.high is not None and other.high <= self.high))

    def outward(self) -> "Span":
        """A somewhat wider one, with ends of four bits and zeros; above zero where it is."""
        low = None if self.low is None else -_up(-self.low)
        return Span(low, None if self.high is None else _up(self.high))

    def least(self, other: "Span") -> "Span":
        """Of the smaller of two numbers."""
        ends = [each for each in (self.high, other.high) if each is not None]
        return Span(lowest((self.low, other.low)), min(ends, default=None))

    def most(self, other: "Span") -> "Span":
        """Of the larger of two numbers."""
        return -(-self).least(-other)


def added(spans: Iterable[Span]) -> Span:
    """Of a sum."""
    low: End = 0
    high: End = 0
    for span in spans:
        low = None if low is None or span.low is None else low + span.low
        high = None if high is None or span.high is None else high + span.high
    return Span(low, high)


def lowest(ends: Iterable[End]) -> End:
    """The lowest of several low ends."""
    found = list(ends)
    return None if None in found else min(each for each in found if each is not None)


def highest(ends: Iterable[End]) -> End:
    """The highest of several high ends."""
    found = list(ends)
    return None if None in found else max(each for each in found if each is not None)


def _times(one: End, other: End) -> End:
    return None if one is None or other is None else one * other


def _up(end: Number) -> int:
    step = 1 << max(0, abs(int(end)).bit_length() - 4)
    return int(-(-end // step) * step)
