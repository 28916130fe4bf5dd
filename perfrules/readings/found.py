"""What parts of a formula come to as whole numbers, and when they are missing or wrong."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from attrs import frozen

from perfrules.formula.tree import Comparison
from perfrules.readings.integers import Part, Sign
from perfrules.readings.ratios import Ratio, Ratios

Known = Ratio | Part
"""A number as a ratio; a yes/no, a text, or a day (by its number) as a part."""
Needs = Mapping[str, Part]
"""What is waited for, and when."""


@frozen(eq=False, repr=False)
class Found:
    """What a part of a formula comes to, and when it does not."""

    value: Known
    missing: Part
    """Whether it waits for something."""
    wrong: Part
    """Whether it cannot be computed; it may be yes also where something is missing."""
    needs: Needs = MappingProxyType({})
    """What it waits for; of what can be missing at all."""

    @property
    def number(self) -> Ratio:
        """The value of a formula that comes to a number."""
        assert isinstance(self.value, Ratio)
        return self.value

    @property
    def part(self) -> Part:
        """The value of one that comes to something else."""
        assert not isinstance(self.value, Ratio)
        return self.value


_SIGNS: Mapping[Comparison, tuple[Sign, bool, bool]] = {
    "<": ("<", False, False),
    "<=": ("<=", False, False),
    ">": ("<", True, False),
    ">=": ("<=", True, False),
    "==": ("==", False, False),
    "!=": ("==", False, True),
}
"""The sign of a program, whether the sides change places, and whether the opposite is meant."""


@frozen(eq=False, repr=False)
class Finds:
    """Puts together what parts come to, read in the order in which `number` reads them."""

    ratios: Ratios

    def always(self, value: Known) -> Found:
        """A value that is there whatever is told."""
        no = self.ratios.make.constant(False)
        return Found(value, no, no)

    def of(self, parts: Sequence[Found], value: Known, *wrong: Part) -> Found:
        """A value that is there when all are of which it is made; then it may be wrong itself."""
        make = self.ratios.make
        needs: dict[str, Part] = {}
        for part in parts:
            for name, when in part.needs.items():
                needs[name] = make.either(needs.get(name, make.constant(False)), when)
        missing = make.either(*(part.missing for part in parts))
        here = make.both(make.no(missing), make.either(*wrong))
        return Found(value, missing, make.either(*(part.wrong for part in parts), here), needs)

    def when(self, holds: Part, found: Found) -> Found:
        """What is read only where a condition holds."""
        make = self.ratios.make
        if not found.needs:
            return Found(found.value, found.missing, make.both(holds, found.wrong))
        needs = {name: make.both(holds, when) for name, when in found.needs.items()}
        missing, wrong = make.both(holds, found.missing), make.both(holds, found.wrong)
        return Found(found.value, missing, wrong, needs)

    def comparisons(self, signs: Sequence[Comparison], sides: Sequence[Found]) -> Found:
        """A chain: what stands later is read where all before it holds, but named together."""
        make = self.ratios.make
        pairs = [
            self.compared(sign, one.value, other.value)
            for sign, (one, other) in zip(signs, pairwise(sides), strict=True)
        ]
        found = self.of(sides[:2], pairs[0])
        for pair, side in zip(pairs[1:], sides[2:], strict=True):
            here = self.when(found.part, side)
            holds = make.both(found.part, pair)
            missing, wrong = (
                make.either(found.missing, here.missing),
                make.either(found.wrong, here.wrong),
            )
            found = Found(holds, missing, wrong, found.needs)
        if len(pairs) > 1 and found.missing is not make.constant(False):
            early = self.of(sides[:2], pairs[0])
            late = make.both(found.missing, make.no(early.missing))
            later = self.when(late, self.of(sides[2:], found.value))
            needs = self.of((early, later), found.value).needs
            return Found(found.value, found.missing, found.wrong, needs)
        return found

    def compared(self, sign: Comparison, left: Known, right: Known) -> Part:
        """Whether a comparison of two values of one kind holds."""
        make = self.ratios.make
        plain, swapped, opposite = _SIGNS[sign]
        one, other = (right, left) if swapped else (left, right)
        if isinstance(one, Ratio):
            assert isinstance(other, Ratio)
            holds = self.ratios.compare(plain, one, other)
        else:
            assert not isinstance(other, Ratio)
            holds = make.compare(plain, one, other)
        return make.no(holds) if opposite else holds

    def logic(self, every: bool, parts: Sequence[Found]) -> Found:
        """All or any, each read only where those before it do not decide."""
        make = self.ratios.make
        goes_on, read = make.constant(True), []
        for part in parts:
            read.append(self.when(goes_on, part))
            decides_not = part.part if every else make.no(part.part)
            goes_on = make.both(goes_on, make.no(part.missing), decides_not)
        values = [part.part for part in parts]
        return self.of(read, make.both(*values) if every else make.either(*values))

    def chosen(self, condition: Found, then: Found, otherwise: Found) -> Found:
        """One of two, the other not read."""
        make, holds = self.ratios.make, condition.part
        known = make.no(condition.missing)
        value = self.picked(holds, then.value, otherwise.value)
        yes = self.when(make.both(known, holds), then)
        no = self.when(make.both(known, make.no(holds)), otherwise)
        return self.of((condition, yes, no), value)

    def picked(self, holds: Part, one: Known, other: Known) -> Known:
        """One of two values of one kind."""
        if isinstance(one, Ratio):
            assert isinstance(other, Ratio)
            return self.ratios.pick(holds, one, other)
        assert not isinstance(other, Ratio)
        return self.ratios.make.pick(holds, one, other)
