"""What stands above the derivation: who, what came of it, what to know first, points by kind."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.formula.digits import decimals_of
from perfrules.messages import Lang, Text
from perfrules.messages import labels as say
from perfrules.messages import options as option_words
from perfrules.messages.above import GAP_NOTICE, MISSING_GAP, NOT_SOUND
from perfrules.model.terms import Rounding, Show
from perfrules.readings.figures import figure
from perfrules.scoring.loss import by_cause
from perfrules.scoring.result import Result
from perfrules.views.behind import behind
from perfrules.views.derivation_lines import MARKS, parting_lines
from perfrules.views.evidence_lines import Line, printed_text
from perfrules.views.steps import Reader


@frozen
class Summary:
    """Points by something, adding up."""

    title: str
    rows: tuple[tuple[str, str], ...]


def head(result: Result, lang: Lang) -> Iterator[Line]:
    """Subject, period, methodology, total and grade, each with its label."""
    methodology = result.methodology
    version = say.VERSION.in_(lang).format(version=methodology.version)
    yield Line(say.SUBJECT.in_(lang), (result.facts.subject,))
    yield Line(say.PERIOD.in_(lang), (result.facts.period_text,))
    name = f"{methodology.id}{say.COMMA.in_(lang)}{version}"
    yield Line(say.METHODOLOGY.in_(lang), (name,))
    yield Line(say.TOTAL.in_(lang), (total_words(result, lang),), "strong")
    if methodology.grades:
        standing = say.GRADE_STANDING.in_(lang).format(
            standing=say.STANDINGS[methodology.grades_status].in_(lang)
        )
        bracket = say.IN_BRACKETS.in_(lang).format(text=standing)
        yield Line(say.GRADE.in_(lang), (f"{_grade_text(result, lang)}{bracket}",), "strong")


def total_words(result: Result, lang: Lang) -> str:
    """The total of the points, or the interval in which it must lie."""
    if not result.methodology.weighted:
        return option_words.NO_POINTS_SHORT.in_(lang)
    points = str(figure(result.methodology.points))
    total = total_text(result)
    if total is None:
        total = say.BETWEEN.in_(lang).format(
            low=printed_text(result.low, result.methodology.rounding),
            high=printed_text(result.high, result.methodology.rounding),
        )
    return say.OUT_OF.in_(lang).format(total=total, points=points)


def total_text(result: Result) -> str | None:
    """The printed total; None while there is none."""
    if result.printed is None:
        return None
    return printed_text(result.printed, result.methodology.rounding)


def _grade_text(result: Result, lang: Lang) -> str:
    if result.grade is not None:
        return f"{result.grade.name} {result.grade.text}"
    names = say.OR.in_(lang).join(grade.name for grade in result.grades)
    return say.GRADE_OPEN.in_(lang).format(names=names) if names else say.NO_GRADE.in_(lang)


def grade_lines(result: Result, lang: Lang) -> Iterator[Line]:
    """Every grade with its interval, which one it is, and what the limits rest on."""
    methodology = result.methodology
    for grade in methodology.grades:
        hit = None if result.grade is None else grade is result.grade
        mark, tone = MARKS[hit]
        yield Line(say.GRADE.in_(lang), (f"{mark} {grade.name}", grade.text), tone)
    if methodology.grades:
        yield Line(say.BASIS.in_(lang), (methodology.grades_basis,), "muted")
        status = methodology.grades_status
        words = f"{say.STANDING_SAYS[status].in_(lang)}{say.SEMICOLON.in_(lang)}"
        words += say.GRADE_ON[methodology.grade_on].in_(lang)
        yield Line(say.RULE.in_(lang), (words,), "warning" if status == "assumed" else "muted")


def notices(result: Result, lang: Lang) -> Iterator[Line]:
    """What must be read before any figure."""
    if not result.methodology.weighted:
        yield Line(say.NOTE.in_(lang), (option_words.NO_POINTS.in_(lang),), "warning")
    methodology = result.methodology
    whole = str(figure(methodology.points))
    reconstructed = result.by_origin().get("reconstructed")
    assumed = result.by_status().get("assumed")
    for text, points in ((say.RECONSTRUCTED, reconstructed), (say.ASSUMED, assumed)):
        if points:
            sentence = text.in_(lang).format(all=whole, points=str(figure(points)))
            yield Line(say.NOTE.in_(lang), (sentence,), "warning")
    low, high = (printed_text(end, methodology.rounding) for end in (result.low, result.high))
    gaps = sum((gap.points or Fraction(0) for gap in methodology.above.gaps), Fraction(0))
    if result.state == "refused":
        words = say.IS_REFUSED if result.printed is None else NOT_SOUND
        yield Line(say.NOTE.in_(lang), (words.in_(lang),), "error")
    elif gaps:
        sentence = GAP_NOTICE.in_(lang).format(points=str(figure(gaps)), low=low, high=high)
        yield Line(say.NOTE.in_(lang), (sentence,), "error")
    waits = [name for name in result.missing if not name.startswith("gap:")]
    if result.state == "open" and waits:
        sentence = say.IS_OPEN.in_(lang).format(count=len(waits), low=low, high=high)
        yield Line(say.NOTE.in_(lang), (sentence,), "error")
    if result.exact is not None and result.printed is not None:
        yield from parting_lines(result.exact, result.printed, methodology.rounding, lang)


def summaries(result: Result, reader: Reader) -> Iterator[Summary]:
    """Points lost by cause; points by standing, by origin, by source."""
    if not result.methodology.weighted:
        return
    lang = reader.lang
    if result.printed is not None:
        yield _summary(say.LOSSES, say.CAUSES, by_cause(result), lang, result.methodology.rounding)
    yield _summary(say.BY_STATUS, say.STANDINGS, result.by_status(), lang)
    if result.by_origin():
        yield _summary(say.BY_ORIGIN, say.ORIGINS, result.by_origin(), lang)
    yield _summary(say.BY_SOURCE, say.SOURCES, by_source(reader), lang)


def _summary(
    title: Text,
    words: Mapping[str, Text],
    points: Mapping[Any, Fraction],
    lang: Lang,
    rounding: Rounding | None = None,
) -> Summary:
    """Points by key and their sum; with a rounding, in equally many digits, enough for most."""
    total = sum(points.values(), Fraction(0))
    show = None
    if rounding is not None:
        digits = decimals_of(rounding.to) or 0
        whole = all((value * 10**digits).denominator == 1 for value in points.values())
        show = Show(digits if whole else digits + 2, percent=False)
    rows = [(words[key].in_(lang), str(figure(value, show=show))) for key, value in points.items()]
    rows.append((say.SUM.in_(lang), str(figure(total, show=show))))
    return Summary(title.in_(lang), tuple(rows))


def by_source(reader: Reader) -> dict[str, Fraction]:
    """Points of the leaves: on a fact without a source, on facts with sources, on no facts."""
    points: dict[str, Fraction] = {}
    for node in reader.result.walk():
        if node.indicator.way is None or node.children:
            continue
        _, facts = behind(node, reader)
        there = [fact for name in facts if (fact := reader.in_row(node).fact(name)) is not None]
        rows = (row for name in facts for row in reader.result.facts.tables.get(name, ()))
        there += (cell for row in rows for cell in row.cells.values())
        bare = any(not fact.source and not fact.parameter for fact in there)
        kind = "none" if not facts else "without" if bare else "with"
        points[kind] = points.get(kind, Fraction(0)) + node.indicator.points
    return points


def missing(result: Result, lang: Lang) -> Iterator[Line]:
    """What is missing, and which leaves wait for it."""
    for name in sorted(result.missing):
        waiting = [
            node.indicator.label
            for node in (*result.walk(), *result.above.extras)
            if node.indicator.way is not None and name in node.missing
        ]
        waiting += [told.veto.name for told in result.above.vetoes if name in told.outcome.missing]
        waiting = waiting or [say.SUM.in_(lang)]
        text = say.WAITING.in_(lang).format(names=say.LIST.in_(lang).join(waiting))
        yield Line("", (missing_text(name, lang), text), "error")


def missing_text(name: str, lang: Lang) -> str:
    """What a missing name is: a fact, or the judgement of an indicator."""
    if name.startswith("judgement:"):
        return say.MISSING_JUDGEMENT.in_(lang).format(name=name.removeprefix("judgement:"))
    if name.startswith("picked:"):
        return option_words.MISSING_PICK.in_(lang).format(name=name.removeprefix("picked:"))
    if name == "population":
        return option_words.MISSING_POPULATION.in_(lang)
    if name.startswith("gap:"):
        return MISSING_GAP.in_(lang).format(name=name.removeprefix("gap:"))
    if name.startswith("table:"):
        return say.MISSING_TABLE.in_(lang).format(name=name.removeprefix("table:"))
    return say.MISSING_FACT.in_(lang).format(name=name)


def files(result: Result) -> Iterator[tuple[str, str]]:
    """Path and SHA-256 of every file that the result rests on, the fact file first."""
    seen = {d.path: d.sha256 for d in (*result.facts.documents, *result.methodology.documents)}
    yield from seen.items()
