"""Forms as a department has them: opened in a spreadsheet program, filled in, saved, read back."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from attrs import asdict, evolve

from perfrules import FactSet, Methodology
from perfrules.files.form_keys import Item, Items, Rows, read_key, read_path
from perfrules.files.from_xlsx import xlsx_documents
from perfrules.files.spots import Path as KeyPath
from perfrules.model.read_facts import facts_from
from perfrules.views.form import form
from tests.office import converted

EVIDENCE = ("source", "page", "checked", "note")


def read_back(given: FactSet) -> FactSet:
    """A fact set that went through its form."""
    return read(form(given.rules, given), given.rules)


def read(data: bytes, rules: Methodology) -> FactSet:
    """The fact set of a form."""
    (document,) = xlsx_documents(data, "form.xlsx")
    return facts_from(document, rules)


def everything(facts: FactSet) -> dict[str, Any]:
    """All that a fact file says, without how it is written and where it stands."""
    bare = evolve(
        facts,
        methodology="", period_text="", rules=None, documents=(), warnings=(),  # type: ignore[arg-type]
        published=None if facts.published is None else facts.published.values,  # type: ignore[arg-type]
    )  # fmt: skip

    def kept(attribute: Any, _: object) -> bool:
        return attribute.name not in {"text", "place"}

    return asdict(bare, filter=kept)


class Filled:
    """A form in the hands of somebody who fills it in."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def cell(self, *path: str | int) -> Any:
        """The cell for the value at a path of a fact file; in a table, the row counts from 0."""
        for sheet in self.book.worksheets:
            for found, cell in _places(sheet):
                if found == path:
                    return cell
        raise AssertionError(path)

    def put(self, value: Any, *path: str | int, format: str | None = None) -> str:  # noqa: A002
        """Fill in a cell, perhaps with another number format; gives where it stands."""
        cell = self.cell(*path)
        cell.value = value
        if format is not None:
            cell.number_format = format
        return f"{cell.parent.title}!{cell.coordinate}"

    def save(self, path: Path) -> Path:
        """The file as a spreadsheet program saves it."""
        self.book.save(path)
        return path

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def _places(sheet: Any) -> Iterator[tuple[KeyPath, Any]]:
    """The entry cells of a sheet with the paths of their values."""
    columns: dict[int, KeyPath] = {}
    rows: Rows | None = None
    first = 0
    for row in sheet.iter_rows():
        text = row[0].value or ""
        key = read_key(text)
        if isinstance(key, Items | Rows):
            columns = {c.column: read_path(c.value) or () for c in row[1:] if c.value}
            rows, first = (key, row[0].row + 2) if isinstance(key, Rows) else (None, 0)
        elif isinstance(key, Item):
            yield from (((*key.path, *path), row[c - 1]) for c, path in columns.items())
        elif rows is not None and text == "":
            at = (*rows.at, row[0].row - first)
            yield from (((*at, *path), row[c - 1]) for c, path in columns.items())


def opened_and_saved(path: Path, folder: Path) -> Path:
    """The file as LibreOffice saves it when it is opened and saved again."""
    return converted([path], "xlsx", folder) / path.name
