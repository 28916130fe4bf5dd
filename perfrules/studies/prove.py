"""A methodology proved before it is used: every question decided, or said why it is not."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.messages import Text
from perfrules.messages import proofs as say
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, Refused
from perfrules.readings.proof_answer import Answer, ask
from perfrules.scoring.bounds import bounds_of
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.prove_asking import questions
from perfrules.studies.prove_direction import directions, in_all
from perfrules.studies.prove_witness import FEW, MANY, Found, is_clean
from perfrules.studies.prove_world import world_of
from perfrules.studies.proved import Decision, How, Proof, Question, Witness
from perfrules.studies.sample import sampled, seeded
from perfrules.studies.search import searched

BY_CHANCE = 40
"""Fact sets that are scored before anything is asked of z3."""
SEARCHED = 200
"""Fact sets that are looked at where z3 decides nothing."""
_SAME = {"E640": ("W510", "W511"), "E643": ("W513",), "E645": ("W514",), "E647": ("W515",)}
"""Warnings of `check` that say what may be; whoever accepts one accepts that it is."""
SECONDS = Fraction(1)
"""For one question."""


def prove(
    methodology: Methodology, *, seconds: Fraction = SECONDS, searches: int = SEARCHED
) -> Proof:
    """Everything that is asked of a methodology, in the order of the file, and what came of it.

    `seconds` are for each question that is put to z3. Whatever is refuted was scored by the
    engine; what is proved holds for every fact set that keeps to the declared ranges, ties,
    `must` and `total` of tables.
    """
    world = world_of(methodology)
    prover = _Prover(Found(methodology, tuple(_by_chance(methodology))), seconds, searches)
    found = [prover.decided(each) for each in questions(methodology, world, bounds_of(methodology))]
    if methodology.weighted:
        ways = [(each, prover.decided(each)) for each in directions(methodology, world)]
        found += [decision for _, decision in ways]
        fallen = {each.moved for each, decision in ways if decision.verdict != "proved"}
        found += [prover.decided(each) for each in in_all(methodology, world, fallen)]
    decisions = [_accepting(each, methodology) for each in found]
    return Proof(
        methodology, tuple(decisions), tuple(_met_nothing(methodology, decisions)), seconds
    )


def _by_chance(methodology: Methodology) -> Iterator[Result]:
    for number in range(BY_CHANCE):
        try:
            yield score(methodology, sampled(methodology, seeded(0, number)))
        except Refused:
            continue


@frozen(eq=False, repr=False)
class _Prover:
    found: Found
    seconds: Fraction
    searches: int

    def decided(self, question: Question) -> Decision:
        """What comes of one question: the cheap ways first."""
        if question.settled is not None:
            return Decision(question, "proved", "by construction")
        seen = self.found.seen(question) if question.early else None
        if question.by_bounds and seen is None:
            return Decision(question, "proved", "by bounds")
        clean = seen is not None and (question.possible or is_clean(seen))
        if seen is not None and (clean or question.why_not is not None):
            return self._possible(question, seen, "by example")
        if question.why_not is not None:
            return self._searched(question, question.why_not)
        answer = self._asked(question)
        if answer.verdict == "never" and seen is None:
            return self._impossible(question)
        reason = say.NOT_IN_TIME.filled(seconds=str(self.seconds))
        if answer.verdict == "possible":
            witness = self._shown(question, answer)
            if witness is not None:
                return self._possible(question, witness, "by z3")
            reason = say.NOT_SHOWN
        if seen is not None:
            return self._possible(question, seen, "by example")
        return self._searched(question, reason)

    def _asked(self, question: Question, *, plain: bool = False) -> Answer:
        condition = question.condition()
        return ask(condition, *question.worlds, seconds=self.seconds, plain=plain)

    def _shown(self, question: Question, answer: Answer) -> Witness | None:
        """Facts that show it, with plain values if there are such."""
        witness = self.found.shown_by(question, answer, FEW)
        if witness is not None:
            return witness
        plain = self._asked(question, plain=True)
        if plain.verdict == "possible":
            witness = self.found.shown_by(question, plain, FEW)
        return witness or self.found.shown_by(question, answer, MANY)

    def _possible(self, question: Question, witness: Witness, how: How) -> Decision:
        if question.possible:
            return Decision(question, "proved", how, witness)
        simpler = self.found.simpler(question, witness)
        return Decision(question, "refuted", how, simpler, question.problem(simpler))

    def _searched(self, question: Question, reason: Text) -> Decision:
        """Hypothesis looks for facts that show it."""
        methodology = self.found.methodology

        def shows(facts: FactSet) -> bool:
            return question.shown(score(methodology, facts), {}) is not None

        try:
            facts = searched(methodology, shows, most=self.searches)
        except Refused:
            return Decision(question, "undecided", "by search", reason=say.NO_FACTS_MADE)
        if facts is not None:
            witness = question.shown(score(methodology, facts), {})
            assert witness is not None, "the same facts show the same"
            return self._possible(question, witness, "by search")
        return Decision(question, "undecided", "by search", reason=reason, tried=self.searches)

    def _impossible(self, question: Question) -> Decision:
        if not question.possible:
            return Decision(question, "proved", "by z3")
        if not self.found.results:  # where nothing is possible at all, this is no fault of its own
            return Decision(question, "undecided", "by z3", reason=say.NO_FACTS_MADE)
        return Decision(question, "refuted", "by z3", problem=question.problem(None))


def _accepting(decision: Decision, methodology: Methodology) -> Decision:
    """What the rule file accepts, with its reason."""
    problem = decision.problem
    if problem is None:
        return decision
    codes = {problem.code, *_SAME.get(problem.code, ())}
    for accept in methodology.above.accepts:
        if accept.code in codes and accept.node == decision.question.subject:
            return evolve(decision, accepted=accept)
    return decision


def _met_nothing(methodology: Methodology, decisions: Iterable[Decision]) -> Iterator[Problem]:
    """A warning (W640) for each acceptance of a refutation that is not there."""
    met = {id(each.accepted) for each in decisions}
    for accept in methodology.above.accepts:
        if accept.code.startswith(("E64", "E65")) and id(accept) not in met:
            fields = {"code": accept.code, "node": accept.node or "—"}
            yield Problem("W640", accept.place, fields)
