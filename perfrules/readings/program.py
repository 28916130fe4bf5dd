"""Makes the parts of which whole numbers are reckoned: equal ones once, constant ones at once."""

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import Factory, frozen

from perfrules.readings.integers import (
    Comparison,
    Constant,
    Extreme,
    Held,
    Input,
    Logical,
    Months,
    Numbered,
    Opposite,
    Part,
    Pick,
    Product,
    Quotient,
    Sign,
    Sum,
)
from perfrules.readings.spans import Span
from perfrules.readings.widths import span_of


@frozen(eq=False, repr=False)
class Program:
    """Makes parts: what is constant is reckoned at once, what is equal is one part."""

    inputs: Sequence[Span]
    """Between what the numbers lie that are told."""
    parts: list[Part] = Factory(list)
    _spans: dict[int, Span] = Factory(dict)
    _made: dict[object, Part] = Factory(dict)

    def _make(self, kind: type, *fields: object) -> Part:
        key = (kind, *(each.at if isinstance(each, Numbered) else each for each in fields))
        return self._once(key, kind, *fields)

    def _once(self, key: object, kind: type, *fields: object) -> Part:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = kind(*fields, at=len(self.parts))
            self.parts.append(made)
        return made

    def span(self, part: Part) -> Span:
        """Between what a whole number lies, whatever is told within the ranges."""
        return span_of(part, self.inputs, self._spans)

    def constant(self, value: int | bool | str) -> Part:
        """A value that is always the same."""
        return self._once((Constant, type(value), value), Constant, value)

    def input(self, index: int) -> Part:
        """What is told under a number."""
        return self._make(Input, index)

    def sum(self, terms: Iterable[tuple[int, Part]], constant: int = 0) -> Part:
        """A whole number and multiples of others."""
        found: dict[int, tuple[int, Part]] = {}
        for times, part in terms:
            if isinstance(part, Constant):
                constant += times * int(part.value)
                continue
            inner, base = _multiple(part)
            found[base.at] = (times * inner + found.get(base.at, (0, base))[0], base)
        kept = tuple(each for each in found.values() if each[0])
        if not kept:
            return self.constant(constant)
        if len(kept) == 1 and kept[0][0] == 1 and not constant:
            return kept[0][1]
        key = (Sum, tuple((times, part.at) for times, part in kept), constant)
        return self._once(key, Sum, kept, constant)

    def times(self, factor: int, part: Part) -> Part:
        """A multiple."""
        return self.sum(((factor, part),))

    def product(self, left: Part, right: Part) -> Part:
        """Left times right; constant factors stand outside."""
        if isinstance(left, Constant):
            return self.times(int(left.value), right)
        if isinstance(right, Constant):
            return self.times(int(right.value), left)
        (one, left), (other, right) = _multiple(left), _multiple(right)
        first, second = (left, right) if left.at < right.at else (right, left)
        return self.times(one * other, self._make(Product, first, second))

    def quotient(self, above: Part, below: Part) -> Part:
        """The largest whole number not above the quotient; what stands below is positive."""
        if isinstance(below, Constant):
            if below.value == 1:
                return above
            if isinstance(above, Constant):
                return self.constant(int(above.value) // int(below.value))
        return self._make(Quotient, above, below)

    def extreme(self, which: Literal["min", "max"], left: Part, right: Part) -> Part:
        """The smaller or the larger of two."""
        if isinstance(left, Constant) and isinstance(right, Constant):
            choose = min if which == "min" else max
            return self.constant(choose(int(left.value), int(right.value)))
        if left is right:
            return left
        return self._make(Extreme, which, left, right)

    def held(self, part: Part, low: int, high: int) -> Part:
        """A whole number that lies between two ends, unless its row is wrong or open."""
        span = self.span(part)
        if span.low is not None and span.high is not None and low <= span.low and span.high <= high:
            return part
        return self._make(Held, part, low, high)

    def months(self, start: Part, end: Part) -> Part:
        """Full months from one day to another, each given by its number."""
        return self._make(Months, start, end)

    def pick(self, condition: Part, then: Part, otherwise: Part) -> Part:
        """One of two."""
        if isinstance(condition, Constant):
            return then if condition.value else otherwise
        if then is otherwise:
            return then
        if isinstance(condition, Opposite):
            return self.pick(condition.operand, otherwise, then)
        if isinstance(then, Constant) and isinstance(then.value, bool):
            rest = self.both(self.no(condition), otherwise)
            return self.either(condition, otherwise) if then.value else rest
        if isinstance(otherwise, Constant) and isinstance(otherwise.value, bool):
            rest = self.either(self.no(condition), then)
            return rest if otherwise.value else self.both(condition, then)
        return self._make(Pick, condition, then, otherwise)

    def compare(self, sign: Sign, left: Part, right: Part) -> Part:
        """Whether left is less than, at most, or the same as right."""
        if left is right:
            return self.constant(sign != "<")
        if isinstance(left, Constant) and isinstance(right, Constant):
            if sign == "==":
                return self.constant(left.value == right.value)
            one, other = int(left.value), int(right.value)
            return self.constant(one < other if sign == "<" else one <= other)
        return self._make(Comparison, sign, left, right)

    def both(self, *parts: Part) -> Part:
        """Whether all are yes."""
        return self._logical("and", parts)

    def either(self, *parts: Part) -> Part:
        """Whether any is yes."""
        return self._logical("or", parts)

    def _logical(self, op: Literal["and", "or"], parts: Iterable[Part]) -> Part:
        decisive = op == "or"
        kept: dict[int, Part] = {}
        for part in parts:
            if isinstance(part, Constant):
                if part.value is decisive:
                    return part
            elif isinstance(part, Logical) and part.op == op:
                kept |= {each.at: each for each in part.parts}
            else:
                kept[part.at] = part
        if len(kept) < 2:
            return next(iter(kept.values()), self.constant(not decisive))
        return self._once((Logical, op, tuple(kept)), Logical, op, tuple(kept.values()))

    def no(self, part: Part) -> Part:
        """Whether it is no."""
        if isinstance(part, Constant):
            return self.constant(not part.value)
        return part.operand if isinstance(part, Opposite) else self._make(Opposite, part)


def _multiple(part: Part) -> tuple[int, Part]:
    """A part as so many times another."""
    if isinstance(part, Sum) and len(part.terms) == 1 and not part.constant:
        return part.terms[0]
    return 1, part
