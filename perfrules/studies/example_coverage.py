"""Coverage: which branches of a rule file its examples reach, as counts and exact fractions."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Literal

from attrs import frozen

from perfrules.messages import mutation as say
from perfrules.model.above import Accept
from perfrules.model.methodology import Methodology
from perfrules.problem import Place, Problem, Refused
from perfrules.studies.branch import KINDS, Branch, Kind, Read
from perfrules.studies.branches import branches_of
from perfrules.studies.example_tables import examples_of
from perfrules.studies.examples import tried_of
from perfrules.studies.versions import methodology_of

MISSED = "W680"
State = Literal["reached", "missed", "accepted"]


@frozen
class Share:
    """So many of so many, never rounded up."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"

    @property
    def exact(self) -> Fraction:
        """As a number; all of nothing is 1."""
        return Fraction(self.part, self.whole) if self.whole else Fraction(1)

    @property
    def percent(self) -> int:
        """Rounded down, so that only all is 100."""
        return int(self.exact * 100)

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)


@frozen(eq=False, repr=False)
class Covered:
    """One branch: reached by an example, or not, or not and accepted with a reason."""

    branch: Branch
    state: State
    reason: str = ""


@frozen(eq=False, repr=False)
class FileCovered:
    """The branches of one rule file, or why it cannot be used."""

    file: str
    covered: tuple[Covered, ...]
    problems: tuple[Problem, ...]
    """Why the file cannot be used (errors); acceptances that meet nothing (W380)."""

    @property
    def share(self) -> Share:
        """Those reached of those that must be; what is accepted need not be."""
        return self.share_of(*KINDS)

    def share_of(self, *kinds: Kind) -> Share:
        """The same of some kinds of branches."""
        asked = [c for c in self.covered if c.branch.kind in kinds and c.state != "accepted"]
        return Share(sum(each.state == "reached" for each in asked), len(asked))

    @property
    def missed(self) -> tuple[Problem, ...]:
        """A W680 for each branch that no example reaches, in the order of the file."""
        missed = (each.branch for each in self.covered if each.state == "missed")
        return tuple(
            Problem(MISSED, b.place, {"what": say.BRANCHES[b.kind, b.side], "node": b.node})
            for b in missed
        )

    @property
    def unusable(self) -> bool:
        """Whether nothing could be told of it."""
        return any(problem.severity == "error" for problem in self.problems)


def coverage_of_examples(
    path: Path, rules: Iterable[str | Path] = (), only: str = ""
) -> FileCovered:
    """The branches of a rule file that its examples (those with `only` in their names) reach.

    Never raises Refused.
    """
    try:
        methodology = methodology_of(path, rules)
        examples = [each for each in examples_of(methodology) if only in each.name]
        tried = tried_of(methodology, examples)
    except Refused as refused:
        return FileCovered(str(path), (), refused.problems)
    read = Read(each.result for each in tried if each.result is not None)
    accepts = {each.node: each for each in accepts_of(methodology, MISSED)}
    covered = tuple(_covered(branch, read, accepts) for branch in branches_of(methodology))
    met = {each.branch.node for each in covered if each.state == "accepted"}
    return FileCovered(str(path), covered, not_met(accepts.values(), met))


def total_share(files: Sequence[FileCovered]) -> Share:
    """Of all files together."""
    return sum((file.share for file in files), Share(0, 0))


def _covered(branch: Branch, read: Read, accepts: dict[str, Accept]) -> Covered:
    if branch.reached(read):
        return Covered(branch, "reached")
    if branch.node in accepts:
        return Covered(branch, "accepted", accepts[branch.node].reason)
    return Covered(branch, "missed")


def accepts_of(methodology: Methodology, code: str) -> tuple[Accept, ...]:
    """What the file itself accepts of a code; what it extends speaks for its own text."""
    own = Place(methodology.documents[0].path)
    return tuple(
        accept
        for accept in methodology.above.accepts
        if accept.code == code and accept.place is not None and accept.place.file == own.file
    )


def not_met(accepts: Iterable[Accept], met: Iterable[str]) -> tuple[Problem, ...]:
    """A warning (W380) for each acceptance of what is not there."""
    found = frozenset(met)
    return tuple(
        Problem("W380", accept.place, {"code": accept.code, "node": accept.node or "—"})
        for accept in accepts
        if accept.node not in found
    )
