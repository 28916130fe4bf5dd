"""The shipped Beijing methodologies with the published case: everything that was printed ties."""

from datetime import date
from pathlib import Path

import pytest

from perfrules.files.from_toml import read_toml
from perfrules.model.lookup import load_methodology, rule_roots
from perfrules.model.read_facts import facts_from
from perfrules.model.terms import Span
from perfrules.scoring.result import Result
from perfrules.scoring.score import score

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = ("beijing-traffic-2022.toml", "beijing-traffic-2022-illustrated.toml")


@pytest.fixture(params=FILES)
def result(request: pytest.FixtureRequest) -> Result:
    path = EXAMPLES / str(request.param)
    document = read_toml(path)
    year = Span(date(2022, 1, 1), date(2022, 12, 31))
    methodology = load_methodology(document.values["methodology"], year, rule_roots(path))
    return score(methodology, facts_from(document, methodology))


def test_the_published_scores_and_the_total_follow(result: Result) -> None:
    published = result.facts.published
    assert published is not None
    assert result.printed == published.number("total")
    assert result.grade is not None
    assert result.grade.name == published.text("grade")
    for key, row in published.named("score").items():
        rate = result[key].rate
        assert result[key].printed == row.number("score")
        assert rate is not None
        assert f"{round(rate * 10_000) / 100:.2f}%" == row.text("rate")


def test_the_published_rates_follow_but_for_one_difference_of_rounded_rates(
    result: Result,
) -> None:
    published = result.facts.published
    assert published is not None
    shown = {
        each.measure.name: f"{round(value * 10_000) / 100:.2f}%"
        for each in result.measures
        if not isinstance(value := each.outcome.value, bool | str | date | None)
    }
    assert shown["结转结余率增减"] == "3.97%"
    differing = {
        name: published.raw(name)
        for name in shown
        if name in published and published.raw(name) != shown[name]
    }
    texts = [row if isinstance(row, str) else row["value"] for row in differing.values()]
    assert texts in ([], ["3.96%"])


def test_nothing_reconstructed_passes_for_published(result: Result) -> None:
    origins = {each.origin for each in result.facts.judgements.values()}
    reconstructed = result.methodology.id == "beijing/department-leaves"
    assert origins == ({"reconstructed"} if reconstructed else {"published"})
    for each in result.facts.judgements.values():
        assert each.reason
        assert ("重构" in each.reason) == reconstructed
    points = result.by_status()
    rest = "assumed" if reconstructed else "official"  # the points of table 3, no rule beside them
    assert points == {"inferred": 20, rest: 80}
