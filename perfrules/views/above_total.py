"""How the total came about above the tree: rows of the table, lines of each stage and veto."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.messages import Lang, Text, labels
from perfrules.messages import above as say
from perfrules.model.terms import Rounding
from perfrules.readings.figures import exact_text, figure
from perfrules.scoring.conclusion import VetoOutcome
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.views.above import as_read, rests_on, undecided
from perfrules.views.evidence_lines import Line, printed_text
from perfrules.views.option_lines import scores_added
from perfrules.views.steps import Reader
from perfrules.views.table import Row, score_text


def rows_above(result: Result, lang: Lang) -> Iterator[Row]:
    """Between the tree and the total: what was added and taken; the scores add up to the total."""
    for text, extras, sign in (
        (say.BONUS, result.above.bonuses, 1),
        (say.PENALTY, result.above.penalties, -1),
    ):
        for extra in extras:
            yield _extra_row(extra, text, sign, lang)
    if result.printed is None:
        return
    way = result.above
    added, limited, whole = (each.printed[0] for each in (way.added, way.limited, way.whole))
    if added != limited:
        yield _step_row(say.LIMIT.in_(lang), limited - added, finest(result))
    if limited != whole:
        yield _step_row(say.ROUNDING.in_(lang), whole - limited, finest(result))
    if whole != result.printed:
        names = (told.veto.name for told in way.vetoes if told.cost == whole - result.printed)
        name = say.VETO.in_(lang).format(name=next(names, ""))
        yield _step_row(name, result.printed - whole, result.methodology.rounding)


def finest(result: Result) -> Rounding:
    """That of the score with most digits among those that the total is made of."""
    parts = (*result.roots, *result.above.extras)
    said = (part.indicator.rounding for part in parts)
    return min((result.methodology.rounding, *said), key=lambda rounding: rounding.to)


def _extra_row(extra: Scored, text: Text, sign: int, lang: Lang) -> Row:
    indicator = extra.indicator
    score, lost = score_text(extra, lang), ""
    if extra.printed is not None:
        score = _signed(sign * extra.printed, printed_text(extra.printed, indicator.rounding))
        lost = _minus(printed_text(-sign * extra.printed, indicator.rounding))
    return Row(
        number="",
        depth=0,
        label=text.in_(lang).format(name=indicator.label),
        points=say.AT_MOST.in_(lang).format(points=str(figure(indicator.points))),
        score=score,
        rate="",
        lost=lost,
        standing=labels.STANDINGS[indicator.status].in_(lang),
        origin=labels.ORIGINS_SHORT[extra.judgement.origin].in_(lang) if extra.judgement else "",
        state=extra.state,
    )


def _step_row(label: str, by: Fraction, rounding: Rounding) -> Row:
    return Row(
        number="",
        depth=0,
        label=label,
        points="",
        score=_signed(by, printed_text(abs(by), rounding)),
        rate="",
        lost=_minus(printed_text(-by, rounding)),
        standing="",
        origin="",
        state="done",
    )


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _signed(number: Fraction, text: str) -> str:
    return text if not number else f"{'+' if number > 0 else '−'}{text}"


def total_lines(reader: Reader) -> Iterator[Line]:
    """How the printed total came about, stage by stage, and what each veto did."""
    result, lang = reader.result, reader.lang
    way, rounding = result.above, result.methodology.rounding
    parts = finest(result)
    if result.printed is not None:
        scores = scores_added(result)
        shown = " + ".join(printed_text(score, parts) for score in scores)
        for sign, extras in ((" + ", way.bonuses), (" − ", way.penalties)):
            printed = [extra.printed for extra in extras if extra.printed is not None]
            shown += "".join(sign + printed_text(score, parts) for score in printed)
        sums = printed_text(way.added.printed[0], parts)
        yield Line(labels.TOTAL.in_(lang), (f"{shown} = {sums}",), "strong")
        if way.added.printed != way.limited.printed:
            text = say.LIMITED_TO.in_(lang).format(
                before=sums, after=printed_text(way.limited.printed[0], parts)
            )
            yield Line(labels.CLAMPED.in_(lang), (text,), "warning")
        if way.limited.printed != way.whole.printed:
            text = labels.ROUNDED.in_(lang).format(
                printed=printed_text(way.whole.printed[0], rounding),
                to=exact_text(rounding.to),
                mode=labels.MODES[rounding.mode].in_(lang),
            )
            yield Line(labels.PRINTED.in_(lang), (text,))
    for told in way.vetoes:
        yield from _veto(told, reader)
    if result.printed is not None and way.whole.printed != way.total.printed:
        text = say.VETOED_TO.in_(lang).format(
            before=printed_text(way.whole.printed[0], rounding),
            after=printed_text(result.printed, rounding),
        )
        yield Line(labels.TOTAL.in_(lang), (text,), "strong")
    if result.printed is not None and way.grades != way.grades_before:
        before, after = (" ".join(g.name for g in each) for each in (way.grades_before, way.grades))
        text = say.GRADE_BECAME.in_(lang).format(before=before, after=after)
        yield Line(labels.GRADE.in_(lang), (text,), "warning")


def _veto(told: VetoOutcome, reader: Reader) -> Iterator[Line]:
    veto, lang = told.veto, reader.lang
    label = say.VETOES.in_(lang)
    if told.holds is None:
        text = undecided(told.outcome.missing, lang)
        yield Line(label, (f"– {veto.name}{labels.COLON.in_(lang)}{text}",), "error")
        return
    mark: str = "✓" if told.holds else "✗"
    does = labels.COMMA.in_(lang).join(_effects(told, lang))
    condition = as_read(veto.when, told.outcome, reader)
    text = f"{mark} {veto.name}{labels.COLON.in_(lang)}{condition} → {does}"
    yield Line(label, (text,), "error" if told.holds else "missed")
    if told.holds:
        yield Line(label, (veto.says,), "strong")
        if told.cost is not None:
            cost = printed_text(told.cost, reader.result.methodology.rounding)
            yield Line(label, (say.COSTS.in_(lang).format(points=cost),))
        words = say.DECISIVE if told.decisive else say.NOT_DECISIVE
        yield Line(label, (words.in_(lang),))
    yield Line(label, (rests_on(veto.basis, veto.status, lang),), "muted")


def _effects(told: VetoOutcome, lang: Lang) -> Iterator[str]:
    veto = told.veto
    if veto.score is not None:
        yield say.SETS_SCORE.in_(lang).format(points=str(figure(veto.score)))
    if veto.cap is not None:
        yield say.CAPS_SCORE.in_(lang).format(points=str(figure(veto.cap)))
    if veto.grade:
        yield say.SETS_GRADE.in_(lang).format(grade=veto.grade)
    if veto.best_grade:
        yield say.CAPS_GRADE.in_(lang).format(grade=veto.best_grade)


def part_words(extra: Scored, lang: Lang) -> tuple[str, str]:
    """The heading of a bonus or penalty, and its score out of what it may give or take."""
    bonus = extra.indicator.role == "bonus"
    heading = (say.BONUS if bonus else say.PENALTY).in_(lang).format(name=extra.indicator.label)
    words = (
        (say.GIVES if bonus else say.TAKES)
        .in_(lang)
        .format(score=score_text(extra, lang), points=str(figure(extra.indicator.points)))
    )
    return heading, words
