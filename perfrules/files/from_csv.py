"""Fact files in CSV: a row for each department, or a row for each fact.

Wide, one document for each row; every other column is a fact, an empty cell is a fact not given:

    单位名称,期间,财政拨款预算,财政拨款支出
    甲局,2022,1000 万元,937.7 万元

Long, one document, or one for each 单位名称 where there is that column; only 名称 and 值 must be:

    单位名称,名称,值,单位,来源,页码,复核
    甲局,财政拨款支出,937.7,万元,2022 年报告 二,8,财务处

Cells are kept as text; what a number is, the declared fact decides.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from attrs import Factory, frozen

from perfrules.files.cells import Cells, Row, Sheet, read_sheet
from perfrules.files.spots import Path
from perfrules.files.tables import Document
from perfrules.files.text import decoded, read_bytes
from perfrules.files.values import MOST_LETTERS, is_name
from perfrules.problem import Place, Problem, Problems, Refused, did_you_mean

MOST_BYTES = 20_000_000

_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gbk": "gb18030", "gb18030": "gb18030"}

_ABOUT: Mapping[str, Path] = {
    **dict.fromkeys(("单位名称", "部门", "部门名称", "subject", "department"), ("subject", "name")),
    **dict.fromkeys(("期间", "年度", "period", "year"), ("subject", "period")),
    **dict.fromkeys(("评价办法", "methodology"), ("methodology",)),
}
"""Columns that say of whom, when and by which rules."""

_WIDE = {**_ABOUT, **dict.fromkeys(("名称", "单位", "name"), ("subject", "name"))}
"""The same in a wide table, where 名称 and 单位 can only be the department's."""

_LONG: Mapping[str, str] = {
    **dict.fromkeys(("名称", "事实", "name", "fact"), "name"),
    **dict.fromkeys(("值", "数值", "value"), "value"),
    **dict.fromkeys(("单位", "unit"), "unit"),
    **dict.fromkeys(("来源", "source"), "source"),
    **dict.fromkeys(("页码", "页", "page"), "page"),
    **dict.fromkeys(("复核", "核对", "checked"), "checked"),
    **dict.fromkeys(("备注", "note"), "note"),
}
"""Columns of a long table."""

_Parts = Iterator[tuple[dict[str, Any], Cells]]


def read_csv(path: FilePath, encoding: str | None = None) -> tuple[Document, ...]:
    """The documents of a CSV file, in UTF-8 unless another encoding is named."""
    return csv_documents(read_bytes(path, MOST_BYTES), str(path), encoding)


def csv_documents(data: bytes, name: str, encoding: str | None = None) -> tuple[Document, ...]:
    """The documents of CSV text that is at hand; messages call it by the name.

    The values are those of a fact file, without what is empty:
    {"methodology": …, "subject": {"name": …, "period": …}, "facts": {…}}.
    """
    text = _text(data, name, encoding or "utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    return tuple(
        Document(name, text, sha256, values, "csv", cells)
        for values, cells in departments(read_sheet(name, text))
    )


def departments(sheet: Sheet) -> _Parts:
    """Values and places of each department in a sheet, of either layout."""
    kinds = {_LONG.get(cell) for cell in sheet.header.cells}
    return _long(sheet) if {"name", "value"} <= kinds else _wide(sheet)


def _text(data: bytes, name: str, asked: str) -> str:
    """E150: it is not UTF-8 but seems to be GBK. E160: the encoding is not known."""
    encoding = _ENCODINGS.get(asked.lower())
    if encoding is None:
        raise Refused(Problem("E160", Place(name), {"encoding": asked}))
    try:
        return decoded(data, name, encoding)
    except Refused as refused:
        first = refused.problems[0]
        if first.code == "E104" and "GBK" in str(first.fields["encoding"]):
            raise Refused(Problem("E150", Place(name))) from refused
        raise


def _wide(sheet: Sheet) -> _Parts:
    """Values and places of each row. E156, E159: no name. E157: a department twice."""
    paths = [_WIDE.get(cell, ("facts", cell)) for cell in sheet.header.cells]
    problems = Problems()
    problems.found.extend(_same_meaning(sheet, paths))
    if ("subject", "name") not in paths:
        problems.found.append(sheet.problem("E156", sheet.header))
    problems.refuse_if_any()
    first: dict[tuple[str, ...], Row] = {}
    parts = []
    for row in sheet.rows:
        values = _values(zip(paths, row.cells, strict=True))
        whose = _whose(values)
        same = first.setdefault(whose, row)
        if not whose[0]:
            problems.found.append(sheet.problem("E159", row))
        elif same is not row:
            problems.found.append(_second(sheet, row, whose[0], same))
        parts.append((values, Cells(sheet.header, ((row, paths),))))
    problems.refuse_if_any()
    yield from parts


@frozen(eq=False, repr=False)
class _Group:
    """The rows of a long table that belong to one department."""

    values: dict[str, Any]
    rows: list[tuple[Row, list[Path | None]]] = Factory(list)
    first: dict[str, Row] = Factory(dict)
    """By the name of the fact, the width and form of its letters set aside."""


def _long(sheet: Sheet) -> _Parts:
    """Values and places of each department. E157: a fact twice. E123, E159: no name."""
    problems = Problems()
    problems.found.extend(_unknown(sheet))
    meanings = [_ABOUT.get(cell) or (_LONG.get(cell, ""),) for cell in sheet.header.cells]
    problems.found.extend(_same_meaning(sheet, meanings))
    problems.refuse_if_any()
    groups: dict[tuple[str, ...], _Group] = {}
    for row in sheet.rows:
        said = dict(zip(meanings, row.cells, strict=True))
        name, value = said[("name",)], said[("value",)]
        about = _values((path, said[path]) for path in set(_ABOUT.values()) & said.keys())
        group = groups.setdefault(_whose(about), _Group(about))
        same = group.first.setdefault(unicodedata.normalize("NFKC", name), row)
        if not name:
            problems.found.append(sheet.problem("E159", row))
        elif not is_name(name):
            problems.found.append(sheet.problem("E123", row, key=name, most=str(MOST_LETTERS)))
        elif same is not row:
            problems.found.append(_second(sheet, row, name, same))
        elif value:
            kept = {kind: said.get((kind,), "") for kind in ("source", "page", "checked", "note")}
            fact = {"value": f"{value} {said.get(('unit',), '')}".rstrip(), **kept}
            group.values["facts"][name] = {kind: text for kind, text in fact.items() if text}
            group.rows.append((row, [_long_path(meaning, name) for meaning in meanings]))
    problems.refuse_if_any()
    for group in groups.values():
        yield group.values, Cells(sheet.header, group.rows)


def _long_path(meaning: Path, name: str) -> Path | None:
    if meaning in {("name",), ("unit",)}:
        return ("facts", name) if meaning == ("name",) else None
    return meaning if meaning in _ABOUT.values() else ("facts", name, *meaning)


def _values(cells: Iterable[tuple[Path, str]]) -> dict[str, Any]:
    """The values of a fact file; an empty cell says nothing."""
    values: dict[str, Any] = {"subject": {}, "facts": {}}
    for path, cell in cells:
        if cell:
            inner: dict[Any, Any] = values if len(path) == 1 else values[str(path[0])]
            inner[path[-1]] = cell
    return values


def _whose(values: Mapping[str, Any]) -> tuple[str, ...]:
    about = values["subject"]
    return about.get("name", ""), about.get("period", ""), values.get("methodology", "")


def _second(sheet: Sheet, row: Row, key: str, first: Row) -> Problem:
    return sheet.problem("E157", row, key=key, line=sheet.line(first))


def _same_meaning(sheet: Sheet, paths: list[Path]) -> Iterator[Problem]:
    """E154 for a column that says the same as an earlier one, such as 部门 beside 单位名称."""
    seen: dict[Path, int] = {}
    for column, path in enumerate(paths):
        first = seen.setdefault(path, column)
        if first != column:
            key, number = sheet.header.cells[column], str(first + 1)
            yield sheet.problem("E154", sheet.header, column, key=key, column=number)


def _unknown(sheet: Sheet) -> Iterator[Problem]:
    """E130 for a column that a long table does not have."""
    known = (*_LONG, *_ABOUT)
    for column, cell in enumerate(sheet.header.cells):
        if cell not in known:
            meant = did_you_mean(cell, known)
            yield sheet.problem("E130", sheet.header, column, key=cell, meant=meant)
