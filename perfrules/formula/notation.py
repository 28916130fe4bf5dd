"""The signs and words of a formula: what authors may write, and the plain sign each stands for."""

import re

# ASCII, and the Han blocks whose characters NFKC leaves alone; the compatibility blocks are not
# among them, so that two names that look the same are the same.
HAN = "〇㐀-䶿一-鿿\U00020000-\U0002a6df\U0002a700-\U0002ebe0\U00030000-\U000323af"
DIGIT = "0-9０-９"

BARE_NAME = re.compile(f"[A-Za-z_{HAN}][A-Za-z0-9_{HAN}]*")
"""A name that needs no 「」."""

LONGEST_FORMULA = 4000
LONGEST_NAME = 64
LONGEST_TEXT = 200
MOST_TOKENS = 1000
MOST_BRACKETS = 30
MOST_DEPTH = 100
MOST_DIGITS = 28
MOST_EXPONENT = 20

PLAIN_SIGN: dict[str, str] = {
    "×": "*",
    "÷": "/",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "−": "-",
    "=": "==",
}
"""The policy's signs; full-width ones are first made narrow."""

PLAIN_WORD: dict[str, str] = {
    "且": "and",
    "或": "or",
    "非": "not",
    "and": "and",
    "or": "or",
    "not": "not",
    "if": "if",
    "else": "else",
}
"""Operators that are words; they stand between blanks, brackets or other signs."""

QUOTES: dict[str, str] = {"'": "'", '"': '"', "“": "”", "‘": "’"}
"""How a choice text may be quoted: opening and closing."""

_NARROW = str.maketrans("０１２３４５６７８９．％＋－＊／＝＜＞！（），", "0123456789.%+-*/=<>!(),")

TOKEN = re.compile(
    rf"""
    (?P<blank>  [ \t\r\n]+ )
  | (?P<refused> \*\*+ | // | && | \|\| | :=+ | => | =< | <> | << | >> | [-+*/]= | ===+ | !== | -> )
  | (?P<number> (?: [{DIGIT}][{DIGIT}_]* (?: [.．][{DIGIT}_]* )? | [.．][{DIGIT}][{DIGIT}_]* )
                (?: [eE][-+]?[0-9]+ )? )
  | (?P<name>   {BARE_NAME.pattern} )
  | (?P<quoted> 「[^「」\n]*」 )
  | (?P<text>   '[^'\n]*' | "[^"\n]*" | “[^“”\n]*” | ‘[^‘’\n]*’ )
  | (?P<sign>   [<>=!＜＞＝！][=＝] | [-+*/<>=(),×÷≥≤≠−＋－＊／＜＞＝（），] )
    """,
    re.VERBOSE,
)
"""One piece of a formula; what it does not match, no formula has."""

UNIT = re.compile(f"[%％]|[{HAN}]+")
"""The unit that directly follows a number."""


def narrow(text: str) -> str:
    """Full-width digits and signs as their narrow twins."""
    return text.translate(_NARROW)


def plain_sign(text: str) -> str:
    """The one plain spelling of a sign."""
    narrowed = narrow(text)
    return PLAIN_SIGN.get(narrowed, narrowed)


def is_bare_name(name: str) -> bool:
    """Whether a name can stand in a formula without 「」, as far as its characters go."""
    return (
        BARE_NAME.fullmatch(name) is not None
        and not name.startswith("__")
        and name not in PLAIN_WORD
    )
