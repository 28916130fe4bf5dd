"""Facts become as simple as what must hold of them allows."""

from fractions import Fraction
from typing import Any

from perfrules import FactSet, score
from perfrules.studies.sample import fact_set, sampled, seeded
from perfrules.studies.simpler import simplest
from tests.studies.packs import bare, full, methodology


def low_execution(facts: FactSet) -> bool:
    exact = score(full(), facts)["执行"].exact
    return exact is not None and exact < 16


def test_what_is_not_needed_goes_and_what_holds_still_holds() -> None:
    number = next(n for n in range(99) if low_execution(sampled(full(), seeded(3, n))))
    facts = sampled(full(), seeded(3, number))
    simple = simplest(full(), facts, low_execution)
    assert low_execution(simple)
    result = score(full(), simple)
    assert result.state == "done"
    assert all(told.holds for told in result.above.ties)
    values = {name: fact.text for name, fact in simple.facts.items()}
    assert (values["预算"], values["支出"]) == ("1 万元", "0 万元")
    assert "加分数" not in values
    assert values["合规"] == "false"
    assert simple.judgements["评"].score == 20
    assert len(simple.tables["产出"]) == len(facts.tables["产出"])  # its weights must make 100%
    assert not simple.tables["任务"] or any(row.links for row in simple.tables["产出"])


def test_ties_are_kept_by_moving_what_they_tie() -> None:
    def spends(facts: FactSet) -> bool:
        value = facts.facts["支出"].value
        return isinstance(value, Fraction) and value > 500_000

    given = {"预算": Fraction(7_777_700), "支出": Fraction(5_555_500), "基本": Fraction(1_234_500)}
    facts = fact_set(full(), {**given, "项目": Fraction(4_321_000)})
    simple = simplest(full(), facts, spends)
    values = {name: fact.value for name, fact in simple.facts.items()}
    assert values["支出"] == 1_000_000
    assert values["基本"] + values["项目"] == values["支出"]  # type: ignore[operator]


def test_rows_and_cells_and_their_judgements_go() -> None:
    rules = methodology(
        """
[table."表"]
name = "名"
columns."名" = "text"
columns."数" = { unit = "个" }
columns."说" = { kind = "text", optional = true }
columns."类" = { choice = ["子", "丑"] }
columns."成" = "yes/no"
[[table."表".score]]
judged = true
[indicator."一"]
points = 10
rows = "表"
split = { how = "equal", to = 0.01, remainder = "last" }
""",
        points=10,
    )
    row: dict[str, Any] = {"数": Fraction(1234), "说": "话", "类": "丑", "成": True}
    rows = [{"名": name, **row} for name in "甲乙丙"]
    judged = {f"表/{name}": Fraction(2) for name in "甲乙丙"}
    facts = fact_set(rules, {}, tables={"表": rows}, judgements=judged)
    simple = simplest(rules, facts, lambda each: score(rules, each).state == "done")
    (one,) = simple.tables["表"]
    assert {name: cell.value for name, cell in one.cells.items()} == {
        "名": "甲",
        "数": 0,
        "类": "子",
        "成": False,
    }
    assert [*simple.judgements] == ["表/甲"]
    assert simple.judgements["表/甲"].score == 0


def test_the_number_of_trials_is_bounded() -> None:
    calls: list[FactSet] = []

    def holds(facts: FactSet) -> bool:
        calls.append(facts)
        return False

    facts = sampled(full(), seeded(3, 1))
    assert simplest(full(), facts, holds, most=7) is facts
    assert len(calls) <= 7


def test_it_is_the_same_each_time() -> None:
    facts = sampled(full(), seeded(3, 2))
    one, other = (simplest(full(), facts, lambda each: bool(each.facts), most=80) for _ in range(2))
    assert bare(one) == bare(other)


def test_a_fault_that_the_facts_have_may_stay() -> None:
    def broken(facts: FactSet) -> bool:
        return any(problem.code == "E530" for problem in score(full(), facts).problems)

    given = {"支出": Fraction(5_555_500), "基本": Fraction(1), "项目": Fraction(1)}
    simple = simplest(full(), fact_set(full(), given), broken)
    assert broken(simple)
    assert sum(len(fact.text) for fact in simple.facts.values()) < 20
