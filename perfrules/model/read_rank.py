"""Bands, and points by the place among all departments, out of their tables."""

from fractions import Fraction

from perfrules.files.tables import Table
from perfrules.formula.tree import Formula, Name, Source
from perfrules.messages import Text
from perfrules.model.read_formula import (
    formula,
    formula_if_given,
    interval_of,
    one_of,
    rows_of,
)
from perfrules.model.spelled_out import PLACE
from perfrules.model.stretches import Stretch, constant_stretch, gaps, listed, overlaps
from perfrules.model.terms import BETTERS
from perfrules.model.ways import TIES, Band, Bands, Interval, Rank, Score, Ties
from perfrules.problem import Problems


def bands_of(leaf: Table) -> Bands:
    """`bands`: a value and the rows in which it may lie."""
    table = leaf.table("bands")
    table.only("of", "rows")
    of = formula(table, "of")
    return Bands(of, _rows(table))


def rank_of(leaf: Table) -> Rank:
    """`rank`: what is compared, and the points for a place."""
    table = leaf.table("rank")
    table.only("of", "better", "ties", "score", "rows")
    if ("score" in table) == ("rows" in table):
        raise table.refuse("E369")
    ties = one_of(table, "ties", TIES)
    by: Score | Bands
    if "score" in table:
        by = Score(formula(table, "score"))
    else:
        by = Bands(Formula(Source(PLACE), Name(PLACE)), _rows(table))
        _refuse_places_left_out(by, ties, table)
    return Rank(formula(table, "of"), one_of(table, "better", BETTERS), ties, by)


def _refuse_places_left_out(by: Bands, ties: Ties, table: Table) -> None:
    """E323 unless each place from the first on has one row; there are half places among equals."""
    stretches = [s for s in (constant_stretch(row.inside) for row in by.rows) if s is not None]
    if len(stretches) < len(by.rows):
        return
    places = Stretch(Fraction(1), None, low_closed=True, high_closed=True)
    missing = gaps(stretches, places, Fraction(1, 2) if ties == "average" else Fraction(1))
    doubled = [shared for _, _, shared in overlaps(stretches)]
    if missing:
        what = Text("没有覆盖", "leave out")
        raise table.refuse("E323", "rows", what=what, where=listed(missing))
    if doubled:
        what = Text("重复覆盖", "cover twice")
        raise table.refuse("E323", "rows", what=what, where=listed(doubled))


def _rows(table: Table) -> tuple[Band, ...]:
    problems = Problems()
    rows: list[Band] = []
    for row in rows_of(table, "rows"):
        with problems.collecting():
            rows.append(_band(row))
    problems.refuse_if_any()
    return tuple(rows)


def _band(row: Table) -> Band:
    row.only("in", "share", "score", "from", "to", "open", "says")
    given = {"from" if key == "to" else key for key in row.values} - {"in", "says"}
    if len(given) != 1 or ("from" in row) != ("to" in row):
        raise row.refuse("E324")
    inside = interval_of(row, "in")
    if "from" in row and not _has_length(inside):
        raise row.refuse("E338", "in")
    return Band(
        inside,
        share=formula_if_given(row, "share"),
        score=formula_if_given(row, "score"),
        start=formula_if_given(row, "from"),
        end=formula_if_given(row, "to"),
        open=row.text("open", ""),
        says=row.text("says", ""),
    )


def _has_length(interval: Interval) -> bool:
    """Whether a straight line can run across it; ends that depend on facts are taken to differ."""
    if interval.low is None or interval.high is None or interval.single:
        return False
    stretch = constant_stretch(interval)
    return stretch is None or stretch.low != stretch.high
