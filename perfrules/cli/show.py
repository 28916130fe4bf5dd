"""`perfrules show`: what a methodology wants to know, and which files have its name."""

import argparse
from pathlib import Path

from perfrules.cli.output import deliver
from perfrules.cli.parser import Parser
from perfrules.formula.digits import exact_text
from perfrules.messages import Lang
from perfrules.messages.commands import (
    CANDIDATE_HEADS,
    JUDGED_HEADS,
    KINDS,
    REQUIRED,
    WANTED_HEADS,
)
from perfrules.messages.report import ASKED_HEADS
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.lookup import candidates, rule_roots
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Judged
from perfrules.problem import Problem, Refused, printable
from perfrules.scoring.loading import load_methodology
from perfrules.views.columns import in_columns
from perfrules.views.to_json_schema import is_required, judged, to_json_schema, wanted


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("methodology", metavar="METHODOLOGY")
    parser.option("--where", dest="where", action="store_true")
    parser.choice("--format", ("text", "json"), "text")
    parser.standard("out", "rules", "as_of")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Write the table, the schema or the candidates."""
    if options.where:
        deliver(_where(options, lang), options.out)
        return 0
    methodology = load_methodology(options.methodology, rules=options.rules, as_of=options.as_of)
    as_json = options.format == "json"
    document = to_json_schema(methodology) if as_json else _tables(methodology, lang)
    deliver(document, options.out, inputs=tuple(file.path for file in methodology.documents))
    return 0


def _where(options: argparse.Namespace, lang: Lang) -> str:
    found = candidates(options.methodology, rule_roots(None, [Path(d) for d in options.rules]))
    if not found:
        near: dict[str, str] = {"asked": options.methodology, "near": ""}
        raise Refused(Problem("E356", None, near))
    rows = [(each.id, each.version, str(each.in_force), str(each.path)) for each in found]
    return in_columns([[head.in_(lang) for head in CANDIDATE_HEADS], *rows])


def _tables(methodology: Methodology, lang: Lang) -> str:
    head = f"{methodology.title}  {methodology.id}@{methodology.version}  {methodology.in_force}"
    parts = [printable(head)]
    facts = [_fact(rule, lang) for rule in wanted(methodology)]
    if facts:
        parts.append(in_columns([[text.in_(lang) for text in WANTED_HEADS], *facts]))
    judgements = [_judgement(leaf) for leaf in judged(methodology)]
    if judgements:
        heads = [text.in_(lang) for text in JUDGED_HEADS]
        parts.append(in_columns([heads, *judgements], right=frozenset({1})))
    asked = [
        [printable(chapter.name), printable(chapter.asks)] for _, chapter in methodology.outline
    ]
    parts.append(in_columns([[text.in_(lang) for text in ASKED_HEADS], *asked]))
    return "\n\n".join(parts)


def _fact(rule: FactRule, lang: Lang) -> list[str]:
    unit = str(rule.unit) or KINDS[rule.kind].in_(lang)
    limits = rule.range.at.text if rule.range else "、".join(rule.choice)
    required = REQUIRED[is_required(rule)].in_(lang)
    return [printable(cell) for cell in (rule.name, unit, limits, required, rule.about)]


def _judgement(leaf: Indicator) -> list[str]:
    tiers = leaf.way.tiers if isinstance(leaf.way, Judged) else ()
    said = "、".join(f"{tier.name} {tier.within.at.text}" for tier in tiers)
    return [printable(leaf.key), exact_text(leaf.points), printable(said)]
