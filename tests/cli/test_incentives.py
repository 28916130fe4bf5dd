"""`perfrules incentives`: formats, one department's facts, and what cannot be asked."""

import json

import pytest

from perfrules.cli import main
from tests.cli.conftest import Desk

Captured = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("desk")
def test_it_is_written_in_every_format(capsys: Captured) -> None:
    assert main(["incentives", "beijing/department@2022"]) == 0
    text = capsys.readouterr().out
    assert "Seen from 3 examples" in text or "Seen from 4 examples" in text
    assert "no reward above" in text
    assert main(["incentives", "beijing/department@2022", "--format", "markdown"]) == 0
    assert "| Fact or judgement |" in capsys.readouterr().out
    assert main(["incentives", "beijing/department@2022", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["methodology"]["id"] == "beijing/department"


def test_one_department_sees_its_own_numbers(desk: Desk, capsys: Captured) -> None:
    asked = ["incentives", "beijing/department@2022", "--at", "facts.toml", "--jump", "0.5"]
    assert main([*asked, "-o", "page.txt", "--lang", "zh"]) == 0
    page = (desk.folder / "page.txt").read_text("utf-8")
    assert "从给出的数据看（北京市公安局公安交通管理局）" in page
    assert "从 492,824.40 万元 往上不再加分" in page
    assert "在一处相差 0.5 分或更多" in page
    assert main([*asked, "-o", "facts.toml"]) == 2
    assert "E612" in capsys.readouterr().err


@pytest.mark.parametrize("jump", ["0", "-1", "much", "1e5"])
def test_a_jump_is_a_number_of_points(jump: str, capsys: Captured) -> None:
    assert main(["incentives", "beijing/department@2022", f"--jump={jump}"]) == 2
    assert "E665" in capsys.readouterr().err
