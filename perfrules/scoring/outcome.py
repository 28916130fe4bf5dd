"""What one evaluation came to, and what a formula that reads it finds."""

from attrs import evolve

from perfrules.problem import Place
from perfrules.readings.number import Evaluation, Failed, Missing
from perfrules.readings.number import Result as Reading
from perfrules.scoring.tree import Outcome


def outcome_of(evaluation: Evaluation, place: Place | None) -> Outcome:
    """Done, open or refused; problems that know no place of their own get this one."""
    match evaluation.value:
        case Missing(facts):
            return Outcome("open", None, evaluation, facts, ())
        case Failed(problems):
            located = tuple(p if p.place else evolve(p, place=place) for p in problems)
            return Outcome("refused", None, evaluation, frozenset(), located)
        case value:
            return Outcome("done", value, evaluation, frozenset(), ())


def passed_on(outcome: Outcome) -> Reading:
    """The value, or why there is none."""
    if outcome.value is not None:
        return outcome.value
    return Failed(outcome.problems) if outcome.problems else Missing(outcome.missing)
