"""The whole result: total, grade and losses, or the range in which an open total must lie."""

from perfrules.formula.digits import exact_text
from perfrules.model.facts import FactSet
from perfrules.problem import Problem
from perfrules.scoring.applies import shielded
from perfrules.scoring.conclusion import Conclusion
from perfrules.scoring.ground import Ground
from perfrules.scoring.loss import losses, losses_above
from perfrules.scoring.nodes import each_once
from perfrules.scoring.result import Result
from perfrules.scoring.ties import faults_of_ties
from perfrules.scoring.totals import place_of
from perfrules.scoring.tree import Measured, Scored


def total_of(
    ground: Ground,
    facts: FactSet,
    measures: tuple[Measured, ...],
    roots: tuple[Scored, ...],
    above: Conclusion,
) -> Result:
    """The result of one fact set.

    A measure that no leaf reads may be refused: its problem is listed and the total stands.
    So do the scores where a total has no grade (E501) or a tie fails (E530), but the result is
    refused.
    """
    methodology, used = ground.methodology, ground.used
    total, grades = above.total, above.grades
    state = total.state
    known = state == "done" and methodology.weighted
    exact = total.exact[0] if known else None
    printed = total.printed[0] if known else None
    nodes = [node for root in roots for node in root.walk()]
    hidden = shielded(nodes, methodology.measures) if any(node.out for node in nodes) else ()
    found = [
        problem
        for measured in measures
        if measured.measure.name not in hidden
        for problem in measured.outcome.problems
    ]
    found += total.problems
    if printed is not None and exact is not None and methodology.grades and not grades:
        state = "refused"
        graded = exact_text(printed if methodology.grade_on == "printed" else exact)
        found.append(Problem("E501", place_of(methodology), {"total": graded}))
    faults = faults_of_ties(above.ties, methodology, used)
    if state == "done" and any(fault.severity == "error" for fault in faults):
        state = "refused"
    return Result(
        methodology=methodology,
        facts=facts,
        used=used,
        measures=measures,
        roots=roots,
        state=state,
        exact=exact,
        printed=printed,
        low=total.printed[0],
        high=total.printed[1],
        grade=grades[0] if state == "done" and grades else None,
        grades=grades,
        losses=() if printed is None else (*losses(roots, methodology), *losses_above(above)),
        above=above,
        missing=total.missing,
        problems=each_once((*found, *faults)),
    )
