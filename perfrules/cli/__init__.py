"""The command line: finds the command, its language, and turns every refusal into an exit code."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Protocol, cast

from perfrules import __version__
from perfrules.cli.output import complain_of, prepare_streams, say
from perfrules.cli.parser import LANGUAGES, Parser
from perfrules.messages import Lang, Text, chosen_language
from perfrules.messages.commands import COMMANDS_TITLE, EXIT_CODES, HELP, MAIN
from perfrules.problem import Problem, Refused, did_you_mean, width_of

DONE, UNUSABLE, INTERRUPTED = 0, 2, 130


class Command(Protocol):
    """A module of `perfrules.cli` that carries out one command."""

    def add_arguments(self, parser: Parser) -> None:
        """Declare what the command takes."""

    def run(self, options: argparse.Namespace, lang: Lang) -> int:
        """Do it and say how it went; raises Refused when it cannot be done."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process when none is given) and return its exit code.

    `--help` and `--version` return 0 like a command that is done.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    lang = chosen_language(_language_asked(arguments))
    try:
        return _run(arguments, lang)
    except Refused as refused:
        # Where standard error is gone too, the exit code alone has to say it.
        with suppress(Refused):
            complain_of(refused.problems, lang)
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str], lang: Lang) -> int:
    parser = _main_parser(lang)
    try:
        options = parser.parse_args(arguments)
        if options.version:
            say(f"perfrules {__version__}")
            return DONE
        if options.command is None:
            say(parser.format_help())
            return DONE
        command = _command(options.command)
        below = Parser(f"perfrules {options.command}", HELP[options.command], lang)
        command.add_arguments(below)
        given = below.parse_args(options.rest)
    except SystemExit:  # --help has been shown
        return DONE
    given.lang = given.lang or options.lang
    return command.run(given, lang)


def _command(name: str) -> Command:
    if name not in HELP:
        known = Text("、".join(HELP), ", ".join(HELP))
        near = did_you_mean(name, HELP)
        raise Refused(Problem("E601", None, {"given": name, "known": known, "suggestion": near}))
    return cast("Command", importlib.import_module(f"perfrules.cli.{name}"))


def _main_parser(lang: Lang) -> Parser:
    parser = Parser("perfrules", MAIN, lang)
    widest = max(map(width_of, HELP))
    summaries = [f"  {name:<{widest}}  {texts.summary.in_(lang)}" for name, texts in HELP.items()]
    commands = parser.add_argument_group(COMMANDS_TITLE.in_(lang), "\n".join(summaries))
    commands.add_argument("command", nargs="?", metavar="COMMAND", help=argparse.SUPPRESS)
    commands.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    parser.option("--version", dest="version", action="store_true")
    parser.standard()
    parser.usage = f"perfrules [--lang {'|'.join(LANGUAGES)}] COMMAND …"
    parser.epilog = f"{parser.epilog}\n\n{EXIT_CODES.in_(lang)}"
    return parser


def _language_asked(arguments: Sequence[str]) -> str | None:
    """What `--lang` says anywhere in the line, so that refusals of the line follow it too."""
    asked = [
        following if argument == "--lang" else argument.removeprefix("--lang=")
        for argument, following in pairwise([*arguments, ""])
        if argument == "--lang" or argument.startswith("--lang=")
    ]
    return next((lang for lang in reversed(asked) if lang in LANGUAGES), None)
