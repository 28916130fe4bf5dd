"""The import contracts of pyproject.toml hold."""

import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_module_imports_only_what_comes_earlier() -> None:
    linter = Path(sysconfig.get_path("scripts")) / "lint-imports"
    run = subprocess.run(
        [linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout
