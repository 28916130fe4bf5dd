"""How each kind of line of the page of scores is reckoned: leaves, parents, sums of rows."""

from fractions import Fraction

from perfrules.messages import workbook as say
from perfrules.model.declared import Indicator
from perfrules.model.reckoned import line_of
from perfrules.model.stretches import Stretch
from perfrules.model.ways import Rows
from perfrules.readings.doubles import UNIT, Doubled, constant, decimal, times
from perfrules.readings.extents import hull, point
from perfrules.readings.number import Failed, Missing, name_of_property
from perfrules.readings.ranges import times as times_stretch
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, number_text
from perfrules.scoring.tree import Scored
from perfrules.views.workbook_book import Style
from perfrules.views.workbook_fill import RESCALES, add_up, fill_line
from perfrules.views.workbook_limits import Limits, cut_stretch, cut_text, limited, sum_text
from perfrules.views.workbook_page import Line, ScorePage
from perfrules.views.workbook_row_scores import leaf_refused, leaf_text, put_leaf
from perfrules.views.workbook_rows import NoTable, TableSheet
from perfrules.views.workbook_steps import applies_key
from perfrules.views.workbook_workings import NotLiveError

ZERO = Fraction(0)


def put_line(score: ScorePage, indicator: Indicator) -> None:
    """A leaf, a parent, a bonus or a penalty."""
    node = score.nodes[indicator.key]
    if isinstance(indicator.way, Rows):
        _sum_of_rows(score, node)
    elif node.children or indicator.tree is None:
        _parent(score, node)
    else:
        _plain(score, node)


def _plain(score: ScorePage, node: Scored) -> None:
    indicator, work = node.indicator, score.work
    assert indicator.tree is not None, "a leaf says how it is scored"
    row, at = score.rows[id(node)], work.stretch(indicator.tree)
    value = work.value(indicator.tree)
    try:
        said = work.say(indicator.tree)
        formula = said.text
    except NotLiveError as reason:
        said = Said("", near=decimal(indicator.rounding.to))
        formula = "NA()" if isinstance(value, Missing | Failed) else ""
        work.not_live.append((indicator.label, reason.reason))
    style = Style("reckoned", "General", "right")
    raw = score.page.put(row, score.columns.formula, value, style, formula)
    limits = Limits(indicator.lowest, indicator.highest, indicator.floor, indicator.cap)
    exact, lies = limited(Said(raw, near=said.near), at, limits, work.fails)
    exact, lies = _barred(score, node, exact, lies)
    fill_line(score, node, exact, lies, None, [], live=bool(said.text))


def _barred(score: ScorePage, node: Scored, said: Said, at: Stretch) -> tuple[Said, Stretch]:
    """The score where the node applies and is picked, else what it has instead."""
    rules, work, lies = score.work.result.methodology, score.work, at
    if node.indicator.key not in rules.indicators:
        return said, at
    text, near = said.text, said.near
    if node.factor != 1:
        near = times(near, constant(node.factor), at, point(node.factor))
        text = f"({text})*{number_text(node.factor, None)}"
        lies = times_stretch(at, point(node.factor))
    line = line_of(node.indicator, rules.indicators)
    for place in reversed(range(len(line))):
        each = line[place]
        above = line[place - 1] if place else None
        if each.applies is not None:
            text = _where_it_applies(score, each, node, text)
            near = near.with_(work.said[applies_key(each.key)].near)
            own = each.key == node.indicator.key and each.applies.otherwise == "full"
            lies = hull(lies, point(each.points if own else ZERO))
        if above is not None and above.choose is not None:
            picks = work.result.facts.picked.get(above.key)
            work.not_live.append((above.label, say.PICK_REASON))
            if picks is None:
                text = "NA()"
            elif each.key not in picks:
                text, lies = "0", point(ZERO)
    return Said(text, near=near), lies


def _where_it_applies(score: ScorePage, each: Indicator, node: Scored, text: str) -> str:
    assert each.applies is not None, "it says when it applies"
    condition = score.work.said[applies_key(each.key)].text
    came = score.work.values[applies_key(each.key)]
    if each.applies.otherwise in RESCALES:
        score.work.not_live.append((each.label, say.RESCALE_REASON))
        if isinstance(came, bool):
            return text if came else "0"
        return "NA()" if isinstance(came, Missing) else score.work.fails
    instead = "0"
    if each.key == node.indicator.key:
        otherwise = {"full": number_text(each.points, None), "zero": "0"}
        instead = otherwise.get(each.applies.otherwise, score.work.fails)
    return called("IF", condition, text, instead)


def _parent(score: ScorePage, node: Scored) -> None:
    indicator, work = node.indicator, score.work
    parts = [_child(score, child) for child in node.children]
    cells = [part.exact.text for part in parts]
    cap, floor = indicator.cap, indicator.floor
    total, at = add_up([(part.exact.near, part.at) for part in parts])
    text = cut_text(sum_text(cells), cap, floor)
    if indicator.value_tree is not None and not node.children:
        # Of a framework: it has no score, but waits for what it measures, or cannot have it.
        value = work.said[name_of_property("value", indicator.key)].text
        text = called("IF", called("ISERROR", value), value, "0")
    if indicator.gaps:
        text = called("IF", called("ISERR", text), work.fails, "NA()")
    at = cut_stretch(at, cap, floor)
    exact, at = _barred(score, node, Said(text, near=total), at)
    fill_line(score, node, exact, at, parts, [], live=True)


def _child(score: ScorePage, child: Scored) -> Line:
    key = child.indicator.key
    if key not in score.lines:
        _row_line(score, child)
    return score.lines[key]


def _row_line(score: ScorePage, node: Scored) -> None:
    """A row of a table, as its own page scores it, or a heading of rows."""
    if node.children:
        _parent(score, node)
        return
    row = score.rows[id(node)]
    score.points(node)
    assert node.row is not None, "a leaf below a leaf is a row"
    table = score.work.tables[node.row.table]
    assert isinstance(table, TableSheet), "it has rows"
    columns, place = score.row_columns_of(table), score.row_of(table, node)
    exact = Said(table.page.place(place, columns.exact), near=columns.near)
    value = table.page.cells[place, columns.formula].value
    score.page.put(
        row, score.columns.formula, value, Style("reckoned", "General", "right"),
        table.page.place(place, columns.formula),
    )  # fmt: skip
    high = Stretch(ZERO, node.indicator.points, low_closed=True, high_closed=True)
    fill_line(score, node, exact, high, None, [], live=True)


def _sum_of_rows(score: ScorePage, node: Scored) -> None:
    """A leaf that sums rows: those on the page of the table, whichever count."""
    indicator, work = node.indicator, score.work
    way = indicator.way
    assert isinstance(way, Rows), "it sums rows"
    table = work.tables[way.table]
    at = Stretch(indicator.lowest, indicator.highest, low_closed=True, high_closed=True)
    if not isinstance(table, TableSheet):
        assert isinstance(table, NoTable), "a table has a sheet, or is not given"
        exact, at = _barred(score, node, Said(table.missing()), at)
        fill_line(score, node, exact, at, None, [], live=False)
        return
    rows = score.row_columns_of(table)
    mine = put_leaf(table, indicator, rows)
    score.leaf_columns.setdefault(way.table, []).append(mine)
    points = work.said[name_of_property("points", indicator.key)].text
    text = leaf_text(table, indicator, rows, mine, points)
    cut = cut_text(text, node.indicator.cap, node.indicator.floor)
    n = max(len(table.rows), 1)
    near = Doubled(
        rows.near.absolute * n,
        rows.near.relative + n * UNIT,
        rows.near.step,
        rows.near.most**n,
        nearest=False,
        sure=rows.near.sure,
    )
    exact, at = _barred(score, node, Said(cut, near=near), at)
    fill_line(
        score,
        node,
        exact,
        at,
        None,
        [leaf_refused(table, mine)],
        live=True,
        rows=(table, rows, mine),
    )
    for child in node.children:
        _child(score, child)
