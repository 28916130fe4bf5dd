"""What `check` says of rule files, and the exit code it ends with."""

import re

import pytest

from perfrules.cli import main
from tests.cli.conftest import ROOT, Desk


def test_check_is_silent_when_there_is_nothing_to_say(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(desk.rule), str(desk.folder / "rules")]) == 0
    assert main(["check", str(ROOT / "rules")]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")


def test_check_passes_over_what_is_no_rule_file(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.folder / "rules" / "notes.toml").write_text("x = 1", "utf-8")
    assert main(["check", str(desk.folder / "rules")]) == 0
    (desk.folder / "rules" / "broken.toml").write_text("x = ", "utf-8")
    assert main(["check", str(desk.folder / "rules")]) == 1
    assert "broken.toml:1:" in capsys.readouterr().out


def test_check_lists_every_fault_of_every_file_once(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    other = desk.folder / "rules" / "another.toml"
    other.write_text("[methodology]\nid = 1", "utf-8")
    desk.edit(desk.rule, "min(预算执行率, 100%)", "min(预算执行律, 100%)")
    desk.edit(desk.rule, "基本支出 ÷ 基本支出预算", "基本支出 ÷ 基本支出预")
    assert main(["check", str(desk.folder / "rules"), str(desk.rule)]) == 1
    shown = capsys.readouterr().out
    places = re.findall(r"^(.*?:\d+:\d+): E\d+", shown, re.MULTILINE)
    assert len([place for place in places if "department/2022" in place]) == 2
    assert any("another.toml" in place for place in places)


def test_check_says_warnings_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.edit(
        desk.rule,
        '[fact."满意率"]\nunit  = "%"\nrange = "[0%, 100%]"\nfor_report = true',
        '[fact."满意率"]\nunit  = "%"',
    )
    assert main(["check", str(desk.rule)]) == 0
    assert re.search(r": W\d{3} ", capsys.readouterr().out)


def test_check_sees_units_that_do_not_fit(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.edit(desk.rule, "基本支出 ÷ 基本支出预算", "基本支出 ÷ 基本支出预算 + 基本支出")
    assert main(["check", str(desk.rule)]) == 1
    assert main(["explain", str(desk.facts)]) == 2
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0] == shown.err.splitlines()[0]


def test_check_of_a_path_that_cannot_be_read(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.folder / "empty").mkdir()
    for path, code in (("nowhere.toml", "E101"), ("empty", "E614")):
        assert main(["check", str(desk.rule), path]) == 2
        assert code in capsys.readouterr().out
