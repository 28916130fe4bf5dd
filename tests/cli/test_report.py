"""What `report` writes for whoever sends it: formats, blanks, texts, refusals, the same bytes."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from perfrules.cli import main
from tests.cli.conftest import ROOT, Desk
from tests.rendered import pages

BEIJING = "examples/beijing-traffic-2022.toml"


def report(file: str, out: Path, *more: str) -> Any:
    """The Word report of a fact file, opened; its exit code is 0."""
    assert main(["report", file, "-o", str(out), *more]) == 0
    return docx.Document(str(out))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_chapters_are_those_of_the_published_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    document = report(BEIJING, tmp_path / "r.docx")
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    chapters = [text for style, text in headings if style == "Heading 1"]
    assert chapters == [
        "一、部门概况",
        "二、当年预算执行情况",
        "三、整体绩效目标实现情况",
        "四、预算管理情况",
        "五、总体评价结论",
        "六、措施建议",
        "附件：评分依据、数据和核对",
    ]
    assert ("Heading 2", "（二）存在的问题及原因分析") in headings
    assert ("Heading 3", "2.部门资金结转结余率有待进一步控制") in headings
    assert ("Heading 2", "（二）优化部门预算资金配置") in headings
    tables = [t for t in texts(document) if re.match("表 [123]　", t)]
    assert tables == ["表 1　重点工作任务", "表 2　绩效目标", "表 3　绩效评价得分情况表"]


def test_the_table_of_scores_is_the_published_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    document = report(BEIJING, tmp_path / "r.docx")
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for row in (
        ["当年预算执行情况", "20", "18.75", "93.77%"],
        ["整体绩效目标实现情况", "60", "57.80", "96.33%"],
        ["预算管理情况", "20", "17.80", "89.00%"],
        ["合计", "100", "94.35", "94.35%"],
    ):
        assert row in [each[:4] for each in cells]
    assert ["基本支出", "379,535.68 万元", "378,094.36 万元", "99.62%"] in cells
    assert ["94.35", "优"] in cells, "what is seen first"
    written = "\n".join(texts(document))
    assert "财政拨款预算执行率为93.77%" in written
    assert "部门资金结转结余率为11.25%" in written
    assert "下设16个职能部门" in written, "what the published report says of itself"
    assert "【待填" not in written, "it says all of it"
    assert "换一种算法相符" in {cell for row in cells for cell in row}
    assert "合不拢" in {cell for row in cells for cell in row}


def test_the_file_is_made_as_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    document = report(BEIJING, tmp_path / "r.docx")
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "Body Text")
    }
    assert fonts == {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Body Text": "仿宋_GB2312",
    }
    assert document.styles["Body Text"].font.size.pt == 16
    parts = zipfile.ZipFile(tmp_path / "r.docx")
    assert 'w:altName w:val="仿宋,' in parts.read("word/fontTable.xml").decode()
    assert "docProps/thumbnail.jpeg" not in parts.namelist()
    footer = document.sections[0].footer._element.xml
    assert " PAGE " in footer
    for table in document.tables[1:]:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid) <= 8844
    pictures = document.element.body.findall(f".//{qn('wp:docPr')}")
    assert [bool(each.get("descr")) for each in pictures] == [True, True]
    assert "当年预算执行情况 93.77%" in pictures[0].get("descr")


def test_the_contents_are_filled_in_and_lead_to_the_headings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    body = report(BEIJING, tmp_path / "r.docx").element.body
    fields = [each.text for each in body.iter(qn("w:instrText"))]
    assert fields[0].strip() == r'TOC \o "1-2" \h \z \u'
    links = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    assert links == marks
    assert len(links) > 10
    begun, ended = (
        len([e for e in body.iter(qn("w:fldChar")) if e.get(qn("w:fldCharType")) == kind])
        for kind in ("begin", "end")
    )
    assert begun == ended


def test_the_same_facts_are_the_same_bytes(tmp_path: Path, desk: Desk) -> None:
    digests = set()
    for name in ("a.docx", "b.docx"):
        report(str(desk.facts), tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    core = zipfile.ZipFile(tmp_path / "a.docx").read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert not re.search(r"\d{4}-\d\d-\d\d", core), "no day"


def test_what_nobody_wrote_is_a_marked_blank(tmp_path: Path, desk: Desk) -> None:
    text = desk.facts.read_text("utf-8")
    start = text.index('[texts."资产管理"]')
    end = text.index("[texts.", start + 1)
    desk.facts.write_text(text[:start] + text[end:], "utf-8")
    document = report(str(desk.facts), tmp_path / "r.docx")
    blanks = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    ]
    assert "【待填：资产管理制度及执行情况】" in [run.text for run in blanks]


def test_a_missing_fact_is_open_and_never_zero(
    tmp_path: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    text = desk.facts.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith('"财政拨款支出"'))
    desk.edit(desk.facts, line + "\n", "")
    out = tmp_path / "r.docx"
    assert main(["report", str(desk.facts), "-o", str(out)]) == 3
    document = docx.Document(str(out))
    written = "\n".join(texts(document))
    assert "总分在 75.60 分与 95.60 分之间" in written
    assert "财政拨款支出合计〔缺：财政拨款支出〕" in written
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["当年预算执行情况", "20", "待定"] in [row[:3] for row in cells]
    assert [
        "财政拨款合计",
        "492,824.40 万元",
        "〔缺：财政拨款支出〕",
        "〔缺：预算执行率〕",
    ] in cells
    assert ["财政拨款支出", "缺", ""] in cells
    assert main(["report", str(desk.facts)]) == 3
    assert "尚不能得出总分" in capsys.readouterr().out


def test_a_broken_tie_is_said_in_the_report(tmp_path: Path, desk: Desk) -> None:
    desk.edit(
        desk.facts, '"离休人员"     = { value = "10 人"', '"离休人员"     = { value = "11 人"'
    )
    document = report(str(desk.facts), tmp_path / "r.docx")
    (line,) = [text for text in texts(document) if "✗ 在职人员 + 离休人员" in text]
    assert "5,511 人 ≠ 5,510 人" in line


HOSTILE = "<script>alert(1)</script> =cmd|'/c calc'!A1 [red]x[/red] **粗** | $x^2$"


def test_hostile_texts_are_shown_as_they_are(
    tmp_path: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.edit(desk.facts, '"北京市公安局公安交通管理局"', f'"""{HOSTILE}"""')
    desk.edit(
        desk.facts, "市公安交管局制定了2022年工作任务计划", f"1. {HOSTILE}\n- {HOSTILE}\n计划"
    )
    label = 'points = 20\nscore  = "分值 × min(预算执行率, 100%)"'
    desk.edit(desk.rule, label, f'label = """{HOSTILE}"""\n{label}')
    document = report(str(desk.facts), tmp_path / "r.docx")
    written = texts(document)
    assert written.count(HOSTILE) >= 1
    assert f"1. {HOSTILE}" in written
    assert HOSTILE in [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]
    assert main(["report", str(desk.facts)]) == 0
    page = capsys.readouterr().out
    assert "<script>" not in page
    assert r"1\. \<script\>" in page
    assert r"\- \<script\>" in page


@pytest.mark.parametrize("bad", ["\x1b[31m", "\u202e", "\x00", "\u200b"])
def test_characters_that_nobody_sees_do_not_come_in(desk: Desk, bad: str) -> None:
    desk.edit(desk.facts, "市公安交管局制定了2022年工作任务计划", f"计划{bad}")
    assert main(["report", str(desk.facts)]) == 2


def test_what_a_program_gives_is_shown_as_escapes() -> None:
    from perfrules import facts, load_methodology, score  # noqa: PLC0415
    from perfrules.views.report import report_of  # noqa: PLC0415
    from perfrules.views.report_markdown import report_markdown  # noqa: PLC0415
    from perfrules.views.to_docx import to_docx  # noqa: PLC0415

    methodology = load_methodology("beijing/department@2022")
    given = facts(methodology, {}, period=2022, subject="局\x1b[31m\u202e\x0b")
    told = report_of(score(methodology, given))
    assert "局\\\\x1b\\[31m\\\\u202e\\\\x0b" in report_markdown(told)
    document = docx.Document(io.BytesIO(to_docx(told)))
    assert document.paragraphs[0].text == "局\\x1b[31m\\u202e\\x0b"


def test_the_name_of_the_file_says_the_format(
    tmp_path: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("r.md", "r.MARKDOWN"):
        assert main(["report", str(desk.facts), "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text("utf-8").startswith("# 北京市公安局公安交通管理局")
    asked = ["report", str(desk.facts), "--format", "docx"]
    assert main([*asked, "-o", str(tmp_path / "r.bin")]) == 0
    assert zipfile.is_zipfile(tmp_path / "r.bin")
    assert main(["report", str(desk.facts), "-o", str(tmp_path / "r.pdf")]) == 2
    assert "E797" in capsys.readouterr().err
    assert main(asked) == 2
    assert "E798" in capsys.readouterr().err
    assert main(["report", str(desk.facts), "-o", str(desk.facts)]) == 2
    assert "E797" in capsys.readouterr().err
    assert main([*asked, "-o", str(desk.facts)]) == 2
    assert "E612" in capsys.readouterr().err


def test_an_unknown_chapter_is_refused_with_the_one_that_may_be_meant(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    line = desk.edit(desk.facts, '[texts."资产管理"]', '[texts."资产管理情"]')
    assert main(["report", str(desk.facts)]) == 2
    said = capsys.readouterr().err
    assert f"facts.toml:{line}:" in said
    assert "E794" in said
    assert "did you mean 资产管理?" in said


def test_markdown_needs_no_extra_and_word_says_which_it_needs(desk: Desk) -> None:
    without = (
        "import sys; sys.modules['docx'] = sys.modules['matplotlib'] = None;"
        "from perfrules.cli import main; sys.exit(main())"
    )
    for name, code, says in (("r.md", 0, ""), ("r.docx", 2, "pip install 'perfrules[docx]'")):
        run = subprocess.run(
            [sys.executable, "-c", without, "report", str(desk.facts), "-o", name],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == code, run.stderr
        assert says in run.stderr
        assert Path(name).exists() is (code == 0)


def test_a_file_that_extends_another_changes_its_chapters(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    own = desk.folder / "rules" / "beijing" / "own" / "2022.toml"
    own.parent.mkdir()
    own.write_text(
        """format = 1
extends = "beijing/department/2022.toml"
[methodology]
id = "beijing/own"
[chapter."资产管理"]
remove = true
[chapter."采购管理"]
parent = "预算管理情况"
asks = "采购的组织情况"
after = "财务管理"
""",
        "utf-8",
    )
    assert main(["show", str(own)]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"资金使用合规和安全性 .*\n采购管理 +采购的组织情况\n", shown)
    assert "资产管理制度" not in shown
    assert main(["diff", str(desk.rule), str(own)]) == 1
    told = capsys.readouterr().out
    assert "chapter 采购管理" in told
    assert "chapter 资产管理" in told


def test_the_printed_pages_hold_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report(BEIJING, tmp_path / "r.docx")
    printed = pages(tmp_path / "r.docx", tmp_path)
    assert "94.35" in printed[0]
    assert "优" in printed[0]
    assert "一、部门概况" in printed[1], "the contents"
    flat = [re.sub(r"\s", "", page) for page in printed]
    (scores,) = [page for page in flat if "表3绩效评价得分情况表" in page]
    for figure in ("18.75", "57.80", "17.80", "93.77%", "96.33%", "89.00%", "94.35"):
        assert figure in scores
    for sentence in (
        "部门资金结转结余率有待进一步控制",
        "财政拨款预算执行率为93.77%",
        "（三）提升项目预算执行率",
    ):
        assert sentence in "".join(flat)
    assert re.search(r"—\s*2\s*—", printed[1]), "page numbers"


def test_a_report_of_another_methodology_is_printed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    report("examples/anhui-tianchang-flood-2022.toml", tmp_path / "r.docx")
    flat = re.sub(r"\s", "", "".join(pages(tmp_path / "r.docx", tmp_path)))
    assert "三、产出指标" in flat
    assert "【待填：产出指标的情况和分析】" in flat
    assert "100.00" in flat
