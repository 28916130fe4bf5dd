"""Points in equal parts: rounded, with a rule for who takes what is left over."""

from fractions import Fraction
from typing import assert_never

from perfrules.files.tables import Table
from perfrules.model.read_formula import one_of, positive
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.model.ways import REMAINDERS, Remainder, Split


def split_of(table: Table, key: str = "split") -> Split:
    """`{ how = "equal", to = 1, remainder = "last" }`."""
    rule = table.table(key)
    rule.only("how", "to", "remainder")
    one_of(rule, "how", ("equal",))
    return Split(positive(rule, "to"), one_of(rule, "remainder", REMAINDERS))


def shares(points: Fraction, n: int, to: Fraction, remainder: Remainder) -> tuple[Fraction, ...]:
    """The points of n parts: points ÷ n rounded half up to `to`, and the difference given out.

    With "spread" the first parts take one step each until less than a step is left, which the
    last of them takes; with "keep" the sum may differ from the points.

    >>> [str(part) for part in shares(Fraction(15), 4, Fraction(1), "last")]
    ['4', '4', '4', '3']
    """
    each = rounded(points / n, Rounding(to, "half-up"))
    parts = [each] * n
    left = points - each * n
    match remainder:
        case "last":
            parts[-1] += left
        case "first":
            parts[0] += left
        case "spread":
            step = to if left > 0 else -to
            steps, rest = divmod(abs(left), to)
            for i in range(int(steps)):
                parts[i % n] += step
            parts[int(steps) % n] += rest if left > 0 else -rest
        case "keep":
            pass
        case _:
            assert_never(remainder)
    return tuple(parts)
