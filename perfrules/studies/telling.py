"""Examples that would notice a mutant: found among sampled fact sets, made simple, verified."""

from collections.abc import Mapping
from random import Random
from typing import Any

from attrs import Factory, define, frozen

from perfrules.files.tables import Document
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Place, Refused
from perfrules.studies.example_tables import Example
from perfrules.studies.examples import Asked, asked_of, carried_out
from perfrules.studies.fine_scores import fine_scores
from perfrules.studies.observed import Observed, expected, observed
from perfrules.studies.plausible import sample_facts
from perfrules.studies.sample import sampled
from perfrules.studies.simpler import simplest

MOST = 300
"""So many fact sets are tried for each survivor."""
_MOST_SIMPLER = 150


@frozen(eq=False, repr=False)
class Catch:
    """An example that passes with the rules as they are and fails with the mutant."""

    node: str
    """The mutant for which it was found first; it may notice others too."""
    facts: FactSet
    expect: Mapping[str, Any]
    """What stands under [example.expect]."""


@define(eq=False)
class Pool:
    """Fact sets of one methodology, with what it makes of each; made when first asked for."""

    own: Methodology
    most: int
    found: list[Catch] = Factory(list)
    _seen: list[tuple[FactSet, Observed]] | None = None

    @property
    def seen(self) -> list[tuple[FactSet, Observed]]:
        """Those of the examples, some with finer scores, then sampled ones; always the same."""
        if self._seen is None:
            found = [*sample_facts(self.own), *fine_scores(self.own)]
            for seed in range(self.most - len(found)):
                try:
                    found.append(sampled(self.own, Random(seed)))  # noqa: S311  # no secret
                except Refused:
                    break
            self._seen = [(facts, observed(self.own, facts)) for facts in found]
        return self._seen

    @property
    def size(self) -> int:
        """How many there are; none while nobody has asked."""
        return 0 if self._seen is None else len(self._seen)

    def catch(self, node: str, rules: Methodology) -> Catch | None:
        """An example that tells a mutant from the original: one found before, or a new one."""
        for catch in self.found:
            if not carried_out(rules, _asked(catch.facts, catch.expect, self.own)).passed:
                return catch
        new = self._new(node, rules)
        self.found += [] if new is None else [new]
        return new

    def _new(self, node: str, rules: Methodology) -> Catch | None:
        """As simple as it goes."""
        for facts, own in self.seen:
            if expected(own, observed(rules, facts), self.own):
                break
        else:
            return None

        def differs(given: FactSet) -> bool:
            return bool(self._told(given, rules))

        simple = simplest(self.own, facts, differs, most=_MOST_SIMPLER)
        for given in (simple, facts):
            expect = self._told(given, rules)
            if expect and _catches(given, expect, self.own, rules):
                return Catch(node, given, expect)
        return None

    def _told(self, facts: FactSet, rules: Methodology) -> dict[str, Any]:
        return expected(observed(self.own, facts), observed(rules, facts), self.own)


def _catches(
    facts: FactSet, expect: Mapping[str, Any], own: Methodology, rules: Methodology
) -> bool:
    """Whether the example passes with the one and fails with the other."""
    asked = _asked(facts, expect, own)
    return carried_out(own, asked).passed and not carried_out(rules, asked).passed


def _asked(facts: FactSet, expect: Mapping[str, Any], own: Methodology) -> Asked:
    """The example with these facts."""
    asks = Document("<example>", "", "", {"expect": expect}, "python").table.table("expect")
    example = Example("", facts.documents[0], asks, Place(""), has_period=True)
    return asked_of(own, [example])[0]
