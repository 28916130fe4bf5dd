"""A methodology as one program of whole numbers, for departments of which the same is told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, lcm

from attrs import frozen

from perfrules.files.tables import Document
from perfrules.model.methodology import Methodology
from perfrules.model.picked import Picked, as_it_stands
from perfrules.model.read_hands import picked_of
from perfrules.model.terms import Span as Days
from perfrules.problem import Problems
from perfrules.readings.bounds import MOST_BITS
from perfrules.readings.integers import Part
from perfrules.readings.program import Program
from perfrules.readings.ratios import Ratio
from perfrules.readings.whole import NotWholeError
from perfrules.scoring.whole_above import concluded
from perfrules.scoring.whole_inputs import Inputs, Told
from perfrules.scoring.whole_names import Names
from perfrules.scoring.whole_tree import Tree

_LARGEST = (10**28, 10**19, 10**15, 10**12)
"""The numbers that are reckoned with; smaller ones where sums could leave the bounds."""


@frozen(eq=False, repr=False)
class Score:
    """A printed score: so many units, where it is not missing."""

    digits: Part
    unit: Fraction
    missing: Part


@frozen(eq=False, repr=False)
class Whole:
    """The program, its inputs, and what comes out."""

    make: Program
    told: tuple[Told, ...]
    nodes: Mapping[str, Score]
    """Indicators, bonuses and penalties, by key."""
    total: Score
    grade: Part
    """Its number in the order of the file."""
    needs: Mapping[str, Part]
    """What an open total waits for, and when."""
    wrong: Part
    """Whether the department is one for `score`: all else means nothing then."""


def whole_of(  # noqa: PLR0913  # all that makes one program another
    methodology: Methodology,
    *,
    period: Days,
    picked: Picked,
    absent: frozenset[str],
    unsure: frozenset[str] = frozenset(),
    places: Mapping[str, int],
) -> Whole:
    """The program; `absent` and `unsure` are names as `missing` has them.

    Raises NotWholeError for what only `score` can do.
    """
    rules = as_it_stands(methodology, picked)
    for leaf in methodology.scored():
        now = rules.node(leaf.key)
        unpicked = leaf.points and now is not None and not now.points
        if unpicked and f"judgement:{leaf.key}" not in absent:
            raise NotWholeError  # a judgement of what was not picked is refused
    for largest in _LARGEST:
        names = Names(
            rules=rules,
            picked=picked,
            period=period,
            inputs=Inputs(largest, places),
            absent=absent,
            unsure=unsure,
        )
        tree = Tree(names)
        tree.reckon()
        above = concluded(tree)
        if _fits(names.make, names.reading.ratios.on_the_way, tree.exact):
            break
    else:
        raise NotWholeError
    state, keys = above.total.state, (*rules.indicators, *rules.above.extras)
    return Whole(
        make=names.make,
        told=tuple(names.inputs.told),
        nodes={
            key: _score(names.make, shown.printed, shown.state.missing)
            for key, shown in ((key, tree.shown[key]) for key in keys)
        },
        total=_score(names.make, above.total.printed, state.missing),
        grade=above.grade,
        needs=state.needs,
        wrong=names.make.either(*tree.wrong),
    )


def picked_from(methodology: Methodology, picked: Mapping[str, tuple[str, ...]]) -> Picked | None:
    """What was picked, read like in a fact file; None where that would be refused."""
    tree = {key: list(picks) for key, picks in picked.items()}
    problems = Problems()
    document = Document("<facts>", "", "", {"picked": tree}, "python")
    found = picked_of(document.table, methodology, problems)
    return None if problems.found else found


def _score(make: Program, printed: Ratio, missing: Part) -> Score:
    """A printed score in units of a power of ten."""
    assert not printed.d, "a printed score is a whole number of units"
    unit = Fraction(1)
    while (printed.c / unit).denominator != 1:
        unit /= 10
    return Score(make.times(int(printed.c / unit), printed.n), unit, missing)


def _fits(make: Program, on_the_way: Iterable[Ratio], exact: Iterable[Ratio]) -> bool:
    """Whether no number can leave the bounds that `number` and the sums of `score` keep."""

    def bits(part: Part) -> int:
        span = make.span(part)
        ends = [abs(ceil(end)) for end in (span.low, span.high) if end is not None]
        return max(ends).bit_length() if len(ends) == 2 else MOST_BITS + 1

    below: dict[int, tuple[int, int]] = {}
    constant, size = 1, Fraction(0)
    for ratio in exact:
        for factor, times in Counter(ratio.d).items():
            known = below.get(factor.at, (0, 0))
            below[factor.at] = max(known, (times, times * bits(factor)))
        constant = lcm(constant, ratio.c.denominator)
        size += max(abs(Fraction(e)) for e in (ratio.span.low, ratio.span.high) if e is not None)
    least = constant.bit_length() + sum(each for _, each in below.values())
    if least + ceil(size).bit_length() > MOST_BITS:
        return False
    return all(
        ratio.c.numerator.bit_length() + bits(ratio.n) <= MOST_BITS
        and ratio.c.denominator.bit_length() + sum(map(bits, ratio.d)) <= MOST_BITS
        for ratio in on_the_way
    )
