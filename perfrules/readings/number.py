"""A formula as an exact number: simpleeval walks it, over rationals, recording each step."""

import ast
import operator
import threading
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from simpleeval import SimpleEval

from perfrules.formula.arithmetic import CannotComputeError
from perfrules.formula.functions import FUNCTIONS
from perfrules.formula.tree import Fold
from perfrules.readings import rows
from perfrules.readings.bounds import MOST_BITS, TooLargeError, bounded, within_bounds
from perfrules.readings.python_nodes import (
    Compiled,
    FoldCall,
    GivenName,
    NothingName,
    compile_number,
)
from perfrules.readings.values import (
    Evaluation,
    Failed,
    Missing,
    Result,
    Row,
    Step,
    Value,
    name_of_judgement,
    name_of_property,
)
from perfrules.readings.why_not import problem_at, too_large, zero_denominator

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


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: bounded(operator.add),
    ast.Sub: bounded(operator.sub),
    ast.Mult: bounded(operator.mul),
    ast.Div: bounded(operator.truediv),
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    f.name: bounded(f.compute) if f.gives == "number" else f.compute for f in FUNCTIONS.values()
}


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
            raise _StoppedError(Failed((zero_denominator(node.tree, self.names),))) from None
        except CannotComputeError as reason:
            raise _StoppedError(
                Failed((problem_at(node.tree, reason.code, **reason.fields),))
            ) from None
        except TooLargeError:
            raise _StoppedError(Failed((too_large(node.tree),))) from None
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
        names, missing = dict(outer), frozenset[str]()
        try:
            for row in table:
                names.update(row)  # every row has a value, or Missing, in each column
                self.names, self.steps = names, []
                try:
                    if where is None or self._eval(where):
                        value = True if each is None else self._eval(each)
                        found.append((value, None if weight is None else self._eval(weight)))
                except _StoppedError as stopped:
                    if isinstance(stopped.why, Failed):
                        raise
                    missing |= stopped.why.facts
        finally:
            self.names, self.steps = outer, steps
        if missing:
            raise _StoppedError(Missing(missing))
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
                first, *later = [node.left, *node.comparators]
                pair = [first, later[0]]
                return later if all(map(self._has_value, pair)) else pair
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


_LOCAL = threading.local()


def _evaluator() -> _Exact:
    """One for each thread: a new one is a reference cycle that only the collector frees."""
    evaluator: _Exact | None = getattr(_LOCAL, "evaluator", None)
    if evaluator is None:
        evaluator = _LOCAL.evaluator = _Exact()
    return evaluator
