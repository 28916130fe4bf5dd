"""What a methodology's formulas come to before any fact is known: that their units fit."""

from collections.abc import Iterator, Mapping

from perfrules.formula.tree import Compare, Formula, Name, Node, Number
from perfrules.formula.units import PLAIN, Unit
from perfrules.messages import Text
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.parts import formulas_in
from perfrules.model.read_formula import SHARE
from perfrules.model.spelled_out import COMPLETION
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Adjust, Bands, Rank, Ratio, Rows, Way
from perfrules.problem import Problem, Problems, Refused, in_order
from perfrules.readings.number import name_of_property
from perfrules.readings.unit import score_unit, unit_of
from perfrules.scoring.check_above import look_above

Tables = Mapping[str, Mapping[str, Unit]]
"""The unit of each column, by table."""

_IN_POINTS = frozenset({"formula", "score", "base", "points", "at_most", "start", "end"})
"""The fields of a way of scoring whose formulas come out in points."""


def check(methodology: Methodology) -> tuple[Problem, ...]:
    """What is wrong with the units of a methodology, by place; empty when they fit.

    Every measure and measured value comes out in the unit that it declares, every score in
    points or a plain number, and nothing adds or compares different units.
    """
    units = units_of(methodology)
    tables = {name: table.units() for name, table in methodology.tables.items()}
    problems = Problems()
    for measure in methodology.measures.values():
        with problems.collecting():
            _must_be(measure.formula, measure.unit, units, tables)
    for indicator in _scored(methodology):
        if indicator.value is not None:
            with problems.collecting():
                _must_be(indicator.value, indicator.unit, units, tables)
        with problems.collecting():
            if indicator.applies is not None:
                unit_of(indicator.applies.when.tree, units, tables)
        if indicator.way is not None:
            _look_into(indicator.way, {**units, COMPLETION: PLAIN}, tables, problems)
    for table in methodology.tables.values():
        _look_into_table(table, units, tables, problems)
    for coverage in methodology.coverages:
        with problems.collecting():
            if coverage.where is not None:
                unit_of(coverage.where.tree, {**units, **tables[coverage.each]}, tables)
    look_above(methodology.above, lambda tree: unit_of(tree, units, tables), problems)
    return tuple(in_order(problems.found))


def _scored(methodology: Methodology) -> tuple[Indicator, ...]:
    """The nodes of the tree, bonuses and penalties."""
    return (*methodology.indicators.values(), *methodology.above.extras.values())


def units_of(methodology: Methodology) -> dict[str, Unit]:
    """The unit of each fact and measure, and of each measured value by the evaluator's name."""
    units = {name: rule.unit for name, rule in methodology.facts.items()}
    units |= {name: measure.unit for name, measure in methodology.measures.items()}
    scored = _scored(methodology)
    return units | {name_of_property("value", each.key): each.unit for each in scored}


def _must_be(formula: Formula, declared: Unit, units: Mapping[str, Unit], tables: Tables) -> None:
    found = unit_of(formula.tree, units, tables)
    if found.dims != declared.dims:
        fields = {"found": _word(found), "declared": _word(declared)}
        raise Refused(Problem("E348", formula.source.place(), fields))


def _look_into_table(
    table: TableRule, units: Mapping[str, Unit], tables: Tables, problems: Problems
) -> None:
    """The same for what is read for each row, whose columns stand before other names."""
    in_row = {**units, **tables[table.name]}
    for formula in (table.must, *(column.only_when for column in table.columns.values())):
        with problems.collecting():
            if formula is not None:
                unit_of(formula.tree, in_row, tables)
    with problems.collecting():
        if table.total is not None:
            unit_of(table.total.tree, units, tables)
    for variant in table.variants:
        with problems.collecting():
            if variant.when is not None:
                unit_of(variant.when.tree, in_row, tables)
        _look_into(variant.way, {**in_row, COMPLETION: PLAIN}, tables, problems)


def _look_into(way: Way, units: Mapping[str, Unit], tables: Tables, problems: Problems) -> None:
    if isinstance(way, Rows):
        units = {**units, **tables[way.table]}
    for formula, name in formulas_in(way):
        with problems.collecting():
            if name in _IN_POINTS:
                _refuse_share(formula)
                score_unit(formula.tree, units, tables)
            elif name == "share":
                _refuse_other_than_share(formula, unit_of(formula.tree, units, tables))
            else:
                unit_of(formula.tree, units, tables)
    for left, right in _side_by_side(way):
        with problems.collecting():
            unit_of(Compare(left, (("==", right),), at=right.at), units, tables)
    for amount in _counts(way):
        with problems.collecting():
            found = unit_of(amount.tree, units, tables)
            if found.has_money or found.of_rows:
                raise Refused(Problem("E349", amount.source.place(), {"unit": _word(found)}))


def _refuse_share(formula: Formula) -> None:
    """A bare percentage is a share of the points, and as a score would be less than one point."""
    match formula.tree:
        case Number(value, "%" | "百分点") if value:
            place, text = formula.source.place(), formula.text.strip()
            raise Refused(Problem("E391", place, {"text": text}))


def _refuse_other_than_share(formula: Formula, unit: Unit) -> None:
    if not unit.is_plain:
        fields: dict[str, str | Text] = {"must": SHARE, "unit": str(unit)}
        raise Refused(Problem("E510", formula.source.place(), fields))


def _side_by_side(way: Way) -> Iterator[tuple[Node, Node]]:
    """Formulas that are compared or divided, so that their units must be the same."""
    match way:
        case Bands(of, rows):
            for row in rows:
                ends = (row.inside.low, row.inside.high)
                yield from ((of.tree, end.tree) for end in ends if end is not None)
        case Rank(by=Bands() as bands):
            yield from _side_by_side(bands)
        case Ratio():
            yield way.actual.tree, way.target.tree
            if way.over is not None:
                yield Name(COMPLETION), way.over.above.tree
        case Adjust():
            for item in (*way.added, *way.deducted):
                if item.amount is not None and item.each is not None:
                    yield item.amount.tree, item.each.tree


def _counts(way: Way) -> Iterator[Formula]:
    """Amounts that are counted one by one: of money nobody says what one is."""
    if isinstance(way, Adjust):
        for item in (*way.added, *way.deducted):
            if item.amount is not None and item.each is None:
                yield item.amount


def _word(unit: Unit) -> str | Text:
    return str(unit) or Text("纯数", "a plain number")
