"""The guide for policy staff is true: its tables are those of the engine, its files load."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perfrules.formula.functions import FUNCTIONS
from perfrules.messages import Lang, Text
from perfrules.messages.problems import MESSAGES
from tests.house.pages import ROOT, hold, table

GUIDES: dict[Lang, Path] = {
    "zh": ROOT / "rules" / "README.md",
    "en": ROOT / "rules" / "README.en.md",
}


def codes(lang: Lang) -> str:
    heads = Text("代码", "Code"), Text("说明", "Says"), Text("怎么办", "What to do")
    rows = [
        (
            code,
            _plain(message.says.in_(lang)),
            _plain(message.hint.in_(lang) if message.hint else ""),
        )
        for code, message in sorted(MESSAGES.items())
    ]
    return table(tuple(head.in_(lang) for head in heads), *rows)


def functions(lang: Lang) -> str:
    heads = (
        Text("英文", "English"),
        Text("中文", "Chinese"),
        Text("写法", "Written"),
        Text("含义", "Gives"),
    )
    rows = [
        (each.name, each.chinese, each.shape, each.says.in_(lang)) for each in FUNCTIONS.values()
    ]
    return table(tuple(head.in_(lang) for head in heads), *rows)


def _plain(text: str) -> str:
    """Without the fields that only hold a suggestion, braces of fields as they are printed."""
    text = re.sub(r"\{(near|suggestion|guess)\}", "", text)
    return text.replace("{{", "{").replace("}}", "}")


SECTIONS: dict[str, Callable[[Lang], str]] = {
    "错误代码": codes,
    "Error codes": codes,
    "函数": functions,
    "Functions": functions,
}


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("zh", "函数"), ("zh", "错误代码"), ("en", "Functions"), ("en", "Error codes")],
)
def test_a_table_of_the_guide_is_that_of_the_engine(lang: Lang, heading: str) -> None:
    hold(GUIDES[lang], heading, SECTIONS[heading](lang))
