"""Exact values become fact sets that went through the ordinary reader."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from perfrules import FactSet, Refused, load_methodology, score
from perfrules.files.from_toml import toml_document
from perfrules.model.facts import Value
from perfrules.model.from_tables import methodology_from
from perfrules.model.terms import Span
from perfrules.model.ways import Judged
from perfrules.studies.sample import fact_set
from tests.studies.packs import HEAD, full, methodology

MONEY = {"预算": Fraction(1_000_000), "支出": Fraction(937_700)}


def code_of(make: Callable[[], FactSet]) -> str:
    with pytest.raises(Refused) as refused:
        make()
    return refused.value.problems[0].code


def test_numbers_are_written_in_their_unit_with_digits_that_people_write() -> None:
    facts = fact_set(full(), {**MONEY, "逾期": Fraction(3), "满意率": Fraction(95, 100)}).facts
    assert {name: fact.text for name, fact in facts.items()} == {
        "预算": "100 万元",
        "支出": "93.77 万元",
        "逾期": "3 项",
        "满意率": "95%",
    }
    assert fact_set(full(), {"支出": Fraction(5000)}).facts["支出"].text == "0.50 万元"


def test_other_kinds_stay_what_they_are() -> None:
    given: dict[str, Value] = {
        "送达": date(2022, 5, 1),
        "合规": True,
        "类别": "乙类",
        "加分数": Fraction(3, 2),
    }
    facts = fact_set(full(), given).facts
    assert {name: fact.value for name, fact in facts.items()} == given


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"支出": Fraction(-1)}, "E406"),
        ({"类别": "丙类"}, "E412"),
        ({"没有": Fraction(1)}, "E402"),
        ({"合规": Fraction(1)}, "E407"),
        ({"预算": Fraction(1, 3)}, "E660"),
        ({"预算": Fraction(10**60)}, "E243"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused(values: dict[str, Any], code: str) -> None:
    assert code_of(lambda: fact_set(full(), values)) == code


def test_a_judgement_says_that_it_was_generated_and_lies_in_its_tier() -> None:
    judged = fact_set(full(), {}, judgements={"评": Fraction(25, 2)}).judgements["评"]
    assert (judged.score, judged.tier, judged.origin) == (Fraction(25, 2), "中", "reconstructed")
    assert "生成" in judged.reason
    assert code_of(lambda: fact_set(full(), {}, judgements={"评": Fraction(21)})) == "E413"
    assert code_of(lambda: fact_set(full(), {}, judgements={"评": Fraction(1, 3)})) == "E414"


def test_several_raters_make_up_the_score() -> None:
    judged = fact_set(full(), {}, judgements={"三方": Fraction(8)}).judgements["三方"]
    assert dict(judged.raters) == dict.fromkeys(("甲", "乙", "丙"), 8)
    judged = fact_set(full(), {}, judgements={"三方": Fraction("8.25")}).judgements["三方"]
    assert judged.score == Fraction("8.25")
    assert {score % Fraction(1, 2) for score in judged.raters.values()} == {0}
    assert code_of(lambda: fact_set(full(), {}, judgements={"三方": Fraction("8.01")})) == "E414"


def test_what_counts_of_several_stages_is_given() -> None:
    rules = load_methodology("yinchuan/project")
    judged = next(leaf.key for leaf in rules.leaves() if isinstance(leaf.way, Judged))
    facts = fact_set(rules, {}, judgements={judged: Fraction(1)})
    assert facts.judgements[judged].score == 1
    assert [*facts.stages[judged]] == [rules.counts]


def test_picks_give_points() -> None:
    rules = load_methodology("unnamed/unit-finance")
    parent = next(node for node in rules.indicators.values() if node.choose)
    facts = fact_set(rules, {}, picked={parent.key: (parent.children[0],)})
    assert facts.picked == {parent.key: (parent.children[0],)}


def row(**changes: Any) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "指标": "一", "分值": Fraction(10), "单位": "套", "目标": Fraction(3),
        "实际": Fraction(2), "日期": date(2022, 3, 1), "达标": False, "权重": Fraction(1),
        "任务": "修路", "相关": ("修路",),
    }  # fmt: skip
    return {**cells, **changes}


def test_rows_are_read_in_the_unit_of_the_row() -> None:
    tables = {"产出": [row()], "任务": [{"任务": "修路"}]}
    facts = fact_set(full(), {}, tables=tables, judgements={"产出/一": Fraction(9)})
    (read,) = facts.tables["产出"]
    assert read.cells["目标"].text == "3 套"
    assert read.links == {"任务": ("修路",), "相关": ("修路",)}
    assert facts.judgements["产出/一"].score == 9
    nowhere = {"产出": [row(任务="没有")], "任务": [{"任务": "修路"}]}
    assert code_of(lambda: fact_set(full(), {}, tables=nowhere)) == "E435"
    unknown = {"没有": [{"甲": "乙"}]}
    assert code_of(lambda: fact_set(full(), {}, tables=unknown)) == "E430"
    strange = {"产出": [row(别的=Fraction(1))]}
    assert code_of(lambda: fact_set(full(), {}, tables=strange)) == "E130"


def test_the_judgement_of_a_row_has_its_tier() -> None:
    rules = load_methodology("yunnan/project")
    cells = {"一级指标": "产出指标", "二级指标": "质量", "指标": "好", "性质": "定性"}
    tables = {"绩效指标": [{**cells, "分值": Fraction(90)}]}
    facts = fact_set(rules, {}, tables=tables, judgements={"绩效指标/好": Fraction(60)})
    assert facts.judgements["绩效指标/好"].tier == "部分达成"
    assert score(rules, facts)["绩效指标"].exact == 60


def test_without_a_period_it_is_one_that_is_in_force_and_has_parameters() -> None:
    facts = fact_set(load_methodology("beijing/department@2022"), {})
    assert facts.period_text == "2022"
    year = fact_set(load_methodology("beijing/department@2022"), {}, period=2022)
    assert year.period == facts.period
    half = Span(date(2022, 1, 1), date(2022, 6, 30))
    assert fact_set(full(), {}, period=half).period == half
    for_ever = methodology('[indicator."甲"]\npoints = 100\njudged = true\n')
    assert fact_set(for_ever, {}).period_text == "2022"


@pytest.mark.parametrize(
    ("in_force", "period"),
    [
        ("{}", ""),
        ("{ from = 2021-05-01 }", "2021-05-01 – 2021-12-31"),
        ("{ to = 2021-05-01 }", "2021-01-01 – 2021-05-01"),
        ("{ from = 2020-07-01, to = 2023-12-31 }", "2020-07-01 – 2020-12-31"),
    ],
)
def test_a_period_lies_within_the_days_in_force(in_force: str, period: str) -> None:
    head = HEAD.format(name="days", points=10, more="")
    text = head.replace("{ from = 2022-01-01, to = 2022-12-31 }", in_force)
    body = '[indicator."甲"]\npoints = 10\njudged = true\n'
    rules = methodology_from(toml_document(text + body, "rules.toml"))
    assert fact_set(rules, {}).period_text == period
