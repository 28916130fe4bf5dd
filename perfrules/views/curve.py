"""A curve drawn with block characters: one line of a table, or a small chart with its ends."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from perfrules.problem import width_of
from perfrules.studies.curve_points import Curve
from perfrules.views.wrapping import padded

_BLOCKS = "▁▂▃▄▅▆▇█"
_ROWS = 4
_MOST_COLUMNS = 60
_FEWEST_COLUMNS = 8

Known = list[tuple[Fraction, Fraction | None]]


def sparkline(curve: Curve, columns: int = 12) -> str:
    """The totals from the lowest to the highest value in one line; a blank where there is none.

    Empty where all totals are the same.
    """
    heights = _heights(curve, columns, len(_BLOCKS))
    return "".join(" " if height is None else _BLOCKS[height] for height in heights).rstrip()


def chart(
    curve: Curve, width: int, of_x: Callable[[Fraction], str], of_total: Callable[[Fraction], str]
) -> Iterator[str]:
    """A chart of four rows, the highest and lowest total beside it, the ends below it.

    A mark below the axis shows the value that the facts have. No line is wider than `width`,
    unless the ends themselves are.
    """
    known, totals = _known(curve), curve.totals
    if len(known) < 2 or not totals or min(totals) == max(totals):
        return
    top, bottom = of_total(max(totals)), of_total(min(totals))
    margin = max(width_of(top), width_of(bottom))
    columns = max(_FEWEST_COLUMNS, min(_MOST_COLUMNS, width - margin - 2))
    heights = _heights(curve, columns, _ROWS * len(_BLOCKS))
    for row in reversed(range(_ROWS)):
        label = top if row == _ROWS - 1 else bottom if row == 0 else ""
        cells = "".join(_cell(height, row) for height in heights)
        yield f"{padded(label, margin, right=True)} │{cells}".rstrip()
    low, high = known[0][0], known[-1][0]
    axis = ["─"] * columns
    if isinstance(curve.here, Fraction):
        axis[_column(curve.here, low, high, columns)] = "▲"
    yield f"{' ' * margin} └{''.join(axis)}"
    first, last = of_x(low), of_x(high)
    gap = columns - width_of(first) - width_of(last)
    if gap >= 1:
        yield f"{' ' * margin}  {first}{' ' * gap}{last}"
    else:
        yield f"{' ' * margin}  {first} … {last}"


def _cell(height: int | None, row: int) -> str:
    """The part of a bar that lies in one row."""
    if height is None:
        return " "
    level = height - row * len(_BLOCKS)
    return " " if level < 0 else _BLOCKS[min(level, len(_BLOCKS) - 1)]


def _known(curve: Curve) -> Known:
    """The points by value; only numbers have an order."""
    return [(point.x, point.total) for point in curve.points if isinstance(point.x, Fraction)]


def _heights(curve: Curve, columns: int, levels: int) -> list[int | None]:
    """A level for each of so many columns; none where the total cannot be computed."""
    known, totals = _known(curve), curve.totals
    if len(known) < 2 or not totals or min(totals) == max(totals):
        return []
    low, high, least, most = known[0][0], known[-1][0], min(totals), max(totals)
    found: list[int | None] = []
    for column in range(columns):
        total = _between(known, low + (high - low) * column / (columns - 1))
        found.append(
            None if total is None else int((total - least) * (levels - 1) / (most - least))
        )
    return found


def _between(known: Known, x: Fraction) -> Fraction | None:
    """The total at a value, on the straight line between the two that were computed beside it."""
    for (left, before), (right, after) in pairwise(known):
        if left <= x <= right:
            if x == left or before is None or after is None:
                return before
            return before + (after - before) * (x - left) / (right - left)
    return known[-1][1]


def _column(x: Fraction, low: Fraction, high: Fraction, columns: int) -> int:
    return max(0, min(columns - 1, int((x - low) * (columns - 1) / (high - low))))
