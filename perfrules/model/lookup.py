"""Which file holds a methodology: by id, version and the days that are scored."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from perfrules.files.from_toml import read_toml
from perfrules.files.tables import Document
from perfrules.messages import Text
from perfrules.model.extend import extended, load_document
from perfrules.model.from_tables import methodology_from
from perfrules.model.methodology import Methodology
from perfrules.model.parameters import FOLDER, with_parameters
from perfrules.model.terms import Span
from perfrules.model.within import (
    files_below,
    followed,
    is_folder,
    is_plain_path,
    resolved_within,
)
from perfrules.problem import Place, Problem, Refused, did_you_mean, printable

_PACKAGE = Path(__file__).resolve().parents[1]


@frozen
class Candidate:
    """A methodology file as a look-up sees it."""

    id: str
    version: str
    in_force: Span
    path: Path

    def __str__(self) -> str:
        return f"{self.id}@{self.version}  {self.in_force}  {self.path}"


def rule_roots(fact_path: Path | None, extra: Sequence[Path] = ()) -> list[Path]:
    """The rules folders, the first to be asked first.

    Those given, those that PERFRULES_RULES lists, the nearest `rules` at or above the fact
    file (without one, the working folder), the shipped one. Raises Refused with E353 for a
    folder that was given or listed and is not there.
    """
    listed = os.environ.get("PERFRULES_RULES", "").split(os.pathsep)
    asked = [*extra, *(Path(each) for each in listed if each)]
    missing = [
        Problem("E353", None, {"folder": str(each)}) for each in asked if not is_folder(each)
    ]
    if missing:
        raise Refused(*missing)
    start = followed(Path() if fact_path is None else fact_path.parent)
    above = (folder / "rules" for folder in (start, *start.parents))
    nearest = next((folder for folder in above if is_folder(folder)), shipped_rules())
    once: dict[Path, Path] = {}
    for root in (*asked, nearest, shipped_rules()):
        once.setdefault(followed(root), root)
    return list(once.values())


def shipped_rules() -> Path:
    """The rules that come with perfrules: inside an installed package, beside it in a checkout."""
    packed = _PACKAGE / "shipped" / "rules"
    return packed if packed.is_dir() else _PACKAGE.parent / "rules"


def root_of(path: Path, roots: Sequence[Path]) -> Path:
    """Where the `extends` of a file named by its path starts.

    The first of the roots that holds it, else the nearest folder `rules` above it, else
    its own folder.
    """
    file = followed(path)
    holding = (root for root in roots if file.is_relative_to(followed(root)))
    above = (folder for folder in file.parents if folder.name == "rules")
    return next(holding, None) or next(above, None) or file.parent


def load_methodology(
    asked: str, period: Span | None, roots: Sequence[Path], place: Place | None = None
) -> Methodology:
    """The methodology that an id or `id@version` stands for, ready to score.

    Raises Refused as `find_methodology` and `methodology_at` do.
    """
    return methodology_at(find_methodology(asked, period, roots, place), roots)


def methodology_at(path: Path, roots: Sequence[Path]) -> Methodology:
    """The methodology of a rule file, with what it extends and with its parameters.

    Raises Refused with everything that is wrong with the files.
    """
    return methodology_in(read_toml(path), roots)


def methodology_in(document: Document, roots: Sequence[Path]) -> Methodology:
    """The same of a rule file that was read, or of a text in its place."""
    own = root_of(Path(document.path), roots)
    others = [root for root in roots if followed(root) != followed(own)]
    methodology = methodology_from(extended(document, own, *others))
    return with_parameters(methodology, own, *others)


def find_methodology(
    asked: str, period: Span | None, roots: Sequence[Path], place: Place | None = None
) -> Path:
    """The file of the version in force, or of the version that `id@version` asks for.

    A root hides the later ones, also with a broken file that may be the one asked for: it
    must not be scored by another version in silence. Without a period the only version will
    do. Raises Refused, at the place that named the methodology: E356 when the id is unknown,
    E357 when no version fits, E358 when several do; or with the faults of a broken file.
    """
    name, _, version = asked.partition("@")
    seen: list[Candidate] = []
    for root in roots:
        faults: list[Problem] = []
        for files in _likely_first(name, root):
            found, faults = _read(files, root)
            fitting = [each for each in found if each.id == name and _fits(each, version, period)]
            if len(fitting) == 1:
                return fitting[0].path
            if fitting:
                raise _several(asked, fitting, place)
        seen += found
        if faults:
            surely = [fault for fault in faults if _lies_in(root / name, fault.place)]
            raise Refused(*(surely or (_none(asked, period, seen, place), *faults)))
    raise Refused(_none(asked, period, seen, place))


def candidates(identifier: str, roots: Iterable[Path]) -> list[Candidate]:
    """Every version of a methodology in every root, in the order in which they are asked."""
    found = (each for root in roots for each in _read(_rule_files(root), root)[0])
    return [each for each in found if each.id == identifier]


def _likely_first(identifier: str, root: Path) -> Iterator[list[Path]]:
    """The files in the folder named like the id, where a version usually lies; then all."""
    if is_plain_path(identifier):
        yield sorted((root / identifier).glob("*.toml"))
    yield _rule_files(root)


def _rule_files(root: Path) -> list[Path]:
    return files_below(root, ".toml")


def _read(files: Iterable[Path], root: Path) -> tuple[list[Candidate], list[Problem]]:
    """The methodologies among the files, and why others could not be read.

    A fault in one file must not hide a sound version in another.
    """
    found: list[Candidate] = []
    broken: list[Problem] = []
    for path in files:
        if FOLDER in path.relative_to(root).parts or resolved_within(path, root) is None:
            continue
        try:
            document = load_document(path, root, shipped_rules())
        except Refused as refused:
            broken.extend(refused.problems)
            continue
        head = document.values.get("methodology")
        if isinstance(head, dict) and "id" not in head:
            broken.extend(document.table.table("methodology").refuse("E131", "id").problems)
        elif not document.values:
            broken.extend(document.table.refuse("E131", "methodology").problems)
        elif isinstance(head, dict):
            identifier, version = str(head["id"]), str(head.get("version", ""))
            in_force = _in_force(head.get("in_force"))
            found.append(Candidate(identifier, version, in_force, path))
    return found, broken


def _lies_in(folder: Path, place: Place | None) -> bool:
    return place is not None and Path(place.file).is_relative_to(folder)


def _in_force(days: Any) -> Span:
    """The span, without an end where the file gives no sound day: its reader says so better."""
    given = days if isinstance(days, dict) else {}
    ends = (given.get("from"), given.get("to"))
    first, last = (end if isinstance(end, date) else None for end in ends)
    if first is not None and last is not None and last < first:
        return Span(None, None)
    return Span(first, last)


def _fits(candidate: Candidate, version: str, period: Span | None) -> bool:
    if version:
        return candidate.version == version
    return period is None or candidate.in_force.contains(period)


def _several(asked: str, fitting: list[Candidate], place: Place | None) -> Refused:
    return Refused(Problem("E358", place, {"asked": asked, "candidates": _listed(fitting)}))


def _none(asked: str, period: Span | None, seen: list[Candidate], place: Place | None) -> Problem:
    name = asked.partition("@")[0]
    versions = [each for each in seen if each.id == name]
    if versions:
        fields: dict[str, str | Text] = {
            "asked": asked,
            "period": _period(period),
            "candidates": _listed(versions),
        }
        return Problem("E357", place, fields)
    meant = did_you_mean(name, [each.id for each in seen])
    return Problem("E356", place, {"asked": asked, "near": meant})


def _period(period: Span | None) -> Text:
    if period is None:
        return Text("", "")
    return Text(f"（评价期 {period}）", f" (scored period {period})")


def _listed(found: list[Candidate]) -> Text:
    lines = "".join(f"\n  {printable(str(each))}" for each in found)
    return Text(lines, lines)
