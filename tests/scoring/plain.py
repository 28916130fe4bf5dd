"""Fact sets as a program tells them: plain values, and rows of a frame."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from perfrules import load_methodology
from perfrules.formula.digits import decimals_of, exact_text
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.scoring.kernel_rows import Row
from perfrules.scoring.scorer import Scorer
from perfrules.scoring.scores import Scores
from perfrules.studies.sample import sampled, seeded

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "rules").rglob("*.toml")),
    *sorted((ROOT / "tests" / "views" / "pack" / "rules").rglob("*.toml")),
    ROOT / "tests" / "benchmarks" / "scorecard.toml",
]
METHODOLOGIES = [path for path in FILES if "parameters" not in path.parts]


def loaded(path: Path) -> Methodology:
    return load_methodology(path, rules=[ROOT / "rules"])


def told_of(rules: Methodology, facts: FactSet, *, numbers: bool) -> Row:
    """What a fact set says; with `numbers` as plain numbers where they are enough."""
    tree = facts.documents[0].values
    values = dict(tree["facts"])
    for name in values if numbers else ():
        number = number_of(rules, facts, name)
        values[name] = values[name] if number is None else as_float(number)
    judgements = {
        key: said["score"] if numbers and "score" in said and _is_enough(rules, key) else said
        for key, said in tree["judgement"].items()
        if not isinstance(said, Mapping) or "score" in said or "raters" in said
    }
    rows = {k: said for k, said in tree["judgement"].items() if k not in judgements}
    return Row(values, judgements | rows, dict(tree["picked"]), dict(tree["table"]))


def number_of(rules: Methodology, facts: FactSet, name: str) -> Fraction | None:
    """A fact as a number in its declared unit; None for what is no number, or not alone."""
    rule, value = rules.facts[name], facts.facts[name].value
    if not isinstance(value, Fraction) or (rule.unit.is_percent and rule.bare is None):
        return None
    return value / (Fraction(1) if rule.bare == "fraction" else rule.unit.factor)


def as_float(number: Fraction) -> float | int | Decimal:
    """A number as programs have it."""
    if number.denominator == 1:
        return int(number)
    binary = float(number)
    exact = Fraction(Decimal(repr(binary))) == number
    return binary if exact else Decimal(exact_text(number))


def _is_enough(rules: Methodology, key: str) -> bool:
    node = rules.node(key)
    return node is not None and not node.needs_reason


def same(found: Scores, measure: Scores) -> None:
    """A department is scored alike: state, digits, grade, what is missing, what is wrong."""
    assert found.state == measure.state
    assert found.nodes == measure.nodes
    assert found.total == measure.total
    assert found.grade == measure.grade
    assert found.missing == measure.missing
    assert codes(found) == codes(measure)


def codes(scores: Scores) -> list[str]:
    return [problem.code for problem in scores.problems]


def by_score(scorer: Scorer, row: Row) -> Scores:
    return scorer.by_score(row.values, row.judgements, row.picked, row.tables, row.standings)


def fact_sets(rules: Methodology, seed: int, count: int) -> list[FactSet]:
    return [sampled(rules, seeded(seed, number)) for number in range(count)]


def frame_of(rules: Methodology, sets: Sequence[FactSet], random: Random) -> pl.DataFrame:
    """Fact sets as the rows of a frame, each column in one of the types that it may have."""
    columns: dict[str, list[Any]] = {}
    for number, facts in enumerate(sets):
        for name, value in _cells(rules, facts):
            columns.setdefault(name, [None] * len(sets))[number] = value
    frame = pl.DataFrame([_column(name, each, random) for name, each in columns.items()])
    return frame if columns else pl.DataFrame({"nothing": [0] * len(sets)})


def _cells(rules: Methodology, facts: FactSet) -> Iterator[tuple[str, Any]]:
    tree = facts.documents[0].values
    for name, raw in tree["facts"].items():
        number = number_of(rules, facts, name)
        yield name, raw if number is None else number
    for key, said in tree["judgement"].items():
        if "score" in said:
            yield f"judgement.{key}", Fraction(said["score"])
            for part in ("reason", "tier"):
                if part in said and not _is_enough(rules, key):
                    yield f"judgement.{key}.{part}", said[part]
    for key, picks in tree["picked"].items():
        yield f"picked.{key}", [picks] if isinstance(picks, str) else picks
    for name, rows in tree["table"].items():
        yield f"table.{name}", rows


def _column(name: str, cells: list[Any], random: Random) -> pl.Series:
    there = [cell for cell in cells if cell is not None]
    if not all(isinstance(cell, Fraction) for cell in there):
        return pl.Series(name, cells, strict=False)
    decimals = max(decimals_of(cell) or 0 for cell in there)
    kinds = ["Float64", "Decimal", "String"] if not name.startswith("judgement") else ["Float64"]
    kind = random.choice([*kinds, *(["Int64"] if not decimals else [])])
    if kind == "Int64" and max(abs(cell) for cell in there) < 2**63:
        return pl.Series(name, cells and [c if c is None else int(c) for c in cells], pl.Int64)
    if kind == "Float64" and all(isinstance(as_float(cell), float | int) for cell in there):
        return pl.Series(name, [c if c is None else float(c) for c in cells], pl.Float64)
    texts = [cell if cell is None else exact_text(cell) for cell in cells]
    if kind == "Decimal" and max(abs(cell) for cell in there) < 10**20 and decimals < 15:
        numbers = [text if text is None else Decimal(text) for text in texts]
        return pl.Series(name, numbers, pl.Decimal(38, decimals))
    return pl.Series(name, texts, pl.String)
