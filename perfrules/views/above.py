"""What stands above the tree as rows and lines: extras, limits, vetoes, ties, findings, gaps."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.formula import walk
from perfrules.formula.tree import Formula
from perfrules.messages import Lang, labels
from perfrules.messages import above as say
from perfrules.model.declared import Gap
from perfrules.model.terms import Status
from perfrules.readings.figures import figure
from perfrules.scoring.conclusion import FindingOutcome, TieOutcome
from perfrules.scoring.result import Result
from perfrules.scoring.shown import printed_within
from perfrules.scoring.tree import Outcome
from perfrules.views.evidence_lines import Line, Tone, fact_lines
from perfrules.views.steps import Reader
from perfrules.views.summaries import missing_text


@frozen
class Section:
    """Lines under a title of their own."""

    title: str
    lines: tuple[Line, ...]


def sections(reader: Reader) -> Iterator[Section]:
    """Findings with advice, ties, and what the file does not express; none that is empty."""
    result, lang = reader.result, reader.lang
    above = result.methodology.above
    parts = (
        (say.FINDINGS, (line for told in result.above.findings for line in _finding(told, reader))),
        (say.TIES, (line for told in result.above.ties for line in _tie(told, reader))),
        (say.GAPS, (line for gap in above.gaps for line in _gap(gap, result, lang))),
        (say.ACCEPTED, (_accepted(each.problem.code, each.reason) for each in above.accepted)),
    )
    for title, lines in parts:
        found = tuple(lines)
        if found:
            yield Section(title.in_(lang), found)


def _finding(told: FindingOutcome, reader: Reader) -> Iterator[Line]:
    finding, lang = told.finding, reader.lang
    if told.holds is None:
        yield Line(finding.name, (undecided(told.outcome.missing, lang),), "warning")
    elif told.holds:
        yield Line(finding.name, (say.PROBLEM.in_(lang) + told.problem,), "strong")
        yield Line(finding.name, (say.ADVICE.in_(lang) + told.advice,))
        yield Line(finding.name, (rests_on(finding.basis, finding.status, lang),), "muted")
    else:
        yield Line(finding.name, (say.NOT_FOUND.in_(lang),), "muted")
    yield Line(
        finding.name,
        (say.CONDITION.in_(lang) + as_read(finding.when, told.outcome, reader),),
        "muted",
    )


def as_read(condition: Formula, outcome: Outcome, reader: Reader) -> str:
    """A condition with its numbers, as far as it was read."""
    put_in = reader.seen(outcome).put_in(condition.tree)
    return condition.text + (
        labels.IN_BRACKETS.in_(reader.lang).format(text=put_in) if put_in else ""
    )


def _tie(told: TieOutcome, reader: Reader) -> Iterator[Line]:
    tie, apart = told.tie, told.difference
    result, lang = reader.result, reader.lang
    if apart is None:
        why = undecided(told.missing, lang) if told.missing else say.NOT_RECKONED.in_(lang)
        yield Line(tie.name, (f"– {tie.that.text}{labels.COLON.in_(lang)}{why}",), "warning")
        return
    unit = printed_within(tie.that.tree, result.methodology, result.used)
    assert isinstance(told.left.value, Fraction)
    assert isinstance(told.right.value, Fraction)
    sides = f"{figure(told.left.value, *unit)} {'=' if not apart else '≠'} "
    sides += str(figure(told.right.value, *unit))
    if apart:
        within = say.WITHIN.in_(lang).format(within=tie.within.text) if tie.within else ""
        sides += say.APART.in_(lang).format(apart=str(figure(abs(apart), *unit)), within=within)
    told_text = f"{tie.that.text}{labels.COLON.in_(lang)}{sides}"
    failed: Tone = "error" if tie.severity == "error" else "warning"
    if told.holds:
        yield Line(tie.name, (f"✓ {told_text}",), "hit")
        return
    yield Line(tie.name, (f"✗ {told_text}",), failed)
    if tie.says:
        yield Line(tie.name, (tie.says,), failed)
    facts = [name for name in walk.names(tie.that.tree) if name in result.used]
    for line in fact_lines(facts, reader):
        yield evolve(line, label=tie.name)


def _gap(gap: Gap, result: Result, lang: Lang) -> Iterator[Line]:
    indicator = result.methodology.indicators.get(gap.parent)
    where = labels.SUM.in_(lang) if indicator is None else indicator.label
    points = say.NO_POINTS.in_(lang)
    if gap.points:
        points = labels.POINTS_OF.in_(lang).format(points=str(figure(gap.points)))
    yield Line(where, (points, gap.says), "warning")
    if gap.basis:
        basis = f"{labels.BASIS.in_(lang)}{labels.COLON.in_(lang)}{gap.basis}"
        yield Line(where, ("", basis), "muted")


def _accepted(code: str, reason: str) -> Line:
    return Line(code, (reason,), "warning")


def undecided(missing: frozenset[str], lang: Lang) -> str:
    """That something is not decided, and for want of what."""
    names = labels.LIST.in_(lang).join(missing_text(name, lang) for name in sorted(missing))
    return say.UNDECIDED.in_(lang).format(names=names)


def rests_on(basis: str, status: Status, lang: Lang) -> str:
    """The basis of a rule with its standing."""
    standing = labels.STANDING_SAYS[status].in_(lang)
    bracket = labels.IN_BRACKETS.in_(lang).format(text=standing)
    return f"{labels.BASIS.in_(lang)}{labels.COLON.in_(lang)}{basis}{bracket}"
