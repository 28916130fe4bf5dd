"""The formulas of a rule file that score, each with the key under which its author wrote it."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from perfrules.files.spots import Path
from perfrules.formula.tree import Formula
from perfrules.formula.units import Unit
from perfrules.model.methodology import Methodology
from perfrules.model.parts import formulas_in
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Rows, Way

ENDS = ("low", "high")
"""The fields of an interval: its ends are formulas too."""


@frozen
class Known:
    """What a formula may name instead of a name: of the same kind and in the same unit."""

    kind: str
    unit: Unit
    choice: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Written:
    """One formula."""

    formula: Formula
    field: str
    """Of the way of scoring that holds it: `when`, `score`, `amount`, …"""
    names: Mapping[str, Known]
    """All that can be named in it."""
    tables: Mapping[str, Mapping[str, Known]]
    """The columns that can be named besides, within a function over the rows of a table."""

    @property
    def path(self) -> Path:
        """The key in its file."""
        return self.formula.source.path


def formulas_of(methodology: Methodology) -> Iterator[Written]:
    """Every formula that a score, a measured value, a veto, a tie or a finding rests on.

    Each once, also where a column of signs makes several ratios of it. The ends of intervals
    are not among them, nor what only refuses data: `must`, `total`, `only_when`.
    """
    seen: set[tuple[str, Path]] = set()
    names = known_in(methodology)
    tables = {name: _columns(table) for name, table in methodology.tables.items()}
    for formula, field, row in _all(methodology):
        source = formula.source
        key = ("" if source.document is None else source.document.path, source.path)
        if source.document is not None and key not in seen:
            seen.add(key)
            own = tables[row] if row else {}
            yield Written(formula, field, {**names, **own}, tables)


def _all(methodology: Methodology) -> Iterator[tuple[Formula, str, str]]:
    """Each formula with its field, and with the table for whose rows it is read, or ""."""
    for measure in methodology.measures.values():
        yield measure.formula, "value", ""
    for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
        if node.value is not None:
            yield node.value, "value", ""
        if node.applies is not None:
            yield node.applies.when, "when", ""
        if node.way is not None:
            yield from _of_way(node.way, node.way.table if isinstance(node.way, Rows) else "")
    for table in methodology.tables.values():
        for variant in table.variants:
            if variant.when is not None:
                yield variant.when, "when", table.name
            yield from _of_way(variant.way, table.name)
    above = methodology.above
    for veto in above.vetoes.values():
        yield veto.when, "when", ""
    for tie in above.ties.values():
        yield tie.that, "that", ""
        if tie.within is not None:
            yield tie.within, "within", ""
    for finding in above.findings.values():
        yield finding.when, "when", ""


def _of_way(way: Way, row: str) -> Iterator[tuple[Formula, str, str]]:
    for formula, field in formulas_in(way):
        if field not in ENDS:
            yield formula, field, row


def known_in(methodology: Methodology) -> dict[str, Known]:
    """The facts and measures."""
    found = {
        name: Known(rule.kind, rule.unit, rule.choice) for name, rule in methodology.facts.items()
    }
    return found | {
        name: Known("number", measure.unit) for name, measure in methodology.measures.items()
    }


def _columns(table: TableRule) -> dict[str, Known]:
    units = table.units()
    return {
        name: Known(column.kind, units[name], column.choice)
        for name, column in table.in_formulas().items()
        if not column.is_unit
    }
