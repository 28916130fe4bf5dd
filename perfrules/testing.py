"""For tests of rules: Hypothesis strategies of fact sets, and of the methodologies of a folder.

>>> from hypothesis import given
>>> from perfrules import load_methodology, score
>>> from perfrules.testing import fact_sets
>>> rules = load_methodology("beijing/department@2022")
>>> @given(fact_sets(rules))
... def test_nobody_gets_more_than_all_points(facts):
...     result = score(rules, facts)
...     assert result.high <= rules.points
>>> test_nobody_gets_more_than_all_points()
"""

from pathlib import Path

from perfrules.extras import needing
from perfrules.model.facts import FactSet
from perfrules.model.lookup import shipped_rules
from perfrules.model.methodology import Methodology
from perfrules.model.parameters import FOLDER
from perfrules.model.within import files_below
from perfrules.scoring.loading import load_methodology
from perfrules.studies import search
from perfrules.views.fact_file import fact_file

with needing("testing"):
    from hypothesis import currently_in_test_context, note
    from hypothesis import strategies as st

__all__ = ["fact_sets", "methodologies"]


def fact_sets(methodology: Methodology) -> st.SearchStrategy[FactSet]:
    """Fact sets of a methodology that keep to its rules, many values of them at edges.

    Ranges, choices, ties, tables and their totals hold; optional facts come and go; judgements
    are "reconstructed", with a reason that says they were generated. A few cannot be scored
    because of the rules themselves (a denominator that may be zero, a gap): what must hold of
    scores begins with `if result.state == "done"`. A test that fails prints the fact set as a
    ready fact file. They shrink toward few digits, few rows and full points;
    `perfrules.studies.simpler.simplest` makes one simpler still.
    """
    return search.fact_sets(methodology).map(_noted)


def methodologies(folder: str | Path | None = None) -> st.SearchStrategy[Methodology]:
    """The methodologies of a rules folder; without one, those that come with perfrules."""
    root = shipped_rules() if folder is None else Path(folder)
    files = [
        path for path in files_below(root, ".toml") if FOLDER not in path.relative_to(root).parts
    ]
    return st.sampled_from(files).map(_loaded)


def _noted(facts: FactSet) -> FactSet:
    if currently_in_test_context():
        note(fact_file(facts))
    return facts


def _loaded(path: Path) -> Methodology:
    """The methodology of a file, read once."""
    if path not in _LOADED:
        _LOADED[path] = load_methodology(path)
    return _LOADED[path]


_LOADED: dict[Path, Methodology] = {}
