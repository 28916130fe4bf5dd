"""What stands above the tree: bonuses, penalties, vetoes, ties, findings, gaps, acceptances."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from attrs import Factory, frozen

from perfrules.formula.tree import Formula, Node
from perfrules.model.declared import Gap, Indicator
from perfrules.model.terms import Show, Status
from perfrules.problem import Place, Problem

Severity = Literal["error", "warning"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning")


@frozen(eq=False, repr=False)
class Veto:
    """What a condition does to the total, to the grade, or to both."""

    name: str
    when: Formula
    says: str
    score: Fraction | None
    """The total is set to it."""
    cap: Fraction | None
    """The total is not above it."""
    grade: str
    """The grade is set to it; empty when it is not."""
    best_grade: str
    """The grade is no better."""
    basis: str
    status: "Status"
    place: Place | None

    @property
    def touches_score(self) -> bool:
        """Whether it acts before the grade is read from the total."""
        return self.score is not None or self.cap is not None


@frozen(eq=False, repr=False)
class Tie:
    """Two sums of facts that must be the same (勾稽)."""

    name: str
    that: Formula
    left: Node
    right: Node
    within: Formula | None
    """How far they may lie apart; None is not at all."""
    allowed: Fraction
    """The same in base units."""
    severity: Severity
    says: str
    place: Place | None


@frozen(eq=False, repr=False)
class Blank:
    """A place in a sentence where a value is put in."""

    formula: Formula
    """A name, or a property of an indicator."""
    show: "Show | None"
    at: Place


@frozen(eq=False, repr=False)
class Sentence:
    """A text with blanks."""

    text: str
    """As the author wrote it."""
    parts: tuple[str | Blank, ...]


@frozen(eq=False, repr=False)
class Finding:
    """A problem of the report, with the advice that belongs to it."""

    name: str
    when: Formula
    problem: Sentence
    advice: Sentence
    basis: str
    status: "Status"
    place: Place | None


@frozen(eq=False, repr=False)
class Accept:
    """The author's word that a checker's problem is known, and why it stays."""

    code: str
    node: str
    reason: str
    place: Place | None


@frozen(eq=False, repr=False)
class Accepted:
    """A problem that was accepted."""

    problem: Problem
    node: str
    reason: str


@frozen(eq=False, repr=False)
class Above:
    """Everything above the tree of one methodology, each table in the order of the file."""

    bonuses: Mapping[str, Indicator] = Factory(dict)
    penalties: Mapping[str, Indicator] = Factory(dict)
    """Scored like leaves; their points and cap are `at_most`."""
    vetoes: Mapping[str, Veto] = Factory(dict)
    ties: Mapping[str, Tie] = Factory(dict)
    findings: Mapping[str, Finding] = Factory(dict)
    gaps: tuple[Gap, ...] = ()
    accepts: tuple[Accept, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def extras(self) -> dict[str, Indicator]:
        """Bonuses and penalties."""
        return {**self.bonuses, **self.penalties}

    @property
    def top_gaps(self) -> tuple[Gap, ...]:
        """The gaps with points at the top level."""
        return tuple(gap for gap in self.gaps if not gap.parent and gap.points)

    @property
    def untied(self) -> frozenset[str]:
        """The nodes ("" is the top) whose points were accepted although they do not tie."""
        codes = ("E315", "E316")
        return frozenset(each.node for each in self.accepted if each.problem.code in codes)
