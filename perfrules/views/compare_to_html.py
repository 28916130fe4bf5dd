"""Departments side by side as one HTML file without network and without script."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.messages import Lang, labels
from perfrules.messages import compare as say
from perfrules.messages import page as page_words
from perfrules.model.terms import Show
from perfrules.problem import Problem
from perfrules.readings.figures import figure
from perfrules.studies.compare import Column, Comparison, Group
from perfrules.views.compare_details import Unread, details, unread_section
from perfrules.views.compare_parts import (
    SIGNS,
    Head,
    Mark,
    cell_text,
    entry_grade,
    entry_total,
    has_marks,
    mark_of,
    notes,
    place_text,
    rate_mark,
    tables,
    title_of,
    total_mark,
)
from perfrules.views.compare_rows import parted
from perfrules.views.html_file import html_file, part, words
from perfrules.views.page_parts import Bar, bars_of, upright
from perfrules.views.summaries import files
from perfrules.views.table import rate_text

HEAT = (Fraction(1, 20), Fraction(1, 10), Fraction(1, 5))
"""From how far below the best rate on a ground is a step darker."""


@frozen
class _Cell:
    text: str
    rate: str
    mark: Mark
    sign: str
    word: str
    gap: str
    heat: str
    bars: tuple[Bar, ...]


def to_html(comparison: Comparison, unread: Sequence[Unread], lang: Lang, depth: int) -> str:
    """The page; every text from a file is shown as text. Ends with a newline."""
    return html_file(
        "compare.html.j2",
        style=part("page.css") + part("compare.css"),
        lang="zh-CN" if lang == "zh" else "en",
        w=words(page_words, lang) | words(say, lang),
        l=words(labels, lang),
        names=[group.methodology.title for group in comparison.groups],
        beside=_warnings(comparison.warnings, lang),
        groups=[_group(group, lang, depth) for group in comparison.groups],
        unread=unread_section(unread, lang) if unread else None,
        files=list(dict(each for result in comparison.results for each in files(result)).items()),
    )


def _group(group: Group, lang: Lang, depth: int) -> dict[str, Any]:
    return {
        "title": title_of(group),
        "warnings": _warnings(group.warnings, lang),
        "notes": notes(group, lang),
        "tables": [
            {
                "title": table.title,
                "top": table.top,
                "heads": heads,
                "rows": list(_rows(group, heads, lang)),
                "feet": list(_feet(group, heads, lang)),
            }
            for table in tables(group, depth, lang)
            for heads in parted(table)
        ],
        "details": list(details(group, lang)),
    }


def _rows(group: Group, heads: Sequence[Head], lang: Lang) -> Iterator[dict[str, Any]]:
    lots = (names for weight in group.weights for _, names in weight.others)
    marked = {name for names in lots for name in names}
    for number, entry in enumerate(group.entries):
        yield {
            "state": entry.result.state,
            "place": place_text(entry),
            "name": entry.name,
            "marked": entry.name in marked,
            "total": entry_total(entry),
            "grade": entry_grade(entry, lang),
            "cells": [_cell(head.column, number, lang) for head in heads],
        }


def _feet(group: Group, heads: Sequence[Head], lang: Lang) -> Iterator[dict[str, Any]]:
    if not has_marks(group):
        return
    marks = [head.column.marks for head in heads]
    for word, total, rates in (
        (say.BEST, group.totals.best, [each.best for each in marks]),
        (say.MEDIAN, group.totals.median, [each.median for each in marks]),
    ):
        yield {
            "word": word.in_(lang),
            "total": total_mark(total, group),
            "rates": [rate_mark(rate) for rate in rates],
        }


def _cell(column: Column, number: int, lang: Lang) -> _Cell:
    cell = column.cells[number]
    mark, behind = mark_of(cell, column), cell.below_best or Fraction(0)
    step = sum(behind >= limit for limit in HEAT)
    bars = () if cell.node is None or cell.node.out else bars_of(cell.node)
    if bars and column.marks.median is not None:
        bars = (*bars, upright(column.marks.median, "median"))
    points = figure(behind * 100, show=Show(2, percent=False)).text
    return _Cell(
        text=cell_text(cell, lang),
        rate=rate_text(cell.rate),
        mark=mark,
        sign=SIGNS[mark],
        word={"": "", "best": say.IS_BEST.in_(lang), "below": say.IS_BELOW.in_(lang)}[mark],
        gap=say.GAP.in_(lang).format(gap=points) if behind else "",
        heat=f"heat-{step}" if step else "",
        bars=bars,
    )


def _warnings(problems: Sequence[Problem], lang: Lang) -> list[dict[str, str]]:
    return [
        {"code": each.code, "message": each.message(lang), "hint": each.hint(lang)}
        for each in problems
    ]
