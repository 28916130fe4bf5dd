"""The problems that the facts show, and the advice on each, under the same numbers."""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from perfrules.messages import Lang, labels
from perfrules.messages import coverage as coverage_words
from perfrules.messages import report as say
from perfrules.scoring.result import Result
from perfrules.studies.coverage import coverage
from perfrules.views.above import undecided
from perfrules.views.report_parts import Block, Heading, Paragraph, blank, ended, marked, plain
from perfrules.views.steps import Reader

_LONGEST_TITLE = 40
_TITLED = re.compile(r"([^：:。；;{}]+)(?:：|: )(.+)", re.DOTALL)


@frozen
class Problem:
    """A problem with its advice; `undecided` says for want of what it is not known."""

    name: str
    problem: str
    advice: str
    basis: str
    undecided: str = ""


def problems_of(result: Result, lang: Lang) -> tuple[Problem, ...]:
    """Findings that hold, duties and tasks that nothing covers, then what is not decided."""
    told = [*_findings(result, lang), *_links(result, lang)]
    return tuple(sorted(told, key=lambda each: bool(each.undecided)))


def _findings(result: Result, lang: Lang) -> Iterator[Problem]:
    for told in result.above.findings:
        finding = told.finding
        basis = say.FINDING_BASIS.in_(lang).format(
            basis=finding.basis, standing=labels.STANDINGS[finding.status].in_(lang)
        )
        if told.holds:
            yield Problem(finding.name, told.problem, told.advice, basis)
        elif told.holds is None:
            missing = undecided(told.outcome.missing, lang)
            if told.outcome.problems:
                missing = " ".join(each.message(lang) for each in told.outcome.problems)
            yield Problem(finding.name, "", "", basis, missing)


def _links(result: Result, lang: Lang) -> Iterator[Problem]:
    for matrix in coverage(result):
        asked = matrix.coverage
        path = coverage_words.PATH.in_(lang).format(each=asked.each, needs=asked.needs)
        if matrix.missing or matrix.problems:
            missing = undecided(matrix.missing, lang)
            yield Problem(asked.name, "", "", path, missing)
        elif matrix.problem:
            yield Problem(asked.name, matrix.problem, matrix.advice, path)


def shown_problems(
    problems: Sequence[Problem], reader: Reader, level: int, *, told: bool
) -> Iterator[Block]:
    """Each problem under a heading with its number; `told` is that a person wrote a text too."""
    result, lang = reader.result, reader.lang
    found = [each for each in problems if not each.undecided]
    if found:
        yield Paragraph(plain(say.FOUND.in_(lang)))
    elif not told:
        rules = result.methodology
        some = rules.above.findings or rules.coverages
        words = say.NOTHING_FOUND if some else say.NO_CONDITIONS
        yield Paragraph(plain(words.in_(lang)))
        yield Paragraph(blank(say.ASKS_PROBLEMS.in_(lang), lang))
    for each in found:
        title, text = _titled(each.problem, each.name)
        yield Heading(level, title)
        yield Paragraph(plain(ended(text, lang)))
        yield Paragraph(plain(each.basis), "note")
    for each in problems:
        if each.undecided:
            text = say.NOT_DECIDED.in_(lang).format(name=each.name)
            between = labels.COLON.in_(lang)
            yield Paragraph(marked(f"{text}{between}{each.undecided}"), "note")


def advice(problems: Sequence[Problem], lang: Lang, level: int, *, told: bool) -> Iterator[Block]:
    """The advice on each problem; where the methodology has none, a marked blank."""
    found = [each for each in problems if not each.undecided]
    if not found and not told:
        yield Paragraph(blank(say.ASKS_ADVICE.in_(lang), lang))
    for number, each in enumerate(found, 1):
        problem, _ = _titled(each.problem, each.name)
        title, text = _titled(each.advice, problem)
        words = plain(ended(text, lang))
        if not each.advice:
            words = blank(say.ASKS_ADVICE_FOR.in_(lang).format(number=number), lang)
        elif title == problem and len(text) <= _LONGEST_TITLE:
            title, words = text, ()
        yield Heading(level, title)
        yield Paragraph((*words, *plain(say.FOR_PROBLEM.in_(lang).format(number=number))))


def _titled(text: str, otherwise: str) -> tuple[str, str]:
    """What stands before the colon of a sentence as its title, where it is short; and the rest."""
    found = _TITLED.fullmatch(text)
    if found is None or len(found[1]) > _LONGEST_TITLE:
        return otherwise, text
    return found[1], found[2]
