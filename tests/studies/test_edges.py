"""Formulas solved for one fact: exact, through measures, on every way; and where they turn."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula.from_text import parse
from perfrules.formula.tree import Node, Source
from perfrules.readings.number import name_of_judgement
from perfrules.studies.edges import crossings, edges_along, edges_in, reads, solutions
from perfrules.studies.inlined import inlined, value_of
from tests.studies.packs import full, methodology

EMPTY = methodology('[indicator."甲"]\npoints = 10\njudged = true\n', points=10)


def tree_of(text: str) -> Node:
    return inlined(EMPTY).tree(parse(Source(text)).tree)


def solved(text: str, target: str, **names: Any) -> list[str]:
    known = {name: Fraction(value) for name, value in names.items()}
    found = solutions(tree_of(text), "x", known, Fraction(target))
    return [str(each) for each in found]


@pytest.mark.parametrize(
    ("text", "target", "found"),
    [
        ("2 × x + 3", "10", ["7/2"]),
        ("x ÷ y", "4/5", ["4"]),
        ("y ÷ x", "4/5", ["25/4"]),
        ("(x − y) ÷ (x + y)", "1/3", ["10"]),
        ("20 × min(x ÷ y, 100%)", "15", ["15/4"]),
        ("20 × min(x ÷ y, 100%)", "20", ["5"]),
        ("max(x, 3) − y", "0", ["5"]),
        ("IF(x < 3, x, 10 − x)", "4", ["6"]),
        ("IF(y < 3, x, 10 − x)", "4", ["6"]),
        ("x × x", "9", ["-3", "3"]),
        ("x × x", "2", []),
        ("x × x", "-1", []),
        ("abs(x − y)", "2", ["3", "7"]),
        ("clamp(x, 1, 9)", "4", ["4"]),
        ("floor(x ÷ y)", "3", ["15"]),
        ("−steps(x, 5)", "-3", ["15"]),
        ("round(x, 0.01)", "1.23", ["49/40"]),
        ("interpolate(x, 0, 0, 10, 100)", "25", ["5/2"]),
        ("x ÷ x + 1 ÷ x", "2", ["1"]),
        ("x × x × x × x × x", "32", []),
        ("y + 1", "6", []),
        ("x + z", "1", []),
        ("IF(z > 1, x, 2)", "1", []),
        ("x × (1 ÷ (x − x))", "1", []),
    ],
)
def test_a_formula_is_solved_for_one_fact(text: str, target: str, found: list[str]) -> None:
    assert solved(text, target, y=5) == found


numbers = st.fractions(-50, 50, max_denominator=20)


@given(numbers, numbers, numbers, numbers, numbers)
def test_what_is_found_is_exact_and_what_is_there_is_found(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, x: Fraction
) -> None:
    tree = tree_of("(a × x + b) ÷ (c × x + d)")
    names = {"a": a, "b": b, "c": c, "d": d}
    if c * x + d == 0 or a * d == b * c:
        return
    target = (a * x + b) / (c * x + d)
    assert solutions(tree, "x", names, target) == (x,)


@given(numbers, numbers, numbers)
def test_through_limits_and_conditions_too(y: Fraction, x: Fraction, k: Fraction) -> None:
    tree = tree_of("IF(x ≤ k, max(x, y) + x, min(2 × x, y))")
    target = value_of(tree, {"x": x, "y": y, "k": k}, {})
    assert isinstance(target, Fraction)
    found = solutions(tree, "x", {"y": y, "k": k}, target)
    flat = target == y and x > k and 2 * x >= y  # the tree is y there throughout
    assert flat or x in found
    assert all(value_of(tree, {"x": each, "y": y, "k": k}, {}) == target for each in found)


def test_measures_and_scores_are_put_in() -> None:
    rules = full()
    inside = inlined(rules)
    names: dict[str, Any] = {"预算": Fraction(1_000_000), "points\n执行": Fraction(20)}
    assert solutions(inside.score("执行"), "支出", names, Fraction(15)) == (Fraction(750_000),)
    rate = inside.tree(parse(Source("rate_of(执行)")).tree)
    assert solutions(rate, "支出", names, Fraction(1, 2)) == (Fraction(500_000),)


def test_a_judgement_can_be_solved_for() -> None:
    tree = inlined(full()).score("评")
    name = name_of_judgement("评")
    assert reads(tree, name)
    assert solutions(tree, name, {}, Fraction(7)) == (Fraction(7),)


def test_a_score_turns_at_every_limit() -> None:
    rules = full()
    tree = inlined(rules).score("满意")
    found = edges_along([tree], "满意率", {"points\n满意": Fraction(10)})
    assert [str(each) for each in found] == ["0", "4/5", "19/20", "1"]


def test_whole_steps_are_gone_through_between_the_ends() -> None:
    tree = tree_of("steps(x, 5)")
    (edge,) = edges_in(tree)
    within = (Fraction(0), Fraction(12))
    found = crossings(edge, "x", {"x": Fraction(1)}, {}, within)
    assert [str(each) for each in found] == ["0", "5", "10", "15"]
    inside = edges_along([tree], "x", {"x": Fraction(1)}, {}, within)
    assert [str(each) for each in inside] == ["0", "5", "10"]
    many = crossings(edge, "x", {"x": Fraction(5000)}, {}, (Fraction(0), Fraction(10_000)))
    assert len(many) <= 61
    assert 5000 in many
    assert crossings(edge, "x", {}, {}) == ()


def test_the_edge_is_told_in_the_words_of_its_author() -> None:
    rules = full()
    names: dict[str, Any] = {"points\n满意": Fraction(10)}
    edges = edges_along([inlined(rules).score("满意")], "满意率", names)
    edge = edges[Fraction(4, 5)]
    assert edge.right is not None
    assert (edge.left.at and edge.left.at.text, edge.right.at and edge.right.at.text) == (
        "满意率",
        "80%",
    )


def test_texts_are_no_edges() -> None:
    assert list(edges_in(tree_of("IF(a = 'b', x, 1)"))) == []
