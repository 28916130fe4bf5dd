"""What is asked of a methodology before it is used, and what came of each question."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

from attrs import Factory, frozen

from perfrules.messages import Text
from perfrules.model.above import Accept
from perfrules.model.facts import FactSet, Value
from perfrules.model.methodology import Methodology
from perfrules.problem import Place, Problem
from perfrules.readings.proof_terms import Expr
from perfrules.readings.proof_world import World
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Standing

Kind = Literal[
    "score", "denominator", "target", "gap", "overlap", "row", "direction", "veto", "matters",
    "total", "grade",
]  # fmt: skip
"""A score within its limits; nothing that cannot be computed; a target above zero; no case left
out; no two rows at once; every row can be hit; better is never scored lower; a veto can fire; an
indicator can make a difference; every total has a grade; print and grade agree."""

KINDS: tuple[Kind, ...] = (
    "score", "denominator", "target", "gap", "overlap", "row", "direction", "veto", "matters",
    "total", "grade",
)  # fmt: skip

VERDICTS: tuple["Verdict", ...] = ("proved", "refuted", "undecided")
Verdict = Literal["proved", "refuted", "undecided"]
How = Literal["by construction", "by bounds", "by z3", "by example", "by search"]
"""The rule file itself makes it so; intervals show it; z3 does; facts that were scored show it;
Hypothesis looked for facts."""

Values = Mapping[str, Value]
NO_VALUES: Values = {}


@frozen(eq=False, repr=False)
class Witness:
    """Facts that the engine has scored, and that show what is claimed."""

    facts: FactSet
    result: Result
    changed: Values = Factory(dict)
    """For a direction: the facts that have other values the second time."""
    then: Result | None = None
    """What they came to."""
    standings: Mapping[str, Standing] = Factory(dict)
    """The places among other departments that were taken for it."""


Shown = Callable[[Result, Values], Witness | None]
"""Whether a scored fact set shows it; told the values that z3 gave to what is changed."""


@frozen(eq=False, repr=False)
class Question:
    """Something that can be or cannot be, and which of both is wanted."""

    kind: Kind
    subject: str
    """The node as the file names it; empty for the total."""
    about: Text
    """What of it: a row, a fact; empty where the kind says it all."""
    place: Place | None
    possible: bool
    """Whether it should be possible: that a row is hit; or should not: that a score is too high."""
    condition: Callable[[], Expr]
    """Of z3, in these worlds."""
    worlds: tuple[World, ...]
    shown: Shown
    problem: Callable[[Witness | None], Problem]
    """What is refuted; the witness is None where nothing is possible."""
    by_bounds: bool = False
    """Intervals have shown that it is not possible."""
    settled: Text | None = None
    """Why the rule file itself makes it hold; then nothing is asked."""
    moved: str = ""
    """Of a direction: the fact or measure of which more is better."""
    early: bool = True
    """Whether facts by chance are looked at before anything is proved."""
    row_of: str = ""
    """The table whose row it is about."""
    on: Literal["", "unrounded", "printed"] = ""
    """Which scores it is about, where that matters."""
    why_not: Text | None = None
    """Why it is not put to z3 at all."""


@frozen(eq=False, repr=False)
class Decision:
    """What came of a question."""

    question: Question
    verdict: Verdict
    how: How
    witness: Witness | None = None
    """Of what is possible: against what is refuted, for a row that can be hit."""
    problem: Problem | None = None
    """What is refuted."""
    reason: Text | None = None
    """Why it is undecided."""
    tried: int = 0
    """How many fact sets were looked at in vain."""
    accepted: Accept | None = None


@frozen(eq=False, repr=False)
class Proof:
    """Everything that was asked of one methodology."""

    methodology: Methodology
    decisions: tuple[Decision, ...]
    warnings: tuple[Problem, ...]
    """Acceptances that meet nothing."""
    seconds: Fraction
    """For each question."""

    def of(self, verdict: Verdict, *, accepted: bool = False) -> tuple[Decision, ...]:
        """The decisions with one verdict; those that are accepted, or the others."""
        return tuple(
            each
            for each in self.decisions
            if each.verdict == verdict and (each.accepted is not None) == accepted
        )
