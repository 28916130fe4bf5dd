"""An example ranked among others, of whom only what is compared is given."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.files.tables import Table
from perfrules.formula.quantity import quantity
from perfrules.messages import studies as say
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Rank
from perfrules.problem import did_you_mean, placed
from perfrules.readings.unit import unit_of
from perfrules.scoring.check import units_of
from perfrules.scoring.places import standing_among
from perfrules.scoring.population import ranks_in
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.tree import Standing


def ranked(methodology: Methodology, facts: FactSet, peers: Table) -> Result:
    """The result with the places among the peers; `peers` are lists of values by indicator.

    Raises Refused with E623 for a name that is not ranked, and for a value that is no number in
    the unit of what is compared.
    """
    others = dict(_others(methodology, peers))
    standings: dict[str, Standing] = {}
    while True:
        result = score(methodology, facts, standings)
        # One rank may rest on another, whose place must be known before: one pass for each.
        found = dict(_standings(result, others))
        if found == standings:
            return result
        standings = found


def _others(methodology: Methodology, peers: Table) -> Iterator[tuple[str, list[Fraction]]]:
    keys = ranks_in(methodology)
    for key in peers.values:
        if key not in keys:
            near = did_you_mean(key, keys)
            raise peers.refuse("E623", key, at="key", given=key, kind=say.A_RANKED, near=near)
        way = methodology.indicators[key].way
        assert isinstance(way, Rank), "its key is among those ranked"
        unit = unit_of(way.of.tree, units_of(methodology))
        with placed(peers.place(key)):
            yield key, [quantity(text, unit).value for text in peers.texts(key)]


def _standings(result: Result, others: dict[str, list[Fraction]]) -> Iterator[tuple[str, Standing]]:
    for key, values in others.items():
        node = result[key]
        way, value = node.indicator.way, None if node.ranked is None else node.ranked.value
        if isinstance(way, Rank) and isinstance(value, Fraction):
            yield key, standing_among(way, value, sorted([*values, value]))
