"""Every seed of the fuzzers goes through its target, also where no fuzzer runs."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, seeds_of

SEEDS = [(name, path) for name in TARGETS for path in seeds_of(name)]


@pytest.mark.parametrize(
    ("name", "path"), SEEDS, ids=lambda x: x.name if isinstance(x, Path) else x
)
def test_a_seed_is_refused_or_right(name: str, path: Path) -> None:
    TARGETS[name](path.read_bytes())


def test_there_are_seeds_for_every_target() -> None:
    assert all(len(seeds_of(name)) >= 20 for name in TARGETS)
