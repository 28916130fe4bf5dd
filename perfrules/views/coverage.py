"""Which rows have partners in another table, as text for a terminal, as JSON, as Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from perfrules.messages import Lang
from perfrules.messages import coverage as say
from perfrules.model.facts import FactSet
from perfrules.problem import printable
from perfrules.studies.coverage import Link, Matrix
from perfrules.views.json_text import json_text
from perfrules.views.summaries import missing_text
from perfrules.views.to_markdown import escaped
from perfrules.views.wrapping import wrapped

Format = Literal["text", "json", "markdown"]
FORMATS: tuple[Format, ...] = ("text", "json", "markdown")
_COVERED = {True: "✓", False: "✗"}


def covered(
    matrices: Sequence[Matrix], facts: FactSet, how: Format, lang: Lang, width: int = 100
) -> str:
    """Every question of links with its rows, their partners, and what has none.

    `width` is that of the terminal, in columns.
    """
    match how:
        case "json":
            return json_text(_document(matrices, facts, lang))
        case "markdown":
            return "\n".join(_page(matrices, facts, lang))
        case _:
            lines = _lines(matrices, facts, lang)
            return "\n".join(part for line in lines for part in _broken(printable(line), width))


def _lines(matrices: Sequence[Matrix], facts: FactSet, lang: Lang) -> Iterator[str]:
    yield _title(facts)
    for matrix in matrices:
        yield ""
        yield f"{matrix.coverage.name}  {_path(matrix, lang)}"
        for link in matrix.links:
            yield f"  {_COVERED[bool(link.partners)]} {link.row.name}"
            yield from (f"      ← {partner}" for partner in link.partners)
        yield from (f"  {line}" for line in _conclusion(matrix, lang))
    yield ""
    yield _sum(matrices, lang)


def _broken(line: str, width: int) -> Iterator[str]:
    """The line in as many as it needs, the others indented a little more than the first."""
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    first, *others = wrapped(text, max(width - len(indent) - 2, 20))
    yield (indent + first).rstrip()
    yield from (f"{indent}  {part}" for part in others)


def _page(matrices: Sequence[Matrix], facts: FactSet, lang: Lang) -> Iterator[str]:
    yield f"# {escaped(_title(facts))}"
    for matrix in matrices:
        asked = matrix.coverage
        heads = [head.in_(lang).format(each=asked.each, table=asked.table) for head in say.HEADS]
        yield f"\n## {escaped(asked.name)}\n\n{escaped(_path(matrix, lang))}\n"
        if matrix.links:
            yield f"| {' | '.join(map(escaped, heads))} |"
            yield "|---|---|---|"
            yield from (_table_row(link, lang) for link in matrix.links)
            yield ""
        yield from (f"- {escaped(line)}" for line in _conclusion(matrix, lang))
    yield f"\n{_sum(matrices, lang)}"


def _table_row(link: Link, lang: Lang) -> str:
    partners = "<br>".join(map(escaped, link.partners)) or f"**{say.NONE.in_(lang)}**"
    return f"| {_COVERED[bool(link.partners)]} | {escaped(link.row.name)} | {partners} |"


def _conclusion(matrix: Matrix, lang: Lang) -> Iterator[str]:
    if matrix.missing:
        names = "、".join(missing_text(name, lang) for name in sorted(matrix.missing))
        yield say.MISSING.in_(lang).format(names=names)
    elif matrix.problem:
        severity = say.SEVERITY[matrix.coverage.severity].in_(lang)
        yield f"{severity}{'：' if lang == 'zh' else ': '}{matrix.problem}"
        if matrix.advice:
            yield say.ADVICE.in_(lang).format(advice=matrix.advice)
    elif not matrix.problems:
        yield say.ALL_COVERED.in_(lang)


def _title(facts: FactSet) -> str:
    return "  ".join(part for part in (facts.subject, facts.period_text) if part)


def _path(matrix: Matrix, lang: Lang) -> str:
    asked = matrix.coverage
    return say.PATH.in_(lang).format(each=asked.each, needs=asked.needs)


def _sum(matrices: Sequence[Matrix], lang: Lang) -> str:
    if not matrices:
        return say.NO_QUESTIONS.in_(lang)
    return say.SUM.in_(lang).format(
        questions=len(matrices),
        rows=sum(len(matrix.links) for matrix in matrices),
        uncovered=sum(len(matrix.uncovered) for matrix in matrices),
    )


def _document(matrices: Sequence[Matrix], facts: FactSet, lang: Lang) -> dict[str, Any]:
    return {
        "subject": facts.subject,
        "period": facts.period_text,
        "methodology": {"id": facts.rules.id, "version": facts.rules.version},
        "coverage": [
            {
                "name": matrix.coverage.name,
                "each": matrix.coverage.each,
                "needs": matrix.coverage.needs,
                "severity": matrix.coverage.severity,
                "rows": [
                    {"name": link.row.name, "partners": list(link.partners)}
                    for link in matrix.links
                ],
                "uncovered": [row.name for row in matrix.uncovered],
                "problem": matrix.problem,
                "advice": matrix.advice,
                "missing": sorted(matrix.missing),
                "problems": [problem.message(lang) for problem in matrix.problems],
            }
            for matrix in matrices
        ],
    }
