"""The ways in which a leaf is scored, each as its author wrote it."""

from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.formula.tree import Formula, Span

Steps = Literal["linear", "whole", "started"]
"""A part of a step counts in proportion, not at all, or like a whole one."""
STEPS: tuple[Steps, ...] = ("linear", "whole", "started")

Hit = Literal["first", "only"]
"""Which of the rows that hold is taken."""
HITS: tuple[Hit, ...] = ("first", "only")


@frozen(eq=False)
class Interval:
    """From low to high; None is without end. A single value has equal, closed ends."""

    low: Formula | None
    high: Formula | None
    low_closed: bool
    high_closed: bool
    at: Span
    """The text as written, such as `[80%, 90%)` or `> 0`."""

    @property
    def single(self) -> bool:
        """Whether it is one value."""
        return (
            self.low is not None and self.high is not None and self.low.source is self.high.source
        )


@frozen(eq=False)
class Score:
    """`score = "formula"`."""

    formula: Formula


@frozen(eq=False)
class Case:
    """A row of `cases`; without `when` it holds whenever no row above it did."""

    when: Formula | None
    score: Formula
    says: str


@frozen(eq=False)
class Cases:
    """Decision rows: the first that holds, or the only one."""

    rows: tuple[Case, ...]
    hit: Hit


@frozen(eq=False)
class Band:
    """A row of `bands`: a share of the points, a score, a line from start to end, or open."""

    inside: Interval
    share: Formula | None
    score: Formula | None
    start: Formula | None
    end: Formula | None
    open: str
    """Why the policy leaves this stretch without a score; empty for a row that has one."""
    says: str


@frozen(eq=False)
class Bands:
    """The row in which a value lies."""

    of: Formula
    rows: tuple[Band, ...]


@frozen(eq=False)
class Over:
    """What over-achievement does: above this completion, `score` is read instead of full points."""

    above: Formula
    score: Formula


@frozen(eq=False)
class Ratio:
    """Target met: full points; missed: in proportion."""

    actual: Formula
    target: Formula
    sign: Literal[">=", "<=", "="]
    over: Over | None


@frozen(eq=False)
class Item:
    """Points for each step of a count or an excess, or once when a condition holds."""

    amount: Formula | None
    each: Formula | None
    when: Formula | None
    points: Formula
    steps: Steps | None
    at_most: Formula | None
    unless: Formula | None
    says: str


@frozen(eq=False)
class Adjust:
    """`deduct` from full points, `add` upward from `base`, or both."""

    base: Formula | None
    """None is full points when only `deduct` is there, and 0 when `add` is."""
    added: tuple[Item, ...]
    deducted: tuple[Item, ...]


@frozen(eq=False)
class Check:
    """An item of a checklist: met when any of its yes/no facts is yes."""

    any_of: tuple[str, ...]
    points: Fraction


@frozen(eq=False)
class Checklist:
    """Items that add up to the points."""

    items: tuple[Check, ...]


@frozen(eq=False)
class Tier:
    """A named interval of scores (or of shares of the points) in which a judgement must lie."""

    name: str
    within: Interval
    share: bool


@frozen(eq=False)
class Judged:
    """A score that a person gives."""

    tiers: tuple[Tier, ...]
    step: Fraction | None
    """Only multiples of it are given; None is any number."""
    overlap: bool
    """Tiers may overlap: the file says `overlap = "recorded"`, and the judgement names its tier."""


Way = Score | Cases | Bands | Ratio | Adjust | Checklist | Judged
