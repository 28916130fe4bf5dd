"""Conditions as cells: whether each holds, in words and for other formulas, and the control."""

from attrs import frozen

from perfrules.formula.tree import Node
from perfrules.messages import Text
from perfrules.messages import workbook as say
from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import alike, constant, plus, snapped
from perfrules.readings.extents import point
from perfrules.readings.number import Failed, Missing
from perfrules.readings.number import Result as Came
from perfrules.readings.ranges import negated
from perfrules.readings.ranges import plus as plus_stretch
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, number_text, quoted
from perfrules.views.workbook_book import Page, Style
from perfrules.views.workbook_limits import control_text
from perfrules.views.workbook_workings import NotLiveError, Workings


@frozen
class Words:
    """What a condition is called when it holds, and when it does not."""

    yes: Text
    no: Text


HOLDS = Words(say.HOLDS_WORD, say.HOLDS_NOT)


@frozen
class At:
    """Where the parts of a condition stand: a row, and columns."""

    row: int
    shown: int
    reckoned: int
    engine: int
    control: int
    sure: int


def put_condition(  # noqa: PLR0913, PLR0917  # what a condition is made of
    work: Workings, page: Page, at: At, tree: Node, wanted: str, words: Words = HOLDS
) -> Said:
    """The condition of a formula; gives its defined name."""
    value = work.value(tree)
    try:
        said = work.say(tree)
    except NotLiveError as reason:
        work.not_live.append((wanted, reason.reason))
        text = "NA()" if isinstance(value, Missing | Failed) else str(bool(value)).upper()
        said = Said(text, kind="yes/no")
    return put_said(work, page, at, said, value, wanted, words)


def put_said(  # noqa: PLR0913, PLR0917  # what a condition is made of
    work: Workings, page: Page, at: At, said: Said, value: Came, wanted: str, words: Words = HOLDS
) -> Said:
    """A condition that is said already."""
    center = Style("strong", align="center")
    cell = page.put(at.row, at.reckoned, value, Style("reckoned", align="center"), said.text)
    told = words_of(work, value, words)
    shown = page.put(at.row, at.shown, told, center, shown_words(work, cell, words))
    engine = page.put(at.row, at.engine, told, Style(align="center"))
    page.put(
        at.row, at.control, work.text(say.AGREES), Style("control", align="center"),
        control_text(shown, engine, work.lang),
    )  # fmt: skip
    name = work.define(wanted, page, at.row, at.reckoned)
    look = Style("plain" if said.near.sure else "rough", align="center")
    page.put(at.row, at.sure, work.judge_sure(name, said.near), look)
    return Said(name, near=said.near, kind="yes/no")


def words_of(work: Workings, value: Came, words: Words) -> str:
    """The answer in words."""
    if isinstance(value, Missing):
        return work.text(say.OPEN)
    if isinstance(value, Failed):
        return work.text(say.REFUSED)
    return work.text(words.yes if value else words.no)


def shown_words(work: Workings, cell: str, words: Words) -> str:
    """The same as a formula."""
    yes, no, waits, none = (
        quoted(work.text(word)) for word in (words.yes, words.no, say.OPEN, say.REFUSED)
    )
    stopped = called("IF", called("ISNA", cell), waits, none)
    return called("IF", called("ISERROR", cell), stopped, called("IF", cell, yes, no))


def inside_text(said: Said, at: Stretch, stretch: Stretch) -> tuple[str, bool]:
    """Whether a number lies in a stretch, and whether that is proved."""
    parts: list[str] = []
    sure = True
    for end, closed, sign in (
        (stretch.low, stretch.low_closed, ">"),
        (stretch.high, stretch.high_closed, "<"),
    ):
        if end is None:
            continue
        told = f"{sign}{'=' if closed else ''}"
        minus = negated(point(end))
        if alike(said.near, constant(end), at, point(end)):
            parts.append(f"{said.text}{told}{number_text(end, None)}")
            continue
        apart = plus(said.near, constant(end), at, minus)
        digits, proved = snapped(apart, plus_stretch(at, minus), apart.step)
        sure = sure and proved
        inner = called("ROUND", f"{said.text}-{number_text(end, None)}", str(digits))
        parts.append(f"{inner}{told}0")
    return (called("AND", *parts) if len(parts) > 1 else (parts or ["TRUE"])[0]), sure
