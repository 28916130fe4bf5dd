"""`perfrules score --rows`: a table with a row for each department, into another."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from perfrules.cli.output import complain_of, say
from perfrules.cli.progress import progress
from perfrules.messages import Lang, Text
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, Refused, printable
from perfrules.scoring.child_rows import children_of
from perfrules.scoring.loading import load_methodology
from perfrules.scoring.many import keys_of, refuse_unknown, scoring_of
from perfrules.scoring.table_columns import Columns
from perfrules.scoring.table_files import kind_of, source_of, whole_table
from perfrules.scoring.table_recheck import Sample
from perfrules.scoring.table_run import TableJob
from perfrules.views.table_summary import shown

_RECHECKED = 1000


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Score the table, say what is odd about its columns, and sum up what came out."""
    _refuse_unusable(options)
    period = options.period
    as_of = options.as_of or (None if period is None else date(period, 12, 31))
    rules = load_methodology(options.methodology, rules=options.rules, as_of=as_of)
    source = source_of(options.rows, options.encoding)
    tables = {name: whole_table(file, options.encoding) for name, file in _tables(options)}
    children = children_of(rules, tables, options.key)
    scoring = scoring_of(rules, source.names, True, children, period)
    scores = _scores(options.scores or ["all"], rules)
    size = _RECHECKED if options.recheck is None else options.recheck
    job = TableJob(rules, source, scoring, scores, Sample(size, options.seed or 0))
    complain_of(_about_columns(scoring.columns), lang)
    with progress(lang) as bar:
        summary = job.run(options.out, options.rejects, bar.told)
    say(shown(summary, rules, lang))
    return 1 if summary.states["refused"] else 3 if summary.states["open"] else 0


def _refuse_unusable(options: argparse.Namespace) -> None:
    """Refuse a command line that lacks something (E734), or names one file twice (E612)."""
    if options.facts:
        raise Refused(Problem("E738"))
    needed = {"--methodology": options.methodology, "-o": options.out}
    lacking = ", ".join(name for name, given in needed.items() if given is None)
    if lacking:
        raise Refused(Problem("E734", None, {"options": lacking}))
    written = [options.out, *([options.rejects] if options.rejects else [])]
    read = [options.rows, *(file for _, file in _tables(options))]
    for number, out in enumerate(written):
        kind_of(out)
        if any(_same(out, other) for other in (*read, *written[:number])):
            raise Refused(Problem("E612", None, {"file": printable(out)}))


def _same(one: str, other: str) -> bool:
    return Path(one).resolve() == Path(other).resolve() and not Path(one).is_char_device()


def _tables(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    for given in options.table or ():
        name, sign, file = given.partition("=")
        if not (name and sign and file):
            raise Refused(Problem("E736", None, {"given": printable(given)}))
        yield name, file


def _scores(asked: list[str], rules: Methodology) -> tuple[str, ...]:
    """The nodes whose scores are written: all, none, or those that are named."""
    if "all" in asked:
        return keys_of(rules)
    keys = tuple(key for key in asked if key != "none")
    refuse_unknown(rules, keys)
    return keys


def _about_columns(columns: Columns) -> Iterator[Problem]:
    for code, names in (("W720", columns.extra), ("W721", columns.absent)):
        if names:
            said = Text("、".join(map(printable, names)), ", ".join(map(printable, names)))
            yield Problem(code, None, {"names": said})
