"""The tree of a formula: the few kinds of node; each knows its place in the author's text."""

from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from perfrules.files.tables import Document
from perfrules.problem import Place

Operator = Literal["+", "-", "*", "/"]
Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
Aspect = Literal["points", "value", "score", "rate", "rank", "count"]
"""What a formula may ask of an indicator: 分值, 指标值, 得分, 得分率; if ranked, 名次, 总数."""


@frozen(eq=False, repr=False)
class Source:
    """A text that an author wrote: which file it stands in, and under which key."""

    text: str
    document: Document | None = None
    path: tuple[str | int, ...] = ()
    offset: int = 0
    """Where this text begins within the value at the path."""

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where the characters from start to end of the text stand in the file, or in the text."""
        stop = len(self.text) if end is None else end
        if self.document is not None:
            first, last = self.offset + start, self.offset + stop
            return self.document.place(self.path, start=first, end=last)
        before = self.text[:start]
        line = self.text.split("\n")[before.count("\n")]
        column = start - (before.rfind("\n") + 1) + 1
        return Place("formula", before.count("\n") + 1, column, max(1, stop - start), line)


@frozen(eq=False, repr=False)
class Span:
    """The characters `source.text[start:end]`."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """What the author wrote here."""
        return self.source.text[self.start : self.end]

    def place(self) -> Place:
        """Where it stands in the file."""
        return self.source.place(self.start, self.end)


@frozen(eq=False, repr=False)
class _Node:
    """What all nodes share; written once here, as attrs would take a millisecond for each."""

    at: Span | None = field(default=None, kw_only=True)
    """Where the author wrote it; None where the engine spelled it out. No part of equality."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((type(self), self._parts()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._parts()))})"

    def _parts(self) -> tuple[object, ...]:
        names: tuple[str, ...] = type(self).__match_args__
        return tuple(getattr(self, name) for name in names)


@frozen(eq=False, repr=False)
class Number(_Node):
    """A constant, exact, in base units: 93.77% is 9377/10000, 1万元 is 10000 (元)."""

    value: Fraction
    unit: str | None = None
    """The unit as written (万元, %, 百分点), None for a bare number."""


@frozen(eq=False, repr=False)
class Choice(_Node):
    """A quoted text, compared with a choice or a text."""

    text: str


@frozen(eq=False, repr=False)
class Name(_Node):
    """The value of a fact, a measure, a table's column, or an indicator's measured value."""

    name: str


@frozen(eq=False, repr=False)
class Property(_Node):
    """The points, measured value, exact score, 得分率 or rank of an indicator."""

    aspect: Aspect
    of: str


@frozen(eq=False, repr=False)
class Judgement(_Node):
    """The score that a person gave to a judged indicator."""

    of: str


@frozen(eq=False, repr=False)
class Given(_Node):
    """Whether an optional fact is there."""

    name: str


@frozen(eq=False, repr=False)
class Negate(_Node):
    """Minus."""

    operand: "Node"


@frozen(eq=False, repr=False)
class Not(_Node):
    """Logical not."""

    operand: "Node"


@frozen(eq=False, repr=False)
class Operate(_Node):
    """One of the four operations."""

    op: Operator
    left: "Node"
    right: "Node"


@frozen(eq=False, repr=False)
class Compare(_Node):
    """A comparison, perhaps chained: first, then pairs of sign and operand."""

    first: "Node"
    rest: tuple[tuple[Comparison, "Node"], ...]


@frozen(eq=False, repr=False)
class Logic(_Node):
    """All (and) or any (or) of several conditions, read from the left only as far as needed."""

    op: Literal["and", "or"]
    parts: tuple["Node", ...]


@frozen(eq=False, repr=False)
class If(_Node):
    """One of two values; the other is not read."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@frozen(eq=False, repr=False)
class Call(_Node):
    """A function of `functions.py`, by its English name."""

    function: str
    arguments: tuple["Node", ...]


@frozen(eq=False, repr=False)
class Fold(_Node):
    """A function over the rows of a table: sum mean count share any all weighted_mean only."""

    function: str
    table: str
    each: "Node | None"
    weight: "Node | None"
    where: "Node | None"


@frozen(eq=False, repr=False)
class Nothing(_Node):
    """A way of scoring that gives no score here: reading it is an error that says why."""

    why: Literal["gap", "open", "several", "target"]
    """No row holds; a stretch that the policy leaves open; two rows hold where one may;
    a target that is not above zero."""


Node = (
    Number
    | Choice
    | Name
    | Property
    | Judgement
    | Given
    | Negate
    | Not
    | Operate
    | Compare
    | Logic
    | If
    | Call
    | Fold
    | Nothing
)


@frozen(eq=False, repr=False)
class Formula:
    """An author's text and the tree it stands for."""

    source: Source
    tree: Node

    @property
    def text(self) -> str:
        """The formula as the author wrote it."""
        return self.source.text
