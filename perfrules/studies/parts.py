"""The change of one department's total, divided among the changes of its methodology."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.scoring.result import Result
from perfrules.studies.changes import Change
from perfrules.studies.hybrids import Hybrids
from perfrules.studies.reach import felt_by, is_plain_sum
from perfrules.studies.shapley import shapley, subsets

MOST = 8
"""So many players are weighed one by one; more at one place are taken entry by entry."""

MOST_FELT = 64
"""Changes at one place; more of them are taken together."""
MOST_WORK = 200_000
"""So many entries of rule files are read again for the mixes of one department's changes."""

Block = tuple[Change, ...]
"""Changes that count as one, for the rules between them cannot be scored."""

Worth = Callable[[frozenset[Change]], Fraction | None]


@frozen(eq=False, repr=False)
class Part:
    """What one change (or several that cannot be parted) did to one place of the tree."""

    changes: Block
    node: str
    """The key of the leaf; empty for the total as a whole."""
    points: Fraction


def parts_of(
    hybrids: Hybrids,
    changes: tuple[Change, ...],
    facts: tuple[FactSet, FactSet],
    results: tuple[Result, Result],
) -> tuple[Part, ...]:
    """Parts that add up exactly to new − old printed total, whatever the order of the changes.

    Where the total is the sum of its leaves, each leaf's change is divided by Shapley values
    among the changes that the leaf can feel; by their linearity and because a change that is
    not felt has none, these add up to the Shapley values of the total. Else the total is
    divided as a whole.
    """
    whole = not all(is_plain_sum(each.methodology) for each in results)
    keys = [""] if whole else _leaves(results)
    made: dict[frozenset[Change], Result | None] = {}

    def mixed(some: frozenset[Change]) -> Result | None:
        if some not in made:
            made[some] = hybrids.result(some, facts)
        return made[some]

    scoring = tuple(change for change in changes if change.scores)
    felt = {
        key: felt_by(key, scoring, hybrids.old, hybrids.new) if key else scoring for key in keys
    }
    most = _most_weighed([len(each) for each in felt.values()], hybrids.old)
    found: list[Part] = []
    for key, changes_here in felt.items():
        found += _parts_at(key, changes_here, results, mixed, most)
    return tuple(found)


def _most_weighed(felt: Sequence[int], rules: Methodology) -> int:
    """How many changes at one place can be weighed one by one, so that all ends in some seconds."""
    entries = len(rules.facts) + len(rules.measures) + len(rules.indicators)
    for most in range(MOST, 0, -1):
        mixes = sum(2 ** min(count, most) + 2 * count for count in felt if count <= MOST_FELT)
        if mixes * entries <= MOST_WORK:
            return most
    return 0


def _leaves(results: tuple[Result, Result]) -> list[str]:
    """The leaves of either version."""
    return list(dict.fromkeys(leaf.key for r in results for leaf in r.methodology.leaves()))


def _parts_at(
    key: str,
    felt: tuple[Change, ...],
    results: tuple[Result, Result],
    mixed: Callable[[frozenset[Change]], Result | None],
    most: int,
) -> Iterator[Part]:
    old, new = (printed_at(each, key) for each in results)
    assert old is not None
    assert new is not None
    every = frozenset(felt)

    def worth(some: frozenset[Change]) -> Fraction | None:
        """The printed score with some of the changes; the ends are those of the versions."""
        if not some:
            return old
        if some == every:
            return new
        result = mixed(some)
        return None if result is None else printed_at(result, key)

    blocks = _blocks(felt, worth, most)

    def of_blocks(some: frozenset[Block]) -> Fraction:
        points = worth(frozenset(change for block in some for change in block))
        assert points is not None, "or the blocks would be larger"
        return points

    for block, points in shapley(blocks, of_blocks).items():
        if points:
            yield Part(block, key, points)


def printed_at(result: Result, key: str) -> Fraction | None:
    """The printed score of a leaf (of the total for ""); 0 for one that is not there.

    None while it cannot be told.
    """
    if not key:
        return result.printed
    leaf = result.methodology.indicators.get(key)
    if leaf is None or leaf.way is None:
        return Fraction(0)
    return result[key].printed


def _blocks(felt: tuple[Change, ...], worth: Worth, most: int) -> list[Block]:
    """The changes one by one as far as every mix of them can be scored, else together.

    Tried in turn: each by itself; those that cannot be made or left alone together; those of
    one entry together; all together. None of it depends on the order of the changes.
    """
    if not most or len(felt) > MOST_FELT:
        return [felt] if felt else []
    single = [(change,) for change in felt]
    by_entry = _grouped(single, lambda block: f"{block[0].table} {block[0].name}")
    all_of_them = frozenset(felt)
    stubborn = {
        change
        for change in felt
        if worth(frozenset({change})) is None or worth(all_of_them - {change}) is None
    }
    pooled = _grouped(single, lambda block: "" if block[0] in stubborn else str(block[0].number))
    for blocks in (single, pooled, by_entry):
        if len(blocks) <= most and _all_scored(blocks, worth):
            return list(blocks)
    return [felt] if felt else []


def _grouped(blocks: Sequence[Block], by: Callable[[Block], str]) -> list[Block]:
    groups: dict[str, Block] = {}
    for block in blocks:
        groups[by(block)] = (*groups.get(by(block), ()), *block)
    return list(groups.values())


def _all_scored(blocks: Sequence[Block], worth: Worth) -> bool:
    return all(
        worth(frozenset(change for block in some for change in block)) is not None
        for some in subsets(blocks)
    )
