"""One department after another, fast: plain values in, printed scores out, exact like `score`."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from attrs import Factory, field, frozen

from perfrules.model.methodology import Methodology
from perfrules.model.picked import as_it_stands
from perfrules.model.terms import Span as Days
from perfrules.problem import Refused
from perfrules.readings.whole import NotWholeError
from perfrules.scoring.loading import Plain, facts
from perfrules.scoring.score import score
from perfrules.scoring.scores import Scores
from perfrules.scoring.tree import Standing
from perfrules.scoring.whole_program import picked_from, whole_of
from perfrules.scoring.whole_python import (
    Compiled,
    PlacesError,
    UnlikeError,
    compiled,
    places_for,
)

Given = Mapping[str, Plain]
Judgements = Mapping[str, Plain | Mapping[str, Any]]
Picks = Mapping[str, str | list[str]]
Key = tuple[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]]
"""What is absent, and what was picked."""

_NONE: Mapping[str, Any] = MappingProxyType({})
_MOST_FUNCTIONS = 100
"""For so many ways in which facts are absent; others are left to `score`."""
_UNLIKE = (UnlikeError, Refused, ArithmeticError, LookupError, TypeError, ValueError)


@frozen(eq=False, repr=False)
class Scorer:
    """A methodology made ready for many departments, one after the other; threads may share it."""

    methodology: Methodology
    period: int | None = None
    """The year that is scored: it decides which parameters are in force."""
    names: tuple[str, ...] = field(init=False)
    _grades: tuple[str | None, ...] = field(init=False)
    _functions: dict[Key, Compiled | None] = Factory(dict)
    _places: dict[str, int] = Factory(dict)
    _latest: list[Compiled] = Factory(list)
    """The function that was right for the department before, if any."""

    @property
    def days(self) -> Days:
        """The scored period."""
        if self.period is None:
            return Days(None, None)
        return Days(date(self.period, 1, 1), date(self.period, 12, 31))

    @names.default
    def _names(self) -> tuple[str, ...]:
        return (*self.methodology.indicators, *self.methodology.above.extras)

    @_grades.default
    def _grade_names(self) -> tuple[str | None, ...]:
        return tuple(grade.name for grade in self.methodology.grades) or (None,)

    def __call__(
        self,
        values: Given,
        judgements: Judgements = _NONE,
        *,
        picked: Picks = _NONE,
        tables: Mapping[str, Sequence[Given]] = _NONE,
        standings: Mapping[str, Standing] = _NONE,
    ) -> Scores:
        """The printed scores of one department; never raises for what stands in its values.

        A fact is a number in its declared unit, a text such as `"93.77%"`, yes or no, or a day; a
        judgement is a number, or a mapping with what else a fact file says of it; `picked`,
        `tables` and `standings` are as in `facts` and `score`.
        """
        if self._latest and not picked and not tables:
            function = self._latest[0]
            try:
                return self._told(function, function.function(values, judgements, standings))
            except _UNLIKE:
                pass  # it may be one for another function
        if not tables:
            found = self._by_function(values, judgements, picked, standings)
            if found is not None:
                return found
        return self.by_score(values, judgements, picked, tables, standings)

    @property
    def source(self) -> str:
        """The function for departments of which everything is told, in Python.

        Empty where there is none, so that `score` scores every department.
        """
        absent = {name for name, rule in self.methodology.facts.items() if rule.from_parameters}
        absent |= {f"standing:{key}" for key in self.methodology.indicators}
        key: Key = (frozenset(absent), ())
        function = self._functions.get(key) or self._made(key)
        return "" if function is None else function.source

    def _by_function(
        self,
        values: Given,
        judgements: Judgements,
        picked: Picks,
        standings: Mapping[str, Standing],
    ) -> Scores | None:
        """The scores by the function for departments of which the same is told."""
        rules, there = self.methodology, frozenset(values)
        absent = {name for name in rules.facts if name not in there}
        absent |= {f"judgement:{i.key}" for i in rules.scored() if i.key not in judgements}
        absent |= {f"standing:{key}" for key in rules.indicators if key not in standings}
        try:
            picks = tuple((parent, _listed(picked[parent])) for parent in sorted(picked))
            key = (frozenset(absent), picks)
            function = self._function(key)
            if function is None:
                return None
            try:
                found = function.function(values, judgements, standings)
            except PlacesError:
                self._places.update(
                    places_for(function.whole, as_it_stands(rules, dict(picks)), values, judgements)
                )
                del self._functions[key]
                function = self._function(key)
                assert function is not None, "it was one with fewer places"
                found = function.function(values, judgements, standings)
        except _UNLIKE:
            return None
        if not picked:
            self._latest[:] = [function]
        return self._told(function, found)

    def _function(self, key: Key) -> Compiled | None:
        """The function for what is absent and was picked; None where only `score` will do."""
        if key not in self._functions:
            if len(self._functions) == _MOST_FUNCTIONS:
                return None
            self._functions[key] = self._made(key)
        return self._functions[key]

    def _made(self, key: Key) -> Compiled | None:
        absent, picks = key
        picked = picked_from(self.methodology, dict(picks))
        if picked is None:
            return None
        try:
            whole = whole_of(
                self.methodology,
                period=self.days,
                picked=picked,
                absent=absent,
                places=self._places,
            )
        except NotWholeError:
            return None
        return compiled(as_it_stands(self.methodology, picked), whole)

    def _told(self, function: Compiled, found: Sequence[int | None]) -> Scores:
        """What a function found, in words."""
        count = len(function.units)
        digits, grade = found[:count], found[count]
        if digits[-1] is not None:
            assert grade is not None
            return Scores("done", digits, self.names, function.units, self._grades[grade])
        unsure = zip(function.unsure, found[count + 1 :], strict=True)
        missing = function.missing | {name for name, when in unsure if when}
        return Scores("open", digits, self.names, function.units, None, missing)

    def by_score(  # all that may be told of a department
        self,
        values: Given,
        judgements: Judgements = _NONE,
        picked: Picks = _NONE,
        tables: Mapping[str, Sequence[Given]] = _NONE,
        standings: Mapping[str, Standing] = _NONE,
    ) -> Scores:
        """The same by `score`, whatever is told; the measure of all that is faster."""
        told = {
            key: each if isinstance(each, Mapping) else {"score": each, "origin": "reviewer"}
            for key, each in judgements.items()
        }
        units = (_ONE,) * (len(self.names) + 1)
        try:
            given = facts(
                self.methodology,
                values,
                judgements=told,
                picked=picked,
                tables=tables,
                period=self.period,
            )
        except Refused as refused:
            nothing = (None,) * len(units)
            return Scores("refused", nothing, self.names, units, None, problems=refused.problems)
        result = score(self.methodology, given, standings)
        found = {node.indicator.key: node.printed for node in result.walk()}
        found |= {extra.indicator.key: extra.printed for extra in result.above.extras}
        printed = (*(found[name] for name in self.names), result.printed)
        return Scores(
            result.state,
            tuple(None if each is None else each.numerator for each in printed),
            self.names,
            tuple(_ONE if each is None else Fraction(1, each.denominator) for each in printed),
            None if result.grade is None else result.grade.name,
            result.missing,
            result.problems,
        )


_ONE = Fraction(1)


def scorer(methodology: Methodology, *, period: int | None = None) -> Scorer:
    """The methodology as a function of plain values, many times as fast as `score`.

    >>> from perfrules import load_methodology
    >>> points = scorer(load_methodology("beijing/department@2022"))
    >>> points({"财政拨款预算": 492824.40, "财政拨款支出": 462144.30}).nodes["当年预算执行情况"]
    Fraction(75, 4)
    """
    return Scorer(methodology, period)


def _listed(picks: str | list[str]) -> tuple[str, ...]:
    return (picks,) if isinstance(picks, str) else tuple(picks)
