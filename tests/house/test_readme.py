"""What README shows is what happens, and both languages show the same."""

import doctest
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from perfrules.messages import Lang
from tests.house.pages import ROOT, Block, Command, blocks_of, commands_of

READMES: dict[Lang, Path] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
GUIDES: dict[Lang, Path] = {
    "en": ROOT / "rules" / "README.en.md",
    "zh": ROOT / "rules" / "README.md",
}
PAGES = [(lang, pages[lang]) for pages in (READMES, GUIDES) for lang in pages]

# These make environments or need a network: .ci/run carries out the three of `make`.
NOT_RUN = ("sudo apt-get install ", "make demo", "make test", ". .venv/bin/activate")


def console(page: Path) -> list[Command]:
    """The commands that a page shows."""
    blocks = [block for block in blocks_of(page) if block.language == "console"]
    return [command for block in blocks for command in commands_of(block)]


def shown(page: Path) -> list[str]:
    """What a reader may copy: commands, files, sessions without their output."""
    examples = [
        example.source
        for block in blocks_of(page)
        if block.language == "pycon"
        for example in doctest.DocTestParser().get_examples(block.text)
    ]
    return [command.line for command in console(page)] + examples


@pytest.mark.parametrize("pages", [READMES, GUIDES], ids=["README", "guide"])
def test_both_languages_show_the_same(pages: dict[Lang, Path]) -> None:
    assert shown(pages["zh"]) == shown(pages["en"])
    files = [[block.file for block in blocks_of(pages[lang]) if block.file] for lang in pages]
    assert files[0] == files[1]


def test_readme_shows_the_way_in() -> None:
    lines = shown(READMES["en"])
    assert {"make demo", "make test"} <= set(lines)
    assert any(line.startswith("perfrules explain examples/") for line in lines)


@pytest.mark.parametrize(
    ("lang", "page"), PAGES, ids=lambda x: x.name if isinstance(x, Path) else x
)
def test_every_command_prints_what_the_page_shows(lang: Lang, page: Path, tmp_path: Path) -> None:
    _checkout(tmp_path)
    for block in blocks_of(page):
        if block.file:
            (tmp_path / block.file).parent.mkdir(exist_ok=True)
            (tmp_path / block.file).write_text(block.text, "utf-8")
        for command in commands_of(block) if block.language == "console" else ():
            if not command.line.startswith(NOT_RUN):
                _run(command, lang, tmp_path, f"{page.name}:{block.line}")


@pytest.mark.parametrize(
    ("lang", "page"), PAGES, ids=lambda x: x.name if isinstance(x, Path) else x
)
def test_every_session_gives_what_the_page_shows(
    lang: Lang, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _checkout(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFRULES_LANG", lang)
    names: dict[str, object] = {}
    for block in blocks_of(page):
        if block.language == "pycon":
            _session(block, page.name, names)


def _checkout(folder: Path) -> None:
    """The parts of a clone that the commands use."""
    for name in ("rules", "examples"):
        shutil.copytree(ROOT / name, folder / name)


def _run(command: Command, lang: Lang, folder: Path, place: str) -> None:
    scripts = sysconfig.get_path("scripts")
    environment = os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PERFRULES_LANG": lang,
        "PERFRULES_RULES": "",
    }
    run = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command.line}"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if run.returncode or not re.fullmatch(_pattern(command.output), run.stdout):
        pytest.fail(f"{place}: $ {command.line}\n{run.stdout}", pytrace=False)


def _pattern(output: str) -> str:
    """The printed lines; a line `…` stands for any lines, blanks at an end do not count."""
    lines = output.splitlines()
    return "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + r"[ ]*\n"
        for line in lines
    )


def _session(block: Block, name: str, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, names, name, name, block.line)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    said: list[str] = []
    runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert runner.failures == 0, "".join(said)
