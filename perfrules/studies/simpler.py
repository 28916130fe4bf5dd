"""The simplest facts of which something still holds: few digits, small numbers, nothing unused."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve

from perfrules.formula.digits import decimals_of
from perfrules.formula.units import PLAIN, POINTS, Unit, parse_unit
from perfrules.model.facts import FactSet, Value
from perfrules.model.methodology import Methodology
from perfrules.problem import Refused
from perfrules.scoring.score import score
from perfrules.studies.fact_sets import Draft, draft_of, drafted
from perfrules.studies.sample import balanced, faults_of_facts

MOST_TRIED = 600
"""A bound on time that is the same on every machine."""


def simplest(
    methodology: Methodology,
    facts: FactSet,
    holds: Callable[[FactSet], bool],
    *,
    most: int = MOST_TRIED,
) -> FactSet:
    """A fact set with simpler values for which `holds` still holds; greedy, `most` are tried.

    Optional facts and rows that are not needed are left out, numbers become round and small,
    judgements full points, choices the first. What is tried keeps to ranges and ties, but for a
    fault that the given facts have themselves. `holds` is not asked of the given facts; evidence
    is lost where anything changed.
    """
    allowed = {problem.code for problem in faults_of_facts(score(methodology, facts))}
    best, draft, left = facts, draft_of(facts), most
    moving = True
    while moving and left > 0:
        moving = False
        for place in _places(methodology, draft):
            for simpler in place(draft):
                if left <= 0:
                    break
                left -= 1
                found = _sound(methodology, simpler, allowed)
                if found is not None and holds(found):
                    best, draft, moving = found, draft_of(found), True
                    break
    return best


def _sound(methodology: Methodology, draft: Draft, allowed: set[str]) -> FactSet | None:
    """The fact set, as it is or with other facts changed so that ties hold; None if neither."""
    for tie in (False, True):
        try:
            facts = drafted(methodology, balanced(methodology, draft) if tie else draft)
        except Refused:
            continue
        faults = faults_of_facts(score(methodology, facts))
        if {problem.code for problem in faults} <= allowed:
            return facts
    return None


_Place = Callable[[Draft], Iterator[Draft]]
"""What can be made simpler in one place of a draft, the simplest first."""


def _places(methodology: Methodology, draft: Draft) -> Iterator[_Place]:
    """Every place, those first that may make the most simpler."""
    for name, rows in draft.tables.items():
        for position in reversed(range(len(rows))):
            yield _without_row(name, methodology.tables[name].key, position)
    for name in draft.values:
        rule = methodology.facts[name]
        if rule.optional:
            yield _without_fact(name)
        yield _with_fact(name, rule.unit, rule.choice)
    for key in draft.judgements:
        node = methodology.node(key)
        full = (Fraction(0), Fraction(1)) if node is None else (node.points, Fraction(0))
        yield _with_judgement(key, full)
    for name, rows in draft.tables.items():
        columns = methodology.tables[name].columns
        for position, row in enumerate(rows):
            unit = _unit_of_row(row, methodology.tables[name].unit)
            for column in columns.values():
                if column.name in row and column.name != methodology.tables[name].key:
                    its = unit if column.in_row_unit else column.unit
                    if column.optional:
                        yield _without_cell(name, position, column.name)
                    if not column.is_unit and column.refers is None:
                        yield _with_cell(name, position, column.name, its, column.choice)


def _without_row(name: str, key: str, position: int) -> _Place:
    def place(draft: Draft) -> Iterator[Draft]:
        rows = draft.tables[name]
        if position < len(rows):
            kept = [*rows[:position], *rows[position + 1 :]]
            gone = f"{name}/{rows[position][key]}"
            judgements = {k: v for k, v in draft.judgements.items() if k != gone}
            yield evolve(draft, tables={**draft.tables, name: kept}, judgements=judgements)

    return place


def _without_fact(name: str) -> _Place:
    def place(draft: Draft) -> Iterator[Draft]:
        if name in draft.values:
            yield evolve(draft, values={k: v for k, v in draft.values.items() if k != name})

    return place


def _with_fact(name: str, unit: Unit, choice: tuple[str, ...]) -> _Place:
    def place(draft: Draft) -> Iterator[Draft]:
        if name in draft.values:
            for value in _simpler(draft.values[name], unit, choice):
                yield evolve(draft, values={**draft.values, name: value})

    return place


def _with_judgement(key: str, best: tuple[Fraction, ...]) -> _Place:
    def place(draft: Draft) -> Iterator[Draft]:
        now = draft.judgements.get(key)
        if now is None or now in best[:1]:
            return
        for score_given in (*best, *_rounder(now, Fraction(1))):
            if score_given == now:
                return
            yield evolve(draft, judgements={**draft.judgements, key: score_given})

    return place


def _without_cell(name: str, position: int, column: str) -> _Place:
    def place(draft: Draft) -> Iterator[Draft]:
        rows = list(draft.tables[name])
        if position < len(rows) and column in rows[position]:
            rows[position] = {k: v for k, v in rows[position].items() if k != column}
            yield evolve(draft, tables={**draft.tables, name: rows})

    return place


def _with_cell(
    name: str, position: int, column: str, unit: Unit, choice: tuple[str, ...]
) -> _Place:
    def place(draft: Draft) -> Iterator[Draft]:
        rows = list(draft.tables[name])
        if position < len(rows) and column in rows[position]:
            for value in _simpler(rows[position][column], unit, choice):
                changed = [*rows]
                changed[position] = {**rows[position], column: value}
                yield evolve(draft, tables={**draft.tables, name: changed})

    return place


def _simpler(value: Any, unit: Unit, choice: tuple[str, ...]) -> Iterator[Value]:
    """Simpler values, the simplest first."""
    match value:
        case bool():
            yield from (False,) if value else ()
        case Fraction():
            yield from _rounder(value, unit.factor)
        case str():
            yield from choice[: choice.index(value)] if value in choice else ()


def _rounder(value: Fraction, factor: Fraction) -> Iterator[Fraction]:
    """Simpler numbers: nothing, one, a hundred, then the number with few digits."""
    number = value / factor
    few = [Fraction(n) for n in (0, 1, 2, 10, 100, 1000)]
    size = len(str(int(abs(number))))
    for digits in (1, 2, 3, 4):
        to = Fraction(10) ** (size - digits)
        few += [number // to * to, -(-number // to) * to]
    for each in dict.fromkeys(few):
        if _cost(each) < _cost(number):
            yield each * factor


def _cost(number: Fraction) -> tuple[int, Fraction]:
    """How much there is to read: digits first, then size."""
    decimals = decimals_of(number)
    if decimals is None:
        return 10_000, abs(number)
    written = str(abs(int(number * 10**decimals))).rstrip("0")
    return len(written) + decimals + (number < 0), abs(number)


def _unit_of_row(row: Any, column: str | None) -> Unit:
    try:
        return PLAIN if column is None or column not in row else parse_unit(str(row[column]))
    except Refused:
        return POINTS
