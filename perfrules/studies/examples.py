"""The examples of a rule file carried out: what each expects, and what came of it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve, frozen

from perfrules.messages import Text
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from
from perfrules.problem import Place, Problem, Problems, Refused
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.example_tables import Example, examples_of
from perfrules.studies.expectation import Expectation, Got
from perfrules.studies.expectations import expectations_of
from perfrules.studies.peers import ranked
from perfrules.studies.versions import methodology_of


@frozen(eq=False, repr=False)
class Asked:
    """An example with what it expects."""

    example: Example
    expected: tuple[Expectation, ...]


@frozen(eq=False, repr=False)
class Check:
    """One expectation held against what was scored."""

    expectation: Expectation
    got: Text
    passed: bool


@frozen(eq=False, repr=False)
class Tried:
    """One example carried out."""

    name: str
    place: Place
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    """Why its facts were refused or not everything was computed, where no `error` is expected."""
    result: Result | None = None
    """None where its facts were refused."""

    @property
    def passed(self) -> bool:
        """Whether everything is as expected, and nothing was refused that should not be."""
        return not self.problems and all(check.passed for check in self.checks)

    @property
    def failures(self) -> tuple[Problem, ...]:
        """An E620 at the place of each expectation that was not met."""
        return tuple(
            Problem(
                "E620",
                check.expectation.place,
                {
                    "name": self.name,
                    "what": check.expectation.what,
                    "expected": check.expectation.expected,
                    "got": check.got,
                },
            )
            for check in self.checks
            if not check.passed
        )


@frozen(eq=False, repr=False)
class FileTried:
    """The examples of one rule file carried out, or why it cannot be used."""

    file: str
    tried: tuple[Tried, ...]
    left_out: int
    """How many examples the filter passed over."""
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether the file could be used and every example is as expected."""
        return not self.problems and all(each.passed for each in self.tried)


def try_examples(path: Path, rules: Iterable[str | Path] = (), only: str = "") -> FileTried:
    """Carry out the examples of a rule file whose names contain `only`; never raises Refused."""
    try:
        methodology = methodology_of(path, rules)
        examples = examples_of(methodology)
        tried = tried_of(methodology, [each for each in examples if only in each.name])
    except Refused as refused:
        return FileTried(str(path), (), 0, refused.problems)
    return FileTried(str(path), tried, len(examples) - len(tried), ())


def tried_of(methodology: Methodology, examples: Sequence[Example]) -> tuple[Tried, ...]:
    """Every example carried out.

    Raises Refused with everything that is wrong with what they expect.
    """
    return tuple(carried_out(methodology, asked) for asked in asked_of(methodology, examples))


def asked_of(methodology: Methodology, examples: Sequence[Example]) -> tuple[Asked, ...]:
    """What every example asks; raises Refused with everything that is wrong with it."""
    problems = Problems()
    found: list[Asked] = []
    for example in examples:
        with problems.collecting():
            found.append(Asked(example, expectations_of(example, methodology)))
    problems.refuse_if_any()
    return tuple(found)


def carried_out(methodology: Methodology, asked: Asked) -> Tried:
    """One example scored, and what it expects held against that."""
    example = asked.example
    result: Result | None = None
    try:
        result = _scored(methodology, example)
        problems = result.problems
    except Refused as refused:
        problems = refused.problems
    got = Got(result, problems)
    checks = tuple(_check(each, got) for each in asked.expected)
    meant = any(each.what == "error" for each in asked.expected)
    stopped = result is None or result.state == "refused"
    unmeant = problems if stopped and not meant else ()
    return Tried(example.name, example.place, checks, unmeant, result)


def _scored(methodology: Methodology, example: Example) -> Result:
    """The result, with its places among the peers that the example names."""
    facts = facts_of(methodology, example)
    if example.peers is None:
        return score(methodology, facts)
    return ranked(methodology, facts, example.peers)


def _check(expectation: Expectation, got: Got) -> Check:
    passed, told = expectation.hold(got)
    return Check(expectation, told, passed=passed)


def facts_of(methodology: Methodology, example: Example) -> FactSet:
    """The facts of an example; without a period they are those of the days in force."""
    given = facts_from(example.document, methodology)
    if example.has_period:
        return given
    days = methodology.in_force
    return evolve(given, period=days, period_text=str(days))
