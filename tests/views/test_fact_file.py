"""A fact set as a file and as an example: read back, it is the same, and expects what came out."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfrules import FactSet, Methodology, Refused, facts, load_facts, score
from perfrules.files.from_toml import toml_document
from perfrules.model.from_tables import methodology_from
from perfrules.model.read_facts import facts_from
from perfrules.model.terms import Span
from perfrules.studies.examples import try_examples
from perfrules.studies.sample import fact_set, sampled, seeded
from perfrules.testing import fact_sets
from perfrules.views.fact_file import example, fact_file
from perfrules.views.to_toml import to_toml
from tests.house.test_guide import GUIDES, complete, frame_of, rules_of
from tests.studies.packs import (
    FULL,
    GRADES,
    HEAD,
    MORE,
    ROOT,
    SHIPPED,
    bare,
    full,
    methodology,
    name_of,
    shipped,
)

CASES = sorted((ROOT / "examples").glob("*.toml"))


def read_back(given_facts: FactSet) -> FactSet:
    return facts_from(toml_document(fact_file(given_facts), "facts.toml"), given_facts.rules)


@given(fact_sets(full()))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_generated_fact_file_is_read_back(drawn: FactSet) -> None:
    assert bare(read_back(drawn)) == bare(drawn)


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_so_it_is_for_every_shipped_methodology(path: Path) -> None:
    for number in range(6):
        drawn = sampled(shipped(path), seeded(11, number))
        assert bare(read_back(drawn)) == bare(drawn)


@pytest.mark.parametrize("number", range(len(rules_of(GUIDES["zh"]))))
def test_and_for_every_rule_file_of_the_guide(number: int) -> None:
    text = complete(rules_of(GUIDES["zh"])[number].text, frame_of(GUIDES["zh"]))
    rules = methodology_from(toml_document(text, "page.toml"))
    for seed in range(4):
        drawn = sampled(rules, seeded(seed, 1))
        assert bare(read_back(drawn)) == bare(drawn)
        assert example(drawn, score(rules, drawn), "例").startswith("[[example]]\n")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_published_case_keeps_its_evidence_and_what_was_printed(path: Path) -> None:
    case = load_facts(path)
    again = read_back(case)
    assert bare(again) == bare(case)
    for name, fact in case.facts.items():
        other = again.facts[name]
        assert (other.source, other.page, other.checked, other.note) == (
            fact.source, fact.page, fact.checked, fact.note,
        )  # fmt: skip
        assert (other.unit, other.decimals) == (fact.unit, fact.decimals)
    for key, judged in case.judgements.items():
        other_judged = again.judgements[key]
        assert (judged.origin, judged.reason, judged.by, judged.evidence) == (
            other_judged.origin, other_judged.reason, other_judged.by, other_judged.evidence,
        )  # fmt: skip
    printed = None if case.published is None else case.published.values
    assert printed == (None if again.published is None else again.published.values)
    for table, rows in case.tables.items():
        for row, other_row in zip(rows, again.tables[table], strict=True):
            assert (row.source, row.page, row.reason) == (
                other_row.source, other_row.page, other_row.reason,
            )  # fmt: skip


@pytest.mark.parametrize("path", SHIPPED[:12], ids=name_of)
def test_an_example_of_what_came_out_passes(path: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    for source in (ROOT / "rules").rglob("*.toml"):
        copy = rules / source.relative_to(ROOT / "rules")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(source.read_text("utf-8"), "utf-8")
    copy = rules / name_of(path)
    blocks = []
    for number in range(5):
        drawn = sampled(shipped(path), seeded(5, number))
        blocks.append(example(drawn, score(drawn.rules, drawn), f"生成 {number}"))
    copy.write_text(copy.read_text("utf-8") + "\n" + "\n".join(blocks), "utf-8")
    tried = try_examples(copy, only="生成")
    assert [p.message("en") for p in tried.problems] == []
    assert len(tried.tried) == 5
    assert [p.message("en") for each in tried.tried for p in each.failures] == []
    assert [p.message("en") for each in tried.tried for p in each.problems] == []


def tried_with(rules: Methodology, text: str, drawn: FactSet, tmp_path: Path) -> str:
    """The example of a fact set, after it has passed behind the rule file."""
    block = example(drawn, score(rules, drawn), "新")
    path = tmp_path / "rules" / "pack.toml"
    path.parent.mkdir()
    path.write_text(f"{text}\n{block}", "utf-8")
    (tried,) = try_examples(path).tried
    assert tried.passed, [p.message("en") for p in (*tried.failures, *tried.problems)]
    return block


def test_an_example_of_everything_passes(tmp_path: Path) -> None:
    text = HEAD.format(name="pack", points=100, more=MORE) + FULL + GRADES
    block = tried_with(full(), text, sampled(full(), seeded(1, 1)), tmp_path)
    assert "total " in block
    assert "grade " in block
    assert 'score."满意"' in block
    assert "period" not in block  # an example without one is of the days in force
    assert "source" not in block


def test_an_example_of_half_a_year_says_so(tmp_path: Path) -> None:
    rules = methodology(ZERO, points=10)
    half = Span(date(2022, 1, 1), date(2022, 6, 30))
    drawn = fact_set(rules, {"甲": Fraction(10_000)}, period=half)
    text = HEAD.format(name="pack", points=10, more="") + ZERO
    block = tried_with(rules, text, drawn, tmp_path)
    assert "period = { from = 2022-01-01, to = 2022-06-30 }" in block


ZERO = """
[fact."甲"]
unit = "万元"
range = ">= 0"
[measure."率"]
value = "1万元 ÷ 甲"
[indicator."一"]
points = 10
score = "min(率, 1) × 10"
"""


@pytest.mark.parametrize(
    ("values", "expects"),
    [
        ({"甲": Fraction(0)}, 'error = "E250"'),
        ({}, "open = true"),
        ({"甲": Fraction(20_000)}, 'total      = 5.00\nscore."一" = 5.00'),
        ({"甲": Fraction(10_000)}, "total = 10.00"),
    ],
)
def test_an_example_expects_what_there_is(
    values: dict[str, Fraction], expects: str, tmp_path: Path
) -> None:
    rules = methodology(ZERO, points=10)
    text = HEAD.format(name="pack", points=10, more="") + ZERO
    block = tried_with(rules, text, fact_set(rules, dict(values)), tmp_path)
    assert expects in block


def test_a_framework_has_no_total_to_expect(tmp_path: Path) -> None:
    body = '[fact."甲"]\nunit = "%"\n[indicator."一"]\nvalue = "甲"\nunit = "%"\n'
    head = HEAD.format(name="pack", points=10, more='weights = "open"')
    text = head.replace("points = 10\n", "") + body
    rules = methodology_from(toml_document(text, "rules.toml"))
    block = tried_with(rules, text, fact_set(rules, {"甲": Fraction(1, 4)}), tmp_path)
    assert "open = false" in block


def test_a_number_that_does_not_end_cannot_be_written() -> None:
    rules = full()
    given_facts = facts(rules, {"预算": Fraction(1, 3)})
    with pytest.raises(Refused) as refused:
        fact_file(given_facts)
    assert [problem.code for problem in refused.value.problems] == ["E660"]
    judged = facts(
        rules, {}, judgements={"三方": {"raters": dict.fromkeys("甲乙丙", 1), "origin": "reviewer"}}
    )
    assert "raters" in fact_file(judged)
    third = methodology('[indicator."甲"]\npoints = 10\njudged = true\n', points=10)
    judged = facts(third, {}, judgements={"甲": {"score": Fraction(1, 3), "origin": "reviewer"}})
    with pytest.raises(Refused):
        fact_file(judged)


def test_without_a_period_the_version_is_named() -> None:
    without = facts(full(), {"合规": True})
    assert 'methodology = "pack@1"' in fact_file(without)
    assert "[subject]" not in fact_file(without)


def test_a_fraction_for_a_percentage_is_written_as_one() -> None:
    body = """
[fact."率"]
unit = "%"
bare = "fraction"
[indicator."一"]
points = 10
score = "分值 × min(率, 100%)"
"""
    rules = methodology(body, points=10)
    given_facts = facts(rules, {"率": "0.9377"})
    assert '"率" = "93.77%"' in fact_file(given_facts)
    assert read_back(given_facts).facts["率"].value == Fraction("0.9377")


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]))


@given(st.dictionaries(texts.filter(str.strip), texts, max_size=4))
def test_any_text_is_written_so_that_it_is_read_back(values: dict[str, str]) -> None:
    assert tomli.loads(to_toml({"facts": {"甲": values}, "乙": values})) == {
        "facts": {"甲": values},
        **({"乙": values} if values else {"乙": {}}),
    }
