"""perfrules as a library: plain values in, exact results out, from one thread or from many."""

import doctest
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from numbers import Integral
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfrules
from perfrules import (
    FactSet,
    Methodology,
    Refused,
    Result,
    explain,
    facts,
    load_facts,
    load_methodology,
    score,
)
from perfrules.scoring import loading
from perfrules.scoring.loading import Plain

ROOT = Path(__file__).parents[1]
FACTS = ROOT / "examples" / "beijing-traffic-2022.toml"
EXECUTION = "当年预算执行情况"
JUDGEMENTS: Mapping[str, Mapping[str, Plain]] = {
    "整体绩效目标实现情况": {"score": Decimal("57.80"), "origin": "published"},
    "预算管理情况": {"score": 17.8, "origin": "published"},
}


@pytest.fixture(scope="module")
def methodology() -> Methodology:
    return load_methodology("beijing/department", rules=[ROOT / "rules"], as_of=date(2022, 12, 31))


def execution(methodology: Methodology, spent: Plain, budget: Plain) -> Result:
    values = {"财政拨款支出": spent, "财政拨款预算": budget}
    return score(methodology, facts(methodology, values, judgements=JUDGEMENTS, period=2022))


@pytest.mark.parametrize("module", [perfrules, loading])
def test_the_examples_of_the_documentation_hold(
    module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert isinstance(module, type(perfrules))
    done = doctest.testmod(module)
    assert done.attempted
    assert not done.failed


def test_every_public_name_is_there_and_explained() -> None:
    assert len(perfrules.__all__) <= 13
    for name in perfrules.__all__:
        assert getattr(perfrules, name).__doc__
    assert set(perfrules.__all__) <= set(dir(perfrules))
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        getattr(perfrules, "nothing_of_the_kind")  # noqa: B009  # mypy knows that it is not there


def test_a_published_case(methodology: Methodology) -> None:
    for given_facts in (load_facts(FACTS), load_facts(FACTS, methodology=methodology)):
        result = score(given_facts.rules, given_facts)
        assert result.printed == Fraction("94.35")
        assert result.grade is not None
        assert result.grade.name == "优"
        exact = 20 * Fraction("462144.30") / Fraction("492824.40")
        assert result[EXECUTION].exact == exact
        assert "94.35 / 100" in explain(result, lang="zh")
        assert explain(result, "json") == explain(result, "json", lang="zh")


@pytest.mark.parametrize(
    ("spent", "budget"),
    [
        ("462144.30 万元", "492824.40 万元"),
        (462144.30, 492824.40),
        (Decimal("462144.30"), Fraction("492824.4")),
        ("46.214430亿元", "4928244000元"),
    ],
)
def test_plain_values_of_every_kind_mean_the_same(
    methodology: Methodology, spent: Plain, budget: Plain
) -> None:
    result = execution(methodology, spent, budget)
    assert result[EXECUTION].exact == 20 * Fraction("462144.30") / Fraction("492824.40")
    assert result.printed == Fraction("94.35")


@cache
def shipped() -> Methodology:
    return load_methodology("beijing/department@2022", rules=[ROOT / "rules"])


@given(st.just(0.0) | st.floats(min_value=1e-20, max_value=1e15))
@settings(max_examples=60)
def test_a_float_is_its_shortest_decimal_text(number: float) -> None:
    read = facts(shipped(), {"财政拨款支出": number}).facts["财政拨款支出"].value
    assert read == Fraction(repr(number)) * 10_000


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"财政拨款支出": float("nan")}, "E419"),
        ({"财政拨款支出": float("-inf")}, "E419"),
        ({"财政拨款支出": Decimal("sNaN")}, "E419"),
        ({"财政拨款支出": True}, "E404"),
        ({"财政拨款支出": date(2022, 1, 1)}, "E404"),
        ({"财政拨款支出": -1}, "E406"),
        ({"财政拨款支": 1}, "E402"),
        ({"满意率": 98.3}, "E405"),
        ({"市级平均差异率": "28.30%"}, "E403"),
    ],
)
def test_values_that_cannot_be_facts(
    methodology: Methodology, values: Mapping[str, Plain], code: str
) -> None:
    with pytest.raises(Refused) as caught:
        facts(methodology, values)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert code in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [10**40, 1e300, 5e-324, Decimal("1E+999999"), Decimal("1E-41"), Fraction(1, 10**41)],
)
def test_a_number_is_no_longer_than_a_file_may_have_it(
    methodology: Methodology, value: Plain
) -> None:
    with pytest.raises(Refused, match="E126") as caught:
        facts(methodology, {"财政拨款支出": value})
    with pytest.raises(Refused, match="E126"):  # too long for Python to write it out
        facts(methodology, {"财政拨款支出": 10**5000})
    assert "财政拨款支出" in str(caught.value)
    assert len(str(caught.value)) < 200


class FloatOfAnotherText(float):
    """As numpy's: a float whose repr is a call."""

    def __repr__(self) -> str:
        return f"np.float64({float(self)})"


def test_a_float_of_numpy_is_a_float(methodology: Methodology) -> None:
    given = facts(methodology, {"财政拨款支出": FloatOfAnotherText(0.1)})
    assert given.facts["财政拨款支出"].value == 1000


class WholeOfAnotherClass:
    """As numpy's int64: a whole number that is no int."""

    def __int__(self) -> int:
        return 5


Integral.register(WholeOfAnotherClass)


def test_a_whole_number_of_numpy_is_one(methodology: Methodology) -> None:
    values: Mapping[str, Any] = {"财政拨款支出": WholeOfAnotherClass()}
    assert facts(methodology, values).facts["财政拨款支出"].value == 50_000


def test_a_value_with_its_source(methodology: Methodology) -> None:
    given = facts(methodology, {"财政拨款支出": {"value": 0.1, "source": "报告 二"}})
    assert given.facts["财政拨款支出"].value == 1000
    assert given.facts["财政拨款支出"].source == "报告 二"


def test_a_judgement_is_exact_too(methodology: Methodology) -> None:
    key = "整体绩效目标实现情况"
    third: Mapping[str, Mapping[str, Any]] = {key: {"score": Fraction(1, 3), "origin": "reviewer"}}
    result = score(methodology, facts(methodology, {}, judgements=third))
    assert result[key].exact == Fraction(1, 3)
    nothing: Mapping[str, Mapping[str, Any]] = {key: {"score": None, "origin": "reviewer"}}
    with pytest.raises(Refused, match="E134"):
        facts(methodology, {}, judgements=nothing)


def test_everything_that_is_wrong_is_raised_at_once(methodology: Methodology) -> None:
    with pytest.raises(Refused) as caught:
        facts(methodology, {"财政拨款支出": -1, "没有": 1}, judgements={"没有": {"score": 1}})
    assert {problem.code for problem in caught.value.problems} == {"E406", "E402", "E410"}


def test_the_same_facts_from_json_and_csv(methodology: Methodology, tmp_path: Path) -> None:
    as_json, as_csv = tmp_path / "facts.json", tmp_path / "facts.csv"
    as_json.write_text('{"facts": {"财政拨款支出": 900.10, "财政拨款预算": "1000 万元"}}', "utf-8")
    as_csv.write_bytes("单位名称,财政拨款支出,财政拨款预算\n甲局,900.10,1000\n".encode("gbk"))
    for path, encoding in ((as_json, None), (as_csv, "gbk")):
        read = load_facts(path, methodology=methodology, encoding=encoding)
        assert score(methodology, read)[EXECUTION].exact == Fraction("18.002")


def test_a_day_stands_for_the_period_and_chooses_the_parameters(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text('methodology = "beijing/department"\n[facts]\n', "utf-8")
    read = load_facts(path, rules=[ROOT / "rules"], as_of=date(2022, 6, 30))
    assert read.period.first == read.period.last == date(2022, 6, 30)
    assert "市级平均差异率" in score(read.rules, read).used
    with pytest.raises(Refused, match="E357"):
        load_facts(path, rules=[ROOT / "rules"], as_of=date(2021, 6, 30))


def test_a_fact_file_without_a_methodology_says_so(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text("[facts]\n", "utf-8")
    with pytest.raises(Refused, match="methodology"):
        load_facts(path)


def test_many_fact_sets_in_a_loop_and_in_threads(methodology: Methodology) -> None:
    sets = [
        facts(methodology, {"财政拨款支出": spent, "财政拨款预算": 997}, judgements=JUDGEMENTS)
        for spent in range(500)
    ]

    def total(one: FactSet) -> tuple[Fraction | None, Fraction | None, str]:
        result = score(methodology, one)
        return result.exact, result.printed, result.grade.name if result.grade else ""

    in_a_loop = [total(one) for one in sets]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(total, sets)) == in_a_loop
    assert [exact for exact, _, _ in in_a_loop] == [
        Fraction("75.6") + 20 * Fraction(spent, 997) for spent in range(500)
    ]
