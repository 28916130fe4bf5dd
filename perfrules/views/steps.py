"""A step of a derivation as every view shows it: formula, numbers put in, what it came to."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from attrs import Factory, evolve, frozen

from perfrules.formula import walk
from perfrules.formula.tree import Fold, Given, Name, Node, Number, Property
from perfrules.formula.units import PLAIN, POINTS, Unit, parse_unit
from perfrules.messages import Lang
from perfrules.messages import labels as say
from perfrules.model.facts import Fact, Value
from perfrules.model.terms import Show
from perfrules.readings.figures import Figure, exact_text, figure
from perfrules.readings.prose import substituted, written
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Measured, Outcome, Scored

Kind = Literal[
    "formula", "measure", "value", "case", "band", "ratio", "amount", "item", "check", "tier",
    "applies", "rank",
]  # fmt: skip
RATE = Show(2, percent=True)
"""How a 得分率 is printed."""
Printed = tuple[Unit, Show | None, int]
"""In which unit, with which digits, with how many at least, a value is printed."""

IN_POINTS: Printed = (POINTS, None, 0)


@frozen(eq=False, repr=False)
class Step:
    """One step: a formula, or a row of a table of cases, bands, items or tiers."""

    address: str
    """Stable: `indicator.KEY.score`, `indicator.KEY.bands.2`, `measure.NAME`; rows count from 1."""
    kind: Kind
    name: str = ""
    formula: str = ""
    """As the author wrote it."""
    substituted: str = ""
    """The same with numbers put in; empty when nothing was reached."""
    value: Value | None = None
    """Exact; None when it was not reached."""
    figure: Figure | None = None
    """The value as printed, with its unit."""
    exact: str = ""
    """The whole value where the figure is not all of it, in the figure's unit."""
    hit: bool | None = None
    """Of a row: whether it holds; None also when it was not read."""
    gives: str = ""
    """What a row gives when it holds."""
    says: str = ""
    """The author's words for the row."""


Behind = tuple[list[str], list[str]]
"""Names of measures, and of facts, columns and tables."""


@frozen(eq=False, repr=False)
class Reader:
    """Reads the numbers of one result into formulas, in one language."""

    result: Result
    lang: Lang
    nodes: Mapping[str, Scored]
    measures: Mapping[str, Measured]
    cells: Mapping[str, Fact] = Factory(dict)
    """The columns of the row that is read, where one is."""
    _asked: dict[int, tuple[Node, ...]] = Factory(dict)
    behind: dict[str, Behind] = Factory(dict)
    """What each leaf rests on, by its key, as far as it has been looked for."""
    behind_values: dict[str, Behind] = Factory(dict)
    """The same of the measured values."""

    @classmethod
    def of(cls, result: Result, lang: Lang) -> "Reader":
        """The reader of a result."""
        nodes = {node.indicator.key: node for node in (*result.walk(), *result.above.extras)}
        measures = {measured.measure.name: measured for measured in result.measures}
        return cls(result, lang, nodes, measures)

    def in_row(self, node: Scored) -> "Reader":
        """The reader of a node's own formulas: in a row, its columns come before other names."""
        return self if node.row is None else evolve(self, cells=node.row.cells)

    def fact(self, name: str) -> Fact | None:
        """What stands behind a name: a column of the row, or a fact; None when it is missing."""
        return self.cells.get(name) or self.result.used.get(name)

    def asked(self, tree: Node) -> tuple[Node, ...]:
        """The nodes of a tree that ask for something else; leaves share trees, so only once."""
        found = self._asked.get(id(tree))
        if found is None:
            asking = (Name, Given, Fold, Property)
            found = tuple(part for part in walk.nodes(tree) if isinstance(part, asking))
            self._asked[id(tree)] = found
        return found

    def seen(self, outcome: Outcome | None) -> "Seen":
        """What an evaluation saw, whether or not it came to an end."""
        steps = outcome.evaluation.steps if outcome and outcome.evaluation else ()
        return Seen(self, {id(step.node): step.value for step in steps})

    def unit_of(self, node: Node) -> Printed:
        """In which unit, with which digits and how many at least a node's value is printed."""
        match node:
            case Name(name) if (fact := self.fact(name)) is not None:
                return fact.unit, None, fact.decimals
            case Name(name) if name in self.measures:
                measure = self.measures[name].measure
                return measure.unit, measure.show, 0
            case Property("value", of):
                indicator = self.nodes[of].indicator
                return indicator.unit, indicator.show, 0
            case Property("rate"):
                return parse_unit("%"), RATE, 0
            case Number(_, str() as unit):
                return parse_unit(unit), None, 0
            case _:
                return PLAIN, None, 0

    def unit_within(self, node: Node) -> Printed:
        """The same for a compound, by the first name or number in it that has a unit."""
        for part in walk.nodes(node):
            found = self.unit_of(part)
            if found[0] != PLAIN:
                return found
        return self.unit_of(node)

    def written(self, node: Node) -> str:
        """A formula that the engine put together, in the language of the methodology."""
        return written(node, self.result.methodology.lang)

    def text(self, value: Value, unit: Printed) -> str:
        """A value as it is put into a formula."""
        if isinstance(value, Fraction):
            return str(figure(value, *unit, closer=True))
        if isinstance(value, bool):
            return (say.YES if value else say.NO).in_(self.lang)
        return f"“{value}”" if isinstance(value, str) else value.isoformat()


@frozen(eq=False, repr=False)
class Seen:
    """The values that one evaluation saw, by node."""

    reader: Reader
    values: Mapping[int, Value]

    def value(self, node: Node | None) -> Value | None:
        """What a node came to; None when it was not read or not reached."""
        if isinstance(node, Number):
            return node.value
        return None if node is None else self.values.get(id(node))

    def shown(self, node: Node) -> str | None:
        """The number to put in for a name; None for a part that was not read."""
        value = self.values.get(id(node))
        if value is None or isinstance(node, Number):
            return None
        return self.reader.text(value, self.reader.unit_of(node))

    def put_in(self, node: Node) -> str:
        """The formula with its numbers, empty when none was reached."""
        lang = self.reader.result.methodology.lang
        text = substituted(node, self.shown, lang)
        return "" if text == written(node, lang) else text

    def step(self, step: Step, node: Node, unit: Printed, *, put_in: bool = True) -> Step:
        """The step with its numbers, and what it came to in a unit."""
        value = self.value(node)
        printed = figure(value, *unit) if isinstance(value, Fraction) else None
        exact = ""
        if isinstance(value, Fraction) and printed is not None and not printed.exact:
            exact = _in_unit(value, unit[0], unit[1])
        text = self.put_in(node) if put_in else step.substituted
        return evolve(step, substituted=text, value=value, figure=printed, exact=exact)


def _in_unit(value: Fraction, unit: Unit, show: Show | None) -> str:
    """The whole value: a decimal in the unit when it ends, else a plain fraction."""
    percent = unit.is_percent if show is None else show.percent
    factor = Fraction(1, 100) if percent else unit.factor
    in_unit = exact_text(value / factor)
    if "/" in in_unit or "…" in in_unit:
        return exact_text(value) if percent else in_unit
    return in_unit + ("%" if percent else "")
