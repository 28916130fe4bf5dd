"""Functions over the rows of a table: a column of help for each part, one cell of the result."""

from fractions import Fraction

from attrs import evolve

from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Fold, Node
from perfrules.messages import workbook as say
from perfrules.model.stretches import Stretch
from perfrules.readings import ranges
from perfrules.readings.doubles import (
    EXACT,
    FUZZ,
    UNIT,
    Doubled,
    over,
    size,
    snapped,
    times,
)
from perfrules.readings.extents import MAYBE, Extent, at_least, point
from perfrules.readings.number import Failed, Missing
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called
from perfrules.views.workbook_book import Style
from perfrules.views.workbook_rows import RESULTS, TableSheet

_AS_ONE = ("count", "share", "any", "all")
"""Functions of yes and no, which stand as 1 and 0 in the column."""


def put_fold(sheet: TableSheet, fold: Fold) -> Said:
    """The columns of help and the result, as a defined name.

    Raises NotLiveError for what no sheet can say.
    """
    counts = _counts(sheet, fold)
    each, each_said = _each(sheet, fold, counts)
    counted, valued = sheet.span(counts), sheet.span(each)
    total, of_each = called("SUM", counted), called("SUM", valued)
    n = max(len(sheet.rows), 1)
    at_each = _stretch(sheet, fold.each)
    whole = Stretch(Fraction(0), Fraction(n), low_closed=True, high_closed=True)
    near, kind = EXACT, each_said.kind
    extent: Extent = at_each
    fails = sheet.fails
    match fold.function:
        case "count":
            text, extent, kind = of_each, whole, "number"
        case "sum":
            text, near, extent = of_each, _summed(each_said.near, n, at_each), _times(at_each, n)
        case "mean":
            text = _over(total, f"{of_each}/{total}", fails)
            near = over(
                _summed(each_said.near, n, at_each),
                EXACT,
                _times(at_each, n),
                at_least(Fraction(1)),
            )
            near = evolve(near, most=each_said.near.most**n * n)
        case "share":
            text, extent, kind = (
                _over(total, f"{of_each}/{total}", fails),
                ranges.WHOLE_SHARE,
                "number",
            )
            near = Doubled(
                relative=over(EXACT, EXACT, whole, whole).relative, most=n, nearest=False
            )
        case "any":
            text, extent, kind = _over(total, f"{of_each}>0", fails), MAYBE, "yes/no"
        case "all":
            text, extent, kind = _over(total, f"{of_each}={total}", fails), MAYBE, "yes/no"
        case "weighted_mean":
            text, near = _weighted(sheet, fold, counts, each, each_said, at_each)
        case _:
            found = called("INDEX", valued, called("MATCH", "1", counted, "0"))
            text, near = called("IF", f"{total}=1", found, fails), each_said.near
    work = sheet.work
    value = work.value(fold)
    style = Style("reckoned", align="right")
    sheet.page.put(RESULTS, each, value, style, text)
    sheet.page.put(RESULTS, counts, work.text(say.RESULT), Style("label", align="right"))
    wanted = work.text(say.FOLD_NAMES[fold.function], table=fold.table)
    name = work.define(wanted, sheet.page, RESULTS, each)
    if isinstance(extent, Stretch):
        work.folds[fold] = extent
    return Said(name, near=near, kind=kind)


def _counts(sheet: TableSheet, fold: Fold) -> int:
    """1 in each row over which is reckoned, 0 in others."""
    head = sheet.work.text(
        say.COUNTS,
        where=sheet.work.text(say.EVERY_ROW) if fold.where is None else to_text(fold.where),
    )
    if fold.where is None:
        return sheet.helped(head, "1", [Fraction(1)] * len(sheet.rows))
    said = sheet.say(fold.where)
    values = [_one(value) for value in sheet.values(fold.where)]
    column = sheet.helped(head, called("IF", said.text, "1", "0"), values)
    if not said.near.sure:
        sheet.mark_rough(column)
    return column


def _each(sheet: TableSheet, fold: Fold, counts: int) -> tuple[int, Said]:
    """The value of each row that counts; a text without letters in others."""
    here = f"{sheet.here(counts)}=1"
    if fold.each is None:
        text, said, head = called("IF", here, "1", '""'), Said("1"), sheet.work.text(say.EVERY_ROW)
        values: list[Came] = [Fraction(1)] * len(sheet.rows)
    else:
        said, head = sheet.say(fold.each), to_text(fold.each)
        as_one = fold.function in _AS_ONE
        inner = called("IF", said.text, "1", "0") if as_one else said.text
        text = called("IF", here, inner, '""')
        values = sheet.values(fold.each)
        if as_one:
            values = [_one(value) for value in values]
    counted = _counted(sheet, fold)
    shown = [
        value if count is True else count for value, count in zip(values, counted, strict=True)
    ]
    column = sheet.helped(sheet.work.text(say.OF_ROWS, text=head), text, shown)
    return column, said


def _counted(sheet: TableSheet, fold: Fold) -> list[Came]:
    """Of each row True where it counts, an empty text where not, else why that is not known."""
    if fold.where is None:
        return [True] * len(sheet.rows)
    values = sheet.values(fold.where)
    return ["" if value is False else value for value in values]


def _weighted(  # noqa: PLR0913, PLR0917  # what the columns of help are made of
    sheet: TableSheet, fold: Fold, counts: int, each: int, said: Said, at: Stretch
) -> tuple[str, Doubled]:
    assert fold.weight is not None, "it has weights"
    weighs, weight = sheet.say(fold.weight), to_text(fold.weight)
    here = f"{sheet.here(counts)}=1"
    counted = _counted(sheet, fold)
    found = sheet.values(fold.weight)
    values = [v if c is True else c for v, c in zip(found, counted, strict=True)]
    head = sheet.work.text(say.WEIGHT, text=weight)
    weights = sheet.helped(head, called("IF", here, weighs.text, '""'), values)
    both = sheet.values(fold.each) if fold.each is not None else found
    products = [_product(v, w) for v, w in zip(both, values, strict=True)]
    times_text = called("IF", here, f"{sheet.here(each)}*{sheet.here(weights)}", '""')
    product = sheet.helped(sheet.work.text(say.PRODUCT), times_text, products)
    n, at_weight = max(len(sheet.rows), 1), sheet.stretch(fold.weight)
    weight_sum, at_sum = _summed(weighs.near, n, at_weight), _times(at_weight, n)
    at_product = ranges.times(at, at_weight)
    above = _summed(times(said.near, weighs.near, at, at_weight), n, at_product)
    near = over(above, weight_sum, _times(at_product, n), at_sum)
    digits, sure = snapped(weight_sum, at_sum, weight_sum.step)
    total = called("SUM", sheet.span(weights))
    share = f"{called('SUM', sheet.span(product))}/{total}"
    zero = f"{called('ROUND', total, str(digits))}=0"
    text = called("IF", zero, sheet.fails, share)
    return text, evolve(near, sure=near.sure and sure)


def _product(value: Came, weight: Came) -> Came:
    for each in (value, weight):
        if isinstance(each, Missing | Failed) or each == "":
            return each
    assert isinstance(value, Fraction)
    assert isinstance(weight, Fraction)
    return value * weight


def _one(value: Came) -> Came:
    return Fraction(int(value)) if isinstance(value, bool) else value


def _over(total: str, text: str, fails: str) -> str:
    """Nothing where no row counts."""
    return called("IF", f"{total}=0", fails, text)


def _summed(near: Doubled, n: int, at: Stretch) -> Doubled:
    """The error of a sum of n numbers; a sum of whole numbers has none."""
    if near.whole:
        return near
    absolute, relative = near.absolute * n, near.relative + n * UNIT
    if not ((at.low is not None and at.low >= 0) or (at.high is not None and at.high <= 0)):
        absolute, relative = n * (near.error(at) + n * FUZZ * size(at)), Fraction(0)
    most = near.most**n
    return Doubled(absolute, relative, near.step, most, nearest=False, sure=near.sure)


def _times(at: Extent, n: int) -> Stretch:
    """Of a sum of n numbers or fewer."""
    one = at if isinstance(at, Stretch) else ranges.WHOLE_SHARE
    zero = point(Fraction(0))
    return ranges.plus(ranges.times(one, Stretch(Fraction(0), Fraction(n), True, True)), zero)


def _stretch(sheet: TableSheet, each: Node | None) -> Stretch:
    return point(Fraction(1)) if each is None else sheet.stretch(each)
