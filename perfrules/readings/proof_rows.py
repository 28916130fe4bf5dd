"""What a function over the rows of a table can come to, whatever rows a department fills in."""

from attrs import evolve, frozen

from perfrules.formula.tree import Fold, Logic, Node
from perfrules.readings.proof import Fault, Term, term_of
from perfrules.readings.proof_terms import (
    Expr,
    as_real,
    both,
    either,
    negated,
    real,
    truth,
    whole,
)
from perfrules.readings.proof_world import UNREAL, World


@frozen(eq=False, repr=False)
class _Row:
    """Some row that meets the condition of the fold, and the rule for every row."""

    counts: Expr
    each: Term
    weight: Term


def folded(fold: Fold, name: str, world: World) -> Term:
    """A value between that of the least and of the largest row, as often as there are rows.

    More than the rows of any one table allow, never less.
    """
    rows = _rows(fold.table, fold.where, world)
    least, most, any_row = (_row(fold, f"{name} {which}\t", world) for which in ("a", "b", "c"))
    value = _value(fold, name, rows, (least, most, any_row), world)
    inside = both(rows >= 1, any_row.counts)
    faults = [evolve(f, when=both(inside, f.when)) for f in any_row.each.faults]
    ended = both(*(negated(f.when) for f in faults))
    code, when = _why_none(fold, rows, any_row)
    if when is not False:
        faults.append(Fault(code, fold, both(ended, when)))
    if fold.function == "weighted_mean":
        faults.insert(-1, Fault("E254", fold, rows == 0))
    waits = either(any_row.each.stopped, any_row.weight.stopped)
    return Term(value, tuple(faults), False if waits is False else both(inside, waits))


def _rows(table: str, where: Node | None, world: World) -> Expr:
    """How many rows meet a condition: no more than there are."""
    rows = whole(f"{UNREAL}rows {table} {where!r}{world.mark_of(where, table)}")
    name = rows.decl().name()
    if name not in world.sides:
        world.sides[name] = (rows >= 0,)
        if where is not None:
            world.sides[name] = (rows >= 0, rows <= _rows(table, None, world))
    return rows


def _row(fold: Fold, name: str, world: World) -> _Row:
    inside = world.inside(fold.table, name)
    conditions = (world.tables[fold.table].must, fold.where)
    each = _read(fold.each, inside)
    counts = both(*(inside.reading(node).holds for node in conditions if node is not None))
    return _Row(counts, each, _read(fold.weight, inside))


def _read(node: Node | None, world: World) -> Term:
    return Term(True) if node is None else term_of(node, world)


def _why_none(fold: Fold, rows: Expr, any_row: _Row) -> tuple[str, Expr]:
    """The engine's code, and when the rows have no result."""
    match fold.function:
        case "sum" | "count":
            return "", False
        case "only":
            return "E255", rows != 1
        case "weighted_mean":
            weightless = both(any_row.counts, any_row.weight.value <= 0)
            return "E256", both(rows >= 1, weightless)
        case _:
            return "E254", rows == 0


def _value(fold: Fold, name: str, rows: Expr, some: tuple[_Row, _Row, _Row], world: World) -> Expr:
    least, most, any_row = some
    match fold.function:
        case "any" | "all":
            return truth(name)
        case "only":
            return _of(least, rows, world)
        case "count":
            both_hold = [part for part in (fold.where, fold.each) if part is not None]
            condition = Logic("and", tuple(both_hold)) if len(both_hold) == 2 else None
            counted = condition or next(iter(both_hold), None)
            return as_real(_rows(fold.table, counted, world))
        case _:
            value = real(name)
    if fold.function == "share":
        between = both(value >= 0, value <= 1)
    else:
        low, high = least.each.value, most.each.value
        times = as_real(rows) if fold.function == "sum" else 1
        between = both(least.counts, most.counts, times * low <= value, value <= times * high)
    if fold.function == "weighted_mean":
        between = either(between, both(any_row.counts, any_row.weight.value < 0))
    empty = both(rows == 0, value == 0) if fold.function == "sum" else rows == 0
    world.sides[value.decl().name()] = (either(empty, between),)
    return value


def _of(row: _Row, rows: Expr, world: World) -> Expr:
    """The value of the one row there is, which meets the conditions."""
    name = rows.decl().name()
    world.sides[name] = (*world.sides[name], either(rows != 1, row.counts))
    return row.each.value
