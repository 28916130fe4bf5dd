"""One printed number beside what is computed: the verdict, and the basis where it is another."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain

from attrs import evolve

from perfrules.formula.digits import decimals_of
from perfrules.model.published import Stated
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.studies.audited import Basis, Check
from perfrules.studies.other_bases import cut, follows


def held(
    asked: Check,
    stated: Stated,
    computed: Fraction | None,
    others: Iterable[Basis] = (),
    within: Fraction = Fraction(0),
) -> Check:
    """The check with its verdict: the number follows, or the first other reading that gives it.

    `others` is looked into only where the number does not follow, so it may be a generator.
    """
    check = evolve(
        asked,
        printed=stated.text,
        computed=computed,
        unit=stated.unit,
        decimals=stated.decimals,
        note=asked.note or stated.note,
    )
    if stated.value is None or (computed is None and asked.problems):
        return check  # what the rule refuses follows from nothing else either
    if computed is not None:
        check = evolve(check, apart=stated.value - computed)
        if follows(stated, computed, within):
            return evolve(check, verdict="ties")
        others = chain(others, cut(stated, computed))
    for basis in others:
        if follows(stated, basis.value):
            return evolve(check, verdict="ties on another basis", basis=basis)
    return check if computed is None else evolve(check, verdict="differs")


def to_the_step(stated: Stated, rounding: Rounding) -> Stated:
    """A printed score with the digits that its methodology gives: where it says 0.01, 5 is 5.00."""
    digits = decimals_of(rounding.to)
    return evolve(stated, decimals=max(stated.decimals, digits or 0))


def with_fewer_digits(
    stated: Stated, computed: Fraction | None, points: Fraction, rounding: Rounding
) -> Iterator[Basis]:
    """A score rounded to fewer digits than the methodology gives; nobody is rounded to full."""
    if computed is None or stated.step <= rounding.to or stated.value == points > computed:
        return
    value = rounded(computed, Rounding(stated.step, "half-up"))
    if value == stated.value:
        yield Basis("fewer digits", value)
