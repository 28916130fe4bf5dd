"""How much is read to bound one formula, and what is left out within a reading for another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrs import define

DEEPEST = 5
"""How many steps a comparison of parts may take one after the other."""

MOST_READ = 10_000
"""Parts that are read for one formula; of further ones nothing is found out."""

DEEPEST_READ = 50
"""Parts within parts, through the formulas of names as well; the same of deeper ones."""

Within = tuple[bool, bool]
"""Whether parts are being compared, and whether what always holds is being assumed."""


@define(eq=False, repr=False)
class Effort:
    """Counts what is read; keeps a part from being read for the sake of itself, again and again.

    Within one comparison, others go by intervals alone; while what always holds is assumed, it
    is not assumed anew.
    """

    within: Within = (False, False)
    reads: int = 0
    depth: int = 0
    gave_up: bool = False
    """Whether a part was not read."""

    def begin(self) -> bool:
        """Whether one more part is still to be read; who reads it says when it is `done`."""
        if self.reads > MOST_READ or self.depth > DEEPEST_READ:
            self.gave_up = True
            return False
        self.reads += 1
        self.depth += 1
        return True

    def done(self) -> None:
        """One part has been read."""
        self.depth -= 1

    def compared(self, compare: Callable[[int], bool]) -> bool:
        """What a comparison comes to that is told how deep it may go."""
        comparing, assuming = self.within
        if comparing:
            return compare(0)
        self.within = True, assuming
        try:
            return compare(DEEPEST)
        finally:
            self.within = False, assuming

    @contextmanager
    def assuming(self) -> Iterator[bool]:
        """A block that assumes what always holds, if nobody is about it already."""
        before = self.within
        self.within = before[0], True
        try:
            yield not before[1]
        finally:
            self.within = before
