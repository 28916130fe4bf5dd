"""The cases of the DMN Technology Compatibility Kit: each passes, or stands in a list with why not.

The data is not part of perfrules, for its licence is not clear. PERFRULES_CONFORMANCE names its
folder; without it, a folder `shared/conformance` beside the checkout is taken.
"""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.cases import answer, expected, with_steps

ROOT = Path(__file__).parents[2]
DATA = (
    Path(os.environ.get("PERFRULES_CONFORMANCE") or ROOT.parent / "shared" / "conformance")
    / "dmn-tck.json"
)
COVERED = tomllib.loads((Path(__file__).parent / "not_covered.toml").read_text("utf-8"))
NOT_COVERED: Mapping[str, str] = {each["id"]: each["why"] for each in COVERED["case"]}
KINDS = ("number", "yes/no", "text")

# The test CI knows the data and must run it; elsewhere the cases of own.toml say the same.
needs_data = pytest.mark.skipif(
    not DATA.is_file() and os.environ.get("CI") != "true",
    reason=f"allowed in CI: no data of the DMN TCK at {DATA}; see PERFRULES_CONFORMANCE",
)


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    """The standard's cases; where it rounds to places, our functions take the step."""
    found: list[dict[str, Any]] = json.loads(DATA.read_text("utf-8"))
    return [
        case | ({"formula": with_steps(case["formula"])} if "formula" in case else {})
        for case in found
    ]


def why_not(case: Mapping[str, Any], folder: Path) -> str:
    """In what perfrules differs from a case; empty when it passes."""
    got = answer(case, folder, {})
    wants_error = bool(case["expect"].get("error"))
    if not wants_error:
        return "" if got == expected(case) else f"{expected(case)} expected, not {got}"
    if not isinstance(got, str) or not re.fullmatch(r"(E\d{3} \d+:\d+ ?)+", got):
        return f"a located error expected, not {got}"
    missing = case.get("missing", ())
    for kind in KINDS if missing else ():
        # A fact that is declared and not given is no error here: there is no value without it.
        got = answer(case, folder, dict.fromkeys(missing, kind))
        if not isinstance(got, str):
            return f"{missing} missing, yet there is {got}"
    return ""


@needs_data
def test_every_case_passes_or_is_listed(cases: list[dict[str, Any]], tmp_path: Path) -> None:
    differs = {case["id"]: why for case in cases if (why := why_not(case, tmp_path))}
    assert differs.keys() == NOT_COVERED.keys(), differs


@needs_data
def test_the_published_count_is_that_of_the_data(cases: list[dict[str, Any]]) -> None:
    assert len({case["id"] for case in cases}) == len(cases) == COVERED["cases"]


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_readme_publishes_the_count(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    found = re.search(r"DMN TCK\D+([0-9]+)\D+([0-9]+)\D", text)
    assert found, page
    passed = COVERED["cases"] - len(NOT_COVERED)
    assert sorted(map(int, found.groups())) == [passed, COVERED["cases"]]
