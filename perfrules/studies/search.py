"""Hypothesis over the valid fact sets of a methodology: a strategy, and a search with it."""

from collections.abc import Callable
from random import Random

from perfrules.extras import needing
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Refused
from perfrules.studies.sample import sampled, seeded

with needing("testing"):
    from hypothesis import HealthCheck, Phase, find, reject, settings
    from hypothesis import strategies as st
    from hypothesis.errors import NoSuchExample, Unsatisfiable


def fact_sets(methodology: Methodology) -> st.SearchStrategy[FactSet]:
    """Fact sets that the rules take, concentrated where the rules turn; they shrink.

    Where none can be made (E661) the example is passed over.
    """
    return st.randoms(use_true_random=False).map(lambda random: _sampled(methodology, random))


def _sampled(methodology: Methodology, random: Random) -> FactSet:
    try:
        return sampled(methodology, random)
    except Refused:
        reject()


def searched(
    methodology: Methodology,
    holds: Callable[[FactSet], bool],
    *,
    most: int = 500,
    seed: int = 0,
) -> FactSet | None:
    """A fact set for which `holds` holds, as it was found (`simplest` makes it simpler), or None.

    At most so many are looked at before one is found; the same seed finds the same one. Raises
    Refused (E661) where no fact set can be made: then nothing was searched.
    """
    sampled(methodology, seeded(seed, 0))
    how = settings(
        max_examples=most,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate,),  # simplest() is quicker, and ties hold all the way
        suppress_health_check=list(HealthCheck),
    )
    chance = Random(seed)  # noqa: S311  # no secret: the same seed must find the same
    try:
        return find(fact_sets(methodology), holds, settings=how, random=chance)
    except (NoSuchExample, Unsatisfiable):
        return None
