"""A report as a Word document: its opening page, contents, chapters, tables and pictures."""

import io
import zipfile
from collections.abc import Mapping
from typing import assert_never

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from perfrules.messages import labels
from perfrules.messages import report as say
from perfrules.views.docx_fields import add_bookmark, add_contents, add_page_numbers
from perfrules.views.docx_styles import (
    BODY,
    CAPTION,
    CELL,
    HEAD,
    ITEM,
    NOTE,
    PICTURE,
    TITLE,
    prepare,
)
from perfrules.views.docx_tables import add_key_figures, add_table
from perfrules.views.report_parts import (
    Chart,
    Grid,
    Heading,
    Paragraph,
    Report,
    Run,
    Words,
    visible,
)

_STYLES = {"body": BODY, "note": NOTE, "item": ITEM}
_ABOVE, _BELOW = Pt(110), Pt(24)
"""The title, where a reader looks first; and the room below it."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every part of the file: the same report is the same bytes."""


def written(report: Report, pictures: Mapping[int, bytes], width_cm: float) -> bytes:
    """The file; `pictures` are those of the charts that could be drawn, by place of the block."""
    document = docx.Document()
    prepare(document, report.lang)
    _describe(document, report)
    _open(document, report)
    places = {id(heading): place for place, heading in enumerate(report.contents)}
    for place, block in enumerate(report.blocks):
        match block:
            case Heading():
                _heading(document, block, places.get(id(block)))
            case Chart():
                _chart(document, block, report, pictures.get(place), width_cm)
            case Grid():
                _grid(document, block, report)
            case Paragraph(words, kind):
                _write(document.add_paragraph(style=_STYLES[kind]), words)
            case _:
                assert_never(block)
    add_page_numbers(document, report.lang)
    file = io.BytesIO()
    document.save(file)
    return _without_days(file.getvalue())


def _describe(document: Document, report: Report) -> None:
    """Title and subject for the file's own description; no day, no machine, no person."""
    *subject, title = map(visible, report.title)
    about = document.core_properties
    about.title, about.subject, about.author = title[:255], " ".join(subject)[:255], ""
    about.comments, about.keywords, about.last_modified_by, about.revision = "", "", "", 1
    for day in ("created", "modified", "lastPrinted"):
        for element in about._element.findall(f"{{*}}{day}"):
            about._element.remove(element)


def _open(document: Document, report: Report) -> None:
    """A page with the title and what is seen first, what must be known first; the contents."""
    for place, line in enumerate(report.title):
        paragraph = document.add_paragraph(style=TITLE)
        if not place:
            paragraph.paragraph_format.space_before = _ABOVE
        _write(paragraph, (Run(line),))
    after = document.add_paragraph(style=NOTE)
    if report.keys:
        after.paragraph_format.space_after = _BELOW
        add_key_figures(document, report.keys, CELL)
        document.add_paragraph(style=NOTE)
    for notice in report.notices:
        _write(document.add_paragraph(style=NOTE), (Run(notice, mark=True),))
    for label, text in report.head:
        words = (Run(f"{label}{labels.COLON.in_(report.lang)}{text}"),)
        _write(document.add_paragraph(style=NOTE), words)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    _write(document.add_paragraph(style=HEAD), (Run(say.CONTENTS.in_(report.lang)),))
    add_contents(document, report.contents)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _heading(document: Document, heading: Heading, place: int | None) -> None:
    paragraph = document.add_paragraph(style=f"Heading {heading.level}")
    _write(paragraph, (Run(heading.number + heading.title),))
    if place is not None:
        add_bookmark(paragraph, place)


def _grid(document: Document, grid: Grid, report: Report) -> None:
    if grid.caption:
        text = say.TABLE.in_(report.lang).format(number=grid.number, caption=grid.caption)
        _write(document.add_paragraph(style=CAPTION), (Run(text),))
    add_table(document, grid, CELL, _write)
    after = document.add_paragraph(style=NOTE)
    after.paragraph_format.line_spacing = Pt(6)


def _chart(
    document: Document, chart: Chart, report: Report, picture: bytes | None, width_cm: float
) -> None:
    if picture is None:
        _write(document.add_paragraph(style=NOTE), (Run(say.NO_FONT.in_(report.lang), mark=True),))
        return
    paragraph = document.add_paragraph(style=PICTURE)
    shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Cm(width_cm))
    shape._inline.docPr.set("descr", visible(chart.alt))
    text = say.FIGURE.in_(report.lang).format(number=chart.number, caption=chart.caption)
    caption = document.add_paragraph(style=CAPTION)
    caption.paragraph_format.keep_with_next = False
    _write(caption, (Run(text),))


def _write(paragraph: WordParagraph, words: Words) -> None:
    """Words as runs; what is marked is highlighted."""
    for each in words:
        run = paragraph.add_run(visible(each.text))
        if each.mark:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if each.strong:
            run.font.bold = True


def _without_days(data: bytes) -> bytes:
    """The same file with every part of one day."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            told = zipfile.ZipInfo(part.filename, _EPOCH)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(told, old.read(part.filename))
    return file.getvalue()
