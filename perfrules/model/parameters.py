"""Parameter files: values of facts that are set once for everybody, for some days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import evolve

from perfrules.files.from_toml import read_toml
from perfrules.files.tables import Document, Table
from perfrules.model.declared import FactRule
from perfrules.model.fact_value import value_of
from perfrules.model.methodology import Methodology, Parameter
from perfrules.model.terms import Span
from perfrules.model.within import followed, resolved_within
from perfrules.problem import Problem, Problems

FOLDER = "parameters"
"""The name of a folder of parameter files; it serves the rule files beside and below it."""


def with_parameters(methodology: Methodology, *rules_roots: Path) -> Methodology:
    """The methodology with the values that parameter files give to its facts.

    A file may serve several methodologies: rows for other facts are left alone. Raises
    Refused when a file or row cannot be read, and with E359 when a day has two values.
    """
    wanted = {name: rule for name, rule in methodology.facts.items() if rule.from_parameters}
    if not wanted:
        return methodology
    problems = Problems()
    found: list[Parameter] = []
    used: list[Document] = []
    for path in _files(methodology.documents, rules_roots):
        with problems.collecting():
            document = read_toml(path)
            rows = _rows(document.table, wanted, problems)
            found.extend(rows)
            used.extend([document] if rows else [])
    problems.found.extend(_two_values_on_a_day(found))
    problems.refuse_if_any()
    return evolve(
        methodology,
        parameters=tuple(found),
        documents=(*methodology.documents, *used),
    )


def _files(rule_files: Iterable[Document], roots: Iterable[Path]) -> list[Path]:
    """The parameter files beside and above the rule files, each within its rules folder."""
    inside = [followed(root) for root in roots]
    once: dict[Path, None] = {}
    for file in rule_files:
        path = followed(Path(file.path))
        root = next((root for root in inside if path.is_relative_to(root)), path.parent)
        folders = [above for above in path.parents if above.is_relative_to(root)]
        for folder in folders:
            for found in sorted((folder / FOLDER).glob("*.toml")):
                if resolved_within(found, folder) is not None:
                    once.setdefault(found)
    return list(once)


def _rows(table: Table, wanted: Mapping[str, FactRule], problems: Problems) -> list[Parameter]:
    """The rows of one file that give a value to one of the facts."""
    table.only("format", "parameter")
    if table.number("format") != 1:
        raise table.refuse("E300", "format", format=str(table.raw("format")))
    by_name = table.table("parameter")
    found: list[Parameter] = []
    for name, rule in wanted.items():
        for row in by_name.tables(name) if name in by_name else ():
            with problems.collecting():
                found.append(_parameter(row, rule))
    return found


def _parameter(row: Table, rule: FactRule) -> Parameter:
    row.only("from", "to", "value", "basis")
    place = row.place("value")
    value, text, decimals, unit = value_of(rule, row.raw("value"), place)
    first, last = row.day("from"), row.day("to")
    if last < first:
        raise row.refuse("E304", "to", first=str(first), last=str(last))
    days = Span(first, last)
    basis = row.text("basis")
    return Parameter(rule.name, days, value, text, decimals, unit, basis, place)


def _two_values_on_a_day(found: Iterable[Parameter]) -> Iterator[Problem]:
    """Each row is held against that which lasts longest of those that begin before it."""
    lasting: dict[str, Parameter] = {}
    for other in sorted(found, key=lambda each: (each.days.first or date.min, str(each.place))):
        one = lasting.get(other.fact)
        if one is None or (other.days.last or date.max) > (one.days.last or date.max):
            lasting[other.fact] = other
        if one is not None and one.days.overlaps(other.days):
            fields = {
                "name": one.fact,
                "days": str(other.days),
                "other_days": str(one.days),
                "other": str(one.place),
            }
            yield Problem("E359", other.place, fields)
