"""Why a parser refused a file, said so that whoever wrote the file can mend it."""

import re

from perfrules.files.places import place_at
from perfrules.files.spots import toml_pairs
from perfrules.files.values import open_signs
from perfrules.messages import Text
from perfrules.problem import Problem

FULL_WIDTH = {
    "，": ",", "、": ",", "；": ",", "：": ":", "＝": "=", "．": ".", "。": ".", "＃": "#",
    "“": '"', "”": '"', "„": '"', "＂": '"', "‘": "'", "’": "'", "＇": "'",
    "【": "[", "】": "]", "［": "[", "］": "]", "〔": "[", "〕": "]", "｛": "{", "｝": "}",
    "－": "-", "−": "-", "＋": "+", "　": " ", "\xa0": " ",
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}  # fmt: skip
"""Signs of Chinese typing, and what TOML and JSON ask for in their stead."""

_DUPLICATES = ("Cannot ", "Duplicate ")
_BROKEN_TEXTS = ("Unterminated string", "Illegal character", "Expected \"'", "Found invalid")
_BROKEN_ESCAPES = ("Unescaped", "Invalid hex", "Escaped character")
_NAME = re.compile(r"[^=.:,#\"'\[\]{}\n：＝“”]*")
_VALUE = re.compile(r"[^,\]}#\n]*")
_VALUE_BACKWARDS = re.compile(r"[^\s=,\[{]*")
_WORD = re.compile(r"[^\s,\]}#]*")
_STATEMENT = re.compile(r"\s*(?:\[.*\]\s*$|(?:\"[^\"\n]*\"|[\w.-]+)[ \t]*=)")


def toml_fault(name: str, text: str, at: int, says: str) -> Problem:
    """The problem behind tomli's complaint `says` at a position of the text."""
    if says.startswith(_DUPLICATES):
        return _given_twice(name, text, at)
    if says.startswith(_BROKEN_ESCAPES):
        start = text.rindex("\\", 0, at)
        return _problem("E119", name, text, start, start + 2, wrong=text[start : start + 2])
    if says.startswith(_BROKEN_TEXTS):
        return unclosed_text(name, text, open_signs(text[: at + 1])[-1])
    if says.startswith("Invalid date"):
        return _problem("E120", name, text, at, _end_of_word(text, at))
    if text[at : at + 1] in FULL_WIDTH:
        return full_width(name, text, at)
    if says.startswith(("Invalid statement", "Invalid initial", "Expected '='")):
        return _broken_name(name, text, at)
    if says == "Invalid value":
        return _broken_value(name, text, at)
    return _broken_end(name, text, at, says)


def full_width(name: str, text: str, at: int) -> Problem:
    """E110: a sign of Chinese typing between keys and values."""
    sign = text[at]
    if sign in "　\xa0":
        shown = Text("（全角空格）" if sign == "　" else "（不换行空格）", f"U+{ord(sign):04X}")
        return _problem("E110", name, text, at, at + 1, sign=shown, instead=Text("空格", "a space"))
    return _problem("E110", name, text, at, at + 1, sign=sign, instead=FULL_WIDTH[sign])


def unclosed_text(name: str, text: str, opening: int) -> Problem:
    """E115: a text whose closing quote is missing; E110 where a Chinese quote stands for it."""
    quote = text[opening] * (3 if text.startswith(text[opening] * 3, opening) else 1)
    line = text[opening : _end_of_line(text, opening)].rstrip(" \t,]}")
    if len(quote) == 1 and FULL_WIDTH.get(line[-1:]) in {'"', "'"}:
        return full_width(name, text, opening + len(line) - 1)
    return _problem("E115", name, text, opening, opening + len(quote), quote=quote)


def unclosed_sign(name: str, text: str, opening: int) -> Problem:
    """E114: a bracket that is not closed, or a comma missing inside it."""
    return _problem("E114", name, text, opening, opening + 1, sign=text[opening])


def _given_twice(name: str, text: str, at: int) -> Problem:
    """E117 with the line of the first."""
    pairs = toml_pairs(text[:at])
    path, spot = max(pairs, key=lambda pair: pair[1].value[1] if pair[1].value else 0)
    earlier = [pair for pair in pairs if pair[1] is not spot and pair[1].key != spot.key]
    for length in range(len(path), 0, -1):
        for other, first in earlier:
            if other == path[:length] and first.key < spot.key:
                line = str(place_at(name, text, first.key[0]).line)
                key = ".".join(str(part) for part in other if isinstance(part, str))
                return _problem("E117", name, text, *spot.key, key=key, line=line)
    return _problem("E121", name, text, *spot.key)


def _broken_name(name: str, text: str, at: int) -> Problem:
    """What stands where a name, or the equals sign behind it, must stand."""
    sign = text[at : at + 1]
    if sign == "{" and not text[:at].strip():
        return _problem("E129", name, text, at, at + 1)
    start = at - len(_matched(_NAME, text[:at][::-1], 0).rstrip())
    word = _matched(_NAME, text, start).rstrip()
    follows = text[start + len(word) :].lstrip(" \t")[:1]
    if sign.isalnum() and (not sign.isascii() or follows in {"=", "]"}):
        return _problem("E111", name, text, start, start + len(word), key=word)
    opened = open_signs(text[:at])
    if opened and not sign.strip():
        return unclosed_sign(name, text, opened[-1])
    if sign in set("]}=.,") or text[:at].rstrip(" \t").endswith("."):
        return _problem("E128", name, text, at, at + 1)
    return _problem("E116", name, text, at, at + 1, key=word or sign)


def _broken_value(name: str, text: str, at: int) -> Problem:
    """What stands where a value must stand."""
    opened = [i for i in open_signs(text[:at]) if text[i] == "["]
    line = text.rfind("\n", 0, at) + 1
    if opened and opened[0] < line and _STATEMENT.match(text[line : _end_of_line(text, at)]):
        return unclosed_sign(name, text, opened[0])
    if text[at : at + 1] in {"", "\n", "#", ",", "]", "}"}:
        return _problem("E113", name, text, at, at + 1)
    return _unquoted(name, text, at)


def _broken_end(name: str, text: str, at: int, says: str) -> Problem:
    """What stands behind a value or a header."""
    if says.startswith("Expected ']"):
        if text[at : at + 1].isalnum():
            return _broken_name(name, text, at)
        return unclosed_sign(name, text, text.rindex("[", 0, at))
    if at and text[at - 1] not in "\"' \t\n]}" and text[at : at + 1].strip(",]}#"):
        start = at - len(_matched(_VALUE_BACKWARDS, text[:at][::-1], 0))
        return _unquoted(name, text, start)
    opened = open_signs(text[:at])
    if opened and not says.startswith("Expected newline"):
        line = text.rfind("\n", 0, at) + 1
        if at == len(text) or text[at] == "\n" or opened[-1] < line:
            return unclosed_sign(name, text, opened[-1])
        return _problem("E127", name, text, at, _end_of_word(text, at), sign=text[opened[-1]])
    return _problem("E118", name, text, at, _end_of_word(text, at))


def _unquoted(name: str, text: str, start: int) -> Problem:
    """E112: a text, a percentage, a number with a unit without quotes."""
    word = _matched(_VALUE, text, start).rstrip()
    return _problem("E112", name, text, start, start + len(word), value=word)


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found[0] if found else ""


def _end_of_word(text: str, at: int) -> int:
    return at + len(_matched(_WORD, text, at))


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _problem(
    code: str, name: str, text: str, start: int, end: int, **fields: str | Text
) -> Problem:
    return Problem(code, place_at(name, text, start, end), fields)
