"""A total on its way up from the tree: summed, raised, lowered, limited, graded."""

from fractions import Fraction

from attrs import evolve

from perfrules.model.declared import open_points
from perfrules.model.methodology import Grade, Methodology
from perfrules.model.rounding import rounded
from perfrules.model.stretches import Stretch, overlaps
from perfrules.problem import Place, Problem
from perfrules.scoring.conclusion import Ends, Total
from perfrules.scoring.nodes import (
    each_once,
    exact_span,
    missing_below,
    names_of_gaps,
    span,
    too_large,
    worst,
)
from perfrules.scoring.rescale import nothing_left, whole
from perfrules.scoring.tree import Scored


def of_tree(roots: tuple[Scored, ...], methodology: Methodology) -> Total:
    """The sum of the top level, and of what no rule expresses there."""
    gaps = methodology.above.top_gaps
    more = open_points(gaps)
    (exact_low, exact_high), (low, high) = whole(roots, methodology)
    state, nothing = worst(roots), nothing_left(roots, methodology)
    if nothing:
        state = "refused"
    total = Total(
        state="open" if gaps and state == "done" else state,
        exact=(exact_low, exact_high + more),
        printed=(low, high + more),
        missing=missing_below(roots) | names_of_gaps(gaps),
        problems=each_once((*nothing, *(problem for root in roots for problem in root.problems))),
    )
    return checked(total, methodology)


def checked(total: Total, methodology: Methodology) -> Total:
    """Refused (E505) when sums of unlike fractions have grown too large."""
    if total.state != "done" or not too_large(total.exact[0]):
        return total
    problem = Problem("E505", place_of(methodology))
    return evolve(total, state="refused", problems=(*total.problems, problem))


def raised(total: Total, bonuses: tuple[Scored, ...]) -> Total:
    """With what the bonuses give."""
    return _moved(total, bonuses, exact_span(bonuses), span(bonuses))


def lowered(total: Total, penalties: tuple[Scored, ...]) -> Total:
    """Without what the penalties take."""
    (exact_low, exact_high), (low, high) = exact_span(penalties), span(penalties)
    return _moved(total, penalties, (-exact_high, -exact_low), (-high, -low))


def _moved(total: Total, by: tuple[Scored, ...], exact: Ends, printed: Ends) -> Total:
    if not by:
        return total
    return Total(
        state=worst((total, *by)),
        exact=(total.exact[0] + exact[0], total.exact[1] + exact[1]),
        printed=(total.printed[0] + printed[0], total.printed[1] + printed[1]),
        missing=total.missing | missing_below(by),
        problems=each_once((*total.problems, *(p for each in by for p in each.problems))),
    )


def within_limits(total: Total, methodology: Methodology) -> Total:
    """Within what the file states; without limits the total is what it is."""
    low, high = methodology.total_floor, methodology.total_at_most

    def cut(number: Fraction) -> Fraction:
        below = number if high is None else min(number, high)
        return below if low is None else max(below, low)

    def ends(both: Ends) -> Ends:
        return cut(both[0]), cut(both[1])

    return evolve(total, exact=ends(total.exact), printed=ends(total.printed))


def as_printed(total: Total, methodology: Methodology) -> Total:
    """Printed as the head of the file says; scores may have been printed with more digits."""
    low, high = (rounded(end, methodology.rounding) for end in total.printed)
    return evolve(total, printed=(low, high))


def grades_of(total: Total, methodology: Methodology) -> tuple[Grade, ...]:
    """Every grade that holds a total which is still possible."""
    low, high = total.printed if methodology.grade_on == "printed" else total.exact
    if low == high:
        return tuple(grade for grade in methodology.grades if grade.holds(low))
    totals = Stretch(low, high, low_closed=True, high_closed=True)
    return tuple(g for g in methodology.grades if overlaps((g.stretch, totals)))


def place_of(methodology: Methodology) -> Place | None:
    """The rule file as a whole."""
    return Place(methodology.documents[0].path) if methodology.documents else None
