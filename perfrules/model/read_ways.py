"""The way in which a leaf is scored, out of its table."""

from collections.abc import Callable, Mapping
from typing import Literal

from perfrules.files.tables import Table
from perfrules.formula.tree import Formula
from perfrules.model.read_formula import (
    constant_interval,
    formula,
    formula_if_given,
    interval_of,
    one_of,
    positive,
    refuse_twice,
)
from perfrules.model.stretches import constant, constant_stretch
from perfrules.model.ways import (
    HITS,
    STEPS,
    Adjust,
    Band,
    Bands,
    Case,
    Cases,
    Check,
    Checklist,
    Interval,
    Item,
    Judged,
    Over,
    Ratio,
    Score,
    Tier,
    Way,
)
from perfrules.problem import Problems

SIGNS: Mapping[str, Literal[">=", "<=", "="]] = {
    "≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", "=": "=", "==": "=", "＝": "=",
}  # fmt: skip


def way_of(leaf: Table) -> Way | None:
    """How the leaf is scored; None when it says nothing.

    Raises Refused with E311 when it says more than one thing.
    """
    said = [key for key in READERS if key in leaf]
    if len({_GROUP.get(key, key) for key in said}) > 1:
        raise leaf.refuse("E311", said[1], at="key", ways="、".join(said))
    for key, partners in _BESIDE.items():
        if key in leaf and not any(partner in leaf for partner in partners):
            raise leaf.refuse("E340", key, at="key", partner=partners[0])
    return READERS[said[0]](leaf) if said else None


def _rows(table: Table, key: str) -> list[Table]:
    """The rows of a list, of which there is at least one."""
    rows = table.tables(key)
    if not rows:
        raise table.refuse("E321", key)
    return rows


def _score(leaf: Table) -> Way:
    return Score(formula(leaf, "score"))


def _cases(leaf: Table) -> Way:
    rows = _rows(leaf, "cases")
    problems = Problems()
    cases: list[Case] = []
    for position, row in enumerate(rows):
        with problems.collecting():
            row.only("when", "score", "says")
            when = formula_if_given(row, "when")
            if when is None and position < len(rows) - 1:
                raise row.refuse("E330")
            cases.append(Case(when, formula(row, "score"), row.text("says", "")))
    problems.refuse_if_any()
    hit = one_of(leaf, "hit", HITS)
    if hit == "only" and cases[-1].when is None:
        raise rows[-1].refuse("E337")
    return Cases(tuple(cases), hit)


def _bands(leaf: Table) -> Way:
    table = leaf.table("bands")
    table.only("of", "rows")
    problems = Problems()
    rows: list[Band] = []
    of = formula(table, "of")
    for row in _rows(table, "rows"):
        with problems.collecting():
            rows.append(_band(row))
    problems.refuse_if_any()
    return Bands(of, tuple(rows))


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


def _ratio(leaf: Table) -> Way:
    table = leaf.table("ratio")
    table.only("actual", "target", "sign", "over")
    sign = SIGNS.get(table.text("sign"))
    if sign is None:
        raise table.refuse("E302", "sign", word=table.text("sign"), options="≥、≤、=")
    over = None
    if "over" in table:
        rule = table.table("over")
        rule.only("above", "score")
        if sign == "=":
            raise table.refuse("E339", "over", at="key")
        over = Over(formula(rule, "above"), formula(rule, "score"))
    return Ratio(formula(table, "actual"), formula(table, "target"), sign, over)


def _adjust(leaf: Table) -> Way:
    return Adjust(formula_if_given(leaf, "base"), _items(leaf, "add"), _items(leaf, "deduct"))


def _items(leaf: Table, key: str) -> tuple[Item, ...]:
    problems = Problems()
    items: list[Item] = []
    for row in _rows(leaf, key) if key in leaf else ():
        with problems.collecting():
            items.append(_item(row))
    problems.refuse_if_any()
    return tuple(items)


def _item(row: Table) -> Item:
    row.only("for", "each", "points", "steps", "at_most", "unless", "when", "says")
    if "for" not in row and "when" not in row:
        raise row.refuse("E325")
    if "each" in row and "for" not in row:
        raise row.refuse("E326", "each", at="key")
    if ("each" in row) != ("steps" in row):
        raise row.refuse("E327", "each" if "each" in row else "steps", at="key")
    return Item(
        amount=formula_if_given(row, "for"),
        each=_above_zero(row, "each") if "each" in row else None,
        when=formula_if_given(row, "when"),
        points=_above_zero(row, "points"),
        steps=one_of(row, "steps", STEPS) if "steps" in row else None,
        at_most=_above_zero(row, "at_most") if "at_most" in row else None,
        unless=formula_if_given(row, "unless"),
        says=row.text("says", ""),
    )


def _above_zero(row: Table, key: str) -> Formula:
    """A formula; where it is a plain number, one above zero."""
    found = formula(row, key)
    number = constant(found.tree)
    if number is not None and number <= 0:
        raise row.refuse("E336", key)
    return found


def _checklist(leaf: Table) -> Way:
    items: list[Check] = []
    problems = Problems()
    for row in _rows(leaf, "checklist"):
        with problems.collecting():
            row.only("item", "any", "points")
            if ("item" in row) == ("any" in row):
                raise row.refuse("E341")
            names = (row.text("item"),) if "item" in row else tuple(row.texts("any"))
            if not names:
                raise row.refuse("E321", "any")
            items.append(Check(names, positive(row, "points")))
    problems.refuse_if_any()
    return Checklist(tuple(items))


def _judged(leaf: Table) -> Way:
    if "judged" in leaf and not leaf.flag("judged"):
        raise leaf.refuse("E342", "judged")
    problems = Problems()
    tiers: list[Tier] = []
    for row in _rows(leaf, "tiers") if "tiers" in leaf else ():
        with problems.collecting():
            row.only("name", "share", "score")
            if ("share" in row) == ("score" in row):
                raise row.refuse("E343")
            key = "share" if "share" in row else "score"
            tiers.append(Tier(row.text("name"), constant_interval(row, key), share=key == "share"))
    problems.refuse_if_any()
    refuse_twice(leaf, "tiers", [tier.name for tier in tiers])
    step = positive(leaf, "step") if "step" in leaf else None
    overlap = one_of(leaf, "overlap", ("recorded",)) if "overlap" in leaf else ""
    return Judged(tuple(tiers), step, overlap=overlap == "recorded")


READERS: Mapping[str, Callable[[Table], Way]] = {
    "score": _score,
    "cases": _cases,
    "bands": _bands,
    "ratio": _ratio,
    "deduct": _adjust,
    "add": _adjust,
    "checklist": _checklist,
    "judged": _judged,
    "tiers": _judged,
}
_GROUP = {"add": "deduct", "judged": "tiers"}
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "hit": ("cases",),
    "base": ("add",),
    "step": ("judged", "tiers"),
    "overlap": ("tiers",),
    "needs_reason": ("judged", "tiers"),
}
"""Keys that mean nothing without one of their partners."""

WAY_KEYS = (*READERS, *_BESIDE)
"""Every key of a leaf that belongs to its way of scoring."""
