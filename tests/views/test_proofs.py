"""Proofs as text, JSON, Markdown: what is refuted shown with facts, what is not known said.

`PERFRULES_GOLDEN=write pytest tests/views` rewrites the golden files; their diff is the review.
"""

import json
from contextlib import chdir
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from perfrules.cli import main
from perfrules.messages import Lang
from perfrules.messages import proofs as say
from perfrules.scoring.loading import load_methodology
from perfrules.studies.prove import prove
from perfrules.studies.proved import KINDS, VERDICTS, How, Kind, Proof, Verdict
from perfrules.views.proofs import Format, proofs
from tests.views.test_explain import check_golden

HERE = Path(__file__).parent
FLAWED = "pack/rules/demo/flawed.toml"


@cache
def flawed() -> Proof:
    with chdir(HERE):
        return prove(load_methodology(Path(FLAWED)), seconds=Fraction(2), searches=40)


def test_every_word_of_a_proof_has_its_texts() -> None:
    assert get_args(Kind) == KINDS == tuple(say.KINDS)
    assert get_args(How) == tuple(say.HOWS)
    assert get_args(Verdict) == VERDICTS
    assert {*VERDICTS, "accepted"} == {*say.VERDICTS}


@pytest.mark.parametrize(
    ("file", "how", "lang"),
    [
        ("proofs.txt", "text", "zh"),
        ("proofs.en.txt", "text", "en"),
        ("proofs.md", "markdown", "zh"),
        ("proofs.json", "json", "en"),
    ],
)
def test_a_proof_is_the_golden_page(file: str, how: Format, lang: Lang) -> None:
    check_golden(file, proofs([(FLAWED, flawed())], how, lang))


def test_what_is_proved_is_listed_when_asked_for() -> None:
    check_golden("proofs.all.txt", proofs([(FLAWED, flawed())], "text", "zh", verbose=True))
    page = proofs([(FLAWED, flawed())], "markdown", "en", verbose=True)
    assert page.count("| proved |") == len(flawed().of("proved"))


def test_a_page_of_a_file_without_a_fault() -> None:
    rules = load_methodology("hunan/department@2018")
    page = proofs([("2018.toml", prove(rules))], "markdown", "en")
    assert "nothing is refuted or undecided" in page


# ── the command ──


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    monkeypatch.setenv("PERFRULES_LANG", "en")


@pytest.mark.usefixtures("here")
def test_exit_codes_and_places(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["prove", FLAWED, "--format", "json", "-o", str(tmp_path / "p.json")]) == 1
    [file] = json.loads((tmp_path / "p.json").read_text("utf-8"))["files"]
    assert {q["answer"] for q in file["questions"]} == set(VERDICTS)
    assert all(q["place"] for q in file["questions"])
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("here")
def test_undecided_alone_is_another_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "r.toml"
    text = (HERE / FLAWED).read_text("utf-8")
    head = text[: text.index("[[grade]]")].replace("points   = 40", "points   = 10")
    head = head.replace('grade_on = "printed"\n', "")
    rank = text[text.index('[indicator."排名"]') : text.index('[indicator."评判"]')]
    fact = '[fact."名次依据"]\nunit   = "%"\nbetter = "higher"\n'
    rank = rank.replace("分值 − (名次 − 1)", "分值 ÷ 名次")
    rules.write_text(head + fact + rank, "utf-8")
    assert main(["prove", str(rules), "--timeout", "0.5"]) == 3
    said = capsys.readouterr().out
    assert "? 排名 · more '名次依据' · better is not scored lower: it acts through" in said
    assert said.splitlines()[-1].endswith("undecided")


@pytest.mark.usefixtures("here")
def test_a_file_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("format = 1\n[methodology]\nid = 1\n", "utf-8")
    assert main(["prove", str(broken), str(tmp_path / "nowhere.toml")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "E101" in shown.err
    assert "broken.toml:" in shown.err


@pytest.mark.parametrize("given", ["0", "-1", "soon", "1e3", "1.2345"])
@pytest.mark.usefixtures("here")
def test_seconds_are_a_number_above_zero(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", FLAWED, f"--timeout={given}"]) == 2
    assert "E652" in capsys.readouterr().err
