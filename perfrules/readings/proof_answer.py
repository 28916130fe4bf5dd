"""What z3 says to a condition: it can never hold, or with these values, or nothing in time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from perfrules.extras import needing
from perfrules.readings.free import Free
from perfrules.readings.proof_terms import Expr, either, negated, unknowns
from perfrules.readings.proof_world import GIVEN, OTHER_TEXT, UNREAL, World
from perfrules.readings.values import Value

with needing("prove"):
    import z3

Verdict = Literal["never", "possible", "unknown"]
Values = Mapping[str, Value]


@frozen(eq=False, repr=False)
class Answer:
    """What z3 found."""

    verdict: Verdict
    values: tuple[Values, ...] = ()
    """Where it is possible, for each world: the free names that play a part, those that are not
    there left out; what is irrational is cut."""
    absent: frozenset[str] = frozenset()
    """Optional names that are not there, in the first world."""
    rows: tuple[tuple[str, Values], ...] = ()
    """Rows that functions over rows speak of, with their tables: what is known of their columns."""


NEVER, UNKNOWN = Answer("never"), Answer("unknown")
_STEPS = 4_000_000
"""Steps of z3 in about a second: counted, so that a busy machine answers as an idle one."""
_PATIENCE = 20
"""So many times as long is waited for them at most."""
_FEW = 10_000
"""The largest number, in its unit, of what is looked for among plain values."""


def ask(condition: Expr, *worlds: World, seconds: Fraction, plain: bool = False) -> Answer:
    """Whether the condition can hold in the worlds; `plain`: with values as people write them.

    With `plain`, an answer "never" says only that there are no such values.
    """
    # A context of its own: an answer must not depend on what was asked before.
    context = z3.Context()
    whole = [each.translate(context) for each in _with_sides(_formula(condition), worlds)]
    conditions = [z3.simplify(each) for each in whole]
    if any(z3.is_false(each) for each in conditions):
        return NEVER
    names = {name for each in conditions for name in unknowns(each)}
    if plain:
        conditions += _on_the_grid(names, worlds, context)
    for solver in _ladder(conditions, seconds, context):
        solver.add(*conditions)
        found = solver.check()
        if found == z3.unsat:
            return NEVER
        if found == z3.sat:
            model = _Model(solver.model(), context, names)
            values = tuple(dict(model.values(world)) for world in worlds)
            absent = model.absent(worlds[0]) - values[0].keys()
            return Answer("possible", values, absent, tuple(model.rows(worlds[0])))
    return UNKNOWN


def _ladder(conditions: Iterable[Expr], seconds: Fraction, context: Any) -> Iterator[Any]:
    """Solvers, the quickest first, which share the time."""
    makes: list[tuple[Callable[[], Any], Fraction]] = [
        (lambda: z3.Solver(ctx=context), Fraction(3, 10))
    ]
    if not any(_has_whole(each) for each in conditions):
        makes.append((lambda: z3.SolverFor("QF_NRA", ctx=context), Fraction(3, 10)))
    makes.append((lambda: z3.Tactic("smt", ctx=context).solver(), Fraction(4, 10)))
    for make, share in makes:
        solver = make()
        solver.set("rlimit", max(1, int(seconds * share * _STEPS)))
        solver.set("timeout", max(1, int(seconds * share * 1000 * _PATIENCE)))
        yield solver


def _has_whole(expr: Expr) -> bool:
    waiting, seen = [expr], set[int]()
    while waiting:
        term = waiting.pop()
        if term.get_id() not in seen:
            seen.add(term.get_id())
            if z3.is_int(term):
                return True
            waiting.extend(term.children())
    return False


def _with_sides(condition: Expr, worlds: Iterable[World]) -> Iterator[Expr]:
    """The condition, what holds of its unknowns, and what every fact set meets that knows them."""
    worlds = tuple(worlds)
    waiting, seen = [condition], set[str]()
    sides = worlds[0].sides
    assumed = [(each, _reached(each, sides)) for world in worlds for each in _assumed(world)]
    while waiting:
        each = waiting.pop()
        yield each
        for name in unknowns(each):
            if name not in seen:
                seen.add(name)
                waiting.extend(_formula(side) for side in sides.get(name, ()))
        if not waiting:
            now = [each for each, names in assumed if not seen.isdisjoint(names)]
            assumed = [pair for pair in assumed if seen.isdisjoint(pair[1])]
            waiting.extend(now)


def _reached(condition: Expr, sides: Mapping[str, tuple[Expr, ...]]) -> set[str]:
    """The unknowns of a condition, and those that these are defined by."""
    found: set[str] = set()
    waiting = [condition]
    while waiting:
        new = set(unknowns(waiting.pop())) - found
        found |= new
        waiting += [_formula(side) for name in new for side in sides.get(name, ())]
    return found


def _assumed(world: World) -> Iterator[Expr]:
    for node in world.assumed:
        term = world.reading(node)
        yield _formula(either(negated(term.ok), term.value))


def _formula(condition: Expr) -> Expr:
    return z3.BoolVal(condition) if isinstance(condition, bool) else condition


def _numbers(names: set[str], worlds: Iterable[World]) -> Iterator[tuple[str, Free]]:
    """The numbers among the names that a department gives, each once."""
    found = {
        world.unknown(name): free
        for world in worlds
        for name, free in world.free.items()
        if free.kind == "number" and free.step is None and world.unknown(name) in names
    }
    yield from sorted(found.items())


def _on_the_grid(names: set[str], worlds: Iterable[World], context: Any) -> Iterator[Expr]:
    for name, free in _numbers(names, worlds):
        number = z3.Real(name, context)
        count = z3.ToReal(z3.Int(f"{UNREAL}plain {name}", context))
        yield number == count * z3.RealVal(str(free.grain), context)
        yield z3.And(number <= _FEW, number >= -_FEW)


@frozen(eq=False, repr=False)
class _Model:
    """What z3 found, read back as values."""

    found: Any
    context: Any
    names: set[str]
    """The unknowns that play a part."""

    def values(self, world: World) -> Iterator[tuple[str, Value]]:
        """Of the free names; those that are not there are left out."""
        for name, free in world.free.items():
            unknown = world.unknown(name)
            asked = unknown in self.names or f"{unknown}{GIVEN}" in self.names
            if asked and (not free.optional or self._truth(f"{unknown}{GIVEN}")):
                yield name, self._value(unknown, free, world)

    def rows(self, world: World) -> Iterator[tuple[str, Values]]:
        """Of the columns of rows, with their tables."""
        for row, table in world.rows.items():
            columns = world.tables[table].columns.items()
            known = {n: self._value(row + n, f, world) for n, f in columns if row + n in self.names}
            if known:
                yield table, known

    def absent(self, world: World) -> frozenset[str]:
        """The names of which it plays a part whether they are there."""
        asked = (name for name in world.free if f"{world.unknown(name)}{GIVEN}" in self.names)
        return frozenset(asked)

    def _value(self, unknown: str, free: Free, world: World) -> Value:
        match free.kind:
            case "yes/no":
                return self._truth(unknown)
            case "date":
                return date.fromordinal(self._whole(unknown))
            case "text":
                code = self._whole(unknown)
                inside = 0 <= code < len(world.texts)
                return world.texts[code] if inside else f"{OTHER_TEXT}{abs(code)}"
            case _ if free.step is not None:
                return free.step * self._whole(unknown)
            case _:
                number = self._eval(z3.Real(unknown, self.context))
                if z3.is_algebraic_value(number):
                    number = number.approx(20)
                found = Fraction(number.numerator_as_long(), number.denominator_as_long())
                return found * free.factor

    def _eval(self, term: Any) -> Any:
        return self.found.eval(term, model_completion=True)

    def _truth(self, unknown: str) -> bool:
        return bool(z3.is_true(self._eval(z3.Bool(unknown, self.context))))

    def _whole(self, unknown: str) -> int:
        return int(self._eval(z3.Int(unknown, self.context)).as_long())
