"""The published cases audited: what is known to be amiss is found, and nothing else."""

from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.scoring.loading import Loader
from perfrules.studies.audit import audit
from perfrules.studies.audited import Audit
from tests.studies.audits import ROOT, failing, kinds, of_case, remarks, verdicts

BEIJING = ROOT / "examples" / "beijing-traffic-2022.toml"


def changed(case: Path, tmp_path: Path, old: str, new: str) -> Audit:
    """The audit of a copy of a case in which one passage is another."""
    text = case.read_text("utf-8")
    assert text.count(old) == 1
    copy = tmp_path / case.name
    copy.write_text(text.replace(old, new), "utf-8")
    return audit(Loader((ROOT / "rules",)).only_one(copy))


def test_beijing_prints_a_difference_of_rounded_rates_in_percent() -> None:
    found = of_case("beijing-traffic-2022")
    (other,) = [check for check in found.checks if check.verdict == "ties on another basis"]
    assert other.name == "结转结余率增减"
    assert other.computed is not None
    assert round(other.computed * 10_000) == 397
    assert other.basis is not None
    assert other.basis.kind == "printed inputs"
    assert other.basis.value == Fraction("0.0396")
    assert [(g.name, g.shown) for g in other.basis.given] == [
        ("结转结余率", "11.25%"),
        ("上年结转结余率", "7.29%"),
    ]
    assert kinds(other) == ["percent for points", "rounded rates"]


def test_beijing_takes_the_rate_of_a_score_before_rounding_and_names_its_bases() -> None:
    found = of_case("beijing-traffic-2022")
    (rate,) = [check for check in found.checks if check.of == "indicator.当年预算执行情况"][1:]
    assert (rate.kind, rate.verdict, kinds(rate)) == ("rate", "ties", ["unrounded score"])
    assert [base.fact for base in found.bases] == [
        "财政拨款预算",
        "支出预算数",
        "上年支出预算数",
        "年初预算数",
    ]
    assert remarks(found) == ["several bases"]


def test_beijing_leaves_a_carry_over_open_that_nobody_explains() -> None:
    found = of_case("beijing-traffic-2022")
    (check,) = [check for check in found.checks if check.verdict == "does not close"]
    assert check.name == "全年支出预算数减决算数，与年末结转结余"
    assert check.apart is not None
    assert -check.apart == Fraction("7473.62") * 10_000
    assert kinds(check) == ["money open"]
    assert found.failed


def test_chengan_applies_its_weights_twice() -> None:
    found = of_case("hebei-chengan-centenarian-2020")
    assert list(failing(found).values()) == [["weights twice"]] * 4


def test_guichi_leaves_the_row_of_the_total_empty() -> None:
    found = of_case("anhui-guichi-tangxi-2022")
    assert list(failing(found).values()) == [["empty total"]] * 2
    undone = {check.kind: kinds(check) for check in found.checks if check.computed is None}
    assert undone == {"figure": ["zero base"], "score": ["zero base"]}
    assert "empty total" in remarks(found)


def test_suixi_gives_full_marks_for_two_missed_targets() -> None:
    found = of_case("anhui-suixi-temporary-relief-2019")
    assert failing(found) == {
        "特困人员救助供养人数": ["target missed"],
        "扶贫临时救助标准": ["target missed"],
    }
    assert found.checks[5].reason == "特困人员实行动态管理"
    assert remarks(found) == ["of which"]


def test_hetang_does_not_close() -> None:
    found = of_case("hunan-hetang-women-2022-overall")
    (check,) = [check for check in found.checks if check.failed]
    assert check.computed == Fraction("14.01") * 10_000
    assert kinds(check) == ["money open"]


def test_lijiang_takes_points_off_without_a_reason() -> None:
    found = of_case("yunnan-lijiang-gucheng-2020")
    assert list(failing(found).values()) == [["score not from target", "no reason"]] * 4
    assert remarks(found) == ["money as output"]


@pytest.mark.parametrize(
    "name",
    [
        "anhui-tianchang-flood-2022",
        "hubei-yangtze-fishing-ban-2020",
        "yunnan-pingbian-traffic-2022",
        "shanghai-putuo-sports-2022-aid",
        "hunan-nanhu-dibao-2016",
    ],
)
def test_a_case_that_ties_ties(name: str) -> None:
    assert set(verdicts(of_case(name)).values()) == {"ties"}


def test_a_changed_last_digit_of_the_putuo_aid_is_found(tmp_path: Path) -> None:
    case = ROOT / "examples" / "shanghai-putuo-sports-2022-aid.toml"
    rate = '"预算执行率" = "45.17%"'
    found = changed(case, tmp_path, rate, rate.replace("45.17%", "45.18%"))
    assert failing(found) == {"预算执行率": ["rate not from amounts"]}


def test_yinchuan_prints_a_total_that_its_leaves_cannot_reach() -> None:
    found = of_case("ningxia-yinchuan-no6-school-2021")
    total = found.checks[-1]
    assert (total.kind, total.verdict) == ("sum of scores", "does not close")
    assert total.computed == 94
    assert failing(found) == {"预算执行率": ["no reason"], "": ["total not from leaves"]}


def test_a_rate_above_100_percent_without_its_amounts_is_remarked() -> None:
    found = of_case("jiangxi-nanchang-cancha-clinic-2021-overall")
    assert kinds(found.checks[0]) == ["over 100%"]
    assert not found.failed


def test_scores_without_facts_cannot_be_computed() -> None:
    found = of_case("hunan-yueyang-highway-overall")
    assert {check.verdict for check in found.checks} == {"cannot be computed"}
    assert all(kinds(check) == ["no facts"] for check in found.checks)
    assert found.open
    assert not found.failed


def test_a_form_may_be_published_unfilled() -> None:
    assert "unfilled" in remarks(of_case("sichuan-qingshen-salary-2023"))


def test_every_shipped_case_is_audited_or_has_nothing_published() -> None:
    loader = Loader()
    for path in sorted((ROOT / "examples").glob("*.toml")):
        facts = loader.only_one(path)
        if facts.published is not None:
            assert audit(facts).checks
