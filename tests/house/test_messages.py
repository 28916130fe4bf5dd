"""Every message is there in both languages, says what to do, and is used."""

import ast
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from perfrules import messages
from perfrules.messages import Message, Text
from perfrules.messages.problems import MESSAGES

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for path in (ROOT / "perfrules").rglob("*.py")
    if path.parent != Path(messages.__file__).parent
)
CODE = re.compile(r"[EW]\d{3}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts_of(message: Message) -> list[Text]:
    return [message.says] + ([message.hint] if message.hint else [])


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_it_with_the_same_fields(code: str) -> None:
    assert CODE.fullmatch(code)
    for text in texts_of(MESSAGES[code]):
        assert text.zh.strip() == text.zh != ""
        assert text.en.strip() == text.en != ""
        assert fields_of(text.zh) == fields_of(text.en)
        assert "" not in fields_of(text.zh), "a field has a name"


@pytest.mark.parametrize("code", MESSAGES)
def test_what_is_wrong_is_said_in_chinese_and_in_english(code: str) -> None:
    says = MESSAGES[code].says
    assert CHINESE.search(says.zh)
    assert not re.search(r"[\u4e00-\u9fff]\s?[,;!?](\s|$)", says.zh), "full-width punctuation"
    assert re.search(r"[a-z]{2}", says.en)
    assert not re.search("[，。；：？！]", says.en), "plain punctuation"


@pytest.mark.parametrize("code", [code for code in MESSAGES if code.startswith("E")])
def test_an_error_says_what_to_do(code: str) -> None:
    hint = MESSAGES[code].hint
    assert hint is not None
    assert hint.zh
    assert hint.en


def test_no_code_stands_in_two_rooms() -> None:
    codes = [
        key.value
        for path in Path(messages.__file__).parent.glob("in_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert {code: n for code, n in Counter(codes).items() if n > 1} == {}
    assert set(codes) == set(MESSAGES)


def test_every_code_is_used_and_every_used_code_has_a_message() -> None:
    used = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    }
    assert used - set(MESSAGES) == set(), "without a message"
    assert set(MESSAGES) - used == set(), "never used"


def calls_of_problem() -> list[tuple[str, str, set[str]]]:
    """Where a Problem is made with its code and all of its fields in sight: place, code, fields."""
    found = []
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(
                    func=ast.Name("Problem"), args=[ast.Constant(str(code)), _, ast.Dict(keys)]
                ) if all(isinstance(key, ast.Constant) for key in keys):
                    names = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
                    found.append((f"{path.name}:{call.lineno}", code, names))
                case ast.Call(func=ast.Name("Problem"), args=[ast.Constant(str(code)), *rest]) if (
                    len(rest) < 2 and not call.keywords
                ):
                    found.append((f"{path.name}:{call.lineno}", code, set()))
    return found


@pytest.mark.parametrize(("place", "code", "given"), calls_of_problem())
def test_a_problem_gives_the_fields_of_its_message(place: str, code: str, given: set[str]) -> None:
    assert code in MESSAGES, place
    wanted = set().union(*(fields_of(each) for text in texts_of(MESSAGES[code]) for each in text))
    assert wanted <= given, place
