"""Cases of other engines as rule files: a formula as a measure, rows of a decision as `cases`."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from perfrules import Refused, Result, facts, load_methodology, score

HEAD = """\
format = 1
[methodology]
id = "conformance"
version = "1"
title = "One case of another engine"
points = {points}
in_force = {{}}
rounding = {{ to = 0.01, mode = "half-up" }}
basis = "a test suite"
status = "assumed"
"""
REST = """
[indicator.rest]
points = {points}
score = "0"
"""
POINTS = 1_000_000
_ROUNDED = re.compile(r"(\bround(?:_down|_up)?\([^()]*, )(-?[0-9]+)\)")
Got = Fraction | bool | str
"""A value; or why there is none: `open`, or `E… line:column` of each problem."""


def rule_file(case: Mapping[str, Any], declared: str) -> str:
    """The case as a methodology, with the declarations of its facts."""
    points = POINTS * (len(case["rows"]) if _collects(case) else 1)
    head = HEAD.format(points=points) + declared
    if "formula" not in case:
        return head + _decision(case)
    what = "yes" if isinstance(case["expect"].get("value"), bool) else "value"
    formula = _text(case["formula"])
    if what == "value":
        return head + f"[measure.it]\nvalue = {formula}\n" + REST.format(points=points)
    rows = f"{{ when = {formula}, score = 1 }}, {{ score = 0 }}"
    return head + f'[indicator.it]\npoints = {points}\ncases = [{rows}]\nhit = "first"\n'


def with_steps(formula: str) -> str:
    """Places after the point as the step that our rounding functions take: 2 becomes 0.01."""
    return _ROUNDED.sub(lambda match: f"{match[1]}{_step(int(match[2]))})", formula)


def declarations(case: Mapping[str, Any], missing: Mapping[str, str]) -> str:
    """The facts of a case; `missing` are declared with their kind and are not given."""
    choices = case.get("choices", {})
    lines: list[str] = []
    for name, value in case["facts"].items():
        if isinstance(value, bool):
            lines.append(f'[fact.{name}]\nkind = "yes/no"\n')
        elif name in choices:
            texts = ", ".join(_text(each) for each in choices[name])
            lines.append(f"[fact.{name}]\nchoice = [{texts}]\n")
        else:
            lines.append(f'[fact.{name}]\nkind = "number"\n')
    lines += [f'[fact.{name}]\nkind = "{kind}"\n' for name, kind in missing.items()]
    return "".join(lines)


def answer(case: Mapping[str, Any], folder: Path, missing: Mapping[str, str]) -> Got:
    """What perfrules says to a case, through its public names and a file on the disk."""
    path = folder / "case.toml"
    path.write_text(rule_file(case, declarations(case, missing)), "utf-8")
    choices = case.get("choices", {})
    given = {
        name: value if isinstance(value, bool) or name in choices else Decimal(value)
        for name, value in case["facts"].items()
    }
    try:
        rules = load_methodology(path)
        result = score(rules, facts(rules, given))
    except Refused as refused:
        return _located(refused.problems)
    return _value(case, result)


def expected(case: Mapping[str, Any]) -> Fraction | bool:
    """The value that a case expects."""
    value = case["expect"]["value"]
    return value if isinstance(value, bool) else Fraction(value)


def _value(case: Mapping[str, Any], result: Result) -> Got:
    if "formula" in case and not isinstance(case["expect"].get("value"), bool):
        outcome = result.measures[0].outcome
        if outcome.state != "done":
            return "open" if outcome.state == "open" else _located(outcome.problems)
        if not isinstance(outcome.value, bool | Fraction):
            return str(outcome.value)
        return outcome.value
    if result.exact is None:
        return "open" if result.state == "open" else _located(result.problems)
    return bool(result.exact) if "formula" in case else result.exact


def _step(places: int) -> str:
    return f"{Decimal(1).scaleb(-places):f}"


def _located(problems: Sequence[Any]) -> str:
    """Codes and places; a problem that has no place fails the comparison by its words."""
    return " ".join(
        f"{each.code} {each.place.line}:{each.place.column}"
        if each.place is not None and each.place.line
        else f"{each.code} NOWHERE"
        for each in problems
    )


def _collects(case: Mapping[str, Any]) -> bool:
    return str(case.get("hit", "")) in {"collect-sum", "collect-count"}


def _decision(case: Mapping[str, Any]) -> str:
    """A decision table: unique as `only`; a sum of rows as indicators that are added up.

    The least of the rows that hold is the first of them in rising order.
    """
    rows: list[dict[str, str]] = case["rows"]
    match case["hit"]:
        case "unique" | "first":
            return _table("it", rows, "only" if case["hit"] == "unique" else "first")
        case "collect-min" | "collect-max":
            rising = sorted(rows, key=lambda row: Fraction(row["value"]))
            return _table("it", rising if case["hit"] == "collect-min" else rising[::-1], "first")
        case hit:
            counted = [row | {"value": "1"} for row in rows] if hit == "collect-count" else rows
            otherwise = {"value": "0"}
            return "".join(
                _table(f"row{index}", [row, otherwise], "first")
                for index, row in enumerate(counted)
            )


def _table(name: str, rows: Sequence[Mapping[str, str]], hit: str) -> str:
    lines = [
        f"    {{ when = {_text(row['when'])}, score = {row['value']} }},\n"
        if "when" in row
        else f"    {{ score = {row['value']} }},\n"
        for row in rows
    ]
    body = "".join(lines)
    return f'[indicator.{name}]\npoints = {POINTS}\ncases = [\n{body}]\nhit = "{hit}"\n'


def _text(formula: str) -> str:
    """A TOML text of one line."""
    return '"' + formula.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
