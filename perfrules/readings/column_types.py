"""In which types of Polars whole numbers of some size are exact."""

from collections.abc import Mapping

from perfrules.extras import needing

with needing("tables"):
    import polars as pl

_ROOM: Mapping[pl.DataType, int] = {
    pl.Float64(): 2**53,
    pl.Int64(): 2**63,
    pl.Int128(): 2**127,
}
"""Below what whole numbers are exact in a type: Polars says nothing where they are not.

The quickest comes first. Sums and products of doubles are whole numbers as long as they have 53
bits; so is the floor of a quotient, since n ÷ d is at least 1 ÷ d below the next whole number,
which is more than rounding adds to it while n has 53 bits.
"""


class TooWideError(Exception):
    """A whole number may not fit into 128 bits."""


def fitting(size: int) -> pl.DataType:
    """The quickest type for numbers up to some size. Raises TooWideError."""
    for kind, room in _ROOM.items():
        if size < room:
            return kind
    raise TooWideError


def wider(one: pl.DataType, other: pl.DataType) -> pl.DataType:
    """That of two types which has more room."""
    return max(one, other, key=_ROOM.__getitem__)
