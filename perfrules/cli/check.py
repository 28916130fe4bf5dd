"""`perfrules check`: everything that is wrong with rule files."""

import argparse

from perfrules.cli.output import say
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.problem import in_order
from perfrules.studies.faults import all_rule_files, faults_of


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("paths", metavar="RULES", nargs="+")
    parser.standard("rules")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Check every file, say what is wrong in the order of the places."""
    files, unusable = all_rule_files(options.paths)
    found = [*unusable, *(each for file in files for each in faults_of(file, options.rules))]
    for problem in in_order(found):
        say(problem.render(lang))
    if unusable:
        return 2
    return 1 if any(problem.severity == "error" for problem in found) else 0
