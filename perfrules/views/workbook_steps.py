"""The sheet of steps: measures, measured values, when a node applies, places; each by name."""

from datetime import date
from fractions import Fraction

from attrs import Factory, frozen

from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Node
from perfrules.formula.units import PLAIN as PLAIN_UNIT
from perfrules.formula.units import Unit
from perfrules.messages import Text
from perfrules.messages import workbook as say
from perfrules.model.declared import Indicator, Measure
from perfrules.model.terms import Show
from perfrules.problem import printable
from perfrules.readings.doubles import decimal
from perfrules.readings.extents import at_least
from perfrules.readings.number import Failed, Missing, name_of_property
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, number_text, quoted
from perfrules.views.workbook_book import Page, Style, digits_of
from perfrules.views.workbook_facts import put_heads
from perfrules.views.workbook_inputs import DAY
from perfrules.views.workbook_limits import control_text
from perfrules.views.workbook_workings import NotLiveError, Workings

NAME, VALUE, UNIT, FORMULA, RECKONED, ENGINE, CONTROL, SURE = range(8)


@frozen(eq=False, repr=False)
class Steps:
    """The page, and its next row."""

    work: Workings
    page: Page
    next: list[int] = Factory(lambda: [2])

    def heads(self) -> None:
        """The title and the heads of the columns."""
        self.page.put(0, 0, self.work.text(say.OTHER_MEASURES), Style("title"))
        heads = (
            say.NAME, say.VALUE, say.UNIT, say.FORMULA, say.RECKONED, say.ENGINE, say.CONTROL,
            say.SURE,
        )  # fmt: skip
        put_heads(self.page, 1, [self.work.text(head) for head in heads])

    def measure(self, measure: Measure) -> None:
        """A named step."""
        text = measure.formula.text
        self._step(
            measure.name, measure.name, measure.name, measure.tree, text, measure.unit, measure.show
        )

    def value(self, node: Indicator) -> None:
        """What an indicator measures."""
        assert node.value_tree is not None, "it measures something"
        name = self.work.text(say.VALUE_NAME, key=node.key)
        text = "" if node.value is None else node.value.text
        key = name_of_property("value", node.key)
        self._step(key, name, name, node.value_tree, text, node.unit, node.show)

    def applies(self, node: Indicator) -> None:
        """Whether an indicator is scored at all."""
        assert node.applies is not None, "it says when it applies"
        name, when = self.work.text(say.APPLIES_NAME, key=node.key), node.applies.when
        self._step(applies_key(node.key), name, name, when.tree, when.text, PLAIN_UNIT, None)

    def rank(self, node: Indicator, came: tuple[Came, Came]) -> None:
        """The place and how many are ranked, as they were at the export."""
        for aspect, words, value in zip(
            ("rank", "count"), (say.RANK_NAME, say.COUNT_NAME), came, strict=True
        ):
            name = self.work.text(words, key=node.key)
            key = name_of_property("rank" if aspect == "rank" else "count", node.key)
            self._fixed(key, name, value, say.RANK_REASON)

    def _row(self) -> int:
        self.next[0] += 1
        return self.next[0] - 1

    def _fixed(self, key: str, name: str, value: Came, reason: Text) -> None:
        row, work = self._row(), self.work
        self.page.put(row, NAME, printable(name))
        text = "NA()" if isinstance(value, Missing | Failed) else ""
        self.page.put(row, RECKONED, value, Style("reckoned", align="right"), text)
        self.page.put(row, SURE, work.text(say.NOT_LIVE), Style("rough", align="center"))
        defined = work.define(name, self.page, row, RECKONED)
        work.register(key, defined, value, at_least(Fraction(1)), decimal(Fraction(1, 2)))
        work.not_live.append((name, reason))

    def _step(  # noqa: PLR0913, PLR0917  # what a step is
        self,
        key: str,
        wanted: str,
        shown: str,
        tree: Node,
        text: str,
        unit: Unit,
        show: Show | None,
    ) -> None:
        work, row = self.work, self._row()
        value, extent = work.value(tree), work.extent(tree)
        digits = _digits(value, unit, show)
        try:
            said, formula = work.say(tree), ""
            formula = said.text
        except NotLiveError as reason:
            said = Said("", near=decimal(Fraction(1, 10**9)))
            formula = "NA()" if isinstance(value, Missing | Failed) else ""
            work.not_live.append((shown, reason.reason))
        page, reckoned = self.page, Style("reckoned", digits, "right")
        page.put(row, NAME, printable(shown))
        at = page.put(row, RECKONED, value, reckoned, formula)
        page.put(row, UNIT, "" if unit.is_percent else str(unit))
        page.put(row, FORMULA, printable(text or to_text(tree)), Style("note"))
        told = _shown(value, unit, work)
        seen = page.put(
            row, VALUE, told, Style("strong", _digits(value, unit, show), "right"),
            _shown_text(at, unit, work),
        )  # fmt: skip
        engine = page.put(row, ENGINE, told, Style("plain", digits, "right"))
        page.put(
            row, CONTROL, work.text(say.AGREES), Style("control", align="center"),
            control_text(seen, engine, work.lang),
        )  # fmt: skip
        name = work.define(wanted, page, row, RECKONED)
        if formula and said.text:
            page.put(row, SURE, work.judge_sure(name, said.near), _sure_style(said))
        else:
            page.put(row, SURE, work.text(say.NOT_LIVE), Style("rough", align="center"))
        work.register(key, name, value, extent, said.near, said.kind)


def _sure_style(said: Said) -> Style:
    return Style("plain" if said.near.sure else "rough", align="center")


def applies_key(key: str) -> str:
    """Under which the condition of an indicator stands among the names."""
    return f"applies\n{key}"


def _digits(value: object, unit: Unit, show: Show | None) -> str:
    if isinstance(value, date):
        return DAY
    if show is not None:
        return digits_of(show.decimals, percent=show.percent)
    return (
        digits_of(None if unit.is_percent else 2, percent=unit.is_percent)
        if (isinstance(value, Fraction) and value.denominator != 1) or unit.is_percent
        else "General"
    )


def _shown(value: Came, unit: Unit, work: Workings) -> Fraction | str | bool | date:
    """The value in its unit, or why it is not there."""
    match value:
        case Missing():
            return work.text(say.OPEN)
        case Failed():
            return work.text(say.REFUSED)
        case bool():
            return work.text(say.YES if value else say.NO)
        case Fraction():
            return value if unit.is_percent else value / unit.factor
        case _:
            return value


def _shown_text(at: str, unit: Unit, work: Workings) -> str:
    """The same as a formula: yes and no in words, an error as what it means."""
    factor = Fraction(1) if unit.is_percent else unit.factor
    number = at if factor == 1 else f"{at}/{number_text(factor, None)}"
    yes, no, waits, none = (
        quoted(work.text(word)) for word in (say.YES, say.NO, say.OPEN, say.REFUSED)
    )
    there = called("IF", called("ISLOGICAL", at), called("IF", at, yes, no), number)
    return called("IF", called("ISERROR", at), called("IF", called("ISNA", at), waits, none), there)
