"""A rule file's table to a methodology: every problem is collected, then raised at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from perfrules.files.tables import Document, Table
from perfrules.formula.functions import is_reserved
from perfrules.model import fail_if, fail_if_above, fail_if_tables
from perfrules.model.above import Above
from perfrules.model.accept import accepting, met_nothing
from perfrules.model.declared import FactRule, Indicator, Measure, open_points
from perfrules.model.fail_if_much import the_indicators_rest_on_too_much
from perfrules.model.methodology import Grade, Methodology, Parameter
from perfrules.model.order import order_of
from perfrules.model.read_above import ABOVE, above_of, with_gaps
from perfrules.model.read_chapters import chapters_of, resolved_chapters, trees_of_chapters
from perfrules.model.read_coverage import coverage_of
from perfrules.model.read_formula import refuse_twice
from perfrules.model.read_head import Head, head_of
from perfrules.model.read_indicators import as_tree, indicator_of
from perfrules.model.read_options import a_split_leaves_points_over
from perfrules.model.read_rules import fact_of, grade_of, measure_of, yes_no_fact
from perfrules.model.read_tables import table_of
from perfrules.model.resolve import Names, Resolver
from perfrules.model.resolve_above import resolved_above
from perfrules.model.resolve_tables import resolved_coverage, resolved_tables
from perfrules.model.spelled_out import COMPLETION
from perfrules.model.table_rules import Coverage
from perfrules.model.ways import Checklist
from perfrules.problem import Problem, Problems, Refused

T = TypeVar("T")


def methodology_from(
    document: Document, parameters: tuple[Parameter, ...] = (), *, tied: bool = True
) -> Methodology:
    """The methodology of a rule file (already joined with what it extends).

    `tied` is false for what is no file of its own, such as a mix of two versions: points, grades
    and rows then need not fit together, and it can be scored all the same.

    Raises Refused with every problem of the file, in the order of their places.
    """
    table = document.table
    problems = Problems()
    with problems.collecting():
        table.only(
            "format",
            "extends",
            "methodology",
            "grade",
            "fact",
            "measure",
            "indicator",
            "example",
            "table",
            "coverage",
            "chapter",
            *ABOVE,
        )
    with problems.collecting():
        if table.number("format") != 1:
            raise table.refuse("E300", "format", format=str(table.raw("format")))
    too_long = tuple(fail_if.a_section_is_too_long(table))
    if too_long:
        raise Refused(*too_long)
    head = None
    with problems.collecting():
        head = head_of(table.table("methodology"), has_grades="grade" in table)
    grades = _grades(table, problems)
    facts = _each(table, "fact", fact_of, problems)
    measures = _each(table, "measure", measure_of, problems)
    indicators = _indicators(table, head, problems) if head is not None else {}
    tables = _each(table, "table", table_of, problems)
    above = above_of(table, head, grades, problems) if head is not None else Above()
    chapters = chapters_of(table, problems)
    # What follows would complain of names and points that only a fault above hides.
    problems.refuse_if_any()
    assert head is not None, "or it was refused"
    indicators = with_gaps(indicators, above.gaps, problems)
    facts |= _declared_by_checklists(facts, {**indicators, **above.extras})
    problems.found.extend(fail_if.a_name_is_used_twice(facts, measures, indicators))
    if tied:
        problems.found.extend(_cross_checks(table, head, grades, facts, indicators))
        top, gap = table.table("methodology"), open_points(above.top_gaps)
        problems.found.extend(fail_if.the_points_do_not_tie(indicators, head, top, gap))
        problems.found.extend(fail_if_above.the_rows_of_an_extra_do_not_cover(above, table, facts))
    names = Names(facts, measures, indicators, tables)
    taken = (*facts, *measures, *indicators, *tables)
    problems.found.extend(fail_if_above.an_extra_has_the_name_of_another_thing(above, taken))
    above = resolved_above(above, names, problems)
    problems.found.extend(fail_if_tables.a_table_does_not_fit(names))
    coverages = _coverages(table, names, problems)
    measures, indicators = _resolved(names, problems)
    tables = resolved_tables(tables, Resolver(names, names.kinds()), problems)
    chapters = resolved_chapters(chapters, above, names, problems, table)
    above = accepting(above, problems)
    problems.refuse_if_any()
    order = order_of(measures, indicators, tables)
    scored = {**indicators, **above.extras}
    problems.found.extend(the_indicators_rest_on_too_much(facts, measures, scored, order))
    problems.refuse_if_any()
    problems.found.extend(
        fail_if.a_fact_is_never_read(
            facts,
            measures,
            indicators,
            (*fail_if_tables.trees_of(tables, coverages), *fail_if_above.scoring_trees(above)),
            (*fail_if_above.telling_trees(above), *trees_of_chapters(chapters)),
        )
    )
    above = accepting(above, problems)
    problems.found.extend(met_nothing(above))
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
        tables=tables,
        coverages=coverages,
        above=above,
        total_at_most=head.total_at_most,
        total_floor=head.total_floor,
        stages=head.stages,
        counts=head.counts,
        weighted=head.weighted,
        chapters=chapters,
    )


def _coverages(table: Table, names: Names, problems: Problems) -> tuple[Coverage, ...]:
    resolver = Resolver(names, names.kinds())

    def read(name: str, entry: Table) -> Coverage:
        return resolved_coverage(coverage_of(name, entry, names.tables), resolver)

    return tuple(_each(table, "coverage", read, problems).values())


def _indicators(table: Table, head: Head, problems: Problems) -> dict[str, Indicator]:
    tables: dict[str, Table] = {}

    def read(key: str, entry: Table) -> Indicator:
        return indicator_of(key, entry, head, tables.get(entry.text("parent", "")))

    with problems.collecting():
        tables = table.named("indicator", {})
        if not tables:
            raise table.refuse("E335")
        found = _each(table, "indicator", read, problems)
        if len(found) == len(tables):
            return as_tree(found, tables, weighted=head.weighted)
        return found
    return {}


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
    yield from a_split_leaves_points_over(indicators.values())
    entries = table.named("indicator")
    for key, indicator in indicators.items() if head.weighted else ():
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
