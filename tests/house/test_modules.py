"""The habits of the code that no linter knows: small modules, told in a sentence, exact."""

import ast
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "perfrules").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# Rooms through which a number travels that is audited.
EXACT = ("files", "formula", "model", "readings", "scoring", "studies")

# The one place that may know a library; the others see perfrules' own words only.
HOMES = {
    "simpleeval": ("readings/number.py",),
    "tomli": ("files/",),
    "rich": ("views/", "cli/"),
    "hypothesis": ("studies/search.py", "testing.py"),
    "z3": ("readings/proof",),
    "polars": ("readings/column", "scoring/"),
    "narwhals": ("scoring/",),
    "pyarrow": ("scoring/",),
    "pyspark": ("scoring/on_spark.py",),
    "jinja2": ("views/html_file.py",),
    "xlsxwriter": ("views/to_xlsx.py", "views/form_writer.py"),
    "docx": ("views/docx_",),
    "matplotlib": ("views/report_charts.py",),
}
# What the extras install; a core command runs without.
OF_EXTRAS = {
    "hypothesis", "z3", "polars", "narwhals", "pyarrow", "pyspark", "jinja2", "xlsxwriter",
    "docx", "matplotlib",
}  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def every_node(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", LIBRARY, ids=name_of)
def test_a_module_is_small(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= 250


@pytest.mark.parametrize("path", [*LIBRARY, *TESTS], ids=name_of)
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    says = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    paragraph = says.partition("\n\n")[0].replace("\n", " ")
    assert re.fullmatch(r"[^ ].*[^ ]\.", paragraph), "the first thing in a module is its sentence"
    assert not re.search(r"[^.]\. [A-Z]", paragraph), "one sentence, not several"


@pytest.mark.parametrize("path", [*LIBRARY, *TESTS], ids=name_of)
def test_nothing_is_left_for_later(path: Path) -> None:
    with path.open("rb") as file:
        notes = [t for t in tokenize.tokenize(file.readline) if t.type == tokenize.COMMENT]
    assert not [t.string for t in notes if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", t.string)]


@pytest.mark.parametrize("path", LIBRARY, ids=name_of)
def test_the_library_prints_nothing_by_itself(path: Path) -> None:
    calls = [n for n in every_node(path) if isinstance(n, ast.Call)]
    assert "print" not in {call.func.id for call in calls if isinstance(call.func, ast.Name)}


@pytest.mark.parametrize(
    "path", [p for p in LIBRARY if name_of(p).split("/")[1] in EXACT], ids=name_of
)
def test_no_number_passes_through_a_float(path: Path) -> None:
    for node in every_node(path):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "float", f"line {node.lineno}"


def imported_by(path: Path) -> set[str]:
    """The top-level packages that a module names in an import, wherever it stands."""
    found: set[str] = set()
    for node in every_node(path):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"perfrules"}


@pytest.mark.parametrize("path", LIBRARY, ids=name_of)
def test_a_library_is_imported_in_its_home_only(path: Path) -> None:
    inside = path.relative_to(ROOT / "perfrules").as_posix()
    for package in imported_by(path) & HOMES.keys():
        assert inside.startswith(HOMES[package]), package


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[^\w-]", each)[0] for each in project["dependencies"]}
    assert set[str]().union(*(imported_by(path) for path in LIBRARY)) - OF_EXTRAS == names


def test_every_room_says_what_it_is() -> None:
    folders = {path.parent for path in LIBRARY}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_there_is_no_room_for_leftovers() -> None:
    assert {path.stem for path in LIBRARY} & {"utils", "util", "helpers", "misc", "common"} == set()
