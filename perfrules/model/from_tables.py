"""A rule file's table to a methodology: every problem is collected, then raised at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from perfrules.files.tables import Document, Table
from perfrules.formula.functions import is_reserved
from perfrules.model import fail_if
from perfrules.model.methodology import (
    FactRule,
    Grade,
    Indicator,
    Measure,
    Methodology,
    Parameter,
)
from perfrules.model.read_formula import refuse_twice
from perfrules.model.read_indicators import as_tree, indicator_of
from perfrules.model.read_rules import Head, fact_of, grade_of, head_of, measure_of, yes_no_fact
from perfrules.model.resolve import Names, Resolver, order_of
from perfrules.model.spelled_out import COMPLETION
from perfrules.model.ways import Checklist
from perfrules.problem import Problem, Problems

T = TypeVar("T")


def methodology_from(document: Document, parameters: tuple[Parameter, ...] = ()) -> Methodology:
    """The methodology of a rule file (already joined with what it extends).

    Raises Refused with every problem of the file, in the order of their places.
    """
    table = document.table
    problems = Problems()
    with problems.collecting():
        table.only(
            "format", "extends", "methodology", "grade", "fact", "measure", "indicator", "example"
        )
    with problems.collecting():
        if table.number("format") != 1:
            raise table.refuse("E300", "format", format=str(table.raw("format")))
    head = None
    with problems.collecting():
        head = head_of(table.table("methodology"), has_grades="grade" in table)
    grades = _grades(table, problems)
    facts = _each(table, "fact", fact_of, problems)
    measures = _each(table, "measure", measure_of, problems)
    indicators = _indicators(table, head, problems) if head is not None else {}
    # What follows would complain of names and points that only a fault above hides.
    problems.refuse_if_any()
    assert head is not None, "or it was refused"
    facts |= _declared_by_checklists(facts, indicators)
    problems.found.extend(fail_if.a_name_is_used_twice(facts, measures, indicators))
    problems.found.extend(_cross_checks(table, head, grades, facts, indicators))
    measures, indicators = _resolved(Names(facts, measures, indicators), problems)
    problems.refuse_if_any()
    order = order_of(measures, indicators)
    problems.found.extend(fail_if.a_fact_is_never_read(facts, measures, indicators))
    return Methodology(
        id=head.id,
        version=head.version,
        title=head.title,
        points=head.points,
        in_force=head.in_force,
        rounding=head.rounding,
        grade_on=head.grade_on,
        grades=grades,
        grades_status=head.grades_status,
        grades_basis=head.grades_basis,
        basis=head.basis,
        status=head.status,
        lang=head.lang,
        facts=facts,
        measures=measures,
        indicators=indicators,
        roots=tuple(key for key, node in indicators.items() if node.parent is None),
        order=order,
        parameters=parameters,
        examples=tuple(table.tables("example")) if "example" in table else (),
        documents=document.documents,
        warnings=tuple(problems.found),
    )


def _indicators(table: Table, head: Head, problems: Problems) -> dict[str, Indicator]:
    def read(key: str, entry: Table) -> Indicator:
        return indicator_of(key, entry, head)

    found = _each(table, "indicator", read, problems)
    tables = table.named("indicator", {})
    with problems.collecting():
        if not tables:
            raise table.refuse("E335")
        if len(found) == len(tables):
            return as_tree(found, tables)
    return found


def _declared_by_checklists(
    facts: Mapping[str, FactRule], indicators: Mapping[str, Indicator]
) -> dict[str, FactRule]:
    """The items of checklists that no [fact] declares: yes/no facts."""
    return {
        name: yes_no_fact(name, indicator.place)
        for indicator in indicators.values()
        if isinstance(indicator.way, Checklist)
        for item in indicator.way.items
        for name in item.any_of
        if name not in facts
    }


def _resolved(names: Names, problems: Problems) -> tuple[dict[str, Measure], dict[str, Indicator]]:
    resolver = Resolver(names, names.kinds())
    measures, indicators = dict(names.measures), dict(names.indicators)
    for name, measure in names.measures.items():
        with problems.collecting():
            measures[name] = resolver.measure(measure)
    for key, indicator in names.indicators.items():
        with problems.collecting():
            indicators[key] = resolver.indicator(indicator)
    return measures, indicators


def _cross_checks(
    table: Table,
    head: Head,
    grades: tuple[Grade, ...],
    facts: Mapping[str, FactRule],
    indicators: Mapping[str, Indicator],
) -> Iterable[Problem]:
    if grades:
        yield from fail_if.the_grades_do_not_cover(grades, head, table.place("grade", at="key"))
    yield from fail_if.the_points_do_not_tie(indicators, head, table.table("methodology"))
    entries = table.named("indicator")
    for key, indicator in indicators.items():
        entry = entries[key]
        yield from fail_if.a_limit_contradicts_the_points(indicator, entry)
        yield from fail_if.the_rows_of_bands_do_not_cover(indicator, entry, facts)
        yield from fail_if.the_tiers_do_not_cover(indicator, entry)
        yield from fail_if.the_checklist_does_not_add_up(indicator, entry)


def _each(
    table: Table, key: str, read: Callable[[str, Table], T], problems: Problems
) -> dict[str, T]:
    found: dict[str, T] = {}
    with problems.collecting():
        for name, entry in table.named(key, {}).items():
            with problems.collecting():
                _refuse_reserved(name, entry)
                found[name] = read(name, entry)
    return found


def _grades(table: Table, problems: Problems) -> tuple[Grade, ...]:
    found: list[Grade] = []
    with problems.collecting():
        for entry in table.tables("grade", []):
            with problems.collecting():
                found.append(grade_of(entry))
        refuse_twice(table, "grade", [grade.name for grade in found])
    return tuple(found)


def _refuse_reserved(name: str, entry: Table) -> None:
    if is_reserved(name) or name == COMPLETION:
        raise entry.refuse("E319", at="key", name=name)
