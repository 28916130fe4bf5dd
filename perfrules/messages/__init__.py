"""Every text that a person reads, Chinese and English side by side, one module for each room."""

import locale
import os
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
_ZH: Lang = "zh"
_EN: Lang = "en"


class Text(NamedTuple):
    """One text in both languages; `{name}` stands for a field."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The text in one language."""
        return self.zh if lang == "zh" else self.en

    def filled(self, **fields: "str | Text") -> "Text":
        """The text with its fields filled in, each in the language of its side."""
        sides = (
            side.format_map(
                {k: v.in_(lang) if isinstance(v, Text) else v for k, v in fields.items()}
            )
            for side, lang in ((self.zh, _ZH), (self.en, _EN))
        )
        return Text(*sides)


class Message(NamedTuple):
    """What is wrong, and what to do about it."""

    says: Text
    hint: Text | None = None


def chosen_language(asked: str | None = None) -> Lang:
    """The language of messages: what was asked for, else PERFRULES_LANG, else the locale."""
    for name in (asked, os.environ.get("PERFRULES_LANG"), _locale_name()):
        if name:
            return "zh" if name.lower().startswith("zh") else "en"
    return "en"


def _locale_name() -> str | None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return locale.getlocale()[0]
