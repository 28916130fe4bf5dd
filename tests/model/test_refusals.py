"""Each case of the files in `broken/` is refused where it says so, and nowhere else."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from perfrules.files.from_toml import read_toml, toml_document
from perfrules.messages.in_above import IN_ABOVE
from perfrules.messages.in_facts import IN_FACTS
from perfrules.messages.in_report import IN_REPORT
from perfrules.messages.in_rules import IN_RULES
from perfrules.messages.in_ways import IN_WAYS
from perfrules.model.from_tables import methodology_from
from perfrules.model.read_facts import facts_from
from perfrules.problem import Problem, Refused
from perfrules.scoring.check import check

BROKEN = Path(__file__).parent / "broken"
EXPECTED = re.compile(r"### *([EW]\d{3}(?: [EW]\d{3})*)$")

# Codes that only another way in can meet, and the tests that meet them.
ELSEWHERE = {
    "E335": "test_rules.py",
    "E381": "test_above.py",
    "E390": "test_laws.py",
    "E395": "../attacks/test_limits.py",
    "E396": "../attacks/test_limits.py",
    "E419": "test_facts.py",
    "E420": "test_facts.py",
    "E421": "test_facts.py",
    "E530": "../scoring/test_ties_and_findings.py",
    "W530": "../scoring/test_ties_and_findings.py",
    "W401": "test_facts.py",
    "E797": "../cli/test_report.py",
    "E798": "../cli/test_report.py",
}

Case = tuple[str, int, str]


def cases(file: Path) -> Iterator[Case]:
    """The cases of a file: its name, the first line, and the text with all else left blank."""
    lines = file.read_text("utf-8").split("\n")
    cuts = [-1, *(n for n, line in enumerate(lines) if line.startswith("# ---")), len(lines)]
    common = {*range(cuts[1]), *range(cuts[-2], len(lines))}
    for first, stop in pairwise(cuts[1:-1]):
        wanted = common | set(range(first, stop))
        text = "\n".join(line if n in wanted else "" for n, line in enumerate(lines))
        yield file.name, first + 1, text


RULES = [case for file in sorted(BROKEN.glob("*.toml")) for case in cases(file)]
FACTS = list(cases(BROKEN / "facts" / "facts.toml"))
HELD_AGAINST = methodology_from(read_toml(BROKEN / "facts" / "rules.toml"))


def named(case: Case) -> str:
    return f"{case[0]}:{case[1]}"


def expected(text: str) -> Counter[tuple[str, int]]:
    return Counter(
        (code, number)
        for number, line in enumerate(text.split("\n"), 1)
        for said in EXPECTED.findall(line)
        for code in said.split()
    )


def found(problems: tuple[Problem, ...]) -> Counter[tuple[str, int]]:
    return Counter((p.code, p.place.line if p.place else 0) for p in problems)


def problems_of_rules(text: str) -> tuple[Problem, ...]:
    try:
        methodology = methodology_from(toml_document(text, "rules.toml"))
    except Refused as refused:
        return refused.problems
    return methodology.warnings + check(methodology)


def problems_of_facts(text: str) -> tuple[Problem, ...]:
    try:
        return facts_from(toml_document(text, "facts.toml"), HELD_AGAINST).warnings
    except Refused as refused:
        return refused.problems


@pytest.mark.parametrize("case", RULES, ids=named)
def test_a_rule_file_is_refused_at_the_faulty_line(case: Case) -> None:
    text = case[-1]
    problems = problems_of_rules(text)
    assert found(problems) == expected(text), "\n".join(p.render("en") for p in problems)


@pytest.mark.parametrize("case", FACTS, ids=named)
def test_a_fact_file_is_refused_at_the_faulty_line(case: Case) -> None:
    text = case[-1]
    problems = problems_of_facts(text)
    assert found(problems) == expected(text), "\n".join(p.render("en") for p in problems)


def test_each_code_is_met() -> None:
    met = {code for _, _, text in RULES + FACTS for code, _ in expected(text)}
    assert {*IN_RULES, *IN_WAYS, *IN_FACTS, *IN_ABOVE, *IN_REPORT} - met == ELSEWHERE.keys()
    for code, file in ELSEWHERE.items():
        assert code in (BROKEN.parent / file).read_text("utf-8")


def test_each_file_has_sound_cases_too() -> None:
    for file in ("head.toml", "declarations.toml", "indicators.toml", "ways.toml"):
        assert any(name == file and not expected(text) for name, _, text in RULES), file
