"""What a reader sees of each output, for texts that must be shown character for character.

Beside it stands of what the output is made: the elements of a page, the tokens of a Markdown
reader. A text that is only text changes nothing of that.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple

import docx
import openpyxl
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from perfrules import Result, explain
from perfrules.studies.compare import compare
from perfrules.views.compare import compared
from perfrules.views.explain import FORMATS
from perfrules.views.one_line import one_line, to_csv, to_json, to_table
from perfrules.views.report import report_of
from perfrules.views.report_markdown import report_markdown
from perfrules.views.to_docx import to_docx
from perfrules.views.to_xlsx import to_xlsx

_WIDE = 10_000


class Seen(NamedTuple):
    """The texts that a reader sees, and what they stand in."""

    texts: str
    made_of: tuple[object, ...] = ()


def _terminal(result: Result) -> Seen:
    """No control character reaches a terminal."""
    shown = explain(result, lang="zh", width=_WIDE)
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"]
    return Seen(shown)


def _table(result: Result) -> Seen:
    shown = to_table([one_line("facts.toml", result)], "zh")
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"]
    return Seen(shown, (shown.count("\n"),))


def _markdown(result: Result) -> Seen:
    return _of_markdown(explain(result, "markdown", lang="zh"))


def _of_markdown(page: str) -> Seen:
    """The text of the page that a Markdown reader makes of it."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    html = {part.content for part in parts if part.type in {"html_block", "html_inline"}}
    assert html <= {"<br>", "<code>", "</code>"}
    texts = "".join(part.content for part in parts if part.type in {"text", "text_special"})
    made_of = [part.type for part in parts if part.type not in {"text", "text_special"}]
    return Seen(texts, tuple(made_of))


def _report(result: Result) -> Seen:
    """The text of the report in Markdown, as a Markdown reader shows it."""
    return _of_markdown(report_markdown(report_of(result, "zh")))


def _docx(result: Result) -> Seen:
    """Every text of the Word report."""
    body = docx.Document(io.BytesIO(to_docx(report_of(result, "zh")))).element.body
    paragraphs = [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    ]
    return Seen("\n".join(paragraphs), tuple(element.tag for element in body.iter()))


def _page(result: Result) -> Seen:
    return _of_page(explain(result, "html", lang="zh"))


def _of_page(page: str) -> Seen:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return Seen("".join(reader.texts), tuple(reader.elements))


class _Page(HTMLParser):
    """The texts of a page, those of its data among them, and its elements with their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.elements: list[object] = []
        self._data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self._data = ("type", "application/json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(tag)
        self._data = False

    def handle_comment(self, data: str) -> None:
        self.elements.append(data)

    def handle_data(self, data: str) -> None:
        self.texts.extend(_texts(json.loads(data)) if self._data else [data])


def _json(result: Result) -> Seen:
    return _of_json(json.loads(explain(result, "json", lang="zh")))


def _lines(result: Result) -> Seen:
    return _of_json(json.loads(to_json([one_line("facts.toml", result)])))


def _of_json(value: Any) -> Seen:
    texts = tuple(_texts(value))
    return Seen("\n".join(texts), (len(texts),))


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


def _csv(result: Result) -> Seen:
    """The cells; none is taken for a formula by a spreadsheet."""
    rows = list(csv.reader(io.StringIO(to_csv([one_line("facts.toml", result)]))))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*[=+@|＝＋－＠]|\s*-[^\d]", cell)]
    return Seen("\n".join(cells), tuple(map(len, rows)))


def _workbook(result: Result) -> Seen:
    """The texts of all cells; a formula holds them as texts between quotes, with quotes twice."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(result, "zh")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
    return Seen("\n".join(texts), tuple((c.coordinate, c.data_type) for c in cells))


def _side_by_side(result: Result) -> Seen:
    comparison = compare([("facts", result.facts), ("the same", result.facts)])
    return _of_page(compared(comparison, [], "html", "zh"))


EXPLAINED: Mapping[str, Callable[[Result], Seen]] = {
    "text": _terminal,
    "markdown": _markdown,
    "json": _json,
    "html": _page,
}
assert EXPLAINED.keys() >= set(FORMATS), "an output of explain is not read here"

READERS: Mapping[str, Callable[[Result], Seen]] = {
    **EXPLAINED,
    "table": _table,
    "lines": _lines,
    "csv": _csv,
    "report": _report,
    "docx": _docx,
    "xlsx": _workbook,
    "compare": _side_by_side,
}
"""A line for each output that shows the texts of a rule file or a fact file."""
