"""A rule file in the hands of somebody who edits it: after each edit it is checked and scored.

Whatever becomes of the file, nothing but Refused is raised; where `check` finds no error, fact
sets are scored without an internal error, and the function of `scorer` comes to the same.
"""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from perfrules import Refused, explain, facts, load_methodology, score, scorer
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.scoring.result import Result
from perfrules.studies.faults import faults_of
from perfrules.studies.sample import sampled, seeded
from tests.house.test_guide import GUIDES, complete, frame_of, rules_of
from tests.scoring.plain import by_score, same, told_of

PAGE = GUIDES["zh"]
FILES = [complete(block.text, frame_of(PAGE)) for block in rules_of(PAGE)]
"""The rule files of the guide: each construct of the language is in one of them."""

NUMBER = re.compile(r"\d+(?:\.\d+)?")
NAME = re.compile(r"[A-Za-z_一-鿿][\w]*")
SIGN = re.compile(r" ([+−×÷<≤>≥=≠]|且|或) ")

OTHER_NUMBERS = ["0", "1", "2", "-1", "0.5", "10", "100", "0.333", "1e20", "99999999999", "007"]
SIGNS = ["+", "−", "×", "÷", "<", "≤", ">", "≥", "=", "≠", "且", "或"]
OTHER_NAMES = ["分值", "指标值", "min", "points", "甲", "别名", "and", "得分(甲)", "x" * 65, "ｘ"]
FRAGMENTS = ['"', "'", "[", "]", "{", "}", "#", "\\", ",", "(", ")", "%", "\n", "×", "\u200b", "=="]
WAYS = [
    'score = "分值"',
    'score = "分值 ÷ 3"',
    "judged = true",
    'value = "1"\nscore = "指标值 × 分值"',
    'deduct = [ { for = "指标值", each = "1", points = 1, steps = "whole" } ]\nvalue = "2"',
    'tiers = [ { name = "好", share = "[50%, 100%]" }, { name = "差", share = "[0%, 50%)" } ]',
]
VALUES: list[Any] = [0, 1, -1, "50%", "1 万元", "优", True, "", 10**30, "1e20", "（空）", [1]]

at = st.integers(0, 10_000)


class Editing(RuleBasedStateMachine):
    """The file, its last version that could be used, and how often it was scored."""

    def __init__(self) -> None:
        super().__init__()
        self.place = TemporaryDirectory()
        self.path = Path(self.place.name).resolve() / "rules" / "own.toml"
        self.path.parent.mkdir()
        self.text = self.sound = ""

    def teardown(self) -> None:
        self.place.cleanup()

    @initialize(text=st.sampled_from(FILES))
    def begin(self, text: str) -> None:
        self.text = self.sound = text

    def change(self, pattern: re.Pattern[str], which: int, new: str) -> None:
        """Put something else in one of the places that look like a pattern."""
        found = list(pattern.finditer(self.text))
        if found:
            group = 1 if pattern.groups else 0
            start, end = found[which % len(found)].span(group)
            self.text = f"{self.text[:start]}{new}{self.text[end:]}"

    @rule(which=at, new=st.sampled_from(OTHER_NUMBERS) | st.integers(0, 200).map(str))
    def change_a_number(self, which: int, new: str) -> None:
        self.change(NUMBER, which, new)

    @rule(which=at, new=st.sampled_from(SIGNS))
    def change_a_sign(self, which: int, new: str) -> None:
        self.change(SIGN, which, new)

    @rule(which=at, new=st.sampled_from(OTHER_NAMES), everywhere=st.booleans())
    def rename(self, which: int, new: str, *, everywhere: bool) -> None:
        names = NAME.findall(self.text)
        if names and everywhere:
            self.text = self.text.replace(names[which % len(names)], new)
        elif names:
            self.change(NAME, which, new)

    @rule(which=at, into=at)
    def swap_names(self, which: int, into: int) -> None:
        names = NAME.findall(self.text)
        if names:
            self.change(NAME, which, names[into % len(names)])

    def on_lines(self, edit: Callable[[list[str]], None]) -> None:
        lines = self.text.split("\n")
        edit(lines)
        self.text = "\n".join(lines)

    @rule(which=at)
    def delete_a_line(self, which: int) -> None:
        self.on_lines(lambda lines: lines.__delitem__(which % len(lines)))

    @rule(which=at, to=at)
    def duplicate_a_line(self, which: int, to: int) -> None:
        self.on_lines(lambda lines: lines.insert(to % len(lines), lines[which % len(lines)]))

    @rule(
        points=st.sampled_from(["0", "1", "10", "0.3"]),
        way=st.sampled_from(WAYS),
        tie=st.booleans(),
    )
    def add_an_indicator(self, points: str, way: str, *, tie: bool) -> None:
        self.text += f'\n[indicator."新{len(self.text)}"]\npoints = {points}\n{way}\n'
        head = re.search(r"(?m)^points += (\d+)$", self.text)
        if tie and head is not None:
            total = int(head[1]) + Fraction(points)
            written = str(int(total)) if total.denominator == 1 else f"{float(total)}"
            self.text = f"{self.text[: head.start(1)]}{written}{self.text[head.end(1) :]}"

    @rule(which=at, fragment=st.sampled_from(FRAGMENTS))
    def slip(self, which: int, fragment: str) -> None:
        place = which % (len(self.text) + 1)
        self.text = f"{self.text[:place]}{fragment}{self.text[place:]}"

    @rule()
    def take_back(self) -> None:
        self.text = self.sound

    @invariant()
    def is_refused_or_scored(self) -> None:
        self.path.write_text(self.text, "utf-8")
        problems = faults_of(self.path)
        for problem in problems:
            assert problem.render("zh")
            assert problem.render("en")
        if any(problem.severity == "error" for problem in problems):
            return
        self.sound = self.text
        methodology = load_methodology(self.path)
        for number in range(2):
            try:
                given = sampled(methodology, seeded(1, number))
            except Refused as refused:
                note(f"no fact set: {refused.problems[0].code}")
                continue
            scores_are_right(methodology, given)
            scores_are_alike(methodology, given, number)


def scores_are_right(methodology: Methodology, given: FactSet) -> None:
    """What holds for every result, told in another way than the engine reckons it."""
    result: Result = score(methodology, given)
    assert result.state in {"done", "open", "refused"}
    assert (result.state == "refused") == bool(result.problems)
    if methodology.weighted:
        assert result.low <= result.high
    if result.state == "done" and result.printed is not None:
        assert result.low == result.printed == result.high
        assert not result.missing
        lost = sum((loss.points for loss in result.losses), Fraction(0))
        assert methodology.points - lost == result.printed
    assert explain(result, "text")
    assert json.loads(explain(result, "json"))


def scores_are_alike(methodology: Methodology, given: FactSet, number: int) -> None:
    """The function, which knows only what plain values say, comes to what the engine comes to."""
    period = given.period.first
    points = scorer(methodology, period=None if period is None else period.year)
    row = told_of(methodology, given, numbers=number % 2 == 0)
    same(row.scored(points), by_score(points, row))
    for name, value in zip([*row.values][:3], VALUES[number:], strict=False):
        row.values[name] = value
        same(row.scored(points), by_score(points, row))
    for name in [*row.values][:2]:
        del row.values[name]
    same(row.scored(points), by_score(points, row))
    for value in VALUES:
        with suppress(Refused):
            score(methodology, facts(methodology, dict.fromkeys(methodology.facts, value)))


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
