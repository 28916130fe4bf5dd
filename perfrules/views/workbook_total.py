"""From the lines of the tree to total and grade: bonus, penalty, limits, vetoes, checks."""

from fractions import Fraction

from attrs import evolve, frozen

from perfrules.messages import Text
from perfrules.messages import workbook as say
from perfrules.model.read_above import WHOLE
from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import constant, over, times
from perfrules.readings.extents import point
from perfrules.readings.number import Failed, Missing, name_of_property
from perfrules.readings.number import Result as Came
from perfrules.readings.ranges import negated
from perfrules.readings.ranges import plus as plus_stretch
from perfrules.readings.ranges import times as times_stretch
from perfrules.readings.sheet_rounding import as_printed
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, number_text
from perfrules.scoring.conclusion import Total
from perfrules.scoring.rescale import dropped
from perfrules.scoring.totals import raised
from perfrules.views.workbook_book import Style, digits_of
from perfrules.views.workbook_fill import add_up, snapped_sum
from perfrules.views.workbook_limits import (
    control_text,
    cut_stretch,
    cut_text,
    decimals,
    is_refused,
    shown_text,
    shown_value,
    sum_text,
)
from perfrules.views.workbook_page import Line, ScorePage

BIG = "1E+99"
ZERO = Fraction(0)


@frozen(eq=False)
class Stage:
    """A total on its way: its cells, and how exact they are."""

    line: Line
    low: str
    high: str
    refused: str
    """The condition under which there is none."""


def put_tree(score: ScorePage, row: int, label: Text) -> Stage:
    """The sum of the top level."""
    rules, result = score.work.result.methodology, score.work.result
    lines = [score.lines[key] for key in rules.roots]
    near, at = add_up([(line.exact.near, line.at) for line in lines])
    text = sum_text([line.exact.text for line in lines])
    sums = [(line.printed.near, line.at_printed) for line in lines]
    _, printed_at = add_up(sums)
    printed = snapped_sum([line.printed.text for line in lines], sums)
    if any(root.factor != 1 for root in result.roots):
        printed = as_printed(Said(text, near=near), at, rules.rounding)
    gone = dropped(result.roots)
    if gone and gone != rules.points:
        share = rules.points / (rules.points - gone)
        told = number_text(share, None)
        both = times(printed.near, constant(share), printed_at, point(share))
        scaled = Said(f"({printed.text})*{told}", near=both)
        printed = as_printed(scaled, times_stretch(printed_at, point(share)), rules.rounding)
        text, near = f"({text})*{told}", times(near, constant(share), at, point(share))
        at = times_stretch(at, point(share))
    more = sum((gap.points or ZERO for gap in rules.above.top_gaps), ZERO)
    if rules.above.top_gaps:
        text = called("IF", called("ISERR", text), score.work.fails, "NA()")
    columns = score.columns
    ends = [
        sum_text([score.cell(line.row, column) for line in lines])
        for column in (columns.low, columns.high)
    ]
    if more:
        ends[1] += f"+{number_text(more, None)}"
    if any(root.factor != 1 for root in result.roots) or gone:
        ends = [number_text(end, None) for end in result.above.tree.printed]
    wrong = [is_refused(line.printed.text, score.work.lang) for line in lines]
    exact = Said(text, near=near)
    return put_stage(
        score, row, label, result.above.tree, exact, at, printed, printed_at, ends, wrong
    )


def put_extras(
    score: ScorePage, row: int, before: Stage, keys: tuple[list[str], list[str]]
) -> Stage:
    """With bonuses, less penalties, within the limits of the file, with the digits of the total."""
    rules, result = score.work.result.methodology, score.work.result
    at, near = before.line.at, before.line.exact.near
    texts, printed = [before.line.exact.text], [before.line.printed.text]
    ends = [[before.low], [before.high]]
    wrong = [before.refused]
    sums, at_sums = before.line.printed.near, before.line.at_printed
    columns = score.columns
    for sign, some in zip("+-", keys, strict=True):
        for key in some:
            line = score.lines[key]
            texts.append(sign + line.exact.text)
            printed.append(sign + line.printed.text)
            low, high = (score.cell(line.row, column) for column in (columns.low, columns.high))
            ends[0].append(sign + (low if sign == "+" else high))
            ends[1].append(sign + (high if sign == "+" else low))
            wrong.append(is_refused(line.printed.text, score.work.lang))
            moved, shown = line.at, line.at_printed
            if sign == "-":
                moved, shown = negated(moved), negated(shown)
            near, at = add_up([(near, at), (line.exact.near, moved)])
            sums, at_sums = add_up([(sums, at_sums), (line.printed.near, shown)])
    cap, floor = rules.total_at_most, rules.total_floor
    at = cut_stretch(at, cap, floor)
    exact = Said(cut_text("".join(texts), cap, floor), near=near)
    at_sums = cut_stretch(at_sums, cap, floor)
    whole = Said(cut_text("".join(printed), cap, floor), near=sums)
    told = as_printed(whole, at_sums, rules.rounding)
    told = evolve(told, near=evolve(told.near, sure=told.near.sure and near.sure))
    both = [
        as_printed(Said(cut_text("".join(each), cap, floor)), at, rules.rounding).text
        for each in ends
    ]
    total, shown = result.above.whole, padded(at_sums)
    return put_stage(score, row, say.LIMITED, total, exact, at, told, shown, both, wrong)


def raise_total(score: ScorePage, stage: Stage, bonuses: list[str]) -> None:
    """Bare 得分 and 得分率 of penalties: the total of the tree with what bonuses give."""
    told = score.work.result.above
    near, at = stage.line.exact.near, stage.line.at
    for key in bonuses:
        line = score.lines[key]
        near, at = add_up([(near, at), (line.exact.near, line.at)])
    cells = [stage.line.exact.text, *(score.lines[key].exact.text for key in bonuses)]
    places = [f"'{score.page.name}'!{cell}" for cell in cells]
    text = f"({sum_text(places)})"
    bare_total(score, Said(text, near=near), at, raised(told.tree, told.bonuses))


def padded(at: Stretch) -> Stretch:
    """Wide enough for what rounding adds to it."""
    one = Fraction(1)
    return plus_stretch(at, Stretch(-one, one, low_closed=True, high_closed=True))


def tell_total(score: ScorePage, stage: Stage, wanted: Text, total: Total) -> None:
    """Bare 得分 and 得分率 of what follows: the exact total so far."""
    row, column = stage.line.row, score.columns.exact
    name = score.work.define(score.work.text(wanted), score.page, row, column)
    bare_total(score, evolve(stage.line.exact, text=name), stage.line.at, total)


def bare_total(score: ScorePage, said: Said, at: Stretch, total: Total) -> None:
    """What formulas find as 得分 and 得分率 without a name: a total on its way."""
    work, name, near = score.work, said.text, said.near
    points = work.result.methodology.points
    value: Came = total.exact[0]
    if total.state != "done":
        gone = total.state == "refused"
        value = Failed(total.problems) if gone else Missing(total.missing)
    work.register(name_of_property("score", WHOLE), name, value, at, near)
    rate = value / points if isinstance(value, Fraction) and points else value
    share = times_stretch(at, point(1 / points)) if points else at
    below = over(near, constant(points), at, point(points)) if points else near
    text = f"({name}/{number_text(points, None)})" if points else name
    work.register(name_of_property("rate", WHOLE), text, rate, share, below)
    own = number_text(points, None)
    work.register(name_of_property("points", WHOLE), own, points, point(points), constant(points))


def put_stage(  # noqa: PLR0913, PLR0917  # what a line consists of
    score: ScorePage,
    row: int,
    label: Text,
    total: Total,
    exact: Said,
    at: Stretch,
    printed: Said,
    at_printed: Stretch,
    ends: list[str],
    wrong: list[str],
) -> Stage:
    """The cells of a total on its way."""
    work, page, columns = score.work, score.page, score.columns
    rules = work.result.methodology
    digits, lang = decimals(rules.rounding), work.lang
    sum_look, number = Style("total"), Style("reckoned", "General", "right")
    for column in range(columns.formula):
        page.put(row, column, "", sum_look)
    page.put(row, 0, work.text(label), sum_look)
    points = page.put(row, columns.points, rules.points, Style("total", "General", "right"))
    value: Came = total.exact[0]
    if total.state != "done":
        value = Failed(()) if total.state == "refused" else Missing(frozenset())
    cell = page.put(row, columns.exact, value, number, exact.text)
    low = page.put(row, columns.low, total.printed[0], number, ends[0])
    high = page.put(row, columns.high, total.printed[1], number, ends[1])
    known = total.printed[0] if total.state == "done" else None
    told = shown_value(total.state, known, *total.printed, digits, lang)
    text = shown_text(cell, printed.text, low, high, wrong, digits, lang)
    form = digits_of(digits)
    shown = page.put(row, columns.score, told, Style("total", form, "right"), text)
    rate = total.exact[0] / rules.points if total.state == "done" and rules.points else ""
    rate_text = called("IF", called("ISNUMBER", cell), f"{cell}/{points}", '""')
    page.put(
        row, columns.rate, rate, Style("total", "0.00%", "right"),
        rate_text if rules.points else "",
    )  # fmt: skip
    engine = page.put(row, columns.engine, told, Style("plain", form, "right"))
    page.put(
        row, columns.control, work.text(say.AGREES), Style("control", align="center"),
        control_text(shown, engine, lang),
    )  # fmt: skip
    sure = printed.near.with_(exact.near)
    own = all(score.lines[key].printed.near.sure for key in score.lines)
    word = work.judge_sure(work.text(label), sure, own=own)
    page.put(row, columns.sure, word, Style("plain" if sure.sure else "rough", align="center"))
    line = Line(row, Said(cell, near=exact.near), at, Said(shown, near=printed.near), at_printed)
    return Stage(line, low, high, is_refused(shown, lang))
