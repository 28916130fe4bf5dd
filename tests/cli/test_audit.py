"""`perfrules audit`: formats, and exit codes of which the highest wins."""

import json

import pytest

from perfrules.cli import main
from tests.cli.conftest import ROOT, Desk

SUIXI = str(ROOT / "examples" / "anhui-suixi-temporary-relief-2019.toml")
TIES = str(ROOT / "examples" / "shanghai-putuo-sports-2022-aid.toml")
NO_FACTS = str(ROOT / "examples" / "hunan-yueyang-highway-overall.toml")


def test_a_report_that_ties_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", TIES]) == 0
    assert "does not close" not in capsys.readouterr().out


def test_a_sum_that_does_not_close_is_found(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(desk.facts)]) == 1
    shown = capsys.readouterr().out
    assert "ties on another basis 1" in shown
    assert "7,473.62" in shown


def test_a_figure_that_does_not_follow_is_found(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.edit(desk.facts, '"0.28%"', '"0.29%"')
    assert main(["audit", str(desk.facts), "--format", "json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    (found,) = [each for each in report["figures"] if each["verdict"] == "differs"]
    assert (found["printed"], found["computed"]) == ("0.29%", "0.28%")


def test_scores_without_facts_stay_open(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(desk.facts), NO_FACTS]) == 3
    assert "cannot be computed 9" in capsys.readouterr().out


def test_a_file_that_cannot_be_used_stops_no_other(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "nowhere.toml", SUIXI, str(desk.facts), "--format", "markdown"]) == 2
    out, errors = capsys.readouterr()
    assert out.count("## Audit of a published report") == 2
    assert "nowhere.toml" in errors


def test_nothing_is_written_when_no_file_can_be_used(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.edit(desk.facts, "within           = 0", "within           = -1")
    assert main(["audit", str(desk.facts), "-o", "audit.txt"]) == 2
    out, errors = capsys.readouterr()
    assert out == ""
    assert "E463" in errors
    assert not (desk.folder / "audit.txt").exists()
