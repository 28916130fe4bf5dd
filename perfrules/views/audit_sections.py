"""An audit as titled tables of text: what its text and Markdown show."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from perfrules.formula.units import PLAIN, POINTS
from perfrules.messages import Lang, Text, labels
from perfrules.messages import audit as say
from perfrules.model.terms import Show
from perfrules.readings.figures import figure
from perfrules.scoring.evidence import facts_behind
from perfrules.studies.audited import VERDICTS, Audit, Basis, Check, Mistake
from perfrules.views.derivation import measure_step, steps_of
from perfrules.views.derivation_lines import step_lines
from perfrules.views.evidence_lines import Line, fact_lines
from perfrules.views.sections import Section
from perfrules.views.steps import Reader, Step
from perfrules.views.summaries import missing_text


def sections(audits: Sequence[Audit], lang: Lang) -> Iterator[Section]:
    """For each report: its head, what needs a look, all figures, bases and remarks."""
    for audit in audits:
        yield from _report(audit, lang)


def _report(audit: Audit, lang: Lang) -> Iterator[Section]:
    yield _head(audit, lang)
    behind = facts_behind(audit.result)
    reader = Reader.of(audit.result, lang)
    for check in audit.checks:
        if check.verdict != "ties":
            title = f"{label_of(check, lang)}  {_verdict(check, lang)}"
            facts = behind.get(check.of, frozenset())
            yield Section(title, rows=tuple(_rows(check, reader, facts)))
    if audit.checks:
        rows = tuple(_row(check, lang) for check in audit.checks)
        yield Section(say.ALL.in_(lang), (), _words(say.HEADS, lang), rows, frozenset({1, 2}))
    if audit.bases:
        bases = tuple((b.fact, b.shown, _listed(b.rates, lang)) for b in audit.bases)
        heads = _words(say.BASE_HEADS, lang)
        yield Section(say.BASES.in_(lang), (), heads, bases, frozenset({1}))
    remarks = tuple(_remarks(audit, lang))
    if remarks:
        yield Section(say.REMARKS.in_(lang), remarks)


def label_of(check: Check, lang: Lang) -> str:
    """What is looked at, in words."""
    return say.KINDS[check.kind].in_(lang).format(name=check.name or say.TOTAL.in_(lang))


def computed_text(check: Check, lang: Lang) -> str:
    """What is computed, at the digits that were printed; what the rest allows, of an open sum."""
    if check.computed is None:
        return check.word or "—"
    shown = at_digits(check.computed, check)
    if check.kind.startswith("sum") and check.missing and check.apart is not None:
        limit = say.AT_MOST if check.apart > 0 else say.AT_LEAST
        return limit.in_(lang).format(number=shown)
    return shown


def at_digits(value: Fraction, check: Check, *, closer: bool = False) -> str:
    """A value in the unit and with the digits of the printed figure; `closer` has two more.

    The sides of a relation have as many digits as they need.
    """
    unit = PLAIN if check.unit is None or check.unit.dims == POINTS.dims else check.unit
    if check.kind == "relation":
        return str(figure(value, unit, least=check.decimals))
    shown = figure(value, unit, Show(check.decimals, percent=unit.is_percent), closer=closer)
    return str(shown) if closer else shown.text


def basis_text(basis: Basis, check: Check, lang: Lang) -> str:
    """From which other reading a figure follows."""
    given = labels.LIST.in_(lang).join(
        say.GIVEN.in_(lang).format(name=each.name, shown=each.shown) for each in basis.given
    )
    value = at_digits(basis.value, check)
    return say.BASIS[basis.kind].in_(lang).format(value=value, given=given, instead=basis.instead)


def mistake_text(mistake: Mistake, lang: Lang) -> str:
    """A remark in words."""
    return say.MISTAKES[mistake.kind].filled(**mistake.fields).in_(lang)


def derivation(check: Check, reader: Reader) -> tuple[Step, ...]:
    """The steps to what is computed; none of a fact, sum or relation, nor for want of facts."""
    if check.missing:
        return ()
    kind, _, name = check.of.partition(".")
    if kind == "measure":
        return (measure_step(name, reader),)
    node = reader.nodes.get(name)
    if node is None or check.kind not in ("score", "rate", "value"):
        return ()
    steps = steps_of(node, reader)
    return steps[:1] if check.kind == "value" else steps


def _head(audit: Audit, lang: Lang) -> Section:
    result, facts = audit.result, audit.result.facts
    methodology = result.methodology
    counts = labels.COMMA.in_(lang).join(
        say.COUNT.in_(lang).format(verdict=say.VERDICTS[verdict].in_(lang), count=count)
        for verdict in VERDICTS
        if (count := audit.count(verdict))
    )
    notes = [
        say.REPORT.in_(lang).format(subject=facts.subject, period=facts.period_text).strip(),
        say.FILE.in_(lang).format(file=audit.file),
        say.METHODOLOGY.in_(lang).format(
            title=methodology.title, id=methodology.id, version=methodology.version
        ),
    ]
    if audit.checks:
        notes.append(say.COUNTS.in_(lang).format(all=len(audit.checks), counts=counts))
    if audit.failed:
        notes.append(say.MEANING.in_(lang))
    return Section(say.TITLE.in_(lang), tuple(note for note in notes if note))


def _row(check: Check, lang: Lang) -> tuple[str, ...]:
    computed = computed_text(check, lang)
    return (_verdict(check, lang), check.printed, computed, label_of(check, lang))


def _rows(check: Check, reader: Reader, facts: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The two figures, how far they lie apart, the other basis, the derivation, the remarks."""
    lang = reader.lang

    def row(head: Text, text: str) -> tuple[str, str]:
        return (head.in_(lang), text)

    yield from _figures(check, lang)
    if check.basis is not None:
        yield row(say.OTHER_BASIS, basis_text(check.basis, check, lang))
    yield from (row(say.MISTAKE, mistake_text(mistake, lang)) for mistake in check.mistakes)
    if check.missing:
        names = sorted(check.missing)
        if check.kind.startswith("sum"):
            yield row(say.NOT_PRINTED, _listed(names, lang))
        else:
            yield row(say.LACKING, _listed((missing_text(name, lang) for name in names), lang))
    yield from (row(say.WHY, f"{p.code} {p.message(lang)}") for p in check.problems)
    if check.reason:
        yield row(say.REASON, check.reason)
    if check.note:
        yield row(say.NOTE, check.note)
    yield from _lines(_derivation_lines(check, reader, facts))


def _figures(check: Check, lang: Lang) -> Iterator[tuple[str, str]]:
    if check.kind == "relation":
        yield labels.FORMULA.in_(lang), check.formula
        if check.computed is not None:
            yield say.LEFT.in_(lang), at_digits(check.computed, check)
        if check.printed:
            yield say.RIGHT.in_(lang), check.printed
        if check.apart is not None:
            yield say.OPEN_AMOUNT.in_(lang), at_digits(abs(check.apart), check)
        return
    yield say.PRINTED.in_(lang), check.printed
    computed = computed_text(check, lang)
    if check.computed is not None:
        closer = at_digits(check.computed, check, closer=True)
        if closer != computed and closer.startswith("≈"):
            computed = say.CLOSER.in_(lang).format(shown=computed, closer=closer)
    if check.computed is not None or check.word:
        yield say.COMPUTED.in_(lang), computed
    if check.failed and check.apart is not None:
        yield say.APART.in_(lang), at_digits(check.apart, check, closer=True)


def _derivation_lines(check: Check, reader: Reader, facts: frozenset[str]) -> Iterator[Line]:
    """The steps, then the facts and the row that they rest on, with their sources."""
    for step in derivation(check, reader):
        yield from step_lines(step, reader.lang)
    if not check.kind.startswith("sum"):
        yield from fact_lines([name for name in reader.result.used if name in facts], reader)
        node = reader.nodes.get(check.of.partition(".")[2])
        if node is not None and node.row is not None and node.row.source:
            lang, row = reader.lang, node.row
            page = labels.PAGE.in_(lang).format(page=row.page) if row.page else ""
            yield Line(labels.FACTS.in_(lang), (row.name, row.source, page))


def _lines(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    """Lines as rows; a label stands once for the lines that follow it."""
    last = ""
    for line in lines:
        text = "  ".join(cell for cell in line.cells if cell)
        yield ("" if line.label == last else line.label, text)
        last = line.label


def _remarks(audit: Audit, lang: Lang) -> Iterator[str]:
    """What is remarked on figures that tie, each remark once, and on the report."""
    figures: dict[str, list[str]] = {}
    for check in audit.checks:
        for mistake in check.mistakes if check.verdict == "ties" else ():
            figures.setdefault(mistake_text(mistake, lang), []).append(label_of(check, lang))
    for says, names in figures.items():
        yield say.REMARK.in_(lang).format(name=_listed(names, lang), says=says)
    yield from (mistake_text(mistake, lang) for mistake in audit.remarks)


def _listed(names: Iterable[str], lang: Lang) -> str:
    return labels.LIST.in_(lang).join(names)


def _verdict(check: Check, lang: Lang) -> str:
    return say.VERDICTS[check.verdict].in_(lang)


def _words(texts: Sequence[Text], lang: Lang) -> tuple[str, ...]:
    return tuple(text.in_(lang) for text in texts)
