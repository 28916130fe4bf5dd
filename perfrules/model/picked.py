"""The indicators as they stand for one department, which has picked among those that it may."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import evolve

from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.split import shares

Picked = Mapping[str, tuple[str, ...]]
"""The keys of the picked children, by the key of their parent."""


def as_picked(indicators: Mapping[str, Indicator], picked: Picked) -> dict[str, Indicator]:
    """The indicators that have other points than the rule file says, by key.

    What was not picked, and what is below it, has none; where several may be picked, they share
    the points of their parent in the order of the file. Nothing changes below a parent whose
    pick is missing.
    """
    found: dict[str, Indicator] = {}
    for key, parent in indicators.items():
        if parent.choose is not None and key in picked and key not in found:
            for child, points in _points(parent, picked[key]):
                if points != indicators[child].points:
                    found[child] = evolve(indicators[child], points=points)
        elif key in found and not found[key].points:
            found |= {
                child: evolve(indicators[child], points=Fraction(0)) for child in parent.children
            }
    return found


def _points(parent: Indicator, picked: tuple[str, ...]) -> Iterable[tuple[str, Fraction]]:
    taken = [child for child in parent.children if child in picked]
    parts: tuple[Fraction, ...] = (parent.points,) * len(taken)
    if parent.split is not None:
        parts = shares(parent.points, len(taken), parent.split.to, parent.split.remainder)
    given = dict(zip(taken, parts, strict=True))
    return ((child, given.get(child, Fraction(0))) for child in parent.children)


def as_it_stands(methodology: Methodology, picked: Picked) -> Methodology:
    """The methodology with the points of what one department has picked."""
    changed = as_picked(methodology.indicators, picked) if picked else {}
    if not changed:
        return methodology
    return evolve(methodology, indicators={**methodology.indicators, **changed})
