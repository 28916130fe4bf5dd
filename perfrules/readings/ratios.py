"""Exact numbers as c · n / d: c a constant, n and the factors of d whole numbers, d above zero."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import floor, gcd, lcm
from typing import Literal, assert_never

from attrs import Factory, evolve, frozen

from perfrules.model.terms import Rounding
from perfrules.readings.integers import Constant, Part, Sign
from perfrules.readings.program import Program
from perfrules.readings.spans import Span, added

Factors = tuple[Part, ...]
"""In the order of their numbers."""


@frozen(eq=False, repr=False)
class Ratio:
    """c · n / d."""

    c: Fraction
    """Above zero."""
    n: Part
    d: Factors
    span: Span


@frozen(eq=False, repr=False)
class Ratios:
    """Arithmetic of ratios within a program."""

    make: Program
    on_the_way: list[Ratio] = Factory(list)
    """Every value that was reckoned: none may leave the bounds that `number` keeps."""

    def of(self, value: Fraction) -> Ratio:
        """A constant."""
        sign = (value > 0) - (value < 0)
        return Ratio(abs(value) or Fraction(1), self.make.constant(sign), (), Span(value, value))

    def whole(self, part: Part, unit: Fraction = Fraction(1)) -> Ratio:
        """A whole number of units, which are above zero."""
        span, size = self.make.span(part), Span(unit, unit)
        return Ratio(unit, part, (), span * size)

    def negated(self, a: Ratio) -> Ratio:
        """Minus."""
        return Ratio(a.c, self.make.times(-1, a.n), a.d, -a.span)

    def sum(self, parts: Iterable[Ratio]) -> Ratio:
        """The sum of any number of ratios, over one denominator."""
        given = [each for each in parts if each.span.only != 0]
        unit = common_unit(each.c for each in given)
        d = least_common(each.d for each in given)
        terms = ((int(each.c / unit), self._over(d, each)) for each in given)
        span = added(each.span for each in given)
        return self._kept(Ratio(unit, self.make.sum(terms), d, span))

    def difference(self, a: Ratio, b: Ratio) -> Ratio:
        """A difference."""
        return self.sum((a, self.negated(b)))

    def product(self, a: Ratio, b: Ratio) -> Ratio:
        """A product; what stands above the one and below the other goes."""
        if 0 in (a.span.only, b.span.only):
            return self.of(Fraction(0))
        n, d = self.make.product(a.n, b.n), (*a.d, *b.d)
        for one, other in ((a, b), (b, a)):
            if one.n in other.d:
                n, d = other.n, (*one.d, *without(other.d, (one.n,)))
        return self._kept(Ratio(a.c * b.c, n, in_order(d), a.span * b.span))

    def quotient(self, a: Ratio, b: Ratio, above_zero: frozenset[int]) -> tuple[Ratio, Part]:
        """A quotient, and whether b is zero, where it means nothing.

        `above_zero` are the numbers of parts that are so wherever this is read.
        """
        make = self.make
        if b.span.only is not None:
            if b.span.only == 0:
                return a, make.constant(True)
            return self.product(a, self.of(Fraction(1, b.span.only))), make.constant(False)
        zero = make.compare("==", b.n, make.constant(0))
        if b.n.at in above_zero or b.span.above_zero or b.span.below_zero:
            zero = make.constant(False)
        if a.span.only == 0:
            return a, zero
        n, divisor = a.n, b.n
        if b.span.below_zero:
            n, divisor = make.times(-1, n), make.times(-1, divisor)
        elif not (b.span.not_below_zero or b.n.at in above_zero):
            negative = make.compare("<", divisor, make.constant(0))
            n = make.pick(negative, make.times(-1, n), n)
            divisor = make.extreme("max", divisor, make.times(-1, divisor))
        d = a.d
        for factor in b.d:
            if factor in d:
                d = without(d, (factor,))
            else:
                n = make.product(n, factor)
        found = Ratio(a.c / b.c, n, in_order((*d, divisor)), a.span / b.span)
        return self._kept(found), zero

    def extreme(self, which: Literal["min", "max"], a: Ratio, b: Ratio) -> Ratio:
        """The smaller or the larger of two."""
        one, other = (a.span, b.span) if which == "min" else (-a.span, -b.span)
        for this, that, ratio in ((one, other, a), (other, one, b)):
            if this.high is not None and that.low is not None and this.high <= that.low:
                return ratio
        span = a.span.least(b.span) if which == "min" else a.span.most(b.span)
        if which == "max" and (a.c, a.d) == (b.c, b.d) and self.make.times(-1, a.n) is b.n:
            span = span.most(Span(0, 0))  # the size of a number
        unit, d = common_unit((a.c, b.c)), least_common((a.d, b.d))
        if d in (a.d, b.d):
            sides = [self.make.times(int(r.c / unit), self._over(d, r)) for r in (a, b)]
            return self._kept(Ratio(unit, self.make.extreme(which, *sides), d, span))
        first, second = (a, b) if which == "min" else (b, a)
        return evolve(self.pick(self.compare("<=", first, second), a, b), span=span)

    def compare(self, sign: Sign, a: Ratio, b: Ratio) -> Part:
        """Whether a is less than, at most, or the same as b."""
        make, low, high = self.make, a.span, b.span
        if sign != "==":
            if (
                low.high is not None
                and high.low is not None
                and (low.high < high.low or (sign == "<=" and low.high == high.low))
            ):
                return make.constant(True)
            if (
                low.low is not None
                and high.high is not None
                and (low.low > high.high or (sign == "<" and low.low == high.high))
            ):
                return make.constant(False)
        unit, d = common_unit((a.c, b.c)), least_common((a.d, b.d))
        left, right = (make.times(int(r.c / unit), self._over(d, r)) for r in (a, b))
        return make.compare(sign, left, right)

    def pick(self, condition: Part, a: Ratio, b: Ratio) -> Ratio:
        """One of two; the other may have no value."""
        make = self.make
        if isinstance(condition, Constant):
            return a if condition.value else b
        unit = common_unit((a.c, b.c))
        one, other = make.times(int(a.c / unit), a.n), make.times(int(b.c / unit), b.n)
        span, d = a.span.meets(b.span), least_common((a.d, b.d))
        rests = without(d, a.d), without(d, b.d)  # what the other has below it, and this has not
        zeros = (
            not rest or (ratio.span.only == 0 and all(make.span(f).above_zero for f in rest))
            for rest, ratio in zip(rests, (a, b), strict=True)
        )
        if not all(zeros):
            apart = make.pick(condition, self._all(rests[1]), self._all(rests[0]))
            d = in_order((*without(a.d, rests[1]), apart))
        return self._kept(Ratio(unit, make.pick(condition, one, other), d, span))

    def floor(self, a: Ratio) -> Ratio:
        """The largest whole number not above a."""
        low = None if a.span.low is None else floor(a.span.low)
        high = None if a.span.high is None else floor(a.span.high)
        return self._kept(Ratio(Fraction(1), self._floor(a), (), Span(low, high)))

    def rounded(self, a: Ratio, rounding: Rounding) -> Part:
        """How many steps the multiple has that stands for a, as `model.rounding` says."""
        make = self.make
        steps = evolve(a, c=a.c / rounding.to)
        if a.span.not_below_zero:
            return self._of_size(steps, rounding)
        negative = make.compare("<", a.n, make.constant(0))
        minus = self._of_size(self.negated(steps), rounding)
        if a.span.high is not None and a.span.high <= 0:
            return make.times(-1, minus)
        return make.pick(negative, make.times(-1, minus), self._of_size(steps, rounding))

    def _of_size(self, a: Ratio, rounding: Rounding) -> Part:
        """The same of a number that is not below zero."""
        make, half = self.make, Fraction(1, 2)
        if not a.d and a.c.denominator == 1:
            return self._floor(a)
        match rounding.mode:
            case "down":
                return self._floor(a)
            case "up":
                return make.times(-1, self._floor(self.negated(a)))
            case "half-up":
                return self._floor(self.sum((a, self.of(half))))
            case "half-even":
                # A half goes down where the step below is even, up where it is odd.
                up = self._floor(self.sum((a, self.of(half))))
                down = make.times(-1, self._floor(self.sum((self.negated(a), self.of(half)))))
                odd = make.sum(((1, up), (-2, make.quotient(up, make.constant(2)))))
                return make.pick(make.compare("==", odd, make.constant(1)), down, up)
            case _:
                assert_never(rounding.mode)

    def _floor(self, a: Ratio) -> Part:
        above = self.make.times(a.c.numerator, a.n)
        return self.make.quotient(above, self.make.times(a.c.denominator, self._all(a.d)))

    def _over(self, d: Factors, a: Ratio) -> Part:
        """What stands above, over more factors."""
        return self.make.product(a.n, self._all(without(d, a.d)))

    def _all(self, factors: Factors) -> Part:
        whole = self.make.constant(1)
        for factor in factors:
            whole = self.make.product(whole, factor)
        return whole

    def _kept(self, ratio: Ratio) -> Ratio:
        self.on_the_way.append(ratio)
        return ratio


def common_unit(numbers: Iterable[Fraction]) -> Fraction:
    """The largest number of which all are multiples; 1 for none."""
    given = tuple(numbers)
    below = lcm(*(number.denominator for number in given))
    return Fraction(gcd(*(int(number * below) for number in given)) or 1, below)


def least_common(several: Iterable[Factors]) -> Factors:
    """The fewest factors among which are all of each."""
    found: Counter[Part] = Counter()
    for factors in several:
        found |= Counter(factors)
    return in_order(found.elements())


def without(factors: Factors, fewer: Factors) -> Factors:
    """The factors that are left."""
    return in_order((Counter(factors) - Counter(fewer)).elements())


def in_order(factors: Iterable[Part]) -> Factors:
    """The factors in the order of their numbers."""
    return tuple(sorted(factors, key=lambda part: part.at))
