"""Results of a fictional methodology in which every way of scoring is used."""

from contextlib import chdir
from functools import cache
from pathlib import Path

import pytest

from perfrules.scoring.loading import load_facts, load_methodology
from perfrules.scoring.result import Result
from perfrules.scoring.score import score

HERE = Path(__file__).parent
NAMES = ("done", "open", "refused", "corners")


@cache
def _scored(name: str) -> Result:
    rules = "corners" if name == "corners" else "library"
    # Named from here: a golden page must not depend on the length of the checkout's path.
    with chdir(HERE):
        methodology = load_methodology(Path("pack/rules/demo") / f"{rules}.toml")
        facts = load_facts(Path("pack") / f"{name}.toml", methodology=methodology)
        return score(methodology, facts)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def result(name: str) -> Result:
    return _scored(name)


@pytest.fixture
def done() -> Result:
    return _scored("done")


@pytest.fixture
def unfinished() -> Result:
    return _scored("open")


@pytest.fixture
def refused() -> Result:
    return _scored("refused")


@pytest.fixture
def corners() -> Result:
    return _scored("corners")
