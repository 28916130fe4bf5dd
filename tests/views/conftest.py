"""Results of a fictional methodology in which every way of scoring is used."""

from functools import cache
from pathlib import Path

import pytest

from perfrules.scoring.loading import load_facts, load_methodology
from perfrules.scoring.result import Result
from perfrules.scoring.score import score

PACK = Path(__file__).parent / "pack"
NAMES = ("done", "open", "refused", "corners")


@cache
def _scored(name: str) -> Result:
    rules = "corners" if name == "corners" else "library"
    methodology = load_methodology(PACK / "rules" / "demo" / f"{rules}.toml")
    return score(methodology, load_facts(PACK / f"{name}.toml", methodology=methodology))


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
