"""A workbook as the bytes of an XLSX file: the same result gives the same bytes."""

import io
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from perfrules.extras import needing
from perfrules.messages import Lang
from perfrules.problem import printable, width_of
from perfrules.readings.number import Failed, Missing
from perfrules.scoring.result import Result
from perfrules.views.workbook import workbook
from perfrules.views.workbook_book import Book, Cell, Page, Style, serial

with needing("xlsx"):
    import xlsxwriter

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # no moment: the same bytes whenever it is written
TEXT_FONT, HEAD_FONT = "宋体", "黑体"
"""Every office in China has them; others put a font of their own in their place."""
_GREY, _LINE = "#808080", "#BFBFBF"
_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {"border": 1},
    "title": {"bold": True, "font_size": 14, "font_name": HEAD_FONT, "text_wrap": False},
    "head": {"bold": True, "border": 1, "bg_color": "#DDE6F0", "text_wrap": True},
    "label": {"text_wrap": False},
    "total": {"bold": True, "border": 1, "bg_color": "#EEF2F7"},
    "grade": {"bold": True, "font_size": 20, "font_color": "#1F4E79", "text_wrap": False},
    "input": {"border": 1, "bg_color": "#FFFBE6"},
    "gap": {"border": 1, "bg_color": "#F8CBAD"},
    "reckoned": {"border": 1, "font_color": "#404040", "text_wrap": False},
    "note": {"border": 1},
    "strong": {"bold": True, "border": 1},
    "warning": {"border": 1, "font_color": "#9C5700"},
    "control": {"border": 1, "font_color": "#2E6B34", "text_wrap": False},
    "rough": {"border": 1, "font_color": "#9C5700", "bg_color": "#FFF2CC", "text_wrap": False},
}
_LEAST_HEIGHT, _MOST_HEIGHT = 16.5, 400.0
_TALL = {"title": 24.0, "grade": 28.0}


def to_xlsx(result: Result, lang: Lang) -> bytes:
    """The file; every text from elsewhere is written as text, never as a formula."""
    return written(workbook(result, lang), result.methodology.title)


def written(book: Book, title: str) -> bytes:
    """The pages and names of a workbook as a file."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as file:
        file.set_properties({"title": printable(title), "author": "perfrules", "created": CREATED})
        file.set_calc_mode("auto")
        _Writer(file, book).write()
    return target.getvalue()


class _Writer:
    """The file that is written, and the formats that it has so far."""

    def __init__(self, file: Any, book: Book) -> None:
        self.file, self.book = file, book
        self.formats: dict[Style, Any] = {}

    def write(self) -> None:
        """All pages, then the defined names."""
        for page in self.book.pages:
            self._page(page)
        for name, text in self.book.names.items():
            self.file.define_name(name, text)

    def _page(self, page: Page) -> None:
        sheet = self.file.add_worksheet(page.name)
        last = max((column for _, column in page.cells), default=0)
        for column in range(max(last + 1, len(page.widths))):
            sheet.set_column(column, column, page.width(column))
        for (row, column), cell in sorted(page.cells.items()):
            self._cell(sheet, row, column, cell)
        for row, first, end in page.joined:
            cell = page.cells[row, first]
            sheet.merge_range(row, first, row, end, cell.value, self._format(cell.style))
        for row, height in sorted(_heights(page).items()):
            sheet.set_row(row, height)
        for choice in page.choices:
            sheet.data_validation(
                choice.row, choice.column, choice.row, choice.column, _offered(choice.texts)
            )
        _print_setup(sheet, page)

    def _format(self, style: Style) -> Any:
        if style not in self.formats:
            looks = {
                "font_name": TEXT_FONT, "font_size": 10.5, "valign": "vcenter", "text_wrap": True,
                "align": style.align, "num_format": style.digits, "border_color": _LINE,
            }  # fmt: skip
            if style.level:
                looks["indent"] = style.level
            self.formats[style] = self.file.add_format(looks | _LOOKS[style.look])
        return self.formats[style]

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        look = self._format(cell.style)
        if cell.formula:
            sheet.write_formula(row, column, f"={cell.formula}", look, _came_to(cell))
            return
        match cell.value:
            case None | Missing() | Failed() | "":
                sheet.write_blank(row, column, None, look)
            case bool() as yes:
                sheet.write_boolean(row, column, yes, look)
            case Fraction() as number:
                sheet.write_number(row, column, float(number), look)
            case date() as day:
                sheet.write_number(row, column, serial(day), look)
            case text:
                sheet.write_string(row, column, text, look)


def _came_to(cell: Cell) -> Any:
    """The value that the file keeps beside a formula."""
    match cell.value:
        case Missing():
            return "#N/A"
        case Failed():
            return "#DIV/0!"
        case bool() | str() as value:
            return value
        case Fraction() as number:
            return float(number)
        case date() as day:
            return serial(day)
        case _:
            return ""


def _offered(texts: tuple[str, ...]) -> dict[str, Any]:
    """A list to choose from, where it fits into a file."""
    if sum(map(len, texts)) + len(texts) > 250 or any("," in text for text in texts):
        return {"validate": "any"}
    return {"validate": "list", "source": list(texts)}


def _heights(page: Page) -> dict[int, float]:
    """Room for the longest text of each row, wrapped in its column."""
    wide = {(row, first): range(first, last + 1) for row, first, last in page.joined}
    found: dict[int, float] = {}
    for (row, column), cell in page.cells.items():
        least = _TALL.get(cell.style.look, _LEAST_HEIGHT)
        if isinstance(cell.value, str) and _LOOKS[cell.style.look].get("text_wrap", True):
            width = sum(page.width(each) for each in wide.get((row, column), (column,)))
            room = int(max(1.0, width - 1.5))
            lines = sum(-(-width_of(part) // room) or 1 for part in cell.value.split("\n"))
            least = max(least, 14.5 * lines + 2)
        found[row] = min(max(least, found.get(row, 0.0)), _MOST_HEIGHT)
    return found


def _print_setup(sheet: Any, page: Page) -> None:
    """A4 across, as wide as one page; heads stay in sight and stand on each page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&A  &P / &N")
    sheet.hide_gridlines(2)
    if page.heads != (0, 0):
        sheet.freeze_panes(*page.heads)
    if page.repeated is not None:
        sheet.repeat_rows(*page.repeated)
    printed = page.shown[0] if page.shown else page.printed
    if printed:
        sheet.print_area(0, 0, max(row for row, _ in page.cells), printed - 1)
