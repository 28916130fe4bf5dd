"""What `explain` writes: golden pages, widths, and what must always be said.

`PERFRULES_GOLDEN=write pytest tests/views` rewrites the golden files; their diff is the review.
"""

import json
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from perfrules.messages import Lang
from perfrules.problem import width_of
from perfrules.scoring.loading import load_facts
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.views.explain import Format, explain
from perfrules.views.to_json import as_values, score_schema

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOLDEN = HERE / "golden"
ENDS = {"text": "txt", "json": "json", "markdown": "md"}


def stable(text: str) -> str:
    """Without the digests: they follow from the files."""
    return re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text) + "\n"


def check_golden(file: str, text: str) -> None:
    path = GOLDEN / file
    if os.environ.get("PERFRULES_GOLDEN") == "write":
        path.write_text(stable(text), encoding="utf-8")
    assert stable(text) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
def test_explanation_is_the_golden_page(result: Result, name: str, format_: Format) -> None:
    check_golden(f"{name}.{ENDS[format_]}", explain(result, format_, "zh", width=80))


def test_english_explanation_is_the_golden_page(done: Result) -> None:
    check_golden("done.en.txt", explain(done, "text", "en", width=80))


def test_wide_explanation_is_the_golden_page(done: Result) -> None:
    check_golden("done.140.txt", explain(done, "text", "zh", width=140))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [70, 80, 140])
def test_no_line_is_wider_than_the_terminal(result: Result, lang: Lang, width: int) -> None:
    lines = explain(result, "text", lang, width=width).splitlines()
    # Paths, digests and quoted source lines are not broken.
    breakable = [line for line in lines if not re.search(r"[0-9a-f]{64}|\.toml|\^| \| ", line)]
    assert [line for line in breakable if width_of(line) > width] == []


def test_piped_text_has_no_colour_and_no_boxes(result: Result) -> None:
    text = explain(result, "text", "zh")
    assert "\x1b" not in text
    assert not re.search("[\u2500-\u257f]", text)
    assert all(line == line.rstrip() for line in text.splitlines())


def test_colour_changes_no_word(result: Result) -> None:
    coloured = explain(result, "text", "zh", colour=True)
    assert "\x1b[1m" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == explain(
        result, "text", "zh"
    ).splitlines()


def test_json_meets_its_schema(result: Result) -> None:
    Draft202012Validator.check_schema(score_schema())
    for lang in ("zh", "en"):
        values = json.loads(explain(result, "json", lang))
        Draft202012Validator(score_schema()).validate(values)


def test_schema_knows_no_more_keys_than_are_written(done: Result) -> None:
    values = as_values(done, "zh")
    assert set(score_schema()["properties"]) == set(values)
    assert set(score_schema()["$defs"]["indicator"]["properties"]) == set(values["indicators"][0])


def test_json_holds_printed_and_exact_scores(done: Result) -> None:
    values = as_values(done, "zh")
    leaf = indicator(values, "预算执行")
    assert (values["total"], values["grade"]) == ("83.07", "合格")
    assert (leaf["score"], leaf["exact"], leaf["rate"]) == ("26.73", "22000/823", "89.10%")


def test_every_address_is_written_once(done: Result) -> None:
    values = as_values(done, "zh")
    addresses = [node["address"] for node in (*values["indicators"], *values["measures"])]
    addresses += [step["address"] for node in values["indicators"] for step in node["steps"]]
    assert len(addresses) == len(set(addresses))


def test_open_result_has_no_total_but_an_interval(unfinished: Result) -> None:
    values = as_values(unfinished, "zh")
    assert (values["state"], values["total"], values["grade"]) == ("open", None, None)
    assert (values["low"], values["high"]) == ("67.00", "92.00")
    assert values["missing"] == ["judgement:馆藏质量", "读者目标数"]
    text = explain(unfinished, "text", "zh", width=80)
    assert "总分在 67.00 与 92.00 之间" in text
    assert "数据 读者目标数  等它的指标：到馆读者" in text


def test_what_was_reached_is_shown_when_the_evaluation_fails(refused: Result) -> None:
    text = explain(refused, "text", "zh", width=80)
    assert "= 900 万元 ÷ 0 万元" in text
    assert "E250" in text
    assert "^^^" in text


def test_a_caret_stays_under_its_source_line(refused: Result) -> None:
    lines = explain(refused, "text", "zh", width=60).splitlines()
    carets = next(number for number, line in enumerate(lines) if "^^^" in line)
    source, caret = lines[carets - 1], lines[carets]
    assert width_of(source[: source.index("支出数 /")]) == width_of(caret[: caret.index("^")])


@pytest.mark.parametrize("format_", ["text", "markdown"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reconstructed_points_are_named_before_any_score(format_: Format, lang: Lang) -> None:
    given = load_facts(ROOT / "examples" / "beijing-traffic-2022-illustrated.toml")
    result = score(given.rules, given)
    points = str(result.by_origin()["reconstructed"])
    page = explain(result, format_, lang)
    words = {"zh": f"{points} 分的指标，得分出自重构的评判", "en": f"{points} of the 100 points"}
    assert words[lang] in page
    assert page.index(words[lang]) < page.index("94.35")


def test_assumed_rules_are_never_called_official(done: Result) -> None:
    by_key = {node["key"]: node for node in as_values(done, "zh")["indicators"]}
    assert by_key["执行进度"]["status"] == "assumed"
    page = explain(done, "text", "zh", only="执行进度")
    assert "假设，不是官方规则" in page
    assert "官方规则，读自" not in page


def test_only_shows_one_indicator_and_what_is_below_it(done: Result) -> None:
    keys = [node["key"] for node in as_values(done, "zh", only="投入")["indicators"]]
    assert keys == ["投入", "预算执行", "执行进度"]
    page = explain(done, "text", "zh", only="预算执行")
    assert "1.1  预算执行  26.73 / 30 分" in page
    assert "到馆读者" not in page
    with pytest.raises(KeyError):
        explain(done, only="没有的")


def test_depth_counts_levels_from_one(done: Result) -> None:
    keys = [node["key"] for node in as_values(done, "zh", depth=1)["indicators"]]
    assert keys == ["投入", "产出"]
    assert "预算执行" not in explain(done, "markdown", "zh", depth=1)


def test_every_file_is_named_with_its_digest(result: Result) -> None:
    digests = [d.sha256 for d in (*result.facts.documents, *result.methodology.documents)]
    for format_ in ("text", "json", "markdown"):
        page = explain(result, format_, "zh")
        assert all(digest in page for digest in digests)


def test_markdown_shows_texts_of_files_as_they_are(done: Result) -> None:
    assert "甲图书馆 \\| \\*示范\\*" in explain(done, "markdown", "zh")


def test_points_lost_add_up_in_the_json(done: Result) -> None:
    values = as_values(done, "zh")
    lost = sum(Fraction(loss["exact"]) for loss in values["lost"]["each"])
    assert lost == 100 - Fraction(values["total"])
    causes = sum(Fraction(cause["exact"]) for cause in values["lost"]["by_cause"].values())
    assert causes == lost


def indicator(values: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(node for node in values["indicators"] if node["key"] == key)
    return found


def test_a_sum_that_parts_from_its_rounding_is_named_first(corners: Result) -> None:
    page = explain(corners, "text", "en", width=80)
    said = "the rounded scores add up to 27.32, the exact ones to 27.33"
    assert said in page
    assert page.index(said) < page.index("Scores")
    assert as_values(corners, "en")["sum_and_rounding_differ"] is True


def test_a_cap_that_took_points_is_named(corners: Result) -> None:
    assert "公式得 10 分，超出允许的 0 至 9 分，取 9 分" in explain(corners, "text", "zh")
