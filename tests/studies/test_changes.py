"""Versions are told apart by what they mean, each change with its kind and its places."""

import re

import pytest

from perfrules.studies.changes import changes_between
from perfrules.studies.versions import Version, methodology_of
from tests.studies.versions import BODY, LEAVES, changes, edited, only_change, version


def kinds(*edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.name, change.key) for change in changes(*edits)]


SAME = {
    "comments and blanks": ("points = 10", "points =   10  # of 100"),
    "a number with more digits": ("points = 10", "points = 10.00"),
    "another sign": ("结转率 − 上年率", "（结转率 - 上年率）"),
    "another word for a function": ('"max(增减, 0)"', '"最大(增减, 0%)"'),
    "a percentage as a number": (
        "分值 × 60%",
        "0.6 × 分值"[::1].replace("0.6 × 分值", "分值 × 0.6"),
    ),
    "an interval": ('"[95%, 100%]"', '"[ 0.95，1]"'),
    "a default": (
        "judged = true",
        'judged = true\nlabel = "管理"\nstatus = "assumed"\nneeds_reason = false\nabout = ""',
    ),
    "a header for a table": (
        '[indicator."管理"]\npoints = 86\njudged = true',
        '[indicator]\n"管理" = { judged = true, points = 86 }',
    ),
}


@pytest.mark.parametrize("edit", SAME.values(), ids=SAME.keys())
def test_what_means_the_same_is_no_change(edit: tuple[str, str]) -> None:
    assert changes(edit) == ()
    assert changes_between(version(edited(BODY, edit)), version(BODY)) == ()


def test_another_order_is_no_change() -> None:
    tables = re.split(r"(?m)^(?=\[)", BODY)
    shuffled = "".join(reversed([t for t in tables if ".bands" not in t and '满意"]' not in t]))
    bands = "".join(t for t in tables if ".bands" in t or '满意"]' in t)
    assert changes_between(version(), version(bands + shuffled)) == ()


def test_the_order_of_bands_means_nothing_but_that_of_cases_does() -> None:
    first, second = '{ in = "[95%, 100%]", share = "100%" },', '{ in = "[0%, 80%)", share = "0%" },'
    swapped = edited(BODY, (first, "FIRST"), (second, first), ("FIRST", second))
    assert changes_between(version(), version(swapped)) == ()
    cases = '[indicator."满意"]\nhit = "first"\ncases = [{}]\npoints = 10\n'
    rows = ['{ when = "满意率 > 90%", score = "分值" }', '{ when = "满意率 > 50%", score = "5" }']
    start, end = BODY.index('[indicator."满意"]'), BODY.index('[indicator."管理"]')
    one, other = (
        BODY[:start] + cases.replace("{}", ", ".join(each)) + BODY[end:]
        for each in (rows, rows[::-1])
    )
    found = changes_between(version(one), version(other))
    assert {change.key for change in found} == {
        "cases 1 when", "cases 1 score", "cases 2 when", "cases 2 score",
    }  # fmt: skip


ITEM = "deduct 1"
BEFORE, AFTER = "[95%, 100%], [80%, 95%)", "[90%, 100%], [80%, 90%)"
RATE = '[fact."结转率"]\nunit = "%"'
ONE = {
    "points of a deduction": ("0.5, steps", "0.8, steps", "row", f"{ITEM} points", "0.5", "0.8"),
    "steps": ('"whole"', '"linear"', "row", f"{ITEM} steps", "whole", "linear"),
    "edges of two bands": ("95%", "90%", "edges", "bands rows", BEFORE, AFTER),
    "a line": ("60%", "50%", "row", "bands rows 2 from", "分值 × 60%", "分值 × 50%"),
    "a measure": ("率 − 上年率", "率", "formula", "value", "结转率 − 上年率", "结转率"),
    "a way": (
        "judged = true", 'score = "80"', "way", "", "{ judged = true }", '{ score = "80" }',
    ),
    "a cap": ("judged = true", "judged = true\ncap = 80", "limits", "cap", "", "80"),
    "how bare numbers are read": (
        RATE, RATE + '\nbare = "percent"', "declaration", "bare", "", "percent",
    ),
    "a standing": (
        "judged = true", 'judged = true\nstatus = "official"', "status", "status", "assumed",
        "official",
    ),
    "a basis": ("judged = true", 'judged = true\nbasis = "文"', "basis", "basis", "b", "文"),
    "a note": ("judged = true", 'judged = true\nabout = "说"', "words", "about", "", "说"),
    "a range": (RATE, RATE + '\nrange = ">= 0%"', "declaration", "range", "", ">= 0%"),
}  # fmt: skip
SILENT = ("a standing", "a basis", "a note", "a range")


@pytest.mark.parametrize("name", ONE)
def test_a_change_says_what_it_is(name: str) -> None:
    before, after, *said = ONE[name]
    change = only_change((before, after))
    assert [change.kind, change.key, change.old, change.new] == said
    assert change.scores == (name not in SILENT)
    assert (change.old_place is None) == (not change.old)
    assert change.new_place is not None
    line = '[indicator."管理"]' if name == "a way" else change.new.partition(",")[0]
    assert line in change.new_place.source


def test_the_head_and_the_grades() -> None:
    old, new = version(), version(more='lang = "en"')
    assert [(c.kind, c.key, c.scores) for c in changes_between(old, new)] == [
        ("words", "lang", False)
    ]
    found = changes_between(old, version(BODY, ("[60, 90)", "[70, 90)"), ("[0, 60)", "[0, 70)")))
    assert [(c.kind, c.name, c.old, c.new) for c in found] == [
        ("grades", "良", "[60, 90)", "[70, 90)"), ("grades", "差", "[0, 60)", "[0, 70)"),
    ]  # fmt: skip
    assert all(c.new_place and c.new_place.source == f'in = "{c.new}"' for c in found)
    finer = changes_between(old, version(BODY, ("to = 0.01", "to = 0.1")))
    assert [(c.kind, c.scores) for c in finer] == [("rounding", True)]


def test_rows_that_come_and_go() -> None:
    item = '{ when = "增减 > 10%", points = 1 }'
    more = (' } ]\n[indicator."满意"]', f' }}, {item} ]\n[indicator."满意"]')
    came = only_change(more)
    assert (came.kind, came.key, came.old, came.new) == ("row", "deduct 2", "", item)
    went = changes_between(version(edited(BODY, more)), version())
    assert [(c.kind, c.key, c.old, c.new) for c in went] == [("row", "deduct 2", item, "")]
    band = only_change(
        ("[0%, 80%)", "[50%, 80%)"), ("\n]", '\n  { in = "[0%, 50%)", share = "0%" },\n]')
    )
    assert (band.kind, band.key) == ("rows", "bands rows")


def test_declarations_that_come_and_go_move_no_score() -> None:
    found = changes(
        (
            '[indicator."结转"]',
            '[fact."人数"]\nunit = "人"\n[measure."倍"]\nvalue = "结转率 × 2"\n[indicator."结转"]',
        )
    )
    assert [(c.kind, c.table, c.name, c.scores) for c in found] == [
        ("added", "fact", "人数", False), ("added", "measure", "倍", False),
    ]  # fmt: skip


def test_a_node_that_comes_brings_those_below_it() -> None:
    more = '[indicator."新"]\npoints = 6\n[indicator."新一"]\nparent = "新"\npoints = 6\n'
    more += 'judged = true\n[indicator."管理"]\npoints = 80'
    found = changes(('[indicator."管理"]\npoints = 86', more))
    assert [(c.kind, c.name) for c in found] == [("added", "新"), ("points", "管理")]
    assert found[0].new.endswith("新一")
    went = changes_between(
        version(edited(BODY, ('[indicator."管理"]\npoints = 86', more))), version()
    )
    assert [(c.kind, c.name) for c in went] == [("points", "管理"), ("removed", "新")]


def test_a_version_means_what_its_own_copy_means() -> None:
    text = methodology_of(LEAVES)
    assert changes_between(Version("a", text, str), Version("b", methodology_of(LEAVES), str)) == ()


def test_a_list_whose_order_means_nothing_is_compared_as_a_whole() -> None:
    gaps = [f'[[gap]]\nsays = "{word}"\nbasis = "文"\n' for word in ("一", "二")]
    one, other = (version(BODY + "".join(order)) for order in (gaps, gaps[::-1]))
    assert changes_between(one, other) == ()
    (found,) = changes_between(version(), one)
    assert (found.kind, found.table, found.name, found.old) == ("setting", "gap", "", "")
    assert not found.scores


def test_days_in_force_are_compared_too() -> None:
    later = version(BODY, ("2022-01-01", "2023-01-01"))
    (found,) = changes_between(version(), later)
    assert (found.key, found.old) == ("in_force", "{ from = 2022-01-01 }")
    assert not found.scores
