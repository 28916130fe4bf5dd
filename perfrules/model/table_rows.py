"""The rows of a fact file's tables, each cell read like a fact in the unit of its row."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice

from attrs import frozen

from perfrules.files.tables import Table
from perfrules.formula.units import PLAIN, Unit, parse_unit
from perfrules.model.declared import FactRule
from perfrules.model.fact_value import value_of
from perfrules.model.facts import Fact, TableRow
from perfrules.model.methodology import Methodology
from perfrules.model.table_rules import Column, TableRule
from perfrules.problem import MOST_ERRORS, Problem, Problems, Refused, did_you_mean, printable

MOST_ROWS = 2_000
"""Of all tables of a fact file together."""

_EVIDENCE = ("source", "page", "reason")
_BOUND = re.compile(r"\s*(?:[≥≤><=＞＜＝~～约]|不[少多低高超]|[大小]于|至[少多])")


def tables_of(
    table: Table, methodology: Methodology, problems: Problems
) -> dict[str, tuple[TableRow, ...]]:
    """The tables that a fact file gives, by name; what is wrong with them goes to `problems`."""
    found: dict[str, tuple[TableRow, ...]] = {}
    if "table" not in table:
        return found
    with problems.collecting():
        outer = table.table("table")
        _refuse_too_many(table, outer)
        for name in outer.values:
            with problems.collecting():
                rule = methodology.tables.get(name)
                if rule is None:
                    near = did_you_mean(name, methodology.tables)
                    raise outer.refuse("E430", name, at="key", name=name, near=near)
                found[name] = tuple(_rows(outer.tables(name), rule, problems))
    if not problems.found:
        problems.found.extend(islice(_links_to_nowhere(found, methodology), MOST_ERRORS))
    return found


def _refuse_too_many(table: Table, outer: Table) -> None:
    """Before a row is read. E810: the tables have more rows than anybody fills in."""
    count = sum(len(rows) for rows in outer.values.values() if isinstance(rows, list))
    if count > MOST_ROWS:
        raise table.refuse("E810", "table", at="key", count=str(count), most=str(MOST_ROWS))


def _rows(entries: list[Table], rule: TableRule, problems: Problems) -> Iterator[TableRow]:
    names: set[str] = set()
    for entry in entries:
        with problems.collecting():
            row = _Reading(entry, rule, problems).row()
            if row.name in names:
                raise entry.refuse("E434", table=rule.name, row=row.name)
            names.add(row.name)
            yield row


@frozen(eq=False, repr=False)
class _Reading:
    """One row being read."""

    entry: Table
    rule: TableRule
    problems: Problems

    def row(self) -> TableRow:
        """The row; a column that is not there is missing, but for those that place the row."""
        entry, rule = self.entry, self.rule
        columns = rule.columns
        entry.only(*columns, *_EVIDENCE)
        self._refuse_incomplete()
        name = str(self._cell(columns[rule.key], PLAIN, "").value)
        unit = self._unit(name)
        cells: dict[str, Fact] = {}
        links: dict[str, tuple[str, ...]] = {}
        problems = Problems()
        for column in columns.values():
            if column.name not in entry:
                continue
            with problems.collecting():
                if column.refers is not None:
                    links[column.name] = self._links(column, name)
                if not column.many:
                    its = unit if column.in_row_unit else column.unit
                    cells[column.name] = self._cell(column, its, name)
        problems.refuse_if_any()
        if rule.points is not None and cells[rule.points].text.strip().startswith(("-", "−")):
            raise entry.refuse("E449", rule.points, row=name)
        return TableRow(
            table=rule.name,
            name=name,
            cells=cells,
            links=links,
            source=_said(entry, "source"),
            page=_said(entry, "page"),
            reason=_said(entry, "reason"),
            place=entry.place(),
        )

    def _refuse_incomplete(self) -> None:
        """Refuse, with E436, a row without a name, a heading, its points, or its unit."""
        rule, entry = self.rule, self.entry
        needed = [rule.key, *rule.group, *([] if rule.points is None else [rule.points])]
        numbers = [c.name for c in rule.columns.values() if c.in_row_unit]
        if rule.unit is not None and any(name in entry for name in numbers):
            needed.append(rule.unit)
        absent = [name for name in needed if name not in entry]
        if absent:
            raise Refused(*(Problem("E436", entry.place(), {"column": name}) for name in absent))

    def _unit(self, row: str) -> Unit:
        """The unit of the row's numbers; a plain number where the row gives none."""
        column = self.rule.unit
        if column is None or column not in self.entry:
            return PLAIN
        cell = self._cell(self.rule.columns[column], PLAIN, row)
        try:
            return parse_unit(str(cell.value))
        except Refused:
            fields = {"row": row, "column": column, "value": printable(cell.text)}
            raise Refused(Problem("E438", cell.place, fields)) from None

    def _cell(self, column: Column, unit: Unit, row: str) -> Fact:
        """One value, with its own evidence or else that of the row."""
        entry, name = self.entry, column.name
        raw, place = entry.raw(name), entry.place(name)
        said: Table | None = None
        if isinstance(raw, Mapping):
            said = entry.table(name)
            said.only("value", "source", "page", "checked", "note")
            raw, place = said.raw("value"), said.place("value")
        try:
            value, text, decimals, found = value_of(_as_fact(column, unit, row), raw, place)
        except Refused as refused:
            raise Refused(*(_of_cell(p, raw, row, name) for p in refused.problems)) from None
        if unit.is_percent and isinstance(value, Fraction) and value > 1:
            fields = {"row": row, "column": name, "value": text}
            self.problems.found.append(Problem("W430", place, fields))

        def evidence(key: str) -> str:
            own = "" if said is None else _said(said, key)
            return own or (_said(entry, key) if key in _EVIDENCE else "")

        return Fact(
            name=name,
            value=value,
            text=text,
            decimals=decimals,
            unit=found,
            source=evidence("source"),
            page=evidence("page"),
            checked=evidence("checked"),
            note=evidence("note"),
            place=place,
        )

    def _links(self, column: Column, row: str) -> tuple[str, ...]:
        raw = self.entry.raw(column.name)
        if isinstance(raw, str):
            return (raw,)
        if not column.many:
            raise self.entry.refuse("E439", column.name, row=row, column=column.name)
        return tuple(dict.fromkeys(self.entry.texts(column.name)))


def _as_fact(column: Column, unit: Unit, row: str) -> FactRule:
    """What a fact would be declared like whose value stands in the cell."""
    return FactRule(
        name=f"{row}/{column.name}" if row else column.name,
        kind=column.kind,
        unit=unit,
        range=None,
        limits=None,
        choice=column.choice,
        optional=column.optional,
        for_report=False,
        from_parameters=False,
        bare=None,
        better=None,
        show=None,
        about=column.about,
        place=column.place,
    )


def _of_cell(problem: Problem, raw: object, row: str, column: str) -> Problem:
    """What is wrong with a cell; for words and bounds in place of a number, in words of its own."""
    if problem.code != "E240":
        return problem
    code = "E432" if _BOUND.match(str(raw)) else "E431"
    value = printable(str(raw).strip())[:60]
    return Problem(code, problem.place, {"row": row, "column": column, "value": value})


def _links_to_nowhere(
    found: Mapping[str, tuple[TableRow, ...]], methodology: Methodology
) -> Iterator[Problem]:
    """Each row that is named is there."""
    names = {table: {row.name: None for row in rows} for table, rows in found.items()}
    for table, rows in found.items():
        columns = methodology.tables[table].columns
        for row in rows:
            for column, linked in row.links.items():
                other = columns[column].refers or ""
                known = names.get(other, {})
                for name in linked:
                    if name not in known:
                        near = did_you_mean(name, known)
                        fields = {"row": row.name, "column": column, "table": other, "name": name}
                        yield Problem("E435", row.place, {**fields, "near": near})


def _said(table: Table, key: str) -> str:
    return str(table.raw(key)) if key in table else ""
