"""What a reader of the page may change: facts, judgements, cells of rows, with their limits."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.formula import walk
from perfrules.formula.tree import Given, Name, Node
from perfrules.formula.units import PLAIN, Unit, parse_unit
from perfrules.messages import Lang, labels
from perfrules.model.declared import Indicator
from perfrules.model.facts import Fact, TableRow
from perfrules.model.fail_if_above import telling_trees
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Judged as JudgedWay
from perfrules.problem import printable
from perfrules.readings.figures import exact_text, figure
from perfrules.readings.values import name_of_judgement
from perfrules.scoring.plan import plan_of
from perfrules.scoring.result import Result
from perfrules.scoring.table_plan import table_trees
from perfrules.views.evidence_lines import judged_text
from perfrules.views.page_formulas import (
    Data,
    Formulas,
    number,
    stretch_data,
    unit_data,
    value_data,
)
from perfrules.views.page_tables import judging_data
from perfrules.views.steps import Reader

_MONEY = ("元", "千元", "万元", "亿元")
_PLAIN = ("%", "百分点", "个百分点")


def facts_data(result: Result, formulas: Formulas, lang: Lang) -> Iterator[Data]:
    """Every declared fact; `asked` says whether a formula reads it."""
    asked = _asked(result)
    for name, rule in result.methodology.facts.items():
        fact = result.used.get(name)
        yield {
            "slot": formulas.slot(name),
            "missing": name,
            "name": printable(name),
            "about": printable(rule.about),
            "kind": rule.kind,
            "value": None if fact is None else value_data(fact.value),
            "text": _text(fact, lang),
            "asked": name in asked,
            "parameter": rule.from_parameters,
            "optional": rule.optional,
            "unit": unit_data(_unit(rule.unit, fact)),
            "units": _units(rule.unit, fact),
            "limits": None if rule.limits is None else stretch_data(rule.limits),
            "range": "" if rule.range is None else printable(rule.range.at.text),
            "choice": [[each, printable(each)] for each in rule.choice],
        }


def judgements_data(result: Result, formulas: Formulas, lang: Lang) -> Iterator[Data]:
    """The judgement of every leaf, bonus and penalty that is judged, and is there to be judged."""
    reader = Reader.of(result, lang)
    for leaf in result.methodology.scored():
        slot = formulas.slot(name_of_judgement(leaf.key))
        judged = result.facts.judgements.get(leaf.key)
        node = reader.nodes.get(leaf.key)
        yield {
            "slot": slot,
            "missing": f"judgement:{leaf.key}",
            "key": leaf.key,
            "name": printable(leaf.label),
            "value": None if judged is None else number(judged.score),
            "text": "" if judged is None or node is None else judged_text(node, judged.score),
            "range": f"[{exact_text(leaf.lowest)}, {exact_text(leaf.highest)}]",
            "tier": "" if judged is None else judged.tier,
            **_judging(leaf),
        }


def _judging(leaf: Indicator) -> Data:
    if not isinstance(leaf.way, JudgedWay):
        return {"asked": False}
    data = judging_data(leaf.way)
    if leaf.way.raters:
        data["step"] = None  # the weighted sum of several scores is no whole step
    return {"asked": bool(leaf.points), "how": data}


def _asked(result: Result) -> frozenset[str]:
    """The facts that some formula reads."""
    rules = result.methodology
    trees: list[Node] = [compiled.node for compiled in plan_of(rules).compiled.values()]
    trees += [*table_trees(rules), *telling_trees(rules.above)]
    read = (part for tree in trees for part in walk.nodes(tree))
    return frozenset(part.name for part in read if isinstance(part, Name | Given))


def cells_data(result: Result, formulas: Formulas, lang: Lang) -> Iterator[Data]:
    """The cells of rows that a formula reads, but for those that name, place and weigh a row."""
    asked = _asked(result)
    for number_, rule in enumerate(result.methodology.tables.values()):
        fixed = {rule.key, rule.points, rule.unit, *rule.group}
        columns = [c for c in rule.in_formulas().values() if c.name in asked - fixed]
        for place, row in enumerate(result.facts.tables.get(rule.name, ())):
            for column in columns:
                cell = row.cells.get(column.name)
                declared = _of_row(row, rule) if column.in_row_unit else column.unit
                yield {
                    "table": number_,
                    "row": place,
                    "column": column.name,
                    "slot": formulas.slot(column.name),
                    "missing": f"table:{row.key}/{column.name}",
                    "name": printable(f"{row.name} {column.name}"),
                    "kind": column.kind,
                    "value": None if cell is None else value_data(cell.value),
                    "text": _text(cell, lang),
                    "unit": unit_data(_unit(declared, cell)),
                    "units": _units(declared, cell),
                    "limits": None,
                    "range": "",
                    "choice": [[each, printable(each)] for each in column.choice],
                }


def _of_row(row: TableRow, rule: TableRule) -> Unit:
    """The unit that the row gives to its numbers; a plain number where it gives none."""
    cell = row.cells.get(rule.unit or "")
    return parse_unit(str(cell.value)) if cell is not None else PLAIN


def _unit(declared: Unit, fact: Fact | None) -> Unit:
    """In which a bare number is read and shown."""
    return declared if fact is None or not isinstance(fact.value, Fraction) else fact.unit


def _units(declared: Unit, fact: Fact | None) -> list[list[object]]:
    """The units that may stand behind a number, and how many base units each is."""
    known = {str(unit): unit.factor for unit in (declared, _unit(declared, fact))}
    words = _MONEY if declared.dims == (("元", 1),) else _PLAIN if declared.is_plain else ()
    for word in words:
        known[word] = parse_unit(word.removeprefix("个")).factor
    return [[word, number(factor)] for word, factor in known.items() if word]


def _text(fact: Fact | None, lang: Lang) -> str:
    """The value as it stands in the field; a number without its unit, which stands beside it."""
    if fact is None:
        return ""
    match fact.value:
        case bool() as yes:
            return (labels.YES if yes else labels.NO).in_(lang)
        case Fraction() as value:
            unit = fact.unit
            shown = figure(value / unit.factor, least=fact.decimals)
            return shown.text.replace("−", "-") if shown.exact else exact_text(value / unit.factor)
        case str() as text:
            return text
        case day:
            return day.isoformat()
