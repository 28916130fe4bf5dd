"""What the names of formulas stand for in a proof: whatever they can be, or a formula of others."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from attrs import Factory, evolve, frozen

from perfrules.formula import walk
from perfrules.formula.tree import Fold, Node
from perfrules.readings.free import Free, RowsOf
from perfrules.readings.proof import Term, term_of
from perfrules.readings.proof_terms import (
    Expr,
    as_real,
    both,
    either,
    if_else,
    known,
    negated,
    real,
    truth,
    whole,
    within,
)
from perfrules.readings.values import Value

_NO_TABLES: Mapping[str, RowsOf] = MappingProxyType({})
UNREAL = "\r"
"""Begins the names of unknowns that no fact set gives."""
GIVEN = "\rgiven"
"""Ends the name of the unknown that an optional fact is there."""
OTHER_TEXT = "文字"
"""Begins a text that nothing names, followed by a number."""


@frozen(eq=False, repr=False)
class World:
    """All that formulas can name, each read once; `Names` of `term_of`."""

    free: Mapping[str, Free]
    trees: Mapping[str, Node]
    """The formulas of measures, scores and whatever else has a name and is no fact."""
    assumed: tuple[Node, ...] = ()
    """Conditions that every fact set meets, as far as they can be read."""
    tables: Mapping[str, RowsOf] = _NO_TABLES
    moved: frozenset[str] = frozenset()
    """Names that are other unknowns here than in the world that this one is a twin of."""
    mark: str = ""
    """Behind the names of these unknowns."""
    row: str = ""
    """Before the names of columns, in the world as a formula finds it that is read for one row."""
    columns: frozenset[str] = frozenset()
    sides: dict[str, tuple[Expr, ...]] = Factory(dict)
    """What holds of each unknown, by its name; twins share it."""
    parts: dict[tuple[object, ...], Expr] = Factory(dict)
    """Quotients and whole numbers by what they are of; twins share them."""
    read: dict[str, Term] = Factory(dict)
    rows: dict[str, str] = Factory(dict)
    """The tables of the rows that functions over rows speak of, by what begins their names."""
    texts: list[str] = Factory(list)
    """The texts that formulas and choices name; each stands for its position."""

    def twin(self, moved: Iterable[str], mark: str = "\v") -> "World":
        """The same world, where some names may have other values."""
        return evolve(self, moved=frozenset(moved), mark=mark, read={})

    def inside(self, table: str, row: str) -> "World":
        """The world as a formula finds it that is read for one row."""
        rows = self.tables[table]
        self.rows[row] = table
        free, read = {**self.free, **rows.columns}, dict(self.read)
        return evolve(self, free=free, read=read, row=row, columns=frozenset(rows.columns))

    def unknown(self, name: str) -> str:
        """How z3 calls a name here."""
        if name in self.columns:
            return self.row + name
        return name + self.mark if name in self.moved else name

    def reading(self, node: Node) -> Term:
        """A formula, read here."""
        return term_of(node, self)

    # ── Names ──

    def term(self, name: str) -> Term:
        """The value of a name; its own faults are told where it is asked for itself."""
        if name not in self.read:
            free = self.free.get(name)
            self.read[name] = (
                term_of(self.trees[name], self)
                if free is None
                else self.freed(self.unknown(name), free)
            )
        return self.read[name].passed_on

    def given(self, name: str) -> Term:
        """Whether a fact is there; of anything else, whatever it may be."""
        if name in self.free:
            return Term(negated(self.term(name).stopped))
        there = self.term(name).ok
        maybe = truth(f"{UNREAL}given {self.unknown(name)}")
        return Term(either(there, maybe))

    def quotient(self, above: Expr, below: Expr) -> Expr:
        """A new unknown q with q × below = above, unless the denominator is known."""
        if isinstance(below, Fraction):
            return above / below if below else Fraction(0)
        key = ("quotient", _key(above), _key(below))
        if key not in self.parts:
            q = real(f"{UNREAL}quotient {len(self.parts)}")
            self.parts[key] = q
            self.parts[(*key, "of")] = (above, below)  # keeps the terms, and so their keys, alive
            self.sides[q.decl().name()] = (either(below == 0, q * below == above),)
        return self.parts[key]

    def floor(self, number: Expr) -> Expr:
        """A new whole number k with k ≤ number < k + 1."""
        if isinstance(number, Fraction):
            return Fraction(number.numerator // number.denominator)
        key = ("floor", _key(number))
        if key not in self.parts:
            k = whole(f"{UNREAL}floor {len(self.parts)}")
            self.parts[key] = as_real(k)
            self.parts[(*key, "of")] = number
            self.sides[k.decl().name()] = (as_real(k) <= number, number < as_real(k) + 1)
        return self.parts[key]

    def text(self, text: str) -> Expr:
        """The position of a text among those that are named."""
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text)

    def months(self, first: Expr, last: Expr) -> Expr:
        """A new whole number of months, within what the days between allow."""
        key = ("months", _key(first), _key(last))
        if key not in self.parts:
            m = whole(f"{UNREAL}months {len(self.parts)}")
            days = last - first
            self.parts[key] = as_real(m)
            self.parts[(*key, "of")] = (first, last)
            size, apart = if_else(m >= 0, m, -m), if_else(days >= 0, days, -days)
            self.sides[m.decl().name()] = (
                28 * size <= apart,
                apart < 31 * (size + 1),
                either(m == 0, both(m > 0, days > 0), both(m < 0, days < 0)),
            )
        return self.parts[key]

    def fold(self, fold: Fold) -> Term:
        """Whatever a function over rows can come to: between its least and its largest row."""
        from perfrules.readings.proof_rows import folded  # noqa: PLC0415  # rows are worlds too

        key = f"{UNREAL}{fold!r}{self.mark_of(fold, fold.table)}"
        if key not in self.read:
            self.read[key] = folded(fold, key, self)
        return self.read[key]

    def mark_of(self, node: Node | None, table: str) -> str:
        """The mark, where what is read for each row may have other values here."""
        named = set() if node is None else {*walk.names(node)} - {*self.tables[table].columns}
        return self.mark if named & self.moved or (self.moved and named & {*self.trees}) else ""

    # ── unknowns ──

    def freed(self, name: str, free: Free) -> Term:
        """The unknown that stands for a name, with what holds of it."""
        there: Expr = True
        if free.only_when is not None:
            condition = self.reading(free.only_when)
            there = either(negated(condition.ok), condition.value)
        if free.optional:
            there = both(there, truth(f"{name}{GIVEN}"))
        value = self._unknown(name, free)
        return Term(value, stopped=negated(there))

    def _unknown(self, name: str, free: Free) -> Expr:
        match free.kind:
            case "yes/no":
                value = truth(name)
            case "date":
                value = whole(name)
                self.sides[name] = (value >= _FIRST_DAY, value <= _LAST_DAY)
            case "text":
                value = whole(name)
                codes = [self.text(text) for text in free.choice]
                self.sides[name] = (either(*(value == code for code in codes)),) if codes else ()
            case _:
                return self._number(name, free)
        self._one_of(name, value, free)
        return value

    def _number(self, name: str, free: Free) -> Expr:
        if free.step is not None:
            value = as_real(whole(name)) * free.step
        else:
            value = real(name) * free.factor
        holds = [within(value, stretch) for stretch in free.within]
        self.sides[name] = (either(*holds),) if holds else ()
        self._one_of(name, value, free)
        return value

    def _one_of(self, name: str, value: Expr, free: Free) -> None:
        if free.values:
            one = either(*(value == self._constant(each) for each in free.values))
            self.sides[name] = (*self.sides.get(name, ()), one)

    def _constant(self, value: Value) -> Expr:
        if isinstance(value, date):
            return value.toordinal()
        return self.text(value) if isinstance(value, str) else value


_FIRST_DAY, _LAST_DAY = date(1000, 1, 1).toordinal(), date(2999, 12, 31).toordinal()


def _key(expr: Expr) -> object:
    return expr if known(expr) else ("term", expr.get_id())
