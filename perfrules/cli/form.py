"""`perfrules form`: a methodology as a workbook in which a department enters its facts."""

import argparse

from perfrules.cli.output import deliver
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import Loader, load_methodology
from perfrules.views.form import form


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("methodology", metavar="METHODOLOGY")
    parser.option("--facts", dest="facts", metavar="FACTS")
    parser.option("--published", dest="published", action="store_true")
    parser.standard("out", "rules", "as_of", "encoding")


def run(options: argparse.Namespace, _lang: Lang) -> int:
    """Write the form; it speaks the language of the methodology."""
    if options.out is None:
        raise Refused(Problem("E603", None, {"command": "perfrules form", "missing": "-o"}))
    if not options.out.lower().endswith(".xlsx"):
        raise Refused(Problem("E787", None, {"out": options.out}))
    methodology = load_methodology(options.methodology, rules=options.rules, as_of=options.as_of)
    given, inputs = None, [file.path for file in methodology.documents]
    if options.facts is not None:
        loader = Loader(options.rules, None, methodology, options.encoding)
        given = loader.only_one(options.facts)
        inputs.append(options.facts)
    document = form(methodology, given, published=options.published)
    deliver(document, options.out, inputs=tuple(inputs))
    return 0
