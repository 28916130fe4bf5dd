"""The command-line parser: argparse whose help and refusals are in the reader's language."""

import argparse
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from perfrules.cli.output import say
from perfrules.messages import Lang, Text
from perfrules.messages.commands import ARGUMENTS, COMMON, EXAMPLES, OPTIONS, USAGE
from perfrules.messages.help import Help
from perfrules.problem import Problem, Refused, did_you_mean
from perfrules.views.wrapping import wrapped

LANGUAGES: tuple[Lang, ...] = ("zh", "en")

# What argparse says by itself; everything else is checked by our own converters.
_REFUSALS = (
    ("E602", re.compile(r"unrecognized arguments: (?P<given>.+)", re.DOTALL)),
    ("E603", re.compile(r"the following arguments are required: (?P<missing>.+)")),
    ("E604", re.compile(r"argument (?P<option>.+): expected .*argument")),
    ("E609", re.compile(r"argument (?P<option>.+): ignored explicit argument (?P<given>.+)")),
)


class Parser(argparse.ArgumentParser):
    """Arguments and options of one command, each explained by the texts of its help.

    A command line that cannot be used raises Refused; nothing is printed and nothing exits but
    `--help` and `--version`.
    """

    def __init__(self, prog: str, texts: Help, lang: Lang) -> None:
        super().__init__(
            prog=prog,
            description=texts.about.in_(lang),
            epilog="\n".join([EXAMPLES.in_(lang), *(f"  {line}" for line in texts.examples)]),
            add_help=False,
            allow_abbrev=False,
            formatter_class=functools.partial(_Formatter, lang=lang),
        )
        self.lang = lang
        self._texts = {**COMMON, **texts.arguments}
        self._arguments = self.add_argument_group(ARGUMENTS.in_(lang))
        self._options = self.add_argument_group(OPTIONS.in_(lang))

    def argument(self, name: str, **how: Any) -> None:
        """A positional argument; `how` is argparse's."""
        self._arguments.add_argument(name, help=self._texts[name].in_(self.lang), **how)

    def option(self, *flags: str, dest: str, **how: Any) -> None:
        """An option; `how` is argparse's."""
        text = self._texts[dest].in_(self.lang)
        self._options.add_argument(*flags, dest=dest, help=text, **how)

    def choice(self, flag: str, among: Sequence[str], default: str | None) -> None:
        """An option that takes one of a few words."""
        kind = one_of(flag, among)
        self.option(flag, dest=flag[2:], type=kind, metavar="|".join(among), default=default)

    def standard(self, *dests: str) -> None:
        """The options that several commands share, by their names, and `--lang` and `--help`."""
        flags: dict[str, Callable[[], None]] = {
            "rules": lambda: self.option(
                "--rules", dest="rules", metavar="DIR", action="append", default=[]
            ),
            "as_of": lambda: self.option("--as-of", dest="as_of", metavar="DAY", type=day),
            "methodology": lambda: self.option(
                "--methodology", dest="methodology", metavar="ID|PATH"
            ),
            "encoding": lambda: self.option("--encoding", dest="encoding", metavar="NAME"),
            "out": lambda: self.option("-o", "--out", dest="out", metavar="FILE"),
        }
        for dest in dests:
            flags[dest]()
        self.choice("--lang", LANGUAGES, None)
        self.option("-h", "--help", dest="help", action="help")

    def print_help(self, _file: object = None) -> None:
        """Show the help on standard output."""
        say(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Raise Refused with argparse's message in both languages."""
        for code, pattern in _REFUSALS:
            if match := pattern.fullmatch(message):
                raise Refused(self._problem(code, match.groupdict()))
        raise Refused(self._problem("E610", {"message": message}))

    def _problem(self, code: str, fields: dict[str, str]) -> Problem:
        known = [flag for flag in self._option_string_actions if flag.startswith("--")]
        near = did_you_mean(fields.get("given", "").split("=")[0], known)
        return Problem(code, None, {"command": self.prog, "suggestion": near, **fields})


class _Formatter(argparse.HelpFormatter):
    """Help whose fixed words are translated and whose lines are broken by terminal columns."""

    def __init__(self, prog: str, lang: Lang) -> None:
        super().__init__(prog, max_help_position=28)
        self._lang = lang

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or USAGE.in_(self._lang))

    def format_help(self) -> str:
        text = super().format_help()
        return re.sub(r"(?m)^(\S+):$", r"\1：", text) if self._lang == "zh" else text

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = [
            part
            for line in text.split("\n")
            for part in ([line] if line.startswith(" ") else wrapped(line, width - len(indent)))
        ]
        return "\n".join(indent + line for line in lines)


def one_of(option: str, known: Sequence[str]) -> Callable[[str], str]:
    """A converter that takes one of a few words."""

    def convert(given: str) -> str:
        if given not in known:
            words = Text("、".join(known), ", ".join(known))
            near = did_you_mean(given, known)
            raise Refused(
                Problem(
                    "E605",
                    None,
                    {"option": option, "given": given, "known": words, "suggestion": near},
                )
            )
        return given

    return convert


def day(given: str) -> date:
    """2022-12-31 as a day."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Refused(Problem("E606", None, {"given": given})) from None


def levels(given: str) -> int:
    """A number of levels, from 1 up."""
    if not re.fullmatch("[1-9][0-9]{0,5}", given):
        raise Refused(Problem("E607", None, {"given": given}))
    return int(given)


def whole_number(option: str, least: int, most: int | None = None) -> Callable[[str], int]:
    """A converter that takes a whole number within bounds. E664: it is none."""

    def convert(given: str) -> int:
        number = int(given) if re.fullmatch("[0-9]{1,18}", given) else -1
        if number < least or (most is not None and number > most):
            bounds = f"{least}…" if most is None else f"{least}…{most}"
            raise Refused(Problem("E664", None, {"option": option, "given": given, "in": bounds}))
        return number

    return convert


def points(option: str) -> Callable[[str], Fraction]:
    """A converter that takes a number of points above zero. E665: it is none."""

    def convert(given: str) -> Fraction:
        fits = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", given)
        number = Fraction(Decimal(given)) if fits else Fraction(0)
        if number <= 0:
            raise Refused(Problem("E665", None, {"option": option, "given": given}))
        return number

    return convert
