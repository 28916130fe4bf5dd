"""Two versions of a methodology side by side: the changes, and what they do to each department."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from attrs import evolve, frozen

from perfrules.files.tables import Document
from perfrules.messages import Text
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.model.within import files_below, is_folder
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import Loader, subject_in
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.tree import State
from perfrules.studies.changes import Change, changes_between
from perfrules.studies.hybrids import Hybrids
from perfrules.studies.parameter_rows import period_under
from perfrules.studies.parts import Part, parts_of
from perfrules.studies.versions import Version

_FACT_FILES = frozenset({".toml", ".json", ".csv", ".xlsx"})


@frozen(eq=False, repr=False)
class Moved:
    """A node whose printed score is another; None where the node is not there."""

    key: str
    label: str
    old: Fraction | None
    new: Fraction | None


@frozen(eq=False, repr=False)
class Department:
    """One fact set under both versions."""

    file: str
    subject: str
    old: Result
    new: Result
    moved: tuple[Moved, ...]
    parts: tuple[Part, ...]
    """These add up exactly to `change`."""

    @property
    def change(self) -> Fraction:
        """New − old printed total."""
        assert self.old.printed is not None
        assert self.new.printed is not None
        return self.new.printed - self.old.printed

    @property
    def grades(self) -> tuple[str, str]:
        """The names of the old and the new grade."""
        old, new = self.old.grade, self.new.grade
        return ("" if old is None else old.name, "" if new is None else new.name)

    @property
    def regraded(self) -> bool:
        """Whether the grade is another."""
        return self.grades[0] != self.grades[1]

    def by_change(self) -> dict[tuple[Change, ...], Fraction]:
        """The points of each change over all nodes, in the order of the changes."""
        sums: dict[tuple[Change, ...], Fraction] = {}
        for part in sorted(self.parts, key=lambda p: [c.number for c in p.changes]):
            sums[part.changes] = sums.get(part.changes, Fraction(0)) + part.points
        return {changes: points for changes, points in sums.items() if points}


@frozen(eq=False, repr=False)
class Unscored:
    """A fact set without a total under one of the versions, or that cannot be read."""

    file: str
    subject: str
    version: str
    """As it was asked for; empty for a file that cannot be read at all."""
    state: State
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]


@frozen(eq=False, repr=False)
class Diff:
    """Two versions side by side."""

    old: Version
    new: Version
    changes: tuple[Change, ...]
    departments: tuple[Department, ...]
    """Those whose grade changes first, then by how far their totals moved."""
    unscored: tuple[Unscored, ...]
    skipped: int
    """Files that hold no fact set of these methodologies."""


def diff(
    old: Version, new: Version, facts: Iterable[str | Path] = (), loader: Loader | None = None
) -> Diff:
    """The changes from old to new, and what they do to each fact set of the files and folders.

    Never raises for what stands in a fact file: what has no total under one version is listed.
    Raises Refused with E628 when a path holds no fact set of either methodology.
    """
    changes = changes_between(old, new)
    identifiers = {old.methodology.id, new.methodology.id}
    hybrids = Hybrids(old.methodology, new.methodology)
    found: list[Department] = []
    unscored: list[Unscored] = []
    skipped = 0
    for path in map(Path, facts):
        before = len(found) + len(unscored)
        for file, read in _documents(path, loader or Loader()):
            if isinstance(read, Refused):
                unscored.append(Unscored(file, "", "", "refused", (), read.problems))
            elif not _is_of(read, identifiers):
                skipped += 1
            else:
                one = _compared(file, read, (old, new), changes, hybrids)
                if isinstance(one, Department):
                    found.append(one)
                else:
                    unscored.append(one)
        if len(found) + len(unscored) == before:
            names = "、".join(sorted(identifiers))
            fields: dict[str, str | Text] = {"path": str(path), "methodology": names}
            raise Refused(Problem("E628", None, fields))
    found.sort(key=lambda d: (not d.regraded, -abs(d.change), d.subject, d.file))
    return Diff(old, new, changes, tuple(found), tuple(unscored), skipped)


def _documents(path: Path, loader: Loader) -> Iterator[tuple[str, Document | Refused]]:
    """Every document of a file, or of the fact files of a folder; or why it cannot be read."""
    files = [path]
    if is_folder(path):
        files = files_below(path, *_FACT_FILES)
    for file in files:
        if file.name.startswith("~$"):
            continue  # Excel keeps one beside each workbook that is open
        try:
            documents = loader.documents(file)
        except Refused as refused:
            yield str(file), refused
            continue
        yield from ((str(file), document) for document in documents)


def _is_of(document: Document, identifiers: set[str]) -> bool:
    """Whether a document is a fact set of the methodology; a row of CSV need not name one."""
    if document.format == "csv" and "methodology" not in document.values:
        return True
    named = document.values.get("methodology")
    return isinstance(named, str) and named.partition("@")[0] in identifiers


def _compared(
    file: str,
    document: Document,
    versions: tuple[Version, Version],
    changes: tuple[Change, ...],
    hybrids: Hybrids,
) -> Department | Unscored:
    sets: list[FactSet] = []
    results: list[Result] = []
    for version in versions:
        methodology = version.methodology
        subject = subject_in(document)
        try:
            given = facts_from(document, methodology)
        except Refused as refused:
            why = version.problems(refused.problems)
            return Unscored(file, subject, version.name, "refused", (), why)
        result = _scored(methodology, given)
        if result.state != "done" or result.printed is None:
            why, missing = version.problems(result.problems), tuple(sorted(result.missing))
            return Unscored(file, subject, version.name, result.state, missing, why)
        sets.append(given)
        results.append(result)
    pair = (results[0], results[1])
    parts = parts_of(hybrids, changes, (sets[0], sets[1]), pair)
    return Department(file, pair[1].facts.subject, *pair, tuple(_moved(*pair)), parts)


def _scored(methodology: Methodology, given: FactSet) -> Result:
    """The score, with the parameters of the version also for a period that is not its own."""
    return score(methodology, evolve(given, period=period_under(methodology, given.period)))


def _moved(old: Result, new: Result) -> Iterator[Moved]:
    before = {node.indicator.key: node for node in old.walk()}
    after = {node.indicator.key: node for node in new.walk()}
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        before_and_after = (one.printed if one else None, other.printed if other else None)
        if before_and_after[0] != before_and_after[1]:
            node = other or one
            assert node is not None
            yield Moved(key, node.indicator.label, *before_and_after)
