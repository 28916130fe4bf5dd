"""How far a number that is reckoned in doubles may lie from the exact one, and what it may be."""

from fractions import Fraction
from math import gcd

from attrs import evolve, frozen

from perfrules.model.stretches import Stretch
from perfrules.readings.extents import within

UNIT = Fraction(1, 2**52)
"""More than the rounding of one operation, as a share of its result."""
FUZZ = Fraction(1, 2**47)
"""A difference below this share of its parts is taken for zero by Excel, WPS and LibreOffice."""
DIGITS = 12
"""To so many digits after the point a sheet snaps, or to fewer where numbers are large."""
LARGEST = 10**15
"""A double tells whole numbers up to here apart, with room to spare."""
ENDLESS = Fraction(10**30)
"""For the size of a number that nothing bounds: no error below it proves anything."""
_ZERO = Fraction(0)


@frozen
class Doubled:
    """A double: its error, and that the exact number is a multiple of `step` ÷ v."""

    absolute: Fraction = _ZERO
    relative: Fraction = _ZERO
    """The error is at most absolute + relative × the size of the exact number."""
    step: Fraction = Fraction(1)
    most: int = 1
    """v is a whole number from 1 to `most`."""
    nearest: bool = True
    """It is the double nearest to a decimal number: equal numbers are equal doubles."""
    sure: bool = True
    """Every rounding and comparison on the way to it is proved to come out as exactly."""

    def error(self, at: Stretch) -> Fraction:
        """The most by which it may be off, where the exact number lies so."""
        return self.absolute + (self.relative * size(at) if self.relative else _ZERO)

    @property
    def whole(self) -> bool:
        """Whether it is a whole number, without any error."""
        return self.step.denominator == self.most == 1 and not (self.absolute or self.relative)

    def with_(self, *others: "Doubled") -> "Doubled":
        """The same, no surer than the others."""
        return self if all(o.sure for o in others) else evolve(self, sure=False)


EXACT = Doubled()
"""What is no number, or a whole one."""


def decimal(step: Fraction) -> Doubled:
    """A multiple of a step, written as a decimal and read as the nearest double."""
    return Doubled(relative=_ZERO if step.denominator == 1 else UNIT, step=step)


def constant(value: Fraction) -> Doubled:
    """A number that a formula writes."""
    return decimal(abs(value) or Fraction(1))


def size(at: Stretch) -> Fraction:
    """The largest number in a stretch, without its sign."""
    if at.low is None or at.high is None:
        return ENDLESS
    return max(abs(at.low), abs(at.high))


def plus(x: Doubled, y: Doubled, at_x: Stretch, at_y: Stretch) -> Doubled:
    """Of x + y, or x − y with the stretch of −y."""
    step, most = common(x.step, y.step), x.most * y.most
    sure = x.sure and y.sure
    if x.whole and y.whole and size(at_x) + size(at_y) < LARGEST:
        return Doubled(step=step, sure=sure)
    if _one_sided(at_x, at_y):
        relative = max(x.relative, y.relative) + UNIT
        return Doubled(x.absolute + y.absolute, relative, step, most, nearest=False, sure=sure)
    lost = FUZZ * max(size(at_x), size(at_y))
    error = x.error(at_x) + y.error(at_y) + lost
    return Doubled(error, _ZERO, step, most, nearest=False, sure=sure)


def times(x: Doubled, y: Doubled, at_x: Stretch, at_y: Stretch) -> Doubled:
    """Of x × y."""
    sure = x.sure and y.sure
    if x.whole and y.whole and size(at_x) * size(at_y) < LARGEST:
        return Doubled(step=x.step * y.step, sure=sure)
    absolute = _ZERO
    if x.absolute or y.absolute:
        absolute = 2 * (x.absolute * size(at_y) + y.absolute * size(at_x))
    relative = x.relative + y.relative + UNIT
    return Doubled(absolute, relative, x.step * y.step, x.most * y.most, nearest=False, sure=sure)


def over(x: Doubled, y: Doubled, at_x: Stretch, at_y: Stretch) -> Doubled:
    """Of x ÷ y, for every y but zero."""
    least = _least(y, at_y)
    sure, absolute = x.sure and y.sure, _ZERO
    if y.absolute and (at_y.holds(_ZERO) or y.error(at_y) * 2 >= least):
        sure = False  # y may be zero where its double is not, or the other way round
    elif x.absolute or y.absolute:
        absolute = 2 * (x.absolute / least + y.absolute * size(at_x) / least**2)
    if y.most == 1 and at_y.low is not None and at_y.low == at_y.high != 0:
        step, most = x.step / abs(at_y.low), x.most
    else:
        step, most = x.step / y.step, x.most * max(1, int(size(at_y) * y.most / y.step))
    return Doubled(absolute, x.relative + y.relative + UNIT, step, most, nearest=False, sure=sure)


def chosen(*parts: Doubled) -> Doubled:
    """Of one of several: the smallest, the largest, or the one that a condition picks."""
    step = parts[0].step
    for part in parts:
        step = common(step, part.step)
    return Doubled(
        sum((part.absolute for part in parts), _ZERO),
        sum((part.relative for part in parts), _ZERO),
        step,
        max(part.most for part in parts),
        nearest=all(part.nearest for part in parts),
        sure=all(part.sure for part in parts),
    )


def snapped(x: Doubled, at: Stretch, tie: Fraction) -> tuple[int, bool]:
    """To how many digits to snap x before a decision at the multiples of `tie`.

    With it whether the decision is then proved to be that of the exact number: what lies on a
    multiple is brought there, and what does not lies farther away than snapping and error move.
    """
    error, largest = x.error(at), size(at)
    gap = common(x.step, tie) / x.most
    for digits in range(DIGITS, -1, -1):
        half = Fraction(1, 2 * 10**digits)
        moved = error + (_ZERO if x.whole else half)
        fits = largest * 10**digits <= LARGEST and (tie * 10**digits).denominator == 1
        if fits and error < half and gap > moved:
            return digits, x.sure
    return DIGITS, False


def alike(x: Doubled, y: Doubled, at_x: Stretch, at_y: Stretch) -> bool:
    """Whether both are nearest doubles of decimals that a plain comparison tells apart."""
    if not (x.nearest and y.nearest):
        return False
    largest = max(size(at_x), size(at_y))
    return common(x.step, y.step) / max(x.most, y.most) > 4 * FUZZ * largest


def clipped(at: Stretch, other: Stretch) -> Stretch:
    """The numbers that are near enough to those of another stretch to be mistaken for one.

    A number more than twice as large is no nearer than half its size: no relative error of a
    double bridges that.
    """
    most = 2 * size(other) + 1
    return within(at, Stretch(-most, most, low_closed=True, high_closed=True))


def common(one: Fraction, other: Fraction) -> Fraction:
    """The largest number of which both are multiples."""
    above = gcd(one.numerator * other.denominator, other.numerator * one.denominator)
    return Fraction(above, one.denominator * other.denominator)


def _least(y: Doubled, at: Stretch) -> Fraction:
    """The least size of a number that is not zero."""
    least = y.step / y.most
    if at.low is not None and at.low > least:
        return at.low
    return max(least, -at.high) if at.high is not None and at.high < 0 else least


def _one_sided(*stretches: Stretch) -> bool:
    """Whether all numbers of the stretches have one sign."""
    return all(s.low is not None and s.low >= 0 for s in stretches) or all(
        s.high is not None and s.high <= 0 for s in stretches
    )
