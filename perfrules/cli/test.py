"""`perfrules test`: the examples of rule files, carried out."""

import argparse
from pathlib import Path

from perfrules.cli.output import complain_of, deliver
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.problem import Problem, Refused
from perfrules.studies.examples import FileTried, try_examples
from perfrules.studies.faults import rule_files
from perfrules.views import tried


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("paths", metavar="RULES", nargs="+")
    parser.option("-n", "--name", dest="name", metavar="TEXT", default="")
    parser.option("-v", "--verbose", dest="verbose", action="store_true")
    parser.choice("--format", tried.FORMATS, "text")
    parser.standard("out", "rules")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Carry out every example, say which are not as expected."""
    files: list[FileTried] = []
    unusable = False
    for path in options.paths:
        try:
            found = rule_files(Path(path))
        except Refused as refused:
            unusable = True
            complain_of(refused.problems, lang)
            continue
        files += (try_examples(file, options.rules, options.name) for file in found)
    if options.name and not any(file.tried or file.problems for file in files):
        raise Refused(Problem("E626", None, {"given": options.name}))
    match options.format:
        case "json":
            document = tried.to_json(files, lang)
        case "junit":
            document = tried.to_junit(files, lang)
        case _:
            document = tried.to_text(files, lang, verbose=options.verbose)
    deliver(document, options.out, inputs=tuple(file.file for file in files))
    if unusable or any(file.problems for file in files):
        return 2
    return 0 if all(file.passed for file in files) else 1
