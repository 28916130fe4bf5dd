"""The bounds of a methodology hold for every score, of the shipped rules and those of the guide."""

import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from perfrules.files.from_toml import toml_document
from perfrules.model import lookup
from perfrules.model.declared import FactRule
from perfrules.model.facts import Fact, FactSet, TableRow, Value
from perfrules.model.from_tables import methodology_from
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.model.stretches import Stretch
from perfrules.readings.extents import EVERYWHERE, truth_in
from perfrules.scoring.bounds import Bounds, bounds_of
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.example_tables import examples_of
from perfrules.studies.faults import rule_files
from tests.house.pages import ROOT
from tests.house.test_guide import GUIDES, complete, frame_of, rules_of
from tests.model.small import HEAD, facts, rules

TIMES = 12
"""How often each example is scored, the first time as it stands."""
SHIPPED = rule_files(ROOT / "rules")
OF_ROWS = {"E520", "E521", "E523", "E524"}
"""Rows that break a rule of their table: no score counts then."""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT / "rules")))
def test_no_score_of_a_shipped_rule_file_lies_outside(path: Path) -> None:
    hold(lookup.methodology_at(path, lookup.rule_roots(path, [])))


@pytest.mark.parametrize("number", range(len(rules_of(GUIDES["zh"]))))
def test_no_score_of_the_guide_lies_outside(number: int, tmp_path: Path) -> None:
    block = rules_of(GUIDES["zh"])[number]
    path = tmp_path / "page.toml"
    path.write_text(complete(block.text, frame_of(GUIDES["zh"])), "utf-8")
    hold(lookup.methodology_at(path, []))


def hold(methodology: Methodology) -> None:
    """Score the examples of a methodology, and the same with other values, against its bounds."""
    bounds = bounds_of(methodology)
    chance = random.Random(methodology.id)  # noqa: S311  # no secret, and the same each time
    scored = 0
    for example in examples_of(methodology):
        try:
            given = facts_from(example.document, methodology)
        except Exception:  # noqa: BLE001, S112  # examples that expect to be refused
            continue
        for time in range(TIMES):
            result = score(methodology, given if time == 0 else moved(given, methodology, chance))
            if not any(problem.code in OF_ROWS for problem in result.problems):
                scored += 1
                assert list(outside(result, bounds)) == []
    assert scored or not methodology.examples


def moved(given: FactSet, methodology: Methodology, chance: random.Random) -> FactSet:
    """The same fact set with other numbers and answers within the declared ranges."""
    found = {
        name: evolve(fact, value=value_of(methodology.facts[name], fact, chance))
        for name, fact in given.facts.items()
    }
    tables = {
        name: tuple(moved_row(row, methodology, chance) for row in rows)
        for name, rows in given.tables.items()
    }
    return evolve(given, facts=found, tables=tables)


def moved_row(row: TableRow, methodology: Methodology, chance: random.Random) -> TableRow:
    points = methodology.tables[row.table].points
    cells = dict(row.cells)
    for name, cell in row.cells.items():
        if isinstance(cell.value, Fraction) and name != points:
            share = Fraction(chance.randint(-2, 12), 8)
            cells[name] = evolve(cell, value=cell.value * share)
    return evolve(row, cells=cells)


def value_of(rule: FactRule, fact: Fact, chance: random.Random) -> Value:
    if rule.kind == "yes/no":
        return chance.random() < 0.5
    if rule.choice:
        return chance.choice(rule.choice)
    if not isinstance(fact.value, Fraction):
        return fact.value
    limits = rule.limits or Stretch(None, None, low_closed=False, high_closed=False)
    size = abs(fact.value) or rule.unit.factor
    ends = [end for end in (limits.low, limits.high) if end is not None]
    tried = [*ends, fact.value * Fraction(chance.randint(0, 16), 8), -size, size * 1000]
    if len(ends) == 2:
        tried += [ends[0] + (ends[1] - ends[0]) * Fraction(chance.randint(0, 40), 40)] * 4
    return chance.choice([value for value in tried if limits.holds(value)] or [fact.value])


def outside(result: Result, bounds: Bounds) -> Iterator[str]:
    """What came to something that its bounds do not hold."""
    for measured in result.measures:
        value = measured.outcome.value
        address = f"measure.{measured.measure.name}"
        if isinstance(value, Fraction) and not bounds.of(address).holds(value):
            yield f"{address} = {value}"
    for node in (*result.walk(), *result.above.extras):
        address, outcome = node.indicator.address, node.outcome
        if node.row is not None or address not in bounds.scores:
            continue
        value = None if outcome is None or address not in bounds.seen else outcome.value
        if isinstance(value, Fraction) and not bounds.of(address).holds(value):
            yield f"{address} reckoned {value}"
        exact = node.exact if node.factor == 1 else None
        if exact is not None and not bounds.scores[address].holds(exact):
            yield f"{address} = {exact}"
    for told in result.above.vetoes:
        if told.outcome.value not in (
            None,
            *truth_in(bounds.seen[f"veto.{told.veto.name}"].extent),
        ):
            yield f"veto {told.veto.name}"
    if result.exact is not None and not bounds.total.holds(result.exact):
        yield f"total = {result.exact}"


BAND = """
[fact."支出"]
unit = "万元"
range = ">= 0"
[fact."预算"]
unit = "万元"
range = "> 0"
[fact."上年"]
unit = "万元"
range = "[10, 20]"
from_parameters = true
[measure."执行率"]
value = "支出 ÷ 预算"
[measure."变动率"]
value = "(支出 − 预算) ÷ 预算"
[indicator."甲"]
points = 10
value = "min(执行率, 1)"
score = "分值 × 指标值"
"""


def test_each_measure_and_score_is_bounded_by_address() -> None:
    bounds = bounds_of(rules(BAND))
    assert bounds.of("measure.执行率").text() == "[0, ∞)"
    assert bounds.of("measure.变动率").text() == "[-1, ∞)"
    assert bounds.of("value.甲").text() == "[0, 1]"
    assert bounds.of("indicator.甲").text() == "[0, 10]"
    assert bounds.scores["indicator.甲"] == bounds.total


def test_a_score_is_cut_only_where_the_file_says_so() -> None:
    wide = '[fact."得"]\nunit = "分"\nrange = "[-5, 15]"\n[indicator."甲"]\npoints = 10\n'
    bounds = bounds_of(rules(f'{wide}score = "得"\ncap = 12'))
    assert bounds.of("indicator.甲").text() == "[-5, 15]"
    assert bounds.scores["indicator.甲"].text() == "[0, 12]"


def test_a_parameter_is_what_its_file_says() -> None:
    methodology = rules(BAND)
    assert bounds_of(methodology).reading.names["上年"] == methodology.facts["上年"].limits
    beijing = lookup.methodology_at(ROOT / "rules/beijing/department/2022.toml", [ROOT / "rules"])
    (given,) = [each for each in beijing.parameters if each.fact == "市级平均差异率"]
    extent = bounds_of(beijing).reading.names["市级平均差异率"]
    assert isinstance(extent, Stretch)
    assert (extent.low, extent.high) == (given.value, given.value)


def test_a_leaf_is_read_where_it_applies() -> None:
    bounds = bounds_of(
        rules(
            """
[fact."数"]
unit = "项"
range = ">= 0"
[indicator."甲"]
points = 4
applies = "数 > 0 项"
otherwise = "full"
score = "分值 ÷ max(数 ÷ 1项, 1) "
[indicator."乙"]
points = 6
score = "如果(得分(甲) ≥ 2分, 6, 得分率(甲) × 3)"
""".replace("> 0 项", "> 0")
        )
    )
    assert bounds.of("indicator.甲").text() == "(0, 4]"
    assert bounds.scores["indicator.甲"].text() == "[0, 4]"
    assert bounds.of("indicator.乙").text() == "[0, 6]"


def test_bounds_hold_a_fact_set_given_as_text() -> None:
    methodology = rules(BAND)
    given = facts(methodology, "支出 = 3 万元; 预算 = 4 万元")
    assert list(outside(score(methodology, given), bounds_of(methodology))) == []


def test_a_score_outside_is_told_by_these_tests() -> None:
    methodology = rules(BAND)
    result = score(methodology, facts(methodology, "支出 = 3 万元; 预算 = 4 万元"))
    none = Stretch(Fraction(0), Fraction(0), low_closed=False, high_closed=False)
    bounds = bounds_of(methodology)
    nothing = evolve(
        bounds,
        seen={address: evolve(seen, extent=none) for address, seen in bounds.seen.items()},
        scores=dict.fromkeys(bounds.scores, none),
        total=none,
    )
    told = list(outside(result, nothing))
    assert [each.split(" ")[0] for each in told] == [
        "measure.执行率", "measure.变动率", "indicator.甲", "indicator.甲", "total",
    ]  # fmt: skip


ABOVE = """
[fact."数"]
unit = "项"
range = "[0, 3]"
[fact."坏"]
kind = "yes/no"
[indicator."甲"]
points = 10
judged = true
[bonus."加"]
at_most = 5
value = "数 ÷ 1项"
score = "min(指标值, 2)"
[veto."零"]
when = "坏"
says = "坏"
score = 0
[veto."限"]
when = "数 > 2"
says = "多"
cap = 4
[veto."无"]
when = "数 > 5"
says = "不会"
cap = 1
"""


def test_bonus_and_vetoes_move_the_total() -> None:
    limits = "points = 10\ntotal_at_most = 15\ntotal_floor = 0"
    document = HEAD.format(points=10).replace("points = 10", limits) + ABOVE
    methodology = methodology_from(toml_document(document, "rules.toml"))
    bounds = bounds_of(methodology)
    assert bounds.of("value.加").text() == "[0, 3]"
    assert bounds.scores["bonus.加"].text() == "[0, 2]"
    assert bounds.total.text() == "[0, 12]"
    assert truth_in(bounds.seen["veto.无"].extent) == frozenset({False})


RESCALED = """
[fact."有"]
kind = "yes/no"
[fact."数"]
unit = "项"
range = "[0, 3]"
[indicator."甲"]
points = 10
applies = "有"
otherwise = "rescale_total"
judged = true
[indicator."乙"]
points = 0
{floor}
score = "0 − 数 ÷ 1项"
"""


def test_what_has_no_points_cannot_be_rescaled() -> None:
    bounds = bounds_of(rules(RESCALED.format(floor="floor = -5")))
    assert bounds.scores["indicator.乙"].text() == "[-3, 0]"
    assert bounds.total == EVERYWHERE
    bounds = bounds_of(rules(RESCALED.format(floor="")))
    assert bounds.scores["indicator.乙"].text() == "0"
    assert bounds.total.text() == "[0, 10]"


def test_a_day_may_be_a_parameter(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    (folder / "parameters").mkdir(parents=True)
    (folder / "parameters" / "days.toml").write_text(
        "format = 1\n"
        '[[parameter."截止日"]]\nfrom = 2022-01-01\nto = 2022-12-31\n'
        'value = 2022-06-30\nbasis = "通知"\n'
        '[[parameter."截止日"]]\nfrom = 2023-01-01\nto = 2023-12-31\n'
        'value = 2022-07-30\nbasis = "通知"\n',
        "utf-8",
    )
    text = """
[fact."截止日"]
kind = "date"
from_parameters = true
[fact."起始日"]
kind = "date"
from_parameters = true
[indicator."甲"]
points = 10
score = "如果(天数(起始日, 截止日) > 0天, 10, 0)"
"""
    (folder / "rules.toml").write_text(HEAD.format(points=10) + text, "utf-8")
    methodology = lookup.methodology_at(folder / "rules.toml", [folder])
    names = bounds_of(methodology).reading.names
    assert names["起始日"] == EVERYWHERE
    extent = names["截止日"]
    assert isinstance(extent, Stretch)
    assert extent.low is not None
    assert extent.high == extent.low + 30
