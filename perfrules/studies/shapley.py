"""Shapley values: what each of several causes has done, without any order among them."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TypeVar

P = TypeVar("P")


def shapley(players: Sequence[P], worth: Callable[[frozenset[P]], Fraction]) -> dict[P, Fraction]:
    """The mean, over all orders, of what a player adds when it comes to those before it.

    Exact; the values add up to worth(all) − worth(none). `worth` is asked once for each of the
    2**n subsets. Source: L. S. Shapley, A Value for n-Person Games, 1953.
    """
    count = len(players)
    known = {subset: worth(subset) for subset in subsets(players)}
    values = dict.fromkeys(players, Fraction(0))
    for subset, points in known.items():
        size = len(subset)
        for player in players:
            if player in subset:
                orders = factorial(size - 1) * factorial(count - size)
                gain = points - known[subset - {player}]
                values[player] += gain * Fraction(orders, factorial(count))
    return values


def subsets(players: Iterable[P]) -> list[frozenset[P]]:
    """All subsets, the smaller ones first."""
    every = list(players)
    return [frozenset(some) for size in range(len(every) + 1) for some in combinations(every, size)]
