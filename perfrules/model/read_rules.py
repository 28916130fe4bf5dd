"""The facts, measures and grades of a rule file, each out of its own table."""

import re
from fractions import Fraction

from perfrules.files.tables import Table
from perfrules.formula import walk
from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Number
from perfrules.formula.units import PLAIN, Unit, parse_unit
from perfrules.messages import Text
from perfrules.model.declared import FactRule, Measure
from perfrules.model.methodology import Grade
from perfrules.model.read_formula import (
    constant_interval,
    formula,
    interval_of_points,
    one_of,
    refuse_twice,
)
from perfrules.model.stretches import constant_stretch
from perfrules.model.terms import (
    BARES,
    BETTERS,
    FACT_KINDS,
    Bare,
    Better,
    FactKind,
    Show,
)
from perfrules.model.ways import Interval
from perfrules.problem import Place, Problem, Refused, placed

_SHOW = re.compile(r"\.(\d{1,2})([f%])")


def show_of(table: Table) -> Show | None:
    """`.2%` or `.2f`: digits after the point, as a percentage or not."""
    if "show" not in table:
        return None
    match = _SHOW.fullmatch(table.text("show"))
    if match is None:
        raise table.refuse("E305", "show", text=table.text("show"))
    return Show(int(match[1]), percent=match[2] == "%")


def unit_of_table(table: Table) -> Unit:
    """The unit that a table declares, a plain number when it declares none."""
    if "unit" not in table:
        return PLAIN
    with placed(table.place("unit")):
        return parse_unit(table.text("unit"))


def fact_of(name: str, table: Table) -> FactRule:
    """A declared fact."""
    table.only(
        "unit", "range", "kind", "choice", "optional", "for_report", "from_parameters",
        "bare", "better", "show", "about",
    )  # fmt: skip
    choice = tuple(table.texts("choice")) if "choice" in table else ()
    if "kind" not in table and "unit" not in table and not choice:
        raise table.refuse("E307", name=name)
    default: FactKind = "text" if choice else "number"
    kind = one_of(table, "kind", FACT_KINDS, default)
    if kind != "number":
        for key in ("unit", "range", "bare", "show"):
            if key in table:
                raise table.refuse("E308", key, at="key", kind=kind)
    if choice and kind != "text":
        raise table.refuse("E308", "choice", at="key", kind=kind)
    refuse_twice(table, "choice", choice)
    unit = unit_of_table(table)
    if "bare" in table and not unit.is_percent:
        raise table.refuse("E310", "bare", at="key")
    bare = one_of(table, "bare", BARES) if "bare" in table else None
    limits = constant_interval(table, "range") if "range" in table else None
    if limits is not None:
        _refuse_other_units(limits, unit, bare)
    one = Fraction(1) if bare == "fraction" else unit.factor
    return FactRule(
        name=name,
        kind=kind,
        unit=unit,
        range=limits,
        limits=None if limits is None else constant_stretch(limits, bare=one),
        choice=choice,
        optional=table.flag("optional", False),
        for_report=table.flag("for_report", False),
        from_parameters=table.flag("from_parameters", False),
        bare=bare,
        better=better_of(table),
        show=show_of(table),
        about=table.text("about", ""),
        place=table.place(at="key"),
    )


def _refuse_other_units(limits: Interval, unit: Unit, bare: Bare | None) -> None:
    """The ends of a range are in the unit of the fact; a bare 90 beside % is 90 or 0.9."""
    ends = [end.tree for end in (limits.low, limits.high) if end is not None]
    for node in (part for end in ends for part in walk.nodes(end)):
        if not isinstance(node, Number):
            continue
        at = node.at.place() if node.at else None
        if node.unit is not None:
            if parse_unit(node.unit).dims != unit.dims:
                named = str(unit) or Text("纯数", "a plain number")
                raise Refused(Problem("E231", at, {"left": named, "right": node.unit}))
        elif unit.is_percent and bare is None and node.value:
            raise Refused(Problem("E235", at, {"number": exact_text(node.value)}))


def yes_no_fact(name: str, place: Place | None) -> FactRule:
    """A fact that is declared by the checklist that asks for it."""
    return FactRule(
        name=name, kind="yes/no", unit=PLAIN, range=None, limits=None, choice=(), optional=False,
        for_report=False, from_parameters=False, bare=None, better=None, show=None, about="",
        place=place,
    )  # fmt: skip


def better_of(table: Table) -> Better | None:
    """Which direction is better, where the file says so."""
    return one_of(table, "better", BETTERS) if "better" in table else None


def measure_of(name: str, table: Table) -> Measure:
    """A measure whose names are not resolved yet."""
    table.only("value", "unit", "show", "better", "about")
    value = formula(table, "value")
    return Measure(
        name=name,
        formula=value,
        tree=value.tree,
        unit=unit_of_table(table),
        show=show_of(table),
        better=better_of(table),
        about=table.text("about", ""),
        place=table.place(at="key"),
    )


def grade_of(table: Table) -> Grade:
    """A grade; its ends are constants."""
    table.only("name", "in")
    written = interval_of_points(table, "in")
    stretch = constant_stretch(written)
    assert stretch is not None, "its ends are constants"
    return Grade(table.text("name"), stretch, written.at.text)
