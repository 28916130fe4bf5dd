"""An interval as policy writes it: `[80%, 90%)`, `> 0`, or one value."""

from perfrules.formula.from_text import parse
from perfrules.formula.tree import Formula, Source, Span
from perfrules.model.ways import Interval
from perfrules.problem import Problem, Refused

_OPENING = {"[": True, "［": True, "【": True, "(": False, "（": False}
_CLOSING = {"]": True, "］": True, "】": True, ")": False, "）": False}
_SIGNS = (">=", "<=", "==", "≥", "≤", "＞", "＜", ">", "<", "=", "＝")
_ENDLESS = {"∞", "+∞", "-∞", "−∞", ""}


def interval(source: Source) -> Interval:
    """The interval that a text stands for; ends are formulas.

    Raises Refused with E301 at the text when it is no interval, and whatever
    the formulas of its ends raise.
    """
    text = source.text
    stripped = text.strip()
    comma = _top_level_comma(stripped)
    at = Span(source, 0, len(text))
    if comma is not None:
        return _between(source, stripped, comma, at)
    for sign in _SIGNS:
        if stripped.startswith(sign):
            return _one_sided(source, sign, at)
    try:
        value = parse(source)
    except Refused:
        raise Refused(Problem("E301", at.place(), {"text": text})) from None
    return Interval(value, value, low_closed=True, high_closed=True, at=at)


def _between(source: Source, stripped: str, comma: int, at: Span) -> Interval:
    if stripped[-1] not in _CLOSING:
        raise Refused(Problem("E301", at.place(), {"text": source.text}))
    first = source.text.index(stripped)
    low = _end(source, first + 1, first + comma)
    high = _end(source, first + comma + 1, first + len(stripped) - 1)
    if low is None and high is None:
        raise Refused(Problem("E301", at.place(), {"text": source.text}))
    return Interval(
        low,
        high,
        low_closed=low is not None and _OPENING[stripped[0]],
        high_closed=high is not None and _CLOSING[stripped[-1]],
        at=at,
    )


def _one_sided(source: Source, sign: str, at: Span) -> Interval:
    start = source.text.index(sign) + len(sign)
    end = parse(_part(source, start, len(source.text)))
    closed = sign in (">=", "<=", "≥", "≤")
    if sign in (">=", ">", "≥", "＞"):
        return Interval(end, None, low_closed=closed, high_closed=False, at=at)
    if sign in ("<=", "<", "≤", "＜"):
        return Interval(None, end, low_closed=False, high_closed=closed, at=at)
    return Interval(end, end, low_closed=True, high_closed=True, at=at)


def _end(source: Source, start: int, stop: int) -> Formula | None:
    if source.text[start:stop].strip() in _ENDLESS:
        return None
    return parse(_part(source, start, stop))


def _part(source: Source, start: int, stop: int) -> Source:
    return Source(source.text[start:stop], source.document, source.path, source.offset + start)


def _top_level_comma(text: str) -> int | None:
    """Where the comma stands that parts low from high: within the outermost brackets only."""
    depth = 0
    for position, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        elif character in ",，" and depth == 1 and text[0] in _OPENING:
            return position
    return None
