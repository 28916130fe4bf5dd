"""What `show` lists of a methodology: tables, the schema of its fact files, its candidates."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import tomli

from perfrules.cli import main
from tests.cli.conftest import ROOT, Desk


def test_show_lists_what_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "beijing/department"]) == 0
    shown = capsys.readouterr().out
    assert re.search("^财政拨款预算 +万元 +> 0 +yes ", shown, re.MULTILINE)
    assert re.search("^满意率 +% +.* no ", shown, re.MULTILINE)
    assert re.search("^预算管理情况 +20$", shown, re.MULTILINE)
    assert "市级平均差异率" not in shown, "a parameter is not asked of a department"


def test_show_gives_a_schema_that_the_examples_meet(capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted((ROOT / "examples").glob("beijing-*.toml")):
        facts = tomli.loads(path.read_text("utf-8"))
        assert (
            main(["show", facts["methodology"], "--as-of", "2022-12-31", "--format", "json"]) == 0
        )
        schema = json.loads(capsys.readouterr().out)
        validator = jsonschema.Draft202012Validator(schema)
        validator.check_schema(schema)
        validator.validate(facts)
        name = next(iter(facts["facts"]))
        wrong = (
            {**facts, "fact": {}},
            {**facts, "facts": {**facts["facts"], "没有": 1}},
            {**facts, "facts": {**facts["facts"], name: True}},
            {**facts, "facts": {key: facts["facts"][key] for key in facts["facts"] if key != name}},
        )
        assert not any(validator.is_valid(each) for each in wrong)


def test_show_where_lists_the_candidates(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "beijing/department", "--where"]) == 0
    shown = capsys.readouterr().out
    assert "2022-01-01 – 2022-12-31" in shown
    assert str(desk.rule) in shown
    assert main(["show", "beijing/departement", "--where"]) == 2
    assert "E356" in capsys.readouterr().err


OF_EVERY_KIND = """
format = 1
[methodology]
id = "a/b"
version = "1"
title = "t"
points = 100
in_force = { from = 2022-01-01, to = 2022-12-31 }
rounding = { to = 0.01, mode = "half-up" }
basis = "b"
status = "assumed"
lang = "zh"
[fact."数"]
unit = "%"
bare = "fraction"
range = "(0%, 12.5%]"
for_report = true
[fact."是否"]
kind = "yes/no"
[fact."日"]
kind = "date"
for_report = true
[fact."选"]
kind = "text"
choice = ["甲", "乙"]
for_report = true
[fact."文"]
kind = "text"
optional = true
for_report = true
[indicator."一"]
points = 100
score = "分值 if 是否 else 0"
"""


def test_show_of_facts_of_every_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = tmp_path / "rule.toml"
    rule.write_text(OF_EVERY_KIND, "utf-8")
    assert main(["check", str(rule)]) == 0
    assert main(["--lang", "zh", "show", str(rule)]) == 0
    shown = capsys.readouterr().out
    assert re.search("^是否 +是/否 +是$", shown, re.MULTILINE)
    assert re.search("^选 +文字 +甲、乙 +否$", shown, re.MULTILINE)
    assert "评判" not in shown
    assert main(["show", str(rule), "--format", "json"]) == 0
    validator = jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out))
    good = {"是否": "是", "日": "2022-01-31", "选": "甲", "文": "…", "数": 0.125}
    assert validator.is_valid({"facts": good})
    for name, value in {"是否": 1, "日": 2022, "选": "丙", "文": 1, "数": 0.126}.items():
        assert not validator.is_valid({"facts": {**good, name: value}}), name
