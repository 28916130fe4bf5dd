"""Strategies that are offered to users: laws of every shipped methodology, and how they fail."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfrules import FactSet, Methodology, score
from perfrules.testing import fact_sets, methodologies
from tests.studies.packs import ROOT, SHIPPED, full, name_of, shipped

few = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_laws_of_every_score(path: Path) -> None:
    rules = shipped(path)

    @few
    @given(fact_sets(rules))
    def holds(facts: FactSet) -> None:
        result = score(rules, facts)
        assert result.low <= result.high
        for node in result.walk():
            assert node.low <= node.high
            if node.printed is not None and node.exact is not None and not node.children:
                step = node.indicator.rounding.to
                assert abs(node.printed - node.exact) < step
                assert node.printed % step == 0
            if node.exact is not None and not node.out and node.row is None:
                assert node.indicator.lowest * node.factor <= node.exact
        if result.state == "done" and result.printed is not None:
            lost = sum((loss.points for loss in result.losses), Fraction(0))
            bonus = sum((s.printed or Fraction(0) for s in result.above.bonuses), Fraction(0))
            assert rules.points - result.printed == lost
            assert bonus >= 0
            assert result.printed % rules.rounding.to == 0
            assert len(result.grades) == (1 if rules.grades else 0)

    holds()


@given(fact_sets(full()))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_more_can_be_asked_than_one_fact_set(facts: FactSet) -> None:
    result = score(full(), facts)
    assert result.printed is not None
    assert 0 <= result.printed <= 110


def test_a_failure_prints_a_fact_file_that_is_small() -> None:
    seen: list[FactSet] = []

    @settings(max_examples=100, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(fact_sets(shipped(ROOT / "rules/pingbian/project/2022.toml")))
    def fails(facts: FactSet) -> None:
        seen.append(facts)
        assert facts.facts["全年支出合计"].value != facts.facts["全年预算经费"].value

    with pytest.raises(AssertionError) as failed:
        fails()
    printed = "\n".join(failed.value.__notes__)
    assert 'methodology = "pingbian/project"' in printed
    assert "<FactSet of pingbian/project: " in printed
    assert len(printed) < 4000
    last = seen[-1]
    assert last.facts["全年支出合计"].value == last.facts["全年预算经费"].value
    assert max(len(fact.text) for fact in last.facts.values()) <= 12


@given(methodologies(), st.data())
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
def test_shipped_methodologies_are_offered(rules: Methodology, data: st.DataObject) -> None:
    facts = data.draw(fact_sets(rules))
    assert facts.rules is rules


def test_methodologies_of_a_folder(tmp_path: Path) -> None:
    source = (SHIPPED[0]).read_text("utf-8")
    base = SHIPPED[0].parents[2]
    assert "extends" in source
    assert base.name == "rules"
    for path in base.rglob("*.toml"):
        copy = tmp_path / path.relative_to(base)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    found = methodologies(tmp_path)

    @settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
    @given(found)
    def holds(rules: Methodology) -> None:
        assert Path(rules.documents[0].path).is_relative_to(tmp_path)

    holds()
