"""Equal shares of points: rounded, and who takes what is left over."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.model.split import shares
from perfrules.model.ways import REMAINDERS, Remainder


@pytest.mark.parametrize(
    ("remainder", "expected"),
    [
        ("last", [4, 4, 4, 3]),
        ("first", [3, 4, 4, 4]),
        ("spread", [3, 4, 4, 4]),
        ("keep", [4, 4, 4, 4]),
    ],
)
def test_fifteen_in_four_whole_shares(remainder: Remainder, expected: list[int]) -> None:
    assert list(shares(Fraction(15), 4, Fraction(1), remainder)) == expected


@settings(max_examples=200)
@given(
    points=st.fractions(1, 100, max_denominator=20),
    n=st.integers(1, 12),
    to=st.sampled_from([Fraction(1), Fraction("0.1"), Fraction("0.5"), Fraction(1, 3)]),
    remainder=st.sampled_from(REMAINDERS),
)
def test_shares_make_up_the_points_unless_the_rest_is_kept(
    points: Fraction, n: int, to: Fraction, remainder: Remainder
) -> None:
    parts = shares(points, n, to, remainder)
    assert len(parts) == n
    if remainder == "keep":
        assert len(set(parts)) == 1
        assert abs(parts[0] - points / n) * 2 <= to
    else:
        assert sum(parts) == points
    if remainder == "spread":
        assert max(parts) - min(parts) <= 2 * to
