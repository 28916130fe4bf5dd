"""A formula as a unit of measure: what it comes out in, or why it cannot."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import assert_never

from attrs import evolve, frozen

from perfrules.formula import walk
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
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
    Property,
)
from perfrules.formula.units import DAYS, MONTHS, PLAIN, POINTS, Unit, parse_unit
from perfrules.messages import Text
from perfrules.problem import Problem, Refused
from perfrules.readings.values import name_of_property

Columns = Mapping[str, Unit]
_NO_TABLES: Mapping[str, Columns] = MappingProxyType({})


@frozen
class _Reading:
    """The unit of a part, and whether it is a constant that says none, or zero, or nothing."""

    unit: Unit
    bare: Node | None = None
    """The constant, where it is one."""
    fits_all: bool = False


def unit_of(
    tree: Node, units: Mapping[str, Unit], tables: Mapping[str, Columns] = _NO_TABLES
) -> Unit:
    """The unit of a formula's value; a name that `units` does not hold has none.

    The measured value of an indicator is looked up by its key, then by
    `name_of_property("value", key)`.
    Raises Refused with the place of the operation whose sides do not fit (E231), of a bare
    number beside money (E232) or beside a percentage (E235), of whole numbers of a unit (E233).
    """
    return _read(tree, _Scope(units, tables)).unit


def score_unit(
    tree: Node, units: Mapping[str, Unit], tables: Mapping[str, Columns] = _NO_TABLES
) -> Unit:
    """The unit of a score, which must be points or none, else E234."""
    unit = unit_of(tree, units, tables)
    if unit.dims not in (POINTS.dims, PLAIN.dims):
        raise _refused(tree, "E234", unit=str(unit))
    return unit


@frozen(eq=False, repr=False)
class _Scope:
    units: Mapping[str, Unit]
    tables: Mapping[str, Columns]

    def of_property(self, node: Property) -> Unit:
        if node.aspect == "value":
            key = name_of_property("value", node.of)
            return self.units.get(key, self.units.get(node.of, PLAIN))
        return POINTS if node.aspect in ("points", "score") else _PERCENT


_PERCENT = parse_unit("%")


def _read(node: Node, scope: _Scope) -> _Reading:
    match node:
        case Number(value, unit):
            if unit is not None:
                return _Reading(parse_unit(unit))
            return _Reading(PLAIN, bare=node, fits_all=value == 0)
        case Choice() | Given():
            return _Reading(PLAIN)
        case Nothing():
            return _Reading(PLAIN, fits_all=True)
        case Name(name):
            return _Reading(scope.units.get(name, PLAIN))
        case Property("rank" | "count"):
            # A policy writes 分值 − 0.25 × (名次 − 1): a place is like a bare number.
            return _Reading(PLAIN, bare=node)
        case Property():
            return _Reading(scope.of_property(node))
        case Judgement():
            return _Reading(POINTS)
        case Negate(operand):
            inner = _read(operand, scope)
            return evolve(inner, bare=inner.bare and node)
        case Not(operand):
            _read(operand, scope)
            return _Reading(PLAIN)
        case Operate("+" | "-", left, right):
            return _together(node, (left, right), scope)
        case Operate(op, left, right):
            return _product(node, op, _read(left, scope), _read(right, scope))
        case Compare(first, rest):
            _together(node, (first, *(operand for _, operand in rest)), scope)
            return _Reading(PLAIN)
        case Logic(_, parts):
            for part in parts:
                _read(part, scope)
            return _Reading(PLAIN)
        case If(condition, then, otherwise):
            _read(condition, scope)
            return _together(node, (then, otherwise), scope)
        case Call():
            return _call(node, scope)
        case Fold():
            return _fold(node, scope)
        case _:
            assert_never(node)


def _product(node: Node, op: str, left: _Reading, right: _Reading) -> _Reading:
    unit = left.unit * right.unit if op == "*" else left.unit / right.unit
    bare = node if left.bare is not None and right.bare is not None else None
    return _Reading(unit, bare, fits_all=left.fits_all and bare is not None)


def _call(call: Call, scope: _Scope) -> _Reading:
    match call.function:
        case "min" | "max" | "abs" | "clamp" | "round" | "round_up" | "round_down":
            return _together(call, call.arguments, scope)
        case "floor" | "ceil":
            return _whole(call, scope)
        case "steps":
            _together(call, call.arguments, scope)
            return _Reading(PLAIN)
        case "interpolate":
            x, *points = call.arguments
            _together(call, (x, *points[::2]), scope)
            return _together(call, tuple(points[1::2]), scope)
        case "days":
            return _Reading(DAYS)
        case "months":
            return _Reading(MONTHS)
        case last:
            assert last == "one_of", f"no unit for the function {last}"
            return _Reading(PLAIN)


def _whole(call: Call, scope: _Scope) -> _Reading:
    """Whole numbers: of plain numbers and counts; 1 元 and 1 万元 are not one step."""
    inner = _read(call.arguments[0], scope)
    if inner.unit.has_money or inner.unit.is_percent:
        step = "1%" if inner.unit.is_percent else f"1{inner.unit}"
        raise _refused(call, "E233", unit=str(inner.unit), step=step)
    return inner


def _fold(fold: Fold, scope: _Scope) -> _Reading:
    rows = evolve(scope, units={**scope.units, **scope.tables.get(fold.table, {})})
    for part in (fold.weight, fold.where):
        if part is not None:
            _read(part, rows)
    each = _Reading(PLAIN) if fold.each is None else _read(fold.each, rows)
    if fold.function in ("sum", "mean", "weighted_mean"):
        if each.unit.of_rows:
            what = Text(f"不能用 {fold.function} 合在一起", f"{fold.function} cannot join them")
            raise _refused(fold, "E379", what=what)
        return _Reading(each.unit)
    if fold.function == "only":
        return _Reading(each.unit)
    return _Reading(PLAIN)


def _together(node: Node, parts: tuple[Node, ...], scope: _Scope) -> _Reading:
    """The unit of values that are added, compared or chosen between."""
    together, *others = (_read(part, scope) for part in parts)
    for other in others:
        together = _same(node, together, other)
    return together


def _same(node: Node, left: _Reading, right: _Reading) -> _Reading:
    """The reading of two values side by side, or a refusal."""
    if right.fits_all:
        return left if not left.fits_all or left.unit.dims else right
    if left.fits_all:
        return right
    for bare, other in ((left, right), (right, left)):
        if bare.bare is None or other.bare is not None or _is_other_place(bare.bare, other.unit):
            continue
        _refuse_bare(bare.bare, other.unit)
        return other
    if left.unit.dims != right.unit.dims:
        names = {"left": _named(left.unit), "right": _named(right.unit)}
        raise _refused(node, "E231", **names)
    return left


def _is_other_place(bare: Node, unit: Unit) -> bool:
    """Whether a place stands beside homes; beside points and plain numbers it may."""
    if unit.dims in (PLAIN.dims, POINTS.dims):
        return False
    return any(isinstance(part, Property) for part in walk.nodes(bare))


def _refuse_bare(number: Node, unit: Unit) -> None:
    """A bare number may stand beside points and counts; not beside money, nor as 90 beside 90%."""
    if unit.of_rows:
        shown = _shown(number)
        what = Text(f"不能与 {shown} 放在一起", f"they do not stand beside {shown}")
        raise _refused(number, "E379", what=what)
    if unit.has_money:
        raise _refused(number, "E232", unit=str(unit), number=_shown(number))
    if unit.is_percent and isinstance(number, Number) and number.value >= 2:
        raise _refused(number, "E235", number=_shown(number))


def _named(unit: Unit) -> str | Text:
    return str(unit) or Text("纯数", "a plain number")


def _shown(node: Node) -> str:
    return node.at.text if node.at else to_text(node)


def _refused(node: Node, code: str, **fields: str | Text) -> Refused:
    return Refused(Problem(code, node.at.place() if node.at else None, fields))
