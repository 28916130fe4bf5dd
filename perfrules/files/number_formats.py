"""What the number format of a cell makes of its number: a percentage, a day, text, decimals."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from attrs import frozen


@frozen
class NumberFormat:
    """How a cell shows its number."""

    kind: Literal["number", "percent", "day", "text"] = "number"
    decimals: int = 0
    """Digits after the point that are always shown."""


GENERAL = NumberFormat()

_BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "General", 12: "General", 13: "General", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 48: "General",
    49: "@",
}  # fmt: skip
"""Formats that files name by number only (ECMA-376 18.8.30)."""
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Those of days and hours, the ones of East Asia with them."""

_UNSEEN = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?')
"""Texts, escapes, blanks and colours in a format: they are no digits."""
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def number_format(number: int, code: str | None) -> NumberFormat:
    """The format of an id, with the code that the file gives for it."""
    if code is None:
        if number in _DAYS:
            return NumberFormat("day")
        code = _BUILT_IN.get(number, "General")
    shown = _UNSEEN.sub("", code.partition(";")[0])
    if _ELAPSED.search(code):
        return NumberFormat("day")
    if "general" in shown.lower():
        return GENERAL
    # `ss.000` has digits, too; with others beside its letters a format is that of a number.
    if re.search("[ymdhs年月日]|aaa", shown, re.IGNORECASE) and not re.search(
        "[0#?]", re.sub(r"s\.0+", "", shown, flags=re.IGNORECASE)
    ):
        return NumberFormat("day")
    if "@" in shown:
        return NumberFormat("text")
    # What is scaled, in powers of ten or a fraction shows other digits than the cell has.
    behind = re.search(r"\.(0+)", shown)
    exact = not re.search(r"[eE/]|,(?=[^#0?]*$)", shown)
    decimals = len(behind[1]) if behind and exact else 0
    return NumberFormat("percent" if "%" in shown else "number", decimals)
