"""The parts of a change add up to it, and are what every order of the changes gives on average."""

from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.files.from_toml import toml_document
from perfrules.model.read_facts import facts_from
from perfrules.problem import Refused
from perfrules.scoring.score import score
from perfrules.studies.diff import Department, diff
from perfrules.studies.shapley import shapley, subsets
from perfrules.studies.versions import Version, version_of
from tests.scoring.rules import GRADES, HEAD
from tests.studies.versions import (
    BODY,
    EDGE,
    LINEAR,
    PERCENTS,
    POINTS,
    SIBLING,
    edited,
    fact_text,
    version,
)

DEDUCT = next(line for line in BODY.splitlines() if line.startswith("deduct"))
EDITS = (POINTS, SIBLING, LINEAR, EDGE)
OLD, NEW = version(), version(edited(BODY, *EDITS))
JUDGED = st.integers(0, 8500).map(lambda n: Fraction(n, 100))


def compared(folder: Path, text: str, old: Version = OLD, new: Version = NEW) -> Department:
    file = folder / "facts.toml"
    file.write_text(text, "utf-8")
    found = diff(old, new, [file])
    assert found.unscored == ()
    return found.departments[0]


def total(text: str, *edits: tuple[str, str]) -> Fraction:
    """The total under a rule file that has these edits, read from its text."""
    rules = version(edited(BODY, *edits), tied=False).methodology
    printed = score(rules, facts_from(toml_document(text, "f"), rules)).printed
    assert printed is not None
    return printed


def mean_over_orders(text: str) -> dict[str, Fraction]:
    """What each edit of the text adds, over all orders of making them."""
    gained = dict.fromkeys((old for old, _ in EDITS), Fraction(0))
    orders = list(permutations(EDITS))
    for order in orders:
        for made, edit in enumerate(order):
            gain = total(text, *order[: made + 1]) - total(text, *order[:made])
            gained[edit[0]] += gain / len(orders)
    return gained


SOME = fact_text(Fraction("0.112543"), Fraction("0.072858"), Fraction("0.9312"), Fraction("70.5"))


@settings(max_examples=5)
@given(st.lists(st.tuples(PERCENTS, PERCENTS, PERCENTS, JUDGED), min_size=8, max_size=8))
def test_the_parts_add_up_to_the_change_of_every_department(
    tmp_path_factory: pytest.TempPathFactory, figures: list[tuple[Fraction, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("facts")
    texts = {f"{number}.toml": fact_text(*given) for number, given in enumerate(figures)}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    departments = diff(OLD, NEW, [folder]).departments
    assert len(departments) == len(texts)
    for found in departments:
        text = texts[Path(found.file).name]
        assert found.change == total(text, *EDITS) - total(text)
        assert sum(found.by_change().values(), Fraction(0)) == found.change
        for moved in found.moved:
            parts = [part.points for part in found.parts if part.node == moved.key]
            assert sum(parts, Fraction(0)) == (moved.new or 0) - (moved.old or 0)


def test_a_part_is_the_mean_over_all_orders_of_edits_of_the_file(tmp_path: Path) -> None:
    found = compared(tmp_path, SOME)
    wanted = mean_over_orders(SOME)
    names = {"管理": SIBLING, "满意": EDGE}
    for (change,), points in found.by_change().items():
        edit = names.get(change.name) or (POINTS if change.kind == "points" else LINEAR)
        assert points == wanted.pop(edit[0]), change
    assert set(wanted.values()) <= {Fraction(0)}
    assert found.change != 0


def test_changes_that_interact_share_what_they_do_together(tmp_path: Path) -> None:
    body = edited(
        BODY,
        ('steps = "whole" } ]', 'steps = "whole" } ]\nrounding = { to = 0.5, mode = "half-up" }'),
    )
    old, new = version(body), version(edited(body, LINEAR, ("to = 0.5", "to = 0.001")))
    text = fact_text(Fraction("0.0137"), Fraction(0), Fraction(1), Fraction(50))
    found = compared(tmp_path, text, old, new)
    # 3.5 printed before; linear alone 3.315 → 3.5, finer alone 3.5, both 3.315, a total of 3.32.
    assert [str(points) for points in found.by_change().values()] == ["-9/100", "-9/100"]
    assert found.change == Fraction("-0.18")


def test_a_change_that_nobody_feels_has_no_part(tmp_path: Path) -> None:
    new = version(edited(BODY, ("judged = true", 'judged = true\nbasis = "新"')))
    found = compared(tmp_path, SOME, OLD, new)
    assert not found.parts
    assert not found.moved
    assert found.change == 0


def test_a_leaf_that_becomes_a_parent_is_one_change(tmp_path: Path) -> None:
    below = '[indicator."甲"]\nparent = "满意"\npoints = 7\nscore = "分值 × 满意率"\n'
    below += (
        '[indicator."乙"]\nparent = "满意"\npoints = 3\nscore = "分值 if 满意率 ≥ 95% else 0"\n'
    )
    start, end = BODY.index('[indicator."满意".bands]'), BODY.index('[indicator."管理"]')
    found = compared(tmp_path, SOME, OLD, version(BODY[:start] + below + BODY[end:]))
    assert len(found.by_change()) == 1
    assert sum(found.by_change().values()) == found.change != 0
    assert {moved.key: moved.old is None for moved in found.moved} == {
        "满意": False, "甲": True, "乙": True,
    }  # fmt: skip


def test_changes_that_cannot_be_scored_apart_stay_together(tmp_path: Path) -> None:
    score_by = (DEDUCT, 'score = "4.5"')
    new = version(edited(BODY, score_by, POINTS, SIBLING))
    found = compared(tmp_path, SOME, OLD, new)
    numbers = [len(changes) for changes in found.by_change()]
    assert numbers == [2], "4.5 points do not fit into 4: points and rule go together"
    assert sum(found.by_change().values()) == found.change


def test_a_total_with_a_limit_on_a_parent_is_divided_as_a_whole(tmp_path: Path) -> None:
    parent = '[indicator."母"]\npoints = 14\ncap = 12.01\n'
    body = BODY.replace('[indicator."结转"]', parent + '[indicator."结转"]\nparent = "母"')
    body = body.replace('[indicator."满意"]', '[indicator."满意"]\nparent = "母"')
    old, new = version(body), version(edited(body, LINEAR, EDGE))
    found = compared(tmp_path, SOME, old, new)
    assert {part.node for part in found.parts} == {""}
    assert sum(found.by_change().values()) == found.change != 0


def test_many_changes_at_one_leaf_are_taken_entry_by_entry(tmp_path: Path) -> None:
    rows = ", ".join(
        f'{{ for = "{n} × 增减", each = "1百分点", points = 0.01, steps = "whole" }}'
        for n in range(1, 11)
    )
    body = edited(BODY, (DEDUCT, f"deduct = [ {rows} ]"))
    new = version(edited(body, LINEAR, ("结转率 − 上年率", "结转率 − 上年率 − 0.5%")))
    found = compared(tmp_path, SOME, version(body), new)
    assert sorted(len(changes) for changes in found.by_change()) == [1, 10]
    assert sum(found.by_change().values()) == found.change


@given(st.dictionaries(st.frozensets(st.integers(0, 3)), st.fractions(-5, 5, max_denominator=9)))
@settings(max_examples=30)
def test_shapley_values_are_the_mean_gain_over_all_orders(
    worths: dict[frozenset[int], Fraction],
) -> None:
    players = (0, 1, 2, 3)
    orders = list(permutations(players))

    def worth(some: frozenset[int]) -> Fraction:
        return worths.get(some, Fraction(0))

    values = shapley(players, worth)
    for player in players:
        gains = [
            worth(frozenset(order[: order.index(player) + 1]))
            - worth(frozenset(order[: order.index(player)]))
            for order in orders
        ]
        assert values[player] == sum(gains, Fraction(0)) / len(orders)
    assert sum(values.values()) == worth(frozenset(players)) - worth(frozenset())
    assert shapley(players[::-1], worth) == values


def test_nobody_gains_where_there_are_no_players() -> None:
    assert shapley((), lambda _: Fraction(7)) == {}
    assert subsets("ab") == [frozenset(), frozenset("a"), frozenset("b"), frozenset("ab")]


def test_points_must_tie_in_a_version_but_not_in_a_mix(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        version(edited(BODY, POINTS))
    assert [problem.code for problem in refused.value.problems] == ["E315"]
    found = compared(tmp_path, SOME, OLD, version(edited(BODY, POINTS, SIBLING)))
    assert [len(changes) for changes in found.by_change()] == [1]


def test_a_version_for_another_year_counts_with_its_own_parameters(tmp_path: Path) -> None:
    body = edited(
        BODY, ('[fact."上年率"]\nunit = "%"', '[fact."上年率"]\nunit = "%"\nfrom_parameters = true')
    )
    for year, value in ((2022, "3%"), (2023, "5%")):
        folder = tmp_path / str(year)
        (folder / "parameters").mkdir(parents=True)
        head = HEAD.format(points=100, more='grade_on = "printed"') + GRADES
        days = f"from = {year}-01-01, to = {year}-12-31 }}"
        text = head.replace("from = 2022-01-01 }", days) + body
        (folder / "rules.toml").write_text(text, "utf-8")
        row = f'[[parameter."上年率"]]\nfrom = {year}-01-01\nto = {year}-12-31\n'
        row = f'format = 1\n{row}value = "{value}"\nbasis = "文"\n'
        (folder / "parameters" / "p.toml").write_text(row, "utf-8")
    old, new = (version_of(str(tmp_path / year / "rules.toml")) for year in ("2022", "2023"))
    given = SOME.replace('"上年率"', "# ")
    found = compared(tmp_path, given, old, new)
    assert found.change == 1, "8 whole steps become 6"
    ((changes, points),) = found.by_change().items()
    assert [change.kind for change in changes] == ["parameter"]
    assert points == 1


def test_a_fact_that_is_read_in_another_unit_is_a_change_like_any_other(tmp_path: Path) -> None:
    body = '[fact."结余"]\nunit = "万元"\n[indicator."甲"]\npoints = 100\n'
    body += 'score = "分值 if 结余 ≥ 100元 else 40"\n'
    old, new = version(body), version(edited(body, ('"万元"', '"元"'), ("else 40", "else 30")))
    text = 'methodology = "test"\n[facts]\n"结余" = 5\n'
    found = compared(tmp_path, text, old, new)
    told = {change.kind: points for (change,), points in found.by_change().items()}
    assert found.change == -70
    assert told == {"declaration": -65, "formula": -5}


def test_a_formula_that_reads_a_new_node_goes_together_with_it(tmp_path: Path) -> None:
    node = '[indicator."新"]\npoints = 6\nscore = "分值 × 满意率"\n[indicator."管理"]\npoints = 80'
    body = edited(
        BODY, ('[indicator."管理"]\npoints = 86', node), (DEDUCT, 'score = "分值 × 得分率(新)"')
    )
    found = compared(tmp_path, SOME, OLD, version(body))
    kinds = {tuple(c.kind for c in part.changes): part.node for part in found.parts}
    assert kinds == {("way", "added"): "结转", ("added",): "新"}
    assert sum(found.by_change().values()) == found.change != 0


ROWS = """
[table."产出"]
name = "指标"
points = "分值"
columns."指标" = "text"
columns."目标值" = "number"
columns."实际值" = "number"
columns."分值" = "number"
[[table."产出".score]]
ratio = { actual = "实际值", target = "目标值", sign = "≥" }
[indicator."产出指标"]
points = 60
rows = "产出"
[indicator."管理"]
points = 40
judged = true
[fact."表彰数"]
unit = "项"
"""
BONUS = '[bonus."表彰"]\nscore = "表彰数 ÷ 1项 × 1分"\nat_most = 5\n'
GIVEN_ROWS = """
methodology = "test"
[facts]
"表彰数" = "4 项"
[judgement."管理"]
score = 30
origin = "reviewer"
[[table."产出"]]
"指标" = "甲"
"目标值" = 10
"实际值" = 7
"分值" = 20
[[table."产出"]]
"指标" = "乙"
"目标值" = 10
"实际值" = 12
"分值" = 40
"""


STRICTER = ('"≥" }', '"≥", over = { above = "110%", score = "分值 × 50%" } }')


def test_what_rows_of_a_table_gain_is_divided_at_their_leaf(tmp_path: Path) -> None:
    body = ROWS.replace("表彰数", "未用")
    given = GIVEN_ROWS.replace('"表彰数" = "4 项"', "")
    found = compared(tmp_path, given, version(body), version(edited(body, STRICTER)))
    (part,) = found.parts
    assert part.node == "产出指标"
    assert part.points == found.change == -20


def test_a_bonus_and_its_limits_are_divided_with_the_total(tmp_path: Path) -> None:
    head = "total_at_most = 100\ntotal_floor = 0"
    old = version(ROWS + BONUS, more=head)
    new = version(edited(ROWS + BONUS, ("at_most = 5", "at_most = 2"), STRICTER), more=head)
    found = compared(tmp_path, GIVEN_ROWS, old, new)
    assert {part.node for part in found.parts} == {""}
    told = {changes[0].table: points for changes, points in found.by_change().items()}
    assert told == {"bonus": -2, "table": -20}
    assert found.change == -22
