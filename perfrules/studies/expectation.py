"""One thing that an example expects, and what came of the example."""

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from perfrules.files.tables import Table
from perfrules.messages import Text
from perfrules.messages import studies as say
from perfrules.problem import Place, Problem, did_you_mean
from perfrules.scoring.result import Result


@frozen(eq=False, repr=False)
class Got:
    """What came of an example: a result, unless its facts were refused, and all problems."""

    result: Result | None
    problems: tuple[Problem, ...]

    @property
    def state(self) -> Text:
        """Why there is no figure: the codes of the problems, or what is missing."""
        missing = frozenset[str]() if self.result is None else self.result.missing
        return absence(self.problems, missing)


def absence(problems: Iterable[Problem], missing: Iterable[str]) -> Text:
    """Why there is no figure."""
    codes = dict.fromkeys(problem.code for problem in problems)
    if codes:
        return say.GOT_REFUSED.filled(codes="、".join(codes))
    names = "、".join(sorted(missing))
    return say.GOT_OPEN.filled(names=names) if names else say.GOT_NOTHING


@frozen(eq=False, repr=False)
class Expectation:
    """One key of [example.expect]."""

    what: str
    """The key as written: `total`, `score."…"`."""
    expected: str
    place: Place
    hold: Callable[[Got], tuple[bool, Text]]
    """Whether what came of the example is as expected, and what there is, as text."""


Expectations = Iterator[Expectation]


def refuse_unknown(table: Table, key: str, given: str, known: Iterable[str], kind: Text) -> None:
    """Raise Refused (E623) for a name that is not among those known."""
    names = list(known)
    if given not in names:
        near = did_you_mean(given, names)
        raise table.refuse("E623", key, given=given, kind=kind, near=near)


def same(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text(text, text)
