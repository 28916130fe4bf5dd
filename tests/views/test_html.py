"""The HTML page as a file: one, closed, whole, and every text in it shown as text."""

import base64
import hashlib
import json
import re
import sys
from contextlib import chdir
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve
from playwright.sync_api import Browser

from perfrules.cli import main
from perfrules.problem import Refused
from perfrules.scoring.loading import facts as plain_facts
from perfrules.scoring.loading import load_facts, load_methodology
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.audit import audit
from perfrules.views.explain import explain
from perfrules.views.page_parts import MOST_STEPS, bars_of, nested, steps_down
from perfrules.views.to_html import as_data
from tests.browser import Watched
from tests.house.pages import ROOT
from tests.scoring.rules import GIVEN, GRADES, TWO, facts, rules, scored
from tests.views.test_explain import check_golden

CASE = "examples/beijing-traffic-2022.toml"
VOID = {"meta", "input", "br", "link", "img", "hr"}


class Elements(HTMLParser):
    """The elements of a page, in order, and whether each is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.texts.append(data)

    def shown(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.texts))

    def texts_of(self, tag: str) -> list[str]:
        return [attrs.get("id") or "" for found, attrs in self.found if found == tag]


@pytest.fixture(scope="module")
def case() -> str:
    with chdir(ROOT):
        given = load_facts(CASE)
        return explain(score(given.rules, given), "html")


def test_a_page_is_well_formed_in_every_state(result: Result) -> None:
    for lang in ("zh", "en"):
        elements = Elements(explain(result, "html", "zh" if lang == "zh" else "en"))
        assert elements.open == []
        ids = [attrs["id"] for _, attrs in elements.found if "id" in attrs]
        assert len(ids) == len(set(ids))


def test_the_page_has_its_parts_in_order(case: str) -> None:
    heads = re.findall(r"<h2[^>]*>([^<]+)</h2>", case)
    assert heads == [
        "各指标得分", "失分去向", "分值依据什么", "问题与建议", "勾稽关系",
        "与公布数字的核对", "数据、评判与试算", "计算过程", "其他指标值（不参与评分）", "所用文件",
    ]  # fmt: skip
    assert case.startswith("<!doctype html>")
    assert case.endswith("</html>\n")


def test_the_page_is_the_golden_page(done: Result) -> None:
    page = explain(done, "html")
    body = page[page.index("<body>") : page.index('<script type="application/json"')]
    check_golden("done.html", re.sub(r"perfrules [0-9.]+ ", "perfrules <version> ", body))


def test_nothing_is_loaded_and_only_the_two_known_scripts_run(case: str) -> None:
    elements = Elements(case)
    loaders = {"src", "srcset", "data", "action", "formaction", "poster", "background"}
    assert not [attrs for _, attrs in elements.found if attrs.keys() & loaders]
    assert not [a for t, a in elements.found if t in ("link", "img", "iframe", "object", "form")]
    assert all((attrs.get("href") or "#").startswith("#") for _, attrs in elements.found)
    assert not [a for _, attrs in elements.found for a in attrs if a.startswith("on")]
    assert not [attrs for _, attrs in elements.found if "style" in attrs]
    (policy,) = (a["content"] or "" for _, a in elements.found if "http-equiv" in a)
    style, script = (
        re.search(f"<{tag}>(.*?)</{tag}>", case, re.DOTALL) for tag in ("style", "script")
    )
    assert style is not None
    assert script is not None
    for name, text in (("style", style[1]), ("script", script[1])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not re.search(r"https?://", re.sub(r"<script.*", "", case, flags=re.DOTALL))


HOSTILE = {
    "tag": "<script>alert(1)</script>",
    "close": "</script><img src=x onerror=alert(1)>",
    "quote": "\"'>&lt;",
    "rich": "[red]红[/red]",
    "sheet": "=cmd|'/c calc'!A1",
    "template": "{{ 7 * 7 }}{% raw %}",
    "script": "${alert(1)}`];--",
    "prototype": "constructor",
}


def hostile_rules(text: str) -> str:
    """Rules in which a fact, a grade and a remark are called so."""
    quoted = json.dumps(text)
    body = TWO.replace('"支出"', quoted).replace('"支出 ÷ 预算"', json.dumps(f"「{text}」 ÷ 预算"))
    body = body.replace('[indicator."执行"]', f'[indicator."执行"]\nabout = {quoted}')
    return body + GRADES.replace('"良"', quoted)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_authors_write_is_shown_as_text(browser: Browser, kind: str, tmp_path: Path) -> None:
    text = HOSTILE[kind]
    quoted = json.dumps(text)
    given = GIVEN.replace('"支出"', quoted).replace("[subject]", f"[subject]\nname = {quoted}")
    given = given.replace("score = 75", f"score = 75\nreason = {quoted}")
    result = scored(hostile_rules(text), given, more='grade_on = "printed"')
    page = explain(result, "html")
    elements = Elements(page)
    assert elements.open == []
    assert text in elements.shown()
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    watched = Watched(browser)
    opened = watched.open(path)
    assert opened.locator("html").get_attribute("data-self-check") == "same"
    assert opened.locator("h1").inner_text() == text
    opened.locator("td.trial input").first.fill("80")
    assert opened.locator("img, .sheet script").count() == 0
    assert watched.faults == []
    assert len(watched.requests) == 1
    opened.close()


def test_signs_that_cannot_be_seen_become_visible() -> None:
    result = scored(TWO, GIVEN)
    strange = "甲\u202e\x1b[31m乙\u200b"
    result = evolve(result, facts=evolve(result.facts, subject=strange))
    page = explain(result, "html")
    assert "甲\\u202e\\x1b[31m乙\\u200b" in page
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u200b]", page)


def test_data_cannot_leave_its_element() -> None:
    text = as_data({"</script>": "<!--", "&": "\u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"</script>": "<!--", "&": "\u2028"}


def test_losses_go_from_all_points_down_to_the_total(done: Result, corners: Result) -> None:
    for result in (done, corners):
        steps = steps_down(result, {}, "en")
        assert result.printed is not None
        left = result.methodology.points
        for step in steps:
            left -= Fraction(step.points.replace("−", "-"))
            assert left == Fraction(step.left)
        assert left == result.printed
        sizes = [abs(Fraction(step.points.replace("−", "-"))) for step in steps]
        assert sizes == sorted(sizes, reverse=True)
        assert (steps[0].bar.end, steps[-1].bar.start) == ("100.00", "0.00")


MANY = "".join(f'[indicator."项{i}"]\npoints = 5\nscore = "{i} ÷ 10"\n' for i in range(20))


def test_small_losses_are_one_step_so_that_the_steps_still_add_up() -> None:
    result = scored(MANY)
    steps = steps_down(result, {}, "zh")
    assert len(steps) == MOST_STEPS + 1
    assert steps[-1].label == "其余 8 项"
    assert Fraction(steps[-1].left) == result.printed == Fraction(19)


BONUS = '[bonus."加"]\nat_most = 10\nvalue = "支出"\nunit = "万元"\nscore = "8"\n'


def test_what_a_bonus_gave_goes_up() -> None:
    more = "total_at_most = 110\ntotal_floor = 0"
    result = scored(TWO + BONUS, GIVEN, more=more)
    steps = steps_down(result, {"加": ("加分", "bonus.加")}, "zh")
    gains = [step for step in steps if step.bar.kind == "gain"]
    assert [(step.label, step.points) for step in gains] == [("加分", "−8.00")]
    assert "加分：加" in Elements(explain(result, "html")).shown()


GAP = """
[indicator."母"]
points = 100
[indicator."子"]
parent = "母"
points = 60
judged = true
raters = { "甲" = "60%", "乙" = "40%" }
step = 5
[[gap]]
parent = "母"
points = 40
says = "另有规定"
"""


def test_gaps_and_raters_have_their_places() -> None:
    given = '[judgement."子"]\norigin = "reviewer"\nraters = { "甲" = 50, "乙" = 55 }\n'
    page = explain(scored(GAP, given), "html")
    shown = Elements(page).shown()
    assert "办法中未写入规则的部分" in shown
    assert "另有规定" in shown
    assert "甲：50.00 × 60%" in shown
    assert "52.00 – 92.00" in shown
    assert re.search(r'<span class="tag">待定</span>', page)
    assert '"step":null' in page


def test_no_loss_is_said() -> None:
    body = '[indicator."甲"]\npoints = 100\nscore = "分值"\n'
    assert "没有失分。" in explain(scored(body), "html")


def test_bars_show_rates_and_what_is_still_possible(unfinished: Result) -> None:
    bars = {node.indicator.key: bars_of(node) for node in unfinished.walk()}
    assert [bar.length for bar in bars["预算执行"]] == ["90.00"]
    assert [(bar.kind, bar.length) for bar in bars["馆藏质量"]] == [
        ("fill", "0.00"),
        ("maybe", "100.00"),
    ]


def test_levels_become_trees() -> None:
    assert nested([]) == []


def test_an_open_page_says_what_is_missing_and_where_the_total_lies(unfinished: Result) -> None:
    shown = Elements(explain(unfinished, "html")).shown()
    assert "67.00 – 92.00" in shown
    assert "总分未定" in shown
    assert "等它的指标：到馆读者" in shown


def test_a_refused_page_says_why_before_anything_else(refused: Result) -> None:
    page = explain(refused, "html")
    shown = Elements(page).shown()
    assert "无法得出总分" in shown
    assert page.index("为什么不能采用") < page.index('id="h-scores"')
    assert "E250" in shown


def test_a_framework_without_points_has_a_page_of_its_own() -> None:
    path = ROOT / "rules" / "mof" / "project-framework" / "2020.toml"
    with chdir(ROOT):
        methodology = load_methodology(path)
        result = score(methodology, plain_facts(methodology, {}))
    page = explain(result, "html")
    assert "这是没有分值的指标框架" in Elements(page).shown()
    assert 'id="h-waterfall"' not in page


def test_one_node_or_some_levels_make_a_smaller_page() -> None:
    with chdir(ROOT):
        given = load_facts(CASE)
        result = score(given.rules, given)
    one = explain(result, "html", only="当年预算执行情况")
    assert "7702405/410687" in one
    assert 'id="indicator.预算管理情况"' not in one
    assert 'id="indicator.预算管理情况"' in explain(result, "html", depth=1)
    with pytest.raises(KeyError):
        explain(result, "html", only="没有")


def test_a_published_table_that_cannot_be_read_is_a_remark_not_an_end() -> None:
    methodology = rules(TWO)
    given = facts(methodology, GIVEN + '[published]\n"没有的" = "1%"\n')
    page = explain(score(methodology, given), "html")
    assert "与公布数字的核对" in page
    assert "没有的" in Elements(page).shown()
    with pytest.raises(Refused):
        audit(given)


def test_without_its_library_the_command_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with chdir(ROOT):
        assert main(["explain", CASE, "--format", "html"]) == 2
    assert "pip install 'perfrules[html]'" in capsys.readouterr().err


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "page.html"
    with chdir(ROOT):
        assert main(["explain", CASE, "--format", "html", "-o", str(out)]) == 0
    assert 'id="total-now">94.35<' in out.read_text("utf-8")
    assert capsys.readouterr().out == ""
