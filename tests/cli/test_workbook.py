"""`perfrules explain --format xlsx`: a file, whole or not at all, and never on a terminal."""

import subprocess
import sys

import openpyxl
import pytest

from perfrules.cli import main
from tests.cli.conftest import Desk


def test_a_workbook_is_written_in_the_language_of_the_rule_file(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    out = desk.folder / "out.xlsx"
    asked = ["explain", str(desk.facts), "--format", "xlsx", "-o", str(out)]
    assert main(asked) == 0
    assert capsys.readouterr() == ("", "")
    assert openpyxl.load_workbook(out).sheetnames[0] == "得分"
    assert main(["--lang", "en", *asked]) == 0
    assert openpyxl.load_workbook(out).sheetnames[0] == "Scores"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], "E750"),
        (["-o", "out.xlsx", "--only", "当年预算执行情况"], "E751"),
        (["-o", "out.xlsx", "--depth", "1"], "E751"),
    ],
)
def test_what_a_workbook_cannot_be(
    desk: Desk, capsys: pytest.CaptureFixture[str], options: list[str], code: str
) -> None:
    assert main(["explain", str(desk.facts), "--format", "xlsx", *options]) == 2
    assert code in capsys.readouterr().err
    assert not (desk.folder / "out.xlsx").exists()


def test_without_the_library_one_line_says_how_to_get_it(desk: Desk) -> None:
    without = (
        "import sys; sys.modules['xlsxwriter'] = None; "
        "from perfrules.cli import main; sys.exit(main())"
    )
    asked = ["explain", str(desk.facts), "--format", "xlsx", "-o", "out.xlsx"]
    run = subprocess.run(
        [sys.executable, "-c", without, "--lang", "en", *asked],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "pip install 'perfrules[xlsx]'" in run.stderr
