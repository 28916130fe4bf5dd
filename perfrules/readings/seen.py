"""What a formula may come to, each of its ends, and where it may divide by zero."""

from attrs import frozen

from perfrules.formula.tree import If, Node, Operate
from perfrules.model.stretches import Stretch
from perfrules.readings.extents import Extent, number_in
from perfrules.readings.learned import Learned


@frozen(eq=False, repr=False)
class Branch:
    """One end of a formula that chooses by IF, and what it may come to."""

    node: Node
    extent: Extent
    known: Learned | None
    """What holds there; None where no facts lead there."""
    path: tuple[tuple[If, bool], ...]
    """The choices that lead there."""


@frozen(eq=False, repr=False)
class Seen:
    """What a formula may come to, and what was seen on the way."""

    extent: Extent
    branches: tuple[Branch, ...]
    zero: tuple[Operate, ...]
    """The divisions whose denominator may be zero."""

    @property
    def stretch(self) -> Stretch:
        """The extent of a number."""
        return number_in(self.extent)
