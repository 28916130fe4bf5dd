"""Names that Excel, WPS and LibreOffice take: of letters, like no cell, each once in any case."""

import re

from attrs import Factory, frozen

LONGEST = 80
"""Of a name; a formula has room for some 8000 characters."""
_OTHER = re.compile(r"[^0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff]+")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*")
_RESERVED = frozenset({
    "true", "false", "null", "and", "or", "not", "if", "na", "isna", "iserr", "isnumber", "exact",
    "min", "max", "abs", "int", "round", "roundup", "rounddown", "sum", "count", "countif",
    "index", "match", "choose", "year", "month", "day", "date", "mod", "text", "print_area",
    "print_titles", "_filterdatabase", "auto_open", "auto_close", "criteria", "database",
    "extract", "consolidate_area", "sheet_title",
})  # fmt: skip


@frozen
class Names:
    """The names that are taken."""

    taken: dict[str, str] = Factory(dict)
    """What each is the name of, by its form without case."""

    def free(self, wanted: str) -> str:
        """A valid name as near to the wanted one as can be."""
        plain = _OTHER.sub("_", wanted).strip("_")[:LONGEST] or "_"
        if plain[0].isdigit():
            plain = f"_{plain}"
        if _LIKE_A_CELL.fullmatch(plain) or plain.casefold() in _RESERVED:
            plain = f"{plain}_"
        name, number = plain, 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{plain}_{number}"
        self.taken[name.casefold()] = wanted
        return name
