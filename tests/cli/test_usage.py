"""What a command line that cannot be used, or asks for help, gets to read."""

import re
import subprocess
import sys

import pytest

from perfrules import __version__
from perfrules.cli import main
from perfrules.messages.commands import HELP
from perfrules.problem import width_of

COMMANDS = tuple(HELP)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFRULES_LANG", "en")


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert all(re.search(rf"^ +{name}  ", shown, re.MULTILINE) for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"perfrules {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_command_has_help_with_an_example(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert f"  perfrules {command} " in shown
    assert shown.startswith(f"{'用法：' if lang == 'zh' else 'Usage: '}perfrules {command}")


@pytest.mark.parametrize("line", [[], *([name, "--help"] for name in COMMANDS)])
def test_chinese_help_has_no_english_words_of_argparse(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "zh", *line]) == 0
    shown = capsys.readouterr().out.lower()
    assert not re.search("usage|options|positional|argument|show this", shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_the_terminal(
    command: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main([command, "--help", "--lang", lang])
    prose = [line for line in capsys.readouterr().out.splitlines() if "  perfrules " not in line]
    assert max(map(width_of, prose)) <= 80


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["explan"], "E601"),
        (["explain", "a.toml", "--colour"], "E602"),
        (["--colour"], "E602"),
        (["explain", "a.toml", "b.toml"], "E602"),
        (["explain"], "E603"),
        (["score"], "E603"),
        (["check"], "E603"),
        (["show"], "E603"),
        (["explain", "a.toml", "--rules"], "E604"),
        (["explain", "a.toml", "--format", "pdf"], "E605"),
        (["explain", "a.toml", "--lang", "fr"], "E605"),
        (["--lang", "fr", "explain", "a.toml"], "E605"),
        (["explain", "a.toml", "--as-of", "2022-13-01"], "E606"),
        (["explain", "a.toml", "--depth", "0"], "E607"),
        (["show", "x", "--where=1"], "E609"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_line_that_cannot_be_used_is_refused_in_both_languages(
    line: list[str],
    code: str,
    lang: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PERFRULES_LANG", lang)
    assert main(line) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"{code} ")
    assert shown.err.count("E6") == 1
    assert bool(re.search("[一-鿿]", shown.err)) == (lang == "zh")
    assert not re.search("expected|unrecognized|required|invalid", shown.err)


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        (["explian"], "explain"),
        (["explain", "x", "--formt", "json"], "--format"),
        (["explain", "x", "--format", "jsn"], "json"),
    ],
)
def test_a_near_miss_is_suggested(
    line: list[str], suggestion: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(line)
    assert f"did you mean {suggestion}?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "environment", "chinese"),
    [
        (["explan"], {"PERFRULES_LANG": "zh"}, True),
        (["explan"], {"PERFRULES_LANG": "", "LC_ALL": "zh_CN.UTF-8"}, True),
        (["explan"], {"PERFRULES_LANG": "", "LC_ALL": "C"}, False),
        (["--lang", "en", "explan"], {"PERFRULES_LANG": "zh"}, False),
        (["--lang=zh", "explan"], {}, True),
        (["explain", "--lang=zh"], {}, True),
        (["--lang", "zh", "explain", "--lang", "en"], {}, False),
    ],
)
def test_the_language_is_asked_for_or_set_or_that_of_the_system(
    line: list[str],
    environment: dict[str, str],
    chinese: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(line)
    assert bool(re.search("[一-鿿]", capsys.readouterr().err)) == chinese


def test_python_m_perfrules_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "perfrules", "--version"], capture_output=True, check=True
    )
    assert done.stdout.decode().split() == ["perfrules", __version__]


def test_help_does_not_wait_for_the_engine() -> None:
    program = (
        "import sys; from perfrules.cli import main; main(['--help']);"
        "print({'simpleeval', 'tomli', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "set()"
