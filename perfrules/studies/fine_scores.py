"""Judged scores with one more digit than is printed: where roundings and grades tell themselves."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.model.declared import Indicator
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Judged
from perfrules.problem import Refused
from perfrules.scoring.score import score
from perfrules.studies.fact_sets import Draft, draft_of, drafted
from perfrules.studies.plausible import sample_facts

_PARTS = (Fraction(1, 2), Fraction(3, 2), Fraction(1, 10), Fraction(19, 10))
"""Of a printed step: halves above an even and above an odd one, a little above, nearly all."""


def fine_scores(methodology: Methodology) -> tuple[FactSet, ...]:
    """The first example with all judged scores between printed ones, then totals beside grades.

    None where nothing is judged, or only in whole steps, or where no example can be read.
    """
    drafts = [draft_of(facts) for facts in sample_facts(methodology)[:1]]
    made = (each for draft in drafts for each in _drafts(methodology, draft))
    return tuple(facts for draft in made if (facts := _read(methodology, draft)) is not None)


def _drafts(methodology: Methodology, draft: Draft) -> Iterator[Draft]:
    judged = {key: node for key in draft.judgements if (node := _free(methodology, key))}
    if not judged:
        return
    for part in _PARTS:
        finer = {key: _between(node, part) for key, node in judged.items()}
        yield evolve(draft, judgements={**draft.judgements, **finer})
    facts = _read(methodology, draft)
    total = None if facts is None else score(methodology, facts).exact
    limits = {grade.stretch.low for grade in methodology.grades} - {None}
    for limit in limits if total is not None else ():
        assert limit is not None
        assert total is not None
        wanted = limit - methodology.rounding.to / 2 - total
        yield evolve(draft, judgements=_moved(draft, judged, wanted))


def _free(methodology: Methodology, key: str) -> Indicator | None:
    """The judged node, where any number may be given to it."""
    node = methodology.node(key)
    way = None if node is None else node.way
    return node if isinstance(way, Judged) and way.step is None and not way.raters else None


def _between(node: Indicator, part: Fraction) -> Fraction:
    """About half of the points, so much of a printed step above an even number of steps."""
    to = node.rounding.to
    return node.points / 4 // to * 2 * to + part * to


def _moved(draft: Draft, judged: dict[str, Indicator], by: Fraction) -> dict[str, Fraction]:
    """The judgements with so much more in all, as far as they can go."""
    found = dict(draft.judgements)
    for key, node in judged.items():
        wanted = max(node.lowest, min(found[key] + by, node.highest))
        by -= wanted - found[key]
        found[key] = wanted
    return found


def _read(methodology: Methodology, draft: Draft) -> FactSet | None:
    try:
        return drafted(methodology, draft)
    except Refused:
        return None
