"""What an audit says of a printed figure: the five verdicts, the other bases, the mistakes."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfrules.problem import Refused
from perfrules.studies.audit import audit
from tests.scoring.rules import facts, rules
from tests.studies.audits import GIVEN, MONEY, audited, kinds, only, remarks

RATIO = """
[fact."实际"]
unit = "人"
[fact."目标"]
unit = "人"
[indicator."人数"]
points = 100
ratio = { actual = "实际", target = "目标", sign = "≥" }
"""


def codes(published: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        audited(published)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ('"执行率" = "66.67%"', "ties"),
        ('"执行率" = "66.7%"', "ties"),
        ('"执行率" = "67%"', "ties"),
        ('"执行率" = "66.6%"', "ties on another basis"),
        ('"执行率" = "66.68%"', "differs"),
        ('"执行率" = "约三分之二"', "cannot be computed"),
        ('within = 0.01\n"执行率" = "66.68%"', "ties"),
        ('within = 0.01\n"执行率" = "66.69%"', "differs"),
        ('"支出" = "2.0 万元"', "ties"),
        ('"支出" = "20000 元"', "ties"),
        ('"支出" = "2.1 万元"', "differs"),
        ('"处数" = "3 处"', "cannot be computed"),
        ('"进度" = "50%"', "ties"),
        ('"进度" = "51%"', "differs"),
    ],
)
def test_a_figure_ties_when_the_exact_value_rounds_to_it(printed: str, verdict: str) -> None:
    assert only(printed).verdict == verdict


@pytest.mark.parametrize(
    ("printed", "basis", "value"),
    [
        ('"执行率" = "66.6%"', "truncated", "66.6"),
        ('"执行率" = "50.00%"', "another base", "50"),
        ('"上年执行率" = "25%"', "another base", "25"),
    ],
)
def test_a_figure_may_follow_from_another_reading(printed: str, basis: str, value: str) -> None:
    check = only(printed)
    assert check.verdict == "ties on another basis"
    assert check.basis is not None
    assert (check.basis.kind, check.basis.value) == (basis, Fraction(value) / 100)


def test_another_base_is_named_with_the_one_that_it_replaces() -> None:
    check = only('"执行率" = "50.00%"')
    assert check.basis is not None
    assert [(given.name, given.shown) for given in check.basis.given] == [("年初预算", "4 万元")]
    assert check.basis.instead == "预算"


def test_half_to_even_is_another_reading() -> None:
    given = GIVEN.replace('"支出" = "2 万元"', '"支出" = "0.125 万元"').replace(
        '"预算" = "3 万元"', '"预算" = "10 万元"'
    )
    check = only('"执行率" = "1.2%"', given)
    assert check.basis is not None
    assert check.basis.kind == "half-even"


def test_a_figure_may_follow_from_printed_ones_where_facts_are_missing() -> None:
    given = "\n".join(line for line in GIVEN.splitlines() if not line.startswith('"'))
    found = audited('"执行率" = "66.67%"\n"上年执行率" = "16.67%"\n"增减" = "50.00百分点"', given)
    assert [check.verdict for check in found.checks] == [
        "cannot be computed",
        "cannot be computed",
        "ties on another basis",
    ]
    assert found.checks[0].missing == {"支出", "预算"}


def test_a_rounded_input_is_read_as_it_is_shown_where_it_is_not_printed() -> None:
    given = GIVEN.replace('"上年支出" = "1 万元"', '"上年支出" = "1.0005 万元"')
    check = only('"增减" = "49.99%"', given)
    assert check.basis is None
    assert check.verdict == "ties"
    assert kinds(check) == ["percent for points"]


def test_a_count_that_does_not_follow_is_a_list_counted_wrong() -> None:
    body = """
[table."项目"]
name = "名称"
columns."名称" = "text"
[measure."项目数"]
value = "count(项目)"
[indicator."评"]
points = 100
score = "分值 × min(项目数, 1)"
"""
    given = '[[table."项目"]]\n"名称" = "甲"\n[[table."项目"]]\n"名称" = "乙"\n'
    check = only('"项目数" = "4"', given, body)
    assert (check.verdict, kinds(check)) == ("differs", ["list count"])


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ('"执行率" = { value = "0.6667", bare = "fraction" }', ["sign left out"]),
        ('"执行率" = "103.21%"', ["over 100%", "rate not from amounts"]),
        ('"执行率" = "≥60%"', ["words"]),
        ('"支出" = "2.1 万元"', []),
        ('"增长率" = "31%"', ["rate not from amounts"]),
        ('"增减" = "51百分点"', []),
        ('[published.score."执行"]\nrate = "66.65%"\nscore = 13.33', ["rate from printed score"]),
        ('[published.score."执行"]\nrate = "110%"', ["over 100%"]),
        ('[published.score."执行"]\nscore = 12', ["no reason"]),
        ('[published.score."执行"]\nscore = 12\nreason = "迟报"', []),
        ('[published.score."执行"]\nscore = 2.67', ["weights twice"]),
        ('[published.score."执行"]\nscore = "优"', ["words"]),
        ('[published.score."制度"]\nscore = 24', []),
    ],
)
def test_a_known_mistake_is_called_by_its_name(printed: str, found: list[str]) -> None:
    assert kinds(audited(printed).checks[-1]) == found


def test_a_printed_score_has_the_digits_that_its_methodology_gives() -> None:
    given = '[facts]\n"实际" = "96.84 人"\n"目标" = "100 人"\n'
    printed = '[published.score."人数"]\nscore = {}'
    whole = only(printed.format(97), given, RATIO)
    assert whole.verdict == "ties on another basis"
    assert whole.basis is not None
    assert whole.basis.kind == "fewer digits"
    assert only(printed.format("96.84"), given, RATIO).verdict == "ties"
    other = only(printed.format("97.5"), given, RATIO)
    assert (other.verdict, kinds(other)) == ("differs", ["score not from target"])


def test_nobody_is_rounded_to_full_points() -> None:
    given = '[facts]\n"实际" = "99.7 人"\n"目标" = "100 人"\n'
    check = only('[published.score."人数"]\nscore = 100', given, RATIO)
    assert (check.verdict, kinds(check)) == ("differs", ["target missed"])


def test_a_score_ties_as_its_rule_rounds_it() -> None:
    body = MONEY.replace("points = 20\n", 'points = 20\nrounding = { to = 1, mode = "down" }\n')
    assert only('[published.score."执行"]\nscore = 13', body=body).verdict == "ties"


def test_a_score_may_follow_from_another_base() -> None:
    check = only('[published.score."执行"]\nscore = 10.00')
    assert check.basis is not None
    assert (check.basis.kind, check.basis.instead) == ("another base", "预算")


def test_points_are_those_of_the_methodology() -> None:
    found = audited('[published.score."执行"]\npoints = 20\n[published.score."制度"]\npoints = 35')
    assert [check.verdict for check in found.checks] == ["ties", "differs"]


def test_a_measured_value_is_held_against_its_formula() -> None:
    check = only('[published.score."进度"]\nvalue = "66.67%"')
    assert check.of == "value.进度"
    assert check.basis is not None
    assert check.basis.kind == "another base"


def test_a_parent_is_the_sum_of_its_parts_as_they_are_rounded() -> None:
    printed = '[published.score."管理"]\nscore = {}\n'
    assert only(printed.format("51.67")).verdict == "ties"
    check = only(printed.format("51.6667"))
    assert check.basis is not None
    assert check.basis.kind == "unrounded parts"
    assert kinds(only(printed.format("50"))) == ["total not from leaves"]


def test_printed_parts_explain_a_printed_sum() -> None:
    parts = '[published.score."管理"]\nscore = 55\n[published.score."制度"]\nscore = 25\n'
    found = audited(f'{parts}[published.score."资产"]\nscore = 30')
    parent, *_, total = found.checks
    assert parent.basis is not None
    assert (parent.basis.kind, total.kind, total.verdict) == (
        "printed parts",
        "sum of scores",
        "ties",
    )


def test_printed_points_are_cross_footed() -> None:
    parts = '[published.score."管理"]\npoints = 70\n[published.score."制度"]\npoints = 40\n'
    (check,) = [c for c in audited(parts).checks if c.kind == "sum of points"]
    assert check.verdict == "does not close"
    assert check.apart == -10
    assert kinds(check) == ["parts not heading"]


@pytest.mark.parametrize(
    ("total", "verdict", "apart"),
    [("98", "does not close", 3), ("24", "does not close", -1), ("60", "cannot be computed", None)],
)
def test_a_total_that_its_leaves_cannot_reach_does_not_close(
    total: str, verdict: str, apart: int | None
) -> None:
    leaves = '[published.score."制度"]\nscore = 25'
    check = audited(f"total = {total}\n{leaves}").checks[-1]
    assert (check.kind, check.verdict, check.apart) == ("sum of scores", verdict, apart)
    assert check.missing == {"执行", "进度", "资产"}


def test_a_total_follows_from_the_scores_or_from_what_is_printed() -> None:
    assert audited("total = 70.00").checks[0].verdict == "ties"
    check = audited("total = 70").checks[0]
    assert check.verdict == "ties"
    assert audited("total = 71").checks[0].verdict == "differs"


GRADES = """
[[grade]]
name = "优"
in = "[90, 100]"
[[grade]]
name = "良"
in = "[60, 90)"
[[grade]]
name = "差"
in = "[0, 60)"
"""
GRADED = GRADES + MONEY
ON_PRINTED = 'grade_on = "printed"\ngrades_status = "assumed"\ngrades_basis = "b"'


@pytest.mark.parametrize(
    ("printed", "given", "verdict", "word"),
    [
        ('grade = "良"', GIVEN, "ties", "良"),
        ('grade = "优"', GIVEN, "differs", "良"),
        ('total = 92\ngrade = "优"', GIVEN, "ties on another basis", "良"),
        ('total = 92\ngrade = "优"', "", "ties on another basis", ""),
        ('total = 92\ngrade = "良"', "", "differs", "优"),
        ('grade = "良"', "", "cannot be computed", ""),
    ],
)
def test_a_grade_is_that_of_the_total_or_of_the_printed_one(
    printed: str, given: str, verdict: str, word: str
) -> None:
    found = audited(printed, given, GRADED, ON_PRINTED).checks
    (check,) = [check for check in found if check.kind == "grade"]
    assert (check.verdict, check.word) == (verdict, word)


@pytest.mark.parametrize(
    ("that", "verdict", "found"),
    [
        ("上年支出 × 2 = 支出", "ties", []),
        ("上年支出 + 支出 = 预算", "ties", []),
        ("上年支出 + 支出 = 年初预算", "does not close", ["money open"]),
        ("年初预算 − 支出 = 预算", "does not close", ["money open"]),
        ("支出 ÷ 预算 = 50%", "does not close", []),
        ("得分(执行) + 得分(进度) + 得分(管理) = 得分", "ties", []),
        ("得分 ÷ 分值 = 得分率", "ties", []),
        ("支出 ÷ (支出 − 预算 + 上年支出) = 1", "cannot be computed", []),
    ],
)
def test_a_relation_closes_or_lies_open(that: str, verdict: str, found: list[str]) -> None:
    check = only(f'[[published.relation]]\nsays = "关系"\nthat = "{that}"')
    assert (check.name, check.verdict, kinds(check)) == ("关系", verdict, found)


def test_a_relation_with_a_missing_fact_is_not_decided() -> None:
    check = only('[[published.relation]]\nthat = "上年支出 + 支出 = 年初预算"', "")
    assert check.verdict == "cannot be computed"
    assert check.missing == {"上年支出", "支出", "年初预算"}


def test_a_relation_may_lie_open_within_its_tolerance() -> None:
    relation = '[[published.relation]]\nthat = "支出 + 上年支出 = 年初预算"\nwithin = "1万元"'
    assert only(relation).verdict == "ties"


@pytest.mark.parametrize(
    ("given", "remarked"),
    [
        ("", ["several bases"]),
        ('"上年预算" = "0 万元"', ["several bases"]),
    ],
)
def test_last_year_is_no_part_of_this_year(given: str, remarked: list[str]) -> None:
    facts_then = "\n".join(
        line for line in GIVEN.splitlines() if not given or not line.startswith('"上年预算"')
    ).replace("[facts]", f"[facts]\n{given}")
    found = audited('total = 70\n"执行率" = "66.67%"\n"上年执行率" = "16.67%"', facts_then)
    assert remarks(found) == remarked


TABLE = """
[table."产出"]
name = "指标"
points = "分值"
group = ["类别"]
columns."指标" = "text"
columns."类别" = "text"
columns."实际" = "number"
columns."原因" = { kind = "text", optional = true }
columns."分值" = "number"
[[table."产出".score]]
score = "min(分值, 实际)"
[indicator."产出"]
points = 100
rows = "产出"
"""
ROWS = """
[[table."产出"]]
"指标" = "甲"
"类别" = "数量指标"
"实际" = 80
"分值" = 90
[[table."产出"]]
"指标" = "乙"
"类别" = "质量指标"
"实际" = 10
"分值" = 10
"""


def test_rows_of_tables_are_held_against_their_rules() -> None:
    printed = '[published.score."产出/甲"]\nscore = 70\npoints = 90'
    found = audited(printed, ROWS, TABLE)
    assert [check.verdict for check in found.checks] == ["ties", "differs"]
    assert kinds(found.checks[1]) == ["no reason"]
    assert remarks(found) == ["one leaf"]


def test_a_reason_may_stand_in_a_column_of_the_row() -> None:
    given = ROWS.replace('"实际" = 80', '"实际" = 80\n"原因" = "天气"')
    assert kinds(only('[published.score."产出/甲"]\nscore = 70', given, TABLE)) == []


def test_a_row_of_a_table_that_is_not_given_has_no_facts() -> None:
    printed = '[published.score."产出/甲"]\nscore = 70\nrate = "77.78%"\npoints = 90'
    found = audited(printed, "", TABLE)
    assert [check.verdict for check in found.checks] == ["cannot be computed"] * 3
    assert [kinds(check) for check in found.checks] == [[], ["no facts"], []]
    assert found.open


def test_headings_and_leaves_of_rows_are_cross_footed() -> None:
    printed = """
[published.score."产出"]
score = 88
points = 100
[published.score."产出/数量指标/"]
score = 80
[published.score."产出/甲"]
score = 80
points = 90
[published.score."产出/乙"]
score = 10
points = 9
"""
    found = audited(printed, ROWS, TABLE).checks
    sums = [(c.kind, c.name, c.verdict) for c in found if c.kind.startswith("sum")]
    assert sums == [
        ("sum of scores", "产出", "does not close"),
        ("sum of points", "产出", "does not close"),
        ("sum of scores", "数量指标", "ties"),
    ]
    assert [check.apart for check in found if check.kind.startswith("sum")] == [-2, 1, 0]


@pytest.mark.parametrize(
    ("head", "rule"),
    [
        ('\napplies = "支出 > 0万元"\notherwise = "zero"', "制度"),
        ("\ncap = 60", "管理"),
    ],
)
def test_what_is_no_plain_sum_is_not_cross_footed(head: str, rule: str) -> None:
    body = MONEY.replace(f'[indicator."{rule}"]', f'[indicator."{rule}"]{head}')
    parts = '[published.score."管理"]\nscore = 40\n[published.score."制度"]\nscore = 25\n'
    found = audited(f'{parts}[published.score."资产"]\nscore = 30', body=body)
    assert not [check for check in found.checks if check.kind == "sum of scores"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ('"执行律" = "1%"', ["E460"]),
        ("totl = 3", ["E460"]),
        ('"执行" = 13', ["E461"]),
        ('[published.score."执行"]\nvalue = 3', ["E461"]),
        ('[published.score."产出/甲"]\nvalue = 3', ["E461"]),
        ('[published.score."没有"]\nscore = 3', ["E464"]),
        ('"支出" = true', ["E462"]),
        ('"执行率" = "0.67"', ["E244"]),
        ('"执行率" = { value = 66, bare = "percents" }', ["E302"]),
        ('"支出" = "3 处"', ["E241"]),
        ("within = -1", ["E463"]),
        ("total = [3]\ngrade = 3", ["E462", "E132"]),
        ('[[published.relation]]\nthat = "支出 > 预算"', ["E386"]),
        ('[[published.relation]]\nthat = "支出 = 处数"', ["E231"]),
        ('[[published.relation]]\nthat = "支出 = 预算"\nwithin = "-1万元"', ["E387"]),
        ('[published.score."执行"]\nscores = 3', ["E130"]),
    ],
)
def test_what_is_wrong_with_published_figures_is_said(printed: str, expected: list[str]) -> None:
    assert codes(printed) == expected


def test_without_published_figures_there_is_nothing_to_audit() -> None:
    methodology = rules(MONEY)
    with pytest.raises(Refused, match="E630"):
        audit(facts(methodology, GIVEN))


def test_a_fact_that_is_no_number_cannot_be_compared() -> None:
    body = MONEY.replace('[fact."处数"]\nunit = "处"', '[fact."处数"]\nkind = "text"')
    with pytest.raises(Refused, match="E462"):
        audited('"处数" = "3"', body=body)


AID = """
[fact."全年执行数"]
unit = "元"
[fact."全年预算数"]
unit = "元"
[measure."预算执行率"]
value = "全年执行数 ÷ 全年预算数"
unit = "%"
show = ".2%"
[indicator."执行"]
points = 10
score = "分值 × min(预算执行率, 100%)"
[indicator."其他"]
points = 90
judged = true
"""
SPENT = '[facts]\n"全年预算数" = "20000.00 元"\n"全年执行数" = "9034 元"\n'


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("45.17%", [("ties", []), ("ties", [])]),
        ("45.18%", [("differs", ["rate not from amounts"]), ("ties", [])]),
    ],
)
def test_a_last_digit_that_does_not_follow_is_seen(rate: str, expected: object) -> None:
    printed = f'"预算执行率" = "{rate}"\n[published.score."执行"]\nscore = 4.52'
    found = audited(printed, SPENT, AID)
    assert [(check.verdict, kinds(check)) for check in found.checks] == expected
    assert "one leaf" in remarks(found)


@given(
    spent=st.integers(0, 10**9),
    budget=st.integers(1, 10**9),
    digits=st.integers(0, 6),
    off=st.integers(-3, 3),
)
@settings(max_examples=60)
def test_a_rate_ties_exactly_when_it_is_the_exact_one_rounded_half_up(
    spent: int, budget: int, digits: int, off: int
) -> None:
    exact = Fraction(spent, budget) * 100
    step = Fraction(1, 10**digits)
    printed = (exact / step + Fraction(1, 2)).__floor__() + off
    assume(printed >= 0)
    text = f"{printed // 10**digits}.{printed % 10**digits:0{digits}}" if digits else str(printed)
    figures = facts(
        AID_RULES,
        f'[facts]\n"全年预算数" = "{budget} 元"\n"全年执行数" = "{spent} 元"\n'
        f'[published]\n"预算执行率" = "{text}%"',
    )
    (check,) = audit(figures).checks
    assert (check.verdict == "ties") == (off == 0)
    assert check.computed == exact / 100


AID_RULES = rules(AID)


ABOVE = """
[bonus."创新"]
at_most = 5
score = "分值 × 执行率"
[penalty."通报"]
at_most = 5
judged = true
"""
LIMITS = "total_at_most = 105\ntotal_floor = 0"


def test_a_bonus_is_held_against_its_rule_and_the_total_is_no_plain_sum() -> None:
    scores = '[published.score."创新"]\nscore = 3.33\n[published.score."执行"]\nscore = 13.33'
    printed = f"total = 72.00\n{scores}"
    given = GIVEN + '[judgement."通报"]\nscore = 1\norigin = "reviewer"\n'
    found = audited(printed, given, MONEY + ABOVE, LIMITS)
    assert {check.of: check.verdict for check in found.checks} == {
        "bonus.创新": "ties",
        "indicator.执行": "ties",
        "total": "differs",
    }


def test_a_total_may_be_that_of_the_parts_before_they_are_rounded() -> None:
    given = GIVEN.replace('"支出" = "2 万元"', '"支出" = "2.0005 万元"')
    found = audited("total = 70.011", given)
    check = found.checks[0]
    assert check.basis is not None
    assert check.basis.kind == "unrounded parts"


@pytest.mark.parametrize("that", ["年初预算 = 支出 + 上年支出", "支出 + 上年支出 = 年初预算"])
def test_an_empty_total_beside_filled_parts_is_seen_on_either_side(that: str) -> None:
    given = GIVEN.replace('"年初预算" = "4 万元"', '"年初预算" = "0 万元"')
    check = only(f'[[published.relation]]\nthat = "{that}"', given)
    assert kinds(check) == ["empty total"]
    assert check.mistakes[0].fields == {"whole": "年初预算", "parts": "支出 + 上年支出 3 万元"}
