"""Leaves whose rows the department gives: scores, points that tie, what is open or refused."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.model.methodology import Methodology
from perfrules.scoring.evidence import facts_behind, unsourced
from perfrules.scoring.result import Result
from perfrules.scoring.score import score

from .rules import codes, exactly, facts, rules

TABLE = """
[fact."线"]
kind = "number"
[table."产出"]
name = "指标"
points = "分值"
unit = "单位"
group = ["一级", "二级"]
columns."一级" = "text"
columns."二级" = "text"
columns."指标" = "text"
columns."性质" = { choice = ["≥", "≤", "=", "定性"] }
columns."目标" = { kind = "number", only_when = "性质 ≠ '定性'" }
columns."实际" = { kind = "number", only_when = "性质 ≠ '定性'" }
columns."单位" = { kind = "unit", optional = true }
columns."分值" = "number"
must = "分值 > 0"
total = "sum(产出, 分值) = 60"
[[table."产出".score]]
when = "性质 = '定性'"
tiers = [ { name = "好", share = "[60%, 100%]" }, { name = "差", share = "[0%, 60%)" } ]
needs_reason = true
[[table."产出".score]]
ratio = { actual = "实际", target = "目标", sign = "性质" }
"""
LEAF = TABLE + '[indicator."总和"]\npoints = 60\nrows = "产出"\n'
LEAVES = (
    TABLE
    + """
[indicator."产出"]
points = 40
rows = { table = "产出", where = "一级 = '产出'" }
[indicator."效果"]
points = 20
rows = { table = "产出", where = "一级 = '效果' 且 分值 > 线" }
"""
)


def row(name: str, points: object, *cells: str, first: str = "产出", second: str = "数量") -> str:
    head = f'[[table."产出"]]\n"一级" = "{first}"\n"二级" = "{second}"\n"指标" = "{name}"\n'
    return "\n".join([head + f'"分值" = {points}', *cells, ""])


MORE = row("标志", 10, '"性质" = "≥"', '"目标" = 3', '"实际" = 2', '"单位" = "套"')
LESS = row(
    "次数", 30, '"性质" = "≤"', '"目标" = "5 次"', '"实际" = 4', '"单位" = "次"', second="质量"
)
JUDGED = row("满意", 20, '"性质" = "定性"', first="效果", second="满意")
GIVEN = MORE + LESS + JUDGED
JUDGEMENT = '[judgement."产出"."满意"]\nscore = 15\norigin = "reviewer"\nreason = "r"\n'


def scored(given: str, body: str = LEAF, points: object = 60) -> Result:
    methodology: Methodology = rules(body, points=points)
    return score(methodology, facts(methodology, given))


def test_rows_are_leaves_below_the_sums_of_their_headings() -> None:
    result = scored(GIVEN + JUDGEMENT)
    found = [(n.indicator.key, str(n.indicator.points), str(n.printed)) for n in result.walk()]
    assert found == [
        ("总和", "60", "5167/100"),
        ("总和/产出/", "40", "3667/100"),
        ("总和/产出/数量/", "10", "667/100"),
        ("产出/标志", "10", "667/100"),
        ("总和/产出/质量/", "30", "30"),
        ("产出/次数", "30", "30"),
        ("总和/效果/", "20", "15"),
        ("总和/效果/满意/", "20", "15"),
        ("产出/满意", "20", "15"),
    ]
    assert (result.printed, result.exact) == exactly("51.67", "155/3")
    assert [(loss.indicator, loss.cause) for loss in result.losses] == [
        ("产出/标志", "performance"),
        ("产出/标志", "rounding"),
        ("产出/满意", "reviewer"),
    ]
    assert sum(loss.points for loss in result.losses) == 60 - Fraction("51.67")


def test_a_table_that_is_not_given_leaves_its_leaf_open_and_so_do_its_formulas() -> None:
    body = LEAF + '[measure."数目"]\nvalue = "count(产出)"\n'
    result = scored("", body)
    assert result.missing == {"table:产出"}
    assert (result.low, result.high) == exactly(0, 60)
    assert result.measures[0].outcome.missing == {"table:产出"}


def test_a_missing_value_leaves_its_row_open() -> None:
    result = scored(GIVEN.replace('"实际" = 2\n', "") + JUDGEMENT)
    assert result.missing == {"table:产出/标志/实际"}
    assert (result["产出/标志"].state, result["产出/次数"].state) == ("open", "done")
    assert (result.low, result.high) == exactly(45, 55)


def test_a_missing_judgement_or_condition_leaves_its_row_open() -> None:
    assert scored(GIVEN).missing == {"judgement:产出/满意"}
    result = scored(GIVEN.replace('"性质" = "≥"\n', "") + JUDGEMENT)
    assert result["产出/标志"].missing == {"table:产出/标志/性质"}


def test_without_rows_there_is_no_score() -> None:
    result = scored('table."产出" = []')
    assert codes(result) == ["E522", "E524"]
    assert "0" in result.problems[1].message("en")


def test_points_that_do_not_tie_are_refused_with_both_sums() -> None:
    result = scored(GIVEN + JUDGEMENT, LEAF.replace("= 60\nrows", "= 50\nrows"), 50)
    assert codes(result) == ["E520"]
    said = result.problems[0].message("zh")
    assert "50 分" in said
    assert "60 分" in said
    assert result.problems[0].place is not None
    assert (result.state, result.printed) == ("refused", None)
    assert result["产出/次数"].printed == 30


def test_the_rows_of_a_table_may_be_split_between_leaves() -> None:
    result = scored(GIVEN + JUDGEMENT + "[facts]\n线 = 1".replace("线", '"线"'), LEAVES)
    assert (result["产出"].printed, result["效果"].printed) == exactly("36.67", 15)


def test_which_rows_count_may_be_open_or_refused() -> None:
    result = scored(GIVEN + JUDGEMENT, LEAVES)
    assert result["效果"].state == "open"
    assert result["效果"].missing == {"线"}
    assert (result["效果"].low, result["效果"].high) == exactly(0, 20)
    body = LEAVES.replace("分值 > 线", "分值 ÷ 线 > 1")
    result = scored(GIVEN + JUDGEMENT + '[facts]\n"线" = 0', body)
    assert (result["效果"].state, codes(result)) == ("refused", ["E250"])


def test_each_row_counts_in_exactly_one_leaf() -> None:
    none = scored(GIVEN + JUDGEMENT + '[facts]\n"线" = 30', LEAVES)
    assert codes(none) == ["E522", "E521"]
    twice = LEAVES.replace("一级 = '效果' 且", "")
    result = scored(GIVEN + JUDGEMENT + '[facts]\n"线" = 1', twice)
    assert codes(result) == ["E520", "E521", "E521"]
    assert result.grade is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (GIVEN.replace('"性质" = "定性"', '"性质" = "定性"\n"目标" = 1\n"单位" = "套"'), "E433"),
        (MORE.replace("= 10", "= 0") + LESS.replace("= 30", "= 40") + JUDGED, "E523"),
        (GIVEN.replace('"目标" = 3', '"目标" = 0'), "E260"),
        (JUDGEMENT.replace("满意", "标志") + GIVEN, "E526"),
        (JUDGEMENT.replace("15", "21") + GIVEN, "E413"),
        (JUDGEMENT.replace("15", "15\ntier = '差'") + GIVEN, "E418"),
        (JUDGEMENT.replace("15", "15\ntier = '坏'") + GIVEN, "E416"),
        (JUDGEMENT.replace('reason = "r"\n', "") + GIVEN, "E415"),
    ],
)
def test_what_breaks_a_rule_is_refused_at_its_row(given: str, code: str) -> None:
    result = scored(given if "judgement" in given else given + JUDGEMENT)
    assert code in codes(result)
    problem = next(p for p in result.problems if p.code == code)
    assert problem.place is not None
    assert problem.place.file == "facts.toml"
    assert problem.place.line > 0


def test_conditions_and_signs_together_choose_the_way() -> None:
    body = LEAF.replace("ratio = {", "when = \"性质 = '≥'\"\nratio = {")
    body += '[[table."产出".score]]\nscore = "分值 ÷ 2"\n'
    result = scored(GIVEN + JUDGEMENT, body)
    assert result["产出/标志"].printed == Fraction("6.67")
    assert result["产出/次数"].printed == 15


def test_a_row_that_no_way_fits_is_refused() -> None:
    body = LEAF.replace("ratio = {", "when = \"性质 = '≥'\"\nratio = {").replace(
        'sign = "性质"', 'sign = "≥"'
    )
    result = scored(GIVEN + JUDGEMENT, body)
    assert codes(result) == ["E525"]


def test_a_condition_that_cannot_be_reckoned_is_refused() -> None:
    body = LEAF.replace("when = \"性质 = '定性'\"", 'when = "分值 ÷ 线 > 100"')
    result = scored(GIVEN + '[facts]\n"线" = 0', body)
    assert set(codes(result)) == {"E250"}
    body = LEAF.replace('must = "分值 > 0"', 'must = "分值 ÷ 线 > 0"').replace(
        '"sum(产出, 分值) = 60"', '"sum(产出, 分值) ÷ 线 = 60 或 线 > 1"'
    )
    result = scored(GIVEN + JUDGEMENT + '[facts]\n"线" = 0', body)
    assert codes(result).count("E250") == 4
    result = scored(GIVEN + JUDGEMENT + '[facts]\n"线" = 0.5', body)
    assert codes(result) == ["E524"]
    assert scored(GIVEN + JUDGEMENT, body).state == "done"


def test_equal_points_for_every_row() -> None:
    body = TABLE.replace('points = "分值"\n', "").replace('must = "分值 > 0"\n', "")
    body = body.replace('total = "sum(产出, 分值) = 60"\n', "").replace(
        'columns."分值"', 'columns."权"'
    )
    leaf = '[indicator."总和"]\npoints = 15\nrows = "产出"\n'
    leaf += 'split = { how = "equal", to = 1, remainder = '
    rows = "".join(
        row(name, 1, '"性质" = "≥"', '"目标" = 1', '"实际" = 1', '"单位" = "套"')
        for name in "甲乙丙丁"
    ).replace('"分值"', '"权"')
    points = {
        kind: [int(n.indicator.points) for n in found.walk() if n.row is not None]
        for kind in ("last", "first", "spread", "keep")
        for found in [scored(rows, body + leaf + f'"{kind}" }}\n', 15)]
    }
    assert points == {
        "last": [4, 4, 4, 3],
        "first": [3, 4, 4, 4],
        "spread": [3, 4, 4, 4],
        "keep": [4, 4, 4, 4],
    }
    assert scored(rows, body + leaf + '"keep" }\n', 15).printed == 15


def test_a_leaf_rests_on_what_its_rows_read_and_on_their_sources() -> None:
    body = LEAF.replace('actual = "实际"', 'actual = "实际 × 线"').replace("sign =", "sign =")
    given = GIVEN + JUDGEMENT + '[facts]\n"线" = { value = 1, source = "s" }'
    result = scored(given, body)
    assert facts_behind(result)["indicator.总和"] == {"线"}
    assert unsourced(result) == 40
    sourced = given.replace('"指标" = "标志"', 'source = "s"\n"指标" = "标志"')
    assert unsourced(scored(sourced, body)) == 30
    bare = given.replace(', source = "s"', "")
    assert unsourced(scored(bare, body)) == 60


def test_a_function_over_rows_rests_on_its_table() -> None:
    body = LEAF.replace("= 60\nrows", "= 50\nrows") + (
        '[indicator."别的"]\npoints = 10\nscore = "min(10, count(产出))"\n'
    )
    rows = GIVEN.replace('"分值" = 20', '"分值" = 10')
    body = body.replace(") = 60", ") = 50")
    judged = JUDGEMENT.replace("15", "9")
    result = scored(rows + judged, body)
    assert result.printed == Fraction("48.67")
    assert facts_behind(result)["indicator.别的"] == {"table:产出"}
    assert unsourced(result) == 50
    sourced = rows.replace('"一级" =', 'source = "s"\n"一级" =')
    assert unsourced(scored(sourced + judged, body)) == 0


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 20),
            st.fractions(0, 10, max_denominator=7),
            st.integers(1, 9),
            st.sampled_from(["≥", "≤", "="]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_points_and_losses_of_rows_add_up(
    drawn: list[tuple[int, Fraction, int, str]],
) -> None:
    total = sum(points for points, *_ in drawn)
    body = LEAF.replace("= 60\nrows", f"= {total}\nrows").replace(") = 60", f") = {total}")
    text = "".join(
        row(
            f"行{number}",
            points,
            f'"性质" = "{sign}"',
            f'"目标" = {target}',
            f'"实际" = "{float(actual) + 0.25:.4f}"',
            '"单位" = "套"',
            second="甲" if number % 2 else "乙",
        )
        for number, (points, actual, target, sign) in enumerate(drawn)
    )
    result = scored(text, body, total)
    assert result.printed is not None
    leaves = [node for node in result.walk() if node.row is not None]
    assert sum(node.indicator.points for node in leaves) == total
    assert sum(node.printed or 0 for node in leaves) == result.printed
    assert sum(loss.points for loss in result.losses) == total - result.printed
