"""Departments side by side in every format, and the page of them in a real browser.

`PERFRULES_GOLDEN=write pytest tests/views` rewrites the golden files; their diff is the review.
"""

import json
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from perfrules.files.from_toml import toml_document
from perfrules.messages import Lang
from perfrules.model.facts import FactSet
from perfrules.model.from_tables import methodology_from
from perfrules.studies.compare import Comparison, compare
from perfrules.views.compare import FORMATS, compared
from perfrules.views.compare_details import Unread
from perfrules.views.compare_rows import MOST_COLUMNS
from tests.browser import Watched
from tests.scoring.rules import HEAD, facts, rules
from tests.studies.departments import department, five
from tests.views.test_explain import check_golden
from tests.views.test_html import HOSTILE, Elements

UNREAD = (Unread("坏.toml", "己局", (("E240", "“坏”无法读作一个数"),)),)


@pytest.mark.parametrize(("lang", "end"), [("zh", "txt"), ("en", "en.txt")])
def test_text_is_the_golden_text(lang: Lang, end: str) -> None:
    text = compared(five(), UNREAD, "text", lang, depth=2, width=90)
    check_golden(f"compare.{end}", text)


def test_documents_are_the_golden_documents() -> None:
    check_golden("compare.md", compared(five(), UNREAD, "markdown", "zh", depth=2))
    check_golden("compare.json", compared(five(), UNREAD, "json", "zh"))
    page = compared(five(), UNREAD, "html", "zh", depth=2)
    body = page[page.index("<body>") :]
    check_golden("compare.html", re.sub(r"perfrules [0-9.]+ ", "perfrules <version> ", body))


MANY = "".join(f'[indicator."项{i}"]\npoints = 5\nscore = "{i} ÷ 10"\n' for i in range(20))


def many() -> Comparison:
    """Departments under one methodology of twenty indicators, and one under another."""
    given = [facts(rules(MANY), f'[subject]\nname = "局{n}"\n') for n in range(3)]
    return compare([*((each.subject, each) for each in given), ("甲", department("甲", "9%", 1))])


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (40, 70, 100):
        lines = compared(many(), (), "text", "en", width=width).split("\n")
        tables = [line for line in lines if line.lstrip().startswith(("Best", "Place"))]
        assert len(tables) > 2
        assert max(map(len, tables)) <= width
    assert "19" in compared(many(), (), "text", "en", width=10), "a column at least"


def test_a_document_parts_a_wide_table() -> None:
    text = compared(many(), (), "markdown", "en")
    heads = [line for line in text.split("\n") if line.startswith("| Place")]
    assert [head.count("项") for head in heads if "项" in head] == [MOST_COLUMNS, 20 - MOST_COLUMNS]
    assert text.startswith("# Departments side by side\n\n## To know first\n")


def test_json_has_the_exact_numbers() -> None:
    told = json.loads(compared(five(), UNREAD, "json", "en"))
    assert told["comparable"] is False
    (group,) = told["groups"]
    assert [each["code"] for each in group["warnings"]] == ["W803"]
    assert group["totals"] == {"best": "88", "median": "175/2"}
    states = [(each["name"], each["state"], each["place"]) for each in group["departments"]]
    assert states[3:] == [
        ("丙局", "done", {"best": 4, "worst": 5}),
        ("戊局", "open", {"best": 4, "worst": 5}),
    ]
    assert group["departments"][3]["vetoes"] == ["重大事故"]
    (execution,) = [each for each in group["indicators"] if each["key"] == "执行"]
    rates = [each["rate"] for each in execution["scores"]]
    assert rates == ["9/10", "9/10", "19/20", "1", None]
    assert told["refused"][0]["problems"][0]["code"] == "E240"


def named(text: str) -> Comparison:
    """Two departments that are called so, in files that are called so; their weights differ."""
    one = evolve(department("甲", "50%", 1), subject=text)
    other = evolve(department("甲", "50%", 1, 有采购="false"), subject=text)
    return compare([(text, one), (f"2{text}", other)])


def seen_in_markdown(text: str) -> str:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    kinds = {part.type for part in parts}
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
    return "".join(part.content for part in parts if part.type in {"text", "text_special"})


@pytest.mark.parametrize("kind", HOSTILE)
def test_names_are_shown_as_text(browser: Browser, kind: str, tmp_path: Path) -> None:
    text = HOSTILE[kind]
    unread = (Unread(text, text, ((text, text),)),)
    comparison = named(text)
    assert text in compared(comparison, unread, "text", "zh", width=400)
    assert text in seen_in_markdown(compared(comparison, unread, "markdown", "zh"))
    assert json.loads(compared(comparison, unread, "json", "zh"))["refused"][0]["file"] == text
    page = compared(comparison, unread, "html", "zh")
    elements = Elements(page)
    assert elements.open == []
    assert text in elements.shown()
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    watched = Watched(browser)
    opened = watched.open(path)
    assert opened.locator("img, script").count() == 0
    assert text in opened.locator("tbody .who").first.inner_text()
    assert watched.faults == []
    assert len(watched.requests) == 1
    opened.close()


def test_signs_that_cannot_be_seen_become_visible() -> None:
    for how in ("text", "markdown", "html"):
        document = compared(named("甲\u202e\x1b[31m乙"), (), how, "zh", width=400)
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", document)
        assert "u202e" in document


def test_nothing_is_loaded_or_run() -> None:
    page = compared(five(), (), "html", "zh")
    elements = Elements(page)
    assert not [tag for tag, _ in elements.found if tag in ("script", "link", "img", "iframe")]
    assert not [attrs for _, attrs in elements.found if attrs.keys() & {"src", "style", "onclick"}]
    (policy,) = (attrs["content"] or "" for _, attrs in elements.found if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none';")
    ids = [attrs["id"] for _, attrs in elements.found if "id" in attrs]
    assert len(ids) == len(set(ids))


def whole(count: int, items: int) -> Comparison:
    """So many departments with so many indicators, in four branches."""
    share = Fraction(100, items)
    heads = "".join(f'[indicator."一级{a}"]\npoints = 25\n' for a in range(4))
    below = "".join(
        f'[fact."率{i}"]\nunit = "%"\n[indicator."末级指标{i}"]\nparent = "一级{i % 4}"\n'
        f'points = {share}\nscore = "分值 × 率{i}"\n'
        for i in range(items)
    ).replace(f"points = {share}", f"points = {float(share)}")
    methodology = rules(heads + below)

    def given(number: int) -> FactSet:
        rates = "".join(f'"率{i}" = "{(number * 7 + i * 13) % 101}%"\n' for i in range(items))
        subject = f'[subject]\nname = "第{number}单位"\n[facts]\n'
        return facts(methodology, subject + rates)

    return compare([(f"{number}.toml", given(number)) for number in range(count)])


def test_a_page_of_fifty_departments_and_forty_indicators_is_usable(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(compared(whole(50, 40), UNREAD, "html", "zh", depth=2), "utf-8")
    assert path.stat().st_size < 2_000_000
    watched = Watched(browser, viewport={"width": 1000, "height": 800})
    page = watched.open(path)
    assert page.locator(".matrix").count() == 5
    assert page.locator(".matrix").first.locator("tbody tr").count() == 50
    # The page itself does not scroll sideways; a wide table does, and the names stay in sight.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.locator(".wide").nth(1)
    wide.focus()
    wide.evaluate("(e) => { e.scrollLeft = 400; }")
    name, frame = wide.locator("tbody .who").first.bounding_box(), wide.bounding_box()
    assert name is not None
    assert frame is not None
    assert frame["x"] <= name["x"] <= frame["x"] + 1
    assert watched.faults == []
    page.close()


def test_places_in_the_page_follow_the_totals(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(compared(five(), UNREAD, "html", "zh"), "utf-8")
    watched = Watched(browser)
    page = watched.open(path)
    table = page.locator(".matrix").first
    assert table.locator("tbody .place").all_inner_texts() == ["1", "1", "3", "4–5", "4–5"]
    totals = table.locator("tbody .total").all_inner_texts()
    assert totals == ["88.00", "88.00", "87.00", "59.00", "28.00–78.00"]
    assert all(Fraction(one) >= Fraction(two) for one, two in pairwise(totals[:4]))
    assert table.locator("tbody .tag").count() == 1
    # 甲局 and 乙局 in 管理, 丁局 and 戊局 in 满意; 丙局 is the best in both.
    assert table.locator(".sign.below").count() == 4
    assert table.locator(".sign.best").count() == 2
    page.close()


FRAMEWORK = HEAD.format(points=1, more="").replace("points = 1", 'weights = "open"') + (
    '[fact."率"]\nunit = "%"\n[indicator."位"]\nvalue = "率"\nunit = "%"\n'
)


def test_a_framework_without_points_is_not_ranked() -> None:
    framework = methodology_from(toml_document(FRAMEWORK, "rules.toml"))
    given = [facts(framework, f'[facts]\n"率" = "{rate}%"\n') for rate in (5, 6)]
    comparison = compare([("甲.toml", given[0]), ("乙.toml", given[1])])
    assert [entry.place for entry in comparison.groups[0].entries] == [None, None]
    for how in FORMATS:
        text = compared(comparison, (), how, "en")
        assert ("nobody is ranked" in text) == (how != "json")
        assert "Median" not in text


def test_every_format_is_written() -> None:
    assert all(compared(five(), (), how, "en") for how in FORMATS)
