"""Between what each whole number of a program lies, and so how many bits it takes."""

from collections.abc import Sequence
from math import floor
from typing import assert_never

from perfrules.readings.integers import (
    Comparison,
    Constant,
    Extreme,
    Held,
    Input,
    Logical,
    Months,
    Opposite,
    Part,
    Pick,
    Product,
    Quotient,
    Sum,
    below,
)
from perfrules.readings.spans import Span, added


def span_of(part: Part, inputs: Sequence[Span], known: dict[int, Span]) -> Span:
    """Between what a part lies when what is told lies within `inputs`; `known` keeps the spans.

    That of a yes/no or a text says nothing. A part that stands below a quotient is taken to be
    above zero: where it is not, the quotient means nothing.
    """
    waiting = [part]
    while waiting:
        last = waiting[-1]
        unknown = [each for each in below(last) if each.at not in known]
        if unknown and last.at not in known:
            waiting += unknown
            continue
        waiting.pop()
        if last.at not in known:
            known[last.at] = _span(last, inputs, known)
    return known[part.at]


def _span(part: Part, inputs: Sequence[Span], known: dict[int, Span]) -> Span:
    match part:
        case Constant(value):
            return Span() if isinstance(value, str) else Span(int(value), int(value))
        case Input(index):
            return inputs[index]
        case Sum(terms, constant):
            multiples = (Span(times, times) * known[term.at] for times, term in terms)
            return added((Span(constant, constant), *multiples))
        case Product(left, right):
            span = known[left.at] * known[right.at]
            return span.most(Span(0, 0)) if left is right else span
        case Quotient(above, divisor):
            one, other = known[above.at], known[divisor.at]
            span = one / Span(1 if other.low is None else max(1, other.low), other.high)
            return Span(
                None if span.low is None else floor(span.low),
                None if span.high is None else floor(span.high),
            )
        case Extreme(which, left, right):
            one, other = known[left.at], known[right.at]
            return one.least(other) if which == "min" else one.most(other)
        case Months(start, end):
            days = known[end.at]
            start_days = known[start.at]
            return added((days, -start_days))  # a month is longer than a day
        case Pick(_, then, otherwise):
            return known[then.at].meets(known[otherwise.at])
        case Held(number, low, high):
            return known[number.at].most(Span(low, low)).least(Span(high, high))
        case Comparison() | Logical() | Opposite():
            return Span()
        case _:
            assert_never(part)
