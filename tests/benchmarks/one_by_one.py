"""Engines that score one department after another: a mapping in, 24 scores, total and grade out."""

import json
from collections.abc import Callable, Mapping
from math import floor
from typing import Any

from tests.benchmarks.formulas import (
    GRADES,
    INDICATORS,
    RATES,
    as_json_logic,
    as_text,
    inlined,
    parsed,
)

Row = Mapping[str, Any]
Scored = tuple[int, str]
"""The total in hundredths, and the grade."""


def _graded(total: float) -> Scored:
    hundredths = round(total * 100)
    return hundredths, next(grade for grade, from_ in GRADES.items() if hundredths >= from_ * 100)


def perfrules_scorer() -> Callable[[Row], Scored]:
    """The compiled methodology."""
    from perfrules.scoring.scorer import scorer

    score = scorer(_rules())

    def run(row: Row) -> Scored:
        found = score(row)
        return int(found.total * 100), found.grade  # type: ignore[operator, return-value]

    return run


def perfrules_score() -> Callable[[Row], Scored]:
    """With the derivation of every number."""
    from perfrules import facts, score

    rules = _rules()

    def run(row: Row) -> Scored:
        result = score(rules, facts(rules, row))
        return int(result.printed * 100), result.grade.name  # type: ignore[operator, union-attr]

    return run


def _rules() -> Any:
    from pathlib import Path

    from perfrules import load_methodology

    return load_methodology(Path(__file__).parent / "scorecard.toml")


def simpleeval_parsed() -> Callable[[Row], Scored]:
    """Each formula parsed once, evaluated in binary fractions."""
    from simpleeval import SimpleEval

    engine = SimpleEval(functions={"min": min, "max": max, "abs": abs})
    rates = {name: engine.parse(text) for name, text in RATES.items()}
    indicators = {name: engine.parse(text) for name, text in INDICATORS.items()}

    def run(row: Row) -> Scored:
        names = dict(row)
        engine.names = names
        for name, tree in rates.items():
            names[name] = engine.eval("", previously_parsed=tree)
        scores = {
            name: floor(engine.eval("", previously_parsed=tree) * 100 + 0.5) / 100
            for name, tree in indicators.items()
        }
        return _graded(sum(scores.values()))

    return run


def zen() -> Callable[[Row], Scored]:
    """A decision of one expression node, in which later lines read earlier ones."""
    import zen as engine

    def name(known: str) -> str:
        return known if known not in RATES else f"$.{known}"

    def text(formula: str) -> str:
        return as_text(parsed(formula), name, "{f}([{a}, {b}])", "({c} ? {a} : {b})")

    lines = {key: text(formula) for key, formula in RATES.items()}
    lines |= {
        key: f"floor({text(formula)} * 100 + 0.5) / 100" for key, formula in INDICATORS.items()
    }
    lines["total"] = " + ".join(f"$.{key}" for key in INDICATORS)
    *better, worst = GRADES
    lines["grade"] = "".join(f"$.total >= {GRADES[g]} ? '{g}' : " for g in better) + f"'{worst}'"
    expressions = [{"id": key, "key": key, "value": value} for key, value in lines.items()]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {
            "id": "do", "type": "expressionNode", "name": "do", "position": {"x": 0, "y": 0},
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
    ]  # fmt: skip
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "do"},
        {"id": "2", "type": "edge", "sourceId": "do", "targetId": "out"},
    ]
    decision = engine.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def run(row: Row) -> Scored:
        result = decision.evaluate(dict(row))["result"]
        return round(result["total"] * 100), result["grade"]

    return run


def json_logic() -> Callable[[Row], Scored]:
    """One template of 24 rules; a rule cannot name another, so rates stand in each."""
    from datalogic_py import Engine

    engine = Engine()
    rounded = {
        key: {"/": [{"floor": {"+": [{"*": [as_json_logic(inlined(text)), 100]}, 0.5]}}, 100]}
        for key, text in INDICATORS.items()
    }
    rule = engine.compile_template(rounded)

    def run(row: Row) -> Scored:
        return _graded(sum(rule.evaluate(row).values()))

    return run


ENGINES: Mapping[str, Callable[[], Callable[[Row], Scored]]] = {
    "perfrules, scorer()": perfrules_scorer,
    "perfrules, score with derivation": perfrules_score,
    "simpleeval, parsed once": simpleeval_parsed,
    "ZEN (zen-engine)": zen,
    "JSONLogic (datalogic-py)": json_logic,
}
