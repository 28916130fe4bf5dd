"""A fact set as a ready fact file, and as a ready [[example]] of its rule file."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.formula.digits import decimals_of
from perfrules.formula.units import PLAIN
from perfrules.model.chapters import Narrative
from perfrules.model.facts import Fact, FactSet, Judged, TableRow
from perfrules.model.terms import Rounding, Span
from perfrules.model.ways import Judged as JudgedWay
from perfrules.problem import Problem, Refused
from perfrules.readings.figures import with_decimals
from perfrules.scoring.result import Result
from perfrules.studies.written import days_text, raw_of_fact, score_of
from perfrules.views.to_toml import to_toml


def fact_file(facts: FactSet) -> str:
    """The text of a TOML fact file that is read back to the same values, evidence and all.

    Raises Refused (E660) for a number that no decimal says, as a program may give it.
    """
    return to_toml(fact_tree(facts))


def fact_tree(facts: FactSet) -> dict[str, Any]:
    """What a fact file says, as plain values."""
    rules = facts.rules
    period = _period(facts.period)
    name = rules.id if period else f"{rules.id}@{rules.version}"
    subject = ({"name": facts.subject} if facts.subject else {}) | period
    tree: dict[str, Any] = {"format": 1, "methodology": name}
    tree |= {"subject": subject} if subject else {}
    tree |= _given(facts, evidence=True)
    if facts.texts:
        tree["texts"] = {name: _text(told) for name, told in facts.texts.items()}
    if facts.published is not None:
        tree["published"] = facts.published.values
    return tree


def _text(told: Narrative) -> Any:
    return {"text": told.text, "source": told.source} if told.source else told.text


def example(facts: FactSet, result: Result, name: str) -> str:
    """The text of an [[example]] that expects what the facts came to.

    Total and grade, every score that a rule gave and that is not full points; of a framework
    its values; `open`, or the code of the error, where there is no total.
    """
    return example_expecting(facts, _expected(result), name)


def example_expecting(facts: FactSet, expect: Mapping[str, Any], name: str) -> str:
    """The text of an [[example]] with these facts that expects what is given."""
    rules = facts.rules
    period = {} if facts.period == rules.in_force else _period(facts.period)
    tree = {"name": name, **period, **_given(facts, evidence=False), "expect": expect}
    return "[[example]]\n" + to_toml(tree, ("example",))


def _period(period: Span) -> dict[str, Any]:
    if period.first is None or period.last is None:
        return {}
    return {"period": days_text(period.first, period.last)}


def _given(facts: FactSet, *, evidence: bool) -> dict[str, Any]:
    """Facts, picks, tables and judgements, those that are there."""
    declared = facts.rules.facts
    values = {
        name: _with_evidence(fact, raw_of_fact(fact, declared[name].unit), evidence=evidence)
        for name, fact in facts.facts.items()
    }
    picked = {key: list(picks) for key, picks in facts.picked.items()}
    tables = {name: [_row(facts, row) for row in rows] for name, rows in facts.tables.items()}
    parts = {
        "facts": values, "picked": picked, "table": tables, "judgement": _judgements(facts)
    }  # fmt: skip
    return {key: part for key, part in parts.items() if part}


def _with_evidence(fact: Fact, raw: Any, *, evidence: bool) -> Any:
    said = {key: getattr(fact, key) for key in ("source", "page", "checked", "note")}
    said = {key: text for key, text in said.items() if text}
    return {"value": raw, **said} if said and evidence else raw


def _row(facts: FactSet, row: TableRow) -> dict[str, Any]:
    """A row with its evidence; that of a cell where it has its own."""
    columns = facts.rules.tables[row.table].columns
    said: dict[str, Any] = {}
    for name, column in columns.items():
        if column.many and name in row.links:
            said[name] = list(row.links[name])
        elif name in row.cells:
            cell = row.cells[name]
            own = {
                key: text
                for key in ("source", "page", "checked", "note")
                if (text := getattr(cell, key)) and text != getattr(row, key, "")
            }
            raw = raw_of_fact(cell, PLAIN if column.in_row_unit else column.unit)
            said[name] = {"value": raw, **own} if own else raw
    evidence = {key: getattr(row, key) for key in ("source", "page", "reason")}
    return said | {key: text for key, text in evidence.items() if text}


def _judgements(facts: FactSet) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, judged in facts.judgements.items():
        if key in facts.stages:
            continue
        if facts.rules.node(key) is None:
            table, _, row = key.partition("/")
            found.setdefault(table, {})[row] = _judged(judged)
        else:
            found[key] = _judged(judged)
    for key, stages in facts.stages.items():
        if [*stages] == [facts.rules.counts]:
            found[key] = _judged(stages[facts.rules.counts])
        else:
            found[key] = {"stages": {stage: _judged(each) for stage, each in stages.items()}}
    return found


def _judged(judged: Judged) -> dict[str, Any]:
    given: dict[str, Any] = {"score": _score(judged.indicator, judged.score)}
    if judged.raters:
        each = {name: _score(judged.indicator, score) for name, score in judged.raters.items()}
        given = {"raters": each}
    words = ("tier", "origin", "reason", "evidence", "by")
    return given | {key: text for key in words if (text := getattr(judged, key))}


def _score(name: str, score: Fraction) -> Decimal:
    written = score_of(score)
    if isinstance(written, Fraction):
        raise Refused(Problem("E660", None, {"name": name, "value": str(score)}))
    return written


def _expected(result: Result) -> Mapping[str, Any]:
    rules = result.methodology
    errors = [problem.code for problem in result.problems if problem.severity == "error"]
    if result.state == "refused" and errors:
        return {"error": errors[0]}
    expected: dict[str, Any] = {"open": True} if result.state == "open" else {}
    if result.printed is not None:
        expected["total"] = _digits(result.printed, rules.rounding)
    if result.grade is not None:
        expected["grade"] = result.grade.name
    scores = {
        leaf.key: _digits(node.printed, leaf.rounding)
        for leaf in rules.leaves()
        for node in (result[leaf.key],)
        if node.printed is not None
        and not node.out
        and not isinstance(leaf.way, JudgedWay)
        and node.printed != node.points
    }
    if rules.weighted and scores:
        expected["score"] = scores
    return expected or {"open": False}


def _digits(printed: Fraction, rounding: Rounding) -> Decimal:
    decimals = decimals_of(rounding.to)
    assert decimals is not None, "a rule file writes the step as a decimal"
    return Decimal(with_decimals(printed, decimals))
