"""A fact file's table to a fact set, checked against the methodology's declarations."""

from collections.abc import Mapping
from datetime import date

from perfrules.files.tables import Document, Table
from perfrules.messages import Text
from perfrules.model.declared import FactRule
from perfrules.model.fact_value import value_of
from perfrules.model.facts import Fact, FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_chapters import texts_of
from perfrules.model.read_hands import picked_of
from perfrules.model.read_judgements import judgements_of, judgements_of_rows
from perfrules.model.table_rows import tables_of
from perfrules.model.terms import Span
from perfrules.problem import Problems, did_you_mean


def facts_from(document: Document, methodology: Methodology) -> FactSet:
    """The fact set of a file, held against its methodology.

    Raises Refused with every problem of the file: undeclared names, values of the wrong
    kind or unit or outside their range, judgements outside their tier.
    """
    table = document.table
    _refuse_facts_without_header(table, methodology)
    problems = Problems(list(document.warnings))
    with problems.collecting():
        table.only(
            "format", "methodology", "subject", "facts", "picked", "table", "judgement",
            "published", "texts",
        )  # fmt: skip
    with problems.collecting():
        if "format" in table and table.number("format") != 1:
            raise table.refuse("E300", "format", format=str(table.raw("format")))
    subject, period, period_text = "", Span(None, None), ""
    with problems.collecting():
        subject = subject_of(table)
        period, period_text = period_of(table)
    identifier, published = methodology.id, None
    with problems.collecting():
        identifier = table.text("methodology", methodology.id)
        published = table.table("published", None)
    facts = _facts(table, methodology, problems)
    tables = tables_of(table, methodology, problems)
    picked = picked_of(table, methodology, problems)
    stages = judgements_of(table, methodology, picked, problems)
    counts = methodology.counts
    judgements = {key: each[counts] for key, each in stages.items() if counts in each}
    judgements |= judgements_of_rows(table, methodology, tables, problems)
    texts = texts_of(table, methodology, problems)
    problems.refuse_if_any()
    return FactSet(
        subject=subject,
        period=period,
        period_text=period_text,
        methodology=identifier,
        rules=methodology,
        facts=facts,
        judgements=judgements,
        published=published,
        documents=document.documents,
        warnings=tuple(problems.found),
        tables=tables,
        picked=picked,
        stages=stages if methodology.stages else {},
        texts=texts,
    )


def _refuse_facts_without_header(table: Table, methodology: Methodology) -> None:
    """One message where [facts] was forgotten: what follows then belongs to the header above."""
    if "facts" in table:
        return
    for above in (table, table.table("subject", None) if _is_table(table, "subject") else None):
        stray = [] if above is None else [key for key in above.values if key in methodology.facts]
        if above is not None and stray:
            names = Text("、".join(stray), ", ".join(stray))
            raise above.refuse("E422", stray[0], at="key", names=names)


def _is_table(table: Table, key: str) -> bool:
    return isinstance(table.raw(key, None), Mapping)


def subject_of(table: Table) -> str:
    """The name of the department or project."""
    if "subject" not in table:
        return ""
    subject = table.table("subject")
    subject.only("name", "period")
    return subject.text("name", "")


def period_of(table: Table) -> tuple[Span, str]:
    """The scored period, as days and as written: a year, or `{ from = …, to = … }`."""
    if "subject" not in table or "period" not in table.table("subject"):
        return Span(None, None), ""
    subject = table.table("subject")
    raw = subject.raw("period")
    if isinstance(raw, str) and raw.strip().isascii() and raw.strip().isdigit():
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and 1900 <= raw <= 9998:
        return Span(date(raw, 1, 1), date(raw, 12, 31)), str(raw)
    if not isinstance(raw, Mapping):
        raise subject.refuse("E401", "period")
    span = subject.table("period")
    span.only("from", "to")
    first, last = span.day("from"), span.day("to")
    if last < first:
        raise span.refuse("E304", "to", first=str(first), last=str(last))
    return Span(first, last), f"{first} – {last}"


_EVIDENCE = ("source", "page", "checked", "note")


def _facts(table: Table, methodology: Methodology, problems: Problems) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    if "facts" not in table:
        return found
    with problems.collecting():
        entries = table.table("facts")
        for name in entries.values:
            with problems.collecting():
                rule = methodology.facts.get(name)
                if rule is not None:
                    found[name] = _fact(entries, name, rule)
                elif table.document.format == "csv":
                    raise entries.refuse("W401", name, at="key", name=name)
                else:
                    near = did_you_mean(name, methodology.facts)
                    raise entries.refuse("E402", name, at="key", name=name, near=near)
    return found


def _fact(entries: Table, name: str, rule: FactRule) -> Fact:
    if rule.from_parameters:
        raise entries.refuse("E403", name, at="key", name=name)
    raw = entries.raw(name)
    evidence: Table | None = None
    place = entries.place(name)
    if isinstance(raw, Mapping):
        evidence = entries.table(name)
        evidence.only("value", *_EVIDENCE)
        raw = evidence.raw("value")
        place = evidence.place("value")
    value, text, decimals, unit = value_of(rule, raw, place)
    if evidence is None:
        return Fact(name, value, text, decimals, unit, "", "", "", "", place)
    source, page, checked, note = (
        str(evidence.raw(key)) if key in evidence else "" for key in _EVIDENCE
    )
    return Fact(name, value, text, decimals, unit, source, page, checked, note, place)
