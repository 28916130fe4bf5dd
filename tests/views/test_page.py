"""The page in a real browser: what a reader folds, finds, follows, changes and prints."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from perfrules.scoring.loading import load_facts, load_methodology
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.views.explain import explain
from tests.browser import Watched
from tests.house.pages import ROOT

CASE = "examples/beijing-traffic-2022.toml"
EXECUTION = "indicator.当年预算执行情况"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the published case."""
    with chdir(ROOT):
        given = load_facts(CASE)
        text = explain(score(given.rules, given), "html")
    path = tmp_path_factory.mktemp("page") / "页面.html"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    watched = Watched(browser, viewport={"width": 1200, "height": 900})
    yield watched
    watched.page.close()
    assert watched.faults == [], "nothing goes wrong on any page"
    assert all(url.startswith("file:") for url in watched.requests), "nothing leaves the page"


@pytest.fixture
def page(watched: Watched, case: Path) -> Page:
    return watched.open(case)


def written(result: Result, folder: Path, name: str = "page.html") -> Path:
    path = folder / name
    path.write_text(explain(result, "html"), "utf-8")
    return path


def field(name: str) -> str:
    return f'[aria-label="{name} 试算"]'


# ── what is seen first, and that the page agrees with the engine ──


def test_total_and_grade_are_the_first_thing_one_sees(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-self-check", "same")
    expect(page.locator("#total-now")).to_have_text("94.35")
    expect(page.locator("#grade-now")).to_have_text("优")
    box = page.locator("#total-now").bounding_box()
    sizes = page.evaluate(
        "[...document.querySelectorAll('body *')].filter((e) => e.textContent.trim())"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    largest = page.evaluate(
        "parseFloat(getComputedStyle(document.getElementById('total-now')).fontSize)"
    )
    assert box is not None
    assert box["y"] + box["height"] < 500
    assert largest == max(sizes)


def test_a_page_that_does_not_agree_offers_no_what_if(watched: Watched, case: Path) -> None:
    text = case.read_text("utf-8")
    forged = text.replace('"printed":{"fraction":"1887/20"}', '"printed":{"fraction":"1888/20"}')
    assert forged != text
    path = case.with_name("forged.html")
    path.write_text(forged, "utf-8")
    page = watched.open(path)
    expect(page.locator("#what-if-off")).to_contain_text("试算已停用")
    expect(page.locator("#what-if-off")).to_contain_text("printed")
    assert page.locator("td.trial:visible").count() == 0
    expect(page.locator("#total-now")).to_have_text("94.35")


def test_the_page_can_be_read_without_scripts(browser: Browser, case: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(case.as_uri())
    expect(page.locator("#total-now")).to_have_text("94.35")
    page.locator(f'[id="{EXECUTION}"] > summary').click()
    expect(page.get_by_text("7702405/410687").first).to_be_visible()
    expect(page.get_by_text("试算、查找需要浏览器运行脚本")).to_be_visible()
    context.close()


# ── fold, search, links, keyboard ──


def test_nodes_fold_and_unfold(page: Page) -> None:
    nodes = page.locator("details.node")
    page.get_by_role("button", name="全部收起").click()
    assert nodes.evaluate_all("(all) => all.filter((e) => e.open).length") == 0
    page.locator(f'[id="{EXECUTION}"] > summary').click()
    expect(page.get_by_text("7702405/410687").first).to_be_visible()
    page.get_by_role("button", name="全部展开").click()
    assert nodes.evaluate_all("(all) => all.every((e) => e.open)")


def test_search_shows_what_holds_the_words_and_counts_it(page: Page) -> None:
    page.get_by_role("searchbox").fill("财政拨款支出")
    expect(page.locator("#found")).to_have_text("找到 1 个指标")
    expect(page.locator(f'[id="{EXECUTION}"]')).to_be_visible()
    expect(page.locator('[id="indicator.预算管理情况"]')).to_be_hidden()
    page.get_by_role("searchbox").fill("没有这样的字")
    expect(page.locator("#found")).to_have_text("没有找到")
    page.get_by_role("searchbox").press("Escape")
    expect(page.locator('[id="indicator.预算管理情况"]')).to_be_visible()
    expect(page.locator("#found")).to_have_text("")


def deep(tmp_path: Path) -> Path:
    """A page with three levels, more than are open at first."""
    with chdir(ROOT):
        given = load_facts("examples/beijing-traffic-2022-illustrated.toml")
        return written(score(given.rules, given), tmp_path)


def test_a_link_opens_what_it_names_and_goes_there(watched: Watched, tmp_path: Path) -> None:
    path = deep(tmp_path)
    page = watched.open(path)
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('.tree .tree details.node')].map((e) => e.id)"
    )
    last = ids[-1]
    assert not page.locator(f'[id="{last}"]').is_visible()
    for address in (last, ids[0]):
        page.goto(path.as_uri() + "#" + address)
        node = page.locator(f'[id="{address}"]')
        expect(node).to_be_visible()
        expect(node).to_have_attribute("open", "")
        expect(node.locator("> summary")).to_be_focused()
        expect(node.locator("> summary")).to_be_in_viewport()
    page.goto(path.as_uri() + "#%E6%9C")  # what is no text stands for itself
    page.goto(path.as_uri() + "#nowhere")


def test_the_name_in_the_table_leads_to_its_derivation(page: Page) -> None:
    page.get_by_role("button", name="全部收起").click()
    page.locator(".scores").get_by_role("link", name="当年预算执行情况").click()
    expect(page.get_by_text("7702405/410687").first).to_be_visible()
    page.locator(f'[id="{EXECUTION}"]').get_by_role("link", name="财政拨款支出").click()
    expect(page.locator('[id="fact.财政拨款支出"]')).to_be_in_viewport()


def test_the_tree_is_walked_by_keys(watched: Watched, tmp_path: Path) -> None:
    page = watched.open(deep(tmp_path))
    page.get_by_role("button", name="全部收起").click()
    parent = page.locator("details.node:has(.tree)").first
    parent.locator("> summary").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.parentElement.id"
    inner = page.evaluate(focused)
    assert inner == parent.locator(".tree details").first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator(f'[id="{inner}"]')).to_have_attribute("open", "")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.locator("details.node[open]").count() == 0
    page.keyboard.press("End")
    assert page.evaluate(focused) == "total"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == page.evaluate("document.querySelector('details.node').id")


# ── what if ──


def test_a_changed_fact_moves_the_total_as_the_engine_would(page: Page, tmp_path: Path) -> None:
    page.fill(field("财政拨款支出"), "480000")
    edited = tmp_path / "edited.toml"
    text = (ROOT / CASE).read_text("utf-8").replace('"462144.30 万元"', '"480000 万元"')
    edited.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "perfrules", "explain", edited, "--rules", "rules"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    total = re.search(r"(?:Total|总分)\s+(\S+) (?:of|/) 100", done.stdout)
    assert total is not None
    assert total[1] == "95.08"
    expect(page.locator("#new-total")).to_have_text(total[1])
    expect(page.locator("#total-now")).to_have_text(total[1])
    expect(page.locator("#grade-now")).to_have_text("优（未定）")
    expect(page.locator("#moved")).to_contain_text("勾稽不平：基本支出 + 项目支出 = 财政拨款支出")
    expect(page.locator("#moved")).to_contain_text("≈93.77% → ≈97.40%")
    row = page.locator(".scores tr.moved").first
    expect(row.locator("[data-score] ins")).to_have_text("19.48")
    expect(row.locator("[data-rate] ins")).to_have_text("97.40%")
    expect(row.locator("[data-lost] ins")).to_have_text("0.52")
    expect(page.locator(".scores [data-whole] [data-score] ins")).to_have_text("95.08")
    expect(page.locator(f'[id="{EXECUTION}"] .stale').first).to_contain_text("标为“原值”的各行")


def test_what_ties_again_has_its_grade(page: Page) -> None:
    page.fill(field("财政拨款支出"), "480100")
    page.fill(field("项目支出"), "102,005.64")
    expect(page.locator("#grade-now")).to_have_text("优")
    expect(page.locator("#moved")).not_to_contain_text("勾稽")
    expect(page.locator("#moved")).to_contain_text("改动 2 项")
    expect(page.locator("#moved")).to_contain_text("不再有此问题：项目预算执行率有待提高")


def test_a_cell_of_a_row_can_be_tried(page: Page) -> None:
    page.get_by_text("表 产出与效果（43 行）").click()
    page.get_by_role("button", name="试算 新增调整各类标志 目标值", exact=True).click()
    trial = page.locator(field("新增调整各类标志 目标值"))
    expect(trial).to_be_focused()
    trial.fill("4,000 套")
    expect(page.locator("#moved")).to_contain_text("没有目标值的项数：43 → 42")
    trial.fill("4,000 人")
    expect(page.locator(".fault")).to_contain_text("单位应为 套")
    page.get_by_role("button", name="恢复原值").click()
    assert page.locator("#moved").is_hidden()
    expect(trial).to_have_value("")


def test_reset_brings_everything_back(page: Page) -> None:
    before = page.locator(".sheet").text_content()
    page.fill(field("财政拨款支出"), "480000")
    page.fill(field("整体绩效目标实现情况"), "20")
    expect(page.locator("#new-grade")).to_have_text("差（未定）")
    page.get_by_role("button", name="恢复原值").click()
    assert page.locator(".sheet").text_content() == before
    assert page.locator("#moved").is_hidden()
    expect(page.locator(field("财政拨款支出"))).to_have_value("462,144.30")


def test_putting_the_old_value_back_is_no_change(page: Page) -> None:
    spent = field("财政拨款支出")
    page.fill(spent, "1")
    page.fill(spent, "4621443000 元")
    assert page.locator("#moved").is_hidden()


def test_numbers_are_read_as_a_person_means_them(page: Page) -> None:
    for text in (
        "４８０，０００．００", "480,000 万元", "48 亿元", "4.8e5", " 480000.00万元 ",
        "4800000千元",
    ):  # fmt: skip
        page.fill(field("财政拨款支出"), "")
        page.fill(field("财政拨款支出"), text)
        expect(page.locator("#new-total")).to_have_text("95.08")
    for text in ("30", "30%", "３０％", "30 百分点"):
        page.fill(field("市级平均差异率"), "")
        page.fill(field("市级平均差异率"), text)
        expect(page.locator("#moved")).to_contain_text("≈−28.02 百分点 → ≈−29.72 百分点")


def test_what_cannot_be_used_is_said_and_left_out(page: Page) -> None:
    for name, text, fault in (
        ("财政拨款支出", "-1", "应在 >= 0 之内"),
        ("财政拨款支出", "很多", "请只写一个数"),
        ("财政拨款支出", "48,0000", "请只写一个数"),
        ("财政拨款支出", "480000 人", "单位应为 万元、元、千元、亿元"),
        ("财政拨款支出", "1" * 29, "请只写一个数"),
        ("财政拨款预算", "0", "应在 > 0 之内"),
        ("整体绩效目标实现情况", "60.01", "应在 [0, 60] 之内"),
        ("整体绩效目标实现情况", "50 元", "请只写一个数"),
    ):
        page.fill(field(name), text)
        expect(page.locator(".fault")).to_contain_text(fault)
        expect(page.locator(field(name))).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#moved")).to_contain_text("有填写不当的值，未计入")
        expect(page.locator("#total-now")).to_have_text("94.35")
        page.fill(field(name), "1")
        assert page.locator(".fault").count() == 0
        page.get_by_role("button", name="恢复原值").click()


def test_a_missing_fact_leaves_the_total_open(page: Page) -> None:
    page.fill(field("财政拨款预算"), "")
    expect(page.locator("#new-total")).to_have_text("75.60 至 95.60")
    expect(page.locator("#moved")).to_contain_text("缺 财政拨款预算")
    expect(page.locator(".scores tr.moved [data-score] ins").first).to_have_text("待定")


@pytest.fixture
def corners_page(watched: Watched, corners: Result, tmp_path: Path) -> Page:
    return watched.open(written(corners, tmp_path))


def test_days_choices_and_yes_no_are_changed_too(corners_page: Page, corners: Result) -> None:
    page = corners_page
    first = page.locator("#total-now").inner_text()
    page.select_option(field("有奖"), "no")
    page.fill(field("报送日"), "")
    expect(page.locator("#moved")).to_contain_text("缺 报送日")
    page.get_by_role("button", name="恢复原值").click()
    page.fill(field("报送日"), "2024年3月31日")
    assert page.locator("#total-now").inner_text() != first
    page.fill(field("报送日"), "2024-02-30")
    expect(page.locator(".fault")).to_contain_text("请写日期")
    page.fill(field("报送日"), "2024-04-02")
    expect(page.locator("#total-now")).to_have_text(first)
    assert corners.printed is not None


ZERO = """
format = 1
[methodology]
id = "t/zero"
version = "1"
title = "零"
points = 10
in_force = { from = 2024-01-01 }
rounding = { to = 0.01, mode = "half-up" }
basis = "虚构"
status = "assumed"
lang = "{lang}"
[fact."甲"]
unit = "件"
[fact."乙"]
unit = "件"
[fact."备注"]
kind = "text"
optional = true
[indicator."比"]
points = 10
score = "分值 × 甲 ÷ 乙 + 如果(备注 = '无', 0, 0)"
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_zero_denominator_is_refused_like_in_the_engine(
    watched: Watched, tmp_path: Path, lang: str
) -> None:
    (tmp_path / "zero.toml").write_text(ZERO.replace("{lang}", lang), "utf-8")
    (tmp_path / "facts.toml").write_text(
        '[facts]\n"甲" = "1 件"\n"乙" = "2 件"\n"备注" = "有"\n', "utf-8"
    )
    methodology = load_methodology(tmp_path / "zero.toml")
    result = score(methodology, load_facts(tmp_path / "facts.toml", methodology=methodology))
    page = watched.open(written(result, tmp_path))
    label = "乙 试算" if lang == "zh" else "乙 What if"
    page.get_by_label(label).fill("0")
    expected = "除数为零：乙 = 0" if lang == "zh" else "division by zero: 乙 = 0"
    expect(page.locator("#moved")).to_contain_text(expected)
    expect(page.locator("#new-total")).to_have_text(
        "0.00 至 10.00" if lang == "zh" else "0.00 to 10.00"
    )
    expect(page.locator("#verdict")).to_have_class(re.compile("refused"))
    page.get_by_label(label.replace("乙", "备注")).fill("x" * 1001)
    expect(page.locator(".fault")).to_be_visible()


def test_the_page_speaks_the_language_that_is_asked_for(
    watched: Watched, done: Result, tmp_path: Path
) -> None:
    path = tmp_path / "en.html"
    path.write_text(explain(done, "html", "en"), "utf-8")
    page = watched.open(path)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:2] == ["Scores", "Where the points went"]
    expect(page.get_by_role("button", name="Unfold all")).to_be_visible()


# ── paper, darkness, size ──


def test_everything_is_on_paper(page: Page) -> None:
    page.get_by_role("button", name="全部收起").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("td.trial").first.is_hidden()
    assert page.locator(".tools").is_hidden()
    expect(page.get_by_text("7702405/410687").first).to_be_visible()
    page.set_viewport_size({"width": 672, "height": 950})  # A4 between its margins
    wide = page.evaluate(
        "[...document.querySelectorAll('.sheet *')].filter((e) => e.checkVisibility() &&"
        " !e.closest('.visually-hidden, svg') && e.getBoundingClientRect().right > innerWidth + 1)"
        ".map((e) => e.outerHTML.slice(0, 80))"
    )
    assert wide == [], "nothing is cut at the right edge"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.node[open]").count() == 0


@pytest.mark.parametrize("width", [360, 768, 1200])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


CONTRAST = """() => {
    const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const parse = (text) => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const ground = (e) => {
      for (let at = e; at; at = at.parentElement) {
        const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
        if (a) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const low = [];
    for (const e of document.querySelectorAll("body *")) {
      const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || !e.checkVisibility() || e.closest("svg, script")) continue;
      const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) low.push([e.className || e.tagName, e.textContent.slice(0, 20), ratio]);
    }
    return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["done", "open", "refused", "corners"])
def test_text_stands_out_from_its_ground(
    watched: Watched, tmp_path: Path, scheme: str, which: str, request: pytest.FixtureRequest
) -> None:
    wanted = "unfinished" if which == "open" else which
    result = request.getfixturevalue(wanted)
    watched.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = watched.open(written(result, tmp_path))
    page.get_by_role("button", name="全部展开").click()
    page.locator("td.trial input").first.fill("1e9")
    page.locator("td.trial input").last.fill("?")
    assert page.evaluate(CONTRAST) == []


def test_every_control_and_table_has_a_name(page: Page) -> None:
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input, select, button, summary, a')]"
        ".filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim()"
        " || e.labels?.[0]?.textContent.trim())).map((e) => e.outerHTML.slice(0, 80))"
    )
    assert unnamed == []
    levels = [int(name[1]) for name in page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map((e) => e.tagName)"
    )]  # fmt: skip
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate("[...document.querySelectorAll('th')].every((e) => e.scope)"), (
        "each head says of what it is the head"
    )


def test_whoever_wants_no_motion_gets_none(watched: Watched, case: Path) -> None:
    watched.page.emulate_media(reduced_motion="reduce")
    page = watched.open(case)
    moves = page.evaluate(
        "[document.documentElement, ...document.querySelectorAll('rect, summary *')].filter((e) =>"
        " getComputedStyle(e).scrollBehavior === 'smooth'"
        " || parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    )
    assert moves == 0


def test_three_hundred_indicators_stay_usable(watched: Watched, tmp_path: Path) -> None:
    body = [ZERO.replace("{lang}", "zh").split("[fact")[0].replace("points = 10", "points = 300")]
    given = ["[facts]"]
    for group in range(30):
        body.append(f'[indicator."组{group}"]\npoints = 10')
        for i in range(group * 10, group * 10 + 10):
            body.append(f'[fact."实{i}"]\nunit = "件"\n[fact."计{i}"]\nunit = "件"')
            body.append(f'[indicator."项{i}"]\nparent = "组{group}"\npoints = 1')
            body.append(f'score = "分值 × min(实{i} ÷ 计{i}, 1)"\nbasis = "虚构"')
            given.append(f'"实{i}" = "{90 + i % 13} 件"\n"计{i}" = "100 件"')
    (tmp_path / "many.toml").write_text("\n".join(body), "utf-8")
    (tmp_path / "facts.toml").write_text("\n".join(given), "utf-8")
    methodology = load_methodology(tmp_path / "many.toml")
    result = score(methodology, load_facts(tmp_path / "facts.toml", methodology=methodology))
    page = watched.open(written(result, tmp_path))
    expect(page.locator("html")).to_have_attribute("data-self-check", "same")
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].duration")
    took = page.evaluate(
        """() => {
            const field = document.querySelector("td.trial input");
            const start = performance.now();
            field.value = "50";
            field.dispatchEvent(new Event("input"));
            document.body.offsetHeight;
            return performance.now() - start;
        }"""
    )
    assert loaded < 5000
    assert took < 1000
    expect(page.locator("#moved")).to_contain_text("2 个指标随之变动")
    page.get_by_role("searchbox").fill("项299")
    expect(page.locator("#found")).to_have_text("找到 1 个指标")
    expect(page.locator('[id="indicator.项299"]')).to_be_visible()
