"""The other shipped rules: municipal forms, assessments of programmes and of people."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules import FactSet, Methodology, Result, facts, load_facts, load_methodology, score_all
from perfrules import score as scored
from perfrules.files.from_toml import toml_document
from perfrules.model.read_facts import facts_from
from perfrules.studies.examples import try_examples
from perfrules.studies.faults import faults_of

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "rules"
FILES = (
    "fujian/project/2017",
    "guangshui/project/2021",
    "jiading/agency/2018",
    "jiangxi/department/2021",
    "mof/administrative-project/undated",
    "mof/poverty-funds/2019",
    "mof/poverty-funds/undated",
    "mwr/water-period/2016",
    "mwr/water-year/2016",
    "nanhu/project/2016",
    "shanghai/project/2022",
    "unnamed/cadre/undated",
    "unnamed/farm-facilities/undated",
    "unnamed/farmland/undated",
    "unnamed/land/undated",
    "unnamed/project/undated",
    "unnamed/supply-cooperative/undated",
    "unnamed/unit-finance/undated",
    "yinchuan/project/2021",
)
CASES = {
    # the ends between which the total lies; all are open
    "fujian-yongding-library-2017": ("30", "100"),
    "hubei-guangshui-rural-road-2021": ("17", "100"),
    "jiangxi-nanchang-cancha-clinic-2021-overall": ("82", "92"),
    "ningxia-yinchuan-no6-school-2021": ("85", "95"),
    "shanghai-putuo-sports-2022-aid": ("4.52", "94.52"),
}
FRAMEWORK_CASE = "hunan-nanhu-dibao-2016"
DIFFERING = {("ningxia-yinchuan-no6-school-2021", "预算执行率"): Fraction(10)}
"""Published scores that do not follow from the published facts: what the rule gives."""

QUICK = settings(max_examples=25)
HALF = Fraction(1, 2)
rates = st.integers(0, 12_000).map(lambda hundredths: Fraction(hundredths, 10_000))


@cache
def rules(file: str) -> Methodology:
    return load_methodology(RULES / f"{file}.toml")


@cache
def case(name: str) -> Result:
    read = load_facts(ROOT / "examples" / f"{name}.toml")
    return scored(read.rules, read)


def of_text(file: str, text: str) -> Result:
    methodology = rules(file)
    return scored(methodology, facts_from(toml_document(text, "facts.toml"), methodology))


def fact_set(file: str, values: Mapping[str, Any], **more: Any) -> FactSet:
    return facts(rules(file), values, **more)


def result_of(file: str, values: Mapping[str, Any], **more: Any) -> Result:
    return scored(rules(file), fact_set(file, values, **more))


def in_table(table: str, rows: Sequence[Mapping[str, object]]) -> str:
    """The rows as a fact file has them."""
    lines: list[str] = []
    for row in rows:
        lines.append(f'[[table."{table}"]]')
        lines += [f'"{key}" = {_as_toml(value)}' for key, value in row.items()]
    return "\n".join(lines)


def _as_toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool | int) else f'"{value}"'


@pytest.mark.parametrize("file", FILES)
def test_a_rule_file_has_no_faults_and_its_examples_hold(file: str) -> None:
    path = RULES / f"{file}.toml"
    assert [problem.render("zh") for problem in faults_of(path)] == []
    tried = try_examples(path)
    assert tried.tried
    assert (tried.problems, [each.name for each in tried.tried if not each.passed]) == ((), [])


@pytest.mark.parametrize("file", FILES)
def test_every_rule_names_its_source(file: str) -> None:
    methodology = rules(file)
    assert "http" in methodology.basis
    assert all(each.basis for each in methodology.indicators.values())


@pytest.mark.parametrize("name", CASES)
def test_a_published_case_is_open_between_what_its_facts_allow(name: str) -> None:
    result = case(name)
    low, high = map(Fraction, CASES[name])
    assert (result.state, result.low, result.high) == ("open", low, high)
    assert (result.printed, result.grade, result.problems) == (None, None, ())


@pytest.mark.parametrize("name", CASES)
def test_published_scores_tie_but_for_the_known_one(name: str) -> None:
    result = case(name)
    differing = {
        (name, key): result[key].printed
        for key, published in _published_scores(result)
        if result[key].printed not in (None, published)
    }
    assert differing == {key: known for key, known in DIFFERING.items() if key[0] == name}


def _published_scores(result: Result) -> Iterator[tuple[str, Fraction]]:
    published = result.facts.published
    assert published is not None
    for key, row in published.named("score").items():
        yield key, row.number("score")


@pytest.mark.parametrize("name", [*CASES, FRAMEWORK_CASE])
def test_every_fact_has_its_source_and_every_judgement_is_published(name: str) -> None:
    read = case(name).facts
    rows = [row for table in read.tables.values() for row in table]
    assert all(fact.source for fact in read.facts.values())
    assert all(row.source for row in rows)
    assert all(each.evidence for each in read.judgements.values())
    assert {each.origin for each in read.judgements.values()} <= {"published"}


def test_the_money_of_nanhu_closes_and_nothing_is_scored() -> None:
    result = case(FRAMEWORK_CASE)
    assert (result.printed, result.grade, result.problems) == (None, None, ())
    assert [tie.holds for tie in result.above.ties] == [True] * 4
    value = result["支出占到位资金"].value
    assert value is not None
    assert value.value == Fraction("991.51") / Fraction("1208.75")


@QUICK
@given(met=st.lists(st.booleans(), min_size=1, max_size=20))
def test_guangshui_gives_each_row_its_rounded_part_and_never_more_than_the_whole(
    met: list[bool],
) -> None:
    rows = [
        {"指标": str(i), "性质": "≥", "目标值": 2, "实际值": 1 + each, "度量单位": "个"}
        for i, each in enumerate(met)
    ]
    part = int(Fraction(15, len(met)) + HALF)
    parts = [Fraction(part) if each else part * HALF for each in met]
    expected = min(sum(parts, Fraction(0)), Fraction(15))
    result = of_text("guangshui/project/2021", in_table("数量指标", rows))
    assert result["数量指标"].exact == expected


CARRIED = {"本年支出完成数": 1000, "结转结余率目标": "9%", "结转结余变动率目标": "-30%"}


@QUICK
@given(carried=st.integers(0, 2000), before=st.integers(1, 2000))
def test_unit_finance_reads_a_falling_target_as_the_part_of_the_fall(
    carried: int, before: int
) -> None:
    values = {**CARRIED, "本年结转结余": carried, "上年结转结余": before}

    def by(child: str) -> Fraction | None:
        picked = {"结转结余情况": child}
        result = result_of("unnamed/unit-finance/undated", values, picked=picked)
        return result["结转结余情况"].exact

    rate = Fraction(carried, 1000)
    assert by("结转结余率") == (20 if rate <= Fraction(9, 100) else 20 * Fraction(9, 100) / rate)
    fallen = Fraction(before - carried, before)
    assert by("结转结余变动率") == 20 * min(max(fallen / Fraction(3, 10), Fraction(0)), Fraction(1))


@QUICK
@given(
    rows=st.lists(
        st.tuples(st.booleans(), st.sampled_from("≥≤"), st.integers(0, 30), st.integers(1, 60)),
        min_size=1,
        max_size=6,
    )
)
def test_what_does_not_apply_is_left_out_and_the_rest_is_read_out_of_a_hundred(
    rows: list[tuple[bool, str, int, int]],
) -> None:
    target = 10
    table = [
        {"指标": str(i), "适用": applies, "性质": sign, "分值": points}
        | ({"目标值": target, "实际值": actual, "度量单位": "个"} if applies else {})
        for i, (applies, sign, actual, points) in enumerate(rows)
    ]
    result = of_text("unnamed/project/undated", in_table("绩效指标", table))
    taken = [row for row in rows if row[0]]
    if not taken:
        assert result.state == "refused"
        return
    scores = Fraction(0)
    for _, sign, actual, points in taken:
        reached = Fraction(actual, target) if sign == "≥" else Fraction(target, actual or 1)
        scores += points * min(reached, Fraction(1))
    assert result.exact == 100 * scores / sum(points for *_, points in taken)


def late(months: Fraction) -> Fraction | None:
    """The old table's points for money that came so many months late; None where it says none."""
    if months <= 1:
        return Fraction(10)
    for start, first in ((1, 9), (2, 7), (3, 5), (4, 3)):
        if months <= start + 1:
            return first - (months - start)
    if months <= 6:
        return Fraction(1)
    return None if months <= 9 else Fraction(0)


@QUICK
@given(tenths=st.integers(0, 120))
def test_poverty_funds_lose_points_by_the_month_and_say_nothing_from_six_to_nine(
    tenths: int,
) -> None:
    months = Fraction(tenths, 10)
    node = result_of("mof/poverty-funds/undated", {"资金滞后月数": months})["第4项"]
    assert node.exact == late(months)
    assert (node.exact is None) == (6 < months <= 9)


@QUICK
@given(region=st.sampled_from(["中部", "西部", "东部"]), rate=rates)
def test_poverty_funds_set_the_lines_by_region(region: str, rate: Fraction) -> None:
    lines = {"中部": (10, 20, 40), "西部": (5, 15, 30), "东部": (25, 50, 100)}[region]
    third, second, first = (Fraction(line, 100) for line in lines)
    values = {"地区": region, "第5项比例": f"{float(rate * 100)}%"}
    if rate >= first:
        expected = Fraction(5)
    elif rate >= second:
        expected = 3 + (rate - second) / (first - second)
    elif rate >= third:
        expected = 1 + (rate - third) / (second - third)
    else:
        expected = Fraction(0)
    assert result_of("mof/poverty-funds/undated", values)["第5项之二"].exact == expected


@QUICK
@given(values=st.lists(st.integers(0, 8), min_size=2, max_size=12))
def test_poverty_funds_take_a_quarter_for_each_place(values: list[int]) -> None:
    file = "mof/poverty-funds/undated"
    results = score_all(rules(file), [fact_set(file, {"第1项考核值": each}) for each in values])
    for own, result in zip(values, results, strict=True):
        better = sum(other > own for other in values)
        assert result["第1项"].exact == 20 - Fraction(better, 4)


def test_one_department_alone_has_no_place() -> None:
    node = result_of("mof/poverty-funds/undated", {"第1项考核值": 5})["第1项"]
    assert node.exact is None
    assert (node.low, node.high) == (Fraction(0), Fraction(20))


def test_farmland_ranks_shares_and_gives_nothing_for_none() -> None:
    file = "unnamed/farmland/undated"
    areas = [1200, 1100, 1000, 900, 800, 700, 600, 500, 400, 300, 200, 0]
    sets = [fact_set(file, {"上图入库面积": each, "全省总任务面积": 10_000}) for each in areas]
    found = [result["建成面积贡献率"].exact for result in score_all(rules(file), sets)]
    assert found == [5] * 5 + [5 - HALF] * 5 + [4, 0]


@QUICK
@given(done=rates, faults=st.integers(0, 12), started=rates)
def test_farmland_caps_what_faults_take(done: Fraction, faults: int, started: Fraction) -> None:
    values = {
        "年度任务面积": 10_000,
        "建成面积": done * 10_000,
        "开工面积": started * 10_000,
        "质量未达到设计要求": faults,
    }
    result = result_of("unnamed/farmland/undated", values)
    short = max(1 - done, Fraction(0)) // Fraction(1, 100)
    assert result["完成进度和工程质量"].exact == max(15 - short - min(faults, 6), 0)
    fives = max(Fraction(9, 10) - started, Fraction(0)) // Fraction(5, 100)
    assert result["项目开工率"].exact == max(4 - fives, 0)


@QUICK
@given(target=st.integers(0, 20), done=st.integers(0, 40))
def test_land_takes_nothing_off_for_a_task_that_is_not_in_the_plan(target: int, done: int) -> None:
    values = {"新增耕地目标": target, "新增耕地完成": done}
    share = min(Fraction(done, target), Fraction(1)) if target else Fraction(1)
    assert result_of("unnamed/land/undated", values)["新增耕地面积"].exact == 2 * share


@QUICK
@given(grown=st.integers(-10_000, 4000))
def test_the_cooperative_counts_from_four_fifths(grown: int) -> None:
    """Growth in hundredths of a percentage point above the target."""
    rate = 8 + Fraction(grown, 100)
    values = {"农产品购进额增长率": f"{float(rate)}%", "农产品购进额预期增长率": "8%"}
    node = result_of("unnamed/supply-cooperative/undated", values)["农产品购进额"]
    expected = max(24 + Fraction(grown, 200), Fraction(0))
    assert node.exact == (expected if expected <= 30 else None)


VOTES = st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any)


@settings(max_examples=20)
@given(votes=st.lists(VOTES, min_size=9, max_size=9))
def test_votes_become_points_by_rater_and_by_subject(votes: list[list[int]]) -> None:
    raters = {"分管领导": 20, "干部职工": 40, "考核组": 40}
    subjects = {"工作任务量": 30, "工作效率": 30, "工作完成情况": 40}
    pairs = [(rater, subject) for rater in raters for subject in subjects]
    columns = ("第一档票", "第二档票", "第三档票", "第四档票")
    rows = [
        {"测评": f"{rater} {subject}", "评价方": rater, "内容": subject}
        | dict(zip(columns, cast, strict=True))
        | {"有效票": sum(cast), "分值": raters[rater] * subjects[subject] // 100}
        for (rater, subject), cast in zip(pairs, votes, strict=True)
    ]
    bonus = '\n[judgement."附加分"]\nscore = 3\norigin = "reviewer"\n'
    result = of_text("unnamed/cadre/undated", in_table("测评票", rows) + bonus)
    expected = sum(
        Fraction(raters[rater] * subjects[subject], 10_000)
        * Fraction(sum(n * worth for n, worth in zip(cast, (100, 80, 60, 40), strict=True)))
        / sum(cast)
        for (rater, subject), cast in zip(pairs, votes, strict=True)
    )
    assert result.exact == expected + 3


@QUICK
@given(
    parts=st.tuples(st.integers(0, 35), st.integers(0, 30), st.integers(0, 35)),
    extra=st.integers(0, 30),
    barred=st.booleans(),
)
def test_a_veto_of_water_touches_the_grade_and_never_the_score(
    parts: tuple[int, int, int], extra: int, barred: bool
) -> None:
    names = ("目标完成情况", "制度建设情况", "措施落实情况", "创新奖励及其他加分事项")
    judgements = {
        name: {"score": score, "origin": "reviewer"}
        for name, score in zip(names, (*parts, extra), strict=True)
    }
    result = result_of("mwr/water-year/2016", {"有一票否决事项": barred}, judgements=judgements)
    total = min(sum(parts) + extra, 100)
    assert result.printed == total
    steps = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))
    reached = next(name for least, name in steps if total >= least)
    assert result.grade is not None
    assert result.grade.name == ("不合格" if barred else reached)


@QUICK
@given(years=st.lists(st.integers(0, 10_000), min_size=2, max_size=6))
def test_water_over_years_is_rounded_once_to_a_whole_number(years: list[int]) -> None:
    """Yearly scores in hundredths; the last counts as much as the mean of the others."""
    rows = [
        {"年度": str(2016 + i), "期末年": i == len(years) - 1, "考核得分": f"{score / 100:.2f}"}
        for i, score in enumerate(years)
    ]
    result = of_text("mwr/water-period/2016", in_table("年度考核", rows))
    *before, last = (Fraction(score, 100) for score in years)
    exact = sum(before, Fraction(0)) / len(before) * HALF + last * HALF
    assert result.exact == exact
    assert result.printed == int(exact + HALF)


@QUICK
@given(done=rates, days=st.integers(0, 200), excused=st.booleans())
def test_administrative_projects_lose_points_on_both_sides_of_the_plan(
    done: Fraction, days: int, excused: bool
) -> None:
    values = {
        "工作量完成率": f"{float(done * 100)}%",
        "计划时间": 100,
        "实际时间": days,
        "有政策性或特殊原因": excused,
    }
    result = result_of("mof/administrative-project/undated", values)
    threes = abs(done - 1) // Fraction(3, 100)
    assert result["项目完成工作量"].exact == max(15 - threes, 0)
    fours = 0 if excused else max(days - 100, 0) // 4
    assert result["项目完成进度"].exact == max(10 - fours, 0)


@QUICK
@given(built=st.integers(0, 150), good=rates, planted=st.integers(0, 100))
def test_farm_facilities_add_up_to_ninety_under_a_heading_of_eighty(
    built: int, good: Fraction, planted: int
) -> None:
    good = min(good, Fraction(1))
    values = {
        "计划建设面积": 100,
        "完成建设面积": built,
        "质量抽检合格率": f"{float(good * 100)}%",
        "设施总面积": 100,
        "当年种植面积": planted,
        "基础设施完成率": "100%",
        "计划培训人数": 10,
        "实际培训人数": 10,
        "入户指导率": "100%",
        "年均入户指导": 20,
        "有无公害生产技术规程": True,
        "按规程组织生产": True,
        "取得无公害认证": True,
    }
    result = result_of("unnamed/farm-facilities/undated", values)
    finished = min(Fraction(built, 100), Fraction(1))
    whole = 20 * finished + 20 * finished * good + Fraction(30 * planted, 100) + 10 + 10
    assert result["执行情况评价"].exact == min(whole, Fraction(80))
    assert [problem.code for problem in result.methodology.warnings] == ["W381"]
