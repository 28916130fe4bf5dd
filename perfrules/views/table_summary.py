"""What a whole table came to, as text for a terminal."""

from collections.abc import Iterator

from perfrules.formula.digits import decimals_of
from perfrules.messages import Lang
from perfrules.messages.frames import (
    COUNTED,
    GRADES,
    OF_GRADE,
    RECHECKED,
    ROUGH,
    SPREAD_HEADS,
    TOTAL,
)
from perfrules.model.methodology import Methodology
from perfrules.model.terms import Rounding
from perfrules.problem import printable
from perfrules.readings.figures import exact_text, with_decimals
from perfrules.scoring.table_summary import Spread, Summary
from perfrules.views.columns import in_columns

_CLOSER = 2
"""A mean has so many digits more than the scores."""


def shown(summary: Summary, methodology: Methodology, lang: Lang) -> str:
    """Counts by state and grade, then mean and quartiles of the total and of each node."""
    counts = {state: f"{count:,}" for state, count in summary.states.items()}
    lines = [COUNTED.in_(lang).format(rows=f"{summary.rows:,}", **counts)]
    if summary.grades:
        each = (
            OF_GRADE.in_(lang).format(grade=printable(name), rows=f"{count:,}")
            for name, count in summary.grades.items()
        )
        lines.append(GRADES.in_(lang).format(grades=("，" if lang == "zh" else ", ").join(each)))
    heads = [head.in_(lang) for head in SPREAD_HEADS]
    rows = list(_rows(summary, methodology, lang))
    lines += ["", in_columns([heads, *rows], right=frozenset(range(1, len(heads)))), ""]
    rough = [s.places for s in (summary.total, *summary.scores.values()) if s.places is not None]
    if rough:
        lines.append(ROUGH.in_(lang).format(places=min(rough)))
    lines.append(RECHECKED.in_(lang).format(rows=f"{summary.rechecked:,}"))
    return "\n".join(lines)


def _rows(summary: Summary, methodology: Methodology, lang: Lang) -> Iterator[list[str]]:
    points = exact_text(methodology.points)
    yield _row(TOTAL.in_(lang), points, summary.total, methodology.rounding)
    for key, spread in summary.scores.items():
        node = methodology.node(key)
        assert node is not None
        name = "  " * _depth(key, methodology) + printable(key)
        yield _row(name, exact_text(node.points), spread, node.rounding)


def _row(name: str, points: str, spread: Spread, rounding: Rounding) -> list[str]:
    decimals = decimals_of(rounding.to) or 0
    texts = [with_decimals(value, decimals) for value in spread.quantiles] or [""] * 5
    mean = "" if spread.mean is None else with_decimals(spread.mean, decimals + _CLOSER)
    rough = "" if spread.places is None else " *"
    return [name + rough, points, f"{spread.rows:,}", mean, *texts]


def _depth(key: str, methodology: Methodology) -> int:
    node, depth = methodology.node(key), 0
    while node is not None and node.parent:
        node, depth = methodology.node(node.parent), depth + 1
    return depth
