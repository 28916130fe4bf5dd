"""The table of scores: a row for each indicator, and the total."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.messages import Lang
from perfrules.messages import labels as say
from perfrules.messages import options as words
from perfrules.model.terms import Rounding
from perfrules.readings.figures import figure
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored, State
from perfrules.views.evidence_lines import printed_text
from perfrules.views.option_lines import points_text
from perfrules.views.steps import RATE
from perfrules.views.summaries import total_text


@frozen
class Row:
    """One line of the table of scores."""

    number: str
    """1, 1.2, …; empty for the total."""
    depth: int
    label: str
    points: str
    score: str
    rate: str
    lost: str
    standing: str
    origin: str
    state: State


def row(node: Scored, level: int, numbers: Mapping[str, str], lang: Lang) -> Row:
    """The row of an indicator, at a level of the table from 0."""
    indicator = node.indicator
    leaf = indicator.way is not None
    return Row(
        number=numbers[indicator.key],
        depth=level,
        label=indicator.label,
        points=points_text(node, lang),
        score=score_text(node, lang),
        rate=rate_text(node.rate),
        lost=_lost(node.points, node.printed, indicator.rounding) if _counts(node) else "",
        standing=say.STANDINGS[indicator.status].in_(lang) if leaf else "",
        origin=say.ORIGINS_SHORT[node.judgement.origin].in_(lang) if node.judgement else "",
        state=node.state,
    )


def without_points(each: Row) -> Row:
    """The row of an indicator in a framework, which gives no points."""
    return evolve(each, points="", score="", rate="", lost="")


def total_row(result: Result, lang: Lang) -> Row:
    """The row below all others."""
    points = result.methodology.points
    rate = None if result.exact is None else result.exact / points
    return Row(
        number="",
        depth=0,
        label=say.SUM.in_(lang),
        points=str(figure(points)),
        score=total_text(result) or "—",
        rate=rate_text(rate),
        lost=_lost(points, result.printed, result.methodology.rounding),
        standing="",
        origin="",
        state=result.state,
    )


def score_text(node: Scored, lang: Lang) -> str:
    """The printed score, or why there is none."""
    if not _counts(node):
        return words.OUT[node.out].in_(lang)
    if node.printed is not None:
        return printed_text(node.printed, node.indicator.rounding)
    return say.STATES[node.state].in_(lang)


def _counts(node: Scored) -> bool:
    return not node.out or node.points != 0


def rate_text(rate: Fraction | None) -> str:
    """得分率 as a percentage with two digits; nothing when there is none."""
    return "" if rate is None else figure(rate, show=RATE).text


def _lost(points: Fraction, printed: Fraction | None, rounding: Rounding) -> str:
    return "" if printed is None else printed_text(points - printed, rounding)
