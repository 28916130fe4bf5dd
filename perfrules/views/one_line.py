"""Many scores, a line for each: as a table, as JSON, as CSV."""

import csv
import io
import re
from collections.abc import Sequence

from attrs import asdict, frozen

from perfrules.messages import Lang
from perfrules.messages.commands import LINE_HEADS, STATES
from perfrules.messages.options import NO_POINTS_SHORT
from perfrules.problem import Refused, printable
from perfrules.readings.figures import exact_text
from perfrules.scoring.result import Result
from perfrules.scoring.tree import State
from perfrules.views.columns import in_columns
from perfrules.views.evidence_lines import printed_text
from perfrules.views.json_text import json_text


@frozen
class OneLine:
    """What one fact set came to; numbers are texts, empty where there is none."""

    file: str
    subject: str
    period: str
    methodology: str
    version: str
    state: State
    total: str
    """As printed."""
    exact: str
    low: str
    high: str
    """Between these the printed total must lie."""
    grade: str
    missing: tuple[str, ...]
    problems: tuple[str, ...]
    """Codes of what went wrong."""


def one_line(file: str, result: Result) -> OneLine:
    """The line of a result."""
    rounding = result.methodology.rounding
    return OneLine(
        file=file,
        subject=result.facts.subject,
        period=result.facts.period_text,
        methodology=result.methodology.id,
        version=result.methodology.version,
        state=result.state,
        total="" if result.printed is None else printed_text(result.printed, rounding),
        exact="" if result.exact is None else exact_text(result.exact),
        low=printed_text(result.low, rounding),
        high=printed_text(result.high, rounding),
        grade="" if result.grade is None else result.grade.name,
        missing=tuple(sorted(result.missing)),
        problems=tuple(dict.fromkeys(problem.code for problem in result.problems)),
    )


def one_line_refused(file: str, subject: str, refused: Refused) -> OneLine:
    """The line of a file or row that could not be read."""
    codes = tuple(dict.fromkeys(problem.code for problem in refused.problems))
    return OneLine(file, subject, "", "", "", "refused", "", "", "", "", "", (), codes)


def to_table(lines: Sequence[OneLine], lang: Lang) -> str:
    """Aligned columns; an open total is shown as the interval in which it must lie."""
    heads = [text.in_(lang) for text in LINE_HEADS.values()]
    return in_columns([heads, *(_cells(line, lang) for line in lines)], right=frozenset({3}))


def to_json(lines: Sequence[OneLine]) -> str:
    """An array of objects with the fields of a line."""
    return json_text([asdict(line) for line in lines])


def to_csv(lines: Sequence[OneLine]) -> str:
    """The fields of a line as columns; a text that a spreadsheet would run gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(OneLine.__annotations__)
    for line in lines:
        cells = asdict(line, value_serializer=lambda _, __, value: _cell(value))
        writer.writerow(cells.values())
    return out.getvalue()


def _cells(line: OneLine, lang: Lang) -> list[str]:
    total = f"{line.low}–{line.high}" if line.state == "open" else line.total
    if line.state == "done" and not total:
        total = NO_POINTS_SHORT.in_(lang)
    state = STATES[line.state].in_(lang)
    said = state.format(count=len(line.missing), codes=" ".join(line.problems))
    cells = (line.file, line.subject, line.period, total, line.grade, said)
    return [printable(cell) for cell in cells]


_NUMBER = re.compile(r"-?[0-9]+([./][0-9]+)?")
_RUN_BY_SPREADSHEETS = re.compile(r"^(?=\s*[=+\-@|\t\r＝＋－＠])", re.MULTILINE)


def _cell(value: str | tuple[str, ...]) -> str:
    text = printable(value if isinstance(value, str) else " ".join(value))
    return text if _NUMBER.fullmatch(text) else _RUN_BY_SPREADSHEETS.sub("'", text)
