"""Inputs that are too large to be kept: made when a test needs them."""

import os
import zipfile
from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from pathlib import Path

from tests.attacks.adapt import CORPUS, FACTS, HEAD

_MEGABYTE = "x" * 1_000_000
_TOP = f'format = 1\n{FACTS}[methodology]\n{HEAD.format(id="big")}title = "大"\n\n'
_INDICATOR = '[indicator."i{n}"]\nvalue = "{value}"\nscore = "0 × value"\npoints = 0.00005\n'
_COLUMNS = "单位名称,实际,目标,完成率\n"


def _text(*chunks: str | Callable[[], Iterable[str]]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            for chunk in chunks:
                file.writelines([chunk] if isinstance(chunk, str) else chunk())

    return write


def _zip_bomb(path: Path) -> None:
    """A workbook whose texts have 300 MB where the file has 0.3."""
    source = zipfile.ZipFile(CORPUS / "facts" / "xxe_file.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in source.namelist():
            with bomb.open(name, "w", force_zip64=True) as member:
                if name != "xl/sharedStrings.xml":
                    member.write(source.read(name))
                    continue
                member.write(b"<sst><si><t>")
                for _ in range(300):
                    member.write(b"A" * 1_000_000)
                member.write(b"</t></si></sst>")


_MADE: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    "formula_10mb": ("txt", _text("1", " " * 10_000_000, "+ 1")),
    "formula_args_300k": ("txt", _text("max(", ",".join(["1"] * 300_000), ")")),
    "formula_unary_1m": ("txt", _text("-" * 1_000_000, "1")),
    "formula_hex_2m": ("txt", _text("*".join(["0x" + "f" * 2_000_000] * 4))),
    "formula_comment_10mb": ("txt", _text("1 #", _MEGABYTE * 10)),
    "toml_comment_50mb": ("toml", _text(_TOP, "#", lambda: repeat(_MEGABYTE, 50), "\n")),
    "toml_string_100mb": ("toml", _text(_TOP, 'a = "', lambda: repeat(_MEGABYTE, 100), '"\n')),
    "toml_array_1m": ("toml", _text(_TOP, "a = [", lambda: repeat("1,", 1_000_000), "]\n")),
    "toml_hex_1m": ("toml", _text(_TOP, "a = 0x", "f" * 900_000, "\n")),
    "toml_tables_100k": ("toml", _text(lambda: (f"[t{i}]\nx=1\n" for i in range(100_000)))),
    "toml_indicators_20k": (
        "toml",
        _text(_TOP, lambda: (_INDICATOR.format(n=i, value="分数 * 0.5") for i in range(20_000))),
    ),
    "toml_chain_20k": (
        "toml",
        _text(
            _TOP,
            lambda: (_INDICATOR.format(n=i, value=f"i{i + 1} + 1") for i in range(20_000)),
        ),
    ),
    "toml_fifo": ("toml", os.mkfifo),
    "csv_rows_2m": (
        "csv",
        _text(_COLUMNS, lambda: (f"u{i},90,100,0.9\n" for i in range(2_000_000))),
    ),
    "csv_field_50mb": (
        "csv",
        _text(_COLUMNS, '"', lambda: repeat(_MEGABYTE, 50), '",90,100,0.9\n'),
    ),
    "csv_columns_100k": (
        "csv",
        _text(",".join(f"c{i}" for i in range(100_000)), "\n", ",".join(["1"] * 100_000), "\n"),
    ),
    "json_int_1m_digits": ("json", _text('{"实际": ', "9" * 900_000, "}")),
    "json_deep_1m": ("json", _text('{"a": ', "[" * 900_000)),
    "json_array_5m": ("json", _text('{"a": [', lambda: repeat("1,", 5_000_000), "1]}")),
    "xlsx_zip_bomb_300mb": ("xlsx", _zip_bomb),
}
NAMES = tuple(_MADE)


def make(name: str, folder: Path) -> Path:
    """Write one of the large inputs; gives its path."""
    suffix, write = _MADE[name]
    path = folder / f"{name}.{suffix}"
    write(path)
    return path
