"""Hypothesis looks for fact sets of which something holds."""

import importlib
import sys

import pytest

from perfrules import FactSet, Refused, score
from perfrules.studies.search import searched
from tests.studies.packs import bare, full, methodology
from tests.studies.test_sample import IMPOSSIBLE


def vetoed(facts: FactSet) -> bool:
    return any(told.holds is True for told in score(full(), facts).above.vetoes)


def test_what_is_there_is_found_and_the_same_each_time() -> None:
    one = searched(full(), vetoed, most=300, seed=4)
    other = searched(full(), vetoed, most=300, seed=4)
    assert one is not None
    assert other is not None
    assert vetoed(one)
    assert bare(one) == bare(other)


def test_what_is_not_there_is_not_found() -> None:
    assert searched(full(), lambda facts: score(full(), facts).high > 110, most=40) is None


def test_where_no_facts_can_be_made_it_does_not_say_that_it_searched() -> None:
    with pytest.raises(Refused) as refused:
        searched(methodology(IMPOSSIBLE, points=10), vetoed)
    assert [problem.code for problem in refused.value.problems] == ["E661"]


@pytest.mark.parametrize("module", ["perfrules.studies.search", "perfrules.testing"])
def test_without_hypothesis_it_says_what_to_install(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.delitem(sys.modules, "perfrules.studies.search", raising=False)
    with pytest.raises(Refused) as refused:
        importlib.import_module(module)
    (problem,) = refused.value.problems
    assert problem.code == "E608"
    assert "perfrules[testing]" in str(problem.render("en"))
