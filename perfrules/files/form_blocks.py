"""A sheet of a form read block by block: the rows whose keys stand in the hidden column."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import Factory, frozen

from perfrules.files.cell_values import CellValue, value_of_cell
from perfrules.files.form_keys import (
    JUDGED,
    MARK,
    SKIPPED,
    Item,
    Items,
    Rows,
    path_text,
    read_key,
    read_path,
)
from perfrules.files.form_tree import Tree, as_text
from perfrules.files.marks import Mark
from perfrules.files.sheets import Sheet
from perfrules.files.spots import Path
from perfrules.files.worksheet import MOST_CELLS
from perfrules.messages import Text
from perfrules.messages.form import IDS
from perfrules.messages.in_form import CELLS, OTHER_VERSION
from perfrules.problem import Place, Problem, Problems, Refused, printable

_BARE = re.compile(r"[-+−－]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]*)?")
"""A number without anything behind it."""
_SHOWN = 40


@frozen(eq=False, repr=False)
class _Block:
    """The rows below one hidden row of column keys."""

    key: Items | Rows
    columns: Mapping[int, Path]
    first: int
    filled: dict[tuple[int, int], int] = Factory(dict)
    """For a cell that is merged with those above, the row whose value is its own."""


@frozen(eq=False, repr=False)
class FormReader:
    """Puts what the sheets of one form say into one tree."""

    tree: Tree
    problems: Problems
    seen: set[str] = Factory(set)
    """Every item and table that was met."""
    formulas: list[Place] = Factory(list)
    """The cells that were read whose value was computed in the workbook."""
    unseen: list[Place] = Factory(list)
    """The cells that were read in hidden rows and sheets."""

    def read(self, sheet: Sheet) -> None:
        """Read a sheet; what is wrong with it is collected.

        E779: hidden keys were changed. E780: a column is gone. E781: a value in a row of its
        own. E782: a row or sheet twice. E783: merged cells. And what `value_of_cell` refuses.
        """
        mark = sheet.cell(1, 1)
        if mark is None or mark.text.strip() != MARK:
            raise Refused(Problem("E779", sheet.place(1, 1), {"what": OTHER_VERSION}))
        block: _Block | None = None
        for row in sorted(sheet.rows):
            text = self._key_in(sheet, row)
            if row == 1 or text == SKIPPED:
                continue
            with self.problems.collecting():
                key = read_key(text) if text else None
                if isinstance(key, Items | Rows):
                    block = None
                    block = self._block(sheet, row, key)
                elif text and key is None:
                    what = Text(printable(text[:_SHOWN]), printable(text[:_SHOWN]))
                    raise Refused(Problem("E779", sheet.place(row, 1), {"what": what}))
                elif block is not None:
                    self._row(sheet, row, key, block)

    def _key_in(self, sheet: Sheet, row: int) -> str:
        cell = sheet.cell(row, 1)
        return "" if cell is None else cell.text.strip()

    def _block(self, sheet: Sheet, row: int, key: Items | Rows) -> _Block:
        columns: dict[int, Path] = {}
        for column, cell in sorted(sheet.rows[row].items()):
            if column == 1:
                continue
            path = read_path(cell.text)
            if path is None or path in columns.values():
                said = printable(cell.text[:_SHOWN])
                code = "E779" if path is None else "E782"
                fields = {"what": Text(said, said)}
                raise Refused(Problem(code, sheet.place(row, column), fields))
            columns[column] = path
        for path in key.needs:
            if path not in columns.values():
                raise Refused(Problem("E780", sheet.place(row, 1), {"column": _said(path)}))
        if isinstance(key, Rows):
            self._once(f"rows {path_text(key.at)}", sheet.place(row, 1), _said(key.at))
        block = _Block(key, columns, row)
        self._merged(sheet, block)
        return block

    def _once(self, key: str, place: Place, what: Text) -> None:
        """E782 for a key that was met before, as in a copied row or sheet."""
        if key in self.seen:
            raise Refused(Problem("E782", place, {"what": what}))
        self.seen.add(key)

    def _merged(self, sheet: Sheet, block: _Block) -> None:
        """What merged cells mean: in a table, the value of each row; else they are refused."""
        left = MOST_CELLS
        rows = sorted(sheet.rows)
        for top, first, bottom, last in sheet.merged:
            touched = [column for column in block.columns if first <= column <= last]
            if not touched:
                continue
            covered = rows[bisect_left(rows, max(top, block.first)) : bisect_right(rows, bottom)]
            left -= len(covered)
            if left < 0:
                fields: dict[str, str | Text] = {"most": f"{MOST_CELLS:,}", "what": CELLS}
                raise Refused(Problem("E772", Place(sheet.book.file), fields))
            own = [row for row in covered if self._is_entry(sheet, row, block)]
            if own and (len(touched) > 1 or (len(own) > 1 and isinstance(block.key, Items))):
                raise Refused(Problem("E783", sheet.place(own[0], touched[0])))
            block.filled.update(((row, touched[0]), top) for row in own)

    def _is_entry(self, sheet: Sheet, row: int, block: _Block) -> bool:
        text = self._key_in(sheet, row)
        return row > block.first and text != SKIPPED and (bool(text) or isinstance(block.key, Rows))

    def _row(self, sheet: Sheet, row: int, key: Item | None, block: _Block) -> None:
        found = [*self._values(sheet, row, block)]
        match block.key, key:
            case Items(), Item(path):
                if found:
                    self._once(path_text(path), sheet.place(row, 1), _said(path))
                    self._item(sheet, row, key, found)
            case Items(), None:
                if found:
                    _, value, place = found[0]
                    raise Refused(
                        Problem("E781", place, {"value": printable(as_text(value))[:_SHOWN]})
                    )
            case Rows(), _:
                if found:
                    self._table_row(block.key, found)

    def _values(
        self, sheet: Sheet, row: int, block: _Block
    ) -> Iterator[tuple[Path, CellValue, Place]]:
        filled = {column: block.filled.get((row, column), row) for column in block.columns}
        if not any(sheet.cell(at, column) for column, at in filled.items() if at == row):
            return  # a row that has nothing but a heading merged with those above is empty
        for column, path in block.columns.items():
            at = filled[column]
            with self.problems.collecting():
                value = value_of_cell(sheet, at, column)
                if value is None:
                    continue
                place = sheet.place(at, column, as_text(value))
                if sheet.rows[at][column].formula:
                    self.formulas.append(place)
                if sheet.hidden or at in sheet.hidden_rows:
                    self.unseen.append(place)
                yield path, value, place

    def _item(
        self, sheet: Sheet, row: int, item: Item, found: list[tuple[Path, CellValue, Place]]
    ) -> None:
        label = min(c for c in sheet.rows[row] if c > 1)
        shown = sheet.rows[row][label].text if sheet.rows[row][label].kind == "s" else ""
        name = sheet.place(row, label, shown)
        self.tree.marks.setdefault(item.path, Mark(name))
        unit = next((as_text(value) for path, value, _ in found if path == ("unit",)), "")
        for path, value, place in found:
            if path == ("unit",):
                continue
            said: CellValue = as_text(value) if item.words and path == ("value",) else value
            if path == ("value",) and unit and not item.words:
                said = _in_unit(value, unit)
            # The score of one of several raters is a number by itself.
            own = () if item.path[-2:-1] == ("raters",) and path == ("score",) else path
            with self.problems.collecting():
                self.tree.put((*item.path, *own), said, place, name)

    def _table_row(self, key: Rows, found: list[tuple[Path, CellValue, Place]]) -> None:
        own = [each for each in found if each[0][:1] != (JUDGED,)]
        judged = [each for each in found if each[0][:1] == (JUDGED,)]
        entries = self.tree.entries(key.at)
        if entries is None:
            told = f"none {path_text(key.at)}"
            if told in self.seen:
                return
            self.seen.add(told)
            said = self.tree.without_rows.get(key.at)
            if said is None:
                raise Refused(Problem("E779", found[0][2], {"what": _said(key.at)}))
            other = said.cell.rpartition("!")[2]
            raise Refused(Problem("E789", found[0][2], {"other": other}))
        path: Path = (*key.at, len(entries))
        entries.append({})
        self.tree.marks[path] = Mark(found[0][2])
        named = ""
        for column, value, place in own:
            words = column in key.texts
            read: CellValue = as_text(value) if words else value
            if column in {(key.name,), (key.name, "value")}:
                named = as_text(value)
            with self.problems.collecting():
                self.tree.put((*path, *column), read, place, place)
        if not own:
            entries.pop()
        for column, value, place in judged if named else []:
            with self.problems.collecting():
                target = ("judgement", key.at[-1], named, *column[1:])
                self.tree.put(target, value, place, place)


def _in_unit(value: CellValue, unit: str) -> CellValue:
    """A number with the unit that stands beside it; a percentage must have its own sign."""
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if unit in {"%", "％"} or not (number or (isinstance(value, str) and _BARE.fullmatch(value))):
        return value
    return f"{as_text(value)} {unit}"


def _said(path: Path) -> Text:
    """The last name of a path, as a form shows it."""
    last = next((str(each) for each in reversed(path) if isinstance(each, str)), "")
    return IDS.get(last, Text(last, last))
