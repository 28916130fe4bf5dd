"""The grade of a total: its place among all, after vetoes, and its name."""

from collections.abc import Sequence

from attrs import frozen

from perfrules.messages import workbook as say
from perfrules.model.above import Veto
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, quoted
from perfrules.scoring.vetoes import by_height
from perfrules.views.workbook_conditions import inside_text
from perfrules.views.workbook_page import ScorePage
from perfrules.views.workbook_total import Stage
from perfrules.views.workbook_vetoes import lowest


@frozen(eq=False)
class GradeText:
    """The place of the grade among all, from the worst, and its name as text."""

    index: str
    names: tuple[str, ...]
    sure: bool
    """Whether its limits are proved to be kept."""


def grade_index(score: ScorePage, stage: Stage, decided: Sequence[tuple[Veto, Said]]) -> GradeText:
    """Which grade the total has, after vetoes."""
    work = score.work
    rules, line = work.result.methodology, stage.line
    graded = line.printed if rules.grade_on == "printed" else line.exact
    at = line.at_printed if rules.grade_on == "printed" else line.at
    order = sorted(rules.grades, key=by_height)
    places = {grade.name: str(place) for place, grade in enumerate(order, 1)}
    index, sure = work.fails, graded.near.sure
    for grade in reversed(rules.grades):
        inside, proved = inside_text(graded, at, grade.stretch)
        sure = sure and proved
        index = called("IF", inside, places[grade.name], index)
    made: list[tuple[str, str]] = []
    for veto, said in decided:
        if veto.grade:
            made.append((said.text, places[veto.grade]))
        if veto.best_grade:
            made.append((said.text, called("MIN", index, places[veto.best_grade])))
    index = lowest(made, index) if made else index
    text = called("IF", called("ISNUMBER", line.exact.text), index, line.exact.text)
    return GradeText(text, tuple(grade.name for grade in order), sure)


def grade_text(score: ScorePage, stage: Stage, index: str, names: tuple[str, ...]) -> str:
    """The name of the grade at a place, or why there is none."""
    work = score.work
    none, waits = quoted(work.text(say.REFUSED)), quoted(work.text(say.OPEN))
    chosen = called("CHOOSE", index, *map(quoted, names))
    gone = called("IF", called("ISNA", index), waits, none)
    gone = called("IF", stage.refused, none, gone)
    return called("IF", called("ISNUMBER", index), chosen, gone)
