"""What came of each thing above the tree: extras, limits, vetoes, ties and findings."""

from fractions import Fraction

from attrs import frozen

from perfrules.model.above import Finding, Tie, Veto
from perfrules.model.methodology import Grade
from perfrules.problem import Problem
from perfrules.scoring.tree import Outcome, Scored, State

Ends = tuple[Fraction, Fraction]
"""The least and the most that a total can be; equal when it is known."""


@frozen(eq=False, repr=False)
class Total:
    """A total on its way up from the tree."""

    state: State
    exact: Ends
    printed: Ends
    missing: frozenset[str]
    problems: tuple[Problem, ...]


@frozen(eq=False, repr=False)
class VetoOutcome:
    """Whether a veto holds, and what it did."""

    veto: Veto
    outcome: Outcome
    cost: Fraction | None
    """Points that it alone takes from the printed total; None unless it holds and touches it."""
    decisive: bool
    """Without it the total or the grade would be another."""

    @property
    def holds(self) -> bool | None:
        """None while it is not decided."""
        return _told(self.outcome)


@frozen(eq=False, repr=False)
class TieOutcome:
    """Both sides of a tie, as far as they could be reckoned."""

    tie: Tie
    left: Outcome
    right: Outcome

    @property
    def difference(self) -> Fraction | None:
        """Left − right; None when a side is not known."""
        left, right = self.left.value, self.right.value
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left - right
        return None

    @property
    def holds(self) -> bool | None:
        """None when it was not checked."""
        apart = self.difference
        return None if apart is None else abs(apart) <= self.tie.allowed

    @property
    def missing(self) -> frozenset[str]:
        """The facts for want of which it was not checked."""
        return self.left.missing | self.right.missing

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why a side could not be reckoned."""
        return (*self.left.problems, *self.right.problems)


@frozen(eq=False, repr=False)
class FindingOutcome:
    """A finding with its sentences filled in, in the language of the rule file."""

    finding: Finding
    outcome: Outcome
    problem: str
    advice: str
    """Both empty unless the finding holds."""

    @property
    def holds(self) -> bool | None:
        """None while it is not decided."""
        return _told(self.outcome)


@frozen(eq=False, repr=False)
class Conclusion:
    """The way from the sum of the tree to total and grade, and what else is to be said."""

    tree: Total
    bonuses: tuple[Scored, ...]
    penalties: tuple[Scored, ...]
    added: Total
    """With bonuses, less penalties."""
    limited: Total
    """Within total_at_most and total_floor."""
    whole: Total
    """The same, printed with the digits of the total."""
    vetoes: tuple[VetoOutcome, ...]
    total: Total
    """After vetoes."""
    grades_before: tuple[Grade, ...]
    """The grades that were possible without any veto."""
    grades: tuple[Grade, ...]
    ties: tuple[TieOutcome, ...]
    findings: tuple[FindingOutcome, ...]

    @property
    def extras(self) -> tuple[Scored, ...]:
        """Bonuses and penalties."""
        return (*self.bonuses, *self.penalties)


def _told(outcome: Outcome) -> bool | None:
    return outcome.value if isinstance(outcome.value, bool) else None
