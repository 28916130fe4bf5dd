"""Each mistake that an editor makes gets one message: where it is and what to do about it."""

import re
from pathlib import Path

import pytest

from perfrules.cli import main
from tests.cli.conftest import Desk

IN_RULES = {
    "a bracket is left open": ('[measure."预算执行率"]', '[measure."预算执行率"'),
    "a formula's bracket is left open": ("min(预算执行率, 100%)", "min(预算执行率, 100%"),
    "the letter O for a nought": ("min(预算执行率, 100%)", "min(预算执行率, 9O%)"),
    "a name is misspelled": ("min(预算执行率, 100%)", "min(预算执行律, 100%)"),
    "a key is misspelled": ('lang          = "zh"', 'langu = "zh"'),
    "a full-width comma": ("to = 0.01, mode", "to = 0.01， mode"),
    "no quotes around a Chinese name": ('[measure."预算执行率"]', "[measure.预算执行率]"),
    "a table over two lines without a comma": ("from = 2022-01-01, to", "from = 2022-01-01\n  to"),
}
IN_FACTS = {
    "a bracket is left open": ('"基本支出"     = {', '"基本支出"     = {{'),
    "the letter O for a nought": ('"98.8%", source', '"9O%", source'),
    "a name is misspelled": ('"财政拨款支出" =', '"财政拔款支出" ='),
    "a full-width comma": ('"462144.30 万元", source', '"462144.30 万元"， source'),
    "no quotes around a Chinese name": ('"财政拨款支出" =', "财政拨款支出 ="),
    "a table over two lines without a comma": (
        '"462144.30 万元", source',
        '"462144.30 万元"\n source',
    ),
    "a bare number for a percentage": ('"98.8%", source', "98.8, source"),
}


def one_message(shown: str, file: Path, lang: str) -> tuple[int, str]:
    """The line of the only message, and the whole of it."""
    found = re.findall(r"^(.*?):(\d+):(\d+): E\d{3} ", shown, re.MULTILINE)
    assert len(found) == 1, shown
    assert Path(found[0][0]).resolve() == file.resolve()
    assert ("提示：" if lang == "zh" else "hint: ") in shown
    assert " | " in shown, "the line and a caret"
    return int(found[0][1]), shown


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mistake", IN_RULES)
def test_a_mistake_in_a_rule_file(
    mistake: str, lang: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    line = desk.edit(desk.rule, *IN_RULES[mistake])
    assert main(["--lang", lang, "check", str(desk.rule)]) == 1
    at, _ = one_message(capsys.readouterr().out, desk.rule, lang)
    assert line <= at <= line + 1
    assert main(["--lang", lang, "explain", str(desk.facts)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f":{at}:" in shown.err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mistake", IN_FACTS)
def test_a_mistake_in_a_fact_file(
    mistake: str, lang: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    line = desk.edit(desk.facts, *IN_FACTS[mistake])
    assert main(["--lang", lang, "explain", str(desk.facts)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    at, _ = one_message(shown.err, desk.facts, lang)
    assert line <= at <= line + 1


def test_points_that_no_longer_tie(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    text = desk.rule.read_text("utf-8")
    desk.rule.write_text(text.replace("points = 20", "points = 25", 1), "utf-8")
    assert main(["check", str(desk.rule)]) == 1
    shown = capsys.readouterr().out
    assert len(re.findall(r"\bE\d{3} ", shown)) == 1
    assert "105" in shown
    assert "100" in shown
    assert main(["explain", str(desk.facts)]) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_saved_in_another_encoding(
    lang: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (desk.rule, desk.facts):
        file.write_bytes(file.read_text("utf-8").encode("gb18030"))
    assert main(["--lang", lang, "check", str(desk.rule)]) == 1
    assert main(["--lang", lang, "explain", str(desk.facts)]) == 2
    shown = capsys.readouterr()
    assert all(text.count("UTF-8") >= 1 and "GB" in text for text in (shown.out, shown.err))


def test_everything_that_is_wrong_is_said_at_once(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.edit(desk.facts, '"98.8%", source', '"9O%", source')
    desk.edit(desk.facts, '"财政拨款支出" =', '"财政拔款支出" =')
    desk.edit(desk.facts, '"5500 人"', '"-1 人"')
    assert main(["explain", str(desk.facts)]) == 2
    shown = capsys.readouterr().err
    lines = [int(found) for found in re.findall(r":(\d+):\d+: E4?\d+ ", shown)]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_a_rule_file_that_lost_its_id_is_not_replaced_by_the_shipped_one(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.edit(desk.rule, 'id            = "beijing/department"', "")
    assert main(["explain", str(desk.facts)]) == 2
    one_message(capsys.readouterr().err, desk.rule, "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_over_two_lines(desk: Desk, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    desk.edit(desk.rule, "from = 2022-01-01, to", "from = 2022-01-01,\n  to")
    assert main(["--lang", lang, "check", str(desk.rule)]) == 1
    said = capsys.readouterr().out
    one_message(said, desk.rule, lang)
    assert "E143" in said
