"""Fact sets as JSON, one a file, and as CSV, a row for each."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from perfrules.messages import Text
from perfrules.model.facts import FactSet
from perfrules.problem import Problem, Refused
from perfrules.views.fact_file import fact_file, fact_tree
from perfrules.views.to_toml import value_text

FORMATS = ("toml", "json", "csv")

_ONLY_FACTS = Text("评判、表或选定的指标", "judgements, tables or picks")
_A_PERIOD = Text("不是一整年的期间", "a period other than a year")


def one_file(facts: FactSet, form: str) -> str:
    """A fact file in TOML or JSON.

    Raises Refused: E660 for a number that no decimal says, E663 for what the format cannot hold.
    """
    return fact_file(facts) if form == "toml" else fact_json(facts)


def fact_json(facts: FactSet) -> str:
    """A fact file in JSON; decimals keep their digits."""
    tree = fact_tree(facts)
    if isinstance(tree.get("subject", {}).get("period"), dict):
        raise Refused(Problem("E663", None, {"format": "JSON", "what": _A_PERIOD}))
    return _json(tree, "") + "\n"


def _json(value: Any, indent: str) -> str:
    inner = indent + "  "
    match value:
        case dict():
            pairs = ((json.dumps(key, ensure_ascii=False), each) for key, each in value.items())
            return _block("{", (f"{key}: {_json(each, inner)}" for key, each in pairs), "}", indent)
        case list() | tuple():
            return _block("[", (_json(each, inner) for each in value), "]", indent)
        case Decimal():
            return format(value, "f")
        case date():
            return json.dumps(value.isoformat())
        case _:
            return json.dumps(value, ensure_ascii=False)


def _block(first: str, parts: Iterable[str], last: str, indent: str) -> str:
    lines = f",\n{indent}  ".join(parts)
    return f"{first}\n{indent}  {lines}\n{indent}{last}" if lines else first + last


def fact_csv(sets: Sequence[FactSet]) -> str:
    """A row for each fact set of one methodology: name, period, and its facts as columns.

    Raises Refused (E663) where one has more than facts.
    """
    if any(each.judgements or each.picked or each.tables for each in sets):
        raise Refused(Problem("E663", None, {"format": "CSV", "what": _ONLY_FACTS}))
    trees = [fact_tree(each) for each in sets]
    if any(isinstance(tree.get("subject", {}).get("period"), dict) for tree in trees):
        raise Refused(Problem("E663", None, {"format": "CSV", "what": _A_PERIOD}))
    names = list(dict.fromkeys(name for tree in trees for name in tree.get("facts", {})))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("单位名称", "期间", "评价办法", *names))
    for tree in trees:
        subject, given = tree.get("subject", {}), tree.get("facts", {})
        cells = (_cell(given.get(name)) for name in names)
        about = (subject.get("name", ""), subject.get("period", ""), tree["methodology"])
        writer.writerow((*about, *cells))
    return out.getvalue()


def _cell(raw: Any) -> str:
    if isinstance(raw, dict):
        raw = raw["value"]
    return "" if raw is None else raw if isinstance(raw, str) else value_text(raw)


def names_of_files(count: int, form: str) -> Iterable[str]:
    """What the files of several fact sets are called, in their order."""
    digits = len(str(count))
    return (f"sample-{number:0{digits}}.{form}" for number in range(1, count + 1))
