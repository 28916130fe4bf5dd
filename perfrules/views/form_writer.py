"""The pages of a form as an XLSX file: cells, validation, what is locked, how it prints on A4."""

import io
from datetime import datetime
from typing import Any

from attrs import frozen

from perfrules.extras import needing
from perfrules.files.form_keys import MARK, SKIPPED, Items, key_text, path_text
from perfrules.files.sheets import letters
from perfrules.messages import Lang
from perfrules.messages.form import CHOICES, PAGE_OF
from perfrules.model.methodology import Methodology
from perfrules.problem import printable
from perfrules.views.form_cells import HEAD, LOOSE, NEEDED, NOTE, SHOWN, TITLE, Formats, put
from perfrules.views.form_contents import contents
from perfrules.views.form_layout import (
    Laid,
    cells_of,
    has_headings,
    height_of,
    laid_out,
    sheet_names,
)
from perfrules.views.form_parts import Column, Content, Entry, Page, Rule
from perfrules.views.form_validation import Choices, validation

_A4 = 9
_WIDE = 90
"""A page that is wider, in letters, lies on its side."""
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # the same form is the same file, whenever it is made
_ALLOWED = (
    "format_cells", "format_columns", "format_rows", "insert_rows", "insert_hyperlinks", "objects",
    "scenarios", "select_locked_cells", "select_unlocked_cells",
)  # fmt: skip
"""What stays possible on a locked sheet; without a password, anybody may unlock it."""
_SHOWN = {"": SHOWN, "centred": SHOWN | {"align": "center"}, "loose": LOOSE}


def written(methodology: Methodology, pages: list[Page], lang: Lang) -> bytes:
    """The bytes of the file; the same for the same pages. E608: XlsxWriter is not installed."""
    with needing("xlsx"):
        import xlsxwriter  # noqa: PLC0415  # most commands write no workbook
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    about = f"{methodology.id}@{methodology.version}"
    title = printable(methodology.title)
    book.set_properties({"title": title, "subject": about, "created": _MADE})
    names, lists = sheet_names(pages, CHOICES.in_(lang))
    laid = [laid_out(page) for page in pages]
    choices = Choices(lists, _rows_of(laid, names))
    formats = Formats(book, lang)
    sheets = [book.add_worksheet(name) for name in names]
    for page, blocks, sheet in zip(pages, laid, sheets, strict=True):
        _Writing(sheet, page, blocks, formats, choices, lang).write()
        footer = f"&L{about.replace('&', '&&')}&R{PAGE_OF.in_(lang)}"
        sheet.set_footer(footer if len(footer) < 200 else f"&R{PAGE_OF.in_(lang)}")
    contents(sheets[0], [*zip(pages, laid, names, strict=True)], formats, lang)
    if choices.lists:
        _write_lists(book.add_worksheet(lists), choices)
    sheets[0].activate()
    book.close()
    return out.getvalue()


def _rows_of(laid: list[list[Laid]], names: list[str]) -> dict[str, str]:
    """The cells that name the rows of each table."""
    found: dict[str, str] = {}
    for blocks, name in zip(laid, names, strict=True):
        for each in blocks:
            if not isinstance(each.block.key, Items) and each.block.key.at[0] == "table":
                named = each.block.key.name
                at = next(
                    n for n, c in enumerate(each.block.columns, 2) if c.path and c.path[0] == named
                )
                found[str(each.block.key.at[1])] = "=" + cells_of(name, at, each)
    return found


def _write_lists(sheet: Any, choices: Choices) -> None:
    sheet.write_string(0, 0, MARK)
    for column, each in enumerate(choices.lists, 1):
        for row, choice in enumerate(each, 1):
            sheet.write_string(row, column, choice)
    sheet.hide()


@frozen(eq=False)
class _Writing:
    """One page being written to its sheet."""

    sheet: Any
    page: Page
    laid: list[Laid]
    formats: Formats
    choices: Choices
    lang: Lang

    def write(self) -> None:
        """Everything on the page."""
        sheet, blocks = self.sheet, self.page.blocks
        widths = [
            max(column.width for column in columns if column is not None)
            for columns in _side_by_side([block.columns for block in blocks])
        ]
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for column, width in enumerate(widths, 1):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, MARK)
        sheet.write_string(0, 1, self.page.title, self.formats.of(TITLE))
        sheet.set_row(0, 30)
        whole = sum(widths)
        for row, note in enumerate(self.page.notes, 1):
            sheet.merge_range(row, 1, row, len(widths), "", self.formats.of(NOTE))
            sheet.write_string(row, 1, note, self.formats.of(NOTE))
            sheet.set_row(row, height_of([(note, whole)]))
        for laid in self.laid:
            self._block(laid)
        if all(isinstance(block.key, Items) for block in blocks):
            sheet.protect("", dict.fromkeys(_ALLOWED, True))
        self._on_paper(whole)

    def _block(self, laid: Laid) -> None:
        sheet, block = self.sheet, laid.block
        sheet.set_row(laid.keys, None, None, {"hidden": True})
        sheet.write_string(laid.keys, 0, key_text(block.key))
        for at, column in enumerate(block.columns, 1):
            if column.path is not None:
                sheet.write_string(laid.keys, at, path_text(column.path))
            if has_headings(block):
                sheet.write_string(laid.keys + 1, at, column.heading, self.formats.of(HEAD))
        if has_headings(block):
            sheet.write_string(laid.keys + 1, 0, SKIPPED)
            heads = [(column.heading, column.width) for column in block.columns]
            sheet.set_row(laid.keys + 1, height_of(heads))
        for row, entry in enumerate(block.entries, laid.first):
            self._entry(row, entry, block.columns)
        if not isinstance(block.key, Items):
            self._rows(laid)

    def _entry(self, row: int, entry: Entry, columns: tuple[Column, ...]) -> None:
        self.sheet.write_string(row, 0, key_text(entry.key))
        shown = iter(entry.shown)
        texts: list[tuple[str, int]] = []
        for at, column in enumerate(columns, 1):
            if column.path is None:
                text = next(shown, "")
                self.sheet.write_string(row, at, text, self.formats.of(_SHOWN[column.how]))
                texts.append(("" if column.how == "loose" else text, column.width))
            elif column.path in entry.cells:
                rule = entry.cells[column.path]
                content = entry.given.get(column.path)
                how = self.formats.entry(rule, content, centred=column.how == "centred")
                put(self.sheet, row, at, content, how)
                texts.append((_text_of(content), column.width))
                if not rule.fixed:
                    self._check(rule, row, row, at, entry.shown[0])
            else:
                self.sheet.write_blank(row, at, None, self.formats.of(SHOWN))
        self.sheet.set_row(row, height_of(texts))

    def _rows(self, laid: Laid) -> None:
        columns = laid.block.columns
        for row in range(laid.first, laid.last + 1):
            index = row - laid.first
            known = laid.block.rows[index] if index < len(laid.block.rows) else {}
            texts: list[tuple[str, int]] = []
            for at, column in enumerate(columns, 1):
                assert column.path is not None, "a column of a table is filled in"
                content = known.get(column.path)
                put(self.sheet, row, at, content, self.formats.entry(column.rule, content))
                texts.append((_text_of(content), column.width))
            self.sheet.set_row(row, height_of(texts))
        for at, column in enumerate(columns, 1):
            self._check(column.rule, laid.first, laid.last, at, column.heading)
        needed = f"COUNTA($B{laid.first + 1}:${letters(len(columns) + 1)}{laid.first + 1})>0"
        for at, column in enumerate(columns, 1):
            if column.rule.required:
                cell = f"{letters(at + 1)}{laid.first + 1}"
                how = {"type": "formula", "criteria": f'=AND({cell}="",{needed})'}
                how["format"] = self.formats.of(NEEDED)
                self.sheet.conditional_format(laid.first, at, laid.last, at, how)

    def _check(self, rule: Rule, first: int, last: int, column: int, title: str) -> None:
        """Validation of some cells of a column; where they are required, colour until filled."""
        cell = f"{letters(column + 1)}{first + 1}"
        checks = validation(rule, cell, title, self.choices, self.lang)
        if checks is not None:
            self.sheet.data_validation(first, column, last, column, checks)
        if rule.required and first == last:
            how = {"type": "blanks", "format": self.formats.of(NEEDED)}
            self.sheet.conditional_format(first, column, last, column, how)

    def _on_paper(self, width: int) -> None:
        sheet = self.sheet
        sheet.set_paper(_A4)
        if width > _WIDE:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        headed = [laid for laid in self.laid if has_headings(laid.block)]
        if len(headed) == 1:
            sheet.repeat_rows(headed[0].keys + 1)
            sheet.freeze_panes(headed[0].first, 2)
        sheet.hide_gridlines(2)


def _side_by_side(blocks: list[tuple[Column, ...]]) -> list[list[Column | None]]:
    """The columns of all blocks that stand in one column of the sheet."""
    most = max(map(len, blocks))
    return [[columns[at] for columns in blocks if at < len(columns)] for at in range(most)]


def _text_of(content: Content | None) -> str:
    return content.value if content is not None and isinstance(content.value, str) else ""
