"""The tree of scores: what every node came to, and how."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.model.declared import Indicator, Measure
from perfrules.model.facts import Judged, TableRow, Value
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.problem import Problem
from perfrules.readings.number import Evaluation

NOTHING, WHOLE = Fraction(0), Fraction(1)
"""The points that most nodes drop, and the factor that most have: these very objects, which are
told apart at once."""

State = Literal["done", "open", "refused"]
"""Computed; waiting for a fact or judgement; or not computable (a zero denominator)."""

Out = Literal["", "not_applicable", "not_picked"]
"""Why a node is not scored; empty when it is."""

Cause = Literal[
    "performance",
    "step",
    "published",
    "reviewer",
    "reconstructed",
    "floor",
    "not_applicable",
    "untied",
    "bonus",
    "penalty",
    "veto",
    "rounding",
]
"""Why points were lost: a rule in proportion, a step or band, a judgement by its origin, a cap
or floor, a node that does not apply, or rounding."""


@frozen(eq=False, repr=False)
class Outcome:
    """What one formula came to."""

    state: State
    value: Value | None
    """None unless the state is done."""
    evaluation: Evaluation
    """Each step that was reached, also when the end was not."""
    missing: frozenset[str]
    """Names of facts, `judgement:KEY` of judgements, `table:NAME` of tables and
    `table:NAME/ROW/COLUMN` of the cells of their rows, that an open outcome waits for."""
    problems: tuple[Problem, ...]


@frozen(eq=False, repr=False)
class Measured:
    """A measure with its outcome."""

    measure: Measure
    outcome: Outcome


@frozen
class Standing:
    """A place among all departments that are scored together."""

    rank: Fraction
    """From 1; a half between two equals that take the mean of their places."""
    ranked: int
    everybody: int
    """With those that could not be ranked."""


@frozen(eq=False, repr=False)
class Scored:
    """An indicator with its score; a parent has children and no outcome of its own."""

    indicator: Indicator
    state: State
    exact: Fraction | None
    printed: Fraction | None
    low: Fraction
    high: Fraction
    """The interval in which the printed score must lie; equal to it when done."""
    value: Outcome | None
    """Of the leaf's `value` (指标值)."""
    outcome: Outcome | None
    judgement: Judged | None
    missing: frozenset[str]
    problems: tuple[Problem, ...]
    children: tuple["Scored", ...]
    row: TableRow | None = None
    """The row of a table that this leaf is."""
    out: Out = ""
    applies: Outcome | None = None
    """Of its `applies`; None when it says none."""
    dropped: Fraction = NOTHING
    """Of the points that the file says, those that count for nothing here."""
    factor: Fraction = WHOLE
    """By how much it was rescaled; the formulas in it reckon with the points of the file."""
    ends: tuple[Fraction, Fraction] | None = None
    """Between what the exact score must lie, where its limits do not say it."""
    ranked: Outcome | None = None
    """Of what it is ranked by."""
    standing: Standing | None = None
    """Its place; None outside a population."""

    @property
    def address(self) -> str:
        """Stable name of the node in every output."""
        return self.indicator.address

    @property
    def points(self) -> Fraction:
        """The points that it has here: none where dropped or not picked; exact if rescaled."""
        if self.factor is WHOLE and self.dropped is NOTHING:
            return self.indicator.points
        return (self.indicator.points - self.dropped) * self.factor

    def rescaled(self, score: Fraction) -> Fraction:
        """A score in the points of the file, in those that the node has here."""
        return score if self.factor is WHOLE else score * self.factor

    @property
    def rate(self) -> Fraction | None:
        """得分率: exact score ÷ points."""
        if self.exact is None or not self.points:
            return None
        return self.exact / self.points

    @property
    def cut(self) -> Fraction:
        """What a stated cap or floor added to the leaf's reckoned score; 0 when it took nothing."""
        reckoned = None if self.outcome is None else self.outcome.value
        if self.exact is None or not isinstance(reckoned, Fraction):
            return Fraction(0)
        return self.exact - self.rescaled(reckoned)

    @property
    def apart(self) -> Fraction:
        """How far the sum of the printed scores lies above the exact score, rounded."""
        return apart(self.printed, self.exact, self.indicator.rounding)

    def walk(self) -> Iterator["Scored"]:
        """The node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen(eq=False, repr=False)
class Loss:
    """Points lost at one node by one cause; negative when rounding gave something back."""

    cause: Cause
    indicator: str
    points: Fraction


def apart(printed: Fraction | None, exact: Fraction | None, rounding: Rounding) -> Fraction:
    """How far a sum of printed scores lies above the exact sum, rounded; 0 where either is open."""
    if printed is None or exact is None:
        return Fraction(0)
    return printed - rounded(exact, rounding)
