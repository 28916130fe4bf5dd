"""What the rows of a fact set's tables must keep to, held against their rules."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Compare, Node, Number
from perfrules.messages import Text
from perfrules.model.facts import TableRow
from perfrules.problem import Place, Problem
from perfrules.readings.number import Evaluation, evaluate
from perfrules.scoring.outcome import outcome_of
from perfrules.scoring.result import Result
from perfrules.scoring.rows import Around, counted
from perfrules.scoring.table_plan import TablePlan


def table_faults(plans: Mapping[str, TablePlan], around: Around) -> Iterator[Problem]:
    """Every rule of a table that its rows break; one that waits for a value is not broken yet."""
    for name, plan in plans.items():
        rows = around.facts.tables.get(name)
        if rows is None:
            continue
        for row in rows:
            yield from _row_faults(row, plan, around)
        yield from _total_faults(plan, rows[0].place if rows else plan.rule.place, around)
        yield from _counted_otherwise_than_once(rows, plan, around)


def refused_for(faults: Iterable[Problem], result: Result) -> Result:
    """The result without a total where rows break the rules of their table; else as it is."""
    found = tuple(faults)
    if not found:
        return result
    return evolve(
        result,
        state="refused",
        exact=None,
        printed=None,
        grade=None,
        losses=(),
        problems=(*result.problems, *found),
    )


def _row_faults(row: TableRow, plan: TablePlan, around: Around) -> Iterator[Problem]:
    for name, condition in plan.only_when.items():
        cell, written = row.cells.get(name), plan.rule.columns[name].only_when
        if cell is None or written is None:
            continue
        outcome = outcome_of(around.read(condition, row, plan), cell.place)
        yield from outcome.problems
        if outcome.value is False:
            fields = {"row": row.name, "column": name, "condition": written.text}
            yield Problem("E433", cell.place, fields)
    must = plan.rule.must
    if plan.must is not None and must is not None:
        outcome = outcome_of(around.read(plan.must, row, plan), row.place)
        yield from outcome.problems
        if outcome.value is False:
            yield Problem("E523", row.place, {"row": row.name, "condition": must.text})


def _total_faults(plan: TablePlan, place: Place, around: Around) -> Iterator[Problem]:
    total = plan.rule.total
    if plan.total is None or total is None:
        return
    outcome = outcome_of(evaluate(plan.total, around.names, around.tables), place)
    yield from outcome.problems
    if outcome.value is False:
        got = _sides(plan.total.node, outcome.evaluation)
        fields: dict[str, str | Text] = {"table": plan.rule.name, "got": got}
        yield Problem("E524", place, fields | {"condition": total.text})


def _sides(condition: Node, evaluation: Evaluation) -> Text:
    """What the two sides of a comparison came to."""
    if not isinstance(condition, Compare) or len(condition.rest) != 1:
        return Text("", "")
    values = {id(step.node): step.value for step in evaluation.steps}
    sides = []
    for node in (condition.first, condition.rest[0][1]):
        value = node.value if isinstance(node, Number) else values[id(node)]
        sides.append(exact_text(value) if isinstance(value, Fraction) else str(value))
    left, right = sides
    return Text(f"（左边是 {left}，右边是 {right}）", f" (left {left}, right {right})")


def _counted_otherwise_than_once(
    rows: tuple[TableRow, ...], plan: TablePlan, around: Around
) -> Iterator[Problem]:
    """Where leaves sum the rows of the table, each row counts in exactly one of them."""
    leaves: dict[str, list[str]] = {row.name: [] for row in rows}
    for key in plan.wheres:
        found = counted(key, rows, plan, around)
        if not isinstance(found, list):
            return
        for row in found:
            leaves[row.name].append(key)
    for row in rows:
        keys = leaves[row.name]
        if plan.wheres and len(keys) != 1:
            fields: dict[str, str | Text] = {
                "row": row.name,
                "table": row.table,
                "count": str(len(keys)),
                "leaves": "、".join(keys) or Text("无", "none"),
            }
            yield Problem("E521", row.place, fields)
