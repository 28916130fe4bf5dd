"""What holds for every formula."""

import ast
import sys
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula.from_text import parse
from perfrules.formula.functions import FUNCTIONS, TABLE_FUNCTIONS, Function, TableFunction
from perfrules.formula.notation import MOST_BRACKETS, MOST_DEPTH, MOST_TOKENS, is_bare_name
from perfrules.formula.to_text import to_text
from perfrules.formula.tree import (
    Compare,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Operate,
    Source,
)
from perfrules.formula.walk import children, depth, names, nodes, owned, rebuilt, replace
from perfrules.problem import Refused
from tests.formula.trees import trees


@settings(max_examples=150, deadline=None)
@given(trees())
def test_a_tree_written_as_text_is_read_as_itself(tree: Node) -> None:
    assert parse(Source(to_text(tree))).tree == tree


@pytest.mark.parametrize(
    "text",
    ["1e20", "9" * 28 + "e20", "1e-20", "1.234567890123456789012345678e-20", "12e19%", "3e20万元"],
)
def test_a_number_that_is_long_to_write_is_read_as_itself(text: str) -> None:
    tree = parse(Source(text)).tree
    assert parse(Source(to_text(tree))).tree == tree
    assert parse(Source(to_text(Negate(tree)))).tree == Negate(tree)


def test_a_number_that_no_author_can_write_is_told_whole() -> None:
    assert to_text(Number(Fraction(10**40 + 1))) == "1" + "0" * 39 + "1"


@settings(max_examples=100, deadline=None)
@given(trees())
def test_each_part_knows_its_place_and_reads_as_itself_there(tree: Node) -> None:
    for node in nodes(parse(Source(to_text(tree))).tree):
        assert node.at is not None
        assert parse(Source(node.at.text)).tree == node


@settings(max_examples=100, deadline=None)
@given(trees())
def test_rebuilding_with_nothing_changed_changes_nothing(tree: Node) -> None:
    assert rebuilt(tree, lambda node: node) == tree
    assert replace(tree, {}) == tree
    assert depth(tree) == 1 + max((depth(part) for part in children(tree)), default=0)


def test_replacing_a_name_puts_its_value_everywhere() -> None:
    tree = parse(Source("IF(x > 1 and not given(y), sum(t, x), -x + min(x, y))")).tree
    assert names(tree) == ("x", "y")
    assert names(replace(tree, {"x": Name("z")})) == ("z", "y")


def test_bare_words_become_those_of_their_owner() -> None:
    assert to_text(owned(parse(Source("分值 × rate + 得分(乙)")).tree, "甲")) == (
        "满分(甲) × 得分率(甲) + 得分(乙)"
    )


# Python reads these signs as we do.
_PIECES = st.lists(
    st.sampled_from([*"ab12+-*/<>()", "<=", " and ", " or ", " not ", " if ", " else "]),
    max_size=12,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(_PIECES)
def test_what_is_read_has_the_tree_that_python_gives_it(text: str) -> None:
    try:
        tree = parse(Source(text)).tree
    except Refused:
        return
    assert tree == _as_ours(ast.parse(text.strip(), mode="eval").body)


_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.And: "and", ast.Or: "or",
}  # fmt: skip


def _as_ours(node: ast.expr) -> Node:
    match node:
        case ast.Constant(value=int(value)):
            return Number(Fraction(value))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negate(_as_ours(operand))
        case ast.UnaryOp(operand=operand):
            return Not(_as_ours(operand))
        case ast.BinOp(left=left, op=op, right=right):
            return Operate(_SIGNS[type(op)], _as_ours(left), _as_ours(right))  # type: ignore[arg-type]
        case ast.BoolOp(op=op, values=values):
            parts = tuple(_as_ours(value) for value in values)
            return Logic(_SIGNS[type(op)], parts)  # type: ignore[arg-type]
        case ast.Compare(left=left, ops=ops, comparators=others):
            pairs = zip(ops, others, strict=True)
            rest = tuple((_SIGNS[type(op)], _as_ours(other)) for op, other in pairs)
            return Compare(_as_ours(left), rest)  # type: ignore[arg-type]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return If(_as_ours(test), _as_ours(body), _as_ours(orelse))
        case _:
            raise AssertionError(ast.dump(node))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("1.e_%x甲 +-×<=()'“「」,且if[]\\é\u200b５"), max_size=20))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse(Source(text))
    except Refused as refused:
        for problem in refused.problems:
            assert problem.place is not None
            assert problem.hint("zh")
            assert problem.render("en")


def test_every_bare_name_is_the_same_after_nfkc() -> None:
    for code in range(sys.maxunicode + 1):
        if is_bare_name(chr(code)):
            assert unicodedata.normalize("NFKC", chr(code)) == chr(code)


@pytest.mark.parametrize(
    ("just_below", "just_above"),
    [
        ("1" + " " * 3999, "1" + " " * 4000),
        ("(" * MOST_BRACKETS + "1" + ")" * MOST_BRACKETS,) * 1
        + ("(" * (MOST_BRACKETS + 1) + "1" + ")" * (MOST_BRACKETS + 1),),
        ("名" * 64, "名" * 65),
        ("「" + "名" * 64 + "」", "「" + "名" * 65 + "」"),
        ("甲 = '" + "字" * 200 + "'", "甲 = '" + "字" * 201 + "'"),
        ("1" * 28, "1" * 29),
        ("1e20", "1e21"),
        ("-" * 98 + "1", "-" * 101 + "1"),
        ("+".join(["1"] * MOST_DEPTH), "+".join(["1"] * (MOST_DEPTH + 1))),
        ("x or " * 499 + "x", "x or " * 500 + "x"),
        ("max(" + "1," * 49 + "1)", "max(" + "1," * 50 + "1)"),
        ("x if c else " * 99 + "x", "x if c else " * 100 + "x"),
    ],
)  # fmt: skip
def test_just_below_a_bound_is_read_and_just_above_is_refused(
    just_below: str, just_above: str
) -> None:
    assert just_below.count("or") < MOST_TOKENS, is_bare_name
    assert parse(Source(just_below)).tree
    with pytest.raises(Refused):
        parse(Source(just_above))


def test_names_of_functions_are_each_given_once_in_both_languages() -> None:
    every: list[Function | TableFunction] = [*FUNCTIONS.values(), *TABLE_FUNCTIONS.values()]
    words = [word for f in every for word in (f.name, f.chinese)]
    assert len(set(words)) == len(words)
    assert all(f.says.zh and f.says.en for f in every)
