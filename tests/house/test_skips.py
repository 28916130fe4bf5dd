"""In CI a skip is a failure, unless its reason says that it is meant."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SKIPPED = "import pytest\ndef test_it():\n    pytest.skip({reason!r})\n"
SKIPPED_WHOLE = "import pytest\npytest.skip({reason!r}, allow_module_level=True)\n"


@pytest.mark.parametrize("source", [SKIPPED, SKIPPED_WHOLE])
@pytest.mark.parametrize(
    ("reason", "ci", "passes"),
    [
        ("no browser here", "", True),
        ("no browser here", "true", False),
        ("allowed in CI: needs a Windows", "true", True),
    ],
)
def test_a_skip_fails_in_ci_unless_it_is_meant(
    tmp_path: Path, source: str, reason: str, ci: str, passes: bool
) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (tmp_path / "test_sample.py").write_text(source.format(reason=reason), "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    # pytest's exit code 5 is "no tests", which is what remains of a module that is skipped.
    assert (run.returncode in (0, 5)) is passes, run.stdout
    assert ("not to be skipped in CI: " in run.stdout) is not passes
