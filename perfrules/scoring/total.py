"""The whole result: total, grade and losses, or the range in which an open total must lie."""

from collections.abc import Mapping

from perfrules.formula.digits import exact_text
from perfrules.model.facts import Fact, FactSet
from perfrules.model.methodology import Grade, Methodology
from perfrules.model.stretches import Stretch, overlaps
from perfrules.problem import Place, Problem
from perfrules.scoring.loss import losses
from perfrules.scoring.nodes import (
    each_once,
    exact_span,
    missing_below,
    span,
    summed,
    too_large,
    worst,
)
from perfrules.scoring.tree import Measured, Result, Scored


def total_of(
    methodology: Methodology,
    facts: FactSet,
    used: Mapping[str, Fact],
    measures: tuple[Measured, ...],
    roots: tuple[Scored, ...],
) -> Result:
    """The result of one fact set.

    A measure that no leaf reads may be refused: its problem is listed and the total stands.
    So do the scores where a total has no grade, but the result is refused (E501).
    """
    state = worst(roots)
    low, high = span(roots)
    exact = summed(root.exact for root in roots)
    found = [problem for measured in measures for problem in measured.outcome.problems]
    found += [problem for root in roots for problem in root.problems]
    if exact is not None and too_large(exact):
        state, exact = "refused", None
        found.append(Problem("E505", _place(methodology)))
    printed = None if exact is None else low
    grades = _possible_grades(methodology, roots)
    if printed is not None and methodology.grades and not grades:
        state = "refused"
        total = exact_text(printed if methodology.grade_on == "printed" else exact or printed)
        found.append(Problem("E501", _place(methodology), {"total": total}))
    return Result(
        methodology=methodology,
        facts=facts,
        used=used,
        measures=measures,
        roots=roots,
        state=state,
        exact=exact,
        printed=printed,
        low=low,
        high=high,
        grade=grades[0] if state == "done" and grades else None,
        grades=grades,
        losses=() if printed is None else losses(roots),
        missing=missing_below(roots),
        problems=each_once(found),
    )


def _possible_grades(methodology: Methodology, roots: tuple[Scored, ...]) -> tuple[Grade, ...]:
    """Every grade that holds a total which the scores leave possible."""
    low, high = span(roots) if methodology.grade_on == "printed" else exact_span(roots)
    if low == high:
        return tuple(grade for grade in methodology.grades if grade.holds(low))
    totals = Stretch(low, high, low_closed=True, high_closed=True)
    return tuple(g for g in methodology.grades if overlaps((g.stretch, totals)))


def _place(methodology: Methodology) -> Place | None:
    """The rule file as a whole."""
    return Place(methodology.documents[0].path) if methodology.documents else None
