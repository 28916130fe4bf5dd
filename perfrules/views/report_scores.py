"""The scores in a report: sentences, tables with the reasons for lost points, charts."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.messages import Lang, labels
from perfrules.messages import above as above_words
from perfrules.messages import options as option_words
from perfrules.messages import report as say
from perfrules.model.facts import TableRow
from perfrules.readings.figures import figure
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.views.evidence_lines import printed_text
from perfrules.views.option_lines import points_shown
from perfrules.views.outline import Outline, within
from perfrules.views.page_parts import bars_of, steps_down
from perfrules.views.report_parts import (
    Block,
    Chart,
    Grid,
    Paragraph,
    Stroke,
    Words,
    ended,
    marked,
    plain,
)
from perfrules.views.report_reasons import why
from perfrules.views.report_tables import table_blocks
from perfrules.views.steps import Reader
from perfrules.views.summaries import total_text
from perfrules.views.table import Row, rate_text

MOST_BARS = 26
"""So many bars stand in one chart; where there are more, only the upper levels are drawn."""
_MOST_TOLD = 12
_HUNDRED = 100


def year_of(period: str, lang: Lang) -> str:
    """The scored period as titles have it: 2022年度; nothing when it is not said."""
    if not period:
        return ""
    word = say.YEAR if period.isdigit() else say.SPAN
    return word.in_(lang).format(period=period)


def scores(result: Result, page: Outline, reader: Reader) -> Iterator[Block]:
    """What came of it all: total and grade, the table of the top level, the charts."""
    lang = reader.lang
    if not result.methodology.weighted:
        yield Paragraph(plain(say.NO_SCORES.in_(lang)))
        return
    yield Paragraph(_total_words(result, lang))
    nodes = {root.indicator.key: root for root in result.roots}
    extras = {extra.indicator.key: extra for extra in result.above.extras}
    told = [*within(result.roots, None)]
    top = [
        (row, nodes[node.indicator.key])
        for row, (level, node) in zip(page.rows, told, strict=False)
        if level == 0
    ]
    rows = [_row(row, why(node, reader)) for row, node in top]
    for row, extra in zip(page.rows[len(told) :], extras.values(), strict=False):
        rows.append(_row(row, why(extra, reader)))
    rows += [_row(row, ()) for row in page.rows[len(told) + len(extras) :]]
    yield Grid(
        say.SCORE_TABLE.in_(lang),
        _heads(say.TOP_INDICATOR.in_(lang), lang),
        tuple(rows),
        right=frozenset({1, 2, 3}),
        total=True,
    )
    for veto in (each.veto for each in result.above.vetoes if each.holds):
        name = above_words.VETO.in_(lang).format(name=veto.name)
        yield Paragraph(marked(f"{name}{labels.COLON.in_(lang)}{ended(veto.says, lang)}"))
    yield from _charts(result, reader)


def indicator_blocks(key: str, page: Outline, reader: Reader, shown: set[str]) -> Iterator[Block]:
    """One indicator: its score in a sentence, what is below it in tables; rows are noted."""
    result, lang = reader.result, reader.lang
    node, weighted = reader.nodes[key], result.methodology.weighted
    if weighted:
        yield Paragraph(_score_words(node, reader))
    rows = {node.indicator.key: row for row, (_, node) in _paired(page, result)}
    below = [(level, each) for level, each in within((node,), None) if each.row is None]
    if len(below) > 1:
        tree = [
            _row(rows[each.indicator.key], why(each, reader), level - 1)
            for level, each in below[1:]
        ]
        name = say.SUBTREE if weighted else say.MEASURES_OF
        caption, heads = name.in_(lang).format(name=node.indicator.label), say.INDICATOR.in_(lang)
        grid = Grid(caption, _heads(heads, lang), tuple(tree), right=frozenset({1, 2, 3}))
        yield grid if weighted else _without_points(grid, lang)
    elif words := why(node, reader):
        before = plain(say.SCORED_BY.in_(lang)) if weighted else ()
        *front, last = words
        yield Paragraph((*before, *front, evolve(last, text=ended(last.text, lang))))
    tables: dict[str, list[TableRow]] = {}
    for each in node.walk():
        if each.row is not None and each.row.key not in shown:
            tables.setdefault(each.row.table, []).append(each.row)
    for table, rows_below in tables.items():
        yield from table_blocks(result.methodology.tables[table], rows_below, reader, shown)


def _paired(page: Outline, result: Result) -> Iterable[tuple[Row, tuple[int, Scored]]]:
    return zip(page.rows, within(result.roots, None), strict=False)


def _heads(first: str, lang: Lang) -> tuple[str, ...]:
    rest = (say.POINTS, say.SCORE, say.RATE, say.REASON)
    return (first, *(text.in_(lang) for text in rest))


def _row(row: Row, reason: Words, level: int = 0) -> tuple[Words, ...]:
    """Name, points, score, 得分率, reason; a score that is not there is marked."""
    open_score = row.state != "done" and bool(row.score)
    score = marked(row.score) if open_score else plain(row.score)
    name = "\u3000" * level + row.label
    return (plain(name), plain(row.points), score, plain(row.rate), reason)


def _without_points(grid: Grid, lang: Lang) -> Grid:
    heads = (grid.heads[0], say.VALUE.in_(lang))
    return Grid(grid.caption, heads, tuple((row[0], row[4]) for row in grid.rows))


def _total_words(result: Result, lang: Lang) -> Words:
    rules, facts = result.methodology, result.facts
    fields = {
        "points": str(figure(rules.points)),
        "subject": facts.subject,
        "year": year_of(facts.period_text, lang),
        "low": printed_text(result.low, rules.rounding),
        "high": printed_text(result.high, rules.rounding),
    }
    if result.state == "refused":
        return marked(say.TOTAL_REFUSED.in_(lang))
    if result.printed is None:
        names = labels.OR.in_(lang).join(grade.name for grade in result.grades)
        grades = say.GRADES_OPEN.in_(lang).format(grades=names) if names else ""
        return marked(say.TOTAL_OPEN.in_(lang).format(grades=grades, **fields))
    grade = say.GRADE_SAYS.in_(lang).format(grade=result.grade.name) if result.grade else ""
    total = total_text(result)
    return plain(say.TOTAL_SAYS.in_(lang).format(total=total, grade=grade, **fields))


def _score_words(node: Scored, reader: Reader) -> Words:
    lang, rounding = reader.lang, node.indicator.rounding
    fields = {"name": node.indicator.label, "points": str(figure(points_shown(node)))}
    if node.out and not node.points:
        out = option_words.OUT[node.out].in_(lang)
        return marked(say.INDICATOR_OUT.in_(lang).format(why=out, **fields))
    if node.state == "refused":
        return marked(say.INDICATOR_REFUSED.in_(lang).format(**fields))
    if node.printed is None:
        low, high = (printed_text(end, rounding) for end in (node.low, node.high))
        return marked(say.INDICATOR_OPEN.in_(lang).format(low=low, high=high, **fields))
    score, rate = printed_text(node.printed, rounding), rate_text(node.rate) or "—"
    return plain(say.INDICATOR_SAYS.in_(lang).format(score=score, rate=rate, **fields))


def _charts(result: Result, reader: Reader) -> Iterator[Chart]:
    """The 得分率 of the indicators, and where the lost points went."""
    lang = reader.lang
    few = (depth for depth in (None, 3, 2) if len([*_drawn(result, depth)]) <= MOST_BARS)
    depth = next(few, 1)
    rates = [_rate_stroke(level, node) for level, node in _drawn(result, depth)]
    for start in range(0, len(rates), MOST_BARS):
        yield _chart(say.RATES.in_(lang), rates[start : start + MOST_BARS], lang)
    if result.printed is None:
        return
    names = {key: (node.indicator.label, "") for key, node in reader.nodes.items()}
    steps = []
    for step in steps_down(result, names, lang):
        word = say.STEP if step.bar.kind == "loss" else say.GAIN
        text = word.in_(lang).format(points=step.points.lstrip("−≈-"), left=step.left)
        stretch = (_part(step.bar.start), _part(step.bar.length), step.bar.kind)
        steps.append(Stroke(step.label, text, (stretch,)))
    if steps:
        yield _chart(say.LOSSES.in_(lang), steps, lang)


def _drawn(result: Result, depth: int | None) -> Iterator[tuple[int, Scored]]:
    for level, node in within(result.roots, depth):
        if node.points and node.row is None:
            yield level, node


def _rate_stroke(level: int, node: Scored) -> Stroke:
    stretches = tuple((_part(b.start), _part(b.length), b.kind) for b in bars_of(node))
    text = rate_text(node.rate)
    if not text:
        text = "–".join(rate_text(end / node.points) for end in (node.low, node.high))
    return Stroke("\u3000" * level + node.indicator.label, text, stretches)


def _chart(caption: str, strokes: list[Stroke], lang: Lang) -> Chart:
    told = labels.LIST.in_(lang).join(f"{each.label.strip()} {each.text}" for each in strokes)
    if len(strokes) > _MOST_TOLD:
        told = say.ALT_TOO_MANY.in_(lang).format(count=len(strokes))
    return Chart(caption, tuple(strokes), say.ALT.in_(lang).format(caption=caption, points=told))


def _part(hundredths: str) -> Fraction:
    return Fraction(hundredths) / _HUNDRED
