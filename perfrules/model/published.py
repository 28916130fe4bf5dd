"""What a report printed of a subject: figures, scores, total, grade, and sums it should keep."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from attrs import Factory, evolve, frozen

from perfrules.files.tables import Table
from perfrules.formula.quantity import quantity
from perfrules.formula.units import POINTS, Unit, parse_unit
from perfrules.model.above import Tie
from perfrules.model.declared import Indicator
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_above import WHOLE, tie_of
from perfrules.model.read_formula import one_of
from perfrules.model.resolve import Names, Resolver
from perfrules.model.resolve_above import resolved_tie
from perfrules.model.terms import BARES, Bare
from perfrules.problem import Place, Problems, Refused, did_you_mean, placed

T = TypeVar("T")

PERCENT = parse_unit("%")
_HEADS = ("within", "total", "grade", "score", "relation")
"""The keys that are no names of figures."""


@frozen(eq=False, repr=False)
class Stated:
    """A number as a report prints it."""

    name: str
    text: str
    """As it was written."""
    value: Fraction | None
    """In base units; None where words or a bound such as ≥360天 stand for a number."""
    decimals: int
    unit: Unit
    """In which it was printed; a plain number for a percentage printed without its sign."""
    note: str
    place: Place

    @property
    def step(self) -> Fraction:
        """One unit of its last digit, in base units."""
        return self.unit.factor * Fraction(1, 10**self.decimals)


@frozen(eq=False, repr=False)
class StatedScore:
    """What a report prints of one node: an indicator, a row, a bonus or a penalty."""

    key: str
    score: Stated | None
    rate: Stated | None
    points: Stated | None
    value: Stated | None
    reason: str
    """That the report gives for points lost."""
    note: str
    place: Place


@frozen(eq=False, repr=False)
class Published:
    """Everything under [published]."""

    within: Fraction = Fraction(0)
    """How far a figure may lie from what is computed, in the unit in which it is printed."""
    figures: Mapping[str, Stated] = Factory(dict)
    """By the name of a fact, a measure, or an indicator with a value."""
    scores: Mapping[str, StatedScore] = Factory(dict)
    """By key; whether a row is there is seen when it is scored."""
    total: Stated | None = None
    grade: str = ""
    relations: tuple[Tie, ...] = ()
    """Sums of facts and measures that ought to be equal; no rule states them."""


def published_of(facts: FactSet) -> Published:
    """What stands under [published] of a fact file; nothing where there is no such table.

    Raises Refused with everything that is wrong: a figure that the methodology does not know
    (E460) or does not measure (E461), one that is no number (E462), a percentage without its
    sign (E244), a tolerance below zero (E463), a number in the unit of something else (E241).
    """
    table, rules = facts.published, facts.rules
    if table is None:
        return Published()
    problems = Problems()
    figures: dict[str, Stated] = {}
    for name in table.values:
        if name not in _HEADS:
            with problems.collecting():
                figures[name] = _figure(table, name, rules)
    scores: dict[str, StatedScore] = {}
    with problems.collecting():
        for key, entry in table.named("score", {}).items():
            with problems.collecting():
                scores[key] = _score(key, entry, rules.node(key))
    found = Published(
        within=_kept(problems, lambda: _within(table)) or Fraction(0),
        figures=figures,
        scores=scores,
        total=_kept(problems, lambda: _stated_if_given(table, "total", POINTS)),
        grade=_kept(problems, lambda: table.text("grade", "")) or "",
        relations=_kept(problems, lambda: _relations(table, rules)) or (),
    )
    problems.refuse_if_any()
    return found


def _kept(problems: Problems, read: Callable[[], T | None]) -> T | None:
    """What was read; None where it was refused, and the refusal kept."""
    try:
        return read()
    except Refused as refused:
        problems.found.extend(refused.problems)
        return None


def _within(table: Table) -> Fraction:
    within = table.number("within", Fraction(0))
    if within < 0:
        raise table.refuse("E463", "within")
    return within


def _figure(table: Table, name: str, rules: Methodology) -> Stated:
    rule, measure, node = rules.facts.get(name), rules.measures.get(name), rules.node(name)
    if rule is not None:
        if rule.kind != "number":
            raise table.refuse("E462", name, at="key", name=name)
        return _stated(table, name, rule.unit, rule.bare)
    if measure is not None:
        return _stated(table, name, measure.unit)
    if node is None:
        near = did_you_mean(name, [*rules.facts, *rules.measures, *rules.indicators, *_HEADS])
        raise table.refuse("E460", name, at="key", name=name, near=near)
    return _stated(table, name, _unit_of_value(node, table, name))


def _unit_of_value(node: Indicator | None, table: Table, key: str) -> Unit:
    if node is None or node.value is None:
        name = key if node is None else node.key
        raise table.refuse("E461", key, at="key", name=name)
    return node.unit


def _score(key: str, entry: Table, node: Indicator | None) -> StatedScore:
    entry.only("score", "rate", "points", "value", "reason", "note")
    value = None
    if "value" in entry:
        value = _stated(entry, "value", _unit_of_value(node, entry, "value"))
    return StatedScore(
        key=key,
        score=_stated_if_given(entry, "score", POINTS),
        rate=_stated_if_given(entry, "rate", PERCENT),
        points=_stated_if_given(entry, "points", POINTS),
        value=value,
        reason=entry.text("reason", ""),
        note=entry.text("note", ""),
        place=entry.place(),
    )


def _stated_if_given(table: Table, key: str, unit: Unit) -> Stated | None:
    return _stated(table, key, unit) if key in table else None


def _stated(table: Table, key: str, unit: Unit, bare: Bare | None = None) -> Stated:
    """The number of a key: `"93.77%"`, `94.35`, or `{ value = "1", bare = "fraction", note }`."""
    entry, inner, note = table, key, ""
    if isinstance(table.raw(key), Mapping):
        entry, inner = table.table(key), "value"
        entry.only("value", "bare", "note")
        note = entry.text("note", "")
        bare = one_of(entry, "bare", BARES) if "bare" in entry else bare
    raw, place = entry.raw(inner), entry.place(inner)
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
        raise entry.refuse("E462", inner, name=key)
    text = raw if isinstance(raw, str) else format(Decimal(raw), "f")
    with placed(place):
        value, decimals, written = _number(text, unit, bare)
    return Stated(key, text.strip(), value, decimals, written, note, place)


def _number(text: str, unit: Unit, bare: Bare | None) -> tuple[Fraction | None, int, Unit]:
    try:
        read = quantity(text, unit, bare=bare)
    except Refused as refused:
        if refused.problems[0].code == "E240":  # no number at all: words, or a bound
            return None, 0, unit
        raise
    return read.value, read.digits, read.unit


def _relations(table: Table, rules: Methodology) -> tuple[Tie, ...]:
    # Bare 得分, 得分率 and 分值 are those of the whole, which has no measured value.
    whole = evolve(next(iter(rules.indicators.values())), key=WHOLE, value=None)
    nodes = {**rules.indicators, **rules.above.extras, WHOLE: whole}
    names = Names(rules.facts, rules.measures, nodes, rules.tables)
    resolver = Resolver(names, names.kinds())
    problems = Problems()
    found: list[Tie] = []
    for entry in table.tables("relation", []):
        with problems.collecting():
            entry.only("says", "that", "within")
            name = entry.text("says", "") or entry.text("that")
            found.append(resolved_tie(tie_of(name, entry, "error"), resolver))
    problems.refuse_if_any()
    return tuple(found)
