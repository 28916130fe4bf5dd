"""The sheet of scores in the layout of the report's table: a line for each node, down to leaves."""

from fractions import Fraction

from attrs import Factory, evolve, frozen

from perfrules.messages import labels
from perfrules.messages import workbook as say
from perfrules.model.declared import Indicator
from perfrules.model.reckoned import line_of
from perfrules.model.rounding import rounded
from perfrules.model.stretches import Stretch
from perfrules.model.ways import Rows
from perfrules.problem import printable
from perfrules.readings.doubles import UNIT, Doubled, constant, decimal, over, plus, snapped, times
from perfrules.readings.extents import hull, point
from perfrules.readings.number import Failed, Missing, name_of_property
from perfrules.readings.number import Result as Came
from perfrules.readings.ranges import plus as plus_stretch
from perfrules.readings.ranges import times as times_stretch
from perfrules.readings.sheet_rounding import as_printed
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, number_text
from perfrules.scoring.tree import Scored
from perfrules.views.evidence_lines import judged_text
from perfrules.views.workbook_aims import aims_of
from perfrules.views.workbook_book import Page, Style, address, digits_of
from perfrules.views.workbook_facts import put_heads
from perfrules.views.workbook_limits import (
    Limits,
    control_text,
    cut_stretch,
    cut_text,
    decimals,
    is_refused,
    limited,
    shown_text,
    shown_value,
    sum_text,
)
from perfrules.views.workbook_row_scores import (
    LeafColumns,
    RowColumns,
    leaf_ends,
    leaf_refused,
    leaf_text,
    put_leaf,
)
from perfrules.views.workbook_rows import FIRST as FIRST_ROW
from perfrules.views.workbook_rows import TableSheet
from perfrules.views.workbook_steps import applies_key
from perfrules.views.workbook_workings import NotLiveError, Workings

HEADS, FIRST = 6, 7
"""The row of heads, and the first line of the table."""
RESCALES = ("rescale_parent", "rescale_total")
ZERO = Fraction(0)


@frozen
class Columns:
    """Where what stands, behind the columns of levels."""

    levels: int

    def __getattr__(self, name: str) -> int:
        order = (
            "points", "target", "actual", "score", "rate", "why", "standing", "formula", "exact",
            "low", "high", "engine", "control", "sure",
        )  # fmt: skip
        if name not in order:
            raise AttributeError(name)
        return self.levels + order.index(name)


@frozen(eq=False, repr=False)
class Line:
    """A line of the table once it is filled: its cells, and how exact they are."""

    row: int
    exact: Said
    at: Stretch
    printed: Said
    at_printed: Stretch


@frozen(eq=False, repr=False)
class ScorePage:
    """The page of scores while it is filled, in the order of reckoning."""

    work: Workings
    page: Page
    columns: Columns
    rows: dict[int, int]
    """Of each node, by identity."""
    nodes: dict[str, Scored]
    levels: dict[int, int]
    """Of each node, by identity."""
    lines: dict[str, Line] = Factory(dict)
    """By key of the indicator, bonus or penalty."""
    row_columns: dict[str, RowColumns] = Factory(dict)
    """By table."""
    leaf_columns: dict[str, list[LeafColumns]] = Factory(dict)
    """By table, of every leaf that sums its rows."""
    guards: list[tuple[str, str, bool]] = Factory(list)
    """Conditions that must stay as they were at the export: label, name of the cell, answer."""

    def heads(self, levels: int) -> None:
        """The heads of the columns."""
        work = self.work
        names = [
            work.text(say.LEVELS[i])
            if i < len(say.LEVELS)
            else work.text(say.LEVEL, level=str(i + 1))
            for i in range(levels)
        ]
        heads = (
            say.POINTS, say.TARGET, say.ACTUAL, say.SCORE, say.RATE, say.WHY, say.STANDING,
            say.FORMULA_VALUE, say.UNROUNDED, say.LOW, say.HIGH, say.ENGINE, say.CONTROL, say.SURE,
        )  # fmt: skip
        put_heads(self.page, HEADS, [*names, *(work.text(head) for head in heads)])

    def points(self, node: Scored) -> None:
        """The points of a node, by name; they are there before anything is reckoned."""
        row, work, indicator = self.rows[id(node)], self.work, node.indicator
        for column in range(self.columns.levels):
            mine = column == self.levels[id(node)]
            self.page.put(row, column, printable(indicator.label) if mine else "")
        text = ""
        if node.row is not None:
            table = work.tables[node.row.table]
            assert isinstance(table, TableSheet), "it has rows"
            text = table.page.place(self._row_of(table, node), self.row_columns_of(table).points)
        style = Style("plain", digits_of(None), "right")
        self.page.put(row, self.columns.points, node.points, style, text)
        if node.row is None and work.result.methodology.node(indicator.key) is not None:
            self.name_points(indicator, row)

    def name_points(self, indicator: Indicator, row: int) -> None:
        """The defined name of the points of an indicator, bonus or penalty."""
        work = self.work
        wanted = work.text(say.POINTS_NAME, key=indicator.key)
        name = work.define(wanted, self.page, row, self.columns.points)
        points = indicator.points
        key = name_of_property("points", indicator.key)
        work.register(key, name, points, point(points), constant(points))

    def row_columns_of(self, table: TableSheet) -> RowColumns:
        """The columns of scores of a table."""
        return self.row_columns[table.rule.name]

    @staticmethod
    def _row_of(table: TableSheet, node: Scored) -> int:
        assert node.row is not None, "it is a row"
        keys = [row.key for row in table.rows]
        return FIRST_ROW + keys.index(node.row.key)

    def cell(self, row: int, column: int) -> str:
        """The address of a cell of the page."""
        return address(row, column)

    # ── one line ──

    def leaf(self, indicator: Indicator) -> None:
        """A leaf, a parent, a bonus or a penalty."""
        node = self.nodes[indicator.key]
        if isinstance(indicator.way, Rows):
            self._sum_of_rows(node)
        elif node.children or indicator.tree is None:
            self._parent(node)
        else:
            self._plain(node)

    def _plain(self, node: Scored) -> None:
        indicator, work = node.indicator, self.work
        assert indicator.tree is not None, "a leaf says how it is scored"
        row, at = self.rows[id(node)], work.stretch(indicator.tree)
        value = work.value(indicator.tree)
        try:
            said = work.say(indicator.tree)
            formula = said.text
        except NotLiveError as reason:
            said = Said("", near=decimal(indicator.rounding.to))
            formula = "NA()" if isinstance(value, Missing | Failed) else ""
            work.not_live.append((indicator.label, reason.reason))
        style = Style("reckoned", "General", "right")
        raw = self.page.put(row, self.columns.formula, value, style, formula)
        limits = Limits(indicator.lowest, indicator.highest, indicator.floor, indicator.cap)
        exact, lies = limited(Said(raw, near=said.near), at, limits, work.fails)
        exact, lies = self._barred(node, exact, lies)
        self._put(node, exact, lies, None, [], live=bool(said.text))

    def _barred(self, node: Scored, said: Said, at: Stretch) -> tuple[Said, Stretch]:
        """The score where the node applies and is picked, else what it has instead."""
        rules, work, lies = self.work.result.methodology, self.work, at
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
                text = self._where_it_applies(each, node, text)
                own = each.key == node.indicator.key and each.applies.otherwise == "full"
                lies = hull(lies, point(each.points if own else ZERO))
            if above is not None and above.choose is not None:
                picks = work.result.facts.picked.get(above.key)
                if picks is None:
                    text = "NA()"
                elif each.key not in picks:
                    text, lies = "0", point(ZERO)
        return Said(text, near=near), lies

    def _where_it_applies(self, each: Indicator, node: Scored, text: str) -> str:
        assert each.applies is not None, "it says when it applies"
        condition = self.work.said[applies_key(each.key)].text
        came = self.work.values[applies_key(each.key)]
        if each.applies.otherwise in RESCALES:
            if isinstance(came, bool):
                return text if came else "0"
            return "NA()" if isinstance(came, Missing) else self.work.fails
        instead = "0"
        if each.key == node.indicator.key:
            otherwise = {"full": number_text(each.points, None), "zero": "0"}
            instead = otherwise.get(each.applies.otherwise, self.work.fails)
        return called("IF", condition, text, instead)

    def _parent(self, node: Scored) -> None:
        indicator, work = node.indicator, self.work
        parts = [self._child(child) for child in node.children]
        cells = [part.exact.text for part in parts]
        cap, floor = indicator.cap, indicator.floor
        total, at = add_up([(part.exact.near, part.at) for part in parts])
        text = cut_text(sum_text(cells), cap, floor)
        if indicator.gaps:
            text = called("IF", called("ISERR", text), work.fails, "NA()")
        at = cut_stretch(at, cap, floor)
        exact, at = self._barred(node, Said(text, near=total), at)
        self._put(node, exact, at, parts, [], live=True)

    def _child(self, child: Scored) -> Line:
        key = child.indicator.key
        if key not in self.lines:
            self._row_line(child)
        return self.lines[key]

    def _row_line(self, node: Scored) -> None:
        """A row of a table, as its own page scores it, or a heading of rows."""
        if node.children:
            self._parent(node)
            return
        row = self.rows[id(node)]
        self.points(node)
        assert node.row is not None, "a leaf below a leaf is a row"
        table = self.work.tables[node.row.table]
        assert isinstance(table, TableSheet), "it has rows"
        columns, place = self.row_columns_of(table), self._row_of(table, node)
        exact = Said(table.page.place(place, columns.exact), near=columns.near)
        value = table.page.cells[place, columns.formula].value
        self.page.put(
            row, self.columns.formula, value, Style("reckoned", "General", "right"),
            table.page.place(place, columns.formula),
        )  # fmt: skip
        high = Stretch(ZERO, node.indicator.points, low_closed=True, high_closed=True)
        self._put(node, exact, high, None, [], live=True)

    def _sum_of_rows(self, node: Scored) -> None:
        """A leaf that sums rows: those on the page of the table, whichever count."""
        indicator, work = node.indicator, self.work
        way = indicator.way
        assert isinstance(way, Rows), "it sums rows"
        table = work.tables[way.table]
        at = Stretch(indicator.lowest, indicator.highest, low_closed=True, high_closed=True)
        if not isinstance(table, TableSheet):
            exact, at = self._barred(node, Said("NA()"), at)
            self._put(node, exact, at, None, [], live=False)
            return
        rows = self.row_columns_of(table)
        mine = put_leaf(table, indicator, rows)
        self.leaf_columns.setdefault(way.table, []).append(mine)
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
        exact, at = self._barred(node, Said(cut, near=near), at)
        self._put(
            node, exact, at, None, [leaf_refused(table, mine)], live=True, rows=(table, rows, mine)
        )
        for child in node.children:
            self._child(child)

    def _put(  # noqa: PLR0913  # what a line consists of
        self,
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
        work, columns, page = self.work, self.columns, self.page
        indicator, row = node.indicator, self.rows[id(node)]
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
        elif parts is not None and not self._rounded_once(node):
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
        low, high = self._ends(node, parts, rows)
        text = shown_text(cell, printed.text, low, high, wrong, digits, work.lang)
        told = shown_value(node.state, node.printed, node.low, node.high, digits, work.lang)
        strong = Style("strong", digits_of(digits), "right")
        score = page.put(row, columns.score, told, strong, text)
        self._rate(node, row, cell)
        self._aside(node, row)
        page.put(row, columns.engine, told, Style("plain", digits_of(digits), "right"))
        engine = self.cell(row, columns.engine)
        page.put(
            row, columns.control, work.text(say.AGREES), Style("control", align="center"),
            control_text(score, engine, work.lang),
        )  # fmt: skip
        name = printable(indicator.label)
        sure = printed.near.with_(exact.near)
        if live:
            page.put(
                row,
                columns.sure,
                work.judge_sure(name, sure),
                Style("plain" if sure.sure else "rough", align="center"),
            )
        else:
            page.put(row, columns.sure, work.text(say.NOT_LIVE), Style("rough", align="center"))
        shown = Said(score, near=printed.near)
        self.lines[indicator.key] = Line(row, here, at, shown, _widened(at, indicator))
        if node.row is None and not indicator.key.endswith("/"):
            self._name(node, row, here, at)

    def _rounded_once(self, node: Scored) -> bool:
        """Whether points have changed hands: then the exact sum is rounded, not the parts."""
        return (
            node.out != ""
            or node.factor != 1
            or any(c.factor != node.factor for c in node.children)
        )

    def _name(self, node: Scored, row: int, here: Said, at: Stretch) -> None:
        """The defined name of the exact score, and what formulas call score and rate."""
        work, key = self.work, node.indicator.key
        name = work.define(work.text(say.SCORE_NAME, key=key), self.page, row, self.columns.exact)
        value = came_to(node)
        work.register(name_of_property("score", key), name, value, at, here.near)
        points = node.indicator.points
        rate: Came = value
        if isinstance(value, Fraction):
            rate = value / node.points if node.points else Failed(())
        said = work.said.get(name_of_property("points", key))
        below = said.text if said is not None else number_text(points, None)
        if points:
            share = times_stretch(at, point(1 / points))
            near = over(here.near, constant(points), at, point(points))
            work.register(name_of_property("rate", key), f"({name}/{below})", rate, share, near)
        else:
            work.register(name_of_property("rate", key), work.fails, rate)

    def _ends(
        self,
        node: Scored,
        parts: list[Line] | None,
        rows: tuple[TableSheet, RowColumns, LeafColumns] | None,
    ) -> tuple[str, str]:
        """The cells of the least and the most, each with its formula."""
        columns, page, row = self.columns, self.page, self.rows[id(node)]
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
        waits = indicator.choose is not None and indicator.key not in self.work.result.facts.picked
        if parts is not None and not self._rounded_once(node) and not waits:
            for place, column in enumerate((columns.low, columns.high)):
                cells = [self.cell(part.row, column) for part in parts]
                more = f"+{number_text(indicator.gap, None)}" if place and indicator.gap else ""
                texts[place] = cut_text(sum_text(cells) + more, indicator.cap, indicator.floor)
        # An end never reads the score that is shown, which reads the ends.
        cell = self.cell(row, columns.exact)
        printed = as_printed(Said(cell), point(ZERO), indicator.rounding).text
        addresses: list[str] = []
        for column, end, text in zip(
            (columns.low, columns.high), (node.low, node.high), texts, strict=True
        ):
            if parts is None and rows is None:
                text = called("IF", called("ISNUMBER", cell), printed, text)
            addresses.append(page.put(row, column, end, number, text))
        return addresses[0], addresses[1]

    def _rate(self, node: Scored, row: int, cell: str) -> None:
        columns = self.columns
        points = self.cell(row, columns.points)
        rate = node.rate if node.state == "done" else None
        text = called("IF", called("ISNUMBER", cell), f"{cell}/{points}", '""')
        text = called("IF", f"{points}=0", '""', text)
        shown: Fraction | str = "" if rate is None else rate
        self.page.put(row, columns.rate, shown, Style("plain", "0.00%", "right"), text)

    def _aside(self, node: Scored, row: int) -> None:
        """Target, actual value, reason or causes of loss, standing or origin."""
        work, columns, page = self.work, self.columns, self.page
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


def why(work: Workings, node: Scored) -> str:
    """The reason that a person gave, or how points were lost at the export."""
    if node.out == "not_picked":
        return work.text(say.NOT_PICKED)
    if node.judgement is not None:
        return node.judgement.reason
    causes = [loss for loss in work.result.losses if loss.indicator == node.indicator.key]
    lost = sum((loss.points for loss in causes), ZERO)
    if not causes or not lost:
        return "" if node.row is None else node.row.reason
    words = labels.LIST.in_(work.lang).join(
        dict.fromkeys(labels.CAUSES[loss.cause].in_(work.lang) for loss in causes)
    )
    return work.text(say.LOST, points=judged_text(node, lost), causes=words)


def standing(work: Workings, node: Scored) -> str:
    """The standing of the rule of a leaf, and the origin of its judgement."""
    if node.indicator.way is None or node.children:
        return ""
    words = [work.text(labels.STANDINGS[node.indicator.status])]
    if node.judgement is not None:
        words.append(work.text(labels.ORIGINS_SHORT[node.judgement.origin]))
    return labels.LIST.in_(work.lang).join(words)
