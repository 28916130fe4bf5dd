"""Every shipped rule file is proved, or says why not; and what is proved holds of other facts."""

from pathlib import Path

import pytest

from perfrules.cli import main
from perfrules.scoring.loading import load_methodology
from perfrules.scoring.score import score
from perfrules.studies.faults import rule_files
from perfrules.studies.prove import prove
from perfrules.studies.proved import Proof
from perfrules.studies.sample import sampled, seeded

RULES = Path(__file__).parents[2] / "rules"
FILES = rule_files(RULES)


def shown_against(proof: Proof, number: int) -> list[str]:
    """Proved questions against which a fact set speaks that the proof has not seen."""
    methodology = proof.methodology
    result = score(methodology, sampled(methodology, seeded(7, number)))
    return [
        f"{each.question.kind} {each.question.subject}"
        for each in proof.decisions
        if each.verdict == "proved"
        and not each.question.possible
        and each.question.shown(result, {}) is not None
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(RULES).as_posix())
def test_a_shipped_file_is_proved(file: Path) -> None:
    proof = prove(load_methodology(file))
    assert not proof.of("undecided")
    assert not proof.of("refuted"), "what is refuted is accepted with a reason"
    assert not proof.warnings
    for each in proof.of("refuted", accepted=True):
        assert each.witness is not None
        assert each.question.shown(each.witness.result, each.witness.changed) is not None
    assert [against for number in range(25) for against in shown_against(proof, number)] == []


def test_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", str(RULES / "hunan"), "--lang", "en"]) == 0
    assert capsys.readouterr().out.endswith("2018.toml: 18 proved\n")
