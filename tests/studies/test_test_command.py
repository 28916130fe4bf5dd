"""`perfrules test`: what it prints in each format, and its exit codes."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from perfrules.cli import main
from tests.studies.versions import ROOT, edited

BEIJING = ROOT / "rules" / "beijing"
COUNT = (BEIJING / "department" / "2022.toml").read_text("utf-8").count("[[example]]")


@pytest.fixture
def rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PERFRULES_LANG", "en")
    text = (BEIJING / "department" / "2022.toml").read_text("utf-8")
    shutil.copytree(BEIJING / "parameters", tmp_path / "parameters")
    path = tmp_path / "rule.toml"
    path.write_text(edited(text, ("total = 95.60", "total = 95.61")), "utf-8")
    return path


def test_shipped_rules_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "test", str(BEIJING)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(r"2 files: [1-9]\d+ examples passed, 0 failed, 0 files .* used\.", last)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_failure_names_its_place_and_both_figures(
    lang: str, rule: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", str(rule), "--lang", lang]) == 1
    out = capsys.readouterr().out
    line = rule.read_text("utf-8").split("\n").index("total = 95.61") + 1
    says = {"zh": "total 应为 95.61，算得 95.60", "en": "total should be 95.61, it is 95.60"}[lang]
    assert f"{rule}:{line}:9: E620 " in out
    assert says in out
    assert out.count("✓") == 0
    assert main(["test", str(rule), "-v"]) == 1
    assert capsys.readouterr().out.count("✓") == COUNT - 1


def test_a_filter_leaves_examples_out(rule: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(rule), "-n", "恰好 90 分"]) == 0
    assert f"{rule}: 1 passed, {COUNT - 1} left out" in capsys.readouterr().out
    assert main(["test", str(rule), "-n", "无此例"]) == 2
    assert capsys.readouterr().err.startswith("E626 ")


def test_a_file_without_examples_is_named(rule: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = rule.read_text("utf-8")
    rule.write_text(text[: text.index("[[example]]")], "utf-8")
    assert main(["test", str(rule)]) == 0
    assert f"{rule}: has no [[example]]" in capsys.readouterr().out


def test_json(rule: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(rule), "--format", "json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)
    assert (file["file"], file["state"]) == (str(rule), "failed")
    failed = [each for each in file["examples"] if each["state"] == "failed"]
    wrong = [check for check in failed[0]["checks"] if not check["passed"]]
    assert [(c["what"], c["expected"], c["got"]) for c in wrong] == [("total", "95.61", "95.60")]


def test_junit(rule: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[methodology]\nid = 1\n", "utf-8")
    out = tmp_path / "junit.xml"
    assert main(["test", str(rule), str(broken), "--format", "junit", "-o", str(out)]) == 2
    assert capsys.readouterr().out == ""
    suites = ET.fromstring(out.read_text("utf-8"))  # noqa: S314  # we wrote it
    told = [(s.get("name"), s.get("tests"), s.get("failures"), s.get("errors")) for s in suites]
    assert told == [(str(rule), str(COUNT), "1", "0"), (str(broken), "1", "0", "1")]
    failures = suites.findall(".//failure")
    assert [each.get("type") for each in failures] == ["E620"]
    assert "95.61" in (failures[0].text or "")
    assert len(suites.findall(".//testcase")) == COUNT + 1


def test_what_cannot_be_used(
    rule: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["test", str(empty)]) == 2
    assert "E614" in capsys.readouterr().err
    rule.write_text(edited(rule.read_text("utf-8"), ('like = "公布的', 'like = "公市的')), "utf-8")
    assert main(["test", str(rule)]) == 2
    out = capsys.readouterr().out
    assert "E621" in out
    assert "did you mean 公布的 2022 年得分?" in out
    assert f"{rule}: the file cannot be used" in out


def test_a_refusal_that_was_not_expected_says_why(
    rule: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule.write_text(edited(rule.read_text("utf-8"), ('"500000.00 万元"', '"-5 万元"')), "utf-8")
    assert main(["test", str(rule)]) == 1
    out = capsys.readouterr().out
    assert "it is refused (E406)" in out
    assert out.count("E406 ") == 1


def test_a_refusal_is_told_in_json_too(rule: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = edited(rule.read_text("utf-8"), ('"500000.00 万元"', '"-5 万元"'))
    rule.write_text(text, "utf-8")
    assert main(["test", str(rule), "--format", "json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)
    (problem,) = file["examples"][1]["problems"]
    line = text.split("\n").index('"财政拨款支出" = "-5 万元"') + 1
    assert (problem["code"], problem["file"], problem["line"]) == ("E406", str(rule), line)
