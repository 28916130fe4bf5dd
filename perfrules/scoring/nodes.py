"""Leaves and parents of the tree of scores: limits, rounding, sums, and the states they pass up."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Protocol

from perfrules.formula.digits import exact_text
from perfrules.model.declared import Gap, Indicator
from perfrules.model.facts import Judged
from perfrules.model.rounding import rounded
from perfrules.problem import Problem
from perfrules.readings.number import MOST_BITS
from perfrules.scoring.tree import Outcome, Scored, State


def leaf_of(
    indicator: Indicator, outcome: Outcome, value: Outcome | None, judgement: Judged | None
) -> Scored:
    """A leaf with its outcome: within its limits, rounded, or the interval where it must lie.

    A cap or floor that the file states limits the score; without one, a score outside
    [0, points] is refused (E502).
    """
    state, exact, problems = outcome.state, None, outcome.problems
    if outcome.state == "done":
        assert isinstance(outcome.value, Fraction)
        exact = _limited(indicator, outcome.value)
        if exact is None:
            state, problems = "refused", (_outside(indicator, outcome.value),)
    printed = None if exact is None else rounded(exact, indicator.rounding)
    return Scored(
        indicator=indicator,
        state=state,
        exact=exact,
        printed=printed,
        low=rounded(indicator.lowest, indicator.rounding) if printed is None else printed,
        high=rounded(indicator.highest, indicator.rounding) if printed is None else printed,
        value=value,
        outcome=outcome,
        judgement=judgement,
        missing=outcome.missing,
        problems=problems if value is None else each_once((*problems, *value.problems)),
        children=(),
    )


def _limited(indicator: Indicator, reckoned: Fraction) -> Fraction | None:
    if reckoned > indicator.highest:
        return indicator.cap
    if reckoned < indicator.lowest:
        return indicator.floor
    return reckoned


def _outside(indicator: Indicator, reckoned: Fraction) -> Problem:
    assert indicator.tree is not None
    at = indicator.tree.at
    limits = {"low": exact_text(indicator.lowest), "high": exact_text(indicator.highest)}
    fields = {"key": indicator.key, "score": exact_text(reckoned), **limits}
    return Problem("E502", (at and at.place()) or indicator.place, fields)


def parent_of(indicator: Indicator, children: tuple[Scored, ...]) -> Scored:
    """The sum of the children, exact and printed, within the cap and floor that the file states."""
    state = worst(children)
    if indicator.gaps and state == "done":
        state = "open"
    exact = None if indicator.gaps else summed(child.exact for child in children)
    problems = each_once(problem for child in children for problem in child.problems)
    if exact is not None and too_large(exact):
        state, exact = "refused", None
        problems = (*problems, Problem("E504", indicator.place, {"key": indicator.key}))
    least, most = span(children)
    low, high = cut(indicator, least), cut(indicator, most + indicator.gap)
    return Scored(
        indicator=indicator,
        state=state,
        exact=None if exact is None else cut(indicator, exact),
        printed=None if exact is None else low,
        low=low,
        high=high,
        value=None,
        outcome=None,
        judgement=None,
        missing=missing_below(children) | names_of_gaps(indicator.gaps),
        problems=problems,
        children=children,
    )


class _HasState(Protocol):
    @property
    def state(self) -> State: ...


def worst(nodes: Iterable[_HasState]) -> State:
    """Refused when one is, else open when one is, else done."""
    states = {node.state for node in nodes}
    return "refused" if "refused" in states else "open" if "open" in states else "done"


def summed(scores: Iterable[Fraction | None]) -> Fraction | None:
    """The sum, when every score is there."""
    known: list[Fraction] = []
    for exact in scores:
        if exact is None:
            return None
        known.append(exact)
    return added(known)


def added(numbers: Sequence[Fraction]) -> Fraction:
    """The sum, over one denominator: brought to lowest terms once, not after each number."""
    below = lcm(*(number.denominator for number in numbers))
    return Fraction(sum(n.numerator * (below // n.denominator) for n in numbers), below)


def span(nodes: Sequence[Scored]) -> tuple[Fraction, Fraction]:
    """Between what the printed scores add up to at least and at most."""
    printed = summed(node.printed for node in nodes)
    if printed is not None:
        return printed, printed
    zero = Fraction(0)
    return sum((node.low for node in nodes), zero), sum((node.high for node in nodes), zero)


def exact_span(nodes: Iterable[Scored]) -> tuple[Fraction, Fraction]:
    """Between what the exact scores add up to at least and at most."""
    ends = [exact_ends(node) for node in nodes]
    low = added([each for each, _ in ends])
    known = all(least is most for least, most in ends)
    return low, low if known else added([each for _, each in ends])


def exact_ends(node: Scored) -> tuple[Fraction, Fraction]:
    """Between what the exact score of a node lies."""
    if node.exact is not None:
        return node.exact, node.exact
    if node.ends is not None:
        return node.ends
    indicator = node.indicator
    if not node.children:
        return indicator.lowest, indicator.highest
    low, high = exact_span(node.children)
    return cut(indicator, low), cut(indicator, high + indicator.gap)


def too_large(exact: Fraction) -> bool:
    """Whether a sum of unlike fractions has left the bounds that every number keeps."""
    return max(exact.numerator.bit_length(), exact.denominator.bit_length()) > MOST_BITS


def missing_below(nodes: Iterable[Scored]) -> frozenset[str]:
    """What any of the nodes waits for."""
    return frozenset().union(*(node.missing for node in nodes))


def names_of_gaps(gaps: Iterable[Gap]) -> frozenset[str]:
    """What a score waits for where the file does not express the policy."""
    return frozenset(f"gap:{gap.says}" for gap in gaps)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Without what came here on two ways; a problem that is passed on stays the same object."""
    return tuple({id(problem): problem for problem in problems}.values())


def cut(indicator: Indicator, total: Fraction) -> Fraction:
    """A sum within the cap and floor that the file states."""
    if indicator.cap is not None and total > indicator.cap:
        return indicator.cap
    if indicator.floor is not None and total < indicator.floor:
        return indicator.floor
    return total
