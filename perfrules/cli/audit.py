"""`perfrules audit`: published reports held against their facts and rules."""

import argparse

from perfrules.cli.output import complain_of, deliver, terminal_width
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.problem import Refused
from perfrules.scoring.loading import Loader
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
    audits: list[Audit] = []
    codes = {0}
    for path in options.facts:
        try:
            found = [audit(loader.facts(document)) for document in loader.documents(path)]
        except Refused as refused:
            complain_of(refused.problems, lang)
            codes.add(2)
            continue
        audits += found
        codes |= {3 if each.open else int(each.failed) for each in found}
    match options.format:
        case "json":
            document = audit_formats.to_json(audits, lang)
        case "markdown":
            document = audit_formats.to_markdown(audits, lang)
        case _:
            document = audit_formats.to_text(audits, lang, terminal_width())
    if audits:
        deliver(document, options.out, inputs=tuple(options.facts))
    return max(codes)
