"""The parameters of a version as far as they are in force with it."""

from perfrules.model.methodology import Methodology, Parameter
from perfrules.model.terms import Span


def rows_in_force(methodology: Methodology, *, by_days: bool) -> dict[str, dict[str, Parameter]]:
    """By fact, the rows whose days meet those of the methodology.

    Their keys are their days, or their numbers from 1 where two versions are in force on
    different days and yet are to be compared.
    """
    found: dict[str, dict[str, Parameter]] = {}
    inside = [row for row in methodology.parameters if row.days.overlaps(methodology.in_force)]
    for row in sorted(inside, key=lambda row: str(row.days)):
        rows = found.setdefault(row.fact, {})
        rows[str(row.days) if by_days else str(len(rows) + 1)] = row
    return found


def period_under(methodology: Methodology, period: Span) -> Span:
    """The scored period, or the days in force where it does not lie within them."""
    return period if methodology.in_force.contains(period) else methodology.in_force
