"""Rules and facts to a tree of scores: each formula is reckoned once, through simpleeval."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import evolve, field, frozen

from perfrules.model.declared import Indicator, Measure
from perfrules.model.facts import Fact, FactSet, Judged
from perfrules.model.methodology import Methodology
from perfrules.model.picked import as_it_stands
from perfrules.model.ways import Rank, Rows
from perfrules.problem import Place
from perfrules.readings.number import (
    Missing,
    Row,
    evaluate,
    name_of_judgement,
    name_of_property,
)
from perfrules.readings.number import Result as Reading
from perfrules.scoring.above import conclude
from perfrules.scoring.applies import barred, not_scored, unweighted
from perfrules.scoring.ground import Ground, reading_of
from perfrules.scoring.nodes import leaf_of
from perfrules.scoring.outcome import outcome_of, passed_on
from perfrules.scoring.places import as_ranked
from perfrules.scoring.plan import Plan, plan_of, points_asked
from perfrules.scoring.rescale import at_the_top, parent_after
from perfrules.scoring.result import Result
from perfrules.scoring.rows import Around, rows_of
from perfrules.scoring.table_faults import refused_for, table_faults
from perfrules.scoring.table_plan import rows_as_names
from perfrules.scoring.total import total_of
from perfrules.scoring.tree import Measured, Outcome, Scored, Standing


def score(
    methodology: Methodology,
    facts: FactSet,
    standings: Mapping[str, Standing] = MappingProxyType({}),
) -> Result:
    """Every score of one fact set, exact and printed, with the steps that led there.

    Never raises for what stands in the facts: what cannot be computed is refused, what waits
    for a fact or a judgement is open, and each touches only what rests on it. `standings` are the
    places of this fact set by indicator, as `score_all` finds them.
    """
    plan = plan_of(methodology)
    methodology = as_it_stands(methodology, facts.picked)
    used = _used(methodology, facts)
    rows = rows_as_names(methodology, facts)
    reckoning = _Reckoning(plan, methodology, facts, standings, rows)
    reckoning.names.update(_givens(methodology, used, facts.judgements))
    reckoning.run()
    roots = at_the_top(tuple(reckoning.scored[key] for key in methodology.roots), methodology)
    ground = Ground(methodology, used, facts.judgements, reckoning.names, reckoning.outcome)
    result = total_of(
        ground,
        facts,
        tuple(
            Measured(measure, reckoning.outcomes[f"measure.{name}"])
            for name, measure in methodology.measures.items()
        ),
        roots,
        conclude(roots, ground),
    )
    return refused_for(table_faults(plan.tables, reckoning.around), result)


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
    for leaf in methodology.scored():
        judged = judgements.get(leaf.key)
        missing = Missing(frozenset({f"judgement:{leaf.key}"}))
        names[name_of_judgement(leaf.key)] = missing if judged is None else judged.score
    return names


@frozen(eq=False, repr=False)
class _Reckoning:
    """One pass over a plan; what was found so far stands among the names of what follows."""

    plan: Plan
    rules: Methodology
    facts: FactSet
    standings: Mapping[str, Standing]
    tables: Mapping[str, Sequence[Row] | Missing]
    names: dict[str, Reading] = field(factory=dict)
    outcomes: dict[str, Outcome] = field(factory=dict)
    scored: dict[str, Scored] = field(factory=dict)

    def run(self) -> None:
        """Reckon every measure, measured value and indicator."""
        self.names.update(self.plan.points)
        if self.facts.picked:
            self.names.update(points_asked(self.rules, self.plan.points))
        for address, subject in self.plan.steps:
            if isinstance(subject, Measure):
                self.names[subject.name] = passed_on(self.outcome(address, subject.place))
            elif address.startswith("value."):
                value = self.outcome(address, subject.place)
                self.names[name_of_property("value", subject.key)] = passed_on(value)
            elif address.startswith("applies."):
                self.outcome(address, subject.place)
            elif address.startswith("rank."):
                ranked = self.outcome(address, subject.place)
                self.names.update(as_ranked(subject.key, ranked, self.standings))
            else:
                self._pass_on(self._scored(address, self.rules.indicators[subject.key]))

    @property
    def around(self) -> Around:
        """What the formulas of rows find besides their columns."""
        return Around(self.facts, self.names, self.tables)

    def outcome(self, address: str, place: Place | None) -> Outcome:
        """What the formula at an address comes to, with what was found so far."""
        evaluation = evaluate(self.plan.compiled[address], self.names, self.tables)
        outcome = outcome_of(evaluation, place)
        self.outcomes[address] = outcome
        return outcome

    def _scored(self, address: str, indicator: Indicator) -> Scored:
        key, children = indicator.key, tuple(self.scored[child] for child in indicator.children)
        applies, value = self.outcomes.get(f"applies.{key}"), self.outcomes.get(f"value.{key}")
        why = barred(self.plan.lines.get(key, ()), self.facts.picked, self.outcomes)
        if why is not None:
            scored = not_scored(indicator, why, children, applies)
        elif children:
            scored = parent_after(indicator, children)
        elif not self.rules.weighted:
            scored = unweighted(indicator, value)
        elif isinstance(indicator.way, Rows):
            scored = rows_of(indicator, self.plan.tables[indicator.way.table], self.around)
        else:
            scored = leaf_of(
                indicator,
                self.outcome(address, indicator.place),
                value,
                self.facts.judgements.get(key),
            )
        if why is None and (applies is not None or isinstance(indicator.way, Rank)):
            ranked = self.outcomes.get(f"rank.{key}")
            standing = self.standings.get(key)
            scored = evolve(scored, applies=applies, ranked=ranked, standing=standing)
        self.scored[key] = scored
        return scored

    def _pass_on(self, scored: Scored) -> None:
        """Put score and rate among the names, where a formula asks for them."""
        key = scored.indicator.key
        name = name_of_property("score", key)
        if name in self.plan.asked:
            self.names[name] = reading_of(scored, scored.exact)
        name = name_of_property("rate", key)
        if name in self.plan.asked:
            self.names[name] = reading_of(scored, scored.rate)
