"""The way in which a leaf is scored, out of its table."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

from perfrules.files.tables import Table
from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Formula
from perfrules.model.read_formula import (
    alternatives,
    formula,
    formula_if_given,
    interval_of_points,
    one_of,
    positive,
    refuse_twice,
    rows_of,
)
from perfrules.model.read_rank import bands_of, rank_of
from perfrules.model.read_rows import rows_of_table
from perfrules.model.stretches import constant
from perfrules.model.ways import (
    HITS,
    STEPS,
    Adjust,
    Case,
    Cases,
    Check,
    Checklist,
    Item,
    Judged,
    Over,
    Rater,
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
        raise leaf.refuse("E311", said[1], at="key", ways=alternatives(said))
    for key, partners in _BESIDE.items():
        if key in leaf and not any(partner in leaf for partner in partners):
            raise leaf.refuse("E340", key, at="key", partner=partners[0])
    return READERS[said[0]](leaf) if said else None


def _score(leaf: Table) -> Way:
    return Score(formula(leaf, "score"))


def _cases(leaf: Table) -> Way:
    rows = rows_of(leaf, "cases")
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


def _ratio(leaf: Table) -> Way:
    table = leaf.table("ratio")
    table.only("actual", "target", "sign", "over")
    sign = SIGNS.get(table.text("sign"))
    if sign is None:
        raise table.refuse("E302", "sign", word=table.text("sign"), options=alternatives("≥≤="))
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
    for row in rows_of(leaf, key) if key in leaf else ():
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
    for row in rows_of(leaf, "checklist"):
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
    for row in rows_of(leaf, "tiers") if "tiers" in leaf else ():
        with problems.collecting():
            row.only("name", "share", "score")
            if ("share" in row) == ("score" in row):
                raise row.refuse("E343")
            key = "share" if "share" in row else "score"
            share = key == "share"
            within = interval_of_points(row, key, share=share)
            tiers.append(Tier(row.text("name"), within, share=share))
    problems.refuse_if_any()
    refuse_twice(leaf, "tiers", [tier.name for tier in tiers])
    step = positive(leaf, "step") if "step" in leaf else None
    overlap = one_of(leaf, "overlap", ("recorded",)) if "overlap" in leaf else ""
    raters = _raters(leaf) if "raters" in leaf else ()
    return Judged(tuple(tiers), step, overlap=overlap == "recorded", raters=raters)


def _raters(leaf: Table) -> tuple[Rater, ...]:
    """Who scores, each with a share of the score such as `20%`; E367 unless they make up 100%."""
    table = leaf.table("raters")
    raters: list[Rater] = []
    for name in table.values:
        weight = constant(formula(table, name).tree)
        if weight is None:
            raise table.refuse("E344", name)
        if weight <= 0:
            raise table.refuse("E336", name)
        raters.append(Rater(name, weight))
    total = sum((rater.weight for rater in raters), Fraction(0))
    if total != 1:
        raise leaf.refuse("E367", "raters", sum=f"{exact_text(total * 100)}%")
    return tuple(raters)


READERS: Mapping[str, Callable[[Table], Way]] = {
    "score": _score,
    "cases": _cases,
    "bands": bands_of,
    "ratio": _ratio,
    "deduct": _adjust,
    "add": _adjust,
    "checklist": _checklist,
    "judged": _judged,
    "tiers": _judged,
    "rows": rows_of_table,
    "rank": rank_of,
}
_GROUP = {"add": "deduct", "judged": "tiers"}
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "hit": ("cases",),
    "base": ("add",),
    "step": ("judged", "tiers"),
    "overlap": ("tiers",),
    "needs_reason": ("judged", "tiers", "rows"),
    "raters": ("judged", "tiers"),
}
"""Keys that mean nothing without one of their partners."""

WAY_KEYS = (*READERS, *_BESIDE)
"""Every key of a leaf that belongs to its way of scoring."""
