"""What a rule file means: a methodology with its facts, measures, indicators and grades."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import Factory, frozen

from perfrules.files.tables import Document, Table
from perfrules.formula.units import Unit
from perfrules.messages import Lang
from perfrules.model.above import Above
from perfrules.model.chapters import Chapter, chapters_in_order
from perfrules.model.declared import FactRule, Indicator, Measure
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import Coverage, TableRule
from perfrules.model.terms import (
    GradeOn,
    Rounding,
    Span,
    Status,
)
from perfrules.problem import Place, Problem


@frozen(eq=False, repr=False)
class Grade:
    """A name for a stretch of totals."""

    name: str
    stretch: Stretch
    text: str
    """The interval as written."""

    def holds(self, total: Fraction) -> bool:
        """Whether the total lies in the stretch."""
        return self.stretch.holds(total)


@frozen(eq=False, repr=False)
class Parameter:
    """A value of a fact that is set for everybody, for some days."""

    fact: str
    days: Span
    value: Fraction | bool | str | date
    text: str
    decimals: int
    """Digits after the point as written, of a number."""
    unit: Unit
    """In which it was written or declared."""
    basis: str
    place: Place | None


@frozen(eq=False, repr=False)
class Methodology:
    """Everything that a rule file says, checked; safe to share between threads."""

    id: str
    version: str
    title: str
    points: Fraction
    in_force: Span
    rounding: Rounding
    grade_on: GradeOn
    grades: tuple[Grade, ...]
    grades_status: Status
    grades_basis: str
    basis: str
    status: Status
    lang: Lang
    facts: Mapping[str, FactRule]
    measures: Mapping[str, Measure]
    indicators: Mapping[str, Indicator]
    """Parents before children, in the order of the file."""
    roots: tuple[str, ...]
    order: tuple[str, ...]
    """Addresses (`measure.NAME`, `indicator.KEY`), each resting on earlier ones only."""
    parameters: tuple[Parameter, ...]
    examples: tuple[Table, ...]
    documents: tuple[Document, ...]
    """The files it was read from, the asked-for one first."""
    warnings: tuple[Problem, ...]
    tables: Mapping[str, TableRule] = Factory(dict)
    coverages: tuple[Coverage, ...] = ()
    above: Above = Factory(Above)
    total_at_most: Fraction | None = None
    total_floor: Fraction | None = None
    """Limits of the total that the file states; required with a bonus or a penalty."""
    stages: tuple[str, ...] = ()
    """Who scores one after the other, such as 自评, 复核."""
    counts: str = ""
    """The stage whose judgements count."""
    weighted: bool = True
    """False for a framework that gives no points: it can be reckoned, not scored."""
    chapters: tuple[Chapter, ...] = ()
    """Of the report, as the file declares them."""

    @property
    def outline(self) -> tuple[tuple[int, Chapter], ...]:
        """Every chapter of the report with its level from 1, also those that nobody declared."""
        roots = {key: self.indicators[key] for key in self.roots}
        return chapters_in_order(self.chapters, roots, self.lang)

    def leaves(self) -> tuple[Indicator, ...]:
        """The indicators that are scored by a rule or a judgement of their own."""
        return tuple(i for i in self.indicators.values() if i.way is not None)

    def scored(self) -> tuple[Indicator, ...]:
        """The leaves, then bonuses and penalties: all that a rule or a person scores."""
        return (*self.leaves(), *self.above.extras.values())

    def node(self, key: str) -> Indicator | None:
        """The indicator, bonus or penalty with this key."""
        return self.indicators.get(key) or self.above.extras.get(key)
