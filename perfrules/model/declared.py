"""What rule files declare by name: facts, measures, indicators, and gaps among them."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from perfrules.formula.tree import Formula, Node
from perfrules.formula.units import Unit
from perfrules.model.options import Applies, Choose
from perfrules.model.stretches import Stretch
from perfrules.model.terms import (
    Bare,
    Better,
    FactKind,
    Role,
    Rounding,
    Show,
    Status,
)
from perfrules.model.ways import Interval, Split, Way
from perfrules.problem import Place

_NO_POINTS = Fraction(0)


@frozen(eq=False, repr=False)
class Gap:
    """A part of the policy that the file does not express."""

    says: str
    parent: str
    """Empty at the top."""
    points: Fraction | None
    """None is a remark that touches no score."""
    basis: str
    place: Place | None


def open_points(gaps: Iterable[Gap]) -> Fraction:
    """The points that gaps leave without a rule."""
    return sum((gap.points or Fraction(0) for gap in gaps), Fraction(0))


@frozen(eq=False, repr=False)
class FactRule:
    """A declared fact: what data may say, and what proofs may assume."""

    name: str
    kind: FactKind
    unit: Unit
    range: Interval | None
    limits: Stretch | None
    """The range in base units."""
    choice: tuple[str, ...]
    optional: bool
    for_report: bool
    from_parameters: bool
    bare: Bare | None
    better: Better | None
    show: Show | None
    about: str
    place: Place | None


@frozen(eq=False, repr=False)
class Measure:
    """A named step: explained, printed and tested by name."""

    name: str
    formula: Formula
    tree: Node
    """The formula with every name resolved."""
    unit: Unit
    show: Show | None
    better: Better | None
    about: str
    place: Place | None


@frozen(eq=False, repr=False)
class Indicator:
    """A node of the tree: a leaf with a way of scoring, or a parent that sums its children."""

    key: str
    label: str
    parent: str | None
    children: tuple[str, ...]
    points: Fraction
    way: Way | None
    """None on a parent."""
    tree: Node | None
    """The way of scoring, spelled out as one formula in points."""
    value: Formula | None
    """What the leaf measures (指标值)."""
    value_tree: Node | None
    unit: Unit
    show: Show | None
    rounding: Rounding
    cap: Fraction | None
    floor: Fraction | None
    """Limits that the file states; without them a score outside [0, points] is an error."""
    needs_reason: bool
    basis: str
    status: Status
    about: str
    place: Place | None
    role: Role = "indicator"
    gaps: tuple[Gap, ...] = ()
    """Parts of the policy below it that no rule expresses, those with points."""
    applies: Applies | None = None
    """None is always."""
    choose: Choose | None = None
    """Of a parent: how many of its children count, as the facts pick them."""
    split: Split | None = None
    """Of a parent: its children share its points equally."""

    @property
    def gap(self) -> Fraction:
        """The points below it that no rule gives."""
        return open_points(self.gaps)

    @property
    def address(self) -> str:
        """Stable name in every output."""
        return f"{self.role}.{self.key}"

    @property
    def highest(self) -> Fraction:
        """The most that it can score."""
        return self.points if self.cap is None else self.cap

    @property
    def lowest(self) -> Fraction:
        """The least that it can score."""
        return _NO_POINTS if self.floor is None else self.floor
