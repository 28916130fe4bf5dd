"""What an audit says: each printed figure beside what is computed, and what is remarked on it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from attrs import Factory, frozen

from perfrules.formula.units import Unit
from perfrules.messages import Text
from perfrules.model.published import Published
from perfrules.problem import Problem
from perfrules.scoring.result import Result

Verdict = Literal[
    "ties", "ties on another basis", "differs", "does not close", "cannot be computed"
]
"""Follows; follows from another stated reading; does not follow; a relation between figures that
lies open; neither, for want of facts or because a rule gives nothing."""
VERDICTS: tuple[Verdict, ...] = (
    "ties", "ties on another basis", "differs", "does not close", "cannot be computed",
)  # fmt: skip

Kind = Literal[
    "figure", "value", "score", "rate", "points", "total", "grade",
    "sum of scores", "sum of points", "relation",
]  # fmt: skip
"""What is looked at: a fact or measure, what is printed of a node, of the whole, or a sum."""

BasisKind = Literal[
    "printed inputs", "printed score", "another base", "fewer digits", "unrounded parts",
    "printed parts", "printed total", "half-even", "truncated",
]  # fmt: skip
"""From which other reading a figure follows."""

MistakeKind = Literal[
    "percent for points", "sign left out", "rounded rates", "rate from printed score",
    "unrounded score", "rate not from amounts", "score not from target", "target missed",
    "no reason", "not recomputed", "weights twice", "parts not heading", "total not from leaves",
    "empty total", "zero base", "over 100%", "money open", "no facts", "words", "list count",
    "of which", "money as output", "one leaf", "unfilled", "several bases",
]  # fmt: skip
"""The mistakes of reports that are known by name."""


@frozen(eq=False, repr=False)
class Given:
    """A number that was put in."""

    name: str
    shown: str


@frozen(eq=False, repr=False)
class Basis:
    """Another reading from which a figure follows."""

    kind: BasisKind
    value: Fraction
    """What it comes to, exact."""
    given: tuple[Given, ...] = ()
    """The numbers that are other ones in this reading."""
    instead: str = ""
    """The base that it replaces."""


@frozen(eq=False, repr=False)
class Mistake:
    """A remark on one figure or on the report."""

    kind: MistakeKind
    fields: Mapping[str, str | Text] = Factory(dict)


@frozen(eq=False, repr=False)
class Check:
    """One printed figure, or one relation between figures, held against what is computed."""

    kind: Kind
    of: str
    """Address: `fact.NAME`, `measure.NAME`, `value.KEY`, `indicator.KEY`, `total`, …"""
    name: str
    """What a person calls it; empty for the whole."""
    formula: str = ""
    """Of a relation, as it was written."""
    printed: str = ""
    """As printed; of a relation, its right side."""
    verdict: Verdict = "cannot be computed"
    computed: Fraction | None = None
    """Exact, in base units; of a relation its left side; None when it is not known."""
    word: str = ""
    """What is computed where it is no number: a grade."""
    unit: Unit | None = None
    """In which it is printed."""
    decimals: int = 0
    """With so many digits after the point."""
    apart: Fraction | None = None
    """Printed − computed; of a relation the open amount. None where both are not known."""
    basis: Basis | None = None
    mistakes: tuple[Mistake, ...] = ()
    reason: str = ""
    """That the report gives for points lost."""
    note: str = ""
    """Of the fact file."""
    missing: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it is what an audit looks for."""
        return self.verdict in ("differs", "does not close")


@frozen(eq=False, repr=False)
class Base:
    """A fact that rates are taken of, and which rates these are."""

    fact: str
    shown: str
    rates: tuple[str, ...]


@frozen(eq=False, repr=False)
class Audit:
    """One published report held against its facts and rules."""

    file: str
    result: Result
    published: Published
    checks: tuple[Check, ...]
    bases: tuple[Base, ...]
    remarks: tuple[Mistake, ...]

    @property
    def failed(self) -> bool:
        """Whether any figure differs or any relation does not close."""
        return any(check.failed for check in self.checks)

    @property
    def open(self) -> bool:
        """Whether nothing at all could be computed."""
        return bool(self.checks) and self.count("cannot be computed") == len(self.checks)

    def count(self, verdict: Verdict) -> int:
        """How many figures have this verdict."""
        return sum(check.verdict == verdict for check in self.checks)
