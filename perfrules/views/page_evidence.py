"""The facts and judgements of a page, each a row with its evidence and a field to try another."""

from collections.abc import Iterator

from attrs import frozen

from perfrules.messages import Lang, labels
from perfrules.messages import page as say
from perfrules.model.ways import Judged as JudgedWay
from perfrules.scoring.result import Result
from perfrules.views.evidence_lines import fact_text, judged_text, source_of
from perfrules.views.page_formulas import Data
from perfrules.views.steps import Reader


@frozen
class Evidence:
    """One given value."""

    id: str
    name: str
    about: str
    value: str
    source: str
    """Or that none is named; of a judgement its reason and evidence."""
    remark: str
    """That it is a parameter; whose judgement it is."""
    warns: bool
    """It is missing, or names no source, or is reconstructed."""
    trial: str
    """Where its trial field stands among all; empty when it cannot be tried."""


def facts_of(result: Result, program: Data, lang: Lang, *, asked: bool) -> Iterator[Evidence]:
    """The facts that a formula reads, or the others that were given."""
    for place, told in enumerate(program["facts"]):
        name = told["missing"]
        rule, fact = result.methodology.facts[name], result.used.get(name)
        if told["asked"] is not asked or (fact is None and not asked):
            continue
        source = "" if fact is None else source_of(fact, lang)
        optional = fact is None and (rule.optional or rule.for_report)
        yield Evidence(
            id=f"fact.{name}",
            name=name,
            about=rule.about,
            value=say.MISSING_WORD.in_(lang) if fact is None else fact_text(fact, lang),
            source=source or ("" if fact is None else labels.SOURCE_MISSING.in_(lang)),
            remark=say.PARAMETER.in_(lang) if rule.from_parameters else "",
            warns=not source and not optional,
            trial=f"facts.{place}" if asked else "",
        )


def judgements_of(result: Result, program: Data, lang: Lang) -> Iterator[Evidence]:
    """The judgements that are there, or waited for."""
    nodes = Reader.of(result, lang).nodes
    for place, told in enumerate(program["judgements"]):
        node = nodes[told["key"]]
        judged = result.facts.judgements.get(told["key"])
        if not isinstance(node.indicator.way, JudgedWay):
            continue
        by = labels.BY.in_(lang).format(by=judged.by) if judged and judged.by else ""
        yield Evidence(
            id=f"judgement.{told['key']}",
            name=node.indicator.label,
            about="",
            value=labels.NOT_JUDGED.in_(lang)
            if judged is None
            else judged_text(node, judged.score),
            source=""
            if judged is None
            else labels.SEMICOLON.in_(lang).join(filter(None, (judged.reason, judged.evidence))),
            remark="" if judged is None else labels.ORIGINS[judged.origin].in_(lang) + by,
            warns=judged is None or judged.origin == "reconstructed",
            trial=f"judgements.{place}" if told["asked"] else "",
        )
