"""A formula read as JavaScript, in a real browser: the same value as the number that it is."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from perfrules.formula.from_text import parse
from perfrules.formula.functions import FUNCTIONS, TABLE_FUNCTIONS
from perfrules.formula.tree import Judgement, Name, Node, Nothing, Number, Property, Source
from perfrules.problem import Problem
from perfrules.readings.javascript import Numbered, javascript
from perfrules.readings.number import Failed, Missing, Result, Row, compile_number, evaluate
from perfrules.readings.values import name_of_judgement, name_of_property
from perfrules.views.page_formulas import value_data
from tests.browser import Engine
from tests.formula.trees import NAMES, numbers, trees

_READ = """([code, texts, tableNames, names, tables]) => {
    cited = JSON.parse(texts);
    tablesByNumber = tableNames;
    const value = (told) =>
      told?.failed ? failed(told.failed) : JSON.parse(JSON.stringify(told), EXACT);
    const slots = (pairs) => Object.fromEntries(pairs.map(([slot, told]) => [slot, value(told)]));
    const rows = tables.map((table) => Array.isArray(table) ? table.map(slots) : value(table));
    const N = Object.assign(Object.create(null), slots(names));
    const got = new Function("X", "N", "T", "return " + code)(cited, N, rows);
    if (got instanceof Missing) return { missing: [...got.all].sort() };
    if (got instanceof Failed) return { failed: got.problems.map((each) => each.code) };
    if (got instanceof Fraction) return { fraction: fractionText(got) };
    return typeof got === "number" ? { day: dayText(got) } : got;
}"""

Tables = Mapping[str, Sequence[Row] | Missing | Failed]
NO_TABLES: Tables = MappingProxyType({})


def told(value: Result) -> Any:
    """A value as the page is told it."""
    match value:
        case Missing(facts):
            return {"missing": "".join(facts)}
        case Failed(problems):
            return {"failed": problems[0].code}
        case _:
            return value_data(value)


def answered(value: Result) -> Any:
    """A value as the page tells it."""
    match value:
        case Missing(facts):
            return {"missing": sorted(facts)}
        case Failed(problems):
            return {"failed": [problem.code for problem in problems]}
        case Fraction():
            return {"fraction": str(value)}
        case _:
            return value_data(value)


class Reading:
    """Reads formulas in the browser and by the engine."""

    def __init__(self, engine: Engine) -> None:
        self.page = engine.page

    def both(self, tree: Node, names: Mapping[str, Result], tables: Tables) -> tuple[Any, Any]:
        numbered = Numbered()
        code = javascript(tree, numbered)
        for key in names:
            numbered.name(key)
        slots = numbered.names
        rows = []
        for table in numbered.tables:
            given = tables[table]
            if isinstance(given, Missing | Failed):
                rows.append(told(given))
            else:
                rows.append([[(slots.get(k, -1), told(v)) for k, v in r.items()] for r in given])
        value = self.page.evaluate(
            _READ,
            [
                code,
                json.dumps(list(numbered.texts)),
                list(numbered.tables),
                [(slots[key], told(value)) for key, value in names.items()],
                rows,
            ],
        )
        return value, answered(evaluate(compile_number(tree), names, tables).value)

    def same(self, formula: str, tables: Tables = NO_TABLES, **names: Result) -> Any:
        """What a text comes to, which is the same in both."""
        mine, its = self.both(parse(Source(formula)).tree, names, tables)
        assert mine == its
        return mine


@pytest.fixture(scope="module")
def reading(browser: Browser) -> Iterator[Reading]:
    page = browser.new_page()
    yield Reading(Engine(page))
    page.close()


_values = st.one_of(
    st.fractions(-1000, 1000, max_denominator=1000),
    st.fractions(-1000, 1000, max_denominator=1000),
    st.sampled_from([Fraction(0), Fraction(1), Missing(frozenset({"缺"}))]),
)
facts = st.fixed_dictionaries(dict.fromkeys(NAMES, _values))


@settings(max_examples=150)
@given(numbers(), facts)
def test_the_page_comes_to_what_the_engine_comes_to(
    reading: Reading, tree: Node, names: Mapping[str, Result]
) -> None:
    mine, its = reading.both(tree, names, {})
    assert mine == its


@settings(max_examples=120)
@given(trees())
def test_nothing_that_an_author_wrote_is_run(tree: Node) -> None:
    code = javascript(tree, Numbered())
    words = ("甲", "乙", "x_1", "12345", "产出", "12 表", "it's", 'say "so"')
    assert not [word for word in words if word in code.replace("12345n", "")]
    assert code.isascii()


HOSTILE = "];fetch('//x');[`${alert(1)}`</script>"


def test_a_hostile_name_is_a_number_and_a_hostile_text_is_data() -> None:
    numbered = Numbered()
    tree = parse(Source("属于(「甲」, '];alert(1);//') 或 「甲」 = '</script>'")).tree
    assert javascript(tree, numbered) == (
        "or_(() => call_one_of(1, N[0], X[0]), () => compare(N[0], eq, X[2]))"
    )
    assert list(numbered.names) == ["甲"]
    cited = "属于(「甲」, '];alert(1);//')"
    assert list(numbered.texts) == ["];alert(1);//", cited, "</script>"]
    assert javascript(Name(HOSTILE), numbered) == "N[1]"


def test_a_name_has_one_number_however_often_it_stands() -> None:
    numbered = Numbered()
    keys = (Property("points", "甲"), Judgement("甲"), Name("甲"), Property("points", "甲"))
    assert [javascript(key, numbered) for key in keys] == ["N[0]", "N[1]", "N[2]", "N[0]"]
    assert list(numbered.names) == [
        name_of_property("points", "甲"),
        name_of_judgement("甲"),
        "甲",
    ]


ONE, TWO = Fraction(1), Fraction(2)
OPEN, OTHER = Missing(frozenset({"a"})), Missing(frozenset({"b"}))
BROKEN = Failed((Problem("E250"),))


@pytest.mark.parametrize(
    "formula",
    [
        "a + b", "b ÷ a", "−a", "min(b, a)", "a < b < 3", "1 < b < a", "3 < b < a",
        "非 (a > 1)", "a > 1 且 b > 1", "b > 1 且 a > 1", "b > 5 且 a > 1", "b > 1 或 a > 1",
        "如果(a > 1, b, b)", "如果(b > 1, a, b)", "如果(b > 5, a, b)", "已填(a)", "已填(b)",
        "a + b ÷ (b − b)", "(a + b) × (a − c)",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("a", "b"), [(OPEN, TWO), (BROKEN, TWO), (OPEN, OTHER), (OPEN, BROKEN),
                                      (TWO, OPEN), (ONE, TWO)])  # fmt: skip
def test_what_is_missing_or_broken_is_passed_on_alike(
    reading: Reading, formula: str, a: Result, b: Result
) -> None:
    reading.same(formula, a=a, b=b, c=OTHER)


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_every_function_is_there(reading: Reading, function: str) -> None:
    arguments = {
        "days": "始, 终", "months": "始, 终", "one_of": "文, '甲', '乙'",
        "interpolate": "x, 0, 1, 2, 5", "clamp": "x, 1, 2", "round": "x, 0.05",
        "round_up": "x, 0.05", "round_down": "x, 0.05", "steps": "x, 0.3",
        "min": "x, 3, −1", "max": "x, 3, −1",
    }.get(function, "x")  # fmt: skip
    for x in ("7/3", "-7/3", "0", "0.025", "-0.025", "2"):
        names: dict[str, Result] = {
            "x": Fraction(x), "文": "乙", "始": date(2023, 1, 31), "终": date(2024, 2, 29),
        }  # fmt: skip
        reading.same(f"{function}({arguments})", NO_TABLES, **names)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 1, 31), date(2024, 2, 29)), (date(2024, 2, 29), date(2024, 1, 31)),
        (date(2023, 1, 31), date(2023, 2, 28)), (date(1, 1, 1), date(9999, 12, 31)),
        (date(1969, 12, 31), date(1970, 1, 1)), (date(2024, 3, 15), date(2025, 3, 14)),
        (date(99, 3, 1), date(100, 2, 28)),
    ],
)  # fmt: skip
def test_days_and_months_are_counted_alike(reading: Reading, start: date, end: date) -> None:
    reading.same("天数(a, b) + 1000 × 满月数(a, b)", a=start, b=end)
    reading.same("a < b 或 a = b", a=start, b=end)
    reading.same("如果(a < b, a, b)", a=start, b=end)


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("1 ÷ (x − x)", "E250"), ("四舍五入(1, x − 2)", "E252"), ("满几档(1, x − 2)", "E252"),
        ("插值(x, x + 1, 1, x, 5)", "E253"),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_refused_alike(
    reading: Reading, formula: str, code: str
) -> None:
    assert reading.same(formula, x=ONE) == {"failed": [code]}


@pytest.mark.parametrize("why", ["gap", "open", "several", "target"])
def test_a_place_without_a_score_says_why(reading: Reading, why: Any) -> None:
    mine, its = reading.both(Nothing(why), {}, {})
    assert mine == its


@pytest.mark.parametrize("sign", ["×", "+"])
def test_a_number_beyond_the_bounds_is_refused_alike(reading: Reading, sign: str) -> None:
    edge = Fraction(2**4095)
    assert reading.same(f"a {sign} b", a=edge, b=edge) == {"failed": ["E251"]}
    reading.same("a + b", a=edge, b=edge - 1)
    reading.same("合计(t, v)", {"t": [{"v": edge}, {"v": edge}]})


ROWS: dict[str, Sequence[Row] | Missing | Failed] = {
    "full": [{"v": ONE, "w": TWO, "y": True}, {"v": TWO, "w": Fraction(5), "y": False}],
    "lacks": [{"v": OPEN, "w": TWO, "y": True}, {"v": ONE, "w": OTHER, "y": True}],
    "broken": [{"v": OPEN, "w": TWO, "y": True}, {"v": BROKEN, "w": TWO, "y": True}],
    "light": [{"v": ONE, "w": Fraction(0), "y": True}],
    "none": [],
    "missing": OPEN,
    "failed": BROKEN,
}


@pytest.mark.parametrize("rows", sorted(ROWS))
@pytest.mark.parametrize("function", sorted(TABLE_FUNCTIONS))
def test_every_function_over_rows_is_there(reading: Reading, function: str, rows: str) -> None:
    each = {"share": "y, v > 1", "any": "v > 1", "all": "v > 1, y", "count": "v > 1",
            "weighted_mean": "v, w", "only": "v, v > 1"}.get(function, "v, y")  # fmt: skip
    for arguments in (each, each.replace("v > 1", "v × 外 > 1")):
        reading.same(f"{function}(t, {arguments})", {"t": ROWS[rows]}, 外=TWO)
    if function == "count":
        reading.same("count(t)", {"t": ROWS[rows]})


def test_columns_come_before_other_names(reading: Reading) -> None:
    rows: Tables = {"t": [{"v": ONE}, {"v": TWO}]}
    assert reading.same("合计(t, v × x) + v", rows, v=Fraction(100), x=TWO) == {"fraction": "106"}


def test_constants_are_written_exactly() -> None:
    assert javascript(Number(Fraction(9377, 10000)), Numbered()) == "K(9377n, 10000n)"
