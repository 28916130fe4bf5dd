"""The look of a Word report: page, fonts with what stands in for them, styles of paragraphs."""

from collections.abc import Mapping

from attrs import frozen
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from perfrules.messages import Lang

TITLE, HEAD, BODY, NOTE, ITEM, CELL, PICTURE = (
    "Title", "Report Contents", "Body Text", "Report Note", "Report Item", "Report Cell",
    "Report Picture",
)  # fmt: skip
CAPTION = "Caption"
_BLACK = RGBColor(0, 0, 0)

INSTEAD: Mapping[str, str] = {
    "方正小标宋简体": "方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC,SimSun",
    "仿宋_GB2312": "仿宋,FangSong,STFangsong,华文仿宋,Noto Serif CJK SC,Source Han Serif SC",
    "楷体_GB2312": "楷体,KaiTi,STKaiti,华文楷体,Noto Serif CJK SC,Source Han Serif SC",
    "黑体": "SimHei,STHeiti,Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei",
    "Times New Roman": "Liberation Serif,Nimbus Roman",
    "Arial": "Liberation Sans,Helvetica",
}
"""What a machine without a font takes in its stead, as the font table of the file says."""


@frozen
class Look:
    """The font, size and place of one style."""

    style: str
    chinese: str
    latin: str
    size: float
    bold: bool = False
    centred: bool = False
    indent: bool = False
    """The first line by two letters, as Chinese documents have it."""
    line: float = 28
    """Points from line to line; of a style with `loose`, the factor."""
    loose: bool = False
    before: float = 0
    after: float = 0
    keeps: bool = False
    """On one page with what follows."""


_SONG, _FANG, _KAI, _HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
_ROMAN, _SANS = "Times New Roman", "Arial"

ZH = (
    Look("Normal", _FANG, _ROMAN, 16),
    Look(TITLE, _SONG, _ROMAN, 22, centred=True, line=34, after=4),
    Look(HEAD, _HEI, _ROMAN, 16, centred=True, line=32, after=4),
    Look("Heading 1", _HEI, _ROMAN, 16, indent=True, before=8, keeps=True),
    Look("Heading 2", _KAI, _ROMAN, 16, indent=True, before=4, keeps=True),
    Look("Heading 3", _FANG, _ROMAN, 16, bold=True, indent=True, keeps=True),
    Look("Heading 4", _FANG, _ROMAN, 16, indent=True, keeps=True),
    Look(BODY, _FANG, _ROMAN, 16, indent=True),
    Look(ITEM, _FANG, _ROMAN, 14, indent=True, line=24),
    Look(NOTE, _KAI, _ROMAN, 10.5, line=16, after=4),
    Look(CELL, _FANG, _ROMAN, 10.5, line=1, loose=True),
    Look(CAPTION, _HEI, _ROMAN, 12, centred=True, line=20, before=8, after=3, keeps=True),
    Look(PICTURE, _FANG, _ROMAN, 10.5, centred=True, line=1, loose=True, before=6, keeps=True),
    Look("toc 1", _HEI, _ROMAN, 14, line=23),
    Look("toc 2", _FANG, _ROMAN, 12, line=18),
    Look("Footer", _FANG, _ROMAN, 14, centred=True, line=1, loose=True),
)
EN = (
    Look("Normal", _FANG, _ROMAN, 11, line=1.15, loose=True),
    Look(TITLE, _HEI, _SANS, 20, bold=True, centred=True, line=1.1, loose=True, after=6),
    Look(HEAD, _HEI, _SANS, 14, True, True, line=1.1, loose=True, after=8),
    Look("Heading 1", _HEI, _SANS, 15, True, line=1.1, loose=True, before=16, after=6, keeps=True),
    Look(
        "Heading 2", _HEI, _SANS, 12.5, True, line=1.1, loose=True, before=10, after=4, keeps=True
    ),
    Look("Heading 3", _HEI, _SANS, 11, True, line=1.1, loose=True, before=8, after=3, keeps=True),
    Look("Heading 4", _HEI, _SANS, 11, line=1.1, loose=True, before=6, after=3, keeps=True),
    Look(BODY, _FANG, _ROMAN, 11, line=1.15, loose=True, after=6),
    Look(ITEM, _FANG, _ROMAN, 11, line=1.15, loose=True, after=3),
    Look(NOTE, _FANG, _ROMAN, 9, line=1.1, loose=True, after=5),
    Look(CELL, _FANG, _ROMAN, 9.5, line=1, loose=True),
    Look(CAPTION, _HEI, _SANS, 10, True, True, line=1, loose=True, before=8, after=4, keeps=True),
    Look(PICTURE, _FANG, _ROMAN, 10, centred=True, line=1, loose=True, before=6, keeps=True),
    Look("toc 1", _HEI, _SANS, 10.5, line=1.3, loose=True),
    Look("toc 2", _FANG, _ROMAN, 10.5, line=1.2, loose=True),
    Look("Footer", _FANG, _ROMAN, 10, centred=True, line=1, loose=True),
)


def prepare(document: Document, lang: Lang) -> None:
    """A4 with the margins of official documents, and every style that the report uses."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.footer_distance = Cm(2.5)
    known = {style.name for style in document.styles}
    for look in ZH if lang == "zh" else EN:
        if look.style not in known:
            document.styles.add_style(look.style, WD_STYLE_TYPE.PARAGRAPH)
        style = document.styles[look.style]
        assert isinstance(style, ParagraphStyle)
        _dress(style, look)
    _speak(document, lang)
    _renew(document)
    _name_fonts(document)


def _dress(style: ParagraphStyle, look: Look) -> None:
    font, form = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = look.latin, Pt(look.size), look.bold, False
    font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), look.chinese)
    fonts.set(qn("w:cs"), look.latin)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if look.loose:
        form.line_spacing = look.line
    else:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else None
    form.keep_with_next = look.keeps
    form.widow_control = True
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
    if look.indent:
        form.first_line_indent = Pt(look.size * 2)
        style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _speak(document: Document, lang: Lang) -> None:
    """The language of the proofing tools."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    spoken = defaults.find(f".//{qn('w:lang')}")
    spoken.set(qn("w:val"), "en-US")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    # The template is Japanese where it says nothing, and so would be the shapes of letters.
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    document.core_properties.language = "zh-CN" if lang == "zh" else "en-US"


def _renew(document: Document) -> None:
    """Without what the template brings along: an old layout, and a picture of another page."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[key]


def _name_fonts(document: Document) -> None:
    """The font table, which says what may stand in for a font that is not there."""
    part = next(
        rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable")
    )
    table = OxmlElement("w:fonts")
    for name, others in INSTEAD.items():
        font = OxmlElement("w:font")
        font.set(qn("w:name"), name)
        other = OxmlElement("w:altName")
        other.set(qn("w:val"), others)
        charset, family = OxmlElement("w:charset"), OxmlElement("w:family")
        charset.set(qn("w:val"), "00" if name.isascii() else "86")  # 86 is GB 2312
        family.set(qn("w:val"), "swiss" if name in (_HEI, _SANS) else "roman")
        for each in (other, charset, family):
            font.append(each)
        table.append(font)
    part._blob = serialize_part_xml(table)
