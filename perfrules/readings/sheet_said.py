"""What a spreadsheet's formula came to as text: how it binds, and how far its double may be off."""

from attrs import frozen

from perfrules.formula.functions import KindName
from perfrules.readings.doubles import EXACT, Doubled
from perfrules.readings.sheet_text import VALUE


@frozen(eq=False)
class Said:
    """A part of a formula as text, how tightly it binds, and how far its double may be off."""

    text: str
    binds: int = VALUE
    near: Doubled = EXACT
    kind: KindName = "number"

    def within(self, least: int) -> str:
        """The text, in brackets where it binds less tightly than needed."""
        return self.text if self.binds >= least else f"({self.text})"
