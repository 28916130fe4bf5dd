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
    for written in _all(methodology):
        source = written.formula.source
        key = ("" if source.document is None else source.document.path, source.path)
        if source.document is not None and key not in seen:
            seen.add(key)
            yield written


def _all(methodology: Methodology) -> Iterator[Written]:
    names = known_in(methodology)
    for measure in methodology.measures.values():
        yield Written(measure.formula, "value", names)
    for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
        if node.value is not None:
            yield Written(node.value, "value", names)
        if node.applies is not None:
            yield Written(node.applies.when, "when", names)
        if node.way is not None:
            inside = names
            if isinstance(node.way, Rows):
                inside = names | _columns(methodology.tables[node.way.table])
            yield from _of_way(node.way, inside)
    for table in methodology.tables.values():
        inside = names | _columns(table)
        for variant in table.variants:
            if variant.when is not None:
                yield Written(variant.when, "when", inside)
            yield from _of_way(variant.way, inside)
    above = methodology.above
    for veto in above.vetoes.values():
        yield Written(veto.when, "when", names)
    for tie in above.ties.values():
        yield Written(tie.that, "that", names)
        if tie.within is not None:
            yield Written(tie.within, "within", names)
    for finding in above.findings.values():
        yield Written(finding.when, "when", names)


def _of_way(way: Way, names: Mapping[str, Known]) -> Iterator[Written]:
    for formula, field in formulas_in(way):
        if field not in ENDS:
            yield Written(formula, field, names)


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
