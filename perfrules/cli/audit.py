"""`perfrules audit`: published reports held against their facts and rules."""

import argparse
from collections.abc import Iterator

from perfrules.cli.output import complain_of, deliver, terminal_width
from perfrules.cli.parser import Parser
from perfrules.files.tables import Document
from perfrules.messages import Lang
from perfrules.model.facts import FactSet
from perfrules.problem import Problems
from perfrules.scoring.loading import Loader
from perfrules.scoring.population import score_each
from perfrules.studies.audit import audit
from perfrules.studies.audited import Audit
from perfrules.views import audit_formats


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("facts", metavar="FACTS", nargs="+")
    parser.choice("--format", audit_formats.FORMATS, "text")
    parser.standard("out", "rules", "as_of", "methodology", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Write what follows and what does not; 1 when anything does not follow or close.

    A file that cannot be used stops no other; the highest code wins.
    """
    loader = Loader(options.rules, options.as_of, options.methodology, options.encoding)
    problems = Problems()
    given = [each for path in options.facts for each in _given(path, loader, problems)]
    audits: list[Audit] = []
    for facts, result in zip(given, score_each(given), strict=True):
        with problems.collecting():
            audits.append(audit(facts, result))
    warnings = (each for facts in given for each in facts.warnings)
    complain_of((*problems.found, *warnings), lang)
    if audits:
        document = _written(audits, options.format, lang)
        deliver(document, options.out, inputs=tuple(options.facts))
    codes = (3 if each.open else int(each.failed) for each in audits)
    return max(2 if problems.found else 0, *codes, 0)


def _given(path: str, loader: Loader, problems: Problems) -> Iterator[FactSet]:
    """The fact sets of one file; a fault in one of its rows stops no other."""
    documents: tuple[Document, ...] = ()
    with problems.collecting():
        documents = loader.documents(path)
    for document in documents:
        with problems.collecting():
            yield loader.facts(document)


def _written(audits: list[Audit], form: str, lang: Lang) -> str:
    match form:
        case "json":
            return audit_formats.to_json(audits, lang)
        case "markdown":
            return audit_formats.to_markdown(audits, lang)
        case _:
            return audit_formats.to_text(audits, lang, terminal_width())
