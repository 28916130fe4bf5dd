"""The functions of formulas as a spreadsheet calls them; steps are rounded after they snap."""

from fractions import Fraction
from typing import Protocol

from attrs import evolve

from perfrules.formula.compounds import spelled_out
from perfrules.formula.tree import Call, Comparison, Node, Number, Operate
from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import Doubled, chosen, snapped, times
from perfrules.readings.sheet_compared import joined
from perfrules.readings.sheet_rounding import to_multiple
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import MINUS, PRODUCT, SUM, VALUE, called

ZERO = Number(Fraction(0))
_ROUNDED = {"round": "ROUND", "round_up": "ROUNDUP", "round_down": "ROUNDDOWN"}


class Saying(Protocol):
    """What a call asks of the reading."""

    @property
    def fails(self) -> str:
        """The error where there is no result."""

    def say(self, node: Node) -> Said:
        """A part of the call."""

    def number(self, node: Node) -> Stretch:
        """Between what a part lies."""

    def compared(self, left: Node, sign: Comparison, right: Node) -> Said:
        """A comparison of two parts."""


def function_said(node: Call, here: Saying) -> Said:
    """A call of a function of formulas."""
    x, *rest = node.arguments
    match node.function:
        case "min" | "max":
            parts = [here.say(part) for part in node.arguments]
            near = chosen(*(part.near for part in parts))
            return Said(called(node.function.upper(), *(part.text for part in parts)), near=near)
        case "abs":
            said = here.say(x)
            return evolve(said, text=called("ABS", said.text), binds=VALUE)
        case "round" | "round_up" | "round_down":
            return _to_step(_ROUNDED[node.function], x, rest[0], here)
        case "floor":
            return _floor(x, here)
        case "ceil":
            said = _floor(x, here, sign="-")
            return evolve(said, text=f"-{said.text}", binds=MINUS)
        case "steps":
            floor = _floor(Operate("/", x, rest[0]), here)
            return _where(rest[0], ">", ZERO, floor, here)
        case "interpolate":
            said = here.say(spelled_out(node))
            for left, right in zip(rest[0:-2:2], rest[2::2], strict=True):
                said = _where(left, "<", right, said, here)
            return said
        case "days":
            start, end = here.say(x), here.say(rest[0])
            return Said(f"{end.within(SUM)}-{start.within(PRODUCT)}", SUM)
        case "months":
            return Said(_months(here.say(x).within(VALUE), here.say(rest[0]).within(VALUE)))
        case "one_of":
            same = [here.compared(x, "==", text) for text in rest]
            return joined("or", same, together=True)
        case _:
            return here.say(spelled_out(node))


def _to_step(name: str, x: Node, to: Node, here: Saying) -> Said:
    """To a multiple of a step: by the sheet's own function, of the number or of how many steps."""
    at = here.number(to)
    if at.low is not None and at.low == at.high and at.low > 0:
        said = here.say(x)
        tie = at.low / 2 if name == "ROUND" else at.low
        digits, sure = snapped(said.near, here.number(x), tie)
        snap = called("ROUND", said.text, str(digits))
        return to_multiple(name, snap, at.low, sure=sure)
    count = Operate("/", x, to)
    said, divisor, number = here.say(count), here.say(to), here.number(count)
    digits, sure = snapped(said.near, number, Fraction(1, 2))
    whole = called(name, called("ROUND", said.text, str(digits)), "0")
    near = times(Doubled(sure=sure), divisor.near, number, at)
    result = Said(f"{whole}*{divisor.within(MINUS)}", PRODUCT, near)
    return _where(to, ">", ZERO, result, here)


def _floor(x: Node, here: Saying, sign: str = "") -> Said:
    """The largest whole number not above x, or not above −x."""
    said = here.say(x)
    if said.near.whole:
        return Said(called("INT", sign + said.within(VALUE)), near=said.near)
    digits, sure = snapped(said.near, here.number(x), Fraction(1))
    snap = called("ROUND", said.text, str(digits))
    return Said(called("INT", sign + snap), near=Doubled(sure=sure))


def _where(left: Node, sign: Comparison, right: Node, said: Said, here: Saying) -> Said:
    """What is said where a comparison holds, as it may always do; else there is no result."""
    one, other = here.number(left), here.number(right)
    low, high = (one.high, other.low) if sign == "<" else (other.high, one.low)
    if low is not None and high is not None:
        apart = low < high or (low == high and not (one.low_closed and other.low_closed))
        if apart:
            return said
    when = here.compared(left, sign, right)
    text = called("IF", when.text, said.text, here.fails)
    return Said(text, VALUE, said.near.with_(when.near), said.kind)


def _months(start: str, end: str) -> str:
    """Full months, also backward; the last day of a month stands for a day that it lacks."""

    def forward(one: str, other: str) -> str:
        last = f"DAY(DATE(YEAR({other}),MONTH({other})+1,0))"
        short = f"IF(DAY({other})<MIN(DAY({one}),{last}),1,0)"
        return f"(YEAR({other})-YEAR({one}))*12+MONTH({other})-MONTH({one})-{short}"

    return called("IF", f"{end}<{start}", f"-({forward(end, start)})", forward(start, end))
