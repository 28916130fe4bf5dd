"""A formula as an exact number: simpleeval walks it, over rationals, recording each step."""

import ast
import operator
import threading
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from attrs import field, frozen
from simpleeval import SimpleEval

from perfrules.formula.arithmetic import CannotComputeError
from perfrules.formula.digits import exact_text
from perfrules.formula.functions import FUNCTIONS
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Fold, Name, Node, Operate
from perfrules.formula.walk import names as names_of
from perfrules.messages import Text
from perfrules.problem import Problem
from perfrules.readings import rows
from perfrules.readings.python_nodes import FoldCall, GivenName, NothingName, code_of
from perfrules.readings.values import (
    Failed,
    Missing,
    Result,
    Row,
    Value,
    name_of_judgement,
    name_of_property,
)

__all__ = [
    "MOST_BITS",
    "Compiled",
    "Evaluation",
    "Failed",
    "Missing",
    "Result",
    "Row",
    "Step",
    "Value",
    "compile_number",
    "evaluate",
    "name_of_judgement",
    "name_of_property",
]

MOST_BITS = 4096


class Step(NamedTuple):
    """What a part of the formula came to."""

    node: Node
    value: Value


@frozen(eq=False)
class Compiled:
    """A tree made ready for simpleeval, once; any thread may evaluate it."""

    node: Node
    code: ast.expr = field(repr=False)


@frozen(eq=False)
class Evaluation:
    """What a formula came to, and the steps on the way, also when it stopped before its end."""

    value: Result
    steps: tuple[Step, ...]


def compile_number(node: Node) -> Compiled:
    """The tree as Python's nodes, whose constants are exact; nothing in it is Python's to run."""
    return Compiled(node, code_of(node))


def evaluate(
    compiled: Compiled,
    names: Mapping[str, Result],
    tables: Mapping[str, Sequence[Row] | Missing | Failed] = MappingProxyType({}),
) -> Evaluation:
    """The exact value of a formula that `kind_of` has accepted.

    A value that is Missing or Failed stops the evaluation where it is read, and becomes the
    value of the whole: so it can stand among the names of the next formula. IF, and, or, given
    read only what they need. Never raises for what stands in facts.
    """
    return _evaluator().read(compiled, names, tables)


class _StoppedError(Exception):
    """The evaluation met a value that it cannot use."""

    def __init__(self, why: Missing | Failed) -> None:
        super().__init__(why)
        self.why = why


class _TooLargeError(Exception):
    """A value has left the bounds."""


def _bounded(
    operation: Callable[[Fraction, Fraction], Fraction],
) -> Callable[[Fraction, Fraction], Fraction]:
    def bounded(left: Fraction, right: Fraction) -> Fraction:
        return within_bounds(operation(left, right))

    return bounded


def within_bounds(value: Fraction) -> Fraction:
    """The value, of bounded size."""
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        raise _TooLargeError
    return value


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: _bounded(operator.add),
    ast.Sub: _bounded(operator.sub),
    ast.Mult: _bounded(operator.mul),
    ast.Div: _bounded(operator.truediv),
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {f.name: f.compute for f in FUNCTIONS.values()}


_WHY_NOTHING = {"gap": "E257", "open": "E258", "several": "E259", "target": "E260"}


class _Exact(SimpleEval):  # type: ignore[misc]  # simpleeval ships no types
    """simpleeval with our operators, functions and values only, given trees and never text."""

    def __init__(self) -> None:
        super().__init__(operators=_OPERATORS, functions=_FUNCTIONS, names={}, allowed_attrs={})
        self.nodes = {
            ast.Constant: self._eval_constant,
            ast.Name: self._eval_name,
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.BoolOp: self._eval_boolop,
            ast.Compare: self._eval_compare,
            ast.IfExp: self._eval_ifexp,
            ast.Call: self._eval_call,
            GivenName: self._eval_given,
            FoldCall: self._eval_fold,
            NothingName: self._eval_nothing,
        }
        self.names: Mapping[str, Result] = {}
        self.tables: Mapping[str, Any] = {}
        self.steps: list[Step] = []

    def read(
        self, compiled: Compiled, names: Mapping[str, Result], tables: Mapping[str, Any]
    ) -> Evaluation:
        self.names, self.tables, self.steps = names, tables, []
        try:
            value: Result = self.eval("", previously_parsed=compiled.code)
        except _StoppedError as stopped:
            value = stopped.why
        steps = tuple(self.steps)
        if type(value) is Missing:
            value = Missing(self._missing(compiled.code))
        self.names, self.tables, self.steps = {}, {}, []
        return Evaluation(value, steps)

    @staticmethod
    def parse(expr: str) -> Any:
        """Refuse: simpleeval takes `a = 2` and ignores a second line: no text comes in."""
        raise TypeError(f"a formula is evaluated from its tree, not from text: {expr!r}")

    def _eval(self, node: Any) -> Any:
        if type(node) is ast.Constant:
            return node.value
        try:
            value = self.nodes[type(node)](node)
        except ZeroDivisionError:
            raise _StoppedError(Failed((self._zero_denominator(node.tree),))) from None
        except CannotComputeError as reason:
            raise _StoppedError(
                Failed((_problem(node.tree, reason.code, **reason.fields),))
            ) from None
        except _TooLargeError:
            problem = _problem(node.tree, "E251", formula=_shown(node.tree), bits=str(MOST_BITS))
            raise _StoppedError(Failed((problem,))) from None
        self.steps.append(Step(node.tree, value))
        return value

    def _eval_name(self, node: Any) -> Any:
        value = self.names[node.id]
        if type(value) is Missing or type(value) is Failed:
            raise _StoppedError(value)
        return value

    def _eval_given(self, node: Any) -> bool:
        value = self.names[node.id]
        if type(value) is Failed:
            raise _StoppedError(value)
        return type(value) is not Missing

    @staticmethod
    def _eval_nothing(node: Any) -> Any:
        raise CannotComputeError(_WHY_NOTHING[node.id])

    def _eval_fold(self, node: Any) -> Any:
        fold: Fold = node.tree
        table = self.tables[fold.table]
        if type(table) is Missing or type(table) is Failed:
            raise _StoppedError(table)
        each, weight, where = node.parts
        outer, steps = self.names, self.steps
        found: list[tuple[Any, Any]] = []
        try:
            for row in table:
                self.names, self.steps = {**outer, **row}, []
                if where is None or self._eval(where):
                    value = True if each is None else self._eval(each)
                    found.append((value, None if weight is None else self._eval(weight)))
        finally:
            self.names, self.steps = outer, steps
        return rows.folded(fold, found, within_bounds)

    def _missing(self, node: Any) -> frozenset[str]:
        """All facts for want of which a part has no value, not the first alone.

        A branch counts only when its condition is known and leads there.
        """
        try:
            self._eval(node)
        except _StoppedError as stopped:
            if isinstance(stopped.why, Failed):
                return frozenset()
            parts = self._parts_needed(node)
            return frozenset().union(*map(self._missing, parts)) if parts else stopped.why.facts
        return frozenset()

    def _parts_needed(self, node: Any) -> list[Any]:
        """The parts of a part without a value that must have one for it to have one."""
        match node:
            case ast.UnaryOp():
                return [node.operand]
            case ast.BinOp():
                return [node.left, node.right]
            case ast.Call() if not isinstance(node, FoldCall):
                return list(node.args)
            case ast.Compare():
                return [node.left, *node.comparators]
            case ast.IfExp():
                if not self._has_value(node.test):
                    return [node.test]
                return [node.body if self._eval(node.test) else node.orelse]
            case ast.BoolOp():
                return [next(part for part in node.values if not self._has_value(part))]
            case _:
                return []

    def _has_value(self, node: Any) -> bool:
        try:
            self._eval(node)
        except _StoppedError:
            return False
        return True

    def _zero_denominator(self, node: Node) -> Problem:
        """Which division, and which facts made its denominator zero."""
        below = node.right if isinstance(node, Operate) else node
        facts = [
            f"{name} = {_value_text(self.names[name])}"
            for name in names_of(below)
            if name in self.names and below != Name(name)
        ]
        listed = Text(f"（{'，'.join(facts)}）", f" ({', '.join(facts)})") if facts else ""
        return _problem(node, "E250", denominator=_shown(below), facts=listed)


_LOCAL = threading.local()


def _evaluator() -> _Exact:
    """One for each thread: a new one is a reference cycle that only the collector frees."""
    evaluator: _Exact | None = getattr(_LOCAL, "evaluator", None)
    if evaluator is None:
        evaluator = _LOCAL.evaluator = _Exact()
    return evaluator


def _problem(node: Node, code: str, **fields: str | Text) -> Problem:
    return Problem(code, node.at.place() if node.at else None, fields)


def _shown(node: Node) -> str:
    return node.at.text if node.at else to_text(node)


def _value_text(value: Result) -> str:
    return exact_text(value) if isinstance(value, Fraction) else str(value)
