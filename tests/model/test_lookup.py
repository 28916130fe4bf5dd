"""Looking a methodology up: roots, versions in force, parameters, and what a refusal lists."""

import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.model.lookup import (
    candidates,
    find_methodology,
    load_methodology,
    methodology_at,
    root_of,
    rule_roots,
    shipped_rules,
)
from perfrules.model.terms import Span
from perfrules.model.within import followed, resolved_within
from perfrules.problem import Place, Refused

ROOT = Path(__file__).parents[2]

RULE = """\
format = 1
[methodology]
id = "{id}"
version = "{version}"
title = "例"
points = 10
in_force = {{ from = {year}-01-01, to = {year}-12-31 }}
rounding = {{ to = 0.01, mode = "half-up" }}
basis = "例"
status = "assumed"
[fact."平均率"]
unit = "%"
from_parameters = true
[indicator."甲"]
points = 10
score = "分值 × 平均率"
"""

PARAMETER = """\
[[parameter."{name}"]]
from = {first}
to = {last}
value = "{value}"
basis = "例"
"""


def year(number: int) -> Span:
    return Span(date(number, 1, 1), date(number, 12, 31))


def rule(root: Path, path: str, identifier: str = "市/部门", version: int = 2022) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = RULE.format(id=identifier, version=version, year=version)
    file.write_text(text, encoding="utf-8")
    return file


def parameters(root: Path, path: str, *rows: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(("format = 1", *rows)), encoding="utf-8")


def row(
    value: str, first: str = "2022-01-01", last: str = "2022-12-31", name: str = "平均率"
) -> str:
    return PARAMETER.format(name=name, value=value, first=first, last=last)


def refused(asked: str, period: Span | None, *roots: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        find_methodology(asked, period, roots, Place("facts.toml", 2, 15))
    return caught.value


def codes(refusal: Refused) -> list[str]:
    return [problem.code for problem in refusal.problems]


class TestVersions:
    def test_the_version_in_force_for_the_whole_period_is_taken(self, tmp_path: Path) -> None:
        files = {
            number: rule(tmp_path, f"市/部门/{number}.toml", version=number)
            for number in (2021, 2022)
        }
        assert find_methodology("市/部门", year(2022), [tmp_path]) == files[2022]
        assert find_methodology("市/部门", year(2021), [tmp_path]) == files[2021]

    def test_an_id_need_not_be_the_name_of_a_folder(self, tmp_path: Path) -> None:
        file = rule(tmp_path, "别处/规则.toml")
        assert find_methodology("市/部门", year(2022), [tmp_path]) == file

    def test_a_period_over_two_versions_is_in_force_in_none(self, tmp_path: Path) -> None:
        rule(tmp_path, "市/部门/2021.toml", version=2021)
        rule(tmp_path, "市/部门/2022.toml", version=2022)
        refusal = refused("市/部门", Span(date(2021, 7, 1), date(2022, 6, 30)), tmp_path)
        assert codes(refusal) == ["E357"]
        for shown in ("2021-07-01 – 2022-06-30", "市/部门@2021", "市/部门@2022", "2022.toml"):
            assert shown in refusal.render("zh")
            assert shown in refusal.render("en")
        assert refusal.render("en").startswith("facts.toml:2:15: E357")

    def test_two_versions_for_one_day_are_refused(self, tmp_path: Path) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        rule(tmp_path, "市/部门/2022-again.toml")
        assert codes(refused("市/部门", year(2022), tmp_path)) == ["E358"]

    def test_a_version_can_be_asked_for(self, tmp_path: Path) -> None:
        file = rule(tmp_path, "市/部门/2021.toml", version=2021)
        rule(tmp_path, "市/部门/2022.toml")
        assert find_methodology("市/部门@2021", year(2022), [tmp_path]) == file
        assert codes(refused("市/部门@2020", year(2022), tmp_path)) == ["E357"]
        assert "市/部门@2022" in refused("市/部门@2020", None, tmp_path).render("en")

    def test_without_a_period_the_only_version_will_do(self, tmp_path: Path) -> None:
        file = rule(tmp_path, "市/部门/2021.toml", version=2021)
        assert find_methodology("市/部门", None, [tmp_path]) == file
        rule(tmp_path, "市/部门/2022.toml")
        assert codes(refused("市/部门", None, tmp_path)) == ["E358"]

    def test_days_may_be_inherited(self, tmp_path: Path) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        file = tmp_path / "区" / "部门" / "2022.toml"
        file.parent.mkdir(parents=True)
        text = 'extends = "市/部门/2022.toml"\n[methodology]\nid = "区/部门"'
        file.write_text(text, encoding="utf-8")
        assert find_methodology("区/部门", year(2022), [tmp_path]) == file
        assert codes(refused("区/部门", year(2021), tmp_path)) == ["E357"]

    def test_days_that_cannot_be_read_are_left_to_the_reader_of_the_file(
        self, tmp_path: Path
    ) -> None:
        file = rule(tmp_path, "市/部门/2022.toml")
        text = file.read_text(encoding="utf-8")
        start = text.index("in_force")
        broken = text[:start] + 'in_force = "2022"' + text[text.index("\n", start) :]
        file.write_text(broken, encoding="utf-8")
        assert find_methodology("市/部门", year(1999), [tmp_path]) == file

    def test_a_spoilt_file_is_not_replaced_by_that_of_a_later_root(self, tmp_path: Path) -> None:
        near, far = tmp_path / "near", tmp_path / "far"
        file = rule(near, "市/部门/2022.toml")
        rule(far, "市/部门/2022.toml")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("from = 2022", "from = 2023"), encoding="utf-8")
        with pytest.raises(Refused, match="E304"):
            load_methodology("市/部门", year(2022), [near, far])
        file.write_text("", encoding="utf-8")
        assert codes(refused("市/部门", year(2022), near, far)) == ["E131"]


class TestUnknown:
    @pytest.mark.parametrize(
        "asked",
        [
            "市/部",
            "../市/部门",
            "/市/部门",
            "市//部门",
            "",
            "~",
            "市/部门\0",
            "长" * 300,
            "a/" * 3000,
        ],
    )
    def test_an_unknown_id_is_refused(self, tmp_path: Path, asked: str) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        assert codes(refused(asked, year(2022), tmp_path)) == ["E356"]

    def test_a_misspelt_id_is_guessed(self, tmp_path: Path) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        assert "did you mean 市/部门?" in refused("市/部", year(2022), tmp_path).render("en")

    def test_a_broken_file_hides_no_sound_one_but_is_named_when_none_is_found(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "a.toml").write_text("= 3", encoding="utf-8")
        file = rule(tmp_path, "z.toml")
        assert find_methodology("市/部门", year(2022), [tmp_path]) == file
        refusal = refused("县/部门", year(2022), tmp_path)
        assert refusal.problems[0].code == "E356"
        assert "a.toml" in refusal.render("en")

    def test_files_without_a_head_and_parameter_files_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text('methodology = "市/部门"', encoding="utf-8")
        (tmp_path / "b.toml").write_text("[other]\n", encoding="utf-8")
        rule(tmp_path, "parameters/2022.toml")
        assert codes(refused("市/部门", year(2022), tmp_path)) == ["E356"]

    def test_links_out_of_the_root_are_passed_over(self, tmp_path: Path) -> None:
        outside = rule(tmp_path, "outside/2022.toml")
        root = tmp_path / "rules"
        (root / "市").mkdir(parents=True)
        (root / "市" / "部门").symlink_to(outside.parent)
        (root / "2022.toml").symlink_to(outside)
        assert codes(refused("市/部门", year(2022), root)) == ["E356"]


class TestRoots:
    def test_they_are_asked_in_their_order(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folders = [tmp_path / name for name in ("given", "listed", "listed-too", "bureau/rules")]
        for folder in folders:
            folder.mkdir(parents=True)
        monkeypatch.setenv("PERFRULES_RULES", f"{folders[1]}{os.pathsep}{folders[2]}")
        facts = tmp_path / "bureau" / "2022" / "facts.toml"
        assert rule_roots(facts, [folders[0]]) == [*folders, shipped_rules()]

    def test_each_stands_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("PERFRULES_RULES", raising=False)
        monkeypatch.chdir(tmp_path)
        assert rule_roots(None, [shipped_rules()]) == [shipped_rules()]

    def test_without_a_fact_file_the_working_folder_is_the_start(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "rules").mkdir()
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("PERFRULES_RULES", raising=False)
        assert rule_roots(None) == [tmp_path / "rules", shipped_rules()]

    def test_a_folder_that_is_not_there_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PERFRULES_RULES", str(tmp_path / "none"))
        with pytest.raises(Refused) as caught:
            rule_roots(None, [tmp_path / "neither"])
        assert codes(caught.value) == ["E353", "E353"]

    def test_a_root_hides_the_later_ones(self, tmp_path: Path) -> None:
        files = [rule(tmp_path / name, "市/部门/2022.toml") for name in ("a", "b")]
        roots = [tmp_path / "a", tmp_path / "b"]
        assert find_methodology("市/部门", year(2022), roots) == files[0]
        assert find_methodology("市/部门", year(2022), roots[::-1]) == files[1]

    def test_a_later_root_may_have_the_version_in_force(self, tmp_path: Path) -> None:
        rule(tmp_path / "a", "市/部门/2021.toml", version=2021)
        file = rule(tmp_path / "b", "市/部门/2022.toml")
        roots = [tmp_path / "a", tmp_path / "b"]
        assert find_methodology("市/部门", year(2022), roots) == file
        assert [each.version for each in candidates("市/部门", roots)] == ["2021", "2022"]
        assert str(candidates("市/部门", roots)[1]).startswith("市/部门@2022  2022-01-01")

    def test_a_file_named_by_its_path_has_a_root_too(self, tmp_path: Path) -> None:
        inside = rule(tmp_path, "rules/市/2022.toml")
        alone = rule(tmp_path, "elsewhere/2022.toml")
        assert root_of(inside, [tmp_path]) == tmp_path
        assert root_of(inside, []) == tmp_path / "rules"
        assert root_of(alone, [tmp_path / "rules"]) == tmp_path / "elsewhere"


class TestParameters:
    def test_they_come_from_the_folders_beside_and_above(self, tmp_path: Path) -> None:
        file = rule(tmp_path, "市/部门/2022.toml")
        parameters(tmp_path, "市/parameters/2021.toml", row("25%", "2021-01-01", "2021-12-31"))
        parameters(tmp_path, "市/parameters/2022.toml", row("28.30%"), row("3", name="别的"))
        parameters(tmp_path, "parameters/other.toml", row("3", name="别的"))
        parameters(tmp_path, "县/parameters/2022.toml", row("1%"))
        methodology = load_methodology("市/部门", year(2022), [tmp_path])
        assert [(each.fact, each.value, str(each.days)) for each in methodology.parameters] == [
            ("平均率", Fraction(1, 4), "2021-01-01 – 2021-12-31"),
            ("平均率", Fraction(2830, 10000), "2022-01-01 – 2022-12-31"),
        ]
        used = [Path(document.path).relative_to(tmp_path) for document in methodology.documents]
        assert used == [
            file.relative_to(tmp_path),
            Path("市/parameters/2021.toml"),
            Path("市/parameters/2022.toml"),
        ]

    def test_none_are_read_for_a_methodology_that_asks_for_none(self, tmp_path: Path) -> None:
        file = rule(tmp_path, "市/部门/2022.toml")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("from_parameters = true", ""), encoding="utf-8")
        parameters(tmp_path, "市/parameters/2022.toml", "a broken line")
        methodology = methodology_at(file, [tmp_path])
        assert methodology.parameters == ()
        assert len(methodology.documents) == 1

    def test_a_day_has_one_value(self, tmp_path: Path) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        parameters(tmp_path, "市/parameters/a.toml", row("25%", "2021-07-01", "2022-01-01"))
        parameters(tmp_path, "市/parameters/b.toml", row("28.30%"))
        with pytest.raises(Refused) as caught:
            load_methodology("市/部门", year(2022), [tmp_path])
        assert codes(caught.value) == ["E359"]
        for shown in ("平均率", "a.toml:5", "b.toml:5", "2021-07-01 – 2022-01-01"):
            assert shown in caught.value.render("en")

    def test_a_long_row_is_held_against_every_row_within_it(self, tmp_path: Path) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        rows = [("2019-01-01", "2025-12-31"), ("2020-01-01", "2020-12-31"), ("2024-01-01",) * 2]
        lines = [row(f"{n}%", *days) for n, days in enumerate(rows, 1)]
        parameters(tmp_path, "市/parameters/a.toml", *lines)
        with pytest.raises(Refused) as caught:
            load_methodology("市/部门", year(2022), [tmp_path])
        assert codes(caught.value) == ["E359", "E359"]

    @pytest.mark.parametrize(
        ("first", "last", "value"),
        [("2022-12-31", "2022-01-01", "1%"), ("2022-01-01", "2022-12-31", "1 公里")],
    )
    def test_a_row_that_cannot_be_used_is_refused(
        self, tmp_path: Path, first: str, last: str, value: str
    ) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        parameters(tmp_path, "parameters/2022.toml", row(value, first, last))
        with pytest.raises(Refused) as caught:
            load_methodology("市/部门", year(2022), [tmp_path])
        assert "2022.toml" in caught.value.render("en")

    def test_a_file_of_another_format_is_refused(self, tmp_path: Path) -> None:
        rule(tmp_path, "市/部门/2022.toml")
        file = tmp_path / "parameters" / "2022.toml"
        file.parent.mkdir()
        file.write_text("format = 2\n" + row("1%"), encoding="utf-8")
        with pytest.raises(Refused) as caught:
            load_methodology("市/部门", year(2022), [tmp_path])
        assert codes(caught.value) == ["E300"]

    def test_links_out_of_the_folder_are_not_read(self, tmp_path: Path) -> None:
        rule(tmp_path, "rules/市/部门/2022.toml")
        parameters(tmp_path, "outside.toml", row("1%"))
        folder = tmp_path / "rules" / "parameters"
        folder.mkdir()
        (folder / "2022.toml").symlink_to(tmp_path / "outside.toml")
        methodology = load_methodology("市/部门", year(2022), [tmp_path / "rules"])
        assert methodology.parameters == ()

    def test_a_file_outside_every_root_is_served_by_the_folder_beside_it(
        self, tmp_path: Path
    ) -> None:
        file = rule(tmp_path, "alone/2022.toml")
        parameters(tmp_path, "alone/parameters/2022.toml", row("1%"))
        parameters(tmp_path, "parameters/2022.toml", row("2%"))
        methodology = methodology_at(file, [])
        assert [each.text for each in methodology.parameters] == ["1%"]


class TestBeijing:
    @pytest.mark.parametrize("identifier", ["beijing/department", "beijing/department-leaves"])
    def test_the_shipped_methodologies_are_found_and_load(self, identifier: str) -> None:
        methodology = load_methodology(identifier, year(2022), [shipped_rules()])
        assert methodology.id == identifier
        assert methodology.points == 100
        assert [each.value for each in methodology.parameters] == [Fraction(283, 1000)]
        assert methodology.warnings == ()

    def test_the_leaves_keep_the_first_level_of_the_published_table(self) -> None:
        methodology = load_methodology("beijing/department-leaves", year(2022), [shipped_rules()])
        first_level = {key: methodology.indicators[key].points for key in methodology.roots}
        assert first_level == {
            "当年预算执行情况": 20,
            "整体绩效目标实现情况": 60,
            "预算管理情况": 20,
        }
        assumed = {leaf.status for leaf in methodology.leaves()[1:]}
        assert assumed == {"assumed"}
        assert methodology.leaves()[0].status == "inferred"


def test_a_file_beside_the_rules_extends_them_and_has_their_parameters(tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    text = (ROOT / "rules/beijing/department-leaves/2022.toml").read_text("utf-8")
    copy.write_text(text, "utf-8")
    methodology = methodology_at(copy, [ROOT / "rules"])
    assert [given.fact for given in methodology.parameters] == ["市级平均差异率"]
    names = [Path(document.path).name for document in methodology.documents]
    assert names == ["copy.toml", "2022.toml", "2022.toml"]


def test_a_bureau_extends_the_shipped_rules_by_its_own(tmp_path: Path) -> None:
    own = tmp_path / "rules" / "own" / "2022.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'format = 1\nextends = "beijing/department/2022.toml"\n[methodology]\nid = "own"\n', "utf-8"
    )
    found = load_methodology("own", None, rule_roots(tmp_path / "facts.toml"))
    assert found.id == "own"
    assert found.title == "北京市部门整体绩效评价"


def test_a_working_folder_that_is_gone_is_no_folder_of_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(tmp_path, "市/部门/2022.toml")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(Refused) as caught:
        load_methodology("市/部门", year(2022), [Path("rules")])
    assert codes(caught.value)[0].startswith("E35")
    assert followed(Path("rules")) == Path("rules")
    assert resolved_within(Path("rules/a.toml"), Path("rules")) == Path("rules/a.toml")
