"""Totals of generated fact sets at the limit of a grade, by judgements first, then by one fact."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.model.facts import FactSet
from perfrules.model.ways import Judged
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.aims import aims_of
from perfrules.studies.edges import solutions
from perfrules.studies.fact_sets import Draft, drafted
from perfrules.studies.making import Making
from perfrules.studies.sample_judged import scale_of_judgement

_MOST_TRIED = 12


def at_a_grade(making: Making, draft: Draft, result: Result) -> FactSet | None:
    """The fact set whose total is at the limit of a grade, or one printed digit beside it.

    None where a few trials did not reach it.
    """
    methodology, random = making.methodology, making.random
    limits = [
        end
        for grade in methodology.grades
        for end in (grade.stretch.low, grade.stretch.high)
        if end is not None
    ]
    limit, to = random.choice(limits), methodology.rounding.to
    wanted = {limit + beside * to for beside in (0, 1, -1)}
    target = limit + random.choice((0, 1, -1)) * to
    draft = evolve(draft, judgements=_nearer(result, draft, target - _graded(result)))
    trials = _trials(making, draft, target)
    for _, tried in zip(range(_MOST_TRIED), trials, strict=False):
        facts = drafted(methodology, tried)
        found = score(methodology, facts)
        if any(problem.severity == "error" for problem in found.problems):
            continue
        if _graded(found) in wanted:
            return facts
    return None


def _graded(result: Result) -> Fraction:
    """The total from which the grade is read."""
    total = result.printed if result.methodology.grade_on == "printed" else result.exact
    return Fraction(0) if total is None else total


def _nearer(result: Result, draft: Draft, apart: Fraction) -> dict[str, Fraction]:
    """The judgements, moved so that the total lies as near to the target as they can bring it."""
    changed = dict(draft.judgements)
    for scored in (*result.walk(), *result.above.bonuses):
        node = scored.indicator
        if isinstance(node.way, Judged) and node.key in changed and apart:
            scale = scale_of_judgement(node)
            wanted = max(node.lowest, min(changed[node.key] + apart, node.highest))
            near = scale.near(wanted)
            if near:
                apart -= near[0] - changed[node.key]
                changed[node.key] = near[0]
    return changed


def _trials(making: Making, draft: Draft, target: Fraction) -> Iterator[Draft]:
    """The draft itself, then with one fact moved so that its score makes up the difference."""
    yield draft
    methodology = making.methodology
    result = score(methodology, drafted(methodology, draft))
    apart = target - _graded(result)
    aims = aims_of(methodology)
    exact = {node.indicator.key: node.exact for node in result.walk()}
    for key, tree, read in aims.scores:
        now = exact.get(key)
        for name in read if now is not None else ():
            before = making.names.get(name)
            if now is None or not isinstance(before, Fraction) or name in making.judged:
                continue
            scale = making.scale(name)
            for x in solutions(tree, name, making.names, now + apart, making.tables):
                for near in scale.near(x):
                    making.names[name] = near
                    held = dict(making.names)
                    for aim, _ in aims.ties:
                        making.balance(aim)
                    yield evolve(draft, values=making.values())
                    making.names.update(held)
            making.names[name] = before
