"""`perfrules report`: the report of one fact file, for Word or in Markdown."""

import argparse
from pathlib import Path

from perfrules.cli.output import complain_of, deliver
from perfrules.cli.parser import Parser
from perfrules.messages import Lang
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import Loader
from perfrules.scoring.score import score
from perfrules.views.report import report_of
from perfrules.views.report_markdown import report_markdown
from perfrules.views.to_docx import to_docx

FORMATS = ("docx", "md")
_ENDS = {".docx": "docx", ".md": "md", ".markdown": "md"}


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("facts", metavar="FACTS")
    parser.choice("--format", FORMATS, None)
    parser.standard("out", "rules", "as_of", "methodology", "encoding")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Score the file, write the report."""
    wanted = _format(options.format, options.out)
    loader = Loader(options.rules, options.as_of, options.methodology, options.encoding)
    given = loader.only_one(options.facts)
    result = score(given.rules, given)
    # The report speaks the language of the rule file; what stands in the terminal, the reader's.
    report = report_of(result, options.lang)
    document = to_docx(report) if wanted == "docx" else report_markdown(report)
    deliver(document, options.out, inputs=(options.facts,))
    complain_of(result.problems, lang)
    return {"done": 0, "refused": 2, "open": 3}[result.state]


def _format(asked: str | None, out: str | None) -> str:
    """The format that was asked for, or that the name of the file says; Markdown to a terminal."""
    if out is None:
        if asked == "docx":
            raise Refused(Problem("E798", None, {}))
        return "md"
    wanted = asked or _ENDS.get(Path(out).suffix.lower())
    if wanted is None:
        raise Refused(Problem("E797", None, {"file": out}))
    return wanted
