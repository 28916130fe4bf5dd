"""The few operations on z3 terms that proofs need, reckoned at once where nothing is unknown."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from perfrules.extras import needing
from perfrules.formula.tree import Comparison
from perfrules.model.stretches import Stretch

with needing("prove"):
    import z3

Expr = Any
"""A term of z3, which ships no types; or a Fraction, bool or int where the value is known."""


def both(*conditions: Expr) -> Expr:
    """All of them hold."""
    open_ones = [each for each in conditions if each is not True]
    if any(each is False for each in open_ones):
        return False
    return True if not open_ones else open_ones[0] if len(open_ones) == 1 else z3.And(*open_ones)


def either(*conditions: Expr) -> Expr:
    """One of them holds at least."""
    open_ones = [each for each in conditions if each is not False]
    if any(each is True for each in open_ones):
        return True
    return False if not open_ones else open_ones[0] if len(open_ones) == 1 else z3.Or(*open_ones)


def negated(condition: Expr) -> Expr:
    """It does not hold."""
    return not condition if isinstance(condition, bool) else z3.Not(condition)


def if_else(condition: Expr, then: Expr, otherwise: Expr) -> Expr:
    """One of two values."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    return z3.If(condition, _term(then), _term(otherwise))


def compared(sign: Comparison, left: Expr, right: Expr) -> Expr:
    """A comparison of two values of one kind."""
    match sign:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "==":
            return left == right
        case "!=":
            return left != right
        case _:
            assert_never(sign)


def within(value: Expr, stretch: Stretch) -> Expr:
    """That a number lies in a stretch."""
    low, high = stretch.low, stretch.high
    return both(
        low is None or compared(">=" if stretch.low_closed else ">", value, low),
        high is None or compared("<=" if stretch.high_closed else "<", value, high),
    )


def difference(days: Expr, less: Expr) -> Expr:
    """Of two days, as a number."""
    apart = days - less
    return Fraction(apart) if isinstance(apart, int) else z3.ToReal(apart)


def whole(name: str) -> Expr:
    """A whole number that is not known."""
    return z3.Int(name)


def real(name: str) -> Expr:
    """A number that is not known."""
    return z3.Real(name)


def truth(name: str) -> Expr:
    """Whether something holds, which is not known."""
    return z3.Bool(name)


def as_real(whole_number: Expr) -> Expr:
    """A whole number among the others."""
    return z3.ToReal(whole_number)


def known(expr: Expr) -> bool:
    """Whether the value is there already."""
    return isinstance(expr, Fraction | bool | int | date)


def unknowns(expr: Expr) -> Iterator[str]:
    """The names of all that is not known in a term, each once."""
    seen: set[int] = set()
    waiting = [] if known(expr) else [expr]
    while waiting:
        term = waiting.pop()
        if term.get_id() in seen:
            continue
        seen.add(term.get_id())
        if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            yield term.decl().name()
        waiting.extend(term.children())


def _term(value: Expr) -> Expr:
    if isinstance(value, bool):
        return z3.BoolVal(value)
    if isinstance(value, Fraction):
        return z3.RealVal(str(value))
    return z3.IntVal(value) if isinstance(value, int) else value
