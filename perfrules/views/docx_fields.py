"""What Word works out itself: the table of contents, page numbers, and the bookmarks they use."""

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from perfrules.messages import Lang
from perfrules.views.report_parts import Heading, visible

_DEEPER = Cm(0.75)


def add_contents(document: Document, headings: Sequence[Heading]) -> None:
    """A table of contents that is filled in already, for readers that do not update fields.

    Only whoever lays out the pages knows their numbers: the field is marked as out of date, so
    that Word works them out, and until then no number stands there that may be wrong.
    """
    for place, heading in enumerate(headings):
        paragraph = document.add_paragraph(style=f"toc {heading.level}")
        if heading.level > 1:
            paragraph.paragraph_format.left_indent = _DEEPER * (heading.level - 1)
        if place == 0:
            _begin(paragraph, r' TOC \o "1-2" \h \z \u ', dirty=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark_of(place))
        link.set(qn("w:history"), "1")
        paragraph._p.append(link)
        link.append(paragraph.add_run(visible(heading.number + heading.title))._r)
        if place == len(headings) - 1:
            _end(paragraph)


def bookmark_of(place: int) -> str:
    """The bookmark of a heading in the table of contents."""
    return f"_Toc{place + 1:08d}"


def add_bookmark(paragraph: Paragraph, place: int) -> None:
    """Mark a heading, so that the table of contents can point at it."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(place + 1))
    start.set(qn("w:name"), bookmark_of(place))
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def add_page_numbers(document: Document, lang: Lang) -> None:
    """The number of the page in the footer, between dashes as official documents have it."""
    paragraph = document.sections[0].footer.paragraphs[0]
    dash = "— " if lang == "zh" else ""
    if dash:
        paragraph.add_run(dash)
    _begin(paragraph, " PAGE ")
    paragraph.add_run("1")
    _end(paragraph)
    if dash:
        paragraph.add_run(dash[::-1])


def _begin(paragraph: Paragraph, says: str, *, dirty: bool = False) -> None:
    """The start of a field, up to the result that it has until it is worked out anew."""
    _character(paragraph, "begin", dirty=dirty)
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = says
    paragraph.add_run()._r.append(instruction)
    _character(paragraph, "separate")


def _end(paragraph: Paragraph) -> None:
    _character(paragraph, "end")


def _character(paragraph: Paragraph, kind: str, *, dirty: bool = False) -> None:
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    if dirty:
        character.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(character)
