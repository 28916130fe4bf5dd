"""Trees that the engine makes itself: written for a reader, and spelled out."""

from fractions import Fraction

import pytest

from perfrules.formula.compounds import spelled_out
from perfrules.formula.digits import exact_text
from perfrules.formula.from_text import parse
from perfrules.formula.functions import is_reserved
from perfrules.formula.kind import NUMBER, TEXT, Kind, kind_of
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Call, Judgement, Node, Nothing, Number, Source
from perfrules.problem import Refused
from perfrules.readings.unit import unit_of


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Number(Fraction(-5)), "−5"),
        (Number(Fraction(1, 3)), "1 ÷ 3"),
        (Number(Fraction(10000, 3), "万元"), "1 ÷ 3 × 1万元"),
        (Judgement("甲"), "评定得分(甲)"),
        (Nothing("gap"), "〈gap〉"),
    ],
)
def test_what_no_author_writes_can_be_shown(node: Node, text: str) -> None:
    assert to_text(node) == text


@pytest.mark.parametrize(
    ("call", "spelled"),
    [
        ("clamp(x, 1, 2)", "max(1, min(x, 2))"),
        ("one_of(x, 'a')", "x = 'a'"),
        ("one_of(x, 'a', 'b')", "x = 'a' 或 x = 'b'"),
        ("steps(x, 5)", "floor(x ÷ 5)"),
        ("ceil(x)", "−floor(−x)"),
        ("abs(x)", "max(x, −x)"),
        (
            "round_up(x, 1)",
            "如果(x ≥ 0, −floor(−(max(x, −x) ÷ 1)) × 1, −(−floor(−(max(x, −x) ÷ 1)) × 1))",
        ),
        (
            "round_down(x, 1)",
            "如果(x ≥ 0, floor(max(x, −x) ÷ 1) × 1, −(floor(max(x, −x) ÷ 1) × 1))",
        ),
        ("min(x, 1)", "min(x, 1)"),
        (
            "round(x, 1)",
            "如果(x ≥ 0, floor(max(x, −x) ÷ 1 + 0.5) × 1, −(floor(max(x, −x) ÷ 1 + 0.5) × 1))",
        ),
        (
            "interpolate(x, 1, 2, 3, 4)",
            "如果(x ≤ 1, 2, 如果(x ≤ 3, 2 + (x − 1) × ((4 − 2) ÷ (3 − 1)), 4))",
        ),
    ],
)
def test_a_compound_is_spelled_out(call: str, spelled: str) -> None:
    tree = parse(Source(call)).tree
    assert isinstance(tree, Call)
    assert to_text(spelled_out(tree)) == spelled


def test_parts_that_the_engine_adds_have_a_kind_and_a_unit() -> None:
    assert kind_of(Nothing("gap"), {}) == NUMBER
    assert str(unit_of(Judgement("甲"), {})) == "分"


def test_a_choice_may_be_compared_with_another_and_with_any_text() -> None:
    kinds = {"x": Kind("text", ("a", "b")), "y": Kind("text", ("b", "c")), "z": TEXT}
    for formula in ("x = y", "x = z and z = 'anything'", "IF(x = 'a', x, z) = 'q'"):
        assert kind_of(parse(Source(formula)).tree, kinds).name in ("yes/no", "text")
    assert kind_of(parse(Source("one_of(z, x, 'q')")).tree, kinds).name == "yes/no"


def test_each_unknown_name_is_told_once_and_all_together() -> None:
    with pytest.raises(Refused) as refused:
        kind_of(parse(Source("a < b < a + c")).tree, {"c": NUMBER})
    assert {problem.code for problem in refused.value.problems} == {"E221"}
    assert len(refused.value.problems) == 3


def test_words_of_formulas_cannot_be_names() -> None:
    assert all(map(is_reserved, ("分值", "max", "合计", "且", "if")))
    assert not is_reserved("预算")


def test_a_huge_number_is_shown_by_its_size() -> None:
    assert "bit" in exact_text(Fraction(3**2000, 7))


def test_a_tree_shows_what_it_is_made_of() -> None:
    tree = parse(Source("甲 + 1")).tree
    assert repr(tree) == "Operate('+', Name('甲'), Number(Fraction(1, 1), None))"
