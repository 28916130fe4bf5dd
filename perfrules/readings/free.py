"""What the names of formulas can be before anything is known of a department."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from perfrules.formula.functions import KindName
from perfrules.formula.tree import Node
from perfrules.model.stretches import Stretch
from perfrules.readings.values import Value


@frozen(eq=False, repr=False)
class Free:
    """What a name can be before anything is known of a department."""

    kind: KindName = "number"
    within: tuple[Stretch, ...] = ()
    """A number lies in one of them; any number where there is none."""
    step: Fraction | None = None
    """A number is a multiple of it."""
    factor: Fraction = Fraction(1)
    """What one of its unit is in base units."""
    grain: Fraction = Fraction(1)
    """The step, in its unit, in which people would write it."""
    choice: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    """It is one of these."""
    optional: bool = False
    only_when: Node | None = None
    """It is there only when this holds."""


@frozen(eq=False, repr=False)
class RowsOf:
    """What the rows of a table can be."""

    columns: Mapping[str, Free]
    must: Node | None
