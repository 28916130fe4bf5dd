"""Reports of every methodology and example, the golden pages, and what every report must say.

`PERFRULES_GOLDEN=write pytest tests/views` rewrites the golden files; their diff is the review.
"""

import io
import re
from fractions import Fraction
from pathlib import Path

import docx
import hypothesis
import pytest

from perfrules import Refused, facts, load_facts, load_methodology, score
from perfrules.model.facts import FactSet
from perfrules.scoring.result import Result
from perfrules.testing import fact_sets, methodologies
from perfrules.views.report import report_of
from perfrules.views.report_markdown import report_markdown
from perfrules.views.report_parts import (
    Chart,
    Grid,
    Heading,
    Paragraph,
    Report,
    Run,
    chinese,
    text_of,
)
from perfrules.views.summaries import missing_text
from perfrules.views.to_docx import to_docx
from tests.model import small
from tests.views.test_explain import ROOT, check_golden

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
RULES = [
    path for path in sorted((ROOT / "rules").rglob("*.toml")) if path.parent.name != "parameters"
]


def stem(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix()


def of_example(path: Path) -> Result:
    given = load_facts(path)
    return score(given.rules, given)


def said(report: Report) -> str:
    """Every word of a report."""
    parts: list[str] = [*report.title, *(text for key in report.keys for text in key)]
    for block in report.blocks:
        match block:
            case Heading():
                parts.append(block.title)
            case Paragraph(words):
                parts.append(text_of(words))
            case Grid():
                parts += [block.caption, *block.heads]
                parts += [text_of(cell) for row in block.rows for cell in row]
            case Chart():
                parts += [block.alt, *(stroke.label for stroke in block.strokes)]
    return "\n".join(parts)


@pytest.mark.parametrize("path", EXAMPLES, ids=stem)
def test_every_example_makes_a_report(path: Path) -> None:
    result = of_example(path)
    report = report_of(result)
    page = report_markdown(report)
    document = docx.Document(io.BytesIO(to_docx(report)))
    written = said(report)
    for node in result.walk():
        assert node.indicator.label in written, "no indicator is left out"
    for judged in result.facts.judgements.values():
        assert judged.reason in written
    for fact in result.used.values():
        assert fact.source in written
    headings = [
        p.text for p in document.paragraphs if p.style and str(p.style.name).startswith("Heading")
    ]
    assert headings == [b.number + b.title for b in report.blocks if isinstance(b, Heading)], (
        "both writers have one model"
    )
    if result.methodology.weighted and result.printed is not None:
        assert report.keys[0][1] in page


@pytest.mark.parametrize("path", RULES, ids=stem)
def test_every_methodology_makes_a_report_without_any_fact(path: Path) -> None:
    methodology = load_methodology(path)
    result = score(methodology, facts(methodology, {}))
    report = report_of(result)
    page = report_markdown(report)
    assert "【待填" in page
    if methodology.weighted:
        assert report.keys[0][1] != "0.00"
        assert to_docx(report)


def test_the_report_of_beijing_is_the_golden_page() -> None:
    page = report_markdown(report_of(of_example(ROOT / "examples" / "beijing-traffic-2022.toml")))
    check_golden("report.beijing.md", page.replace(f"{ROOT.as_posix()}/", ""))


def test_the_reports_of_the_pack_are_golden_pages(result: Result, name: str) -> None:
    check_golden(f"report.{name}.md", report_markdown(report_of(result)))


def test_the_english_report_is_the_golden_page(done: Result) -> None:
    check_golden("report.done.en.md", report_markdown(report_of(done, "en")))


def test_problems_and_advice_have_the_same_numbers() -> None:
    report = report_of(of_example(ROOT / "examples" / "beijing-traffic-2022.toml"))
    headings = [block for block in report.blocks if isinstance(block, Heading)]
    titles = [heading.title for heading in headings]
    start, stop = titles.index("存在的问题及原因分析"), titles.index("措施建议")
    end = next(i for i, title in enumerate(titles) if title.startswith("附件"))
    problems, advice = headings[start + 1 : stop], headings[stop + 1 : end]
    assert [h.number for h in problems] == [f"{n}." for n in range(1, 7)]
    assert [h.number for h in advice] == [f"（{chinese(n)}）" for n in range(1, 7)]
    notes = re.findall(r"（对应问题 (\d+)）", said(report))
    assert notes == [str(n) for n in range(1, 7)]


def test_the_lost_points_of_the_chart_lead_from_all_points_to_the_total() -> None:
    report = report_of(of_example(ROOT / "examples" / "beijing-traffic-2022.toml"))
    rates, losses = (block for block in report.blocks if isinstance(block, Chart))
    assert [stroke.text for stroke in rates.strokes] == ["93.77%", "96.33%", "89.00%"]
    assert losses.strokes[-1].text.endswith("余 94.35")
    taken = [re.findall(r"[\d.]+", stroke.text)[0] for stroke in losses.strokes]
    assert sum(map(Fraction, taken)) == Fraction("5.65")


@hypothesis.settings(max_examples=60)
@hypothesis.given(methodologies().flatmap(fact_sets))
def test_any_facts_make_a_report_whose_losses_lead_to_its_total(given: FactSet) -> None:
    result = score(given.rules, given)
    report = report_of(result)
    assert report_markdown(report).endswith("\n")
    written = said(report)
    for name in result.missing:
        # A gap at the top stands by its own words in a list of gaps.
        words = name.removeprefix("gap:") if name.startswith("gap:") else missing_text(name, "zh")
        assert words in written, "what is missing is named"
    if result.state != "done" or not given.rules.weighted:
        return
    assert result.printed is not None
    grid = next(b for b in report.blocks if isinstance(b, Grid) and b.total)
    assert text_of(grid.rows[-1][2]) == report.keys[0][1]
    charts = [b for b in report.blocks if isinstance(b, Chart) and "失分" in b.caption]
    for chart in charts:
        left = chart.strokes[-1].text.rpartition(" ")[2]
        assert Fraction(left.replace(",", "").replace("−", "-")) == result.printed


def test_standing_and_origin_stand_in_every_report(result: Result) -> None:
    written = said(report_of(result))
    assert "按规则的性质" in written
    for leaf in result.methodology.leaves():
        assert leaf.basis in written
    for judged in result.facts.judgements.values():
        assert {"published": "公布的评判", "reviewer": "评审人员", "reconstructed": "重构"}[
            judged.origin
        ] in written


CHAPTERS = """
[chapter."背景"]
asks = "为什么立项"
[chapter."支出"]
says = "支出{支出数}，预算{预算数}。\\n第二段。"
shows = ["支出数", "执行率"]
[chapter."其他"]
parent = "支出"
"""


def other(tmp_path: Path, chapters: str, given: str = "", lang: str = "zh") -> Result:
    """A result of small rules with chapters of their own."""
    rules, file = tmp_path / "rules.toml", tmp_path / "facts.toml"
    rules.write_text(
        f"""format = 1
[methodology]
id = "小"
version = "1"
title = "小办法"
points = 10
in_force = {{}}
rounding = {{ to = 0.01, mode = "half-up" }}
basis = "文件"
status = "official"
lang = "{lang}"
[fact."预算数"]
unit = "万元"
range = "> 0"
[fact."支出数"]
unit = "万元"
[measure."执行率"]
value = "支出数 ÷ 预算数"
unit = "%"
[indicator."执行"]
points = 10
score = "分值 × min(执行率, 1)"
{chapters}""",
        "utf-8",
    )
    file.write_text(given or '[facts]\n"预算数" = 10\n"支出数" = 9\n', "utf-8")
    methodology = load_methodology(rules)
    return score(methodology, load_facts(file, methodology=methodology))


def test_a_rule_file_declares_its_chapters_and_nothing_is_left_out(tmp_path: Path) -> None:
    report = report_of(other(tmp_path, CHAPTERS))
    titles = [b.number + b.title for b in report.blocks if isinstance(b, Heading) and b.level <= 2]
    assert titles[:6] == [
        "一、背景", "二、支出", "（一）其他", "三、总体评价结论", "（一）评价得分情况",
        "（二）存在的问题及原因分析",
    ]  # fmt: skip
    assert titles[6:8] == ["四、措施建议", "附件：评分依据、数据和核对"]
    paragraphs = [text_of(b.words) for b in report.blocks if isinstance(b, Paragraph)]
    at = paragraphs.index("支出9 万元，预算10 万元。")
    assert paragraphs[at + 1] == "第二段。"
    grid = next(b for b in report.blocks if isinstance(b, Grid))
    cells = [[text_of(cell) for cell in row] for row in grid.rows]
    assert cells == [["支出数", "9 万元", "未注明出处"], ["执行率", "90%", "支出数 ÷ 预算数"]]


def test_a_chapter_may_have_the_title_of_a_part(tmp_path: Path) -> None:
    chapters = """[chapter."总体评价结论"]
asks = "总评"
[chapter."措施建议"]
holds = "findings"
[chapter."第三"]
parent = "措施建议"
[chapter."附件：评分依据、数据和核对"]
"""
    report = report_of(other(tmp_path, chapters))
    titles = [b.number + b.title for b in report.blocks if isinstance(b, Heading)]
    assert titles[:5] == [
        "一、总体评价结论", "二、措施建议", "（一）第三", "附件：评分依据、数据和核对",
        "（一）评分规则的性质",
    ]  # fmt: skip
    assert titles[-2:] == ["三、评价得分情况", "四、措施建议"]


def test_what_stands_above_the_tree_stands_in_the_table_of_scores(tmp_path: Path) -> None:
    above = """[bonus."创新"]
at_most = 2
score = "IF(执行率 > 80%, 1, 0)"
[veto."事故"]
when = "支出数 < 10万元"
says = "支出太少，一票否决"
cap = 6
"""
    with pytest.raises(Refused, match="E381"):
        other(tmp_path, above)
    text = (tmp_path / "rules.toml").read_text("utf-8")
    limits = "points = 10\ntotal_at_most = 12\ntotal_floor = 0\n"
    (tmp_path / "rules.toml").write_text(text.replace("points = 10\n", limits, 1), "utf-8")
    methodology = load_methodology(tmp_path / "rules.toml")
    result = score(methodology, load_facts(tmp_path / "facts.toml", methodology=methodology))
    report = report_of(result)
    grid = next(b for b in report.blocks if isinstance(b, Grid) and b.total)
    cells = [[text_of(cell) for cell in row][:3] for row in grid.rows]
    assert cells == [
        ["执行", "10", "9.00"], ["加分：创新", "≤2", "+1.00"],
        ["一票否决：事故", "", "−4.00"], ["合计", "10", "6.00"],
    ]  # fmt: skip
    assert "一票否决：事故：支出太少，一票否决。" in said(report)


def test_parts_without_a_chapter_stand_in_the_one_of_their_title(tmp_path: Path) -> None:
    report = report_of(other(tmp_path, '[chapter."总体评价结论"]\nasks = "总评"\n'))
    titles = [b.number + b.title for b in report.blocks if isinstance(b, Heading)]
    assert titles[:4] == [
        "一、总体评价结论", "（一）评价得分情况", "（二）存在的问题及原因分析", "二、措施建议",
    ]  # fmt: skip
    assert "【待填：总评】" in said(report)


def test_parts_may_stand_as_deep_as_chapters_go(tmp_path: Path) -> None:
    chapters = """[chapter."甲"]
[chapter."乙"]
parent = "甲"
[chapter."丙"]
parent = "乙"
holds = "evidence"
[chapter."丁"]
holds = "findings"
[finding."低"]
when = "执行率 < 1"
problem = "执行率低"
advice = "加快"
"""
    report = report_of(other(tmp_path, chapters))
    headings = [(b.level, b.number, b.title) for b in report.blocks if isinstance(b, Heading)]
    assert headings[2:4] == [(3, "1.", "丙"), (4, "（1）", "评分规则的性质")]
    assert (1, "二、", "丁") in headings
    document = docx.Document(io.BytesIO(to_docx(report)))
    styles = [str(p.style.name) for p in document.paragraphs if p.style]
    assert "Heading 4" in styles


OPTIONS = """
[fact."户数"]
unit = "户"
[fact."免考"]
kind = "yes/no"
[fact."目标"]
unit = "户"
[measure."比"]
value = "户数 ÷ 目标"
[indicator."甲"]
points = 6
score = "分值 × min(比, 1)"
[indicator."乙"]
points = 4
judged = true
applies = "非 免考"
otherwise = "zero"
[finding."太少"]
when = "比 < 1"
problem = "只有{户数}"
advice = "加快"
[chapter."一览"]
shows = ["户数", "免考", "比", "甲", "乙"]
"""


def of_options(given: str) -> Report:
    methodology = small.rules(OPTIONS.replace('[fact."标志"]\nkind = "text"\n', ""))
    return report_of(score(methodology, small.facts(methodology, given)))


def test_facts_measures_and_indicators_stand_in_the_order_of_the_chapter() -> None:
    report = of_options("户数 = 3 户; 目标 = 4 户; 免考 = 是")
    grid = next(b for b in report.blocks if isinstance(b, Grid))
    cells = [[text_of(cell) for cell in row][:2] for row in grid.rows]
    assert cells == [["户数", "3 户"], ["免考", "是"], ["比", "0.75"]]
    written = said(report)
    assert "甲：分值 6 分，得分 4.50 分，得分率 75.00%。" in written
    assert "乙：分值 4 分，得分 0.00 分，得分率 0.00%。" in written
    assert "不适用" in written


def test_what_is_open_or_cannot_be_computed_is_marked() -> None:
    still = of_options("户数 = 3 户; 免考 = 否")
    marks = {run.text for run in marked_runs(still)}
    assert {"待定", "缺", "“太少”尚不能判断：未定，缺 数据 目标"} <= marks
    zero = of_options("户数 = 3 户; 目标 = 0 户; 免考 = 是")
    written = said(zero)
    assert "甲：分值 6 分，得分无法计算。" in written
    assert "得分说明：除数为零：目标 = 0" in written
    assert "“太少”尚不能判断：除数为零：目标 = 0" in written
    assert zero.keys == (("综合得分", "无法计算", "满分 10 分"),)


def marked_runs(report: Report) -> list[Run]:
    cells = [c for b in report.blocks if isinstance(b, Grid) for row in b.rows for c in row]
    words = [*(b.words for b in report.blocks if isinstance(b, Paragraph)), *cells]
    return [run for each in words for run in each if run.mark]


def test_published_figures_that_cannot_be_read_are_said_so(tmp_path: Path) -> None:
    given = '[facts]\n"预算数" = 10\n"支出数" = 9\n[published]\nwithin = 0\n'
    assert "与公布数字的核对" not in said(report_of(other(tmp_path, "", given)))
    report = report_of(other(tmp_path, "", given + '"没有" = "3%"\n'))
    (note,) = [run.text for run in marked_runs(report) if "不能核对" in run.text]
    assert "没有" in note


def test_a_problem_without_advice_has_a_marked_blank(tmp_path: Path) -> None:
    tables = """[table."职责"]
name = "职责"
columns."职责" = "text"
[table."目标"]
name = "目标"
columns."目标" = "text"
columns."职责" = { refers = "职责" }
[coverage."职责—目标"]
each = "职责"
needs = "目标.职责"
severity = "warning"
problem = "{未覆盖}没有目标"
"""
    given = """[facts]
"预算数" = 10
"支出数" = 9
[[table."职责"]]
"职责" = "巡逻"
[[table."职责"]]
"职责" = "宣传"
[[table."目标"]]
"目标" = "安全"
"职责" = "巡逻"
"""
    report = report_of(other(tmp_path, tables, given))
    titles = [b.number + b.title for b in report.blocks if isinstance(b, Heading)]
    assert "1.职责—目标" in titles
    assert "（一）职责—目标" in titles
    assert "“宣传”没有目标。" in said(report)
    assert "【待填：问题 1 的措施建议】" in {run.text for run in marked_runs(report)}


def test_texts_fill_chapters_paragraph_by_paragraph(tmp_path: Path) -> None:
    given = """[subject]
name = "甲局"
period = 2022
[facts]
"预算数" = 10
"支出数" = 9
[texts]
"背景" = { text = "　　为了安全。\\n\\n\\t第二段　有宽空格。", source = "批复 1" }
"措施建议" = "全部做完。"
"存在的问题及原因分析" = "工期偏紧。"
"""
    report = report_of(other(tmp_path, CHAPTERS, given))
    paragraphs = [text_of(b.words) for b in report.blocks if isinstance(b, Paragraph)]
    at = paragraphs.index("为了安全。")
    assert paragraphs[at + 1 : at + 3] == ["第二段 有宽空格。", "（出处：批复 1）"]
    assert {"全部做完。", "工期偏紧。"} <= set(paragraphs)
    assert "【待填" not in said(report)


def test_an_english_rule_file_has_an_english_report(tmp_path: Path) -> None:
    report = report_of(other(tmp_path, "", lang="en"))
    headings = [
        b.number + b.title for b in report.blocks if isinstance(b, Heading) and b.level == 1
    ]
    assert headings[0] == "1  Overview"
    assert headings[-1] == "Annex: rules, facts and checks"
    document = docx.Document(io.BytesIO(to_docx(report)))
    assert document.styles["Body Text"].font.name == "Times New Roman"
    assert document.core_properties.language == "en-US"


def test_without_a_font_the_report_says_so(monkeypatch: pytest.MonkeyPatch, done: Result) -> None:
    from perfrules.views import report_charts  # noqa: PLC0415

    monkeypatch.setattr(report_charts, "CHINESE", ())
    document = docx.Document(io.BytesIO(to_docx(report_of(done))))
    notes = [p.text for p in document.paragraphs if "图没有画出" in p.text]
    assert len(notes) == 2
    assert len(document.inline_shapes) == 0


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (99, "九十九"),
        (100, "100"),
    ],
)
def test_chapters_are_counted_in_chinese(number: int, numeral: str) -> None:
    assert chinese(number) == numeral
