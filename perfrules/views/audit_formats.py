"""Audits as text for a terminal, as Markdown, as JSON."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from perfrules.messages import Lang
from perfrules.readings.figures import exact_text, fraction_text
from perfrules.studies.audited import Audit, Basis, Check, Mistake
from perfrules.views.audit_sections import (
    at_digits,
    basis_text,
    computed_text,
    derivation,
    label_of,
    mistake_text,
    sections,
)
from perfrules.views.json_text import json_text
from perfrules.views.sections import sections_markdown, sections_text
from perfrules.views.steps import Reader, Step
from perfrules.views.summaries import files

FORMATS = ("text", "json", "markdown")
FORMAT = "perfrules.audit/1"


def to_text(audits: Sequence[Audit], lang: Lang, width: int = 80) -> str:
    """One report after the other; no line wider than `width` but for what cannot be broken."""
    return sections_text(sections(audits, lang), width)


def to_markdown(audits: Sequence[Audit], lang: Lang) -> str:
    """The same with Markdown tables."""
    return sections_markdown(sections(audits, lang))


def to_json(audits: Sequence[Audit], lang: Lang) -> str:
    """One object with a list of reports; numbers in base units, as fraction and as decimal."""
    values = {"format": FORMAT, "lang": lang, "reports": [_report(a, lang) for a in audits]}
    return json_text(values)


def _report(audit: Audit, lang: Lang) -> dict[str, Any]:
    result = audit.result
    reader = Reader.of(result, lang)
    methodology = result.methodology
    return {
        "file": audit.file,
        "subject": {"name": result.facts.subject, "period": result.facts.period_text},
        "methodology": {"id": methodology.id, "version": methodology.version},
        "figures": [_check(check, reader) for check in audit.checks],
        "bases": [
            {"fact": base.fact, "printed": base.shown, "rates": list(base.rates)}
            for base in audit.bases
        ],
        "remarks": [_mistake(remark, lang) for remark in audit.remarks],
        "files": [{"path": path, "sha256": digest} for path, digest in files(result)],
    }


def _check(check: Check, reader: Reader) -> dict[str, Any]:
    lang = reader.lang
    told = computed_text(check, lang) if check.computed is not None or check.word else None
    return {
        "kind": check.kind,
        "address": check.of,
        "name": label_of(check, lang),
        "formula": check.formula,
        "verdict": check.verdict,
        "printed": check.printed,
        "computed": told,
        **_number(check.computed),
        "apart": None if check.apart is None else _number(check.apart),
        "basis": None if check.basis is None else _basis(check.basis, check, lang),
        "remarks": [_mistake(mistake, lang) for mistake in check.mistakes],
        "reason": check.reason,
        "note": check.note,
        "missing": sorted(check.missing),
        "problems": [{"code": p.code, "message": p.message(lang)} for p in check.problems],
        "steps": [_step(step) for step in derivation(check, reader)],
    }


def _basis(basis: Basis, check: Check, lang: Lang) -> dict[str, Any]:
    return {
        "kind": basis.kind,
        "says": basis_text(basis, check, lang),
        "printed": at_digits(basis.value, check),
        **_number(basis.value),
        "given": [{"name": given.name, "printed": given.shown} for given in basis.given],
        "instead": basis.instead,
    }


def _mistake(mistake: Mistake, lang: Lang) -> dict[str, str]:
    return {"kind": mistake.kind, "says": mistake_text(mistake, lang)}


def _step(step: Step) -> dict[str, Any]:
    return {
        "address": step.address,
        "formula": step.formula,
        "substituted": step.substituted,
        "printed": None if step.figure is None else str(step.figure),
    }


def _number(value: Fraction | None) -> dict[str, str | None]:
    if value is None:
        return {"exact": None, "decimal": None}
    return {"exact": fraction_text(value), "decimal": exact_text(value)}
