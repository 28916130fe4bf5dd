"""`perfrules coverage`: which rows of one table no row of another names."""

import argparse

from perfrules.cli.output import complain_of, deliver, terminal_width
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.scoring.loading import Loader
from perfrules.scoring.score import score
from perfrules.studies.coverage import coverage
from perfrules.views.coverage import FORMATS, covered


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("facts", metavar="FACTS")
    parser.choice("--format", FORMATS, "text")
    parser.standard("out", "rules", "as_of", "methodology", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Write every row with those that lead to it, and what has none."""
    loader = Loader(options.rules, options.as_of, options.methodology, options.encoding)
    given = loader.only_one(options.facts)
    matrices = coverage(score(given.rules, given))
    document = covered(matrices, given, options.format, lang, terminal_width())
    deliver(document, options.out, inputs=(options.facts,))
    problems = [problem for matrix in matrices for problem in matrix.problems]
    complain_of(problems, lang)
    if problems:
        return 2
    if any(matrix.missing for matrix in matrices):
        return 3
    return 1 if any(matrix.uncovered for matrix in matrices) else 0
