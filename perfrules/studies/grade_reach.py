"""Indicators that can never change a grade: by their points and those of the rest, exactly."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.tree import Property
from perfrules.model.declared import Indicator, open_points
from perfrules.model.methodology import Methodology
from perfrules.studies.curve_points import Point

Verdict = Literal["never", "not found"]
"""For certain, whatever the facts; or no two of the scores that were found made the difference."""


@frozen(eq=False, repr=False)
class WithoutGrade:
    """An indicator that does not decide about a grade."""

    key: str
    verdict: Verdict
    low: Fraction
    high: Fraction
    """Between what its score lies: by its limits, or as found."""


def without_grade(methodology: Methodology, points: Iterable[Point]) -> tuple[WithoutGrade, ...]:
    """The leaves, bonuses and penalties that never make the difference between two grades.

    `never` is for certain: no limit of a grade lies where this score could carry the total
    across it. `not found` looks at every total that was computed, with the score replaced by
    every other that was.
    """
    if not methodology.grades or not methodology.weighted:
        return ()
    seen = [point for point in points if point.total is not None]
    found: list[WithoutGrade] = []
    for node in methodology.scored():
        if _never(methodology, node):
            found.append(WithoutGrade(node.key, "never", node.lowest, node.highest))
            continue
        scores = {p.scores[node.key] for p in seen if node.key in p.scores}
        if scores and not _decides(methodology, node, seen, scores):
            found.append(WithoutGrade(node.key, "not found", min(scores), max(scores)))
    return tuple(found)


def _never(methodology: Methodology, node: Indicator) -> bool:
    """Whether the score cannot carry the total across a limit between two grades.

    The rest may come to anything within its limits, and to the gaps; every printed score may lie
    one unit of its last digit from the exact one. Nothing is said, unless the score has one
    value only, where more than sums is between score and grade: vetoes that read scores, points
    that are shared or rescaled, limits of parents.
    """
    low, high = _signed(methodology, node)
    if low == high:
        return True
    if _is_more_than_a_sum(methodology):
        return False
    others = [each for each in methodology.scored() if each.key != node.key]
    ends = [_signed(methodology, each) for each in others]
    gaps = open_points(methodology.above.gaps)
    least = sum((end[0] for end in ends), Fraction(0))
    most = sum((end[1] for end in ends), gaps)
    loose = sum((each.rounding.to for each in methodology.scored()), methodology.rounding.to)
    return not any(
        max(least, limit - high) - loose <= min(most, limit - low) + loose
        for limit in _between_grades(methodology)
    )


def _signed(methodology: Methodology, node: Indicator) -> tuple[Fraction, Fraction]:
    """Between what a node adds to the total."""
    if node.key in methodology.above.penalties:
        return -node.highest, -node.lowest
    return node.lowest, node.highest


def _is_more_than_a_sum(methodology: Methodology) -> bool:
    vetoes = (veto.when.tree for veto in methodology.above.vetoes.values())
    reads_scores = any(
        isinstance(part, Property) and part.aspect in ("score", "rate")
        for tree in vetoes
        for part in walk.nodes(tree)
    )
    nodes = methodology.indicators.values()
    moved = any(node.applies or node.choose or node.split for node in nodes)
    limited = any(
        node.children and (node.cap is not None or node.floor is not None) for node in nodes
    )
    return reads_scores or moved or limited


def _between_grades(methodology: Methodology) -> list[Fraction]:
    """The limits of grades that the total can reach, but for the lowest."""
    lows = sorted(g.stretch.low for g in methodology.grades if g.stretch.low is not None)
    endless = any(grade.stretch.low is None for grade in methodology.grades)
    most = methodology.total_at_most
    return [limit for limit in lows[0 if endless else 1 :] if most is None or limit <= most]


def _decides(
    methodology: Methodology, node: Indicator, seen: list[Point], scores: set[Fraction]
) -> bool:
    """Whether some total that was found has another grade with another score that was found."""
    sign = -1 if node.role == "penalty" else 1
    low, high = min(scores), max(scores)
    for point in seen:
        own = point.scores.get(node.key)
        if own is None or point.total is None:
            continue
        rest = point.total - sign * own
        ends = {_grade(methodology, rest + sign * score) for score in (low, own, high)}
        if len(ends) > 1:
            return True
    return False


def _grade(methodology: Methodology, total: Fraction) -> str:
    """The grade whose stretch begins at or below a total."""
    low, high = methodology.total_floor, methodology.total_at_most
    total = total if high is None else min(total, high)
    total = total if low is None else max(total, low)
    return next((grade.name for grade in methodology.grades if grade.holds(total)), "")
