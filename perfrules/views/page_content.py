"""What the template of the page is filled with: words and figures, in the order of the page."""

from collections.abc import Iterator
from typing import Any

from perfrules.messages import Lang, labels
from perfrules.problem import Refused
from perfrules.readings.figures import figure
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.studies.audit import audit
from perfrules.views.audit_sections import sections
from perfrules.views.derivation_lines import problem_lines
from perfrules.views.evidence_lines import printed_text
from perfrules.views.outline import Outline, outline, within
from perfrules.views.page_evidence import facts_of, judgements_of, sheets_of
from perfrules.views.page_formulas import Data
from perfrules.views.page_parts import (
    Branch,
    bars_of,
    nested,
    standing_pieces,
    steps_down,
    total_bars,
)
from perfrules.views.sections import Section
from perfrules.views.summaries import total_text


def content(
    result: Result, program: Data, lang: Lang, only: str | None, depth: int | None
) -> dict[str, Any]:
    """The names of the template.

    Raises KeyError when there is no indicator with the key `only`.
    """
    rules, page = result.methodology, outline(result, lang, only=only, depth=depth)
    top = result.roots if only is None else (result[only],)
    nodes = [node for _, node in within(top, depth)]
    places = {told[0]: place for place, told in enumerate(program["expected"]["nodes"])}
    scores = [
        (row, node.address, places[node.indicator.key], bars_of(node), _tag(node, lang))
        for row, node in zip(page.rows, nodes, strict=False)
    ]
    low, high = (printed_text(end, rules.rounding) for end in (result.low, result.high))
    facts = list(facts_of(result, program, lang, asked=True))
    refused = result.state == "refused"
    warnings = (*rules.warnings, *result.facts.warnings)
    return {
        "lang": "zh-CN" if lang == "zh" else "en",
        "page": page,
        "subject": result.facts.subject,
        "period": result.facts.period_text,
        "rules": rules,
        "result": result,
        "total": total_text(result),
        "low": low,
        "high": high,
        "points": str(figure(rules.points)),
        "grades": labels.OR.in_(lang).join(grade.name for grade in result.grades),
        "grade_standing": labels.GRADE_STANDING.in_(lang).format(
            standing=labels.STANDINGS[rules.grades_status].in_(lang)
        ),
        "total_bars": total_bars(result),
        "scores": scores,
        "rows_above": page.rows[len(nodes) :],
        "steps": steps_down(result, _names(result), lang),
        "pieces": standing_pieces(result, lang),
        "branches": list(_branches(page, nodes, places, lang)),
        "reasons": list(problem_lines(result.problems, lang)) if refused else [],
        "remarks": list(problem_lines(warnings, lang)) if refused else page.problems,
        "above_contents": [
            (f"h-above-{place}", section.title, True)
            for place, section in enumerate(page.sections, 1)
        ],
        "audits": list(_audit(result, lang)),
        "facts": facts,
        "other_facts": list(facts_of(result, program, lang, asked=False)),
        "judgements": list(judgements_of(result, program, lang)),
        "sheets": list(sheets_of(result, program, lang)),
        "known": {fact.name for fact in facts},
        "fixed": bool(program["standings"] or program["picked"]),
    }


def _names(result: Result) -> dict[str, tuple[str, str]]:
    """Label and address of each node, by key."""
    nodes = (*result.walk(), *result.above.extras)
    return {node.indicator.key: (node.indicator.label, node.address) for node in nodes}


def _branches(
    page: Outline, nodes: list[Scored], places: dict[str, int], lang: Lang
) -> Iterator[Branch]:
    """The derivations as trees, then those above the tree."""
    found = [
        (row.depth, Branch(part, places[node.indicator.key], bars_of(node), _tag(node, lang)))
        for row, part, node in zip(page.rows, page.parts, nodes, strict=False)
    ]
    yield from nested(found)
    for part in page.parts[len(nodes) :]:
        key = part.address.partition(".")[2]
        yield Branch(part, places.get(key) if part.address != "total" else None)


def _tag(node: Scored, lang: Lang) -> str:
    """What a reader must not overlook: a rule that is not official, a judgement of our own."""
    if node.indicator.gaps:
        return labels.STATES["open"].in_(lang)
    if node.judgement is not None and node.judgement.origin == "reconstructed":
        return labels.ORIGINS_SHORT["reconstructed"].in_(lang)
    if node.indicator.way is not None and node.indicator.status != "official":
        return labels.STANDINGS[node.indicator.status].in_(lang)
    return ""


def _audit(result: Result, lang: Lang) -> Iterator[Section]:
    """The published figures held against the result, where the fact file has any."""
    if result.facts.published is None:
        return
    try:
        held = audit(result.facts, result)
    except Refused as refused:
        lines = problem_lines(refused.problems, lang)
        rows = tuple((line.label, line.cells[0]) for line in lines)
        yield Section(labels.PROBLEMS.in_(lang), rows=rows)
    else:
        _, *found = sections([held], lang)
        yield from found
