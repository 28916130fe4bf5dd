"""A Markdown page as the tests read it: its fenced blocks, its commands, its sections."""

import os
import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^```(?P<info>\S.*)\n(?P<text>(?:.*\n)*?)```$", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: `toml climate.toml` in its first line gives a language and a file name."""

    language: str
    file: str
    text: str
    line: int


class Command(NamedTuple):
    """A command line of a `console` block, and the output that is printed below it."""

    line: str
    output: str


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks, in their order."""
    text = page.read_text("utf-8")
    found = []
    for match in _FENCE.finditer(text):
        language, _, file = match["info"].partition(" ")
        found.append(Block(language, file, match["text"], text.count("\n", 0, match.start())))
    return found


def commands_of(block: Block) -> list[Command]:
    """The lines that begin with `$ `, each with the lines up to the next one."""
    assert block.text.startswith("$ "), "a console block begins with a command"
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    pairs = [part.partition("\n") for part in parts]
    return [Command(line, output) for line, _, output in pairs]


def hold(page: Path, heading: str, text: str) -> None:
    """See that a text stands below `## heading`; PERFRULES_GOLDEN=write puts it there."""
    parts = re.split(r"^(## .+)$", page.read_text("utf-8"), flags=re.MULTILINE)
    below = parts.index(f"## {heading}") + 1
    if os.environ.get("PERFRULES_GOLDEN") == "write":
        parts[below] = f"\n\n{text.strip()}\n\n"
        page.write_text("".join(parts).rstrip() + "\n", "utf-8")
    assert parts[below].strip() == text.strip(), (
        f"{page.name}: below '## {heading}' should stand (PERFRULES_GOLDEN=write puts it there):\n"
        f"{text}"
    )


def table(*rows: tuple[str, ...]) -> str:
    """A Markdown table, its first row the head."""
    head, *body = [[_cell(text) for text in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return re.sub(r"([|<*\\])", r"\\\1", text.replace("\n", " "))
