"""The result of one fact set: the tree of scores, what stands above it, total and grade."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from attrs import frozen

from perfrules.model.facts import Fact, FactSet
from perfrules.model.methodology import Grade, Methodology
from perfrules.model.terms import Status
from perfrules.problem import Problem
from perfrules.scoring.conclusion import Conclusion
from perfrules.scoring.tree import Loss, Measured, Scored, State, apart


@frozen(eq=False, repr=False)
class Result:
    """The whole score of one fact set."""

    methodology: Methodology
    facts: FactSet
    used: Mapping[str, Fact]
    """Every fact that was there, parameters included, by name."""
    measures: tuple[Measured, ...]
    roots: tuple[Scored, ...]
    state: State
    exact: Fraction | None
    printed: Fraction | None
    low: Fraction
    high: Fraction
    grade: Grade | None
    grades: tuple[Grade, ...]
    """The grades that are possible; one when the total is there."""
    losses: tuple[Loss, ...]
    above: Conclusion
    """The way from the sum of the tree to total and grade."""
    missing: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def apart(self) -> Fraction:
        """How far the sum of the printed scores lies above the exact total, rounded."""
        return apart(self.printed, self.exact, self.methodology.rounding)

    def walk(self) -> Iterator[Scored]:
        """Every indicator, parents first, in the order of the file."""
        for root in self.roots:
            yield from root.walk()

    def __getitem__(self, key: str) -> Scored:
        """The indicator with this key; KeyError when there is none."""
        for node in self.walk():
            if node.indicator.key == key:
                return node
        raise KeyError(key)

    def by_status(self) -> dict[Status, Fraction]:
        """Points of the leaves by the standing of their rules."""
        return _sums((leaf.status, leaf.points) for leaf in self.methodology.leaves())

    def by_origin(self) -> dict[str, Fraction]:
        """Points of the judged leaves by the origin of their judgements."""
        return _sums(
            (node.judgement.origin, node.indicator.points)
            for node in self.walk()
            if node.judgement is not None
        )


K = TypeVar("K", bound=str)


def _sums(pairs: Iterable[tuple[K, Fraction]]) -> dict[K, Fraction]:
    totals: dict[K, Fraction] = {}
    for key, points in pairs:
        totals[key] = totals.get(key, Fraction(0)) + points
    return totals
