"""A formula as whole numbers comes to what simpleeval finds: in Python, and in columns."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfrules.formula.from_text import parse
from perfrules.formula.tree import Judgement, Name, Node, Number, Operate, Property, Source
from perfrules.readings.column_types import TooWideError
from perfrules.readings.columns import NO_NUMBER, layers_of
from perfrules.readings.found import Found
from perfrules.readings.integers import Part
from perfrules.readings.number import Failed, Missing, Result, compile_number, evaluate
from perfrules.readings.program import Program
from perfrules.readings.python_source import Writer, function_of
from perfrules.readings.ratios import Ratio, Ratios
from perfrules.readings.spans import Span
from perfrules.readings.whole import NotWholeError, Reading
from tests.formula.trees import NAMES, numbers

CENT = Fraction(1, 100)
MOST = 10**6
Values = Mapping[str, Any]


class Read:
    """A tree read as whole numbers, over names of each kind of value."""

    def __init__(self, tree: Node, kinds: Mapping[str, Any], absent: Sequence[str] = ()) -> None:
        self.kinds, self.absent = dict(kinds), absent
        self.spans = [_span(kind) for kind in self.kinds.values()]
        self.make = Program(self.spans)
        self.ratios = Ratios(self.make)
        self.reading = Reading(self.ratios, self._named, self._given)
        self.found = self.reading.read(tree)

    def _named(self, node: Name | Property | Judgement) -> Found:
        assert isinstance(node, Name)
        part = self.make.input(list(self.kinds).index(node.name))
        of_number = isinstance(self.kinds[node.name], Fraction)
        value = self.ratios.whole(part, CENT) if of_number else part
        found = self.reading.finds.always(value)
        if node.name not in self.absent:
            return found
        yes = self.make.constant(True)
        return Found(value, yes, found.wrong, {node.name: yes})

    def _given(self, name: str) -> Found:
        return self.reading.finds.always(self.make.constant(name not in self.absent))

    @property
    def ends(self) -> dict[str, Part]:
        """What is asked of a program: above and below of a number, and what it says of it."""
        found, ends = self.found, dict[str, Part]()
        if isinstance(found.value, Ratio):
            below = self.make.constant(1)
            for factor in found.number.d:
                below = self.make.product(below, factor)
            ends = {"above": found.number.n, "below": below}
        else:
            ends = {"value": found.part}
        return {**ends, "wrong": found.wrong, "missing": found.missing} | {
            f"needs {name}": when for name, when in found.needs.items()
        }

    def by_python(self, values: Values) -> dict[str, Any]:
        """The ends, by a function of Python."""
        writer = Writer()
        wrong = writer.write([self.found.wrong], list(self.ends.values()))
        writer.lines.append(f"if {wrong[0]}: return None")
        said = writer.write(list(self.ends.values()))
        arguments = ", ".join(f"i{n}" for n in range(len(self.kinds)))
        lines = [f"def whole({arguments}):", *writer.lines, f"return ({', '.join(said)},)"]
        function = function_of("\n    ".join(lines), writer.texts)
        try:
            found = function(*(_whole(values[name]) for name in self.kinds))
        except ZeroDivisionError:  # of what is divided although it is missing
            found = None
        return {"wrong": True} if found is None else dict(zip(self.ends, found, strict=True))

    def by_columns(self, rows: Sequence[Values], number: pl.DataType) -> list[dict[str, Any]]:
        """The ends of each row, in columns; the numbers are told in some type."""
        columns = {
            f"i{n}": [_whole(row[name]) for row in rows] for n, name in enumerate(self.kinds)
        }
        spans = [
            Span(min(column), max(column)) if span != NO_NUMBER else NO_NUMBER
            for column, span in zip(columns.values(), self.spans, strict=True)
        ]
        frame = pl.DataFrame(columns, schema=dict.fromkeys(columns) if not rows else None)
        numbers = [name for name, span in zip(columns, spans, strict=True) if span != NO_NUMBER]
        frame = frame.with_columns(pl.col(name).cast(number) for name in numbers)
        layers = layers_of(self.ends, spans, frame.dtypes)
        return layers.run(frame, [pl.col(name) for name in self.ends]).to_dicts()

    def value(self, ends: Mapping[str, Any]) -> Result:
        """The exact value that the ends stand for."""
        if "value" in ends:
            return ends["value"]  # type: ignore[no-any-return]
        return self.found.number.c * Fraction(ends["above"], ends["below"])


def _span(kind: Any) -> Span:
    if isinstance(kind, Fraction):
        return Span(-MOST, MOST)
    return Span(1, date.max.toordinal()) if isinstance(kind, date) else NO_NUMBER


def _whole(value: Any) -> Any:
    match value:
        case Fraction():
            whole = value / CENT
            assert whole.denominator == 1
            return whole.numerator
        case date():
            return value.toordinal()
        case _:
            return value


def same(read: Read, rows: Sequence[Values], tree: Node) -> None:
    """All three readings come to the same, row by row."""
    compiled = compile_number(tree)
    # Told as doubles, numbers stay doubles as long as they are exact.
    in_columns = read.by_columns(rows, pl.Int64())
    assert in_columns == read.by_columns(rows, pl.Float64())
    for row, columns in zip(rows, in_columns, strict=True):
        missing = {name: Missing(frozenset({name})) for name in read.absent}
        expected = evaluate(compiled, {**row, **missing}).value
        for ends in (read.by_python(row), columns):
            if isinstance(expected, Failed):
                assert ends["wrong"] is not False
            elif ends["wrong"]:
                assert isinstance(expected, Missing)
            elif isinstance(expected, Missing):
                assert ends["missing"]
                needs = {name for name in read.absent if ends.get(f"needs {name}")}
                assert needs == expected.facts
            else:
                assert not ends["missing"]
                assert read.value(ends) == expected


cents = st.one_of(
    st.integers(-300, 300), st.sampled_from([0, 50, 100, 9500]), st.integers(-MOST, MOST)
).map(lambda whole: whole * CENT)
rows_of_numbers = st.lists(
    st.fixed_dictionaries(dict.fromkeys(NAMES, cents)), min_size=1, max_size=4
)
ONES = dict.fromkeys(NAMES, Fraction(1))


@settings(max_examples=300)
@given(numbers(), rows_of_numbers, st.sets(st.sampled_from(NAMES), max_size=2))
def test_random_formulas_come_to_the_same_in_every_reading(
    tree: Node, rows: list[Values], absent: set[str]
) -> None:
    read = Read(tree, ONES, sorted(absent))
    try:
        same(read, rows, tree)
    except TooWideError:
        assume(False)


KINDS: dict[str, Any] = {
    "x": Fraction(1), "y": Fraction(1), "z": Fraction(1), "yes": True, "other": False,
    "word": "a", "said": "b", "start": date(2022, 1, 31), "end": date(2022, 2, 28),
}  # fmt: skip
AT: list[dict[str, Any]] = [
    {**KINDS, **{n: Fraction(str(v)) for n, v in (("x", x), ("y", y), ("z", z))},
     "word": word, "yes": yes, "end": day}
    for x, y, z, word, yes, day in [
        (0, 0, 0, "a", True, date(2022, 2, 27)),
        (1, 2, 3, "b", False, date(2024, 2, 29)),
        ("-0.5", "0.5", "2.5", "c", True, date(2021, 12, 31)),
        (7, -3, "0.01", "b", False, date(2022, 1, 31)),
    ]
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "x / y",
        "IF(y > 0, x / y, 0)",
        "IF(y > 0, IF(x / y > 0, z / (x / y), z), x)",
        "IF(x > 0, 0, z) / IF(y > 0, y, 1)",
        "x / y / (z / y)",
        "x / y × (y / z)",
        "-x / abs(y)",
        "abs(x) + abs(-x)",
        "x / (abs(y) + 1) × (abs(y) + 1)",
        "x / -(abs(y) + 1)",
        "0 / y + 0 × x",
        "x / 0",
        "x × x × x",
        "min(x, y, z) + max(x / (abs(y) + 1), z / (abs(x) + 1))",
        "min(x, 5, 2) + max(1, 3, 0)",
        "min(1, 2 + abs(x))",
        "max(1, 2 + abs(x))",
        "clamp(x, 0, 1) + floor(y) + ceil(z) + floor(3)",
        "round(x, y) + round_up(x, 0.25) + round_down(-x, 0.25)",
        "steps(x, z)",
        "interpolate(x, 0, 0, y, 10)",
        "interpolate(x, 0, 5, 1, 7, 2, 3)",
        "IF(0 < x <= y / z, 1, 2)",
        "IF(x != y and not yes, 1, 2)",
        "IF(yes == other, 1, 2)",
        "IF(yes or x / y > 1, 1, 2)",
        "IF(x > 0 and x / y > 1 and z / y > 1, 1, 2)",
        "IF(one_of(word, 'a', 'b'), 1, 0) + IF(one_of(word, 'c'), 2, 0)",
        "IF(IF(yes, word, 'z') == said, 1, 2)",
        "IF(IF(yes, start, end) < end, days(start, end), months(start, end))",
        "IF(given(x), x, 3) + IF(given(y) and y > 1, 1, 2)",
        "IF(IF(x > 1, yes, x > 0), 1, 0) + IF(IF(x > 1, x > 2, yes), 1, 0)",
        "IF(IF(x > 1, 1 > 0, yes), 1, 0) + IF(IF(x > 1, x > 2, 1 < 0), 1, 0)",
        "IF('a' == 'a' and 'a' != 'b' and 1 <= 1, x, y)",
        "IF(not not yes, x, x)",
        "x - x + 2 × y - 3 - y",
    ],
)  # fmt: skip
@pytest.mark.parametrize("absent", [(), ("x",), ("y", "z"), ("yes", "word")])
def test_every_kind_of_part_comes_to_the_same(text: str, absent: tuple[str, ...]) -> None:
    tree = parse(Source(text)).tree
    same(Read(tree, KINDS, absent), AT, tree)


def test_a_function_over_rows_is_for_others_to_read() -> None:
    with pytest.raises(NotWholeError):
        Read(parse(Source("sum(t, x)")).tree, KINDS)


def test_what_is_constant_is_reckoned_at_once() -> None:
    read = Read(parse(Source("IF(1 < 2, min(3, 4) × 2, x) / 4")).tree, KINDS)
    assert read.found.number.span == Span(Fraction(3, 2), Fraction(3, 2))
    assert read.make.span(read.found.number.n) == Span(1, 1)


def test_numbers_too_wide_for_columns_are_refused_not_wrapped() -> None:
    tree: Node = Name("x")
    for _ in range(10):
        tree = Operate("*", tree, Number(Fraction(10**6 + 1)))
    read = Read(tree, KINDS)
    assert read.found.number.c == (10**6 + 1) ** 10 * CENT, "constants stand outside"
    product = parse(Source(" × ".join(f"(x + {n})" for n in range(8)))).tree
    wide = Read(product, KINDS)
    row = {**KINDS, "x": Fraction(9999)}
    assert wide.value(wide.by_python(row)) == evaluate(compile_number(product), row).value
    with pytest.raises(TooWideError):
        wide.by_columns([row], pl.Int64())


@settings(max_examples=200)
@given(st.lists(st.tuples(*[st.integers(-9999, 9999)] * 3), min_size=1, max_size=5))
def test_what_needs_128_bits_is_exact_in_columns(rows: list[tuple[int, int, int]]) -> None:
    values = [{**KINDS, "x": x * CENT, "y": y * CENT, "z": z * CENT} for x, y, z in rows]
    for text in (
        "x × y × z × x / (abs(x × y × z) + 1) + min(x × y × z × x, y) + IF(x × y × z > 9, 1, x)",
        "max(v, 5) + IF(v > 7, v, 3) + floor(v ÷ 7) + floor(v ÷ (abs(x) + 1))",
    ):
        tree = parse(Source(f"floor({text.replace('v', 'x × y × z × x × y')})")).tree
        same(Read(tree, KINDS), values, tree)
