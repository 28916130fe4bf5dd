"""`perfrules test`: the examples of rule files, carried out, and what they leave untested."""

import argparse
import re
from fractions import Fraction
from pathlib import Path

from perfrules.cli.output import complain_of, deliver, progress
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.messages import mutation as say
from perfrules.problem import Problem, Refused
from perfrules.studies.example_coverage import coverage_of_examples, total_share
from perfrules.studies.examples import try_examples
from perfrules.studies.faults import all_rule_files
from perfrules.studies.mutation import FileMutated, mutation_of
from perfrules.views import tried
from perfrules.views.tried import Beside


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("paths", metavar="RULES", nargs="+")
    parser.option("-n", "--name", dest="name", metavar="TEXT", default="")
    parser.option("-v", "--verbose", dest="verbose", action="store_true")
    parser.option("--coverage", dest="coverage", action="store_true")
    parser.option("--threshold", dest="threshold", metavar="F", default="")
    parser.option("--mutate", dest="mutate", action="store_true")
    parser.choice("--format", tried.FORMATS, "text")
    parser.standard("out", "rules")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Carry out every example, say which are not as expected and what none of them tests."""
    threshold = _threshold(options)
    files, unusable = all_rule_files(options.paths)
    complain_of(unusable, lang)
    found = [try_examples(file, options.rules, options.name) for file in files]
    if options.name and not any(file.tried or file.problems for file in found):
        raise Refused(Problem("E626", None, {"given": options.name}))
    beside = _beside(options, files, threshold, lang)
    match options.format:
        case "json":
            document = tried.to_json(found, lang, beside)
        case "junit":
            document = tried.to_junit(found, lang, beside)
        case _:
            document = tried.to_text(found, lang, beside, verbose=options.verbose)
    deliver(document, options.out, inputs=tuple(file.file for file in found))
    if unusable or any(file.problems for file in found):
        return 2
    survived = any(file.of("survived") for file in beside.mutated or ())
    return 0 if all(file.passed for file in found) and not beside.below and not survived else 1


def _beside(
    options: argparse.Namespace, files: list[Path], threshold: Fraction | None, lang: Lang
) -> Beside:
    covered, below, mutated = None, False, None
    if options.coverage:
        covered = [coverage_of_examples(file, options.rules, options.name) for file in files]
        below = threshold is not None and total_share(covered).exact < threshold
    if options.mutate:
        mutated = [_mutated(file, options, lang) for file in files]
    return Beside(covered, options.threshold, below, mutated)


def _mutated(file: Path, options: argparse.Namespace, lang: Lang) -> FileMutated:
    with progress() as show:

        def told(done: int, whole: int) -> None:
            show(say.PROGRESS.in_(lang).format(file=file, done=done, all=whole))

        return mutation_of(file, options.rules, told=told)


def _threshold(options: argparse.Namespace) -> Fraction | None:
    """The fraction that must be reached, exact; E680 for what is none, E681 for one alone."""
    given: str = options.threshold
    if not given:
        return None
    if not options.coverage:
        fields = {"option": "--threshold", "other": "--coverage"}
        raise Refused(Problem("E681", None, fields))
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)(%|/[1-9]\d{0,8})?", given, re.ASCII)
    number = None if match is None else Fraction(match[1])
    if match is not None and number is not None and match[2]:
        number /= 100 if match[2] == "%" else Fraction(match[2][1:])
    if number is None or number > 1:
        raise Refused(Problem("E680", None, {"option": "--threshold", "given": given}))
    return number
