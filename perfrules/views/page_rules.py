"""The rules of a result as data: its nodes, and what stands above the tree."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.formula.tree import Name, Node, Property
from perfrules.model.above import Blank, Sentence
from perfrules.model.declared import Gap, Indicator
from perfrules.model.read_above import WHOLE
from perfrules.model.reckoned import trees_of
from perfrules.model.ways import Rows
from perfrules.problem import printable
from perfrules.readings.prose import written
from perfrules.readings.values import name_of_property
from perfrules.scoring.result import Result
from perfrules.scoring.shown import printed_as, printed_within
from perfrules.views.page_formulas import (
    Data,
    Formulas,
    number,
    reads_data,
    rounding_data,
    show_data,
    stretch_data,
    unit_data,
)
from perfrules.views.page_tables import split_data


def nodes_data(result: Result) -> list[Data]:
    """Every node of the tree, and every bonus and penalty."""
    rules = result.methodology
    nodes = (*rules.indicators.values(), *rules.above.extras.values())
    return [_node(node, result) for node in nodes]


def steps_data(result: Result, formulas: Formulas) -> Iterator[Data]:
    """What is reckoned in the tree, in order: the formula, and the names that it gives."""
    rules = result.methodology
    for address in rules.order:
        kind, _, key = address.partition(".")
        step: Data = {"kind": kind, "key": key}
        if kind == "measure":
            tree = rules.measures[key].tree
            yield step | {"formula": formulas.number(tree), "slot": formulas.slot(key)}
            continue
        found = dict(trees_of(rules.indicators[key])).get(address)
        step["formula"] = None if found is None else formulas.number(found)
        match kind:
            case "value":
                step["slot"] = formulas.of("value", key)
            case "rank":
                step |= {"rank": formulas.of("rank", key), "count": formulas.of("count", key)}
            case "indicator":
                step |= {"score": formulas.of("score", key), "rate": formulas.of("rate", key)}
        yield step


def above_data(result: Result, formulas: Formulas) -> Data:
    """Bonuses, penalties, limits, vetoes, grades, ties and findings."""
    rules, above = result.methodology, result.methodology.above
    return {
        "bonuses": [_extra(extra, formulas) for extra in above.bonuses.values()],
        "penalties": [_extra(extra, formulas) for extra in above.penalties.values()],
        "gaps": [_gap(gap) for gap in above.top_gaps],
        "atMost": number(rules.total_at_most),
        "floor": number(rules.total_floor),
        "whole": {
            "score": formulas.of("score", WHOLE),
            "rate": formulas.of("rate", WHOLE),
            "points": formulas.of("points", WHOLE),
        },
        "vetoes": [
            {
                "name": veto.name,
                "formula": formulas.number(veto.when.tree),
                "score": number(veto.score),
                "cap": number(veto.cap),
                "grade": veto.grade,
                "bestGrade": veto.best_grade,
            }
            for veto in above.vetoes.values()
        ],
        "gradeOn": rules.grade_on,
        "grades": [
            {"name": grade.name, "text": printable(grade.text), **stretch_data(grade.stretch)}
            for grade in rules.grades
        ],
        "ties": list(_ties(result, formulas)),
        "findings": [
            {
                "name": finding.name,
                "formula": formulas.number(finding.when.tree),
                "problem": list(_sentence(finding.problem, result, formulas)),
                "advice": list(_sentence(finding.advice, result, formulas)),
            }
            for finding in above.findings.values()
        ],
    }


def _node(node: Indicator, result: Result) -> Data:
    way, applies = node.way, node.applies
    rows = way if isinstance(way, Rows) else None
    return {
        "key": node.key,
        "label": printable(node.label),
        "parent": node.parent,
        "children": list(node.children),
        "points": number(node.points),
        "cap": number(node.cap),
        "floor": number(node.floor),
        "rounding": rounding_data(node.rounding),
        "gaps": [_gap(gap) for gap in node.gaps],
        "applies": None if applies is None else {"otherwise": applies.otherwise},
        "chooses": node.choose is not None,
        "shares": node.split is not None,
        "needsReason": node.needs_reason,
        "table": None if rows is None else list(result.methodology.tables).index(rows.table),
        "split": None if rows is None else split_data(rows.split),
        "reads": reads_data(node, result.methodology.measures),
    }


def _extra(extra: Indicator, formulas: Formulas) -> Data:
    assert extra.tree is not None, "a bonus or penalty says how it is scored"
    value = None
    if extra.value_tree is not None:
        slot = formulas.of("value", extra.key)
        value = {"formula": formulas.number(extra.value_tree), "slot": slot}
    return {
        "key": extra.key,
        "role": extra.role,
        "value": value,
        "formula": formulas.number(extra.tree),
        "score": formulas.of("score", extra.key),
        "rate": formulas.of("rate", extra.key),
    }


def _gap(gap: Gap) -> Data:
    return {"says": gap.says, "points": number(gap.points)}


def _ties(result: Result, formulas: Formulas) -> Iterator[Data]:
    for tie in result.methodology.above.ties.values():
        unit, show, least = printed_within(tie.that.tree, result.methodology, result.used)
        yield {
            "name": tie.name,
            "that": printable(written(tie.that.tree, result.methodology.lang)),
            "left": formulas.number(tie.left),
            "right": formulas.number(tie.right),
            "allowed": number(tie.allowed),
            "severity": tie.severity,
            "unit": unit_data(unit),
            "show": show_data(show),
            "least": least,
        }


def _sentence(sentence: Sentence, result: Result, formulas: Formulas) -> Iterator[str | Data]:
    """Its words, and where which value is put in."""
    for part in sentence.parts:
        if not isinstance(part, Blank):
            yield part
            continue
        tree = part.formula.tree
        unit, show, least = printed_as(tree, result.methodology, result.used)
        yield {
            "slot": formulas.slot(_name(tree)),
            "name": part.formula.text,
            "unit": unit_data(unit),
            "show": show_data(part.show or show),
            "least": least,
        }


def _name(node: Node) -> str:
    """The evaluator's key of what a blank names."""
    if isinstance(node, Property):
        return name_of_property(node.aspect, node.of)
    assert isinstance(node, Name), "a blank is a name or a property"
    return node.name


def standings_data(result: Result) -> list[Data]:
    """The places among all departments, as they were when the result was reckoned."""
    return [
        {
            "key": node.indicator.key,
            "rank": number(node.standing.rank),
            "ranked": number(Fraction(node.standing.ranked)),
        }
        for node in result.walk()
        if node.standing is not None
    ]
