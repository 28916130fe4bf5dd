"""`perfrules incentives`: what a methodology rewards, fact by fact."""

import argparse
from collections.abc import Mapping

from perfrules.cli.output import deliver, terminal_width
from perfrules.cli.parser import Parser, points
from perfrules.messages import Lang
from perfrules.model.methodology import Methodology
from perfrules.scoring.loading import Loader, load_methodology
from perfrules.studies.directions import Way
from perfrules.studies.incentives import incentives
from perfrules.views.incentives import to_markdown, to_text
from perfrules.views.incentives_to_json import to_json

FORMATS = ("text", "json", "markdown")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("methodology", metavar="METHODOLOGY")
    parser.option("--at", dest="at", metavar="FACTS")
    parser.option("--jump", dest="jump", metavar="K", type=points("--jump"))
    parser.option("--prove", dest="prove", action="store_true")
    parser.choice("--format", FORMATS, "text")
    parser.standard("out", "rules", "as_of", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Write the tables and curves."""
    methodology = load_methodology(options.methodology, rules=options.rules, as_of=options.as_of)
    at = None
    if options.at is not None:
        at = Loader(options.rules, options.as_of, methodology, options.encoding).only_one(
            options.at
        )
    found = incentives(methodology, options.jump, at, _proved(methodology, wanted=options.prove))
    match options.format:
        case "json":
            document = to_json(found, lang)
        case "markdown":
            document = to_markdown(found, lang)
        case _:
            document = to_text(found, lang, min(terminal_width(), 120))
    read = [file.path for file in methodology.documents] + ([options.at] if options.at else [])
    deliver(document, options.out, inputs=tuple(read))
    return 0


def _proved(methodology: Methodology, *, wanted: bool) -> Mapping[str, Way]:
    """The directions that z3 proves, where somebody wants to wait for it."""
    if not wanted:
        return {}
    from perfrules.studies.proved_directions import proved_directions  # noqa: PLC0415

    return proved_directions(methodology)
