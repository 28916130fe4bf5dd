"""What the formulas of one scored fact set were read with, to read them once more otherwise."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import get_args

from attrs import frozen

from perfrules.formula.tree import Aspect, Name, Node
from perfrules.model.read_above import WHOLE
from perfrules.model.terms import Show
from perfrules.problem import Place
from perfrules.readings.figures import figure
from perfrules.readings.number import (
    Missing,
    Row,
    compile_number,
    evaluate,
    name_of_judgement,
    name_of_property,
)
from perfrules.readings.number import Result as Reading
from perfrules.scoring.ground import reading_of
from perfrules.scoring.outcome import outcome_of, passed_on
from perfrules.scoring.result import Result
from perfrules.scoring.shown import printed_within
from perfrules.scoring.table_plan import rows_as_names
from perfrules.scoring.tree import Outcome, Scored
from perfrules.studies.bases import bases_of

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


@frozen(eq=False, repr=False)
class Known:
    """The names of everything that was given or found, and the rows of the tables."""

    result: Result
    names: Mapping[str, Reading]
    tables: Mapping[str, Sequence[Row] | Missing]
    nodes: Mapping[str, Scored]
    """Indicators, rows and their headings, bonuses and penalties, by key."""
    bases: Mapping[str, Sequence[str]]
    """The facts that something is divided by, each with the names of what is so computed."""

    @classmethod
    def of(cls, result: Result) -> "Known":
        """What is known of a result."""
        nodes = {n.indicator.key: n for n in (*result.walk(), *result.above.extras)}
        tables = rows_as_names(result.methodology, result.facts)
        return cls(result, _names(result, nodes), tables, nodes, bases_of(result.methodology))

    def outcome(self, tree: Node, place: Place | None) -> Outcome:
        """What one more formula comes to."""
        return outcome_of(evaluate(compile_number(tree), self.names, self.tables), place)

    def reckoned(self, tree: Node, other: Mapping[str, Fraction] | None = None) -> Fraction | None:
        """The number that a formula comes to, with other numbers for some names; None: it fails."""
        names = {**self.names, **(other or {})}
        value = evaluate(compile_number(tree), names, self.tables).value
        return value if isinstance(value, Fraction) else None

    def shown(self, tree: Node, value: Fraction) -> str:
        """A value as it is printed where the formula is."""
        used = self.result.used
        return str(figure(value, *printed_within(tree, self.result.methodology, used)))

    def shown_fact(self, name: str) -> str:
        """A fact as it is printed; nothing when it is not given."""
        value = self.names[name]
        return self.shown(Name(name), value) if isinstance(value, Fraction) else ""

    def show_of(self, measure: str) -> Show | None:
        """With which digits a measure is printed."""
        found = self.result.methodology.measures.get(measure)
        return None if found is None else found.show


def _names(result: Result, nodes: Mapping[str, Scored]) -> dict[str, Reading]:
    names: dict[str, Reading] = {
        name: Missing(frozenset({name})) for name in result.methodology.facts
    }
    names |= {name: fact.value for name, fact in result.used.items()}
    names |= {each.measure.name: passed_on(each.outcome) for each in result.measures}
    names |= _of_whole(result)
    for key in (*result.methodology.indicators, *result.methodology.above.extras):
        for aspect in ASPECTS:  # of nodes that do not count here, and places, nothing is known
            names[name_of_property(aspect, key)] = Missing(frozenset())
    for key, node in nodes.items():
        judged = result.facts.judgements.get(key)
        missing = Missing(frozenset({f"judgement:{key}"}))
        names[name_of_property("points", key)] = node.indicator.points
        names[name_of_property("score", key)] = reading_of(node, node.exact)
        names[name_of_property("rate", key)] = reading_of(node, node.rate)
        if node.value is not None:
            names[name_of_property("value", key)] = passed_on(node.value)
        names[name_of_judgement(key)] = missing if judged is None else judged.score
    return names


def _of_whole(result: Result) -> dict[str, Reading]:
    """Bare 得分, 得分率 and 分值."""
    exact, points = result.exact, result.methodology.points
    told: Reading = Missing(result.missing) if exact is None else exact
    rate: Reading = told if exact is None or not points else exact / points
    values: tuple[Reading, ...] = (told, rate, points)
    aspects: tuple[Aspect, ...] = ("score", "rate", "points")
    pairs = zip(aspects, values, strict=True)
    return {name_of_property(aspect, WHOLE): value for aspect, value in pairs}
