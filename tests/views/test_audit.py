"""An audit as text, Markdown and JSON: aligned, in both languages, never the word wrong."""

import json
import re
from fractions import Fraction

import pytest

from perfrules.messages import Lang
from perfrules.messages import audit as say
from perfrules.problem import width_of
from perfrules.studies.audited import VERDICTS, BasisKind, Kind, MistakeKind
from perfrules.views import audit_formats
from tests.studies.audits import audited, of_case

CASES = (
    "beijing-traffic-2022",
    "anhui-guichi-tangxi-2022",
    "anhui-suixi-temporary-relief-2019",
    "hunan-yueyang-highway-overall",
    "sichuan-unit-2017-overall",
)


def test_every_word_of_an_audit_has_its_texts() -> None:
    assert tuple(say.VERDICTS) == VERDICTS
    assert tuple(say.KINDS) == Kind.__args__  # type: ignore[attr-defined]
    assert tuple(say.BASIS) == BasisKind.__args__  # type: ignore[attr-defined]
    assert tuple(say.MISTAKES) == MistakeKind.__args__  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_asked_for(case: str, width: int, lang: Lang) -> None:
    text = audit_formats.to_text([of_case(case)], lang, width)
    assert [line for line in text.splitlines() if width_of(line) > width] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_figure_does_not_follow_and_is_never_called_wrong(lang: Lang) -> None:
    audits = [of_case(case) for case in CASES]
    text = audit_formats.to_text(audits, lang)
    assert ("推不出" if lang == "zh" else "does not follow") in text
    assert not re.search(r"\bwrong\b|错误|\berror\b", text)


def test_another_basis_stands_beside_the_derivation() -> None:
    text = audit_formats.to_text([of_case("beijing-traffic-2022")], "zh")
    start = text.index("结转结余率增减  换一种算法相符")
    assert text[start : text.index("\n\n", start)].splitlines()[1:8] == [
        "  公布  3.96%",
        "  算得  3.97%（≈3.9685%）",
        "  算法  由印出的数推得 3.96%：结转结余率 11.25%、上年结转结余率 7.29%",
        "  提示  两个百分率之差的单位是百分点，印作 3.96%",
        "  提示  先取整、后相减；由未取整的数相减，末位不同",
        "  附注  原文作“增加3.96%”；两个比率之差的单位应为百分点",
        "  其中  结转结余率增减 = 结转结余率 − 上年结转结余率",
    ]


def test_each_difference_has_its_derivation_and_its_source() -> None:
    text = audit_formats.to_text([of_case("anhui-suixi-temporary-relief-2019")], "zh", 100)
    start = text.index("特困人员救助供养人数 得分  推不出")
    block = text[start : text.index("\n\n", start)]
    assert "= 5 × 4,604 人 ÷ 4,754 人" in block
    assert "理由  特困人员实行动态管理" in block
    assert "https://www.sxx.gov.cn" in block


@pytest.mark.parametrize(
    ("total", "shown"), [("98", "at most 95"), ("24", "at least 25"), ("60", "—")]
)
def test_what_the_rest_allows_is_said_of_a_sum_that_is_printed_in_part(
    total: str, shown: str
) -> None:
    leaves = '[published.score."制度"]\nscore = 25'
    text = audit_formats.to_text([audited(f"total = {total}\n{leaves}")], "en")
    (line,) = [line for line in text.splitlines() if line.endswith("sum of the printed scores")]
    assert shown in line


def test_a_relation_shows_both_sides_and_what_lies_open() -> None:
    relation = '[[published.relation]]\nthat = "上年支出 + 支出 = 年初预算"\n'
    share = '[[published.relation]]\nthat = "支出 ÷ 预算 = 50%"'
    text = audit_formats.to_text([audited(relation + share)], "en")
    assert re.search(r"left side +3 万元\n +right side +4 万元\n +open +1 万元", text)
    assert re.search(r"left side +≈66\.67%\n +right side +50%\n +open +≈16\.67%", text)


def test_markdown_has_a_table_for_each_section() -> None:
    text = audit_formats.to_markdown([of_case("beijing-traffic-2022")], "en")
    assert "| Verdict | Printed | Computed | Figure |\n| --- | ---: | ---: | --- |" in text
    assert text.startswith("## Audit of a published report\n\n")


def test_json_keeps_every_number_whole() -> None:
    told = json.loads(audit_formats.to_json([of_case("beijing-traffic-2022")], "en"))
    assert told["format"] == "perfrules.audit/1"
    (report,) = told["reports"]
    (other,) = [each for each in report["figures"] if each["basis"]]
    assert other["verdict"] == "ties on another basis"
    assert round(Fraction(other["exact"]) * 10_000) == 397
    assert other["basis"]["exact"] == "99/2500"
    assert other["basis"]["given"][1] == {"name": "上年结转结余率", "printed": "7.29%"}
    assert [each["kind"] for each in other["remarks"]] == ["percent for points", "rounded rates"]
    assert other["steps"][0]["formula"] == "结转结余率 − 上年结转结余率"
    assert len(report["files"]) == 3


def test_json_says_what_is_missing_and_which_problem_stands_in_the_way() -> None:
    names = ("hunan-yueyang-highway-overall", "anhui-guichi-tangxi-2022")
    told = json.loads(audit_formats.to_json([of_case(name) for name in names], "zh"))
    without, zero = (report["figures"][0] for report in told["reports"])
    assert (without["computed"], without["exact"], without["apart"]) == (None, None, None)
    assert without["missing"]
    assert [each["code"] for each in zero["problems"]] == ["E250"]
