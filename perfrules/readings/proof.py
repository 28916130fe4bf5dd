"""A formula as a z3 term: its value, and under which conditions reading it stops before its end."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, assert_never

from attrs import evolve, frozen

from perfrules.formula.compounds import spelled_out
from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Comparison,
    Fold,
    Given,
    If,
    Judgement,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Operator,
    Property,
)
from perfrules.readings.proof_terms import (
    Expr,
    both,
    compared,
    difference,
    either,
    if_else,
    negated,
)
from perfrules.readings.values import name_of_judgement, name_of_property

NOTHING_CODES = {"gap": "E257", "open": "E258", "several": "E259", "target": "E260"}


@frozen(eq=False, repr=False)
class Fault:
    """A part of a formula that has no value, and when reading comes to it."""

    code: str
    """The engine's own: E250 zero denominator, E252 step, E257 gap, E260 target, …"""
    node: Node
    when: Expr


@frozen(eq=False, repr=False)
class Term:
    """A part of a formula; its value means something only where reading comes to its end."""

    value: Expr
    faults: tuple[Fault, ...] = ()
    stopped: Expr = False
    """When reading meets a value that is missing, or failed elsewhere."""

    @property
    def ok(self) -> Expr:
        """When reading comes to its end."""
        return negated(either(self.stopped, *(fault.when for fault in self.faults)))

    @property
    def holds(self) -> Expr:
        """Of a condition: when it is read to its end and true."""
        return both(self.ok, self.value)

    @property
    def passed_on(self) -> "Term":
        """What a formula finds that reads it by name: its faults are not that formula's own."""
        return Term(self.value, stopped=negated(self.ok))


class Names(Protocol):
    """What the names of formulas stand for."""

    def term(self, name: str) -> Term:
        """The value of a name."""

    def given(self, name: str) -> Term:
        """Whether a name has a value."""

    def fold(self, fold: Fold) -> Term:
        """A function over rows."""

    def quotient(self, above: Expr, below: Expr) -> Expr:
        """`above ÷ below` where `below` is not zero; anything where it is."""

    def floor(self, number: Expr) -> Expr:
        """The largest whole number not above a number."""

    def text(self, text: str) -> Expr:
        """What stands for a text."""

    def months(self, first: Expr, last: Expr) -> Expr:
        """Full months from one day to another."""


def term_of(node: Node, names: Names) -> Term:
    """The formula, exact: where z3 says that something cannot be, it cannot be.

    Two parts stand for more than their values: the rows of a table are any rows that may be
    (`Names.fold`), and months lie within the bounds that days give them.
    """
    match node:
        case Number(value):
            return Term(value)
        case Choice(text):
            return Term(names.text(text))
        case Name(name):
            return names.term(name)
        case Property(aspect, of):
            return names.term(name_of_property(aspect, of))
        case Judgement(of):
            return names.term(name_of_judgement(of))
        case Given(name):
            return names.given(name)
        case Negate(operand):
            inner = term_of(operand, names)
            return evolve(inner, value=-inner.value)
        case Not(operand):
            inner = term_of(operand, names)
            return evolve(inner, value=negated(inner.value))
        case Operate(op, left, right):
            return _operation(node, op, term_of(left, names), term_of(right, names), names)
        case Compare(first, rest):
            return _chain(first, rest, names)
        case Logic(op, parts):
            return _logic(op, [term_of(part, names) for part in parts])
        case If(condition, then, otherwise):
            chosen = term_of(condition, names)
            return _choice(chosen, term_of(then, names), term_of(otherwise, names))
        case Call():
            return _call(node, names)
        case Fold():
            return names.fold(node)
        case Nothing(why):
            return Term(Fraction(0), (Fault(NOTHING_CODES[why], node, True),))
        case _:
            assert_never(node)


def _operation(node: Node, op: Operator, left: Term, right: Term, names: Names) -> Term:
    read = _in_turn(left, right)
    match op:
        case "+":
            return evolve(read, value=left.value + right.value)
        case "-":
            return evolve(read, value=left.value - right.value)
        case "*":
            return evolve(read, value=left.value * right.value)
        case "/":
            zero = compared("==", right.value, Fraction(0))
            faults = _with(read.faults, Fault("E250", node, both(read.ok, zero)))
            return Term(names.quotient(left.value, right.value), faults, read.stopped)
        case _:
            assert_never(op)


def _with(faults: tuple[Fault, ...], fault: Fault) -> tuple[Fault, ...]:
    return faults if fault.when is False else (*faults, fault)


def _in_turn(*terms: Term) -> Term:
    """Parts that are read one after the other, each only when those before it could be."""
    before: Expr = True
    faults: list[Fault] = []
    stopped: list[Expr] = []
    for term in terms:
        faults += _guarded(term, before)
        stopped.append(both(before, term.stopped))
        before = both(before, term.ok)
    return Term(None, tuple(faults), either(*stopped))


def _guarded(term: Term, when: Expr) -> list[Fault]:
    guarded = (evolve(fault, when=both(when, fault.when)) for fault in term.faults)
    return [fault for fault in guarded if fault.when is not False]


def _choice(condition: Term, then: Term, otherwise: Term) -> Term:
    chosen = condition.holds
    other = both(condition.ok, negated(condition.value))
    return Term(
        if_else(condition.value, then.value, otherwise.value),
        (*condition.faults, *_guarded(then, chosen), *_guarded(otherwise, other)),
        either(condition.stopped, both(chosen, then.stopped), both(other, otherwise.stopped)),
    )


def _chain(first: Node, rest: Sequence[tuple[Comparison, Node]], names: Names) -> Term:
    """A chain of comparisons, read only as far as they hold."""
    left = term_of(first, names)
    whole = evolve(left, value=True)
    for sign, operand in rest:
        right = term_of(operand, names)
        link = evolve(right, value=compared(sign, left.value, right.value))
        whole = _choice(whole, link, Term(False))
        left = right
    return whole


def _logic(op: str, parts: Sequence[Term]) -> Term:
    """Conditions read from the left, only as far as needed."""
    *before, last = parts
    for part in reversed(before):
        last = _choice(part, last, Term(False)) if op == "and" else _choice(part, Term(True), last)
    return last


def _call(call: Call, names: Names) -> Term:
    arguments = [term_of(argument, names) for argument in call.arguments]
    read = _in_turn(*arguments)
    values = [argument.value for argument in arguments]
    match call.function:
        case "min" | "max" as which:
            best = values[0]
            for value in values[1:]:
                sign: Comparison = "<=" if which == "min" else ">="
                best = if_else(compared(sign, best, value), best, value)
            return evolve(read, value=best)
        case "floor":
            return evolve(read, value=names.floor(values[0]))
        case "days":
            return evolve(read, value=difference(values[1], values[0]))
        case "months":
            return evolve(read, value=names.months(values[0], values[1]))
        case "steps" | "round" | "round_up" | "round_down":
            small = compared("<=", values[1], Fraction(0))
            faults = _with(read.faults, Fault("E252", call, both(read.ok, small)))
        case "interpolate":
            back = either(*(compared(">=", a, b) for a, b in pairwise(values[1::2])))
            faults = _with(read.faults, Fault("E253", call, both(read.ok, back)))
        case _:
            faults = read.faults
    return Term(term_of(spelled_out(call), names).value, faults, read.stopped)
