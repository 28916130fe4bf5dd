"""Formats and contents of the cells of a form."""

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import Factory, frozen

from perfrules.messages import Lang, Text
from perfrules.problem import Problem, Refused
from perfrules.views.form_parts import Content, Rule

_FONT = Text("宋体", "Calibri")
_MOST_LETTERS = 32_767
"""Of a cell, for every spreadsheet program."""

_BASE: dict[str, Any] = {
    "valign": "vcenter", "text_wrap": True, "border": 1, "border_color": "#BFBFBF",
}  # fmt: skip
TITLE: dict[str, Any] = {"bold": True, "font_size": 16, "valign": "vcenter"}
NOTE: dict[str, Any] = {"font_color": "#404040", "text_wrap": True, "valign": "top"}
HEAD: dict[str, Any] = _BASE | {"bold": True, "bg_color": "#DCE6F1", "align": "center"}
SHOWN: dict[str, Any] = _BASE | {"bg_color": "#F2F2F2"}
LOOSE: dict[str, Any] = {"font_color": "#404040", "valign": "vcenter", "indent": 1}
ENTERED: dict[str, Any] = _BASE | {"locked": False}
LINK: dict[str, Any] = SHOWN | {"font_color": "#1F4E9E", "underline": 1}
NEEDED: dict[str, Any] = {"bg_color": "#FFF2CC"}
"""Of a required cell that is still empty."""


@frozen(eq=False)
class Formats:
    """Formats of a workbook, each made once."""

    book: Any
    lang: Lang
    made: dict[str, Any] = Factory(dict)

    def of(self, properties: dict[str, Any]) -> Any:
        """The format with these properties, in the font of the language."""
        key = repr(sorted(properties.items()))
        if key not in self.made:
            font = {} if properties is NEEDED else {"font_name": _FONT.in_(self.lang)}
            self.made[key] = self.book.add_format(font | properties)
        return self.made[key]

    def entry(self, rule: Rule, content: Content | None, *, centred: bool = False) -> Any:
        """The format of a cell that is filled in, or is to be."""
        style = SHOWN if rule.fixed else ENTERED
        own: dict[str, Any] = {"num_format": number_format(rule, content)}
        if centred:
            own["align"] = "center"
        elif rule.kind in {"number", "percent"}:
            own |= {"align": "right", "indent": 1}
        else:
            own["align"] = "left"
        if content is not None and isinstance(content.value, str) and content.value[:1] == "=":
            own["quote_prefix"] = True  # or editing the cell would make a formula of it
        return self.of(style | own)


def number_format(rule: Rule, content: Content | None) -> str:
    """How a cell shows what is in it, or what will be; a number has the digits it came with."""
    if content is None:
        if rule.money:
            return "#,##0.00"
        formats = {"percent": "0.00%", "day": "yyyy-mm-dd", "words": "@", "choice": "@"}
        return formats.get(rule.kind, "General")
    match content.value:
        case str():
            return "@"
        case Decimal():
            behind = f".{'0' * content.decimals}" if content.decimals else ""
            if content.percent:
                return f"0{behind}%"
            whole = "#,##0" if rule.money else "0"
            return f"{whole}{behind}" if rule.money or behind else "General"
        case date():
            return "yyyy-mm-dd"


def put(sheet: Any, row: int, column: int, content: Content | None, how: Any) -> None:
    """Write a cell; text is text, whatever it begins with. E786: it is too long for a cell."""
    match content:
        case None:
            sheet.write_blank(row, column, None, how)
        case Content(str() as text):
            if len(text.encode("utf-16-le")) > 2 * _MOST_LETTERS:
                raise Refused(Problem("E786", None, {"what": f"{text[:40]}…"}))
            sheet.write_string(row, column, text, how)
        case Content(Decimal() as number):
            sheet.write_number(row, column, float(number), how)
        case Content(day):
            sheet.write_datetime(row, column, day, how)
