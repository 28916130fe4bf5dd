"""Which way a fact moves the total: proved where that can be said for certain, else searched."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from attrs import frozen

from perfrules.model.methodology import Methodology
from perfrules.model.ways import Rank
from perfrules.studies.curve_points import Curve, Point
from perfrules.studies.edges import reads
from perfrules.studies.inlined import inlined
from perfrules.studies.levers import Lever

Way = Literal["never lowers", "never raises", "both", "no influence", "by place"]
"""What more of it does to the total; for yes/no, yes is more; `by place` is through the places
among all departments alone, which one fact set does not show."""

How = Literal["proved", "searched"]
"""Certain; or found on curves around some fact sets, and nothing against it there."""


@frozen(eq=False, repr=False)
class Move:
    """Two values of one lever at one fact set, and what they came to."""

    curve: Curve
    before: Point
    after: Point


@frozen(eq=False, repr=False)
class Direction:
    """Which way a fact or judgement moves the total."""

    name: str
    way: Way
    how: How
    rise: Move | None = None
    """Where more of it raised the total."""
    fall: Move | None = None
    """Where more of it lowered the total."""


def direction(
    methodology: Methodology,
    lever: Lever,
    curves: Iterable[Curve],
    proved: Mapping[str, Way] = MappingProxyType({}),
) -> Direction:
    """The direction of a lever, as its curves show it.

    Proved are: no influence, where no formula of the score reads it; both, where the curves
    show a rise and a fall; and what `proved` says of it, a proof from elsewhere. The rest is as
    searched.
    """
    if lever.kind in ("fact", "judgement") and not lever.trees(methodology):
        ranked = _by_place(methodology, lever)
        return Direction(lever.name, "by place" if ranked else "no influence", "proved")
    rise = fall = None
    for curve in curves:
        up, down = _moves(curve)
        rise, fall = rise or up, fall or down
    match rise, fall:
        case _ if lever.name in proved:
            return Direction(lever.name, proved[lever.name], "proved", rise, fall)
        case Move(), Move():
            return Direction(lever.name, "both", "proved", rise, fall)
        case Move(), None:
            return Direction(lever.name, "never lowers", "searched", rise)
        case None, Move():
            return Direction(lever.name, "never raises", "searched", None, fall)
        case _:
            way: Way = "by place" if _by_place(methodology, lever) else "no influence"
            return Direction(lever.name, way, "searched")


def _by_place(methodology: Methodology, lever: Lever) -> bool:
    """Whether a rank compares something that rests on it."""
    inside = inlined(methodology)
    ranked = (leaf.way.of.tree for leaf in methodology.leaves() if isinstance(leaf.way, Rank))
    return any(reads(inside.tree(tree), lever.variable) for tree in ranked)


def _moves(curve: Curve) -> tuple[Move | None, Move | None]:
    """The widest rise and the widest fall between neighbours, or between yes and no.

    Texts of a choice have no order, and so no direction: what differs is shown as both.
    """
    known = [point for point in curve.points if point.total is not None and curve.is_written(point)]
    pairs = [(a, b, _rise(a, b)) for a, b in pairwise(known)]
    up = max(pairs, key=lambda pair: pair[2], default=None)
    down = min(pairs, key=lambda pair: pair[2], default=None)
    return (
        Move(curve, up[0], up[1]) if up is not None and up[2] > 0 else None,
        Move(curve, down[0], down[1]) if down is not None and down[2] < 0 else None,
    )


def _rise(before: Point, after: Point) -> Fraction:
    assert before.total is not None
    assert after.total is not None
    return after.total - before.total
