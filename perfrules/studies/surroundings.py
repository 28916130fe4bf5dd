"""What the formulas of a fact set in the making find by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfrules.model.methodology import Methodology
from perfrules.model.read_hands import indicators_for
from perfrules.model.table_rules import TableRule, row_key
from perfrules.model.terms import Span
from perfrules.readings.number import Missing, Row, name_of_judgement, name_of_property
from perfrules.readings.number import Result as Reading
from perfrules.studies.fact_sets import Draft, period_for


def names_of(methodology: Methodology, draft: Draft) -> dict[str, Reading]:
    """Facts, parameters, judgements and points; measures and scores are put in by `Inlined`."""
    period = draft.period or period_for(methodology) or Span(None, None)
    names: dict[str, Reading] = {name: Missing(frozenset({name})) for name in methodology.facts}
    names |= {
        given.fact: given.value for given in methodology.parameters if given.days.contains(period)
    }
    names |= draft.values
    stands = {**indicators_for(methodology, draft.picked), **methodology.above.extras}
    for key, node in stands.items():
        names[name_of_property("points", key)] = node.points
    names |= {name_of_judgement(key): score for key, score in draft.judgements.items()}
    return names


def tables_of(methodology: Methodology, draft: Draft) -> dict[str, Sequence[Row] | Missing]:
    """The rows of each table as formulas read them."""
    found: dict[str, Sequence[Row] | Missing] = {}
    for name, rule in methodology.tables.items():
        if name in draft.tables:
            found[name] = tuple(row_names(row, rule) for row in draft.tables[name])
        else:
            found[name] = Missing(frozenset({f"table:{name}"}))
    return found


def row_names(row: Mapping[str, Any], rule: TableRule) -> dict[str, Reading]:
    """The columns of a row, and the points of the row as its formulas call them."""
    names: dict[str, Reading] = {
        column: row[column] if column in row else Missing(frozenset({f"table:{column}"}))
        for column in rule.in_formulas()
    }
    if rule.points is not None and rule.points in row:
        names[name_of_property("points", row_key(rule.name))] = row[rule.points]
    return names
