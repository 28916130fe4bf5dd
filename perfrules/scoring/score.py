"""Rules and facts to a tree of scores: each formula is reckoned once, through simpleeval."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, field, frozen

from perfrules.model.facts import Fact, FactSet, Judged
from perfrules.model.methodology import Indicator, Measure, Methodology
from perfrules.problem import Place, Problem
from perfrules.readings.number import (
    Failed,
    Missing,
    evaluate,
    name_of_judgement,
    name_of_property,
)
from perfrules.readings.number import Result as Reading
from perfrules.scoring.nodes import leaf_of, parent_of
from perfrules.scoring.plan import Plan, plan_of
from perfrules.scoring.total import total_of
from perfrules.scoring.tree import Measured, Outcome, Result, Scored


def score(methodology: Methodology, facts: FactSet) -> Result:
    """Every score of one fact set, exact and printed, with the steps that led there.

    Never raises for what stands in the facts: what cannot be computed is refused, what waits
    for a fact or a judgement is open, and each touches only what rests on it.
    """
    used = _used(methodology, facts)
    reckoning = _Reckoning(plan_of(methodology), facts.judgements)
    reckoning.names.update(_givens(methodology, used, facts.judgements))
    reckoning.run()
    return total_of(
        methodology,
        facts,
        used,
        tuple(
            Measured(measure, reckoning.outcomes[f"measure.{name}"])
            for name, measure in methodology.measures.items()
        ),
        tuple(reckoning.scored[key] for key in methodology.roots),
    )


def _used(methodology: Methodology, facts: FactSet) -> dict[str, Fact]:
    """The facts by name, with the parameters whose days contain the scored period."""
    parameters = {
        given.fact: Fact(
            name=given.fact,
            value=given.value,
            text=given.text,
            decimals=given.decimals,
            unit=given.unit,
            source=given.basis,
            page="",
            checked="",
            note="",
            place=given.place,
            parameter=True,
        )
        for given in methodology.parameters
        if given.days.contains(facts.period)
    }
    return {**parameters, **facts.facts}


def _givens(
    methodology: Methodology, used: Mapping[str, Fact], judgements: Mapping[str, Judged]
) -> dict[str, Reading]:
    """What is there before any formula: facts and judgements, or that they are missing."""
    names: dict[str, Reading] = {}
    for name in methodology.facts:
        fact = used.get(name)
        names[name] = Missing(frozenset({name})) if fact is None else fact.value
    for leaf in methodology.leaves():
        judged = judgements.get(leaf.key)
        missing = Missing(frozenset({f"judgement:{leaf.key}"}))
        names[name_of_judgement(leaf.key)] = missing if judged is None else judged.score
    return names


@frozen(eq=False)
class _Reckoning:
    """One pass over a plan; what was found so far stands among the names of what follows."""

    plan: Plan
    judgements: Mapping[str, Judged]
    names: dict[str, Reading] = field(factory=dict)
    outcomes: dict[str, Outcome] = field(factory=dict)
    scored: dict[str, Scored] = field(factory=dict)

    def run(self) -> None:
        """Reckon every measure, measured value and indicator."""
        self.names.update(self.plan.points)
        for address, subject in self.plan.steps:
            if isinstance(subject, Measure):
                self.names[subject.name] = _passed_on(self._outcome(address, subject.place))
            elif address.startswith("value."):
                value = self._outcome(address, subject.place)
                self.names[name_of_property("value", subject.key)] = _passed_on(value)
            else:
                self._pass_on(self._scored(address, subject))

    def _outcome(self, address: str, place: Place | None) -> Outcome:
        evaluation = evaluate(self.plan.compiled[address], self.names)
        match evaluation.value:
            case Missing(facts):
                outcome = Outcome("open", None, evaluation, facts, ())
            case Failed(problems):
                located = tuple(p if p.place else evolve(p, place=place) for p in problems)
                outcome = Outcome("refused", None, evaluation, frozenset(), located)
            case value:
                outcome = Outcome("done", value, evaluation, frozenset(), ())
        self.outcomes[address] = outcome
        return outcome

    def _scored(self, address: str, indicator: Indicator) -> Scored:
        if indicator.way is None:
            scored = parent_of(indicator, tuple(self.scored[key] for key in indicator.children))
        else:
            scored = leaf_of(
                indicator,
                self._outcome(address, indicator.place),
                self.outcomes.get(f"value.{indicator.key}"),
                self.judgements.get(indicator.key),
            )
        self.scored[indicator.key] = scored
        return scored

    def _pass_on(self, scored: Scored) -> None:
        """Put score and rate among the names, where a formula asks for them."""
        key = scored.indicator.key
        name = name_of_property("score", key)
        if name in self.plan.asked:
            self.names[name] = _reading(scored, scored.exact)
        name = name_of_property("rate", key)
        if name in self.plan.asked:
            self.names[name] = _reading(scored, scored.rate)


def _passed_on(outcome: Outcome) -> Reading:
    """What a formula that reads it finds."""
    if outcome.value is not None:
        return outcome.value
    return Failed(outcome.problems) if outcome.problems else Missing(outcome.missing)


def _reading(scored: Scored, value: Fraction | None) -> Reading:
    if scored.state == "open":
        return Missing(scored.missing)
    if scored.state == "refused":
        return Failed(scored.problems)
    if value is None:
        key, place = scored.indicator.key, scored.indicator.place
        return Failed((Problem("E503", place, {"key": key}),))
    return value
