"""The tables of a result as data: their rows, how each is scored, what they must keep to."""

from typing import Any

from perfrules.formula.tree import Formula
from perfrules.model.facts import Judged, TableRow
from perfrules.model.stretches import constant_stretch
from perfrules.model.table_rules import TableRule, Variant, row_key
from perfrules.model.ways import Judged as JudgedWay
from perfrules.model.ways import Rows, Split
from perfrules.problem import printable
from perfrules.readings.values import name_of_judgement
from perfrules.scoring.result import Result
from perfrules.scoring.table_plan import points_in
from perfrules.views.page_formulas import (
    Data,
    Formulas,
    measures_read,
    number,
    stretch_data,
    value_data,
)


def table_data(rule: TableRule, result: Result, formulas: Formulas) -> Data:
    """One table; its rows are null while it is missing."""
    rows = result.facts.tables.get(rule.name)
    ways = {leaf.key: leaf.way for leaf in result.methodology.leaves()}
    return {
        "name": rule.name,
        "group": len(rule.group),
        "pointsSlot": formulas.of("points", row_key(rule.name)),
        "judgementSlot": formulas.slot(name_of_judgement(row_key(rule.name))),
        "rows": None if rows is None else [_row(row, rule, result, formulas) for row in rows],
        "variants": [_variant(variant, result, formulas) for variant in rule.variants],
        "wheres": [
            [key, None if way.where is None else formulas.number(way.where.tree)]
            for key, way in ways.items()
            if isinstance(way, Rows) and way.table == rule.name
        ],
        "onlyWhen": [
            {"column": name, **_condition(column.only_when, formulas)}
            for name, column in rule.columns.items()
            if column.only_when is not None
        ],
        "must": None if rule.must is None else _condition(rule.must, formulas),
        "total": None if rule.total is None else _condition(rule.total, formulas),
    }


def split_data(split: Split | None) -> Data | None:
    """Equal shares, and who takes what is left over."""
    return None if split is None else {"to": number(split.to), "remainder": split.remainder}


def judging_data(way: JudgedWay) -> Data:
    """What holds for a score that a person gives."""
    return {
        "step": number(way.step),
        "overlap": way.overlap,
        "tiers": [
            {
                "name": tier.name,
                "share": tier.share,
                "text": printable(tier.within.at.text),
                **({} if stretch is None else stretch_data(stretch)),
            }
            for tier in way.tiers
            for stretch in (constant_stretch(tier.within),)
        ],
    }


def _condition(formula: Formula, formulas: Formulas) -> Data:
    return {"formula": formulas.number(formula.tree), "text": printable(formula.text)}


def _row(row: TableRow, rule: TableRule, result: Result, formulas: Formulas) -> Data:
    names: list[tuple[int, Any]] = []
    for name in rule.in_formulas():
        cell = row.cells.get(name)
        told = {"missing": f"table:{row.key}/{name}"} if cell is None else value_data(cell.value)
        names.append((formulas.slot(name), told))
    return {
        "key": row.key,
        "name": printable(row.name),
        "names": names,
        "there": list(row.cells),
        "headings": [row.cells[column].text for column in rule.group],
        "points": number(points_in(row, rule)),
        "judged": _judged(result.facts.judgements.get(row.key)),
    }


def _judged(judged: Judged | None) -> Data | None:
    if judged is None:
        return None
    return {
        "name": printable(judged.indicator),
        "score": number(judged.score),
        "tier": judged.tier,
        "reasoned": bool(judged.reason),
    }


def _variant(variant: Variant, result: Result, formulas: Formulas) -> Data:
    way, condition = variant.way, variant.condition
    trees = [variant.tree]
    return {
        "when": None if condition is None else formulas.number(condition),
        "score": formulas.number(variant.tree),
        "reads": measures_read(trees, result.methodology.measures),
        "judged": judging_data(way) | {"needsReason": variant.needs_reason}
        if isinstance(way, JudgedWay)
        else None,
    }
