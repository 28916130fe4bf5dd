"""Fact sets out of exact values: written down, then read and held to the rules like any other."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from attrs import Factory, frozen

from perfrules.files.tables import Document
from perfrules.formula.units import PLAIN, Unit, parse_unit
from perfrules.messages.generated import GENERATED
from perfrules.model.declared import Indicator
from perfrules.model.facts import FactSet, Value
from perfrules.model.fail_if import tier_stretch
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.model.read_hands import indicators_for
from perfrules.model.table_rules import Column, TableRule
from perfrules.model.terms import Span
from perfrules.model.ways import Judged
from perfrules.scoring.score import score
from perfrules.studies.written import days_text, raw_of, score_of

Row = Mapping[str, Any]


@frozen(eq=False, repr=False)
class Draft:
    """The bare values of a fact set: numbers in base units, no evidence."""

    values: Mapping[str, Value] = Factory(dict)
    judgements: Mapping[str, Fraction] = Factory(dict)
    """By the key of the indicator, or `table/row`."""
    picked: Mapping[str, tuple[str, ...]] = Factory(dict)
    tables: Mapping[str, Sequence[Row]] = Factory(dict)
    """Rows by column; a column of many links holds a tuple of names."""
    period: Span | None = None


def draft_of(facts: FactSet) -> Draft:
    """The bare values of a fact set that was read."""
    period = None if facts.period == Span(None, None) else facts.period
    return Draft(
        values={name: fact.value for name, fact in facts.facts.items()},
        judgements={key: judged.score for key, judged in facts.judgements.items()},
        picked=facts.picked,
        tables={
            name: [
                {column: cell.value for column, cell in row.cells.items()}
                | {
                    column: linked
                    for column, linked in row.links.items()
                    if facts.rules.tables[name].columns[column].many
                }
                for row in rows
            ]
            for name, rows in facts.tables.items()
        },
        period=period,
    )


def drafted(methodology: Methodology, draft: Draft) -> FactSet:
    """The fact set of a draft, read as if it stood in a file.

    A judgement has the tier in which it lies; its origin is "reconstructed", and its reason says
    that nobody gave it. Raises Refused for what the rules do not allow, and E660 for a number
    that no decimal says.
    """
    tree = _tree(methodology, draft)
    of_rows = [key for key in draft.judgements if methodology.node(key) is None]
    read = facts_from(_document(tree), methodology)
    if not of_rows:
        return read
    # Which way of scoring a row has, and so which tiers, is known once it is scored.
    ways = {node.indicator.key: node.indicator for node in score(methodology, read).walk()}
    for key in of_rows:
        table, _, row = key.partition("/")
        if key in ways and isinstance(ways[key].way, Judged):
            said = tree["judgement"][table][row]
            said |= _judgement(methodology, draft.judgements[key], ways[key])
    return facts_from(_document(tree), methodology)


def period_for(methodology: Methodology) -> Span | None:
    """Days that can be scored: a year in force, for which most parameters are set."""
    spans: list[Span] = []
    for days in (Span(None, None), *(given.days for given in methodology.parameters)):
        first = _latest(methodology.in_force.first, days.first)
        last = _earliest(methodology.in_force.last, days.last)
        some = first or last
        if some is not None:
            year_first, year_last = date(some.year, 1, 1), date(some.year, 12, 31)
            span = Span(_latest(first, year_first), _earliest(last, year_last))
            spans += [span] if str(span.first) <= str(span.last) else []

    def known(span: Span) -> int:
        return sum(given.days.contains(span) for given in methodology.parameters)

    return max(spans, key=known, default=None)


def _latest(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _document(tree: Mapping[str, Any]) -> Document:
    return Document("<facts>", "", "", tree, "python")


def _tree(methodology: Methodology, draft: Draft) -> dict[str, Any]:
    """The values as a file says them; judgements of rows have no tier yet."""
    span = draft.period or period_for(methodology)
    period: dict[str, Any] = {}
    if span is not None and span.first is not None and span.last is not None:
        period = {"period": days_text(span.first, span.last)}
    indicators = {**indicators_for(methodology, draft.picked), **methodology.above.extras}
    judgements: dict[str, Any] = {}
    for key, given in draft.judgements.items():
        node = indicators.get(key)
        if node is not None:
            judgements[key] = _judgement(methodology, given, node)
        else:
            table, _, row = key.partition("/")
            judgements.setdefault(table, {})[row] = _judgement(methodology, given, None)
    return {
        "subject": period,
        "facts": {
            name: raw_of(name, value, _unit_of(methodology, name))
            for name, value in draft.values.items()
        },
        "picked": {key: list(picks) for key, picks in draft.picked.items()},
        "table": {
            name: [_row(methodology.tables.get(name), row) for row in rows]
            for name, rows in draft.tables.items()
        },
        "judgement": judgements,
    }


def _unit_of(methodology: Methodology, name: str) -> Unit:
    rule = methodology.facts.get(name)
    return PLAIN if rule is None else rule.unit


def _row(rule: TableRule | None, row: Row) -> dict[str, Any]:
    unit = PLAIN
    if rule is not None and rule.unit is not None and rule.unit in row:
        unit = parse_unit(str(row[rule.unit]))
    columns = {} if rule is None else rule.columns
    return {name: _cell(columns.get(name), name, value, unit) for name, value in row.items()}


def _cell(column: Column | None, name: str, value: Any, unit: Unit) -> Any:
    if isinstance(value, tuple | list):
        return list(value)
    its = PLAIN if column is None else unit if column.in_row_unit else column.unit
    return raw_of(name, value, its)


def _judgement(methodology: Methodology, given: Fraction, node: Indicator | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "score": score_of(given),
        "origin": "reconstructed",
        "reason": GENERATED.in_(methodology.lang),
    }
    way = None if node is None else node.way
    if node is None or not isinstance(way, Judged):
        return said
    if way.raters:
        del said["score"]
        said["raters"] = {
            name: score_of(each) for name, each in _by_raters(given, way, node).items()
        }
    tiers = (tier.name for tier in way.tiers if tier_stretch(tier, node.points).holds(given))
    tier = next(tiers, None)
    return said if tier is None else {**said, "tier": tier}


def _by_raters(given: Fraction, way: Judged, node: Indicator) -> dict[str, Fraction]:
    """Scores of each that make up the score together, as near to it as the step allows."""
    step = way.step or Fraction(1, 100)
    below = given // step * step
    around = [given] if below == given or way.step is None else [below, below + step]
    near = (*around, below - step, node.lowest, node.highest)
    for scores in product(near, repeat=min(len(way.raters), 4)):
        several = [*scores, *[scores[-1]] * (len(way.raters) - len(scores))]
        pairs = zip(way.raters, several, strict=True)
        if sum((rater.weight * one for rater, one in pairs), Fraction(0)) == given:
            return {r.name: one for r, one in zip(way.raters, several, strict=True)}
    return {rater.name: given for rater in way.raters}
