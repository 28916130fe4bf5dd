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


def rules(
    make: Callable[[int], str], first: Callable[[int], str] = lambda _: ""
) -> Callable[[Path, int], object]:
    """A rule file of a size, read; some keys must stand first."""

    def said(folder: Path, size: int) -> object:
        path = folder / "rules" / "own.toml"
        path.write_text(first(size) + TOP + make(size), "utf-8")
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


def path_of(size: int) -> str:
    """A path of so many letters, none of whose parts is long."""
    whole, rest = divmod(size - len("x.toml"), 40)
    return f"{'a' * 39}/" * (whole - 1) + "b" * (39 + rest) + "/x.toml"


def parts_for_rows(folder: Path, size: int) -> object:
    """Rules that read so many parts of formulas for the rows of two tables, and such rows."""
    rows = 1_000
    large, small = divmod(size - 2, rows)
    sums = [*one_after_another("t", large), *one_after_another("u", small + 2)]
    tables = "".join(
        f'[table.{name}]\nname = "n"\ncolumns.n = "text"\ncolumns.x = "number"\n' for name in "tu"
    )
    measures = "".join(f'[measure.m{i}]\nvalue = "{each}"\n' for i, each in enumerate(sums))
    given = "".join(f'[[table.t]]\nn = "r{i}"\nx = 1\n' for i in range(rows))
    return facts(
        lambda _: f'{GIVEN}{given}[[table.u]]\nn = "r"\nx = 1\n', declared=tables + measures
    )(folder, size)


def resting(size: int) -> str:
    """Indicators that rest on so many facts in all, a hundred each but for the last."""
    facts = "".join(f'[fact.f{i}]\nkind = "number"\n' for i in range(150))
    leaves = [100] * (size // 100 - 1) + [100 + size % 100]
    points = [10, *[0] * (len(leaves) - 1)]
    return facts + "".join(
        f'[indicator.i{i}]\npoints = {points[i]}\nscore = "0 × ({sum_of(leaf)})"\n'
        for i, leaf in enumerate(leaves)
    )


def sum_of(facts: int) -> str:
    """A formula that reads so many facts, without being deep."""
    groups = [range(start, min(facts, start + 50)) for start in range(0, facts, 50)]
    return " + ".join(f"max({', '.join(f'f{i}' for i in group)})" for group in groups)


def one_after_another(table: str, parts: int) -> list[str]:
    """Sums over the rows of a table that have so many parts in all, two or three at least."""
    return [f"sum({table}, x)"] * (parts // 2 - parts % 2) + [f"sum({table}, -x)"] * (parts % 2)


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
    "Rows of all tables of a fact file": Case(
        facts(
            lambda n: GIVEN + "".join(f'[[table.t]]\nn = "r{i}"\n' for i in range(n)),
            declared='[table.t]\nname = "n"\ncolumns.n = "text"\n',
        ),
        "E810",
    ),
    "Parts of formulas that are read for rows of tables": Case(parts_for_rows, "E811"),
    # There is no such file: at the limit it is looked for, above it is not.
    "Letters of extends": Case(
        rules(lambda _: REST, lambda n: f'extends = "{path_of(n)}"\n'), "E350", "E351"
    ),
    "Letters of a part of extends": Case(
        rules(lambda _: REST, lambda n: f'extends = "{"a" * n}/x.toml"\n'), "E350", "E351"
    ),
    "Letters of a unit": Case(
        rules(lambda n: f'[fact.x]\nunit = "{"户" * n}"\nfor_report = true\n{REST}'), "E230"
    ),
    "Letters of a quantity in a text": Case(
        facts(lambda n: f'{GIVEN}{PROSE}"1{" " * (n - 2)}%"\n', declared=NUMBER), "E240"
    ),
    "Letters of a text in a fact file": Case(
        facts(lambda n: f'{GIVEN}{PROSE}"{"字" * n}"\n', declared=WORDS), "E421"
    ),
    "Entries of a section of a rule file": Case(
        rules(lambda n: "".join(f"[measure.m{i}]\nvalue = 1\n" for i in range(n)) + REST), "E395"
    ),
    "Facts and measures behind all indicators, in all": Case(rules(resting), "E812"),
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
    "Arguments of a function": Case(formula(lambda n: f"max({'0, ' * (n - 1)}0)"), "E217"),
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


def test_links_to_nowhere_are_not_all_listed(folder: Path) -> None:
    tables = (
        '[table.t]\nname = "n"\ncolumns.n = "text"\ncolumns.to = { refers = "u", many = true }\n'
        '[table.u]\nname = "n"\ncolumns.n = "text"\n'
    )
    given = "".join(f'[[table.t]]\nn = "r{i}"\nto = ["nowhere{i}"]\n' for i in range(1_000))
    other = "".join(f'[[table.u]]\nn = "nowhere_{i}"\n' for i in range(1_000))
    with pytest.raises(Refused) as caught:
        facts(lambda _: GIVEN + given + other, declared=tables)(folder, 0)
    assert {problem.code for problem in caught.value.problems} == {"E435"}
    assert len(caught.value.problems) == LIMITS["Errors of a file that are listed at once"]


def test_json_has_the_limits_of_toml(folder: Path) -> None:
    def said(make: Callable[[int], str], size: int) -> str:
        before, after = '{"format": 1, "methodology": "limits", "facts": {"x": ', "}}"
        given = facts(lambda n: before + make(n) + after, ".json", NUMBER)
        try:
            given(folder, size)
        except Refused as refused:
            return refused.problems[0].code
        return ""

    deepest = LIMITS["Levels of nesting in a file"] - 2  # the objects around it are two
    # What is nested as deeply as may be is no number.
    assert said(lambda n: "[" * n + "]" * n, deepest) == "E404"
    assert said(lambda n: "[" * n + "]" * n, deepest + 1) == "E124"
    longest = LIMITS["Digits of a number in a file"]
    assert said(lambda n: "7" * n, longest) == ""
    assert said(lambda n: "7" * n, longest + 1) == "E126"
    largest = LIMITS["Bytes of a TOML or JSON file"] - len(
        '{"format": 1, "methodology": "limits", "facts": {"x": }}'
    )
    assert said(lambda n: "1" + " " * (n - 1), largest) == ""
    assert said(lambda n: "1" + " " * (n - 1), largest + 1) == "E103"


@pytest.mark.parametrize("through", ["total", "first"])
def test_what_is_behind_measures_and_values_counts_too(through: str, folder: Path) -> None:
    declared = "".join(f'[fact.f{i}]\nkind = "number"\n' for i in range(100))
    declared += f'[measure.total]\nvalue = "{sum_of(100)}"\n'
    leaves = '[indicator.first]\npoints = 10\nvalue = "total"\nscore = "0 × value"\n' + "".join(
        f'[indicator.i{i}]\npoints = 0\nscore = "0 × {through}"\n' for i in range(100)
    )
    with pytest.raises(Refused) as caught:
        rules(lambda _: declared + leaves)(folder, 0)
    assert [problem.code for problem in caught.value.problems] == ["E812"]


def test_a_table_without_rows_costs_nothing(folder: Path) -> None:
    table = '[table.t]\nname = "n"\ncolumns.n = "text"\n'
    assert facts(lambda _: f"{GIVEN}table.t = []\n", declared=table)(folder, 0)
