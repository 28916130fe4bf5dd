"""Engines that score columns: a frame in; total and grade, or all 24 scores as well, out."""

import ast
import ctypes
import operator
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tests.benchmarks.formulas import FACTS, GRADES, INDICATORS, RATES, as_text, parsed, sign

Answer = tuple[Any, Any]
"""Totals in hundredths and grades: of Polars, or arrays of NumPy with grades from 0, the best."""
Engine = Callable[[pl.DataFrame], Answer]


def perfrules_columns(*, every: bool) -> Engine:
    """`score_table`: status, total, grade, missing, problem."""
    from perfrules import load_methodology, score_table

    rules = load_methodology(Path(__file__).parent / "scorecard.toml")

    def run(frame: pl.DataFrame) -> Answer:
        found = score_table(rules, frame, scores=list(INDICATORS) if every else False)
        return found.get_column("total"), found.get_column("grade")

    return run


def polars_by_hand(*, every: bool) -> Engine:
    """In layers, as somebody writes it who knows Polars; binary fractions, nothing checked."""

    def layer(formulas: Mapping[str, str]) -> list[pl.Expr]:
        return [_polars(parsed(text)).alias(name) for name, text in formulas.items()]

    def run(frame: pl.DataFrame) -> Answer:
        cents = [(pl.col(name) * 100 + 0.5).floor() / 100 for name in INDICATORS]
        grade = pl.lit(list(GRADES)[-1])
        for name in list(GRADES)[-2::-1]:
            grade = pl.when(pl.col("total") >= GRADES[name]).then(pl.lit(name)).otherwise(grade)
        found = (
            frame.lazy()
            .with_columns(layer(RATES))
            .with_columns(layer(INDICATORS))
            .with_columns(cents)
            .with_columns(total=pl.sum_horizontal(*INDICATORS).round(2))
            .with_columns(grade=grade)
            .select("total", "grade", *(INDICATORS if every else ()))
            .collect()
        )
        return found.get_column("total"), found.get_column("grade")

    return run


_OPERATORS: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<=": operator.le,
    ">=": operator.ge,
}


def _polars(node: ast.expr) -> pl.Expr:
    match node:
        case ast.Constant(value):
            return pl.lit(float(value))  # type: ignore[arg-type]
        case ast.Name(id=name):
            return pl.col(name)
        case ast.IfExp(test, body, orelse):
            return pl.when(_polars(test)).then(_polars(body)).otherwise(_polars(orelse))
        case ast.BoolOp(op, [one, *others]):
            found = _polars(one)
            for other in map(_polars, others):
                found = found & other if isinstance(op, ast.And) else found | other
            return found
        case ast.Call(ast.Name(id="abs"), [value]):
            return _polars(value).abs()
        case ast.Call(ast.Name(id=function), values):
            many = pl.min_horizontal if function == "min" else pl.max_horizontal
            return many([_polars(value) for value in values])
        case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
            return _OPERATORS[sign(op)](_polars(left), _polars(right))
        case _:
            raise ValueError(ast.dump(node))


def _numpy_source(names: Mapping[str, str]) -> Mapping[str, Any]:
    """Formulas as NumPy's functions."""
    return {
        key: compile(
            as_text(parsed(text), str, "np.{f}imum({a}, {b})", "np.where({c}, {a}, {b})")
            .replace("abs(", "np.abs(")
            .replace(" and ", " & ")
            .replace(" or ", " | "),
            "<numpy>",
            "eval",
        )
        for key, text in names.items()
    }


def numpy_by_hand(*, every: bool) -> Engine:
    """Whole columns, one thread."""
    rates, indicators = _numpy_source(RATES), _numpy_source(INDICATORS)

    def run(frame: pl.DataFrame) -> Answer:
        names: dict[str, Any] = {name: frame.get_column(name).to_numpy() for name in FACTS}
        names["np"] = np
        for key, code in rates.items():
            names[key] = eval(code, names)  # noqa: S307  # our own formulas
        total, kept = 0.0, {}
        for key, code in indicators.items():
            cents = np.floor(eval(code, names) * 100 + 0.5) / 100  # noqa: S307
            total = total + cents
            if every:
                kept[key] = cents
        return _numpy_answer(total)

    return run


def _numpy_answer(total: Any) -> Answer:
    hundredths = np.rint(total * 100).astype("i8")
    grades = np.zeros(len(hundredths), dtype="i1")
    for from_ in list(GRADES.values())[:-1]:
        grades += hundredths < from_ * 100
    return hundredths, grades


def openfisca(*, every: bool) -> Engine:
    """One variable for each rate and indicator; its columns are single precision."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    department = build_entity("department", "departments", "A department", is_person=True)
    system = TaxBenefitSystem([department])
    when = "2022"

    def add(name: str, formula: Callable[..., Any] | None) -> None:
        body: dict[str, Any] = {
            "value_type": float, "entity": department, "definition_period": DateUnit.YEAR,
            "label": name,
        }  # fmt: skip
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (Variable,), body))

    for name in FACTS:
        add(name, None)
    for rounds, group in ((False, RATES), (True, INDICATORS)):
        sources = _numpy_source(group)
        for name, text in group.items():
            add(name, _openfisca_formula(sources[name], _named(text), rounds=rounds))

    def total(population: Any, period: Any) -> Any:
        return sum(population(name, period) for name in INDICATORS)

    add("total", total)

    def run(frame: pl.DataFrame) -> Answer:
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("department", range(frame.height))
        simulation = builder.build(system)
        for name in FACTS:
            simulation.set_input(name, when, frame.get_column(name).to_numpy())
        found = simulation.calculate("total", when)
        if every:
            for name in INDICATORS:
                simulation.calculate(name, when)
        return _numpy_answer(found)

    return run


def _named(text: str) -> list[str]:
    return [n.id for n in ast.walk(parsed(text)) if isinstance(n, ast.Name) and n.id not in _CALLS]


_CALLS = ("min", "max", "abs")


def _openfisca_formula(code: Any, names: list[str], *, rounds: bool) -> Callable[..., Any]:
    def formula(population: Any, period: Any) -> Any:
        values = {name: population(name, period) for name in names}
        found = eval(code, {"np": np, **values})  # noqa: S307
        return np.floor(found * 100 + 0.5) / 100 if rounds else found

    return formula


def c_by_hand(*, every: bool) -> Engine:
    """One loop over rows, `gcc -O3 -march=native -fopenmp`: what the machine can do at most."""
    folder = tempfile.mkdtemp()
    source, library = Path(folder) / "kernel.c", Path(folder) / "kernel.so"
    source.write_text(_c_source(every=every), "utf-8")
    subprocess.run(
        [
            "gcc",
            "-O3",
            "-march=native",
            "-fopenmp",
            "-shared",
            "-fPIC",
            "-o",
            library,
            source,
            "-lm",
        ],
        check=True,
    )
    kernel = ctypes.CDLL(str(library)).kernel

    def run(frame: pl.DataFrame) -> Answer:
        count = frame.height
        inputs = [np.ascontiguousarray(frame.get_column(name).to_numpy()) for name in FACTS]
        total, grade = np.empty(count, "i8"), np.empty(count, "i1")
        scores = [np.empty(count) for _ in INDICATORS] if every else []
        pointers = (each.ctypes.data_as(ctypes.c_void_p) for each in (*inputs, *scores))
        ends = (each.ctypes.data_as(ctypes.c_void_p) for each in (total, grade))
        kernel(ctypes.c_long(count), *pointers, *ends)
        return total, grade

    return run


def _c_source(*, every: bool) -> str:
    def text(formula: str) -> str:
        found = as_text(parsed(formula), str, "f{f}({a}, {b})", "({c} ? {a} : {b})")
        return found.replace("abs(", "fabs(").replace(" and ", " && ").replace(" or ", " || ")

    inputs = "".join(f"const double *_{name}, " for name in FACTS)
    outputs = "".join(f"double *s_{name}, " for name in INDICATORS) if every else ""
    read = "".join(f"double {name} = _{name}[i];\n" for name in FACTS)
    rates = "".join(f"double {key} = {text(formula)};\n" for key, formula in RATES.items())
    scores = "".join(
        f"double {key} = floor(({text(formula)}) * 100 + 0.5) / 100; sum += {key};\n"
        + (f"s_{key}[i] = {key};\n" if every else "")
        for key, formula in INDICATORS.items()
    )
    worse = " + ".join(f"(cents < {from_ * 100})" for from_ in list(GRADES.values())[:-1])
    return (
        "#include <math.h>\n"
        f"void kernel(long n, {inputs}{outputs}long *total, signed char *grade) {{\n"
        "#pragma omp parallel for\nfor (long i = 0; i < n; i++) {\n"
        f"{read}{rates}double sum = 0;\n{scores}"
        f"long cents = lrint(sum * 100);\ntotal[i] = cents;\ngrade[i] = {worse};\n}}\n}}\n"
    )


ENGINES: Mapping[str, Callable[..., Engine]] = {
    "perfrules, score_table": perfrules_columns,
    "Polars by hand, in layers": polars_by_hand,
    "NumPy by hand": numpy_by_hand,
    "OpenFisca-Core": openfisca,
    "C by hand (gcc -O3, OpenMP)": c_by_hand,
}
