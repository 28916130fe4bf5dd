"""The page's own reckoning against the engine: every rule file, every state, to the last digit."""

from collections.abc import Iterator
from contextlib import chdir
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from playwright.sync_api import Browser

from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.scoring.loading import load_facts, load_methodology
from perfrules.scoring.population import ranks_in, score_all
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.sample import sampled
from tests.browser import Engine
from tests.house.pages import ROOT
from tests.scoring.rules import facts, rules

HERE = Path(__file__).parent
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
RULES = sorted(
    path for path in (ROOT / "rules").rglob("*.toml") if path.parent.name != "parameters"
)
EVERYTHING = HERE / "pack" / "rules" / "demo" / "everything.toml"
SETS = 20
"""Fact sets by chance for each rule file."""


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def engine(browser: Browser) -> Iterator[Engine]:
    page = browser.new_page()
    yield Engine(page)
    page.close()


@pytest.mark.parametrize("path", EXAMPLES, ids=called)
def test_it_comes_to_the_same_for_every_example(engine: Engine, path: Path) -> None:
    given = load_facts(path)
    assert engine.differences(score(given.rules, given)) == []


def test_it_comes_to_the_same_in_every_state(engine: Engine, result: Result) -> None:
    assert engine.differences(result) == []


@pytest.mark.parametrize("path", RULES, ids=called)
def test_it_comes_to_the_same_for_facts_by_chance(engine: Engine, path: Path) -> None:
    methodology, random = load_methodology(path), Random(called(path))  # noqa: S311
    results = [score(methodology, sampled(methodology, random)) for _ in range(SETS)]
    assert [engine.differences(result) for result in results] == [[]] * SETS
    before = results[0]
    for after in results[1:]:
        if before.facts.tables == after.facts.tables and before.facts.picked == after.facts.picked:
            assert engine.after_changes(before, after) == []


def with_gaps(given: FactSet, random: Random) -> FactSet:
    """The fact set, half of the time with something missing."""
    if random.random() < 0.5:
        given = evolve(given, facts={k: v for k, v in given.facts.items() if random.random() < 0.9})
    if random.random() < 0.2:
        given = evolve(given, judgements={})
    if random.random() < 0.1:
        given = evolve(given, tables={})
    return given if random.random() < 0.9 else evolve(given, picked={})


def test_it_comes_to_the_same_for_everything_that_can_be_written(engine: Engine) -> None:
    methodology, random = load_methodology(EVERYTHING), Random(7)  # noqa: S311
    sets = [with_gaps(sampled(methodology, random), random) for _ in range(60)]
    results = [score(methodology, each) for each in sets]
    assert [engine.differences(result) for result in results] == [[]] * len(results)
    told = {node.out for result in results for node in result.walk()}
    held = {veto.holds for result in results for veto in result.above.vetoes}
    assert told == {"", "not_applicable", "not_picked"}
    assert held == {True, False, None}
    assert {result.state for result in results} >= {"done", "open"}


def with_other_cells(given: FactSet, random: Random) -> FactSet:
    """The fact set with other numbers in the rows of its table, or with none."""
    rows = []
    for row in given.tables["产出表"]:
        cells = dict(row.cells)
        if "实际" in cells:
            value = Fraction(random.randint(0, 3000), 100)
            cells["实际"] = evolve(cells["实际"], value=value)
            if random.random() < 0.2:
                del cells["实际"]
        rows.append(evolve(row, cells=cells))
    return evolve(given, tables={"产出表": tuple(rows)})


def test_a_changed_cell_of_a_row_moves_what_rests_on_it(engine: Engine) -> None:
    methodology, random = load_methodology(EVERYTHING), Random(11)  # noqa: S311
    totals = set()
    for _ in range(12):
        given = sampled(methodology, random)
        before, after = (
            score(methodology, each) for each in (given, with_other_cells(given, random))
        )
        assert engine.after_changes(before, after) == []
        totals.add(before.low != after.low)
    assert True in totals


RANKED = """
[fact."支出"]
unit = "万元"
[indicator."执行"]
points = 100
rank = { of = "支出", better = "higher", ties = "average", score = "分值 − 10 × (名次 − 1) ÷ 总数" }
"""


def test_places_stay_as_they_were(engine: Engine) -> None:
    methodology: Methodology = rules(RANKED)
    given = [facts(methodology, f'[facts]\n"支出" = "{n} 万元"\n') for n in (1, 3, 3, 7)]
    given.append(facts(methodology, ""))
    assert ranks_in(methodology) == ("执行",)
    results = score_all(methodology, given)
    assert [engine.differences(result) for result in results] == [[]] * 5
    assert engine.differences(score(methodology, given[0])) == []


def test_a_wrong_figure_is_noticed(engine: Engine) -> None:
    with chdir(ROOT):
        given = load_facts("examples/beijing-traffic-2022.toml")
    result = score(given.rules, given)
    assert result.printed is not None
    wrong = evolve(result, printed=result.printed + 1)
    assert engine.differences(wrong) == ['printed: "1887/20" ≠ "1907/20"']
