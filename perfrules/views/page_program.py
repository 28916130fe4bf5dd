"""Everything from which a page reckons by itself, and what the engine came to, to be compared."""

from typing import Any

from perfrules.formula.units import PLAIN
from perfrules.messages import Lang, labels
from perfrules.messages import page as say
from perfrules.messages.problems import MESSAGES
from perfrules.problem import printable
from perfrules.scoring.loss import causes_of
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Loss, Scored
from perfrules.views.page_derivations import derivations_data
from perfrules.views.page_formulas import (
    Data,
    Formulas,
    number,
    rounding_data,
    show_data,
    unit_data,
    value_data,
)
from perfrules.views.page_inputs import cells_data, facts_data, judgements_data
from perfrules.views.page_rules import above_data, nodes_data, standings_data, steps_data
from perfrules.views.page_tables import table_data


def program_of(result: Result, lang: Lang) -> tuple[Data, str]:
    """The data of a page, and the script with its formulas."""
    rules, formulas = result.methodology, Formulas()
    for name in rules.tables:
        formulas.numbers.table(name)  # formulas know a table by its place among all
    data: Data = {
        "title": printable(rules.title),
        "points": number(rules.points),
        "weighted": rules.weighted,
        "rounding": rounding_data(rules.rounding),
        "nodes": nodes_data(result),
        "roots": list(rules.roots),
        "picked": [[key, list(picks)] for key, picks in result.facts.picked.items()],
        "standings": standings_data(result),
        "steps": list(steps_data(result, formulas)),
        **above_data(result, formulas),
        "tables": [table_data(rule, result, formulas) for rule in rules.tables.values()],
        "facts": list(facts_data(result, formulas, lang)),
        "judgements": list(judgements_data(result, formulas, lang)),
        "cells": list(cells_data(result, formulas, lang)),
        "pointsOf": [
            [formulas.of("points", node.key), number(node.points)]
            for node in (*rules.indicators.values(), *rules.above.extras.values())
        ],
        "measures": [
            {
                "key": name,
                "name": printable(name),
                "unit": unit_data(measure.unit),
                "show": show_data(measure.show),
            }
            for name, measure in rules.measures.items()
        ],
        "causes": [[key, cause] for key, cause in causes_of(result)],
        "causeWords": {cause: text.in_(lang) for cause, text in labels.CAUSES.items()},
        "labels": [
            [node.indicator.key, printable(node.indicator.label)]
            for node in (*result.walk(), *result.above.extras)
        ],
        "untied": sorted(rules.above.untied),
        "plainUnit": unit_data(PLAIN),
        "derivations": list(derivations_data(result, formulas, lang)),
        "expected": _expected(result),
        "lang": lang,
        "words": {key: text.in_(lang) for key, text in say.IN_SCRIPT.items()},
        "messages": {code: MESSAGES[code].says.in_(lang) for code in say.CODES_IN_SCRIPT},
    }
    data["texts"] = list(formulas.numbers.texts)
    return data, formulas.script()


def _expected(result: Result) -> Data:
    """What the engine came to, in the words of the page's own reckoning."""
    above = result.above
    return {
        "state": result.state,
        "exact": number(result.exact),
        "printed": number(result.printed),
        "low": number(result.low),
        "high": number(result.high),
        "grade": None if result.grade is None else result.grade.name,
        "grades": [grade.name for grade in result.grades],
        "missing": sorted(result.missing),
        "codes": sorted({problem.code for problem in result.problems}),
        "nodes": [[node.indicator.key, *_node(node)] for node in (*result.walk(), *above.extras)],
        "losses": [[loss.cause, _lost_at(loss), number(loss.points)] for loss in result.losses],
        "measures": [
            [measured.measure.name, measured.outcome.state, value_data(measured.outcome.value)]
            for measured in result.measures
        ],
        "ties": [told.holds for told in above.ties],
        "findings": [[told.holds, told.problem, told.advice] for told in above.findings],
        "vetoes": [told.holds for told in above.vetoes],
    }


def _lost_at(loss: Loss) -> str:
    """The key of the node; a veto is told by its cause."""
    return "" if loss.cause == "veto" else loss.indicator


def _node(node: Scored) -> list[Any]:
    ends = (node.exact, node.printed, node.low, node.high, node.points)
    return [node.state, node.out, *map(number, ends), sorted(node.missing)]
