"""Everything that a formula or sentence may name once a fact set is scored, with its value."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.model.read_above import WHOLE
from perfrules.readings.number import Failed, Missing, name_of_property
from perfrules.readings.number import Result as Reading
from perfrules.scoring.ground import reading_of
from perfrules.scoring.outcome import passed_on
from perfrules.scoring.result import Result


def names_of(result: Result) -> dict[str, Reading]:
    """Facts, measures, properties of indicators and extras, and those of the whole."""
    return dict(_names(result))


def _names(result: Result) -> Iterator[tuple[str, Reading]]:
    for name in result.methodology.facts:
        fact = result.used.get(name)
        yield name, Missing(frozenset({name})) if fact is None else fact.value
    for measured in result.measures:
        yield measured.measure.name, passed_on(measured.outcome)
    for node in (*result.walk(), *result.above.extras):
        key = node.indicator.key
        yield name_of_property("points", key), node.indicator.points
        yield name_of_property("score", key), reading_of(node, node.exact)
        yield name_of_property("rate", key), reading_of(node, node.rate)
        if node.value is not None:
            yield name_of_property("value", key), passed_on(node.value)
    points = result.methodology.points
    rate = None if result.exact is None or not points else result.exact / points
    yield name_of_property("points", WHOLE), points
    yield name_of_property("score", WHOLE), _of_whole(result, result.exact)
    yield name_of_property("rate", WHOLE), _of_whole(result, rate)


def _of_whole(result: Result, value: Fraction | None) -> Reading:
    if value is not None:
        return value
    return Failed(result.problems) if result.state == "refused" else Missing(result.missing)
