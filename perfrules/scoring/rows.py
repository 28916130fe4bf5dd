"""A leaf whose rows the department gives: each row a leaf of its own, under its headings."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.formula.digits import exact_text
from perfrules.model.declared import Indicator
from perfrules.model.facts import FactSet, Judged, TableRow
from perfrules.model.read_judgements import judgement_faults
from perfrules.model.split import shares
from perfrules.model.table_rules import Variant, row_key
from perfrules.model.ways import Judged as JudgedWay
from perfrules.model.ways import Rows
from perfrules.problem import Problem
from perfrules.readings.number import (
    Compiled,
    Evaluation,
    Failed,
    Missing,
    Row,
    evaluate,
    name_of_judgement,
    name_of_property,
)
from perfrules.readings.number import Result as Reading
from perfrules.scoring.nodes import leaf_of, parent_of
from perfrules.scoring.outcome import outcome_of
from perfrules.scoring.table_plan import TablePlan, names_in, points_in
from perfrules.scoring.tree import Outcome, Scored

Tables = Mapping[str, Sequence[Row] | Missing]


@frozen(eq=False, repr=False)
class Around:
    """What the formulas of rows find besides their columns."""

    facts: FactSet
    names: Mapping[str, Reading]
    tables: Tables

    def read(self, formula: Compiled, row: TableRow, plan: TablePlan) -> Evaluation:
        """A formula read for one row."""
        columns = dict(names_in(row, plan.rule))
        names = ChainMap(columns, self.names)  # type: ignore[arg-type]  # nothing writes to it
        return evaluate(formula, names, self.tables)


def rows_of(leaf: Indicator, plan: TablePlan, around: Around) -> Scored:
    """The leaf as the sum of its rows.

    Open while the table, or what decides which rows count, is missing. Refused without any row
    (E522), and when the points of the rows are not those of the leaf (E520).
    """
    way, rule = leaf.way, plan.rule
    assert isinstance(way, Rows)
    given = around.facts.tables.get(rule.name)
    if given is None:
        return _without_rows(leaf, missing=frozenset({f"table:{rule.name}"}))
    found = counted(leaf.key, given, plan, around)
    match found:
        case Missing(names):
            return _without_rows(leaf, missing=names)
        case Failed(problems):
            return _without_rows(leaf, problems=problems)
        case []:
            fields = {"table": rule.name, "leaf": leaf.key}
            return _without_rows(leaf, problems=(Problem("E522", leaf.place, fields),))
        case rows:
            return _summed(leaf, way, rows, plan, around)


def counted(
    key: str, rows: Sequence[TableRow], plan: TablePlan, around: Around
) -> list[TableRow] | Missing | Failed:
    """The rows that count in an indicator, or why that cannot be said."""
    where = plan.wheres[key]
    if where is None:
        return list(rows)
    missing: frozenset[str] = frozenset()
    kept: list[TableRow] = []
    for row in rows:
        match around.read(where, row, plan).value:
            case Missing(names):
                missing |= names
            case Failed() as failed:
                return failed
            case value:
                kept += [row] if value else []
    return Missing(missing) if missing else kept


def _without_rows(
    leaf: Indicator,
    missing: frozenset[str] = frozenset(),
    problems: tuple[Problem, ...] = (),
) -> Scored:
    outcome = Outcome("open", None, Evaluation(Missing(missing), ()), missing, ())
    if problems:
        outcome = outcome_of(Evaluation(Failed(problems), ()), leaf.place)
    return leaf_of(leaf, outcome, None, None)


def _summed(
    leaf: Indicator, way: Rows, rows: list[TableRow], plan: TablePlan, around: Around
) -> Scored:
    points = [points_in(row, plan.rule) for row in rows]
    if way.split is not None:
        points = list(shares(leaf.points, len(rows), way.split.to, way.split.remainder))
    scored = [_row(leaf, row, own, plan, around) for row, own in zip(rows, points, strict=True)]
    total = sum(points, Fraction(0))
    if way.split is not None and total > leaf.points and leaf.cap is None:
        leaf = evolve(leaf, cap=leaf.points)  # what is kept over gives nobody more than the whole
    node = parent_of(leaf, _under_headings(leaf, rows, scored, plan.rule.group))
    if way.split is None and total != leaf.points:
        return _not_tied(node, total, rows, plan)
    return node


def _not_tied(node: Scored, total: Fraction, rows: list[TableRow], plan: TablePlan) -> Scored:
    leaf = node.indicator
    fields = {
        "leaf": leaf.key,
        "points": exact_text(leaf.points),
        "table": plan.rule.name,
        "sum": exact_text(total),
        "difference": exact_text(abs(leaf.points - total)),
    }
    problem = Problem("E520", rows[0].place, fields)
    return evolve(
        node,
        state="refused",
        exact=None,
        printed=None,
        low=leaf.lowest,
        high=leaf.highest,
        problems=(*node.problems, problem),
    )


def _row(
    leaf: Indicator, row: TableRow, points: Fraction, plan: TablePlan, around: Around
) -> Scored:
    """One row: the first way of scoring that fits it."""
    judged = around.facts.judgements.get(row.key)
    mine: dict[str, Reading] = {
        name_of_property("points", row_key(row.table)): points,
        name_of_judgement(row_key(row.table)): Missing(frozenset({f"judgement:{row.key}"}))
        if judged is None
        else judged.score,
    }
    here = evolve(around, names={**around.names, **mine})
    chosen = _chosen(row, plan, here)
    if isinstance(chosen, Outcome):
        return evolve(leaf_of(_indicator(leaf, row, points), chosen, None, judged), row=row)
    variant, formula = chosen
    indicator = _indicator(leaf, row, points, variant)
    outcome = outcome_of(here.read(formula, row, plan), row.place)
    wrong = () if judged is None else tuple(_faults(judged, indicator))
    if wrong:
        outcome = outcome_of(Evaluation(Failed(wrong), ()), row.place)
    return evolve(leaf_of(indicator, outcome, None, judged), row=row)


def _chosen(row: TableRow, plan: TablePlan, around: Around) -> tuple[Variant, Compiled] | Outcome:
    """The first way whose condition holds, or why there is none."""
    for variant, condition, formula in plan.variants:
        if condition is None:
            return variant, formula
        outcome = outcome_of(around.read(condition, row, plan), row.place)
        if outcome.state != "done":
            return outcome
        if outcome.value:
            return variant, formula
    problem = Problem("E525", row.place, {"row": row.name, "table": row.table})
    return outcome_of(Evaluation(Failed((problem,)), ()), row.place)


def _faults(judged: Judged, indicator: Indicator) -> tuple[Problem, ...]:
    if not isinstance(indicator.way, JudgedWay):
        return (Problem("E526", judged.place, {"row": indicator.label}),)
    return tuple(judgement_faults(judged, indicator, indicator.way))


def _indicator(
    leaf: Indicator, row: TableRow, points: Fraction, variant: Variant | None = None
) -> Indicator:
    """The row as an indicator; what it does not say itself it has from its leaf."""
    return evolve(
        leaf,
        key=row.key,
        label=row.name,
        parent=leaf.key,
        points=points,
        way=leaf.way if variant is None else variant.way,
        tree=None if variant is None else variant.tree,
        cap=None,
        floor=None,
        needs_reason=leaf.needs_reason or (variant is not None and variant.needs_reason),
        about="",
        place=row.place,
    )


def _under_headings(
    leaf: Indicator, rows: list[TableRow], scored: list[Scored], group: tuple[str, ...]
) -> tuple[Scored, ...]:
    """The rows below the headings of the first column, and these below those of the next ones."""
    if not group:
        return tuple(scored)
    column, *rest = group
    parts: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        parts.setdefault(row.cells[column].text, []).append(position)
    found: list[Scored] = []
    for name, places in parts.items():
        below = [scored[i] for i in places]
        heading = _heading(leaf, name, below)
        inner = _under_headings(heading, [rows[i] for i in places], below, tuple(rest))
        found.append(parent_of(heading, inner))
    return tuple(found)


def _heading(leaf: Indicator, name: str, below: list[Scored]) -> Indicator:
    """A heading, whose points are the sum of those of its rows."""
    return evolve(
        leaf,
        key=f"{leaf.key.rstrip('/')}/{name}/",
        label=name,
        parent=leaf.key,
        points=sum((node.indicator.points for node in below), Fraction(0)),
        way=None,
        tree=None,
        cap=None,
        floor=None,
        about="",
    )
