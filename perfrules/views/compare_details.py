"""What stands below the tables of departments: weights, open ones, sources, refusals."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.messages import Lang, Text, labels
from perfrules.messages import compare as say
from perfrules.model.terms import STATUSES
from perfrules.problem import Problem
from perfrules.readings.figures import figure
from perfrules.scoring.result import Result
from perfrules.studies.compare import Group
from perfrules.studies.compare_weights import Counts
from perfrules.views.compare_parts import NONE, entry_total
from perfrules.views.evidence_lines import fact_text
from perfrules.views.sections import Section
from perfrules.views.summaries import missing_text


@frozen
class Unread:
    """A file, or a row of one, that could not be used."""

    file: str
    subject: str
    problems: tuple[tuple[str, str], ...]
    """Code and message of each."""


def details(group: Group, lang: Lang) -> Iterator[Section]:
    """Weights and parameters that differ, who is not settled and why, what the totals rest on."""
    if group.weights:
        yield _weights(group, lang)
    if group.parameters:
        heads = (say.PARAMETER.in_(lang), say.VALUES.in_(lang))
        yield Section(say.PARAMETERS.in_(lang), (), heads, tuple(_parameter_rows(group, lang)))
    waiting = [entry for entry in group.entries if entry.result.state != "done"]
    if waiting:
        words = (say.DEPARTMENT, labels.TOTAL, say.REASON)
        rows = tuple((e.name, entry_total(e), _reason(e.result, lang)) for e in waiting)
        yield Section(say.NOT_RANKED.in_(lang), (), _in(words, lang), rows, frozenset({1}))
    yield _rests(group, lang)


def _weights(group: Group, lang: Lang) -> Section:
    joined = labels.SEMICOLON.in_(lang)
    rows = [
        (
            weight.indicator.label,
            str(figure(weight.indicator.points)),
            _counts(weight.usual, lang),
            joined.join(
                say.COUNTED.in_(lang).format(
                    names=labels.LIST.in_(lang).join(names),
                    points=_counts(told, lang),
                    apart=_signed(told.points - weight.usual.points),
                )
                for told, names in weight.others
            ),
        )
        for weight in group.weights
    ]
    heads = _in((labels.INDICATOR, say.IN_FILE, say.USUAL, say.OTHERWISE), lang)
    return Section(
        say.WEIGHTS.in_(lang),
        (say.WEIGHTS_NOTE.in_(lang),),
        heads,
        tuple(rows),
        frozenset({1, 2}),
    )


def _counts(told: Counts, lang: Lang) -> str:
    points = str(figure(told.points))
    return say.KEPT.in_(lang).format(points=points) if told.kept else points


def _signed(apart: Fraction) -> str:
    told = figure(apart)
    return f"{'' if told.exact else '≈'}{'+' if apart > 0 else ''}{told.text}"


def _parameter_rows(group: Group, lang: Lang) -> Iterator[tuple[str, str]]:
    for parameter in group.parameters:
        values = [
            say.VALUE_OF.in_(lang).format(
                value=NONE if fact is None else fact_text(fact, lang),
                names=labels.LIST.in_(lang).join(who),
            )
            for fact, who in parameter.values
        ]
        yield parameter.name, labels.SEMICOLON.in_(lang).join(values)


def _reason(result: Result, lang: Lang) -> str:
    if result.state == "refused":
        told = (f"{problem.code} {problem.message(lang)}" for problem in result.problems)
        return labels.SEMICOLON.in_(lang).join(dict.fromkeys(told))
    waits = labels.LIST.in_(lang).join(missing_text(name, lang) for name in sorted(result.missing))
    return say.WAITS.in_(lang).format(names=waits)


def _rests(group: Group, lang: Lang) -> Section:
    """Points by origin of the judgement, vetoes, period and file of each department."""
    by_origin = [entry.result.by_origin() for entry in group.entries]
    origins = [origin for origin in labels.ORIGINS if any(origin in each for each in by_origin)]
    rows = [
        (
            entry.name,
            entry.result.facts.period_text or NONE,
            *(str(figure(found.get(origin, Fraction(0)))) for origin in origins),
            labels.LIST.in_(lang).join(_vetoes(entry.result)) or NONE,
            entry.file,
        )
        for entry, found in zip(group.entries, by_origin, strict=True)
    ]
    words = [say.DEPARTMENT, say.PERIOD, *(labels.ORIGINS_SHORT[o] for o in origins)]
    by_status = group.entries[0].result.by_status()
    standings = labels.LIST.in_(lang).join(
        f"{labels.STANDINGS[status].in_(lang)} {figure(by_status[status])}"
        for status in STATUSES
        if by_status.get(status)
    )
    return Section(
        say.RESTS.in_(lang),
        (say.RESTS_NOTE.in_(lang).format(standings=standings or NONE),),
        _in((*words, say.VETOES, say.FILE), lang),
        tuple(rows),
        frozenset(range(2, 2 + len(origins))),
    )


def _vetoes(result: Result) -> list[str]:
    return [told.veto.name for told in result.above.vetoes if told.holds]


def warning_section(warnings: Sequence[Problem], lang: Lang) -> Iterator[Section]:
    """What to know before any place is read; nothing where there is nothing."""
    if warnings:
        rows = tuple((each.code, each.message(lang)) for each in warnings)
        yield Section(say.WARNINGS.in_(lang), rows=rows)


def unread_section(unread: Sequence[Unread], lang: Lang) -> Section:
    """The files that take no part, and why."""
    joined = labels.SEMICOLON.in_(lang)
    rows = tuple(
        (
            each.file,
            each.subject or NONE,
            joined.join(f"{code} {text}" for code, text in each.problems),
        )
        for each in unread
    )
    heads = _in((say.FILE, say.DEPARTMENT, say.REASON), lang)
    return Section(say.REFUSED.in_(lang), (say.REFUSED_NOTE.in_(lang),), heads, rows)


def _in(words: Sequence[Text], lang: Lang) -> tuple[str, ...]:
    return tuple(word.in_(lang) for word in words)
