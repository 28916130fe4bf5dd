"""Tables of a Word report: widths by content, repeated heads, rows that stay on one page."""

from collections.abc import Callable, Sequence
from math import isqrt

from attrs import frozen
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from perfrules.problem import width_of
from perfrules.views.report_parts import Grid, Run, Words, text_of, visible

Write = Callable[[Paragraph, Words], None]
WIDTH = 8844
"""Of the text on a page, in twentieths of a point (15.6 cm)."""
_LETTER = 112
"""Of half a Chinese letter at 10.5 points, with some room for bold ones."""
_PADDING = 190
_WIDEST = 25_000
"""A column that would be wider counts as this wide when the room is shared."""
_SHORT = 12
"""A table of so few rows stands on one page."""


def add_table(document: Document, grid: Grid, style: str, write: Write) -> None:
    """The table at the end of the document; `write` puts words into a paragraph."""
    widths = widths_of(grid)
    table = _new_table(widths)
    document.element.body.insert_element_before(table, "w:sectPr")
    rows = _Rows(document, grid, widths, document.styles[style].style_id, write)
    table.append(rows.heads())
    for place in range(len(grid.rows)):
        table.append(rows.row(place))


def add_key_figures(document: Document, keys: Sequence[tuple[str, str, str]], style: str) -> None:
    """What is seen first: a word, its figure in large letters, and what stands below it."""
    widths = [WIDTH // len(keys)] * len(keys)
    table = _new_table(widths)
    document.element.body.insert_element_before(table, "w:sectPr")
    sizes = ((0, 11.0, False), (1, 30.0, True), (2, 9.5, False))
    for part, size, bold in sizes:
        row, _ = _new_row()
        table.append(row)
        for key, width in zip(keys, widths, strict=True):
            cell, of_cell = _new_cell(row, width)
            borders = _within(of_cell, "w:tcBorders")
            for side in ("top",) * (part > 0) + ("bottom",) * (part < len(sizes) - 1):
                _within(borders, f"w:{side}", val="nil")
            paragraph = Paragraph(_within(cell, "w:p"), document._body)
            paragraph.style = document.styles[style]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.keep_with_next = True
            run = paragraph.add_run(visible(key[part]))
            # A long word, such as an interval, takes no more than its line.
            shrunk = min(size, 440 / max(width_of(key[part]), 1))
            run.font.size, run.font.bold = Pt(max(shrunk, 9.5)), bold


def _new_table(widths: Sequence[int]) -> BaseOxmlElement:
    table = OxmlElement("w:tbl")
    properties = _within(table, "w:tblPr")
    _within(properties, "w:tblStyle", val="TableGrid")
    _within(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    _within(properties, "w:jc", val="center")
    _within(properties, "w:tblLayout", type="fixed")
    margins = _within(properties, "w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        wide = "80" if side in ("left", "right") else "30"
        _within(margins, f"w:{side}", w=wide, type="dxa")
    _within(properties, "w:tblLook", val="0020", firstRow="1")
    columns = _within(table, "w:tblGrid")
    for width in widths:
        _within(columns, "w:gridCol", w=str(width))
    return table


@frozen(eq=False, repr=False)
class _Rows:
    """Makes the rows of one table; none is split between two pages."""

    document: Document
    grid: Grid
    widths: Sequence[int]
    style: str
    """The id of it: a name would be looked for anew in each cell."""
    write: Write

    def heads(self) -> BaseOxmlElement:
        """The heads, which every page repeats."""
        row, properties = _new_row()
        _within(properties, "w:tblHeader")
        for head, width in zip(self.grid.heads, self.widths, strict=True):
            cell, of_cell = _new_cell(row, width)
            _within(of_cell, "w:shd", val="clear", color="auto", fill="E9EDF1")
            _within(of_cell, "w:vAlign", val="center")
            paragraph = self.paragraph(cell, "center")
            paragraph.paragraph_format.keep_with_next = True
            self.write(paragraph, (Run(head, strong=True),))
        return row

    def row(self, place: int) -> BaseOxmlElement:
        """One row of the table."""
        grid = self.grid
        row, _ = _new_row()
        strong = grid.total and place == len(grid.rows) - 1
        for column, (words, width) in enumerate(zip(grid.rows[place], self.widths, strict=True)):
            cell, of_cell = _new_cell(row, width)
            merged = self.merged(place, column)
            if merged:
                _within(of_cell, "w:vMerge", val=merged)
            _within(of_cell, "w:vAlign", val="center")
            paragraph = self.paragraph(cell, "right" if column in grid.right else "left")
            if place < (len(grid.rows) - 1 if len(grid.rows) <= _SHORT else 1):
                paragraph.paragraph_format.keep_with_next = True
            if merged != "continue":
                shown = tuple(Run(r.text, r.mark, strong=True) for r in words) if strong else words
                self.write(paragraph, shown)
        return row

    def merged(self, place: int, column: int) -> str:
        """Whether a cell begins or continues one that reaches over several rows."""
        if column not in self.grid.merged:
            return ""
        before, this, after = (
            self.key(at, column) if 0 <= at < len(self.grid.rows) else None
            for at in (place - 1, place, place + 1)
        )
        return "continue" if this == before else "restart" if this == after else ""

    def key(self, place: int, column: int) -> tuple[str, ...]:
        row = self.grid.rows[place]
        return tuple(text_of(row[each]) for each in self.grid.merged if each <= column)

    def paragraph(self, cell: BaseOxmlElement, side: str) -> Paragraph:
        paragraph = Paragraph(_within(cell, "w:p"), self.document._body)
        paragraph._p.style = self.style
        _within(paragraph._p.get_or_add_pPr(), "w:jc", val=side)
        return paragraph


def _new_row() -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """A row that stays whole, and its properties."""
    row = OxmlElement("w:tr")
    properties = _within(row, "w:trPr")
    _within(properties, "w:cantSplit")
    return row, properties


def _new_cell(row: BaseOxmlElement, width: int) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    cell = _within(row, "w:tc")
    properties = _within(cell, "w:tcPr")
    _within(properties, "w:tcW", w=str(width), type="dxa")
    return cell, properties


def widths_of(grid: Grid) -> list[int]:
    """Columns as wide as their content needs; long texts share what the others leave."""
    texts = [
        [head, *(text_of(row[column]) for row in grid.rows)]
        for column, head in enumerate(grid.heads)
    ]
    wanted = [max(map(width_of, column)) * _LETTER + _PADDING for column in texts]
    if sum(wanted) <= WIDTH:
        return _stretched(wanted, grid)
    given = {column: wanted[column] for column in grid.right if wanted[column] <= WIDTH // 4}
    if sum(given.values()) > WIDTH * 3 // 5:
        given = {}
    rest = [column for column in range(len(wanted)) if column not in given]
    # Whoever needs no more than a fair part gets it; that leaves more for the others.
    while rest:
        room = WIDTH - sum(given.values())
        modest = [column for column in rest if wanted[column] * len(rest) <= room]
        if not modest:
            given |= dict(
                zip(rest, _shared([wanted[column] for column in rest], room), strict=True)
            )
            break
        given |= {column: wanted[column] for column in modest}
        rest = [column for column in rest if column not in given]
    return [given[column] for column in range(len(wanted))]


def _stretched(wanted: list[int], grid: Grid) -> list[int]:
    """All columns fit: what is left over goes to those of text, in proportion."""
    text = [c for c in range(len(wanted)) if c not in grid.right] or [*range(len(wanted))]
    left = WIDTH - sum(wanted)
    whole = sum(wanted[c] for c in text)
    return [w + (left * w // whole if c in text else 0) for c, w in enumerate(wanted)]


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Long texts take more room, but not as much more as they are longer."""
    weights = [isqrt(min(each, _WIDEST)) for each in wanted]
    return [room * weight // sum(weights) for weight in weights]


def _within(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """A new element in another."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
