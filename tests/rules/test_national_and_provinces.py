"""The shipped national and provincial rules, and the published cases scored by them."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules import Methodology, Result, facts, load_facts, load_methodology, score
from perfrules.files.from_toml import toml_document
from perfrules.model.facts import FactSet
from perfrules.model.read_facts import facts_from
from perfrules.studies.examples import try_examples
from perfrules.studies.faults import faults_of

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "rules"
FILES = (
    "anhui/project/2019",
    "hebei/project/2020",
    "hetang/department/2022",
    "hubei/project/2020",
    "hunan/department/2018",
    "mof/department-framework/2013",
    "mof/project/2020",
    "mof/project-framework/2020",
    "pingbian/project/2022",
    "sichuan/department/2017",
    "sichuan/department/2020",
    "sichuan/project/2017",
    "sichuan/project/2023",
    "sichuan/project-targets/2019",
    "yueyang/department/undated",
    "yunnan/project/2020",
)
OPEN = "open"
CASES: dict[str, tuple[str, str, str]] = {
    # state, and the ends between which the total lies
    "anhui-guichi-tangxi-2022": ("refused", "80", "100"),
    "anhui-suixi-temporary-relief-2019": (OPEN, "88.93", "98.93"),
    "anhui-tianchang-flood-2022": ("done", "100", "100"),
    "hebei-chengan-centenarian-2020": ("done", "100", "100"),
    "hubei-huangshi-library-2022": (OPEN, "80", "100"),
    "hubei-yangtze-fishing-ban-2020": ("done", "100", "100"),
    "hunan-yueyang-highway-overall": (OPEN, "0", "100"),
    "hunan-yueyang-science-bureau-overall": (OPEN, "0", "100"),
    "sichuan-daying-justice-2023-ankr": (OPEN, "10", "100"),
    "sichuan-daying-payroll-template": (OPEN, "0", "100"),
    "sichuan-daying-union-2020-overall": (OPEN, "9", "99"),
    "sichuan-qingshen-salary-2023": (OPEN, "10", "100"),
    "sichuan-unit-2017-overall": (OPEN, "22", "96"),
    "yunnan-lijiang-gucheng-2020": ("done", "100", "100"),
}
FRAMEWORK_CASES = (
    "hunan-hetang-women-2022-overall",
    "sichuan-daying-traffic-2019",
    "yunnan-pingbian-traffic-2022",
)
DIFFERING = {
    # published scores that do not follow from the published facts: what the rule gives
    "anhui-suixi-temporary-relief-2019": {
        "绩效指标/特困人员救助供养人数": "4.84",  # 5 × 4604 ÷ 4754
        "绩效指标/扶贫临时救助标准": "9.09",  # 10 × 5300 ÷ 5830
    },
    "hebei-chengan-centenarian-2020": {  # the weight was applied twice
        "绩效指标/符合条件申报对象覆盖率": "25",
        "绩效指标/完成率": "25",
        "绩效指标/补贴发放率": "30",
        "绩效指标/服务对象满意度": "10",
    },
    "yunnan-lijiang-gucheng-2020": {  # every target met, points taken off without a reason
        "绩效指标/卫片执法补助经费": "10",
        "绩效指标/项目验收合格率": "20",
        "绩效指标/项目完成及时率": "20",
        "绩效指标/违法行为责停率": "30",
    },
}


@cache
def case(name: str) -> Result:
    given = load_facts(ROOT / "examples" / f"{name}.toml")
    return score(given.rules, given)


@cache
def rules(file: str) -> Methodology:
    return load_methodology(RULES / f"{file}.toml")


def scored(file: str, text: str) -> Result:
    methodology = rules(file)
    return score(methodology, fact_set(text, methodology))


def fact_set(text: str, methodology: Methodology) -> FactSet:
    return facts_from(toml_document(text, "facts.toml"), methodology)


@pytest.mark.parametrize("file", FILES)
def test_a_rule_file_has_no_faults_and_its_examples_hold(file: str) -> None:
    path = RULES / f"{file}.toml"
    assert [problem.render("zh") for problem in faults_of(path)] == []
    tried = try_examples(path)
    assert tried.tried
    failed = [each.name for each in tried.tried if not each.passed]
    assert (failed, tried.problems) == ([], ())


@pytest.mark.parametrize("file", FILES)
def test_every_rule_names_its_source(file: str) -> None:
    methodology = rules(file)
    assert "http" in methodology.basis
    assert all(each.basis for each in methodology.indicators.values())


@pytest.mark.parametrize("name", CASES)
def test_a_published_case_comes_to_what_its_facts_allow(name: str) -> None:
    state, low, high = CASES[name]
    result = case(name)
    assert (result.state, result.low, result.high) == (state, Fraction(low), Fraction(high))
    assert (result.printed is None) == (state != "done")


@pytest.mark.parametrize("name", CASES)
def test_published_scores_tie_but_for_the_known_ones(name: str) -> None:
    result = case(name)
    differing = {}
    for key, published in _published_scores(result):
        printed = result[key].printed
        if printed is not None and printed != published:
            differing[key] = printed
    known = {key: Fraction(text) for key, text in DIFFERING.get(name, {}).items()}
    assert differing == known


def _published_scores(result: Result) -> Iterator[tuple[str, Fraction]]:
    published = result.facts.published
    if published is not None:
        for key, row in published.named("score", {}).items():
            yield key, row.number("score")


@pytest.mark.parametrize("name", [*CASES, *FRAMEWORK_CASES])
def test_every_fact_has_its_source_and_every_judgement_is_published(name: str) -> None:
    given = case(name).facts
    rows = [row for table in given.tables.values() for row in table]
    assert all(fact.source for fact in given.facts.values())
    assert all(row.source for row in rows)
    assert {each.origin for each in given.judgements.values()} <= {"published"}


@pytest.mark.parametrize("name", FRAMEWORK_CASES)
def test_a_case_without_a_scoring_rule_has_values_and_no_total(name: str) -> None:
    result = case(name)
    assert (result.printed, result.grade) == (None, None)
    assert not result.problems


def test_the_execution_rate_of_pingbian_ties() -> None:
    value = _value(case("yunnan-pingbian-traffic-2022"), "预算执行率")
    assert value == Fraction("43.73") / Fraction("73.19")


def test_every_target_of_the_old_sichuan_form_is_reported_met() -> None:
    assert _value(case("sichuan-daying-traffic-2019"), "指标达标率") == 1


def _value(result: Result, key: str) -> object:
    outcome = result[key].value
    assert outcome is not None
    return outcome.value


ROWS = """
[facts]
"预算数" = "100 万元"
"执行数" = "{spent} 万元"
[[table."绩效指标"]]
"一级指标" = "产出指标"
"二级指标" = "数量指标"
"指标"     = "甲"
"性质"     = "{sign}"
"目标值"   = {target}
"实际值"   = {actual}
"度量单位" = "个"
"分值"     = 80
"""


@settings(max_examples=60)
@given(
    spent=st.integers(0, 150),
    sign=st.sampled_from("≥≤="),
    target=st.integers(1, 1000),
    actual=st.integers(0, 1000),
)
def test_hubei_scores_in_proportion_both_ways(
    spent: int, sign: str, target: int, actual: int
) -> None:
    result = scored(
        "hubei/project/2020",
        ROWS.format(spent=spent, sign=sign, target=target, actual=actual),
    )
    met = {"≥": actual >= target, "≤": actual <= target, "=": actual == target}[sign]
    up, down = Fraction(actual, target), Fraction(target, max(actual, 1))
    rate = 1 if met else {"≥": up, "≤": down, "=": min(up, down)}[sign]
    assert result["年度绩效目标"].exact == 80 * rate
    assert result["预算执行情况"].exact == min(Fraction(20), Fraction(20 * spent, 100))


@settings(max_examples=60)
@given(over=st.integers(-3000, 3000), arranged=st.integers(0, 10_000), changed=st.integers(0, 5000))
def test_yueyang_takes_whole_points_and_bands(over: int, arranged: int, changed: int) -> None:
    """Rates in hundredths of a percent: 10 000 is 100 %."""
    result = score(
        rules("yueyang/department/undated"),
        facts(
            rules("yueyang/department/undated"),
            {
                "财政供养人员数": 10_000 + over,
                "编制数": 10_000,
                "重点项目支出": arranged,
                "项目总支出": 10_000,
                "预算调整数": changed,
                "预算数": 10_000,
            },
        ),
    )
    lost = Fraction(max(over, 0) // 100, 2)
    assert result["财政供养人员控制率"].exact == max(5 - lost, 0)
    reached = [points for least, points in ((9000, 5), (8000, 4), (7000, 3), (6000, 2), (0, 0))
               if arranged >= least]  # fmt: skip
    assert result["重点支出安排率"].exact == reached[0]
    within = [points for most, points in ((0, 3), (1000, 2), (2000, 1), (3000, Fraction(1, 2)))
              if changed <= most]  # fmt: skip
    assert result["预算调整率"].exact == (within[0] if within else 0)


@settings(max_examples=60)
@given(done=st.integers(0, 12_000))
def test_hunan_takes_two_points_for_five_whole_percentage_points(done: int) -> None:
    methodology = rules("hunan/department/2018")
    result = score(methodology, facts(methodology, {"预算完成数": done, "预算数": 10_000}))
    short = max(10_000 - done, 0) // 500
    assert result["预算完成率"].exact == max(8 - 2 * short, 0)


@settings(max_examples=60)
@given(moved=st.integers(0, 3000))
def test_sichuan_cuts_off_above_a_tenth(moved: int) -> None:
    methodology = rules("sichuan/department/2020")
    values = {"全年预算调剂金额": moved, "年初部门预算数": 10_000}
    rate = Fraction(moved, 10_000)
    expected = 0 if rate > Fraction(1, 10) else 10 * (1 - 10 * rate)
    assert score(methodology, facts(methodology, values))["编制准确"].exact == expected


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        (
            "anhui-guichi-tangxi-2022",
            ["年度资金总额的全年预算数（0.000 万元）小于其中的本年财政拨款（89.974 万元）"],
        ),
        ("anhui-tianchang-flood-2022", []),
        ("sichuan-daying-justice-2023-ankr", ["年初预算与调整后预算数不同"]),
        ("sichuan-daying-payroll-template", []),
    ],
)
def test_findings_say_what_the_form_asks_to_be_explained(name: str, problems: list[str]) -> None:
    told = [each.problem for each in case(name).above.findings if each.problem]
    assert told == problems


def test_the_flow_of_money_of_hetang_is_open_by_14_01() -> None:
    money = {key: fact.value for key, fact in case(FRAMEWORK_CASES[0]).facts.facts.items()}
    values = (money["预算收入"], money["其他资金来源"], money["支出"], money["结余结转"])
    income, other, spent, carried = (value for value in values if isinstance(value, Fraction))
    assert income + other - spent - carried == Fraction("14.01") * 10_000
