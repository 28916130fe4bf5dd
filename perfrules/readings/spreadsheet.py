"""A formula as a spreadsheet says it: in defined names, each decision snapped to few decimals."""

from collections.abc import Iterator
from typing import Protocol, assert_never

from attrs import evolve, frozen

from perfrules.formula import walk
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
from perfrules.readings.doubles import EXACT, chosen, constant, over, plus, times
from perfrules.readings.interval import Reading
from perfrules.readings.learned import Learned
from perfrules.readings.ranges import negated
from perfrules.readings.sheet_calls import function_said
from perfrules.readings.sheet_compared import comparison, joined
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import MINUS, PRODUCT, SUM, VALUE, called, number_text, quoted
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


@frozen(eq=False, repr=False)
class Here:
    """The sheet, and what is known in the branch that is read."""

    sheet: Sheet
    known: Learned

    @property
    def fails(self) -> str:
        """What a cell says where there is no score."""
        return self.sheet.fails

    def say(self, node: Node) -> Said:
        """A part of the formula."""
        return spreadsheet(node, self)

    def number(self, node: Node) -> Stretch:
        """Between what a part lies that is a number."""
        return self.sheet.reading.number(node, self.known)

    def compared(self, left: Node, sign: Comparison, right: Node) -> Said:
        """One comparison."""
        ends = self.say(left), self.say(right)
        return comparison(ends, (self.number(left), self.number(right)), sign, _is_zero(right))

    def where(self, condition: Node, holds: bool) -> "Here":
        """Where a condition holds, or does not; where that cannot be, nothing more is known."""
        return evolve(
            self, known=self.sheet.reading.where(condition, holds, self.known) or self.known
        )


def spreadsheet(node: Node, here: Here) -> Said:
    """The formula; one that reads an empty fact comes to #N/A.

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
            return here.sheet.name(key)
        case Given(name):
            text = called("NOT", called("ISNA", here.sheet.name(name).text))
            return Said(text, kind="yes/no")
        case Negate(operand):
            said = here.say(operand)
            return Said(f"-{said.within(VALUE)}", MINUS, said.near)
        case Not(Given(name)):
            return Said(called("ISNA", here.sheet.name(name).text), kind="yes/no")
        case Not(operand):
            said = here.say(operand)
            return evolve(said, text=called("NOT", said.text), binds=VALUE)
        case Operate():
            return _operated(node, here)
        case Compare(first, rest):
            later = (operand for _, operand in rest[1:])
            together = _together(Compare(first, rest[:1]), *later)
            return joined("and", list(_pairs(node, here)), together=together)
        case Logic(op, parts):
            found: list[Said] = []
            for part in parts:
                found.append(here.say(part))
                here = here.where(part, op == "and")
            return joined(op, found, together=_together(*parts))
        case If():
            return _chosen(node, here)
        case Call():
            return function_said(node, here)
        case Fold():
            return here.sheet.fold(node)
        case Nothing():
            return Said(here.fails)
        case _:
            assert_never(node)


def _operated(node: Operate, here: Here) -> Said:
    left, right = here.say(node.left), here.say(node.right)
    at_left, at_right = here.number(node.left), here.number(node.right)
    match node.op:
        case "+":
            near = plus(left.near, right.near, at_left, at_right)
        case "-":
            near = plus(left.near, right.near, at_left, negated(at_right))
        case "*":
            near = times(left.near, right.near, at_left, at_right)
        case _:
            near = over(left.near, right.near, at_left, at_right)
    binds = SUM if node.op in "+-" else PRODUCT
    return Said(f"{left.within(binds)}{node.op}{right.within(binds + 1)}", binds, near)


def _pairs(node: Compare, here: Here) -> Iterator[Said]:
    left = node.first
    for sign, right in node.rest:
        yield here.compared(left, sign, right)
        left = right


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and not node.value


def _together(first: Node, *later: Node) -> bool:
    """Whether several conditions can be read at once: none stops where the first does not."""
    read = {key_of(part) for part in walk.nodes(first)} | {None}
    return not any(
        isinstance(part, Fold | Nothing | Given | Call | If)
        or (isinstance(part, Operate) and part.op == "/")
        or key_of(part) not in read
        for each in later
        for part in walk.nodes(each)
    )


def _chosen(node: If, here: Here) -> Said:
    when = here.say(node.condition)
    branches = [
        (part, here.where(node.condition, holds).say(part))
        for part, holds in ((node.then, True), (node.otherwise, False))
    ]
    values = [said for part, said in branches if not isinstance(part, Nothing)]
    near = chosen(*(said.near for said in values)) if values else EXACT
    text = called("IF", when.text, *(said.text for _, said in branches))
    kind = values[0].kind if values else "number"
    return Said(text, VALUE, near.with_(when.near), kind)
