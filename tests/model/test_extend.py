"""Files that extend others: what is inherited, what is replaced, and where each value stands."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.files.tables import Document
from perfrules.model.extend import LONGEST, load_document
from perfrules.problem import Refused

BASE = """\
format = 1
[methodology]
id = "base"
title = "底稿"
[[grade]]
name = "优"
[fact."支出"]
unit = "万元"
about = "全年"
for_report = true
[fact."预算"]
unit = "万元"
[indicator."甲"]
points = 10
hit = "first"
cases = [ { when = "支出 > 0", score = "10" }, { score = "0" } ]
[indicator."乙"]
points = 5
judged = true
[indicator."丙"]
points = 5
judged = true
[[gap]]
names = "底稿缺"
[[example]]
name = "底稿例"
"""


def extended(tmp_path: Path, own: str, base: str = BASE) -> Document:
    (tmp_path / "base.toml").write_text(base, encoding="utf-8")
    file = tmp_path / "own.toml"
    file.write_text(f'format = 1\nextends = "base.toml"\n{own}', encoding="utf-8")
    return load_document(file, tmp_path)


def refusal(root: Path, own: str) -> str:
    with pytest.raises(Refused) as caught:
        extended(root, own)
    return " ".join(problem.code for problem in caught.value.problems)


def test_a_file_that_adds_nothing_says_what_its_base_says(tmp_path: Path) -> None:
    document = extended(tmp_path, "")
    base = load_document(tmp_path / "base.toml", tmp_path)
    inherited = {key: value for key, value in base.values.items() if key != "example"}
    assert document.values == inherited


def test_all_files_used_are_known_the_asked_for_one_first(tmp_path: Path) -> None:
    document = extended(tmp_path, "")
    base = load_document(tmp_path / "base.toml", tmp_path)
    assert [Path(used.path).name for used in document.documents] == ["own.toml", "base.toml"]
    assert document.documents[1].sha256 == base.sha256 != document.sha256


def test_the_head_and_named_entries_merge_key_by_key(tmp_path: Path) -> None:
    document = extended(tmp_path, '[methodology]\nid = "own"\n[fact."支出"]\nabout = "上半年"')
    assert document.values["methodology"] == {"title": "底稿", "id": "own"}
    assert document.values["fact"]["支出"] == {
        "unit": "万元",
        "for_report": True,
        "about": "上半年",
    }
    assert list(document.values["fact"]) == ["支出", "预算"]


def test_each_value_stands_where_it_was_written(tmp_path: Path) -> None:
    document = extended(tmp_path, '[fact."支出"]\nabout = "上半年"')
    own = document.place(("fact", "支出", "about"))
    inherited = document.place(("fact", "支出", "unit"))
    untouched = document.place(("indicator", "甲", "cases", 0, "when"))
    assert (Path(own.file).name, own.line) == ("own.toml", 4)
    assert (Path(inherited.file).name, inherited.line) == ("base.toml", 8)
    assert (Path(untouched.file).name, untouched.line) == ("base.toml", 16)


def test_a_new_way_of_scoring_drops_the_old_one_with_its_companions(tmp_path: Path) -> None:
    document = extended(tmp_path, '[indicator."甲"]\nscore = "支出"')
    assert set(document.values["indicator"]["甲"]) == {"points", "score"}


def test_a_companion_alone_keeps_the_way_of_scoring(tmp_path: Path) -> None:
    document = extended(tmp_path, '[indicator."甲"]\nhit = "only"')
    assert set(document.values["indicator"]["甲"]) == {"points", "cases", "hit"}


def test_remove_drops_an_entry_or_keys_of_it(tmp_path: Path) -> None:
    own = '[indicator."乙"]\nremove = true\n[fact."支出"]\nremove = ["for_report", "about"]'
    document = extended(tmp_path, own)
    assert list(document.values["indicator"]) == ["甲", "丙"]
    assert document.values["fact"]["支出"] == {"unit": "万元"}


def test_new_entries_come_last_or_where_after_says(tmp_path: Path) -> None:
    own = (
        '[indicator."丁"]\npoints = 1\n[indicator."戊"]\npoints = 1\nafter = "甲"\n'
        '[indicator."己"]\npoints = 1\nafter = "戊"'
    )
    document = extended(tmp_path, own)
    assert list(document.values["indicator"]) == ["甲", "戊", "己", "乙", "丙", "丁"]
    assert document.values["indicator"]["戊"].keys() == {"points"}


def test_an_entry_of_the_base_can_be_moved(tmp_path: Path) -> None:
    document = extended(tmp_path, '[indicator."甲"]\nafter = "丙"')
    assert list(document.values["indicator"]) == ["乙", "丙", "甲"]
    assert Path(document.place(("indicator", "甲", "points")).file).name == "base.toml"


def test_grades_are_replaced_as_a_whole_and_examples_are_not_inherited(tmp_path: Path) -> None:
    document = extended(tmp_path, '[[grade]]\nname = "合格"\n[[example]]\nname = "例"')
    assert [grade["name"] for grade in document.values["grade"]] == ["合格"]
    assert [example["name"] for example in document.values["example"]] == ["例"]


def test_gaps_are_added_to_those_of_the_base(tmp_path: Path) -> None:
    document = extended(tmp_path, '[[gap]]\nnames = "另缺"')
    assert [gap["names"] for gap in document.values["gap"]] == ["底稿缺", "另缺"]
    places = [document.place(("gap", position, "names")) for position in (0, 1)]
    assert [(Path(place.file).name, place.line) for place in places] == [
        ("base.toml", 24),
        ("own.toml", 4),
    ]


def test_three_files_in_a_row_keep_their_places(tmp_path: Path) -> None:
    extended(tmp_path, '[fact."支出"]\nabout = "上半年"\n[fact."结余"]\nunit = "元"')
    top = tmp_path / "top.toml"
    top.write_text('extends = "own.toml"\n[fact."结余"]\nabout = "年末"', encoding="utf-8")
    document = load_document(top, tmp_path)
    where = {
        ("fact", "结余", "about"): "top.toml",
        ("fact", "结余", "unit"): "own.toml",
        ("fact", "支出", "about"): "own.toml",
        ("fact", "预算", "unit"): "base.toml",
    }
    assert {keys: Path(document.place(keys).file).name for keys in where} == where
    assert [Path(used.path).name for used in document.documents] == [
        "top.toml",
        "own.toml",
        "base.toml",
    ]


def test_what_has_another_shape_than_in_the_base_replaces_it(tmp_path: Path) -> None:
    document = extended(tmp_path, 'grade = "无"\n[fact]\n"支出" = 3\n[indicator]\n"新" = 4')
    assert document.values["grade"] == "无"
    assert document.values["fact"]["支出"] == 3
    assert document.values["indicator"]["新"] == 4


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ('[indicator."丁"]\nremove = true', "E354"),
        ('[indicator."丁"]\nremove = ["judged"]', "E354"),
        ('[indicator."乙"]\nremove = ["cases"]', "E354"),
        ('[indicator."乙"]\nafter = "庚"', "E354"),
        ('[indicator."乙"]\nafter = "乙"', "E354"),
        ('[indicator."乙"]\nafter = 3', "E354"),
        ('[indicator."乙"]\nremove = true\npoints = 3', "E355"),
        ('[indicator."乙"]\nremove = false', "E355"),
        ('[indicator."乙"]\nremove = "judged"', "E355"),
        ('[indicator."乙"]\nremove = [1]', "E355"),
        ("[methodology]\nremove = true", "E355"),
        ('[indicator."丁"]\nremove = true\n[fact."收入"]\nremove = true', "E354 E354"),
    ],
)
def test_orders_that_cannot_be_followed_are_refused(tmp_path: Path, own: str, code: str) -> None:
    assert refusal(tmp_path, own) == code


def test_a_misspelt_name_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        extended(tmp_path, '[fact."支出数"]\nremove = true')
    assert "支出？" in caught.value.render("zh")
    assert "did you mean 支出?" in caught.value.render("en")


@pytest.mark.parametrize(
    "text",
    [
        '"/etc/passwd"',
        '"../base.toml"',
        '"a/../base.toml"',
        '"~/base.toml"',
        '"$HOME/base.toml"',
        '"file:///base.toml"',
        '"http://host/base.toml"',
        '"base.toml."',
        '"base.txt"',
        '"."',
        '"%2e%2e/base.toml"',
        '"a\\\\base.toml"',
        '["base.toml"]',
        "3",
        '""',
    ],
)
def test_extends_names_a_file_inside_the_rules_folder(tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f"extends = {text}", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_document(file, tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == "E350"
    assert problem.place is not None
    assert problem.place.line == 1


def test_links_that_lead_out_of_the_rules_folder_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "rules"
    root.mkdir()
    (tmp_path / "outside.toml").write_text(BASE, encoding="utf-8")
    (root / "out.toml").symlink_to(tmp_path / "outside.toml")
    (root / "round.toml").symlink_to(root / "round.toml")
    for name, code in (("out.toml", "E350"), ("round.toml", "E351")):
        file = root / "own.toml"
        file.write_text(f'extends = "{name}"', encoding="utf-8")
        with pytest.raises(Refused) as caught:
            load_document(file, root)
        assert caught.value.problems[0].code == code


def test_a_file_that_is_not_there_is_named_at_its_key(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('format = 1\nextends = "没有/2022.toml"', encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_document(file, tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == "E351"
    assert "没有/2022.toml" in problem.message("en")
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (2, 11)


def test_a_circle_is_named(tmp_path: Path) -> None:
    (tmp_path / "甲.toml").write_text('extends = "乙.toml"', encoding="utf-8")
    (tmp_path / "乙.toml").write_text('extends = "甲.toml"', encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_document(tmp_path / "甲.toml", tmp_path)
    assert "甲.toml → 乙.toml → 甲.toml" in caught.value.render("en")


@pytest.mark.parametrize(("files", "fits"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_chain_has_its_longest(tmp_path: Path, files: int, *, fits: bool) -> None:
    for number in range(1, files):
        text = f'extends = "{number + 1}.toml"'
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    (tmp_path / f"{files}.toml").write_text(BASE, encoding="utf-8")
    if fits:
        document = load_document(tmp_path / "1.toml", tmp_path)
        assert len(document.documents) == files
    else:
        with pytest.raises(Refused) as caught:
            load_document(tmp_path / "1.toml", tmp_path)
        assert caught.value.problems[0].code == "E352"


NAMES = st.sampled_from(["甲", "乙", "丙"])
ENTRIES = st.dictionaries(
    NAMES, st.dictionaries(st.sampled_from(["unit", "about", "range"]), NAMES), max_size=3
)


def as_toml(entries: dict[str, dict[str, str]]) -> str:
    lines = []
    for name, entry in entries.items():
        lines += [f'[fact."{name}"]', *(f'{key} = "{value}"' for key, value in entry.items())]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(base=ENTRIES, own=ENTRIES)
def test_the_nearer_file_wins_key_by_key_and_each_value_knows_its_file(
    base: dict[str, dict[str, str]], own: dict[str, dict[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = extended(Path(folder), as_toml(own), as_toml(base))
        facts = document.values.get("fact", {})
        expected = {
            name: base.get(name, {}) | own.get(name, {}) for name in dict.fromkeys((*base, *own))
        }
        assert facts == expected
        assert list(facts) == list(expected)
        for name, entry in facts.items():
            for key in entry:
                place = document.place(("fact", name, key))
                wrote = "own.toml" if key in own.get(name, {}) else "base.toml"
                assert Path(place.file).name == wrote
                assert place.source == f'{key} = "{entry[key]}"'
