"""The parts of which whole numbers are reckoned: a small closed tree, each part with a number."""

from typing import Literal, assert_never

from attrs import field, frozen

Sign = Literal["<", "<=", "=="]


@frozen(eq=False, repr=False)
class Numbered:
    """What all share."""

    at: int = field(kw_only=True)
    """Its number in the program; what it rests on has lower ones."""


@frozen(eq=False, repr=False)
class Constant(Numbered):
    """A whole number, a yes/no, or a text."""

    value: int | bool | str


@frozen(eq=False, repr=False)
class Input(Numbered):
    """What is told of a department: a whole number, a yes/no, a text, a day as its number."""

    index: int


@frozen(eq=False, repr=False)
class Sum(Numbered):
    """A whole number and multiples of others."""

    terms: tuple[tuple[int, "Part"], ...]
    constant: int


@frozen(eq=False, repr=False)
class Product(Numbered):
    """Left times right."""

    left: "Part"
    right: "Part"


@frozen(eq=False, repr=False)
class Quotient(Numbered):
    """The largest whole number not above the quotient; what stands below is positive."""

    above: "Part"
    below: "Part"


@frozen(eq=False, repr=False)
class Extreme(Numbered):
    """The smaller or the larger of two."""

    which: Literal["min", "max"]
    left: "Part"
    right: "Part"


@frozen(eq=False, repr=False)
class Months(Numbered):
    """Full months from one day to another."""

    start: "Part"
    end: "Part"


@frozen(eq=False, repr=False)
class Pick(Numbered):
    """One of two, of any kind; the other may have no value."""

    condition: "Part"
    then: "Part"
    otherwise: "Part"


@frozen(eq=False, repr=False)
class Comparison(Numbered):
    """Of two of one kind."""

    sign: Sign
    left: "Part"
    right: "Part"


@frozen(eq=False, repr=False)
class Logical(Numbered):
    """All or any of several yes/no."""

    op: Literal["and", "or"]
    parts: tuple["Part", ...]


@frozen(eq=False, repr=False)
class Opposite(Numbered):
    """No for yes, yes for no."""

    operand: "Part"


@frozen(eq=False, repr=False)
class Held(Numbered):
    """A whole number that lies between two ends wherever its row is neither wrong nor open."""

    number: "Part"
    low: int
    high: int


Part = (
    Constant
    | Input
    | Sum
    | Product
    | Quotient
    | Extreme
    | Months
    | Pick
    | Comparison
    | Logical
    | Opposite
    | Held
)


def below(part: Part) -> tuple[Part, ...]:
    """What a part rests on."""
    match part:
        case Constant() | Input():
            return ()
        case Sum(terms):
            return tuple(term for _, term in terms)
        case Logical(_, parts):
            return parts
        case Opposite(one) | Held(one):
            return (one,)
        case Pick(condition, then, otherwise):
            return condition, then, otherwise
        case Quotient(left, right) | Months(left, right) | Product(left, right):
            return left, right
        case Extreme(_, left, right) | Comparison(_, left, right):
            return left, right
        case _:
            assert_never(part)
