"""One department after another, fast: plain values in, printed scores out."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from attrs import frozen

from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import Plain, facts
from perfrules.scoring.score import score
from perfrules.scoring.tree import Standing, State

Given = Mapping[str, Plain]
Judgements = Mapping[str, Plain | Mapping[str, Any]]
_NONE: Mapping[str, Any] = MappingProxyType({})


class Scores(NamedTuple):
    """What was printed of one department."""

    state: State
    total: Fraction | None
    grade: str | None
    nodes: Mapping[str, Fraction | None]
    """By the key of each indicator, bonus and penalty; None where it is open or refused."""
    missing: frozenset[str]
    """Facts, `judgement:KEY`, `picked:KEY`, `table:NAME` that an open total waits for."""
    problems: tuple[Problem, ...]


@frozen(eq=False, repr=False)
class Scorer:
    """A methodology made ready for many departments, one after the other."""

    methodology: Methodology
    period: int | None = None

    def __call__(
        self,
        values: Given,
        judgements: Judgements = _NONE,
        *,
        picked: Mapping[str, str | list[str]] = _NONE,
        tables: Mapping[str, Sequence[Given]] = _NONE,
        standings: Mapping[str, Standing] = _NONE,
    ) -> Scores:
        """The printed scores of one department; never raises for what stands in its values.

        A judgement is a number, or a mapping with what else a fact file says of it.
        """
        told = {
            key: each if isinstance(each, Mapping) else {"score": each, "origin": "reviewer"}
            for key, each in judgements.items()
        }
        rules = self.methodology
        try:
            given = facts(
                rules, values, judgements=told, picked=picked, tables=tables, period=self.period
            )
        except Refused as refused:
            return Scores(
                "refused", None, None, dict.fromkeys(_keys(rules)), frozenset(), refused.problems
            )
        result = score(rules, given, standings)
        nodes = {node.indicator.key: node.printed for node in result.walk()}
        return Scores(
            result.state,
            result.printed,
            None if result.grade is None else result.grade.name,
            {key: nodes[key] for key in rules.indicators}
            | {extra.indicator.key: extra.printed for extra in result.above.extras},
            result.missing,
            result.problems,
        )


def scorer(methodology: Methodology, *, period: int | None = None) -> Scorer:
    """The methodology as a function of plain values."""
    return Scorer(methodology, period)


def _keys(methodology: Methodology) -> tuple[str, ...]:
    return (*methodology.indicators, *methodology.above.extras)
