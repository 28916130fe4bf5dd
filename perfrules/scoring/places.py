"""Places among all departments that are scored together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from perfrules.model.ways import Rank
from perfrules.readings.number import Missing, name_of_property
from perfrules.readings.number import Result as Reading
from perfrules.scoring.outcome import passed_on
from perfrules.scoring.tree import Outcome, Scored, Standing


def as_ranked(
    key: str, ranked: Outcome, standings: Mapping[str, Standing]
) -> Iterator[tuple[str, Reading]]:
    """What the formulas of a rank find as 名次 and 总数."""
    standing = standings.get(key)
    rank: Reading = Missing(frozenset({"population"}))
    count = rank
    if ranked.state != "done":
        rank = count = passed_on(ranked)
    elif standing is not None:
        rank, count = standing.rank, Fraction(standing.ranked)
    yield name_of_property("rank", key), rank
    yield name_of_property("count", key), count


def standings_of(nodes: Sequence[Scored]) -> Iterator[Standing | None]:
    """The place of each among the others; None for one that cannot be compared.

    The nodes are those of one indicator. Where it does not apply, nobody is counted.
    """
    values = [_compared(node) for node in nodes]
    known = sorted(value for value in values if value is not None)
    everybody = sum(not node.out for node in nodes)
    for node, value in zip(nodes, values, strict=True):
        if value is None:
            yield None
            continue
        way = node.indicator.way
        assert isinstance(way, Rank)
        standing = standing_among(way, value, known)
        yield evolve(standing, everybody=everybody)


def standing_among(way: Rank, value: Fraction, ordered: Sequence[Fraction]) -> Standing:
    """The place of a value among all that are known, itself among them, from the least."""
    below, equal_or_below = bisect_left(ordered, value), bisect_right(ordered, value)
    ahead = below if way.better == "lower" else len(ordered) - equal_or_below
    rank = Fraction(ahead + 1)
    if way.ties == "average":
        rank += Fraction(equal_or_below - below - 1, 2)
    return Standing(rank, len(ordered), len(ordered))


def _compared(node: Scored) -> Fraction | None:
    value = None if node.ranked is None else node.ranked.value
    return value if isinstance(value, Fraction) else None
