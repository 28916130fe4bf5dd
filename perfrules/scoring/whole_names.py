"""What the names in formulas stand for, as whole numbers: what is told, and what rests on it."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import assert_never

from attrs import Factory, field, frozen

from perfrules.formula.tree import Judgement, Name, Property
from perfrules.model.declared import FactRule
from perfrules.model.facts import Value
from perfrules.model.methodology import Methodology
from perfrules.model.picked import Picked
from perfrules.model.terms import Span as Days
from perfrules.model.ways import Judged
from perfrules.readings.found import Found, Known
from perfrules.readings.integers import Part
from perfrules.readings.program import Program
from perfrules.readings.ratios import Ratios
from perfrules.readings.spans import Span
from perfrules.readings.whole import Reading
from perfrules.scoring.whole_inputs import Inputs, Kind, Told, Where, fact_told, judgement_told

_YES_NO = Span()
_PLACES = Span(0, 10**15)


@frozen(eq=False, repr=False)
class Names:
    """The names of one methodology, for departments of which the same is told."""

    rules: Methodology
    """As it stands for what was picked."""
    picked: Picked
    period: Days
    inputs: Inputs
    absent: frozenset[str]
    """The names, as `missing` has them, of what is told of none of the departments."""
    unsure: frozenset[str]
    """And of what is told of some."""
    make: Program = field(init=False)
    reading: Reading = field(init=False)
    later: dict[tuple[str, str], Callable[[], Found]] = Factory(dict)
    """What aspects of indicators, and measures, come to; each is asked for when it is there."""
    _parameters: dict[str, Value] = Factory(dict)

    @make.default
    def _make(self) -> Program:
        return Program(self.inputs.spans)

    @reading.default
    def _reading(self) -> Reading:
        return Reading(Ratios(self.make), self.named, self.given)

    def __attrs_post_init__(self) -> None:
        """Every fact is an input, also one that nothing reads: it must be what it is declared."""
        for given in self.rules.parameters:
            if given.days.contains(self.period):
                self._parameters[given.fact] = given.value
        for rule in self.rules.facts.values():
            if rule.name not in self.absent:
                self._input(self._told(rule))
        for leaf in self.rules.scored():
            if isinstance(leaf.way, Judged) and f"judgement:{leaf.key}" not in self.absent:
                self._judged(leaf.key)

    def named(self, node: Name | Property | Judgement) -> Found:
        """What a name stands for."""
        match node:
            case Name(name) if name in self.rules.facts:
                return self._fact(self.rules.facts[name])
            case Name(name):
                return self.later["measure", name]()
            case Judgement(of):
                return self._judged(of)
            case Property(aspect, of):
                return self.later[aspect, of]()
            case _:
                assert_never(node)

    def given(self, name: str) -> Found:
        """Whether a fact is there."""
        here = self.make.constant(True)
        if name not in self._parameters:
            here = self.make.no(self._is_absent(name, "facts"))
        return self.reading.finds.always(here)

    def ranked(self, key: str, ranked: Found) -> tuple[Found, Found]:
        """The place of an indicator among all departments, and how many have one."""
        finds = self.reading.finds

        def one(where: Where, unit: Fraction) -> Found:
            value: Known = self.reading.ratios.of(Fraction(1))
            if f"standing:{key}" not in self.absent:
                value = self._number(Told(where, key, "number", unit, 0, _PLACES))
            place = self._waiting("population", "rank", value, key)
            return finds.of((ranked, finds.when(self.make.no(ranked.missing), place)), value)

        return one("rank", Fraction(1, 2)), one("count", Fraction(1))

    def _told(self, rule: FactRule) -> Told:
        return fact_told(rule, self.inputs.places_of(rule.name), self.inputs.largest)

    def _fact(self, rule: FactRule) -> Found:
        told, name = self._told(rule), rule.name
        value = _nothing(self.reading.ratios, told.kind)
        if name not in self.absent:
            value = self._number(told) if told.kind == "number" else self._input(told)
        if name not in self._parameters:
            return self._waiting(name, "facts", value, name)
        always = self._constant(self._parameters[name])
        missing = self._is_absent(name, "facts")
        return self.reading.finds.always(self.reading.finds.picked(missing, always, value))

    def _judged(self, key: str) -> Found:
        leaf = self.rules.node(key)
        assert leaf is not None, "its name was settled"
        places, largest = self.inputs.places_of(f"judgement:{key}"), self.inputs.largest
        assert isinstance(leaf.way, Judged), "its name was settled"
        told = judgement_told(leaf, leaf.way, places, largest)
        name = f"judgement:{key}"
        if name in self.absent:
            return self._waiting(name, "judgements", self.reading.ratios.of(Fraction(1)), key)
        return self._waiting(name, "judgements", self._number(told), key)

    def _waiting(self, name: str, where: str, value: Known, key: str) -> Found:
        """A value that may not be there."""
        missing = self._is_absent(key, where)
        finds = self.reading.finds
        if missing is self.make.constant(False):
            return finds.always(value)
        return Found(value, missing, self.make.constant(False), {name: missing})

    def _is_absent(self, key: str, where: str) -> Part:
        name = {"facts": key, "judgements": f"judgement:{key}", "rank": f"standing:{key}"}[where]
        if name in self.absent:
            return self.make.constant(True)
        if name in self.unsure:
            return self._input(Told("absent", name, "yes/no", Fraction(1), 0, _YES_NO))
        return self.make.constant(False)

    def _input(self, told: Told) -> Part:
        return self.make.input(self.inputs.number_of(told))

    def _number(self, told: Told) -> Known:
        return self.reading.ratios.whole(self._input(told), told.unit)

    def _constant(self, value: Value) -> Known:
        match value:
            case Fraction():
                return self.reading.ratios.of(value)
            case date():
                return self.make.constant(value.toordinal())
            case _:
                return self.make.constant(value)


def _nothing(ratios: Ratios, kind: Kind) -> Known:
    """A value of a kind that is never looked at."""
    if kind == "number":
        return ratios.of(Fraction(1))  # so that nothing is divided by zero
    return ratios.make.constant("" if kind == "text" else False if kind == "yes/no" else 1)
