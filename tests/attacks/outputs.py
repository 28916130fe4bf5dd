"""What a reader sees of each output, for texts that must be shown character for character."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from perfrules import Result, explain
from perfrules.views.one_line import one_line, to_csv
from perfrules.views.report import report_of
from perfrules.views.report_markdown import report_markdown
from perfrules.views.to_docx import to_docx


def _terminal(result: Result) -> str:
    """The page without the line ends that the width of a terminal puts in."""
    return re.sub(r"\n +", "", explain(result, lang="zh"))


def _markdown(result: Result) -> str:
    """The text of the page that a Markdown reader makes of it; nothing in it is a link or HTML."""
    return _of_markdown(explain(result, "markdown", lang="zh"))


def _of_markdown(page: str) -> str:
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    html = {part.content for part in parts if part.type in {"html_block", "html_inline"}}
    assert html <= {"<br>", "<code>", "</code>"}
    assert not [part for part in parts if part.type in {"link_open", "image"}]
    return "".join(part.content for part in parts if part.type in {"text", "text_special"})


def _report(result: Result) -> str:
    """The text of the report in Markdown, as a Markdown reader shows it."""
    return _of_markdown(report_markdown(report_of(result, "zh")))


def _docx(result: Result) -> str:
    """Every text of the Word report."""
    body = docx.Document(io.BytesIO(to_docx(report_of(result, "zh")))).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


def _json(result: Result) -> str:
    return "\n".join(_texts(json.loads(explain(result, "json", lang="zh"))))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)


def _csv(result: Result) -> str:
    """The cells; none is taken for a formula by a spreadsheet."""
    rows = list(csv.reader(io.StringIO(to_csv([one_line("facts.toml", result)]))))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*[=+@|＝＋－＠]|\s*-[^\d]", cell)]
    return "\n".join(cells)


READERS: Mapping[str, Callable[[Result], str]] = {
    "rich": _terminal,
    "markdown": _markdown,
    "json": _json,
    "csv": _csv,
    "report": _report,
    "docx": _docx,
}
"""A line for each output that perfrules has."""

LATER = {"html", "xlsx"}
"""Outputs that the corpus asks for and perfrules has not; each needs a line above when it comes."""
