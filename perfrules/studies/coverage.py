"""Which rows of one table no row of another names: duties without a goal, tasks without one."""

from collections.abc import Mapping

from attrs import frozen

from perfrules.messages import Text
from perfrules.model.facts import TableRow
from perfrules.model.methodology import Methodology
from perfrules.model.read_coverage import UNCOVERED
from perfrules.model.table_rules import Coverage
from perfrules.problem import Problem
from perfrules.readings.number import compile_number, evaluate
from perfrules.scoring.names import names_of
from perfrules.scoring.outcome import outcome_of
from perfrules.scoring.result import Result
from perfrules.scoring.table_plan import names_in, rows_as_names

BETWEEN = Text("、", ", ")
QUOTED = Text("“{name}”", "'{name}'")


@frozen(eq=False, repr=False)
class Link:
    """A row that is asked for, and the rows that lead to it."""

    row: TableRow
    partners: tuple[str, ...]
    """Names of rows of the table in which the path begins, in the order of the file."""


@frozen(eq=False, repr=False)
class Matrix:
    """One question of links, answered for one fact set."""

    coverage: Coverage
    links: tuple[Link, ...]
    missing: frozenset[str]
    """What the answer waits for: tables and cells that are not there."""
    problems: tuple[Problem, ...]
    """Why it cannot be said which rows are asked for."""

    @property
    def uncovered(self) -> tuple[TableRow, ...]:
        """The rows without a partner."""
        return tuple(link.row for link in self.links if not link.partners)

    @property
    def problem(self) -> str:
        """The sentence about them; empty when there are none."""
        return self._filled(self.coverage.problem)

    @property
    def advice(self) -> str:
        """What to do about them; empty when there are none."""
        return self._filled(self.coverage.advice)

    def _filled(self, text: str) -> str:
        if not self.uncovered:
            return ""
        for field, quoted, between in zip(UNCOVERED, QUOTED, BETWEEN, strict=True):
            names = between.join(quoted.format(name=row.name) for row in self.uncovered)
            text = text.replace(f"{{{field}}}", names)
        return text


def coverage(result: Result) -> tuple[Matrix, ...]:
    """Every question of links of the methodology, answered for one fact set, in file order."""
    return tuple(_matrix(each, result) for each in result.methodology.coverages)


def uncovered(result: Result) -> tuple[Matrix, ...]:
    """The questions whose answer names at least one row without a partner."""
    return tuple(matrix for matrix in coverage(result) if matrix.uncovered)


def _matrix(asked: Coverage, result: Result) -> Matrix:
    tables = result.facts.tables
    steps = _steps(asked, result.methodology)
    absent = [name for name in dict.fromkeys((asked.each, *steps)) if name not in tables]
    if absent:
        missing = frozenset(f"table:{name}" for name in absent)
        return Matrix(asked, (), missing, ())
    rows, missing, problems = _asked_for(asked, result)
    partners = _partners(asked, steps, tables)
    links = tuple(Link(row, tuple(partners.get(row.name, ()))) for row in rows)
    return Matrix(asked, links, missing, problems)


def _steps(asked: Coverage, rules: Methodology) -> list[str]:
    """The tables on the path, from the first to the one before the last."""
    found = [asked.table]
    for column in asked.path[:-1]:
        found.append(rules.tables[found[-1]].columns[column].refers or "")
    return found


def _partners(
    asked: Coverage, steps: list[str], tables: Mapping[str, tuple[TableRow, ...]]
) -> dict[str, list[str]]:
    """For each row at the end of the path, the rows at its beginning."""
    by_name = [{row.name: row for row in tables[step]} for step in steps]
    found: dict[str, list[str]] = {}
    for start in tables[asked.table]:
        reached = {start.name}
        for rows, column in zip(by_name, asked.path, strict=True):
            reached = {name for at in reached for name in rows[at].links.get(column, ())}
        for name in reached:
            found.setdefault(name, []).append(start.name)
    return found


def _asked_for(
    asked: Coverage, result: Result
) -> tuple[list[TableRow], frozenset[str], tuple[Problem, ...]]:
    """The rows that must have a partner; what is missing or wrong where that is not known."""
    rows = list(result.facts.tables[asked.each])
    if asked.where is None:
        return rows, frozenset(), ()
    where = compile_number(asked.where.tree)
    names, rule = names_of(result), result.methodology.tables[asked.each]
    tables = rows_as_names(result.methodology, result.facts)
    kept: list[TableRow] = []
    missing: set[str] = set()
    problems: list[Problem] = []
    for row in rows:
        evaluation = evaluate(where, {**names, **names_in(row, rule)}, tables)
        outcome = outcome_of(evaluation, row.place)
        missing |= outcome.missing
        problems += outcome.problems
        if outcome.value:
            kept.append(row)
    return kept, frozenset(missing), tuple(problems)
