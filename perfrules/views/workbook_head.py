"""The head of the page of scores: what is scored, total and grade, and whether all still agrees."""

from fractions import Fraction

from perfrules.messages import workbook as say
from perfrules.problem import printable
from perfrules.readings.number import Failed, Missing
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_text import called, quoted
from perfrules.views.workbook_book import Style, digits_of
from perfrules.views.workbook_grade import GradeText, grade_text
from perfrules.views.workbook_limits import control_text, decimals, is_refused, shown_value
from perfrules.views.workbook_page import ScorePage
from perfrules.views.workbook_total import Stage


def put_head(score: ScorePage, stage: Stage | None, checks: str, grade: GradeText | None) -> None:
    """Title, subject, and above all total and grade."""
    work, page = score.work, score.page
    result = work.result
    rules = result.methodology
    page.put(0, 0, printable(work.text(say.TITLE, title=rules.title)), Style("title"))
    label = Style("label")
    for row, (head, text) in enumerate(
        (
            (say.SUBJECT, result.facts.subject),
            (say.PERIOD, result.facts.period_text),
            (say.RULES, f"{rules.id}@{rules.version}"),
        ),
        1,
    ):
        page.put(row, 0, f"{work.text(head)}  {printable(text)}", label)
    _totals(score, stage, checks, grade)


def _totals(score: ScorePage, stage: Stage | None, checks: str, grade: GradeText | None) -> None:
    work, page, columns = score.work, score.page, score.columns
    result = work.result
    rules, lang = result.methodology, work.lang
    left = columns.score
    words = work.text(say.TOTAL_OF, points=str(rules.points))
    page.put(1, left - 1, words, Style("label", align="right"))
    if stage is None:
        page.put(1, left, work.text(say.UNWEIGHTED), Style("grade"))
        return
    none = quoted(work.text(say.REFUSED))
    shown = stage.line.printed.text
    conditions = [f"NOT({checks})"] if checks else []
    told_grade = "" if grade is None else _grade(score, stage, grade, checks)
    if told_grade:
        conditions.append(is_refused(told_grade, lang))
    condition = called("OR", *conditions) if len(conditions) > 1 else (conditions or [""])[0]
    text = called("IF", condition, none, shown) if condition else shown
    places = decimals(rules.rounding)
    value = shown_value(result.state, result.printed, result.low, result.high, places, lang)
    form = digits_of(places)
    total = page.put(1, left, value, Style("grade", form, level=1), text)
    work.define(work.text(say.TOTAL_NAME), page, 1, left)
    engine = page.put(1, columns.engine, value, Style("plain", form, "right"))
    page.put(
        1,
        columns.control,
        work.text(say.AGREES),
        Style("control", align="center"),
        control_text(total, engine, lang),
    )
    _control(score)


def _grade(score: ScorePage, stage: Stage, grade: GradeText, checks: str) -> str:
    work, page, columns = score.work, score.page, score.columns
    result, left = work.result, columns.score
    lang = work.lang
    sure = grade.sure
    place: Came = Missing(frozenset()) if result.state == "open" else Failed(())
    if result.grade is not None:
        place = Fraction(grade.names.index(result.grade.name) + 1)
    elif result.grades and result.above.total.state == "done":
        place = Fraction(grade.names.index(result.grades[0].name) + 1)
    index = page.put(2, columns.formula, place, Style("reckoned", align="right"), grade.index)
    text = grade_text(score, stage, index, grade.names)
    if checks:
        text = called("IF", checks, text, quoted(work.text(say.REFUSED)))
    if result.grade is not None:
        value = result.grade.name
    else:
        value = work.text(say.OPEN if result.state == "open" else say.REFUSED)
    page.put(2, left - 1, work.text(say.GRADE), Style("label", align="right"))
    cell = page.put(2, left, value, Style("grade", level=1), text)
    work.define(work.text(say.GRADE_NAME), page, 2, left)
    engine = page.put(2, columns.engine, value, Style(align="right"))
    page.put(
        2,
        columns.control,
        work.text(say.AGREES),
        Style("control", align="center"),
        control_text(cell, engine, lang),
    )
    if not sure and stage.line.printed.near.sure:
        work.rough.append(work.text(say.GRADE_NAME))
    page.put(
        2,
        columns.sure,
        work.text(say.IS_SURE if sure else say.IS_ROUGH),
        Style("plain" if sure else "rough", align="center"),
    )
    return cell


def _control(score: ScorePage) -> None:
    """One cell that counts what no longer agrees with the export, on all pages."""
    work, page, columns = score.work, score.page, score.columns
    differs, spans = quoted(work.text(say.DIFFERS)), []
    for each in work.book.pages:
        rows: dict[int, list[int]] = {}
        for (row, column), cell in each.cells.items():
            if cell.style.look == "control":
                rows.setdefault(column, []).append(row)
        for column, found in rows.items():
            spans.append(f"'{each.name}'!{each.span(min(found), max(found), column)}")
    counted = "+".join(called("COUNTIF", span, differs) for span in spans)
    text = called(
        "IF",
        f"{counted}=0",
        quoted(work.text(say.ALL_AGREE)),
        f"({counted})&{quoted(work.text(say.SOME_DIFFER))}",
    )
    left = columns.score
    page.put(3, left - 1, work.text(say.STATE), Style("label", align="right"))
    page.put(3, left, work.text(say.ALL_AGREE), Style("label", level=1), text)
