"""The cells of a line of the page of scores: exact, printed, ends, rate, control, exactness."""

from fractions import Fraction

from attrs import evolve

from perfrules.messages import workbook as say
from perfrules.model.declared import Indicator
from perfrules.model.rounding import rounded
from perfrules.model.stretches import Stretch
from perfrules.problem import printable
from perfrules.readings.doubles import Doubled, constant, decimal, over, plus, snapped
from perfrules.readings.extents import point
from perfrules.readings.number import Failed, Missing, name_of_property
from perfrules.readings.number import Result as Came
from perfrules.readings.ranges import plus as plus_stretch
from perfrules.readings.ranges import times as times_stretch
from perfrules.readings.sheet_rounding import as_printed
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, number_text
from perfrules.scoring.tree import Scored
from perfrules.views.workbook_aims import aims_of
from perfrules.views.workbook_book import Style, digits_of
from perfrules.views.workbook_limits import (
    control_text,
    cut_text,
    decimals,
    is_refused,
    shown_text,
    shown_value,
    sum_text,
)
from perfrules.views.workbook_page import Line, ScorePage
from perfrules.views.workbook_row_scores import LeafColumns, RowColumns, leaf_ends
from perfrules.views.workbook_rows import TableSheet
from perfrules.views.workbook_steps import applies_key
from perfrules.views.workbook_words import standing, why

RESCALES = ("rescale_parent", "rescale_total")
"""What becomes of points so that other nodes have other points."""
ZERO = Fraction(0)


def fill_line(  # noqa: PLR0913, PLR0917  # what a line consists of
    score: ScorePage,
    node: Scored,
    exact: Said,
    at: Stretch,
    parts: list[Line] | None,
    wrong: list[str],
    *,
    live: bool,
    rows: tuple[TableSheet, RowColumns, LeafColumns] | None = None,
) -> None:
    """The cells of a line."""
    work, columns, page = score.work, score.columns, score.page
    indicator, row = node.indicator, score.rows[id(node)]
    digits, number = decimals(indicator.rounding), Style("reckoned", "General", "right")
    value = came_to(node)
    cell = page.put(row, columns.exact, value, number, exact.text)
    here = Said(cell, near=exact.near)
    printed = as_printed(here, at, indicator.rounding)
    if rows is not None:
        table, _, mine = rows
        total = called("SUM", table.span(mine.printed))
        printed = Said(
            cut_text(total, indicator.cap, indicator.floor),
            near=evolve(decimal(indicator.rounding.to), sure=exact.near.sure),
        )
    elif parts is not None and not rounded_once(node):
        sums = [(part.printed.near, part.at_printed) for part in parts]
        whole = snapped_sum([part.printed.text for part in parts], sums)
        text, near = cut_text(whole.text, indicator.cap, indicator.floor), whole.near
        own = indicator.applies
        if own is not None and own.otherwise not in RESCALES:
            condition = work.said[applies_key(indicator.key)].text
            text = called("IF", condition, text, printed.text)
        printed = Said(text, near=near)
    if parts is not None:
        wrong = [*wrong, *(is_refused(part.printed.text, work.lang) for part in parts)]
    low, high = _ends(score, node, parts, rows)
    text = shown_text(cell, printed.text, low, high, wrong, digits, work.lang)
    told = shown_value(node.state, node.printed, node.low, node.high, digits, work.lang)
    strong = Style("strong", digits_of(digits), "right")
    seen = page.put(row, columns.score, told, strong, text)
    _rate(score, node, row, cell)
    _aside(score, node, row)
    page.put(row, columns.engine, told, Style("plain", digits_of(digits), "right"))
    engine = score.cell(row, columns.engine)
    page.put(
        row, columns.control, work.text(say.AGREES), Style("control", align="center"),
        control_text(seen, engine, work.lang),
    )  # fmt: skip
    name = printable(indicator.label)
    by_itself = (
        node.row is None and rows is None and all(part.printed.near.sure for part in parts or ())
    )
    sure = printed.near.with_(exact.near)
    if live:
        page.put(
            row,
            columns.sure,
            work.judge_sure(name, sure, own=by_itself),
            Style("plain" if sure.sure else "rough", align="center"),
        )
    else:
        page.put(row, columns.sure, work.text(say.NOT_LIVE), Style("rough", align="center"))
    shown = Said(seen, near=printed.near)
    score.lines[indicator.key] = Line(row, here, at, shown, _widened(at, indicator))
    if node.row is None and not indicator.key.endswith("/"):
        _name(score, node, row, here, at)


def rounded_once(node: Scored) -> bool:
    """Whether points have changed hands: then the exact sum is rounded, not the parts."""
    return node.out != "" or node.factor != 1 or any(c.factor != node.factor for c in node.children)


def _name(score: ScorePage, node: Scored, row: int, here: Said, at: Stretch) -> None:
    """The defined name of the exact score, and what formulas call score and rate.

    They read both in the points of the file, before these change hands.
    """
    work, key = score.work, node.indicator.key
    name = work.define(work.text(say.SCORE_NAME, key=key), score.page, row, score.columns.exact)
    value, near = came_to(node), here.near
    if node.factor not in (0, 1):
        name = f"({name}/({number_text(node.factor, None)}))"
        near = over(near, constant(node.factor), at, point(node.factor))
        at = times_stretch(at, point(1 / node.factor))
        value = value / node.factor if isinstance(value, Fraction) else value
    work.register(name_of_property("score", key), name, value, at, near)
    points = node.indicator.points - node.dropped
    if not points:
        rate: Came = Failed(()) if isinstance(value, Fraction) else value
        work.register(name_of_property("rate", key), work.fails, rate)
        return
    said = work.said.get(name_of_property("points", key))
    below = number_text(points, None) if said is None or node.dropped else said.text
    rate = value / points if isinstance(value, Fraction) else value
    share = times_stretch(at, point(1 / points))
    near = over(near, constant(points), at, point(points))
    work.register(name_of_property("rate", key), f"({name}/{below})", rate, share, near)


def _ends(
    score: ScorePage,
    node: Scored,
    parts: list[Line] | None,
    rows: tuple[TableSheet, RowColumns, LeafColumns] | None,
) -> tuple[str, str]:
    """The cells of the least and the most, each with its formula."""
    columns, page, row = score.columns, score.page, score.rows[id(node)]
    indicator = node.indicator
    number = Style("reckoned", digits_of(decimals(indicator.rounding)), "right")
    texts = [number_text(end, None) for end in _open_ends(node)]
    if rows is not None and node.state != "refused":
        counted = called("ISNUMBER", called("SUM", rows[0].span(rows[2].counts)))
        low, high = leaf_ends(*rows)
        texts = [
            called("IF", counted, cut_text(text, indicator.cap, indicator.floor), fixed)
            for text, fixed in zip((low, high), texts, strict=True)
        ]
    waits = indicator.choose is not None and indicator.key not in score.work.result.facts.picked
    if parts is not None and not rounded_once(node) and not waits:
        for place, column in enumerate((columns.low, columns.high)):
            cells = [score.cell(part.row, column) for part in parts]
            more = f"+{number_text(indicator.gap, None)}" if place and indicator.gap else ""
            texts[place] = cut_text(sum_text(cells) + more, indicator.cap, indicator.floor)
    # An end never reads the score that is shown, which reads the ends.
    cell = score.cell(row, columns.exact)
    printed = as_printed(Said(cell), point(ZERO), indicator.rounding).text
    addresses: list[str] = []
    for column, end, text in zip(
        (columns.low, columns.high), (node.low, node.high), texts, strict=True
    ):
        alone = (parts is None or rounded_once(node)) and rows is None
        told = called("IF", called("ISNUMBER", cell), printed, text) if alone else text
        addresses.append(page.put(row, column, end, number, told))
    return addresses[0], addresses[1]


def _rate(score: ScorePage, node: Scored, row: int, cell: str) -> None:
    columns = score.columns
    points = score.cell(row, columns.points)
    rate = node.rate if node.state == "done" else None
    text = called("IF", called("ISNUMBER", cell), f"{cell}/{points}", '""')
    text = called("IF", f"{points}=0", '""', text)
    shown: Fraction | str = "" if rate is None else rate
    score.page.put(row, columns.rate, shown, Style("plain", "0.00%", "right"), text)


def _aside(score: ScorePage, node: Scored, row: int) -> None:
    """Target, actual value, reason or causes of loss, standing or origin."""
    work, columns, page = score.work, score.columns, score.page
    for column, aim in zip((columns.target, columns.actual), aims_of(work, node), strict=True):
        if aim is None:
            page.put(row, column, "")
        else:
            page.put(row, column, aim.value, Style("plain", aim.digits, "right"), aim.text)
    page.put(row, columns.why, printable(why(work, node)), Style("note"))
    page.put(row, columns.standing, standing(work, node), Style("note", align="center"))


def add_up(parts: list[tuple[Doubled, Stretch]]) -> tuple[Doubled, Stretch]:
    """The error and the stretch of a sum."""
    total, at = Doubled(), point(ZERO)
    for near, stretch in parts:
        total, at = plus(total, near, at, stretch), plus_stretch(at, stretch)
    return total, at


def _widened(at: Stretch, indicator: Indicator) -> Stretch:
    """Between what the rounded score lies."""
    if at.low is None or at.high is None:
        return at
    low, high = (rounded(end, indicator.rounding) for end in (at.low, at.high))
    return Stretch(low, high, low_closed=True, high_closed=True)


def snapped_sum(cells: list[str], parts: list[tuple[Doubled, Stretch]]) -> Said:
    """The sum of printed scores, without what doubles add to it."""
    near, at = add_up(parts)
    if len(parts) < 2:
        return Said(sum_text(cells), near=near)
    digits, sure = snapped(near, at, near.step)
    return Said(
        called("ROUND", sum_text(cells), str(digits)), near=evolve(decimal(near.step), sure=sure)
    )


def _open_ends(node: Scored) -> tuple[Fraction, Fraction]:
    """The ends while the score is not known."""
    if node.exact is None:
        return node.low, node.high
    indicator = node.indicator
    low, high = indicator.lowest, indicator.highest
    if indicator.applies is not None:
        low, high = min(low, ZERO), max(high, indicator.points)
    return rounded(low, indicator.rounding), rounded(high, indicator.rounding)


def came_to(node: Scored) -> Came:
    """What formulas find of the score of a node."""
    if node.state == "open":
        return Missing(node.missing)
    if node.state == "refused" or node.exact is None:
        return Failed(node.problems)
    return node.exact
