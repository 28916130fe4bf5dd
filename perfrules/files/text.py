"""From a file's bytes to its text: size, encoding, and no character that a reader cannot see."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from perfrules.files.places import place_at
from perfrules.messages import Text
from perfrules.problem import Place, Problem, Refused

MOST_BYTES = 1_000_000
"""Of a rule or fact file that a person writes."""

_MOST_SHOWN = 20


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file.

    E101: it cannot be opened. E102: it is a folder, a pipe or a device. E103: it is too large.
    """
    # Without O_NONBLOCK, opening a named pipe waits for its writer.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _refused("E102", path)
            data = file.read(most + 1)
    except IsADirectoryError as error:
        raise _refused("E102", path) from error
    except (OSError, ValueError) as error:
        raise _refused("E101", path, reason=_reason(error)) from error
    if len(data) > most:
        raise _refused("E103", path, most=f"{most / 1_000_000:g} MB")
    return data


def decoded(data: bytes, name: str, encoding: str = "utf-8") -> str:
    """The text, without a byte order mark, lines ended by a line feed.

    E104, E107: the bytes are not UTF-8 (or the encoding asked for); E105, E106: see `unseen`.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data, encoding = data[3:], "utf-8"
    guess = _utf16(data)
    if guess:
        raise Refused(Problem("E104", Place(name), {"encoding": Text(guess, guess)}))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(_not_decoded(data, name, error)) from error
    text = text.replace("\r\n", "\n")
    problems = [
        Problem(code, place_at(name, text, at), {"character": character})
        for code, at, character in islice(unseen(text), _MOST_SHOWN)
    ]
    if problems:
        raise Refused(*problems)
    return text


def unseen(text: str) -> Iterator[tuple[str, int, str]]:
    """Code, position and description of each character that has no place in a file.

    E105: control, format, private and unassigned characters, line separators, and letters
    without ink: they make two texts look the same, or turn the order of what is shown.
    E106: a carriage return by itself, once.
    """
    bad = "".join(c for c in set(text) if _is_unseen(c))
    if bad:
        if "\r" in bad:
            yield "E106", text.index("\r"), _described("\r")
        for match in re.finditer(f"[{re.escape(bad)}]", text):
            if match[0] != "\r":
                yield "E105", match.start(), _described(match[0])


# Letters and marks that Unicode counts as visible but that are drawn as nothing.
_WITHOUT_INK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)


@lru_cache(maxsize=8192)
def _is_unseen(character: str) -> bool:
    if character in "\t\n":
        return False
    category = unicodedata.category(character)
    return category[0] == "C" or category in {"Zl", "Zp"} or bool(_WITHOUT_INK.match(character))


def _described(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _not_decoded(data: bytes, name: str, error: UnicodeDecodeError) -> Problem:
    if b"\0" in data:
        return Problem("E107", Place(name))
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, error.start) + 1
        source = data.split(b"\n")[line - 1].decode("utf-8", "replace").rstrip("\r")
        column = source.find("\ufffd") + 1
        return Problem("E108", Place(name, line, column, 1, source))
    return Problem("E104", Place(name), {"encoding": Text("GBK（GB18030）", "GBK (GB18030)")})


def _utf16(data: bytes) -> str:
    """UTF-16 by its byte order mark, or because every other byte is often zero."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    even, odd = data[::2].count(0), data[1::2].count(0)
    return "UTF-16" if 8 * max(even, odd) > len(data) and 16 * min(even, odd) < len(data) else ""


def _reason(error: OSError | ValueError) -> Text:
    match error:
        case FileNotFoundError():
            return Text("没有这个文件", "there is no such file")
        case PermissionError():
            return Text("没有读取权限", "it may not be read")
        case OSError():
            return Text(error.strerror or "", error.strerror or "")
        case _:
            return Text("文件名无效", "its name is not valid")


def _refused(code: str, path: Path, **fields: str | Text) -> Refused:
    return Refused(Problem(code, Place(str(path)), {"file": str(path), **fields}))
