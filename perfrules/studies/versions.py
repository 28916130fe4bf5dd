"""Versions of a methodology: a rule file on the disk, or as a revision in git has it."""

import io
import posixpath
import subprocess
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, frozen

from perfrules.messages import Text
from perfrules.model import lookup
from perfrules.model.methodology import Methodology
from perfrules.problem import Place, Problem, Problems, Refused
from perfrules.scoring.check import check

GIT = "git:"
PATIENCE = 60
"""Seconds that git may take."""


@frozen(eq=False, repr=False)
class Version:
    """A methodology, and how its files are called towards a person."""

    name: str
    """As it was asked for."""
    methodology: Methodology
    called: Callable[[str], str]
    """The name of a file as a person knows it: `git:REVISION:PATH` for one out of git."""

    def place(self, place: Place) -> Place:
        """A place under the name that a person knows."""
        return place.called(self.called(place.file))

    def problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems at places under the names that a person knows."""
        return tuple(_renamed(problem, self.called) for problem in problems)


def methodology_of(path: Path, rules: Iterable[str | Path] = ()) -> Methodology:
    """The methodology of a rule file, its units checked; `rules` are folders to look in first.

    Raises Refused with everything that is wrong with the file.
    """
    roots = lookup.rule_roots(path, [Path(folder) for folder in rules])
    methodology = lookup.methodology_at(path, roots)
    Problems(list(check(methodology))).refuse_if_any()
    return methodology


def version_of(asked: str, rules: Iterable[str | Path] = ()) -> Version:
    """The version that a path, or `git:REVISION:PATH`, stands for.

    Out of git come the rule file, what it extends and its parameters, all as of that revision.
    Raises Refused with everything that is wrong with the files, and E627 where git, the
    repository, the revision or the file is not there.
    """
    if not asked.startswith(GIT):
        return Version(asked, methodology_of(Path(asked), rules), str)
    revision, _, path = asked.removeprefix(GIT).partition(":")
    if not revision or revision.startswith("-") or not path:
        raise _not_taken(asked, Text("写法不完整", "it is not written in full"))
    with TemporaryDirectory(prefix="perfrules-") as name:
        folder = Path(name).resolve()

        def called(file: str) -> str:
            inside = Path(file)
            if not inside.is_relative_to(folder):
                return file
            return f"{GIT}{revision}:{inside.relative_to(folder).as_posix()}"

        file = _checked_out(asked, revision, path, folder)
        try:
            return Version(asked, methodology_of(file), called)
        except Refused as refused:
            raise Refused(*(_renamed(each, called) for each in refused.problems)) from None


def _checked_out(asked: str, revision: str, path: str, folder: Path) -> Path:
    """The rule file in a folder that holds the TOML files which stand around it in git."""
    prefix = _git(asked, "rev-parse", "--show-prefix").decode().strip()
    inside = posixpath.normpath(prefix + Path(path).as_posix())
    _git(asked, "show", f"{revision}:{inside}")
    root = next((str(p) for p in Path(inside).parents if p.name == "rules"), None)
    around = root or str(Path(inside).parent)
    top = _git(asked, "rev-parse", "--show-toplevel").decode().strip()
    packed = _git(asked, "-C", top, "archive", "--format=tar", revision, "--", around)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            target = (folder / member.name).resolve()
            if content is not None and target.suffix == ".toml" and target.is_relative_to(folder):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
    return folder / inside


def _git(asked: str, *arguments: str) -> bytes:
    """What git writes; no shell reads the arguments."""
    command = ["git", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)  # noqa: S603
    except FileNotFoundError:
        raise _not_taken(asked, Text("没有安装 git", "git is not installed")) from None
    except subprocess.TimeoutExpired:
        raise _not_taken(asked, Text("git 没有应答", "git does not answer")) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or str(done.returncode)
        raise _not_taken(asked, said.splitlines()[0])
    return done.stdout


def _not_taken(asked: str, reason: str | Text) -> Refused:
    return Refused(Problem("E627", None, {"asked": asked, "reason": reason}))


def _renamed(problem: Problem, called: Callable[[str], str]) -> Problem:
    if problem.place is None:
        return problem
    return evolve(problem, place=problem.place.called(called(problem.place.file)))
