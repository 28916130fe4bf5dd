"""The corpus of hostile inputs in the grammar of perfrules, changed mechanically and no more.

The corpus was written for an obvious grammar: `[indicator.x]` with `formula`, `weight`, `name`.
Here a weight is points, a name is a label, a formula is a measured value. Bytes that are the
attack are never touched: what is put in is put in with the encoding of the file.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.conformance.cases import with_steps

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"

# 得分 is a word of our formulas, so the corpus' fact of that name has another.
RENAMED = ("得分", "分数")
NUMBERS = ("实际", "目标", "完成率", "预算", "分数", "零", "𠮷")
GIVEN: Mapping[str, str | bool] = {
    "实际": "90",
    "目标": "100",
    "完成率": "0.9377",
    "预算": "1234.50",
    "分数": "85",
    "零": "0",
    "等级": "优",
    "达标": True,
    "𠮷": "1",
}
FACTS = (
    "".join(f'[fact."{name}"]\nkind = "number"\noptional = true\n' for name in NUMBERS)
    + '[fact."等级"]\nkind = "text"\noptional = true\n'
    + '[fact."达标"]\nkind = "yes/no"\noptional = true\n'
)
HEAD = """\
id = "attacks/{id}"
version = "1"
points = 1
in_force = {{}}
rounding = {{ to = 0.01, mode = "half-up" }}
basis = "an attack"
status = "assumed"
lang = "en"
"""
LINES_BEFORE = FACTS.count("\n") + HEAD.count("\n") + 1
"""How many lines an adapted rule file has more, above its title."""

_ENCODINGS = {
    "enc_gbk": "gbk",
    "enc_gb18030": "gb18030",
    "enc_big5": "big5",
    "enc_utf16be": "utf-16-be",
}


def formula_text(attack: Mapping[str, Any]) -> str:
    """The formula of an entry; decimal places become steps, as in the cases of DMN."""
    if "text" in attack:
        return str(attack["text"])
    raw = (CORPUS / attack["file"]).read_bytes().decode("utf-8", "surrogatepass")
    return with_steps(raw.removesuffix("\n").replace(*RENAMED))


def formula_rules(formula: str, identifier: str) -> Iterator[str]:
    """Two rule files with a formula: where a number is wanted, and where yes or no is."""
    text = toml_text(formula)
    top = f'format = 1\n{FACTS}[methodology]\ntitle = "公式"\n' + HEAD.format(id=identifier)
    yield f'{top}[measure.it]\nvalue = {text}\n[indicator.rest]\npoints = 1\nscore = "0 × it"\n'
    rows = f"{{ when = {text}, score = 1 }}, {{ score = 0 }}"
    yield f'{top}[indicator.it]\npoints = 1\ncases = [{rows}]\nhit = "first"\n'


def toml_text(text: str) -> str:
    """A TOML text; what TOML itself refuses stands in it as an escape."""
    plain = "".join(
        character
        if character.isprintable() and character not in '\\"'
        else f"\\U{ord(character):08x}"
        for character in text
    )
    return f'"{plain}"'


def rule_bytes(path: Path, identifier: str) -> bytes:
    """A rule file of the corpus in our grammar."""
    encoding = _ENCODINGS.get(path.stem, "utf-8")
    data = path.read_bytes()

    def encoded(text: str) -> bytes:
        return text.encode(encoding, "ignore")

    top = f"format = 1\n{FACTS}[methodology]\n{HEAD.format(id=identifier)}"
    if data.startswith(encoded("extends")):
        # The key comes first, so the head goes where the section of the corpus begins.
        data = encoded("format = 1\n") + data
        top = top.removeprefix("format = 1\n")
    for old, new in (
        ("[meta]\n", top),
        ("[meta]\r", top.replace("\n", "\r")),
        ("\nformula", '\nscore = "0 × value"\nvalue'),
        ("\nweight =", "\npoints ="),
        ("\nname =", "\nlabel ="),
        (".weight", ".points"),
        ("{ formula", '{ score = "0 × value", value'),
        (" weight =", " points ="),
        RENAMED,
    ):
        data = data.replace(encoded(old), encoded(new))
    return data


def own_rules(attack: Mapping[str, str]) -> str:
    """A rule file of an attack of our own, which has only what comes after the head."""
    if attack["text"].startswith("extends"):
        return f"format = 1\n{attack['text']}"
    head = HEAD.format(id=f"own/{attack['id']}")
    return f'format = 1\n{FACTS}[methodology]\ntitle = "规则"\n{head}{attack["text"]}'


def stage(folder: Path, links: Mapping[str, str]) -> None:
    """The adapted rule files in a folder `rules`, beside what they must not reach."""
    for place in ("rules", "outside"):
        for path in sorted((CORPUS / place).rglob("*.toml")):
            target = folder / path.relative_to(CORPUS)
            target.parent.mkdir(parents=True, exist_ok=True)
            name = re.sub(r"[^a-z0-9]+", "-", path.stem) or "base"
            target.write_bytes(rule_bytes(path, f"{path.parent.name}/{name}"))
    for link, aim in {**links, "rules/link_folder": "../outside"}.items():
        (folder / link).symlink_to(aim)
    (folder / "somewhere.toml").write_bytes((folder / "outside" / "valid.toml").read_bytes())
    (folder / "formulas").mkdir()
    (folder / "formulas" / "empty.txt").touch()


def facts_toml(methodology: str) -> str:
    """A fact file that gives everything that the corpus' formulas may ask for."""
    lines = [
        f'"{name}" = {str(value).lower() if isinstance(value, bool) else toml_text(value)}\n'
        for name, value in GIVEN.items()
        if name in {"等级", "达标"}
    ]
    lines += [f'"{name}" = {value}\n' for name, value in GIVEN.items() if name in NUMBERS]
    return f'format = 1\nmethodology = "{methodology}"\n[facts]\n{"".join(lines)}'


FOR_FACTS = """\
format = 1
[methodology]
title = "数据"
id = "attacks/facts"
version = "1"
points = 1
in_force = {}
rounding = { to = 0.01, mode = "half-up" }
basis = "an attack"
status = "assumed"
lang = "en"
[fact."实际"]
kind = "number"
[fact."目标"]
kind = "number"
[fact."完成率"]
kind = "number"
[fact."单位"]
kind = "text"
optional = true
[measure."比"]
value = "实际 ÷ 目标 × 完成率"
[indicator.rest]
points = 1
score = "0 × 比"
"""
"""What the fact files of the corpus are held against."""


def fact_bytes(data: bytes, suffix: str) -> bytes:
    """A fact file of the corpus in our layout."""
    match suffix:
        case ".csv":
            data = data.replace("单位,".encode(), "单位名称,".encode())
            return data.replace("单位,".encode("gbk"), "单位名称,".encode("gbk"))
        case ".json":
            before, after = '{"format": 1, "methodology": "attacks/facts", "facts": ', "}"
            if data.startswith((b"\xff\xfe", b"\xfe\xff")):
                before, after = (before.encode("utf-16-le"), after.encode("utf-16-le"))  # type: ignore[assignment]
                return data[:2] + before + data[2:] + after  # type: ignore[operator]
            mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
            return mark + before.encode() + data.removeprefix(mark) + after.encode()
        case ".toml":
            return b'format = 1\nmethodology = "attacks/facts"\n[facts]\n' + data
        case _:
            return data
