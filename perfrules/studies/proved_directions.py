"""Which way each fact moves the total whatever the other facts are: decided by z3, leaf by leaf."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.model.methodology import Methodology
from perfrules.model.terms import Better
from perfrules.readings.proof_answer import ask
from perfrules.studies.directions import Way
from perfrules.studies.prove import SECONDS
from perfrules.studies.prove_direction import directions, in_all
from perfrules.studies.prove_world import world_of
from perfrules.studies.proved import Question


def proved_directions(methodology: Methodology, *, seconds: Fraction = SECONDS) -> dict[str, Way]:
    """The facts of which more never lowers, or never raises, the total; ties aside.

    Each score and veto that rests on the fact is asked for by itself. A fact of which z3 does
    not decide all of them, each within `seconds`, is left out.
    Raises Refused (E608) where z3 is not installed.
    """
    found: dict[str, Way] = dict.fromkeys(_moving(methodology, "higher", seconds), "never lowers")
    for name in _moving(methodology, "lower", seconds):
        found[name] = "no influence" if name in found else "never raises"
    return found


def _moving(methodology: Methodology, better: Better, seconds: Fraction) -> Iterator[str]:
    """The facts of which it is proved, if `better` is said of each, that more is never worse."""
    asked = _where_all_are(better, methodology)
    world = world_of(asked)
    held: dict[str, bool] = {}
    for question in directions(asked, world):
        # One that falls somewhere is not asked for again.
        held[question.moved] = held.get(question.moved, True) and _holds(question, seconds)
    fallen = {name for name, holds in held.items() if not holds}
    for question in in_all(asked, world, fallen):
        if question.settled is not None and question.moved in held:
            yield question.moved


def _where_all_are(better: Better, methodology: Methodology) -> Methodology:
    """The methodology as if this were better of each fact, and no tie bound any of them."""
    return evolve(
        methodology,
        facts={name: evolve(rule, better=better) for name, rule in methodology.facts.items()},
        measures={name: evolve(each, better=None) for name, each in methodology.measures.items()},
        above=evolve(methodology.above, ties={}),
    )


def _holds(question: Question, seconds: Fraction) -> bool:
    if question.why_not is not None:
        return False
    answer = ask(question.condition(), *question.worlds, seconds=seconds)
    return answer.verdict == "never"
