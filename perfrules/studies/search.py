"""Hypothesis over the valid fact sets of a methodology: a strategy, and a search with it."""

from collections.abc import Callable
from random import Random

from perfrules.extras import needing
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Refused
from perfrules.studies.sample import sampled

with needing("testing"):
    from hypothesis import HealthCheck, Phase, find, reject, settings
    from hypothesis import strategies as st
    from hypothesis.errors import NoSuchExample


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
    """A fact set for which `holds` holds, made smaller as far as it goes; None if none was found.

    At most so many are looked at before one is found; the same seed finds the same one.
    """
    how = settings(
        max_examples=most,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    chance = Random(seed)  # noqa: S311  # no secret: the same seed must find the same
    try:
        return find(fact_sets(methodology), holds, settings=how, random=chance)
    except NoSuchExample:
        return None
