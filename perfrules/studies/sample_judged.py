"""Judgements and picks of a generated fact set: ends of tiers, full points, whole steps."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from perfrules.model.declared import Indicator
from perfrules.model.fail_if import tier_stretch
from perfrules.model.methodology import Methodology
from perfrules.model.picked import Picked
from perfrules.model.read_hands import indicators_for
from perfrules.model.split import shares
from perfrules.model.stretches import Stretch
from perfrules.model.ways import Judged
from perfrules.studies.plausible import Scale


def picks_of(methodology: Methodology, random: Random) -> dict[str, tuple[str, ...]]:
    """One or some of the children wherever the facts choose."""
    found: dict[str, tuple[str, ...]] = {}
    for key, parent in methodology.indicators.items():
        if parent.choose is None:
            continue
        first = random.choice(parent.children)
        some = {first}
        if parent.choose == "some":
            some |= {child for child in parent.children if random.randint(0, 1)}
        picked = [child for child in parent.children if child in some]
        while parent.split is not None and len(picked) > 1:
            split = parent.split
            if min(shares(parent.points, len(picked), split.to, split.remainder)) > 0:
                break
            picked.pop()
        found[key] = tuple(picked)
    return found


def judged_of(methodology: Methodology, picked: Picked) -> dict[str, Indicator]:
    """What a person scores here, by key: not what was not picked, nor what is below it."""
    stands = {**indicators_for(methodology, picked), **methodology.above.extras}
    return {
        key: node
        for key, node in stands.items()
        if isinstance(node.way, Judged)
        and (node.points or not (methodology.node(key) or node).points)
    }


def judgements_for(judged: Mapping[str, Indicator], random: Random) -> dict[str, Fraction]:
    """A score for each."""
    generous = random.randint(0, 3)
    return {key: judgement_for(node, random, generous) for key, node in judged.items()}


def judgement_for(node: Indicator, random: Random, generous: int = 1) -> Fraction:
    """Full points, an end of a tier, or any score."""
    scale = scale_of_judgement(node)
    if random.randint(0, 3) < generous:
        return scale.near(node.points)[0] if scale.near(node.points) else node.highest
    assert isinstance(node.way, Judged)
    ends = (
        end
        for tier in node.way.tiers
        for stretch in (tier_stretch(tier, node.points),)
        for end in (stretch.high, stretch.low)
        if end is not None
    )
    edges = [x for end in (*ends, node.lowest) for x in scale.around(end)]
    if edges and random.randint(0, 1):
        return random.choice(edges)
    half = max(scale.step, Fraction(1, 2))
    some = node.lowest + (node.highest - node.lowest) * random.randint(0, 20) / 20
    near = scale.near(some // half * half) or scale.near(some) or (node.lowest,)
    return near[0]


def scale_of_judgement(node: Indicator) -> Scale:
    """The scores that may be given: multiples of the step, else with the digits of the print."""
    assert isinstance(node.way, Judged)
    limits = Stretch(node.lowest, node.highest, low_closed=True, high_closed=True)
    return Scale(node.way.step or node.rounding.to, limits, node.points)
