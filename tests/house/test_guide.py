"""The guide for policy staff is true: its tables are the engine's, its rules give what it says."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from perfrules import problem
from perfrules.files import cells, from_csv, package, text, values, worksheet
from perfrules.formula import functions as functions_of_formulas
from perfrules.formula import notation, quantity, units
from perfrules.formula.functions import FUNCTIONS, TABLE_FUNCTIONS
from perfrules.messages import Lang, Text
from perfrules.messages.problems import MESSAGES
from perfrules.model import (
    extend,
    fact_value,
    fail_if,
    fail_if_much,
    read_formula,
    read_indicators,
    table_rows,
    within,
)
from perfrules.readings import bounds
from perfrules.scoring import row_effort
from perfrules.studies.examples import try_examples
from perfrules.studies.faults import faults_of
from tests.house.pages import ROOT, Block, blocks_of, hold, table

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
    heads = tuple(
        head.in_(lang)
        for head in (
            Text("英文", "English"),
            Text("中文", "Chinese"),
            Text("写法", "Written"),
            Text("含义", "Gives"),
        )
    )
    kinds = FUNCTIONS.values(), TABLE_FUNCTIONS.values()
    of_values, over_rows = (
        table(heads, *((f.name, f.chinese, f.shape, f.says.in_(lang)) for f in kind))
        for kind in kinds
    )
    asked = table(heads, *((en, zh, shape, says.in_(lang)) for en, zh, shape, says in ASKED))
    return "\n\n".join((of_values, asked, ROWS.in_(lang), over_rows)).replace("\n\n\n", "\n\n")


ASKED = (
    ("IF", "如果", "IF(C, a, b)", Text("C 成立取 a，否则取 b", "a if C holds, else b")),
    (
        "given",
        "已填",
        "given(x)",
        Text("可不填的数据填了没有", "whether an optional fact is there"),
    ),
    ("score_of", "得分", "score_of(n)", Text("指标 n 的得分", "the score of the indicator n")),
    ("points_of", "满分", "points_of(n)", Text("指标 n 的分值", "its points")),
    ("rate_of", "得分率", "rate_of(n)", Text("指标 n 的得分 ÷ 分值", "its score ÷ its points")),
)
"""What formulas ask of facts and indicators, which no function of values can."""

ROWS = Text(
    "下列函数读一张表的各行；公式和条件里直接写列名，条件可以不写。",
    "These read the rows of a table; formula and condition use its columns, "
    "and the condition may be left out.",
)


def limits(lang: Lang) -> str:
    rows = [(what.in_(lang), f"{most:,}") for what, most in MOST]
    heads = Text("限度", "Limit"), Text("最多", "At most")
    return table(tuple(head.in_(lang) for head in heads), *rows)


MOST = (
    (Text("TOML、JSON 文件的字节", "Bytes of a TOML or JSON file"), text.MOST_BYTES),
    (Text("CSV 文件的字节", "Bytes of a CSV file"), from_csv.MOST_BYTES),
    (Text("XLSX 文件解压后的字节", "Bytes of an XLSX file, unpacked"), package.MOST_BYTES),
    (Text("XLSX 文件的行数", "Rows of an XLSX file"), worksheet.MOST_ROWS),
    (Text("XLSX 文件的列数", "Columns of an XLSX file"), worksheet.MOST_COLUMNS),
    (Text("XLSX 文件的格数", "Cells of an XLSX file"), worksheet.MOST_CELLS),
    (Text("文件里的嵌套层数", "Levels of nesting in a file"), values.MOST_DEPTH),
    (Text("文件里一个数的位数", "Digits of a number in a file"), values.MOST_DIGITS),
    (Text("文件里一个名称的字数", "Letters of a name in a file"), values.MOST_LETTERS),
    (Text("CSV 文件的行数", "Rows of a CSV file"), cells.MOST_ROWS),
    (Text("CSV 文件的列数", "Columns of a CSV file"), cells.MOST_COLUMNS),
    (Text("CSV 文件的格数", "Cells of a CSV file"), cells.MOST_CELLS),
    (Text("一份数据各表的行数", "Rows of all tables of a fact file"), table_rows.MOST_ROWS),
    (
        Text("各表每行要读的公式部分，合计", "Parts of formulas that are read for rows of tables"),
        row_effort.MOST_PARTS,
    ),
    (Text("一份数据的文字的字数", "Letters of a text in a fact file"), fact_value.LONGEST_TEXT),
    (Text("办法里一节的项数", "Entries of a section of a rule file"), fail_if.MOST_ENTRIES),
    (
        Text(
            "各指标所依据的数据和中间量，合计", "Facts and measures behind all indicators, in all"
        ),
        fail_if_much.MOST_BEHIND,
    ),
    (Text("指标的层数", "Levels of indicators"), read_indicators.MOST_LEVELS),
    (Text("一种计分方式的行数", "Rows of a way of scoring"), read_formula.MOST_ROWS),
    (Text("相继继承的文件", "Files that extend one another"), extend.LONGEST),
    (Text("extends 的字数", "Letters of extends"), within.LONGEST),
    (Text("extends 中一段的字数", "Letters of a part of extends"), within.LONGEST_PART),
    (Text("一个单位的字数", "Letters of a unit"), units.LONGEST_UNIT),
    (Text("文字里一个数量的字数", "Letters of a quantity in a text"), quantity.LONGEST),
    (Text("一个公式的字数", "Letters of a formula"), notation.LONGEST_FORMULA),
    (Text("一个公式里的词和符号", "Words and signs of a formula"), notation.MOST_TOKENS),
    (Text("一个函数的参数", "Arguments of a function"), functions_of_formulas.MANY),
    (Text("公式里的括号层数", "Levels of brackets in a formula"), notation.MOST_BRACKETS),
    (Text("公式嵌套的层数", "Levels of a formula"), notation.MOST_DEPTH),
    (Text("公式里一个名称的字数", "Letters of a name in a formula"), notation.LONGEST_NAME),
    (Text("公式里一段文字的字数", "Letters of a text in a formula"), notation.LONGEST_TEXT),
    (Text("公式里一个数的位数", "Digits of a number in a formula"), notation.MOST_DIGITS),
    (Text("公式里指数的大小", "Size of an exponent in a formula"), notation.MOST_EXPONENT),
    (
        Text("一次列出一个文件的错误", "Errors of a file that are listed at once"),
        problem.MOST_ERRORS,
    ),
    (
        Text("计算中分子、分母的二进制位数", "Bits of a numerator or denominator when reckoned"),
        bounds.MOST_BITS,
    ),
)


def _plain(said: str) -> str:
    """Without the fields that only hold a suggestion, braces of fields as they are printed."""
    said = re.sub(r"\{(near|suggestion|guess)\}", "", said)
    return said.replace("{{", "{").replace("}}", "}")


SECTIONS: dict[str, Callable[[Lang], str]] = {
    "错误代码": codes,
    "Error codes": codes,
    "函数": functions,
    "Functions": functions,
    "限度": limits,
    "Limits of size": limits,
}


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("zh", "函数"),
        ("zh", "限度"),
        ("zh", "错误代码"),
        ("en", "Functions"),
        ("en", "Limits of size"),
        ("en", "Error codes"),
    ],
)
def test_a_table_of_the_guide_is_that_of_the_engine(lang: Lang, heading: str) -> None:
    hold(GUIDES[lang], heading, SECTIONS[heading](lang))


def rules_of(page: Path) -> list[Block]:
    """The rule files of a guide that lack only the head that it states."""
    return [block for block in blocks_of(page) if block.language == "toml" and not block.file]


def frame_of(page: Path) -> str:
    """The head that a guide tells to put before them, with its points."""
    return next(block.text for block in blocks_of(page) if block.file == "frame")


def complete(rules: str, frame: str) -> str:
    """The rule file as the guide says: with the head, the points being those of the top level."""
    said = tomllib.loads(rules)
    own = said.get("methodology", {})
    top = [i for i in said["indicator"].values() if "parent" not in i]
    lines = []
    for line in frame.splitlines()[2:]:
        key = line.partition(" ")[0]
        if key == "points" and "weights" not in own:
            lines.append(f"points = {sum(i['points'] for i in top)}")
        elif key not in {*own, "points"}:
            lines.append(line)
    head = "\n".join((*frame.splitlines()[:2], *lines, ""))
    return head + rules.removeprefix("[methodology]\n")


def test_both_guides_show_the_same_rules() -> None:
    zh, en = ([block.text for block in rules_of(page)] for page in GUIDES.values())
    assert zh == en
    assert frame_of(GUIDES["zh"]) == frame_of(GUIDES["en"])


@pytest.mark.parametrize("number", range(len(rules_of(GUIDES["zh"]))))
def test_rules_of_the_guide_are_without_fault_and_give_what_they_say(
    number: int, tmp_path: Path
) -> None:
    block = rules_of(GUIDES["zh"])[number]
    path = tmp_path / "rules" / "page.toml"
    path.parent.mkdir()
    path.write_text(complete(block.text, frame_of(GUIDES["zh"])), "utf-8")
    accepted = {"W381"} if "[[accept]]" in block.text else set()
    found = [p for p in faults_of(path) if p.code not in accepted]
    assert [p.message("en") for p in found] == [], f"line {block.line}"
    tried = try_examples(path)
    assert tried.tried
    assert [p.message("en") for each in tried.tried for p in each.failures] == [], block.line


def test_every_key_that_a_rule_file_may_say_stands_in_both_guides() -> None:
    keys = _keys_of_the_loader()
    assert len(keys) > 80, "the reading of the loader's keys is broken"
    for page in GUIDES.values():
        words = set(re.findall(r"[a-z_]+", page.read_text("utf-8")))
        assert keys - words == set(), page.name


LISTS = "OPTION_KEYS|READERS|_BESIDE|ABOVE"


def _keys_of_the_loader() -> set[str]:
    """Every key that the loader asks a table for: `only("key", …)`, and the ways of scoring."""
    found: set[str] = set()
    for path in (ROOT / "perfrules" / "model").glob("read_*.py"):
        source = path.read_text("utf-8")
        for call in re.findall(r"\.only\(([^()]*)\)", source):
            found |= set(re.findall(r'"([a-z_]+)"', call))
        for named in re.findall(
            rf"^(?:{LISTS})\b.*?= ?[({{](.*?)[)}}]", source, re.DOTALL | re.MULTILINE
        ):
            found |= set(re.findall(r'"([a-z_]+)"', named))
    return found
