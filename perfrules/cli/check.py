"""`perfrules check`: everything that is wrong with rule files."""

import argparse
from pathlib import Path

from perfrules.cli.output import say
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.problem import Problem, Refused, in_order
from perfrules.studies.faults import faults_of, rule_files


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("paths", metavar="RULES", nargs="+")
    parser.standard("rules")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Check every file, say what is wrong in the order of the places."""
    found: list[Problem] = []
    unusable = False
    for path in map(Path, options.paths):
        try:
            files = rule_files(path)
        except Refused as refused:
            unusable = True
            found.extend(refused.problems)
            continue
        for file in files:
            found.extend(faults_of(file, options.rules))
    for problem in in_order(found):
        say(problem.render(lang))
    if unusable:
        return 2
    return 1 if any(problem.severity == "error" for problem in found) else 0
