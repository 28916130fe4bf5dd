"""Rule files on their own: which there are, and everything that is wrong with each."""

from collections.abc import Iterable
from pathlib import Path

from perfrules.files.from_toml import read_toml
from perfrules.files.text import read_bytes
from perfrules.model import lookup
from perfrules.model.accept import not_accepted
from perfrules.model.parameters import FOLDER
from perfrules.model.within import files_below, is_folder
from perfrules.problem import Problem, Problems, Refused
from perfrules.scoring.check import check
from perfrules.scoring.check_bounds import check_bounds


def rule_files(path: Path) -> tuple[Path, ...]:
    """The file itself, or the rule files of a folder and of the folders below it.

    Raises Refused for a path that cannot be read (E101 to E103) and for a folder without rule
    files (E614).
    """
    if not is_folder(path):
        read_bytes(path)
        return (path,)
    found = tuple(file for file in files_below(path, ".toml") if _is_rule_file(file, path))
    if not found:
        raise Refused(Problem("E614", None, {"folder": str(path)}))
    return found


def all_rule_files(paths: Iterable[str | Path]) -> tuple[list[Path], list[Problem]]:
    """The rule files of several paths in their order, and why some of the paths have none."""
    files: list[Path] = []
    problems = Problems()
    for path in paths:
        with problems.collecting():
            files += rule_files(Path(path))
    return files, problems.found


def faults_of(path: Path, rules: Iterable[str | Path] = ()) -> tuple[Problem, ...]:
    """What is wrong with a rule file, its parameters and what it extends; warnings too.

    What the file accepts with a reason (W381) is not wrong: every explanation lists it.
    """
    roots = lookup.rule_roots(path, [Path(folder) for folder in rules])
    try:
        methodology = lookup.methodology_at(path, roots)
    except Refused as refused:
        return refused.problems
    found = tuple(problem for problem in methodology.warnings if problem.code != "W381")
    units = check(methodology)
    if units:
        return (*found, *units)  # what adds money to homes has no bounds
    bounds = not_accepted(methodology.above, check_bounds(methodology), ("W51",))
    return (*found, *bounds)


def _is_rule_file(path: Path, folder: Path) -> bool:
    """Whether it is one, or is too broken to tell; parameters are checked with their readers."""
    if FOLDER in path.relative_to(folder).parts:
        return False
    try:
        return "methodology" in read_toml(path).values
    except Refused:
        return True
