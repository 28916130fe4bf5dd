"""Mutants: what is changed, where, and that nothing is made that cannot differ."""

from pathlib import Path

import pytest

from perfrules.studies.mutant import diff_of, mutated
from perfrules.studies.mutants import mutants_of
from perfrules.studies.versions import methodology_of
from tests.studies.mutated_rules import names_of, written
from tests.studies.versions import ROOT

FACTS = """
[fact."支出"]
unit  = "万元"
range = ">= 0"
[fact."预算"]
unit  = "万元"
range = "> 0"
[fact."上年预算"]
unit  = "万元"
range = "> 0"
[fact."率"]
unit  = "%"
range = "[0%, 100%]"
[fact."合格"]
kind = "yes/no"
[fact."验收"]
kind = "yes/no"
[fact."地区"]
choice = ["东", "西"]
"""


def one(score: str) -> str:
    return f'{FACTS}[indicator."甲"]\npoints = 10\nscore = "{score}"\n'


@pytest.mark.parametrize(
    ("score", "changes"),
    [
        ("分值 × min(率, 99.5%)", ["min → max", "99.5% → 99.6%", "99.5% → 99.4%"]),
        ("如果(率 ≥ 80%, 10分, 0分)", [
            "≥ → >", "80% → 81%", "80% → 79%", "10分 → 11分", "10分 → 9分", "0分 → 1分",
        ]),
        ("如果(60% < 率 <= 80%, 分值, 0)", [
            "60% → 61%", "60% → 59%", "< → ≤", "<= → <", "80% → 81%", "80% → 79%", "0 → 1",
        ]),
        ("如果(地区 = '东', 分值, 0)", ["= → ≠", "'东' → '西'", "0 → 1"]),
        ("如果(合格 且 (验收 或 率 = 1), 分值, 0)", [
            "合格 且 → dropped", "且 (验收 或 率 = 1) → dropped", "合格 → 验收", "合格 → (非 合格)",
            "验收 或 → dropped", "验收 → 合格", "验收 → (非 验收)", "或 率 = 1 → dropped",
            "= → ≠", "1 → 2", "1 → 0", "0 → 1",
        ]),
        ("如果(非 合格, 分值, 0)", ["非 合格 → 合格", "合格 → 验收", "0 → 1"]),
        ("round(分值 × 率, 0.1)", [
            "round → round_up", "round → round_down", "0.1 → 0.2", "0.1 → 0.0",
        ]),
        ("分值 × 进位(率, 0.1)", ["进位 → 舍去", "0.1 → 0.2", "0.1 → 0.0"]),
        ("分值 − 1分 × (1 − 率)", [
            "− → +", "1分 → 2分", "1分 → 0分", "1 → 2", "1 → 0", "− → + #2",
        ]),
        ("分值 × min(支出 ÷ 预算, 1)", [
            "min → max", "支出 → 预算", "支出 → 上年预算", "预算 → 上年预算", "预算 → 支出",
            "1 → 2", "1 → 0",
        ]),
    ],
)  # fmt: skip
def test_each_part_of_a_formula_has_its_mutants(
    score: str, changes: list[str], tmp_path: Path
) -> None:
    found = [name.removeprefix("indicator.甲.score: ") for name in names_of(tmp_path, one(score))]
    assert sorted(found) == sorted(changes)


BANDS = (
    FACTS
    + """
[indicator."甲"]
points = 10
[indicator."甲".bands]
of   = "率"
rows = [
  { in = "[90%, 100%]", score = 10 },   # 最高一档
  { in = "(60%, 90%)", from = 4, to = 8 },
  { in = "60%", share = "30%" },
  { in = "< 60%", score = 0 },
]
"""
)


def test_edges_move_in_all_rows_that_they_bound(tmp_path: Path) -> None:
    path = written(tmp_path, BANDS)
    text = path.read_text("utf-8")
    made = {each.node: mutated(text, each.edits) for each in mutants_of(methodology_of(path))}
    name = "indicator.甲.bands: "
    moved = made[f"{name}90% → 91%"]
    assert '{ in = "[91%, 100%]", score = 10 },' in moved
    assert '{ in = "(60%, 91%)", from' in moved
    turned = made[f"{name}[90%, 100%], (60%, 90%) → (90%, 100%], (60%, 90%]"]
    assert 'in = "(90%, 100%]"' in turned
    assert 'in = "(60%, 90%]"' in turned
    three = made[f"{name}60% → 59%"]
    assert [f'in = "{row}"' in three for row in ("(59%, 90%)", "59%", "< 59%")] == [True] * 3
    assert not any("100% →" in node or "→ 101%" in node for node in made), "the range ends there"
    gone = made["indicator.甲.bands.rows.1: dropped"]
    assert '{ in = "(60%, 100%]", from = 4, to = 8 },' in gone
    assert "最高一档" not in gone
    last = made["indicator.甲.bands.rows.4: dropped"]
    assert '{ in = "<= 60%", share = "30%" },\n]' in last


def test_rows_that_say_the_same_have_no_edge_between_them(tmp_path: Path) -> None:
    same = BANDS.replace('share = "30%"', "score = 3").replace(
        "score = 0", 'score = 3, says = "同"'
    )
    names = names_of(tmp_path, same)
    assert "indicator.甲.bands.rows.4: dropped" not in names
    assert "indicator.甲.bands: 60% → 61%" in names, "the row above says something else"
    two = same.replace("(60%, 90%)", "[60%, 90%)").replace('  { in = "60%", score = 3 },\n', "")
    assert "indicator.甲.bands: 60% → 61%" in names_of(tmp_path, two)
    flat = two.replace("from = 4, to = 8", "score = 3")
    assert not [name for name in names_of(tmp_path, flat) if "60% →" in name]


ITEMS = (
    FACTS
    + """
[fact."件数"]
unit  = "件"
range = ">= 0"
[fact."时数"]
unit  = "小时"
range = ">= 0"
[indicator."甲"]
points = 6
deduct = [
  { for = "件数", each = "1件", points = 1, steps = "whole", at_most = 3 },
  { for = "时数", each = "2小时", points = 0.5, steps = "started", unless = "合格" },
  { when = "验收", points = 1 },
]
[indicator."乙"]
points = 4
checklist = [ { item = "有制度", points = 3 }, { any = ["有章程", "有办法"], points = 1 } ]
"""
)


def test_items_lose_rows_limits_and_exceptions(tmp_path: Path) -> None:
    names = names_of(tmp_path, ITEMS)
    for kept in (
        "indicator.甲.deduct.1: dropped",
        "indicator.甲.deduct.1.at_most: dropped",
        "indicator.甲.deduct.1.at_most: 3 → 4",
        "indicator.甲.deduct.2.steps: started → linear",
        "indicator.甲.deduct.2.steps: started → whole",
        "indicator.甲.deduct.2.unless: dropped",
        "indicator.甲.deduct.2.unless: 合格 → (非 合格)",
        "indicator.甲.deduct.3: dropped",
        "indicator.甲.points: 6 → 7",
        "indicator.乙.points: 4 → 5",
        "indicator.乙.checklist.1: dropped",
        "indicator.乙.checklist.1.points: 3 → 3.1",
        "indicator.乙.checklist.2.points: 1 → 2",
    ):
        assert kept in names
    assert not [name for name in names if "deduct.1.steps" in name], "pieces come whole"


def text_of(path: Path, node: str) -> str:
    found = {each.node: each for each in mutants_of(methodology_of(path))}
    return mutated(path.read_text("utf-8"), found[node].edits)


def test_points_move_from_one_leaf_to_the_next_and_all_sums_tie(tmp_path: Path) -> None:
    body = """
[indicator."上"]
points = 6
[indicator."一"]
parent = "上"
points = 4
judged = true
[indicator."二"]
parent = "上"
points = 2
judged = true
[indicator."三"]
points = 4
checklist = [ { item = "有制度", points = 3 }, { item = "有办法", points = 1 } ]
"""
    path = written(tmp_path, body)
    within = text_of(path, "indicator.一.points: 4 → 5")
    assert within == path.read_text("utf-8").replace("points = 4\njud", "points = 5\njud").replace(
        "points = 2", "points = 1"
    )
    across = text_of(path, "indicator.二.points: 2 → 3")
    for line in ("points = 7", "points = 3\njudged", "points = 3\nchecklist", "points = 2 }"):
        assert line in across
    path.write_text(across, "utf-8")
    methodology_of(path)


ABOVE = """
[[grade]]
name = "优"
in   = "[9, 10]"
[[grade]]
name = "良"
in   = "[0, 9)"
[fact."甲数"]
unit = "个"
[fact."乙数"]
unit = "个"
[indicator."甲"]
points = 8
judged = true
cap    = 7
[indicator."乙"]
points = 2
tiers  = [ { name = "好", share = "[50%, 100%]" }, { name = "差", share = "[0%, 50%)" } ]
[bonus."加"]
judged  = true
at_most = 1
# 否决以前的话
[veto."否"]
when       = "甲数 > 5个"
best_grade = "良"
says       = "否"
# 勾稽以前的话
[tie."平"]
that     = "甲数 = 乙数"
within   = "1个"
severity = "warning"
[finding."题"]
when    = "甲数 > 乙数"
problem = "题"
advice  = "议"
"""
MORE = 'grade_on = "printed"\ntotal_at_most = 10\ntotal_floor = 0'


def test_what_stands_above_the_tree_is_changed_too(tmp_path: Path) -> None:
    path = written(tmp_path, ABOVE, more=MORE)
    names = {each.node for each in mutants_of(methodology_of(path))}
    assert names >= {
        "grade: 9 → 10",
        "grade: 9 → 8",
        "grade: [9, 10], [0, 9) → (9, 10], [0, 9]",
        "grade.1: dropped",
        "methodology.grade_on: printed → exact",
        "methodology.total_at_most: 10 → 9",
        "methodology.total_at_most: 10 → 11",
        "indicator.甲.cap: 7 → 8",
        "bonus.加.at_most: 1 → 2",
        "veto.否: dropped",
        "veto.否.best_grade: 良 → 优",
        "veto.否.when: > → ≥",
        "tie.平: dropped",
        "tie.平.severity: warning → error",
        "tie.平.within: 1个 → 2个",
        "tie.平.that: 甲数 → 乙数",
        "finding.题.when: 乙数 → 甲数",
        "indicator.乙.tiers: 50% → 51%",
        "indicator.乙.tiers.2: dropped",
    }
    gone = text_of(path, "veto.否: dropped")
    assert "[veto" not in gone
    assert "# 否决以前的话\n# 勾稽以前的话\n[tie." in gone, "what is said of the tie stays with it"


def test_limits_that_no_total_reaches_are_left_alone(tmp_path: Path) -> None:
    wide = ABOVE.replace("[9, 10]", "[9, 20]"), MORE.replace("at_most = 10", "at_most = 20")
    names = names_of(tmp_path, wide[0], more=wide[1])
    assert not [name for name in names if "total_at_most" in name]
    assert "methodology.total_floor: 0 → 1" in names
    gap = ABOVE.replace("points = 8", "points = 7") + '[[gap]]\npoints = 1\nsays = "缺"\n'
    names = names_of(tmp_path, gap, more=MORE)
    assert not [name for name in names if "total_" in name or name.startswith("grade")]


@pytest.mark.parametrize(
    ("way", "kept"),
    [
        ("judged = true", ["to: 0.01 → 0.1", "to: 0.01 → 0.001", "half-even", "down", "up"]),
        ("judged = true\nstep = 0.5", []),
        ("judged = true\nstep = 0.05", ["to: 0.01 → 0.1"]),
        ('score = "分值 × 率"', ["to: 0.01 → 0.1", "to: 0.01 → 0.001", "half-even", "down", "up"]),
        ('score = "分值 − 0.5分 × steps(率, 10%)"', []),
        ('score = "−(−分值) × (1 − 满几档(率, 10%))"', []),
        ('cases = [ { when = "率 > 0.5", score = 1.5 }, { score = 0 } ]\nhit = "first"', []),
    ],
)
def test_no_rounding_is_changed_where_scores_lie_on_its_grid(
    way: str, kept: list[str], tmp_path: Path
) -> None:
    path = written(tmp_path, f'{FACTS}[indicator."甲"]\npoints = 10\n{way}\n')
    names = [each.node for each in mutants_of(methodology_of(path))]
    found = [name for name in names if name.startswith("methodology.rounding")]
    assert [name.endswith(end) for name, end in zip(found, kept, strict=True)] == [True] * len(kept)


def test_whole_number_tiers_move_both_ends_of_an_edge(tmp_path: Path) -> None:
    body = """
[indicator."甲"]
points = 10
step   = 1
tiers  = [ { name = "好", score = "[6, 10]" }, { name = "差", score = "[0, 5]" } ]
"""
    names = names_of(tmp_path, body)
    assert {name for name in names if "tiers" in name} == {
        "indicator.甲.tiers: 5, 6 → 6, 7",
        "indicator.甲.tiers: 5, 6 → 4, 5",
        "indicator.甲.tiers.1: dropped",
        "indicator.甲.tiers.2: dropped",
    }
    path = written(tmp_path, body)
    assert '"[7, 10]" }, { name = "差", score = "[0, 6]"' in text_of(
        path, "indicator.甲.tiers: 5, 6 → 6, 7"
    )


TABLE = """
[table."表"]
name   = "名"
points = "分"
columns."名" = "text"
columns."类" = { choice = ["数", "质"] }
columns."实" = { kind = "number", optional = true }
columns."标" = { kind = "number", optional = true }
columns."分" = "number"
[[table."表".score]]
when   = "类 = '质'"
judged = true
[[table."表".score]]
ratio = { actual = "实", target = "标", sign = "≥" }
[indicator."甲"]
points = 10
rows   = { table = "表", where = "类 = '数' 或 类 = '质'" }
[measure."均"]
value = "mean(表, 实, 已填(实))"
"""


def test_rows_of_tables_have_mutants_of_their_ways(tmp_path: Path) -> None:
    names = names_of(tmp_path, TABLE)
    assert set(names) >= {
        "table.表.score.1.when: = → ≠",
        "table.表.score.2.ratio.actual: 实 → 标",
        "table.表.score.2.ratio.sign: ≥ → ≤",
        "indicator.甲.rows.where: 类 = '数' 或 → dropped",
        "measure.均.value: 已填(实) → (非 已填(实))",
        "measure.均.value: 实 → 标",
    }


def test_a_framework_without_points_has_none_of_scores(tmp_path: Path) -> None:
    body = FACTS + '[indicator."甲"]\nvalue = "支出 ÷ 预算"\nunit = "%"\n'
    path = written(tmp_path, body)
    path.write_text(
        path.read_text("utf-8").replace("points        = 10", 'weights = "open"'), "utf-8"
    )
    found = mutants_of(methodology_of(path))
    assert {each.kind for each in found} == {"base"}


def test_a_file_that_extends_another_is_changed_only_in_what_it_says() -> None:
    path = ROOT / "rules" / "beijing" / "department-leaves" / "2022.toml"
    found = mutants_of(methodology_of(path))
    assert {each.place.file for each in found} == {str(path)}
    assert not any(each.node.startswith("measure.") for each in found), "those of its base"
    lines = path.read_text("utf-8").split("\n")
    for each in found:
        assert each.place.source == lines[each.place.line - 1]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "rules").rglob("*.toml")), ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_every_mutant_of_the_shipped_rules_has_its_name_and_differs(path: Path) -> None:
    if "parameters" in path.parts:
        return
    methodology = methodology_of(path)
    text = methodology.documents[0].text
    found = mutants_of(methodology)
    assert len({each.node for each in found}) == len(found)
    for each in found:
        assert mutated(text, each.edits) != text
        assert diff_of(methodology.documents[0], each.edits)


def test_rows_of_places_have_edges_but_none_at_the_first_place(tmp_path: Path) -> None:
    rows = '[ { in = "[1, 5]", share = "100%" }, { in = "> 5", share = "50%" } ]'
    body = f'{FACTS}[indicator."甲"]\npoints = 10\n[indicator."甲".rank]\nof = "率"\n'
    names = names_of(tmp_path, f'{body}better = "higher"\nties = "same"\nrows = {rows}\n')
    edges = {name for name in names if name.startswith("indicator.甲.rank: ")}
    assert edges == {
        "indicator.甲.rank: 5 → 6",
        "indicator.甲.rank: 5 → 4",
        "indicator.甲.rank: [1, 5], > 5 → [1, 5), >= 5",
    }
    assert "indicator.甲.rank.rows.2: dropped" in names
