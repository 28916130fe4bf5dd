"""Departments side by side as tables, cells and lists that every format renders."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.formula.digits import decimals_of
from perfrules.messages import Lang, labels
from perfrules.messages import compare as say
from perfrules.readings.figures import figure
from perfrules.studies.compare import Cell, Column, Entry, Group
from perfrules.views.above_total import part_words
from perfrules.views.evidence_lines import printed_text
from perfrules.views.summaries import total_text
from perfrules.views.table import rate_text, score_text

Mark = Literal["", "best", "below"]
SIGNS: dict[Mark, str] = {"": "", "best": "↑", "below": "↓"}
NONE = "—"


@frozen(eq=False)
class Head:
    """One column of figures."""

    number: str
    label: str
    points: str
    column: Column


@frozen(eq=False)
class Table:
    """Departments down, sibling indicators across; the first one has totals and grades too."""

    title: str
    top: bool
    heads: tuple[Head, ...]


def tables(group: Group, depth: int, lang: Lang) -> Iterator[Table]:
    """The indicators of the first level, then those below each, down to `depth` levels."""
    top = [column for column in group.columns if column.level == 0]
    yield Table(say.RANKED_TABLE.in_(lang), True, tuple(_head(c, group, lang) for c in top))
    for parent in group.columns:
        below = [c for c in group.columns if c.indicator.parent == parent.indicator.key]
        below = [c for c in below if c.indicator.role == "indicator"]
        if below and parent.level + 1 < depth:
            own = _head(parent, group, lang)
            title = say.BELOW.in_(lang).format(
                number=own.number, label=own.label, points=own.points
            )
            yield Table(title, False, (own, *(_head(column, group, lang) for column in below)))


def _head(column: Column, group: Group, lang: Lang) -> Head:
    indicator, label = column.indicator, column.indicator.label
    if indicator.role != "indicator":
        first = next(cell.node for cell in column.cells if cell.node is not None)
        label, _ = part_words(first, lang)
    points = str(figure(indicator.points)) if group.methodology.weighted else ""
    return Head(column.number, label, points, column)


def place_text(entry: Entry) -> str:
    """The place, or the first and the last that are possible."""
    if entry.place is None:
        return NONE
    best, worst = entry.place
    return str(best) if best == worst else f"{best}–{worst}"


def entry_total(entry: Entry) -> str:
    """The total, or the interval in which it must lie."""
    result = entry.result
    if not result.methodology.weighted:
        return NONE
    rounding = result.methodology.rounding
    low, high = printed_text(result.low, rounding), printed_text(result.high, rounding)
    return total_text(result) or f"{low}–{high}"


def entry_grade(entry: Entry, lang: Lang) -> str:
    """The grade, or those that are possible."""
    return labels.OR.in_(lang).join(grade.name for grade in entry.result.grades) or NONE


def cell_text(cell: Cell, lang: Lang) -> str:
    """The score; with its points where they are not those of the file."""
    node = cell.node
    if node is None:
        return NONE
    text = score_text(node, lang)
    if node.printed is None or node.out or node.points == node.indicator.points:
        return text
    return f"{text}/{figure(node.points)}"


def mark_of(cell: Cell, column: Column) -> Mark:
    """Where a department stands among the others; nothing where most are alike."""
    if cell.below_median is not None and cell.below_median > 0:
        return "below"
    apart = column.marks.best != column.marks.median
    return "best" if cell.below_best == 0 and apart else ""


def has_marks(group: Group) -> bool:
    """Whether best and median say anything."""
    return group.methodology.weighted and len(group.entries) > 1


def total_mark(value: Fraction | None, group: Group) -> str:
    """The best or the median of the totals, which may lie between two that can be printed."""
    return NONE if value is None else str(figure(value, least=_digits(group)))


def rate_mark(value: Fraction | None) -> str:
    """The best or the median of the rates."""
    return rate_text(value) or NONE


def _digits(group: Group) -> int:
    return decimals_of(group.methodology.rounding.to) or 0


def counts_text(group: Group, lang: Lang) -> str:
    """How many departments there are, by what came of them."""
    states = [entry.result.state for entry in group.entries]
    counts = {state: str(states.count(state)) for state in ("done", "open", "refused")}
    return say.COUNTS.in_(lang).format(all=str(len(states)), **counts)


def title_of(group: Group) -> str:
    """The methodology and its version."""
    rules = group.methodology
    return f"{rules.title} · {rules.id} {rules.version}"


def notes(group: Group, lang: Lang) -> list[str]:
    """How to read the places."""
    if not group.methodology.weighted:
        return [counts_text(group, lang), say.NO_POINTS.in_(lang)]
    is_open = any(entry.result.state == "open" for entry in group.entries)
    told = [say.HOW.in_(lang), *([say.HOW_OPEN.in_(lang)] if is_open else [])]
    return [counts_text(group, lang), *told]
