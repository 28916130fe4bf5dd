"""`perfrules prove`: rule files proved before they are used."""

import argparse
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from perfrules.cli.output import complain_of, deliver
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import load_methodology
from perfrules.studies.faults import all_rule_files

if TYPE_CHECKING:
    from perfrules.studies.proved import Proof
    from perfrules.views.proofs import File

FORMATS = ("text", "json", "markdown")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("paths", metavar="RULES", nargs="+")
    parser.option("--timeout", dest="timeout", metavar="SECONDS", type=_seconds)
    parser.option("-v", "--verbose", dest="verbose", action="store_true")
    parser.choice("--format", FORMATS, "text")
    parser.standard("out", "rules")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Ask everything of every file, and say what does not hold or is not known."""
    # Help is not to wait for z3, nor to need it.
    from perfrules.studies.prove import SECONDS, prove  # noqa: PLC0415
    from perfrules.views.proofs import proofs  # noqa: PLC0415

    found: list[File] = []
    files, problems = all_rule_files(options.paths)
    complain_of(problems, lang)
    unusable = bool(problems)
    for file in files:
        try:
            methodology = load_methodology(str(file), rules=options.rules)
        except Refused as refused:
            unusable = True
            complain_of(refused.problems, lang)
            continue
        found.append((str(file), prove(methodology, seconds=options.timeout or SECONDS)))
    document = proofs(found, options.format, lang, verbose=options.verbose)
    if found:
        deliver(document, options.out, inputs=tuple(file for file, _ in found))
    return max([2 if unusable else 0, *(_exit_code(proof) for _, proof in found)])


def _exit_code(proof: "Proof") -> int:
    """Of one file; of several the highest counts."""
    if proof.of("refuted"):
        return 1
    return 3 if proof.of("undecided") else 0


def _seconds(given: str) -> Fraction:
    """A number of seconds above zero. E652: it is none."""
    fits = re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", given)
    seconds = Fraction(given) if fits else Fraction(0)
    if seconds <= 0:
        raise Refused(Problem("E652", None, {"given": given}))
    return seconds
