"""What is built is what is needed: code, types, rules and examples, and it runs elsewhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.pages import ROOT

# A copy that is installed elsewhere is not what coverage measures.
ENVIRONMENT = {
    key: value for key, value in os.environ.items() if not key.startswith(("COV", "PERFRULES"))
}


def run(*command: str | Path, folder: Path, **extra: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=ENVIRONMENT | {"PERFRULES_LANG": "en"} | extra,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive as a package index would have it."""
    folder = tmp_path_factory.mktemp("dist")
    run("-m", "build", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    return next(folder.glob("*.whl"))


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_code_the_rules_and_the_examples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"perfrules/{name}" for name in files_below(ROOT / "perfrules")}
    for shipped in ("rules", "examples"):
        wanted |= {
            f"perfrules/shipped/{shipped}/{name}"
            for name in files_below(ROOT / shipped)
            if not name.endswith(".py")  # a job for spark-submit, to be copied
        }
    assert {name for name in names if ".dist-info/" not in name} == wanted
    assert "perfrules/py.typed" in names
    assert [name for name in names if name.endswith("/licenses/LICENSE")]


def test_an_installed_wheel_finds_its_rules_anywhere(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(
        "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile",
        "--target", installed, wheel, folder=tmp_path,
    )  # fmt: skip
    example = installed / "perfrules" / "shipped" / "examples" / "beijing-traffic-2022.toml"
    facts = elsewhere / "facts.toml"
    facts.write_bytes(example.read_bytes())
    where = "import perfrules; print(perfrules.__file__)"
    at = run("-c", where, folder=elsewhere, PYTHONPATH=str(installed))
    assert Path(at.strip()).is_relative_to(installed)
    said = run("-m", "perfrules", "explain", facts, folder=elsewhere, PYTHONPATH=str(installed))
    assert "94.35" in said
    assert str(Path("shipped") / "rules" / "beijing") in said
