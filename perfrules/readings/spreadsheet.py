"""A formula as a spreadsheet says it: in defined names, each decision snapped to few decimals."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Protocol, assert_never

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.compounds import spelled_out
from perfrules.formula.functions import FUNCTIONS
from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Comparison,
    Fold,
    Given,
    If,
    Judgement,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Property,
)
from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import (
    EXACT,
    Doubled,
    alike,
    chosen,
    clipped,
    constant,
    over,
    plus,
    snapped,
    times,
)
from perfrules.readings.interval import Reading
from perfrules.readings.learned import Learned
from perfrules.readings.ranges import negated
from perfrules.readings.ranges import plus as plus_stretch
from perfrules.readings.sheet_rounding import to_multiple
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import (
    COMPARE,
    MINUS,
    PRODUCT,
    SIGNS,
    SUM,
    VALUE,
    called,
    number_text,
    quoted,
)
from perfrules.readings.values import key_of


class Sheet(Protocol):
    """What a formula finds around it."""

    @property
    def reading(self) -> Reading:
        """Between what its names lie."""

    @property
    def fails(self) -> str:
        """What a cell says where there is no score: an error, other than that of a gap."""

    def name(self, key: str) -> Said:
        """What is called by the evaluator's key of a name."""

    def fold(self, fold: Fold) -> Said:
        """The cell in which a function over the rows of a table stands."""


def spreadsheet(node: Node, sheet: Sheet, known: Learned) -> Said:
    """The formula, where so much is known; one that reads an empty fact comes to #N/A.

    Only functions that Excel, WPS and LibreOffice share. Errors pass through it as missing
    values and faults pass through the evaluator: and, or are read from the left by IF.
    """
    match node:
        case Number(value, unit):
            text = number_text(value, unit)
            return Said(text, PRODUCT if "/" in text else VALUE, constant(value))
        case Choice(text):
            return Said(quoted(text), kind="text")
        case Name() | Property() | Judgement():
            key = key_of(node)
            assert key is not None, "a name has a key"
            return sheet.name(key)
        case Given(name):
            return Said(called("NOT", called("ISNA", sheet.name(name).text)), kind="yes/no")
        case Negate(operand):
            said = spreadsheet(operand, sheet, known)
            return Said(f"-{said.within(VALUE)}", MINUS, said.near)
        case Not(Given(name)):
            return Said(called("ISNA", sheet.name(name).text), kind="yes/no")
        case Not(operand):
            said = spreadsheet(operand, sheet, known)
            return evolve(said, text=called("NOT", said.text), binds=VALUE)
        case Operate(op, left, right):
            return _operated(node, op, left, right, sheet, known)
        case Compare(first, rest):
            pairs = list(_pairs(first, rest, sheet, known))
            later = (operand for _, operand in rest[1:])
            return _joined("and", pairs, together=_together(Compare(first, rest[:1]), *later))
        case Logic(op, parts):
            said_parts: list[Said] = []
            here: Learned | None = known
            for part in parts:
                said_parts.append(spreadsheet(part, sheet, here or known))
                here = sheet.reading.where(part, op == "and", here)
            return _joined(op, said_parts, together=_together(*parts))
        case If(condition, then, otherwise):
            return _chosen(condition, then, otherwise, sheet, known)
        case Call(function, arguments):
            return _called(node, function, arguments, sheet, known)
        case Fold():
            return sheet.fold(node)
        case Nothing():
            return Said(sheet.fails)
        case _:
            assert_never(node)


def _operated(  # noqa: PLR0913  # the parts of a node, and what the reading carries
    node: Operate, op: str, left: Node, right: Node, sheet: Sheet, known: Learned
) -> Said:
    one, other = spreadsheet(left, sheet, known), spreadsheet(right, sheet, known)
    at_one, at_other = (sheet.reading.number(part, known) for part in (left, right))
    match op:
        case "+":
            near = plus(one.near, other.near, at_one, at_other)
        case "-":
            near = plus(one.near, other.near, at_one, negated(at_other))
        case "*":
            near = times(one.near, other.near, at_one, at_other)
        case _:
            near = over(one.near, other.near, at_one, at_other)
    binds = SUM if op in "+-" else PRODUCT
    return Said(f"{one.within(binds)}{op}{other.within(binds + 1)}", binds, near)


def _pairs(
    first: Node, rest: tuple[tuple[Comparison, Node], ...], sheet: Sheet, known: Learned
) -> Iterable[Said]:
    left = first
    for sign, right in rest:
        yield compared(left, sign, right, sheet, known)
        left = right


def compared(left: Node, sign: Comparison, right: Node, sheet: Sheet, known: Learned) -> Said:
    """One comparison, of numbers by their difference unless both are written decimals."""
    one, other = spreadsheet(left, sheet, known), spreadsheet(right, sheet, known)
    if one.kind == "text":
        same = called("EXACT", one.text, other.text)
        text = same if sign == "==" else called("NOT", same)
        return Said(text, kind="yes/no", near=EXACT.with_(one.near, other.near))
    at_one, at_other = (sheet.reading.number(part, known) for part in (left, right))
    zero = isinstance(right, Number) and not right.value
    plain = f"{one.within(SUM)}{SIGNS[sign]}{other.within(SUM)}"
    exactly = one.kind != "number" or alike(one.near, other.near, at_one, at_other)
    if exactly or (zero and not one.near.absolute):
        return Said(plain, COMPARE, EXACT.with_(one.near, other.near), "yes/no")
    near_one, near_other = clipped(at_one, at_other), negated(clipped(at_other, at_one))
    apart = plus(one.near, other.near, near_one, near_other)
    at = plus_stretch(near_one, near_other)
    digits, sure = snapped(apart, at, apart.step)
    inner = one.text if zero else f"{one.within(SUM)}-{other.within(PRODUCT)}"
    text = f"{called('ROUND', inner, str(digits))}{SIGNS[sign]}0"
    return Said(text, COMPARE, Doubled(sure=sure), "yes/no")


def _together(first: Node, *later: Node) -> bool:
    """Whether reading all of several conditions at once stops nowhere that one of them would not."""
    read = {key_of(part) for part in walk.nodes(first)}
    return not any(
        isinstance(part, Fold | Nothing | Given | Call | If)
        or (isinstance(part, Operate) and part.op == "/")
        or key_of(part) not in read | {None}
        for each in later
        for part in walk.nodes(each)
    )


def _joined(op: str, parts: list[Said], *, together: bool) -> Said:
    """All (and) or any of several conditions; read at once, or from the left as far as needed."""
    *earlier, last = parts
    text = last.text
    if earlier and together:
        text = called(op.upper(), *(part.text for part in parts))
    else:
        for part in reversed(earlier):
            branches = (text, "FALSE") if op == "and" else ("TRUE", text)
            text = called("IF", part.text, *branches)
    return _condition(text, parts)


def _condition(text: str, parts: Iterable[Said]) -> Said:
    found = list(parts)
    binds = VALUE if len(found) > 1 else found[0].binds
    return Said(text, binds, EXACT.with_(*(part.near for part in found)), "yes/no")


def _chosen(condition: Node, then: Node, otherwise: Node, sheet: Sheet, known: Learned) -> Said:
    when = spreadsheet(condition, sheet, known)
    branches = [
        spreadsheet(part, sheet, sheet.reading.where(condition, holds, known) or known)
        for part, holds in ((then, True), (otherwise, False))
    ]
    yes, no = branches
    scores = [
        said.near
        for said, part in zip(branches, (then, otherwise), strict=True)
        if not isinstance(part, Nothing)
    ]
    near = chosen(*scores).with_(when.near) if scores else when.near
    kind = no.kind if isinstance(then, Nothing) else yes.kind
    return Said(called("IF", when.text, yes.text, no.text), VALUE, near, kind)


def _called(
    node: Call, function: str, arguments: tuple[Node, ...], sheet: Sheet, known: Learned
) -> Said:
    parts = [spreadsheet(part, sheet, known) for part in arguments]
    texts = [part.text for part in parts]
    match function:
        case "min" | "max":
            return Said(called(function.upper(), *texts), near=chosen(*(p.near for p in parts)))
        case "abs":
            return evolve(parts[0], text=called("ABS", texts[0]), binds=VALUE)
        case "clamp":
            inner = called("MIN", texts[0], texts[2])
            return Said(called("MAX", texts[1], inner), near=chosen(*(p.near for p in parts)))
        case "round" | "round_up" | "round_down":
            name = {"round": "ROUND", "round_up": "ROUNDUP", "round_down": "ROUNDDOWN"}[function]
            return _to_step(name, arguments, sheet, known)
        case "floor":
            return _whole("INT", arguments[0], sheet, known)
        case "ceil":
            return _whole("ROUNDUP", arguments[0], sheet, known)
        case "steps":
            floor = _whole("INT", Operate("/", *arguments), sheet, known)
            return _above_zero(arguments[1], floor, sheet, known)
        case "interpolate":
            lines = spreadsheet(spelled_out(node), sheet, known)
            for left, right in zip(arguments[1:-2:2], arguments[3::2], strict=True):
                if not (isinstance(left, Number) and isinstance(right, Number)):
                    lines = _ordered(left, right, lines, sheet, known)
            return lines
        case "days":
            return Said(f"{parts[1].within(SUM)}-{parts[0].within(PRODUCT)}", SUM)
        case "months":
            return Said(_months(*(part.within(VALUE) for part in parts)))
        case "one_of":
            same = [compared(arguments[0], "==", text, sheet, known) for text in arguments[1:]]
            return _joined("or", same, together=True)
        case _:
            raise AssertionError(f"no spreadsheet says {FUNCTIONS[function].shape}")


def _to_step(name: str, arguments: tuple[Node, ...], sheet: Sheet, known: Learned) -> Said:
    """To a multiple of a step: by the sheet's own function, of the number or of how many steps."""
    x, to = arguments
    at = sheet.reading.number(to, known)
    step = at.low if at.low is not None and at.low == at.high else None
    if step is not None and step > 0:
        half = step / 2 if name == "ROUND" else step
        said, number = spreadsheet(x, sheet, known), sheet.reading.number(x, known)
        digits, sure = snapped(said.near, number, half)
        snap = called("ROUND", said.text, str(digits))
        return to_multiple(name, snap, step, sure=sure)
    count = Operate("/", x, to)
    said, divisor = spreadsheet(count, sheet, known), spreadsheet(to, sheet, known)
    number = sheet.reading.number(count, known)
    digits, sure = snapped(said.near, number, Fraction(1, 2))
    whole = called(name, called("ROUND", said.text, str(digits)), "0")
    near = times(Doubled(sure=sure), divisor.near, number, at)
    result = Said(f"{whole}*{divisor.within(MINUS)}", PRODUCT, near)
    return _above_zero(to, result, sheet, known)


def _whole(name: str, x: Node, sheet: Sheet, known: Learned) -> Said:
    """Down to a whole number by INT; up by the same, upside down."""
    said = spreadsheet(x, sheet, known)
    digits, sure = snapped(said.near, sheet.reading.number(x, known), Fraction(1))
    near = Doubled(sure=sure)
    if said.near.whole:
        snap = said.text
    else:
        snap = called("ROUND", said.text, str(digits))
    if name == "INT":
        return Said(called("INT", snap), near=near)
    minus = f"-{snap}" if said.near.whole is False else f"-({snap})"
    return Said(f"-{called('INT', minus)}", MINUS, near)


def _above_zero(step: Node, said: Said, sheet: Sheet, known: Learned) -> Said:
    """Where a step may be zero or less, there is no result."""
    at: Stretch = sheet.reading.number(step, known)
    if at.low is not None and (at.low > 0 or (at.low == 0 and not at.low_closed)):
        return said
    when = compared(step, ">", Number(Fraction(0)), sheet, known)
    return Said(called("IF", when.text, said.text, sheet.fails), near=said.near.with_(when.near))


def _ordered(left: Node, right: Node, said: Said, sheet: Sheet, known: Learned) -> Said:
    when = compared(left, "<", right, sheet, known)
    return Said(called("IF", when.text, said.text, sheet.fails), near=said.near.with_(when.near))


def _months(start: str, end: str) -> str:
    """Full months, also backward; the last day of a month stands for a day that it lacks."""

    def forward(one: str, other: str) -> str:
        last = f"DAY(DATE(YEAR({other}),MONTH({other})+1,0))"
        short = f"IF(DAY({other})<MIN(DAY({one}),{last}),1,0)"
        return f"(YEAR({other})-YEAR({one}))*12+MONTH({other})-MONTH({one})-{short}"

    return called("IF", f"{end}<{start}", f"-({forward(end, start)})", forward(start, end))
