"""What is rewarded, as a page: golden, within its width, plain, in both languages."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest

from perfrules import load_methodology
from perfrules.messages import Lang
from perfrules.messages import incentives as say
from perfrules.problem import width_of
from perfrules.scoring.result import Result
from perfrules.studies.directions import How, Way
from perfrules.studies.incentives import Incentives, incentives
from perfrules.views.curve import chart, sparkline
from perfrules.views.incentives import to_markdown, to_text
from perfrules.views.incentives_to_json import to_json
from tests.studies.packs import full
from tests.views.test_explain import check_golden

RULES = ("hetang/department", "unnamed/farmland", "yunnan/project")


@cache
def answer(name: str) -> Incentives:
    return incentives(full() if name == "pack" else load_methodology(name))


@pytest.fixture
def library(done: Result) -> Incentives:
    return incentives(done.methodology, None, done.facts)


def test_the_page_is_the_golden_one(library: Incentives) -> None:
    check_golden("incentives.txt", to_text(library, "zh", 80))
    check_golden("incentives.40.txt", to_text(library, "zh", 40))
    check_golden("incentives.en.txt", to_text(library, "en", 120))
    check_golden("incentives.md", to_markdown(library, "zh"))


def test_every_word_has_its_texts() -> None:
    assert tuple(say.WAYS) == Way.__args__  # type: ignore[attr-defined]
    assert tuple(say.HOWS) == How.__args__  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [*RULES, "pack"])
@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_asked_for(name: str, width: int, lang: Lang) -> None:
    lines = to_text(answer(name), lang, width).splitlines()
    assert [line for line in lines if width_of(line) > width] == []
    assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize("name", RULES)
def test_what_is_only_searched_is_never_called_certain(name: str) -> None:
    for each in answer(name).found:
        certain = each.direction.way == "both" or not each.feeds
        assert certain or each.direction.how == "searched" or each.lever.kind == "cell"
    text = to_text(answer(name), "zh", 200)
    for line in text.splitlines():
        if "只升不降" in line or "只降不升" in line:
            assert "（所见）" in line


@pytest.mark.parametrize("name", [*RULES, "pack"])
def test_json_has_exact_numbers(name: str) -> None:
    values = json.loads(to_json(answer(name), "zh"))
    assert values["format"] == "perfrules.incentives/1"
    assert len(values["levers"]) == len(answer(name).found)
    for lever, each in zip(values["levers"], answer(name).found, strict=True):
        curve = each.curve
        assert (lever["curve"] is None) == (curve is None)
        for point, own in zip(
            lever["curve"]["points"] if curve else [], curve.points if curve else [], strict=True
        ):
            assert point["total"] is None or Fraction(point["total"]) == own.total


def test_a_framework_says_that_it_gives_no_points() -> None:
    framework = incentives(load_methodology("mof/department-framework"))
    assert say.NO_POINTS.zh in to_text(framework, "zh")
    assert to_text(framework, "zh").count("\n") < 4


def test_nothing_to_move_is_said() -> None:
    nothing = incentives(load_methodology("mwr/water-period"))
    assert say.NO_FACTS.en in to_text(nothing, "en")


def charts(library: Incentives) -> Iterator[list[str]]:
    for each in library.found:
        if each.curve is not None and each.curve.swing and each.lever.scale is not None:
            yield list(chart(each.curve, 60, lambda x: str(round(x)), lambda x: f"{round(x)}"))


def test_a_chart_has_its_ends_and_marks_where_the_facts_are(library: Incentives) -> None:
    drawn = list(charts(library))
    assert len(drawn) == 8
    for lines in drawn:
        assert len(lines) == 6
        assert re.fullmatch(r" *\d+ │.*", lines[0])
        assert re.fullmatch(r" *\d+ +\d+", lines[5])
        assert lines[4].count("▲") == 1
        assert "█" in lines[3] or "▁" in lines[3]
        margins = {line.index("│") for line in lines[:4]}
        assert margins == {lines[4].index("└")}


def test_a_narrow_chart_still_says_its_ends(library: Incentives) -> None:
    each = next(one for one in library.found if one.lever.name == "预算数")
    assert each.curve is not None
    *_, last = chart(each.curve, 10, lambda x: f"{round(x)} 元整", lambda x: f"{round(x)}")
    assert " … " in last


def test_a_small_curve_rises_where_the_total_does(library: Incentives) -> None:
    by_name = {each.lever.name: each.curve for each in library.found}
    rising = by_name["满意率"]
    assert rising is not None
    drawn = sparkline(rising, 20)
    assert list(drawn) == sorted(drawn)
    assert drawn[0] == "▁"
    assert drawn[-1] == "█"
    yes_no = by_name["有制度"]
    assert yes_no is not None
    assert sparkline(yes_no) == ""
    assert list(chart(yes_no, 60, str, str)) == []
