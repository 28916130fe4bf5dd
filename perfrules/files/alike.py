"""Names that a reader cannot tell apart: one form for all that look the same."""

import unicodedata

_TWINS = {
    "A": "АΑ", "B": "ВΒ", "C": "С", "E": "ЕΕ", "H": "НΗ", "I": "ІΙ", "J": "Ј", "K": "КΚ",
    "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "УΥ",
    "Z": "Ζ", "a": "а", "c": "с", "d": "ԁ", "e": "е", "h": "һ", "i": "іι", "j": "ј", "k": "κ",
    "o": "оο", "p": "рρ", "q": "ԛ", "s": "ѕ", "u": "υ", "v": "ν", "w": "ԝ", "x": "х", "y": "у",
    "〇": "○◯", "-": "‐‑‒–—―−", "·": "・•‧∙⋅", '"': "“”„‟", "'": "‘’‚‛",
}  # fmt: skip
"""Cyrillic and Greek letters that are drawn as Latin ones, and the several forms of one sign.

After Unicode Technical Standard 39 (confusables), as far as the names of policies may have them.
"""
_PLAIN = str.maketrans({twin: plain for plain, twins in _TWINS.items() for twin in twins})


def looks(name: str) -> str:
    """The form that names share which look the same: that of АВ (Cyrillic) and ＡＢ is AB."""
    return unicodedata.normalize("NFKC", name).translate(_PLAIN)
