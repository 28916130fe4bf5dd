"""Workbooks made of raw XML: what no spreadsheet program would write, and what some do."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def parts(
    *sheets: str, shared: str = "", styles: str = "", main: str = MAIN, about: str = ""
) -> dict[str, str]:
    """The parts of a workbook with sheets 甲, 乙, …; each sheet is what stands in <worksheet>."""
    names = "甲乙丙丁戊己庚辛"[: len(sheets)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1)
    )
    found = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{RELATIONS}">{about}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/{n}.xml") for n in range(len(sheets))),
            ("sharedStrings", "/xl/texts.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/texts.xml": f'<sst xmlns="{main}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    for number, sheet in enumerate(sheets):
        found[f"xl/worksheets/{number}.xml"] = f'<worksheet xmlns="{main}">{sheet}</worksheet>'
    return found


def packed(found: Mapping[str, str | bytes]) -> bytes:
    """The parts as a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in found.items():
            archive.writestr(name, text)
    return out.getvalue()


def styles(*formats: str | int) -> str:
    """Cell formats 0, 1, …: a number that is built in, or a code."""
    codes = {100 + n: each for n, each in enumerate(formats) if isinstance(each, str)}
    own = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{each.replace(chr(34), "&quot;")}"/>'
        for n, each in codes.items()
    )
    ids = [100 + n if isinstance(each, str) else each for n, each in enumerate(formats)]
    used = "".join(f'<xf numFmtId="{each}"/>' for each in ids)
    unused = '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    return f"<numFmts>{own}</numFmts>{unused}<cellXfs>{used}</cellXfs>"


def text_cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
