"""What was proved of methodologies: as text for a terminal, as JSON, as Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from perfrules.messages import Lang, Text
from perfrules.messages import proofs as say
from perfrules.problem import Problem, printable
from perfrules.studies.proved import VERDICTS, Decision, Proof
from perfrules.views.json_text import json_text
from perfrules.views.proof_witnesses import (
    changed_lines,
    example_text,
    placed_lines,
    witness_document,
)
from perfrules.views.to_markdown import escaped

Format = Literal["text", "json", "markdown"]

_COLON: dict[Lang, str] = {"zh": "：", "en": ": "}
_SEMICOLON: dict[Lang, str] = {"zh": "；", "en": "; "}

File = tuple[str, Proof]
"""A rule file as it was asked for, and what was proved of it."""


def proofs(files: Sequence[File], how: Format, lang: Lang, *, verbose: bool = False) -> str:
    """Every question that is refuted, accepted or undecided; with `verbose` those proved too."""
    match how:
        case "json":
            return json_text({"files": [_document(file, proof, lang) for file, proof in files]})
        case "markdown":
            return "\n".join(
                line for file, proof in files for line in _page(file, proof, lang, verbose)
            )
        case _:
            return "\n".join(
                line for file, proof in files for line in _lines(file, proof, lang, verbose)
            )


def _lines(file: str, proof: Proof, lang: Lang, verbose: bool) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for decision in proof.decisions:
        match decision.verdict:
            case "refuted" if decision.accepted is None:
                yield from _refuted(decision, lang, seen)
            case "refuted":
                yield f"✓ {_accepted(decision, lang)}"
            case "undecided":
                yield f"? {_title(decision, lang)}{_COLON[lang]}{_why(decision, lang)}"
            case _ if verbose:
                yield f"✓ {_title(decision, lang)} ({_how(decision, lang)})"
    yield from (problem.render(lang) for problem in proof.warnings)
    yield f"{printable(file)}: {_counts(proof, lang)}"


def _refuted(decision: Decision, lang: Lang, seen: set[tuple[str, str]]) -> Iterator[str]:
    """The problem with its facts; a second one of the same place is only named."""
    problem = decision.problem
    assert problem is not None, "what is refuted says why"
    key = problem.code, str(problem.place)
    if key in seen:
        yield problem.render(lang).partition("\n")[0]
        return
    seen.add(key)
    yield problem.render(lang)
    yield f"  {_found(decision, lang)}"
    witness = decision.witness
    if witness is not None:
        name = _name(decision, lang)
        yield from (f"    {line}".rstrip() for line in example_text(witness, name).splitlines())
        yield from (f"  {line}" for line in changed_lines(witness, lang))
        yield from (f"  {line}" for line in placed_lines(witness, lang))


def _accepted(decision: Decision, lang: Lang) -> str:
    assert decision.problem is not None, "what is refuted says why"
    assert decision.accepted is not None
    said = f"{decision.problem.code} {decision.problem.message(lang)}"
    reason = printable(decision.accepted.reason)
    return f"{said}{_SEMICOLON[lang]}{say.ACCEPTED.in_(lang).format(reason=reason)}"


def _title(decision: Decision, lang: Lang) -> str:
    """What was asked, of what."""
    question = decision.question
    name = printable(question.subject) or say.WHOLE_TOTAL.in_(lang)
    parts = [name, printable(question.about.in_(lang)), say.KINDS[question.kind].in_(lang)]
    return " · ".join(part for part in parts if part)


def _how(decision: Decision, lang: Lang) -> str:
    question = decision.question
    parts = [say.HOWS[decision.how]]
    if question.settled is not None and decision.how == "by construction":
        parts = [question.settled]
    if question.on:
        parts.append(say.ON[question.on])
    return ("，" if lang == "zh" else ", ").join(part.in_(lang) for part in parts)


def _found(decision: Decision, lang: Lang) -> str:
    if decision.witness is None:
        return say.NO_FACTS.in_(lang)
    return say.FOUND[decision.how].in_(lang)


def _why(decision: Decision, lang: Lang) -> str:
    assert decision.reason is not None, "what is undecided says why"
    tried = say.TRIED_FOR if decision.question.possible else say.TRIED
    parts = (decision.reason.in_(lang), tried.in_(lang).format(count=decision.tried))
    return _SEMICOLON[lang].join(parts)


def _name(decision: Decision, lang: Lang) -> str:
    assert decision.problem is not None, "what is refuted says why"
    subject = decision.question.subject or say.WHOLE_TOTAL.in_(lang)
    return f"{decision.problem.code} {subject}"


def _counts(proof: Proof, lang: Lang) -> str:
    found = [(verdict, proof.of(verdict)) for verdict in VERDICTS]
    counted = [(say.VERDICTS[verdict], len(each)) for verdict, each in found if each]
    accepted = proof.of("refuted", accepted=True)
    if accepted:
        counted.append((say.VERDICTS["accepted"], len(accepted)))
    parts = [
        say.COUNT.in_(lang).format(what=what.in_(lang), count=count) for what, count in counted
    ]
    return ("，" if lang == "zh" else ", ").join(parts)


def _page(file: str, proof: Proof, lang: Lang, verbose: bool) -> Iterator[str]:
    yield f"# {escaped(proof.methodology.title)}\n"
    yield f"{escaped(file)}: {_counts(proof, lang)}\n"
    shown = [d for d in proof.decisions if verbose or d.verdict != "proved"]
    if not shown:
        yield f"{say.NOTHING_OPEN.in_(lang)}\n"
        return
    yield f"| {' | '.join(head.in_(lang) for head in say.HEADS)} |"
    yield "|---|---|---|---|"
    for decision in shown:
        question = decision.question
        subject = question.subject or say.WHOLE_TOTAL.in_(lang)
        cells = [
            say.KINDS[question.kind].in_(lang),
            " ".join(part for part in (subject, question.about.in_(lang)) if part),
            _verdict(decision).in_(lang),
            _basis(decision, lang),
        ]
        yield f"| {' | '.join(map(escaped, cells))} |"
    yield ""
    for decision in proof.of("refuted"):
        yield from _section(decision, lang)


def _section(decision: Decision, lang: Lang) -> Iterator[str]:
    problem, witness = decision.problem, decision.witness
    assert problem is not None, "what is refuted says why"
    yield f"## {problem.code} {escaped(problem.message(lang))}\n"
    if problem.place is not None:
        yield f"`{problem.place}`\n"
    yield f"{escaped(problem.hint(lang))}\n"
    yield f"{_found(decision, lang)}\n"
    if witness is not None:
        yield f"```toml\n{example_text(witness, _name(decision, lang)).rstrip()}\n```\n"
        yield from (f"{escaped(line)}\n" for line in changed_lines(witness, lang))
        yield from (f"{escaped(line)}\n" for line in placed_lines(witness, lang))


def _verdict(decision: Decision) -> Text:
    return say.VERDICTS["accepted" if decision.accepted is not None else decision.verdict]


def _basis(decision: Decision, lang: Lang) -> str:
    if decision.accepted is not None:
        return decision.accepted.reason
    if decision.verdict == "undecided":
        return _why(decision, lang)
    return _found(decision, lang) if decision.verdict == "refuted" else _how(decision, lang)


def _document(file: str, proof: Proof, lang: Lang) -> dict[str, Any]:
    methodology = proof.methodology
    return {
        "file": file,
        "methodology": {"id": methodology.id, "version": methodology.version},
        "seconds": str(proof.seconds),
        "questions": [_question(each, lang) for each in proof.decisions],
        "warnings": [_problem(each, lang) for each in proof.warnings],
    }


def _question(decision: Decision, lang: Lang) -> dict[str, Any]:
    question = decision.question
    return {
        "kind": question.kind,
        "subject": question.subject or None,
        "about": question.about.in_(lang) or None,
        "place": None if question.place is None else str(question.place),
        "answer": decision.verdict,
        "how": decision.how,
        "scores": question.on or None,
        "problem": None if decision.problem is None else _problem(decision.problem, lang),
        "accepted": None if decision.accepted is None else decision.accepted.reason,
        "reason": None if decision.reason is None else decision.reason.in_(lang),
        "tried": decision.tried,
        "witness": None
        if decision.witness is None or decision.verdict != "refuted"
        else witness_document(decision.witness, _name(decision, lang)),
    }


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    return {
        "code": problem.code,
        "place": None if problem.place is None else str(problem.place),
        "message": problem.message(lang),
        "hint": problem.hint(lang),
    }
