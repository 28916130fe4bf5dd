"""`perfrules compare`: what it writes, in which language, and how it ends."""

import json
from pathlib import Path

import pytest

from perfrules.cli import main
from tests.scoring.rules import HEAD
from tests.studies.departments import MOVING

RANKED = HEAD.format(points=20, more="") + (
    '[fact."率"]\nunit = "%"\n[indicator."位"]\npoints = 20\n'
    'rank = { of = "率", better = "higher", ties = "same", score = "分值 − 名次 + 1" }\n'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two methodologies: `test`, whose points may move, and `ranks`."""
    (tmp_path / "rules").mkdir()
    moving = HEAD.format(points=100, more="") + MOVING
    (tmp_path / "rules" / "test.toml").write_text(moving, "utf-8")
    (tmp_path / "rules" / "ranks.toml").write_text(RANKED.replace('"test"', '"ranks"'), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFRULES_LANG", "en")
    return tmp_path


def written(name: str, rate: str = "90%", buys: str = "true") -> str:
    text = f'methodology = "test"\n[subject]\nname = "{name}"\nperiod = 2022\n[facts]\n'
    text += f'"有采购" = {buys}\n"采购率" = "80%"\n"事故" = "0 起"\n'
    text += f'"率" = "{rate}"\n' if rate else ""
    text += '[judgement."满意"]\nscore = 30\norigin = "reviewer"\n'
    Path(f"{name}.toml").write_text(text, "utf-8")
    return f"{name}.toml"


def test_departments_are_ranked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert main(["compare", written("a", "80%"), written("b", "90%"), written("c", "90%")]) == 0
    told = capsys.readouterr()
    rows = [line.split()[:3] for line in told.out.split("\n") if line.strip()[:1] in {"1", "3"}]
    assert [row for row in rows if len(row) == 3 and row[1] in "abc"] == [
        ["1", "b", "83.00"],
        ["1", "c", "83.00"],
        ["3", "a", "78.00"],
    ]
    assert told.err == ""


def test_it_ends_with_1_where_totals_are_not_on_one_scale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    files = [written("a"), written("b"), written("c", buys="false")]
    assert main(["compare", *files]) == 1
    told = capsys.readouterr()
    assert "W803" in told.out
    assert told.err == "", "the terminal has shown it"
    assert main(["compare", *files, "--format", "html", "-o", "page.html"]) == 1
    assert capsys.readouterr().err.startswith("W803 test 1: effective weights are not the same")
    assert "权重不同之处" in Path("page.html").read_text("utf-8"), "in the language of the rules"
    assert main(["compare", *files, "--format", "html", "-o", "page.html", "--lang", "en"]) == 1
    assert "Weights that differ" in Path("page.html").read_text("utf-8")


def test_what_is_open_or_refused_stops_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.toml").write_text('methodology = "test"\n[facts]\n"率" = "x"\n', "utf-8")
    (folder / "broken.toml").write_text("=", "utf-8")
    good, lacking = written("a"), written("b", rate="")
    assert main(["compare", good, lacking]) == 3
    assert "38.00–88.00" in capsys.readouterr().out
    assert main(["compare", good, "bad.toml", "broken.toml"]) == 2
    told = capsys.readouterr()
    assert "E240" in told.out
    assert "E240" in told.err
    assert "broken.toml" in told.out
    assert main(["compare", "bad.toml", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["groups"] == []
    assert main(["compare", "bad.toml", "--format", "html"]) == 2


def test_methodologies_have_places_of_their_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.csv").write_text("单位名称,率\n东,97%\n西,99%\n", "utf-8")
    assert main(["compare", "x.csv", "--methodology", "ranks"]) == 0
    capsys.readouterr()
    text = (folder / written("a")).read_text("utf-8").replace('"test"', '"ranks"').split("[judg")[0]
    kept = [line for line in text.split("\n") if "采购" not in line and "事故" not in line]
    (folder / "r.toml").write_text("\n".join(kept), "utf-8")
    assert main(["compare", written("a"), "r.toml", "--format", "json"]) == 3, (
        "alone it has no place by rank"
    )
    groups = json.loads(capsys.readouterr().out)["groups"]
    assert [[each["name"] for each in group["departments"]] for group in groups] == [["a"], ["a"]]


def test_levels_below_the_first_are_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    files = [written("a"), written("b")]
    assert main(["compare", *files]) == 0
    assert "执行" not in capsys.readouterr().out
    assert main(["compare", *files, "--depth", "2"]) == 0
    assert "执行" in capsys.readouterr().out
