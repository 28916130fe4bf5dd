"""The cells that a reader may change: a value as it was written, and what formulas read of it."""

from datetime import date
from fractions import Fraction

from attrs import frozen

from perfrules.formula.digits import decimals_of
from perfrules.formula.functions import KindName
from perfrules.formula.units import Unit
from perfrules.messages import Lang
from perfrules.messages import workbook as say
from perfrules.model.facts import Fact, Value
from perfrules.readings.doubles import DIGITS
from perfrules.readings.number import Missing
from perfrules.readings.sheet_text import called, number_text, quoted
from perfrules.views.workbook_book import FIRST_DAY, Choice, Page, Style, digits_of

DAY = "yyyy-mm-dd"
TOLD = 14
"""So many digits a double tells apart after a multiplication: no more are kept, and no fewer."""
MISSING_SIZE = 10**9
"""Of an amount that is not there yet, in base units."""


@frozen(eq=False)
class Input:
    """A fact, or a cell of a row."""

    kind: KindName
    unit: Unit
    """In which the number is written."""
    given: Fact | None
    choice: tuple[str, ...] = ()
    optional: bool = False


def put_input(page: Page, row: int, column: int, it: Input, lang: Lang) -> str:
    """The cell to be filled in; gives its address."""
    look = "input" if it.given is not None or it.optional else "gap"
    value: Value | None = None if it.given is None else it.given.value
    if isinstance(value, Fraction):
        value = value if it.unit.is_percent else value / it.unit.factor
    elif isinstance(value, bool):
        value = (say.YES if value else say.NO).in_(lang)
    elif isinstance(value, date) and value < FIRST_DAY:
        value = value.isoformat()
    align = "right" if it.kind in ("number", "date") else "left"
    at = page.put(row, column, value, Style(look, _digits(it), align))  # type: ignore[arg-type]
    texts = (say.YES.in_(lang), say.NO.in_(lang)) if it.kind == "yes/no" else it.choice
    if texts:
        page.choices.append(Choice(row, column, texts))
    return at


def _digits(it: Input) -> str:
    if it.kind == "date":
        return DAY
    if it.kind != "number":
        return "@" if it.kind == "text" else "General"
    decimals = None if it.given is None else it.given.decimals
    return digits_of(decimals, percent=it.unit.is_percent)


def read_input(at: str, it: Input, fails: str, lang: Lang) -> str:
    """The formula that reads the cell, in base units: #N/A where it is empty."""
    otherwise = called("IF", f'{at}=""', "NA()", fails)
    if it.kind == "number":
        return called("IF", called("ISNUMBER", at), _in_base_units(at, it), otherwise)
    if it.kind == "date":
        return called("IF", called("ISNUMBER", at), at, otherwise)
    if it.kind == "yes/no":
        yes, no = (quoted(word.in_(lang)) for word in (say.YES, say.NO))
        return called("IF", f"{at}={yes}", "TRUE", called("IF", f"{at}={no}", "FALSE", otherwise))
    return called("IF", f'{at}=""', "NA()", f'{at}&""')


def _in_base_units(at: str, it: Input) -> str:
    """A percentage is a plain number in its cell; an amount of money is brought to 元."""
    factor = it.unit.factor
    if it.unit.is_percent or factor == 1:
        return at
    value = None if it.given is None else it.given.value
    size = int(abs(value)) if isinstance(value, Fraction) else MISSING_SIZE
    behind = max(0, min(DIGITS, TOLD - len(str(size))))
    return called("ROUND", f"{at}*{number_text(factor, None)}", str(behind))


def came_to(given: Fact | None, missing: str) -> Value | Missing:
    """What formulas read at the export."""
    return Missing(frozenset({missing})) if given is None else given.value


def base_digits(value: object, kind: KindName, unit: Unit) -> str:
    """The format of what formulas read."""
    if kind == "date":
        return DAY
    if kind != "number" or not isinstance(value, Fraction):
        return "General"
    decimals = decimals_of(value)
    if unit.is_percent:
        return digits_of(None if decimals is None else max(0, min(decimals - 2, 6)), percent=True)
    return digits_of(None if decimals is None or decimals > 6 else decimals)
