"""What a derivation is read in, and its lines about evidence: facts with sources, judgements."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.formula.digits import decimals_of
from perfrules.messages import Lang
from perfrules.messages import labels as say
from perfrules.model.facts import Fact
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.readings.figures import exact_text, figure, with_decimals
from perfrules.scoring.tree import Scored
from perfrules.views.steps import Reader

Tone = Literal["plain", "muted", "strong", "hit", "missed", "warning", "error"]


@frozen
class Line:
    """One line below a node: what it is, and its text in one or more columns."""

    label: str
    cells: tuple[str, ...]
    tone: Tone = "plain"
    verbatim: bool = False
    """Aligned by its spaces (a source line with its caret): not to be wrapped."""
    formula: bool = False
    """Goes on indented where it is wrapped."""
    step: str = ""
    """Which text it is, where a page may write it again with other numbers."""


def fact_lines(names: list[str], reader: Reader) -> Iterator[Line]:
    """Each fact with its value and its source."""
    lang = reader.lang
    for name in names:
        fact = reader.fact(name)
        rows = reader.result.facts.tables.get(name)
        if fact is None and rows is not None:
            words = say.ROWS.in_(lang).format(count=len(rows))
            yield Line(say.FACTS.in_(lang), (name, words, ""))
            continue
        if fact is None:
            yield Line(say.FACTS.in_(lang), (name, say.NOT_THERE.in_(lang), ""), "warning")
            continue
        source = source_of(fact, lang)
        cells = (name, fact_text(fact, lang), source or say.SOURCE_MISSING.in_(lang))
        yield Line(say.FACTS.in_(lang), cells, "plain" if source else "warning")


def fact_text(fact: Fact, lang: Lang) -> str:
    """The value as it was written, with thousands separators."""
    if isinstance(fact.value, Fraction):
        return str(figure(fact.value, fact.unit, least=fact.decimals))
    if isinstance(fact.value, bool):
        return (say.YES if fact.value else say.NO).in_(lang)
    return fact.value if isinstance(fact.value, str) else fact.value.isoformat()


def source_of(fact: Fact, lang: Lang) -> str:
    """Where a fact comes from, who checked it, what was noted; empty when there is no source."""
    source = fact.source or (say.FROM_PARAMETERS.in_(lang) if fact.parameter else "")
    page = say.PAGE.in_(lang).format(page=fact.page) if fact.page else ""
    checked = say.CHECKED.in_(lang).format(checked=fact.checked) if fact.checked else ""
    if not source:
        return ""
    return say.COMMA.in_(lang).join(part for part in (source, page, checked, fact.note) if part)


def judgement_lines(node: Scored, lang: Lang) -> Iterator[Line]:
    """What a person gave, why, and where that comes from."""
    given = node.judgement
    if given is None:
        yield Line(say.JUDGED.in_(lang), (say.NOT_JUDGED.in_(lang),), "warning")
        return
    by = say.BY.in_(lang).format(by=given.by) if given.by else ""
    text = say.GIVEN_BY.in_(lang).format(
        score=judged_text(node, given.score), origin=say.ORIGINS[given.origin].in_(lang), by=by
    )
    tone: Tone = "warning" if given.origin == "reconstructed" else "plain"
    yield Line(say.JUDGED.in_(lang), (text,), tone)
    if given.reason:
        yield Line(say.REASON.in_(lang), (given.reason,))
    if given.evidence:
        yield Line(say.EVIDENCE.in_(lang), (given.evidence,))


def judged_text(node: Scored, score: Fraction) -> str:
    """A score as a person gave it, with no fewer digits than are printed."""
    rounding = node.indicator.rounding
    return printed_text(score, rounding) if rounded(score, rounding) == score else exact_text(score)


def printed_text(score: Fraction, rounding: Rounding) -> str:
    """A printed score, with the digits of its rounding."""
    decimals = decimals_of(rounding.to)
    return exact_text(score) if decimals is None else with_decimals(score, decimals)
