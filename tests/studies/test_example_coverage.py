"""Coverage: each kind of branch, reached by one example and not by another."""

from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.studies.branch import KINDS
from perfrules.studies.example_coverage import (
    FileCovered,
    Share,
    coverage_of_examples,
    total_share,
)
from tests.studies.mutated_rules import written
from tests.studies.test_mutants import FACTS
from tests.studies.versions import ROOT


def missed(found: FileCovered) -> list[str]:
    return [each.branch.node for each in found.covered if each.state == "missed"]


BODY = """
[[grade]]
name = "优"
in   = "[30, 40]"
[[grade]]
name = "差"
in   = "[0, 30)"
[fact."件数"]
unit  = "件"
range = ">= 0"
[indicator."例"]
points = 5
hit    = "first"
cases  = [
  { when = "合格 且 率 ≥ 50%", score = 5 },
  { when = "合格", score = 3 },
  { score = 0 },
]
[indicator."段"]
points = 5
[indicator."段".bands]
of   = "率"
rows = [ { in = "[50%, 100%]", share = "100%" }, { in = "[0%, 50%)", open = "没有读到" } ]
[indicator."比"]
points = 5
ratio  = { actual = "支出", target = "预算", sign = "≥", over = { above = "150%", score = "OVER" } }
[indicator."扣"]
points = 5
deduct = [
  { for = "件数", each = "1件", points = 2, steps = "whole", unless = "验收" },
  { when = "非 合格", points = 1, at_most = 1 },
  { for = "支出", each = "1万元", points = 1, steps = "whole", at_most = 2 },
]
[indicator."清"]
points    = 5
checklist = [ { item = "有制度", points = 3 }, { any = ["有章程", "有办法"], points = 2 } ]
[indicator."评"]
points = 5
tiers  = [ { name = "好", share = "[60%, 100%]" }, { name = "差", share = "[0%, 60%)" } ]
[indicator."选"]
points = 5
choose = "one"
[indicator."选一"]
parent = "选"
judged = true
[indicator."选二"]
parent = "选"
score  = "分值 × 率"
[indicator."限"]
points    = 5
cap       = 4
floor     = 1
score     = "分值 × 率"
applies   = "预算 > 1万元"
otherwise = "zero"
[bonus."加"]
at_most = 2
add     = [ { for = "件数", each = "1件", points = 1, steps = "whole" } ]
[penalty."减"]
at_most = 50
judged  = true
[veto."否"]
when = "件数 > 5件"
cap  = 20
says = "否"
[tie."平"]
that     = "支出 = 预算"
severity = "warning"
[finding."题"]
when    = "率 < 60%"
problem = "题"
advice  = "议"
[[example]]
name = "甲"
[example.facts]
"支出" = "3 万元"
"预算" = "3 万元"
"率" = "100%"
"合格" = true
"验收" = false
"件数" = "0 件"
"有制度" = true
"有章程" = false
"有办法" = true
[example.picked]
"选" = "选一"
[example.judgement]
"评" = { tier = "好", score = 5, origin = "reviewer" }
"选一" = { score = 5, origin = "reviewer" }
"减" = { score = 0, origin = "reviewer" }
[example.expect]
grade = "优"
"""
BODY = BODY.replace("OVER", "如果(完成比 > 200%, 0, 分值 ÷ 2)")
MORE = 'grade_on = "printed"\ntotal_at_most = 40\ntotal_floor = 0'


def covered(folder: Path, more: str = "") -> FileCovered:
    return coverage_of_examples(written(folder, FACTS + BODY + more, points=40, more=MORE))


def test_what_one_example_reaches_and_what_not(tmp_path: Path) -> None:
    found = covered(tmp_path)
    assert found.problems == ()
    assert set(missed(found)) == {
        "grade.2: reached",
        "methodology.total_at_most: most",
        "methodology.total_floor: least",
        "indicator.例.cases.2: row",
        "indicator.例.cases.3: row",
        "indicator.例.cases.1.when: 合格: no",
        "indicator.例.cases.1.when: 率 ≥ 50%: no",
        "indicator.段.bands.rows.2: row",
        "indicator.比.ratio: missed",
        "indicator.比.ratio.over: over",
        "indicator.比.ratio.over.score: 完成比 > 200%: then",
        "indicator.比.ratio.over.score: 完成比 > 200%: otherwise",
        "indicator.扣.deduct: least",
        "indicator.扣.deduct.1: some",
        "indicator.扣.deduct.1.unless: unless",
        "indicator.扣.deduct.2: some",
        "indicator.扣.deduct.2.at_most: most",
        "indicator.扣.deduct.3: none",
        "indicator.清.checklist.1: no",
        "indicator.清.checklist.2: no",
        "indicator.评.tiers.2: row",
        "indicator.选二: picked",
        "indicator.限.floor: least",
        "indicator.限.applies: not_applicable",
        "bonus.加.add.1: some",
        "bonus.加.at_most: most",
        "veto.否: held",
        "tie.平: broken",
        "finding.题: held",
    }
    assert found.share.part + len(missed(found)) == found.share.whole
    for problem in found.missed:
        assert problem.code == "W680"
        assert problem.place is not None
        assert problem.place.source


SECOND = """
[[example]]
name = "乙"
like = "甲"
[example.facts]
"支出" = "2 万元"
"预算" = "3 万元"
"率" = "10%"
"合格" = false
"件数" = "9 件"
"有制度" = false
"有办法" = false
[example.picked]
"选" = "选二"
[example.judgement]
"评" = { tier = "差", score = 1, origin = "reviewer" }
"减" = { score = 50, origin = "reviewer" }
[example.expect]
error = "E258"
"""


def test_another_example_reaches_the_rest(tmp_path: Path) -> None:
    body = FACTS + BODY.replace('"选一" = { score = 5, origin = "reviewer" }\n', "") + SECOND
    path = written(tmp_path, body, points=40, more=MORE)
    left = missed(coverage_of_examples(path))
    assert "indicator.选二: picked" not in left
    assert "veto.否: held" not in left
    assert "finding.题: held" not in left
    assert "indicator.段.bands.rows.2: row" not in left, "an open row is reached when it refuses"
    assert "indicator.扣.deduct: least" not in left
    assert "indicator.限.floor: least" not in left
    assert "indicator.例.cases.3: row" not in left
    assert "bonus.加.at_most: most" not in left
    assert "indicator.例.cases.2: row" in left


def test_an_accepted_branch_need_not_be_reached(tmp_path: Path) -> None:
    more = """
[[accept]]
code   = "W680"
node   = "tie.平: broken"
reason = "不会"
[[accept]]
code   = "W680"
node   = "tie.平: held"
reason = "多余"
"""
    before, after = covered(tmp_path), covered(tmp_path, more)
    assert "tie.平: broken" not in missed(after)
    assert after.share == Share(before.share.part, before.share.whole - 1)
    stale = [(problem.code, problem.fields["node"]) for problem in after.problems]
    assert stale == [("W380", "tie.平: held")]
    assert not after.unusable


def test_a_share_is_exact_and_never_rounded_up() -> None:
    share = Share(199, 200)
    assert (str(share), share.exact, share.percent) == ("199/200", Fraction(199, 200), 99)
    assert (Share(0, 0).exact, Share(0, 0).percent) == (Fraction(1), 100)
    assert Share(1, 2) + Share(2, 3) == Share(3, 5)


def test_a_version_without_an_example_is_missed(tmp_path: Path) -> None:
    path = written(tmp_path, FACTS + '[indicator."甲"]\npoints = 10\njudged = true\n')
    found = coverage_of_examples(path)
    assert missed(found) == ["version: given"]
    assert found.share == Share(0, 1)
    assert total_share([found, found]) == Share(0, 2)


def test_a_parameter_is_reached_in_the_days_of_its_value(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    rows = "".join(
        f'[[parameter."线"]]\nfrom = {a}\nto = {b}\nvalue = "{v}"\nbasis = "文"\n'
        for a, b, v in (
            ("2022-01-01", "2022-06-30", "50%"),
            ("2022-07-01", "2022-12-31", "60%"),
            ("2021-01-01", "2021-12-31", "40%"),
        )
    )
    (tmp_path / "parameters" / "p.toml").write_text(f"format = 1\n{rows}", "utf-8")
    body = """
[fact."线"]
unit = "%"
from_parameters = true
[indicator."甲"]
points = 10
score  = "分值 × 线"
[[example]]
name   = "上半年"
period = { from = 2022-01-01, to = 2022-06-30 }
[example.facts]
[example.expect]
total = 5.00
"""
    found = coverage_of_examples(written(tmp_path, body))
    assert missed(found) == ["parameter.线.2022-07-01 – 2022-12-31: read"]
    (problem,) = found.missed
    assert problem.place is not None
    assert problem.place.file.endswith("p.toml")
    assert problem.place.source == 'value = "60%"'


def test_a_matrix_reaches_the_row_that_held(tmp_path: Path) -> None:
    body = """
[indicator."甲"]
points = 10
hit   = "only"
cases = [ { when = "合格 且 验收", score = 10 }, { when = "非 (合格 且 验收)", score = 0 } ]
[[example]]
name = "一"
[example.facts]
"合格" = true
"验收" = true
[example.expect]
total = 10.00
"""
    left = missed(coverage_of_examples(written(tmp_path, FACTS + body)))
    assert "indicator.甲.cases.2: row" in left
    assert "indicator.甲.cases.1: row" not in left


def test_limits_of_parents_and_of_sums(tmp_path: Path) -> None:
    body = """
[indicator."上"]
points = 10
cap    = 8
[indicator."甲"]
parent = "上"
points = 10
score  = "分值 × 率"
[[example]]
name = "一"
[example.facts]
"率" = "90%"
[example.expect]
total = 8.00
"""
    found = coverage_of_examples(written(tmp_path, FACTS + body))
    assert missed(found) == []


def test_tiers_without_a_named_tier_are_told_by_the_score(tmp_path: Path) -> None:
    body = """
[indicator."甲"]
points = 10
tiers  = [ { name = "好", share = "[60%, 100%]" }, { name = "差", share = "[0%, 60%)" } ]
[[example]]
name = "一"
[example.judgement]
"甲" = { score = 3, origin = "reviewer" }
[example.expect]
total = 3.00
[[example]]
name = "待定"
[example.facts]
[example.expect]
open = true
"""
    found = coverage_of_examples(written(tmp_path, body))
    assert missed(found) == ["indicator.甲.tiers.1: row"]


def test_only_the_chosen_examples_count(tmp_path: Path) -> None:
    body = FACTS + BODY.replace('"选一" = { score = 5, origin = "reviewer" }\n', "") + SECOND
    path = written(tmp_path, body, points=40, more=MORE)
    some = coverage_of_examples(path, only="甲")
    assert len(missed(some)) > len(missed(coverage_of_examples(path)))


def test_a_file_that_cannot_be_used_has_no_branches(tmp_path: Path) -> None:
    found = coverage_of_examples(written(tmp_path, FACTS))
    assert found.unusable
    assert found.covered == ()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "rules").rglob("*.toml")), ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_branches_of_the_shipped_rules_have_names_and_places(path: Path) -> None:
    if "parameters" in path.parts:
        return
    found = coverage_of_examples(path)
    nodes = [each.branch.node for each in found.covered]
    assert len(set(nodes)) == len(nodes)
    assert found.share.exact >= Fraction(1, 2)
    assert sum(found.share_of(kind).whole for kind in KINDS) == found.share.whole
