"""Mutants of what is written row by row: cases, bands, tiers, items, checklists, grades."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.files.tables import Table
from perfrules.formula.from_text import parse
from perfrules.formula.tree import Name, Source
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.methodology import Methodology
from perfrules.studies.grid import has_total
from perfrules.studies.intervals import ladder
from perfrules.studies.mutant import Desk, Edit, Mutant, shifted, unit_of_last_digit

_ONE = Fraction(1)


def of_grades(methodology: Methodology, desk: Desk) -> Iterator[Mutant]:
    """Edges of grades, and grades left out."""
    table = desk.document.table
    rows = table.tables("grade", [])
    if rows and methodology.grades and has_total(methodology):
        low, high = methodology.total_floor or Fraction(0), methodology.total_at_most
        outer = (low, methodology.points if high is None else high)
        steps = ladder(desk, ("grade",), [(row, "in") for row in rows], outer)
        yield from evolve(steps, kinds=("grade", "grade", "grade")).mutants()


def leaf_tables(methodology: Methodology, table: Table) -> Iterator[tuple[Table, Indicator | None]]:
    """Every table that says a way of scoring; one of the rows of a table has no indicator."""
    for kind in ("indicator", "bonus", "penalty"):
        for key, entry in table.named(kind, {}).items():
            yield entry, methodology.node(key)
    for entry in table.named("table", {}).values():
        for variant in entry.tables("score", []):
            yield variant, None


def of_leaf(
    leaf: Table, indicator: Indicator | None, methodology: Methodology, desk: Desk
) -> Iterator[Mutant]:
    """The rows of one way of scoring."""
    if "bands" in leaf and desk.owns((*leaf.path, "bands")):
        bands = leaf.table("bands")
        rows = [(row, "in") for row in bands.tables("rows")]
        outer = _ends_of(bands, methodology)
        yield from ladder(desk, bands.path, rows, outer).mutants()
    if "rank" in leaf and "rows" in leaf.table("rank"):
        rank = leaf.table("rank")
        rows = [(row, "in") for row in rank.tables("rows")]
        yield from ladder(desk, rank.path, rows, (_ONE,)).mutants()
    if "tiers" in leaf:
        yield from _tiers(leaf, indicator, desk)
    for key in ("cases", "deduct", "add"):
        rows_of = leaf.tables(key, [])
        for row in rows_of if len(rows_of) > 1 else ():
            if desk.owns(row.path):
                yield desk.gone("row", row.path, [desk.row_dropped(row.path, len(rows_of))])
    if "checklist" in leaf:
        yield from _checklist(leaf.tables("checklist"), desk)


def _ends_of(bands: Table, methodology: Methodology) -> tuple[Fraction | None, ...]:
    """The ends of the declared range, where bands are of a fact."""
    of = parse(Source(str(bands.raw("of")))).tree
    rule: FactRule | None = methodology.facts.get(of.name) if isinstance(of, Name) else None
    if rule is None or rule.limits is None:
        return ()
    return rule.limits.low, rule.limits.high


def _tiers(leaf: Table, indicator: Indicator | None, desk: Desk) -> Iterator[Mutant]:
    tiers = leaf.tables("tiers")
    points = None if indicator is None else indicator.highest
    step = leaf.number("step") if "step" in leaf else None
    for key, outer in (("share", _ONE), ("score", points)):
        rows = [(row, key) for row in tiers if key in row]
        if len(rows) == len(tiers) and "overlap" not in leaf:
            steps = ladder(desk, (*leaf.path, "tiers"), rows, (Fraction(0), outer), step)
            yield from steps.mutants()


def _checklist(rows: list[Table], desk: Desk) -> Iterator[Mutant]:
    """An item left out, and a little of its points moved to another, which makes up for it."""
    for position, row in enumerate(rows) if len(rows) > 1 else ():
        other = rows[(position + 1) % len(rows)]
        path, there = (*row.path, "points"), (*other.path, "points")
        if not (desk.owns(path) and desk.owns(there)):
            continue
        mine, its = (desk.written(desk.span(each)) for each in (path, there))
        whole = Edit(*desk.span(there), shifted(its, Fraction(mine.replace("_", ""))))
        yield desk.gone("row", row.path, [desk.row_dropped(row.path, len(rows)), whole])
        by = unit_of_last_digit(its)
        while by >= Fraction(its.replace("_", "")):
            by /= 10
        more, less = shifted(mine, by), shifted(its, -by)
        edits = (Edit(*desk.span(path), more), Edit(*desk.span(there), less))
        yield desk.mutant("points", path, mine, edits, more)
