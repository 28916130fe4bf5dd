"""`perfrules score` with several departments of one methodology: they are ranked together."""

import csv
import io
from pathlib import Path

import pytest

from perfrules.cli import main
from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from tests.scoring.rules import HEAD

RULES = HEAD.format(points=20, more="") + (
    '[fact."率"]\nunit = "%"\n[indicator."位"]\npoints = 20\n'
    'rank = { of = "率", better = "higher", ties = "same", score = "分值 − 名次 + 1" }\n'
)
FRAMEWORK = (
    HEAD.format(points=1, more="").replace("points = 1", 'weights = "open"')
    + '[fact."率"]\nunit = "%"\n[indicator."位"]\nvalue = "率"\nunit = "%"\n'
)


def written(folder: Path, rules: str, *rates: str) -> list[str]:
    methodology_from(toml_document(rules, "rules.toml"))
    (folder / "rules").mkdir()
    (folder / "rules" / "test.toml").write_text(rules, encoding="utf-8")
    paths = []
    for number, rate in enumerate(rates):
        path = folder / f"{number}.toml"
        facts = f'[facts]\n"率" = "{rate}"\n' if rate else ""
        text = f'methodology = "test"\n[subject]\nperiod = 2022\n{facts}'
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_several_files_are_a_population(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = written(tmp_path, RULES, "50%", "", "80%", "bad")
    assert main(["score", "--format", "csv", *paths]) == 3
    told = lines(capsys)
    assert [line["total"] for line in told] == ["19.00", "", "20.00", ""]
    assert [line["state"] for line in told] == ["done", "open", "done", "refused"]


def test_a_department_alone_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = written(tmp_path, RULES, "50%")
    assert main(["score", "--format", "csv", path]) == 3
    assert lines(capsys)[0]["missing"] == "population"


def test_departments_of_other_periods_are_not_ranked_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = written(tmp_path, RULES, "50%", "80%", "60%", "70%")
    for path in paths[2:]:
        file = Path(path)
        file.write_text(file.read_text("utf-8").replace("2022", "2023"), encoding="utf-8")
    assert main(["score", "--format", "csv", *paths]) == 0
    assert [line["total"] for line in lines(capsys)] == ["19.00", "20.00", "19.00", "20.00"]


def test_a_framework_has_no_points(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = written(tmp_path, FRAMEWORK, "50%")
    assert main(["score", "--lang", "zh", path]) == 0
    assert "没有分值" in capsys.readouterr().out
