"""What a methodology's formulas come to before any fact is known: that their units fit."""

from collections.abc import Iterator, Mapping

from perfrules.formula.tree import Compare, Formula, Node
from perfrules.formula.units import PLAIN, Unit
from perfrules.messages import Text
from perfrules.model.methodology import Methodology
from perfrules.model.parts import formulas_in
from perfrules.model.spelled_out import COMPLETION
from perfrules.model.ways import Adjust, Bands, Ratio, Way
from perfrules.problem import Problem, Problems, Refused, in_order
from perfrules.readings.number import name_of_property
from perfrules.readings.unit import score_unit, unit_of

_IN_POINTS = frozenset({"formula", "score", "base", "points", "at_most", "start", "end"})
"""The fields of a way of scoring whose formulas come out in points."""


def check(methodology: Methodology) -> tuple[Problem, ...]:
    """What is wrong with the units of a methodology, by place; empty when they fit.

    Every measure and measured value comes out in the unit that it declares, every score in
    points or a plain number, and nothing adds or compares different units.
    """
    units = _units(methodology)
    problems = Problems()
    for measure in methodology.measures.values():
        with problems.collecting():
            _must_be(measure.formula, measure.unit, units)
    for indicator in methodology.indicators.values():
        if indicator.value is not None:
            with problems.collecting():
                _must_be(indicator.value, indicator.unit, units)
        if indicator.way is not None:
            _look_into(indicator.way, {**units, COMPLETION: PLAIN}, problems)
    return tuple(in_order(problems.found))


def _units(methodology: Methodology) -> dict[str, Unit]:
    units = {name: rule.unit for name, rule in methodology.facts.items()}
    units |= {name: measure.unit for name, measure in methodology.measures.items()}
    indicators = methodology.indicators.values()
    return units | {name_of_property("value", each.key): each.unit for each in indicators}


def _must_be(formula: Formula, declared: Unit, units: Mapping[str, Unit]) -> None:
    found = unit_of(formula.tree, units)
    if found.dims != declared.dims:
        fields = {"found": _word(found), "declared": _word(declared)}
        raise Refused(Problem("E348", formula.source.place(), fields))


def _look_into(way: Way, units: Mapping[str, Unit], problems: Problems) -> None:
    for formula, name in formulas_in(way):
        with problems.collecting():
            if name in _IN_POINTS:
                score_unit(formula.tree, units)
            else:
                unit_of(formula.tree, units)
    for left, right in _side_by_side(way):
        with problems.collecting():
            unit_of(Compare(left, (("==", right),), at=right.at), units)
    for amount in _counts(way):
        with problems.collecting():
            found = unit_of(amount.tree, units)
            if found.has_money:
                raise Refused(Problem("E349", amount.source.place(), {"unit": _word(found)}))


def _side_by_side(way: Way) -> Iterator[tuple[Node, Node]]:
    """Formulas that are compared or divided, so that their units must be the same."""
    match way:
        case Bands(of, rows):
            for row in rows:
                ends = (row.inside.low, row.inside.high)
                yield from ((of.tree, end.tree) for end in ends if end is not None)
        case Ratio():
            yield way.actual.tree, way.target.tree
        case Adjust():
            for item in (*way.added, *way.deducted):
                if item.amount is not None and item.each is not None:
                    yield item.amount.tree, item.each.tree


def _counts(way: Way) -> Iterator[Formula]:
    """Amounts that are counted one by one: of money nobody says what one is."""
    if isinstance(way, Adjust):
        for item in (*way.added, *way.deducted):
            if item.amount is not None and item.each is None:
                yield item.amount


def _word(unit: Unit) -> str | Text:
    return str(unit) or Text("纯数", "a plain number")
