"""`perfrules score`: many fact files, a line for each; or a table with a row for each."""

import argparse
from collections.abc import Iterator, Sequence

from perfrules.cli.output import complain_of, deliver
from perfrules.cli.parser import Parser, whole_number
from perfrules.cli.reading import Read, Refusal, read_each, warn_of
from perfrules.messages import Lang
from perfrules.model.facts import FactSet
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import Loader
from perfrules.scoring.population import score_each
from perfrules.views.one_line import OneLine, one_line, one_line_refused, to_csv, to_json, to_table

_OF_TABLES = ("rejects", "scores", "table", "key", "period", "recheck", "seed")
_EXIT_CODES = {"done": 0, "refused": 2, "open": 3}


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("facts", metavar="FACTS", nargs="*")
    parser.choice("--format", ("table", "json", "csv"), "table")
    parser.option("--rows", dest="rows", metavar="TABLE")
    parser.option("--rejects", dest="rejects", metavar="FILE")
    parser.option("--scores", dest="scores", metavar="KEY", action="append")
    parser.option("--table", dest="table", metavar="NAME=FILE", action="append")
    parser.option("--key", dest="key", metavar="COLUMN")
    parser.option("--period", dest="period", metavar="YEAR", type=whole_number("--period", 1900))
    parser.option("--recheck", dest="recheck", metavar="N", type=whole_number("--recheck", 0))
    parser.option("--seed", dest="seed", metavar="N", type=whole_number("--seed", 0))
    parser.standard("out", "rules", "as_of", "methodology", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Score a table; or every file, and say on standard error why one could not be."""
    if options.rows is not None:
        from perfrules.cli import score_rows  # noqa: PLC0415  # fact files need no heavy library

        return score_rows.run(options, lang)
    _refuse_unusable(options)
    loader = Loader(options.rules, options.as_of, options.methodology, options.encoding)
    read = list(read_each(options.facts, loader, lang))
    lines = list(_lines(read, lang))
    match options.format:
        case "json":
            document = to_json(lines)
        case "csv":
            document = to_csv(lines)
        case _:
            document = to_table(lines, lang)
    deliver(document, options.out, inputs=tuple(options.facts))
    return max(_EXIT_CODES[line.state] for line in lines)


def _refuse_unusable(options: argparse.Namespace) -> None:
    """Refuse a line without fact files (E603), or with what only a table takes (E735)."""
    given = [f"--{name}" for name in _OF_TABLES if getattr(options, name) is not None]
    if given:
        raise Refused(Problem("E735", None, {"options": ", ".join(given)}))
    if not options.facts:
        fields = {"command": "perfrules score", "missing": "FACTS, --rows"}
        raise Refused(Problem("E603", None, fields))


def _lines(read: Sequence[Read], lang: Lang) -> Iterator[OneLine]:
    """A line for each, in order; departments of one methodology and period are ranked together."""
    results = iter(score_each([given for _, given in read if isinstance(given, FactSet)]))
    warn_of(read, lang)
    for path, given in read:
        if isinstance(given, Refusal):
            yield one_line_refused(path, given.subject, given.refused)
            continue
        result = next(results)
        complain_of(result.problems, lang)
        yield one_line(path, result)
