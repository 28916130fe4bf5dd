"""The signs and words of a formula: what authors may write, and the plain sign each stands for."""

import re

# ASCII, and the Han blocks whose characters NFKC leaves alone; the compatibility blocks are not
# among them, so that two names that look the same are the same.
HAN = "〇㐀-䶿一-鿿\U00020000-\U0002a6df\U0002a700-\U0002ebe0\U00030000-\U000323af"
DIGIT = "0-9０-９"

_HAN_RANGES = tuple((HAN[i], HAN[i + 2]) for i in range(1, len(HAN), 3))
_WORD = r"[^\W\d]\w*"
"""Letters of any script: quick to compile; `stray` tells which of them no name has."""

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
  | (?P<name>   {_WORD} )
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
        not name[:1].isdigit()
        and stray(name) is None
        and bool(name)
        and not name.startswith("__")
        and name not in PLAIN_WORD
    )


def is_han(character: str) -> bool:
    """Whether a character is Chinese, and none of those that NFKC turns into another."""
    return character == "〇" or any(low <= character <= high for low, high in _HAN_RANGES)


def stray(word: str) -> int | None:
    """Where the first character stands that no name has, if there is one."""
    for index, character in enumerate(word):
        ascii_word = character.isascii() and (character.isalnum() or character == "_")
        if not ascii_word and not is_han(character):
            return index
    return None
