"""What z3 found as facts that a department could give, complete, and scored by the engine."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.formula.digits import decimals_of
from perfrules.model.facts import FactSet, Value
from perfrules.model.methodology import Methodology
from perfrules.problem import Refused
from perfrules.readings.free import Free
from perfrules.readings.proof_answer import Answer
from perfrules.readings.values import name_of_judgement
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.tree import Standing
from perfrules.studies.fact_sets import Draft, draft_of, drafted
from perfrules.studies.prove_falling import standings_of
from perfrules.studies.prove_scores import name_of_pick
from perfrules.studies.prove_shown import score_of
from perfrules.studies.prove_world import rows_of
from perfrules.studies.proved import Question, Values, Witness
from perfrules.studies.sample import balanced, faults_of_facts
from perfrules.studies.simpler import simplest

FEW, MANY = (0,), (1, 2, 4, 6, 9)
"""Digits behind those in which people would write a number: none, and then more."""
_MOST_AROUND = 3
"""So many fact sets are tried as the rest of the facts."""
_MOST_ROWS = 4
_MOST_SIMPLER = 150


@frozen(eq=False, repr=False)
class Found:
    """Fact sets that were made by chance and scored: the rest of a witness, or all of it."""

    methodology: Methodology
    results: tuple[Result, ...]

    def seen(self, question: Question) -> Witness | None:
        """Of those that show what is asked, one with the fewest other problems."""
        if question.kind == "matters":
            return self._two_scores(question.subject)
        found = (question.shown(result, {}) for result in self.results)
        return min(
            (w for w in found if w is not None), key=lambda w: _wrong(w).total(), default=None
        )

    def _two_scores(self, key: str) -> Witness | None:
        first: Result | None = None
        for result in self.results:
            score_here = score_of(result, key)
            if first is None and score_here is not None:
                first = result
            elif first is not None and score_here not in (None, score_of(first, key)):
                return Witness(first.facts, first, then=result)
        return None

    def shown_by(self, question: Question, answer: Answer, digits: Sequence[int]) -> Witness | None:
        """Facts with the values that z3 gave, and the rest from one of these, that show it.

        `digits` are tried behind those in which people would write a number.
        """
        for more in digits:
            plain = [
                {name: _plain(value, world.free[name], more) for name, value in values.items()}
                for world, values in zip(question.worlds, answer.values, strict=True)
            ]
            others = plain[1] if len(plain) > 1 else {}
            standings = standings_of(self.methodology, plain[0], {})
            for around in self._around():
                for draft in self._drafts(question, around, answer, plain[0], more):
                    result = _scored(self.methodology, draft, standings)
                    witness = None if result is None else question.shown(result, others)
                    if witness is not None:
                        return evolve(witness, standings=standings)
        return None

    def simpler(self, question: Question, witness: Witness) -> Witness:
        """The same with numbers of fewer digits, as far as it still shows it."""

        def looked_at(facts: FactSet) -> Witness | None:
            result = score(self.methodology, facts, witness.standings)
            found = question.shown(result, witness.changed)
            return None if found is None or _wrong(found) - _wrong(witness) else found

        facts = simplest(
            self.methodology,
            witness.facts,
            lambda facts: looked_at(facts) is not None,
            most=_MOST_SIMPLER,
        )
        found = looked_at(facts)
        return witness if found is None else evolve(found, standings=witness.standings)

    def _around(self) -> list[Result]:
        """Those whose facts are sound, the complete ones first."""
        sound = [result for result in self.results if not faults_of_facts(result)]
        order = {"done": 0, "open": 1, "refused": 2}
        return sorted(sound, key=lambda result: order[result.state])[:_MOST_AROUND]

    def _drafts(
        self, question: Question, around: Result, answer: Answer, plain: Values, digits: int
    ) -> Iterator[Draft]:
        """The facts around with the values put in, as they are and so that ties hold."""
        draft = self._put(around, plain, answer.absent)
        rows = [(question.row_of, plain)] if question.row_of else answer.rows
        for put in _in_rows(rows, around, draft, digits) if rows else (draft,):
            yield put
            yield balanced(self.methodology, put)

    def _put(self, around: Result, values: Values, absent: frozenset[str]) -> Draft:
        draft, rules = draft_of(around.facts), self.methodology
        facts = {name: value for name, value in draft.values.items() if name not in absent}
        for name, rule in rules.facts.items():
            if name in values and not rule.from_parameters:
                facts[name] = values[name]
        scores = dict(draft.judgements)
        for node in rules.scored():
            given = values.get(name_of_judgement(node.key))
            if isinstance(given, Fraction):
                scores[node.key] = given
        picked = _picked(rules, draft, values)
        return evolve(draft, values=facts, judgements=scores, picked=picked)


def _scored(
    methodology: Methodology, draft: Draft, standings: Mapping[str, Standing]
) -> Result | None:
    """None where the rules do not take the facts."""
    try:
        result = score(methodology, drafted(methodology, draft), standings)
    except Refused:
        return None
    return None if faults_of_facts(result) else result


def _plain(value: Value, free: Free, digits: int) -> Value:
    """A number with so many digits behind those in which people would write it."""
    if not isinstance(value, Fraction) or free.step is not None:
        return value
    to: Fraction = free.factor * free.grain / 10**digits
    if (value / to).denominator == 1 or (digits == 0 and _is_short(value / free.factor)):
        return value
    return Fraction(round(value / to)) * to


def _is_short(number: Fraction) -> bool:
    decimals = decimals_of(number)
    return decimals is not None and decimals <= 2


def _picked(rules: Methodology, draft: Draft, values: Values) -> dict[str, tuple[str, ...]]:
    picked = dict(draft.picked)
    for key, parent in rules.indicators.items():
        given = {c: values.get(name_of_pick(key, c)) for c in parent.children}
        if parent.choose is not None and any(given.values()):
            picked[key] = tuple(child for child, taken in given.items() if taken)
    return picked


def _in_rows(
    found: Sequence[tuple[str, Values]], around: Result, draft: Draft, digits: int
) -> Iterator[Draft]:
    """The values in one row after the other; each keeps its name, its headings, its points."""
    for table, values in found:
        rule, rows = around.methodology.tables[table], draft.tables.get(table, ())
        fixed = {rule.key, *rule.group, rule.points}
        free = rows_of(rule).columns
        put = {
            name: _plain(value, free[name], digits)
            for name, value in values.items()
            if name in free and name not in fixed
        }
        for position, row in enumerate(rows[:_MOST_ROWS]):
            changed = [*rows[:position], {**row, **put}, *rows[position + 1 :]]
            yield evolve(draft, tables={**draft.tables, table: changed})


def is_clean(witness: Witness) -> bool:
    """Whether nothing is wrong with its facts beside what they show."""
    return _wrong(witness).total() <= 1


def _wrong(witness: Witness) -> Counter[str]:
    """What is wrong with the facts, how often."""
    results = [each for each in (witness.result, witness.then) if each is not None]
    return Counter(problem.code for result in results for problem in result.problems)
