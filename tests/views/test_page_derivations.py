"""Derivations under what-if: written again as the engine writes them, or marked as exported."""

import re
from collections.abc import Iterator
from contextlib import chdir
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from perfrules.scoring.loading import load_facts
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.views.explain import explain
from tests.browser import Watched
from tests.house.pages import ROOT
from tests.scoring.rules import GIVEN, TWO, scored

CASE = "examples/beijing-traffic-2022.toml"
LINES = """() => Object.fromEntries([...document.querySelectorAll("details.node")].map((node) => [
    node.id,
    [...node.querySelectorAll(":scope > .body > dl dd")]
      .filter((line) => !line.closest("[hidden]"))
      .map((line) => [line.textContent.trim(), line.matches(".of-export")]),
]))"""
"""The lines of each node, each with whether it is marked as exported."""


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    watched = Watched(browser, viewport={"width": 1200, "height": 900})
    yield watched
    watched.page.close()
    assert watched.faults == [], "nothing goes wrong on any page"
    assert all(url.startswith("file:") for url in watched.requests), "nothing leaves the page"


def opened(watched: Watched, result: Result, folder: Path, lang: str = "zh") -> Page:
    path = folder / "page.html"
    path.write_text(explain(result, "html", "zh" if lang == "zh" else "en"), "utf-8")
    page = watched.open(path)
    expect(page.locator("html")).to_have_attribute("data-self-check", "same")
    return page


def of_file(text: str, folder: Path) -> Result:
    path = folder / "facts.toml"
    path.write_text(text, "utf-8")
    with chdir(ROOT):
        given = load_facts(path, rules=["rules"])
        return score(given.rules, given)


# Each changes one value, as it is typed in the page and as it is written in the fact file.
TRIALS = {
    "beijing": (CASE, "财政拨款支出", "480000", '"462144.30 万元"', '"480000 万元"'),
    "beijing, in another unit": (CASE, "财政拨款支出", "48 亿元", '"462144.30 万元"', '"48 亿元"'),
    "beijing, to the last unit": (
        CASE, "财政拨款支出", "492,824.40", '"462144.30 万元"', '"492,824.40 万元"',
    ),
    "illustrated": (
        "examples/beijing-traffic-2022-illustrated.toml", "财政拨款支出", "333333.33",
        '"462144.30 万元"', '"333333.33 万元"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", TRIALS)
def test_what_is_written_again_is_what_the_engine_writes(
    watched: Watched, tmp_path: Path, name: str, lang: str
) -> None:
    file, fact, typed, old, new = TRIALS[name]
    text = (ROOT / file).read_text("utf-8")
    assert text.count(old) == 1
    after = opened(watched, of_file(text.replace(old, new), tmp_path), tmp_path, lang)
    wanted = after.evaluate(LINES)
    page = opened(watched, of_file(text, tmp_path), tmp_path, lang)
    before = page.evaluate(LINES)
    page.fill(f'[aria-label="{fact} {"试算" if lang == "zh" else "What if"}"]', typed)
    told = page.evaluate(LINES)
    moved = {key for key in told if told[key] != before[key]}
    assert "indicator.当年预算执行情况" in moved
    for key, lines in told.items():
        written_again = [line for line, of_export in lines if not of_export]
        its = [line for line, _ in wanted[key]]
        # In order, and nothing that the engine would not say of the new facts.
        rest = iter(its)
        assert all(line in rest for line in written_again), (key, written_again, its)
    page.get_by_role("button", name=re.compile("恢复原值|Reset")).click()
    assert page.evaluate(LINES) == before


def test_the_derivation_of_the_published_case_is_whole(watched: Watched, tmp_path: Path) -> None:
    text = (ROOT / CASE).read_text("utf-8")
    page = opened(watched, of_file(text, tmp_path), tmp_path)
    page.fill('[aria-label="财政拨款支出 试算"]', "480000")
    node = page.locator('[id="indicator.当年预算执行情况"]')
    expect(node.locator(".rewritten").first).to_have_text("≈ 20 × min(97.3978%, 100%)")
    expect(node).to_contain_text("= 480,000 万元 ÷ 492,824.40 万元")
    expect(node).to_contain_text("19.48 分（取到 0.01，四舍五入）")
    # The line of the fact itself says what the file says.
    expect(node.locator("dd.of-export")).to_have_count(1)
    expect(node.locator("dd.of-export")).to_contain_text("462,144.30 万元")
    expect(node.locator("> .body > .stale")).to_contain_text("标为“原值”的各行")
    # All but the way of the points, which has moved.
    assert page.locator("p.exported:visible").count() == page.locator("p.exported").count() - 1 > 2
    page.get_by_role("button", name="恢复原值").click()
    assert page.locator(".rewritten, .of-export, p.exported:visible").count() == 0


BANDED = """
[fact."数"]
unit = "件"
[indicator."档"]
points = 60
[indicator."档".bands]
of = "数"
rows = [
  { in = "[0, 10)", score = "数 × 2分 ÷ 1件" },
  { in = ">= 10", share = "100%" },
]
[indicator."选"]
points = 40
score = "如果(数 > 5件, 分值, 0)"
"""


def test_what_reads_other_parts_of_its_rule_is_marked(watched: Watched, tmp_path: Path) -> None:
    result = scored(BANDED, '[facts]\n"数" = "4 件"\n')
    page = opened(watched, result, tmp_path)
    page.fill('[aria-label="数 试算"]', "12")
    for key in ("档", "选"):
        marked = page.locator(f'[id="indicator.{key}"] dd.of-export')
        assert marked.count() > 1
        assert "（原值）" in marked.first.evaluate("(e) => getComputedStyle(e, '::after').content")
    assert page.locator("#total-now").inner_text() == "100.00"


GROWTH = """
[fact."增"]
unit = "万元"
[indicator."项"]
points = 100
score = "50分 − 增 ÷ 1万元 × 1分"
"""


def test_negative_numbers_stand_in_brackets_as_in_the_engine(
    watched: Watched, tmp_path: Path
) -> None:
    page = opened(watched, scored(GROWTH, '[facts]\n"增" = "3 万元"\n'), tmp_path)
    page.fill('[aria-label="增 试算"]', "-2.5")
    after = explain(scored(GROWTH, '[facts]\n"增" = "-2.5 万元"\n'), "markdown", "zh")
    line = page.locator('[id="indicator.项"] .rewritten').first.inner_text()
    assert "(−2.5 万元)" in line
    assert line in after.replace("\\", "")


# ── a tried judgement keeps to its tier ──

TIERS = """
[indicator."评"]
points = 100
judged = true
"""
JUDGED = '[judgement."评"]\nscore = 95\norigin = "reviewer"\n'
APART = """tiers = [
  { name = "好", score = "[90, 100]" },
  { name = "差", score = "[0, 50]" },
  { name = "中", score = "(50, 90)" },
]
"""
OVER = """overlap = "recorded"
tiers = [ { name = "好", score = "[80, 100]" }, { name = "差", share = "[0%, 85%]" } ]
"""


@pytest.mark.parametrize(
    ("tiers", "good", "bad"),
    [
        ((APART, 'tier = "好"\n'), ["90", "50", "0"], ["100.01", "-1"]),
        (("step = 0.5\n" + APART, ""), ["90", "70"], ["70.2", "100.5"]),
        ((OVER, 'tier = "好"\n'), ["80", "100"], ["79.99", "0"]),
    ],
)
def test_a_tried_judgement_lies_in_a_tier(
    watched: Watched, tmp_path: Path, tiers: tuple[str, str], good: list[str], bad: list[str]
) -> None:
    declared, given = tiers
    body = TIERS + declared
    page = opened(watched, scored(body, JUDGED + given), tmp_path)
    field = page.locator('[aria-label="评 试算"]')
    for text in good:
        field.fill(text)
        expect(page.locator("#total-now")).to_have_text(f"{Fraction(text).numerator}.00")
        assert page.locator(".fault").count() == 0
    for text in bad:
        field.fill(text)
        expect(page.locator(".fault")).to_contain_text(re.compile("应在|应为 0.5 的倍数"))
        expect(page.locator("#total-now")).to_have_text("95.00")


def test_a_place_that_lost_its_line_finds_it_again(watched: Watched, tmp_path: Path) -> None:
    page = opened(watched, scored(TWO, GIVEN), tmp_path)
    before = page.evaluate(LINES)
    page.fill('[aria-label="支出 试算"]', "3")  # the score is exact now: it is not rounded
    page.fill('[aria-label="支出 试算"]', "1")
    expect(page.locator('[id="indicator.执行"]')).to_contain_text("6.67 分（取到 0.01")
    page.get_by_role("button", name="恢复原值").click()
    assert page.evaluate(LINES) == before


# ── where the points went ──

WATERFALL = """() => [...document.querySelectorAll(".waterfall tr")].map((row) =>
    [...row.cells].map((cell) => cell.textContent.trim()))"""


@pytest.mark.parametrize("name", TRIALS)
def test_the_way_of_the_points_is_the_engines(watched: Watched, tmp_path: Path, name: str) -> None:
    file, fact, typed, old, new = TRIALS[name]
    text = (ROOT / file).read_text("utf-8")
    wanted = opened(watched, of_file(text.replace(old, new), tmp_path), tmp_path)
    rows, bars = wanted.evaluate(WATERFALL), wanted.evaluate(BARS)
    page = opened(watched, of_file(text, tmp_path), tmp_path)
    before = page.locator(".waterfall").text_content()
    page.fill(f'[aria-label="{fact} 试算"]', typed)
    assert page.evaluate(WATERFALL) == rows
    assert page.evaluate(BARS) == bars
    *_, total = page.evaluate(WATERFALL)[-1]
    assert page.locator("#total-now").inner_text() == total
    # All points, less every loss, are the total.
    lost = [Fraction(row[3].replace("−", "-")) for row in rows[2:-1]]
    assert 100 - sum(lost) == Fraction(total)
    assert page.locator("section:has(.waterfall) > .exported").is_hidden()
    page.get_by_role("button", name="恢复原值").click()
    assert page.locator(".waterfall").text_content() == before


BARS = """() => [...document.querySelectorAll(".waterfall rect")].map((bar) =>
    ["class", "x", "width"].map((name) => bar.getAttribute(name)))"""

MOVING = """
[fact."数"]
unit = "件"
[fact."有"]
kind = "yes/no"
[indicator."一"]
points = 60
[indicator."甲"]
parent = "一"
points = 40
score = "分值 × min(数 ÷ 7件, 100%)"
[indicator."乙"]
parent = "一"
points = 20
applies = "有"
otherwise = "OTHERWISE"
score = "13分"
[indicator."二"]
points = 40
at_most = 30
score = "数 ÷ 1件 × 9分"
[bonus."加"]
at_most = 9
score = "min(数 ÷ 1件 × 1分, 9分)"
[penalty."扣"]
at_most = 9
score = "2分"
[veto."否"]
when = "数 > 8件"
says = "太多"
score = 50
"""


@pytest.mark.parametrize("otherwise", ["rescale_parent", "rescale_total", "full", "zero"])
@pytest.mark.parametrize("count", [3, 8, 9])
def test_points_that_move_add_up_as_in_the_engine(
    watched: Watched, tmp_path: Path, otherwise: str, count: int
) -> None:
    body = MOVING.replace("OTHERWISE", otherwise).replace("at_most = 30\n", "")
    more = "total_at_most = 100\ntotal_floor = 0"
    body = body.replace("数 ÷ 1件 × 9分", "min(数 ÷ 1件 × 9分, 40分)")
    given = '[facts]\n"数" = "{} 件"\n"有" = {}\n'
    after = scored(body, given.format(count, "false"), more=more)
    wanted = opened(watched, after, tmp_path)
    rows = wanted.evaluate(WATERFALL)
    page = opened(watched, scored(body, given.format(5, "true"), more=more), tmp_path)
    page.fill('[aria-label="数 试算"]', str(count))
    page.select_option('[aria-label="有 试算"]', "no")
    assert page.evaluate(WATERFALL) == rows
    assert page.locator("#total-now").inner_text() == wanted_total(after)


def wanted_total(result: Result) -> str:
    assert result.printed is not None
    return f"{float(result.printed):.2f}"


def test_an_open_trial_leaves_the_way_of_the_points_as_exported(
    watched: Watched, tmp_path: Path
) -> None:
    page = opened(watched, of_file((ROOT / CASE).read_text("utf-8"), tmp_path), tmp_path)
    before = page.evaluate(WATERFALL)
    page.fill('[aria-label="财政拨款预算 试算"]', "")
    assert page.evaluate(WATERFALL) == before
    expect(page.locator("section:has(.waterfall) > .exported")).to_be_visible()
    assert page.locator('[id="indicator.当年预算执行情况"] dd.of-export').count() > 2


EXAMPLES = sorted(path.name for path in (ROOT / "examples").glob("*.toml"))


def test_every_published_case_has_its_losses_and_templates_in_the_page(
    watched: Watched, tmp_path: Path
) -> None:
    """What the page would write of the exported values is what the engine exported."""
    written, totals = 0, 0
    for name in EXAMPLES:
        result = of_file((ROOT / "examples" / name).read_text("utf-8"), tmp_path)
        page = opened(watched, result, tmp_path)
        found = page.evaluate(
            "blocks.filter((each) => linesOf(each.step, original, new Map()) && !each.usable)"
            ".map((each) => each.step)"
        )
        assert found == [], name
        written += page.evaluate("blocks.filter((each) => each.usable).length")
        if result.printed is not None and result.losses:
            totals += 1
            assert page.evaluate("triedLosses(original) !== null"), name
    assert written > 50
    assert totals > 1


def test_a_score_that_was_exact_is_rounded_when_it_must_be(
    watched: Watched, tmp_path: Path
) -> None:
    given = GIVEN.replace('"支出" = "2 万元"', '"支出" = "3 万元"')
    assert given != GIVEN
    page = opened(watched, scored(TWO, given), tmp_path)
    before = page.evaluate(LINES)
    node = page.locator('[id="indicator.执行"]')
    expect(node).not_to_contain_text("取到 0.01")
    page.fill('[aria-label="支出 试算"]', "1")
    expect(node.get_by_text("6.67 分（取到 0.01，四舍五入）")).to_be_visible()
    expect(node.locator("dt", has_text="印出")).to_be_visible()
    page.get_by_role("button", name="恢复原值").click()
    assert page.evaluate(LINES) == before
    expect(node.locator("dt", has_text="印出")).to_be_hidden()
