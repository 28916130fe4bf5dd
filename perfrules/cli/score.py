"""`perfrules score`: many fact files, a line for each."""

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice

from perfrules.cli.output import complain_of, deliver
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.model.facts import FactSet
from perfrules.problem import MOST_ERRORS, Problem, Refused
from perfrules.scoring.loading import Loader, subject_in
from perfrules.scoring.population import score_each
from perfrules.views.one_line import OneLine, one_line, one_line_refused, to_csv, to_json, to_table

_EXIT_CODES = {"done": 0, "refused": 2, "open": 3}


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("facts", metavar="FACTS", nargs="+")
    parser.choice("--format", ("table", "json", "csv"), "table")
    parser.standard("out", "rules", "as_of", "methodology", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Score every file; say on standard error why one could not be."""
    loader = Loader(options.rules, options.as_of, options.methodology, options.encoding)
    read = [each for path in options.facts for each in _read(path, loader, lang)]
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


Read = tuple[str, FactSet | OneLine]
"""A fact set with its file, or the line of one that could not be used."""


def _read(path: str, loader: Loader, lang: Lang) -> Iterator[Read]:
    """The fact sets of one file; a fault in it, or in one of its rows, stops nothing else."""
    try:
        documents = loader.documents(path)
    except Refused as refused:
        complain_of(refused.problems, lang)
        yield path, one_line_refused(path, "", refused)
        return
    for document in documents:
        try:
            yield path, loader.facts(document)
        except Refused as refused:
            complain_of(refused.problems, lang)
            yield path, one_line_refused(path, subject_in(document), refused)


def _lines(read: Sequence[Read], lang: Lang) -> Iterator[OneLine]:
    """A line for each, in order; departments of one methodology and period are ranked together."""
    results = iter(score_each([given for _, given in read if isinstance(given, FactSet)]))
    warned: dict[str, Problem] = {}  # of a CSV file's column, once and not in every row
    for path, given in read:
        for each in given.warnings if isinstance(given, FactSet) else ():
            warned.setdefault(f"{path} {each.message('en')}", each)
    complain_of(islice(warned.values(), MOST_ERRORS), lang)
    for path, given in read:
        if isinstance(given, OneLine):
            yield given
            continue
        result = next(results)
        complain_of(result.problems, lang)
        yield one_line(path, result)
