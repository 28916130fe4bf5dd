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


@frozen(eq=False, repr=False)
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


@frozen(eq=False, repr=False)
class Score:
    """`score = "formula"`."""

    formula: Formula


@frozen(eq=False, repr=False)
class Case:
    """A row of `cases`; without `when` it holds whenever no row above it did."""

    when: Formula | None
    score: Formula
    says: str


@frozen(eq=False, repr=False)
class Cases:
    """Decision rows: the first that holds, or the only one."""

    rows: tuple[Case, ...]
    hit: Hit


@frozen(eq=False, repr=False)
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


@frozen(eq=False, repr=False)
class Bands:
    """The row in which a value lies."""

    of: Formula
    rows: tuple[Band, ...]


@frozen(eq=False, repr=False)
class Over:
    """What over-achievement does: above this completion, `score` is read instead of full points."""

    above: Formula
    score: Formula


@frozen(eq=False, repr=False)
class Ratio:
    """Target met: full points; missed: in proportion."""

    actual: Formula
    target: Formula
    sign: Literal[">=", "<=", "="]
    over: Over | None


@frozen(eq=False, repr=False)
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


@frozen(eq=False, repr=False)
class Adjust:
    """`deduct` from full points, `add` upward from `base`, or both."""

    base: Formula | None
    """None is full points when only `deduct` is there, and 0 when `add` is."""
    added: tuple[Item, ...]
    deducted: tuple[Item, ...]


@frozen(eq=False, repr=False)
class Check:
    """An item of a checklist: met when any of its yes/no facts is yes."""

    any_of: tuple[str, ...]
    points: Fraction


@frozen(eq=False, repr=False)
class Checklist:
    """Items that add up to the points."""

    items: tuple[Check, ...]


@frozen(eq=False, repr=False)
class Tier:
    """A named interval of scores (or of shares of the points) in which a judgement must lie."""

    name: str
    within: Interval
    share: bool


@frozen
class Rater:
    """One of several who score, and which part of the score is theirs."""

    name: str
    weight: Fraction


@frozen(eq=False, repr=False)
class Judged:
    """A score that a person gives."""

    tiers: tuple[Tier, ...]
    step: Fraction | None
    """Only multiples of it are given; None is any number."""
    overlap: bool
    """Tiers may overlap: the file says `overlap = "recorded"`, and the judgement names its tier."""
    raters: tuple[Rater, ...] = ()
    """Several who score, each from 0 to the points; their weights make up 1."""


Remainder = Literal["last", "first", "spread", "keep"]
"""The last or the first part takes the difference; it goes round in steps; or nobody takes it."""
REMAINDERS: tuple[Remainder, ...] = ("last", "first", "spread", "keep")


@frozen
class Split:
    """Points in equal parts, each a multiple of `to`."""

    to: Fraction
    remainder: Remainder


@frozen(eq=False, repr=False)
class Rows:
    """The leaf is the sum of the rows of a table, each scored as the table says."""

    table: str
    where: Formula | None
    """Which rows; all when there is none."""
    split: Split | None
    """The rows share the points of the leaf equally, instead of having their own."""


Ties = Literal["same", "average"]
"""Equals all take the best of their places, or the mean of them."""
TIES: tuple[Ties, ...] = ("same", "average")


@frozen(eq=False, repr=False)
class Rank:
    """Points by the place among all departments that are scored together."""

    of: Formula
    """What is compared."""
    better: Literal["higher", "lower"]
    ties: Ties
    by: Score | Bands
    """A formula of 名次 and 总数, or rows of places."""


Way = Score | Cases | Bands | Ratio | Adjust | Checklist | Judged | Rows | Rank
