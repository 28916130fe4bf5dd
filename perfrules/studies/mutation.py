"""Mutation: which small changes to a rule file none of its examples notices."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from attrs import Factory, evolve, frozen

from perfrules.files.from_toml import toml_document
from perfrules.messages import mutation as say
from perfrules.model import lookup
from perfrules.model.above import Accept
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, Problems, Refused
from perfrules.scoring.check import check
from perfrules.studies.example_coverage import accepts_of, not_met
from perfrules.studies.example_tables import examples_of
from perfrules.studies.examples import Asked, asked_of, carried_out
from perfrules.studies.mutant import Mutant, diff_of, mutated
from perfrules.studies.mutants import mutants_of
from perfrules.studies.telling import MOST, Catch, Pool
from perfrules.studies.versions import methodology_of

State = Literal["killed", "stillborn", "accepted", "survived"]
"""An example fails; the file is refused; it is accepted with a reason; nothing noticed it."""

SURVIVED = "W681"


@frozen(eq=False, repr=False)
class Fate:
    """What became of one mutant."""

    mutant: Mutant
    state: State
    by: str
    """The example that noticed it, the code that refused it, or the reason of its acceptance."""
    diff: tuple[str, ...] = ()
    """Of a survivor."""
    catch: Catch | None = None
    """An example that would notice a survivor, where one was found."""

    @property
    def problem(self) -> Problem:
        """A W681 at its place."""
        what, node = say.MUTANT_KINDS[self.mutant.kind], self.mutant.node
        return Problem(SURVIVED, self.mutant.place, {"what": what, "node": node})


@frozen(eq=False, repr=False)
class FileMutated:
    """The mutants of one rule file, or why there are none."""

    file: str
    fates: tuple[Fate, ...]
    tried: int
    """On how many fact sets an example was looked for."""
    problems: tuple[Problem, ...]
    """Why the file cannot be used (errors); acceptances that meet nothing (W380)."""

    def of(self, state: State) -> tuple[Fate, ...]:
        """Those that ended so."""
        return tuple(fate for fate in self.fates if fate.state == state)

    @property
    def unusable(self) -> bool:
        """Whether there was nothing to change."""
        return any(problem.severity == "error" for problem in self.problems)


def mutation_of(
    path: Path,
    rules: Iterable[str | Path] = (),
    *,
    most: int = MOST,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> FileMutated:
    """The mutants of a rule file and what became of them; never raises Refused.

    For a survivor, an example that would notice it is looked for on so many fact sets. `told` is
    called after each mutant with how many are done, of how many.
    """
    try:
        bench = _bench(path, list(rules))
        mutants = mutants_of(bench.own)
    except Refused as refused:
        return FileMutated(str(path), (), 0, refused.problems)
    accepts = {each.node: each for each in accepts_of(bench.own, SURVIVED)}
    pool = Pool(bench.own, most)
    fates: list[Fate] = []
    for mutant in mutants:
        fates.append(bench.fate_of(mutant, accepts, pool))
        told(len(fates), len(mutants))
    met = {fate.mutant.node for fate in fates if fate.state == "accepted"}
    return FileMutated(str(path), tuple(fates), pool.size, not_met(accepts.values(), met))


def _bench(path: Path, rules: Sequence[str | Path]) -> "_Bench":
    """Everything that is the same for each mutant.

    Raises Refused where the file cannot be used, and with E682 where an example fails already.
    """
    own = methodology_of(path, rules)
    asked = asked_of(own, examples_of(own))
    failing = [each.example for each in asked if not carried_out(own, each).passed]
    if failing:
        raise Refused(*(Problem("E682", each.place, {"name": each.name}) for each in failing))
    return _Bench(own, asked, tuple(lookup.rule_roots(path, [Path(each) for each in rules])))


@frozen(eq=False, repr=False)
class _Bench:
    """A rule file whose examples pass, and the way to make another of its text."""

    own: Methodology
    asked: tuple[Asked, ...]
    roots: tuple[Path, ...]
    kills: Counter[str] = Factory(Counter)

    def fate_of(self, mutant: Mutant, accepts: dict[str, Accept], pool: Pool) -> Fate:
        """Killed, stillborn, accepted, or a survivor with an example that would notice it."""
        try:
            rules = self.made(mutant)
        except Refused as refused:
            return Fate(mutant, "stillborn", refused.problems[0].code)
        by = self.noticed(rules)
        if by is not None:
            return Fate(mutant, "killed", by)
        if mutant.node in accepts:
            return Fate(mutant, "accepted", accepts[mutant.node].reason)
        diff = diff_of(self.own.documents[0], mutant.edits)
        return Fate(mutant, "survived", "", diff, pool.catch(mutant.node, rules))

    def made(self, mutant: Mutant) -> Methodology:
        """The methodology of the changed text; Refused where that is no rule file.

        It still knows the facts of the original: that a name is no longer declared is not what
        an example should notice.
        """
        document = self.own.documents[0]
        text = mutated(document.text, mutant.edits)
        rules = lookup.methodology_in(toml_document(text, document.path), self.roots)
        Problems(list(check(rules))).refuse_if_any()
        return evolve(rules, facts={**self.own.facts, **rules.facts})

    def noticed(self, rules: Methodology) -> str | None:
        """The first example that fails; those that noticed most so far are asked first."""
        for asked in sorted(self.asked, key=lambda each: -self.kills[each.example.name]):
            if not carried_out(rules, asked).passed:
                self.kills[asked.example.name] += 1
                return asked.example.name
        return None
