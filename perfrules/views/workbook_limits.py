"""What stands around a formula of points: limits of a score, rounding, open ends, control."""

from fractions import Fraction

from attrs import evolve, frozen

from perfrules.formula.digits import decimals_of
from perfrules.messages import Lang
from perfrules.messages import workbook as say
from perfrules.model.stretches import Stretch
from perfrules.model.terms import Rounding
from perfrules.readings.doubles import chosen, constant, plus, snapped
from perfrules.readings.extents import at_most, holds_all, meet, number_in, point
from perfrules.readings.figures import with_decimals
from perfrules.readings.ranges import negated
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import SUM, called, number_text, quoted


@frozen
class Limits:
    """Between what a score lies, and what becomes of one that does not."""

    low: Fraction
    high: Fraction
    floor: Fraction | None
    cap: Fraction | None
    """None: there is no score."""


def limited(said: Said, at: Stretch, limits: Limits, fails: str) -> tuple[Said, Stretch]:
    """The score within its limits, and between what it lies."""
    allowed = Stretch(limits.low, limits.high, low_closed=True, high_closed=True)
    if holds_all(allowed, at):
        return said, at
    lies = number_in(meet(at, allowed))
    high, low = number_text(limits.high, None), number_text(limits.low, None)
    near = said.near
    if limits.cap is not None and limits.floor is not None:
        text = called("MAX", low, called("MIN", said.text, high))
        near = chosen(near, constant(limits.low), constant(limits.high))
        return Said(text, near=near), lies
    text = said.text
    for bound, sign, other, instead in (
        (limits.low, "<", low, limits.floor),
        (limits.high, ">", high, limits.cap),
    ):
        digits, sure = _apart(said, at, bound)
        outside = f"{called('ROUND', f'{said.within(SUM)}-{other}', str(digits))}{sign}0"
        taken = fails if instead is None else number_text(instead, None)
        text = called("IF", outside, taken, text)
        near = chosen(near, constant(bound)) if instead is not None else near
        near = evolve(near, sure=near.sure and sure)
    return Said(text, near=near), lies


def _apart(said: Said, at: Stretch, bound: Fraction) -> tuple[int, bool]:
    minus = negated(point(bound))
    apart = plus(said.near, constant(bound), at, minus)
    return snapped(apart, _moved(at, bound), apart.step)


def _moved(at: Stretch, by: Fraction) -> Stretch:
    low, high = (None if end is None else end - by for end in (at.low, at.high))
    return Stretch(low, high, at.low_closed, at.high_closed)


def cut_text(text: str, cap: Fraction | None, floor: Fraction | None) -> str:
    """A sum within the cap and floor that a file states."""
    if cap is not None:
        text = called("MIN", text, number_text(cap, None))
    return text if floor is None else called("MAX", text, number_text(floor, None))


def cut_stretch(at: Stretch, cap: Fraction | None, floor: Fraction | None) -> Stretch:
    """Between what such a sum lies."""
    if cap is not None:
        at = number_in(meet(at, at_most(cap))) if at.low is None or at.low <= cap else point(cap)
    if floor is None:
        return at
    low = floor if at.low is None else max(at.low, floor)
    high = None if at.high is None else max(at.high, floor)
    return Stretch(low, high, low_closed=True, high_closed=high is not None)


def sum_text(cells: list[str]) -> str:
    """The sum of cells; nothing is zero."""
    return "+".join(cells) if cells else "0"


def decimals(rounding: Rounding) -> int:
    """Digits after the point of a printed score."""
    return decimals_of(rounding.to) or 0


def shown_text(  # noqa: PLR0913, PLR0917  # the cells that it reads
    exact: str, printed: str, low: str, high: str, wrong: list[str], digits: int, lang: Lang
) -> str:
    """What a reader sees of a score: the number, or that it is open, or that there is none.

    `wrong` are conditions, beside an error in the cell, under which there is none.
    """
    form = quoted("0" + ("." + "0" * digits if digits else ""))
    words = quoted(say.OPEN.in_(lang) + " ")
    ends = f"{words}&{called('TEXT', low, form)}&{quoted('–')}&{called('TEXT', high, form)}"
    none = quoted(say.REFUSED.in_(lang))
    failing = called("ISERR", exact)
    if wrong:
        failing = called("OR", failing, *wrong)
    return called("IF", called("ISNUMBER", exact), printed, called("IF", failing, none, ends))


def shown_value(  # noqa: PLR0913, PLR0917  # what a score came to
    state: str, printed: Fraction | None, low: Fraction, high: Fraction, digits: int, lang: Lang
) -> Fraction | str:
    """The same at the export."""
    if state == "refused":
        return say.REFUSED.in_(lang)
    if printed is not None and state == "done":
        return printed
    ends = [with_decimals(end, digits) for end in (low, high)]
    return say.OPEN_BETWEEN.in_(lang).format(low=ends[0], high=ends[1])


def control_text(now: str, then: str, lang: Lang) -> str:
    """Whether a cell still says what the engine said: numbers to nine digits, texts to a letter."""
    both = called("AND", called("ISNUMBER", now), called("ISNUMBER", then))
    near = f"ABS({now}-{then})<=0.000000001*MAX(1,ABS({then}))"
    same = called("IF", both, near, called("EXACT", f'{now}&""', f'{then}&""'))
    return called("IF", same, *(quoted(word.in_(lang)) for word in (say.AGREES, say.DIFFERS)))


def is_refused(cell: str, lang: Lang) -> str:
    """Whether a cell says that there is no score."""
    return f"{cell}={quoted(say.REFUSED.in_(lang))}"
