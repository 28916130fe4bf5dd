"""The text of spreadsheet formulas: calls, constants, quoted texts, how tightly signs bind."""

from fractions import Fraction

from perfrules.formula.digits import decimals_of
from perfrules.formula.tree import Comparison
from perfrules.formula.units import parse_unit

COMPARE, SUM, PRODUCT, MINUS, VALUE = range(5)
SIGNS: dict[Comparison, str] = {
    "<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>",
}  # fmt: skip
LONGEST_TEXT = 250
"""Of a text in a formula; Excel takes 255 characters."""


def called(name: str, *arguments: str) -> str:
    """A call of a function."""
    return f"{name}({','.join(arguments)})"


def number_text(value: Fraction, unit: str | None) -> str:
    """A constant: with its percent sign where the author wrote one, a fraction where it is one."""
    if unit is not None and not parse_unit(unit).dims:
        per_cent = _decimal(value * 100)
        if per_cent is not None and value >= 0:
            return f"{per_cent}%"
    text = _decimal(value)
    if text is None:
        return f"{value.numerator}/{value.denominator}"
    return text if value >= 0 else f"({text})"


def _decimal(value: Fraction) -> str | None:
    """All digits of a number that has finitely many."""
    digits = decimals_of(value)
    if digits is None:
        return None
    whole, part = divmod(abs(value.numerator) * 10**digits // value.denominator, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"


def quoted(text: str) -> str:
    """A text between quotes; a long one in pieces."""
    pieces = [text[i : i + LONGEST_TEXT] for i in range(0, len(text), LONGEST_TEXT)] or [""]
    return "&".join(f'"{piece.replace(chr(34), chr(34) * 2)}"' for piece in pieces)
