"""Units of measure: money converts, percents are plain numbers, other words stand alone."""

import re
from fractions import Fraction

from attrs import field, frozen

from perfrules.formula.notation import is_han
from perfrules.messages import Text
from perfrules.problem import Problem, Refused

_KNOWN: dict[str, tuple[str | None, Fraction]] = {
    "元": ("元", Fraction(1)),
    "千元": ("元", Fraction(1000)),
    "万元": ("元", Fraction(10_000)),
    "亿元": ("元", Fraction(100_000_000)),
    "%": (None, Fraction(1, 100)),
    "百分点": (None, Fraction(1, 100)),
}
_SIGNS = "℃°㎡²³"
LONGEST_UNIT = 32


@frozen
class Unit:
    """A unit: powers of base words, and how many base units one of it is (1万元 = 10000 元)."""

    dims: tuple[tuple[str, int], ...]
    """Sorted; the empty tuple is a plain number, and so are % and 百分点."""
    factor: Fraction = Fraction(1)
    text: str = field(default="", eq=False)
    """As written; empty for a unit that a formula came to."""

    def __str__(self) -> str:
        return self.text or _written(self.dims)

    def __mul__(self, other: "Unit") -> "Unit":
        return self._with(other, 1)

    def __truediv__(self, other: "Unit") -> "Unit":
        return self._with(other, -1)

    def _with(self, other: "Unit", sign: int) -> "Unit":
        """A product or quotient, in base units."""
        powers = dict(self.dims)
        for word, power in other.dims:
            powers[word] = powers.get(word, 0) + sign * power
        return Unit(tuple(sorted((word, power) for word, power in powers.items() if power)))

    @property
    def is_plain(self) -> bool:
        """Whether it is a number without a unit, a percent or a percentage point."""
        return not self.dims

    @property
    def is_percent(self) -> bool:
        """Whether it is written in percents or percentage points."""
        return not self.dims and self.factor == _KNOWN["%"][1]

    @property
    def of_rows(self) -> bool:
        """Whether it is that of the row, whatever each row says."""
        return any(word.startswith("(") for word, _ in self.dims)

    @property
    def has_money(self) -> bool:
        """Whether an amount of money is part of it."""
        return any(word == "元" for word, _ in self.dims)


def unit_of_rows(table: str) -> Unit:
    """The unit of numbers that are each in the unit of their own row: like that, no other."""
    return Unit(((f"({table}各行单位)", 1),))  # no author's word begins with a bracket


PLAIN = Unit(())
POINTS = Unit((("分", 1),), text="分")
DAYS = Unit((("天", 1),), text="天")
MONTHS = Unit((("月", 1),), text="月")


def parse_unit(text: str) -> Unit:
    """The unit that a text names: a word, or words joined by / and · (what follows / divides).

    Raises Refused (E230) without a place.
    """
    above, slash, below = text.strip().replace("％", "%").partition("/")
    if not above or len(text) > LONGEST_UNIT or (slash and not below):
        raise _unreadable(text)
    dims: dict[str, int] = {}
    factor = Fraction(1)
    for part, sign in ((above, 1), (below, -1)):
        for word in re.split(r"[·*/]", part.strip("()（）")) if part else ():
            base, size = _word(word.strip(), text)
            factor = factor * size if sign > 0 else factor / size
            if base is not None:
                dims[base] = dims.get(base, 0) + sign
    return Unit(tuple(sorted((w, p) for w, p in dims.items() if p)), factor, text.strip())


def _word(word: str, text: str) -> tuple[str | None, Fraction]:
    if word in _KNOWN:
        return _KNOWN[word]
    if not _is_word(word):
        raise _unreadable(text)
    return word, Fraction(1)


def _unreadable(text: str) -> Refused:
    return Refused(
        Problem("E230", None, {"unit": text[:LONGEST_UNIT] or Text("（空）", "(empty)")})
    )


def _is_word(word: str) -> bool:
    """Letters, Chinese characters and a few signs, with digits behind the first of them."""
    if not word or word[0] in "0123456789²³":
        return False
    return all(is_han(c) or c in _SIGNS or (c.isascii() and c.isalnum()) for c in word)


def _written(dims: tuple[tuple[str, int], ...]) -> str:
    """元/人·月 for powers that a formula came to; empty for a plain number."""
    above = "·".join(word for word, power in dims for _ in range(power))
    below = "·".join(word for word, power in dims for _ in range(-power))
    return f"{above or '1'}/{below}" if below else above
