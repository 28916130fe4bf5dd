"""The words that rule files choose from, and the small values that many rules share."""

from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import frozen

Status = Literal["official", "inferred", "unverified", "assumed"]
"""The standing of a rule: read in its source, following from published figures, known but
not read, or nobody's but ours."""

STATUSES: tuple[Status, ...] = ("official", "inferred", "unverified", "assumed")


FactKind = Literal["number", "yes/no", "date", "text"]
FACT_KINDS: tuple[FactKind, ...] = ("number", "yes/no", "date", "text")

Bare = Literal["percent", "fraction"]
"""How a bare number for a percentage is read: 93.77 or 0.9377."""
BARES: tuple[Bare, ...] = ("percent", "fraction")

Better = Literal["higher", "lower"]
BETTERS: tuple[Better, ...] = ("higher", "lower")

Role = Literal["indicator", "bonus", "penalty"]
"""In the tree, or above it."""

GradeOn = Literal["printed", "exact"]
GRADE_ONS: tuple[GradeOn, ...] = ("printed", "exact")

Mode = Literal["half-up", "half-even", "down", "up"]
MODES: tuple[Mode, ...] = ("half-up", "half-even", "down", "up")


@frozen
class Rounding:
    """To the nearest multiple of `to`; half-up is away from zero, up and down too (toward it)."""

    to: Fraction
    mode: Mode


@frozen
class Show:
    """How a number is printed: digits after the point, as a percentage or not."""

    decimals: int
    percent: bool


@frozen
class Span:
    """Days from first to last, both included; None is without end."""

    first: date | None
    last: date | None

    def contains(self, other: "Span") -> bool:
        """Whether the other span lies wholly within this one."""
        starts = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return starts and ends

    def overlaps(self, other: "Span") -> bool:
        """Whether some day lies in both."""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def __str__(self) -> str:
        return f"{self.first or '…'} – {self.last or '…'}"


def _ends_before(span: Span, other: Span) -> bool:
    return span.last is not None and other.first is not None and span.last < other.first
