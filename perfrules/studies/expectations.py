"""What an example may expect, each with its text, its place, and whether a result meets it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from perfrules.files.tables import Table
from perfrules.formula.digits import decimals_of
from perfrules.formula.quantity import Quantity, quantity
from perfrules.messages import Text
from perfrules.messages import studies as say
from perfrules.messages.problems import MESSAGES
from perfrules.model.methodology import Methodology
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding, Show
from perfrules.problem import did_you_mean, placed
from perfrules.readings.figures import exact_text, figure, with_decimals
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Outcome, Scored
from perfrules.studies.example_tables import Example
from perfrules.studies.expectation import (
    Expectation,
    Expectations,
    Got,
    absence,
    refuse_unknown,
    same,
)
from perfrules.studies.expected_above import (
    broken_ties_expected,
    findings_expected,
    vetoes_expected,
)


def expectations_of(example: Example, methodology: Methodology) -> tuple[Expectation, ...]:
    """What an example expects, in the order of the file.

    Raises Refused with E130 for an unknown key and E623 for an unknown name.
    """
    table = example.expect
    table.only(*_READERS)
    return tuple(each for key in table.values for each in _READERS[key](table, key, methodology))


def _total(table: Table, key: str, methodology: Methodology) -> Expectations:
    wanted = table.number(key)

    def hold(got: Got) -> tuple[bool, Text]:
        printed = None if got.result is None else got.result.printed
        return printed == wanted, _number(printed, methodology.rounding, got)

    yield Expectation(key, _written(table, key), table.place(key), hold)


def _grade(table: Table, key: str, methodology: Methodology) -> Expectations:
    wanted = table.text(key)
    names = [grade.name for grade in methodology.grades]
    refuse_unknown(table, key, wanted, names, say.A_GRADE)

    def hold(got: Got) -> tuple[bool, Text]:
        grade = None if got.result is None else got.result.grade
        return (False, got.state) if grade is None else (grade.name == wanted, same(grade.name))

    yield Expectation(key, wanted, table.place(key), hold)


def _scores(table: Table, key: str, methodology: Methodology) -> Expectations:
    scores = table.table(key)
    nodes = {**methodology.indicators, **methodology.above.extras}
    for name in scores.values:
        refuse_unknown(scores, name, name, nodes, say.AN_INDICATOR)
        yield _score(scores, name, nodes[name].rounding)


def _score(scores: Table, name: str, rounding: Rounding) -> Expectation:
    wanted = scores.number(name)

    def hold(got: Got) -> tuple[bool, Text]:
        printed = None if got.result is None else _node(got.result, name).printed
        return printed == wanted, _number(printed, rounding, got)

    return Expectation(f'score."{name}"', _written(scores, name), scores.place(name), hold)


def _values(table: Table, key: str, methodology: Methodology) -> Expectations:
    values = table.table(key)
    nodes = {**methodology.indicators, **methodology.above.extras}
    units = {n: i.unit for n, i in nodes.items() if i.value is not None}
    units |= {name: measure.unit for name, measure in methodology.measures.items()}
    for name in values.values:
        refuse_unknown(values, name, name, units, say.A_VALUE)
        raw = values.raw(name)
        text = raw if isinstance(raw, str) else _written(values, name)
        with placed(values.place(name)):
            wanted = quantity(text, units[name])
        yield _value(values, name, text, wanted)


def _value(values: Table, name: str, text: str, wanted: Quantity) -> Expectation:
    """Tied when the exact value, rounded to the digits written, is what is written."""
    digits = Rounding(Fraction(1, 10**wanted.digits), "half-up")
    show = Show(wanted.digits + 4, percent=wanted.unit.is_percent)

    def hold(got: Got) -> tuple[bool, Text]:
        outcome = None if got.result is None else _measured(got.result, name)
        if outcome is None:
            return False, got.state
        if not isinstance(outcome.value, Fraction):
            return False, absence(outcome.problems, outcome.missing)
        in_unit, factor = outcome.value / wanted.unit.factor, wanted.unit.factor
        shown = figure(outcome.value, wanted.unit, show if wanted.unit.is_percent else None)
        return rounded(in_unit, digits) == wanted.value / factor, same(str(shown))

    return Expectation(f'value."{name}"', text, values.place(name), hold)


def _error(table: Table, key: str, _: Methodology) -> Expectations:
    wanted = table.text(key)
    if wanted not in MESSAGES:
        near = did_you_mean(wanted, MESSAGES)
        raise table.refuse("E623", key, given=wanted, kind=say.A_CODE, near=near)

    def hold(got: Got) -> tuple[bool, Text]:
        codes = {problem.code for problem in got.problems}
        if codes:
            return wanted in codes, got.state
        return False, say.GOT_NO_ERROR

    yield Expectation(key, wanted, table.place(key), hold)


def _open(table: Table, key: str, methodology: Methodology) -> Expectations:
    wanted = table.flag(key)

    def hold(got: Got) -> tuple[bool, Text]:
        if got.result is None or got.result.state == "refused":
            return False, got.state
        if got.result.state == "open" or got.result.printed is None:
            return wanted == (got.result.state == "open"), got.state
        total = _digits(got.result.printed, methodology.rounding)
        return not wanted, say.GOT_TOTAL.filled(total=total)

    yield Expectation(key, _written(table, key), table.place(key), hold)


_READERS: Mapping[str, Callable[[Table, str, Methodology], Expectations]] = {
    "total": _total,
    "grade": _grade,
    "score": _scores,
    "value": _values,
    "error": _error,
    "open": _open,
    "findings": findings_expected,
    "vetoes": vetoes_expected,
    "broken_ties": broken_ties_expected,
}


def _measured(result: Result, name: str) -> Outcome | None:
    """What a measure, or else the measured value of an indicator, came to."""
    measures = (each.outcome for each in result.measures if each.measure.name == name)
    return next(measures, None) or _node(result, name).value


def _node(result: Result, name: str) -> Scored:
    """The indicator, bonus or penalty of a name."""
    extras = (extra for extra in result.above.extras if extra.indicator.key == name)
    return next(extras, None) or result[name]


def _number(printed: Fraction | None, rounding: Rounding, got: Got) -> Text:
    return got.state if printed is None else same(_digits(printed, rounding))


def _digits(printed: Fraction, rounding: Rounding) -> str:
    decimals = decimals_of(rounding.to)
    return exact_text(printed) if decimals is None else with_decimals(printed, decimals)


def _written(table: Table, key: str) -> str:
    raw = table.raw(key)
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return format(raw, "f") if isinstance(raw, Decimal) else str(raw)
