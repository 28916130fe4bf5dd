"""Each limit of size of the guide: what is as large passes, and what is one larger does not."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from perfrules import Refused, load_facts, load_methodology, score
from perfrules.files.sheets import letters
from perfrules.scoring.loading import Loader
from tests.house.test_guide import MOST
from tests.workbooks import packed, parts, text_cell

LIMITS = {what.en: most for what, most in MOST}
TOP = """\
format = 1
[methodology]
id = "limits"
version = "1"
title = "t"
points = 10
in_force = {}
rounding = { to = 0.01, mode = "half-up" }
basis = "b"
status = "assumed"
"""
REST = '[indicator.rest]\npoints = 10\nscore = "0"\n'
GIVEN = 'format = 1\nmethodology = "limits"\n'


class Case(NamedTuple):
    """How to make an input of a size, and the code with which a larger one is refused."""

    said: Callable[[Path, int], object]
    code: str
    below: str = ""


def rules(make: Callable[[int], str]) -> Callable[[Path, int], object]:
    """A rule file of a size, read."""

    def said(folder: Path, size: int) -> object:
        path = folder / "rules" / "own.toml"
        path.write_text(TOP + make(size), "utf-8")
        return load_methodology(path)

    return said


def formula(make: Callable[[int], str]) -> Callable[[Path, int], object]:
    """A rule file with a formula of a size, scored."""

    def said(folder: Path, size: int) -> object:
        path = folder / "rules" / "own.toml"
        path.write_text(f'{TOP}[indicator.it]\npoints = 10\nscore = """{make(size)}"""\n', "utf-8")
        (folder / "given.toml").write_text(GIVEN, "utf-8")
        methodology = load_methodology(path)
        result = score(methodology, load_facts(folder / "given.toml", methodology=methodology))
        if result.problems:
            raise Refused(*result.problems)
        return result.printed

    return said


def facts(
    make: Callable[[int], str], suffix: str = ".toml", declared: str = ""
) -> Callable[[Path, int], object]:
    """A fact file of a size, read."""

    def said(folder: Path, size: int) -> object:
        path = folder / "rules" / "own.toml"
        path.write_text(TOP + declared + REST, "utf-8")
        given = folder / f"given{suffix}"
        given.write_text(make(size), "utf-8")
        loader = Loader(methodology=load_methodology(path))
        documents = loader.documents(given)
        return loader.facts(documents[-1])

    return said


def workbook(make: Callable[[int], bytes]) -> Callable[[Path, int], object]:
    """A workbook of a size, read."""

    def said(folder: Path, size: int) -> object:
        given = folder / "given.xlsx"
        given.write_bytes(make(size))
        return Loader().documents(given)

    return said


def sheet(row: int = 2, column: str = "B", cells: int = 4) -> dict[str, str]:
    """A header and a department, its one fact in some row and column; so many cells in all."""
    head = f"<row>{text_cell('A1', '单位名称')}{text_cell(f'{column}1', 'x')}</row>"
    department = f'{text_cell(f"A{row}", "u")}<c r="{column}{row}"><v>1</v></c>'
    empty = "<c/>" * (cells - 4)
    rows = f'{head}<row r="{row}">{department}{empty}</row>'
    return parts(f"<sheetData>{rows}</sheetData>")


def unpacked(size: int) -> bytes:
    """A workbook whose parts have so many bytes."""
    found = sheet()
    rest = size - sum(len(text.encode()) for text in found.values())
    return packed({**found, "xl/media/picture.bin": b"\0" * rest})


def chain(folder: Path, size: int) -> object:
    """A rule file at the head of a chain of so many."""
    for number in range(1, size):
        text = f'format = 1\nextends = "file{number + 1}.toml"\n'
        (folder / "rules" / f"file{number}.toml").write_text(text, "utf-8")
    (folder / "rules" / f"file{size}.toml").write_text(TOP + REST, "utf-8")
    return load_methodology(folder / "rules" / "file1.toml")


def levels(size: int) -> str:
    """So many indicators, each below the one before."""
    return "".join(
        f"[indicator.i{level}]\npoints = 10\n"
        + (f'parent = "i{level - 1}"\n' if level > 1 else "")
        + ('score = "0"\n' if level == size else "")
        for level in range(1, size + 1)
    )


def filled(size: int, before: str, after: str) -> str:
    """A text of so many bytes."""
    return before + "x" * (size - len(before.encode()) - len(after.encode())) + after


def lines_of(size: int) -> str:
    """A CSV of so many bytes, with few rows."""
    head, row = "单位名称,x\n", f"{'y' * 9_990},1\n"
    rows, rest = divmod(size - len(head.encode()), len(row) + 5)
    rows, rest = rows - 1, rest + len(row) + 5
    lines = [f"{number:05}{row}" for number in range(rows)]
    return head + "".join(lines) + "z" * (rest - 3) + ",1\n"


def signs(size: int) -> str:
    """A formula of so many words and signs that is not deep: the greatest of short sums."""
    terms = (size - 3) // 2  # each with a sign behind it; then come `max`, a bracket, 0, a bracket
    minus = "-" if size % 2 else "--"
    return "max(" + minus + "".join("0" + ",+"[i % 25 > 0] for i in range(1, terms)) + "0)"


def power_of_two(bits: int) -> str:
    """A product that has so many bits: 2^64 several times, and what is left."""
    exponent, factors = bits - 1, []
    while exponent:
        step = min(exponent, 64)
        factors.append(str(2**step))
        exponent -= step
    return " * ".join(factors)


NUMBER = '[fact.x]\nkind = "number"\n'
WORDS = '[fact.x]\nkind = "text"\n'
PROSE = "[facts]\nx = "

CASES: Mapping[str, Case] = {
    "Bytes of a TOML or JSON file": Case(
        rules(lambda n: REST + filled(n - len(TOP + REST), "#", "\n")), "E103"
    ),
    "Bytes of a CSV file": Case(facts(lines_of, ".csv", NUMBER), "E103"),
    "Bytes of an XLSX file, unpacked": Case(workbook(unpacked), "E772"),
    "Rows of an XLSX file": Case(workbook(lambda n: packed(sheet(row=n))), "E774"),
    "Columns of an XLSX file": Case(workbook(lambda n: packed(sheet(column=letters(n)))), "E774"),
    "Cells of an XLSX file": Case(workbook(lambda n: packed(sheet(cells=n))), "E772"),
    # No value is nested so deeply, so at the limit it is refused for what it is.
    "Levels of nesting in a file": Case(
        facts(lambda n: f"{GIVEN}{PROSE}{'[' * (n - 1)}{']' * (n - 1)}\n", declared=NUMBER),
        "E124",
        "E404",
    ),
    "Digits of a number in a file": Case(
        facts(lambda n: f"{GIVEN}{PROSE}{'7' * n}\n", declared=NUMBER), "E126"
    ),
    "Letters of a name in a file": Case(
        rules(lambda n: f'[fact."{"名" * n}"]\nkind = "text"\nfor_report = true\n{REST}'), "E123"
    ),
    "Rows of a CSV file": Case(
        facts(lambda n: "单位名称,x\n" + "".join(f"u{i},1\n" for i in range(n)), ".csv", NUMBER),
        "E158",
    ),
    "Columns of a CSV file": Case(
        facts(
            lambda n: f"单位名称{''.join(f',c{i}' for i in range(n - 1))}\nu{',1' * (n - 1)}\n",
            ".csv",
            NUMBER,
        ),
        "E161",
    ),
    "Cells of a CSV file": Case(
        facts(
            lambda n: (
                f"单位名称{''.join(f',c{i}' for i in range(999))}\n"
                + "".join(f"u{i}{',1' * 999}\n" for i in range(n // 1000 - 1 + n % 1000))
            ),
            ".csv",
            NUMBER,
        ),
        "E161",
    ),
    "Letters of a text in a fact file": Case(
        facts(lambda n: f'{GIVEN}{PROSE}"{"字" * n}"\n', declared=WORDS), "E421"
    ),
    "Entries of a section of a rule file": Case(
        rules(lambda n: "".join(f"[measure.m{i}]\nvalue = 1\n" for i in range(n)) + REST), "E395"
    ),
    "Levels of indicators": Case(rules(levels), "E396"),
    "Rows of a way of scoring": Case(
        rules(
            lambda n: (
                f"{NUMBER}[indicator.it]\npoints = 10\nhit = 'first'\ncases = [\n"
                + "".join(f'{{ when = "x > {i}", score = 0 }},\n' for i in range(n))
                + "]\n"
            )
        ),
        "E390",
    ),
    "Files that extend one another": Case(chain, "E352"),
    "Letters of a formula": Case(formula(lambda n: "0" + " " * (n - 2) + "\n"), "E204"),
    "Words and signs of a formula": Case(formula(signs), "E204"),
    "Levels of brackets in a formula": Case(formula(lambda n: "(" * n + "0" + ")" * n), "E204"),
    "Levels of a formula": Case(formula(lambda n: "-" * (n - 1) + "0"), "E204"),
    "Letters of a name in a formula": Case(
        rules(
            lambda n: (
                f'[measure."{"名" * n}"]\nvalue = 1\n'
                f'[indicator.it]\npoints = 10\nscore = "0 × {"名" * n}"\n'
            )
        ),
        "E212",
    ),
    "Letters of a text in a formula": Case(
        rules(
            lambda n: (
                f'[fact.x]\nchoice = ["{"字" * n}", "b"]\n'
                f"[indicator.it]\npoints = 10\nscore = \"IF(x = '{'字' * n}', 0, 1)\"\n"
            )
        ),
        "E212",
    ),
    "Digits of a number in a formula": Case(formula(lambda n: f"0 × {'7' * n}"), "E212"),
    "Size of an exponent in a formula": Case(formula(lambda n: f"0 × 1e{n}"), "E212"),
    "Bits of a numerator or denominator when reckoned": Case(
        formula(lambda n: f"0 × ({power_of_two(n)})"), "E251"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    return tmp_path


def outcome(what: str, folder: Path, size: int) -> str:
    """Code of the first problem; empty when there is none."""
    try:
        CASES[what].said(folder, size)
    except Refused as refused:
        return refused.problems[0].code
    return ""


@pytest.mark.parametrize("what", CASES)
def test_what_is_as_large_as_the_guide_says_passes_and_what_is_larger_does_not(
    what: str, folder: Path
) -> None:
    most = LIMITS[what]
    assert outcome(what, folder, most) == CASES[what].below
    assert outcome(what, folder, most + 1) == CASES[what].code


def test_each_limit_of_the_guide_is_tried() -> None:
    # How many errors are listed is no limit of what is accepted; its test is below.
    assert CASES.keys() == LIMITS.keys() - {"Errors of a file that are listed at once"}


def test_after_many_errors_no_more_are_looked_for(folder: Path) -> None:
    most = LIMITS["Errors of a file that are listed at once"]
    names = "".join(f'[measure.m{i}]\nvalue = "nobody_{i}"\n' for i in range(1500))
    with pytest.raises(Refused) as caught:
        rules(lambda _: names + REST)(folder, 0)
    assert len(caught.value.problems) == most
