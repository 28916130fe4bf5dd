"""Mutation: what became of each mutant, and examples that would notice those that were not."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from perfrules.files.from_toml import toml_document
from perfrules.model import lookup
from perfrules.studies.example_tables import examples_of
from perfrules.studies.examples import try_examples
from perfrules.studies.faults import faults_of
from perfrules.studies.mutant import mutated
from perfrules.studies.mutation import FileMutated, mutation_of
from perfrules.views.mutation import catch_text
from tests.studies.mutated_rules import written
from tests.studies.test_mutants import ABOVE, BANDS, FACTS, MORE, TABLE
from tests.studies.versions import ROOT

EDGES = """
[[example]]
name = "满分"
[example.facts]
"率" = "90%"
"合格" = true
[example.expect]
total = 10.00
"""
RULES = (
    FACTS
    + """
[indicator."甲"]
points = 10
[indicator."甲".bands]
of   = "率"
rows = [
  { in = "[90%, 100%]", score = 10 },
  { in = "[60%, 90%)", score = 6 },
  { in = "[0%, 60%)", score = 0 },
]
"""
)


def fates(found: FileMutated) -> dict[str, tuple[str, str]]:
    return {fate.mutant.node: (fate.state, fate.by) for fate in found.fates}


def test_what_became_of_each(tmp_path: Path) -> None:
    found = mutation_of(written(tmp_path, RULES + EDGES))
    told = fates(found)
    edge = "indicator.甲.bands: "
    assert told[f"{edge}90% → 91%"] == ("killed", "满分")
    assert told[f"{edge}90% → 89%"] == ("survived", "")
    assert told["indicator.甲.bands.rows.1.score: 10 → 9"] == ("killed", "满分")
    assert told["indicator.甲.bands.rows.1.score: 10 → 11"] == ("killed", "满分")
    assert Counter(state for state, _ in told.values()) == {
        state: len(found.of(state)) for state in ("killed", "survived")
    }
    assert found.problems == ()


def test_what_is_no_rule_file_any_more_is_stillborn(tmp_path: Path) -> None:
    item = '{ for = "率", each = "1%", points = 1, steps = "whole" }'
    more = f'\n[indicator."乙"]\npoints = 2\ndeduct = [ {item} ]\n'
    path = written(tmp_path, RULES + more + EDGES, points=12)
    told = fates(mutation_of(path))
    assert told["indicator.乙.deduct.1.each: 1% → 0%"] == ("stillborn", "E336")
    assert told["indicator.乙.deduct.1.points: 1 → 0"] == ("stillborn", "E336")


def mutants_in(path: Path, found: FileMutated) -> dict[str, str]:
    text = path.read_text("utf-8")
    return {fate.mutant.node: mutated(text, fate.mutant.edits) for fate in found.fates}


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (RULES + EDGES, ""),
        (BANDS + EDGES, ""),
        (
            FACTS
            + '[indicator."甲"]\npoints = 10\nscore = "分值 × 率"\n'
            + EDGES.replace("10.00", "9.00"),
            "",
        ),
        (
            ABOVE
            + """
[[example]]
name = "例"
[example.facts]
"甲数" = "1 个"
"乙数" = "2 个"
[example.judgement]
"甲" = { score = 6, origin = "reviewer" }
"乙" = { score = 1, origin = "reviewer" }
"加" = { score = 0, origin = "reviewer" }
[example.expect]
total = 7.00
""",
            MORE,
        ),
        (
            TABLE
            + """
[[example]]
name = "例"
[[example.table."表"]]
"名" = "一"
"类" = "数"
"实" = 3
"标" = 4
"分" = 10
[example.expect]
total = 7.50
""",
            "",
        ),
        (
            FACTS
            + """
[measure."比"]
value = "支出 ÷ 预算"
unit  = "%"
[finding."题"]
when    = "比 < 90%"
problem = "题"
advice  = "议"
[indicator."甲"]
value = "支出 ÷ 上年预算"
unit  = "%"
[[example]]
name = "例"
[example.facts]
"支出" = "1 万元"
"预算" = "3 万元"
"上年预算" = "3 万元"
[example.expect]
value."比" = "33.33%"
""",
            'weights = "open"',
        ),
    ],
)
def test_the_example_for_a_survivor_passes_as_it_is_and_fails_with_the_change(
    body: str, more: str, tmp_path: Path
) -> None:
    path = written(tmp_path, body, more=more)
    if "weights" in more:
        path.write_text(path.read_text("utf-8").replace("points        = 10\n", ""), "utf-8")
    before = path.read_text("utf-8")
    found = mutation_of(path, most=120)
    texts = mutants_in(path, found)
    caught = [fate for fate in found.of("survived") if fate.catch is not None]
    assert 2 * len(caught) > len(found.of("survived"))
    for fate in caught:
        example = catch_text(fate, "zh")
        tomllib.loads(example)
        path.write_text(f"{before}\n{example}\n", "utf-8")
        assert [each.passed for each in try_examples(path, only="察觉").tried] == [True], example
        path.write_text(f"{texts[fate.mutant.node]}\n{example}\n", "utf-8")
        failing = try_examples(path, only="察觉")
        assert not failing.passed, fate.mutant.node
    path.write_text(before, "utf-8")


def test_the_same_file_has_the_same_outcome(tmp_path: Path) -> None:
    path = written(tmp_path, BANDS + EDGES)
    one, two = (mutation_of(path, most=60) for _ in range(2))
    assert fates(one) == fates(two)
    assert [catch_text(fate, "en") for fate in one.fates] == [
        catch_text(fate, "en") for fate in two.fates
    ]
    assert one.tried == two.tried == 60


def test_an_accepted_survivor_is_listed_with_its_reason(tmp_path: Path) -> None:
    accepted = """
[[accept]]
code   = "W681"
node   = "indicator.甲.bands: 90% → 89%"
reason = "不要紧"
[[accept]]
code   = "W681"
node   = "indicator.甲.bands: 90% → 91%"
reason = "已察觉"
[[accept]]
code   = "W681"
node   = "没有这个改动"
reason = "过时"
"""
    path = written(tmp_path, RULES + accepted + EDGES)
    found = mutation_of(path, most=20)
    assert fates(found)["indicator.甲.bands: 90% → 89%"] == ("accepted", "不要紧")
    stale = [(problem.code, problem.fields["node"]) for problem in found.problems]
    assert stale == [("W380", "indicator.甲.bands: 90% → 91%"), ("W380", "没有这个改动")]
    assert not found.unusable
    checked = {problem.code for problem in faults_of(path)}
    assert checked == {"W301"}, "check leaves what a study finds to the study"


def test_what_an_extended_file_accepts_is_none_of_its_heirs_business(tmp_path: Path) -> None:
    base = tmp_path / "rules" / "base.toml"
    base.parent.mkdir()
    text = written(tmp_path, RULES).read_text("utf-8")
    accept = '[[accept]]\ncode = "W681"\nnode = "indicator.甲.bands: 90% → 89%"\nreason = "r"\n'
    base.write_text(f"{text}\n{accept}", "utf-8")
    heir = base.with_name("heir.toml")
    own = '[methodology]\nid = "heir"\n[indicator."甲"]\nlabel = "乙"\n'
    heir.write_text(f'format = 1\nextends = "base.toml"\n{own}', "utf-8")
    found = mutation_of(heir)
    assert (found.fates, found.problems) == ((), ())


def test_examples_must_pass_first(tmp_path: Path) -> None:
    found = mutation_of(written(tmp_path, RULES + EDGES.replace("10.00", "9.00")))
    assert [problem.code for problem in found.problems] == ["E682"]
    assert found.unusable
    assert found.problems[0].place is not None
    assert found.problems[0].place.source == 'name = "满分"'


def test_a_file_that_cannot_be_used_is_not_changed(tmp_path: Path) -> None:
    found = mutation_of(written(tmp_path, RULES.replace('"率"', '"律"', 1)))
    assert found.unusable
    assert found.fates == ()


def test_without_examples_everything_survives(tmp_path: Path) -> None:
    found = mutation_of(written(tmp_path, RULES), most=40)
    assert {fate.state for fate in found.fates} == {"survived"}


def test_where_nothing_can_be_told_apart_it_is_said(tmp_path: Path) -> None:
    body = FACTS + '[indicator."甲"]\npoints = 10\nscore = "如果(率 ≥ 0.5, 10分, 10分)"\n'
    found = mutation_of(written(tmp_path, body + EDGES), most=30)
    edge = next(f for f in found.fates if f.mutant.node.endswith("≥ → >"))
    assert (edge.state, edge.catch) == ("survived", None)
    assert found.tried == 30


def test_a_fact_that_the_mutant_no_longer_declares_is_not_what_kills_it(tmp_path: Path) -> None:
    body = """
[indicator."甲"]
points = 10
checklist = [ { item = "有制度", points = 6 }, { item = "有办法", points = 4 } ]
[[example]]
name = "都有"
[example.facts]
"有制度" = true
"有办法" = true
[example.expect]
total = 10.00
"""
    told = fates(mutation_of(written(tmp_path, body), most=20))
    assert told["indicator.甲.checklist.1: dropped"] == ("survived", "")


def test_progress_is_told_after_each(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    found = mutation_of(written(tmp_path, RULES), most=0, told=lambda *pair: seen.append(pair))
    count = len(found.fates)
    assert seen == [(done, count) for done in range(1, count + 1)]


RANKED = """
[fact."办结率"]
unit = "%"
[indicator."甲"]
points = 10
rank   = { of = "办结率", better = "higher", ties = "same", score = "SCORE" }
[[example]]
name = "并列第二"
[example.facts]
"办结率" = "97%"
[example.peers]
"甲" = ["98%", "97%", "95%"]
[example.expect]
total = 8.00
[[example]]
name = "末名"
like = "并列第二"
[example.facts]
"办结率" = "10%"
[example.expect]
total = 4.00
[[example]]
name = "没有其他单位，待定"
[example.facts]
"办结率" = "97%"
[example.expect]
open = true
"""

RANKED = RANKED.replace("SCORE", "max(分值 − 2分 × (名次 − 1), 0)")


def test_places_are_tested_among_peers(tmp_path: Path) -> None:
    path = written(tmp_path, RANKED)
    assert try_examples(path).passed
    told = fates(mutation_of(path, most=5))
    for change in ("better: higher → lower", "ties: same → average"):
        assert told[f"indicator.甲.rank.{change}"][0] == "killed"


@pytest.mark.parametrize(
    ("peers", "code"),
    [('"乙" = ["1%"]', "E623"), ('"甲" = ["1 个"]', "E241"), ('"甲" = [1]', "E136")],
)
def test_peers_that_cannot_be_compared_are_refused_at_their_place(
    peers: str, code: str, tmp_path: Path
) -> None:
    path = written(tmp_path, RANKED.replace('"甲" = ["98%", "97%", "95%"]', peers))
    first = try_examples(path).tried[0]
    assert [problem.code for problem in first.problems] == [code]
    assert first.problems[0].place is not None
    assert first.problems[0].place.source == peers


SHIPPED = (
    "beijing/department/2022.toml",
    "mof/poverty-funds/undated.toml",
    "mwr/water-year/2016.toml",
)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_change_of_a_shipped_rule_file_goes_unnoticed(name: str) -> None:
    found = mutation_of(ROOT / "rules" / name, most=0)
    assert [fate.mutant.node for fate in found.of("survived")] == []
    assert found.problems == ()


def test_a_text_in_the_place_of_a_rule_file_is_read_like_it(tmp_path: Path) -> None:
    path = written(tmp_path, RULES + EDGES)
    text = path.read_text("utf-8").replace("score = 6", "score = 5")
    rules = lookup.methodology_in(toml_document(text, str(path)), lookup.rule_roots(path))
    assert len(examples_of(rules)) == 1
