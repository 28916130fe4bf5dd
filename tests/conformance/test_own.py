"""What other engines' suites ask, stated anew: exact numbers, rounding, yes and no, decisions."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.cases import answer, expected

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "own.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_a_case_of_our_own(case: dict[str, Any], tmp_path: Path) -> None:
    whole = {"facts": {}, "expect": {"value": case.get("value")}} | case
    got = answer(whole, tmp_path, case.get("missing", {}))
    if "error" in case:
        assert isinstance(got, str)
        assert got.split()[0] == case["error"]
        assert "NOWHERE" not in got
    else:
        assert got == ("open" if case.get("open") else expected(whole))


def test_no_case_stands_twice() -> None:
    assert len({case["about"] for case in CASES}) == len(CASES)
