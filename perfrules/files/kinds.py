"""What kind of value a parsed value is: one reader for each kind, and its name in a message."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.messages import Text


def text(value: Any) -> str | None:
    """A text, or None."""
    return value if isinstance(value, str) else None


def flag(value: Any) -> bool | None:
    """True or false, or None."""
    return value if isinstance(value, bool) else None


def fraction(value: Any) -> Fraction | None:
    """A number, exact, or None."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return None
    return Fraction(value)


def decimal(value: Any) -> Decimal | None:
    """A number with its digits as written, or None."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def day(value: Any) -> date | None:
    """A day, or None."""
    return value if isinstance(value, date) else None


def texts(value: Any) -> list[str] | None:
    """A list of texts, or None."""
    return value if is_list_of(str, value) else None


def is_list_of(kind: type, value: Any) -> bool:
    """Whether a value is a list of one kind only."""
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


_NAMES: tuple[tuple[type, Text], ...] = (
    (bool, Text("是或否", "true or false")),
    (str, Text("文字", "text")),
    (int, Text("数", "a number")),
    (Decimal, Text("数", "a number")),
    (Fraction, Text("数", "a number")),
    (date, Text("日期", "a day")),
    (list, Text("列表", "a list")),
    (dict, Text("表", "a table")),
    (object, Text("空值或其他", "None or something else")),  # only a program can give it
)


def kind(value: Any) -> Text:
    """What a value is, for a message."""
    return next(name for kind, name in _NAMES if isinstance(value, kind))
