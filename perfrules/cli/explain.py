"""`perfrules explain`: one fact file scored, with every step."""

import argparse

from perfrules.cli.output import complain_of, deliver, shows_colour, terminal_width
from perfrules.cli.parser import Parser, levels
from perfrules.messages import Lang
from perfrules.problem import Problem, Refused, did_you_mean
from perfrules.scoring.loading import Loader
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.views.explain import FORMATS, explain

XLSX = "xlsx"
"""A workbook: bytes, and always the whole result."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("facts", metavar="FACTS")
    parser.choice("--format", (*FORMATS, XLSX), "text")
    parser.option("--only", dest="only", metavar="ID")
    parser.option("--depth", dest="depth", metavar="N", type=levels)
    parser.standard("out", "rules", "as_of", "methodology", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Score the file, write the explanation."""
    _refuse_part_of_workbook(options)
    loader = Loader(options.rules, options.as_of, options.methodology, options.encoding)
    given = loader.only_one(options.facts)
    result = score(given.rules, given)
    _refuse_unknown(options.only, result)
    # A document speaks the language of the rule file; what stands in the terminal, the reader's.
    told: Lang | None = lang if options.format == "text" else options.lang
    document: str | bytes
    if options.format == XLSX:
        from perfrules.views.to_xlsx import to_xlsx  # noqa: PLC0415  # its library is an extra

        document = to_xlsx(result, told or result.methodology.lang)
    else:
        document = explain(
            result,
            options.format,
            told,
            only=options.only,
            depth=options.depth,
            width=terminal_width(),
            colour=options.out is None and shows_colour(),
        )
    deliver(document, options.out, inputs=(options.facts,))
    if options.out is not None or options.format != "text":
        complain_of(result.problems, lang)  # which only the text on the terminal has shown
    return {"done": 0, "refused": 2, "open": 3}[result.state]


def _refuse_part_of_workbook(options: argparse.Namespace) -> None:
    if options.format != XLSX:
        return
    if options.out is None:
        raise Refused(Problem("E750"))
    for option, given in (("--only", options.only), ("--depth", options.depth)):
        if given is not None:
            raise Refused(Problem("E751", None, {"option": option}))


def _refuse_unknown(key: str | None, result: Result) -> None:
    methodology = result.methodology
    if key is not None and key not in methodology.indicators:
        near = did_you_mean(key, methodology.indicators)
        names = {"methodology": methodology.id, "given": key}
        raise Refused(Problem("E613", None, {**names, "suggestion": near}))
