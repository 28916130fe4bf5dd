"""Many departments scored together, and ranked among each other where a rule says so."""

from collections.abc import Iterable, Sequence

from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Rank
from perfrules.scoring.places import standings_of
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.tree import Standing

Places = tuple[dict[str, Standing], ...]
"""Of each fact set, its place by indicator."""


def score_all(methodology: Methodology, facts: Iterable[FactSet]) -> list[Result]:
    """The result of each fact set, in the order given, all ranked among each other.

    A department whose compared value is missing, or cannot be computed, is not ranked: it stays
    open or refused, and the others are ranked without it.
    """
    given = tuple(facts)
    keys = ranks_in(methodology)
    places: Places = tuple({} for _ in given)
    while True:
        pairs = zip(given, places, strict=True)
        results = [score(methodology, each, standings) for each, standings in pairs]
        # One rank may rest on another, whose places must be known before: one pass for each.
        found = _places(results, keys)
        if found == places:
            return results
        places = found


def score_each(given: Sequence[FactSet]) -> list[Result]:
    """The result of each; those of one methodology and period are ranked among each other."""
    together: dict[object, list[FactSet]] = {}
    for facts in given:
        if ranks_in(facts.rules):
            together.setdefault(_population(facts), []).append(facts)
    ranked = {
        key: iter(score_all(sets[0].rules, sets)) for key, sets in together.items() if len(sets) > 1
    }
    waiting = (ranked.get(_population(facts)) for facts in given)
    return [
        score(facts.rules, facts) if results is None else next(results)
        for facts, results in zip(given, waiting, strict=True)
    ]


def _population(given: FactSet) -> object:
    """What departments have in common that are ranked together; files may be read twice."""
    files = tuple(document.sha256 for document in given.rules.documents)
    return files, given.period


def ranks_in(methodology: Methodology) -> tuple[str, ...]:
    """The keys of the indicators that are scored by rank."""
    return tuple(leaf.key for leaf in methodology.leaves() if isinstance(leaf.way, Rank))


def _places(results: Sequence[Result], keys: tuple[str, ...]) -> Places:
    places: Places = tuple({} for _ in results)
    for key in keys:
        standings = standings_of([result[key] for result in results])
        for place, standing in zip(places, standings, strict=True):
            if standing is not None:
                place[key] = standing
    return places
