"""Below the cover of a form: how it is filled in, its sheets, and what is still empty in each."""

from typing import Any

from perfrules.files.form_keys import SKIPPED, Items
from perfrules.messages import Lang
from perfrules.messages.form import HOLDS, HOW, HOW_TO, REQUIRED, SHEET, STILL_OPEN
from perfrules.views.form_cells import HEAD, LINK, NOTE, SHOWN, Formats
from perfrules.views.form_layout import Laid, cells_of, height_of, quoted
from perfrules.views.form_parts import Page

_WIDTH = 122
"""Of the columns of the cover together."""


def contents(
    sheet: Any, pages: list[tuple[Page, list[Laid], str]], formats: Formats, lang: Lang
) -> None:
    """Write it below the entries of the cover, the first page; no row of it is read back."""
    row = pages[0][1][-1].last + 2

    def skipped(height: int | None = None) -> None:
        sheet.write_string(row, 0, SKIPPED)
        if height is not None:
            sheet.set_row(row, height)

    skipped()
    for at, head in enumerate((SHEET, HOLDS, STILL_OPEN), 1):
        sheet.write_string(row, at, head.in_(lang), formats.of(HEAD))
    for page, blocks, name in pages[1:]:
        row += 1
        skipped(20)
        link = f"internal:{quoted(name)}!A1"
        sheet.write_url(row, 1, link, formats.of(LINK), string=name)
        sheet.write_string(row, 2, page.holds, formats.of(SHOWN))
        formula, count = _still_open(blocks, name, lang)
        if formula:
            sheet.write_formula(row, 3, formula, formats.of(SHOWN | {"align": "center"}), count)
        else:
            sheet.write_blank(row, 3, None, formats.of(SHOWN))
    row += 2
    skipped()
    sheet.write_string(row, 1, HOW.in_(lang), formats.of({"bold": True}))
    for text in HOW_TO:
        row += 1
        note = text.in_(lang)
        skipped(height_of([(note, _WIDTH)]))
        sheet.merge_range(row, 1, row, 3, "", formats.of(NOTE))
        sheet.write_string(row, 1, note, formats.of(NOTE))


def _still_open(blocks: list[Laid], name: str, lang: Lang) -> tuple[str, int]:
    """A formula that counts the required entries without a value, and what it comes to now."""
    for laid in blocks:
        needed = [n for n, entry in enumerate(laid.block.entries) if entry.required]
        if not needed or not isinstance(laid.block.key, Items):
            continue
        values = next(n for n, c in enumerate(laid.block.columns, 2) if c.path is not None)
        path = laid.block.columns[values - 2].path
        entries = [laid.block.entries[n] for n in needed]
        count = sum(path not in entry.given for entry in entries)
        shown = [n for n, c in enumerate(laid.block.columns, 2) if c.path is None]
        word = REQUIRED.in_(lang)
        if word not in entries[0].shown:
            continue
        needs = cells_of(name, shown[entries[0].shown.index(word)], laid)
        test = f'({needs}="{word}")*({cells_of(name, values, laid)}="")'
        return f"=SUMPRODUCT({test})", count
    return "", 0
