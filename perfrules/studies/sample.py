"""Fact sets that keep to the rules, made by chance and concentrated where the rules turn."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from random import Random
from types import MappingProxyType
from typing import Any

from attrs import evolve

from perfrules.model.facts import FactSet, Value
from perfrules.model.methodology import Methodology
from perfrules.model.terms import Span
from perfrules.problem import Problem, Refused
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.aims import Aims, aims_of
from perfrules.studies.fact_sets import Draft, drafted, period_for
from perfrules.studies.making import Making, judged_by_name
from perfrules.studies.plausible import sample_facts
from perfrules.studies.sample_judged import (
    judged_of,
    judgements_for,
    picks_of,
    scale_of_judgement,
)
from perfrules.studies.sample_rows import judgements_of_rows, rows_for
from perfrules.studies.sample_values import value_for, values_for
from perfrules.studies.surroundings import names_of, tables_of

MOST_TRIES = 24
"""So often is a fact set made anew when the rules do not take it."""
_MOST_AIMS = 8

OF_FACTS = frozenset({"E433", "E520", "E521", "E522", "E523", "E524", "E526", "E530"})
"""Codes of what facts may do wrong that is seen only when they are scored."""

_NONE: Mapping[str, Any] = MappingProxyType({})


def fact_set(  # noqa: PLR0913  # all but the first two are asked for by name
    methodology: Methodology,
    values: Mapping[str, Value],
    *,
    judgements: Mapping[str, Fraction] = _NONE,
    picked: Mapping[str, tuple[str, ...]] = _NONE,
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = _NONE,
    period: int | Span | None = None,
) -> FactSet:
    """A fact set of exact values in base units, read and held to the rules like a file.

    Judgements are by indicator, or by `table/row`; each has the tier in which it lies, the
    origin "reconstructed" and a reason that says it was generated. Rows are values by column,
    a tuple of names in a column of many links. Without a period it is one that is in force.
    Raises Refused for what the rules do not allow, and E660 for a number that no decimal says.
    """
    span = Span(date(period, 1, 1), date(period, 12, 31)) if isinstance(period, int) else period
    draft = Draft(dict(values), dict(judgements), dict(picked), dict(tables), span)
    return drafted(methodology, draft)


def sampled(methodology: Methodology, random: Random) -> FactSet:
    """A fact set that the rules take, by chance, with many values at edges.

    At edges: ends of ranges, what facts are compared with, scores halfway between two printed
    ones, totals at the limit of a grade, ends of tiers; met exactly, or missed by one digit.
    One that the rules themselves cannot score (a zero denominator, a gap) is rare but comes.
    Raises Refused (E661) when none could be made in 24 attempts and no example is one.
    """
    problem: Problem | None = None
    for attempt in range(MOST_TRIES):
        try:
            facts = _made(methodology, random, calm=attempt > MOST_TRIES // 2)
        except Refused as refused:
            problem = refused.problems[0]
            continue
        result = score(methodology, facts)
        wrong = [each for each in result.problems if each.severity == "error"]
        if not wrong:
            return facts
        problem = wrong[0]
        if not faults_of_facts(result) and (attempt > MOST_TRIES // 2 or not random.randint(0, 7)):
            return facts
    for facts in sample_facts(methodology):
        if score(methodology, facts).state == "done":
            return facts
    why = "" if problem is None else f"{problem.code} {problem.message(methodology.lang)}"
    raise Refused(Problem("E661", None, {"count": str(MOST_TRIES), "why": why}))


def faults_of_facts(result: Result) -> list[Problem]:
    """What the facts do wrong, not the rules: ties that do not hold, tables that do not add up."""
    return [each for each in result.problems if each.code in OF_FACTS]


def _made(methodology: Methodology, random: Random, *, calm: bool) -> FactSet:
    """One attempt; a calm one aims at nothing."""
    aims = aims_of(methodology)
    picked = picks_of(methodology, random)
    judged = judged_of(methodology, picked)
    draft = Draft(
        values=values_for(methodology, random),
        judgements=judgements_for(judged, random),
        picked=picked,
        period=period_for(methodology),
    )
    names = names_of(methodology, draft)
    if methodology.tables:
        draft = evolve(draft, tables=rows_for(methodology, random, names, calm=calm))
    tables = tables_of(methodology, draft)
    making = Making(methodology, random, names, tables, judged_by_name(judged))
    if not calm:
        _aim(making, aims)
    _balance(making, aims)
    draft = evolve(draft, values=making.values(), judgements=making.judgements())
    of_rows = judgements_of_rows(methodology, random, draft)
    draft = evolve(draft, judgements={**draft.judgements, **of_rows})
    return _finished(making, draft, calm=calm)


def _aim(making: Making, aims: Aims) -> None:
    """Bring some facts to edges, and perhaps a score halfway between two that are printed."""
    random = making.random
    for _ in range(random.randint(0, min(_MOST_AIMS, 2 + len(aims.edges)))):
        if aims.edges:
            making.aim(random.choice(aims.edges))
    if aims.scores and random.randint(0, 3) == 3:
        key, tree, read = random.choice(aims.scores)
        node = making.methodology.node(key)
        assert node is not None, "its score is one of the aims"
        to = node.rounding.to
        steps = int(node.points / to)
        target = (random.randint(0, max(steps - 1, 0)) + Fraction(1, 2)) * to
        making.aim_at(tree, target, read)


def _balance(making: Making, aims: Aims) -> None:
    """Make the ties hold: always those whose failure is an error, of the others most."""
    ties = making.methodology.above.ties
    wanted = [
        aim
        for aim, name in aims.ties
        if ties[name].severity == "error" or making.random.randint(0, 3) != 3
    ]
    for aim in wanted:
        making.balance(aim)


def _finished(making: Making, draft: Draft, *, calm: bool) -> FactSet:
    """Read, with what turned out to be needed, and perhaps a total at the limit of a grade."""
    methodology, random = making.methodology, making.random
    facts = drafted(methodology, draft)
    result = score(methodology, facts)
    needed = [
        name
        for name in methodology.facts
        if name in result.missing and not methodology.facts[name].from_parameters
    ]
    if needed and random.randint(0, 7) != 7:
        for name in needed:
            making.names[name] = value_for(methodology.facts[name], methodology, random)
        _balance(making, aims_of(methodology))
        draft = evolve(draft, values=making.values())
        facts = drafted(methodology, draft)
        result = score(methodology, facts)
    if calm or not methodology.grades or random.randint(0, 2) != 2 or result.exact is None:
        return facts
    return _at_a_grade(making, draft, result) or facts


def _at_a_grade(making: Making, draft: Draft, result: Result) -> FactSet | None:
    """The fact set whose total is at the limit of a grade, or one printed digit beside it."""
    methodology, random = making.methodology, making.random
    limits = [
        end
        for grade in methodology.grades
        for end in (grade.stretch.low, grade.stretch.high)
        if end is not None
    ]
    if not limits or result.exact is None:
        return None
    to = methodology.rounding.to
    target = random.choice(limits) + random.choice((0, 1, -1)) * to
    apart, changed = target - result.exact, dict(draft.judgements)
    for node in making.judged.values():
        if node.key not in changed:
            continue
        scale = scale_of_judgement(node)
        wanted = changed[node.key] + apart
        near = scale.near(max(node.lowest, min(wanted, node.highest)))
        if near and apart:
            apart -= near[0] - changed[node.key]
            changed[node.key] = near[0]
    if apart:
        return None
    moved = drafted(methodology, evolve(draft, judgements=changed))
    wrong = score(methodology, moved).problems
    return None if any(each.severity == "error" for each in wrong) else moved


def balanced(methodology: Methodology, draft: Draft) -> Draft:
    """The draft with facts changed so that every tie holds, as far as one fact each can do it."""
    names = names_of(methodology, draft)
    judged = judged_by_name(judged_of(methodology, draft.picked))
    random = Random(0)  # noqa: S311  # no secret; what is balanced does not depend on it
    making = Making(methodology, random, names, tables_of(methodology, draft), judged)
    for aim, _ in aims_of(methodology).ties:
        making.balance(aim)
    return evolve(draft, values=making.values())
