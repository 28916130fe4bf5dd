"""A workbook out of its package: which sheets there are, and how cells show their numbers."""

import posixpath
import re

from perfrules.files.number_formats import NumberFormat, number_format
from perfrules.files.package import Attributes, Package, opened
from perfrules.files.sheets import Sheet, Workbook
from perfrules.files.worksheet import MOST_CELLS, local, read_worksheet, unescaped, walk_texts
from perfrules.messages.in_form import MACROS, NO_WORKBOOK
from perfrules.problem import Place, Problem, Refused

_ID = re.compile(r"http\S+/relationships id")


def read_workbook(data: bytes, name: str) -> Workbook:
    """Every sheet of a workbook.

    E770: it is none, or damaged. E771: it has macros. E772: too many cells. E773: a cell twice.
    E774: a cell far out.
    """
    package = opened(data, name)
    types: dict[str, str] = {}
    package.walk(
        "[Content_Types].xml",
        lambda _, a: types.__setitem__(a.get("PartName", "").lstrip("/"), a.get("ContentType", "")),
    )
    root = _related(package, "", "/officeDocument")
    main = next(iter(root.values()), "")
    kind = types.get(main, "")
    if "macroEnabled" in kind:
        raise Refused(Problem("E771", Place(name), {"found": MACROS}))
    if not kind.endswith(("sheet.main+xml", "template.main+xml")):
        raise package.broken(NO_WORKBOOK)
    listed: list[Attributes] = []
    about: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "sheet":
            listed.append(attributes)
        elif local(tag) == "workbookPr":
            about.update(attributes)

    package.walk(main, start)
    one = about.get("date1904", "0") in {"1", "true"}
    book = Workbook(name, formats=_formats(package, main), from_1904=one)
    texts = _shared_texts(package, main)
    parts = _related(package, main, "/worksheet")
    left, read = MOST_CELLS, set[str]()
    for each in listed:
        part = parts.get(next((v for k, v in each.items() if _ID.fullmatch(k)), ""))
        if part is None or part in read:  # a chart has a sheet of its own, without cells
            continue
        read.add(part)
        hidden = each.get("state", "visible") != "visible"
        sheet = Sheet(book, each.get("name", ""), hidden)
        left = read_worksheet(sheet, package, part, texts, left)
        book.sheets.append(sheet)
    if not book.sheets:
        raise package.broken(NO_WORKBOOK)
    return book


def _related(package: Package, part: str, kind: str) -> dict[str, str]:
    """The parts of a kind that a part refers to, by the id of the relation; none outside."""
    folder, _, file = part.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, str] = {}

    def start(_: str, attributes: Attributes) -> None:
        if attributes.get("Type", "").endswith(kind) and "TargetMode" not in attributes:
            target = posixpath.join("/" + folder, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    if relations in package:
        package.walk(relations, start)
    return found


def _first(package: Package, part: str, kind: str) -> list[str]:
    return [*_related(package, part, kind).values()][:1]


def _formats(package: Package, main: str) -> list[NumberFormat]:
    codes: dict[str, str] = {}
    used: list[str] = []
    within: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        tag = local(tag)
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf" and within[-1:] == ["cellXfs"]:
            used.append(attributes.get("numFmtId", "0"))
        within.append(tag)

    for part in _first(package, main, "/styles"):
        package.walk(part, start, lambda _: within.pop())
    return [
        number_format(int(each) if each.isascii() and each.isdigit() else 0, codes.get(each))
        for each in used
    ]


def _shared_texts(package: Package, main: str) -> list[str]:
    texts: list[str] = []
    for part in _first(package, main, "/sharedStrings"):
        walk_texts(package, part, "si", lambda *_: None, lambda text: texts.append(unescaped(text)))
    return texts
