"""The annex of a report: what the rules rest on, the facts, judgements, ties, and the checks."""

from collections.abc import Iterable, Iterator

from perfrules.messages import Text, labels
from perfrules.messages import above as above_words
from perfrules.messages import audit as audit_words
from perfrules.messages import report as say
from perfrules.model.terms import STATUSES
from perfrules.problem import Refused
from perfrules.readings.figures import figure
from perfrules.studies.audit import audit
from perfrules.studies.audited import Check
from perfrules.views.above import Section
from perfrules.views.audit_sections import basis_text, computed_text, label_of, mistake_text
from perfrules.views.evidence_lines import Line, judged_text
from perfrules.views.outline import Outline
from perfrules.views.report_parts import Block, Grid, Heading, Paragraph, Run, Words, marked, plain
from perfrules.views.report_tables import facts_grid, table_blocks
from perfrules.views.steps import Reader


def annex(page: Outline, reader: Reader, level: int, shown: set[str]) -> Iterator[Block]:
    """Every section that there is something to say in; `shown` are the rows of other chapters."""
    lang = reader.lang
    above = {section.title: section for section in page.sections}
    parts: tuple[tuple[Text, Iterable[Block]], ...] = (
        (say.RULES, _rules(reader)),
        (say.FACTS, _facts(reader)),
        (say.JUDGEMENTS, _judgements(reader)),
        (say.TIES, _lines(above, above_words.TIES.in_(lang))),
        (say.AUDIT, _audit(reader)),
        (say.GAPS, _lines(above, above_words.GAPS.in_(lang))),
        (say.ACCEPTED, _lines(above, above_words.ACCEPTED.in_(lang))),
        (say.TABLES, _tables(reader, shown)),
        (say.REMARKS, _remarks(page)),
        (say.FILES, _files(page)),
    )
    for title, found in parts:
        blocks = list(found)
        if blocks:
            yield Heading(level, title.in_(lang))
            yield from blocks


def _rules(reader: Reader) -> Iterator[Block]:
    """Points by standing in a sentence, then what each leaf rests on."""
    result, lang = reader.result, reader.lang
    rules = result.methodology
    by_status = result.by_status()
    parts = labels.LIST.in_(lang).join(
        say.STANDING_PART.in_(lang).format(
            word=labels.STANDINGS[status].in_(lang), points=str(figure(by_status[status]))
        )
        for status in STATUSES
        if by_status.get(status)
    )
    if parts and rules.grades:
        grades = labels.STANDING_SAYS[rules.grades_status].in_(lang)
        yield Paragraph(plain(say.STANDING_SAYS.in_(lang).format(parts=parts, grades=grades)))
    elif parts:
        yield Paragraph(plain(say.STANDING_ONLY.in_(lang).format(parts=parts)))
    heads = tuple(text.in_(lang) for text in (say.INDICATOR, say.RULE, say.BASIS))
    rows = []
    measured = (node for node in rules.indicators.values() if not node.children)
    for leaf in rules.scored() if rules.weighted else measured:
        words = labels.STANDINGS[leaf.status].in_(lang)
        standing = marked(words) if leaf.status == "assumed" else plain(words)
        rows.append((plain(leaf.label), standing, plain(leaf.basis)))
    if rules.grades:
        words = labels.STANDINGS[rules.grades_status].in_(lang)
        standing = marked(words) if rules.grades_status == "assumed" else plain(words)
        rows.append((plain(labels.GRADE.in_(lang)), standing, plain(rules.grades_basis)))
    yield Grid(say.RULE_TABLE.in_(lang), heads, tuple(rows))


def _facts(reader: Reader) -> Iterator[Block]:
    """Every fact that is there, and those that are missing and waited for."""
    result = reader.result
    names = [
        name for name in result.methodology.facts if name in result.used or name in result.missing
    ]
    if names:
        yield facts_grid(say.FACT_TABLE.in_(reader.lang), names, reader)


def _judgements(reader: Reader) -> Iterator[Block]:
    lang = reader.lang
    rows: list[tuple[Words, ...]] = []
    for node in reader.nodes.values():
        judged = node.judgement
        if judged is None:
            if f"judgement:{node.indicator.key}" in node.missing and not node.children:
                missing = marked(labels.NOT_JUDGED.in_(lang))
                rows.append((plain(node.indicator.label), missing, (), ()))
            continue
        words = labels.ORIGINS[judged.origin].in_(lang)
        words += labels.BY.in_(lang).format(by=judged.by) if judged.by else ""
        origin = marked(words) if judged.origin == "reconstructed" else plain(words)
        why = labels.SEMICOLON.in_(lang).join(filter(None, (judged.reason, judged.evidence)))
        score = plain(judged_text(node, judged.score))
        rows.append((plain(node.indicator.label), score, origin, plain(why)))
    if rows:
        heads = (say.INDICATOR, say.SCORE, say.ORIGIN, say.WHY)
        caption = say.JUDGEMENTS.in_(lang)
        texts = tuple(text.in_(lang) for text in heads)
        yield Grid(caption, texts, tuple(rows), right=frozenset({1}))


def _lines(sections: dict[str, Section], title: str) -> Iterator[Block]:
    """The lines of one section of the outline as a list."""
    if title in sections:
        yield from map(_line, sections[title].lines)


def _line(line: Line) -> Paragraph:
    text = f"{line.label}　{' — '.join(cell for cell in line.cells if cell)}"
    words = marked(text) if line.tone in ("error", "warning") else plain(text)
    return Paragraph(words, "item")


def _audit(reader: Reader) -> Iterator[Block]:
    """The published figures that do not simply follow, each with what is computed."""
    result, lang = reader.result, reader.lang
    if result.facts.published is None:
        return
    try:
        held = audit(result.facts, result)
    except Refused as refused:
        for problem in refused.problems:
            yield Paragraph(marked(say.NO_AUDIT.in_(lang) + problem.message(lang)))
        return
    if not held.checks:
        return
    others = [check for check in held.checks if check.verdict != "ties"]
    words = say.AUDIT_SAYS if others else say.AUDIT_ALL
    counts = {"count": str(len(held.checks)), "ties": str(held.count("ties"))}
    yield Paragraph(plain(words.in_(lang).format(**counts)))
    if others:
        yield _checks(others, reader)


def _checks(others: list[Check], reader: Reader) -> Grid:
    lang = reader.lang
    rows = []
    for check in others:
        verdict = audit_words.VERDICTS[check.verdict].in_(lang)
        told = [] if check.basis is None else [basis_text(check.basis, check, lang)]
        told += [mistake_text(mistake, lang) for mistake in check.mistakes]
        told += [check.note] if check.note else []
        rows.append(
            (
                plain(label_of(check, lang)),
                plain(check.printed),
                plain(computed_text(check, lang)),
                marked(verdict) if check.failed else plain(verdict),
                plain(labels.SEMICOLON.in_(lang).join(told)),
            )
        )
    texts = (say.CHECK, say.PUBLISHED, say.COMPUTED, say.VERDICT)
    heads = (*(text.in_(lang) for text in texts), labels.ABOUT.in_(lang))
    return Grid(say.AUDIT.in_(lang), heads, tuple(rows), right=frozenset({1, 2}))


def _tables(reader: Reader, shown: set[str]) -> Iterator[Block]:
    for name, rule in reader.result.methodology.tables.items():
        rows = [r for r in reader.result.facts.tables.get(name, ()) if r.key not in shown]
        if rows:
            first, *others = table_blocks(rule, rows, reader, shown)
            if isinstance(first, Paragraph):  # a list, which has no caption
                yield Paragraph((Run(f"{name}{labels.COLON.in_(reader.lang)}", strong=True),))
            yield from (first, *others)


def _remarks(page: Outline) -> Iterator[Block]:
    for line in page.problems:
        yield Paragraph(plain(line.cells[0]), "note")


def _files(page: Outline) -> Iterator[Block]:
    for path, digest in page.files:
        yield Paragraph(plain(f"{path}　SHA-256 {digest}"), "note")
