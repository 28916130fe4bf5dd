"""Vetoes: what each does to a total or a grade, and that the lowest of several wins."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from perfrules.model.above import Veto
from perfrules.model.methodology import Grade, Methodology
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding

T = TypeVar("T")
Effect = Callable[[Veto, T], Iterator[T]]
"""What a veto makes of a value: nothing when it does not touch it."""


def lowest(value: T, vetoes: Sequence[Veto], effect: Effect[T], rank: Callable[[T], Any]) -> T:
    """The value after vetoes that all hold; in whichever order they stand."""
    made = [after for veto in vetoes for after in effect(veto, value)]
    return min(made, key=rank) if made else value


def possible(
    value: T,
    held: Sequence[Veto],
    undecided: Sequence[Veto],
    effect: Effect[T],
    rank: Callable[[T], Any],
) -> list[T]:
    """Every value that can come out, whichever of the undecided vetoes will hold."""
    # The lowest wins, so that any set of them comes out like one of its members.
    further = ([*held, veto] for veto in undecided)
    return [lowest(value, vetoes, effect, rank) for vetoes in (held, *further)]


def on_total(rounding: Rounding | None) -> Effect[Fraction]:
    """The effect on an exact total, or with a rounding on a printed one."""

    def effect(veto: Veto, total: Fraction) -> Iterator[Fraction]:
        if veto.score is not None:
            yield veto.score if rounding is None else rounded(veto.score, rounding)
        if veto.cap is not None:
            yield min(total, veto.cap if rounding is None else rounded(veto.cap, rounding))

    return effect


def on_grade(methodology: Methodology) -> Effect[Grade]:
    """The effect on a grade."""
    named = {grade.name: grade for grade in methodology.grades}

    def effect(veto: Veto, grade: Grade) -> Iterator[Grade]:
        if veto.grade:
            yield named[veto.grade]
        if veto.best_grade:
            yield min(grade, named[veto.best_grade], key=by_height)

    return effect


def by_height(grade: Grade) -> tuple[bool, Fraction]:
    """Grades from the worst to the best."""
    low = grade.stretch.low
    return (low is not None, low or Fraction(0))
