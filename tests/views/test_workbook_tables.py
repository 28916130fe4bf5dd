"""Functions over the rows of a table, in an office: each as the engine reckons it."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfrules.files.from_toml import toml_document
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.scoring.score import score
from perfrules.views.to_xlsx import written
from perfrules.views.workbook import workbook
from tests.model.small import rules
from tests.office import recalculated

TABLES = """
[table.items]
name = "name"
columns.name = "text"
columns.n = "number"
columns.w = "number"
columns.ok = "yes/no"
columns.more = { kind = "number", optional = true }
[table.others]
name = "name"
columns.name = "text"
columns.v = "number"
[indicator.leaf]
points = 10
judged = true
"""
FORMULAS = {
    "all_n": "sum(items, n)",
    "some_n": "sum(items, n × w ÷ 3, ok)",
    "average": "mean(items, n, ok)",
    "rows": "count(items)",
    "good_rows": "count(items, ok)",
    "filled": "count(items, given(more))",
    "good_share": "share(items, ok, n > 0)",
    "is_any": "IF(any(items, n > 5), 1, 0)",
    "is_all": "IF(all(items, n ÷ 3 × 3 = n, ok), 1, 0)",
    "by_weight": "weighted_mean(items, n, w)",
    "good_by_weight": "weighted_mean(items, n, w, ok)",
    "the_one": "only(items, n, w = 7)",
    "how_many": "count(others)",
    "apart": "sum(items, n − how_many)",
    "lacking": "sum(items, more)",
}
ROWS: dict[str, tuple[str, str]] = {
    "full": (
        "n = 6\nw = 7\nok = true\nmore = 1|n = 0.1\nw = 3\nok = false|n = -2.5\nw = 1\nok = true",
        "v = 1|v = 7",
    ),
    "holes": ("n = 6\nw = 7\nok = true\nmore = 1|n = 1\nw = 3\nok = false", "v = 1"),
    "none": ("", ""),
    "weightless": ("n = 6\nw = 0\nok = true|n = 1\nw = 0\nok = false", "v = 3"),
}


def methodology() -> Methodology:
    measures = "".join(f'[measure.{name}]\nvalue = "{text}"\n' for name, text in FORMULAS.items())
    return rules(TABLES + measures)


def given(made: Methodology, items: str, others: str) -> FactSet:
    text = 'format = 1\nmethodology = "部门"\n[subject]\nname = "甲"\nperiod = 2022\n[facts]\n'
    for table, rows in (("items", items), ("others", others)):
        found = [row for row in rows.split("|") if row]
        if not found:
            text += f"[table]\n{table} = []\n" if "[table]" not in text else f"{table} = []\n"
        for number, row in enumerate(found):
            text += f'[[table.{table}]]\nname = "{number}"\n{row}\n'
    return facts_from(toml_document(text, "facts.toml"), made)


def test_each_function_over_rows_comes_to_what_the_engine_comes_to(tmp_path: Path) -> None:
    made, files, told = methodology(), [], []
    for name, (items, others) in ROWS.items():
        result = score(made, given(made, items, others))
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(written(workbook(result, "en"), name))
        told.append({each.measure.name: each.outcome.value for each in result.measures})
    for file, again, values in zip(files, recalculated(files, tmp_path), told, strict=True):
        defined = openpyxl.load_workbook(file).defined_names
        sheet = openpyxl.load_workbook(again, data_only=True)["Steps"]
        for name, value in values.items():
            found: Any = sheet[defined[name].attr_text.rpartition("!")[2].replace("$", "")].value
            if value is None:
                assert found in ("#N/A", "#DIV/0!"), (file.stem, name)
            else:
                assert isinstance(value, Fraction)
                assert found == pytest.approx(float(value), abs=1e-9), (file.stem, name)
