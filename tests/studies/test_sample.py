"""Generated fact sets keep to the rules and lie where the rules turn."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules import FactSet, Methodology, Refused, Result, score
from perfrules.formula.tree import Call
from perfrules.studies.sample import sampled, seeded
from tests.studies.packs import SHIPPED, bare, full, methodology, name_of, shipped

OF_THE_RULES = {
    "E250",
    "E254",
    "E255",
    "E256",
    "E257",
    "E258",
    "E259",
    "E260",
    "E501",
    "E502",
    "E525",
}
"""What the rules themselves may refuse: a zero denominator, a gap, no row that is asked for."""


def made(rules: Methodology, count: int) -> Iterator[tuple[FactSet, Result]]:
    for number in range(count):
        facts = sampled(rules, seeded(7, number))
        yield facts, score(rules, facts)


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_they_keep_to_the_rules_of_every_shipped_methodology(path: Path) -> None:
    rules = shipped(path)
    states = Counter[str]()
    for _, result in made(rules, 12):
        errors = {each.code for each in result.problems if each.severity == "error"}
        assert errors <= OF_THE_RULES
        assert not any(name in rules.facts for name in result.missing)
        states[result.state] += 1
    assert states["refused"] <= 6
    assert (
        states["done"] or rules.above.gaps or any(name == "population" for name in _missing(rules))
    )


def _missing(rules: Methodology) -> Iterator[str]:
    for _, result in made(rules, 1):
        yield from result.missing


def test_the_same_chance_makes_the_same_facts() -> None:
    one, other = (bare(sampled(full(), seeded(5, 0))) for _ in range(2))
    assert one == other
    assert bare(sampled(full(), seeded(5, 1))) != one


def test_they_are_where_the_rules_turn() -> None:
    """Of 240, some meet each edge exactly, and some miss it by one last digit."""
    seen = Counter[str]()
    digit = Fraction(1, 10_000)
    for facts, result in made(full(), 240):
        value = {name: fact.value for name, fact in facts.facts.items()}
        satisfied, budget, spent = value["满意率"], value["预算"], value["支出"]
        assert isinstance(satisfied, Fraction)
        assert isinstance(budget, Fraction)
        assert isinstance(spent, Fraction)
        for edge in (Fraction(8, 10), Fraction(95, 100)):
            for beside in (-1, 0, 1):
                seen[f"满意率 {edge} {beside}"] += satisfied == edge + beside * digit
        seen["支出 = 预算"] += spent == budget
        seen["支出 = 预算 ± 0.01"] += abs(spent - budget) == 100
        seen["支出 = 10%"] += spent * 10 == budget
        seen["10% − 0.01"] += 0 < budget / 10 - spent <= 100
        days = value["到期"] - value["送达"]  # type: ignore[operator]
        seen["30 天"] += days == timedelta(days=30)
        seen["29 天"] += days == timedelta(days=29)
        seen["到期 = 验收"] += value["到期"] == value["验收"]
        judged = facts.judgements["评"].score
        seen["满分"] += judged == 20
        seen["档界"] += judged in (10, 15)
        seen["档界之下"] += judged in (Fraction(19, 2), Fraction(29, 2))
        seen["加分数没有"] += "加分数" not in value
        seen["加分数有"] += "加分数" in value
        assert result.printed is not None
        seen["90"] += result.printed == 90
        seen["89.99"] += result.printed == Fraction("89.99")
        leaf = result["执行"].exact
        assert leaf is not None
        seen["正中"] += (leaf * 200).denominator == 1 and (leaf * 100).denominator == 2
        seen["一行"] += len(facts.tables["产出"]) == 1
        seen["几行"] += len(facts.tables["产出"]) > 2
        seen["没有行"] += not facts.tables["任务"]
        seen["否决"] += any(told.holds is True for told in result.above.vetoes)
    assert [edge for edge, times in seen.items() if not times] == []


def test_ties_hold_and_tables_add_up() -> None:
    for facts, result in made(full(), 30):
        assert result.state == "done", [each.message("en") for each in result.problems]
        assert all(told.holds is not False for told in result.above.ties)
        rows = facts.tables["产出"]
        assert (
            sum(cell for row in rows if isinstance(cell := row.cells["分值"].value, Fraction)) == 10
        )
        assert (
            sum(cell for row in rows if isinstance(cell := row.cells["权重"].value, Fraction)) == 1
        )
        names = {row.name for row in facts.tables["任务"]}
        assert all(name in names for row in rows for links in row.links.values() for name in links)


def test_numbers_are_plausible() -> None:
    for facts, _ in made(full(), 30):
        for name, fact in facts.facts.items():
            if isinstance(fact.value, Fraction):
                assert abs(fact.value) < 10**12, name
                assert fact.decimals <= 2
                assert name != "逾期" or fact.decimals == 0


GAP = """
[fact."甲"]
kind = "number"
range = "[0, 1]"
[indicator."一"]
points = 10
hit = "first"
cases = [ { when = "甲 > 2", score = "10" } ]
"""


def test_what_the_rules_cannot_score_comes_too() -> None:
    rules = methodology(GAP, points=10)
    codes = {each.code for _, result in made(rules, 5) for each in result.problems}
    assert codes == {"E257"}


IMPOSSIBLE = """
[fact."甲"]
kind = "number"
range = "[0, 1]"
[fact."乙"]
kind = "number"
range = "[5, 6]"
[indicator."一"]
points = 10
score = "如果(甲 > 乙, 10, 0)"
[tie."不可能"]
that = "甲 = 乙"
severity = "error"
"""


def test_where_none_can_be_made_it_says_so() -> None:
    with pytest.raises(Refused) as refused:
        sampled(methodology(IMPOSSIBLE, points=10), seeded(0, 0))
    (problem,) = refused.value.problems
    assert problem.code == "E661"
    assert "E530" in problem.message("en")


ROWS = """
[table."表"]
name = "名"
points = "分"
columns."名" = "text"
columns."分" = "number"
must = "分 > 100"
[[table."表".score]]
judged = true
[indicator."一"]
points = 10
rows = "表"
"""


def test_so_it_does_for_rows() -> None:
    with pytest.raises(Refused) as refused:
        sampled(methodology(ROWS, points=10), seeded(0, 0))
    assert [each.code for each in refused.value.problems] == ["E661"]


FALLBACK = (
    ROWS.replace('must = "分 > 100"', 'must = "分 = 4 或 分 = 6"')
    + """
[[example]]
name = "两行"
[[example.table."表"]]
"名" = "甲"
"分" = 4
[[example.table."表"]]
"名" = "乙"
"分" = 6
[example.judgement."表"."甲"]
score = 4
origin = "reviewer"
[example.judgement."表"."乙"]
score = 5
origin = "reviewer"
[example.expect]
total = 9
"""
)


def test_an_example_helps_where_rows_are_hard_to_find() -> None:
    for facts, result in made(methodology(FALLBACK, points=10), 10):
        assert result.state == "done"
        assert {row.name for row in facts.tables["表"]} == {"甲", "乙"}


MONTHS = """
[fact."起"]
kind = "date"
[fact."止"]
kind = "date"
[fact."限"]
unit = "月"
range = "[1, 12]"
[indicator."一"]
points = 10
score = "如果(满月数(起, 止) ≤ 限, 10, 0)"
"""


def test_full_months_are_met_too() -> None:
    seen = Counter[Fraction]()
    for facts, result in made(methodology(MONTHS, points=10), 60):
        outcome, limit = result["一"].outcome, facts.facts["限"].value
        assert outcome is not None
        assert isinstance(limit, Fraction)
        months = next(s.value for s in outcome.evaluation.steps if isinstance(s.node, Call))
        assert isinstance(months, Fraction)
        seen[months - limit] += 1
    assert seen[Fraction(0)]
    assert seen[Fraction(1)]


def test_a_range_of_whole_numbers_is_kept() -> None:
    rules = methodology(MONTHS, points=10)
    for facts, _ in made(rules, 30):
        value = facts.facts["限"].value
        assert isinstance(value, Fraction)
        assert value.denominator == 1
        assert 1 <= value <= 12


NEEDED = """
[fact."甲"]
kind = "number"
range = "[0, 10]"
optional = true
[fact."乙"]
kind = "date"
optional = true
[fact."丙"]
choice = ["子", "丑"]
optional = true
[fact."丁"]
kind = "yes/no"
optional = true
[indicator."一"]
points = 10
score = "如果(丁 且 丙 = '子' 且 days(乙, 乙) = 0, 甲, 0)"
"""


def test_optional_facts_come_where_the_score_needs_them() -> None:
    states = Counter(result.state for _, result in made(methodology(NEEDED, points=10), 60))
    assert states["done"] > 40
    assert states["open"]


FIFTH = "甲 × 甲 × 甲 × 甲 × 甲"  # nothing of this degree is solved
UNSOUND = (
    IMPOSSIBLE.replace('甲 = 乙"', f'{FIFTH} = 乙"')
    + """
[[example]]
name = "一处成立"
[example.facts]
"甲" = 1
[example.expect]
open = true
[[example]]
name = "另一处"
[example.facts]
"甲" = 0.5
"乙" = 5
[example.expect]
error = "E530"
"""
)


def test_examples_that_do_not_hold_do_not_help() -> None:
    with pytest.raises(Refused):
        sampled(methodology(UNSOUND, points=10), seeded(0, 0))


def test_an_example_is_taken_where_nothing_else_can_be_made() -> None:
    held = UNSOUND.replace('"甲" = 0.5\n"乙" = 5', '"甲" = 1\n"乙" = 5').replace(
        f'that = "{FIFTH} = 乙"', f'that = "{FIFTH} × 3125 = {FIFTH.replace("甲", "乙")}"'
    )
    (taken,) = (facts for facts, _ in made(methodology(held, points=10), 1))
    assert {name: fact.value for name, fact in taken.facts.items()} == {"甲": 1, "乙": 5}
    unread = held.replace('[[example]]\nname = "一处成立"', '[[example]]\nname = "另一处"')
    with pytest.raises(Refused):
        sampled(methodology(unread, points=10), seeded(0, 0))


LINKED = """
[fact."界"]
unit = "个"
range = "[1, 5]"
[table."甲"]
name = "名"
points = "分"
columns."名" = "text"
columns."分" = "number"
columns."数" = { unit = "个" }
columns."伴" = { refers = "乙" }
must = "数 ≤ 5个"
[[table."甲".score]]
score = "如果(数 ≥ 界, 分值, 0)"
[table."乙"]
name = "名"
columns."名" = "text"
columns."伴" = { refers = "甲", many = true }
total = "count(乙) ≥ 0 且 count(乙) ≤ 9"
[indicator."一"]
points = 0.5
rows = { table = "甲", where = "数 ≥ 1个" }
"""


def test_tables_that_name_each_other_and_a_fact_in_their_rows() -> None:
    for facts, result in made(methodology(LINKED, points="0.5"), 20):
        assert result.state == "done", [each.message("en") for each in result.problems]
        assert len(facts.tables["甲"]) == 1
