"""The sheets of facts and judgements: what was given, with its evidence and its defined name."""

from datetime import date
from fractions import Fraction

from perfrules.formula.units import Unit
from perfrules.messages import labels
from perfrules.messages import workbook as say
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.facts import Fact, Judged
from perfrules.model.stretches import Stretch
from perfrules.model.ways import Judged as JudgedWay
from perfrules.problem import printable
from perfrules.readings.doubles import EXACT, Doubled, common, decimal, plus, times
from perfrules.readings.extents import point
from perfrules.readings.figures import exact_text
from perfrules.readings.number import Missing, name_of_judgement
from perfrules.readings.sheet_text import called, number_text
from perfrules.scoring.declared_extents import extent_of_fact
from perfrules.scoring.sheet_room import Room, room_of_fact
from perfrules.views.workbook_book import FIRST_DAY, Page, Style, digits_of
from perfrules.views.workbook_inputs import (
    Input,
    base_digits,
    came_to,
    put_input,
    read_input,
)
from perfrules.views.workbook_workings import Workings

HEAD, NOTE, PLAIN = Style("head", align="center"), Style("note"), Style()


def put_heads(page: Page, row: int, heads: list[str]) -> None:
    """A row of heads."""
    for column, text in enumerate(heads):
        page.put(row, column, text, HEAD)


def facts_page(work: Workings, page: Page) -> None:
    """Every declared fact; one that is missing has an empty cell, which stands out."""
    page.put(0, 0, work.text(say.FACTS_TITLE), Style("title"))
    heads = (
        say.NAME, say.VALUE, say.UNIT, say.SOURCE, say.PAGE, say.CHECKED, say.NOTE, say.RANGE,
        say.ABOUT, say.RECKONED, say.ROOM,
    )  # fmt: skip
    put_heads(page, 1, [work.text(head) for head in heads])
    for row, rule in enumerate(work.result.methodology.facts.values(), 2):
        _fact(work, page, row, rule)


def _fact(work: Workings, page: Page, row: int, rule: FactRule) -> None:
    given = work.result.used.get(rule.name)
    unit = given.unit if given is not None and isinstance(given.value, Fraction) else rule.unit
    it = Input(rule.kind, unit, given, rule.choice, rule.optional or rule.for_report)
    page.put(row, 0, printable(rule.name), PLAIN)
    at = put_input(page, row, 1, it, work.lang)
    page.put(row, 2, str(unit) if rule.kind == "number" else "", PLAIN)
    for column, text in enumerate(_evidence(work, rule, given), 3):
        page.put(row, column, printable(text), PLAIN)
    _reckoned(work, page, row, rule, (it, at))


def _evidence(work: Workings, rule: FactRule, given: Fact | None) -> list[str]:
    limits = "" if rule.range is None else rule.range.at.text
    if given is None:
        optional = rule.optional or rule.for_report
        word = say.OPTIONAL_FACT if optional else say.MISSING_FACT
        return [work.text(word), "", "", "", limits, rule.about]
    source = given.source or (work.text(say.PARAMETER) if given.parameter else "")
    shown = source or work.text(say.NO_SOURCE)
    return [shown, given.page, given.checked, given.note, limits, rule.about]


def _reckoned(
    work: Workings, page: Page, row: int, rule: FactRule, filled: tuple[Input, str]
) -> None:
    """What formulas read of the cell, by name, and for which digits it is proved."""
    it, at = filled
    value = came_to(it.given, rule.name)
    digits = base_digits(value, rule.kind, it.unit)
    formula = read_input(at, it, work.fails, work.lang)
    style = Style("reckoned", digits, "right")
    page.put(row, 9, value, style, formula)
    room = room_of_fact(rule, it.given)
    if rule.kind == "number":
        page.put(row, 10, _room_text(work, room, it.unit), NOTE)
    name = work.define(rule.name, page, row, 9)
    if isinstance(value, date) and value < FIRST_DAY:
        work.not_live.append((rule.name, say.DAY_REASON))
    extent = room.within(extent_of_fact(rule, work.result.methodology))
    near = room.near if rule.kind == "number" else EXACT
    work.register(rule.name, name, value, extent, near, rule.kind)


def _room_text(work: Workings, room: Room, unit: Unit) -> str:
    size, step = (exact_text(each / unit.factor) for each in (room.size, room.step))
    sign = "%" if unit.is_percent else ""
    return work.text(say.ROOM_SAYS, size=size + sign, step=step + sign)


def judgements_page(work: Workings, page: Page) -> None:
    """Every score that a person gives, with whose it is and why."""
    page.put(0, 0, work.text(say.JUDGEMENTS_TITLE), Style("title"))
    heads = (
        say.INDICATOR, say.SCORE, say.RANGE, say.ORIGIN, say.BY, say.REASON, say.EVIDENCE,
        say.RECKONED,
    )  # fmt: skip
    put_heads(page, 1, [work.text(head) for head in heads])
    row = 2
    for node in work.result.methodology.scored():
        if isinstance(node.way, JudgedWay):
            row = _judgement(work, page, row, node, node.way)


def _judgement(work: Workings, page: Page, row: int, node: Indicator, way: JudgedWay) -> int:
    """The rows of one judgement, one more for each of several who score; gives the next row."""
    judged = work.result.facts.judgements.get(node.key)
    page.put(row, 0, printable(node.label), PLAIN)
    limits = f"[{exact_text(node.lowest)}, {exact_text(node.highest)}]"
    page.put(row, 2, limits, PLAIN)
    if judged is not None:
        told = (work.text(labels.ORIGINS[judged.origin]), judged.by, judged.reason, judged.evidence)
        for column, text in enumerate(told, 3):
            page.put(row, column, printable(text), PLAIN)
    step = _step(node, judged)
    at = Stretch(node.lowest, node.highest, low_closed=True, high_closed=True)
    value = Missing(frozenset({f"judgement:{node.key}"})) if judged is None else judged.score
    if way.raters:
        last, formula, near = _raters(page, row, way, judged, at)
    else:
        address = _score_cell(page, row, None if judged is None else judged.score, step)
        last, near = row, decimal(step)
        blank = called("IF", f'{address}=""', "NA()", work.fails)
        formula = called("IF", called("ISNUMBER", address), address, blank)
    page.put(row, 7, value, Style("reckoned", "General", "right"), formula)
    name = work.define(work.text(say.JUDGED_NAME, key=node.key), page, row, 7)
    work.register(name_of_judgement(node.key), name, value, at, near)
    return last + 1


def _score_cell(page: Page, row: int, score: Fraction | None, step: Fraction) -> str:
    digits = digits_of(len(str(step.denominator)) - 1)
    look = "gap" if score is None else "input"
    return page.put(row, 1, score, Style(look, digits, "right"))  # type: ignore[arg-type]


def _step(node: Indicator, judged: Judged | None) -> Fraction:
    step = common(Fraction(1, 100), node.rounding.to)
    return step if judged is None or not judged.score else common(step, judged.score)


def _raters(
    page: Page, row: int, way: JudgedWay, judged: Judged | None, at: Stretch
) -> tuple[int, str, Doubled]:
    """Below the judgement who scored, and the weighted sum; with how exact that is."""
    parts: list[str] = []
    cells: list[str] = []
    near: Doubled | None = None
    for place, rater in enumerate(way.raters, row + 1):
        score = None if judged is None else judged.raters.get(rater.name)
        page.put(place, 0, printable(rater.name), Style(level=1))
        step = common(Fraction(1, 100), score) if score else Fraction(1, 100)
        cells.append(_score_cell(page, place, score, step))
        page.put(place, 2, f"× {exact_text(rater.weight)}", PLAIN)
        parts.append(f"{cells[-1]}*{number_text(rater.weight, None)}")
        weight = decimal(rater.weight)
        each = times(decimal(step), weight, at, point(rater.weight))
        near = each if near is None else plus(near, each, at, at)
    assert near is not None, "several score"
    counted = f"{called('COUNT', *cells)}={len(cells)}"
    return row + len(way.raters), called("IF", counted, "+".join(parts), "NA()"), near
