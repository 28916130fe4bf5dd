"""`perfrules compare`: departments side by side, ranked where their totals have one scale."""

import argparse

from perfrules.cli.output import complain_of, deliver, terminal_width
from perfrules.cli.parser import Parser, levels
from perfrules.cli.reading import Refusal, read_each, warn_of
from perfrules.messages import Lang
from perfrules.model.facts import FactSet
from perfrules.scoring.loading import Loader
from perfrules.studies.compare import Comparison, compare
from perfrules.views.compare import FORMATS, compared
from perfrules.views.compare_details import Unread

_EXIT_CODES = {"done": 0, "refused": 2, "open": 3}


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("facts", metavar="FACTS", nargs="+")
    parser.choice("--format", FORMATS, "text")
    parser.option("--depth", dest="depth", metavar="N", type=levels, default=1)
    parser.standard("out", "rules", "as_of", "methodology", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Write the comparison; 1 where totals are not on one scale, else as `score` ends."""
    loader = Loader(options.rules, options.as_of, options.methodology, options.encoding)
    read = list(read_each(options.facts, loader, lang))
    warn_of(read, lang)
    comparison = compare([(path, given) for path, given in read if isinstance(given, FactSet)])
    told = _language(options, lang, comparison)
    unread = [_unread(path, given, told) for path, given in read if isinstance(given, Refusal)]
    document = compared(
        comparison, unread, options.format, told, depth=options.depth, width=terminal_width()
    )
    deliver(document, options.out, inputs=tuple(options.facts))
    if options.out is not None or options.format != "text":
        for result in comparison.results:
            complain_of(result.problems, lang)
        complain_of(comparison.warnings, lang)
        for group in comparison.groups:
            complain_of(group.warnings, lang)
    codes = [_EXIT_CODES[result.state] for result in comparison.results]
    return max(*codes, 2 if unread else 0, 0 if comparison.comparable else 1, 0)


def _language(options: argparse.Namespace, lang: Lang, comparison: Comparison) -> Lang:
    """A document speaks the language of the first rule file; the terminal, the reader's."""
    asked: Lang | None = options.lang
    if options.format == "text" or asked is not None or not comparison.groups:
        return asked or lang
    return comparison.groups[0].methodology.lang


def _unread(path: str, given: Refusal, lang: Lang) -> Unread:
    problems = tuple((each.code, each.message(lang)) for each in given.refused.problems)
    return Unread(path, given.subject, problems)
