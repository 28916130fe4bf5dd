"""Departments side by side as JSON: numbers as exact fractions and as printed."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from perfrules.messages import Lang
from perfrules.problem import Problem
from perfrules.readings.figures import exact_text, fraction_text
from perfrules.scoring.result import Result
from perfrules.studies.compare import Cell, Column, Comparison, Entry, Group, Marks
from perfrules.studies.compare_weights import Counts
from perfrules.views.compare_details import Unread
from perfrules.views.compare_parts import mark_of
from perfrules.views.evidence_lines import printed_text
from perfrules.views.json_text import json_text
from perfrules.views.summaries import files

FORMAT = "perfrules.compare/1"


def to_json(comparison: Comparison, unread: Sequence[Unread], lang: Lang) -> str:
    """One object: groups with places, every indicator of every department, warnings, refusals."""
    return json_text(
        {
            "format": FORMAT,
            "lang": lang,
            "comparable": comparison.comparable,
            "warnings": _problems(comparison.warnings, lang),
            "groups": [_group(group, lang) for group in comparison.groups],
            "refused": [
                {
                    "file": each.file,
                    "subject": each.subject,
                    "problems": [{"code": c, "message": text} for c, text in each.problems],
                }
                for each in unread
            ],
        }
    )


def _group(group: Group, lang: Lang) -> dict[str, Any]:
    rules = group.methodology
    return {
        "methodology": {
            "id": rules.id,
            "version": rules.version,
            "title": rules.title,
            "points": exact_text(rules.points),
            "sha256": [document.sha256 for document in rules.documents],
        },
        "warnings": _problems(group.warnings, lang),
        "totals": _marks(group.totals),
        "departments": [_entry(entry) for entry in group.entries],
        "indicators": [_column(column, group) for column in group.columns],
        "weights": [
            {
                "key": weight.indicator.key,
                "in_file": exact_text(weight.indicator.points),
                "usual": _counts(weight.usual),
                "others": [
                    {**_counts(told), "departments": list(names)} for told, names in weight.others
                ],
            }
            for weight in group.weights
        ],
        "parameters": [
            {
                "name": parameter.name,
                "values": [
                    {"text": None if fact is None else fact.text, "departments": list(who)}
                    for fact, who in parameter.values
                ],
            }
            for parameter in group.parameters
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    result = entry.result
    rounding = result.methodology.rounding
    place = None if entry.place is None else {"best": entry.place[0], "worst": entry.place[1]}
    return {
        "name": entry.name,
        "file": entry.file,
        "subject": result.facts.subject,
        "period": result.facts.period_text,
        "place": place,
        "state": result.state,
        "printed": _printed(result.printed, result),
        "exact": _exact(result.exact),
        "low": printed_text(result.low, rounding),
        "high": printed_text(result.high, rounding),
        "grades": [grade.name for grade in result.grades],
        "missing": sorted(result.missing),
        "problems": [problem.code for problem in result.problems],
        "vetoes": [told.veto.name for told in result.above.vetoes if told.holds],
        "by_origin": {origin: exact_text(p) for origin, p in result.by_origin().items()},
        "files": [{"path": path, "sha256": digest} for path, digest in files(result)],
    }


def _printed(value: Fraction | None, result: Result) -> str | None:
    return None if value is None else printed_text(value, result.methodology.rounding)


def _column(column: Column, group: Group) -> dict[str, Any]:
    indicator = column.indicator
    return {
        "key": indicator.key,
        "label": indicator.label,
        "number": column.number,
        "level": column.level,
        "role": indicator.role,
        "status": indicator.status,
        "points": exact_text(indicator.points),
        "rates": _marks(column.marks),
        "scores": [
            {"department": entry.name, **_cell(cell, column)}
            for entry, cell in zip(group.entries, column.cells, strict=True)
        ],
    }


def _cell(cell: Cell, column: Column) -> dict[str, Any]:
    node = cell.node
    if node is None:
        return {"state": None}
    printed = None if node.printed is None else printed_text(node.printed, node.indicator.rounding)
    return {
        "state": node.state,
        "out": node.out or None,
        "points": exact_text(node.points),
        "printed": printed,
        "exact": _exact(node.exact),
        "rate": _exact(cell.rate),
        "below_best": _exact(cell.below_best),
        "below_median": _exact(cell.below_median),
        "mark": mark_of(cell, column) or None,
    }


def _marks(marks: Marks) -> dict[str, str | None]:
    return {"best": _exact(marks.best), "median": _exact(marks.median)}


def _counts(told: Counts) -> dict[str, str | bool]:
    return {"points": exact_text(told.points), "kept": told.kept}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else fraction_text(value)


def _problems(problems: Sequence[Problem], lang: Lang) -> list[dict[str, str]]:
    return [{"code": each.code, "message": each.message(lang)} for each in problems]
