"""Two fact sets of which the better one is scored lower, shown by the engine."""

import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.formula.functions import KindName
from perfrules.messages import Text
from perfrules.messages import proofs as say
from perfrules.model.facts import Value
from perfrules.model.methodology import Methodology
from perfrules.model.terms import Better
from perfrules.model.ways import Rank
from perfrules.problem import Place, Refused
from perfrules.readings.values import name_of_property
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.tree import Standing
from perfrules.studies.fact_sets import draft_of, drafted
from perfrules.studies.plausible import scale_of
from perfrules.studies.prove_shown import score_of
from perfrules.studies.proved import Shown, Values, Witness
from perfrules.studies.sample import faults_of_facts

Told = Callable[[Result], Fraction | None]
"""What is compared of two results."""


@frozen(eq=False, repr=False)
class Moved:
    """A fact or measure of which more, or less, is better."""

    name: str
    better: Better
    place: Place | None
    facts: frozenset[str]
    """The facts that may move: itself, or those that the measure rests on."""
    is_measure: bool
    ties: tuple[frozenset[str], ...]
    """The facts that each tie binds together whose failure is an error."""
    kind: KindName = "number"

    def movable(self, read: frozenset[str]) -> frozenset[str]:
        """The facts that have another value, where `read` are those that stay as they are.

        What a tie binds to them moves along where it is not read; what a tie lets move by no
        means does not. Empty where nothing can move.
        """
        found = self.facts if not self.is_measure else self.facts - read
        while True:
            bound = (tie - read for tie in self.ties if tie & found)
            more = found.union(*bound)
            if more == found:
                break
            found = more
        held = (tie & found for tie in self.ties)
        found -= frozenset().union(*(each for each in held if len(each) == 1))
        return found if self.facts & found else frozenset()

    @property
    def more(self) -> Text:
        """Which way is better."""
        return say.MORE if self.better == "higher" else say.LESS


def differing(key: str) -> Shown:
    """That a score is another one with other facts."""

    def shown(result: Result, values: Values) -> Witness | None:
        then = _changed(result, values)
        if then is None or score_of(then, key) in (None, score_of(result, key)):
            return None
        return Witness(result.facts, result, values, then)

    return shown


def _changed(result: Result, values: Values) -> Result | None:
    """What the same facts come to with other values; None where the rules do not take them."""
    rules, draft = result.methodology, draft_of(result.facts)
    own = {name: value for name, value in values.items() if name in rules.facts}
    try:
        facts = drafted(rules, evolve(draft, values={**draft.values, **own}))
    except Refused:
        return None
    places = {node.indicator.key: node.standing for node in result.walk() if node.standing}
    return score(rules, facts, standings_of(rules, values, places))


def standings_of(
    methodology: Methodology, values: Values, otherwise: Mapping[str, Standing]
) -> dict[str, Standing]:
    """The place of each ranked indicator, as z3 gave it; else the only one of all."""
    found: dict[str, Standing] = {}
    for leaf in methodology.leaves():
        if not isinstance(leaf.way, Rank):
            continue
        rank = values.get(name_of_property("rank", leaf.key))
        count = values.get(name_of_property("count", leaf.key), rank)
        if isinstance(rank, Fraction) and isinstance(count, Fraction):
            ranked = max(int(count), math.ceil(rank))
            found[leaf.key] = Standing(rank, ranked, ranked)
        else:
            found[leaf.key] = otherwise.get(leaf.key, Standing(Fraction(1), 1, 1))
    return found


@frozen(eq=False, repr=False)
class Falling:
    """Looks for a second fact set beside a first one."""

    moved: Moved
    movable: frozenset[str]
    """The facts that have another value in the second."""
    told: Told
    falls: bool
    """What is looked for: that it falls, or that it rises."""

    def shown(self, result: Result, values: Values) -> Witness | None:
        """The pair, where the second is better and scored worse; `values` are tried first."""
        for changed in self._changes(result, values):
            then = _changed(result, changed)
            if then is not None and self._is_worse(result, then):
                return Witness(result.facts, result, changed, then)
        return None

    def _changes(self, result: Result, values: Values) -> Iterator[dict[str, Value]]:
        given = {name: value for name, value in values.items() if name in self.movable}
        if given:
            yield given
            return
        for name in sorted(self.movable & result.facts.facts.keys()):
            value = result.facts.facts[name].value
            if isinstance(value, bool):
                yield {name: not value}
            elif isinstance(value, Fraction):
                scale = scale_of(result.methodology.facts[name], result.methodology)
                away = (value + scale.size * Fraction(n, 10) for n in (-10, -3, -1, 1, 3, 10))
                near = (each for x in (value, *away) for each in scale.around(x))
                for each in dict.fromkeys(near):
                    if each != value:
                        yield {name: each}

    def _is_worse(self, result: Result, then: Result) -> bool:
        one, two = self._of(result), self._of(then)
        before, after = self.told(result), self.told(then)
        if one is None or two is None or before is None or after is None:
            return False
        better = one < two if self.moved.better == "higher" else one > two
        worse = before > after if self.falls else before < after
        return better and worse and not faults_of_facts(then)

    def _of(self, result: Result) -> Fraction | None:
        """What the fact or measure came to; no is 0 and yes is 1."""
        value: object = None
        if self.moved.is_measure:
            found = (m for m in result.measures if m.measure.name == self.moved.name)
            value = next(found).outcome.value
        elif self.moved.name in result.used:
            value = result.used[self.moved.name].value
        return Fraction(value) if isinstance(value, bool | Fraction) else None
