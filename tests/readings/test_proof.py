"""A formula as a z3 term: the same value, and the same reason for having none, as the engine's."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula.arithmetic import full_months
from perfrules.formula.from_text import parse
from perfrules.formula.tree import (
    If,
    Name,
    Node,
    Nothing,
    Number,
    Operate,
    Source,
)
from perfrules.model.stretches import Stretch
from perfrules.readings.free import Free, RowsOf
from perfrules.readings.number import Failed, Value, compile_number, evaluate
from perfrules.readings.proof_answer import ask
from perfrules.readings.proof_terms import both, compared, either, negated
from perfrules.readings.proof_world import World
from tests.formula.trees import NAMES, numbers

SOON = Fraction(5)
facts = st.fixed_dictionaries({name: st.fractions(-20, 20, max_denominator=20) for name in NAMES})
FROM_ZERO = Stretch(Fraction(0), None, low_closed=True, high_closed=False)


def tree(formula: str) -> Node:
    return parse(Source(formula)).tree


def verdict(world: World, condition: object) -> str:
    return ask(condition, world, seconds=SOON).verdict


def can(formula: str, world: World) -> str:
    """Whether a condition can hold."""
    return verdict(world, world.reading(tree(formula)).holds)


@settings(max_examples=60, deadline=None)
@given(numbers(), facts)
def test_the_term_is_what_the_engine_reckons(node: Node, names: Mapping[str, Fraction]) -> None:
    expected = evaluate(compile_number(node), names).value
    world = World({name: Free(values=(value,)) for name, value in names.items()}, {})
    term = world.reading(node)
    if isinstance(expected, Failed):
        code = expected.problems[0].code
        why = either(*(fault.when for fault in term.faults if fault.code == code))
        assert verdict(world, either(term.ok, negated(why))) == "never"
    else:
        assert isinstance(expected, Fraction)
        other = compared("!=", term.value, expected)
        assert verdict(world, either(negated(term.ok), other)) == "never"


@settings(max_examples=40, deadline=None)
@given(numbers(), facts)
def test_reading_in_terms_of_known_values_knows_the_result(
    node: Node, names: Mapping[str, Fraction]
) -> None:
    put = {name: Number(value) for name, value in names.items()}
    world = World({}, put)
    term, expected = world.reading(node), evaluate(compile_number(node), names).value
    assert term.ok is not isinstance(expected, Failed)
    assert isinstance(expected, Failed) or term.value == expected


ROWS = st.lists(
    st.fixed_dictionaries({"甲": st.integers(-3, 3).map(Fraction), "乙": st.booleans()}), max_size=4
)
FOLDS = (
    "sum(表, 甲)",
    "sum(表, 1 ÷ 甲, 乙)",
    "mean(表, 甲 × 2, 甲 ≥ 0)",
    "count(表)",
    "count(表, 甲 > 1)",
    "count(表, 甲 > 1, 乙)",
    "share(表, 甲 > 0, 乙)",
    "weighted_mean(表, 甲, 甲)",
    "only(表, 甲, 乙)",
    "any(表, 甲 > 0)",
    "all(表, 甲 > 0, 乙)",
)
COLUMNS = RowsOf({"甲": Free(), "乙": Free("yes/no")}, None)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(FOLDS), ROWS)
def test_whatever_rows_come_to_is_possible(formula: str, rows: list[dict[str, Value]]) -> None:
    node = tree(formula)
    found = evaluate(compile_number(node), {}, {"表": rows}).value
    world = World({}, {}, tables={"表": COLUMNS})
    term = world.reading(node)
    if isinstance(found, Failed):
        code = found.problems[0].code
        why = either(*(fault.when for fault in term.faults if fault.code == code))
        assert verdict(world, why) == "possible"
    else:
        assert verdict(world, both(term.ok, compared("==", term.value, found))) == "possible"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("mean(表, 甲) > 3", "never"),
        ("mean(表, 甲) = 3", "possible"),
        ("weighted_mean(表, 甲, 甲) < 0", "never"),
        ("sum(表, 甲) < 0", "never"),
        ("sum(表, 甲) > 100", "possible"),
        ("only(表, 甲, 甲 > 2) ≤ 2", "never"),
        ("share(表, 甲 > 1) > 100%", "never"),
        ("count(表, 甲 > 1) > count(表)", "never"),
        ("count(表) = 0.5", "never"),
        ("count(表, 甲 > 1) = 1 and only(表, 甲, 甲 > 1) < 1", "never"),
    ],
)
def test_rows_keep_to_what_the_table_asks_of_each(formula: str, expected: str) -> None:
    must = tree("0 ≤ 甲 ≤ 3")
    world = World({}, {}, tables={"表": RowsOf({"甲": Free()}, must)})
    assert can(formula, world) == expected


def test_a_table_that_must_have_rows_has_a_mean() -> None:
    mean = tree("mean(表, 甲)")
    tables = {"表": COLUMNS}
    world = World({}, {}, tables=tables)
    [fault] = world.reading(mean).faults
    assert (fault.code, verdict(world, fault.when)) == ("E254", "possible")
    filled = World({}, {}, (tree("count(表) > 0"),), tables)
    [fault] = filled.reading(mean).faults
    assert verdict(filled, fault.when) == "never"


def test_columns_that_are_there_only_sometimes() -> None:
    numbers = Free(only_when=tree("乙"))
    world = World({}, {}, tables={"表": RowsOf({"甲": numbers, "乙": Free("yes/no")}, None)})
    term = world.reading(tree("sum(表, 甲)"))
    assert verdict(world, term.stopped) == "possible"
    term = world.reading(tree("sum(表, 甲, 乙)"))
    assert verdict(world, term.stopped) == "never"


def test_rows_of_a_twin_are_the_same_unless_they_read_what_moves() -> None:
    world = World({"丙": Free()}, {"丁": tree("丙 + 1")}, tables={"表": COLUMNS})
    twin = world.twin({"丙"})

    def may_differ(formula: str) -> str:
        one, two = world.reading(tree(formula)), twin.reading(tree(formula))
        apart = both(one.ok, two.ok, compared("!=", one.value, two.value))
        return ask(apart, world, twin, seconds=SOON).verdict

    assert may_differ("mean(表, 甲)") == "never"
    assert may_differ("mean(表, 甲 × 丙)") == "possible"
    assert may_differ("count(表, 甲 > 丁)") == "possible"


# ── other kinds ──


def test_texts_are_the_choices_or_anything() -> None:
    world = World({"地区": Free("text", choice=("东", "西")), "名": Free("text")}, {})
    assert can("地区 ≠ '东' and 地区 ≠ '西'", world) == "never"
    assert can("one_of(地区, '东', '南') and 地区 ≠ '东'", world) == "never"
    answer = ask(world.reading(tree("名 ≠ '甲'")).holds, world, seconds=SOON)
    assert answer.values[0]["名"] != "甲"
    answer = ask(world.reading(tree("地区 ≠ '东'")).holds, world, seconds=SOON)
    assert answer.values[0] == {"地区": "西"}


def test_optional_facts_may_be_missing_and_stop_what_reads_them() -> None:
    world = World({"甲": Free(optional=True)}, {})
    assert verdict(world, world.reading(tree("甲 > 0")).stopped) == "possible"
    guarded = world.reading(tree("IF(given(甲), 甲, 0) > 5"))
    assert verdict(world, guarded.stopped) == "never"
    answer = ask(guarded.holds, world, seconds=SOON)
    assert isinstance(answer.values[0]["甲"], Fraction)
    answer = ask(world.reading(tree("not given(甲)")).holds, world, seconds=SOON)
    assert answer.values == ({},)
    assert answer.absent == {"甲"}


def test_whether_a_measure_is_there() -> None:
    world = World({"甲": Free(optional=True)}, {"乙": tree("甲 + 1")})
    assert can("given(乙)", world) == "possible"


DAYS = st.dates(date(1999, 1, 1), date(2031, 12, 31))


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(-800, 800).map(timedelta))
def test_days_are_exact_and_months_lie_within_what_days_allow(
    first: date, apart: timedelta
) -> None:
    world = World(
        {"始": Free("date", values=(first,)), "终": Free("date", values=(first + apart,))}, {}
    )
    days, months = apart.days, full_months(first, first + apart)
    assert can(f"days(始, 终) ≠ {days}", world) == "never"
    assert can(f"months(始, 终) = {months}", world) == "possible"
    assert can(f"abs(months(始, 终) − {months}) > 3", world) == "never"


def test_a_day_that_is_found_is_a_day() -> None:
    world = World({"始": Free("date"), "终": Free("date")}, {})
    answer = ask(world.reading(tree("days(始, 终) = 40")).holds, world, seconds=SOON)
    first, last = answer.values[0]["始"], answer.values[0]["终"]
    assert isinstance(first, date)
    assert isinstance(last, date)
    assert (last - first).days == 40


@pytest.mark.parametrize("why", ["gap", "open", "several", "target"])
def test_a_place_without_a_value_is_a_fault_where_it_is_reached(why: str) -> None:
    node = If(tree("x > 1"), Nothing(why), Number(Fraction(1)))  # type: ignore[arg-type]
    world = World({"x": Free()}, {})
    [fault] = world.reading(node).faults
    assert verdict(world, fault.when) == "possible"
    bounded = World({"x": Free(within=(Stretch(None, Fraction(1), False, True),))}, {})
    [fault] = bounded.reading(node).faults
    assert verdict(bounded, fault.when) == "never"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("steps(x, y)", "E252"),
        ("round(x, y)", "E252"),
        ("interpolate(x, 0, 0, y, 1)", "E253"),
        ("x ÷ (y − 1)", "E250"),
    ],
)
def test_functions_that_have_no_result_for_some_values(formula: str, code: str) -> None:
    world = World({"x": Free(), "y": Free()}, {})
    [fault] = world.reading(tree(formula)).faults
    assert fault.code == code
    answer = ask(fault.when, world, seconds=SOON)
    values = {"x": Fraction(1), **answer.values[0]}
    found = evaluate(compile_number(tree(formula)), values).value
    assert isinstance(found, Failed)
    assert found.problems[0].code == code


def test_what_stands_behind_a_fault_is_not_read() -> None:
    world = World({"x": Free(), "y": Free(optional=True)}, {})
    first, second = world.reading(tree("1 ÷ x + 1 ÷ (x × 1)")).faults
    assert verdict(world, both(first.when, second.when)) == "never"
    waiting = world.reading(tree("y + 1 ÷ x"))
    assert verdict(world, both(waiting.stopped, waiting.faults[0].when)) == "never"


def test_a_fault_is_told_where_it_stands_and_only_passed_on_elsewhere() -> None:
    world = World({"x": Free()}, {"m": tree("1 ÷ x")})
    term = world.reading(Operate("+", Name("m"), Name("m")))
    assert term.faults == ()
    assert verdict(world, term.stopped) == "possible"
    assert (
        verdict(world, both(term.stopped, compared("!=", world.term("x").value, Fraction(0))))
        == "never"
    )


# ── what z3 gives ──


def test_values_are_in_base_units_and_within_what_is_declared() -> None:
    money = Free(within=(FROM_ZERO,), factor=Fraction(10_000), grain=Fraction(1, 100))
    world = World({"预算": money}, {})
    condition = world.reading(tree("预算 > 12345678元 and 预算 < 12345891元")).holds
    answer = ask(condition, world, seconds=SOON, plain=True)
    assert answer.values[0]["预算"] in {Fraction(12345700), Fraction(12345800)}
    assert can("预算 < 0元", world) == "never"


def test_a_number_of_steps_and_one_of_several_values() -> None:
    world = World(
        {"分": Free(step=Fraction(1, 2)), "率": Free(values=(Fraction(1, 3), Fraction(1, 4)))}, {}
    )
    answer = ask(world.reading(tree("0.6 < 分 < 1.2")).holds, world, seconds=SOON)
    assert answer.values[0]["分"] == 1
    answer = ask(world.reading(tree("率 < 0.3")).holds, world, seconds=SOON)
    assert answer.values[0]["率"] == Fraction(1, 4)


def test_an_irrational_value_is_cut_to_a_rational_one() -> None:
    world = World({"x": Free(within=(FROM_ZERO,))}, {})
    answer = ask(world.reading(tree("x × x = 2")).holds, world, seconds=SOON)
    if answer.verdict == "possible":
        found = answer.values[0]["x"]
        assert isinstance(found, Fraction)
        assert abs(found * found - 2) < Fraction(1, 10**6)


def test_what_z3_does_not_decide_in_time_is_not_known() -> None:
    hard = "x × x × x + y × y × y + z × z × z = 114"
    whole = Free(step=Fraction(1))
    world = World({"x": whole, "y": whole, "z": whole}, {})
    answer = ask(world.reading(tree(hard)).holds, world, seconds=Fraction(1, 5))
    assert answer.verdict == "unknown"


def test_what_is_known_needs_no_z3() -> None:
    world = World({}, {})
    assert world.reading(tree("1 > 2 or 3 > 2")).value is True
    assert either(True, world.reading(tree("1 > 2")).value) is True
    assert both(False, True) is False
    assert verdict(world, True) == "possible"
    assert verdict(world, False) == "never"
