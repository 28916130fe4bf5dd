"""`perfrules diff`: two versions of a methodology, and what the changes do to departments."""

import argparse

from perfrules.cli.output import deliver, terminal_width
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.scoring.loading import Loader
from perfrules.studies.diff import diff
from perfrules.studies.versions import GIT, version_of
from perfrules.views import diff_formats


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("old", metavar="OLD")
    parser.argument("new", metavar="NEW")
    parser.option("--facts", dest="facts", metavar="FACTS", nargs="+", default=[])
    parser.choice("--format", diff_formats.FORMATS, "text")
    parser.standard("out", "rules", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Write what is different; 1 when anything is."""
    old, new = (version_of(asked, options.rules) for asked in (options.old, options.new))
    found = diff(old, new, options.facts, Loader(encoding=options.encoding))
    match options.format:
        case "json":
            document = diff_formats.to_json(found, lang)
        case "markdown":
            document = diff_formats.to_markdown(found, lang)
        case _:
            document = diff_formats.to_text(found, lang, min(terminal_width(), 80))
    read = [each.file for each in found.departments] + [each.file for each in found.unscored]
    rules = (asked for asked in (options.old, options.new) if not asked.startswith(GIT))
    deliver(document, options.out, inputs=(*rules, *read))
    return 1 if found.changes else 0
