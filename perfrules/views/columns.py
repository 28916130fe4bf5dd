"""A table in aligned columns, for terminals where a Chinese character takes two."""

from collections.abc import Sequence

from perfrules.problem import width_of
from perfrules.views.wrapping import padded


def in_columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Rows of equally many cells as lines; the columns numbered in `right` are aligned right."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths, right) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    columns = enumerate(zip(row, widths, strict=True))
    cells = (padded(cell, width, right=number in right) for number, (cell, width) in columns)
    return "  ".join(cells).rstrip()
