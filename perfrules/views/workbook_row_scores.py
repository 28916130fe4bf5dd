"""The scores of the rows of a table: each scored by the first way that fits, summed by leaf."""

from fractions import Fraction

from attrs import evolve, frozen

from perfrules.formula.tree import If, Node, Nothing, Number
from perfrules.messages import workbook as say
from perfrules.model.declared import Indicator
from perfrules.model.rounding import rounded
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import row_key
from perfrules.model.ways import Judged, Rows
from perfrules.readings.doubles import Doubled, chosen, decimal
from perfrules.readings.extents import at_least, meet, number_in
from perfrules.readings.number import Failed, Missing, name_of_judgement, name_of_property
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_rounding import as_printed
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called
from perfrules.scoring.tree import Scored
from perfrules.views.workbook_book import Style, digits_of
from perfrules.views.workbook_limits import decimals, is_refused, shown_text, shown_value
from perfrules.views.workbook_rows import FIRST, TableSheet
from perfrules.views.workbook_workings import NotLiveError

ZERO = Number(Fraction(0))


@frozen(eq=False)
class RowColumns:
    """Where the scores of rows stand on the page of their table."""

    points: int
    formula: int
    exact: int
    shown: int
    near: Doubled


@frozen(eq=False)
class LeafColumns:
    """Which rows count in one leaf, and their scores there."""

    counts: int
    exact: int
    printed: int


def put_row_scores(sheet: TableSheet, leaf: Indicator, scored: dict[str, Scored]) -> RowColumns:
    """A column each of points, score by formula, within limits, printed; `scored` is by row."""
    work, way = sheet.work, leaf.way
    assert isinstance(way, Rows), "its rows are scored"
    points = _points(sheet, way, scored)
    _judged(sheet)
    tree: Node = Nothing("gap")
    for variant in reversed(sheet.rule.variants):
        condition = variant.condition
        tree = variant.tree if condition is None else If(condition, variant.tree, tree)
    values = sheet.values(tree)
    try:
        said = sheet.say(tree)
        formula = sheet.helped(work.text(say.FORMULA_VALUE), said.text, values, _number())
    except NotLiveError as reason:
        work.not_live.append((work.text(say.TABLE, name=sheet.rule.name), reason.reason))
        formula, said = (
            sheet.new_column(work.text(say.FORMULA_VALUE)),
            Said("", near=decimal(leaf.rounding.to)),
        )
        for place, value in enumerate(values, FIRST):
            gone = isinstance(value, Missing | Failed)
            sheet.page.put(place, formula, value, _number(), "NA()" if gone else "")
    raw, mine = sheet.here(formula), sheet.here(points)
    outside = called("OR", f"ROUND({raw}-{mine},12)>0", f"ROUND({raw},12)<0")
    limited = called("IF", outside, sheet.fails, raw)
    exact_values = [
        _exact(scored.get(row.key), v) for row, v in zip(sheet.rows, values, strict=True)
    ]
    exact = sheet.helped(work.text(say.UNROUNDED), limited, exact_values, _number())
    at = number_in(meet(sheet.stretch(tree), at_least(Fraction(0))))
    printed = as_printed(Said(sheet.here(exact), near=said.near), at, leaf.rounding)
    digits = decimals(leaf.rounding)
    text = shown_text(sheet.here(exact), printed.text, "0", mine, [], digits, work.lang)
    told: list[Came] = [
        _shown(scored.get(row.key), value, leaf, digits, sheet)
        for row, value in zip(sheet.rows, exact_values, strict=True)
    ]
    style = Style("strong", digits_of(digits), "right")
    shown = sheet.helped(work.text(say.SCORE), text, told, style)
    if not printed.near.sure:
        sheet.mark_rough(shown)
    return RowColumns(points, formula, exact, shown, evolve(said.near, sure=printed.near.sure))


def _number() -> Style:
    return Style("reckoned", "General", "right")


def _points(sheet: TableSheet, way: Rows, scored: dict[str, Scored]) -> int:
    """The points of each row: its own, or an equal share."""
    rule, work = sheet.rule, sheet.work
    key = name_of_property("points", row_key(rule.name))
    if rule.points is not None and way.split is None and rule.points in sheet.names:
        said = sheet.names[rule.points]
        sheet.names[key] = said
        column = sheet.helped(work.text(say.ROW_POINTS), said.text, _own_points(sheet, rule.points))
        for more in sheet.more:
            more[key] = more[rule.points]
        whole = work.result.methodology.points
        limits = Stretch(Fraction(0), whole, low_closed=True, high_closed=True)
        own = meet(work.columns[rule.name][rule.points], limits)
        work.columns[rule.name] = {**work.columns[rule.name], key: own, rule.points: own}
        return column
    shares = [_share(scored.get(row.key)) for row in sheet.rows]
    column = sheet.new_column(work.text(say.ROW_POINTS))
    for place, (share, more) in enumerate(zip(shares, sheet.more, strict=True), FIRST):
        sheet.page.put(place, column, share, Style("plain", "General", "right"))
        more[key] = share
    if way.where is not None:
        where = work.text(say.TABLE, name=rule.name)
        work.not_live.append((f"{where} {work.text(say.ROW_POINTS)}", say.SHARE_REASON))
    most = max(shares, default=Fraction(0))
    within = Stretch(Fraction(0), most, low_closed=True, high_closed=True)
    work.columns[rule.name] = {**work.columns[rule.name], key: within}
    near = chosen(*(decimal(share or Fraction(1)) for share in shares)) if shares else Doubled()
    sheet.names[key] = Said(sheet.here(column), near=near)
    return column


def _own_points(sheet: TableSheet, column: str) -> list[Came]:
    return [more[column] for more in sheet.more]


def _share(node: Scored | None) -> Fraction:
    return Fraction(0) if node is None else node.indicator.points


def _judged(sheet: TableSheet) -> None:
    """The scores that people gave to rows, to be changed."""
    if not any(isinstance(variant.way, Judged) for variant in sheet.rule.variants):
        return
    work, key = sheet.work, name_of_judgement(row_key(sheet.rule.name))
    column = sheet.new_column(work.text(say.ROW_JUDGED))
    step = Fraction(1, 100)
    for place, (row, more) in enumerate(zip(sheet.rows, sheet.more, strict=True), FIRST):
        judged = work.result.facts.judgements.get(row.key)
        score = None if judged is None else judged.score
        look = "gap" if score is None else "input"
        sheet.page.put(place, column, score, Style(look, "General", "right"))  # type: ignore[arg-type]
        more[key] = Missing(frozenset({f"judgement:{row.key}"})) if score is None else score
        if score:
            step = chosen(decimal(step), decimal(score)).step
    here = sheet.here(column)
    text = called("IF", called("ISNUMBER", here), here, "NA()")
    sheet.names[key] = Said(text, near=decimal(step))
    points = work.columns[sheet.rule.name][name_of_property("points", row_key(sheet.rule.name))]
    high = number_in(points).high
    within = Stretch(Fraction(0), high, low_closed=True, high_closed=high is not None)
    work.columns[sheet.rule.name] = {**work.columns[sheet.rule.name], key: within}


def _exact(node: Scored | None, value: Came) -> Came:
    if node is None:
        return value
    if node.exact is not None:
        return node.exact
    return Missing(node.missing) if node.state == "open" else Failed(node.problems)


def _shown(
    node: Scored | None, exact: Came, leaf: Indicator, digits: int, sheet: TableSheet
) -> Fraction | str:
    lang = sheet.work.lang
    if node is not None:
        return shown_value(node.state, node.printed, node.low, node.high, digits, lang)
    if isinstance(exact, Fraction):
        return rounded(exact, leaf.rounding)
    return sheet.work.text(say.OPEN if isinstance(exact, Missing) else say.REFUSED)


def put_leaf(sheet: TableSheet, leaf: Indicator, rows: RowColumns) -> LeafColumns:
    """Which rows count in the leaf, and what they bring it."""
    way, work = leaf.way, sheet.work
    assert isinstance(way, Rows), "its rows are scored"
    head = work.text(say.COUNTS_IN, leaf=leaf.label)
    if way.where is None:
        counted: list[Came] = [Fraction(1)] * len(sheet.rows)
        counts = sheet.helped(head, "1", counted)
    else:
        found = sheet.values(way.where.tree)
        counted = [Fraction(int(v)) if isinstance(v, bool) else v for v in found]
        said = sheet.say(way.where.tree)
        counts = sheet.helped(head, called("IF", said.text, "1", "0"), counted)
        if not said.near.sure:
            sheet.mark_rough(counts)
    return LeafColumns(
        counts,
        _if_counted(sheet, rows.exact, counts, counted, say.UNROUNDED.in_(work.lang)),
        _if_counted(sheet, rows.shown, counts, counted, say.SCORE.in_(work.lang)),
    )


def _if_counted(sheet: TableSheet, column: int, counts: int, counted: list[Came], head: str) -> int:
    text = called("IF", f"{sheet.here(counts)}=1", sheet.here(column), "0")
    values: list[Came] = []
    for place, count in enumerate(counted, FIRST):
        value = sheet.page.cells[place, column].value
        assert value is not None, "each row has a score, or why not"
        values.append(
            value if count == 1 else count if isinstance(count, Missing | Failed) else Fraction(0)
        )
    return sheet.helped(head, text, values, _number())


def leaf_text(
    sheet: TableSheet, leaf: Indicator, rows: RowColumns, mine: LeafColumns, points: str
) -> str:
    """The sum of the rows that count; none where no row does, or their points do not add up."""
    counted = called("SUM", sheet.span(mine.counts))
    total = called("SUM", sheet.span(mine.exact))
    way = leaf.way
    assert isinstance(way, Rows), "its rows are scored"
    if way.split is None:
        own = f"SUMPRODUCT({sheet.span(mine.counts)},{sheet.span(rows.points)})"
        total = called("IF", f"ROUND({own}-{points},9)<>0", sheet.fails, total)
    return called("IF", f"{counted}=0", sheet.fails, total)


def leaf_ends(sheet: TableSheet, rows: RowColumns, mine: LeafColumns) -> tuple[str, str]:
    """The least and the most that the rows of a leaf may bring."""
    low = called("SUM", sheet.span(mine.printed))
    text = f"ISTEXT({sheet.span(mine.printed)})"
    most = f"SUMPRODUCT(({sheet.span(mine.counts)}=1)*{text}*{sheet.span(rows.points)})"
    return low, f"{low}+{most}"


def leaf_refused(sheet: TableSheet, mine: LeafColumns) -> str:
    """Whether a row that counts cannot be scored."""
    return f"SUMPRODUCT(--({is_refused(sheet.span(mine.printed), sheet.work.lang)}))>0"
