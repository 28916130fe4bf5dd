"""A number with its unit as people write it in a fact, read exactly or refused."""

import re
from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.formula.notation import MOST_DIGITS, MOST_EXPONENT, narrow
from perfrules.formula.units import Unit, parse_unit
from perfrules.messages import Text
from perfrules.problem import Problem, Refused

_QUANTITY = re.compile(
    r"([-+]?)(\d[\d,]*|(?=\.\d))(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?\s*([^\d\s.,+-].*)?",
    re.ASCII | re.DOTALL,
)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+", re.ASCII)
_CHINESE_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾]+")
LONGEST = 100


@frozen
class Quantity:
    """A value in base units, the decimals it was written with, the unit it was written in."""

    value: Fraction
    digits: int
    unit: Unit


def quantity(
    text: str, unit: Unit, *, bare: Literal["percent", "fraction"] | None = None
) -> Quantity:
    """What a text such as `492824.40 万元`, `93.77%` or `1,234.50` says, in base units.

    A bare number is read in the given unit; where that is a percentage, only as `bare` says.
    Raises Refused without a place: E240 no number, E241 another unit, E242 commas,
    E243 too long, E244 a percentage without its sign.
    """
    plain = narrow(text.strip()).replace("−", "-").replace("\u3000", " ").replace("\u00a0", " ")
    match = _QUANTITY.fullmatch(plain) if len(plain) <= LONGEST else None
    if match is None:
        raise _refused("E240", text, instead=_instead(plain))
    sign, whole, decimals, exponent, word = match.groups()
    if "," in whole and not _THOUSANDS.fullmatch(whole):
        raise _refused("E242", text)
    digits = whole.replace(",", "") + (decimals or "")
    power = int(exponent or 0)
    if len(digits) > MOST_DIGITS or abs(power) > MOST_EXPONENT:
        raise _refused("E243", text, most=str(MOST_DIGITS))
    places = len(decimals or "")
    number = Fraction(int(sign + digits)) * Fraction(10) ** (power - places)
    written = _unit_written(word, text, unit, bare)
    return Quantity(number * written.factor, max(0, places - power), written)


def _unit_written(
    word: str | None, text: str, unit: Unit, bare: Literal["percent", "fraction"] | None
) -> Unit:
    """The unit behind the number, which must be of the given kind."""
    if not word:
        if unit.is_percent and bare is None:
            raise _refused("E244", text)
        return Unit(()) if bare == "fraction" else unit
    word = "百分点" if word == "个百分点" else word
    try:
        if _CHINESE_NUMERAL.fullmatch(word):
            raise _refused("E240", text, instead=_instead(word))
        written = parse_unit(word)
    except Refused:
        raise _refused("E240", text, instead=_instead(text)) from None
    if written.dims != unit.dims:
        expected = str(unit) or Text("纯数", "a plain number")
        raise _refused("E241", text, unit=expected, found=word)
    return written


def _instead(plain: str) -> Text:
    if plain in ("", "-", "--", "—", "/", "无", "不适用", "N/A", "n/a", "na", "NA"):
        return Text("没有数的，请不要写这一项", "leave the entry out when there is no number")
    if _CHINESE_NUMERAL.match(plain):
        return Text("请用阿拉伯数字，如 12.5 万元", "write digits, for example 12.5 万元")
    if plain.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        return Text("没有数的，请不要写这一项", "leave the entry out when there is no number")
    return Text(
        "请只写一个数和单位，如 492824.40 万元", "write one number and its unit: 492824.40 万元"
    )


def _refused(code: str, text: str, **fields: str | Text) -> Refused:
    return Refused(Problem(code, None, {"text": text.strip()[:40], **fields}))
