"""The value of a formula: exact, recorded step by step, and never a guess."""

import math
import threading
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula.compounds import spelled_out
from perfrules.formula.from_text import parse
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import (
    Call,
    Compare,
    If,
    Judgement,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Source,
)
from perfrules.formula.walk import rebuilt
from perfrules.readings.number import (
    MOST_BITS,
    Evaluation,
    Failed,
    Missing,
    Result,
    _evaluator,
    compile_number,
    evaluate,
    name_of_judgement,
)
from tests.formula.trees import NAMES, numbers

facts = st.fixed_dictionaries(
    {name: st.fractions(-1000, 1000, max_denominator=1000) for name in NAMES}
)


def read(formula: str, **names: Result) -> Evaluation:
    return evaluate(compile_number(parse(Source(formula)).tree), names)


@settings(max_examples=120, deadline=None)
@given(numbers(), facts)
def test_simpleeval_gives_what_plain_arithmetic_gives(
    tree: Node, names: Mapping[str, Fraction]
) -> None:
    value = evaluate(compile_number(tree), names).value
    try:
        assert value == _direct(tree, names)
    except ZeroDivisionError:
        assert isinstance(value, Failed)
        assert value.problems[0].code == "E250"


@settings(max_examples=60, deadline=None)
@given(numbers(), facts)
def test_a_function_is_what_it_is_spelled_out_as(tree: Node, names: Mapping[str, Fraction]) -> None:
    simple = rebuilt(tree, lambda node: spelled_out(node) if isinstance(node, Call) else node)
    value, same = (evaluate(compile_number(t), names).value for t in (tree, simple))
    assert value == same or (isinstance(value, Failed) and isinstance(same, Failed))


@settings(max_examples=60, deadline=None)
@given(numbers(), facts)
def test_each_step_is_the_value_of_its_part(tree: Node, names: Mapping[str, Fraction]) -> None:
    evaluation = evaluate(compile_number(tree), names)
    for step in evaluation.steps:
        assert evaluate(compile_number(step.node), names).value == step.value
    if evaluation.steps and not isinstance(evaluation.value, Failed):
        assert evaluation.steps[-1] == (tree, evaluation.value)


@given(st.fractions(max_denominator=10**6))
def test_seven_sevenths_round_as_the_whole(x: Fraction) -> None:
    there_and_back = read("round(7 × (x ÷ 7), 0.01)", x=x).value
    assert there_and_back == read("round(x, 0.01)", x=x).value


def _direct(node: Node, names: Mapping[str, Fraction]) -> Any:
    """The same by Python's own operators, without simpleeval, from each definition anew."""

    def of(part: Node) -> Any:
        return _direct(part, names)

    match node:
        case Number(value):
            return value
        case Name(name):
            return names[name]
        case Negate(operand):
            return -of(operand)
        case Not(operand):
            return not of(operand)
        case Operate(op, left, right):
            one, other = of(left), of(right)
            if op == "/":
                return one / other
            return {"+": one + other, "-": one - other, "*": one * other}[op]
        case Compare(first, rest):
            left = of(first)
            for sign, part in rest:
                right = of(part)
                if not _holds(left, sign, right):
                    return False
                left = right
            return True
        case Logic(op, parts):
            return all(map(of, parts)) if op == "and" else any(map(of, parts))
        case If(condition, then, otherwise):
            return of(then) if of(condition) else of(otherwise)
        case Call(function, arguments):
            return _function(function, [of(argument) for argument in arguments])
        case _:
            raise AssertionError(node)


def _holds(left: Fraction, sign: str, right: Fraction) -> bool:
    difference = left - right
    return {
        "<": difference < 0, "<=": difference <= 0, ">": difference > 0,
        ">=": difference >= 0, "==": difference == 0, "!=": difference != 0,
    }[sign]  # fmt: skip


def _function(function: str, values: list[Fraction]) -> Fraction:
    x, *rest = values
    sign = 1 if x >= 0 else -1
    match function:
        case "min" | "max":
            return sorted(values)[0 if function == "min" else -1]
        case "abs":
            return x * sign
        case "floor" | "ceil":
            return Fraction(math.floor(x) if function == "floor" else math.ceil(x))
        case "clamp":
            return max(rest[0], min(x, rest[1]))
        case "steps":
            return Fraction(math.floor(x / rest[0]))
        case "round":
            return sign * Fraction(math.floor(abs(x) / rest[0] + Fraction(1, 2))) * rest[0]
        case "round_up":
            return sign * Fraction(math.ceil(abs(x) / rest[0])) * rest[0]
        case "round_down":
            return Fraction(math.trunc(x / rest[0])) * rest[0]
        case "interpolate":
            x1, y1, x2, y2 = rest
            share = max(Fraction(0), min((x - x1) / (x2 - x1), Fraction(1)))
            return y1 + share * (y2 - y1)
        case _:
            raise AssertionError(function)


def test_a_missing_fact_is_never_zero_and_is_named() -> None:
    x = Missing(frozenset({"支出"}))
    assert read("1 + x", x=x).value == x
    assert read("IF(given(x), x, 0)", x=x).value == 0
    assert read("y > 0 or x > 0", x=x, y=Fraction(1)).value is True
    assert read("y > 0 and x > 0", x=x, y=Fraction(0)).value is False
    assert read("y > 0 and x > 0", x=x, y=Fraction(1)).value == x


def test_all_facts_that_are_missing_are_named_at_once() -> None:
    x, y, z = (Missing(frozenset({name})) for name in "xyz")
    one = Fraction(1)
    assert read("max(x, 1) + y", x=x, y=y).value == Missing(frozenset("xy"))
    assert read("IF(w > 0, x + y, z)", w=one, x=x, y=y, z=z).value == Missing(frozenset("xy"))
    assert read("IF(z > 0, x, y)", x=x, y=y, z=z).value == z
    assert read("w < 0 or x > 0 or y > 0", w=one, x=x, y=y).value == x
    assert read("w > 0 and -x < y", w=one, x=x, y=y).value == Missing(frozenset("xy"))


def test_what_failed_before_fails_here_for_the_same_reason() -> None:
    failed = read("1 ÷ x", x=Fraction(0)).value
    assert isinstance(failed, Failed)
    assert read("1 + x", x=failed).value is failed
    assert read("given(x)", x=failed).value is failed
    missing = Missing(frozenset({"y"}))
    assert read("x + y", x=failed, y=missing).value is failed
    assert read("y + x", x=failed, y=missing).value == missing


def test_steps_reached_before_the_stop_are_kept() -> None:
    evaluation = read("(a + 1) × (b ÷ 0)", a=Fraction(1), b=Fraction(2))
    assert [(to_text(step.node), step.value) for step in evaluation.steps] == [
        ("a", 1),
        ("a + 1", 2),
        ("b", 2),
    ]


def test_a_zero_denominator_is_named_with_the_facts_that_made_it_zero() -> None:
    failed = read("1 + a ÷ (b − c)", a=Fraction(1), b=Fraction(5, 2), c=Fraction(5, 2)).value
    assert isinstance(failed, Failed)
    (problem,) = failed.problems
    assert problem.message("en") == "division by zero: b − c = 0 (b = 2.5, c = 2.5)"
    assert problem.place is not None
    assert (problem.place.column, problem.place.width) == (5, 11)


def test_a_number_that_grows_too_large_is_refused_where_it_does() -> None:
    tree: Node = Name("x")
    for _ in range(6):
        tree = Operate("*", tree, tree)
    failed = evaluate(compile_number(tree), {"x": Fraction(10**28, 7)}).value
    assert isinstance(failed, Failed)
    assert failed.problems[0].code == "E251"
    assert str(MOST_BITS) in failed.problems[0].message("en")


@pytest.mark.parametrize("why", ["gap", "open", "several", "target"])
def test_a_place_without_a_score_says_why(why: Any) -> None:
    failed = evaluate(compile_number(Nothing(why)), {}).value
    assert isinstance(failed, Failed)
    assert failed.problems[0].message("zh")


def test_a_judgement_is_read_under_its_own_name() -> None:
    names = {name_of_judgement("甲"): Fraction(57)}
    assert evaluate(compile_number(Judgement("甲")), names).value == 57


def test_a_table_that_is_missing_leaves_the_formula_open() -> None:
    compiled = compile_number(parse(Source("sum(t, x)")).tree)
    missing = Missing(frozenset({"t"}))
    assert evaluate(compiled, {}, {"t": missing}).value == missing
    gap: Result = Missing(frozenset({"t.x"}))
    assert evaluate(compiled, {}, {"t": [{"x": Fraction(1)}, {"x": gap}]}).value == gap


def test_no_text_reaches_simpleeval() -> None:
    for text in ("1 + 1", "a = 2", "1; 2"):
        with pytest.raises(TypeError):
            _evaluator().eval(text)


def test_threads_do_not_disturb_each_other() -> None:
    compiled = compile_number(parse(Source("x × x + x")).tree)
    wrong: list[int] = []

    def work(x: int) -> None:
        values = [evaluate(compiled, {"x": Fraction(x)}).value for _ in range(200)]
        wrong.extend(x for value in values if value != x * x + x)

    threads = [threading.Thread(target=work, args=(x,)) for x in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
